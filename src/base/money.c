#include "base/money.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/text.h"

__extension__ typedef __int128 Wide;

Money money_add(Money a, Money b)
{
    Money sum = {0};
    bool  wrapped = __builtin_add_overflow(a.pence, b.pence, &sum.pence);
    assert(!wrapped); // The limits above make it impossible.
    return sum;
}

Money money_neg(Money a)
{
    assert(a.pence != INT64_MIN);
    return (Money){-a.pence};
}

Money money_sub(Money a, Money b)
{
    return money_add(a, money_neg(b));
}

Money money_abs(Money a)
{
    return a.pence < 0 ? money_neg(a) : a;
}

Money money_round(Money money, int64_t unit)
{
    assert(unit > 0);
    Money   size = money_abs(money);
    int64_t rest = size.pence % unit;
    size.pence -= rest;
    if (rest * 2 >= unit) size.pence += unit;
    return money.pence < 0 ? money_neg(size) : size;
}

static Str format(Arena *arena, Money money, bool commas, const char *sign)
{
    // Backwards from the end of a buffer with room for any int64_t.
    char     buffer[48];
    size_t   at = sizeof buffer;
    uint64_t left = (uint64_t)money_abs(money).pence;
    for (int place = 0; place < 3 || left > 0; place++) {
        if (place == 2) buffer[--at] = '.';
        if (commas && place > 2 && (place - 2) % 3 == 0) buffer[--at] = ',';
        buffer[--at] = (char)('0' + left % 10);
        left /= 10;
    }
    Str digits = {buffer + at, sizeof buffer - at};
    return str_format(arena, "%s%s%.*s", money.pence < 0 ? "-" : "", sign, STR_ARG(digits));
}

Str money_format(Arena *arena, Money money)
{
    return format(arena, money, true, "");
}

Str money_pounds(Arena *arena, Money money)
{
    Str text = format(arena, money, true, "£");
    return money.pence % 100 == 0 ? str_from_to(text, 0, text.len - 3) : text;
}

Str money_plain(Arena *arena, Money money)
{
    return format(arena, money, false, "");
}

// A part with the remainder of its division, to be sorted.
typedef struct {
    size_t index;
    Wide   remainder;
} Share;

static int by_remainder(const void *left, const void *right)
{
    const Share *a = left;
    const Share *b = right;
    if (a->remainder != b->remainder) return a->remainder < b->remainder ? 1 : -1;
    return (a->index > b->index) - (a->index < b->index);
}

bool money_split(Arena *arena, Money total, const Money *weights, size_t count, Money *parts)
{
    Money  whole = {0};
    Share *shares = ARENA_ARRAY(arena, Share, count);
    for (size_t i = 0; i < count; i++) whole = money_add(whole, weights[i]);
    assert(whole.pence != 0);
    // Over a positive whole every part is rounded down, so what is left over is
    // at least nil and less than a penny a part.
    Wide    by = whole.pence < 0 ? -(Wide)whole.pence : whole.pence;
    int64_t odd = money_abs(total).pence;
    Wide    limit = odd > MONEY_PENCE_MAX ? odd : MONEY_PENCE_MAX;
    for (size_t i = 0; i < count; i++) {
        Wide product = (Wide)money_abs(total).pence * weights[i].pence;
        if (whole.pence < 0) product = -product;
        Wide remainder = product % by;
        if (remainder < 0) remainder += by;
        Wide part = (product - remainder) / by;
        if (part > limit || part < -limit) return false;
        parts[i].pence = (int64_t)part;
        shares[i] = (Share){i, remainder};
        odd -= parts[i].pence;
    }
    qsort(shares, count, sizeof *shares, by_remainder);
    assert(odd >= 0 && (uint64_t)odd < count);
    for (int64_t i = 0; i < odd; i++) parts[shares[i].index].pence++;
    for (size_t i = 0; total.pence < 0 && i < count; i++) parts[i] = money_neg(parts[i]);
    return true;
}

bool money_part_is_odd(Money part, Money total, Money weight, Money whole)
{
    Wide share = (Wide)total.pence * weight.pence;
    Wide got = (Wide)part.pence * whole.pence;
    return (share < 0 ? -share : share) < (got < 0 ? -got : got);
}
