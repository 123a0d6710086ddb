#include "post/post.h"

#include "post/poster.h"

Selector select_entry(const Ledger *ledger, EntryKind entry, AccountKind account, const Line *line)
{
    return (Selector){.ledger = ledger, .entry = entry, .account = account, .line = line};
}

EntryKind contribution_kind(const Contribution *item)
{
    if (item->replaces) return ENTRY_REVISION;
    return item->supplement ? ENTRY_SUPPLEMENT : ENTRY_CONTRIBUTION;
}

Selector select_contributions(const Ledger *ledger, const Line *line)
{
    Selector selector = select_entry(ledger, ENTRY_KIND_COUNT, ACCOUNT_FUNDER, line);
    selector.credit = true;
    return selector;
}

Selector select_paid_in(const Ledger *ledger, const Partner *from)
{
    Selector selector = select_contributions(ledger, NULL);
    selector.partner = from;
    return selector;
}

Selector select_opening(const Ledger *ledger, const Line *line)
{
    return select_entry(ledger, ENTRY_OPENING, ACCOUNT_POOL, line);
}

static Selector select_budget(const Ledger *ledger, EntryKind entry, const Line *line,
                              const Scheme *scheme, int period)
{
    Selector selector = select_entry(ledger, entry, ACCOUNT_SCHEME, line);
    selector.scheme = scheme;
    selector.period_max = period;
    return selector;
}

Selector select_allocated(const Ledger *ledger, const Line *line, const Scheme *scheme)
{
    return select_budget(ledger, ENTRY_ALLOCATION, line, scheme, 0);
}

Selector select_recurrent(const Ledger *ledger, const Scheme *scheme, const char *note)
{
    Selector selector = select_allocated(ledger, NULL, scheme);
    selector.note = note;
    return selector;
}

Selector select_added(const Ledger *ledger, const Line *line, const Scheme *scheme, int period)
{
    return select_budget(ledger, ENTRY_SUPPLEMENT, line, scheme, period);
}

Selector select_vired(const Ledger *ledger, const Line *line, const Scheme *scheme, int period)
{
    return select_budget(ledger, ENTRY_VIREMENT, line, scheme, period);
}

Selector select_outturn(const Ledger *ledger, const Line *line, const Scheme *scheme)
{
    Selector selector = select_entry(ledger, ENTRY_OUTTURN, ACCOUNT_SPENT, line);
    selector.scheme = scheme;
    return selector;
}

Selector select_rounding(const Ledger *ledger, const Line *line)
{
    return select_entry(ledger, ENTRY_ROUNDING, ACCOUNT_ROUNDING, line);
}

Selector select_passported(const Ledger *ledger, const Line *line, const Partner *to)
{
    Selector selector = select_entry(ledger, ENTRY_PASSPORT, ACCOUNT_PASSPORTED, line);
    selector.partner = to;
    return selector;
}

Addends selector_addends(const Selector *selector)
{
    Addends addends = {0};
    int64_t unit = selector->ledger->book->unit;
    for (const Posting *p = selector_next(selector, NULL); p; p = selector_next(selector, p)) {
        // A rounding is what figures hide, and no figure.
        if (p->kind == ENTRY_ROUNDING) continue;
        addends = p->withdraws ? addends_take(addends, p->amount, unit)
                               : addends_add(addends, p->amount, unit);
    }
    return addends;
}

Money ledger_current_budget(const Ledger *ledger, const Line *line, const Scheme *scheme,
                            int period)
{
    Selector first = select_allocated(ledger, line, scheme);
    Selector added = select_added(ledger, line, scheme, period);
    Selector vired = select_vired(ledger, line, scheme, period);
    return money_add(ledger_sum(&first), money_add(ledger_sum(&added), ledger_sum(&vired)));
}

