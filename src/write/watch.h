// The live checks below a table: each says OK while the figures of its column are
// those that were written, and CHANGED, in words and not in colour alone, once
// somebody has edited one here or where it is taken from.
#pragma once
#include "write/formula.h"

#define WATCH_LABEL   "Live check"
#define WATCH_OK      "OK"
#define WATCH_CHANGED "CHANGED"

typedef struct {
    Str formula; // Empty where the column has no check.
    Str words;   // What it comes to as written.
} WatchCell;

// A fingerprint: each figure times a weight of its place, summed, so that amounts
// that were moved about are seen too. Column is of the table. There is none for texts, and
// none where a double cannot hold the sum exactly.
WatchCell watch_of(const Formulas *formulas, size_t sheet, size_t column);
