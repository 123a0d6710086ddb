// The XML parts inside an Excel workbook and what their elements mean. Fed one
// element at a time by parse/xml.c, it never sees a file or a library.
#pragma once
#include "parse/area.h"
#include "parse/xlsx_style.h"

// Which part stands for what: "_rels/.rels" and "xl/_rels/workbook.xml.rels".
typedef struct {
    Str id;
    Str type;
    Str target;
} Relation;

typedef struct {
    Relation *items;
    size_t    count;
    size_t    capacity;
} Relations;

typedef struct {
    Spreadsheet *book;
    Str         *relation_ids; // By sheet.
    size_t       sheet_capacity;
    size_t       id_capacity;
    size_t       name_capacity;
} BookPart;

typedef struct {
    Str   *items;
    size_t count;
    size_t capacity;
    bool   phonetic; // Inside a reading aid, which is no part of the text.
} Strings;

typedef struct {
    const Strings    *strings;
    const Styles     *styles;
    SpreadsheetSheet *sheet;
    size_t           *cells_left; // Of SPREADSHEET_CELL_MAX.
    Areas            *areas;
    Index             outside; // Shared formulas that lead outside, by their number.
    size_t            cell_capacity;
    size_t            link_capacity;
    uint32_t          next_row;
    uint32_t          next_column;
    bool              hides_rows; // Those of which nothing is said.
    SpreadsheetCell   cell;       // The one that is open.
    bool              in_cell;
    bool              shared;   // The open cell's value counts into `strings`.
    Str               group;    // The number of its shared formula.
    bool              phonetic; // As in Strings.
    Text              value;
} SheetPart;

typedef struct {
    SpreadsheetTable table;
    size_t           column_capacity;
} TablePart;

void relations_start(XmlPart *part, Str element);
void book_start(XmlPart *part, Str element);
void book_end(XmlPart *part, Str element);
void strings_start(XmlPart *part, Str element);
void strings_end(XmlPart *part, Str element);
void sheet_start(XmlPart *part, Str element);
void sheet_end(XmlPart *part, Str element);
void table_start(XmlPart *part, Str element);

const Relation *relation_by_id(const Relations *relations, Str id);
const Relation *relation_by_type(const Relations *relations, const char *ending);
size_t          relation_count(const Relations *relations, const char *ending);

// "../media/a.xml" as seen from "xl/workbook.xml" is "media/a.xml".
Str part_path(Arena *arena, Str from, Str target);
