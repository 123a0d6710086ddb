// A cell as a person reads it, for the formats that are read as text.
#pragma once
#include "report/table.h"

// Money with commas, with pence where `pence`; nil is "-", not stated is empty;
// "5.66%"; counts in full; texts as they are. No pound sign.
Str cell_display(Arena *arena, const Cell *cell, bool pence);

// A note as it stands below a table: with a star where a figure has one.
Str note_display(Arena *arena, const TableNote *note);

bool cell_is_figure(CellType type); // Set to the right.
