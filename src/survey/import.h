// From somebody's table to the three files that say the same: first what was
// understood, which a person can look at; then the files.
#pragma once
#include "parse/spreadsheet.h"
#include "survey/reading.h"

// Finds the table in a spreadsheet and reads it. `name` is the file's, as it is
// printed. NULL after a report: no table, several, or one that cannot be read.
Reading *import_read(Arena *arena, Diags *diags, const Asker *asker, const Spreadsheet *book,
                     Str name);

// Asks what the board is called, where the table does not say.
void import_ask_board(Reading *reading);

// What was understood of it, for a person to check.
void import_account(const Reading *reading, Text *out);

// The files. A pack and a board that are there already are used as they stand, and
// not written again: then their texts are empty.
typedef struct {
    Str pack;
    Str board;
    Str book;
} ImportTexts;

ImportTexts import_texts(Reading *reading, const YearPack *pack, const Board *board, Str pack_path,
                         Str board_path);
