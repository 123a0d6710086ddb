// The double-entry ledger of one book: append-only postings that sum to nil in
// every entry and so in every funding line. Debit positive, credit negative.
//
// Every pound runs  funder -> pool -> scheme -> spent,  and what is left of a line
// is carried forward, repaid, or where it is too little borne by partners.
#pragma once
#include "plan/plan.h"

typedef enum {
    ACCOUNT_FUNDER,          // By partner and line: what a partner pays in.
    ACCOUNT_OPENING,         // By line: what last year left.
    ACCOUNT_POOL,            // By line: paid in and not yet given to a scheme.
    ACCOUNT_SCHEME,          // By scheme and line: the budget that is left.
    ACCOUNT_SPENT,           // By scheme and line: outturn.
    ACCOUNT_ROUNDING,        // By line: what printed figures hide in their pence.
    ACCOUNT_CARRIED_FORWARD, // By line, and by partner where it is stated whose.
    ACCOUNT_REPAID,          // By partner and line; so the next.
    ACCOUNT_BORNE,
    ACCOUNT_APPLIED,    // By line: what one line gave another, which comes to nil.
    ACCOUNT_PASSPORTED, // Memoranda from here on. By partner and line: who receives it.
    ACCOUNT_PASSPORT,   // By line: the other side of that memorandum.
    ACCOUNT_REPORTED,   // By scheme and line: what monitoring reports say.
    ACCOUNT_MONITORING, // By line: the other side of that.
    ACCOUNT_OWED,       // By partner, counterparty and line: due and not yet paid.
    ACCOUNT_SETTLEMENT, // The other side of that, likewise.
    ACCOUNT_KIND_COUNT
} AccountKind;

typedef enum {
    ENTRY_OPENING,
    ENTRY_CONTRIBUTION,
    ENTRY_SUPPLEMENT, // Money that came during the year, and budget that came with it.
    ENTRY_REVISION,   // What is known better: the old figure taken back, the new one put in.
    ENTRY_PASSPORT,
    ENTRY_ALLOCATION,
    ENTRY_ROUNDING,
    ENTRY_VIREMENT,
    ENTRY_OUTTURN,
    ENTRY_CARRIED_FORWARD,
    ENTRY_REPAID,
    ENTRY_BORNE,
    ENTRY_RESERVE_APPLIED,
    ENTRY_UNDERSPEND_APPLIED,
    ENTRY_TO_DATE, // Of monitoring, cumulative to its period.
    ENTRY_FORECAST,
    ENTRY_DUE,
    ENTRY_PAID,
    ENTRY_PASSPORT_OPENING, // What became of passported money; so the next three.
    ENTRY_PASSPORT_SPENT,
    ENTRY_PASSPORT_CARRIED,
    ENTRY_PASSPORT_REPAID,
    ENTRY_KIND_COUNT
} EntryKind;

const char *account_name(AccountKind kind); // "pool".
const char *entry_name(EntryKind kind);     // "allocation".
// Whether it says something of money and moves none of the pool's.
bool account_is_memorandum(AccountKind kind);

typedef struct {
    AccountKind    kind;
    const Partner *partner; // NULL where the kind has none; so with the others.
    const Scheme  *scheme;
    const Partner *counterparty;
} Account;

typedef struct Posting {
    size_t          number; // From 1.
    size_t          entry;  // From 1; its postings share it.
    EntryKind       kind;
    Account         account;
    const Line     *line;
    Money           amount;    // Never nil.
    int             period;    // 0 where it is of none.
    Date            on;        // May be unset.
    bool            withdraws; // It takes back an earlier figure.
    Str             note;      // "supplement", "derived"; may be empty.
    Span            span;      // The figure in the book.
    struct Posting *next_of_scheme;
    struct Posting *next_of_account; // Of its kind.
} Posting;

// Postings one after another.
typedef struct {
    Posting *first;
    Posting *last;
} Chain;

typedef struct Ledger {
    Arena               *arena;
    const Book          *book;
    const struct Ledger *previous; // Of book->previous, or NULL.
    const struct Ledger *next;     // Of the book looked at with it whose previous this is, or NULL.
    const Book          *earlier;  // Of the year before, looked at with it; where none is named.
    const Book          *twin;     // Of the same board and year, looked at before it, or NULL.
    Posting            **postings;
    size_t               count;
    size_t               capacity;
    size_t               entry_count;
    Index                schemes; // Scheme id -> its Chain.
    Chain                accounts[ACCOUNT_KIND_COUNT];
} Ledger;

// Both sides of one entry in one line.
typedef struct {
    EntryKind   kind;
    const Line *line;
    Account     debit;
    Account     credit;
    Money       amount; // A nil entry posts nothing.
    int         period;
    Date        on;
    bool        withdraws;
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
    const Partner *counterparty;
    int            period;     // Of this period alone; 0 for any.
    int            period_max; // Up to this period; 0 for any.
    Span           span;       // Of this one figure of the book; no source for any.
    const char    *note;       // With exactly this note; NULL for any.
    bool           credit;     // The figure is what was credited: the sum, turned.
} Selector;

Money ledger_sum(const Selector *selector);

// The postings it takes, one after another: NULL to begin with, NULL at the end.
const Posting *selector_next(const Selector *selector, const Posting *posting);
