// What the parts of a roll share.
#pragma once
#include "scribe/roll.h"

typedef struct {
    Arena        *arena;
    const Ledger *ledger; // Of last year.
    const Book   *last;
    const Book   *next;
    RollChoices  *choices;
    Roll         *roll;
    int64_t       unit;         // Pence that new amounts are rounded to.
    const Line ***before;       // By line of the new year: those it continues.
    size_t       *before_count; //
    Str           last_year;    // "2021/22".
    Str           year;
    Str           why; // What cannot be done; empty while all is well.
} Roller;

// What stands at the rate that was chosen, rounded to the unit.
Money roller_uplifted(Roller *roller, Money money, Rate rate, Str of);
// Who acts for a partner on 1 April of the new year; `mark` says what is not sure.
const Partner *roller_partner(Roller *roller, const Partner *partner, Str *mark);

// What is wrong with the schemes that shall end or merge; empty for nothing.
Str ends_fault(Arena *arena, const Book *last, const RollChoices *choices);
Str merges_fault(Arena *arena, const Book *last, const RollChoices *choices);

void roll_contributions(Roller *roller);
void roll_rows(Roller *roller);

// The facts of schemes that the board does not have, or has otherwise.
typedef struct {
    const Scheme *scheme;
    Str           name;   // A new one; empty where it stays.
    Succession   *merged; // What was merged into it.
    size_t        merged_count;
} CarriedScheme;

void roll_schemes(Roller *roller, const CarriedScheme *carried, size_t count, Str growth_id);
