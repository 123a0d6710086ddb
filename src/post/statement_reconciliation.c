// The reconciliation: by line, what came in, what was given and spent, what is left.
#include "post/statement_make.h"

enum {
    CONTRIBUTIONS,
    BROUGHT_FORWARD,
    ALLOCATED,
    UNALLOCATED,
    CURRENT_BUDGET,
    OUTTURN,
    RESIDUAL,
    CARRIED_FORWARD,
    REPAID,
    RESERVE_APPLIED,
    UNDERSPEND_APPLIED,
    BORNE_BY_PARTNERS,
    ROUNDING,
    COLUMN_COUNT
};

static const ColumnTerm unallocated[] = {
    {CONTRIBUTIONS, 1}, {BROUGHT_FORWARD, 1}, {ALLOCATED, -1}, {ROUNDING, -1}};
static const ColumnTerm residual[] = {
    {CONTRIBUTIONS, 1}, {BROUGHT_FORWARD, 1}, {OUTTURN, -1}, {ROUNDING, -1}};

static const ColumnPlan columns[COLUMN_COUNT] = {
    [CONTRIBUTIONS] = {.id = "contributions",
                       .label = "Contributions",
                       .about = "What the partners pay into the line."},
    [BROUGHT_FORWARD] = {.id = "brought-forward",
                         .label = "Brought forward",
                         .about = "What the line had left from the year before."},
    [ALLOCATED] = {.id = "allocated",
                   .label = "Allocated to schemes",
                   .about = "What was given to schemes, supplements too."},
    [UNALLOCATED] = {.id = "unallocated",
                     .label = "Unallocated",
                     .about = "Contributions and what was brought forward, less allocations and "
                              "rounding.",
                     .rule = COLUMN_TERMS,
                     .terms = unallocated,
                     .term_count = 4},
    [CURRENT_BUDGET] = {.id = "current-budget",
                        .label = "Current budget",
                        .about = "The budget of all schemes of the line, after virements."},
    [OUTTURN] = {.id = "outturn", .label = "Outturn", .about = "What the schemes spent."},
    [RESIDUAL] = {.id = "residual",
                  .label = "Residual",
                  .about = "Contributions and what was brought forward, less outturn and "
                           "rounding.",
                  .rule = COLUMN_TERMS,
                  .terms = residual,
                  .term_count = 4},
    [CARRIED_FORWARD] = {.id = "carried-forward",
                         .label = "Carried forward",
                         .about = "What is left to the next year."},
    [REPAID] = {.id = "repaid",
                .label = "Repaid",
                .about = "What went back to those who paid it in."},
    [RESERVE_APPLIED] = {.id = "reserve-applied",
                         .label = "Reserve applied",
                         .about = "What a reserve gave the line; negative, what it gave others."},
    [UNDERSPEND_APPLIED] = {.id = "underspend-applied",
                            .label = "Underspend applied",
                            .about = "What lines of the same risk share gave it, or it them."},
    [BORNE_BY_PARTNERS] = {.id = "borne-by-partners",
                           .label = "Borne by partners",
                           .about = "What partners put in to meet an overspend."},
    [ROUNDING] = {.id = "rounding",
                  .label = "Rounding",
                  .about = "What printed figures hide in their pence: neither unallocated nor "
                           "residual."},
};

// Nothing is known of the year's end before it, nor where the book does not say.
static bool is_absent(const Ledger *ledger, size_t column)
{
    const Book *book = ledger->book;
    bool        ended = book->stage == STAGE_OUTTURN;
    bool        rolls = false;
    for (size_t i = 0; i < book->line_count; i++) rolls |= book->lines[i].reserve;
    if (column == OUTTURN || column == RESIDUAL) return !ended;
    if (column < CARRIED_FORWARD || column > BORNE_BY_PARTNERS) return false;
    if (column == CARRIED_FORWARD && rolls) return !ended;
    if (!book->year_end_stated) return true;
    Selector applied = select_entry(ledger, ENTRY_UNDERSPEND_APPLIED, ACCOUNT_APPLIED, NULL);
    return column == UNDERSPEND_APPLIED && !selector_next(&applied, NULL);
}

// What a line gave others is negative: what was credited to it.
static Selector select_applied(const Ledger *ledger, EntryKind entry, const Line *line)
{
    Selector selector = select_entry(ledger, entry, ACCOUNT_APPLIED, line);
    selector.credit = true;
    return selector;
}

static void set_line(Arena *arena, const Statement *statement, size_t row)
{
    const Ledger *ledger = statement->ledger;
    const Line   *line = &ledger->book->lines[row];
    Selector      borne = select_entry(ledger, ENTRY_BORNE, ACCOUNT_BORNE, line);
    borne.credit = true;
    const Selector budget[] = {select_allocated(ledger, line, NULL),
                               select_added(ledger, line, NULL, 0),
                               select_vired(ledger, line, NULL, 0)};
    const Selector single[COLUMN_COUNT] = {
        [CONTRIBUTIONS] = select_contributions(ledger, line),
        [BROUGHT_FORWARD] = select_opening(ledger, line),
        [OUTTURN] = select_outturn(ledger, line, NULL),
        [CARRIED_FORWARD] =
            select_entry(ledger, ENTRY_CARRIED_FORWARD, ACCOUNT_CARRIED_FORWARD, line),
        [REPAID] = select_entry(ledger, ENTRY_REPAID, ACCOUNT_REPAID, line),
        [RESERVE_APPLIED] = select_applied(ledger, ENTRY_RESERVE_APPLIED, line),
        [UNDERSPEND_APPLIED] = select_applied(ledger, ENTRY_UNDERSPEND_APPLIED, line),
        [BORNE_BY_PARTNERS] = borne,
        [ROUNDING] = select_rounding(ledger, line),
    };
    // A line that nothing was added to keeps its formula short.
    size_t added = selector_next(&budget[1], NULL) ? 2 : 1;
    size_t vired = selector_next(&budget[2], NULL) ? 3 : added;
    for (size_t column = 0; column < COLUMN_COUNT; column++) {
        if (!single[column].ledger || statement->columns[column].absent) continue;
        // Of a year end that is not stated only what a reserve rolls is known.
        bool unknown = !ledger->book->year_end_stated && !line->reserve;
        if (column == CARRIED_FORWARD && unknown) continue;
        statement_set_figure(arena, statement, row, column, &single[column], 1);
    }
    statement_set_figure(arena, statement, row, ALLOCATED, budget, added);
    statement_set_figure(arena, statement, row, CURRENT_BUDGET, budget, vired);
}

static Statement *make(Arena *arena, const Ledger *ledger, int period)
{
    const Book *book = ledger->book;
    Statement  *statement =
        statement_new(arena, ledger, "Funding line", book->line_count + 1, COLUMN_COUNT);
    (void)period; // A line is reconciled for the whole year.
    for (size_t i = 0; i < book->line_count; i++) {
        statement_add_row(statement, book->lines[i].id, book->lines[i].name, true);
    }
    statement_add_total(arena, statement, STR("Total"));
    statement_add_columns(arena, statement, columns, COLUMN_COUNT);
    for (size_t i = 0; i < COLUMN_COUNT; i++) statement->columns[i].absent = is_absent(ledger, i);
    for (size_t row = 0; row < book->line_count; row++) set_line(arena, statement, row);
    return statement;
}

const StatementKind statement_reconciliation = {
    .name = "reconciliation",
    .title = "Reconciliation",
    .about = "Contributions and what is brought forward, against what is allocated and spent.",
    .summary = "by funding line: in, allocated, spent, left over",
    .status = STATUS_OF_BOOK,
    .make = make,
};
