// The double-entry ledger of one book: append-only postings that sum to nil in
// every entry and so in every funding line. Debit positive, credit negative.
//
// Every pound runs  funder -> pool -> scheme -> spent.
#pragma once
#include "plan/plan.h"

typedef enum {
    ACCOUNT_FUNDER,     // By partner and line: what a partner pays in.
    ACCOUNT_OPENING,    // By line: what last year left.
    ACCOUNT_POOL,       // By line: paid in and not yet given to a scheme.
    ACCOUNT_SCHEME,     // By scheme and line: the budget that is left.
    ACCOUNT_SPENT,      // By scheme and line: outturn.
    ACCOUNT_ROUNDING,   // By line: what printed figures hide in their pence.
    ACCOUNT_PASSPORTED, // By partner and line: a memorandum of who receives it.
    ACCOUNT_PASSPORT,   // By line: the other side of that memorandum.
    ACCOUNT_KIND_COUNT
} AccountKind;

typedef enum {
    ENTRY_OPENING,
    ENTRY_CONTRIBUTION,
    ENTRY_PASSPORT,
    ENTRY_ALLOCATION,
    ENTRY_ROUNDING,
    ENTRY_OUTTURN,
    ENTRY_KIND_COUNT
} EntryKind;

const char *account_name(AccountKind kind); // "pool".
const char *entry_name(EntryKind kind);     // "allocation".

typedef struct {
    AccountKind    kind;
    const Partner *partner; // NULL where the kind has none; so with the others.
    const Scheme  *scheme;
} Account;

typedef struct Posting {
    size_t          number; // From 1.
    size_t          entry;  // From 1; its postings share it.
    EntryKind       kind;
    Account         account;
    const Line     *line;
    Money           amount; // Never nil.
    Date            on;     // May be unset.
    Str             note;   // "supplement", "derived"; may be empty.
    Span            span;   // The figure in the book.
    struct Posting *next_of_scheme;
} Posting;

typedef struct Ledger {
    Arena               *arena;
    const Book          *book;
    const struct Ledger *previous; // Of book->previous, or NULL.
    Posting            **postings;
    size_t               count;
    size_t               capacity;
    size_t               entry_count;
    Index                schemes; // Scheme id -> its chain of postings.
} Ledger;

// Both sides of one entry in one line.
typedef struct {
    EntryKind   kind;
    const Line *line;
    Account     debit;
    Account     credit;
    Money       amount; // A nil entry posts nothing.
    Date        on;
    Str         note;
    Span        span;
} Entry;

Ledger *ledger_new(Arena *arena, const Book *book);
// Asserts that there is room: post_book sees to it.
void ledger_post(Ledger *ledger, const Entry *entry);

// Which postings a figure is the sum of. NULL and the COUNT values mean any.
// One selector gives the value, the formula in the workbook and the trace.
typedef struct {
    const Ledger  *ledger;
    EntryKind      entry;
    AccountKind    account;
    const Partner *partner;
    const Line    *line;
    const Scheme  *scheme;
    bool           credit; // The figure is what was credited: the sum, turned.
} Selector;

Money ledger_sum(const Selector *selector);

// The postings it takes, one after another: NULL to begin with, NULL at the end.
const Posting *selector_next(const Selector *selector, const Posting *posting);
