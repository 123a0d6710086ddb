#include "survey/words.h"

#include <string.h>

#include "base/text.h"

Str words_folded(Arena *arena, Str text)
{
    Text folded = text_new(arena);
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (c >= 'A' && c <= 'Z') {
            text_add_char(&folded, (char)(c - 'A' + 'a'));
        } else if (word) {
            text_add_char(&folded, c);
        } else if (c != '\'' && folded.len && folded.data[folded.len - 1] != ' ') {
            text_add_char(&folded, ' ');
        }
    }
    while (folded.len && folded.data[folded.len - 1] == ' ') folded.len--;
    return text_str(&folded);
}

// Whether words stand somewhere in a folded text, as whole words; the last may be
// the beginning of one where it ends in "~".
bool words_has_str(Str folded, Str words)
{
    bool open = str_ends(words, "~");
    if (open) words.len--;
    for (size_t at = 0; at + words.len <= folded.len; at++) {
        if (at > 0 && folded.data[at - 1] != ' ') continue;
        if (memcmp(folded.data + at, words.data, words.len) != 0) continue;
        bool ends = at + words.len == folded.len || folded.data[at + words.len] == ' ';
        if (ends || open) return true;
    }
    return false;
}

bool words_has(Str folded, const char *words)
{
    return words_has_str(folded, str_from(words));
}

static bool have_any(Str folded, const char *const *words)
{
    for (; *words; words++) {
        if (words_has(folded, *words)) return true;
    }
    return false;
}

bool words_are_any(Str folded, const char *const *words)
{
    for (; *words; words++) {
        if (str_is(folded, *words)) return true;
    }
    return false;
}

bool words_are_figures(Str word)
{
    for (size_t i = 0; i < word.len; i++) {
        if (word.data[i] < '0' || word.data[i] > '9') return false;
    }
    return word.len == 2 || word.len == 4;
}

Str words_at(Str folded, size_t at)
{
    size_t end = at;
    while (end < folded.len && folded.data[end] != ' ') end++;
    return str_from_to(folded, at, end);
}

// "Q1", "April", "Apr 22 actual": every word of it is of a part of the year, a year or
// a measure, and a month is no date.
static bool is_phase(Str folded)
{
    static const char *const parts[] = {
        "q1",       "q2",        "q3",      "q4",   "qtr",      "quarter", "apr",    "april",
        "may",      "jun",       "jul",     "june", "july",     "aug",     "august", "sep",
        "sept",     "september", "oct",     "nov",  "october",  "dec",     "jan",    "feb",
        "november", "december",  "january", "mar",  "february", "march",   NULL};
    static const char *const others[] = {
        "1",        "2",      "3",   "4", "budget", "plan",    "planned", "spend", "profile",
        "profiled", "actual", "000", "s", "phased", "phasing", "k",       "m",     NULL};
    bool any = false;
    Str  before = STR("");
    for (size_t at = 0; at < folded.len;) {
        Str  word = words_at(folded, at);
        bool part = words_are_any(word, parts) && !words_are_figures(before);
        if (!part && !words_are_any(word, others) && !(any && words_are_figures(word)))
            return false;
        any = any || part;
        before = word;
        at += word.len + 1;
    }
    return any;
}

Measure words_measure(Arena *arena, Str heading)
{
    static const char *const variance[] = {"variance",    "over under", "under over",
                                           "overspend",   "underspend", "over spend",
                                           "under spend", "variation",  NULL};
    static const char *const movement[] = {"movement", "change",     "increase",
                                           "decrease", "difference", NULL};
    static const char *const forecast[] = {
        "forecast", "projected", "projection", "estimated outturn", "to date",
        "ytd",      "fot",       "cumulative", "running total",     NULL};
    static const char *const outturn[] = {"outturn",      "out turn",       "actual", "actuals",
                                          "actual spend", "expenditure to", "spent",  NULL};
    static const char *const budget[] = {
        "budget",   "allocation",  "plan",  "planned", "allocated", "investment", "total",
        "approved", "expenditure", "value", "amount",  "cost",      "funding",    NULL};
    Str folded = words_folded(arena, heading);
    for (size_t i = 0; i < heading.len; i++) {
        if (heading.data[i] == '%') return MEASURE_PERCENT;
    }
    if (words_has(folded, "percent") || words_has(folded, "per cent")) return MEASURE_PERCENT;
    if (is_phase(folded)) return MEASURE_PHASE;
    if (have_any(folded, forecast)) return MEASURE_FORECAST; // "YTD variance" as well.
    if (have_any(folded, variance)) return MEASURE_VARIANCE;
    if (have_any(folded, movement)) return MEASURE_MOVEMENT;
    if (have_any(folded, outturn)) return MEASURE_OUTTURN;
    if (have_any(folded, budget)) return MEASURE_BUDGET;
    return MEASURE_NONE;
}

