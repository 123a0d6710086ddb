// The names of a workbook's totals: a name box full of them, and formulas that can
// be read aloud.
#pragma once
#include "report/table.h"

#define NAME_COUNT_MAX 5000 // More than anybody reads; those that follow have none.

typedef struct {
    Str name;   // "Budget_total_nhs_minimum": sheet, row, column.
    Str refers; // "'Budget'!$B$40".
} Name;

// Of the totals of every statement that is live: none in a publication.
size_t names_of(Arena *arena, const Workbook *workbook, Name **out);

// The name under which each sheet's table is marked up, by sheet.
Str *names_of_tables(Arena *arena, const Workbook *workbook);

// A name from any text: letters, digits and underscores, led by a letter.
Str name_from(Arena *arena, Str text);
