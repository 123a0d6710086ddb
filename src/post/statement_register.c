// The register of contributions: item by item what was planned, what was added, what
// is known better since, and what of it awaits approval.
#include "plan/cover.h"
#include "post/statement_make.h"

enum { ORIGINAL, SUPPLEMENTS, REVISIONS, CURRENT, AWAITING, COLUMN_COUNT };

static const ColumnTerm current[] = {{ORIGINAL, 1}, {SUPPLEMENTS, 1}, {REVISIONS, 1}};

static const ColumnPlan columns[COLUMN_COUNT] = {
    [ORIGINAL] = {.id = "original",
                  .label = "Original",
                  .about = "What was planned at first, estimates included.",
                  .partial = true},
    [SUPPLEMENTS] = {.id = "supplements",
                     .label = "Supplements",
                     .about = "What came on top during the year.",
                     .partial = true},
    [REVISIONS] = {.id = "revisions",
                   .label = "Revisions",
                   .about = "What is known better: the notice less the estimate.",
                   .partial = true},
    [CURRENT] = {.id = "current",
                 .label = "Current",
                 .about = "Original, supplements and revisions.",
                 .rule = COLUMN_TERMS,
                 .terms = current,
                 .term_count = 3},
    [AWAITING] = {.id = "awaiting",
                  .label = "Awaiting approval",
                  .about = "What no approval covers yet.",
                  .partial = true},
};

static void set_item(Arena *arena, const Statement *statement, const Contribution *item)
{
    const Ledger *ledger = statement->ledger;
    size_t        row = statement->row_count - 1;
    EntryKind     kind = contribution_kind(item);
    size_t        column = kind == ENTRY_CONTRIBUTION ? ORIGINAL
                           : kind == ENTRY_SUPPLEMENT ? SUPPLEMENTS
                                                      : REVISIONS;
    Selector      selector = select_entry(ledger, kind, ACCOUNT_FUNDER, item->line);
    selector.span = item->span;
    selector.credit = true;
    statement_set_figure(arena, statement, row, column, &selector, 1);
    if (kind == ENTRY_CONTRIBUTION) return;
    Money awaits = contribution_awaits(ledger->book, item);
    bool  whole = awaits.pence == statement_figure(statement, row, column)->money.pence;
    if (whole) statement_set_figure(arena, statement, row, AWAITING, &selector, 1);
    else statement_set_amount(statement, row, AWAITING, awaits);
}

// An id of the line that no other row has.
static Str item_id(Arena *arena, const Statement *statement, const Line *line, size_t number)
{
    Str id = str_format(arena, "%.*s-%zu", STR_ARG(line->id), number);
    while (statement_row(statement, id) != SIZE_MAX || book_line(statement->ledger->book, id)) {
        id = str_format(arena, "%.*s-item", STR_ARG(id));
    }
    return id;
}

static size_t add_line(Arena *arena, Statement *statement, const Line *line)
{
    const Book *book = statement->ledger->book;
    size_t     *items = ARENA_ARRAY(arena, size_t, book->contribution_count);
    size_t      count = 0;
    for (size_t i = 0; i < book->contribution_count; i++) {
        const Contribution *item = &book->contributions[i];
        if (item->line != line) continue;
        items[count++] = statement->row_count;
        StatementRow *row = statement_add_row(
            statement, item_id(arena, statement, line, item->number), item->from->name, true);
        row->depth = 1;
        set_item(arena, statement, item);
    }
    if (count == 0) return SIZE_MAX;
    StatementRow *sum = statement_add_sum(arena, statement, line->id, line->name, items, count);
    sum->heading = line->name;
    return statement->row_count - 1;
}

static Statement *make(Arena *arena, const Ledger *ledger, int period)
{
    const Book *book = ledger->book;
    size_t      most = book->contribution_count + book->line_count + 1;
    Statement  *statement = statement_new(arena, ledger, "Contribution", most, COLUMN_COUNT);
    size_t     *lines = ARENA_ARRAY(arena, size_t, book->line_count);
    size_t      count = 0;
    (void)period; // A register is of all that the book knows of.
    statement_add_columns(arena, statement, columns, COLUMN_COUNT);
    for (size_t i = 0; i < book->line_count; i++) {
        size_t row = add_line(arena, statement, &book->lines[i]);
        if (row != SIZE_MAX) lines[count++] = row;
    }
    statement_add_sum(arena, statement, STR("total"), STR("Total"), lines, count);
    return statement;
}

const StatementKind statement_register = {
    .name = "register",
    .title = "Register of contributions",
    .about = "Every contribution by itself: what was planned, what was added and revised, and what "
             "of it awaits approval.",
    .summary = "every contribution: original, supplements, revisions, current",
    .status = STATUS_OF_BUDGET,
    .make = make,
};
