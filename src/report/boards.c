// Many boards: the state of each book, and a roll-up of their reconciliations by line,
// year and board.
#include <stdint.h>

#include "post/continuity.h"
#include "report/cells.h"

// The state of each book.

enum {
    YEAR,
    STAGE,
    CONTRIBUTIONS,
    BUDGET,
    OUTTURN,
    STATE,
    BREAKS,
    ROUNDING,
    WAIVED,
    NOT_TESTED,
    FLAGS,
    FINDING,
    BOOK,
    COLUMN_COUNT
};

static void set_counts(TableRow *row, const Reconciliation *found)
{
    size_t counts[OUTCOME_COUNT] = {0};
    size_t flags = 0;
    Str    finding = STR("");
    for (size_t i = 0; i < found->check_count; i++) {
        const CheckResult *check = &found->checks[i];
        if (check->idle) continue;
        counts[check->outcome]++;
        for (size_t j = 0; finding.len == 0 && j < check->finding_count; j++) {
            if (check->findings[j].outcome == OUTCOME_BREAK) finding = check->findings[j].text;
        }
    }
    for (size_t i = 0; i < found->flag_count; i++) flags += found->flags[i].finding.len > 0;
    row->cells[STATE] = cell_text(counts[OUTCOME_BREAK] ? STR("BREAKS") : STR("reconciles"));
    row->cells[BREAKS] = cell_count((int64_t)counts[OUTCOME_BREAK]);
    row->cells[ROUNDING] = cell_count((int64_t)counts[OUTCOME_ROUNDING]);
    row->cells[WAIVED] = cell_count((int64_t)counts[OUTCOME_WAIVED]);
    row->cells[NOT_TESTED] = cell_count((int64_t)counts[OUTCOME_NOT_TESTED]);
    row->cells[FLAGS] = cell_count((int64_t)flags);
    row->cells[FINDING] = cell_of_text(finding);
}

static void add_book(Arena *arena, Table *table, const Case *of)
{
    const Book  *book = of->book;
    const Table *reconciled = case_table(arena, of, &report_reconciliation);
    TableRow    *row =
        table_row(arena, table, STYLE_BODY, book->source->path, board_short_name(book->board));
    row->cells[BOOK] = cell_text(book->source->path);
    row->cells[YEAR] = cell_text(year_format(arena, book->year));
    row->cells[STAGE] = cell_text(str_from(stage_names[book->stage]));
    row->cells[CONTRIBUTIONS] = cell_of_table(arena, reconciled, STR("total"), "contributions");
    row->cells[BUDGET] = cell_of_table(arena, reconciled, STR("total"), "current-budget");
    row->cells[OUTTURN] = cell_of_table(arena, reconciled, STR("total"), "outturn");
    set_counts(row, of->reconciliation);
}

static Table *make_boards(Arena *arena, const Group *group)
{
    static const ColumnSpec columns[COLUMN_COUNT] = {
        [YEAR] = {"of-year", "Year", CELL_TEXT},
        [STAGE] = {"stage", "Stage", CELL_TEXT},
        [CONTRIBUTIONS] = {"contributions", "Contributions", CELL_MONEY},
        [BUDGET] = {"budget", "Current budget", CELL_MONEY},
        [OUTTURN] = {"outturn", "Outturn", CELL_MONEY},
        [STATE] = {"state", "State", CELL_TEXT},
        [BREAKS] = {"breaks", "Breaks", CELL_COUNT},
        [ROUNDING] = {"rounding", "Rounding", CELL_COUNT},
        [WAIVED] = {"waived", "Waived", CELL_COUNT},
        [NOT_TESTED] = {"not-tested", "Not tested", CELL_COUNT},
        [FLAGS] = {"flags", "Flags", CELL_COUNT},
        [FINDING] = {"finding", "First break", CELL_TEXT},
        [BOOK] = {"book", "Book", CELL_TEXT},
    };
    Table *table =
        table_of(arena, "boards", columns, COLUMN_COUNT, group->count + group->unread_count);
    table_entitle_group(arena, table, group, "Books");
    table->heading = STR("Board");
    table->filtered = true;
    table->watch = WATCH_FIGURES;
    table->about = STR("Every book that was looked at, and the state of its checks. Amounts in "
                       "pounds (£).");
    for (size_t i = 0; i < group->count; i++) add_book(arena, table, group->cases[i]);
    for (size_t i = 0; i < group->unread_count; i++) {
        Str path = group->unread[i];
        table_row(arena, table, STYLE_BODY, path, path)->cells[STATE] =
            cell_text(STR("could NOT BE READ"));
    }
    return table;
}

const Report report_boards = {
    .name = "boards",
    .summary = "every book, and the state of its checks",
    .of_run = make_boards,
};

// The roll-up.

