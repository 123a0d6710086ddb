// The tables that have a picture beside them: small, and made of values of their
// own, because a spreadsheet draws nothing of a formula it has not computed. Each
// repeats a statement, and its live check says when they part.
#include <stdint.h>
#include <string.h>

#include "report/report.h"

#define STEPS_LEAST     10000 // Pence; steps that come to less are not worth a scale of their own.
#define SERIES_MAX      6     // More shades than that are not told apart.
#define BAR_CHARS_MAX   64
#define BARS_MAX        40  // More bars than that do not fit a page.
#define ALTERNATIVE_MAX 900 // Characters; a screen reader stops where the file format does.

// A table that repeats figures of `from`.
static Table *chart_table(Arena *arena, const char *report, const Table *from, size_t columns,
                          size_t rows)
{
    Table *table = table_new(arena, report, columns, rows);
    table->watch = WATCH_FIGURES;
    table->drawn_from = from;
    return table;
}

static void draw(Arena *arena, Table *table, Chart chart)
{
    Chart *kept = ARENA_NEW(arena, Chart);
    *kept = chart;
    table->chart = kept;
}

static void name_column(Table *table, size_t column, Str id, Str label, const char *about)
{
    table->columns[column] = (Column){id, label, CELL_MONEY, str_from(about)};
}

// A name too long for a bar is whole in the statement.
static TableRow *add_bar(Arena *arena, Table *table, Str id, Str label)
{
    return table_row(arena, table, STYLE_BODY, id, text_shortened(arena, label, BAR_CHARS_MAX));
}

// A row below the bars, that adds them up.
static void add_total(Arena *arena, Table *table, size_t columns)
{
    size_t    count = table->row_count;
    TableRow *total = table_row(arena, table, STYLE_TOTAL, STR("total"), STR("Total"));
    for (size_t column = 0; column < columns; column++) {
        Cell *cell = &total->cells[column];
        Term *terms = ARENA_ARRAY(arena, Term, count);
        *cell = (Cell){.type = CELL_MONEY, .origin = ORIGIN_TERMS, .terms = terms};
        cell->term_count = count;
        for (size_t row = 0; row < count; row++) {
            terms[row] = (Term){row, column, 1, NULL};
            cell->money = money_add(cell->money, table->rows[row].cells[column].money);
        }
    }
}

// "NHS minimum contribution £44,268,155; iBCF £19,024,460", as far as it goes.
static Str read_out(Arena *arena, const char *what, const Table *table, size_t column)
{
    Text text = text_new(arena);
    text_add(&text, str_from(what));
    for (size_t i = 0; i < table->row_count; i++) {
        const TableRow *row = &table->rows[i];
        if (row->style != STYLE_BODY || row->cells[column].type == CELL_EMPTY) continue;
        Str more = str_format(arena, "%s %.*s %.*s", i ? ";" : "", STR_ARG(row->label),
                              STR_ARG(money_pounds(arena, row->cells[column].money)));
        if (text_width(text_str(&text)) + text_width(more) > ALTERNATIVE_MAX) {
            text_add(&text, STR("; and more, in the table"));
            break;
        }
        text_add(&text, more);
    }
    text_add_char(&text, '.');
    return text_str(&text);
}

// The fund by line, and in each line by what it is for.

typedef struct {
    const Row *row; // Of the book's root; NULL for all that have no column of their own.
    size_t     at;  // In the budget's table.
} Use;

static Money budget_of(const Table *budget, size_t row)
{
    return budget->rows[row].cells[budget->column_count - 1].money;
}

// Whether so many others are larger that it has no place of its own.
static bool is_small(const Table *budget, const Use *uses, size_t count, size_t index)
{
    size_t larger = 0;
    if (count <= SERIES_MAX) return false;
    Money own = money_abs(budget_of(budget, uses[index].at));
    for (size_t i = 0; i < count; i++) {
        Money other = money_abs(budget_of(budget, uses[i].at));
        larger += other.pence > own.pence || (other.pence == own.pence && i < index);
    }
    return larger >= SERIES_MAX - 1;
}

