#include "base/money.h"

#include <stdbool.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// Characters that no amount has, and that are easily overlooked.
static const char *find_strange(Str text)
{
    for (size_t i = 0; i < text.len; i++) {
        Str rest = str_from_to(text, i, text.len);
        if (rest.data[0] == ' ' || rest.data[0] == '\t') return "has a space in it";
        if (str_starts(rest, "\xC2\xA0")) return "has a no-break space in it";
        if (str_starts(rest, "\xE2\x88\x92")) return "has a typographic minus; type a plain '-'";
        bool exponent = i > 0 && is_digit(text.data[i - 1]) && i + 1 < text.len &&
                        (is_digit(text.data[i + 1]) || text.data[i + 1] == '+');
        if ((text.data[i] == 'e' || text.data[i] == 'E') && exponent) {
            return "has an exponent; type it out";
        }
    }
    return NULL;
}

// Signs and points that stand where an amount has none.
static const char *why_not(Str text)
{
    char last = text.data[text.len - 1];
    if (text.data[0] == '+') return "has a plus sign; leave it out";
    if (text.data[0] == '.') return "has no pounds before its point; type a 0 there";
    if (str_starts(text, "£-")) return "has its minus after the pound sign; type '-£'";
    if (last == '-') return "has its minus at the end; type it in front";
    if (last == ')') return "has a bracket out of place";
    return "is not an amount of pounds, such as 1,234 or 1,234.50";
}

// Digits with commas only in threes; stops at the first other character.
static const char *parse_pounds(Str text, size_t *at, int64_t *pounds)
{
    size_t start = *at;
    size_t group = 0; // Digits since the last comma.
    bool   commas = false;
    for (; *at < text.len; (*at)++) {
        char c = text.data[*at];
        if (c == ',') {
            if (commas ? group != 3 : group < 1 || group > 3) return "has a comma out of place";
            commas = true;
            group = 0;
        } else if (is_digit(c)) {
            if (*pounds > MONEY_PENCE_MAX / 100) return "is more than the limit of £10bn";
            *pounds = *pounds * 10 + (c - '0');
            group++;
        } else {
            break;
        }
    }
    if (commas && group != 3) return "has a comma out of place";
    if (*at == start) return why_not(text);
    if (text.data[start] == '0' && *at - start > 1) return "begins with a spare zero";
    return NULL;
}

// ".50", or nothing; stops at the first other character.
static const char *parse_pence(Str text, size_t *at, int64_t *pence)
{
    if (*at >= text.len || text.data[*at] != '.') return NULL;
    size_t start = ++*at;
    while (*at < text.len && is_digit(text.data[*at])) {
        *pence = (*at - start < 2) ? *pence * 10 + (text.data[*at] - '0') : *pence;
        (*at)++;
    }
    if (*at < text.len && text.data[*at] == ',') {
        return "has a comma after the decimal point; pounds take commas, pence a point";
    }
    if (*at - start != 2) return "must have two decimals or none";
    return NULL;
}

static const char *parse_size(Str text, size_t at, size_t end, Money *out)
{
    int64_t     pounds = 0;
    int64_t     pence = 0;
    Str         number = {text.data, end};
    const char *wrong = parse_pounds(number, &at, &pounds);
    if (!wrong) wrong = parse_pence(number, &at, &pence);
    if (wrong) return wrong;
    if (at < end) return why_not(text);
    if (pounds > MONEY_PENCE_MAX / 100) return "is more than the limit of £10bn";
    out->pence = pounds * 100 + pence;
    return out->pence > MONEY_PENCE_MAX ? "is more than the limit of £10bn" : NULL;
}

const char *money_parse(Str text, Money *out)
{
    size_t at = 0;
    size_t end = text.len;
    *out = (Money){0};
    if (text.len == 0) return "is empty";
    if (str_is(text, "-")) return NULL;
    const char *wrong = find_strange(text);
    if (wrong) return wrong;
    bool minus = text.data[0] == '-';
    bool brackets = text.data[0] == '(';
    if (minus || brackets) at++;
    if (brackets) {
        if (text.data[end - 1] != ')') return "has a bracket out of place";
        end--;
    }
    if (str_starts(str_from_to(text, at, end), "£")) at += sizeof("£") - 1;
    wrong = parse_size(text, at, end, out);
    if (!wrong && (minus || brackets)) *out = money_neg(*out);
    return wrong;
}
