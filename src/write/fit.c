#include "write/fit.h"

#include "base/text.h"
#include "write/layout.h"

#define LABEL_WIDTH_MIN 10
#define LABEL_WIDTH_MAX 60
#define TEXT_WIDTH_MIN  8
#define TEXT_WIDTH_MAX  56
#define FIGURE_WIDTH_MIN 11
#define HEADER_LINES    3
#define INDENT_WIDTH    2
#define MARGIN          2 // Of a cell: its padding, and room for a star.
#define WIDTH_DEFAULT   9 // Of a column nobody set.
#define WRAP_WIDTH_MIN  40 // A column narrower than this is no place for a sentence.

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static size_t clamp(size_t width, size_t min, size_t max)
{
    return width < min ? min : width > max ? max : width;
}

// Letters are about as wide as digits; capitals and bold a little wider.
static size_t width_of(Str text)
{
    size_t width = text_width(text);
    return width + width / 8;
}

static size_t widest_word(Str text)
{
    size_t widest = 0;
    size_t start = 0;
    for (size_t i = 0; i <= text.len; i++) {
        if (i < text.len && text.data[i] != ' ' && text.data[i] != '\n') continue;
        widest = larger(widest, width_of(str_from_to(text, start, i)));
        start = i + 1;
    }
    return widest;
}

// A heading is wrapped, but no word of it and not into a tower.
static size_t heading_width(Str heading)
{
    size_t lines = (width_of(heading) + HEADER_LINES - 1) / HEADER_LINES;
    return larger(widest_word(heading), lines + 2) + MARGIN;
}

static size_t label_width(const Table *table)
{
    size_t width = width_of(table->heading);
    for (size_t i = 0; i < table->row_count; i++) {
        const TableRow *row = &table->rows[i];
        width = larger(width, width_of(row->label) + INDENT_WIDTH * row->depth);
    }
    return clamp(width + MARGIN, LABEL_WIDTH_MIN, LABEL_WIDTH_MAX);
}

static bool is_text(const Cell *cell)
{
    return cell->type == CELL_TEXT || cell->type == CELL_DATE;
}

// With its commas, and room for a minus.
static size_t digits_width(int64_t number)
{
    size_t digits = 1;
    while (number /= 10) digits++;
    return digits + (digits - 1) / 3 + 1;
}

// 0 for what is no figure.
static size_t figure_width(const Cell *cell, bool has_pence)
{
    switch (cell->type) {
    case CELL_EMPTY:
    case CELL_TEXT:
    case CELL_DATE: break;
    case CELL_MONEY: return digits_width(cell->money.pence / 100) + (has_pence ? 3 : 0);
    case CELL_PERCENT: return digits_width(cell->percent.hundredths / 100) + 4; // ".66%".
    case CELL_COUNT: return digits_width(cell->count);
    }
    return 0;
}

static size_t column_width(const Table *table, size_t column, bool has_pence)
{
    size_t text = 0;
    size_t figure = 0;
    for (size_t i = 0; i < table->row_count; i++) {
        const Cell *cell = &table->rows[i].cells[column];
        if (is_text(cell)) text = larger(text, width_of(cell->text));
        else figure = larger(figure, figure_width(cell, has_pence));
    }
    size_t width = heading_width(table->columns[column].label);
    if (text > 0) width = larger(width, clamp(text + MARGIN, TEXT_WIDTH_MIN, TEXT_WIDTH_MAX));
    if (figure > 0) width = larger(width, larger(figure + MARGIN, FIGURE_WIDTH_MIN));
    return width;
}

bool fit_wraps(const Fit *fit, Str line)
{
    return width_of(line) > larger(fit->total, FIT_PAGE_WIDTH) && fit->widths[0] >= WRAP_WIDTH_MIN;
}

static size_t flow_width(const Fit *fit, const Table *table)
{
    size_t width = text_width(table->title) * 8 / 5; // In the larger type.
    if (!fit_wraps(fit, table->about)) width = larger(width, width_of(table->about));
    for (size_t i = 0; i < table->note_count; i++) {
        if (!fit_wraps(fit, table->notes[i])) width = larger(width, width_of(table->notes[i]));
    }
    return width;
}

Fit fit_table(Arena *arena, const Table *table, bool has_pence)
{
    Fit fit = {.count = layout_column(table->column_count)};
    fit.widths = ARENA_ARRAY(arena, size_t, fit.count);
    fit.widths[LAYOUT_LABEL_COLUMN] = label_width(table);
    for (size_t i = 0; i < table->column_count; i++) {
        fit.widths[layout_column(i)] = column_width(table, i, has_pence);
    }
    for (size_t i = 0; i < fit.count; i++) fit.total += fit.widths[i];
    fit.print_count = fit.count;
    size_t flow = flow_width(&fit, table);
    if (flow > fit.total) {
        fit.print_count += (flow - fit.total + WIDTH_DEFAULT - 1) / WIDTH_DEFAULT;
    }
    return fit;
}
