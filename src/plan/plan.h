// What a book means, in the words of the Better Care Fund. Made by the readers
// of this folder, never changed after; everything in it knows its place.
#pragma once
#include "base/date.h"
#include "base/diag.h"
#include "base/index.h"
#include "base/money.h"
#include "base/rate.h"
#include "parse/node.h"
#include "plan/year.h"

// What one book may hold; a fund has a tenth of it at most. The limits keep time
// and memory within bounds whatever somebody types.
#define LINE_COUNT_MAX      64
#define PARTNER_COUNT_MAX   1000
#define SCHEME_COUNT_MAX    20000
#define PUBLISHED_COUNT_MAX 50
#define TEXT_BYTES_MAX      10000
// Of each of the lists that a year fills.
#define CONTRIBUTION_COUNT_MAX 5000
#define VIREMENT_COUNT_MAX     5000
#define PAYMENT_COUNT_MAX      5000
#define WAIVER_COUNT_MAX       1000
#define APPROVAL_COUNT_MAX     1000
#define RULE_COUNT_MAX         100  // Of a risk share, and of approval rules.
#define TEXT_COUNT_MAX         1000 // Of a list of texts.
#define LEAD_COUNT_MAX         8    // Of one scheme.

typedef enum {
    PARTNER_NHS,
    PARTNER_COUNCIL,
    PARTNER_DISTRICT,
    PARTNER_GOVERNMENT,
    PARTNER_PROVIDER,
    PARTNER_OTHER,
    PARTNER_KIND_COUNT
} PartnerKind;

extern const char *const partner_kind_names[PARTNER_KIND_COUNT + 1]; // Ends in NULL.

struct Partner {
    Str                   id;
    Str                   name;
    PartnerKind           kind;
    bool                  host;
    const struct Partner *successor; // NULL for none.
    Date                  succeeded_on;
    Span                  span;
};

typedef enum { NATURE_REVENUE, NATURE_CAPITAL } Nature;

extern const char *const nature_names[]; // Ends in NULL; so the others.

// A funding line: NHS minimum, iBCF, DFG, a voluntary contribution, a reserve.
struct Line {
    Str         id;
    Str         name;
    Str         heading; // Of its column in a statement.
    PartnerKind payer;
    unsigned    also_payers; // More kinds that may pay it: 1 << PartnerKind.
    Nature      nature;
    bool        mandatory;
    bool        passported; // To partners of the kind `passport_to`.
    PartnerKind passport_to;
    bool        has_uplift;
    Rate        uplift;   // On the year before, as published.
    Str        *replaces; // Ids of the previous year's lines that it takes over.
    size_t      replaces_count;
    Date        from;       // Set where the line began during the year.
    bool        unverified; // Said of this line alone, where the pack is verified.
    bool        reserve;    // Its balance rolls from year to year and is never overdrawn.
    Str        *purposes;   // What a reserve may be used for; none where any will do.
    size_t      purpose_count;
    size_t      index; // Its column: the position in Book.lines.
    Span        span;
};

// What a scheme is, where its kind calls for a second look.
typedef enum {
    TAG_CONTINGENCY = 1, // Money held against what may happen.
    TAG_GROWTH = 2,      // Money no scheme has.
    TAG_UNDIVIDED = 4,   // One row that stands for many.
} Tag;

#define TAG_COUNT 3

extern const char *const tag_names[]; // In the order of their bits.

// Facts of a scheme whose allowed values belong to the year pack.
typedef enum { FACT_AREA_OF_SPEND, FACT_COMMISSIONER, FACT_PROVIDER, FACT_COUNT } Fact;

extern const char *const fact_names[FACT_COUNT + 1]; // Ends in NULL.

// A scheme of the year before that it goes on with, from which year on.
typedef struct {
    Str  id;
    Year from;
    Span span;
} Succession;

struct Scheme {
    Str            id;
    Str            name;
    unsigned       tags;              // Of Tag.
    Str            facts[FACT_COUNT]; // Empty where not stated.
    Span           fact_spans[FACT_COUNT];
    const Partner *held_by;               // NULL where its block says.
    const Partner *leads[LEAD_COUNT_MAX]; // Several lead together.
    size_t         lead_count;            // 0 where not stated.
    Str            purpose;               // Of a reserve that it draws on; empty where not stated.
    Str            proposal;              // What was proposed as one; empty where not stated.
    Succession    *replaces;
    size_t         replaces_count;
    Span           span;
};

// National conditions differ by year; their ids stay. `line` is NULL for one
// that is confirmed rather than computed.
typedef struct {
    Str         id;
    Str         label;
    Str         text;
    const Line *line;
    Span        span;
} Condition;

