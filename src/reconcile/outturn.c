// Checks of a year that has ended: is outturn there for every row, and what is
// left of each line?
#include "reconcile/check.h"

// The outturn of the row that moved the line most, in the direction it moved.
static Span place_of(const Checker *checker, const Line *line, Money left)
{
    const Book *book = checker->book;
    Span        place = checker_book(checker);
    int64_t     most = 0;
    for (size_t i = 0; i < book->row_count; i++) {
        const Row *row = book->rows[i];
        if (row->kind != ROW_SCHEME) continue;
        Money    budget = ledger_current_budget(checker->ledger, line, row->scheme, 0);
        Selector spent = select_outturn(checker->ledger, line, row->scheme);
        Money    under = money_sub(budget, ledger_sum(&spent));
        int64_t  size = left.pence < 0 ? -under.pence : under.pence;
        if (size <= most) continue;
        const Spend  *spend = &row->outturn;
        const Amount *stated = spend->by_line ? &spend->by_line[line->index] : &spend->bare;
        most = size;
        place = stated->stated ? stated->span : row->span;
    }
    return place;
}

static void say_residual(Checker *checker, const Line *line)
{
    Money    left = ledger_residual(checker->ledger, line);
    Selector out = select_outturn(checker->ledger, line, NULL);
    if (left.pence == 0 || line->reserve) return; // A reserve keeps what it has.
    checker_say(checker, DIAG_RESIDUAL, place_of(checker, line, left),
                "%.*s (%.*s) is %s by %.*s: outturn comes to %.*s", STR_ARG(line->name),
                STR_ARG(line->id), left.pence > 0 ? "underspent" : "overspent",
                STR_ARG(checker_pounds(checker, money_abs(left))),
                STR_ARG(checker_pounds(checker, ledger_sum(&out))));
}

static void outturn_stated(Checker *checker)
{
    const Book *book = checker->book;
    if (book->stage != STAGE_OUTTURN) {
        checker_idle(checker, "the book is at stage 'budget'");
        return;
    }
    for (size_t i = 0; i < book->row_count; i++) {
        const Row *row = book->rows[i];
        if (row->kind != ROW_SCHEME) continue;
        bool stated = spend_is_stated(book, &row->outturn);
        checker_count(checker, stated ? OUTCOME_AGREES : OUTCOME_BREAK);
        if (stated) continue;
        Diag *found =
            checker_say(checker, DIAG_NO_OUTTURN, row->span, "'%.*s' (%.*s) has no outturn",
                        STR_ARG(row->label), STR_ARG(row->id));
        diag_help(checker->diags, found, "where nothing was spent, say so: '%.*s: 0'",
                  STR_ARG(row->id));
    }
    for (size_t i = 0; i < book->line_count; i++) say_residual(checker, &book->lines[i]);
}

const Check check_outturn_stated = {
    "outturn-stated",       "At outturn every row states what was spent",
    "allocations, outturn", "State what was spent",
    outturn_stated,
};
