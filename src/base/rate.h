// A rate is an exact ratio; a percentage that is printed is whole hundredths of
// a per cent. Nothing here is ever a double.
#pragma once
#include <stdbool.h>

#include "base/money.h"

// What is typed: "5.66%" is 566/10000, "1/3" is 1/3. The denominator is above 0.
typedef struct {
    int64_t numerator;
    int64_t denominator;
} Rate;

// What is printed: 5.66% is 566.
typedef struct {
    int64_t hundredths; // Of a per cent.
} Percent;

// Reads "5.66%" (at most four decimals) or "1/3" (each at most a million).
// Returns NULL, or what is wrong with the text.
const char *rate_parse(Str text, Rate *out);
// As it may be typed: "5.66%" where a percentage says it, else "1/3".
Str rate_format(Arena *arena, Rate rate);

// Whether rates are parts of one whole: each nil or more, together exactly 1; and,
// as weights, how many parts of a common whole each is (`weights` has room for all).
// False too where their common denominator is past what an amount may be.
bool rates_are_whole(const Rate *rates, size_t count, Money *weights);

// Whether part > rate x whole, exactly. `whole` and the rate are nil or more.
bool money_is_over(Money part, Rate rate, Money whole);

// The amount and so much more: 1.7% on £100.00 is £101.70. Rounded to whole `unit`
// pence, halves away from zero. False where it passes what an amount may be.
bool money_uplifted(Money money, Rate rate, int64_t unit, Money *out);

// Whether one is between 9.5 and 10.5 times the other, and of the same sign.
bool money_is_tenfold(Money a, Money b);

// Whether an amount rose by a rate twice over, and not once: to two decimals of the
// percentage, or to two pounds. A rate of nil or less is applied as often as one likes.
bool money_rose_twice(Money before, Money after, Rate rate);

// To the nearest hundredth of a per cent, halves away from zero.
Percent percent_of_rate(Rate rate);

// Whether part / whole is a percentage that can be told: not over nil, and not
// past what a Percent holds.
bool percent_exists(Money part, Money whole);

// part / whole, rounded in the same way. It must exist.
Percent percent_of(Money part, Money whole);
// The same to the nearest `unit` hundredths: 10 for one decimal, 100 for none.
Percent percent_of_to(Money part, Money whole, int64_t unit);

// "5.66", "-0.05".
Str percent_format(Arena *arena, Percent percent);