LineSums ledger_line_sums(const Ledger *ledger, const Line *line)
{
    Selector in = select_contributions(ledger, line);
    Selector opening = select_opening(ledger, line);
    Selector first = select_allocated(ledger, line, NULL);
    Selector added = select_added(ledger, line, NULL, 0);
    Addends  into = addends_join(selector_addends(&in), selector_addends(&opening));
    Addends  out = addends_join(selector_addends(&first), selector_addends(&added));
    return (LineSums){
        .funded = money_add(ledger_sum(&in), ledger_sum(&opening)),
        .allocated = money_add(ledger_sum(&first), ledger_sum(&added)),
        .addends = addends_join(into, out),
    };
}

Money ledger_residual(const Ledger *ledger, const Line *line)
{
    Selector out = select_outturn(ledger, line, NULL);
    Selector rounding = select_rounding(ledger, line);
    Money    left = money_sub(ledger_line_sums(ledger, line).funded, ledger_sum(&out));
    return money_sub(left, ledger_sum(&rounding));
}

Money ledger_applied(const Ledger *ledger, const Line *line)
{
    Selector selector = select_entry(ledger, ENTRY_KIND_COUNT, ACCOUNT_APPLIED, line);
    selector.credit = true;
    return ledger_sum(&selector);
}

Money ledger_closing(const Ledger *ledger, const Line *line)
{
    Selector kept = select_entry(ledger, ENTRY_CARRIED_FORWARD, ACCOUNT_CARRIED_FORWARD, line);
    bool     stated = ledger->book->year_end_stated || line->reserve;
    return stated ? ledger_sum(&kept) : ledger_residual(ledger, line);
}

static void post_openings(Poster *poster)
{
    const Book *book = poster->book;
    for (size_t i = 0; i < book->line_count; i++) {
        ledger_post(poster->ledger, &(Entry){
                                        .kind = ENTRY_OPENING,
                                        .line = &book->lines[i],
                                        .debit = {.kind = ACCOUNT_POOL},
                                        .credit = {.kind = ACCOUNT_OPENING},
                                        .amount = book->brought_forward[i].money,
                                        .span = book->brought_forward[i].span,
                                    });
    }
}

// "supplement, DHSC/2023/1"; "notified"; any may be missing.
static Str describe(Poster *poster, const Contribution *item)
{
    Text text = text_new(poster->arena);
    if (item->supplement) text_add(&text, STR("supplement"));
    if (item->status != STATUS_NONE) {
        text_addf(&text, "%s%s", text.len ? ", " : "", status_names[item->status - 1]);
    }
    if (item->reference.len) {
        text_addf(&text, "%s%.*s", text.len ? ", " : "", STR_ARG(item->reference));
    }
    return text_str(&text);
}

static int period_from(const Book *book, Date on)
{
    int period = period_of(book->year, on);
    return period ? period : 1; // Where no day is known it counts from the first on.
}

static void post_into_pool(Poster *poster, const Contribution *item, EntryKind kind, Money amount,
                           bool withdraws, Str note)
{
    bool later = kind != ENTRY_CONTRIBUTION;
    ledger_post(poster->ledger, &(Entry){
                                    .kind = kind,
                                    .line = item->line,
                                    .debit = {.kind = ACCOUNT_POOL},
                                    .credit = {.kind = ACCOUNT_FUNDER, .partner = item->from},
                                    .amount = amount,
                                    .period = later ? period_from(poster->book, item->on) : 0,
                                    .on = item->on,
                                    .withdraws = withdraws,
                                    .note = note,
                                    .span = item->span,
                                });
}

static void post_passports(Poster *poster, const Contribution *item)
{
    for (size_t i = 0; i < item->passport.count; i++) {
        const PartnerAmount *passport = &item->passport.items[i];
        ledger_post(poster->ledger,
                    &(Entry){
                        .kind = ENTRY_PASSPORT,
                        .line = item->line,
                        .debit = {.kind = ACCOUNT_PASSPORTED, .partner = passport->partner},
                        .credit = {.kind = ACCOUNT_PASSPORT},
                        .amount = passport->amount,
                        .on = item->on,
                        .span = passport->span,
                    });
    }
}

