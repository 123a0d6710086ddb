// Checks of how the year ended: is every residual accounted for, are reserves within
// what they have, and is passported money accounted for by whoever got it?
#include "post/continuity.h"
#include "reconcile/check.h"

static Money sum_of(const Checker *checker, EntryKind entry, AccountKind account, const Line *line)
{
    Selector selector = select_entry(checker->ledger, entry, account, line);
    return ledger_sum(&selector);
}

// Residual, with what was put to it, less what was kept or given back.
static Money unexplained(const Checker *checker, const Line *line)
{
    Money left = ledger_residual(checker->ledger, line);
    Money borne = money_neg(sum_of(checker, ENTRY_BORNE, ACCOUNT_BORNE, line));
    Money kept = sum_of(checker, ENTRY_CARRIED_FORWARD, ACCOUNT_CARRIED_FORWARD, line);
    Money repaid = sum_of(checker, ENTRY_REPAID, ACCOUNT_REPAID, line);
    left = money_add(left, money_add(ledger_applied(checker->ledger, line), borne));
    return money_sub(left, money_add(kept, repaid));
}

// "meets £9,000 of an overspend of £10,000"; "accounts for £12,000 of the £10,000 that
// was left".
static Str describe_end(const Checker *checker, Money residual, Money left)
{
    Arena *arena = checker->arena;
    Str    all = checker_pounds(checker, money_abs(residual));
    Money  done = money_sub(residual, left); // What is accounted for, with the residual's sign.
    bool   wrong_way = residual.pence != 0 && (done.pence < 0) != (residual.pence < 0);
    if (wrong_way && done.pence != 0) {
        return str_format(arena, "%s %.*s, beside an %s of %.*s",
                          residual.pence < 0 ? "keeps or repays" : "brings in",
                          STR_ARG(checker_pounds(checker, money_abs(done))),
                          residual.pence < 0 ? "overspend" : "underspend", STR_ARG(all));
    }
    Str some = checker_pounds(checker, money_abs(money_sub(residual, left)));
    if (residual.pence < 0) {
        return str_format(arena, "meets %.*s of an overspend of %.*s", STR_ARG(some), STR_ARG(all));
    }
    if (residual.pence == 0) {
        return str_format(arena, "%s %.*s where nothing is left or lacking",
                          left.pence > 0 ? "brings in" : "accounts for", STR_ARG(some));
    }
    return str_format(arena, "accounts for %.*s of the %.*s that was left", STR_ARG(some),
                      STR_ARG(all));
}

static const char *advice(Money residual, Money left)
{
    bool more = residual.pence == 0 || (residual.pence < 0) == (left.pence > 0);
    if (residual.pence < 0 && left.pence < residual.pence) {
        return "a deficit that is carried forward is typed with a minus: carried_forward: -15000";
    }
    if (more) return "what is stated comes to more than there is to account for";
    return residual.pence < 0 ? "what was overspent is met by borne_by, reserve_applied or "
                                "underspend_applied"
                              : "what is left is carried_forward or repaid";
}

static void say_unexplained(Checker *checker, const Line *line, Money left)
{
    const YearEnd *end = &checker->book->year_end[line->index];
    Money          residual = ledger_residual(checker->ledger, line);
    Span           place = end->stated ? end->span : checker->book->year_end_span;
    bool           more = residual.pence == 0 || (residual.pence < 0) == (left.pence > 0);
    Str            what = describe_end(checker, residual, left);
    Str            off = checker_pounds(checker, money_abs(left));
    Diag          *found =
        checker_break(checker, DIAG_NOT_ACCOUNTED_FOR, place, left,
                      "the year end of %.*s (%.*s) %.*s: %.*s %s", STR_ARG(line->name),
                      STR_ARG(line->id), STR_ARG(what), STR_ARG(off), more ? "more" : "less");
    checker_help(checker, found, "%s", advice(residual, left));
}

// A reserve that gives more than it has is said to be overdrawn, which is enough.
static bool is_said(const Checker *checker, const Line *line, Money left)
{
    return line->reserve && left.pence < 0 && !checker->book->year_end[line->index].stated;
}

static void year_end(Checker *checker)
{
    const Book *book = checker->book;
    bool        left = false;
    if (book->stage != STAGE_OUTTURN) {
        checker_idle(checker, "the book is at stage 'budget'");
        return;
    }
    for (size_t i = 0; i < book->line_count; i++) {
        const Line *line = &book->lines[i];
        Money       rest = unexplained(checker, line);
        left |= rest.pence != 0;
        if (!book->year_end_stated) continue;
        if (rest.pence == 0) checker_count(checker, OUTCOME_AGREES);
        else if (!is_said(checker, line, rest)) say_unexplained(checker, line, rest);
    }
    if (book->year_end_stated) return;
    if (left) {
        checker_untested(checker, checker_book(checker),
                         "what became of the residuals is not tested: the book has no year_end");
    } else {
        checker_idle(checker, "nothing is left of any line");
    }
}

