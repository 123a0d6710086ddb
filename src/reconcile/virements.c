// Checks of what is moved between schemes, and of what is reported during the year.
#include <string.h>

#include "reconcile/check.h"

// Why an approval does not authorise; NULL where it does.
static const char *refusal_of(const Approval *approval)
{
    if (!approval) return "names no approval";
    switch (approval->decision) {
    case DECISION_REQUESTED: return "was put to a body, and what was decided is not known";
    case DECISION_NOTED: return "was only noted, which is no approval";
    case DECISION_ENDORSED: return "was only endorsed, which is no approval";
    case DECISION_APPROVED:
    case DECISION_DELEGATED:
    case DECISION_RATIFIED:
    case DECISION_COUNT: break;
    }
    return NULL;
}

static Str describe(const Checker *checker, const Virement *item)
{
    return str_format(checker->arena, "the virement of %.*s from '%.*s' to '%.*s' in %.*s",
                      STR_ARG(checker_pounds(checker, item->amount)), STR_ARG(item->from->label),
                      STR_ARG(item->to->label), STR_ARG(item->line->name));
}

static void check_authority(Checker *checker, const Virement *item)
{
    const char *refusal = refusal_of(item->approval);
    if (!item->approval && date_is_set(checker->book->view.as_of))
        refusal = "was not approved by then";
    if (!refusal) {
        checker_count(checker, OUTCOME_AGREES);
        return;
    }
    Diag *found = checker_break(checker, DIAG_NOT_AUTHORISED, item->amount_span, item->amount,
                                "%.*s %s", STR_ARG(describe(checker, item)), refusal);
    if (item->approval) {
        diag_note(checker->diags, found, item->approval->span, "%s by %.*s",
                  decision_names[item->approval->decision], STR_ARG(item->approval->body));
    }
    checker_help(checker, found, "name an approval that approves it under 'approval:'");
}

// The last virement of the period that took from the row, or gave to it less than nil.
static const Virement *taker_of(const Book *book, const Line *line, const Row *row, int period)
{
    const Virement *found = NULL;
    for (size_t i = 0; i < book->virement_count; i++) {
        const Virement *item = &book->virements[i];
        const Row      *payer = item->amount.pence < 0 ? item->to : item->from;
        if (item->line == line && payer == row && item->period <= period) found = item;
    }
    return found;
}

static void say_overdrawn(Checker *checker, const Line *line, const Row *row, int period, Money now)
{
    const Virement *item = taker_of(checker->book, line, row, period);
    Span            place = item ? item->amount_span : row->span;
    Str             over = checker_pounds(checker, money_abs(now));
    Str whose = str_format(checker->arena, "'%.*s' (%.*s)", STR_ARG(row->label), STR_ARG(row->id));
    Diag *found = checker_break(checker, DIAG_OVERDRAWN, place, now,
                                "%.*s is overdrawn by %.*s of %.*s at the end of period %d",
                                STR_ARG(whose), STR_ARG(over), STR_ARG(line->name), period);
    checker_help(checker, found, "move less, or move something to it before");
}

// A scheme's budget of a line is not below nil at the end of any period, unless it was
// so before anything moved: one finding, at the first period in which it is.
static void check_balance(Checker *checker, const Line *line, const Row *row)
{
    for (int period = 1; period <= PERIOD_MAX; period++) {
        Money    now = ledger_current_budget(checker->ledger, line, row->scheme, period);
        Selector vired = select_vired(checker->ledger, line, row->scheme, period);
        if (now.pence >= 0 || ledger_sum(&vired).pence >= 0) continue;
        say_overdrawn(checker, line, row, period, now);
        return;
    }
    checker_count(checker, OUTCOME_AGREES);
}

static void check_date(Checker *checker, const Virement *item)
{
    int period = period_of(checker->book->year, item->on);
    // Adjustments of period 13 are made at any time after March.
    if (!date_is_set(item->on) || period == item->period || item->period == PERIOD_MAX) return;
    checker_say(checker, DIAG_OUTSIDE_PERIOD, item->amount_span,
                "%.*s is dated %.*s, which is not in period %d", STR_ARG(describe(checker, item)),
                STR_ARG(date_format(checker->arena, item->on)), item->period);
}

// Perhaps the wrong line, or the wrong scheme.
static void check_receiver(Checker *checker, const Virement *item)
{
    const Row *row = item->amount.pence < 0 ? item->from : item->to;
    Selector   first = select_allocated(checker->ledger, item->line, row->scheme);
    Selector   added = select_added(checker->ledger, item->line, row->scheme, 0);
    bool       had = row->budget[item->line->index].stated || selector_next(&first, NULL);
    if (had || selector_next(&added, NULL)) return;
    checker_say(checker, DIAG_NEW_TO_LINE, item->amount_span,
                "%.*s goes to a scheme that had no budget of that line",
                STR_ARG(describe(checker, item)));
}

static void virements(Checker *checker)
{
    const Book *book = checker->book;
    if (book->virement_count == 0) {
        checker_idle(checker, "nothing was moved between schemes");
        return;
    }
    bool *seen = ARENA_ARRAY(checker->arena, bool, book->row_count * book->line_count);
    for (size_t i = 0; i < book->virement_count; i++) {
        const Virement *item = &book->virements[i];
        const Row      *payer = item->amount.pence < 0 ? item->to : item->from;
        bool           *again = &seen[payer->index * book->line_count + item->line->index];
        check_authority(checker, item);
        check_date(checker, item);
        check_receiver(checker, item);
        if (!*again) check_balance(checker, item->line, payer);
        *again = true;
    }
}

const Check check_virements = {
    "virements",
    "Every virement was approved, and takes only what its scheme has",
    "virements, approvals, allocations",
    "Have the virements approved",
    virements,
};

