// A sheet of somebody's paper, close: only the rows and columns in which something
// stands, every cell read. It promises that each cell knows where on the sheet it is.
#pragma once
#include "base/diag.h"
#include "survey/printed.h"

// More than any table of a board's paper; what is larger is an extract of a ledger.
#define PAPER_ROW_MAX    5000
#define PAPER_COLUMN_MAX 200

typedef struct {
    const SpreadsheetSheet *sheet;
    const Source           *source;  // For places; see parse/sheet_source.h.
    uint32_t               *rows;    // Their numbers on the sheet, ascending.
    uint32_t               *columns; // Likewise.
    size_t                  row_count;
    size_t                  column_count;
    Printed                *cells;       // By row, then column.
    bool                   *merged_rows; // That have a merged cell; so the columns.
    bool                   *merged_columns;
} Paper;

// False for a sheet that is too large, with the reason in words.
bool paper_read(Arena *arena, const SpreadsheetSheet *sheet, const Source *source, Paper *paper,
                Str *why);

const Printed *paper_cell(const Paper *paper, size_t row, size_t column);
Span           paper_span(const Paper *paper, size_t row, size_t column);
Str            paper_name(Arena *arena, const Paper *paper, size_t row, size_t column); // "C7".

// The text that stands over a cell of a heading: its own or, of merged cells, the
// one they share.
Str paper_heading(const Paper *paper, size_t row, size_t column);
// The first and the last column that share this cell, or the column itself.
size_t paper_merged_from(const Paper *paper, size_t row, size_t column);
size_t paper_merged_to(const Paper *paper, size_t row, size_t column);
// The first row that shares this cell, or the row itself.
size_t paper_merged_from_row(const Paper *paper, size_t row, size_t column);

bool paper_row_is_hidden(const Paper *paper, size_t row);
bool paper_column_is_hidden(const Paper *paper, size_t column);
