// Where on a sheet the tables are: a heading of one row or several, and below it
// rows of amounts. What stands above is titles, what stands below is notes.
#pragma once
#include "survey/paper.h"

#define EXTENT_MAX 50 // Tables of one sheet that are told apart.

// Rows and columns are those of the paper, all ends included.
typedef struct {
    size_t first_row; // Of the heading.
    size_t body_row;  // The first that is not heading.
    size_t last_row;  // The last that has an amount.
    size_t end_row;   // The last that belongs to it, notes and all.
    size_t first_column;
    size_t last_column;
} Extent;

// The tables of a sheet, from the top; how many there are.
size_t extents_find(const Paper *paper, Extent *extents);

// The same inside a range of the sheet, such as "A3:F20"; false where that is none.
bool extent_of_range(const Paper *paper, Str range, Extent *extent);

Str extent_name(Arena *arena, const Paper *paper, const Extent *extent); // "A3:F20".

// Whether a row of the body is the heading once more, as after a break of the page.
bool extent_repeats_heading(const Paper *paper, const Extent *extent, size_t row);
