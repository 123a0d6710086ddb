#include "write/fit.h"

#include "base/text.h"
#include "write/layout.h"

#define LABEL_WIDTH_MIN  10
#define LABEL_WIDTH_MAX  60
#define TEXT_WIDTH_MIN   8
#define TEXT_WIDTH_MAX   52
#define FIGURE_WIDTH_MIN 11
#define FLOW_WIDTH_MIN   40  // A column narrower than this is no place for a sentence.
#define MARGIN           2   // Of a cell: its padding, and room for a star.
#define INDENT_WIDTH     2
#define HEADING_LINES    3
#define WIDTH_DEFAULT    9   // Of a column that nobody set.
#define PAGE_WIDTH       140 // Of a landscape A4 page at full size.
#define PAGE_LINES       48  // Down to two thirds of the size, which still reads well.

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static size_t clamp(size_t width, size_t min, size_t max)
{
    return width < min ? min : width > max ? max : width;
}

// Widths of the printable ASCII characters of Calibri, and of Carlito, which is
// made to its measure: in hundredths of a digit.
static const unsigned char advances[] = {
    45,  64,  79,  98,  100, 141, 135, 44,  60,  60,  98,  98,  49,  60,  50,  76,
    100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 53,  53,  98,  98,  98,  91,
    176, 114, 107, 105, 121, 96,  91,  124, 123, 50,  63,  103, 83,  169, 127, 131,
    102, 133, 107, 91,  96,  127, 112, 176, 102, 96,  92,  61,  76,  61,  98,  98,
    57,  95,  104, 83,  104, 98,  60,  93,  104, 45,  47,  90,  45,  158, 104, 104,
    104, 104, 69,  77,  66,  104, 89,  141, 85,  89,  78,  62,  91,  62,  98,
};

// In hundredths of a digit. Bold is 3% wider, and a screen rounds to its dots.
static size_t advance_of(char c)
{
    unsigned char byte = (unsigned char)c;
    if ((byte & 0xC0) == 0x80) return 0; // Inside a character.
    size_t advance = byte >= 32 && byte < 127 ? advances[byte - 32] : 100;
    return advance * 106 / 100;
}

static size_t width_of(Str text)
{
    size_t hundredths = 0;
    for (size_t i = 0; i < text.len; i++) hundredths += advance_of(text.data[i]);
    return (hundredths + 99) / 100;
}

// How many lines a text takes when it is wrapped at spaces.
static size_t lines_of(Str text, size_t width)
{
    size_t lines = 1;
    size_t used = 0; // Of the line, in hundredths; so the word.
    size_t word = 0;
    size_t room = (width - MARGIN / 2) * 100;
    for (size_t i = 0; i < text.len; i++) {
        size_t advance = advance_of(text.data[i]);
        bool   newline = text.data[i] == '\n';
        if (newline || used + advance > room) {
            // The word moves to the new line, unless it is longer than a line.
            used = newline || word == used ? 0 : word;
            word = used;
            lines++;
        }
        used += advance;
        word = text.data[i] == ' ' ? 0 : word + advance;
    }
    return lines;
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
    return larger(widest_word(heading), width_of(heading) / HEADING_LINES + 2) + MARGIN;
}

// Headings inside the table flow over the empty cells beside them.
static size_t label_width(const Table *table)
{
    size_t width = heading_width(table->heading);
    for (size_t i = 0; i < table->row_count; i++) {
        const TableRow *row = &table->rows[i];
        if (row->style == STYLE_HEAD) continue;
        width = larger(width, width_of(row->label) + INDENT_WIDTH * row->depth + MARGIN);
    }
    return clamp(width, LABEL_WIDTH_MIN, LABEL_WIDTH_MAX);
}

// With its commas, and room for a minus.
static size_t digits_width(int64_t number)
{
    size_t digits = 1;
    while (number /= 10) digits++;
    return digits + (digits - 1) / 3 + 1;
}

