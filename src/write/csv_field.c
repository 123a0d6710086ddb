#include "write/csv_field.h"

#include <string.h>

void csv_add_text(Text *out, Str value)
{
    bool formula = value.len && strchr("=+-@\t\r", value.data[0]);
    bool quoted = formula;
    for (size_t i = 0; i < value.len; i++) quoted |= strchr(",\"\r\n", value.data[i]) != NULL;
    if (quoted) text_add_char(out, '"');
    if (formula) text_add_char(out, '\'');
    for (size_t i = 0; i < value.len; i++) {
        if (value.data[i] == '"') text_add_char(out, '"');
        text_add_char(out, value.data[i]);
    }
    if (quoted) text_add_char(out, '"');
}

void csv_add_cell(Arena *arena, Text *out, const Cell *cell, CellType column)
{
    switch (cell->type) {
    case CELL_MONEY: text_add(out, money_plain(arena, cell->money)); return;
    case CELL_PERCENT:
        text_add(out, percent_format(arena, cell->percent));
        if (column != CELL_PERCENT) text_add_char(out, '%');
        return;
    case CELL_COUNT: text_addf(out, "%lld", (long long)cell->count); return;
    case CELL_TEXT:
    case CELL_DATE: csv_add_text(out, cell->text); return;
    case CELL_EMPTY: return;
    }
}
