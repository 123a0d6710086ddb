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
        Money printed = money_round(funded, cell->section->unit); // As a paper would print it.
        bool  same = cell->figure->money.pence == printed.pence;
        same &= cell->rows.pence == allocated.pence;
        if (same && cell->found) return cell->found;
    }
    return NULL;
}

// Two sums that are not the same.
typedef struct {
    Outcome outcome; // A rounding or a break.
    Money   off;
    Addends addends;
    Str     message;
} Difference;

// Counted, and said: as a note where a printed total has said the same and is as bad,
// else as a finding.
static Diag *say_difference(Checker *checker, Diag *same, DiagCode break_code, Span place,
                            const Difference *difference)
{
    bool as_bad = same && (difference->outcome == OUTCOME_ROUNDING ||
                           diag_severity(same->code) == SEVERITY_ERROR);
    if (as_bad) {
        checker_count(checker, difference->outcome);
        diag_note(checker->diags, same, place, "%.*s", STR_ARG(difference->message));
        checker_found(checker, difference->message);
        return same;
    } else if (difference->outcome == OUTCOME_ROUNDING) {
        checker_count(checker, OUTCOME_ROUNDING);
        return checker_say(checker, DIAG_LINE_ROUNDING, place,
                           "%.*s, a rounding (n = %lld, d = %.*s)", STR_ARG(difference->message),
                           (long long)difference->addends.count,
                           STR_ARG(checker_pounds(checker, money_abs(difference->off))));
    }
    return checker_break(checker, break_code, place, difference->off, "%.*s, a break",
                         STR_ARG(difference->message));
}

static Span place_of(const Checker *checker, const Line *line)
{
    Selector       in = select_contributions(checker->ledger, line);
    Selector       out = select_allocated(checker->ledger, line, NULL);
    const Posting *first = selector_next(&in, NULL);
    if (!first) first = selector_next(&out, NULL);
    return first ? first->span : line->span;
}

// A reserve keeps what no scheme has; looked at as it stood, rows may hold what only
// comes later.
static bool is_explained(Checker *checker, const Line *line, Money off)
{
    if (line->reserve && off.pence > 0) {
        checker_count(checker, OUTCOME_AGREES);
        return true;
    }
    if (line->reserve || off.pence > 0 || !book_is_viewed(checker->book)) return line->reserve;
    checker_untested(
        checker, place_of(checker, line),
        "the rows of %.*s (%.*s) hold %.*s more than was contributed by then: what came "
        "later is not looked at",
        STR_ARG(line->name), STR_ARG(line->id), STR_ARG(checker_pounds(checker, money_abs(off))));
    return true;
}

static Money given_by(const Contribution *item)
{
    Money sum = {0};
    for (size_t i = 0; i < item->allocated_count; i++) {
        sum = money_add(sum, item->allocated[i].amount);
    }
    return sum;
}

// A supplement gives its schemes what it is, or less. The sum of what is too much.
static Money check_supplements(Checker *checker, const Line *line)
{
    Money all = {0};
    for (size_t i = 0; i < checker->book->contribution_count; i++) {
        const Contribution *item = &checker->book->contributions[i];
        Money               over = money_sub(given_by(item), item->amount);
        if (item->line != line || item->replaced_by || over.pence <= 0) continue;
        if (item->allocated_count == 0) continue;
        Diag *found =
            checker_break(checker, DIAG_SUPPLEMENT_SUM, item->allocated[0].span, over,
                          "this supplement of %.*s to %.*s (%.*s) gives its schemes %.*s",
                          STR_ARG(checker_pounds(checker, item->amount)), STR_ARG(line->name),
                          STR_ARG(line->id), STR_ARG(checker_pounds(checker, given_by(item))));
        checker_help(checker, found,
                     "it can give what it is; what was there before stands under "
                     "allocations");
        all = money_add(all, over);
    }
    return all;
}

// Why rows and contributions may differ, where there is a likely reason.
static void advise(Checker *checker, const Line *line, Money off, Diag *found)
{
    const Book *book = checker->book;
    Money       given = {0};
    bool        plain = false;
    bool        better = false;
    for (size_t i = 0; i < book->contribution_count; i++) {
        const Contribution *item = &book->contributions[i];
        if (item->line != line) continue;
        if (!item->replaced_by) given = money_add(given, given_by(item));
        plain |= item->status == STATUS_NONE && !item->supplement;
        better |= item->status > STATUS_ESTIMATED && !item->supplement && !item->replaces;
    }
    if (given.pence != 0 && given.pence == -off.pence) {
        checker_help(checker, found,
                     "the rows may hold the supplement already: then leave allocated_to out");
    } else if (plain && better) {
        checker_help(checker, found,
                     "a notice takes the place of what is 'status: estimated'; an item without a "
                     "status stays beside it");
    }
}

