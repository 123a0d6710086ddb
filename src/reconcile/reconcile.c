#include "reconcile/reconcile.h"

#include <stdarg.h>

#include "reconcile/check.h"

static const Check *const checks[] = {
#define CHECK(name) &check_##name,
#include "reconcile/checks.def"
};

static const Check *const flags[] = {
#define FLAG(name) &flag_##name,
#include "reconcile/checks.def"
};

void checker_count(Checker *checker, Outcome outcome)
{
    checker->result->counts[outcome]++;
    checker->result->outcome = outcome_worse(checker->result->outcome, outcome);
}

static void keep_finding(Checker *checker, Str message, Outcome outcome)
{
    CheckResult *result = checker->result;
    if (result->finding.len == 0) result->finding = message;
    result->findings = arena_grow(checker->arena, result->findings, result->finding_count,
                                  &result->finding_capacity, sizeof *result->findings);
    result->findings[result->finding_count++] = (Finding){message, outcome};
}

void checker_found(Checker *checker, Str message)
{
    keep_finding(checker, message, checker->result->outcome);
}

static Outcome outcome_of(DiagCode code)
{
    if (diag_severity(code) == SEVERITY_ERROR) return OUTCOME_BREAK;
    if (code == DIAG_NOT_TESTED || code == DIAG_PACK_UNVERIFIED) return OUTCOME_NOT_TESTED;
    if (code == DIAG_AWAITS_APPROVAL || code == DIAG_NOT_SPLIT) return OUTCOME_NOT_TESTED;
    if (code == DIAG_WAIVED) return OUTCOME_WAIVED;
    bool rounding = code == DIAG_PUBLISHED_ROUNDING || code == DIAG_LINE_ROUNDING;
    return rounding ? OUTCOME_ROUNDING : OUTCOME_AGREES;
}

Diag *checker_say(Checker *checker, DiagCode code, Span span, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    Str message = str_format_args(checker->arena, format, args);
    va_end(args);
    keep_finding(checker, message, outcome_of(code));
    return diag(checker->diags, code, span, "%.*s", STR_ARG(message));
}

// The waiver of exactly this break, if there is one that is not used up.
static const Waiver *waiver_of(const Checker *checker, DiagCode code, Money off, size_t *index)
{
    const Book *book = checker->book;
    for (size_t i = 0; i < book->waiver_count; i++) {
        const Waiver *waiver = &book->waivers[i];
        bool          same = waiver->code == code && waiver->amount.pence == money_abs(off).pence;
        if (!same || checker->waived[i]) continue;
        *index = i;
        return waiver;
    }
    return NULL;
}

Diag *checker_say_break(Checker *checker, DiagCode code, Span span, Money off, Str message,
                        Outcome *outcome)
{
    size_t        index = 0;
    const Waiver *waiver = waiver_of(checker, code, off, &index);
    bool          waived = waiver && decision_approves(waiver->approval->decision);
    *outcome = waived ? OUTCOME_WAIVED : OUTCOME_BREAK;
    if (waiver) checker->waived[index] = true;
    if (!waived) {
        checker->broken[code] = (Amount){true, money_abs(off), span};
        Diag *found = checker_say(checker, code, span, "%.*s", STR_ARG(message));
        if (waiver) {
            diag_note(checker->diags, found, waiver->span,
                      "this waives nothing: it was only %s by %.*s",
                      decision_names[waiver->approval->decision], STR_ARG(waiver->approval->body));
        }
        return found;
    }
    Diag *found = checker_say(checker, DIAG_WAIVED, span, "%.*s (BCF%03d, waived: %.*s)",
                              STR_ARG(message), diag_number(code), STR_ARG(waiver->reason));
    diag_note(checker->diags, found, waiver->span, "%s by %.*s",
              decision_names[waiver->approval->decision], STR_ARG(waiver->approval->body));
    return found;
}

Diag *checker_break(Checker *checker, DiagCode code, Span span, Money off, const char *format, ...)
{
    Outcome outcome = OUTCOME_BREAK;
    va_list args;
    va_start(args, format);
    Str message = str_format_args(checker->arena, format, args);
    va_end(args);
    Diag *found = checker_say_break(checker, code, span, off, message, &outcome);
    checker_count(checker, outcome);
    return found;
}

void checker_help(Checker *checker, Diag *found, const char *format, ...)
{
    va_list args;
    if (found->code == DIAG_WAIVED) return;
    va_start(args, format);
    Str help = str_format_args(checker->arena, format, args);
    va_end(args);
    diag_help(checker->diags, found, "%.*s", STR_ARG(help));
}