bool words_say_total(Arena *arena, Str text)
{
    static const char *const totals[] = {"total", "totals", "subtotal", "sub total", "sum", NULL};
    return have_any(words_folded(arena, text), totals);
}

bool words_say_grand(Arena *arena, Str text)
{
    static const char *const grand[] = {
        "grand total", "overall total", "total bcf",  "total fund", "total better care",
        "bcf total",   "total pooled",  "fund total", "total pool", "total budget",
        NULL};
    return have_any(words_folded(arena, text), grand);
}

bool words_say_memo(Arena *arena, Str text)
{
    Str folded = words_folded(arena, text);
    return str_starts(folded, "of which") || str_starts(folded, "including ") ||
           str_starts(folded, "memo");
}

bool words_say_forward(Arena *arena, Str text)
{
    static const char *const forward[] = {"brought forward", "b f", "bf", "b fwd", "bfwd", NULL};
    return have_any(words_folded(arena, text), forward);
}

bool words_say_balance(Arena *arena, Str text)
{
    static const char *const balance[] = {"balance", "surplus", "deficit",    "check",
                                          "checks",  "control", "difference", NULL};
    static const char *const short_of[] = {"surplus deficit", "net position", "over under",
                                           "under over",      "variance",     NULL};
    Str                      folded = words_folded(arena, text);
    return words_are_any(folded, balance) || words_are_any(folded, short_of);
}

bool words_say_income(Arena *arena, Str text)
{
    static const char *const income[] = {"income",
                                         "total income",
                                         "funding",
                                         "total funding",
                                         "funded by",
                                         "total funding available",
                                         "resources",
                                         "total resources",
                                         "contributions",
                                         "total contributions",
                                         "financed by",
                                         "sources of funding",
                                         "total funding sources",
                                         "funding sources",
                                         NULL};
    return words_are_any(words_folded(arena, text), income);
}

bool words_say(Arena *arena, Str text, const char *word)
{
    return words_has(words_folded(arena, text), word);
}

bool words_say_step(Arena *arena, Str heading)
{
    static const char *const steps[] = {"gross",     "income",  "net",     "original", "virement",
                                        "virements", "revised", "current", "vat",      "base",
                                        "inflation", "uplift",  "growth",  "savings",  NULL};
    return have_any(words_folded(arena, heading), steps);
}

// From 0 for a heading that says nothing of names, to 3 for one that can be nothing else.
unsigned words_say_scheme(Arena *arena, Str text)
{
    static const char *const other[] = {
        "description", "type",         "outcome", "objective", "lead",
        "provider",    "commissioner", "notes",   "comment",   "owner",
        "narrative",   "detail",       "details", "category",  NULL};
    static const char *const exact[] = {"scheme",  "scheme name", "schemes",    "name of scheme",
                                        "project", "service",     "bcf scheme", NULL};
    static const char *const names[] = {
        "scheme", "schemes",     "service", "services",  "project",  "investment", "initiative",
        "name",   "budget line", "area",    "programme", "activity", NULL};
    Str folded = words_folded(arena, text);
    if (words_are_any(folded, exact)) return 3;
    if (have_any(folded, other)) return 0;
    return have_any(folded, names) ? 2 : 1;
}

bool words_say_reference(Arena *arena, Str text)
{
    static const char *const names[] = {
        "ref",       "no",        "id",         "number", "code", "reference",     "line",
        "scheme id", "scheme no", "scheme ref", "row",    "item", "scheme number", NULL};
    return words_are_any(words_folded(arena, text), names);
}

bool words_say_source(Arena *arena, Str text)
{
    static const char *const names[] = {"source of funding",
                                        "funding source",
                                        "fund source",
                                        "funding stream",
                                        "source",
                                        "funding line",
                                        "funding type",
                                        "funding",
                                        "funded by",
                                        "fund",
                                        "stream",
                                        "funding pot",
                                        NULL};
    return words_are_any(words_folded(arena, text), names);
}

bool words_say_unit(Arena *arena, Str text)
{
    static const char *const units[] = {"", "000", "000s", "k", "m", "million", "s", NULL};
    bool                     pound = false;
    for (size_t i = 0; i < text.len; i++) pound |= str_starts(str_from_to(text, i, text.len), "£");
    return pound && words_are_any(words_folded(arena, text), units);
}

Fact words_fact(Arena *arena, Str heading)
{
    static const char *const names[FACT_COUNT][3] = {
        {"area of spend", "spend area", NULL},
        {"commissioner", "commissioned by", NULL},
        {"provider", "service provider", NULL},
    };
    Str folded = words_folded(arena, heading);
    for (size_t fact = 0; fact < FACT_COUNT; fact++) {
        if (words_are_any(folded, names[fact])) return (Fact)fact;
    }
    return FACT_COUNT;
}
