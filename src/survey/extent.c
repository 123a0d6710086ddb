#include "survey/extent.h"

#include <string.h>

#include "base/text.h"
#include "survey/words.h"

#define LOOK_AHEAD 12 // Rows of amounts that tell which columns have amounts.

static bool is_amount(const Printed *cell)
{
    switch (cell->kind) {
    case PRINTED_AMOUNT:
    case PRINTED_NIL:
    case PRINTED_UNKNOWN:
    case PRINTED_PERCENT:
    case PRINTED_ERROR:
    case PRINTED_UNSAVED: return true;
    case PRINTED_BLANK:
    case PRINTED_TEXT:
    case PRINTED_DATE:
    default: return false;
    }
}

// "2022" over a column is a heading, not £2,022.
static bool is_year_number(const Printed *cell)
{
    return cell->kind == PRINTED_AMOUNT && cell->number.decimals == 0 &&
           cell->number.mantissa >= 2010 && cell->number.mantissa <= 2100;
}

static bool is_heading_text(const Printed *cell)
{
    return cell->kind == PRINTED_TEXT || cell->kind == PRINTED_DATE || is_year_number(cell);
}

// What part of a sheet is looked at.
typedef struct {
    const Paper *paper;
    size_t       first_column;
    size_t       last_column;
    bool        *amounts; // By column: it has amounts in the table under way.
} View;

// A row with an amount that is no lone number and no heading of years.
static bool is_data(const View *view, size_t row)
{
    size_t amounts = 0;
    size_t years = 0;
    size_t texts = 0;
    for (size_t column = view->first_column; column <= view->last_column; column++) {
        const Printed *cell = paper_cell(view->paper, row, column);
        if (is_amount(cell)) amounts++;
        if (is_year_number(cell)) years++;
        if (cell->kind == PRINTED_TEXT) texts++;
    }
    return amounts > 0 && amounts > years && (amounts > 1 || texts > 0);
}

static bool has_amount(const View *view, size_t row)
{
    for (size_t column = view->first_column; column <= view->last_column; column++) {
        if (is_amount(paper_cell(view->paper, row, column))) return true;
    }
    return false;
}

// How many columns of amounts have a text in this row.
static size_t headed(const View *view, size_t row)
{
    size_t count = 0;
    for (size_t column = view->first_column; column <= view->last_column; column++) {
        if (!view->amounts[column]) continue;
        // What is merged from a column of names on is a title, or heads a block.
        size_t from = paper_merged_from(view->paper, row, column);
        if (from < column && (from < view->first_column || !view->amounts[from])) continue;
        Str text = paper_heading(view->paper, row, column);
        count += is_heading_text(paper_cell(view->paper, row, column)) || text.len > 0;
    }
    return count;
}

static size_t cells_in(const View *view, size_t row)
{
    size_t count = 0;
    for (size_t column = view->first_column; column <= view->last_column; column++) {
        count += paper_cell(view->paper, row, column)->kind != PRINTED_BLANK;
    }
    return count;
}

// Which columns have amounts in the rows from one of data on.
static void find_amounts(const View *view, size_t row)
{
    size_t seen = 0;
    memset(view->amounts, 0, view->paper->column_count * sizeof *view->amounts);
    for (; row < view->paper->row_count && seen < LOOK_AHEAD; row++) {
        if (!is_data(view, row)) continue;
        seen++;
        for (size_t column = view->first_column; column <= view->last_column; column++) {
            if (is_amount(paper_cell(view->paper, row, column))) view->amounts[column] = true;
        }
    }
}

// A text that could stand over a column of amounts where there is only one.
static bool is_heading_word(const View *view, size_t row)
{
    char                     room[4096];
    bool                     found = false;
    static const char *const words[] = {"£",       "amount",     "budget", "total", "20",
                                        "outturn", "allocation", "cost",   "value", "funding"};
    for (size_t column = view->first_column; column <= view->last_column; column++) {
        Str text = paper_cell(view->paper, row, column)->text;
        if (!view->amounts[column] || text.len >= sizeof room) continue;
        for (size_t i = 0; i < text.len; i++) {
            room[i] = text.data[i] >= 'A' && text.data[i] <= 'Z' ? (char)(text.data[i] + 32)
                                                                 : text.data[i];
        }
        room[text.len] = '\0';
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            found = found || strstr(room, words[i]);
        }
    }
    return found;
}

