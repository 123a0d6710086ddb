// What a cell of a spreadsheet is called: "C7" is row 6, column 2.
#pragma once
#include "base/text.h"

Str  cell_name(Arena *arena, size_t row, size_t column);
void cell_name_add(Text *text, size_t row, size_t column);
void cell_name_add_letters(Text *text, size_t column); // "C".
