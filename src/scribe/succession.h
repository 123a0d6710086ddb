// Who acts for a partner when a year begins: an ICB for the CCG before it.
#pragma once
#include "plan/plan.h"

// The partner itself, or who followed it on or before 1 April. `mark` is set to what
// is not sure: a succession without a date, or one during the year.
const Partner *partner_when_year_begins(Arena *arena, const Partner *partner, Year year, Str *mark);