// The schemes that get it; or, where `by` takes its place, that give it back then.
static void post_added(Poster *poster, const Contribution *item, const Contribution *by)
{
    const Contribution *when = by ? by : item;
    for (size_t i = 0; i < item->allocated_count; i++) {
        const RowAmount *to = &item->allocated[i];
        ledger_post(poster->ledger,
                    &(Entry){
                        .kind = ENTRY_SUPPLEMENT,
                        .line = item->line,
                        .debit = {ACCOUNT_SCHEME, to->row->held_by, to->row->scheme, NULL},
                        .credit = {.kind = ACCOUNT_POOL},
                        .amount = by ? money_neg(to->amount) : to->amount,
                        .period = period_from(poster->book, when->on),
                        .on = when->on,
                        .withdraws = by != NULL,
                        .note = describe(poster, when),
                        .span = by ? by->span : to->span,
                    });
    }
}

// What was planned stands from the first on, whenever it falls due.
static bool came_after(const Contribution *old, const Contribution *by)
{
    bool planned = !old->supplement && !old->replaces;
    if (planned || !date_is_set(old->on)) return false;
    return !date_is_set(by->on) || date_order(old->on, by->on) > 0;
}

// What is known better takes the place of what was known: the old figures are taken
// back where the new one stands, and not before they were there.
static void post_withdrawals(Poster *poster, const Contribution *by)
{
    const Book *book = poster->book;
    for (size_t i = 0; by->replaces && i < book->contribution_count; i++) {
        const Contribution *old = &book->contributions[i];
        Contribution        then = *by;
        if (old->replaced_by != by) continue;
        if (came_after(old, by)) then.on = old->on;
        post_into_pool(poster, &then, ENTRY_REVISION, money_neg(old->amount), true,
                       str_format(poster->arena, "in place of %s", status_names[old->status - 1]));
        post_added(poster, old, &then);
    }
}

static void post_contribution(Poster *poster, const Contribution *item)
{
    post_withdrawals(poster, item);
    post_into_pool(poster, item, contribution_kind(item), item->amount, false,
                   describe(poster, item));
    if (!item->replaced_by) post_passports(poster, item);
    post_added(poster, item, NULL);
}

static void post_allocation(Poster *poster, const Row *row, const Line *line, const Amount *amount,
                            const char *note)
{
    ledger_post(poster->ledger, &(Entry){
                                    .kind = ENTRY_ALLOCATION,
                                    .line = line,
                                    .debit = {ACCOUNT_SCHEME, row->held_by, row->scheme, NULL},
                                    .credit = {.kind = ACCOUNT_POOL},
                                    .amount = amount->money,
                                    .note = str_from(note),
                                    .span = amount->span,
                                });
}

static void post_allocations(Poster *poster, const Row *row)
{
    const Book *book = poster->book;
    const char *untold = book->tells_recurrence ? NOTE_NOT_TOLD : "";
    for (size_t i = 0; row->kind == ROW_SCHEME && i < book->line_count; i++) {
        const Line       *line = &book->lines[i];
        const Recurrence *parts = row->recurrence ? &row->recurrence[i] : NULL;
        bool              told = parts && (parts->recurrent.stated || parts->non_recurrent.stated);
        if (told) {
            post_allocation(poster, row, line, &parts->recurrent, NOTE_RECURRENT);
            post_allocation(poster, row, line, &parts->non_recurrent, NOTE_NON_RECURRENT);
        } else {
            post_allocation(poster, row, line, &row->budget[i], untold);
        }
    }
}

