// A sheet as text to quote in a finding: a line for each row that has cells, and
// for each of the sheet's cells, the empty ones too, a place that names it.
#pragma once
#include "base/source.h"
#include "parse/spreadsheet.h"

// A longer text of a cell is cut.
#define SHEET_SOURCE_CHARS_MAX 60

// The text of a sheet; cells beyond it are named and not quoted.
#define SHEET_SOURCE_BYTES_MAX ((size_t)64 << 20)

// `order` as that of a file: findings sort by it.
Source *sheet_source(Arena *arena, Str path, const SpreadsheetSheet *sheet, size_t order);

// The cell as a place, empty or not. The sheet as a whole is (Span){source, 0, 0}.
Span sheet_span(const Source *source, uint32_t row, uint32_t column);
