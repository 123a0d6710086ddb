// Where a table stands on its sheet. The writers, the formulas and the read-back
// share this, so they cannot disagree on what is where.
#pragma once
#include "base/cell_name.h"
#include "base/text.h"
#include "report/table.h"

// Rows and columns of a sheet count from 0: A1 is row 0, column 0.
enum {
    LAYOUT_TITLE_ROW = 0,
    LAYOUT_SUBTITLE_ROW = 1, // Board and year.
    LAYOUT_ABOUT_ROW = 2,
    LAYOUT_STATUS_ROW = 3,  // Of the figures.
    LAYOUT_SOURCES_ROW = 4, // What they were taken from.
    LAYOUT_HEADER_ROW = 5,
    LAYOUT_FIRST_ROW = 6, // Of the table.
    LAYOUT_LABEL_COLUMN = 0,
    LAYOUT_FIRST_COLUMN = 1,
};

size_t layout_row(size_t row);                           // Of a row of the table.
size_t layout_column(size_t column);                     // Of a column of the table.
size_t layout_check_row(const Table *table);             // Right below the table.
size_t layout_note_row(const Table *table, size_t note); // After one empty row.
size_t layout_row_count(const Table *table);             // Down to the last note.

// The last row of the table that is no total: what a filter or a picture covers.
size_t layout_last_body_row(const Table *table);
bool   layout_has_check(const Table *table); // A live check of its columns.

// A table of plain lines, such as a cover, has no headings at all.
bool layout_has_header(const Table *table);
Str  layout_subtitle(Arena *arena, const Table *table); // "Northshire HWB · 2022/23 · £".

// At the foot of every page, and no longer than that has room for.
Str layout_footer(Arena *arena, const Table *table);

// "'Bob''s board'!": before a cell of another sheet.
void layout_add_sheet(Text *text, Str name);
void layout_add_quoted(Text *text, Str name); // Without the "!".
