// Money is whole pence. The struct is there so that the compiler refuses
// "a + b": every sum goes through money_add, which cannot silently wrap.
#pragma once
#include <assert.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

typedef struct {
    int64_t pence;
} Money;

// Limits make overflow impossible instead of merely unlikely.
#define MONEY_PENCE_MAX   INT64_C(1000000000000) // One amount: £10bn.
#define POSTING_COUNT_MAX 4000000
static_assert(MONEY_PENCE_MAX <= INT64_MAX / POSTING_COUNT_MAX,
              "the sum of every posting fits in an int64_t");

Money money_add(Money a, Money b);
Money money_sub(Money a, Money b);
Money money_neg(Money a);
Money money_abs(Money a);

// Reads what docs/money.md allows, such as "1,234.50", "£5", "(1,234)" or "-".
// Returns NULL, or what is wrong with the text in words fit for a diagnostic.
// Never goes through a double.
const char *money_parse(Str text, Money *out);

// "1,234.50": always two decimals, a leading minus, no pound sign.
Str money_format(Arena *arena, Money money);
// "£1,234", "-£1,234.50": for sentences; pence only where there are any.
Str money_pounds(Arena *arena, Money money);
// "1234.50": for files that programs read.
Str money_plain(Arena *arena, Money money);

// The nearest multiple of `unit` pence, halves away from zero.
Money money_round(Money money, int64_t unit);

// Splits `total` over `count` weights, pro rata. The parts always add up to the
// total: odd pennies go to the largest remainders, ties to the first. Weights
// may be negative; they must not add up to nil. False when weights that nearly
// cancel would make a part larger than both the total and any one amount.
bool money_split(Arena *arena, Money total, const Money *weights, size_t count, Money *parts);

// Whether such a part got an odd penny: it is more than its share rounded down.
bool money_part_is_odd(Money part, Money total, Money weight, Money whole);
