// One field of a CSV file (RFC 4180), as every file of ours writes it.
#pragma once
#include "report/table.h"

// Quoted where it must be. A text that a spreadsheet would take for a formula is
// given an apostrophe.
void csv_add_text(Text *out, Str value);

// Plain amounts: "1234.50". A rate in a column of rates is a bare number; among
// amounts it keeps its sign. What is not stated is empty.
void csv_add_cell(Arena *arena, Text *out, const Cell *cell, CellType column);
