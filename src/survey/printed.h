// What a cell of somebody's table says, as people really type it: "£24, 371",
// "(1,234)", "1,260,000*", "-", "5.66%". It is read from its digits, never through
// a double, and nothing that had to be put right is put right in silence.
#pragma once
#include "base/money.h"
#include "parse/spreadsheet.h"

typedef enum {
    PRINTED_BLANK,
    PRINTED_TEXT,
    PRINTED_AMOUNT,
    PRINTED_NIL,     // "-", "nil", 0.
    PRINTED_UNKNOWN, // "tbc": there is an amount, and nobody says which.
    PRINTED_PERCENT,
    PRINTED_DATE,
    PRINTED_ERROR,  // "#REF!".
    PRINTED_UNSAVED // A formula whose result was never stored.
} PrintedKind;

// A number in decimal: mantissa / 10^decimals.
typedef struct {
    int64_t mantissa;
    int     decimals;
} Decimal;

typedef struct {
    PrintedKind kind;
    Str         text;     // Trimmed, in one line.
    Decimal     number;   // Of an amount or a percentage: as stored.
    int         shown;    // The decimals that are shown, which may be fewer; -1 for all.
    int         thousand; // It is shown divided by a thousand so many times.
    bool        scaled;   // It says thousands or millions itself: "£1.2m".
    bool        mended;   // Something in it was read with goodwill: a space, a star.
} Printed;

Printed printed_read(Arena *arena, const SpreadsheetCell *cell);

// An amount in a table whose figures are in so many pounds (1, 1000, 1000000).
typedef struct {
    Money   exact;   // To the penny.
    Money   printed; // As the table shows it.
    int64_t unit;    // Pence that it is shown to; 1 is the penny.
    bool    finer;   // What is stored is finer than a penny: exact was rounded.
    bool    too_big; // Past the limit of an amount.
} Sum;

Sum printed_sum(const Printed *printed, int64_t pounds);

// One line, no blanks at its ends.
Str printed_line(Arena *arena, Str text);
// The same without the stars and raised figures that lead to a footnote.
Str printed_without_marks(Arena *arena, Str text);
