// The budget as it stands: what was given at first, what came with supplements, what
// virements moved.
#include "post/statement_make.h"

static void add_lines(Arena *arena, Statement *statement)
{
    const Ledger *ledger = statement->ledger;
    const Book   *book = ledger->book;
    for (size_t i = 0; i < book->line_count; i++) {
        const Line *line = &book->lines[i];
        size_t      column = statement_add_line(arena, statement, line);
        for (size_t row = 0; row < book->row_count; row++) {
            const Row *from = book->rows[row];
            if (from->kind != ROW_SCHEME) continue;
            const Selector all[] = {select_allocated(ledger, line, from->scheme),
                                    select_added(ledger, line, from->scheme, 0),
                                    select_vired(ledger, line, from->scheme, 0)};
            bool           moved = selector_next(&all[1], NULL) || selector_next(&all[2], NULL);
            if (!moved && !from->budget[i].stated) continue;
            statement_set_figure(arena, statement, row, column, all, moved ? 3 : 1);
        }
    }
}

static Statement *make(Arena *arena, const Ledger *ledger, int period)
{
    const Book *book = ledger->book;
    Statement  *statement = statement_new_schemes(arena, ledger, 4, 0);
    (void)period; // As it stands after all that the book knows of.
    add_lines(arena, statement);
    size_t budget = statement_add_postings(arena, statement, STR("budget"), STR("Original budget"),
                                           "What the row was given at first.");
    for (size_t row = 0; row < book->row_count; row++) {
        const Row *from = book->rows[row];
        if (from->kind != ROW_SCHEME || !row_has_budget(book, from)) continue;
        Selector first = select_allocated(ledger, NULL, from->scheme);
        statement_set_figure(arena, statement, row, budget, &first, 1);
    }
    size_t moves = statement_add_moves(arena, statement, budget, 0);
    statement->columns[moves + 2].absent = false; // Where nothing moved, it is the budget.
    return statement;
}

const StatementKind statement_current_budget = {
    .name = "current-budget",
    .title = "Current budget",
    .about = "What every scheme was given at first, what was added and moved, and what it has now, "
             "by funding line and in all.",
    .summary = "original budget, supplements, virements and current budget by scheme",
    .status = STATUS_OF_BUDGET,
    .make = make,
};
