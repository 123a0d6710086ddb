// What the columns of a table look like: their headings, and what stands in them.
#include <string.h>

#include "base/index.h"
#include "base/text.h"
#include "survey/reading.h"

static const Printed *body_cell(const Reading *reading, size_t row, const TableColumn *column)
{
    return paper_cell(reading->paper, row, column->at);
}

static bool stands_lower(const Reading *reading, size_t row, size_t column)
{
    for (size_t below = row + 1; below < reading->extent.body_row; below++) {
        Str text = paper_cell(reading->paper, below, column)->text;
        if (text.len && !words_say_unit(reading->arena, text)) return true;
    }
    return false;
}

// Groups of columns have one width: the last of them, after which nothing tells where it
// ends, is as wide as the one before it.
static bool in_group(const Reading *reading, size_t row, size_t start, size_t column)
{
    size_t before = start;
    for (size_t right = column; right <= reading->extent.last_column; right++) {
        if (paper_heading(reading->paper, row, right).len) return true;
    }
    while (before > reading->extent.first_column &&
           !paper_heading(reading->paper, row, before - 1).len) {
        before--;
    }
    if (before == reading->extent.first_column) return true; // The only one.
    bool group = stands_lower(reading, row, before - 1);
    return !group || column - start < start - (before - 1);
}

// The text over a column in one row of the heading. One that heads a group stands
// over its first column alone where cells are not merged.
static Str heading_in(const Reading *reading, size_t row, size_t column)
{
    Str own = paper_heading(reading->paper, row, column);
    if (own.len || !stands_lower(reading, row, column)) return own;
    for (size_t left = column; left > reading->extent.first_column; left--) {
        Str text = paper_heading(reading->paper, row, left - 1);
        if (!text.len) continue;
        bool covers =
            stands_lower(reading, row, left - 1) && in_group(reading, row, left - 1, column);
        return covers ? text : STR("");
    }
    return STR("");
}

static void read_heading(Reading *reading, TableColumn *column)
{
    Text             all = text_new(reading->arena);
    Str              before = STR("");
    const KnownLine *alone = NULL; // Where only a lone word such as "BCF" or "NHS" says so.
    for (size_t row = reading->extent.first_row; row < reading->extent.body_row; row++) {
        Str text = heading_in(reading, row, column->at);
        if (!text.len || str_equal(text, before)) continue;
        text_addf(&all, "%s%.*s", all.len ? " " : "", STR_ARG(text));
        before = text;
        const KnownLine *sure = words_line(reading->arena, text, false);
        const KnownLine *known = sure ? sure : words_line(reading->arena, text, true);
        if (sure) column->known = sure;
        else if (known) alone = known;
        bool measure = words_measure(reading->arena, text) != MEASURE_NONE;
        if (words_say_unit(reading->arena, text) || (measure && !known && column->name.len))
            continue;
        column->name = printed_without_marks(reading->arena, text);
    }
    column->heading = printed_without_marks(reading->arena, text_str(&all));
    if (!column->known) column->known = words_line(reading->arena, column->heading, false);
    if (!column->known) column->known = alone;
    if (!column->known) column->known = words_line(reading->arena, column->heading, true);
    column->measure = words_measure(reading->arena, column->heading);
    column->year_count = words_years(column->heading, column->years, 4);
    bool total = words_say_total(reading->arena, column->heading);
    if (total && words_line(reading->arena, column->heading, false) != column->known) {
        column->known = NULL; // "Total BCF" is no line.
    }
}

// What stands in the columns.

static void count_cells(const Reading *reading, TableColumn *column)
{
    Index seen = index_new(reading->arena);
    for (size_t row = reading->extent.body_row; row <= reading->extent.last_row; row++) {
        const Printed *cell = body_cell(reading, row, column);
        bool           again = extent_repeats_heading(reading->paper, &reading->extent, row);
        if (again) continue;
        if (cell->kind == PRINTED_TEXT) {
            column->texts++;
            column->distinct += !index_add(&seen, cell->text, column);
        } else if (cell->kind == PRINTED_PERCENT) {
            column->percents++;
        } else if (cell->kind != PRINTED_BLANK) {
            column->amounts++;
        }
    }
}

#define COUNTED_MAX INT64_C(1000000) // In thousandths: no table has more rows than 1,000.

