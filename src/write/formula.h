// The live formula of a computed cell, from what the cell says it is the sum,
// difference or ratio of. Its value, as Excel works it out, is the cell's own.
#pragma once
#include "report/table.h"

// Excel opens no longer formula, and no SUM of more parts.
#define FORMULA_LEN_MAX  8192
#define FORMULA_PART_MAX 255
#define FORMULA_TEXT_MAX 255 // Bytes, of one text in it.

typedef struct {
    Arena          *arena;
    const Workbook *workbook;
    bool           *has_pence; // By sheet: looked up for every cell, found once.
} Formulas;

Formulas formulas_new(Arena *arena, const Workbook *workbook);

// Without the leading "="; row and column are of the table, not of the sheet.
// Empty for a value of its own, and where no formula could be opened or checked:
// its postings are in no journal of this workbook, or it would be too long.
Str formula_of(const Formulas *formulas, size_t sheet, size_t row, size_t column);
