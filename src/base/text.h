// Text that grows. Everything the program prints is first made here, so that
// writers are functions from tables to bytes and only app touches the world.
#pragma once
#include <stdarg.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

typedef struct {
    Arena *arena;
    char  *data;
    size_t len;
    size_t capacity;
} Text;

Text text_new(Arena *arena);
Str  text_str(const Text *text);
void text_add(Text *text, Str more);
void text_add_char(Text *text, char c);
void text_add_character(Text *text, uint32_t character); // As UTF-8, up to U+FFFF.
void text_repeat(Text *text, char c, size_t count);
void text_addf(Text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

// One formatted string, made in the arena.
Str str_format(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

Str str_format_args(Arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

// Any bytes as harmless UTF-8 on one line: what is no character, a control character or
// one that deceives becomes `instead`.
void text_add_harmless(Text *text, Str bytes, char instead);

// A JSON string, quoted and escaped. The text must be UTF-8.
void text_add_json(Text *text, Str value);

// Columns a reader sees: characters, not bytes. The text must be UTF-8.
size_t text_width(Str text);

// At most so many characters of it, with "…" for what is left out; ends in a NUL.
Str text_shortened(Arena *arena, Str text, size_t chars_max);
