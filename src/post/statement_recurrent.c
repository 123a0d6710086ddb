// What of the original budget recurs, scheme by scheme.
#include "post/recurrence.h"

static const ColumnTerm budget[] = {{RECURRENT, 1}, {NON_RECURRENT, 1}, {NOT_TOLD, 1}};

static const ColumnPlan columns[RECURRENCE_COLUMN_COUNT] = {
    [RECURRENT] = {.id = "recurrent",
                   .label = "Recurrent",
                   .about = "What comes again every year.",
                   .partial = true},
    [NON_RECURRENT] = {.id = "non-recurrent",
                       .label = "Non-recurrent",
                       .about = "What was given this once.",
                       .partial = true},
    [NOT_TOLD] = {.id = "not-told",
                  .label = "Not told apart",
                  .about = "Of which the plan does not say whether it recurs.",
                  .partial = true},
    [RECURRENCE_BUDGET] = {.id = "budget",
                           .label = "Total budget",
                           .about = "The original budget.",
                           .rule = COLUMN_TERMS,
                           .terms = budget,
                           .term_count = 3},
};

void recurrence_add_columns(Arena *arena, Statement *statement)
{
    statement_add_columns(arena, statement, columns, RECURRENCE_COLUMN_COUNT);
}

// Whether the book states the part of any amount of the row.
static bool states(const Book *book, const Row *row, size_t column)
{
    for (size_t i = 0; i < book->line_count; i++) {
        Recurrence parts = row->recurrence ? row->recurrence[i] : (Recurrence){0};
        bool       told = parts.recurrent.stated || parts.non_recurrent.stated;
        if (column == RECURRENT && parts.recurrent.stated) return true;
        if (column == NON_RECURRENT && parts.non_recurrent.stated) return true;
        if (column == NOT_TOLD && row->budget[i].stated && !told) return true;
    }
    return false;
}

void recurrence_set(Arena *arena, const Statement *statement, size_t at, const Row *const *rows,
                    size_t count)
{
    const Ledger *ledger = statement->ledger;
    const Book   *book = ledger->book;
    const char   *notes[] = {NOTE_RECURRENT, NOTE_NON_RECURRENT,
                           book->tells_recurrence ? NOTE_NOT_TOLD : NULL};
    for (size_t column = RECURRENT; column <= NOT_TOLD; column++) {
        Selector *selectors = ARENA_ARRAY(arena, Selector, count);
        size_t    stated = 0;
        for (size_t i = 0; i < count; i++) {
            if (!states(book, rows[i], column)) continue;
            selectors[stated++] = select_recurrent(ledger, rows[i]->scheme, notes[column]);
        }
        if (stated) statement_set_figure(arena, statement, at, column, selectors, stated);
    }
}

static Statement *make(Arena *arena, const Ledger *ledger, int period)
{
    const Book *book = ledger->book;
    Statement  *statement = statement_new_schemes(arena, ledger, RECURRENCE_COLUMN_COUNT, 0);
    (void)period; // The original budget.
    recurrence_add_columns(arena, statement);
    for (size_t i = 0; i < book->row_count; i++) {
        const Row *row = book->rows[i];
        if (row->kind == ROW_SCHEME) recurrence_set(arena, statement, i, &row, 1);
    }
    for (size_t i = 0; !book->tells_recurrence && i < statement->column_count; i++) {
        statement->columns[i].absent = true;
    }
    return statement;
}

const StatementKind statement_recurrent = {
    .name = "recurrent",
    .title = "Recurrent and non-recurrent budget",
    .about = "What of each scheme's original budget comes again every year, and what was given "
             "once.",
    .summary = "what of each scheme's budget recurs, and who leads it",
    .silence = "No budget tells what recurs from what does not.",
    .status = STATUS_OF_BUDGET,
    .make = make,
};
