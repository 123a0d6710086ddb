#include "parse/spreadsheet.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

size_t spreadsheet_digits(Str text, uint32_t max, uint32_t *out)
{
    uint64_t number = 0;
    size_t   count = 0;
    for (; count < text.len && text.data[count] >= '0' && text.data[count] <= '9'; count++) {
        number = number * 10 + (uint64_t)(text.data[count] - '0');
        if (number > max) return 0;
    }
    *out = (uint32_t)number;
    return count;
}

bool spreadsheet_reference(Str text, uint32_t *row, uint32_t *column)
{
    size_t   letters = 0;
    uint32_t number = 0;
    while (letters < text.len && text.data[letters] >= 'A' && text.data[letters] <= 'Z') {
        number = number * 26 + (uint32_t)(text.data[letters++] - 'A') + 1;
        if (number > SPREADSHEET_COLUMN_MAX) return false;
    }
    Str digits = str_from_to(text, letters, text.len);
    if (letters == 0 || spreadsheet_digits(digits, SPREADSHEET_ROW_MAX, row) != digits.len)
        return false;
    if (digits.len == 0 || *row == 0) return false;
    *row -= 1;
    *column = number - 1;
    return true;
}

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
