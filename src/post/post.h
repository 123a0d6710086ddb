// From what a book means to its ledger.
#pragma once
#include "base/rounding.h"
#include "post/ledger.h"

// NULL after a report. `previous` is the ledger of book->previous, or NULL.
Ledger *post_book(Arena *arena, const Book *book, const Ledger *previous, Diags *diags);

// What a partner pays into a line, what a line has to spend, and so on: the
// figures that checks and statements share.
Selector select_contributions(const Ledger *ledger, const Line *line);
Selector select_paid_in(const Ledger *ledger, const Partner *from);
Selector select_opening(const Ledger *ledger, const Line *line);
Selector select_allocated(const Ledger *ledger, const Line *line, const Scheme *scheme);
Selector select_outturn(const Ledger *ledger, const Line *line, const Scheme *scheme);
Selector select_rounding(const Ledger *ledger, const Line *line);
Selector select_passported(const Ledger *ledger, const Line *line, const Partner *to);

// What a line has (contributions and what was brought forward) and what its rows
// hold, with the rounded figures in both. Neither knows of rounding entries.
typedef struct {
    Money   funded;
    Money   allocated;
    Addends addends;
} LineSums;

LineSums ledger_line_sums(const Ledger *ledger, const Line *line);

// How many rounded figures a sum holds: every posting is one.
Addends selector_addends(const Selector *selector);

// The line's closing balance: what came in and was neither spent nor rounding.
Money ledger_residual(const Ledger *ledger, const Line *line);
