// How wide each column of a table's sheet is, in digits of the body type, so
// that no figure is ever cut and no line is longer than the eye follows.
#pragma once
#include "report/table.h"

// About what a landscape A4 page holds at full size.
#define FIT_PAGE_WIDTH 132

typedef struct {
    size_t *widths; // By column of the sheet: the labels first.
    size_t  count;
    size_t  total;
    size_t  print_count; // Columns that a page shows: lines of text may flow beyond the table.
} Fit;

Fit fit_table(Arena *arena, const Table *table, bool has_pence);

// Whether a line above or below the table is too long to flow to the right
// of the first column, and is wrapped inside it.
bool fit_wraps(const Fit *fit, Str line);
