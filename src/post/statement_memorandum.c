// The memorandum account of the pooled fund, as a section 75 agreement wants it beside
// the partners' accounts: this year, and the last beside it.
#include <stdint.h>

#include "post/statement_make.h"

enum { CURRENT, PRIOR, COLUMN_COUNT };

typedef struct {
    Arena        *arena;
    Statement    *statement;
    const Ledger *ledgers[COLUMN_COUNT]; // The last is NULL where no last year is known.
    size_t       *rows;                  // Of the total that is being made.
    size_t        count;
} Maker;

typedef struct {
    EntryKind   entry;
    AccountKind account;
    bool        credit;
    bool        subtracted;
} RowPlan;

static const RowPlan paid_in = {ENTRY_KIND_COUNT, ACCOUNT_FUNDER, true, false};
static const RowPlan opening = {ENTRY_OPENING, ACCOUNT_POOL, false, false};
static const RowPlan spent = {ENTRY_OUTTURN, ACCOUNT_SPENT, false, false};
static const RowPlan borne = {ENTRY_BORNE, ACCOUNT_BORNE, true, false};
static const RowPlan repaid = {ENTRY_REPAID, ACCOUNT_REPAID, false, true};
static const RowPlan rounding = {ENTRY_ROUNDING, ACCOUNT_ROUNDING, false, true};

// The partner as the board of that year has it.
static const Partner *partner_in(const Ledger *ledger, const Partner *partner)
{
    return index_find(&ledger->book->board->partner_index, partner->id);
}

static bool has_any(const Ledger *ledger, const RowPlan *plan, const Partner *partner)
{
    const Partner *own = ledger ? partner_in(ledger, partner) : NULL;
    if (!own) return false;
    Selector selector = select_entry(ledger, plan->entry, plan->account, NULL);
    selector.partner = own;
    return selector_next(&selector, NULL) != NULL;
}

static size_t add_leaf(Maker *maker, Str id, Str label, const RowPlan *plan)
{
    size_t        at = maker->statement->row_count;
    StatementRow *row = statement_add_row(maker->statement, id, label, true);
    row->subtracted = plan->subtracted;
    row->depth = 1;
    maker->rows[maker->count++] = at;
    return at;
}

// All entries of one kind, whoever's.
static void add_row(Maker *maker, const char *id, const char *label, const RowPlan *plan)
{
    size_t at = add_leaf(maker, str_from(id), str_from(label), plan);
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        if (!maker->ledgers[i]) continue;
        Selector selector = select_entry(maker->ledgers[i], plan->entry, plan->account, NULL);
        selector.credit = plan->credit;
        statement_set_figure(maker->arena, maker->statement, at, i, &selector, 1);
    }
}

static void add_partner(Maker *maker, const char *id, const char *label, const Partner *partner,
                        const RowPlan *plan)
{
    Arena *arena = maker->arena;
    size_t at = add_leaf(maker, str_format(arena, "%s-%.*s", id, STR_ARG(partner->id)),
                         str_format(arena, "%s%.*s", label, STR_ARG(partner->name)), plan);
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        if (!has_any(maker->ledgers[i], plan, partner)) continue;
        Selector selector = select_entry(maker->ledgers[i], plan->entry, plan->account, NULL);
        selector.partner = partner_in(maker->ledgers[i], partner);
        selector.credit = plan->credit;
        statement_set_figure(arena, maker->statement, at, i, &selector, 1);
    }
}

// A row for each partner that either year names, this year's first.
static void add_partners(Maker *maker, const char *id, const char *label, const RowPlan *plan)
{
    const Board *now = maker->ledgers[CURRENT]->book->board;
    for (size_t i = 0; i < now->partner_count; i++) {
        const Partner *partner = &now->partners[i];
        if (has_any(maker->ledgers[CURRENT], plan, partner) ||
            has_any(maker->ledgers[PRIOR], plan, partner)) {
            add_partner(maker, id, label, partner, plan);
        }
    }
    const Board *then = maker->ledgers[PRIOR] ? maker->ledgers[PRIOR]->book->board : now;
    for (size_t i = 0; i < then->partner_count; i++) {
        const Partner *partner = &then->partners[i];
        if (partner_in(maker->ledgers[CURRENT], partner)) continue;
        if (has_any(maker->ledgers[PRIOR], plan, partner)) {
            add_partner(maker, id, label, partner, plan);
        }
    }
}

static void set_not_held(Maker *maker, size_t at, size_t column)
{
    const Ledger *ledger = maker->ledgers[column];
    const Book   *book = ledger->book;
    Selector     *all = ARENA_ARRAY(maker->arena, Selector, book->row_count);
    size_t        count = 0;
    for (size_t i = 0; i < book->row_count; i++) {
        const Row *row = book->rows[i];
        if (row->kind != ROW_SCHEME || row->held_by) continue;
        Selector selector = select_outturn(ledger, NULL, row->scheme);
        if (selector_next(&selector, NULL)) all[count++] = selector;
    }
    if (count) statement_set_figure(maker->arena, maker->statement, at, column, all, count);
}

