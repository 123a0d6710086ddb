// How wide each column and how tall each row of a table's sheet must be, so that
// no figure is cut, no text is hidden and no line is longer than the eye follows.
#pragma once
#include "report/table.h"

#define FIT_LINE_POINTS 15 // A row of one line, as spreadsheets have it by themselves.

typedef struct {
    size_t *widths; // By column of the sheet, in digits of the body type.
    size_t  column_count;
    size_t *heights; // By row of the sheet, in points.
    size_t  row_count;
    size_t  print_column_count; // A page shows more than the table where a text flows beyond it.
    bool    fits_one_page;
} Fit;

Fit fit_table(Arena *arena, const Table *table, bool has_pence);

// Whether a text above or below the table is too long to flow to the right of
// the first column, and is wrapped inside it.
bool fit_wraps(const Fit *fit, Str text);
