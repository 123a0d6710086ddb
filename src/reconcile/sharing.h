// How partners divide an amount between them, to the penny.
#pragma once
#include "post/post.h"

typedef struct {
    const Partner *partner;
    Money          amount;
    bool           odd; // It got an odd penny, for its remainder was among the largest.
} Bearing;

typedef struct {
    Bearing *items;
    size_t   count;
    Money    unborne; // What nobody bears: all who could are capped, or nobody pays in.
} Bearings;

// Divides an amount of the line as the terms have it.
Bearings sharing_divide(Arena *arena, const Ledger *ledger, const Line *line,
                        const RiskTerms *terms, Money amount);
