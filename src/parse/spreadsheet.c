#include "parse/spreadsheet.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

// The one double of this folder: it is what a spreadsheet holds.
bool spreadsheet_scaled(const SpreadsheetCell *cell, int64_t scale, int64_t *out)
{
    Str   text = cell->text;
    char *end = NULL;
    // strtod would also read "inf", "nan" and "0x10". It stops at the NUL after the text.
    if (cell->kind != SPREADSHEET_NUMBER || strspn(text.data, "+-.0123456789Ee") != text.len) {
        return false;
    }
    double units = strtod(text.data, &end) * (double)scale;
    if (text.len == 0 || end != text.data + text.len || !(fabs(units) <= 9e15)) return false;
    *out = llround(units);
    // A millionth of a unit, and what the 53 bits of a large number cannot say.
    return fabs(units - (double)*out) <= 1e-6 + fabs(units) * DBL_EPSILON * 2;
}
