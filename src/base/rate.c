#include "base/rate.h"

#include "base/text.h"

#define DECIMALS_MAX 4
#define PART_MAX     INT64_C(1000000)

__extension__ typedef __int128 Wide;

// Digits; NULL when there are none or they pass the limit.
static bool parse_digits(Str text, size_t *at, int64_t *out)
{
    size_t start = *at;
    while (*at < text.len && text.data[*at] >= '0' && text.data[*at] <= '9') {
        *out = *out * 10 + (text.data[*at] - '0');
        if (*out > PART_MAX * 10000) return false;
        (*at)++;
    }
    return *at > start;
}

static const char *parse_percentage(Str text, size_t at, Rate *out)
{
    int64_t value = 0;
    int64_t denominator = 100;
    if (!parse_digits(text, &at, &value) || value > PART_MAX) return "is not a rate, such as 5.66%";
    if (at < text.len && text.data[at] == '.') {
        size_t start = ++at;
        if (!parse_digits(text, &at, &value)) return "has nothing after its decimal point";
        if (at - start > DECIMALS_MAX) return "has more than four decimals";
        for (size_t i = start; i < at; i++) denominator *= 10;
    }
    if (at == text.len) return "must end in %";
    if (at + 1 != text.len || text.data[at] != '%') return "is not a rate, such as 5.66%";
    *out = (Rate){value, denominator};
    return NULL;
}

static const char *parse_fraction(Str text, size_t at, Rate *out)
{
    Rate rate = {0};
    if (!parse_digits(text, &at, &rate.numerator) || text.data[at++] != '/' ||
        !parse_digits(text, &at, &rate.denominator) || at != text.len) {
        return "is not a fraction, such as 1/3";
    }
    if (rate.denominator == 0) return "divides by nil";
    if (rate.numerator > PART_MAX || rate.denominator > PART_MAX) return "is past a million";
    *out = rate;
    return NULL;
}

const char *rate_parse(Str text, Rate *out)
{
    bool   minus = text.len > 0 && text.data[0] == '-';
    size_t at = minus ? 1 : 0;
    bool   fraction = false;
    for (size_t i = 0; i < text.len; i++) fraction |= text.data[i] == '/';
    *out = (Rate){0, 1};
    const char *wrong = fraction ? parse_fraction(text, at, out) : parse_percentage(text, at, out);
    if (!wrong && minus) out->numerator = -out->numerator;
    return wrong;
}

// Ten-thousandths of a per cent are the finest that is typed.
Str rate_format(Arena *arena, Rate rate)
{
    int64_t     parts = rate.numerator < 0 ? -rate.numerator : rate.numerator;
    const char *sign = rate.numerator < 0 ? "-" : "";
    if (PART_MAX % rate.denominator != 0) {
        return str_format(arena, "%s%lld/%lld", sign, (long long)parts,
                          (long long)rate.denominator);
    }
    parts *= PART_MAX / rate.denominator;
    Str text = str_format(arena, "%s%lld.%04lld", sign, (long long)(parts / 10000),
                          (long long)(parts % 10000));
    while (str_ends(text, "0")) text.len--;
    if (str_ends(text, ".")) text.len--;
    return str_format(arena, "%.*s%%", STR_ARG(text));
}

static bool uplift(Money money, Rate rate, int64_t unit, int64_t most, Money *out)
{
    Wide whole = (Wide)money.pence * ((Wide)rate.denominator + rate.numerator);
    Wide by = (Wide)rate.denominator * unit;
    Wide size = whole < 0 ? -whole : whole;
    // Twice the size plus the divisor, over twice the divisor: half away from zero.
    Wide rounded = (2 * size + by) / (2 * by) * unit;
    if (rounded > most) return false;
    *out = (Money){whole < 0 ? -(int64_t)rounded : (int64_t)rounded};
    return true;
}

