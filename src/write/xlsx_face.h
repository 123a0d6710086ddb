// How the cells of a workbook look: the house style. The library wants each look
// made once and then shared; a wardrobe keeps those that were made.
#pragma once
#include <xlsxwriter.h>

#include "report/table.h"

typedef enum {
    LOOK_TITLE,
    LOOK_SUBTITLE,
    LOOK_LINE, // What stands above and below the table.
    LOOK_HEADING,
    LOOK_BODY,
} Look;

typedef struct {
    Look        look;
    Style       style; // Of the table's row.
    size_t      indent;
    const char *number; // Its number format; NULL for none.
    bool        to_right;
    bool        wrapped;
    bool        linked;
} Face;

typedef struct {
    Arena        *arena;
    lxw_workbook *book;
    struct Dress *dresses;
    size_t        count;
    size_t        capacity;
} Wardrobe;

// NULL when there is no memory for one more.
lxw_format *wardrobe_format(Wardrobe *wardrobe, const Face *face);

// The number format of a type of cell, with a star behind the figure where it is
// marked; NULL for texts. The same text is the same pointer.
const char *face_number(CellType type, bool marked, bool has_pence);
