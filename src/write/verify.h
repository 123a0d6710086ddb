// Reads a written workbook back and compares every cell with the tables it was
// made of. It shares no reading with the writer, but the layout and what a formula,
// a link, a check or a name should be: success means that the bytes hold what was
// meant. That a formula comes to its value, two other programs say in the tests.
#pragma once
#include "report/table.h"

// False at the first difference; `why` names the sheet, the cell, what should be
// there and what is.
bool verify_xlsx(Arena *arena, const Workbook *workbook, Str bytes, Str *why);
// Of a publication, which has no formulas; charts are not drawn there.
bool verify_ods(Arena *arena, const Workbook *workbook, Str bytes, Str *why);
