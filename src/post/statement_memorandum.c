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

// Which lines a row is about: a reserve keeps an account of its own.
typedef enum { OF_LINES, OF_RESERVES, OF_ALL } Scope;

typedef struct {
    EntryKind   entry;
    AccountKind account;
    Scope       scope;
    bool        credit;
    bool        subtracted;
} RowPlan;

static const RowPlan paid_in = {ENTRY_KIND_COUNT, ACCOUNT_FUNDER, OF_LINES, true, false};
static const RowPlan opening = {ENTRY_OPENING, ACCOUNT_POOL, OF_LINES, false, false};
static const RowPlan drawn = {ENTRY_OUTTURN, ACCOUNT_SPENT, OF_RESERVES, false, false};
static const RowPlan spent = {ENTRY_OUTTURN, ACCOUNT_SPENT, OF_ALL, false, false};
static const RowPlan applied = {ENTRY_RESERVE_APPLIED, ACCOUNT_APPLIED, OF_LINES, true, false};
static const RowPlan borne = {ENTRY_BORNE, ACCOUNT_BORNE, OF_LINES, true, false};
static const RowPlan repaid = {ENTRY_REPAID, ACCOUNT_REPAID, OF_LINES, false, true};
static const RowPlan rounding = {ENTRY_ROUNDING, ACCOUNT_ROUNDING, OF_LINES, false, true};
static const RowPlan held = {ENTRY_OPENING, ACCOUNT_POOL, OF_RESERVES, false, false};
static const RowPlan put_by = {ENTRY_KIND_COUNT, ACCOUNT_FUNDER, OF_RESERVES, true, false};
static const RowPlan used = {ENTRY_OUTTURN, ACCOUNT_SPENT, OF_RESERVES, false, true};
static const RowPlan back = {ENTRY_REPAID, ACCOUNT_REPAID, OF_RESERVES, false, true};
static const RowPlan given = {ENTRY_RESERVE_APPLIED, ACCOUNT_APPLIED, OF_RESERVES, false, true};

static bool has_reserves(const Ledger *ledger)
{
    bool any = false;
    for (size_t i = 0; ledger && i < ledger->book->line_count; i++) {
        any |= ledger->book->lines[i].reserve;
    }
    return any;
}

// The partner as the board of that year has it.
static const Partner *partner_in(const Ledger *ledger, const Partner *partner)
{
    return index_find(&ledger->book->board->partner_index, partner->id);
}

// What a row takes of one year, of a partner or with NULL of all. Where every line
// counts it is one selector, else one for each line that does.
static size_t select_row(Arena *arena, const Ledger *ledger, const RowPlan *plan,
                         const Partner *partner, Selector **out)
{
    const Book *book = ledger->book;
    bool        all = plan->scope == OF_ALL || (plan->scope == OF_LINES && !has_reserves(ledger));
    Selector   *selectors = ARENA_ARRAY(arena, Selector, book->line_count + 1);
    size_t      count = 0;
    for (size_t i = 0; i < book->line_count; i++) {
        const Line *line = &book->lines[i];
        if (all ? i > 0 : line->reserve != (plan->scope == OF_RESERVES)) continue;
        Selector selector = select_entry(ledger, plan->entry, plan->account, all ? NULL : line);
        selector.partner = partner;
        selector.credit = plan->credit;
        selectors[count++] = selector;
    }
    *out = selectors;
    return count;
}

static bool has_any(Maker *maker, size_t year, const RowPlan *plan, const Partner *partner)
{
    const Ledger  *ledger = maker->ledgers[year];
    const Partner *own = ledger ? partner_in(ledger, partner) : NULL;
    Selector      *selectors = NULL;
    if (!own) return false;
    size_t count = select_row(maker->arena, ledger, plan, own, &selectors);
    for (size_t i = 0; i < count; i++) {
        if (selector_next(&selectors[i], NULL)) return true;
    }
    return false;
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
        Selector *selectors = NULL;
        if (!maker->ledgers[i]) continue;
        size_t count = select_row(maker->arena, maker->ledgers[i], plan, NULL, &selectors);
        if (count) statement_set_figure(maker->arena, maker->statement, at, i, selectors, count);
    }
}

