// Financial years and dates, as typed and as printed. There is no clock here.
#pragma once
#include "base/arena.h"
#include "base/str.h"

// A year runs from 1 April; 2022/23 starts in 2022.
typedef struct {
    int start;
} Year;

// A day, or a month where `day` is 0. A zero struct is no date.
typedef struct {
    int year;
    int month;
    int day;
} Date;

// Reads "2022-23", "2022/23" or "2022/2023". Returns NULL or what is wrong.
const char *year_parse(Str text, Year *out);
Str         year_format(Arena *arena, Year year); // "2022/23".
Str         year_id(Arena *arena, Year year);     // "2022-23": for names of files and sheets.

// Reads "2022-05-24" or "2014-05". Returns NULL or what is wrong.
const char *date_parse(Str text, Date *out);
Str         date_format(Arena *arena, Date date);   // As typed; empty for no date.
Str         date_in_words(Arena *arena, Date date); // "24 May 2022", "May 2014"; empty likewise.
bool        date_is_set(Date date);
bool        date_is_after_year(Date date, Year year); // After 31 March at its end.
