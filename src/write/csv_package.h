// Writes a workbook as a package for programs: a zip archive of one CSV file a
// sheet, and of data-dictionary.csv, which says what every file and column is.
// The same bytes on every run.
#pragma once
#include "base/text.h"
#include "report/table.h"

// Adds the bytes to `out`; else `why` says what is wrong. The list of sheets is left out: the
// dictionary is one.
//
// UTF-8 without a mark, lines end in CR LF, one line of headings: ids in lower
// case. Amounts are plain digits in pounds; what is not stated is empty, and so is
// the shorthand of a publication, such as "[x]", in a column of figures.
bool csv_package_write(Arena *arena, const Workbook *workbook, Text *out, Str *why);

// Whether the bytes hold those files, to the last byte.
bool csv_package_verify(Arena *arena, const Workbook *workbook, Str bytes, Str *why);