// What a rounded book's contributions and rows differ by, where rounding may be
// the cause: neither unallocated nor residual.
static void post_rounding(Poster *poster, const Line *line)
{
    LineSums sums = ledger_line_sums(poster->ledger, line);
    if (line->reserve) return; // What a reserve does not give out is no rounding.
    if (rounding_test(sums.funded, 1, sums.allocated, sums.addends) != OUTCOME_ROUNDING) return;
    Selector       in = select_contributions(poster->ledger, line);
    const Posting *first = selector_next(&in, NULL);
    ledger_post(poster->ledger, &(Entry){
                                    .kind = ENTRY_ROUNDING,
                                    .line = line,
                                    .debit = {.kind = ACCOUNT_ROUNDING},
                                    .credit = {.kind = ACCOUNT_POOL},
                                    .amount = money_sub(sums.funded, sums.allocated),
                                    .span = first ? first->span : poster->book->root->span,
                                });
}

static void post_part(Poster *poster, const SpendEntry *as, const Line *line, Money amount,
                      const char *note, Span span)
{
    ledger_post(poster->ledger, &(Entry){
                                    .kind = as->kind,
                                    .line = line,
                                    .debit = as->debit,
                                    .credit = as->credit,
                                    .amount = amount,
                                    .period = as->period,
                                    .note = str_from(note),
                                    .span = span,
                                });
}

// A bare sum over several lines follows their budgets, in the book's unit. False
// where they cancel, or so nearly that a part would be no amount.
static bool split_spend(Poster *poster, const Spend *spend, const SpendEntry *as,
                        const Money *budgets)
{
    const Book *book = poster->book;
    Money       whole = {0};
    Money       units = {spend->bare.money.pence / book->unit};
    Money      *parts = ARENA_ARRAY(poster->arena, Money, book->line_count);
    for (size_t i = 0; i < book->line_count; i++) whole = money_add(whole, budgets[i]);
    if (whole.pence == 0) return false;
    if (!money_split(poster->arena, units, budgets, book->line_count, parts)) return false;
    for (size_t i = 0; i < book->line_count; i++) {
        if (money_abs(parts[i]).pence > MONEY_PENCE_MAX / book->unit) return false;
    }
    for (size_t i = 0; i < book->line_count; i++) {
        Money part = {parts[i].pence * book->unit};
        post_part(poster, as, &book->lines[i], part, "derived", spend->bare.span);
    }
    return true;
}

// The lines that a scheme's budget is on: those that are not nil or, where all
// are nil, those that are stated.
static size_t count_lines(const Book *book, const Row *row, const Money *budgets, bool nil_too,
                          const Line **last)
{
    size_t count = 0;
    for (size_t i = 0; i < book->line_count; i++) {
        if (budgets[i].pence == 0 && !(nil_too && row->budget[i].stated)) continue;
        *last = &book->lines[i];
        count++;
    }
    return count;
}

static Money *budgets_of(Poster *poster, const Row *row, int period)
{
    const Book *book = poster->book;
    Money      *budgets = ARENA_ARRAY(poster->arena, Money, book->line_count);
    for (size_t i = 0; i < book->line_count; i++) {
        budgets[i] = ledger_current_budget(poster->ledger, &book->lines[i], row->scheme, period);
    }
    return budgets;
}

static void post_bare(Poster *poster, const Row *row, const Spend *spend, const SpendEntry *as)
{
    const Book *book = poster->book;
    const Line *only = NULL;
    Money       amount = spend->bare.money;
    Money      *budgets = budgets_of(poster, row, as->period);
    size_t      lines = count_lines(book, row, budgets, false, &only);
    if (lines == 0 && as->period) {
        budgets = budgets_of(poster, row, 0); // A forecast of money that comes later.
        lines = count_lines(book, row, budgets, false, &only);
    }
    if (lines == 0) lines = count_lines(book, row, budgets, true, &only) == 1 ? 1 : 0;
    if (lines == 1) {
        post_part(poster, as, only, amount, "", spend->bare.span);
    } else if (amount.pence != 0 && lines == 0 && as->period && book_is_viewed(book)) {
        // Its budget only comes later: of which line it is nobody knew, nor asks.
        post_part(poster, as, &book->lines[0], amount, "line not known yet", spend->bare.span);
    } else if (amount.pence != 0 && (lines == 0 || !split_spend(poster, spend, as, budgets))) {
        Diag *found =
            diag(poster->diags, DIAG_CANNOT_SPLIT_OUTTURN, spend->bare.span,
                 "the %s of '%.*s' cannot follow its budget, which %s", entry_name(as->kind),
                 STR_ARG(row->id), lines ? "cancels between its lines" : "is nil");
        diag_help(poster->diags, found, "state it by funding line: '%.*s: {%.*s: 1000}'",
                  STR_ARG(row->id), STR_ARG(book->lines[0].id));
    }
}

