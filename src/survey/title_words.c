// What titles say of a whole table: its years, its unit, its board.
#include "survey/words.h"

#include <string.h>

#include "base/text.h"

static bool is_digit_at(Str text, size_t at)
{
    return at < text.len && text.data[at] >= '0' && text.data[at] <= '9';
}

// "31 March 2023" ends 2022/23; "year ended" need not be said.
static size_t march_at(Str text, size_t at, Year *year)
{
    static const char *const words[] = {"31 March ", "31st March ", "31 march ", "31 MARCH "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        Str rest = str_from_to(text, at, text.len);
        if (!str_starts(rest, words[i])) continue;
        int last = str_digits(text, at + strlen(words[i]), 4);
        if (last < 2011 || last > 2100) continue;
        year->start = last - 1;
        return strlen(words[i]) + 4;
    }
    return 0;
}

// The year that begins at a place of a text, and how long it is; 0 for none.
static size_t year_at(Str text, size_t at, Year *year)
{
    static const struct {
        size_t first, last;
    } forms[] = {{4, 4}, {4, 2}, {2, 2}};
    if (at > 0 && (is_digit_at(text, at - 1) || text.data[at - 1] == '/')) return 0;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        int    first = str_digits(text, at, forms[i].first);
        size_t sign = at + forms[i].first;
        size_t len = 0;
        if (first < 0 || sign >= text.len) continue;
        if (text.data[sign] == '/' || text.data[sign] == '-' || text.data[sign] == '_') len = 1;
        if (str_starts(str_from_to(text, sign, text.len), "–")) len = strlen("–");
        int    last = str_digits(text, sign + len, forms[i].last);
        size_t end = sign + len + forms[i].last;
        if (len == 0 || last < 0 || is_digit_at(text, end)) continue;
        if (end < text.len && text.data[end] == '/') continue; // A date.
        if (forms[i].first == 2) first += 2000;
        if (last % 100 != (first + 1) % 100 || first < 2010 || first > 2100) continue;
        year->start = first;
        return end - at;
    }
    return 0;
}

size_t words_years(Str text, Year *years, size_t max)
{
    size_t count = 0;
    for (size_t at = 0; at < text.len;) {
        Year   year = {0};
        size_t len = year_at(text, at, &year);
        if (!len) len = march_at(text, at, &year);
        bool known = false;
        for (size_t i = 0; i < count; i++) known |= years[i].start == year.start;
        if (len && !known && count < max) years[count++] = year;
        at += len ? len : 1;
    }
    return count;
}

// "£m" alone or at the end of a word; "£ minimum" is no unit.
static bool says_letter(Str rest, const char *unit)
{
    size_t end = strlen(unit);
    if (!str_starts(rest, unit)) return false;
    if (end < rest.len && rest.data[end] == 's') end++;
    return end == rest.len || rest.data[end] < 'a' || rest.data[end] > 'z';
}

int64_t words_unit(Arena *arena, Str text)
{
    Text plain = text_new(arena);
    for (size_t i = 0; i < text.len; i++) {
        Str  rest = str_from_to(text, i, text.len);
        char c = text.data[i];
        if (str_starts(rest, "’") || str_starts(rest, "‘")) i += strlen("’") - 1;
        else if (c != '\'' && !(c == ' ' && str_ends(text_str(&plain), "£")))
            text_add_char(&plain, c >= 'A' && c <= 'Z' ? (char)(c + 32) : c);
    }
    Str all = text_str(&plain);
    for (size_t i = 0; i < all.len; i++) {
        Str rest = str_from_to(all, i, all.len);
        if (str_starts(rest, "£000") || str_starts(rest, "£thousand")) return 1000;
        if (says_letter(rest, "£k") || str_starts(rest, "in thousands")) return 1000;
        if (says_letter(rest, "£m") || str_starts(rest, "£million")) return 1000000;
        if (str_starts(rest, "in millions")) return 1000000;
    }
    return 0;
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

// From the first capital word before it: "Report to the Northshire Health and ..."
// gives what begins with "Northshire".
Str words_board(Arena *arena, Str title)
{
    static const char *const ends[] = {"Health and Wellbeing Board", "Health and Well-being Board",
                                       "Health & Wellbeing Board",   "Health and Well Being Board",
                                       "Health & Well-being Board",  "HEALTH AND WELLBEING BOARD"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        for (size_t at = 0; at < title.len; at++) {
            if (!str_starts(str_from_to(title, at, title.len), ends[i])) continue;
            size_t start = at;
            while (start > 0) {
                size_t word = start - 1;
                while (word > 0 && title.data[word - 1] != ' ') word--;
                if (title.data[start - 1] != ' ' || !is_upper(title.data[word])) break;
                start = word;
            }
            if (start == at) return STR("");
            return arena_copy(arena, str_from_to(title, start, at + strlen(ends[i])));
        }
    }
    return STR("");
}
