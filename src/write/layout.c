#include "write/layout.h"

#define FOOTER_CHARS_MAX 80

size_t layout_row(size_t row)
{
    return LAYOUT_FIRST_ROW + row;
}

size_t layout_column(size_t column)
{
    return LAYOUT_FIRST_COLUMN + column;
}

bool layout_has_check(const Table *table)
{
    return table->watch != WATCH_NOTHING;
}

size_t layout_check_row(const Table *table)
{
    return layout_row(table->row_count);
}

static size_t table_end(const Table *table)
{
    return layout_row(table->row_count) + layout_has_check(table);
}

size_t layout_note_row(const Table *table, size_t note)
{
    return table_end(table) + 1 + note;
}

size_t layout_last_body_row(const Table *table)
{
    size_t count = table->row_count;
    while (count > 0 && table->rows[count - 1].style == STYLE_TOTAL) count--;
    return layout_row(count) - 1;
}

size_t layout_row_count(const Table *table)
{
    if (table->note_count == 0) return table_end(table);
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
    if (table->board.len == 0) return STR("");
    return str_format(arena, "%.*s · %.*s · £", STR_ARG(table->board), STR_ARG(table->year));
}

Str layout_footer(Arena *arena, const Table *table)
{
    const char *between = table->board.len ? " · " : "";
    Str         whole =
        str_format(arena, "%.*s%s%.*s", STR_ARG(table->title), between, STR_ARG(table->board));
    return text_shortened(arena, whole, FOOTER_CHARS_MAX);
}

void layout_add_quoted(Text *text, Str name)
{
    text_add_char(text, '\'');
    for (size_t i = 0; i < name.len; i++) {
        if (name.data[i] == '\'') text_add_char(text, '\'');
        text_add_char(text, name.data[i]);
    }
    text_add_char(text, '\'');
}

void layout_add_sheet(Text *text, Str name)
{
    layout_add_quoted(text, name);
    text_add_char(text, '!');
}
