// Amounts, rates and dates: what is read, what is refused, and that a split
// loses nothing.
#include "base/date.h"
#include "base/money.h"
#include "base/rate.h"
#include "base/text.h"
#include "tap.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static Arena *arena;

static void test_amounts_are_read_to_the_penny(void)
{
    static const struct {
        const char *text;
        int64_t     pence;
    } table[] = {
        {"0", 0},
        {"-", 0},
        {"-0", 0},
        {"0.05", 5},
        {"1", 100},
        {"12580268", 1258026800},
        {"12,580,268", 1258026800},
        {"12580268.50", 1258026850},
        {"£1,234.56", 123456},
        {"-1,234.50", -123450},
        {"-£5", -500},
        {"(1,234)", -123400},
        {"(£5)", -500},
        {"10,000,000,000", MONEY_PENCE_MAX},
        {"-10000000000.00", -MONEY_PENCE_MAX},
    };
    for (size_t i = 0; i < LENGTH(table); i++) {
        Money       money;
        const char *wrong = money_parse(str_from(table[i].text), &money);
        bool        good = !wrong && money.pence == table[i].pence;
        tap_point(good, table[i].text);
    }
}

static void test_anything_else_is_refused(void)
{
    static const char *const table[] = {
        "",
        "1.234,56",
        "1e3",
        "12.345",
        "5.5",
        ".50",
        "+5",
        "£-5",
        "1,234-",
        "£24, 371",
        "1,23",
        "010",
        "00",
        "−5",
        "5 000",
        "5\302\240000",
        "1,2345",
        "(5",
        "5)",
        "()",
        "--5",
        "-(5)",
        "(-5)",
        "££5",
        "£",
        "5£",
        "1,",
        ",1",
        "1,,234",
        "1234,567",
        "12,34,567",
        "5.",
        "5.0,0",
        "5.000",
        "0x10",
        "1_000",
        "٣",
        "five",
        "- 5",
        "0,123",
        "01,234",
        "9999999999999999999999",
        "10000000000.01",
        "-10000000000.01",
    };
    for (size_t i = 0; i < LENGTH(table); i++) {
        Money money;
        Str   name = str_format(arena, "'%s' is refused", table[i]);
        tap_point(money_parse(str_from(table[i]), &money) != NULL, name.data);
    }
}

static void test_formats(void)
{
    static const struct {
        int64_t     pence;
        const char *format;
        const char *pounds;
        const char *plain;
    } table[] = {
        {0, "0.00", "£0", "0.00"},
        {5, "0.05", "£0.05", "0.05"},
        {-5, "-0.05", "-£0.05", "-0.05"},
        {99999, "999.99", "£999.99", "999.99"},
        {100000, "1,000.00", "£1,000", "1000.00"},
        {-123456789, "-1,234,567.89", "-£1,234,567.89", "-1234567.89"},
        {INT64_MAX, "92,233,720,368,547,758.07", "£92,233,720,368,547,758.07",
         "92233720368547758.07"},
    };
    for (size_t i = 0; i < LENGTH(table); i++) {
        Money money = {table[i].pence};
        bool  good = str_is(money_format(arena, money), table[i].format) &&
                    str_is(money_pounds(arena, money), table[i].pounds) &&
                    str_is(money_plain(arena, money), table[i].plain);
        tap_point(good, table[i].format);
    }
}

// Every split of -12..12 pence over three weights of -2..4 pence: 25 * 343 cases.
static void test_split_loses_nothing(void)
{
    bool whole = true;
    bool near = true;
    for (int total = -12; total <= 12; total++) {
        for (int code = 0; code < 343; code++) {
            Money   weights[] = {{code % 7 - 2}, {code / 7 % 7 - 2}, {code / 49 - 2}};
            Money   parts[3];
            int64_t by = weights[0].pence + weights[1].pence + weights[2].pence;
            if (by == 0) continue;
            money_split(arena, (Money){total}, weights, 3, parts);
            whole &= parts[0].pence + parts[1].pence + parts[2].pence == total;
            for (int i = 0; i < 3; i++) {
                // |part - total * weight / by| < 1
                int64_t off = parts[i].pence * by - total * weights[i].pence;
                near &= llabs(off) < llabs(by);
            }
        }
    }
    tap_point(whole, "the parts of a split always add up to the total");
    tap_point(near, "no part of a split is a penny or more from its exact share");
}

static void test_split_gives_odd_pennies_to_the_largest_remainders(void)
{
    Money parts[3];
    money_split(arena, (Money){100}, (Money[]){{1}, {1}, {1}}, 3, parts);
    tap_point(parts[0].pence == 34 && parts[1].pence == 33 && parts[2].pence == 33,
              "ties go to the first");
    money_split(arena, (Money){10}, (Money[]){{50}, {39}, {11}}, 3, parts);
    tap_point(parts[0].pence == 5 && parts[1].pence == 4 && parts[2].pence == 1,
              "the largest remainder gets the odd penny");
    money_split(arena, (Money){INT64_C(4000000000000000000)},
                (Money[]){{MONEY_PENCE_MAX}, {MONEY_PENCE_MAX}, {1}}, 3, parts);
    tap_point(parts[0].pence + parts[1].pence + parts[2].pence == INT64_C(4000000000000000000),
              "the largest sum there can be is split without loss");
}

