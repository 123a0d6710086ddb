// How rows are put together into blocks: a stack of what stands side by side, from
// which each total takes what it adds up.
#pragma once
#include "survey/reading.h"

// A stack of what stands side by side so far.
typedef struct {
    Reading *reading;
    Item   **items;
    size_t   count;
    size_t   open[OPEN_MAX]; // Headings that the next item is below, outer first.
    size_t   open_count;
    size_t   breaks;    // Totals that do not add up.
    size_t   roundings; // Totals that do but for rounding.
    size_t   outside;   // Rows above the last total that it leaves out.
    size_t   root_row;
    size_t   above_start; // A total above its rows: where they begin,
    size_t   above_left;  // how many are to come,
    size_t   above_row;   // and where it stands.
} Parse;

// Puts rows together, up to `end`, or all; roles are those of Reading.labels, and the
// outcomes of totals are put there.
Parse tree_parse_rows(Reading *reading, size_t end);
Parse tree_parse_all(Reading *reading);

// Whether a row is the sum of any items at the top of the stack, but for rounding.
bool tree_adds_up(const Parse *parse, size_t row);
// Of all that is on the stack.
Outcome tree_test_all(const Parse *parse, size_t row);

bool  tree_is_amount(const Reading *reading, size_t column);
bool  tree_is_last_total(const Reading *reading, size_t row);
Item *tree_new_block(const Parse *parse, size_t row, Str label);
void  tree_append(Item *block, Item *child);

// The number on the sheet of the first row of an item.
unsigned tree_first_number(const Reading *reading, const Item *item);
