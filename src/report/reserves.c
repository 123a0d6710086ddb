// The reserves: of one book its statement, of several years of a board one table, by
// reserve and year, with what is left after all of them.
#include <stdint.h>

#include "report/cells.h"

enum {
    BROUGHT_FORWARD,
    CONTRIBUTIONS,
    CURRENT_BUDGET,
    LATER_YEARS,
    UNCOMMITTED,
    OUTTURN,
    APPLIED,
    REPAID,
    LEFT,
    COLUMN_COUNT
};

static const ColumnSpec columns[COLUMN_COUNT] = {
    [BROUGHT_FORWARD] = {"brought-forward", "Brought forward", CELL_MONEY},
    [CONTRIBUTIONS] = {"contributions", "Paid in", CELL_MONEY},
    [CURRENT_BUDGET] = {"current-budget", "Committed", CELL_MONEY},
    [LATER_YEARS] = {"later-years", "Committed in later years", CELL_MONEY},
    [UNCOMMITTED] = {"uncommitted", "Uncommitted", CELL_MONEY},
    [OUTTURN] = {"outturn", "Spent", CELL_MONEY},
    [APPLIED] = {"reserve-applied", "Applied", CELL_MONEY},
    [REPAID] = {"repaid", "Repaid", CELL_MONEY},
    [LEFT] = {"left", "Left", CELL_MONEY},
};

// What a year leaves: of one that has ended less what was spent, else less what is
// committed.
static void set_left(Arena *arena, Table *table, size_t row, bool ended)
{
    const Term terms[] = {
        {row, BROUGHT_FORWARD, 1, NULL},
        {row, CONTRIBUTIONS, 1, NULL},
        {row, ended ? OUTTURN : CURRENT_BUDGET, -1, NULL},
        {row, APPLIED, 1, NULL},
        {row, REPAID, -1, NULL},
    };
    size_t count = ended ? 5 : 3;
    table->rows[row].cells[LEFT] = cell_of_terms(arena, table, terms, count);
}

static void add_year(Arena *arena, Table *table, const Group *group, size_t year, const Line *line)
{
    const Case  *of = group->cases[year];
    const Table *own = case_table(arena, of, &report_reserves);
    const Table *reconciled = case_table(arena, of, &report_reconciliation);
    size_t       at = table->row_count;
    Str          id =
        str_format(arena, "%.*s-%.*s", STR_ARG(line->id), STR_ARG(year_id(arena, of->book->year)));
    TableRow *row = table_row(arena, table, STYLE_BODY, id, group_year_label(arena, group, year));
    row->depth = 1;
    for (size_t i = BROUGHT_FORWARD; i <= APPLIED; i++) {
        row->cells[i] = cell_of_table(arena, own, line->id, columns[i].id);
    }
    row->cells[REPAID] = cell_of_table(arena, reconciled, line->id, columns[REPAID].id);
    set_left(arena, table, at, of->book->stage == STAGE_OUTTURN);
}

// A year that does not open with what the one before leaves.
static void note_links(Arena *arena, Table *table, const Line *line, const size_t *rows,
                       size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const TableRow *before = &table->rows[rows[i - 1]];
        const TableRow *after = &table->rows[rows[i]];
        Money           left = before->cells[LEFT].money;
        Money           opening = after->cells[BROUGHT_FORWARD].money;
        if (left.pence == opening.pence) continue;
        table_note(arena, table, rows[i], "%.*s: %.*s opens with %.*s, and %.*s leaves %.*s.",
                   STR_ARG(line->name), STR_ARG(after->label),
                   STR_ARG(money_pounds(arena, opening)), STR_ARG(before->label),
                   STR_ARG(money_pounds(arena, left)));
        table->rows[rows[i]].cells[BROUGHT_FORWARD].marked = true;
    }
}

static void add_reserve(Arena *arena, Table *table, const Group *group, Str id)
{
    size_t     *rows = ARENA_ARRAY(arena, size_t, group->count);
    size_t      count = 0;
    const Line *line = NULL;
    for (size_t i = 0; i < group->count; i++) {
        const Line *own = book_line(group->cases[i]->book, id);
        if (!own || !own->reserve) continue;
        if (!line) table_row(arena, table, STYLE_HEAD, id, own->name);
        line = own;
        rows[count++] = table->row_count;
        add_year(arena, table, group, i, own);
    }
    TableRow *all = table_row(arena, table, STYLE_SUBTOTAL, id, STR("After all years"));
    for (size_t i = CONTRIBUTIONS; i <= REPAID; i++) {
        if (i == LATER_YEARS || i == UNCOMMITTED) continue; // They are of a year.
        all->cells[i] = cell_of_rows(arena, table, i, rows, count);
    }
    all->cells[BROUGHT_FORWARD] = cell_of_rows(arena, table, BROUGHT_FORWARD, rows, 1);
    all->cells[LEFT] = cell_of_rows(arena, table, LEFT, &rows[count - 1], 1);
    note_links(arena, table, line, rows, count);
}

static bool is_first(const Group *group, size_t at, Str id)
{
    for (size_t i = 0; i < at; i++) {
        const Line *line = book_line(group->cases[i]->book, id);
        if (line && line->reserve) return false;
    }
    return true;
}

static Table *make_reserves(Arena *arena, const Group *group)
{
    size_t most = 1;
    for (size_t i = 0; i < group->count; i++) most += 3 * group->cases[i]->book->line_count;
    Table *table = table_of(arena, "reserves", columns, COLUMN_COUNT, most);
    table_entitle_group(arena, table, group, "Reserves");
    table->heading = STR("Reserve");
    table->watch = WATCH_FIGURES;
    table->about =
        STR("What each reserve had, year by year, what is committed and was spent of it, "
            "and what is left after all years. Amounts in pounds (£).");
    for (size_t i = 0; i < group->count; i++) {
        const Book *book = group->cases[i]->book;
        for (size_t j = 0; j < book->line_count; j++) {
            const Line *line = &book->lines[j];
            if (line->reserve && is_first(group, i, line->id)) {
                add_reserve(arena, table, group, line->id);
            }
        }
    }
    if (table->row_count == 0) {
        table_note(arena, table, NOTE_OF_TABLE, "No funding line is a reserve.");
    }
    return table;
}

const Report report_reserves = {
    .statement = &statement_reserves,
    .of_board = make_reserves,
    .published = true,
};