typedef struct {
    Str   *values;
    size_t count; // 0 where the pack has no such list: then any text will do.
} AllowedList;

// What a user wrote under `note:`, kept for the Notes sheet.
typedef struct Note {
    struct Note *next;
    Str          text;
    Span         span;
} Note;

typedef struct {
    Note *first;
    Note *last;
} Notes;

typedef struct {
    Year          year;
    Str           source_name; // The publication the facts are from.
    bool          verified;
    Span          verified_span;
    Line         *lines;
    size_t        line_count;
    Condition    *conditions;
    size_t        condition_count;
    AllowedList   lists[FACT_COUNT];
    Notes         notes;
    size_t        undecided; // Marks "# to decide:" in its file.
    const Source *source;
} YearPack;

typedef struct {
    Str           name;
    Str           code;       // Empty where not stated.
    Str           section_75; // The agreement's reference; empty where not stated.
    Date          section_75_signed;
    Span          section_75_span;
    Partner      *partners;
    size_t        partner_count;
    Index         partner_index;
    Scheme       *schemes;
    size_t        scheme_count;
    Line         *lines; // Local funding lines.
    size_t        line_count;
    ApprovalRule *approval_rules;
    size_t        approval_rule_count;
    Rag           rag;
    const Node   *risk_share; // Read with each book, for it names lines and schemes.
    Notes         notes;
    size_t        undecided; // Marks "# to decide:" in its file.
    const Source *source;
} Board;

typedef enum { ROW_SCHEME, ROW_BLOCK, ROW_TOTAL } RowKind;

// A row of a statement. A block is the row of its total; the rows it adds up
// are its children. The whole fund is the root.
struct Row {
    RowKind        kind;
    Str            id;      // A scheme's or block's; "total".
    Str            label;   // As it is printed.
    Str            heading; // Above a block's rows; empty for none.
    size_t         depth;   // 0 for the root's children and the root itself.
    struct Row    *parent;
    struct Row    *first; // Child; so the last.
    struct Row    *last;
    struct Row    *next;          // Sibling.
    const Scheme  *scheme;        // Of a ROW_SCHEME.
    const Partner *held_by;       // The scheme's, or of the nearest block that says; NULL.
    const Partner *transfer_from; // What a block's title claims; NULL.
    Amount        *budget;        // By line, of a ROW_SCHEME: the original one.
    Recurrence    *recurrence;    // By line; NULL where no amount of the row tells.
    Spend          outturn;
    size_t         index; // In Book.rows.
    Span           span;
};

// How sure an amount is. What is known better takes the place of what was known.
typedef enum { STATUS_NONE, STATUS_ESTIMATED, STATUS_NOTIFIED, STATUS_CONFIRMED } Status;

extern const char *const status_names[]; // From STATUS_ESTIMATED on; ends in NULL.

typedef struct {
    const Row *row;
    Money      amount;
    Span       span;
} RowAmount;

typedef struct Contribution {
    size_t                     number; // Among the items of its line, from 1.
    const Line                *line;
    const Partner             *from;
    Money                      amount;
    Date                       on;
    bool                       supplement;
    Status                     status;
    bool                       replaces;    // It is known better than others, which it replaces.
    const struct Contribution *replaced_by; // The first in time that does; NULL for none.
    Str                        reference;
    const Approval            *approval; // NULL where none is named.
    PartnerAmounts             passport;
    RowAmount                 *allocated; // Of a supplement: the schemes it adds to.
    size_t                     allocated_count;
    Span                       span; // Of the amount.
} Contribution;

typedef enum {
    DECISION_REQUESTED, // Put to the body; what it decided is not known.
    DECISION_APPROVED,
    DECISION_NOTED,
    DECISION_ENDORSED,
    DECISION_DELEGATED,
    DECISION_RATIFIED,
    DECISION_COUNT
} Decision;

extern const char *const decision_names[DECISION_COUNT + 1]; // Ends in NULL.

struct Approval {
    Str      id;
    Str      body;
    Date     on;
    Decision decision;
    Str      minute; // Empty where not stated.
    Str      about;  // What it is about, where nothing in the book names it.
    Str     *consultees;
    size_t   consultee_count;
    Str     *proposals; // Those it decides on.
    size_t   proposal_count;
    Span     span;
};

// "green", "amber" or "red", of a variance that is adverse where it is positive.
const char *rag_of(const Rag *rag, Money variance, Money budget);

// Whether money may be moved on it. Noted and endorsed are no approval, and of what
// was requested nobody knows; a delegation is the authority of whoever it names.
bool decision_approves(Decision decision);

typedef enum { STAGE_BUDGET, STAGE_OUTTURN, STAGE_COUNT } Stage;

extern const char *const stage_names[STAGE_COUNT + 1]; // Ends in NULL.

