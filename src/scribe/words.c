#include "scribe/words.h"

#include <string.h>

#include "base/text.h"

#define COUNCIL_REVENUE .payer_known = true, .payer = PARTNER_COUNCIL, .nature = NATURE_REVENUE
#define NHS_REVENUE     .payer_known = true, .payer = PARTNER_NHS, .nature = NATURE_REVENUE
#define NATIONAL        .national = true

static const KnownLine nhs_minimum = {.id = "nhs-minimum",
                                      .name = "NHS minimum contribution",
                                      .heading = "NHS minimum",
                                      .mandatory = true,
                                      NATIONAL,
                                      NHS_REVENUE};
static const KnownLine perhaps_nhs_minimum = {.id = "nhs-minimum",
                                              .name = "NHS minimum contribution",
                                              .heading = "NHS minimum",
                                              .mandatory = true,
                                              .unsure = true,
                                              NATIONAL,
                                              NHS_REVENUE};
static const KnownLine ibcf = {.id = "ibcf",
                               .name = "Improved Better Care Fund",
                               .heading = "iBCF",
                               .mandatory = true,
                               NATIONAL,
                               COUNCIL_REVENUE};
static const KnownLine dfg = {.id = "dfg",
                              .name = "Disabled Facilities Grant",
                              .heading = "DFG",
                              .mandatory = true,
                              .passported = true,
                              NATIONAL,
                              .payer_known = true,
                              .payer = PARTNER_COUNCIL,
                              .nature = NATURE_CAPITAL};
static const KnownLine better_care_grant = {.id = "la-better-care-grant",
                                            .name = "Local Authority Better Care Grant",
                                            .heading = "LABCG",
                                            .mandatory = true,
                                            NATIONAL,
                                            COUNCIL_REVENUE};
static const KnownLine winter_pressures = {.id = "winter-pressures",
                                           .name = "Winter Pressures grant",
                                           .heading = "Winter Pressures",
                                           NATIONAL,
                                           COUNCIL_REVENUE};
static const KnownLine discharge_nhs = {.id = "discharge-nhs",
                                        .name = "Discharge Fund, NHS",
                                        .heading = "Discharge NHS",
                                        NATIONAL,
                                        NHS_REVENUE};
static const KnownLine discharge_council = {.id = "discharge-council",
                                            .name = "Discharge Fund, local authority",
                                            .heading = "Discharge LA",
                                            NATIONAL,
                                            COUNCIL_REVENUE};
static const KnownLine additional_nhs = {.id = "additional-nhs",
                                         .name = "Additional NHS contribution",
                                         .heading = "Additional NHS",
                                         NHS_REVENUE};
static const KnownLine additional_council = {.id = "additional-council",
                                             .name = "Additional council contribution",
                                             .heading = "Additional council",
                                             COUNCIL_REVENUE};

// Words, parted by "+", that a text must have; the first entry that fits is taken.
static const struct {
    const char      *with;
    const KnownLine *line;
} entries[] = {
    {"ibcf", &ibcf},
    {"improved better care", &ibcf},
    {"improved bcf", &ibcf},
    {"local authority better care", &better_care_grant},
    {"labcg", &better_care_grant},
    {"dfg", &dfg},
    {"disabled facilit~", &dfg},
    {"winter pressure~", &winter_pressures},
    {"discharge+icb", &discharge_nhs},
    {"discharge+ccg", &discharge_nhs},
    {"discharge+nhs", &discharge_nhs},
    {"discharge+la", &discharge_council},
    {"discharge+local authority", &discharge_council},
    {"discharge+council", &discharge_council},
    {"additional+nhs", &additional_nhs},
    {"additional+icb", &additional_nhs},
    {"additional+ccg", &additional_nhs},
    {"voluntary+nhs", &additional_nhs},
    {"voluntary+icb", &additional_nhs},
    {"voluntary+ccg", &additional_nhs},
    {"additional+la", &additional_council},
    {"additional+council", &additional_council},
    {"additional+local authority", &additional_council},
    {"voluntary+council", &additional_council},
    {"voluntary+la", &additional_council},
    {"nhs+minimum", &nhs_minimum},
    {"ccg+minimum", &nhs_minimum},
    {"icb+minimum", &nhs_minimum},
    {"nhs+min", &nhs_minimum},
    {"ccg+min", &nhs_minimum},
    {"icb+min", &nhs_minimum},
    {"minimum contribution", &nhs_minimum},
    {"bcf minimum", &nhs_minimum},
    {"minimum bcf", &nhs_minimum},
};

