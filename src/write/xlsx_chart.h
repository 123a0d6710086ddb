// Draws the picture of a table: the one place that speaks to the library of charts.
#pragma once
#include <xlsxwriter.h>

#include "report/table.h"
#include "write/fit.h"

// False when there is no memory for it. The sheet's cells are written before.
bool xlsx_chart(Arena *arena, lxw_workbook *book, lxw_worksheet *page, const Sheet *sheet,
                const Fit *fit);
