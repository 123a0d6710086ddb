// Reads an Excel workbook that may come from anywhere. It refuses, with the
// reason in words, whatever is damaged, disguised or larger than a return could
// ever be: what it does not understand must still unpack without a fault.
#pragma once
#include "parse/spreadsheet.h"

// False for what it refuses; `why` then says so in words that fit after "because".
bool xlsx_read(Arena *arena, Str bytes, Spreadsheet *book, Str *why);