// Of a heading that says nothing else.
static const char *const bcf_alone[] = {
    "bcf",     "core bcf",         "bcf core", "bcf revenue",      "ccg bcf", "nhs bcf",
    "icb bcf", "better care fund", "minimum",  "bcf contribution", NULL};

// Who pays, not what: the minimum most likely, or more.
static const char *const nhs_alone[] = {
    "ccg", "icb", "nhs", "ccg contribution", "nhs contribution", "icb contribution", NULL};

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
static bool has(Str folded, Str words)
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

static bool has_word(Str folded, const char *words)
{
    return has(folded, str_from(words));
}

static bool has_any(Str folded, const char *const *words)
{
    for (; *words; words++) {
        if (has_word(folded, *words)) return true;
    }
    return false;
}

static bool is_any(Str folded, const char *const *words)
{
    for (; *words; words++) {
        if (str_is(folded, *words)) return true;
    }
    return false;
}

static bool has_all(Str folded, const char *with)
{
    Str left = str_from(with);
    while (left.len) {
        size_t end = 0;
        while (end < left.len && left.data[end] != '+') end++;
        if (!has(folded, str_from_to(left, 0, end))) return false;
        left = str_from_to(left, end < left.len ? end + 1 : end, left.len);
    }
    return true;
}

static bool is_figures(Str word)
{
    for (size_t i = 0; i < word.len; i++) {
        if (word.data[i] < '0' || word.data[i] > '9') return false;
    }
    return word.len == 2 || word.len == 4;
}

static Str word_at(Str folded, size_t at)
{
    size_t end = at;
    while (end < folded.len && folded.data[end] != ' ') end++;
    return str_from_to(folded, at, end);
}

// "22 23", "2022 23", "2022"; not the "01" of a reference such as "BCF-01".
static bool is_year_word(Str folded, size_t at, Str word)
{
    size_t end = at + word.len;
    bool   before = at >= 3 && is_figures(str_from_to(folded, at - 3, at - 1));
    bool   after = end < folded.len && is_figures(word_at(folded, end + 1));
    return is_figures(word) && (word.len == 4 || before || after);
}

