// Reads a table of comma-separated values as a spreadsheet of one sheet without a
// name, every cell a text as it is written. What cannot be told for certain, how
// the file spells its characters and what parts its cells, is said in the result.
#pragma once
#include "parse/spreadsheet.h"

// What parts the cells:
// - what a first line "sep=;" says, which is then no row of the table;
// - a tab, if one stands in at least half of the first 20 lines that are not blank;
// - a semicolon, if it does and stands in more of them than a comma does;
// - else a comma.
// In this, quoted text does not count, nor does a comma between digits, which may
// be part of an amount.
//
// It is UTF-8, or else taken for Windows-1252. Rows end with LF, CRLF or CR.
//
// False for what it refuses; `why` then says so in words that fit after "because".
bool csv_read(Arena *arena, Str bytes, Spreadsheet *book, Str *why);
