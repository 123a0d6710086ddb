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
    BORNE_BY_PARTNERS,
    ROUNDING,
    COLUMN_COUNT
};

#define TERMS 4

static const ColumnTerm unallocated[TERMS] = {
    {CONTRIBUTIONS, 1}, {BROUGHT_FORWARD, 1}, {ALLOCATED, -1}, {ROUNDING, -1}};
static const ColumnTerm residual[TERMS] = {
    {CONTRIBUTIONS, 1}, {BROUGHT_FORWARD, 1}, {OUTTURN, -1}, {ROUNDING, -1}};

static const struct {
    const char       *id;
    const char       *label;
    const char       *about;
    const ColumnTerm *terms; // NULL for postings.
} columns[COLUMN_COUNT] = {
    [CONTRIBUTIONS] = {"contributions", "Contributions", "What the partners paid into the line.",
                       NULL},
    [BROUGHT_FORWARD] = {"brought-forward", "Brought forward",
                         "What the line had left from the year before.", NULL},
    [ALLOCATED] = {"allocated", "Allocated to schemes", "What was given to schemes.", NULL},
    [UNALLOCATED] = {"unallocated", "Unallocated",
                     "Contributions and what was brought forward, less allocations and rounding.",
                     unallocated},
    [CURRENT_BUDGET] = {"current-budget", "Current budget",
                        "The budget of all schemes of the line.", NULL},
    [OUTTURN] = {"outturn", "Outturn", "What the row spent in the year.", NULL},
    [RESIDUAL] = {"residual", "Residual",
                  "Contributions and what was brought forward, less outturn and rounding.",
                  residual},
    [CARRIED_FORWARD] = {"carried-forward", "Carried forward", NULL, NULL},
    [REPAID] = {"repaid", "Repaid", NULL, NULL},
    [RESERVE_APPLIED] = {"reserve-applied", "Reserve applied", NULL, NULL},
    [BORNE_BY_PARTNERS] = {"borne-by-partners", "Borne by partners", NULL, NULL},
    [ROUNDING] = {"rounding", "Rounding",
                  "What printed figures hide in their pence: neither unallocated nor residual.",
                  NULL},
};

// What this version states nothing of, and in a budget book what was spent.
static bool is_absent(const Book *book, size_t column)
{
    if (column >= CARRIED_FORWARD && column <= BORNE_BY_PARTNERS) return true;
    return book->stage != STAGE_OUTTURN && (column == OUTTURN || column == RESIDUAL);
}

static void add_columns(Arena *arena, Statement *statement)
{
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        StatementColumn column = {.id = str_from(columns[i].id),
                                  .label = str_from(columns[i].label),
                                  .about = columns[i].about,
                                  .absent = is_absent(statement->ledger->book, i)};
        if (columns[i].terms) {
            column.rule = COLUMN_TERMS;
            column.terms = columns[i].terms;
            column.term_count = TERMS;
        }
        statement_add_column(arena, statement, column);
    }
}

static void set_figures(Arena *arena, const Statement *statement)
{
    const Ledger *ledger = statement->ledger;
    for (size_t row = 0; row < ledger->book->line_count; row++) {
        const Line    *line = &ledger->book->lines[row];
        const Selector selectors[COLUMN_COUNT] = {
            [CONTRIBUTIONS] = select_contributions(ledger, line),
            [BROUGHT_FORWARD] = select_opening(ledger, line),
            [ALLOCATED] = select_allocated(ledger, line, NULL),
            [CURRENT_BUDGET] = select_allocated(ledger, line, NULL),
            [OUTTURN] = select_outturn(ledger, line, NULL),
            [ROUNDING] = select_rounding(ledger, line),
        };
        for (size_t column = 0; column < COLUMN_COUNT; column++) {
            if (!selectors[column].ledger || statement->columns[column].absent) continue;
            statement_set_figure(arena, statement, row, column, &selectors[column], 1);
        }
    }
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
    add_columns(arena, statement);
    set_figures(arena, statement);
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