static void compare_line(Checker *checker, const Line *line)
{
    LineSums sums = ledger_line_sums(checker->ledger, line);
    Outcome  outcome = rounding_test(sums.funded, 1, sums.allocated, sums.addends);
    Selector opening = select_opening(checker->ledger, line);
    Money    off = money_sub(sums.funded, sums.allocated);
    if (outcome == OUTCOME_AGREES) {
        checker_count(checker, outcome);
        return;
    }
    Money over = check_supplements(checker, line);
    if (over.pence != 0 && over.pence == -off.pence) return; // It is said.
    if (is_explained(checker, line, off)) return;
    Str message = str_format(
        checker->arena, "contributions%s of %.*s (%.*s) come to %.*s, its rows to %.*s: %.*s",
        selector_next(&opening, NULL) ? " and opening balance" : "", STR_ARG(line->name),
        STR_ARG(line->id), STR_ARG(checker_pounds(checker, sums.funded)),
        STR_ARG(checker_pounds(checker, sums.allocated)),
        STR_ARG(checker_difference(checker, off)));
    Diag *same = explained(checker, line, sums.funded, sums.allocated);
    Diag *found = say_difference(checker, same, DIAG_LINE_NOT_ALLOCATED, place_of(checker, line),
                                 &(Difference){outcome, off, sums.addends, message});
    if (found->help.len == 0) advise(checker, line, off, found);
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
    "State what the line is to hold",
    contributions_allocated,
};

// "nhs or council"
static Str list_payers(const Checker *checker, const Line *line)
{
    Text text = text_new(checker->arena);
    text_add(&text, str_from(partner_kind_names[line->payer]));
    for (size_t i = 0; i < PARTNER_KIND_COUNT; i++) {
        if (line->also_payers & (1u << i)) text_addf(&text, " or %s", partner_kind_names[i]);
    }
    return text_str(&text);
}

static void payers(Checker *checker)
{
    const Book *book = checker->book;
    for (size_t i = 0; i < book->contribution_count; i++) {
        const Contribution *contribution = &book->contributions[i];
        const Line         *line = contribution->line;
        const Partner      *from = contribution->from;
        bool                right = line_is_paid_by(line, from->kind);
        checker_count(checker, right ? OUTCOME_AGREES : OUTCOME_BREAK);
        if (right) continue;
        checker_say(checker, DIAG_WRONG_PAYER, contribution->span,
                    "%.*s (%.*s) is paid by a partner of kind %.*s; '%.*s' is of kind %s",
                    STR_ARG(line->name), STR_ARG(line->id), STR_ARG(list_payers(checker, line)),
                    STR_ARG(from->id), partner_kind_names[from->kind]);
    }
}

const Check check_payers = {
    "payers",
    "Every contribution comes from the kind of partner that pays its line",
    "contributions, partners, funding_lines",
    "State who pays it in",
    payers,
};

static void mandatory_lines(Checker *checker)
{
    const Book *book = checker->book;
    bool        any = false;
    for (size_t i = 0; i < book->line_count; i++) {
        const Line *line = &book->lines[i];
        if (!line->mandatory) continue;
        bool paid = book_has_contribution(book, line);
        any = true;
        checker_count(checker, paid ? OUTCOME_AGREES : OUTCOME_BREAK);
        if (paid) continue;
        Diag *found = checker_say(checker, DIAG_MANDATORY_MISSING, checker_book(checker),
                                  "the mandatory line %.*s (%.*s) has no contribution",
                                  STR_ARG(line->name), STR_ARG(line->id));
        diag_note(checker->diags, found, line->span, "it is mandatory here");
    }
    if (!any) checker_idle(checker, "no line is mandatory");
}

const Check check_mandatory_lines = {
    "mandatory-lines",
    "Every mandatory line of the year has a contribution",
    "contributions, year_pack",
    "State the contribution",
    mandatory_lines,
};

static void passport_sum(Checker *checker, const Contribution *contribution)
{
    const Line *line = contribution->line;
    Money       sum = {0};
    Addends     addends = {0};
    if (!contribution->passport.stated) {
        checker_untested(checker, contribution->span,
                         "the passporting of %.*s (%.*s) is not tested: the book does not say who "
                         "receives it",
                         STR_ARG(line->name), STR_ARG(line->id));
        return;
    }
    for (size_t i = 0; i < contribution->passport.count; i++) {
        Money amount = contribution->passport.items[i].amount;
        sum = money_add(sum, amount);
        addends = addends_add(addends, amount, checker->book->unit);
    }
    Money   off = money_sub(sum, contribution->amount);
    Outcome outcome = rounding_test(contribution->amount, checker->book->unit, sum, addends);
    if (outcome == OUTCOME_AGREES) {
        checker_count(checker, outcome);
        return;
    }
    Str message =
        str_format(checker->arena, "%.*s (%.*s) passports %.*s of a contribution of %.*s: %.*s",
                   STR_ARG(line->name), STR_ARG(line->id), STR_ARG(checker_pounds(checker, sum)),
                   STR_ARG(checker_pounds(checker, contribution->amount)),
                   STR_ARG(checker_difference(checker, off)));
    const PublishedCell *cell = checker_published(checker, "passport", STR("total"), line->id);
    bool                 same = cell && cell->figure->money.pence ==
                            money_round(contribution->amount, cell->section->unit).pence;
    say_difference(checker, same ? cell->found : NULL, DIAG_PASSPORT_SUM, contribution->span,
                   &(Difference){outcome, off, addends, message});
}

static void passport_sums(Checker *checker)
{
    const Book *book = checker->book;
    bool        any = false;
    for (size_t i = 0; i < book->contribution_count; i++) {
        const Contribution *item = &book->contributions[i];
        if (!item->line->passported || item->replaced_by) continue;
        passport_sum(checker, item);
        any = true;
    }
    if (!any) checker_idle(checker, "no contribution is passed on");
}

const Check check_passport_sums = {
    "passport-sums",
    "What a contribution passports adds up to the contribution",
    "contributions: passport",
    "Ask who receives what is passed on",
    passport_sums,
};