const Check check_year_end = {
    "year-end",
    "By line, the residual is carried forward, repaid, or met",
    "year_end, outturn, contributions",
    "State what became of what is left",
    year_end,
};

// Reserves.

// What later years commit counts today: said of the first year that is looked at.
static void check_later(Checker *checker, const Line *line, Money left)
{
    const Ledger *before = checker->ledger->previous;
    Money         later = later_commitments(checker->arena, checker->ledger, line);
    Money         after = money_sub(left, later);
    if (after.pence >= 0 || (before && before->next)) {
        checker_count(checker, OUTCOME_AGREES);
        return;
    }
    Diag *found = checker_break(
        checker, DIAG_RESERVE_OVERDRAWN, line->span, after,
        "%.*s (%.*s) has %.*s left in %.*s and later years are committed to %.*s of "
        "it: it is overdrawn by %.*s",
        STR_ARG(line->name), STR_ARG(line->id), STR_ARG(checker_pounds(checker, left)),
        STR_ARG(year_format(checker->arena, checker->book->year)),
        STR_ARG(checker_pounds(checker, later)),
        STR_ARG(checker_pounds(checker, money_abs(after))));
    checker_help(checker, found, "commit less of it in the later years, or state what they pay in");
}

static void check_drawn(Checker *checker, const Line *line)
{
    Money funded = ledger_line_sums(checker->ledger, line).funded;
    Money committed = ledger_current_budget(checker->ledger, line, NULL, 0);
    Money applied = ledger_applied(checker->ledger, line);
    bool  ended = checker->book->stage == STAGE_OUTTURN;
    Money left = ended ? money_add(ledger_residual(checker->ledger, line), applied)
                       : money_sub(funded, committed);
    if (left.pence >= 0) {
        check_later(checker, line, left);
        return;
    }
    Selector       opening = select_opening(checker->ledger, line);
    Selector       in = select_contributions(checker->ledger, line);
    const Posting *first = selector_next(&opening, NULL);
    if (!first) first = selector_next(&in, NULL);
    Diag *found =
        checker_break(checker, DIAG_RESERVE_OVERDRAWN, first ? first->span : line->span, left,
                      "%.*s (%.*s) has %.*s and %s %.*s: it is overdrawn by %.*s",
                      STR_ARG(line->name), STR_ARG(line->id),
                      STR_ARG(checker_pounds(checker, funded)), ended ? "gives" : "is committed to",
                      STR_ARG(checker_pounds(checker, money_sub(funded, left))),
                      STR_ARG(checker_pounds(checker, money_abs(left))));
    checker_help(checker, found, "%s",
                 ended ? "spend or apply less of it, or state what else was paid into it"
                       : "commit less of it, or state what else is paid into it");
}

static bool is_permitted(const Line *line, Str purpose)
{
    for (size_t i = 0; i < line->purpose_count; i++) {
        if (str_equal(line->purposes[i], purpose)) return true;
    }
    return false;
}

static Str list_purposes(const Checker *checker, const Line *line)
{
    Text text = text_new(checker->arena);
    for (size_t i = 0; i < line->purpose_count; i++) {
        text_addf(&text, "%s'%.*s'",
                  i == 0                         ? ""
                  : i + 1 == line->purpose_count ? " or "
                                                 : ", ",
                  STR_ARG(line->purposes[i]));
    }
    return text_str(&text);
}

static void check_purpose(Checker *checker, const Line *line, const Row *row)
{
    Money    draws = ledger_current_budget(checker->ledger, line, row->scheme, 0);
    Selector spent = select_outturn(checker->ledger, line, row->scheme);
    Str      purpose = row->scheme->purpose;
    if (draws.pence == 0) draws = ledger_sum(&spent);
    if (draws.pence == 0) return;
    if (is_permitted(line, purpose)) {
        checker_count(checker, OUTCOME_AGREES);
        return;
    }
    Str   says = purpose.len
                     ? str_format(checker->arena, "for '%.*s': it may be used", STR_ARG(purpose))
                     : STR("and names no purpose: it may be used");
    Diag *found =
        checker_break(checker, DIAG_NO_PURPOSE, row->scheme->span, draws,
                      "'%.*s' (%.*s) draws %.*s on %.*s %.*s for %.*s", STR_ARG(row->label),
                      STR_ARG(row->id), STR_ARG(checker_pounds(checker, draws)),
                      STR_ARG(line->name), STR_ARG(says), STR_ARG(list_purposes(checker, line)));
    diag_note(checker->diags, found, line->span, "its purposes are named here");
    checker_help(checker, found, "%s",
                 purpose.len ? "one of those is the scheme's 'purpose:'"
                             : "give the scheme a 'purpose:'");
}

