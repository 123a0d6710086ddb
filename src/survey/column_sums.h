// Which column of amounts is the sum of which others, by casting every row. It promises
// to believe no heading: a sum is one where nearly all rows that say something agree.
#pragma once
#include "survey/reading.h"

// Rows that add up, be it but for rounding, and rows that do not.
typedef struct {
    size_t fits;
    size_t fails;
} Fit;

// Parts are one bool for each column of the table; PAPER_COLUMN_MAX is room for all.
Fit  column_sums_fit(const Reading *reading, size_t total, const bool *parts);
bool column_sums_is_good(Fit fit);
Str  column_sums_because(const Reading *reading, const bool *parts, Fit found);

// A column that may be a budget, of a line or of all.
bool column_sums_is_budget(const TableColumn *column);

// The column of the totals of lines, and what it adds up; SIZE_MAX for none. Then the
// net budget in its place, where what was found is the gross one.
size_t column_sums_find_total(const Reading *reading, bool *parts);
size_t column_sums_prefer_net(const Reading *reading, size_t total, bool *parts);

// Whether a column adds up some of the lines that stand right before or after it.
bool column_sums_has_neighbours(const Reading *reading, size_t column, const bool *lines);
