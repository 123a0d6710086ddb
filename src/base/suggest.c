#include "base/suggest.h"

#include <stdint.h>

#define WORD_BYTES_MAX 64

static size_t min3(size_t a, size_t b, size_t c)
{
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

// Optimal string alignment distance, by rows.
static size_t distance(Str a, Str b)
{
    size_t rows[3][WORD_BYTES_MAX + 1];
    for (size_t j = 0; j <= b.len; j++) rows[0][j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t       *now = rows[i % 3];
        const size_t *before = rows[(i + 2) % 3];
        const size_t *earlier = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t change = a.data[i - 1] == b.data[j - 1] ? 0 : 1;
            now[j] = min3(before[j] + 1, now[j - 1] + 1, before[j - 1] + change);
            bool swapped =
                i > 1 && j > 1 && a.data[i - 1] == b.data[j - 2] && a.data[i - 2] == b.data[j - 1];
            if (swapped && earlier[j - 2] + 1 < now[j]) now[j] = earlier[j - 2] + 1;
        }
    }
    return rows[a.len % 3][b.len];
}

const Str *suggest(Str typed, const Str *words, size_t count)
{
    const Str *best = NULL;
    size_t     least = SIZE_MAX;
    if (typed.len == 0 || typed.len > WORD_BYTES_MAX) return NULL;
    for (size_t i = 0; i < count; i++) {
        if (words[i].len > WORD_BYTES_MAX || str_equal(typed, words[i])) continue;
        size_t away = distance(typed, words[i]);
        size_t longer = words[i].len > typed.len ? words[i].len : typed.len;
        size_t allowed = longer / 3 ? longer / 3 : 1;
        bool   begins = typed.len >= 3 && words[i].len > typed.len &&
                      str_equal(typed, str_from_to(words[i], 0, typed.len));
        if (begins && away > allowed) away = allowed; // "nhs-min", of "nhs-minimum".
        if (longer == 1) allowed = 0;
        if (away <= allowed && away < least) {
            least = away;
            best = &words[i];
        }
    }
    return best;
}
