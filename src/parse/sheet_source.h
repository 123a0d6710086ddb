// Stub.
#pragma once
#include "base/source.h"
#include "parse/spreadsheet.h"
Source *sheet_source(Arena *arena, Str path, const SpreadsheetSheet *sheet, size_t order);
Span sheet_span(const Source *source, uint32_t row, uint32_t column);
Str cell_name(Arena *arena, uint32_t row, uint32_t column);
