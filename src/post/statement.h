// A statement is a view of the postings: rows by columns, where every figure is
// a sum of postings, a sum of rows, or a sum or ratio of columns, and says
// which. Reports print it; the check of published figures works through it.
#pragma once
#include "base/rounding.h"
#include "post/post.h"

typedef enum {
    COLUMN_POSTINGS,   // Leaf rows take postings; totals add up their rows.
    COLUMN_TERMS,      // Every row adds up other columns, each with its sign.
    COLUMN_TERMS_DOWN, // Leaf rows do, where all of those are stated; totals add up their rows.
    COLUMN_RATIO,      // terms[0] over the size of terms[1], in per cent. Its id is "percent".
    COLUMN_RULE_COUNT
} ColumnRule;

typedef struct {
    size_t column;
    int    sign; // 1 or -1.
} ColumnTerm;

typedef struct {
    Str               id;
    Str               label;
    const char       *about; // What it holds, for a dictionary; NULL for none.
    ColumnRule        rule;
    const ColumnTerm *terms;
    size_t            term_count;
    bool              absent;  // Not stated in any row.
    bool              partial; // A total is stated only where something that it adds up is.
} StatementColumn;

typedef struct {
    bool    leaf;       // Takes postings; the others add up their children.
    bool    subtracted; // Its parent takes it away.
    bool    balance;    // Of totals: stated only where all of them are, and in no ratio.
    Str     id;
    Str     label;
    Str     heading; // Above a block's rows; may be empty.
    size_t  depth;
    size_t *children; // A total comes after what it adds up.
    size_t  child_count;
} StatementRow;

typedef struct {
    bool            stated;
    Money           money;
    Percent         percent; // Of a COLUMN_RATIO.
    Addends         addends; // The rounded figures in the sum.
    const Selector *selectors;
    size_t          selector_count;
} Figure;

typedef struct {
    const char      *report; // "budget".
    const Ledger    *ledger;
    const char      *row_heading; // "Scheme".
    StatementRow    *rows;        // In print order; the last is the total.
    size_t           row_count;
    Index            row_index;
    StatementColumn *columns;
    size_t           column_count;
    size_t           column_max;
    Figure          *figures; // By row, then by column, of which there is room for the most.
} Statement;

Figure *statement_figure(const Statement *statement, size_t row, size_t column);

// SIZE_MAX when there is none.
size_t statement_row(const Statement *statement, Str id);
size_t statement_column(const Statement *statement, Str id);

// Fills totals and computed columns from the leaf figures; statement_of does it last.
void statement_compute(const Statement *statement);

// Whose decision makes more than a draft of a statement's figures.
typedef enum {
    STATUS_OF_BUDGET,
    STATUS_OF_OUTTURN, // Of a book without outturn it has nothing of its own to say.
    STATUS_OF_BOOK,    // That of the stage that the book has reached.
} StatementStatus;

// What a statement is, and how it is made of a book. `period` is the one that it
// looks back from, 0 for the latest; most know none.
typedef struct {
    const char     *name;    // "budget": of the report that prints it, too.
    const char     *title;   // "Budget".
    const char     *about;   // What it is, in a sentence.
    const char     *summary; // The same in a line of `bcf report --list`.
    const char     *silence; // What is said of a book that states nothing of it; may be NULL.
    StatementStatus status;
    Statement *(*make)(Arena *arena, const Ledger *ledger, int period); // Rows, columns, leaves.
} StatementKind;

extern const StatementKind *const statement_kinds[]; // Ends in NULL.

#define STATEMENT(name) extern const StatementKind statement_##name;
#include "post/statements.def"
#undef STATEMENT

// Makes the statement of a book, totals and all.
Statement *statement_of(Arena *arena, const Ledger *ledger, const StatementKind *kind, int period);
// By name, or NULL.
Statement *statement_named(Arena *arena, const Ledger *ledger, Str name, int period);
