// Where a click on a cell leads: from a figure to its postings, and back.
#pragma once
#include "report/table.h"

#define LEAD_MAX 65530 // On one sheet; the file format has no more.

typedef struct {
    Str target; // "'Budget'!C12"; empty for nowhere.
    Str tip;    // What is there, in words; may be empty.
} Lead;

typedef struct {
    Arena          *arena;
    const Workbook *workbook;
    bool           *has_room; // By sheet: where there is none, figures lead nowhere.
} Leads;

Leads leads_new(Arena *arena, const Workbook *workbook);

// To the cell of its link, or else to the postings that it adds up: to all of them
// where they stand together, else to the first.
Lead lead_of(const Leads *leads, size_t sheet, const Cell *cell);
