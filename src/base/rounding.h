// May a printed total differ from its addends by rounding alone? The tests are
// those of docs/checks.md, "Rounding, stated exactly", done in integers.
#pragma once
#include <stdbool.h>

#include "base/money.h"

typedef enum {
    OUTCOME_AGREES,
    OUTCOME_ROUNDING,
    OUTCOME_WAIVED, // A break that somebody with authority accepted.
    OUTCOME_BREAK,
    OUTCOME_NOT_TESTED,
    OUTCOME_COUNT
} Outcome;

const char *outcome_name(Outcome outcome); // "agrees", "not tested".
Outcome     outcome_worse(Outcome a, Outcome b);

// What went into a sum: how many addends are rounded figures other than nil,
// and to what unit. Exact addends and nils do not count.
typedef struct {
    int64_t count;
    int64_t units;         // The sum of their units, in pence.
    int64_t units_squared; // The sum of the squares of their units, in square pounds.
} Addends;

// One figure more. `unit` is in pence; a unit of a penny is exact.
Addends addends_add(Addends addends, Money figure, int64_t unit);
Addends addends_join(Addends a, Addends b);
Addends addends_take(Addends addends, Money figure, int64_t unit); // One figure less.

// `printed`, rounded to `unit` pence, against the sum of the addends.
// Over exact addends it must be the sum rounded half away from zero. Over
// rounded ones the difference must be possible and likely.
Outcome rounding_test(Money printed, int64_t unit, Money sum, Addends addends);

// Whether rounding alone could, however seldom, make the difference.
bool rounding_possible(Money printed, int64_t unit, Money sum, Addends addends);

// The largest difference that rounding_test passes, in whole units.
Money rounding_limit(int64_t unit, Addends addends);