#define TEXT_COLUMNS 2 // Line and year, before those of the reconciliation.

typedef struct {
    Arena       *arena;
    const Group *group;
    Table       *table;
    Year        *years; // Ascending, each once.
    size_t       year_count;
    size_t     **subtotals; // By year: rows of the table.
    size_t      *subtotal_counts;
    Index        ids;
} RollUp;

// The id of a row, or that and a number where another project has a row of it.
static Str free_id(Arena *arena, Index *ids, Str wish)
{
    static char taken;
    Str         id = wish;
    for (size_t number = 2; index_add(ids, id, &taken); number++) {
        id = str_format(arena, "%.*s-%zu", STR_ARG(wish), number);
    }
    return id;
}

// Of the national year pack, and so the same everywhere.
static bool is_national(const Book *book, const Line *line)
{
    return book->pack && line->index < book->pack->line_count;
}

static void find_years(RollUp *roll)
{
    roll->years = ARENA_ARRAY(roll->arena, Year, roll->group->count);
    for (size_t i = 0; i < roll->group->count; i++) {
        Year   year = roll->group->cases[i]->book->year;
        size_t at = 0;
        while (at < roll->year_count && roll->years[at].start < year.start) at++;
        if (at < roll->year_count && roll->years[at].start == year.start) continue;
        for (size_t j = roll->year_count++; j > at; j--) roll->years[j] = roll->years[j - 1];
        roll->years[at] = year;
    }
}

// "northshire" of "schemes/northshire.yaml".
static Str board_id(const Board *board)
{
    Str    path = board->source->path;
    size_t start = path.len;
    size_t end = path.len;
    while (start > 0 && path.data[start - 1] != '/') start--;
    while (end > start && path.data[end - 1] != '.') end--;
    return str_from_to(path, start, end > start ? end - 1 : path.len);
}

static void add_line_of(RollUp *roll, const Case *of, const Line *line, bool national)
{
    Arena       *arena = roll->arena;
    const Book  *book = of->book;
    const Table *from = case_table(arena, of, &report_reconciliation);
    Str          board = board_short_name(book->board);
    Str          year = year_id(arena, book->year);
    Str          id = str_format(arena, "%.*s-%.*s-%.*s", STR_ARG(line->id), STR_ARG(year),
                                 STR_ARG(board_id(book->board)));
    Str          label =
        national ? board : str_format(arena, "%.*s: %.*s", STR_ARG(board), STR_ARG(line->name));
    TableRow *row =
        table_row(arena, roll->table, STYLE_BODY, free_id(arena, &roll->ids, id), label);
    row->depth = 1;
    row->cells[0] = cell_text(line->heading);
    row->cells[1] = cell_text(year_format(arena, book->year));
    for (size_t i = TEXT_COLUMNS; i < roll->table->column_count; i++) {
        row->cells[i] = cell_of_table(arena, from, line->id, roll->table->columns[i].id.data);
    }
}

// One year of a national line, or of all local ones: a row a board, and what they come to.
static void add_year(RollUp *roll, size_t year, Str line_id, Str heading)
{
    Arena *arena = roll->arena;
    Table *table = roll->table;
    size_t first = table->row_count;
    Year   own = roll->years[year];
    for (size_t i = 0; i < roll->group->count; i++) {
        const Case *of = roll->group->cases[i];
        const Book *book = of->book;
        if (book->year.start != own.start) continue;
        for (size_t j = 0; j < book->line_count; j++) {
            const Line *line = &book->lines[j];
            bool        national = is_national(book, line);
            bool        wanted = line_id.len ? national && str_equal(line->id, line_id) : !national;
            if (wanted && line_had_money(of->ledger, line)) {
                add_line_of(roll, of, line, national);
            }
        }
    }
    size_t count = table->row_count - first;
    if (count == 0) return;
    size_t *rows = ARENA_ARRAY(arena, size_t, count);
    for (size_t i = 0; i < count; i++) rows[i] = first + i;
    Str id = line_id.len ? line_id : STR("local");
    Str shown = year_format(arena, own);
    roll->subtotals[year][roll->subtotal_counts[year]++] = table->row_count;
    TableRow *row =
        table_row(arena, table, STYLE_SUBTOTAL,
                  str_format(arena, "%.*s-%.*s", STR_ARG(id), STR_ARG(year_id(arena, own))),
                  str_format(arena, "%.*s %.*s", STR_ARG(heading), STR_ARG(shown)));
    row->cells[1] = cell_text(shown);
    for (size_t i = TEXT_COLUMNS; i < table->column_count; i++) {
        row->cells[i] = cell_of_rows(arena, table, i, rows, count);
    }
}