static size_t find_uses(Arena *arena, const Case *of, const Table *budget, Use **out)
{
    const Book *book = of->book;
    Use        *uses = ARENA_ARRAY(arena, Use, book->row_count);
    size_t      count = 0;
    for (const Row *row = book->root->first; row; row = row->next) {
        uses[count++] = (Use){row, table_find_row(budget, row->id)};
    }
    *out = uses;
    return count;
}

static const char about_use[] = "What the line is budgeted for: a block, or a scheme outside any.";

// Columns by use; those that share the last are far smaller than the rest.
static void place_uses(Arena *arena, Table *table, const Table *budget, const Use *uses,
                       size_t count, size_t *columns)
{
    size_t placed = 0;
    Str    others = STR("others");
    for (size_t i = 0; i < count; i++) {
        const Row *row = uses[i].row;
        columns[i] = SERIES_MAX - 1;
        if (is_small(budget, uses, count, i)) continue;
        name_column(table, placed, row->id, row->heading.len ? row->heading : row->label,
                    about_use);
        columns[i] = placed++;
    }
    if (count <= SERIES_MAX) return;
    while (table_find_column(table, others) != SIZE_MAX) {
        others = str_format(arena, "all-%.*s", STR_ARG(others));
    }
    name_column(table, placed, others, STR("All other rows"), about_use);
}

static void add_to(Cell *cell, const Cell *more)
{
    if (more->type == CELL_EMPTY) return;
    cell->type = CELL_MONEY;
    cell->money = money_add(cell->money, more->money);
}

static Table *make_fund(Arena *arena, const Case *of)
{
    const Book  *book = of->book;
    const Table *budget = case_table(arena, of, &report_budget);
    Use         *uses = NULL;
    size_t       count = find_uses(arena, of, budget, &uses);
    size_t      *columns = ARENA_ARRAY(arena, size_t, count);
    size_t       series = count < SERIES_MAX ? count : SERIES_MAX;
    Table       *table = chart_table(arena, "fund", budget, series + 1, book->line_count + 1);
    table_entitle(arena, table, of, "The fund by line and use", STAGE_BUDGET);
    table->heading = STR("Funding line");
    table->about = STR("Each funding line, and what it is budgeted for. Amounts in pounds (£).");
    place_uses(arena, table, budget, uses, count, columns);
    name_column(table, series, STR("total"), STR("Total budget"), "All of the row.");
    for (size_t line = 0; line < book->line_count; line++) {
        TableRow *row = add_bar(arena, table, book->lines[line].id, book->lines[line].name);
        for (size_t i = 0; i < count; i++) {
            const Cell *from = &budget->rows[uses[i].at].cells[line];
            add_to(&row->cells[columns[i]], from);
            add_to(&row->cells[series], from);
        }
    }
    Str words = read_out(arena, "A bar for each funding line, in pieces by use:", table, series);
    Str title = str_format(arena, "What each funding line pays for, %.*s", STR_ARG(table->year));
    draw(arena, table,
         (Chart){.kind = CHART_STACKED, .title = title, .count = series, .alternative = words});
    add_total(arena, table, series + 1);
    return table;
}

// Budget against outturn, by scheme.

enum { BUDGET, OUTTURN, VARIANCE, VARIANCE_COLUMN_COUNT };

static const char *const ids[VARIANCE_COLUMN_COUNT] = {"budget", "outturn", "variance"};

static void copy_row(const Table *outturn, size_t at, TableRow *row)
{
    for (size_t i = 0; i < VARIANCE_COLUMN_COUNT; i++) {
        size_t column = table_find_column(outturn, str_from(ids[i]));
        add_to(&row->cells[i], &outturn->rows[at].cells[column]);
    }
}

// Whether its budget is among the largest, ties in print order.
static bool is_among(const Table *outturn, size_t at, size_t most)
{
    size_t column = table_find_column(outturn, STR("budget"));
    size_t larger = 0;
    Money  own = money_abs(outturn->rows[at].cells[column].money);
    for (size_t i = 0; i < outturn->row_count; i++) {
        if (outturn->rows[i].style != STYLE_BODY) continue;
        Money other = money_abs(outturn->rows[i].cells[column].money);
        larger += other.pence > own.pence || (other.pence == own.pence && i < at);
    }
    return larger < most;
}

