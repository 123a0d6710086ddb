// A spreadsheet that was read, of whichever format: names of sheets, cells,
// formulas and links, as they are stored. It promises nothing about them but
// that they lie within these limits.
#pragma once
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

// What Excel itself can hold, and what we are willing to read of it.
#define SPREADSHEET_ROW_MAX    1048576
#define SPREADSHEET_COLUMN_MAX 16384
#define SPREADSHEET_SHEET_MAX  1000
#define SPREADSHEET_CELL_MAX   20000000 // In all sheets.
#define SPREADSHEET_AREA_MAX   1000000  // Merged areas and hidden runs, in all sheets.

typedef enum {
    SPREADSHEET_EMPTY,
    SPREADSHEET_NUMBER,
    SPREADSHEET_TEXT,
    SPREADSHEET_BOOL, // "1" or "0".
    SPREADSHEET_ERROR,
} SpreadsheetKind;

// How a cell shows its number. A text, and a number shown as it is stored or in a
// way that has no name here, is general.
typedef enum { SHOWN_GENERAL, SHOWN_NUMBER, SHOWN_PERCENT, SHOWN_DATE } SpreadsheetShown;

typedef struct {
    SpreadsheetShown kind;
    uint8_t          decimals;  // Of a SHOWN_NUMBER and SHOWN_PERCENT.
    uint8_t          thousands; // It is shown divided by a thousand so many times: "#,##0,".
} SpreadsheetFormat;

typedef struct {
    uint32_t          row; // From 0; so the column.
    uint32_t          column;
    SpreadsheetKind   kind;
    bool              computed;      // Has a formula, even one whose text stands elsewhere.
    bool              leads_outside; // The formula asks another workbook.
    SpreadsheetFormat format;
    Str               text;    // As stored: of a text itself, of a number its digits.
    Str               formula; // Without the leading "=".
} SpreadsheetCell;

// Rows or columns side by side: both ends are part of it, and count from 0.
typedef struct {
    uint32_t first;
    uint32_t last;
} SpreadsheetRun;

typedef struct {
    uint32_t first_row;
    uint32_t first_column;
    uint32_t last_row;
    uint32_t last_column;
} SpreadsheetArea;

typedef struct {
    uint32_t row;
    uint32_t column;
    Str      target; // "'Budget'!A1"; empty for a link that leads outside.
} SpreadsheetLink;

// A range that is marked up as a table.
typedef struct {
    Str    name;
    Str    range;   // "A5:F20", with its header row.
    Str   *columns; // Their names, in order.
    size_t column_count;
} SpreadsheetTable;

typedef struct {
    Str  name;
    Str  refers_to; // "Budget!$A$1:$F$20": as stored.
    bool hidden;
} SpreadsheetName;

typedef struct {
    Str               name;
    bool              hidden;
    bool              has_frozen; // Panes.
    bool              has_filter; // Over a range that is no table.
    SpreadsheetCell  *cells;      // By row, then column. Cells that are only coloured are left out.
    size_t            cell_count;
    SpreadsheetLink  *links; // In the order of the file; so the tables.
    size_t            link_count;
    SpreadsheetTable *tables;
    size_t            table_count;
    size_t            table_capacity;
    size_t            chart_count;
    SpreadsheetRun   *hidden_rows; // Ascending and apart; so the columns.
    size_t            hidden_row_count;
    SpreadsheetRun   *hidden_columns;
    size_t            hidden_column_count;
    SpreadsheetArea  *merged; // In the order of the file.
    size_t            merged_count;
} SpreadsheetSheet;

typedef struct {
    SpreadsheetSheet *sheets; // In the order of their tabs.
    size_t            sheet_count;
    SpreadsheetName  *names;
    size_t            name_count;
    bool              has_macros;
    bool              has_external_links; // To other workbooks.
    char              delimiter;          // Of a CSV; NUL for a workbook.
    bool              is_windows_1252;    // A CSV that is not UTF-8.
} Spreadsheet;

// A number in whole units of 1/scale: pence of a cell in pounds are 1/100. False
// for a cell that is no number or lies between two units.
bool spreadsheet_scaled(const SpreadsheetCell *cell, int64_t scale, int64_t *out);

// The format of a number that is shown so: "£1,234.50" of 1234.5 has two decimals,
// "12,580" of 12580268 is in thousands. False where the text does not show the number.
bool spreadsheet_shown(Str stored, Str shown, bool percent, SpreadsheetFormat *format);

// Reads digits, up to a limit. Returns how many there were; 0 for none or too much.
size_t spreadsheet_digits(Str text, uint32_t max, uint32_t *out);

// "AB12" is column 27 of row 11. False for one that no sheet has.
bool spreadsheet_reference(Str text, uint32_t *row, uint32_t *column);

// "A1:B2", or "A1" alone. False for one that no sheet has.
bool spreadsheet_area(Str text, SpreadsheetArea *area);

// "Budget!C7"; "C7" on a sheet without a name.
Str spreadsheet_place(Arena *arena, Str sheet, const SpreadsheetCell *cell);
