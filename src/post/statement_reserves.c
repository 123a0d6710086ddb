// The reserves: what each had, what was given out of it, and what rolls on.
#include "post/continuity.h"
#include "post/statement_make.h"

enum {
    BROUGHT_FORWARD,
    CONTRIBUTIONS,
    CURRENT_BUDGET,
    LATER_YEARS,
    UNCOMMITTED,
    OUTTURN,
    APPLIED,
    BALANCE,
    CARRIED_FORWARD,
    COLUMN_COUNT
};

static const ColumnTerm uncommitted[] = {
    {BROUGHT_FORWARD, 1}, {CONTRIBUTIONS, 1}, {CURRENT_BUDGET, -1}, {LATER_YEARS, -1}};
static const ColumnTerm balance[] = {
    {BROUGHT_FORWARD, 1}, {CONTRIBUTIONS, 1}, {OUTTURN, -1}, {APPLIED, 1}};

static const ColumnPlan columns[COLUMN_COUNT] = {
    [BROUGHT_FORWARD] = {.id = "brought-forward",
                         .label = "Brought forward",
                         .about = "What the reserve had left from the year before."},
    [CONTRIBUTIONS] = {.id = "contributions",
                       .label = "Paid in",
                       .about = "What was paid into it during the year."},
    [CURRENT_BUDGET] = {.id = "current-budget",
                        .label = "Committed",
                        .about = "The budget of the schemes that draw on it."},
    [LATER_YEARS] = {.id = "later-years",
                     .label = "Committed in later years",
                     .about = "What the books of later years that are looked at too commit of it, "
                              "less what they pay in."},
    [UNCOMMITTED] = {.id = "uncommitted",
                     .label = "Uncommitted",
                     .about = "What no scheme has.",
                     .rule = COLUMN_TERMS,
                     .terms = uncommitted,
                     .term_count = 4},
    [OUTTURN] = {.id = "outturn", .label = "Spent", .about = "What those schemes spent."},
    [APPLIED] = {.id = "reserve-applied",
                 .label = "Applied",
                 .about = "What it gave to other lines at the year's end, which is negative."},
    [BALANCE] = {.id = "balance",
                 .label = "Balance",
                 .about = "What is left of it.",
                 .rule = COLUMN_TERMS,
                 .terms = balance,
                 .term_count = 4},
    [CARRIED_FORWARD] = {.id = "carried-forward",
                         .label = "Carried forward",
                         .about = "What rolls into the next year."},
};

static void set_reserve(Arena *arena, const Statement *statement, size_t row, const Line *line)
{
    const Ledger  *ledger = statement->ledger;
    const Selector budget[] = {select_allocated(ledger, line, NULL),
                               select_added(ledger, line, NULL, 0),
                               select_vired(ledger, line, NULL, 0)};
    Selector       applied = select_entry(ledger, ENTRY_KIND_COUNT, ACCOUNT_APPLIED, line);
    applied.credit = true;
    const Selector single[COLUMN_COUNT] = {
        [BROUGHT_FORWARD] = select_opening(ledger, line),
        [CONTRIBUTIONS] = select_contributions(ledger, line),
        [OUTTURN] = select_outturn(ledger, line, NULL),
        [APPLIED] = applied,
        [CARRIED_FORWARD] =
            select_entry(ledger, ENTRY_CARRIED_FORWARD, ACCOUNT_CARRIED_FORWARD, line),
    };
    for (size_t column = 0; column < COLUMN_COUNT; column++) {
        if (!single[column].ledger || statement->columns[column].absent) continue;
        statement_set_figure(arena, statement, row, column, &single[column], 1);
    }
    statement_set_figure(arena, statement, row, CURRENT_BUDGET, budget, 3);
    Selector *later = NULL;
    size_t    count = select_later(arena, ledger, line, &later);
    if (line_next(ledger, line)) {
        statement_set_figure(arena, statement, row, LATER_YEARS, later, count);
    }
}

static Statement *make(Arena *arena, const Ledger *ledger, int period)
{
    const Book *book = ledger->book;
    Statement  *statement =
        statement_new(arena, ledger, "Reserve", book->line_count + 1, COLUMN_COUNT);
    (void)period; // Of all that the book knows of.
    statement_add_columns(arena, statement, columns, COLUMN_COUNT);
    statement->columns[LATER_YEARS].absent = !ledger->next;
    for (size_t i = OUTTURN; i < COLUMN_COUNT; i++) {
        statement->columns[i].absent = book->stage != STAGE_OUTTURN;
    }
    for (size_t i = 0; i < book->line_count; i++) {
        const Line *line = &book->lines[i];
        if (!line->reserve) continue;
        statement_add_row(statement, line->id, line->name, true);
        set_reserve(arena, statement, statement->row_count - 1, line);
    }
    bool none = statement->row_count == 0;
    statement_add_total(arena, statement, STR("Total"));
    for (size_t i = 0; none && i < COLUMN_COUNT; i++) statement->columns[i].absent = true;
    return statement;
}

const StatementKind statement_reserves = {
    .name = "reserves",
    .title = "Reserves",
    .about = "What each reserve had, what is committed and was given out of it, and what rolls "
             "into the next year.",
    .summary = "each reserve: opening, committed, spent, applied, closing",
    .silence = "No funding line is a reserve.",
    .status = STATUS_OF_BOOK,
    .make = make,
};
