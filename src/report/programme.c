// A programme of several years: items down, years across, with total, funding source and
// decision; and what is left in each reserve.
#include <stdint.h>

#include "report/cells.h"

// After the years.
enum { TOTAL, SOURCE, DECISION, OWN_COLUMN_COUNT };

typedef struct {
    Arena       *arena;
    const Group *group;
    Table       *table;
} Programme;

static const Row *row_in(const Case *of, Str id)
{
    return book_scheme_row(of->book, id);
}

// The item's current budget of a year; empty where the year gives it nothing.
static Cell budget_of(const Programme *programme, const Case *of, Str id)
{
    const Row *row = row_in(of, id);
    Selector   kept[3];
    size_t     count = 0;
    if (!row) return (Cell){0};
    const Selector parts[] = {select_allocated(of->ledger, NULL, row->scheme),
                              select_added(of->ledger, NULL, row->scheme, 0),
                              select_vired(of->ledger, NULL, row->scheme, 0)};
    for (size_t i = 0; i < 3; i++) {
        bool stated = selector_next(&parts[i], NULL) || (i == 0 && row_has_budget(of->book, row));
        if (stated) kept[count++] = parts[i];
    }
    return cell_of_postings(programme->arena, kept, count);
}

// The names of the lines that it is budgeted on in any year.
static Str source_of(const Programme *programme, Str id)
{
    Text  text = text_new(programme->arena);
    Index seen = index_new(programme->arena);
    for (size_t i = 0; i < programme->group->count; i++) {
        const Case *of = programme->group->cases[i];
        const Row  *row = row_in(of, id);
        for (size_t j = 0; row && j < of->book->line_count; j++) {
            Line *line = &of->book->lines[j];
            Money money = ledger_current_budget(of->ledger, line, row->scheme, 0);
            if (money.pence == 0 || index_add(&seen, line->name, line)) continue;
            text_addf(&text, "%s%.*s", text.len ? "; " : "", STR_ARG(line->name));
        }
    }
    return text_str(&text);
}

static bool proposes(const Approval *approval, Str proposal)
{
    for (size_t i = 0; i < approval->proposal_count; i++) {
        if (str_equal(approval->proposals[i], proposal)) return true;
    }
    return false;
}

static const Approval *approval_in(const Book *book, Str proposal)
{
    const Approval *found = NULL;
    for (size_t i = 0; i < book->approval_count; i++) {
        if (proposes(&book->approvals[i], proposal)) found = &book->approvals[i];
    }
    return found;
}

// That on its proposal, of its own year or else of the last that has one: several years may be
// decided at once. NULL where the decision on the year's budget is all there is.
static const Approval *decision_of(const Programme *programme, const Case *of, const Row *row)
{
    Str proposal = row->scheme->proposal;
    if (proposal.len == 0) return NULL;
    const Approval *found = approval_in(of->book, proposal);
    for (size_t i = programme->group->count; !found && i > 0; i--) {
        found = approval_in(programme->group->cases[i - 1]->book, proposal);
    }
    return found;
}

// What was decided, once where all years say the same.
static Str decisions_of(const Programme *programme, const TableRow *item)
{
    Arena *arena = programme->arena;
    Text   text = text_new(arena);
    Str    first = STR("");
    bool   same = true;
    for (size_t i = 0; i < programme->group->count; i++) {
        const Case *of = programme->group->cases[i];
        if (item->cells[i].type == CELL_EMPTY) continue;
        const Approval *found = decision_of(programme, of, row_in(of, item->id));
        bool            decided = of->book->decisions[STAGE_BUDGET] != NULL;
        Str             says = found     ? approval_in_words(arena, found)
                               : decided ? STR("with the budget")
                                         : STR("none recorded");
        if (first.len == 0) first = says;
        same &= str_equal(first, says);
        text_addf(&text, "%s%.*s: %.*s", text.len ? "; " : "",
                  STR_ARG(year_format(arena, of->book->year)), STR_ARG(says));
    }
    return same ? first : text_str(&text);
}

// What was decided on each year's budget, which is the decision of most items.
static void note_budgets(Programme *programme)
{
    for (size_t i = 0; i < programme->group->count; i++) {
        const Book *book = programme->group->cases[i]->book;
        table_note(programme->arena, programme->table, NOTE_OF_TABLE, "%.*s: %.*s",
                   STR_ARG(year_format(programme->arena, book->year)),
                   STR_ARG(status_of(programme->arena, book, STAGE_BUDGET)));
    }
}

static void add_item(Programme *programme, const Row *from)
{
    Arena    *arena = programme->arena;
    Table    *table = programme->table;
    size_t    years = programme->group->count;
    size_t    at = table->row_count;
    Term     *terms = ARENA_ARRAY(arena, Term, years);
    TableRow *row = table_row(arena, table, STYLE_BODY, from->id, from->label);
    bool      any = false;
    for (size_t i = 0; i < years; i++) {
        row->cells[i] = budget_of(programme, programme->group->cases[i], from->id);
        terms[i] = (Term){at, i, 1, NULL};
        any |= row->cells[i].type != CELL_EMPTY;
    }
    if (!any) {
        table->row_count--; // It was never given anything.
        return;
    }
    row->cells[years + TOTAL] = cell_of_terms(arena, table, terms, years);
    row->cells[years + SOURCE] = cell_of_text(source_of(programme, from->id));
    row->cells[years + DECISION] = cell_of_text(decisions_of(programme, row));
}

