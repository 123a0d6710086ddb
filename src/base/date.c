#include "base/date.h"

#include "base/text.h"

#define YEAR_MIN 1948 // The NHS began; earlier is a slip.
#define YEAR_MAX 2199

const char *year_parse(Str text, Year *out)
{
    int  start = str_digits(text, 0, 4);
    bool dash = text.len > 4 && text.data[4] == '-';
    bool slash = text.len > 4 && text.data[4] == '/';
    int  end = -1;
    *out = (Year){0};
    if (text.len == 7 && (dash || slash)) end = str_digits(text, 5, 2);
    if (text.len == 9 && slash) end = str_digits(text, 5, 4);
    if (start < 0 || end < 0) return "is not a financial year, such as 2022-23";
    if (start < YEAR_MIN || start > YEAR_MAX) return "is not a year this program knows";
    if (end != (text.len == 9 ? start + 1 : (start + 1) % 100)) {
        return "does not end in the year after it starts";
    }
    out->start = start;
    return NULL;
}

Str year_format(Arena *arena, Year year)
{
    return str_format(arena, "%d/%02d", year.start, (year.start + 1) % 100);
}

Str year_id(Arena *arena, Year year)
{
    return str_format(arena, "%d-%02d", year.start, (year.start + 1) % 100);
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool             leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap ? 1 : 0);
}

const char *date_parse(Str text, Date *out)
{
    Date date = {str_digits(text, 0, 4), str_digits(text, 5, 2), 0};
    *out = (Date){0};
    bool month_only = text.len == 7;
    if (!month_only && text.len == 10 && text.data[7] == '-') date.day = str_digits(text, 8, 2);
    if (date.year < 0 || date.month < 0 || text.data[4] != '-' || (!month_only && date.day <= 0)) {
        return "is not a date, such as 2022-05-24 (or 2022-05 where no day is known)";
    }
    if (date.year < YEAR_MIN || date.year > YEAR_MAX) return "is not in a year this program knows";
    if (date.month < 1 || date.month > 12) return "has no such month";
    if (date.day > days_in_month(date.year, date.month)) return "has no such day";
    *out = date;
    return NULL;
}

Str date_format(Arena *arena, Date date)
{
    if (!date_is_set(date)) return STR("");
    if (date.day == 0) return str_format(arena, "%04d-%02d", date.year, date.month);
    return str_format(arena, "%04d-%02d-%02d", date.year, date.month, date.day);
}

bool date_is_set(Date date)
{
    return date.month > 0;
}

bool date_is_after_year(Date date, Year year)
{
    return date.year > year.start + 1 || (date.year == year.start + 1 && date.month > 3);
}

bool date_is_before_year(Date date, Year year)
{
    return date.year < year.start || (date.year == year.start && date.month < 4);
}

static int ordinal(Date date)
{
    if (!date_is_set(date)) return 0;
    int day = date.day ? date.day : days_in_month(date.year, date.month);
    return (date.year * 100 + date.month) * 100 + day;
}

int date_order(Date a, Date b)
{
    return ordinal(a) - ordinal(b);
}

Date date_months_later(Date date, int months)
{
    int  month = date.month - 1 + months;
    Date later = {date.year + month / 12, month % 12 + 1, date.day};
    int  last = days_in_month(later.year, later.month);
    if (later.day > last) later.day = last;
    return later;
}

int period_of(Year year, Date date)
{
    if (!date_is_set(date) || date_is_before_year(date, year)) return 0;
    if (date_is_after_year(date, year)) return PERIOD_MAX;
    return (date.month + 8) % 12 + 1;
}

Date period_start(Year year, int period)
{
    return date_months_later((Date){year.start, 4, 1}, (period > 12 ? 12 : period) - 1);
}

Date period_end(Year year, int period)
{
    Date start = period_start(year, period);
    return (Date){start.year, start.month, days_in_month(start.year, start.month)};
}

Str date_in_words(Arena *arena, Date date)
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    if (!date_is_set(date)) return STR("");
    const char *month = months[date.month - 1];
    if (date.day == 0) return str_format(arena, "%s %d", month, date.year);
    return str_format(arena, "%d %s %d", date.day, month, date.year);
}