// One printed cell of a paper. Whether its report has such a row and column, the
// statement of that name knows.
typedef struct {
    Str     row;
    Str     column;
    bool    is_percent;
    Money   money;
    Percent percent;
    int64_t percent_unit; // Hundredths that it is rounded to: 10 for one decimal.
    Span    span;
    Span    row_span; // Of the row's name, which all of its figures share.
    Span    column_span;
} PublishedFigure;

// One printed table of a paper.
typedef struct {
    Str              source_name;
    Str              report; // Which of our reports prints the same: "budget".
    Span             report_span;
    int              period; // That it looks back from; 0 for none.
    int64_t          unit;   // Pence that its figures are rounded to.
    PublishedFigure *figures;
    size_t           count;
    Span             span;
} Published;

// On which day, or at the end of which period, a book is looked at: what came later
// is left out. Nothing is set where all of it is looked at.
typedef struct {
    Date as_of;  // Nor was it known yet who would approve.
    int  period; // 0 for none.
} BookView;

// Where the amounts of a file stand, in the order in which they were read.
typedef struct {
    Span  *items;
    size_t count;
    size_t capacity;
} Amounts;

typedef struct Book {
    const Source   *source;
    Year            year;
    const Board    *board;
    const YearPack *pack; // NULL where every line is local.
    Stage           stage;
    int64_t         unit;  // Pence that its amounts are rounded to; 1 is exact.
    Line           *lines; // The pack's, then the board's.
    size_t          line_count;
    Index           line_index;
    Scheme         *schemes;
    size_t          scheme_count;
    Index           scheme_index;
    Row            *root;
    Row           **rows; // Schemes and totals in print order; the root is last.
    size_t          row_count;
    Index           row_index;
    bool            tells_recurrence; // Of any budget.
    Span            outturn_span;     // Of the whole section.
    Contribution   *contributions;
    size_t          contribution_count;
    Amount         *brought_forward; // By line.
    Approval       *approvals;
    size_t          approval_count;
    Index           approval_index;
    const Approval *decisions[STAGE_COUNT];
    Span            decision_spans[STAGE_COUNT];
    Virement       *virements;
    size_t          virement_count;
    Monitoring     *monitoring; // By period.
    size_t          monitoring_count;
    Closed          closed;
    YearEnd        *year_end; // By line.
    bool            year_end_stated;
    Span            year_end_span;
    Passported     *passported;
    size_t          passported_count;
    Payment        *payments;
    size_t          payment_count;
    Waiver         *waivers;
    size_t          waiver_count;
    RiskShare       risk_share; // The book's, else the board's.
    BookView        view;
    Published      *published;
    size_t          published_count;
    Notes           notes;
    size_t          undecided; // Marks "# to decide:" in its file, its board's and its pack's.
    Amounts         amounts;
    const Node     *previous_path; // NULL where none is named.
    struct Book    *previous;      // Set by shelf_previous.
} Book;

// The book as it stood: at stage budget until the year has ended, and without the
// figures that papers print, which are of a day of their own.
Book *book_view(Arena *arena, const Book *book, BookView view);
// Whether it is looked at as it stood.
bool book_is_viewed(const Book *book);
// The last day that it knows of; unset where it knows all.
Date book_until(const Book *book);
// "as at 30 November 2022", "at period 8"; empty where all of it is looked at.
Str view_in_words(Arena *arena, BookView view);

const Line *book_line(const Book *book, Str id); // NULL when it has none.
const Row  *book_row(const Book *book, Str id);  // A scheme, a block, or "total".
// The scheme's row; NULL where the book has none for it.
const Row *book_scheme_row(const Book *book, Str id);
// "Worcestershire County Council with CCGs", as they were named; empty where nobody is.
Str leads_in_words(Arena *arena, const Scheme *scheme);
// Whether the row was given anything at first, be it nil.
bool row_has_budget(const Book *book, const Row *row);
// Whether anything is stated, be it nil.
bool spend_is_stated(const Book *book, const Spend *spend);
// Whether a contribution to the line is stated, be it nil.
bool book_has_contribution(const Book *book, const Line *line);
// The partner's own money, or money of one that it succeeded or was succeeded by.
bool partner_is_or_succeeds(const Partner *a, const Partner *b);
bool line_is_paid_by(const Line *line, PartnerKind kind);
// Who has its place in the end: itself, or the last of its successors.
const Partner *partner_last(const Partner *partner);
// Whether statements have a column of that name, so that no line can.
bool line_id_is_reserved(Str id);
// What a unit is called in words: "pound" for 100 pence; NULL where it is no unit.
const char *unit_name(int64_t unit);

extern const char *const unit_words[]; // How a book types them: "penny", "pound", by powers of ten.
