// The entries of the year between its budget and its accounts, and of its end.
#include "post/poster.h"

void post_virements(Poster *poster)
{
    const Book *book = poster->book;
    for (size_t i = 0; i < book->virement_count; i++) {
        const Virement *item = &book->virements[i];
        ledger_post(poster->ledger,
                    &(Entry){
                        .kind = ENTRY_VIREMENT,
                        .line = item->line,
                        .debit = {ACCOUNT_SCHEME, item->to->held_by, item->to->scheme, NULL},
                        .credit = {ACCOUNT_SCHEME, item->from->held_by, item->from->scheme, NULL},
                        .amount = item->amount,
                        .period = item->period,
                        .on = item->on,
                        .note = item->why,
                        .span = item->amount_span,
                    });
    }
}

static void post_report(Poster *poster, const Monitoring *report, const Row *row)
{
    SpendEntry as = {
        .kind = ENTRY_TO_DATE,
        .debit = {ACCOUNT_REPORTED, row->held_by, row->scheme, NULL},
        .credit = {.kind = ACCOUNT_MONITORING},
        .period = report->period,
    };
    post_spend(poster, row, &report->to_date[row->index], &as);
    as.kind = ENTRY_FORECAST;
    post_spend(poster, row, &report->forecast[row->index], &as);
}

void post_monitoring(Poster *poster)
{
    const Book *book = poster->book;
    for (size_t i = 0; i < book->monitoring_count; i++) {
        for (size_t j = 0; j < book->row_count; j++) {
            if (book->rows[j]->kind != ROW_SCHEME) continue;
            post_report(poster, &book->monitoring[i], book->rows[j]);
        }
    }
}

// What is due raises what is owed, and what is paid lowers it.
static void post_payment(Poster *poster, const Payment *item, EntryKind kind, Money amount, Date on,
                         Span span)
{
    Account owed = {ACCOUNT_OWED, item->from, NULL, item->to};
    Account other = {ACCOUNT_SETTLEMENT, item->from, NULL, item->to};
    bool    due = kind == ENTRY_DUE;
    int     period = period_of(poster->book->year, on);
    ledger_post(poster->ledger, &(Entry){
                                    .kind = kind,
                                    .line = item->line,
                                    .debit = due ? owed : other,
                                    .credit = due ? other : owed,
                                    .amount = amount,
                                    .period = period ? period : 12, // Of the year, if undated.
                                    .on = on,
                                    .span = span,
                                });
}

// In twelfths or quarters, odd pennies first; those that fall after the day on which
// the book is looked at are not due yet.
static void post_instalments(Poster *poster, const Payment *item)
{
    size_t count = (size_t)item->instalments;
    Money *weights = ARENA_ARRAY(poster->arena, Money, count);
    Money *parts = ARENA_ARRAY(poster->arena, Money, count);
    Date   first = date_is_set(item->on) ? item->on : period_start(poster->book->year, 1);
    Date   until = book_until(poster->book);
    for (size_t i = 0; i < count; i++) weights[i] = (Money){1};
    money_split(poster->arena, item->due.money, weights, count, parts);
    for (size_t i = 0; i < count; i++) {
        Date on = date_months_later(first, (int)i * (12 / item->instalments));
        if (date_is_set(until) && date_order(on, until) > 0) break;
        post_payment(poster, item, ENTRY_DUE, parts[i], on, item->due.span);
    }
}

void post_payments(Poster *poster)
{
    const Book *book = poster->book;
    for (size_t i = 0; i < book->payment_count; i++) {
        const Payment *item = &book->payments[i];
        if (item->instalments) post_instalments(poster, item);
        else post_payment(poster, item, ENTRY_DUE, item->due.money, item->on, item->due.span);
        post_payment(poster, item, ENTRY_PAID, item->paid.money, item->on, item->paid.span);
    }
}

static void post_receiver(Poster *poster, const Passported *item, EntryKind kind,
                          const Amount *amount)
{
    ledger_post(poster->ledger, &(Entry){
                                    .kind = kind,
                                    .line = item->line,
                                    .debit = {ACCOUNT_PASSPORTED, item->to, NULL, NULL},
                                    .credit = {.kind = ACCOUNT_PASSPORT},
                                    .amount = amount->money,
                                    .span = amount->span,
                                });
}