void checker_untested(Checker *checker, Span span, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    Str message = str_format_args(checker->arena, format, args);
    va_end(args);
    checker_count(checker, OUTCOME_NOT_TESTED);
    checker_say(checker, DIAG_NOT_TESTED, span, "%.*s", STR_ARG(message));
}

void checker_idle(Checker *checker, const char *reason)
{
    checker_count(checker, OUTCOME_NOT_TESTED);
    checker_found(checker, str_from(reason));
    checker->result->idle = true;
}

void checker_repeats(Checker *checker, const char *reason)
{
    checker_count(checker, OUTCOME_NOT_TESTED);
    checker_found(checker, str_from(reason));
    checker->result->repeats = true;
}

Span checker_book(const Checker *checker)
{
    return (Span){checker->book->source, 0, 0};
}

Str checker_pounds(const Checker *checker, Money money)
{
    return money_pounds(checker->arena, money);
}

Str checker_difference(const Checker *checker, Money difference)
{
    return str_format(checker->arena, "%.*s %s",
                      STR_ARG(checker_pounds(checker, money_abs(difference))),
                      difference.pence < 0 ? "less" : "more");
}

const PublishedCell *checker_published(const Checker *checker, const char *report, Str row,
                                       Str column)
{
    const Reconciliation *results = checker->results;
    for (size_t i = 0; i < results->published_count; i++) {
        const PublishedCell *cell = &results->published[i];
        if (str_is(cell->section->report, report) && str_equal(cell->figure->row, row) &&
            str_equal(cell->figure->column, column)) {
            return cell;
        }
    }
    return NULL;
}

static CheckResult *run(Checker *checker, const Check *const *list, size_t count)
{
    CheckResult *results = ARENA_ARRAY(checker->arena, CheckResult, count);
    for (size_t i = 0; i < count; i++) {
        checker->result = &results[i];
        results[i] = (CheckResult){.check = list[i], .outcome = OUTCOME_NOT_TESTED};
        list[i]->run(checker);
    }
    return results;
}

Reconciliation *reconcile(Arena *arena, const Ledger *ledger, Diags *diags)
{
    Reconciliation *results = ARENA_NEW(arena, Reconciliation);
    Checker         checker = {arena, diags, ledger, ledger->book, results, NULL, NULL, NULL};
    checker.broken = ARENA_ARRAY(arena, Amount, DIAG_CODE_COUNT);
    checker.waived = ARENA_ARRAY(arena, bool, ledger->book->waiver_count);
    results->ledger = ledger;
    results->check_count = sizeof checks / sizeof *checks;
    results->flag_count = sizeof flags / sizeof *flags;
    results->checks = run(&checker, checks, results->check_count);
    results->flags = run(&checker, flags, results->flag_count);
    return results;
}

Outcome reconciliation_outcome(const Reconciliation *reconciliation)
{
    Outcome worst = OUTCOME_NOT_TESTED;
    for (size_t i = 0; i < reconciliation->check_count; i++) {
        worst = outcome_worse(worst, reconciliation->checks[i].outcome);
    }
    return worst;
}

Str reconciliation_summary(Arena *arena, const Reconciliation *reconciliation)
{
    static const char *const words[OUTCOME_COUNT] = {"agree", "with a rounding", "waived",
                                                     "with a break", "not tested"};
    size_t                   counts[OUTCOME_COUNT] = {0};
    size_t                   idle = 0;
    size_t                   flagged = 0;
    Text                     text = text_new(arena);
    for (size_t i = 0; i < reconciliation->check_count; i++) {
        const CheckResult *result = &reconciliation->checks[i];
        if (result->idle) idle++;
        else counts[result->outcome]++;
    }
    for (size_t i = 0; i < reconciliation->flag_count; i++) {
        flagged += reconciliation->flags[i].finding.len > 0;
    }
    for (size_t i = 0; i < OUTCOME_COUNT; i++) {
        if (counts[i] == 0) continue;
        text_addf(&text, "%s%zu %s", text.len ? ", " : "", counts[i], words[i]);
    }
    if (idle > 0) text_addf(&text, "%s%zu with nothing to test", text.len ? ", " : "", idle);
    text_addf(&text, "; flags: %zu", flagged);
    size_t undecided = reconciliation->ledger->book->undecided;
    if (undecided > 0) text_addf(&text, "; to decide: %zu", undecided);
    return text_str(&text);
}
