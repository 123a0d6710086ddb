// What the statements are made of: rows, columns and leaf figures. A statement
// fills these; statement_of computes the rest.
#pragma once
#include "post/statement.h"

// A statement without rows and columns, and room for so many.
Statement *statement_new(Arena *arena, const Ledger *ledger, const char *row_heading,
                         size_t row_max, size_t column_max);

// Rows of the book, blocks and all; room for its lines and so many columns more, and
// for so many rows below its total.
Statement *statement_new_schemes(Arena *arena, const Ledger *ledger, size_t more_columns,
                                 size_t more_rows);

// Heading, depth and children as the book's row has them.
void statement_copy_row(Arena *arena, StatementRow *row, const Row *from);

// The next row. One that adds up others has no leaf figures: set its children.
StatementRow *statement_add_row(Statement *statement, Str id, Str label, bool leaf);

// `id`, with `more` before it as often as it takes to be no other row's.
Str statement_free_id(Arena *arena, const Statement *statement, const char *more, Str id);

// A row that adds up others, which come before it.
StatementRow *statement_add_sum(Arena *arena, Statement *statement, Str id, Str label,
                                const size_t *children, size_t count);

// "total", the last row of a flat statement, which adds up all others.
void statement_add_total(Arena *arena, Statement *statement, Str label);

// The next column, which is returned; its terms are copied.
size_t statement_add_column(Arena *arena, Statement *statement, StatementColumn column);

// A column as a statement writes it down; one without terms is of postings.
typedef struct {
    const char       *id;
    const char       *label;
    const char       *about; // NULL for none.
    ColumnRule        rule;
    const ColumnTerm *terms;
    size_t            term_count;
    bool              partial;
} ColumnPlan;

// All of them, in order.
void statement_add_columns(Arena *arena, Statement *statement, const ColumnPlan *plans,
                           size_t count);

// One of postings. `about` is what it holds, or NULL.
size_t statement_add_postings(Arena *arena, Statement *statement, Str id, Str label,
                              const char *about);

// One of the postings of a funding line, by its own name.
size_t statement_add_line(Arena *arena, Statement *statement, const Line *line);

// A column for each line of the book, with what schemes are allocated of it, and
// "budget", which adds them up. Of a statement of schemes.
size_t statement_add_budget(Arena *arena, Statement *statement);

// "supplements", "virements" and "current-budget" up to the end of a period, 0 for
// all: what moved the budget of column `budget`. All are absent where nothing did.
// Gives back the first of the three.
size_t statement_add_moves(Arena *arena, Statement *statement, size_t budget, int period);

// One leaf figure that is no sum of whole postings.
void statement_set_amount(const Statement *statement, size_t row, size_t column, Money amount);

// One leaf figure: what the selectors take, each one more addend.
void statement_set_figure(Arena *arena, const Statement *statement, size_t row, size_t column,
                          const Selector *selectors, size_t count);