// 1, 2, 3, or 1.1, 1.2: each above the last, and small.
static bool counts_up(const Reading *reading, const TableColumn *column)
{
    int64_t before = 0;
    size_t  seen = 0;
    for (size_t row = reading->extent.body_row; row <= reading->extent.last_row; row++) {
        const Printed *cell = body_cell(reading, row, column);
        if (cell->kind != PRINTED_AMOUNT) continue;
        if (cell->number.mantissa > COUNTED_MAX) return false;
        int64_t value = cell->number.mantissa * 1000;
        for (int i = 0; i < cell->number.decimals && i < 3; i++) value /= 10;
        if (value <= before || value > COUNTED_MAX) return false;
        before = value;
        seen++;
    }
    return seen >= 2;
}

static bool is_reference(const Reading *reading, const TableColumn *column)
{
    if (column->amounts == 0) return false;
    if (words_say_reference(reading->arena, column->heading)) return true;
    bool left = column->at == reading->extent.first_column;
    return left && !column->known && column->measure == MEASURE_NONE && counts_up(reading, column);
}

static size_t count_lines(const Reading *reading, const TableColumn *column)
{
    size_t lines = 0;
    for (size_t row = reading->extent.body_row; row <= reading->extent.last_row; row++) {
        const Printed *cell = body_cell(reading, row, column);
        if (cell->kind == PRINTED_TEXT) {
            lines += words_line(reading->arena, cell->text, true) != NULL;
        }
    }
    return lines;
}

// By its cells, which nearly all name lines, few of them; or by its heading, when they
// name any, or few.
static bool names_lines(const Reading *reading, const TableColumn *column)
{
    size_t lines = count_lines(reading, column);
    bool   few = column->distinct * 2 <= column->texts + 4;
    bool   headed = words_say_source(reading->arena, column->heading);
    return headed ? lines >= 1 || few : few && lines >= 2 && lines * 10 >= column->texts * 7;
}

// "30,000 (est.)" under the name of a line is no name and no note.
static bool holds_figures(const Reading *reading, const TableColumn *column)
{
    size_t figures = 0;
    for (size_t row = reading->extent.body_row; row <= reading->extent.last_row; row++) {
        const Printed *cell = body_cell(reading, row, column);
        size_t         digits = 0;
        for (size_t i = 0; i < cell->text.len; i++)
            digits += cell->text.data[i] >= '0' && cell->text.data[i] <= '9';
        figures += cell->kind == PRINTED_TEXT && digits >= 3;
    }
    return column->known && figures * 2 > column->texts;
}

static void classify_by_content(Reading *reading, TableColumn *column)
{
    if (column->amounts == 0 && column->texts == 0 && column->percents == 0) {
        column->role = COLUMN_EMPTY;
    } else if (is_reference(reading, column)) {
        column->role = COLUMN_REFERENCE;
        column->because = STR("numbers of rows");
    } else if (column->texts > column->amounts + column->percents &&
               !holds_figures(reading, column)) {
        column->role = COLUMN_TEXT;
        column->fact = words_fact(reading->arena, column->heading);
        if (column->fact < FACT_COUNT) column->role = COLUMN_FACT;
    } else {
        column->role = COLUMN_AMOUNT;
        if (column->percents > column->amounts) column->measure = MEASURE_PERCENT;
    }
}

// The column of names: one that is headed so, else the one with most to say.
static size_t label_score(const Reading *reading, const TableColumn *column)
{
    if (column->role != COLUMN_TEXT) return 0;
    if (words_say_reference(reading->arena, column->heading)) return 1;
    size_t most = reading->extent.last_row - reading->extent.body_row + 2;
    return words_say_scheme(reading->arena, column->heading) * most + column->distinct + 2;
}

static bool find_label_column(Reading *reading)
{
    size_t best = 0;
    for (size_t i = 0; i < reading->column_count; i++) {
        size_t score = label_score(reading, &reading->columns[i]);
        if (score <= best) continue; // The first of equals.
        best = score;
        reading->label_column = i;
    }
    for (size_t i = 0; i < reading->column_count; i++) {
        const TableColumn *column = &reading->columns[i];
        Str                key =
            str_format(reading->arena, "column-%.*s", STR_ARG(reading_column_name(reading, i)));
        bool said = str_is(reading_said(reading, key, NULL, 0), "scheme");
        bool only = best == 0 && column->role == COLUMN_FACT; // "Area of spend" names them.
        if (!said && !only) continue;
        best = 1;
        reading->label_column = i;
        if (said) break;
    }
    if (best == 0) return false;
    reading->columns[reading->label_column].role = COLUMN_LABEL;
    reading->columns[reading->label_column].because = STR("names of schemes");
    return true;
}

