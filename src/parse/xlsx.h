// Reads an Excel workbook that may come from anywhere: names of sheets, cells,
// formulas and links, as they are stored. It refuses, with the reason in words,
// whatever is damaged, disguised or larger than a return could ever be.
#pragma once
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

// What Excel itself can hold, and above that what we are willing to read.
#define XLSX_ROW_MAX      1048576
#define XLSX_COLUMN_MAX   16384
#define XLSX_SHEET_MAX    1000
#define XLSX_CELL_MAX     20000000            // In all sheets.
#define XLSX_UNPACKED_MAX ((size_t)256 << 20) // Bytes, of all parts together.
#define XLSX_ENTRY_MAX    10000
#define XLSX_RATIO_MAX    1000 // Unpacked to packed, of a part above 1 MiB.

typedef enum { XLSX_EMPTY, XLSX_NUMBER, XLSX_TEXT, XLSX_BOOL, XLSX_ERROR } XlsxKind;

typedef struct {
    uint32_t row; // From 0; so the column.
    uint32_t column;
    XlsxKind kind;
    bool     computed; // Has a formula, even one whose text stands in another cell.
    Str      text;     // As stored: of a text itself, of a number its digits.
    Str      formula;  // Without the leading "=".
} XlsxCell;

typedef struct {
    uint32_t row;
    uint32_t column;
    Str      target; // "'Budget'!A1"; empty for a link that leads outside.
} XlsxLink;

typedef struct {
    Str       name;
    bool      hidden;
    bool      has_hidden; // Rows or columns.
    bool      has_merged; // Cells.
    XlsxCell *cells;      // By row, then column. Cells that are only coloured are left out.
    size_t    cell_count;
    XlsxLink *links; // In the order of the file.
    size_t    link_count;
} XlsxSheet;

typedef struct {
    XlsxSheet *sheets; // In the order of their tabs.
    size_t     sheet_count;
    bool       has_macros;
    bool       has_external_links; // To other workbooks.
} XlsxBook;

// False for what it refuses; `why` then says so in words that fit after "because".
bool xlsx_read(Arena *arena, Str bytes, XlsxBook *book, Str *why);

// A number in whole units of 1/scale: pence of a cell in pounds are 1/100. False
// for a cell that is no number or lies between two units.
bool xlsx_scaled(const XlsxCell *cell, int64_t scale, int64_t *out);

// Of the libraries behind it.
const char *xlsx_zip_version(void);
const char *xlsx_xml_version(void);
