#include "write/layout.h"

size_t layout_row(size_t row)
{
    return LAYOUT_FIRST_ROW + row;
}

size_t layout_column(size_t column)
{
    return LAYOUT_FIRST_COLUMN + column;
}

size_t layout_note_row(const Table *table, size_t note)
{
    return layout_row(table->row_count) + 1 + note;
}

size_t layout_row_count(const Table *table)
{
    if (table->note_count == 0) return layout_row(table->row_count);
    return layout_note_row(table, table->note_count);
}

bool layout_has_header(const Table *table)
{
    if (table->heading.len > 0) return true;
    for (size_t i = 0; i < table->column_count; i++) {
        if (table->columns[i].label.len > 0) return true;
    }
    return false;
}

Str layout_subtitle(Arena *arena, const Table *table)
{
    const char *between = table->board.len && table->year.len ? " · " : "";
    return str_format(arena, "%.*s%s%.*s", STR_ARG(table->board), between, STR_ARG(table->year));
}

// A to Z, then AA: counting without a nought.
void layout_add_letters(Text *text, size_t column)
{
    if (column >= 26) layout_add_letters(text, column / 26 - 1);
    text_add_char(text, (char)('A' + column % 26));
}

void layout_add_cell(Text *text, size_t row, size_t column)
{
    layout_add_letters(text, column);
    text_addf(text, "%zu", row + 1);
}