static void add_schemes(Arena *arena, Table *table, const Table *outturn, size_t count)
{
    bool     all = count <= BARS_MAX;
    size_t   left = all ? 0 : count - (BARS_MAX - 1);
    TableRow others = {.cells = ARENA_ARRAY(arena, Cell, VARIANCE_COLUMN_COUNT)};
    for (size_t i = 0; i < outturn->row_count; i++) {
        const TableRow *from = &outturn->rows[i];
        if (from->style != STYLE_BODY) continue;
        bool      shown = all || is_among(outturn, i, BARS_MAX - 1);
        TableRow *row = shown ? add_bar(arena, table, from->id, from->label) : &others;
        copy_row(outturn, i, row);
    }
    if (left == 0) return;
    TableRow *row = table_row(arena, table, STYLE_BODY, STR("block"),
                              str_format(arena, "The %zu schemes with the smallest budgets", left));
    row->cells = others.cells;
}

static bool has_variance(const Table *table)
{
    for (size_t i = 0; i < table->row_count; i++) {
        if (table->rows[i].cells[VARIANCE].money.pence != 0) return true;
    }
    return false;
}

static Table *make_variance(Arena *arena, const Case *of)
{
    const Table *outturn = case_table(arena, of, &report_outturn);
    size_t       count = 0;
    for (size_t i = 0; i < outturn->row_count; i++) count += outturn->rows[i].style == STYLE_BODY;
    Table *table = chart_table(arena, "variance", outturn, VARIANCE_COLUMN_COUNT, BARS_MAX + 1);
    table_entitle(arena, table, of, "Budget against outturn", STAGE_OUTTURN);
    for (size_t i = 0; i < VARIANCE_COLUMN_COUNT; i++) {
        table->columns[i] = outturn->columns[table_find_column(outturn, str_from(ids[i]))];
    }
    table->columns[BUDGET].label = STR("Budget");
    table->heading = STR("Scheme");
    table->about = STR("What every scheme was given and what it spent. Variance is outturn less "
                       "budget. Amounts in pounds (£).");
    if (of->book->stage != STAGE_OUTTURN) {
        table_note(arena, table, NOTE_OF_TABLE, "The year has no outturn yet.");
        return table;
    }
    add_schemes(arena, table, outturn, count);
    Str title = str_format(arena, "Budget and outturn by scheme, %.*s%s", STR_ARG(table->year),
                           has_variance(table) ? "; variance beside the bars" : "");
    Str words = read_out(arena, "Two bars for each scheme, budget and outturn; variances:", table,
                         VARIANCE);
    draw(arena, table,
         (Chart){.kind = CHART_SIDE,
                 .title = title,
                 .count = 2,
                 .spoken = VARIANCE,
                 .alternative = words});
    add_total(arena, table, VARIANCE_COLUMN_COUNT);
    return table;
}

// From last year's fund to this year's, line by line.

enum { AMOUNT, FOOT, WHOLE, RISE, FALL, MOVEMENT_COLUMN_COUNT };

// One step from `from` by `amount`, hanging between the two.
static void add_step(Arena *arena, Table *table, Str id, Str label, Money from, Money amount)
{
    TableRow *row = add_bar(arena, table, id, label);
    bool      falls = amount.pence < 0;
    row->cells[AMOUNT] = cell_money(amount);
    row->cells[FOOT] = cell_money(falls ? money_add(from, amount) : from);
    row->cells[falls ? FALL : RISE] = cell_money(money_abs(amount));
}

static void add_whole(Arena *arena, Table *table, const char *id, Str label, Money amount)
{
    TableRow *row = table_row(arena, table, STYLE_BODY, str_from(id), label);
    row->cells[AMOUNT] = cell_money(amount);
    row->cells[WHOLE] = cell_money(amount);
}

