// What happens to a fund's money between its budget and its accounts, as a book
// states it: virements, monitoring, payments, what became of what was left, and
// who agreed to bear what.
#pragma once
#include "base/date.h"
#include "base/diag.h"
#include "base/money.h"
#include "base/rate.h"

typedef struct Line     Line;
typedef struct Partner  Partner;
typedef struct Scheme   Scheme;
typedef struct Row      Row;
typedef struct Approval Approval;

// An amount that may be absent: nil and not stated are different facts.
typedef struct {
    bool  stated;
    Money money;
    Span  span;
} Amount;

// What of a budget recurs, where a plan tells: either may be left out.
typedef struct {
    Amount recurrent;
    Amount non_recurrent;
} Recurrence;

// What a scheme spent, or is to spend: by line, or as one sum.
typedef struct {
    Amount *by_line; // By Line.index; NULL where nothing was read.
    Amount  bare;    // Of the scheme as a whole.
} Spend;

typedef struct {
    const Partner *partner; // NULL where the book does not say whose.
    Money          amount;
    Span           span;
} PartnerAmount;

typedef struct {
    PartnerAmount *items;
    size_t         count;
    bool           stated; // The key is there, be it empty.
    Span           span;
} PartnerAmounts;

typedef struct {
    const Line *line;
    Money       amount;
    Span        span;
} LineAmount;

typedef struct {
    LineAmount *items;
    size_t      count;
} LineAmounts;

// Budget that moves between two schemes inside one line.
typedef struct {
    const Line     *line;
    const Row      *from;
    const Row      *to;
    Money           amount;
    int             period;
    Date            on;       // May be unset.
    const Approval *approval; // NULL where none is named.
    Str             why;
    Span            amount_span;
    Span            span;
} Virement;

// What was reported for one period. Spending is cumulative, a forecast is of the
// whole year; both by Row.index.
typedef struct {
    int    period;
    Date   on; // Of the report; may be unset.
    Spend *to_date;
    Spend *forecast;
    Str   *narrative; // Empty where nothing was said; so with `why`.
    Str   *why;       // A cumulative figure fell.
    Span   span;
} Monitoring;

// What one partner owes another under the section 75 agreement, and what it paid.
typedef struct {
    const Line    *line;
    const Partner *from;
    const Partner *to;
    Amount         due;
    Amount         paid;
    int            instalments; // 12 or 4 that `due` falls in; 0 where it falls at once.
    Date           on;          // May be unset.
    Span           span;
} Payment;

// What became of passported money, as its receiver says.
typedef struct {
    const Line    *line;
    const Partner *to;
    Amount         brought_forward;
    Amount         spent;
    Amount         carried_forward;
    Amount         repaid;
    Span           span;
} Passported;

// What became of a line's residual.
typedef struct {
    bool            stated;
    PartnerAmounts  carried_forward;
    PartnerAmounts  repaid;
    PartnerAmounts  borne_by;
    LineAmounts     reserve_applied;    // By the reserve that it was taken from.
    LineAmounts     underspend_applied; // By the line that had it left.
    const Approval *approval;           // NULL where none is named.
    Span            span;
} YearEnd;

// A finding that somebody with authority accepted.
typedef struct {
    DiagCode        code;
    Money           amount; // The difference that the finding names, without its sign.
    Str             reason;
    const Approval *approval;
    Span            span;
} Waiver;

typedef struct {
    int  period; // 0 where nothing is closed.
    Date on;
    Span span;
} Closed;

// A body that must decide on what comes to more than an amount.
typedef struct {
    Money over;
    Str   body;
    Span  span;
} ApprovalRule;

// From which share of the current budget an adverse forecast is amber, or red.
typedef struct {
    bool stated;
    Rate amber;
    Rate red;
} Rag;

// How a difference is divided between partners.
typedef enum {
    SHARING_NOT_STATED,
    SHARING_FIXED,         // By `shares`.
    SHARING_CONTRIBUTIONS, // Pro rata to what each pays into the line.
    SHARING_HOST,          // The host keeps it.
} Sharing;

// Where an overspend is met from, one after another.
typedef enum {
    STEP_UNDERSPENDS, // What other schemes, then other lines of the same rule, have left.
    STEP_RESERVE,
    STEP_SHARES,
    STEP_COUNT
} CascadeStep;

extern const char *const cascade_steps[STEP_COUNT + 1]; // Ends in NULL.

// What was agreed for an overspend, or for an underspend.
typedef struct {
    bool            stated;
    Sharing         sharing;
    const Partner **partners; // Of SHARING_FIXED, in the order named; else NULL.
    Money          *weights;  // Of each, parts of a common whole.
    Rate           *rates;    // As typed.
    size_t          count;
    PartnerAmounts  caps;
    CascadeStep     cascade[STEP_COUNT];
    size_t          step_count;
    bool            carry_forward; // Of an underspend: it stays in the pool.
    Span            span;
} RiskTerms;

typedef struct {
    bool     *lines;     // By Line.index: those it covers.
    bool     *schemes;   // By Row.index; NULL where it is not limited to some.
    bool      by_scheme; // Each scheme's difference by itself.
    bool      agreed;    // That it is shared is agreed, and no ratio.
    RiskTerms over;
    RiskTerms under;
    Span      span;
} RiskRule;

typedef struct {
    bool      stated;
    RiskRule *rules;
    size_t    count;
} RiskShare;
