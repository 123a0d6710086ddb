#include "report/sheet_name.h"

#include <string.h>

#include "base/text.h"

static size_t units_of(char first)
{
    unsigned char byte = (unsigned char)first;
    if ((byte & 0xC0) == 0x80) return 0; // Inside a character.
    return byte >= 0xF0 ? 2 : 1;
}

static bool is_edge(char c)
{
    return c == ' ' || c == '\'';
}

static Str trimmed(Str text)
{
    while (text.len && is_edge(text.data[0])) text = str_from_to(text, 1, text.len);
    while (text.len && is_edge(text.data[text.len - 1])) text.len--;
    return text;
}

static Str legal(Arena *arena, Str wish)
{
    Text text = text_new(arena);
    for (size_t i = 0; i < wish.len; i++) {
        char c = wish.data[i];
        bool bad = strchr("[]:*?/\\#", c) || (unsigned char)c < 32 || c == 127;
        text_add_char(&text, bad ? '-' : c);
    }
    return text_str(&text);
}

// As much of it as fits, whole characters only.
static Str shortened(Str text, size_t most)
{
    size_t units = 0;
    for (size_t i = 0; i < text.len; i++) {
        units += units_of(text.data[i]);
        if (units > most) return trimmed(str_from_to(text, 0, i));
    }
    return text;
}

static bool is_free(Str name, const Str *taken, size_t count)
{
    if (name.len == 0 || str_equal_any_case(name, STR("History"))) return false;
    for (size_t i = 0; i < count; i++) {
        if (str_equal_any_case(name, taken[i])) return false;
    }
    return true;
}

Str sheet_name(Arena *arena, Str wish, const Str *taken, size_t count)
{
    Str whole = trimmed(legal(arena, wish));
    Str name = shortened(whole, SHEET_NAME_MAX);
    if (whole.len == 0) whole = STR("Sheet");
    for (size_t number = 2; !is_free(name, taken, count); number++) {
        Str suffix = str_format(arena, " (%zu)", number);
        Str start = shortened(whole, SHEET_NAME_MAX - suffix.len);
        name = str_format(arena, "%.*s%.*s", STR_ARG(start), STR_ARG(suffix));
    }
    return name;
}