// Whether a column names the block of each row, left of the names of schemes: its texts
// come in runs, each once, and a run has two rows at least on the average.
static bool names_blocks(const Reading *reading, const TableColumn *column)
{
    Index  seen = index_new(reading->arena);
    Str    before = STR("");
    size_t runs = 0;
    size_t rows = 0;
    for (size_t row = reading->extent.body_row; row <= reading->extent.last_row; row++) {
        const TableColumn *label = &reading->columns[reading->label_column];
        Str                text = paper_heading(reading->paper, row, column->at);
        rows += body_cell(reading, row, label)->kind == PRINTED_TEXT;
        if (text.len == 0 || str_equal(text, before) || words_say_total(reading->arena, text)) {
            continue;
        }
        if (index_add(&seen, text, &seen)) return false;
        before = text;
        runs++;
    }
    return runs >= 2 && rows >= runs * 2;
}

static void find_block_column(Reading *reading)
{
    reading->block_column = SIZE_MAX;
    for (size_t i = 0; i < reading->label_column; i++) {
        TableColumn *column = &reading->columns[i];
        if (column->role != COLUMN_TEXT || !names_blocks(reading, column)) continue;
        column->role = COLUMN_BLOCK;
        column->because = STR("the block of each row");
        reading->block_column = i;
        return;
    }
}

static void find_source_column(Reading *reading)
{
    size_t texts = 0; // Where there is one, it has the names.
    reading->source_column = SIZE_MAX;
    for (size_t i = 0; i < reading->column_count; i++) {
        texts += reading->columns[i].role == COLUMN_TEXT;
    }
    if (texts < 2) return;
    for (size_t i = 0; i < reading->column_count; i++) {
        TableColumn *column = &reading->columns[i];
        bool         reference = words_say_reference(reading->arena, column->heading);
        if (column->role != COLUMN_TEXT || reference) continue;
        if (!names_lines(reading, column)) continue;
        column->role = COLUMN_SOURCE;
        column->because = STR("the funding line of each row");
        reading->source_column = i;
        return;
    }
}

// The measure that a cell says and nothing else: "Budget", "Outturn".
static Measure measure_of_row(const Reading *reading, const TableColumn *column, size_t row)
{
    static const char *const words[] = {"budget", "outturn", "actual", "actuals",
                                        "plan",   "spend",   "spent",  "forecast"};
    Str folded = words_folded(reading->arena, body_cell(reading, row, column)->text);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (str_is(folded, words[i])) return words_measure(reading->arena, folded);
    }
    return MEASURE_NONE;
}

// Rows that are budget and outturn of one scheme in turn are no rows of a book.
static bool refuse_turns(const Reading *reading)
{
    for (size_t i = 0; i < reading->column_count; i++) {
        const TableColumn *column = &reading->columns[i];
        size_t             budgets = 0;
        size_t             others = 0;
        for (size_t row = reading->extent.body_row; row <= reading->extent.last_row; row++) {
            Measure measure = measure_of_row(reading, column, row);
            budgets += measure == MEASURE_BUDGET;
            others += measure != MEASURE_BUDGET && measure != MEASURE_NONE;
        }
        if (budgets < 2 || others < 2) continue;
        Diag *found = diag(reading->diags, DIAG_TABLE_UNCLEAR,
                           paper_span(reading->paper, reading->extent.body_row, column->at),
                           "the rows are the budget of a scheme and what was spent on it, in turn");
        diag_help(reading->diags, found,
                  "put them side by side, a row for each scheme and a column for each, and "
                  "import that");
        return true;
    }
    return false;
}

bool reading_headings(Reading *reading)
{
    const Extent *extent = &reading->extent;
    reading->column_count = extent->last_column - extent->first_column + 1;
    reading->columns = ARENA_ARRAY(reading->arena, TableColumn, reading->column_count);
    for (size_t i = 0; i < reading->column_count; i++) {
        TableColumn *column = &reading->columns[i];
        *column =
            (TableColumn){.at = extent->first_column + i, .line = NO_LINE, .fact = FACT_COUNT};
        read_heading(reading, column);
        count_cells(reading, column);
        classify_by_content(reading, column);
    }
    if (refuse_turns(reading)) return false;
    find_source_column(reading);
    if (find_label_column(reading)) {
        find_block_column(reading);
        return true;
    }
    Span  span = paper_span(reading->paper, extent->first_row, extent->first_column);
    Diag *found = diag(reading->diags, DIAG_TABLE_UNCLEAR, span,
                       "no column of the table has names of schemes");
    diag_help(reading->diags, found,
              "a table to import has a row for each scheme, with its name, and its funding lines "
              "as columns or in a column of sources");
    return false;
}
