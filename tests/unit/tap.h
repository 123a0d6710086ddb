// TAP from a few lines: a point is a promise in a sentence, kept or not.
#pragma once
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"

static int tap_count;
static int tap_failed;

static inline void tap_begin(void)
{
    puts("TAP version 13");
}

static inline bool tap_point(bool good, const char *sentence)
{
    printf("%s %d - %s\n", good ? "ok" : "not ok", ++tap_count, sentence);
    tap_failed += !good;
    return good;
}

// Below a point that failed: what was seen.
static inline void tap_comment(Str said)
{
    printf("# %.*s\n", STR_ARG(said));
}

static inline int tap_end(void)
{
    printf("1..%d\n", tap_count);
    return tap_failed ? 1 : 0;
}

static inline void tap_out_of_memory(void)
{
    puts("Bail out! out of memory");
    exit(1);
}
