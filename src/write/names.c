#include "write/names.h"

#include <ctype.h>

#include "base/index.h"
#include "write/layout.h"
#include "write/reference.h"

#define NAME_LEN_MAX 200 // The file format takes 255; a number may follow.

// Spreadsheets take names that differ in case alone for one.
static Str folded(Arena *arena, Str name)
{
    Text text = text_new(arena);
    for (size_t i = 0; i < name.len; i++) {
        text_add_char(&text, (char)tolower((unsigned char)name.data[i]));
    }
    return text_str(&text);
}

Str name_from(Arena *arena, Str text)
{
    Text name = text_new(arena);
    for (size_t i = 0; i < text.len && name.len < NAME_LEN_MAX; i++) {
        unsigned char c = (unsigned char)text.data[i];
        bool          plain = c < 128 && isalnum(c);
        bool          again = !plain && name.len && name.data[name.len - 1] == '_';
        if (!again) text_add_char(&name, plain ? (char)c : '_');
    }
    while (name.len && name.data[name.len - 1] == '_') name.len--;
    if (name.len == 0 || !isalpha((unsigned char)name.data[0])) {
        return str_format(arena, "N_%.*s", STR_ARG(text_str(&name)));
    }
    return text_str(&name);
}

typedef struct {
    Arena *arena;
    Name  *names;
    size_t count;
    Index  taken;
} NameList;

static void add_name(NameList *list, const Sheet *sheet, size_t row, size_t column)
{
    const Table *table = sheet->table;
    Str          id = table->rows[row].id;
    Str          wish = str_format(list->arena, "%.*s_%.*s_%.*s", STR_ARG(sheet->name), STR_ARG(id),
                                   STR_ARG(table->columns[column].id));
    Str          base = name_from(list->arena, wish);
    Str          name = base;
    Text         refers = text_new(list->arena);
    for (size_t number = 2; index_find(&list->taken, folded(list->arena, name)); number++) {
        name = str_format(list->arena, "%.*s_%zu", STR_ARG(base), number);
    }
    layout_add_sheet(&refers, sheet->name);
    reference_add_fixed(&refers, layout_row(row), layout_column(column));
    list->names[list->count] = (Name){name, text_str(&refers)};
    index_add(&list->taken, folded(list->arena, name), &list->names[list->count++]);
}

static bool is_named(const Table *table, size_t row, size_t column)
{
    Style style = table->rows[row].style;
    return table->watch == WATCH_FIGURES && !table->chart && !table->lists_postings &&
           (style == STYLE_SUBTOTAL || style == STYLE_TOTAL) &&
           table->rows[row].cells[column].type == CELL_MONEY;
}

size_t names_of(Arena *arena, const Workbook *workbook, Name **out)
{
    NameList list = {.arena = arena, .taken = index_new(arena)};
    list.names = *out = ARENA_ARRAY(arena, Name, NAME_COUNT_MAX);
    for (size_t i = 0; i < workbook->count; i++) {
        const Sheet *sheet = &workbook->sheets[i];
        for (size_t row = 0; row < sheet->table->row_count; row++) {
            for (size_t column = 0; column < sheet->table->column_count; column++) {
                if (!is_named(sheet->table, row, column)) continue;
                if (list.count == NAME_COUNT_MAX) return list.count;
                add_name(&list, sheet, row, column);
            }
        }
    }
    return list.count;
}

Str *names_of_tables(Arena *arena, const Workbook *workbook)
{
    Str  *names = ARENA_ARRAY(arena, Str, workbook->count);
    Index taken = index_new(arena);
    for (size_t i = 0; i < workbook->count; i++) {
        Str base = name_from(arena, workbook->sheets[i].name);
        names[i] = str_format(arena, "%.*s_table", STR_ARG(base));
        for (size_t number = 2; index_add(&taken, folded(arena, names[i]), names); number++) {
            names[i] = str_format(arena, "%.*s_table_%zu", STR_ARG(base), number);
        }
    }
    return names;
}
