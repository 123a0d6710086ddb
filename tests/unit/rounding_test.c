// Rounding, stated exactly: what is possible, what is likely, and what is not
// tested by guess but by trying every case.
#include "base/rounding.h"
#include "base/text.h"
#include "tap.h"

#define POUND INT64_C(100)

static Addends pounds(int64_t count)
{
    Addends addends = {0};
    for (int64_t i = 0; i < count; i++) addends = addends_add(addends, (Money){POUND}, POUND);
    return addends;
}

// The words of the rule, for n addends in pounds: |d| is at most
// ceil((n+1)/2) - 1, and 12 d^2 <= 6.635 (n+1).
static bool rule_allows(int64_t d, int64_t n)
{
    return d <= (n + 2) / 2 - 1 && 12000 * d * d <= 6635 * (n + 1);
}

static void test_the_rule_in_pounds(void)
{
    bool same = true;
    for (int64_t n = 1; n <= 60; n++) {
        for (int64_t d = 1; d <= 40; d++) {
            Outcome outcome =
                rounding_test((Money){1000000 + d * POUND}, POUND, (Money){1000000}, pounds(n));
            Outcome other =
                rounding_test((Money){1000000 - d * POUND}, POUND, (Money){1000000}, pounds(n));
            same &= outcome == (rule_allows(d, n) ? OUTCOME_ROUNDING : OUTCOME_BREAK);
            same &= other == outcome;
        }
        int64_t limit = 0;
        while (rule_allows(limit + 1, n)) limit++;
        same &= rounding_limit(POUND, pounds(n)).pence == limit * POUND;
    }
    tap_point(same, "up to 60 addends and £40, both signs, the test and its limit are the rule");
}

static void test_worked_cases(void)
{
    tap_point(rounding_limit(POUND, pounds(24)).pence == 3 * POUND, "3 over 24 rows pass, not 4");
    tap_point(rounding_limit(POUND, pounds(3)).pence == POUND, "1 over 3 rows passes, not 2");
    tap_point(rounding_limit(POUND, pounds(1)).pence == 0, "over one rounded row nothing passes");
    tap_point(
        rounding_possible((Money){1200 * POUND}, POUND, (Money){1212 * POUND}, pounds(24)) &&
            !rounding_possible((Money){1200 * POUND}, POUND, (Money){1213 * POUND}, pounds(24)),
        "rounding alone could make £12 over 24 rows, and never £13");
}

static void test_exact_addends(void)
{
    Addends none = {0};
    tap_point(rounding_test((Money){300}, POUND, (Money){250}, none) == OUTCOME_ROUNDING,
              "over exact addends a half is rounded away from zero");
    tap_point(rounding_test((Money){200}, POUND, (Money){250}, none) == OUTCOME_BREAK,
              "and nothing else passes");
    tap_point(rounding_test((Money){-300}, POUND, (Money){-250}, none) == OUTCOME_ROUNDING,
              "nor below zero");
    tap_point(rounding_test((Money){1}, 1, (Money){0}, none) == OUTCOME_BREAK,
              "a penny between exact figures is a break");
    tap_point(rounding_test((Money){100}, 1, (Money){100}, none) == OUTCOME_AGREES,
              "the same figure agrees");
}

static void test_what_does_not_count(void)
{
    Addends addends = addends_add((Addends){0}, (Money){0}, POUND);
    addends = addends_add(addends, (Money){12345}, 1);
    tap_point(addends.count == 0, "a nil and an exact figure add no doubt");
    Addends mixed = addends_join(pounds(2), addends_add((Addends){0}, (Money){100000}, 100000));
    tap_point(mixed.count == 3 && mixed.units == 100200 && mixed.units_squared == 1000002,
              "units of a pound and of a thousand are kept apart");
    tap_point(rounding_test((Money){100000}, 1, (Money){100000 + POUND}, pounds(3)) ==
                  OUTCOME_ROUNDING,
              "an exact total over rounded figures has their doubt alone");
}

static void test_extremes(void)
{
    Addends addends = {0};
    for (int i = 0; i < 1000; i++) addends = addends_add(addends, (Money){100000000}, 100000000);
    Outcome outcome =
        rounding_test((Money){MONEY_PENCE_MAX}, 100000000, (Money){-MONEY_PENCE_MAX}, addends);
    tap_point(outcome == OUTCOME_BREAK, "millions over a thousand rows do not overflow");
    tap_point(outcome_worse(OUTCOME_NOT_TESTED, OUTCOME_AGREES) == OUTCOME_AGREES &&
                  outcome_worse(OUTCOME_ROUNDING, OUTCOME_BREAK) == OUTCOME_BREAK &&
                  outcome_worse(OUTCOME_AGREES, OUTCOME_ROUNDING) == OUTCOME_ROUNDING,
              "a break is worst, then a rounding, then agreement");
}

int main(void)
{
    tap_begin();
    test_the_rule_in_pounds();
    test_worked_cases();
    test_exact_addends();
    test_what_does_not_count();
    test_extremes();
    return tap_end();
}
