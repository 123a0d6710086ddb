// The contributions: what every line brings, beside the year before.
#include <stdint.h>

#include "post/statement_make.h"

enum { PRIOR, CURRENT, MOVEMENT, PERCENT, COLUMN_COUNT };

static void add_columns(Arena *arena, Statement *statement)
{
    Year year = statement->ledger->book->year;
    statement_add_postings(arena, statement, STR("prior"),
                           year_format(arena, (Year){year.start - 1}),
                           "What the line brought in the year before.");
    statement_add_postings(arena, statement, STR("current"), year_format(arena, year),
                           "What the line brings this year: all contributions to it.");
    statement_add_column(arena, statement,
                         (StatementColumn){.id = STR("movement"),
                                           .label = STR("Movement"),
                                           .about = "This year less the year before.",
                                           .rule = COLUMN_TERMS,
                                           .terms = (ColumnTerm[]){{CURRENT, 1}, {PRIOR, -1}},
                                           .term_count = 2});
    statement_add_column(arena, statement,
                         (StatementColumn){.id = STR("percent"),
                                           .label = STR("%"),
                                           .about = "The movement as a share of the year before.",
                                           .rule = COLUMN_RATIO,
                                           .terms = (ColumnTerm[]){{MOVEMENT, 1}, {PRIOR, 1}},
                                           .term_count = 2});
}

size_t line_predecessors(Arena *arena, const Line *line, const Book *previous,
                         const Line ***predecessors)
{
    const Line **found = ARENA_ARRAY(arena, const Line *, line->replaces_count + 1);
    size_t       count = 0;
    for (size_t i = 0; i < line->replaces_count; i++) {
        const Line *before = book_line(previous, line->replaces[i]);
        if (before) found[count++] = before;
    }
    if (line->replaces_count == 0) {
        const Line *before = book_line(previous, line->id);
        if (before) found[count++] = before;
    }
    *predecessors = found;
    return count;
}

static void set_prior(Arena *arena, Statement *statement, size_t row, const Line *const *lines,
                      size_t count)
{
    Selector *selectors = ARENA_ARRAY(arena, Selector, count);
    bool      stated = false;
    for (size_t i = 0; i < count; i++) {
        stated |= book_has_contribution(statement->ledger->previous->book, lines[i]);
        selectors[i] = select_contributions(statement->ledger->previous, lines[i]);
    }
    if (stated) statement_set_figure(arena, statement, row, PRIOR, selectors, count);
}

// Lines of last year that no line of this year continues: they ended.
static void add_ended_lines(Arena *arena, Statement *statement, const bool *continued)
{
    const Book *previous = statement->ledger->previous->book;
    for (size_t i = 0; i < previous->line_count; i++) {
        const Line *line = &previous->lines[i];
        if (continued[i] || !book_has_contribution(statement->ledger->previous->book, line))
            continue;
        Str id = line->id;
        while (statement_row(statement, id) != SIZE_MAX) {
            id = str_format(arena, "ended-%.*s", STR_ARG(id));
        }
        Str label = str_format(arena, "%.*s (ended)", STR_ARG(line->name));
        statement_add_row(statement, id, label, true);
        set_prior(arena, statement, statement->row_count - 1, &line, 1);
    }
}

static Statement *make(Arena *arena, const Ledger *ledger, int period)
{
    const Book   *book = ledger->book;
    const Ledger *previous = ledger->previous;
    size_t        ended_max = previous ? previous->book->line_count : 0;
    Statement    *statement = statement_new(arena, ledger, "Funding line",
                                            book->line_count + ended_max + 1, COLUMN_COUNT);
    bool         *continued = ARENA_ARRAY(arena, bool, ended_max);
    (void)period; // What a line brings is of the whole year.
    add_columns(arena, statement);
    for (size_t i = 0; i < book->line_count; i++) {
        const Line  *line = &book->lines[i];
        const Line **before_lines = NULL;
        Selector     selector = select_contributions(ledger, line);
        size_t       count = 0;
        statement_add_row(statement, line->id, line->name, true);
        if (book_has_contribution(book, line))
            statement_set_figure(arena, statement, i, CURRENT, &selector, 1);
        if (!previous) continue;
        count = line_predecessors(arena, line, previous->book, &before_lines);
        for (size_t j = 0; j < count; j++) continued[before_lines[j]->index] = true;
        set_prior(arena, statement, i, before_lines, count);
    }
    if (previous) add_ended_lines(arena, statement, continued);
    statement_add_total(arena, statement, STR("Total"));
    for (size_t i = 0; i < statement->column_count; i++) {
        statement->columns[i].absent = !previous && i != CURRENT;
    }
    return statement;
}

const StatementKind statement_contributions = {
    .name = "contributions",
    .title = "Contributions",
    .about = "What each funding line brings, beside the year before.",
    .summary = "what each funding line brings, last year and this, and its movement",
    .status = STATUS_OF_BUDGET,
    .make = make,
};
