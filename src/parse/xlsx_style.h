// How the cells of an Excel workbook show their numbers: the part xl/styles.xml and
// the codes in it, such as "#,##0.00;[Red]-#,##0.00".
#pragma once
#include "base/index.h"
#include "parse/spreadsheet.h"
#include "parse/xml.h"

#define XLSX_STYLE_MAX 1000000 // Excel itself has 65,490.

typedef struct {
    Index              codes; // SpreadsheetFormat by number, of those the workbook adds.
    SpreadsheetFormat *items; // By the number that a cell gives.
    size_t             count;
    size_t             capacity;
    bool               of_cells; // Inside the list that cells count into.
} Styles;

Styles styles_new(Arena *arena);
void   styles_start(XmlPart *part, Str element);
void   styles_end(XmlPart *part, Str element);

// What the attribute "s" of a cell says; general for one that is not there.
SpreadsheetFormat styles_format(const Styles *styles, Str number);

// Of a code, its first section: what a positive number looks like.
SpreadsheetFormat xlsx_format(Str code);