// Whether a cumulative figure went back towards nil.
static bool falls(Money before, Money now)
{
    if (before.pence > 0) return now.pence < before.pence;
    return before.pence < 0 && now.pence > before.pence;
}

static Money to_date_of(const Checker *checker, const Monitoring *report, const Row *row,
                        const Line *line)
{
    Selector selector = select_entry(checker->ledger, ENTRY_TO_DATE, ACCOUNT_REPORTED, line);
    selector.scheme = row->scheme;
    selector.period = report->period;
    return ledger_sum(&selector);
}

static Span place_of(const Book *book, const Spend *spend)
{
    if (spend->bare.stated) return spend->bare.span;
    for (size_t i = 0; i < book->line_count; i++) {
        if (spend->by_line[i].stated) return spend->by_line[i].span;
    }
    return (Span){book->source, 0, 0};
}

static void say_fall(Checker *checker, const Monitoring *report, const Row *row, const Line *line,
                     Money before, Money now)
{
    Str of = line ? str_format(checker->arena, " of %.*s", STR_ARG(line->name)) : STR("");
    if (report->why[row->index].len) {
        checker_count(checker, OUTCOME_AGREES);
        return;
    }
    const Amount *stated = line ? &report->to_date[row->index].by_line[line->index] : NULL;
    Span  place = stated ? stated->span : place_of(checker->book, &report->to_date[row->index]);
    Diag *found = checker_break(
        checker, DIAG_TO_DATE_FALLS, place, money_sub(now, before),
        "'%.*s' (%.*s) has spent %.*s%.*s by period %d, and %.*s in the report before: %.*s",
        STR_ARG(row->label), STR_ARG(row->id), STR_ARG(checker_pounds(checker, now)), STR_ARG(of),
        report->period, STR_ARG(checker_pounds(checker, before)),
        STR_ARG(checker_difference(checker, money_sub(now, before))));
    checker_help(checker, found, "figures are cumulative; where one falls, say 'why: {%.*s: ...}'",
                 STR_ARG(row->id));
}

// Line by line where both reports state lines, else as a whole.
static void compare_reports(Checker *checker, const Monitoring *before, const Monitoring *now,
                            const Row *row)
{
    const Spend *then = &before->to_date[row->index];
    const Spend *here = &now->to_date[row->index];
    bool         fell = false;
    for (size_t i = 0; then->by_line && here->by_line && i < checker->book->line_count; i++) {
        if (!then->by_line[i].stated || !here->by_line[i].stated) continue;
        Money a = then->by_line[i].money;
        Money b = here->by_line[i].money;
        if (!falls(a, b)) continue;
        say_fall(checker, now, row, &checker->book->lines[i], a, b);
        fell = true;
    }
    if (fell) return;
    Money a = to_date_of(checker, before, row, NULL);
    Money b = to_date_of(checker, now, row, NULL);
    if (falls(a, b)) say_fall(checker, now, row, NULL, a, b);
    else checker_count(checker, OUTCOME_AGREES);
}

static void to_date(Checker *checker)
{
    const Book *book = checker->book;
    bool        any = false;
    for (size_t i = 0; i < book->row_count; i++) {
        const Row        *row = book->rows[i];
        const Monitoring *before = NULL; // The last that says what the row had spent.
        for (size_t j = 0; row->kind == ROW_SCHEME && j < book->monitoring_count; j++) {
            const Monitoring *now = &book->monitoring[j];
            if (!spend_is_stated(book, &now->to_date[i])) continue;
            if (before) compare_reports(checker, before, now, row);
            any |= before != NULL;
            before = now;
        }
    }
    if (!any) checker_idle(checker, "no two reports say what a scheme has spent");
}

const Check check_to_date = {
    "to-date",    "What a scheme has spent to date falls only for a reason",
    "monitoring", "Say why spending to date fell",
    to_date,
};

static void forecasts(Checker *checker)
{
    const Book *book = checker->book;
    if (!book->board->rag.stated || book->monitoring_count == 0) return;
    if (book->stage == STAGE_OUTTURN) return; // What came of it is known.
    const Monitoring *report = &book->monitoring[book->monitoring_count - 1];
    for (size_t i = 0; i < book->row_count; i++) {
        const Row *row = book->rows[i];
        if (row->kind != ROW_SCHEME || !spend_is_stated(book, &report->forecast[i])) continue;
        Selector forecast = select_entry(checker->ledger, ENTRY_FORECAST, ACCOUNT_REPORTED, NULL);
        forecast.scheme = row->scheme;
        forecast.period = report->period;
        Money budget = ledger_current_budget(checker->ledger, NULL, row->scheme, report->period);
        Money variance = money_sub(ledger_sum(&forecast), budget);
        const char *shade = rag_of(&book->board->rag, variance, budget);
        if (strcmp(shade, "green") == 0) continue;
        Str over = checker_pounds(checker, variance);
        Str what =
            budget.pence < 0
                ? str_format(checker->arena, "%.*s short of its income of %.*s", STR_ARG(over),
                             STR_ARG(checker_pounds(checker, money_abs(budget))))
                : str_format(checker->arena, "over its budget of %.*s by %.*s",
                             STR_ARG(checker_pounds(checker, budget)), STR_ARG(over));
        checker_say(checker, DIAG_FORECAST_OVER, place_of(book, &report->forecast[i]),
                    "'%.*s' (%.*s) is forecast at period %d to be %.*s: %s", STR_ARG(row->label),
                    STR_ARG(row->id), report->period, STR_ARG(what), shade);
    }
}

const Check flag_forecasts = {
    "forecasts",
    "The latest forecast of a scheme is amber or red",
    "monitoring, board: rag",
    "Forecast",
    forecasts,
};