static void test_rounding_is_half_away_from_zero(void)
{
    static const struct {
        int64_t pence;
        int64_t unit;
        int64_t rounded;
    } table[] = {
        {149, 100, 100},
        {150, 100, 200},
        {-149, 100, -100},
        {-150, 100, -200},
        {0, 100, 0},
        {7, 1, 7},
        {-7, 1, -7},
        {49999999, 100000000, 0},
        {50000000, 100000000, 100000000},
    };
    for (size_t i = 0; i < LENGTH(table); i++) {
        Str name = str_format(arena, "%lld pence to the nearest %lld", (long long)table[i].pence,
                              (long long)table[i].unit);
        tap_point(money_round((Money){table[i].pence}, table[i].unit).pence == table[i].rounded,
                  name.data);
    }
}

static void test_rates(void)
{
    static const struct {
        const char *text;
        int64_t     hundredths; // INT64_MIN where it is refused.
    } table[] = {
        {"5.66%", 566},
        {"0%", 0},
        {"100%", 10000},
        {"1/3", 3333},
        {"2/3", 6667},
        {"-1.5%", -150},
        {"0.005%", 1},
        {"-0.005%", -1},
        {"0.0049%", 0},
        {"5.66", INT64_MIN},
        {"%", INT64_MIN},
        {"5,66%", INT64_MIN},
        {"1/0", INT64_MIN},
        {"1/", INT64_MIN},
        {"/3", INT64_MIN},
        {"1/3%", INT64_MIN},
        {"", INT64_MIN},
        {"5.%", INT64_MIN},
        {"1.23456%", INT64_MIN},
        {"5.66 %", INT64_MIN},
        {"99999999999999999999%", INT64_MIN},
    };
    for (size_t i = 0; i < LENGTH(table); i++) {
        Rate        rate;
        const char *wrong = rate_parse(str_from(table[i].text), &rate);
        Str         name = str_format(arena, "the rate '%s'", table[i].text);
        bool        good = wrong ? table[i].hundredths == INT64_MIN
                                 : percent_of_rate(rate).hundredths == table[i].hundredths;
        tap_point(good, name.data);
    }
    tap_point(percent_of((Money){237135800}, (Money){4189679700}).hundredths == 566,
              "£2,371,358 of £41,896,797 is 5.66%");
    tap_point(percent_of((Money){-1}, (Money){20000}).hundredths == -1,
              "a half is rounded away from zero on either side");
}

static void test_rates_are_written_as_they_may_be_typed(void)
{
    const char *const texts[] = {"5.66%", "1.7%", "-0.05%", "0%", "100%", "1/3", "-2/7", "0.0001%"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Rate rate;
        bool good =
            !rate_parse(str_from(texts[i]), &rate) && str_is(rate_format(arena, rate), texts[i]);
        tap_point(good, str_format(arena, "the rate %s is written as it was typed", texts[i]).data);
    }
}

static void test_an_uplift_is_rounded_half_away_from_zero(void)
{
    static const struct {
        int64_t     pence;
        const char *rate;
        int64_t     unit;
        int64_t     uplifted;
    } table[] = {
        {1258026800, "1.7%", 100, 1279413300}, // General Rehab Beds: 12,794,132.556.
        {1258026800, "1.7%", 1, 1279413256},
        {4189679700, "5.66%", 1, 4426815571},
        {4189679700, "5.66%", 100, 4426815600},
        {100, "0.5%", 1, 101},   // 100.5: a tie goes up,
        {-100, "0.5%", 1, -101}, // and below nil down.
        {100, "0.4999%", 1, 100},
        {-100, "0.4999%", 1, -100},
        {100, "-0.5%", 1, 100}, // 99.5.
        {-100, "-0.5%", 1, -100},
        {5000, "50%", 5000, 10000}, // 75.00 in units of 50.00: one and a half of them.
        {300, "1/3", 1, 400},
        {100, "1/3", 1, 133},
        {0, "1.7%", 1, 0},
        {100, "-100%", 1, 0},
        {100, "-300%", 1, -200},
        {MONEY_PENCE_MAX, "0%", 1, MONEY_PENCE_MAX},
        {-MONEY_PENCE_MAX, "0%", 1, -MONEY_PENCE_MAX},
        {MONEY_PENCE_MAX / 2, "100%", 1, MONEY_PENCE_MAX},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        Rate  rate = {0, 1};
        Money out = {-1};
        bool  good = !rate_parse(str_from(table[i].rate), &rate) &&
                    money_uplifted((Money){table[i].pence}, rate, table[i].unit, &out) &&
                    out.pence == table[i].uplifted;
        tap_point(good,
                  str_format(arena, "%lld pence and %s, to %lld: %lld", (long long)table[i].pence,
                             table[i].rate, (long long)table[i].unit, (long long)table[i].uplifted)
                      .data);
    }
    Money out = {0};
    bool  past = money_uplifted((Money){MONEY_PENCE_MAX}, (Rate){1, 10000000}, 1, &out) ||
                money_uplifted((Money){-MONEY_PENCE_MAX}, (Rate){1000000, 100}, 1, &out);
    tap_point(!past, "what would pass the limit of an amount is refused");
}

