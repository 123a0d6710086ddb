// Reads a written workbook back and compares every cell with the tables it was
// made of. Nothing but the layout is shared with the writer: success means that
// the bytes, not the intention, are right.
#pragma once
#include "report/table.h"

// False at the first difference; `why` names the sheet, the cell, what should be
// there and what is.
bool verify_xlsx(Arena *arena, const Workbook *workbook, Str bytes, Str *why);
// Of a publication, which has no formulas; charts are not drawn there.
bool verify_ods(Arena *arena, const Workbook *workbook, Str bytes, Str *why);