void post_passported(Poster *poster)
{
    const Book *book = poster->book;
    for (size_t i = 0; i < book->passported_count; i++) {
        const Passported *item = &book->passported[i];
        post_receiver(poster, item, ENTRY_PASSPORT_OPENING, &item->brought_forward);
        post_receiver(poster, item, ENTRY_PASSPORT_SPENT, &item->spent);
        post_receiver(poster, item, ENTRY_PASSPORT_CARRIED, &item->carried_forward);
        post_receiver(poster, item, ENTRY_PASSPORT_REPAID, &item->repaid);
    }
}

// The year's end.

// Out of the pool to where it is kept or goes.
static void post_out(Poster *poster, const Line *line, EntryKind kind, AccountKind account,
                     const PartnerAmounts *amounts)
{
    for (size_t i = 0; i < amounts->count; i++) {
        const PartnerAmount *item = &amounts->items[i];
        ledger_post(poster->ledger, &(Entry){
                                        .kind = kind,
                                        .line = line,
                                        .debit = {account, item->partner, NULL, NULL},
                                        .credit = {.kind = ACCOUNT_POOL},
                                        .amount = item->amount,
                                        .span = item->span,
                                    });
    }
}

static void post_borne(Poster *poster, const Line *line, const PartnerAmounts *amounts)
{
    for (size_t i = 0; i < amounts->count; i++) {
        const PartnerAmount *item = &amounts->items[i];
        ledger_post(poster->ledger, &(Entry){
                                        .kind = ENTRY_BORNE,
                                        .line = line,
                                        .debit = {.kind = ACCOUNT_POOL},
                                        .credit = {ACCOUNT_BORNE, item->partner, NULL, NULL},
                                        .amount = item->amount,
                                        .span = item->span,
                                    });
    }
}

// Out of one line and into another: two entries, one in each, that cancel.
static void post_applied(Poster *poster, const Line *line, EntryKind kind,
                         const LineAmounts *amounts)
{
    for (size_t i = 0; i < amounts->count; i++) {
        const LineAmount *item = &amounts->items[i];
        Entry             in = {
                        .kind = kind,
                        .line = line,
                        .debit = {.kind = ACCOUNT_POOL},
                        .credit = {.kind = ACCOUNT_APPLIED},
                        .amount = item->amount,
                        .note = str_format(poster->arena, "from %.*s", STR_ARG(item->line->id)),
                        .span = item->span,
        };
        Entry out = in;
        out.line = item->line;
        out.debit = in.credit;
        out.credit = in.debit;
        out.note = str_format(poster->arena, "to %.*s", STR_ARG(line->id));
        ledger_post(poster->ledger, &in);
        ledger_post(poster->ledger, &out);
    }
}

// A reserve's balance rolls by itself, unless the book says otherwise. One that is
// overdrawn has nothing to roll.
static void roll_reserve(Poster *poster, const Line *line)
{
    const YearEnd *end = &poster->book->year_end[line->index];
    Money          balance =
        money_add(ledger_residual(poster->ledger, line), ledger_applied(poster->ledger, line));
    if (end->stated || balance.pence <= 0) return;
    ledger_post(poster->ledger, &(Entry){
                                    .kind = ENTRY_CARRIED_FORWARD,
                                    .line = line,
                                    .debit = {.kind = ACCOUNT_CARRIED_FORWARD},
                                    .credit = {.kind = ACCOUNT_POOL},
                                    .amount = balance,
                                    .note = STR("rolls"),
                                    .span = line->span,
                                });
}

void post_year_end(Poster *poster)
{
    const Book *book = poster->book;
    for (size_t i = 0; i < book->line_count; i++) {
        const Line    *line = &book->lines[i];
        const YearEnd *end = &book->year_end[i];
        post_out(poster, line, ENTRY_CARRIED_FORWARD, ACCOUNT_CARRIED_FORWARD,
                 &end->carried_forward);
        post_out(poster, line, ENTRY_REPAID, ACCOUNT_REPAID, &end->repaid);
        post_borne(poster, line, &end->borne_by);
        post_applied(poster, line, ENTRY_RESERVE_APPLIED, &end->reserve_applied);
        post_applied(poster, line, ENTRY_UNDERSPEND_APPLIED, &end->underspend_applied);
    }
    for (size_t i = 0; i < book->line_count; i++) {
        if (book->lines[i].reserve) roll_reserve(poster, &book->lines[i]);
    }
}
