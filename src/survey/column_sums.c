#include "survey/column_sums.h"

#include <string.h>

#include "base/text.h"

bool column_sums_is_budget(const TableColumn *column)
{
    return column->role == COLUMN_AMOUNT &&
           (column->measure == MEASURE_NONE || column->measure == MEASURE_BUDGET);
}

// Whether a row's amount is what others of it add up to.
static Outcome cast(const Reading *reading, size_t row, size_t total, const bool *parts)
{
    Sum     sum;
    Money   all = {0};
    Addends addends = {0};
    size_t  stated = 0;
    for (size_t i = 0; i < reading->column_count; i++) {
        if (!parts[i] || !reading_sum(reading, row, i, &sum)) continue;
        all = money_add(all, sum.printed);
        addends = addends_add(addends, sum.printed, sum.unit);
        stated++;
    }
    if (!reading_sum(reading, row, total, &sum)) return OUTCOME_NOT_TESTED;
    if (all.pence == 0 && sum.printed.pence == 0) return OUTCOME_NOT_TESTED;
    if (stated == 0) return OUTCOME_BREAK;
    return rounding_test(sum.printed, sum.unit, all, addends);
}

Fit column_sums_fit(const Reading *reading, size_t total, const bool *parts)
{
    Fit fit = {0};
    for (size_t row = 0; row < reading->label_count; row++) {
        Outcome outcome = cast(reading, row, total, parts);
        if (outcome == OUTCOME_BREAK) fit.fails++;
        else if (outcome != OUTCOME_NOT_TESTED) fit.fits++;
    }
    return fit;
}

bool column_sums_is_good(Fit fit)
{
    return fit.fits >= 2 && fit.fits >= fit.fails * 4;
}

// The sets that a total may add up, from the likeliest: all lines that are known,
// all other amounts, those left of it, those right of it.
static size_t parts_of(const Reading *reading, size_t total, int which, bool *parts)
{
    size_t count = 0;
    for (size_t i = 0; i < reading->column_count; i++) {
        const TableColumn *column = &reading->columns[i];
        bool               part = column_sums_is_budget(column) && i != total;
        if (which == 0) part = part && column->known;
        if (which == 2) part = part && i < total;
        if (which == 3) part = part && i > total;
        parts[i] = part;
        count += part;
    }
    return count;
}

// A column that is like one other that nothing names is no total of it: say, two
// quarters of a year.
static bool is_mere_copy(const Reading *reading, size_t total, const bool *parts, size_t count)
{
    if (count > 1 || words_say_total(reading->arena, reading->columns[total].heading)) return false;
    for (size_t i = 0; i < reading->column_count; i++) {
        if (parts[i] && reading->columns[i].known) return false;
    }
    return true;
}

// The column of the totals of lines, if there is one, and what it adds up. Of two that
// fit alike the one that is headed so.
size_t column_sums_find_total(const Reading *reading, bool *parts)
{
    size_t best = SIZE_MAX;
    size_t fits = 0;
    bool   headed = false;
    bool   tried[PAPER_COLUMN_MAX];
    for (size_t i = reading->column_count; i-- > 0;) {
        if (!column_sums_is_budget(&reading->columns[i]) || reading->columns[i].known) continue;
        bool says = reading->columns[i].measure == MEASURE_BUDGET;
        for (int which = 0; which < 4; which++) {
            size_t count = parts_of(reading, i, which, tried);
            if (count < 1 || is_mere_copy(reading, i, tried, count)) continue;
            Fit found = column_sums_fit(reading, i, tried);
            if (!column_sums_is_good(found) || found.fits < fits) continue;
            if (found.fits == fits && (headed || !says)) continue;
            fits = found.fits;
            headed = says;
            best = i;
            memcpy(parts, tried, sizeof tried);
        }
    }
    return best;
}

Str column_sums_because(const Reading *reading, const bool *parts, Fit found)
{
    Text   all = text_new(reading->arena);
    size_t last = SIZE_MAX;
    for (size_t i = 0; i < reading->column_count; i++) {
        if (parts[i]) last = i;
    }
    for (size_t i = 0, count = 0; i < reading->column_count; i++) {
        if (!parts[i]) continue;
        text_addf(&all, "%s%.*s",
                  count++ == 0 ? ""
                  : i == last  ? " and "
                               : ", ",
                  STR_ARG(reading_column_name(reading, i)));
    }
    if (found.fails == 0) {
        return str_format(reading->arena, "the sum of %.*s in all %zu rows",
                          STR_ARG(text_str(&all)), found.fits);
    }
    return str_format(reading->arena, "the sum of %.*s in %zu of %zu rows", STR_ARG(text_str(&all)),
                      found.fits, found.fits + found.fails);
}

// Whether a column adds up some of the lines that stand right before or after it.
bool column_sums_has_neighbours(const Reading *reading, size_t column, const bool *lines)
{
    bool some[PAPER_COLUMN_MAX] = {false};
    for (size_t i = column; i-- > 0 && lines[i];) {
        some[i] = true;
        if (column_sums_is_good(column_sums_fit(reading, column, some))) return true;
    }
    memset(some, 0, sizeof some);
    for (size_t i = column + 1; i < reading->column_count && lines[i]; i++) {
        some[i] = true;
        if (column_sums_is_good(column_sums_fit(reading, column, some))) return true;
    }
    return false;
}

// Gross is income and net, and the fund is the net of it.
size_t column_sums_prefer_net(const Reading *reading, size_t total, bool *parts)
{
    if (total == SIZE_MAX || !words_say(reading->arena, reading->columns[total].heading, "gross")) {
        return total;
    }
    for (size_t i = 0; i < reading->column_count; i++) {
        if (!parts[i] || !words_say(reading->arena, reading->columns[i].heading, "net")) continue;
        parts[i] = false;
        parts[total] = true;
        return i;
    }
    return total;
}
