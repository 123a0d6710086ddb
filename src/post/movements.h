// A year's budgets beside the year's before: the lines that both are compared in, the
// schemes that have to do with each other, and what each figure adds up.
#pragma once
#include "post/continuity.h"

// A line of this year, or one of last year that none of this year's continues alone.
typedef struct {
    const Line  *now;  // NULL for one of last year.
    const Line **then; // What it takes over.
    size_t       then_count;
    Str          id; // No other line of the comparison has it.
    Str          name;
    Str          heading;
} MoveLine;

typedef struct {
    Arena        *arena;
    const Ledger *now;
    const Ledger *then; // NULL where no previous book is known: then there is nothing to compare.
    Continuities  schemes;
    MoveLine     *lines; // This year's in their order, then last year's.
    size_t        line_count;
} Movements;

Movements movements_of(Arena *arena, const Ledger *ledger);

// One year's figure, and what it adds up.
typedef struct {
    bool      stated;
    Money     money;
    Selector *selectors;
    size_t    count;
    Span      nil; // Of a nil that is typed, for it makes no posting.
} Side;

typedef enum { SIDE_THEN, SIDE_NOW, SIDE_COUNT } SideYear;

// A scheme's current budget of a line, or with NULL of all. `row` is of that year's book, or
// NULL: then nothing is stated.
Side side_of_scheme(const Movements *all, const MoveLine *line, const Row *row, SideYear year);
// Of all schemes.
Side side_of_schemes(const Movements *all, const MoveLine *line, SideYear year);

// What a line's contributions are, and what lies between them and its budgets: contributions
// are the budgets of all schemes, and these three.
Side side_of_contributions(const Movements *all, const MoveLine *line, SideYear year);
Side side_unallocated(const Movements *all, const MoveLine *line, SideYear year);
Side side_brought_forward(const Movements *all, const MoveLine *line, SideYear year); // Less it.
Side side_rounding(const Movements *all, const MoveLine *line, SideYear year);