static size_t amount_columns(const View *view)
{
    size_t count = 0;
    for (size_t column = view->first_column; column <= view->last_column; column++) {
        count += view->amounts[column];
    }
    return count;
}

// A row of headings and no amounts, above rows of amounts.
static bool is_heading(const View *view, size_t row)
{
    size_t count = headed(view, row);
    bool   data = false;
    for (size_t next = row + 1; next < view->paper->row_count && next < row + 8; next++) {
        data = data || is_data(view, next);
    }
    if (is_data(view, row) || !data) return false;
    if (count >= 2 || (count == 1 && amount_columns(view) == 1))
        return is_heading_word(view, row) || count >= 2;
    return false;
}

// Alone in its row, and at its left or reaching over all of it.
static bool is_title(const View *view, size_t row)
{
    const Printed *first = paper_cell(view->paper, row, view->first_column);
    size_t         reach = paper_merged_to(view->paper, row, view->first_column);
    return cells_in(view, row) == 1 && (first->kind != PRINTED_BLANK || reach >= view->last_column);
}

// The heading above a row of data: the rows from `first` on that are not data and
// have a text over an amount, the lowest such group.
static size_t heading_above(const View *view, size_t data, size_t first, size_t *end)
{
    size_t row = data;
    while (row > first && headed(view, row - 1) == 0) row--; // Titles of blocks.
    if (row == first) {
        *end = data;
        return data; // It has none.
    }
    *end = row;
    while (row > first && headed(view, row - 1) > 0 && !is_data(view, row - 1)) row--;
    while (row + 1 < *end && is_title(view, row)) row++;
    return row;
}

static bool same_row(const Paper *paper, const Extent *extent, size_t a, size_t b)
{
    bool any = false;
    for (size_t column = extent->first_column; column <= extent->last_column; column++) {
        const Printed *left = paper_cell(paper, a, column);
        const Printed *right = paper_cell(paper, b, column);
        if (!str_equal_any_case(left->text, right->text)) return false;
        any = any || left->kind != PRINTED_BLANK;
    }
    return any;
}

bool extent_repeats_heading(const Paper *paper, const Extent *extent, size_t row)
{
    for (size_t head = extent->first_row; head < extent->body_row; head++) {
        if (same_row(paper, extent, head, row)) return true;
    }
    return false;
}

static bool says(const View *view, size_t row, const char *word)
{
    for (size_t column = view->first_column; column <= view->last_column; column++) {
        Str text = paper_cell(view->paper, row, column)->text;
        for (size_t at = 0; at + strlen(word) <= text.len; at++) {
            Str part = str_from_to(text, at, at + strlen(word));
            if (str_equal_any_case(part, str_from(word))) return true;
        }
    }
    return false;
}

// The same heading is another table's when the one above ended with a total and a
// title or an empty row parts them; a page that goes on says so.
static bool begins_anew(const View *view, const Extent *extent, size_t row)
{
    const Paper *paper = view->paper;
    bool         parted = paper->rows[row] - paper->rows[extent->last_row] > 1;
    for (size_t i = extent->last_row + 1; i < row; i++) {
        if (says(view, i, "continued") || says(view, i, "page")) return false;
    }
    return parted && says(view, extent->last_row, "total");
}

// One table from a row on. Returns the row after it.
static size_t read_extent(const View *view, size_t first, Extent *extent)
{
    const Paper *paper = view->paper;
    size_t       data = first;
    while (data < paper->row_count && !is_data(view, data)) data++;
    *extent = (Extent){.first_column = view->first_column, .last_column = view->last_column};
    if (data == paper->row_count) return data;
    find_amounts(view, data);
    extent->first_row = heading_above(view, data, first, &extent->body_row);
    size_t row = data;
    for (; row < paper->row_count; row++) {
        bool again = extent_repeats_heading(paper, extent, row);
        if (is_heading(view, row) && (!again || begins_anew(view, extent, row))) break;
        if (has_amount(view, row)) extent->last_row = row;
    }
    // A title just above the next heading is the next table's.
    while (row < paper->row_count && row > extent->last_row + 1 &&
           paper->rows[row] - paper->rows[row - 1] == 1) {
        row--;
    }
    extent->end_row = row - 1;
    return row;
}

