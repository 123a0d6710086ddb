// Reads a spreadsheet file of any format. What it is, its bytes say and not its
// name: systems export web pages and tab-separated text as .xls.
#pragma once
#include "parse/spreadsheet.h"

// How large the file may be.
#define TABLE_FILE_BYTES_MAX ((size_t)64 << 20)

// False for what it refuses; `why` then says what to do, in words that fit after
// "cannot read paper.xls: ". The bytes must outlive the reading alone.
bool table_file_read(Arena *arena, Str name, Str bytes, Spreadsheet *book, Str *why);
