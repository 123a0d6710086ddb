#include "write/display.h"

static Str display_money(Arena *arena, Money money, bool pence)
{
    if (money.pence == 0) return STR("-");
    Str text = money_format(arena, money);
    return pence ? text : str_from_to(text, 0, text.len - 3); // Without ".00".
}

Str cell_display(Arena *arena, const Cell *cell, bool pence)
{
    switch (cell->type) {
    case CELL_MONEY: return display_money(arena, cell->money, pence);
    case CELL_PERCENT:
        return str_format(arena, "%.*s%%", STR_ARG(percent_format(arena, cell->percent)));
    case CELL_COUNT: return str_format(arena, "%lld", (long long)cell->count);
    case CELL_TEXT:
    case CELL_DATE: return cell->text;
    case CELL_EMPTY: break;
    }
    return STR("");
}

Str note_display(Arena *arena, const TableNote *note)
{
    if (note->row == NOTE_OF_TABLE) return note->text;
    return str_format(arena, "* %.*s", STR_ARG(note->text));
}

bool cell_is_figure(CellType type)
{
    return type == CELL_MONEY || type == CELL_PERCENT || type == CELL_COUNT;
}
