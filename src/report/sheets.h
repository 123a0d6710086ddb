// The workbook of one or more books.
#pragma once
#include "report/report.h"

// The working profile: a summary and every report that states anything, with notes
// of all that was found. `program` is what made it: "bcf 0.1.0".
Workbook *sheets_working(Arena *arena, const Case *cases, size_t count, const Diags *diags,
                         Str program);

// The publication profile: cover, contents, notes, then each statement as one
// plain table of values, as the public-sector rules want it: docs/workbook.md.
// `draws` is whether its file can hold charts.
Workbook *sheets_publication(Arena *arena, const Case *cases, size_t count, Str program,
                             bool draws);
