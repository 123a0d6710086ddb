#include "post/statement_make.h"

#include <stdint.h>
#include <string.h>

Statement *statement_new(Arena *arena, const Ledger *ledger, const char *row_heading,
                         size_t row_max, size_t column_max)
{
    Statement *statement = ARENA_NEW(arena, Statement);
    *statement = (Statement){.ledger = ledger, .row_heading = row_heading};
    statement->rows = ARENA_ARRAY(arena, StatementRow, row_max);
    statement->row_index = index_new(arena);
    statement->column_max = column_max;
    statement->columns = ARENA_ARRAY(arena, StatementColumn, column_max);
    statement->figures = ARENA_ARRAY(arena, Figure, row_max * column_max);
    return statement;
}

StatementRow *statement_add_row(Statement *statement, Str id, Str label, bool leaf)
{
    StatementRow *row = &statement->rows[statement->row_count++];
    *row = (StatementRow){.leaf = leaf, .id = id, .label = label};
    index_add(&statement->row_index, id, row);
    return row;
}

Str statement_free_id(Arena *arena, const Statement *statement, const char *more, Str id)
{
    while (statement_row(statement, id) != SIZE_MAX) {
        id = str_format(arena, "%s%.*s", more, STR_ARG(id));
    }
    return id;
}

StatementRow *statement_add_sum(Arena *arena, Statement *statement, Str id, Str label,
                                const size_t *children, size_t count)
{
    StatementRow *row = statement_add_row(statement, id, label, false);
    row->children = ARENA_ARRAY(arena, size_t, count);
    row->child_count = count;
    for (size_t i = 0; i < count; i++) row->children[i] = children[i];
    return row;
}

void statement_add_total(Arena *arena, Statement *statement, Str label)
{
    size_t  leaves = statement->row_count;
    size_t *children = ARENA_ARRAY(arena, size_t, leaves);
    for (size_t i = 0; i < leaves; i++) children[i] = i;
    statement_add_sum(arena, statement, STR("total"), label, children, leaves);
}

void statement_add_columns(Arena *arena, Statement *statement, const ColumnPlan *plans,
                           size_t count)
{
    for (size_t i = 0; i < count; i++) {
        StatementColumn column = {.id = str_from(plans[i].id),
                                  .label = str_from(plans[i].label),
                                  .about = plans[i].about,
                                  .rule = plans[i].rule,
                                  .terms = plans[i].terms,
                                  .term_count = plans[i].term_count,
                                  .partial = plans[i].partial};
        statement_add_column(arena, statement, column);
    }
}

size_t statement_add_column(Arena *arena, Statement *statement, StatementColumn column)
{
    ColumnTerm *terms = ARENA_ARRAY(arena, ColumnTerm, column.term_count);
    if (column.term_count) memcpy(terms, column.terms, column.term_count * sizeof *terms);
    column.terms = terms;
    assert(statement->column_count < statement->column_max);
    // By its id a printed percentage is known to be one.
    assert((column.rule == COLUMN_RATIO) == str_is(column.id, "percent"));
    statement->columns[statement->column_count] = column;
    return statement->column_count++;
}

size_t statement_add_postings(Arena *arena, Statement *statement, Str id, Str label,
                              const char *about)
{
    StatementColumn column = {.id = id, .label = label, .about = about};
    return statement_add_column(arena, statement, column);
}

size_t statement_add_line(Arena *arena, Statement *statement, const Line *line)
{
    Str about = str_format(arena, "Of the funding line %.*s.", STR_ARG(line->name));
    return statement_add_postings(arena, statement, line->id, line->heading, about.data);
}

void statement_set_amount(const Statement *statement, size_t row, size_t column, Money amount)
{
    *statement_figure(statement, row, column) = (Figure){.stated = true, .money = amount};
}

void statement_set_figure(Arena *arena, const Statement *statement, size_t row, size_t column,
                          const Selector *selectors, size_t count)
{
    Figure   *figure = statement_figure(statement, row, column);
    Selector *kept = ARENA_ARRAY(arena, Selector, count);
    *figure = (Figure){.stated = true, .selectors = kept, .selector_count = count};
    for (size_t i = 0; i < count; i++) {
        kept[i] = selectors[i];
        figure->money = money_add(figure->money, ledger_sum(&kept[i]));
        figure->addends = addends_join(figure->addends, selector_addends(&kept[i]));
    }
}