static size_t data_rows(const View *view, const Extent *extent)
{
    size_t count = 0;
    for (size_t row = extent->body_row; row <= extent->last_row; row++) count += is_data(view, row);
    return count;
}

static size_t read_extents(const View *view, Extent *extents, size_t count)
{
    for (size_t row = 0; row < view->paper->row_count && count < EXTENT_MAX;) {
        size_t next = read_extent(view, row, &extents[count]);
        if (extents[count].last_row > 0 && data_rows(view, &extents[count]) >= 2) count++;
        row = next > row ? next : row + 1;
    }
    return count;
}

// Whether, right of a column that is empty, a table of its own begins: texts down a
// column and amounts beside them.
static bool begins_table(const Paper *paper, size_t column)
{
    size_t texts = 0;
    size_t both = 0;
    if (column + 1 >= paper->column_count) return false;
    for (size_t row = 0; row < paper->row_count; row++) {
        bool text = paper_cell(paper, row, column)->kind == PRINTED_TEXT;
        texts += text;
        both += text && is_amount(paper_cell(paper, row, column + 1));
    }
    return texts >= 3 && both >= 2;
}

size_t extents_find(const Paper *paper, Extent *extents)
{
    bool   amounts[PAPER_COLUMN_MAX];
    size_t count = 0;
    size_t first = 0;
    for (size_t column = 0; column < paper->column_count; column++) {
        bool gap = column + 1 < paper->column_count &&
                   paper->columns[column + 1] > paper->columns[column] + 1;
        bool ends = column + 1 == paper->column_count || (gap && begins_table(paper, column + 1));
        if (!ends) continue;
        View view = {paper, first, column, amounts};
        count = read_extents(&view, extents, count);
        first = column + 1;
    }
    return count;
}

static size_t first_at_least(const uint32_t *numbers, size_t count, uint32_t number)
{
    size_t at = 0;
    while (at < count && numbers[at] < number) at++;
    return at;
}

bool extent_of_range(const Paper *paper, Str range, Extent *extent)
{
    uint32_t row[2];
    uint32_t column[2];
    bool     amounts[PAPER_COLUMN_MAX];
    size_t   colon = 0;
    while (colon < range.len && range.data[colon] != ':') colon++;
    if (colon == range.len ||
        !spreadsheet_reference(str_from_to(range, 0, colon), &row[0], &column[0]) ||
        !spreadsheet_reference(str_from_to(range, colon + 1, range.len), &row[1], &column[1])) {
        return false;
    }
    size_t top = first_at_least(paper->rows, paper->row_count, row[0]);
    size_t left = first_at_least(paper->columns, paper->column_count, column[0]);
    size_t bottom = first_at_least(paper->rows, paper->row_count, row[1] + 1);
    size_t right = first_at_least(paper->columns, paper->column_count, column[1] + 1);
    if (bottom <= top || right <= left) return false;
    Paper part = *paper;
    part.row_count = bottom; // What lies below is not looked at.
    View   view = {&part, left, right - 1, amounts};
    size_t data = top;
    while (data < bottom && !is_data(&view, data)) data++;
    if (data == bottom) return false;
    read_extent(&view, top, extent);
    extent->end_row = bottom - 1;
    for (size_t i = extent->last_row; i < bottom; i++) {
        if (has_amount(&view, i)) extent->last_row = i; // It is one table, as was said.
    }
    return extent->last_row > 0;
}

Str extent_name(Arena *arena, const Paper *paper, const Extent *extent)
{
    Str first = paper_name(arena, paper, extent->first_row, extent->first_column);
    Str last = paper_name(arena, paper, extent->last_row, extent->last_column);
    return str_format(arena, "%.*s:%.*s", STR_ARG(first), STR_ARG(last));
}
