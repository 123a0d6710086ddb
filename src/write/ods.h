// Writes a workbook as an OpenDocument spreadsheet: values alone, each of its
// type and to the penny, nothing hidden, the same bytes on every run.
#pragma once
#include "base/text.h"
#include "report/table.h"

// Adds the bytes to `out`. False, with the reason in `why`, for a workbook no
// spreadsheet can hold. Formulas, charts and live checks are left to the XLSX
// writer: a computed cell is its value here.
bool ods_write(Arena *arena, const Workbook *workbook, Text *out, Str *why);
