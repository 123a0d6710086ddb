// A file as it was read, and places in it. A place is kept in bytes from day
// one; line and column are worked out only when they are printed. A sheet of a
// spreadsheet is shown as text, and its places are cells, the empty ones too.
#pragma once
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

#define SOURCE_COLUMN_MAX 16384 // A sheet has no more.
#define SOURCE_CELL_GAP   " | " // Between two cells in the line of a row.

// The bytes of a cell in its source.
typedef struct {
    size_t   start;
    size_t   end;
    uint32_t row; // From 0; so the column.
    uint32_t column;
} SourceCell;

typedef struct {
    Str         path;        // Relative to the project, as it is printed.
    Str         bytes;       // Without a byte order mark.
    size_t      order;       // The order in which files were read: findings sort by it.
    size_t     *line_starts; // Made by source_new: byte offsets, ascending.
    size_t      line_count;
    Str         sheet; // Its name; a CSV's is empty.
    SourceCell *cells; // By row, then column; NULL for an ordinary text.
    size_t      cell_count;
} Source;

// The bytes [start, end) of a source; a zero Span is no place. In a sheet it is
// not bytes but cells, counted row by row through all that a sheet could have,
// since an empty cell has no bytes.
typedef struct {
    const Source *source;
    size_t        start;
    size_t        end;
} Span;

// Line from 1; column counts characters from 1.
typedef struct {
    size_t line;
    size_t column;
} Place;

Source *source_new(Arena *arena, Str path, Str bytes, size_t order);
Place   source_place(const Source *source, size_t offset); // Of a text.
Str     source_line(const Source *source, size_t line);    // Without its line end.

// Which cell a place in a sheet is, and its bytes: an empty cell has none, and is
// where it would stand among its neighbours.
SourceCell source_cell(Span span);

// The line of the cell's row in the text, from 1; 0 for a row without cells.
size_t source_cell_line(const Source *source, const SourceCell *cell);

// "budgets/northshire.yaml:8", "paper.xlsx: Budget!C7", or empty for no place.
Str span_format(Arena *arena, Span span);
