// How wide each column and how tall each row of a table's sheet must be, so that
// no figure is cut, no text is hidden and no line is longer than the eye follows.
#pragma once
#include "report/table.h"

#define FIT_LINE_POINTS 15 // A row of one line, as spreadsheets have it by themselves.

// Where a table's chart stands: below a short table, to the right of a tall one.
typedef struct {
    size_t row; // Of the sheet, of its upper left corner; so the column.
    size_t column;
    size_t width; // In dots of the screen, 96 to the inch.
    size_t height;
} Picture;

typedef struct {
    size_t *widths; // By column of the sheet, in digits of the body type.
    size_t  column_count;
    size_t *heights; // By row of the sheet, in points.
    size_t  row_count;
    size_t  print_column_count; // A page shows more than the table where a text flows beyond it,
    size_t  print_row_count;    // or where a picture stands.
    bool    landscape;
    bool    large;      // A3, not A4.
    size_t  page_count; // How many pages it is printed on, one below the other.
    bool    sliver;     // Its last page is nearly empty, and nothing helped.
    Picture picture;
} Fit;

Fit fit_table(Arena *arena, const Table *table, bool has_pence);

// Whether a text above or below the table is too long to flow to the right of
// the first column, and is wrapped inside it.
bool fit_wraps(const Fit *fit, Str text);