void statement_copy_row(Arena *arena, StatementRow *row, const Row *from)
{
    size_t count = 0;
    row->heading = from->heading;
    row->depth = from->depth;
    for (const Row *child = from->first; child; child = child->next) count++;
    row->children = ARENA_ARRAY(arena, size_t, count);
    for (const Row *child = from->first; child; child = child->next) {
        row->children[row->child_count++] = child->index;
    }
}

Statement *statement_new_schemes(Arena *arena, const Ledger *ledger, size_t more_columns,
                                 size_t more_rows)
{
    const Book *book = ledger->book;
    Statement  *statement = statement_new(arena, ledger, "Scheme", book->row_count + more_rows,
                                          book->line_count + more_columns);
    for (size_t i = 0; i < book->row_count; i++) {
        const Row *from = book->rows[i];
        bool       leaf = from->kind == ROW_SCHEME;
        statement_copy_row(arena, statement_add_row(statement, from->id, from->label, leaf), from);
    }
    return statement;
}

size_t statement_add_budget(Arena *arena, Statement *statement)
{
    const Book *book = statement->ledger->book;
    ColumnTerm *terms = ARENA_ARRAY(arena, ColumnTerm, book->line_count);
    for (size_t line = 0; line < book->line_count; line++) {
        size_t column = statement_add_line(arena, statement, &book->lines[line]);
        terms[line] = (ColumnTerm){column, 1};
        for (size_t row = 0; row < statement->row_count; row++) {
            const Row *from = book->rows[row];
            if (from->kind != ROW_SCHEME || !from->budget[line].stated) continue;
            Selector selector =
                select_allocated(statement->ledger, &book->lines[line], from->scheme);
            statement_set_figure(arena, statement, row, column, &selector, 1);
        }
    }
    return statement_add_column(
        arena, statement,
        (StatementColumn){.id = STR("budget"),
                          .label = STR("Total budget"),
                          .about = "What the row is budgeted to spend, of all funding lines.",
                          .rule = COLUMN_TERMS,
                          .terms = terms,
                          .term_count = book->line_count});
}

static bool anything_moves(const Ledger *ledger)
{
    Selector added = select_added(ledger, NULL, NULL, 0);
    Selector vired = select_vired(ledger, NULL, NULL, 0);
    return selector_next(&added, NULL) || selector_next(&vired, NULL);
}

size_t statement_add_moves(Arena *arena, Statement *statement, size_t budget, int period)
{
    const Ledger *ledger = statement->ledger;
    const Book   *book = ledger->book;
    size_t        first = statement->column_count;
    bool          absent = !anything_moves(ledger);
    statement_add_postings(arena, statement, STR("supplements"), STR("Supplements"),
                           "What was added to the budget during the year.");
    statement_add_postings(arena, statement, STR("virements"), STR("Virements"),
                           "What was moved to it from other schemes of its lines; negative, what "
                           "was moved away.");
    statement_add_column(
        arena, statement,
        (StatementColumn){.id = STR("current-budget"),
                          .label = STR("Current budget"),
                          .about = "Original budget, supplements and virements.",
                          .rule = COLUMN_TERMS,
                          .terms = (ColumnTerm[]){{budget, 1}, {first, 1}, {first + 1, 1}},
                          .term_count = 3});
    for (size_t i = first; i < statement->column_count; i++) statement->columns[i].absent = absent;
    for (size_t row = 0; !absent && row < book->row_count; row++) {
        const Row *from = book->rows[row];
        if (from->kind != ROW_SCHEME) continue;
        Selector added = select_added(ledger, NULL, from->scheme, period);
        Selector vired = select_vired(ledger, NULL, from->scheme, period);
        if (selector_next(&added, NULL)) {
            statement_set_figure(arena, statement, row, first, &added, 1);
        }
        if (selector_next(&vired, NULL)) {
            statement_set_figure(arena, statement, row, first + 1, &vired, 1);
        }
    }
    return first;
}