static void add_partner(Maker *maker, const char *id, const char *label, const Partner *partner,
                        const RowPlan *plan)
{
    Arena *arena = maker->arena;
    size_t at = add_leaf(maker, str_format(arena, "%s-%.*s", id, STR_ARG(partner->id)),
                         str_format(arena, "%s%.*s", label, STR_ARG(partner->name)), plan);
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        Selector *selectors = NULL;
        if (!has_any(maker, i, plan, partner)) continue;
        const Partner *own = partner_in(maker->ledgers[i], partner);
        size_t         count = select_row(arena, maker->ledgers[i], plan, own, &selectors);
        statement_set_figure(arena, maker->statement, at, i, selectors, count);
    }
}

// A row for each partner that either year names, this year's first.
static void add_partners(Maker *maker, const char *id, const char *label, const RowPlan *plan)
{
    const Ledger *now = maker->ledgers[CURRENT];
    const Ledger *then = maker->ledgers[PRIOR] ? maker->ledgers[PRIOR] : now;
    const Board  *boards[] = {now->book->board, then->book->board};
    for (size_t year = 0; year < COLUMN_COUNT; year++) {
        for (size_t i = 0; i < boards[year]->partner_count; i++) {
            const Partner *partner = &boards[year]->partners[i];
            bool           again = year == PRIOR && partner_in(now, partner);
            bool           any =
                has_any(maker, CURRENT, plan, partner) || has_any(maker, PRIOR, plan, partner);
            if (any && !again) add_partner(maker, id, label, partner, plan);
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
            const Row *row = book->rows[j];
            if (row->kind != ROW_SCHEME || row->held_by) continue;
            Selector out = select_outturn(maker->ledgers[i], NULL, row->scheme);
            any |= selector_next(&out, NULL) != NULL;
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

// The pool's balance, and below it what its reserves hold, which is not the pool's to
// spend until it is drawn.
static void add_balance(Maker *maker, bool reserves)
{
    Statement *statement = maker->statement;
    if (reserves) add_row(maker, "reserve-applied", "Reserves applied", &applied);
    add_partners(maker, "borne", "Borne by ", &borne);
    add_repaid_unnamed(maker);
    add_partners(maker, "repaid", "Less repaid to ", &repaid);
    add_row(maker, "rounding", "Less rounding", &rounding);
    add_sum(maker, "balance", "Balance carried forward");
    if (!reserves) return;
    size_t balance = statement->row_count - 1;
    add_row(maker, "reserves-opening", "Brought forward", &held);
    add_row(maker, "reserves-paid-in", "Paid in", &put_by);
    add_row(maker, "reserves-drawn", "Less drawn for schemes", &used);
    add_row(maker, "reserves-applied", "Less applied to overspends", &given);
    add_row(maker, "reserves-repaid", "Less repaid", &back);
    add_sum(maker, "reserves", "Held in reserves")->heading = STR("Reserves");
    maker->rows[maker->count++] = balance;
    maker->rows[maker->count++] = statement->row_count - 1;
    add_sum(maker, "all", "Carried forward, reserves and all");
}

static void add_rows(Maker *maker)
{
    Statement *statement = maker->statement;
    bool reserves = has_reserves(maker->ledgers[CURRENT]) || has_reserves(maker->ledgers[PRIOR]);
    add_partners(maker, "from", "", &paid_in);
    if (reserves) add_row(maker, "drawn", "Drawn from reserves", &drawn);
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
    add_balance(maker, reserves);
}

static Statement *make(Arena *arena, const Ledger *ledger, int period)
{
    const Book   *book = ledger->book;
    const Ledger *before = ledger->previous;
    bool          known = before && before->book->stage == STAGE_OUTTURN;
    size_t        partners = book->board->partner_count;
    if (known) partners += before->book->board->partner_count;
    size_t most = 4 * partners + 20;
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
    .silence = "The year has no outturn yet.",
    .status = STATUS_OF_OUTTURN,
    .make = make,
};