void post_spend(Poster *poster, const Row *row, const Spend *spend, const SpendEntry *as)
{
    if (spend->bare.stated) {
        post_bare(poster, row, spend, as);
        return;
    }
    for (size_t i = 0; spend->by_line && i < poster->book->line_count; i++) {
        post_part(poster, as, &poster->book->lines[i], spend->by_line[i].money, "",
                  spend->by_line[i].span);
    }
}

static void post_outturn(Poster *poster, const Row *row)
{
    if (row->kind != ROW_SCHEME) return;
    post_spend(poster, row, &row->outturn,
               &(SpendEntry){
                   .kind = ENTRY_OUTTURN,
                   .debit = {ACCOUNT_SPENT, row->held_by, row->scheme, NULL},
                   .credit = {ACCOUNT_SCHEME, row->held_by, row->scheme, NULL},
               });
}

// An upper bound, for every amount makes at most one entry a line, of two postings.
static size_t entries_max(const Book *book)
{
    size_t lines = book->line_count;
    size_t parts = book->tells_recurrence ? 2 : 1; // Of a budget; and one outturn.
    size_t entries = lines * (2 + (parts + 1 + 2 * book->monitoring_count) * book->row_count);
    entries += book->contribution_count * 2 + book->virement_count + book->payment_count * 13;
    entries += book->passported_count * 4;
    for (size_t i = 0; i < book->contribution_count; i++) {
        const Contribution *item = &book->contributions[i];
        entries += item->passport.count + 2 * item->allocated_count;
    }
    for (size_t i = 0; i < lines; i++) {
        const YearEnd *end = &book->year_end[i];
        entries += 1 + end->carried_forward.count + end->repaid.count + end->borne_by.count;
        entries += 2 * (end->reserve_applied.count + end->underspend_applied.count);
    }
    return entries;
}

static bool fits(const Poster *poster)
{
    size_t entries = entries_max(poster->book);
    if (entries <= POSTING_COUNT_MAX / 2) return true;
    diag(poster->diags, DIAG_TOO_MANY_POSTINGS, (Span){poster->book->source, 0, 0},
         "the book could make %zu postings; the limit is %d", entries * 2, POSTING_COUNT_MAX);
    return false;
}

Ledger *post_book(Arena *arena, const Book *book, const Ledger *previous, Diags *diags)
{
    Poster poster = {arena, book, ledger_new(arena, book), diags};
    size_t before = diags->errors;
    bool   ended = book->stage == STAGE_OUTTURN;
    if (!fits(&poster)) return NULL;
    poster.ledger->previous = previous;
    post_openings(&poster);
    for (size_t i = 0; i < book->contribution_count; i++) {
        post_contribution(&poster, &book->contributions[i]);
    }
    for (size_t i = 0; i < book->row_count; i++) post_allocations(&poster, book->rows[i]);
    for (size_t i = 0; i < book->line_count; i++) post_rounding(&poster, &book->lines[i]);
    post_virements(&poster);
    for (size_t i = 0; ended && i < book->row_count; i++) post_outturn(&poster, book->rows[i]);
    if (ended) post_year_end(&poster);
    post_monitoring(&poster);
    post_payments(&poster);
    post_passported(&poster);
    return diags->errors == before ? poster.ledger : NULL;
}
