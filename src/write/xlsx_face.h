// How the cells of a workbook look: the house style. The library wants each look
// made once and then shared; a wardrobe keeps those that were made.
#pragma once
#include <xlsxwriter.h>

#include "report/table.h"

// A few colours that are told from each other in black and white, and by eyes that
// do not tell red from green.
#define FACE_NAVY     0x1F3A5F // Headings and rules; the darkest of a chart.
#define FACE_MIDDLE   0x5B84B1
#define FACE_PALE     0xC9D6E6
#define FACE_AMBER    0xE3A72F
#define FACE_BLUE     0x1F4E9E // Links.
#define FACE_INK      0x333333
#define FACE_GREY     0x595959 // What is said about the figures.
#define FACE_HAIRLINE 0xD5DAE1
#define FACE_WHITE    0xFFFFFF
#define FACE_ALARM    0xA61B1B // A check that turned: with words, never alone.

typedef enum {
    LOOK_TITLE,
    LOOK_SUBTITLE,
    LOOK_LINE, // What stands above and below the table.
    LOOK_HEADING,
    LOOK_BODY,
    LOOK_CHECK, // The live checks below a table.
} Look;

// How amounts are written.
typedef enum {
    NUMBERS_STATEMENT, // Nil is a dash, a negative is red and has a minus.
    NUMBERS_JOURNAL,   // Every other one is negative: no red.
    NUMBERS_PLAIN,     // As published: nil is 0, and no colour means anything.
} Numbers;

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

// White on the colour of alarm, for a check that turned. NULL as above.
lxw_format *wardrobe_alarm(Wardrobe *wardrobe);

// The number format of a type of cell, with a star behind the figure where it is
// marked; NULL for texts. The same text is the same pointer.
const char *face_number(Numbers numbers, CellType type, bool marked, bool has_pence);
