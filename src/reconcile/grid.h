// A printed table laid over the statement of the same name: every printed cell,
// with the tests that can be made of it. What they mean is published.c's.
#pragma once
#include "reconcile/check.h"

typedef enum { TEST_DOWN, TEST_ACROSS, TEST_ROWS, TEST_CONTRIBUTION, TEST_COUNT } TestKind;

typedef struct {
    bool    made;
    bool    exact;   // The sum has pence, and rounds to what is printed.
    bool    follows; // The total is right, and what it adds up is out by more than rounding.
    bool    mixed;   // Part of the sum is the book's, for the paper prints nothing there.
    Money   sum;
    Percent percent; // In a column of ratios.
    Addends addends;
    Outcome outcome;
} Test;

// One cell of the grid that lies over the statement.
typedef struct {
    const PublishedFigure *figure; // NULL where the paper prints nothing.
    Test                   tests[TEST_COUNT];
    size_t                 owner;  // The cell that explains it, itself when it is a cause.
    Outcome                worst;  // Of an owner: the worst of all it explains.
    bool                   waived; // What was said of it is a break that was accepted.
    Diag                  *found;
    Diag                  *found_contribution;
} GridCell;

typedef struct {
    Checker         *checker;
    const Published *section;
    const Statement *statement;
    GridCell        *cells;
    size_t          *parents; // By row; the total's is itself.
    size_t           exact;   // Cells that are exact amounts, rounded.
    Money            exact_most;
} Grid;

// Lays the table over its statement and makes every test. A figure of a row or
// column that the statement has not is a finding, and left out.
Grid grid_new(Checker *checker, const Published *section, const Statement *statement);

GridCell *grid_cell(const Grid *grid, size_t row, size_t column);
bool      grid_is_ratio(const Grid *grid, size_t column);

// A break, for a printed figure has no place; with the nearest of those that there
// are. `message` names the `id`, at `span`, that is none of them.
void grid_say_no_place(Checker *checker, Span span, Str message, Str id, const Str *known,
                       size_t count);

// What stands for a cell in a sum: what is printed or, where nothing is, what
// is printed below it and in the end the book.
typedef struct {
    Money   sum;
    Addends addends;
    size_t  printed; // How many printed figures are in it.
    size_t  silent;  // How many amounts of the book, other than nil.
} Parts;

void grid_add_part(const Grid *grid, size_t row, size_t column, int sign, Parts *parts);

// An exact amount that is printed rounded is no difference.
bool test_differs(const Test *test);
// Any test of the cell, apart from its contribution, which is a tale of its own.
bool cell_differs(const GridCell *cell);
