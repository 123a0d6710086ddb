// Addresses in an OpenDocument spreadsheet, and the ranges that have names.
#pragma once
#include "parse/ods_part.h"

// "#'Bob''s fund'.A1" is "'Bob''s fund'!A1" in the words of a SpreadsheetLink. What
// is no address of a cell is left as it is.
Str ods_link_target(Arena *arena, Str href);

// The elements table:database-range, named-range and named-expression.
void ods_add_table(XmlPart *part, OdsPart *into);
void ods_add_name(XmlPart *part, OdsPart *into, const char *refers_to);

// Refuses with the place that is being read, where there is one.
void ods_refuse(XmlPart *part, const OdsPart *into, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// Takes some of the copies that are left. False, and refused, when there are too few.
bool ods_spend(XmlPart *part, OdsPart *into, size_t copies);

SpreadsheetSheet *ods_sheet_named(const Spreadsheet *book, Str name); // NULL for none.

// The names of elements and attributes, with those of their namespaces.
#define ODF     "urn:oasis:names:tc:opendocument:xmlns:"
#define OFFICE  ODF "office:1.0 "
#define TABLE   ODF "table:1.0 "
#define TEXT    ODF "text:1.0 "
#define STYLE   ODF "style:1.0 "
#define DRAWING ODF "drawing:1.0 "
#define SCRIPT  ODF "script:1.0 "
#define CONFIG  ODF "config:1.0 "
#define LOCK    ODF "manifest:1.0 "
#define LINK    "http://www.w3.org/1999/xlink "
#define CALC    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