static void reserves(Checker *checker)
{
    const Book *book = checker->book;
    bool        any = false;
    for (size_t i = 0; i < book->line_count; i++) {
        const Line *line = &book->lines[i];
        if (!line->reserve) continue;
        any = true;
        check_drawn(checker, line);
        for (size_t j = 0; line->purpose_count && j < book->row_count; j++) {
            const Row *row = book->rows[j];
            if (row->kind == ROW_SCHEME) check_purpose(checker, line, row);
        }
    }
    if (!any) checker_idle(checker, "no line is a reserve");
}

const Check check_reserves = {
    "reserves",
    "No reserve gives more than it has, nor for what it is not meant",
    "funding_lines: reserve, purposes; allocations, outturn, year_end, schemes: purpose",
    "Name the purpose",
    reserves,
};

// Passported money.

static bool says_all(const Passported *item)
{
    return item->spent.stated && (item->carried_forward.stated || item->repaid.stated);
}

static void check_receiver(Checker *checker, const Passported *item)
{
    Selector in = select_passported(checker->ledger, item->line, item->to);
    Money    had = money_add(ledger_sum(&in), item->brought_forward.money);
    Money    out =
        money_add(item->spent.money, money_add(item->carried_forward.money, item->repaid.money));
    Money off = money_sub(out, had);
    // Spent alone says all there is to say where it is all of it.
    if (off.pence == 0 && item->spent.stated) {
        checker_count(checker, OUTCOME_AGREES);
    } else if (!says_all(item) && item->spent.money.pence <= had.pence) {
        checker_untested(
            checker, item->span, "what became of %.*s of %.*s is not tested: %.*s does not say %s",
            STR_ARG(checker_pounds(checker, had)), STR_ARG(item->line->name),
            STR_ARG(item->to->name), item->spent.stated ? "what it has left" : "what it spent");
    } else {
        Diag *found = checker_break(
            checker, DIAG_PASSPORTED_SUM, item->span, off,
            "%.*s had %.*s of %.*s to spend and accounts for %.*s: %.*s", STR_ARG(item->to->name),
            STR_ARG(checker_pounds(checker, had)), STR_ARG(item->line->name),
            STR_ARG(checker_pounds(checker, out)), STR_ARG(checker_difference(checker, off)));
        checker_help(checker, found,
                     "what was passported and brought_forward is spent, carried_forward or repaid");
    }
}

static const Passported *outcome_of(const Book *book, const Line *line, const Partner *to)
{
    for (size_t i = 0; i < book->passported_count; i++) {
        if (book->passported[i].line == line && book->passported[i].to == to) {
            return &book->passported[i];
        }
    }
    return NULL;
}

// Who got money and says nothing of it: unknown is not nil.
static void check_silent(Checker *checker, const Line *line, const Partner *to)
{
    Selector in = select_passported(checker->ledger, line, to);
    if (!selector_next(&in, NULL) || outcome_of(checker->book, line, to)) return;
    checker_untested(checker, selector_next(&in, NULL)->span,
                     "what became of %.*s of %.*s is not tested: %.*s has not said",
                     STR_ARG(checker_pounds(checker, ledger_sum(&in))), STR_ARG(line->name),
                     STR_ARG(to->name));
}

static void passported(Checker *checker)
{
    const Book *book = checker->book;
    if (book->passported_count == 0 && book->stage != STAGE_OUTTURN) {
        checker_idle(checker, "the year has not ended");
        return;
    }
    Selector in = select_entry(checker->ledger, ENTRY_PASSPORT, ACCOUNT_PASSPORTED, NULL);
    if (book->passported_count == 0 && selector_next(&in, NULL)) {
        checker_untested(
            checker, checker_book(checker),
            "what became of the %.*s that was passed on is not tested: the book has no "
            "'passported'",
            STR_ARG(checker_pounds(checker, ledger_sum(&in))));
        return;
    }
    for (size_t i = 0; i < book->passported_count; i++) {
        check_receiver(checker, &book->passported[i]);
    }
    for (size_t i = 0; i < book->line_count; i++) {
        for (size_t j = 0; book->lines[i].passported && j < book->board->partner_count; j++) {
            check_silent(checker, &book->lines[i], &book->board->partners[j]);
        }
    }
    const CheckResult *result = checker->result;
    if (result->outcome == OUTCOME_NOT_TESTED && result->finding_count == 0) {
        checker_idle(checker, "nobody is said to have been passed money");
    }
}

const Check check_passported = {
    "passported",
    "Whoever was passed money accounts for it",
    "passported, contributions: passport",
    "Ask what became of what was passed on",
    passported,
};