// A heading without its unit and year: "BCF £000 2022/23" is "bcf".
static Str bare_heading(Arena *arena, Str folded)
{
    static const char *const empty[] = {"000",     "000s",  "k",    "m",       "million", "s",
                                        "gross",   "p",     "fund", "funding", "amount",  "budget",
                                        "revenue", "total", "plan", NULL};
    Text                     bare = text_new(arena);
    for (size_t at = 0; at < folded.len;) {
        Str word = word_at(folded, at);
        if (!is_any(word, empty) && !is_year_word(folded, at, word)) {
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
    if (!alone || has_word(folded, "total")) return NULL;
    Str bare = bare_heading(arena, folded);
    if (is_any(folded, bcf_alone) || is_any(bare, bcf_alone)) return &nhs_minimum;
    return is_any(folded, nhs_alone) || is_any(bare, nhs_alone) ? &perhaps_nhs_minimum : NULL;
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
        Str  word = word_at(folded, at);
        bool part = is_any(word, parts) && !is_figures(before);
        if (!part && !is_any(word, others) && !(any && is_figures(word))) return false;
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
    if (has_word(folded, "percent") || has_word(folded, "per cent")) return MEASURE_PERCENT;
    if (is_phase(folded)) return MEASURE_PHASE;
    if (has_any(folded, forecast)) return MEASURE_FORECAST; // "YTD variance" as well.
    if (has_any(folded, variance)) return MEASURE_VARIANCE;
    if (has_any(folded, movement)) return MEASURE_MOVEMENT;
    if (has_any(folded, outturn)) return MEASURE_OUTTURN;
    if (has_any(folded, budget)) return MEASURE_BUDGET;
    return MEASURE_NONE;
}

bool words_say_total(Arena *arena, Str text)
{
    static const char *const totals[] = {"total", "totals", "subtotal", "sub total", "sum", NULL};
    return has_any(words_folded(arena, text), totals);
}

bool words_say_grand(Arena *arena, Str text)
{
    static const char *const grand[] = {
        "grand total", "overall total", "total bcf",  "total fund", "total better care",
        "bcf total",   "total pooled",  "fund total", "total pool", "total budget",
        NULL};
    return has_any(words_folded(arena, text), grand);
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
    return has_any(words_folded(arena, text), forward);
}

bool words_say_balance(Arena *arena, Str text)
{
    static const char *const balance[] = {"balance", "surplus", "deficit",    "check",
                                          "checks",  "control", "difference", NULL};
    static const char *const short_of[] = {"surplus deficit", "net position", "over under",
                                           "under over",      "variance",     NULL};
    Str                      folded = words_folded(arena, text);
    return is_any(folded, balance) || is_any(folded, short_of);
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
    return is_any(words_folded(arena, text), income);
}

bool words_say(Arena *arena, Str text, const char *word)
{
    return has_word(words_folded(arena, text), word);
}

bool words_say_step(Arena *arena, Str heading)
{
    static const char *const steps[] = {"gross",     "income",  "net",     "original", "virement",
                                        "virements", "revised", "current", "vat",      "base",
                                        "inflation", "uplift",  "growth",  "savings",  NULL};
    return has_any(words_folded(arena, heading), steps);
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
    if (is_any(folded, exact)) return 3;
    if (has_any(folded, other)) return 0;
    return has_any(folded, names) ? 2 : 1;
}

bool words_say_reference(Arena *arena, Str text)
{
    static const char *const names[] = {
        "ref",       "no",        "id",         "number", "code", "reference",     "line",
        "scheme id", "scheme no", "scheme ref", "row",    "item", "scheme number", NULL};
    return is_any(words_folded(arena, text), names);
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
    return is_any(words_folded(arena, text), names);
}

bool words_say_unit(Arena *arena, Str text)
{
    static const char *const units[] = {"", "000", "000s", "k", "m", "million", "s", NULL};
    bool                     pound = false;
    for (size_t i = 0; i < text.len; i++) pound |= str_starts(str_from_to(text, i, text.len), "£");
    return pound && is_any(words_folded(arena, text), units);
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
        if (is_any(folded, names[fact])) return (Fact)fact;
    }
    return FACT_COUNT;
}

static int digits(Str text, size_t at, size_t count)
{
    int value = 0;
    if (at + count > text.len) return -1;
    for (size_t i = at; i < at + count; i++) {
        if (text.data[i] < '0' || text.data[i] > '9') return -1;
        value = value * 10 + (text.data[i] - '0');
    }
    return value;
}

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
        int last = digits(text, at + strlen(words[i]), 4);
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
        int    first = digits(text, at, forms[i].first);
        size_t sign = at + forms[i].first;
        size_t len = 0;
        if (first < 0 || sign >= text.len) continue;
        if (text.data[sign] == '/' || text.data[sign] == '-' || text.data[sign] == '_') len = 1;
        if (str_starts(str_from_to(text, sign, text.len), "–")) len = strlen("–");
        int    last = digits(text, sign + len, forms[i].last);
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