static void test_slips(void)
{
    static const struct {
        int64_t before;
        int64_t after;
        bool    tenfold;
    } sizes[] = {
        {100, 1000, true},   {100, 950, true},   {100, 949, false},
        {100, 1050, true},   {100, 1051, false}, {1000, 100, true},
        {1050, 100, true},   {1051, 100, false}, {-100, -1000, true},
        {100, -1000, false}, {0, 0, false},      {0, 10, false},
        {10, 0, false},      {100, 100, false},  {INT64_MAX, INT64_MAX / 10, true},
    };
    static const struct {
        int64_t     before;
        int64_t     after;
        const char *rate;
        bool        twice;
    } rises[] = {
        {10000000000, 11164035600, "5.66%", true},   // 1.0566 twice, to the penny;
        {10000000000, 10566000000, "5.66%", false},  // once;
        {10000000000, 11732720014, "5.66%", false},  // three times.
        {100000000, 111640356 + 200, "5.66%", true}, // Two pounds off,
        {100000000, 111640356 + 499, "5.66%", true}, // the same to two decimals of the percentage,
        {100000000, 111640356 + 4900, "5.66%", false}, // and neither.
        {1000, 1116, "5.66%", false},                  // £10: one uplift is as near.
        {10000, 11164, "5.66%", true},
        {10000000000, 10000000000, "0%", false},
        {10000000000, 9801000000, "-1%", false},
        {-10000000000, -11164035600, "5.66%", false},
        {900000000000, 1004763204000, "5.66%", true}, // A sum may be over £10bn.
    };
    for (size_t i = 0; i < LENGTH(sizes); i++) {
        bool is = money_is_tenfold((Money){sizes[i].before}, (Money){sizes[i].after});
        tap_point(is == sizes[i].tenfold,
                  str_format(arena, "%lld and %lld: %s", (long long)sizes[i].before,
                             (long long)sizes[i].after,
                             sizes[i].tenfold ? "tenfold" : "not tenfold")
                      .data);
    }
    for (size_t i = 0; i < LENGTH(rises); i++) {
        Rate rate = {0, 1};
        bool good = !rate_parse(str_from(rises[i].rate), &rate) &&
                    money_rose_twice((Money){rises[i].before}, (Money){rises[i].after}, rate) ==
                        rises[i].twice;
        tap_point(good, str_format(arena, "%lld to %lld by %s: %s", (long long)rises[i].before,
                                   (long long)rises[i].after, rises[i].rate,
                                   rises[i].twice ? "twice" : "not twice")
                            .data);
    }
}

static void test_dates(void)
{
    static const struct {
        const char *text;
        bool        good;
    } dates[] = {
        {"2022-05-24", true},  {"2014-05", true},      {"2024-02-29", true},  {"2022-02-29", false},
        {"2022-13", false},    {"2022-00-01", false},  {"2022-04-31", false}, {"22-05-24", false},
        {"2022-5-24", false},  {"2022/05/24", false},  {"24.05.2022", false}, {"", false},
        {"2022-05-00", false}, {"2022-05-245", false},
    };
    static const struct {
        const char *text;
        int         start; // 0 where it is refused.
    } years[] = {
        {"2022-23", 2022}, {"2022/23", 2022}, {"2022/2023", 2022},
        {"1999-00", 1999}, {"2022-24", 0},    {"2022-2023", 0},
        {"2022", 0},       {"22-23", 0},      {"2022/2024", 0},
        {"2022-22", 0},    {"", 0},           {"2022_23", 0},
    };
    for (size_t i = 0; i < LENGTH(dates); i++) {
        Date date;
        Str  name = str_format(arena, "the date '%s'", dates[i].text);
        bool good = date_parse(str_from(dates[i].text), &date) == NULL;
        tap_point(good == dates[i].good &&
                      (!good || str_is(date_format(arena, date), dates[i].text)),
                  name.data);
    }
    for (size_t i = 0; i < LENGTH(years); i++) {
        Year        year;
        Str         name = str_format(arena, "the year '%s'", years[i].text);
        const char *wrong = year_parse(str_from(years[i].text), &year);
        tap_point((wrong == NULL) == (years[i].start > 0) && year.start == years[i].start,
                  name.data);
    }
}

int main(void)
{
    arena = arena_new(tap_out_of_memory);
    tap_begin();
    test_amounts_are_read_to_the_penny();
    test_anything_else_is_refused();
    test_formats();
    test_split_loses_nothing();
    test_split_gives_odd_pennies_to_the_largest_remainders();
    test_rounding_is_half_away_from_zero();
    test_rates();
    test_rates_are_written_as_they_may_be_typed();
    test_an_uplift_is_rounded_half_away_from_zero();
    test_slips();
    test_dates();
    arena_free(arena);
    return tap_end();
}
