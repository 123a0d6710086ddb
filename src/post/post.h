// From what a book means to its ledger.
#pragma once
#include "base/rounding.h"
#include "post/ledger.h"

// NULL after a report. `previous` is the ledger of book->previous, or NULL.
Ledger *post_book(Arena *arena, const Book *book, const Ledger *previous, Diags *diags);

// What a partner pays into a line, what a line has to spend, and so on: the
// figures that checks and statements share. Contributions are the current ones.
Selector select_contributions(const Ledger *ledger, const Line *line);
Selector select_paid_in(const Ledger *ledger, const Partner *from);
Selector select_opening(const Ledger *ledger, const Line *line);
Selector select_outturn(const Ledger *ledger, const Line *line, const Scheme *scheme);
Selector select_rounding(const Ledger *ledger, const Line *line);
Selector select_passported(const Ledger *ledger, const Line *line, const Partner *to);
// As what a contribution is posted: planned, on top, or known better.
EntryKind contribution_kind(const Contribution *item);
// Any entry of one kind in one kind of account.
Selector select_entry(const Ledger *ledger, EntryKind entry, AccountKind account, const Line *line);
// Of a scheme's budget, or with NULL of all: what it was given at first, what came
// with supplements, what virements moved. A period of 0 takes all of the year.
Selector select_allocated(const Ledger *ledger, const Line *line, const Scheme *scheme);
// What of it recurs, does not, or is not told apart, in a book that tells.
Selector select_recurrent(const Ledger *ledger, const Scheme *scheme, const char *note);
Selector select_added(const Ledger *ledger, const Line *line, const Scheme *scheme, int period);
Selector select_vired(const Ledger *ledger, const Line *line, const Scheme *scheme, int period);

// The sum of those three: the budget as it stands at the end of a period.
Money ledger_current_budget(const Ledger *ledger, const Line *line, const Scheme *scheme,
                            int period);

// What a budget's allocations are noted as, in a book that tells.
#define NOTE_RECURRENT     "recurrent"
#define NOTE_NON_RECURRENT "non-recurrent"
#define NOTE_NOT_TOLD      "not told"

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

// What came into the line and was neither spent nor rounding.
Money ledger_residual(const Ledger *ledger, const Line *line);
// What other lines gave it, less what it gave them, at the year's end.
Money ledger_applied(const Ledger *ledger, const Line *line);
// What the year leaves to the next: what is carried forward, where the book says what
// became of residuals, else the residual.
Money ledger_closing(const Ledger *ledger, const Line *line);
