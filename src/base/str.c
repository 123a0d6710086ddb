#include "base/str.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

Str str_from(const char *text)
{
    return text ? (Str){text, strlen(text)} : (Str){"", 0};
}

bool str_equal(Str a, Str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

bool str_equal_any_case(Str a, Str b)
{
    if (a.len != b.len) return false;
    for (size_t i = 0; i < a.len; i++) {
        if (tolower((unsigned char)a.data[i]) != tolower((unsigned char)b.data[i])) return false;
    }
    return true;
}

bool str_is(Str a, const char *text)
{
    return str_equal(a, str_from(text));
}

int str_compare(Str a, Str b)
{
    size_t common = a.len < b.len ? a.len : b.len;
    int    order = common ? memcmp(a.data, b.data, common) : 0;
    if (order != 0) return order;
    return (a.len > b.len) - (a.len < b.len);
}

bool str_starts(Str a, const char *prefix)
{
    size_t len = strlen(prefix);
    return a.len >= len && (len == 0 || memcmp(a.data, prefix, len) == 0);
}

bool str_ends(Str a, const char *suffix)
{
    size_t len = strlen(suffix);
    return a.len >= len && (len == 0 || memcmp(a.data + a.len - len, suffix, len) == 0);
}

Str str_from_to(Str a, size_t start, size_t end)
{
    assert(start <= end && end <= a.len);
    return a.data ? (Str){a.data + start, end - start} : a; // An empty Str may have no data.
}

int str_digits(Str a, size_t at, size_t count)
{
    int value = 0;
    if (at + count > a.len) return -1;
    for (size_t i = at; i < at + count; i++) {
        if (a.data[i] < '0' || a.data[i] > '9') return -1;
        value = value * 10 + (a.data[i] - '0');
    }
    return value;
}
