#include "base/rounding.h"

#define PENCE_IN_POUND INT64_C(100)

__extension__ typedef __int128 Wide;

// The 1% point of chi-squared with one degree of freedom, in thousandths: an
// honest total is called a break about once in a hundred.
#define LIKELY_THOUSANDTHS 6635

const char *outcome_name(Outcome outcome)
{
    static const char *const names[] = {"agrees", "rounding", "waived", "break", "not tested"};
    return names[outcome];
}

// A break is worse than anything; what was tested outweighs what was not.
Outcome outcome_worse(Outcome a, Outcome b)
{
    static const int badness[] = {1, 2, 3, 4, 0};
    return badness[a] >= badness[b] ? a : b;
}

// A figure to the penny is exact: it adds no doubt.
static int64_t doubt(int64_t unit)
{
    return unit == 1 ? 0 : unit;
}

static int64_t doubt_squared(int64_t unit)
{
    assert(unit == 1 || unit % PENCE_IN_POUND == 0);
    return (unit / PENCE_IN_POUND) * (unit / PENCE_IN_POUND);
}

Addends addends_add(Addends addends, Money figure, int64_t unit)
{
    if (figure.pence == 0 || unit == 1) return addends;
    addends.count++;
    addends.units += unit;
    addends.units_squared += doubt_squared(unit);
    return addends;
}

Addends addends_take(Addends addends, Money figure, int64_t unit)
{
    Addends one = addends_add((Addends){0}, figure, unit);
    addends.count -= one.count;
    addends.units -= one.units;
    addends.units_squared -= one.units_squared;
    return addends;
}

Addends addends_join(Addends a, Addends b)
{
    return (Addends){a.count + b.count, a.units + b.units, a.units_squared + b.units_squared};
}

// In square pence: 12 d^2 against 6.635 times the sum of the squared units.
static bool is_likely(int64_t difference, int64_t unit, Addends addends)
{
    Wide squares = (Wide)(doubt_squared(unit) + addends.units_squared) * 10000;
    return (Wide)difference * difference * 12 * 1000 <= squares * LIKELY_THOUSANDTHS;
}

static bool is_possible(int64_t difference, int64_t unit, Addends addends)
{
    return difference * 2 < doubt(unit) + addends.units;
}

bool rounding_possible(Money printed, int64_t unit, Money sum, Addends addends)
{
    if (addends.count == 0) return money_round(sum, unit).pence == printed.pence;
    return is_possible(money_abs(money_sub(printed, sum)).pence, unit, addends);
}

Outcome rounding_test(Money printed, int64_t unit, Money sum, Addends addends)
{
    int64_t difference = money_abs(money_sub(printed, sum)).pence;
    if (difference == 0) return OUTCOME_AGREES;
    if (unit == 1 && addends.count == 0) return OUTCOME_BREAK;
    if (!rounding_possible(printed, unit, sum, addends)) return OUTCOME_BREAK;
    if (addends.count == 0 || is_likely(difference, unit, addends)) return OUTCOME_ROUNDING;
    return OUTCOME_BREAK;
}

Money rounding_limit(int64_t unit, Addends addends)
{
    int64_t low = 0; // Units that pass, and units that do not.
    int64_t high = (unit + addends.units) / unit + 1;
    if (addends.count == 0) return (Money){0};
    while (high - low > 1) {
        int64_t middle = low + (high - low) / 2;
        int64_t difference = middle * unit;
        bool    passes =
            is_possible(difference, unit, addends) && is_likely(difference, unit, addends);
        if (passes) low = middle;
        else high = middle;
    }
    return (Money){low * unit};
}
