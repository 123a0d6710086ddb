// The year's end: by line, how the residual came about and what became of it.
#include "post/statement_make.h"

typedef struct {
    Arena     *arena;
    Statement *statement;
    size_t    *rows; // Of the total that is being made.
    size_t     count;
} Maker;

// A row of postings, one figure a line; `entry` in `account`, of one partner if named.
typedef struct {
    EntryKind      entry;
    AccountKind    account;
    const Partner *partner;
    bool           credit;
    bool           subtracted;
} RowPlan;

static void add_row(Maker *maker, Str id, Str label, const RowPlan *plan)
{
    Statement    *statement = maker->statement;
    const Ledger *ledger = statement->ledger;
    size_t        at = statement->row_count;
    StatementRow *row = statement_add_row(statement, id, label, true);
    row->subtracted = plan->subtracted;
    row->depth = 1;
    maker->rows[maker->count++] = at;
    for (size_t i = 0; i < ledger->book->line_count; i++) {
        Selector selector =
            select_entry(ledger, plan->entry, plan->account, &ledger->book->lines[i]);
        selector.partner = plan->partner;
        selector.credit = plan->credit;
        statement_set_figure(maker->arena, statement, at, i, &selector, 1);
    }
}

static void add_sum(Maker *maker, const char *id, const char *label)
{
    statement_add_sum(maker->arena, maker->statement, str_from(id), str_from(label), maker->rows,
                      maker->count);
    maker->rows[0] = maker->statement->row_count - 1;
    maker->count = 1;
}

static bool has_any(const Ledger *ledger, EntryKind entry, const Partner *partner)
{
    Selector selector = select_entry(ledger, entry, ACCOUNT_KIND_COUNT, NULL);
    selector.partner = partner;
    return selector_next(&selector, NULL) != NULL;
}

// What names nobody: of each line that names no partner, all there is.
static void add_unnamed(Maker *maker, const char *id, const char *label, const RowPlan *plan)
{
    Statement    *statement = maker->statement;
    const Ledger *ledger = statement->ledger;
    size_t        at = statement->row_count;
    StatementRow *row = statement_add_row(statement, str_from(id), str_from(label), true);
    row->subtracted = plan->subtracted;
    row->depth = 1;
    maker->rows[maker->count++] = at;
    for (size_t i = 0; i < ledger->book->line_count; i++) {
        const YearEnd        *end = &ledger->book->year_end[i];
        bool                  carries = plan->entry == ENTRY_CARRIED_FORWARD;
        const PartnerAmounts *amounts = carries ? &end->carried_forward : &end->repaid;
        if (amounts->count && amounts->items[0].partner) continue;
        Selector selector =
            select_entry(ledger, plan->entry, plan->account, &ledger->book->lines[i]);
        statement_set_figure(maker->arena, statement, at, i, &selector, 1);
    }
}

// A row for each partner that such an entry names.
static void add_by_partner(Maker *maker, const char *id, const char *label, const RowPlan *like)
{
    const Ledger *ledger = maker->statement->ledger;
    const Board  *board = ledger->book->board;
    RowPlan       plan = *like;
    for (size_t i = 0; i < board->partner_count; i++) {
        const Partner *partner = &board->partners[i];
        if (!has_any(ledger, like->entry, partner)) continue;
        plan.partner = partner;
        add_row(maker, str_format(maker->arena, "%s-%.*s", id, STR_ARG(partner->id)),
                str_format(maker->arena, "%s %.*s", label, STR_ARG(partner->name)), &plan);
    }
}

static void add_residual(Maker *maker)
{
    add_row(maker, STR("contributions"), STR("Contributions"),
            &(RowPlan){ENTRY_KIND_COUNT, ACCOUNT_FUNDER, NULL, true, false});
    add_row(maker, STR("brought-forward"), STR("Brought forward"),
            &(RowPlan){ENTRY_OPENING, ACCOUNT_POOL, NULL, false, false});
    add_row(maker, STR("outturn"), STR("Less outturn"),
            &(RowPlan){ENTRY_OUTTURN, ACCOUNT_SPENT, NULL, false, true});
    add_row(maker, STR("rounding"), STR("Less rounding"),
            &(RowPlan){ENTRY_ROUNDING, ACCOUNT_ROUNDING, NULL, false, true});
    add_sum(maker, "residual", "Residual");
}

static void add_disposal(Maker *maker)
{
    const RowPlan carried = {ENTRY_CARRIED_FORWARD, ACCOUNT_CARRIED_FORWARD, NULL, false, true};
    const RowPlan repaid = {ENTRY_REPAID, ACCOUNT_REPAID, NULL, false, true};
    const RowPlan borne = {ENTRY_BORNE, ACCOUNT_BORNE, NULL, true, false};
    add_row(maker, STR("reserve-applied"), STR("Reserve applied"),
            &(RowPlan){ENTRY_RESERVE_APPLIED, ACCOUNT_APPLIED, NULL, true, false});
    add_row(maker, STR("underspend-applied"), STR("Underspend of other lines applied"),
            &(RowPlan){ENTRY_UNDERSPEND_APPLIED, ACCOUNT_APPLIED, NULL, true, false});
    add_by_partner(maker, "borne", "Borne by", &borne);
    add_unnamed(maker, "carried-forward", "Less carried forward", &carried);
    add_by_partner(maker, "carried-forward", "Less carried forward for", &carried);
    add_unnamed(maker, "repaid", "Less repaid", &repaid);
    add_by_partner(maker, "repaid", "Less repaid to", &repaid);
    add_sum(maker, "unexplained", "Not accounted for");
}

static Statement *make(Arena *arena, const Ledger *ledger, int period)
{
    const Book *book = ledger->book;
    size_t      most = 3 * book->board->partner_count + 12;
    Maker       maker = {.arena = arena, .rows = ARENA_ARRAY(arena, size_t, most)};
    ColumnTerm *terms = ARENA_ARRAY(arena, ColumnTerm, book->line_count);
    (void)period; // Of the year's end.
    maker.statement = statement_new(arena, ledger, "What became of it", most, book->line_count + 1);
    for (size_t i = 0; i < book->line_count; i++) {
        terms[i] = (ColumnTerm){statement_add_line(arena, maker.statement, &book->lines[i]), 1};
    }
    statement_add_column(arena, maker.statement,
                         (StatementColumn){.id = STR("total"),
                                           .label = STR("Total"),
                                           .about = "Of all funding lines.",
                                           .rule = COLUMN_TERMS,
                                           .terms = terms,
                                           .term_count = book->line_count});
    add_residual(&maker);
    add_disposal(&maker);
    bool left = book->year_end_stated;
    for (size_t i = 0; i < book->line_count; i++) {
        left |= ledger_residual(ledger, &book->lines[i]).pence != 0;
    }
    bool absent = book->stage != STAGE_OUTTURN || !left;
    for (size_t i = 0; i <= book->line_count; i++) maker.statement->columns[i].absent = absent;
    return maker.statement;
}

const StatementKind statement_year_end = {
    .name = "year-end",
    .title = "Year end",
    .about = "By funding line, what was left or lacking at the year's end, and what became of it.",
    .summary = "by funding line: the residual, and what became of it",
    .silence = "The year has not ended, or nothing is left of any line.",
    .status = STATUS_OF_OUTTURN,
    .make = make,
};
