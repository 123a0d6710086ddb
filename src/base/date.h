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
bool        date_is_after_year(Date date, Year year);  // After 31 March at its end.
bool        date_is_before_year(Date date, Year year); // Before 1 April at its start.
// Below nil where `a` is the earlier. A month without a day counts as its last day, and
// no date as the earliest of all.
int date_order(Date a, Date b);
// The same day so many months on, or the last there is: 31 May and one are 30 June.
Date date_months_later(Date date, int months);

// Periods are the months of a year: 1 is April, 12 March, 13 its adjustments.
#define PERIOD_MAX 13
// Of a day: 0 before the year or where no day is set, 13 after it.
int  period_of(Year year, Date date);
Date period_start(Year year, int period);
Date period_end(Year year, int period); // Of 13: 31 March, as of 12.
