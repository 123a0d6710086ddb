// Periods, days, shares of a whole and odd pennies: what the year is counted in.
#include "base/date.h"
#include "base/rate.h"
#include "tap.h"

static const Year year = {2023}; // It has a leap day.

static Date day_after(Date date)
{
    Date end = period_end(year, period_of(year, date));
    if (date.day < end.day) return (Date){date.year, date.month, date.day + 1};
    return date_months_later((Date){date.year, date.month, 1}, 1);
}

static void test_every_day_has_its_period(void)
{
    Date day = period_start(year, 1);
    bool good = day.year == 2023 && day.month == 4 && day.day == 1;
    int  days = 0;
    for (int period = 1; period <= 12; period++) {
        Date end = period_end(year, period);
        good &= date_order(day, period_start(year, period)) == 0;
        while (date_order(day, end) <= 0) {
            good &= period_of(year, day) == period;
            day = day_after(day);
            days++;
        }
    }
    tap_point(good && days == 366, "every day of a year has its period, leap day and all");
    tap_point(period_of(year, (Date){2023, 3, 31}) == 0 && period_of(year, day) == PERIOD_MAX &&
                  period_of(year, (Date){0}) == 0,
              "before the year is no period, after it the adjustments");
    Date last = period_end(year, 12);
    tap_point(date_order(period_end(year, 13), last) == 0 && last.month == 3 && last.day == 31,
              "the adjustments end when the year does");
}

static void test_months_later(void)
{
    Date may = date_months_later((Date){2023, 5, 31}, 1);
    Date february = date_months_later((Date){2024, 1, 31}, 1);
    Date month = date_months_later((Date){2023, 11, 0}, 3);
    tap_point(may.month == 6 && may.day == 30 && february.month == 2 && february.day == 29,
              "a day that the later month lacks is its last");
    tap_point(month.year == 2024 && month.month == 2 && month.day == 0, "a month stays a month");
    tap_point(date_order((Date){2023, 5, 0}, (Date){2023, 5, 30}) > 0 &&
                  date_order((Date){2023, 5, 0}, (Date){2023, 6, 1}) < 0,
              "a month without a day counts as its last day");
}

static void test_shares_are_parts_of_one_whole(void)
{
    static const struct {
        Rate   rates[4];
        size_t count;
        bool   whole;
    } cases[] = {
        {{{60, 100}, {40, 100}}, 2, true},
        {{{1, 3}, {1, 3}, {1, 3}}, 3, true},
        {{{3333, 10000}, {3333, 10000}, {3333, 10000}}, 3, false},
        {{{3333, 10000}, {3333, 10000}, {3334, 10000}}, 3, true},
        {{{1, 2}, {1, 3}, {1, 6}}, 3, true},
        {{{150, 100}, {-50, 100}}, 2, false},
        {{{100, 100}, {1, 1000000}}, 2, false},
        {{{999999, 1000000}}, 1, false},
        {{{0, 1}, {1, 1}}, 2, true},
        {{{1, 999983}, {1, 999979}, {1, 999961}}, 3, false}, // Past what can be counted.
    };
    Money weights[4];
    bool  good = true;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        good &= rates_are_whole(cases[i].rates, cases[i].count, weights) == cases[i].whole;
    }
    tap_point(good, "shares that add up to exactly the whole are shares, and no others");
    rates_are_whole(cases[4].rates, 3, weights);
    tap_point(weights[0].pence == 3 && weights[1].pence == 2 && weights[2].pence == 1,
              "as weights they are parts of their smallest common whole");
}

static void test_odd_pennies_are_known(void)
{
    Arena *arena = arena_new(tap_out_of_memory);
    bool   good = true;
    for (int64_t total = -40; total <= 40; total++) {
        for (int64_t a = 0; a <= 7; a++) {
            for (int64_t b = 1; b <= 7; b++) {
                Money   weights[] = {{a}, {b}, {3}};
                Money   parts[3];
                int64_t whole = a + b + 3;
                int64_t odd = 0;
                int64_t floors = 0;
                if (!money_split(arena, (Money){total}, weights, 3, parts)) good = false;
                for (size_t i = 0; i < 3; i++) {
                    int64_t size = total < 0 ? -total : total;
                    floors += size * weights[i].pence / whole;
                    odd += money_part_is_odd(parts[i], (Money){total}, weights[i], (Money){whole});
                }
                good &= floors + odd == (total < 0 ? -total : total);
            }
        }
    }
    tap_point(good, "who has an odd penny is told for every one of them");
    arena_free(arena);
}

static void test_over_a_rate_is_exact(void)
{
    Rate percent = {1, 100};
    tap_point(!money_is_over((Money){100}, percent, (Money){10000}) &&
                  money_is_over((Money){101}, percent, (Money){10000}) &&
                  money_is_over((Money){1}, percent, (Money){0}) &&
                  !money_is_over((Money){0}, percent, (Money){0}),
              "exactly a rate is not over it, a penny more is, and so is anything over nil");
}

int main(void)
{
    test_every_day_has_its_period();
    test_months_later();
    test_shares_are_parts_of_one_whole();
    test_odd_pennies_are_known();
    test_over_a_rate_is_exact();
    return tap_end();
}
