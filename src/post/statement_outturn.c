// The outturn: what every scheme spent, beside its budget.
#include "post/statement_make.h"

static void set_outturn(Arena *arena, const Statement *statement, size_t row, size_t column)
{
    const Ledger *ledger = statement->ledger;
    const Row    *from = ledger->book->rows[row];
    Selector      selector = select_outturn(ledger, NULL, from->scheme);
    statement_set_figure(arena, statement, row, column, &selector, 1);
    if (!from->outturn.bare.stated) return;
    // However many lines it was split over, it is one rounded figure.
    statement_figure(statement, row, column)->addends =
        addends_add((Addends){0}, from->outturn.bare.money, ledger->book->unit);
}

static Statement *make(Arena *arena, const Ledger *ledger, int period)
{
    const Book *book = ledger->book;
    Statement  *statement = statement_new_schemes(arena, ledger, 6, 0);
    (void)period; // An outturn is of the whole year.
    size_t budget = statement_add_budget(arena, statement);
    size_t moves = statement_add_moves(arena, statement, budget, 0);
    size_t outturn = statement_add_postings(arena, statement, STR("outturn"), STR("Outturn"),
                                            "What the row spent in the year.");
    const ColumnTerm terms[] = {{outturn, 1}, {budget, -1}, {moves, -1}, {moves + 1, -1}};
    size_t           variance = statement_add_column(
                  arena, statement,
                  (StatementColumn){.id = STR("variance"),
                                    .label = STR("Variance"),
                                    .about = "Outturn less current budget: adverse is positive.",
                                    .rule = COLUMN_TERMS,
                                    .terms = terms,
                                    .term_count = statement->columns[moves].absent ? 2 : 4});
    for (size_t row = 0; row < statement->row_count; row++) {
        const Row *from = book->rows[row];
        if (from->kind != ROW_SCHEME || !spend_is_stated(book, &from->outturn)) continue;
        set_outturn(arena, statement, row, outturn);
    }
    bool absent = book->stage != STAGE_OUTTURN;
    statement->columns[outturn].absent = absent;
    statement->columns[variance].absent = absent;
    return statement;
}

const StatementKind statement_outturn = {
    .name = "outturn",
    .title = "Outturn",
    .about = "What every scheme spent against its budget. Variance is outturn less budget.",
    .summary = "outturn and variance by scheme (as a paper's Appendix 2)",
    .status = STATUS_OF_OUTTURN,
    .make = make,
};