// Where the scale begins: at nil, unless the steps would then be too small to
// see beside the wholes. The second is false where a bar would hang below nil.
static bool find_axis(const Table *table, Money *axis)
{
    int64_t lowest = INT64_MAX;
    int64_t highest = 0;
    int64_t unit = 1;
    for (size_t i = 0; i < table->row_count; i++) {
        const Cell *cells = table->rows[i].cells;
        bool        whole = cells[WHOLE].type != CELL_EMPTY;
        int64_t     low = whole ? cells[WHOLE].money.pence : cells[FOOT].money.pence;
        int64_t     high = low + cells[RISE].money.pence + cells[FALL].money.pence;
        lowest = low < lowest ? low : lowest;
        highest = high > highest ? high : highest;
    }
    if (lowest < 0) return false;
    *axis = (Money){0};
    if (highest - lowest > lowest / 4 || highest - lowest < STEPS_LEAST) return true;
    while (unit <= (highest - lowest) / 10) unit *= 10;
    int64_t from = lowest - (highest - lowest) / 2;
    *axis = (Money){from - from % unit};
    return true;
}

static void add_movements(Arena *arena, Table *table, const Case *of, const Table *contributions)
{
    size_t prior = table_find_column(contributions, STR("prior"));
    size_t current = table_find_column(contributions, STR("current"));
    size_t movement = table_find_column(contributions, STR("movement"));
    size_t total = table_find_row(contributions, STR("total"));
    Money  at = contributions->rows[total].cells[prior].money;
    add_whole(arena, table, "prior", contributions->columns[prior].label, at);
    for (size_t i = 0; i < total; i++) {
        const TableRow *from = &contributions->rows[i];
        if (from->cells[movement].type == CELL_EMPTY) continue;
        Money amount = from->cells[movement].money;
        add_step(arena, table, from->id, from->label, at, amount);
        at = money_add(at, amount);
    }
    assert(at.pence == contributions->rows[total].cells[current].money.pence);
    add_whole(arena, table, "current", year_format(arena, of->book->year), at);
}

static Table *make_movement(Arena *arena, const Case *of)
{
    static const ColumnSpec columns[] = {
        [AMOUNT] = {"amount", "Amount", CELL_MONEY}, [FOOT] = {"foot", "Bar begins at", CELL_MONEY},
        [WHOLE] = {"whole", "Total", CELL_MONEY},    [RISE] = {"rise", "Rise", CELL_MONEY},
        [FALL] = {"fall", "Fall", CELL_MONEY},
    };
    const Table *contributions = case_table(arena, of, &report_contributions);
    Table       *table =
        table_of(arena, "movement", columns, MOVEMENT_COLUMN_COUNT, contributions->row_count + 2);
    Money axis = {0};
    table->watch = WATCH_FIGURES;
    table->drawn_from = contributions;
    table_entitle(arena, table, of, "Movement of the fund to", STAGE_BUDGET);
    table->heading = STR("Step");
    table->about = STR("From last year's contributions to this year's, line by line. Amounts in "
                       "pounds (£).");
    if (!of->book->previous) {
        table_note(arena, table, NOTE_OF_TABLE, "The book names no previous book.");
        return table;
    }
    add_movements(arena, table, of, contributions);
    if (!find_axis(table, &axis)) {
        table_note(arena, table, NOTE_OF_TABLE, "A sum on the way is negative: there is no chart.");
        return table;
    }
    Str scale = str_format(arena, "; scale from %.*s", STR_ARG(money_pounds(arena, axis)));
    Str title =
        str_format(arena, "What each line adds, %.*s to %.*s%.*s", STR_ARG(table->rows[0].label),
                   STR_ARG(table->year), STR_ARG(axis.pence ? scale : STR("")));
    Str words =
        read_out(arena, "From one year's total to the next, a step for each line:", table, AMOUNT);
    draw(arena, table,
         (Chart){.kind = CHART_WATERFALL,
                 .title = title,
                 .first = FOOT,
                 .count = 4,
                 .axis_from = axis,
                 .alternative = words});
    return table;
}

const Report report_fund = {
    .name = "fund",
    .summary = "the fund by line and what each line is for, as a chart has it",
    .make = make_fund,
    .published = true,
};
const Report report_variance = {
    .name = "variance",
    .summary = "budget against outturn by scheme, as a chart has it",
    .make = make_variance,
    .published = true,
};
const Report report_movement = {
    .name = "movement",
    .summary = "from last year's fund to this year's, as a chart has it",
    .make = make_movement,
};
