// A table on its way to files: what its figures are by funding line, which ids and
// units its book has. Shared by those that write the texts.
#pragma once
#include "scribe/import.h"

// A figure of a scheme or total, stated or not.
typedef struct {
    bool    stated;
    Money   exact;
    Money   printed;
    int64_t unit;
    bool    unknown; // The table says "tbc".
} DraftFigure;

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
DraftFigure drafting_figure(const Drafting *drafting, const Item *item, size_t line,
                            Measure measure);

// What the table's own total brings a line, or else what its rows add up to; `marked`
// where the two do not agree.
Money drafting_contribution(const Drafting *drafting, size_t line, bool *marked);

// The partner that pays a line: the board's, or the one that is made for its kind.
Str drafting_payer(const Drafting *drafting, const TableLine *line);

// `schemes:` with those that the board does not have; nothing where it has all.
void draft_schemes(const Drafting *drafting, Text *out);

Str draft_pack_text(const Drafting *drafting);
Str draft_board_text(const Drafting *drafting);
Str draft_book_text(const Drafting *drafting);

// "nhs-minimum: 1200, ibcf:    0": keys and values in columns of one width.
typedef struct {
    Str    key;
    Str   *values; // By column; empty where nothing is stated.
    size_t indent;
    bool   is_item; // "- key:".
    Str    comment; // After it; empty for none.
    Str    heading; // A line of its own in its place: a block's beginning. Else empty.
} FlowRow;

// Adds the rows, their values aligned; a row's text is at the left of its brace.
void flow_add(Arena *arena, Text *out, const FlowRow *rows, size_t count, const Str *columns,
              size_t column_count);
