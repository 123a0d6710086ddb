// A piece of text with its length. It owns nothing: the bytes live in an arena,
// in a source file or in a literal, and need not end in NUL.
#pragma once
#include <stdbool.h>
#include <stddef.h>

typedef struct {
    const char *data;
    size_t      len; // In bytes.
} Str;

#define STR(literal)    ((Str){literal, sizeof(literal) - 1})
#define STR_ARG(string) (int)(string).len, (string).data // For "%.*s".

Str  str_from(const char *text); // NULL gives the empty Str.
bool str_equal(Str a, Str b);
bool str_equal_any_case(Str a, Str b); // Of the letters of ASCII.
bool str_is(Str a, const char *text);
int  str_compare(Str a, Str b); // By bytes, like strcmp.
bool str_starts(Str a, const char *prefix);
bool str_ends(Str a, const char *suffix);
Str  str_from_to(Str a, size_t start, size_t end);
int  str_digits(Str a, size_t at, size_t count); // The number of so many digits there, or -1.
