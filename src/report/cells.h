// Cells that are made of others: sums and ratios, and figures of other tables.
#pragma once
#include "report/report.h"

// The sum of terms, each with its sign, as far as they are stated; those that name no table
// are of `table`. Empty where none is stated.
Cell cell_of_terms(Arena *arena, const Table *table, const Term *terms, size_t count);

// The sum of a column's cells in these rows of the table, as far as they are stated.
Cell cell_of_rows(Arena *arena, const Table *table, size_t column, const size_t *rows,
                  size_t count);

// The figure of another table, with a link to it; empty where it has none.
Cell cell_of_table(Arena *arena, const Table *table, Str row, const char *column);

// What selectors take; not stated where there are none.
Cell cell_of_postings(Arena *arena, const Selector *selectors, size_t count);

// "2022-23", and "2022-23-2" for a second book of that year; "2022/23" and "2022/23 (2)".
Str group_year_id(Arena *arena, const Group *group, size_t at);
Str group_year_label(Arena *arena, const Group *group, size_t at);

// Empty where the text is.
Cell cell_of_text(Str text);

// "approved by Northshire HWB, 24 May 2022, minute 12".
Str approval_in_words(Arena *arena, const Approval *approval);

// "Northshire" of "Northshire Health and Wellbeing Board".
Str board_short_name(const Board *board);