static void add_line(RollUp *roll, Str id, Str name)
{
    size_t before = roll->table->row_count;
    table_row(roll->arena, roll->table, STYLE_HEAD, id.len ? id : STR("local"), name);
    for (size_t i = 0; i < roll->year_count; i++) add_year(roll, i, id, name);
    if (roll->table->row_count == before + 1) roll->table->row_count = before; // Nothing of it.
}

static void add_lines(RollUp *roll)
{
    Index seen = index_new(roll->arena);
    for (size_t i = 0; i < roll->group->count; i++) {
        const Book *book = roll->group->cases[i]->book;
        for (size_t j = 0; j < book->line_count; j++) {
            Line *line = &book->lines[j];
            if (!is_national(book, line) || index_add(&seen, line->id, line)) continue;
            add_line(roll, line->id, line->name);
        }
    }
    add_line(roll, STR(""), STR("Local lines"));
}

static void add_totals(RollUp *roll)
{
    Arena *arena = roll->arena;
    Table *table = roll->table;
    for (size_t year = 0; year < roll->year_count; year++) {
        if (roll->subtotal_counts[year] == 0) continue; // Nothing of it.
        Str       shown = year_format(arena, roll->years[year]);
        TableRow *row =
            table_row(arena, table, STYLE_TOTAL,
                      str_format(arena, "total-%.*s", STR_ARG(year_id(arena, roll->years[year]))),
                      str_format(arena, "All lines %.*s", STR_ARG(shown)));
        row->cells[1] = cell_text(shown);
        for (size_t i = TEXT_COLUMNS; i < table->column_count; i++) {
            row->cells[i] =
                cell_of_rows(arena, table, i, roll->subtotals[year], roll->subtotal_counts[year]);
        }
    }
}

// What has no outturn yet adds nothing to what others spent.
static void note_stages(RollUp *roll)
{
    for (size_t year = 0; year < roll->year_count; year++) {
        size_t all = 0;
        size_t ended = 0;
        for (size_t i = 0; i < roll->group->count; i++) {
            const Book *book = roll->group->cases[i]->book;
            if (book->year.start != roll->years[year].start) continue;
            all++;
            ended += book->stage == STAGE_OUTTURN;
        }
        if (ended == 0 || ended == all) continue;
        table_note(roll->arena, roll->table, NOTE_OF_TABLE,
                   "%.*s: %zu of %zu books have no outturn yet. Outturn, residual and what became "
                   "of it are those of the others.",
                   STR_ARG(year_format(roll->arena, roll->years[year])), all - ended, all);
    }
}

static Table *roll_up_table(Arena *arena, const Group *group, size_t most)
{
    const Statement *like =
        statement_of(arena, group->cases[0]->ledger, &statement_reconciliation, 0);
    size_t width = like->column_count + TEXT_COLUMNS;
    Table *table = table_new(arena, "roll-up", width, most);
    table->columns[0] = (Column){STR("line"), STR("Funding line"), CELL_TEXT, STR("")};
    table->columns[1] = (Column){STR("of-year"), STR("Year"), CELL_TEXT, STR("")};
    for (size_t i = 0; i < like->column_count; i++) {
        const StatementColumn *from = &like->columns[i];
        table->columns[TEXT_COLUMNS + i] =
            (Column){from->id, from->label, CELL_MONEY, str_from(from->about ? from->about : "")};
    }
    table_entitle_group(arena, table, group, "Roll-up");
    table->heading = STR("Board");
    table->watch = WATCH_FIGURES;
    table->about = STR("Contributions, budgets and outturn of all books by funding line, year and "
                       "board. Amounts in pounds (£).");
    return table;
}

static Table *make_roll_up(Arena *arena, const Group *group)
{
    RollUp roll = {.arena = arena, .group = group, .ids = index_new(arena)};
    size_t lines = 1;
    find_years(&roll);
    for (size_t i = 0; i < group->count; i++) lines += group->cases[i]->book->line_count;
    roll.table = roll_up_table(arena, group, lines * 3 + (lines + 2) * roll.year_count);
    roll.subtotals = ARENA_ARRAY(arena, size_t *, roll.year_count);
    roll.subtotal_counts = ARENA_ARRAY(arena, size_t, roll.year_count);
    for (size_t i = 0; i < roll.year_count; i++) {
        roll.subtotals[i] = ARENA_ARRAY(arena, size_t, lines + 1);
    }
    add_lines(&roll);
    add_totals(&roll);
    note_stages(&roll);
    if (group->unread_count) {
        table_note(arena, roll.table, NOTE_OF_TABLE,
                   "%zu of %zu books could not be read, and are not in these sums: see the boards.",
                   group->unread_count, group->unread_count + group->count);
    }
    return roll.table;
}

const Report report_roll_up = {
    .name = "roll-up",
    .summary = "all books together, by funding line, year and board",
    .of_run = make_roll_up,
    .published = true,
};
