// The XML parts inside an Excel workbook and what their elements mean. Fed one
// element at a time by parse/xlsx.c, it never sees a file or a library.
#pragma once
#include "base/text.h"
#include "parse/xlsx.h"

typedef struct Part Part;

struct Part {
    Arena *arena;
    Str    name; // "xl/workbook.xml".
    void (*start)(Part *part, Str element);
    void (*end)(Part *part, Str element);
    const char **attributes; // Of the element that starts: names and values, then NULL.
    bool         listening;  // Whether characters are wanted now.
    Text         heard;      // Those that came.
    Str          why;        // Why the part is refused; empty while it is not.
    void        *into;       // What it fills: one of the structs below.
};

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
    XlsxBook *book;
    Str      *relation_ids; // By sheet.
    size_t    sheet_capacity;
    size_t    id_capacity;
} BookPart;

typedef struct {
    Str   *items;
    size_t count;
    size_t capacity;
    bool   phonetic; // Inside a reading aid, which is no part of the text.
} Strings;

typedef struct {
    const Strings *strings;
    XlsxSheet     *sheet;
    size_t        *cells_left; // Of XLSX_CELL_MAX.
    size_t         cell_capacity;
    size_t         link_capacity;
    uint32_t       next_row;
    uint32_t       next_column;
    XlsxCell       cell; // The one that is open.
    bool           in_cell;
    bool           shared;   // The open cell's value counts into `strings`.
    bool           phonetic; // As in Strings.
    Text           value;
} SheetPart;

void relations_start(Part *part, Str element);
void book_start(Part *part, Str element);
void strings_start(Part *part, Str element);
void strings_end(Part *part, Str element);
void sheet_start(Part *part, Str element);
void sheet_end(Part *part, Str element);

// The first reason is kept: what follows it is only its consequence.
void part_refuse(Part *part, const char *format, ...) __attribute__((format(printf, 2, 3)));

const Relation *relation_by_id(const Relations *relations, Str id);
const Relation *relation_by_type(const Relations *relations, const char *ending);

// "../media/a.xml" as seen from "xl/workbook.xml" is "media/a.xml".
Str part_path(Arena *arena, Str from, Str target);
