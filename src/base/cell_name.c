#include "base/cell_name.h"

// A to Z, then AA: counting without a nought.
void cell_name_add_letters(Text *text, size_t column)
{
    if (column >= 26) cell_name_add_letters(text, column / 26 - 1);
    text_add_char(text, (char)('A' + column % 26));
}

void cell_name_add(Text *text, size_t row, size_t column)
{
    cell_name_add_letters(text, column);
    text_addf(text, "%zu", row + 1);
}

Str cell_name(Arena *arena, size_t row, size_t column)
{
    Text name = text_new(arena);
    cell_name_add(&name, row, column);
    return text_str(&name);
}
