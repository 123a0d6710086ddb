// Which funding line a heading or a label names.
#include "survey/words.h"

#include <string.h>

#include "base/text.h"

// Words, parted by "+", that a text must have; the first entry that fits is taken.
static const struct {
    const char      *with;
    const KnownLine *line;
} entries[] = {
    {"ibcf", &line_ibcf},
    {"improved better care", &line_ibcf},
    {"improved bcf", &line_ibcf},
    {"local authority better care", &line_better_care_grant},
    {"labcg", &line_better_care_grant},
    {"dfg", &line_dfg},
    {"disabled facilit~", &line_dfg},
    {"winter pressure~", &line_winter_pressures},
    {"discharge+icb", &line_discharge_icb},
    {"discharge+ccg", &line_discharge_icb},
    {"discharge+nhs", &line_discharge_icb},
    {"discharge+la", &line_discharge_la},
    {"discharge+local authority", &line_discharge_la},
    {"discharge+council", &line_discharge_la},
    {"additional+nhs", &line_additional_nhs},
    {"additional+icb", &line_additional_nhs},
    {"additional+ccg", &line_additional_nhs},
    {"voluntary+nhs", &line_additional_nhs},
    {"voluntary+icb", &line_additional_nhs},
    {"voluntary+ccg", &line_additional_nhs},
    {"additional+la", &line_additional_council},
    {"additional+council", &line_additional_council},
    {"additional+local authority", &line_additional_council},
    {"voluntary+council", &line_additional_council},
    {"voluntary+la", &line_additional_council},
    {"nhs+minimum", &line_nhs_minimum},
    {"ccg+minimum", &line_nhs_minimum},
    {"icb+minimum", &line_nhs_minimum},
    {"nhs+min", &line_nhs_minimum},
    {"ccg+min", &line_nhs_minimum},
    {"icb+min", &line_nhs_minimum},
    {"minimum contribution", &line_nhs_minimum},
    {"bcf minimum", &line_nhs_minimum},
    {"minimum bcf", &line_nhs_minimum},
};

// Of a heading that says nothing else.
static const char *const bcf_alone[] = {
    "bcf",     "core bcf",         "bcf core", "bcf revenue",      "ccg bcf", "nhs bcf",
    "icb bcf", "better care fund", "minimum",  "bcf contribution", NULL};

// Who pays, not what: the minimum most likely, or more.
static const char *const nhs_alone[] = {
    "ccg", "icb", "nhs", "ccg contribution", "nhs contribution", "icb contribution", NULL};

static bool has_all(Str folded, const char *with)
{
    Str left = str_from(with);
    while (left.len) {
        size_t end = 0;
        while (end < left.len && left.data[end] != '+') end++;
        if (!words_has_str(folded, str_from_to(left, 0, end))) return false;
        left = str_from_to(left, end < left.len ? end + 1 : end, left.len);
    }
    return true;
}

// "22 23", "2022 23", "2022"; not the "01" of a reference such as "BCF-01".
static bool is_year_word(Str folded, size_t at, Str word)
{
    size_t end = at + word.len;
    bool   before = at >= 3 && words_are_figures(str_from_to(folded, at - 3, at - 1));
    bool   after = end < folded.len && words_are_figures(words_at(folded, end + 1));
    return words_are_figures(word) && (word.len == 4 || before || after);
}

// A heading without its unit and year: "BCF £000 2022/23" is "bcf".
static Str bare_heading(Arena *arena, Str folded)
{
    static const char *const empty[] = {"000",     "000s",  "k",    "m",       "million", "s",
                                        "gross",   "p",     "fund", "funding", "amount",  "budget",
                                        "revenue", "total", "plan", NULL};
    Text                     bare = text_new(arena);
    for (size_t at = 0; at < folded.len;) {
        Str word = words_at(folded, at);
        if (!words_are_any(word, empty) && !is_year_word(folded, at, word)) {
            text_addf(&bare, "%s%.*s", bare.len ? " " : "", STR_ARG(word));
        }
        at += word.len + 1;
    }
    return text_str(&bare);
}

static const KnownLine *one_line(Arena *arena, Str text, bool alone)
{
    Str folded = words_folded(arena, text);
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        if (has_all(folded, entries[i].with)) return entries[i].line;
    }
    if (!alone || words_has(folded, "total")) return NULL;
    Str bare = bare_heading(arena, folded);
    if (words_are_any(folded, bcf_alone) || words_are_any(bare, bcf_alone))
        return &line_nhs_minimum;
    return words_are_any(folded, nhs_alone) || words_are_any(bare, nhs_alone)
               ? &line_perhaps_nhs_minimum
               : NULL;
}

// How long what joins two names at this place is; 0 where nothing does.
static size_t joined_at(Str text, size_t at)
{
    static const char *const joins[] = {" and ", " & ", "/", "+", ",", ";"};
    for (size_t i = 0; i < sizeof joins / sizeof *joins; i++) {
        if (str_starts(str_from_to(text, at, text.len), joins[i])) return strlen(joins[i]);
    }
    return 0;
}

// "iBCF and DFG" is neither of them.
static bool names_several(Arena *arena, Str text)
{
    const KnownLine *before = NULL;
    size_t           start = 0;
    for (size_t at = 0; at <= text.len; at++) {
        size_t join = at < text.len ? joined_at(text, at) : 1;
        if (!join) continue;
        const KnownLine *line = one_line(arena, str_from_to(text, start, at), true);
        bool             sure = line && !line->unsure;
        if (sure && before && line != before) return true;
        if (sure) before = line;
        start = at + join;
    }
    return false;
}

const KnownLine *words_line(Arena *arena, Str text, bool alone)
{
    return names_several(arena, text) ? NULL : one_line(arena, text, alone);
}
