// Does a book keep its promises? Every check says what it compares, and ends in
// one of four outcomes; a flag is worth a look and no verdict.
#pragma once
#include "post/statement.h"

typedef struct Checker Checker;

typedef struct {
    const char *id;       // "contributions-allocated".
    const char *sentence; // What it promises, in plain words.
    const char *inputs;   // The parts of the book that it reads.
    const char *matter; // In a summary: what to do where it cannot be tested, what a flag is about.
    void (*run)(Checker *checker);
} Check;

// Something that was said, and what it says of the check: a flag, or that a line is
// overspent, breaks nothing.
typedef struct {
    Str     text;
    Outcome outcome;
} Finding;

typedef struct {
    const Check *check;
    Outcome      outcome; // The worst.
    size_t       counts[OUTCOME_COUNT];
    Str          finding;  // The first thing said of it; empty for none.
    Finding     *findings; // All of them.
    size_t       finding_count;
    size_t       finding_capacity;
    bool         idle;    // There was nothing to test, and nothing is lacking.
    bool         repeats; // What it lacks another check has said.
} CheckResult;

// One printed cell and what became of it.
typedef struct {
    const Published       *section;
    const PublishedFigure *figure;
    bool                   has_components;
    Money                  components; // What the paper prints below or beside it, summed.
    Percent                components_percent;
    bool                   has_rows;
    Money                  rows; // What the ledger says.
    Percent                rows_percent;
    Money                  difference; // Printed less rows.
    bool                   exact;      // It is the ledger's amount, correctly rounded.
    bool                   has_limit;  // There are rounded figures in the sum.
    Money                  limit;      // The largest difference that passes as rounding.
    Str                    row_label;  // As the statement of its report has them.
    Str                    column_label;
    Outcome                outcome;
    Diag                  *found;              // What was said of it, or NULL.
    Diag                  *found_contribution; // Of its line's contribution, or NULL.
} PublishedCell;

// What a risk share makes of a line's difference, beside what the year's end states.
typedef enum {
    SHARE_UNDERSPEND, // Of other lines, applied to it.
    SHARE_RESERVE,
    SHARE_BORNE, // By partner.
    SHARE_REPAID,
    SHARE_CARRIED,
    SHARE_OPEN, // What nothing agreed divides: its difference, with its sign.
    SHARE_KIND_COUNT
} ShareKind;

typedef struct {
    ShareKind      kind;
    const Line    *line;
    const Line    *from;    // Of the first two kinds.
    const Partner *partner; // Of the others; NULL where nobody is named.
    Money          agreed;
    Money          stated;
    bool           odd;    // It got an odd penny.
    bool           open;   // No ratio is agreed: `agreed` says nothing.
    bool           in_sum; // One side names partners and the other not: their sum is compared.
    Span           span;   // Of what is stated.
} Share;

typedef struct {
    const Ledger  *ledger;
    CheckResult   *checks; // In the order they run.
    size_t         check_count;
    CheckResult   *flags; // A flag was raised where `finding` is not empty.
    size_t         flag_count;
    PublishedCell *published;
    size_t         published_count;
    Share         *shares; // As they were found.
    size_t         share_count;
    size_t         share_capacity;
} Reconciliation;

Reconciliation *reconcile(Arena *arena, const Ledger *ledger, Diags *diags);

// The worst outcome of all checks.
Outcome reconciliation_outcome(const Reconciliation *reconciliation);

// "3 agree, 2 with a rounding, 8 not tested, 4 with nothing to test; flags: 5".
Str reconciliation_summary(Arena *arena, const Reconciliation *reconciliation);