// What schemes spent that no partner is said to hold.
static void add_not_held(Maker *maker)
{
    bool any = false;
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        const Book *book = maker->ledgers[i] ? maker->ledgers[i]->book : NULL;
        for (size_t j = 0; book && j < book->row_count; j++) {
            any |= book->rows[j]->kind == ROW_SCHEME && !book->rows[j]->held_by;
        }
    }
    if (!any) return;
    size_t at = add_leaf(maker, STR("spent-not-held"), STR("Not said by whom"), &spent);
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        if (maker->ledgers[i]) set_not_held(maker, at, i);
    }
}

static bool is_unnamed(const Ledger *ledger, const PartnerAmounts *amounts)
{
    return ledger && amounts->count == 1 && !amounts->items[0].partner;
}

// What went back to nobody who is named.
static void add_repaid_unnamed(Maker *maker)
{
    size_t at = SIZE_MAX;
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        const Ledger *ledger = maker->ledgers[i];
        size_t        lines = ledger ? ledger->book->line_count : 0;
        Selector     *all = ARENA_ARRAY(maker->arena, Selector, lines);
        size_t        count = 0;
        for (size_t j = 0; j < lines; j++) {
            if (!is_unnamed(ledger, &ledger->book->year_end[j].repaid)) continue;
            all[count++] =
                select_entry(ledger, ENTRY_REPAID, ACCOUNT_REPAID, &ledger->book->lines[j]);
        }
        if (count == 0) continue;
        if (at == SIZE_MAX) at = add_leaf(maker, STR("repaid"), STR("Less repaid"), &repaid);
        statement_set_figure(maker->arena, maker->statement, at, i, all, count);
    }
}

static StatementRow *add_sum(Maker *maker, const char *id, const char *label)
{
    StatementRow *row = statement_add_sum(maker->arena, maker->statement, str_from(id),
                                          str_from(label), maker->rows, maker->count);
    maker->count = 0;
    return row;
}

static void add_rows(Maker *maker)
{
    Statement *statement = maker->statement;
    add_partners(maker, "from", "", &paid_in);
    add_row(maker, "brought-forward", "Balance brought forward", &opening);
    add_sum(maker, "funding", "Total funding")->heading = STR("Funding provided to the pool");
    size_t funding = statement->row_count - 1;
    add_partners(maker, "spent", "", &spent);
    add_not_held(maker);
    StatementRow *expenditure = add_sum(maker, "expenditure", "Total expenditure");
    expenditure->heading = STR("Expenditure met from the pool");
    expenditure->subtracted = true;
    maker->rows[maker->count++] = funding;
    maker->rows[maker->count++] = statement->row_count - 1;
    add_sum(maker, "net", "Net surplus, or deficit where negative");
    maker->rows[maker->count++] = statement->row_count - 1;
    add_partners(maker, "borne", "Borne by ", &borne);
    add_repaid_unnamed(maker);
    add_partners(maker, "repaid", "Less repaid to ", &repaid);
    add_row(maker, "rounding", "Less rounding", &rounding);
    add_sum(maker, "balance", "Balance carried forward");
}

static Statement *make(Arena *arena, const Ledger *ledger, int period)
{
    const Book   *book = ledger->book;
    const Ledger *before = ledger->previous;
    bool          known = before && before->book->stage == STAGE_OUTTURN;
    size_t        partners = book->board->partner_count;
    if (known) partners += before->book->board->partner_count;
    size_t most = 4 * partners + 12;
    Maker  maker = {.arena = arena, .ledgers = {ledger, known ? before : NULL}};
    (void)period; // Of the whole year.
    maker.rows = ARENA_ARRAY(arena, size_t, most);
    maker.statement = statement_new(arena, ledger, "Account", most, COLUMN_COUNT);
    statement_add_postings(arena, maker.statement, STR("current"), year_format(arena, book->year),
                           "This year.");
    statement_add_postings(arena, maker.statement, STR("prior"),
                           year_format(arena, (Year){book->year.start - 1}), "The year before.");
    maker.statement->columns[CURRENT].absent = book->stage != STAGE_OUTTURN;
    maker.statement->columns[PRIOR].absent = !known || book->stage != STAGE_OUTTURN;
    add_rows(&maker);
    return maker.statement;
}

const StatementKind statement_memorandum = {
    .name = "memorandum",
    .title = "Memorandum account",
    .about = "The pooled fund as the section 75 agreement accounts for it: who paid in, who spent, "
             "who bears what is left.",
    .summary = "the pooled fund's account: funding, expenditure, balance, two years",
    .status = STATUS_OF_OUTTURN,
    .make = make,
};
