// A table on its way to files: what its figures are by funding line, which ids and
// units its book has. Shared by those that write the texts.
#pragma once
#include "scribe/draft.h"
#include "survey/import.h"

// A figure of a scheme or total, stated or not.
typedef struct {
    bool    stated;
    Money   exact;
    Money   printed;
    int64_t unit;
    bool    unknown; // The table says "tbc".
} ItemFigure;

typedef struct {
    Reading        *reading;
    const YearPack *pack; // That are there already, or NULL.
    const Board    *board;
    Str             pack_path; // As the book names them.
    Str             board_path;
    int64_t         unit;      // Pence that the book's amounts are rounded to; 1 is exact.
    int64_t         published; // The same of the printed figures.
    Index           ids;       // Of schemes and blocks, taken.
    Index           names;     // Of the board's schemes, by folded name.
} Drafting;

Drafting drafting_new(Reading *reading, const YearPack *pack, const Board *board, Str pack_path,
                      Str board_path);

// Figures by line (NO_LINE for all lines together) and measure.
ItemFigure drafting_figure(const Drafting *drafting, const Item *item, size_t line,
                           Measure measure);

// What the table's own total brings a line, or else what its rows add up to; `marked`
// where the two do not agree.
Money drafting_contribution(const Drafting *drafting, size_t line, bool *marked);

// Reports a line that brings more than an amount may be.
void drafting_check_limits(const Drafting *drafting);

// The partner that pays a line: the board's, or the one that is made for its kind.
Str drafting_payer(const Drafting *drafting, const TableLine *line);

// The three files, described. The board's is empty where there is one already, and so
// is the pack's, or where every line is local.
Str describe_pack(const Drafting *drafting);
Str describe_board(const Drafting *drafting);
Str describe_book(const Drafting *drafting);

// The schemes that the board does not have; how many.
size_t describe_schemes(const Drafting *drafting, DraftScheme **schemes);
