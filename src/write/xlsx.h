// Writes a workbook for Excel and LibreOffice: live formulas with their true
// values cached, nothing hidden, the same bytes on every run.
//
// The library behind it can report success for a file that is cut short, as on
// a full disk. Only verify_xlsx() says that the bytes are the workbook.
#pragma once
#include "base/text.h"
#include "report/table.h"

// What a spreadsheet can hold to the penny; beyond it nothing is written.
#define XLSX_PENCE_MAX INT64_C(9000000000000000)

// Adds the bytes to `out`. The scratch folder must be writable: the library can
// write only to a file, which is gone when this returns. False, with the reason
// in `why`, for a workbook no spreadsheet can hold and for a failing disk.
bool xlsx_write(Arena *arena, const Workbook *workbook, const char *scratch_folder, Text *out,
                Str *why);

const char *xlsx_writer_version(void); // Of the library behind it.
