// The outturn: what every scheme spent, beside its budget.
#include "post/statement_make.h"

static Statement *make(Arena *arena, const Ledger *ledger, int period)
{
    const Book *book = ledger->book;
    Statement  *statement = statement_new_schemes(arena, ledger, 3);
    size_t      budget = statement_add_budget(arena, statement);
    size_t      outturn = statement_add_postings(arena, statement, STR("outturn"), STR("Outturn"),
                                                 "What the row spent in the year.");
    (void)period; // An outturn is of the whole year.
    statement_add_column(
        arena, statement,
        (StatementColumn){.id = STR("variance"),
                          .label = STR("Variance"),
                          .about = "Outturn less budget: an overspend is positive.",
                          .rule = COLUMN_TERMS,
                          .terms = (ColumnTerm[]){{outturn, 1}, {budget, -1}},
                          .term_count = 2});
    for (size_t row = 0; row < statement->row_count; row++) {
        const Row *from = book->rows[row];
        if (from->kind != ROW_SCHEME || !spend_is_stated(book, &from->outturn)) continue;
        Selector selector = select_outturn(ledger, NULL, from->scheme);
        statement_set_figure(arena, statement, row, outturn, &selector, 1);
        if (!from->outturn.bare.stated) continue;
        // However many lines it was split over, it is one rounded figure.
        statement_figure(statement, row, outturn)->addends =
            addends_add((Addends){0}, from->outturn.bare.money, book->unit);
    }
    bool absent = book->stage != STAGE_OUTTURN;
    statement->columns[outturn].absent = absent;
    statement->columns[outturn + 1].absent = absent;
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
