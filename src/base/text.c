#include "base/text.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

Text text_new(Arena *arena)
{
    return (Text){.arena = arena};
}

Str text_str(const Text *text)
{
    return text->data ? (Str){text->data, text->len} : STR("");
}

static void reserve(Text *text, size_t more)
{
    if (text->capacity - text->len > more) return;
    size_t capacity = text->capacity ? text->capacity : 64;
    while (capacity - text->len <= more) capacity *= 2;
    char *data = arena_alloc(text->arena, capacity, 1);
    if (text->len) memcpy(data, text->data, text->len);
    text->data = data;
    text->capacity = capacity;
}

void text_add(Text *text, Str more)
{
    reserve(text, more.len);
    if (more.len) memcpy(text->data + text->len, more.data, more.len);
    text->len += more.len;
}

void text_add_char(Text *text, char c)
{
    text_add(text, (Str){&c, 1});
}

void text_add_character(Text *text, uint32_t character)
{
    assert(character <= 0xFFFF);
    if (character < 0x80) {
        text_add_char(text, (char)character);
    } else if (character < 0x800) {
        text_add_char(text, (char)(0xC0 | character >> 6));
        text_add_char(text, (char)(0x80 | (character & 0x3F)));
    } else {
        text_add_char(text, (char)(0xE0 | character >> 12));
        text_add_char(text, (char)(0x80 | (character >> 6 & 0x3F)));
        text_add_char(text, (char)(0x80 | (character & 0x3F)));
    }
}

void text_repeat(Text *text, char c, size_t count)
{
    reserve(text, count);
    memset(text->data + text->len, c, count);
    text->len += count;
}

__attribute__((format(printf, 2, 0))) static void add_formatted(Text *text, const char *format,
                                                                va_list args)
{
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    assert(len >= 0); // Only a wrong format of ours could fail.
    reserve(text, (size_t)len);
    vsnprintf(text->data + text->len, (size_t)len + 1, format, again);
    va_end(again);
    text->len += (size_t)len;
}

void text_addf(Text *text, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add_formatted(text, format, args);
    va_end(args);
}

Str str_format_args(Arena *arena, const char *format, va_list args)
{
    Text text = text_new(arena);
    add_formatted(&text, format, args);
    return text_str(&text);
}

Str str_format(Arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    Str text = str_format_args(arena, format, args);
    va_end(args);
    return text;
}

void text_add_harmless(Text *text, Str bytes, char instead)
{
    for (size_t at = 0; at < bytes.len;) {
        uint32_t character = 0;
        size_t   len = utf8_decode(bytes, at, &character);
        if (len == 0 || character < 0x20 || utf8_danger(character)) text_add_char(text, instead);
        else text_add(text, str_from_to(bytes, at, at + len));
        at += len ? len : 1;
    }
}

void text_add_json(Text *text, Str value)
{
    text_add_char(text, '"');
    for (size_t i = 0; i < value.len; i++) {
        unsigned char c = (unsigned char)value.data[i];
        if (c == '"' || c == '\\') text_addf(text, "\\%c", c);
        else if (c == '\n') text_add(text, STR("\\n"));
        else if (c < 0x20 || c == 0x7f) text_addf(text, "\\u%04x", (unsigned)c);
        else text_add_char(text, (char)c);
    }
    text_add_char(text, '"');
}

size_t text_width(Str text)
{
    size_t width = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (((unsigned char)text.data[i] & 0xC0) != 0x80) width++;
    }
    return width;
}

Str text_shortened(Arena *arena, Str text, size_t chars_max)
{
    size_t chars = 0;
    size_t end = 0; // Of what is kept where it must be cut.
    for (size_t i = 0; i < text.len; i++) {
        if (((unsigned char)text.data[i] & 0xC0) == 0x80) continue; // Inside a character.
        if (chars + 1 == chars_max) end = i;
        chars++;
    }
    if (chars <= chars_max) return arena_copy(arena, text);
    while (end > 0 && text.data[end - 1] == ' ') end--;
    return str_format(arena, "%.*s…", (int)end, text.data);
}
