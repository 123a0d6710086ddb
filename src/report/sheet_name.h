// Names of sheets that every spreadsheet program takes, whatever a board is called.
#pragma once
#include "base/arena.h"
#include "base/str.h"

#define SHEET_NAME_MAX 31 // UTF-16 units, which is how the file format counts.

// `wish` made legal, and unlike all that are taken: no []:*?/\ and no # (where a link would end),
// no apostrophe or space at an end, no control, not too long, not empty, not the reserved
// "History". Spreadsheets take "budget" and "Budget" for one name, so these differ in more.
Str sheet_name(Arena *arena, Str wish, const Str *taken, size_t count);
