#include "post/ledger.h"

const char *account_name(AccountKind kind)
{
    static const char *const names[] = {
        "funder",          "opening",    "pool",  "scheme",    "spent",      "rounding",
        "carried-forward", "repaid",     "borne", "applied",   "passported", "passport",
        "reported",        "monitoring", "owed",  "settlement"};
    return names[kind];
}

const char *entry_name(EntryKind kind)
{
    static const char *const names[] = {"opening",
                                        "contribution",
                                        "supplement",
                                        "revision",
                                        "passport",
                                        "allocation",
                                        "rounding",
                                        "virement",
                                        "outturn",
                                        "carried-forward",
                                        "repaid",
                                        "borne",
                                        "reserve-applied",
                                        "underspend-applied",
                                        "to-date",
                                        "forecast",
                                        "due",
                                        "paid",
                                        "passport-opening",
                                        "passport-spent",
                                        "passport-carried",
                                        "passport-repaid"};
    return names[kind];
}

bool account_is_memorandum(AccountKind kind)
{
    return kind >= ACCOUNT_PASSPORTED;
}

Ledger *ledger_new(Arena *arena, const Book *book)
{
    Ledger *ledger = ARENA_NEW(arena, Ledger);
    *ledger = (Ledger){.arena = arena, .book = book, .schemes = index_new(arena)};
    return ledger;
}

// The postings of one scheme form a chain, and so do those of one kind of account, so
// that a figure is found without a walk over the whole ledger.
static void link_to_scheme(Ledger *ledger, Posting *posting)
{
    Chain *chain = index_find(&ledger->schemes, posting->account.scheme->id);
    if (!chain) {
        chain = ARENA_NEW(ledger->arena, Chain);
        chain->first = posting;
        index_add(&ledger->schemes, posting->account.scheme->id, chain);
    } else {
        chain->last->next_of_scheme = posting;
    }
    chain->last = posting;
}

static void link_to_account(Ledger *ledger, Posting *posting)
{
    Chain *chain = &ledger->accounts[posting->account.kind];
    if (chain->last) chain->last->next_of_account = posting;
    else chain->first = posting;
    chain->last = posting;
}

static void append(Ledger *ledger, const Entry *entry, Account account, Money amount)
{
    Posting *posting = ARENA_NEW(ledger->arena, Posting);
    assert(ledger->count < POSTING_COUNT_MAX);
    *posting = (Posting){
        .number = ledger->count + 1,
        .entry = ledger->entry_count,
        .kind = entry->kind,
        .account = account,
        .line = entry->line,
        .amount = amount,
        .period = entry->period,
        .on = entry->on,
        .withdraws = entry->withdraws,
        .note = entry->note,
        .span = entry->span,
    };
    ledger->postings = arena_grow(ledger->arena, ledger->postings, ledger->count, &ledger->capacity,
                                  sizeof *ledger->postings);
    ledger->postings[ledger->count++] = posting;
    if (account.scheme) link_to_scheme(ledger, posting);
    link_to_account(ledger, posting);
}

void ledger_post(Ledger *ledger, const Entry *entry)
{
    if (entry->amount.pence == 0) return;
    ledger->entry_count++;
    // One amount on both sides: an entry cannot but balance, in its line.
    append(ledger, entry, entry->debit, entry->amount);
    append(ledger, entry, entry->credit, money_neg(entry->amount));
}

static bool is_same_place(Span a, Span b)
{
    return a.source == b.source && a.start == b.start && a.end == b.end;
}

static bool takes(const Selector *selector, const Posting *posting)
{
    if (selector->entry != ENTRY_KIND_COUNT && selector->entry != posting->kind) return false;
    if (selector->account != ACCOUNT_KIND_COUNT && selector->account != posting->account.kind) {
        return false;
    }
    if (selector->partner && selector->partner != posting->account.partner) return false;
    if (selector->scheme && selector->scheme != posting->account.scheme) return false;
    if (selector->counterparty && selector->counterparty != posting->account.counterparty) {
        return false;
    }
    if (selector->period && selector->period != posting->period) return false;
    if (selector->period_max && posting->period > selector->period_max) return false;
    if (selector->span.source && !is_same_place(selector->span, posting->span)) return false;
    if (selector->note && !str_is(posting->note, selector->note)) return false;
    return !selector->line || selector->line == posting->line;
}

static const Posting *following(const Selector *selector, const Posting *posting)
{
    const Ledger *ledger = selector->ledger;
    if (selector->scheme) {
        if (posting) return posting->next_of_scheme;
        const Chain *chain = index_find(&ledger->schemes, selector->scheme->id);
        return chain ? chain->first : NULL;
    }
    if (selector->account != ACCOUNT_KIND_COUNT) {
        return posting ? posting->next_of_account : ledger->accounts[selector->account].first;
    }
    size_t next = posting ? posting->number : 0; // Numbers start at 1.
    return next < ledger->count ? ledger->postings[next] : NULL;
}

const Posting *selector_next(const Selector *selector, const Posting *posting)
{
    do {
        posting = following(selector, posting);
    } while (posting && !takes(selector, posting));
    return posting;
}

Money ledger_sum(const Selector *selector)
{
    Money sum = {0};
    for (const Posting *p = selector_next(selector, NULL); p; p = selector_next(selector, p)) {
        sum = money_add(sum, p->amount);
    }
    return selector->credit ? money_neg(sum) : sum;
}