bool money_uplifted(Money money, Rate rate, int64_t unit, Money *out)
{
    return uplift(money, rate, unit, MONEY_PENCE_MAX, out);
}

static int64_t common_divisor(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

bool rates_are_whole(const Rate *rates, size_t count, Money *weights)
{
    int64_t whole = 1; // The smallest denominator that all of them have.
    Wide    sum = 0;
    for (size_t i = 0; i < count; i++) {
        Wide next = (Wide)(whole / common_divisor(whole, rates[i].denominator));
        next *= rates[i].denominator;
        if (next > MONEY_PENCE_MAX || rates[i].numerator < 0) return false;
        whole = (int64_t)next;
    }
    for (size_t i = 0; i < count; i++) {
        Wide part = (Wide)rates[i].numerator * (whole / rates[i].denominator);
        sum += part;
        if (sum > whole) return false;
        weights[i] = (Money){(int64_t)part};
    }
    return sum == whole;
}

bool money_is_over(Money part, Rate rate, Money whole)
{
    return (Wide)part.pence * rate.denominator > (Wide)rate.numerator * whole.pence;
}

static Percent divide(Wide part, Wide whole, int64_t unit)
{
    assert(whole != 0);
    bool minus = (part < 0) != (whole < 0);
    Wide size = (part < 0 ? -part : part) * 10000;
    Wide by = (whole < 0 ? -whole : whole) * unit;
    // Twice the size plus the whole, over twice the whole: half away from zero.
    int64_t rounded = (int64_t)((2 * size + by) / (2 * by)) * unit;
    return (Percent){minus ? -rounded : rounded};
}

Percent percent_of_rate(Rate rate)
{
    return divide(rate.numerator, rate.denominator, 1);
}

bool percent_exists(Money part, Money whole)
{
    return whole.pence != 0 &&
           money_abs(part).pence / money_abs(whole).pence < INT64_MAX / 10000 - 1;
}

Percent percent_of(Money part, Money whole)
{
    return divide(part.pence, whole.pence, 1);
}

Percent percent_of_to(Money part, Money whole, int64_t unit)
{
    return divide(part.pence, whole.pence, unit);
}

Str percent_format(Arena *arena, Percent percent)
{
    int64_t size = percent.hundredths < 0 ? -percent.hundredths : percent.hundredths;
    return str_format(arena, "%s%lld.%02lld", percent.hundredths < 0 ? "-" : "",
                      (long long)(size / 100), (long long)(size % 100));
}

static bool is_ten_times(Wide small, Wide large)
{
    return large * 10 >= small * 95 && large * 10 <= small * 105;
}

bool money_is_tenfold(Money a, Money b)
{
    Wide one = a.pence < 0 ? -(Wide)a.pence : a.pence;
    Wide other = b.pence < 0 ? -(Wide)b.pence : b.pence;
    if (one == 0 || other == 0 || (a.pence < 0) != (b.pence < 0)) return false;
    return is_ten_times(one, other) || is_ten_times(other, one);
}

// Two pounds: whole pounds may have been rounded twice on the way.
#define NEAR_PENCE 200

static bool is_near(Money before, Money after, Money expected)
{
    Money moved = money_sub(after, before);
    Money should = money_sub(expected, before);
    if (money_abs(money_sub(after, expected)).pence <= NEAR_PENCE) return true;
    return percent_exists(moved, before) && percent_exists(should, before) &&
           percent_of(moved, before).hundredths == percent_of(should, before).hundredths;
}

bool money_rose_twice(Money before, Money after, Rate rate)
{
    Money once;
    Money twice;
    if (before.pence <= 0 || after.pence <= before.pence || rate.numerator <= 0) return false;
    // Sums may be more than one amount may be.
    if (!uplift(before, rate, 1, INT64_MAX, &once) || !uplift(once, rate, 1, INT64_MAX, &twice)) {
        return false;
    }
    return is_near(before, after, twice) && !is_near(before, after, once);
}
