// Stub.
#pragma once
#include "parse/spreadsheet.h"
bool table_file_read(Arena *arena, Str name, Str bytes, Spreadsheet *book, Str *why);
