// The movement of every scheme from last year's current budget to this year's, in
// each funding line and in all.
#include <stdint.h>

#include "post/movements.h"
#include "post/statement_make.h"

// Of the columns beside those of the lines.
enum { PRIOR, CURRENT, MOVEMENT, PERCENT, OWN_COLUMN_COUNT };

typedef struct {
    Arena     *arena;
    Statement *statement;
    Movements  all;
} Mover;

// This year's amount of a line less last year's of those that it continues.
static void set_line(Mover *mover, size_t at, size_t column, const Row *now, const Row *then)
{
    const MoveLine *line = &mover->all.lines[column];
    Side            current = side_of_scheme(&mover->all, line, now, SIDE_NOW);
    Side            prior = side_of_scheme(&mover->all, line, then, SIDE_THEN);
    size_t          count = current.count + prior.count;
    Selector       *selectors = ARENA_ARRAY(mover->arena, Selector, count);
    for (size_t i = 0; i < current.count; i++) selectors[i] = current.selectors[i];
    for (size_t i = 0; i < prior.count; i++) {
        selectors[current.count + i] = prior.selectors[i];
        selectors[current.count + i].credit = true;
    }
    if (count) statement_set_figure(mover->arena, mover->statement, at, column, selectors, count);
}

static void set_side(Mover *mover, size_t at, size_t column, const Side *side)
{
    if (!side->stated) return;
    statement_set_figure(mover->arena, mover->statement, at, mover->all.line_count + column,
                         side->selectors, side->count);
}

static void set_row(Mover *mover, size_t at, const Row *now, const Row *then)
{
    Side prior = side_of_scheme(&mover->all, NULL, then, SIDE_THEN);
    Side current = side_of_scheme(&mover->all, NULL, now, SIDE_NOW);
    for (size_t i = 0; i < mover->all.line_count; i++) set_line(mover, at, i, now, then);
    set_side(mover, at, PRIOR, &prior);
    set_side(mover, at, CURRENT, &current);
}

static void add_line_columns(Mover *mover)
{
    for (size_t i = 0; i < mover->all.line_count; i++) {
        const MoveLine *line = &mover->all.lines[i];
        Str about = str_format(mover->arena, "The movement in %.*s.", STR_ARG(line->name));
        statement_add_postings(mover->arena, mover->statement, line->id, line->heading, about.data);
    }
}

static void add_own_columns(Mover *mover)
{
    Statement *statement = mover->statement;
    Year       year = mover->all.now->book->year;
    size_t     first = statement->column_count;
    statement_add_postings(mover->arena, statement, STR("prior"),
                           year_format(mover->arena, (Year){year.start - 1}),
                           "Last year's current budget.");
    statement_add_postings(mover->arena, statement, STR("current"), year_format(mover->arena, year),
                           "This year's current budget.");
    ColumnTerm moved[] = {{first + CURRENT, 1}, {first + PRIOR, -1}};
    ColumnTerm share[] = {{first + MOVEMENT, 1}, {first + PRIOR, 1}};
    statement_add_column(mover->arena, statement,
                         (StatementColumn){.id = STR("movement"),
                                           .label = STR("Movement"),
                                           .about = "This year's budget less last year's.",
                                           .rule = COLUMN_TERMS,
                                           .terms = moved,
                                           .term_count = 2});
    statement_add_column(
        mover->arena, statement,
        (StatementColumn){.id = STR("percent"),
                          .label = STR("%"),
                          .about = "The movement as a share of last year's budget.",
                          .rule = COLUMN_RATIO,
                          .terms = share,
                          .term_count = 2});
}

// The row of a scheme that this year's book has no row for.
static void add_ended_row(Mover *mover, const Row *then)
{
    Statement *statement = mover->statement;
    size_t     at = statement->row_count;
    statement_add_row(statement, statement_free_id(mover->arena, statement, "ended-", then->id),
                      then->label, true)
        ->depth = 1;
    set_row(mover, at, NULL, then);
}

static void add_ended_rows(Mover *mover)
{
    Statement  *statement = mover->statement;
    const Book *before = mover->all.then->book;
    size_t      first = statement->row_count;
    for (size_t i = 0; i < before->row_count; i++) {
        const Row *then = before->rows[i];
        bool gone = then->kind == ROW_SCHEME && !book_scheme_row(mover->all.now->book, then->id);
        Side prior = {0};
        if (gone) prior = side_of_scheme(&mover->all, NULL, then, SIDE_THEN);
        if (prior.stated) add_ended_row(mover, then);
    }
    size_t  count = statement->row_count - first;
    size_t *rows = ARENA_ARRAY(mover->arena, size_t, count);
    for (size_t i = 0; i < count; i++) rows[i] = first + i;
    if (count == 0) return;
    Str id = statement_free_id(mover->arena, statement, "all-", STR("ended"));
    statement_add_sum(mover->arena, statement, id, STR("Total no longer in the book"), rows, count)
        ->heading = STR("No longer in the book");
}

// The rows of this year's book, what is no longer there, and the total of both.
static void add_rows(Mover *mover)
{
    Statement  *statement = mover->statement;
    const Book *book = mover->all.now->book;
    size_t     *parts = ARENA_ARRAY(mover->arena, size_t, book->row_count + 1);
    size_t      count = 0;
    for (size_t i = 0; i + 1 < book->row_count; i++) {
        const Row    *from = book->rows[i];
        StatementRow *row =
            statement_add_row(statement, from->id, from->label, from->kind == ROW_SCHEME);
        statement_copy_row(mover->arena, row, from);
        if (from->parent == book->root) parts[count++] = i;
        if (from->kind != ROW_SCHEME || !mover->all.then) continue;
        set_row(mover, i, from, book_scheme_row(mover->all.then->book, from->id));
    }
    size_t before = statement->row_count;
    if (mover->all.then) add_ended_rows(mover);
    if (statement->row_count > before) parts[count++] = statement->row_count - 1;
    statement_add_sum(mover->arena, statement, STR("total"), book->root->label, parts, count);
}

static Statement *make(Arena *arena, const Ledger *ledger, int period)
{
    const Book *book = ledger->book;
    const Book *before = ledger->previous ? ledger->previous->book : NULL;
    size_t      rows = book->row_count + (before ? before->row_count + 1 : 0);
    size_t      columns = book->line_count + (before ? before->line_count : 0) + OWN_COLUMN_COUNT;
    Mover       mover = {.arena = arena, .all = movements_of(arena, ledger)};
    (void)period; // As far as the year is known.
    mover.statement = statement_new(arena, ledger, "Scheme", rows, columns);
    add_line_columns(&mover);
    add_own_columns(&mover);
    add_rows(&mover);
    for (size_t i = 0; !before && i < mover.statement->column_count; i++) {
        mover.statement->columns[i].absent = true;
    }
    return mover.statement;
}

const StatementKind statement_movement = {
    .name = "movement",
    .title = "Movement",
    .about = "Last year's current budget, this year's, and the movement in each funding line.",
    .summary = "each scheme's movement from last year, by funding line and in all",
    .silence = "The book names no previous book.",
    .status = STATUS_OF_BUDGET,
    .make = make,
};
