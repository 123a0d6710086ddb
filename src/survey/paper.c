#include "survey/paper.h"

#include <string.h>

#include "base/cell_name.h"
#include "base/text.h"
#include "parse/sheet_source.h"

static int by_number(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

// Where a number stands in an ascending list, or where it would.
static size_t place_of(const uint32_t *numbers, size_t count, uint32_t number)
{
    size_t from = 0;
    size_t to = count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (by_number(numbers[middle], number) < 0) from = middle + 1;
        else to = middle;
    }
    return from;
}

static bool is_blank(const SpreadsheetCell *cell)
{
    if (cell->computed || cell->kind != SPREADSHEET_TEXT) return false;
    for (size_t i = 0; i < cell->text.len; i++) {
        if (!strchr(" \t\r\n", cell->text.data[i])) return false;
    }
    return true;
}

// The columns in use, ascending; false when there are too many.
static bool find_columns(Arena *arena, Paper *paper, Str *why)
{
    bool *used = ARENA_ARRAY(arena, bool, SPREADSHEET_COLUMN_MAX);
    for (size_t i = 0; i < paper->sheet->cell_count; i++) {
        const SpreadsheetCell *cell = &paper->sheet->cells[i];
        if (!is_blank(cell)) used[cell->column] = true;
    }
    paper->columns = ARENA_ARRAY(arena, uint32_t, PAPER_COLUMN_MAX);
    for (uint32_t column = 0; column < SPREADSHEET_COLUMN_MAX; column++) {
        if (!used[column]) continue;
        if (paper->column_count == PAPER_COLUMN_MAX) {
            *why = str_format(arena, "something stands in more than %d columns", PAPER_COLUMN_MAX);
            return false;
        }
        paper->columns[paper->column_count++] = column;
    }
    return true;
}

static bool find_rows(Arena *arena, Paper *paper, Str *why)
{
    paper->rows = ARENA_ARRAY(arena, uint32_t, PAPER_ROW_MAX);
    for (size_t i = 0; i < paper->sheet->cell_count; i++) {
        const SpreadsheetCell *cell = &paper->sheet->cells[i];
        bool same = paper->row_count && paper->rows[paper->row_count - 1] == cell->row;
        if (same || is_blank(cell)) continue;
        // A file that nests its rows has cells in no order.
        if (paper->row_count && paper->rows[paper->row_count - 1] > cell->row) {
            *why = STR("its rows are in no order");
            return false;
        }
        if (paper->row_count == PAPER_ROW_MAX) {
            *why = str_format(arena, "something stands in more than %d rows", PAPER_ROW_MAX);
            return false;
        }
        paper->rows[paper->row_count++] = cell->row;
    }
    return true;
}

static void mark_merged(const uint32_t *numbers, size_t count, uint32_t first, uint32_t last,
                        bool *merged)
{
    size_t start = place_of(numbers, count, first);
    size_t end = place_of(numbers, count, last + 1);
    memset(merged + start, true, (end - start) * sizeof *merged);
}

// Most cells are in no merged row or no merged column: only for the others are the areas,
// of which there may be thousands, looked through.
static void find_merged(Arena *arena, Paper *paper)
{
    paper->merged_rows = ARENA_ARRAY(arena, bool, paper->row_count);
    paper->merged_columns = ARENA_ARRAY(arena, bool, paper->column_count);
    for (size_t i = 0; i < paper->sheet->merged_count; i++) {
        const SpreadsheetArea *area = &paper->sheet->merged[i];
        mark_merged(paper->rows, paper->row_count, area->first_row, area->last_row,
                    paper->merged_rows);
        mark_merged(paper->columns, paper->column_count, area->first_column, area->last_column,
                    paper->merged_columns);
    }
}

bool paper_read(Arena *arena, const SpreadsheetSheet *sheet, const Source *source, Paper *paper,
                Str *why)
{
    *paper = (Paper){.sheet = sheet, .source = source};
    if (!find_rows(arena, paper, why) || !find_columns(arena, paper, why)) return false;
    find_merged(arena, paper);
    paper->cells = ARENA_ARRAY(arena, Printed, paper->row_count * paper->column_count + 1);
    for (size_t i = 0; i < sheet->cell_count; i++) {
        const SpreadsheetCell *cell = &sheet->cells[i];
        if (is_blank(cell)) continue;
        size_t row = place_of(paper->rows, paper->row_count, cell->row);
        size_t column = place_of(paper->columns, paper->column_count, cell->column);
        paper->cells[row * paper->column_count + column] = printed_read(arena, cell);
    }
    return true;
}

const Printed *paper_cell(const Paper *paper, size_t row, size_t column)
{
    return &paper->cells[row * paper->column_count + column];
}

Span paper_span(const Paper *paper, size_t row, size_t column)
{
    return sheet_span(paper->source, paper->rows[row], paper->columns[column]);
}

Str paper_name(Arena *arena, const Paper *paper, size_t row, size_t column)
{
    return cell_name(arena, paper->rows[row], paper->columns[column]);
}

static const SpreadsheetArea *merged_at(const Paper *paper, size_t row, size_t column)
{
    uint32_t r = paper->rows[row];
    uint32_t c = paper->columns[column];
    if (!paper->merged_rows[row] || !paper->merged_columns[column]) return NULL;
    for (size_t i = 0; i < paper->sheet->merged_count; i++) {
        const SpreadsheetArea *area = &paper->sheet->merged[i];
        if (r >= area->first_row && r <= area->last_row && c >= area->first_column &&
            c <= area->last_column) {
            return area;
        }
    }
    return NULL;
}

Str paper_heading(const Paper *paper, size_t row, size_t column)
{
    const SpreadsheetArea *area = merged_at(paper, row, column);
    if (!area) return paper_cell(paper, row, column)->text;
    size_t top = place_of(paper->rows, paper->row_count, area->first_row);
    size_t left = place_of(paper->columns, paper->column_count, area->first_column);
    bool   there = top < paper->row_count && left < paper->column_count &&
                 paper->rows[top] == area->first_row && paper->columns[left] == area->first_column;
    return there ? paper_cell(paper, top, left)->text : STR("");
}

size_t paper_merged_from(const Paper *paper, size_t row, size_t column)
{
    const SpreadsheetArea *area = merged_at(paper, row, column);
    size_t                 first = column;
    while (area && first > 0 && paper->columns[first - 1] >= area->first_column) first--;
    return first;
}

size_t paper_merged_to(const Paper *paper, size_t row, size_t column)
{
    const SpreadsheetArea *area = merged_at(paper, row, column);
    size_t                 last = column;
    while (area && last + 1 < paper->column_count &&
           paper->columns[last + 1] <= area->last_column) {
        last++;
    }
    return last;
}

size_t paper_merged_from_row(const Paper *paper, size_t row, size_t column)
{
    const SpreadsheetArea *area = merged_at(paper, row, column);
    size_t                 first = row;
    while (area && first > 0 && paper->rows[first - 1] >= area->first_row) first--;
    return first;
}

static bool is_hidden(const SpreadsheetRun *runs, size_t count, uint32_t number)
{
    for (size_t i = 0; i < count; i++) {
        if (number >= runs[i].first && number <= runs[i].last) return true;
    }
    return false;
}

bool paper_row_is_hidden(const Paper *paper, size_t row)
{
    return is_hidden(paper->sheet->hidden_rows, paper->sheet->hidden_row_count, paper->rows[row]);
}

bool paper_column_is_hidden(const Paper *paper, size_t column)
{
    return is_hidden(paper->sheet->hidden_columns, paper->sheet->hidden_column_count,
                     paper->columns[column]);
}
