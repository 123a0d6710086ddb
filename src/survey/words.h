// The words that tables of a Better Care Fund are headed and labelled with, and
// what each of them stands for. What is not here is found by arithmetic or asked.
#pragma once
#include "base/date.h"
#include "scribe/known_line.h"

// The line that a heading or a label names, NULL for none. `alone`: the words are
// a heading's, where "BCF" by itself is the NHS minimum.
const KnownLine *words_line(Arena *arena, Str text, bool alone);

typedef enum {
    MEASURE_NONE,
    MEASURE_BUDGET,
    MEASURE_OUTTURN,
    MEASURE_FORECAST, // Of a year that is not over.
    MEASURE_PHASE,    // Of a quarter or a month.
    MEASURE_VARIANCE,
    MEASURE_MOVEMENT,
    MEASURE_PERCENT,
} Measure;

Measure words_measure(Arena *arena, Str heading);

bool words_say_total(Arena *arena, Str text);   // "Total", "Sub-total", "TOTAL BCF".
bool words_say_grand(Arena *arena, Str text);   // "Grand total", "Total fund", "TOTAL BCF".
bool words_say_memo(Arena *arena, Str text);    // "of which", "including".
bool words_say_forward(Arena *arena, Str text); // "Brought forward": of the page before.
bool words_say_balance(Arena *arena, Str text); // "Balance", "Check": of income and spending.
bool words_say_income(Arena *arena, Str text);  // "Funded by": a block of what comes in.
bool words_say(Arena *arena, Str text, const char *word); // As a word of its own.
// A column on the way to the budget, such as gross or a virement, and no line.
bool words_say_step(Arena *arena, Str heading);
// How surely a heading is that of a column of schemes, from 0 to 3.
unsigned words_say_scheme(Arena *arena, Str text);
bool     words_say_reference(Arena *arena, Str text); // Of numbers that are no amounts.
bool     words_say_source(Arena *arena, Str text);    // Of funding lines, row by row.
bool     words_say_unit(Arena *arena, Str text); // A heading that is only a unit: "£", "£000".

// The fact of a scheme that a heading names, FACT_COUNT for none.
Fact words_fact(Arena *arena, Str heading);

// Every year a text names: "2022/23", "2022-23", "22/23", "2022/2023". Returns how many
// were put into `years`, of which there is room for `max`.
size_t words_years(Str text, Year *years, size_t max);

// What a text says its amounts are in: 1000 for "£000", 1000000 for "£m"; 0 for nothing.
int64_t words_unit(Arena *arena, Str text);

// "Northshire Health and Wellbeing Board" out of a title; empty for none.
Str words_board(Arena *arena, Str title);

// Lower case, and one space for all that is no letter and no digit.
Str words_folded(Arena *arena, Str text);

// Of folded texts: whether words stand in one, whole (the last may be the beginning of
// one where it ends in "~"); whether one of a list is all of it. Lists end in NULL.
bool words_has(Str folded, const char *words);
bool words_has_str(Str folded, Str words);
bool words_are_any(Str folded, const char *const *words);

// The word of a folded text that begins at a place; whether a word is figures alone.
Str  words_at(Str folded, size_t at);
bool words_are_figures(Str word);
