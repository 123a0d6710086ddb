// Checks of what comes in: is it allocated, does the right partner pay it, is
// every mandatory line there, and does what is passported add up?
#include "reconcile/check.h"

// Where a printed total has said the same already, this becomes a note there.
static Diag *explained(const Checker *checker, const Line *line, Money funded, Money allocated)
{
    static const char *const reports[] = {"budget", "outturn"};
    for (size_t i = 0; i < sizeof reports / sizeof *reports; i++) {
        const PublishedCell *cell = checker_published(checker, reports[i], STR("total"), line->id);
        if (!cell) continue;
        if (cell->found_contribution) return cell->found_contribution;
        bool same =
            cell->figure->money.pence == funded.pence && cell->rows.pence == allocated.pence;
        if (same && cell->found) return cell->found;
    }
    return NULL;
}

static void compare_line(Checker *checker, const Line *line)
{
    const Ledger *ledger = checker->ledger;
    Selector      in = select_contributions(ledger, line);
    Selector      opening = select_opening(ledger, line);
    Selector      out = select_allocated(ledger, line, NULL);
    Money         funded = money_add(ledger_sum(&in), ledger_sum(&opening));
    Money         allocated = ledger_sum(&out);
    Addends       addends = addends_join(selector_addends(&in), selector_addends(&opening));
    addends = addends_join(addends, selector_addends(&out));
    Outcome outcome = rounding_test(funded, 1, allocated, addends);
    checker_count(checker, outcome);
    if (outcome == OUTCOME_AGREES) return;
    const char *came = opening.ledger && ledger_sum(&opening).pence ? "contributions and opening "
                                                                      "balance"
                                                                    : "contributions";
    Str         message =
        str_format(checker->arena, "%s of %.*s (%.*s) come to %.*s, its rows to %.*s: %.*s", came,
                   STR_ARG(line->name), STR_ARG(line->id), STR_ARG(checker_pounds(checker, funded)),
                   STR_ARG(checker_pounds(checker, allocated)),
                   STR_ARG(checker_difference(checker, money_sub(funded, allocated))));
    const Posting *first = selector_next(&in, NULL);
    if (!first) first = selector_next(&out, NULL);
    Span  place = first ? first->span : line->span;
    Diag *same = explained(checker, line, funded, allocated);
    if (same) {
        diag_note(checker->diags, same, place, "%.*s", STR_ARG(message));
        if (checker->result->finding.len == 0) checker->result->finding = message;
    } else if (outcome == OUTCOME_ROUNDING) {
        checker_say(checker, DIAG_LINE_ROUNDING, place, "%.*s, a rounding (n = %lld)",
                    STR_ARG(message), (long long)addends.count);
    } else {
        checker_say(checker, DIAG_LINE_NOT_ALLOCATED, place, "%.*s, a break", STR_ARG(message));
    }
}

static void contributions_allocated(Checker *checker)
{
    for (size_t i = 0; i < checker->book->line_count; i++) {
        compare_line(checker, &checker->book->lines[i]);
    }
}

const Check check_contributions_allocated = {
    "contributions-allocated",
    "By line, contributions and opening balance equal what is allocated",
    "contributions, brought_forward, allocations",
    contributions_allocated,
};

static void payers(Checker *checker)
{
    const Book *book = checker->book;
    for (size_t i = 0; i < book->contribution_count; i++) {
        const Contribution *contribution = &book->contributions[i];
        const Line         *line = contribution->line;
        const Partner      *from = contribution->from;
        bool                right = from->kind == line->payer;
        checker_count(checker, right ? OUTCOME_AGREES : OUTCOME_BREAK);
        if (right) continue;
        checker_say(checker, DIAG_WRONG_PAYER, contribution->span,
                    "%.*s (%.*s) is paid by a partner of kind %s; '%.*s' is of kind %s",
                    STR_ARG(line->name), STR_ARG(line->id), partner_kind_names[line->payer],
                    STR_ARG(from->id), partner_kind_names[from->kind]);
    }
}

const Check check_payers = {
    "payers",
    "Every contribution comes from the kind of partner that pays its line",
    "contributions, partners, funding_lines",
    payers,
};

static void mandatory_lines(Checker *checker)
{
    const Book *book = checker->book;
    for (size_t i = 0; i < book->line_count; i++) {
        const Line *line = &book->lines[i];
        if (!line->mandatory) continue;
        bool paid = book_has_contribution(book, line);
        checker_count(checker, paid ? OUTCOME_AGREES : OUTCOME_BREAK);
        if (paid) continue;
        Diag *found = checker_say(checker, DIAG_MANDATORY_MISSING, checker_book(checker),
                                  "the mandatory line %.*s (%.*s) has no contribution",
                                  STR_ARG(line->name), STR_ARG(line->id));
        diag_note(checker->diags, found, line->span, "the year pack says it is mandatory");
    }
    if (!book->pack) {
        checker_idle(checker, "the book names no year pack");
    }
}

const Check check_mandatory_lines = {
    "mandatory-lines",
    "Every mandatory line of the year has a contribution",
    "contributions, year_pack",
    mandatory_lines,
};

static void passport_sum(Checker *checker, const Contribution *contribution)
{
    const Line *line = contribution->line;
    Money       sum = {0};
    Addends     addends = {0};
    if (!contribution->passport_stated) {
        checker_untested(checker, contribution->span,
                         "the passporting of %.*s (%.*s) is not tested: the book does not say who "
                         "receives it",
                         STR_ARG(line->name), STR_ARG(line->id));
        return;
    }
    for (size_t i = 0; i < contribution->passport_count; i++) {
        sum = money_add(sum, contribution->passports[i].amount);
        addends = addends_add(addends, contribution->passports[i].amount, checker->book->unit);
    }
    Outcome outcome = rounding_test(contribution->amount, checker->book->unit, sum, addends);
    checker_count(checker, outcome);
    if (outcome == OUTCOME_AGREES) return;
    Str message =
        str_format(checker->arena, "%.*s (%.*s) passports %.*s of a contribution of %.*s: %.*s",
                   STR_ARG(line->name), STR_ARG(line->id), STR_ARG(checker_pounds(checker, sum)),
                   STR_ARG(checker_pounds(checker, contribution->amount)),
                   STR_ARG(checker_difference(checker, money_sub(sum, contribution->amount))));
    const PublishedCell *cell = checker_published(checker, "passport", STR("total"), line->id);
    if (cell && cell->found && cell->figure->money.pence == contribution->amount.pence) {
        diag_note(checker->diags, cell->found, contribution->span, "%.*s", STR_ARG(message));
        if (checker->result->finding.len == 0) checker->result->finding = message;
    } else if (outcome == OUTCOME_ROUNDING) {
        checker_say(checker, DIAG_LINE_ROUNDING, contribution->span, "%.*s, a rounding (n = %lld)",
                    STR_ARG(message), (long long)addends.count);
    } else {
        checker_say(checker, DIAG_PASSPORT_SUM, contribution->span, "%.*s, a break",
                    STR_ARG(message));
    }
}

static void passport_sums(Checker *checker)
{
    const Book *book = checker->book;
    bool        any = false;
    for (size_t i = 0; i < book->contribution_count; i++) {
        if (!book->contributions[i].line->passported) continue;
        passport_sum(checker, &book->contributions[i]);
        any = true;
    }
    if (!any) checker_idle(checker, "no contribution is passed on");
}

const Check check_passport_sums = {
    "passport-sums",
    "What a contribution passports adds up to the contribution",
    "contributions: passport",
    passport_sums,
};
