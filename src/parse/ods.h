// Reads an OpenDocument spreadsheet that may come from anywhere: LibreOffice,
// Excel or ourselves. It refuses, with the reason in words, whatever is damaged,
// disguised, locked or larger than a return could ever be.
#pragma once
#include "parse/spreadsheet.h"

// The format says "and so a million times" in a few bytes; this is how many cells
// and spaces we write out of such words, in one file. Empty rows cost nothing.
#define ODS_COPY_MAX 2000000

// False for what it refuses; `why` then says so in words that fit after "because".
// Dates and times are texts, as stored: "2022-05-24".
bool ods_read(Arena *arena, Str bytes, Spreadsheet *book, Str *why);
