// How the cells of an OpenDocument spreadsheet look: the house style. A look is
// a named style that is written down once; a closet keeps those that were.
#pragma once
#include "base/index.h"
#include "report/table.h"

typedef enum {
    ODS_TITLE,
    ODS_SUBTITLE,
    ODS_LINE, // What stands above and below the table.
    ODS_HEADING,
    ODS_BODY,
} OdsLook;

typedef struct {
    OdsLook  look;
    Style    style; // Of the table's row.
    CellType type;
    size_t   indent;
    bool     has_pence;
    bool     to_right;
    bool     wrapped;
    bool     linked;
} OdsFace;

typedef struct {
    Arena *arena;
    Text   styles; // As XML, in the order of their first use.
    Index  written;
} OdsCloset;

OdsCloset ods_closet_new(Arena *arena);

// Each returns the name of the style, and writes it down where it is new.
Str ods_cell_style(OdsCloset *closet, const OdsFace *face);
Str ods_column_style(OdsCloset *closet, size_t digits);
Str ods_row_style(OdsCloset *closet, size_t points);
