#include <ctype.h>
#include <stdlib.h>

#include "app/command.h"
#include "app/errors_text.h"

// The number in "BCF204", "bcf204" or "204"; 0 where it is none.
static int code_number(const char *text)
{
    if (toupper((unsigned char)text[0]) == 'B' && toupper((unsigned char)text[1]) == 'C' &&
        toupper((unsigned char)text[2]) == 'F') {
        text += 3;
    }
    for (size_t i = 0; i < 3; i++) {
        if (!isdigit((unsigned char)text[i])) return 0;
    }
    return text[3] ? 0 : atoi(text);
}

// The section "## BCF204 ..." of docs/errors.md, up to the next heading.
static Str section_of(Arena *arena, int number)
{
    Str    all = {errors_text, errors_text_size};
    Str    heading = str_format(arena, "## BCF%03d ", number);
    size_t start = SIZE_MAX;
    for (size_t at = 0; at < all.len; at++) {
        bool line_start = at == 0 || all.data[at - 1] == '\n';
        Str  rest = str_from_to(all, at, all.len);
        if (!line_start) continue;
        if (start != SIZE_MAX && at > start && str_starts(rest, "## ")) {
            return str_from_to(all, start, at);
        }
        if (str_starts(rest, heading.data)) start = at;
    }
    return start == SIZE_MAX ? STR("") : str_from_to(all, start, all.len);
}

static ExitStatus run(Arena *arena, const Options *options)
{
    Text out = text_new(arena);
    for (size_t i = 0; i < options->name_count; i++) {
        int number = code_number(options->names[i]);
        Str section = number ? section_of(arena, number) : STR("");
        if (section.len == 0) {
            return usage_error("there is no code '%s'; codes look like BCF204", options->names[i]);
        }
        text_add(&out, str_from_to(section, 3, section.len)); // Without "## ".
    }
    return print_out(text_str(&out)) ? EXIT_CLEAN : EXIT_WORLD;
}

const Command command_explain = {
    "explain",
    "explain CODE...",
    "say what a code such as BCF204 means and what to do",
    "The sections are those of docs/errors.md.\n",
    0,
    run,
};