static bool is_text(const Cell *cell)
{
    return cell->type == CELL_TEXT || cell->type == CELL_DATE;
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

static size_t table_width(const Fit *fit)
{
    size_t width = 0;
    for (size_t i = 0; i < fit->column_count; i++) width += fit->widths[i];
    return width;
}

bool fit_wraps(const Fit *fit, Str text)
{
    size_t room = larger(table_width(fit), PAGE_WIDTH);
    return width_of(text) > room && fit->widths[LAYOUT_LABEL_COLUMN] >= FLOW_WIDTH_MIN;
}

static size_t row_lines(const Fit *fit, const TableRow *row, size_t column_count)
{
    size_t label = fit->widths[LAYOUT_LABEL_COLUMN] - INDENT_WIDTH * row->depth;
    size_t lines = row->style == STYLE_HEAD ? 1 : lines_of(row->label, label);
    for (size_t i = 0; i < column_count; i++) {
        if (!is_text(&row->cells[i])) continue;
        lines = larger(lines, lines_of(row->cells[i].text, fit->widths[layout_column(i)]));
    }
    return lines;
}

static void fit_lines(Fit *fit, const Table *table)
{
    size_t  label = fit->widths[LAYOUT_LABEL_COLUMN];
    size_t *header = &fit->lines[LAYOUT_HEADER_ROW];
    for (size_t i = 0; i < fit->row_count; i++) fit->lines[i] = 1;
    *header = lines_of(table->heading, label);
    for (size_t i = 0; i < table->column_count; i++) {
        Str heading = table->columns[i].label;
        *header = larger(*header, lines_of(heading, fit->widths[layout_column(i)]));
    }
    for (size_t i = 0; i < table->row_count; i++) {
        fit->lines[layout_row(i)] = row_lines(fit, &table->rows[i], table->column_count);
    }
    if (fit_wraps(fit, table->about)) {
        fit->lines[LAYOUT_ABOUT_ROW] = lines_of(table->about, label);
    }
    for (size_t i = 0; i < table->note_count; i++) {
        if (!fit_wraps(fit, table->notes[i])) continue;
        fit->lines[layout_note_row(table, i)] = lines_of(table->notes[i], label);
    }
}

// Of the widest text that flows from the first column over the others.
static size_t flow_width(const Fit *fit, const Table *table)
{
    size_t width = width_of(table->title) * 16 / 11; // In points, to those of the body.
    if (!fit_wraps(fit, table->about)) width = larger(width, width_of(table->about));
    for (size_t i = 0; i < table->note_count; i++) {
        if (!fit_wraps(fit, table->notes[i])) width = larger(width, width_of(table->notes[i]));
    }
    for (size_t i = 0; i < table->row_count; i++) {
        const TableRow *row = &table->rows[i];
        if (row->style == STYLE_HEAD) width = larger(width, width_of(row->label));
    }
    return width;
}

static void fit_page(Fit *fit, const Table *table)
{
    size_t flow = flow_width(fit, table);
    size_t width = table_width(fit);
    size_t lines = 0;
    fit->print_column_count = fit->column_count;
    if (flow > width) {
        fit->print_column_count += (flow - width + WIDTH_DEFAULT - 1) / WIDTH_DEFAULT;
    }
    for (size_t i = 0; i < fit->row_count; i++) lines += fit->lines[i];
    fit->fits_one_page = lines <= PAGE_LINES;
}

Fit fit_table(Arena *arena, const Table *table, bool has_pence)
{
    Fit fit = {.column_count = layout_column(table->column_count)};
    fit.row_count = layout_row_count(table);
    fit.widths = ARENA_ARRAY(arena, size_t, fit.column_count);
    fit.lines = ARENA_ARRAY(arena, size_t, fit.row_count);
    fit.widths[LAYOUT_LABEL_COLUMN] = label_width(table);
    for (size_t i = 0; i < table->column_count; i++) {
        fit.widths[layout_column(i)] = column_width(table, i, has_pence);
    }
    fit_lines(&fit, table);
    fit_page(&fit, table);
    return fit;
}
