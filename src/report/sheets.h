// The workbook of one or more books: a cover, contents, the reports that state
// anything, and notes with every finding.
#pragma once
#include "report/report.h"

// `program` is what made it: "bcf 0.1.0".
Workbook *sheets_make(Arena *arena, const Case *cases, size_t count, const Diags *diags,
                      Str program);