static void add_items(Programme *programme)
{
    Index seen = index_new(programme->arena);
    for (size_t i = 0; i < programme->group->count; i++) {
        const Book *book = programme->group->cases[i]->book;
        for (size_t j = 0; j < book->row_count; j++) {
            Row *row = book->rows[j];
            if (row->kind != ROW_SCHEME || index_add(&seen, row->id, row)) continue;
            add_item(programme, row);
        }
    }
}

static void add_total(Programme *programme)
{
    Table  *table = programme->table;
    size_t  count = table->row_count;
    size_t *rows = ARENA_ARRAY(programme->arena, size_t, count);
    for (size_t i = 0; i < count; i++) rows[i] = i;
    TableRow *total = table_row(programme->arena, table, STYLE_TOTAL, STR("total"), STR("Total"));
    for (size_t i = 0; i <= programme->group->count + TOTAL; i++) {
        total->cells[i] = cell_of_rows(programme->arena, table, i, rows, count);
    }
}

// What each reserve has left when a year ends, as the table of reserves has it.
static void add_reserves(Programme *programme, const Table *reserves)
{
    Arena *arena = programme->arena;
    bool   any = false;
    for (size_t i = 0; i < reserves->row_count; i++) {
        const TableRow *from = &reserves->rows[i];
        if (from->style != STYLE_HEAD) continue;
        if (!any) {
            table_row(arena, programme->table, STYLE_HEAD, STR("left"),
                      STR("Left in reserves at the end of the year"));
        }
        any = true;
        TableRow *row = table_row(arena, programme->table, STYLE_BODY,
                                  str_format(arena, "left-%.*s", STR_ARG(from->id)), from->label);
        row->depth = 1;
        for (size_t j = 0; j < programme->group->count; j++) {
            Str year = group_year_id(arena, programme->group, j);
            Str id = str_format(arena, "%.*s-%.*s", STR_ARG(from->id), STR_ARG(year));
            row->cells[j] = cell_of_table(arena, reserves, id, "left");
        }
    }
}

// Years that are not next to each other, or not linked, make no programme by themselves.
static void note_gaps(Programme *programme)
{
    for (size_t i = 1; i < programme->group->count; i++) {
        const Book *before = programme->group->cases[i - 1]->book;
        const Book *after = programme->group->cases[i]->book;
        Arena      *arena = programme->arena;
        if (after->previous && after->previous->source == before->source) continue;
        bool gap = after->year.start > before->year.start + 1;
        table_note(arena, programme->table, NOTE_OF_TABLE, "%.*s does not follow on %.*s: %s.",
                   STR_ARG(year_format(arena, after->year)),
                   STR_ARG(year_format(arena, before->year)),
                   gap ? "there is no book of the years between"
                       : "its book does not name the other's as its previous one");
    }
}

static Table *make_programme(Arena *arena, const Group *group)
{
    static const ColumnSpec own[OWN_COLUMN_COUNT] = {
        [TOTAL] = {"total", "Total", CELL_MONEY},
        [SOURCE] = {"source", "Funding source", CELL_TEXT},
        [DECISION] = {"decision", "Decision", CELL_TEXT},
    };
    size_t      years = group->count;
    size_t      most = 2;
    ColumnSpec *columns = ARENA_ARRAY(arena, ColumnSpec, years + OWN_COLUMN_COUNT);
    for (size_t i = 0; i < years; i++) {
        const Book *book = group->cases[i]->book;
        Str         id = str_format(arena, "year-%.*s", STR_ARG(group_year_id(arena, group, i)));
        columns[i] = (ColumnSpec){id.data, group_year_label(arena, group, i).data, CELL_MONEY};
        most += book->row_count + book->line_count;
    }
    for (size_t i = 0; i < OWN_COLUMN_COUNT; i++) columns[years + i] = own[i];
    Table    *table = table_of(arena, "programme", columns, years + OWN_COLUMN_COUNT, most);
    Programme programme = {arena, group, table};
    table_entitle_group(arena, table, group, "Programme");
    table->heading = STR("Item");
    table->watch = WATCH_FIGURES;
    table->about = STR("What each item is budgeted to spend, year by year, from what and on whose "
                       "decision. Amounts in pounds (£).");
    add_items(&programme);
    add_total(&programme);
    const Table *reserves = group_table(arena, group, &report_reserves);
    add_reserves(&programme, reserves ? reserves : report_reserves.of_board(arena, group));
    note_budgets(&programme);
    note_gaps(&programme);
    return table;
}

const Report report_programme = {
    .name = "programme",
    .summary = "several years of a board: item by year, source, decision, reserves",
    .of_board = make_programme,
    .published = true,
};
