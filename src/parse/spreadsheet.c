#include "parse/spreadsheet.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/cell_name.h"

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

bool spreadsheet_area(Str text, SpreadsheetArea *area)
{
    size_t colon = 0;
    while (colon < text.len && text.data[colon] != ':') colon++;
    Str first = str_from_to(text, 0, colon);
    Str last = colon < text.len ? str_from_to(text, colon + 1, text.len) : first;
    return spreadsheet_reference(first, &area->first_row, &area->first_column) &&
           spreadsheet_reference(last, &area->last_row, &area->last_column) &&
           area->last_row >= area->first_row && area->last_column >= area->first_column;
}

Str spreadsheet_place(Arena *arena, Str sheet, const SpreadsheetCell *cell)
{
    Text place = text_new(arena);
    if (sheet.len > 0) text_addf(&place, "%.*s!", STR_ARG(sheet));
    cell_name_add(&place, cell->row, cell->column);
    return text_str(&place);
}

// The doubles of this folder are below: they are what a spreadsheet holds.

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

// The digits of a text, with a point in the place of its decimal mark, as far as there
// is room. A mark that stands there twice is none. Returns how many decimals there are.
static bool read_shown(Str shown, char mark, double *number, uint8_t *decimals)
{
    char   digits[40];
    size_t count = 0;
    size_t marks = 0;
    *decimals = 0;
    for (size_t i = 0; i < shown.len; i++) {
        char c = shown.data[i];
        bool is_mark = c == mark;
        if (!is_mark && (c < '0' || c > '9')) continue;
        if (count + 1 == sizeof digits || (is_mark && ++marks > 1)) return false;
        if (!is_mark && marks) *decimals += 1;
        digits[count++] = is_mark ? '.' : c;
    }
    digits[count] = '\0';
    *number = strtod(digits, NULL);
    return count > marks;
}

bool spreadsheet_shown(Str stored, Str shown, bool percent, SpreadsheetFormat *format)
{
    static const char marks[] = {'.', ','};
    double            value = fabs(strtod(stored.data, NULL)) * (percent ? 100 : 1);
    format->kind = percent ? SHOWN_PERCENT : SHOWN_NUMBER;
    bool is_finite = value <= 1e15;
    for (format->thousands = 0; is_finite && format->thousands <= 3; format->thousands++) {
        for (size_t i = 0; i < sizeof marks; i++) {
            double number = 0;
            if (!read_shown(shown, marks[i], &number, &format->decimals)) continue;
            double last = pow(10, -format->decimals); // What one of the last place is worth.
            if (fabs(value - number) <= last / 2 + value * DBL_EPSILON * 4) return true;
        }
        value /= 1000;
    }
    *format = (SpreadsheetFormat){0};
    return false;
}
