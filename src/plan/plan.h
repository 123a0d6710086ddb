// What a book means, in the words of the Better Care Fund. Made by the readers
// of this folder, never changed after; everything in it knows its place.
#pragma once
#include "base/date.h"
#include "base/diag.h"
#include "base/index.h"
#include "base/money.h"
#include "base/rate.h"
#include "parse/node.h"

// What one book may hold; a fund has a tenth of it at most. The limits keep time
// and memory within bounds whatever somebody types.
#define LINE_COUNT_MAX      64
#define PARTNER_COUNT_MAX   1000
#define SCHEME_COUNT_MAX    20000
#define PUBLISHED_COUNT_MAX 50
#define TEXT_BYTES_MAX      10000

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

typedef struct Partner {
    Str                   id;
    Str                   name;
    PartnerKind           kind;
    bool                  host;
    const struct Partner *successor; // NULL for none.
    Date                  succeeded_on;
    Span                  span;
} Partner;

typedef enum { NATURE_REVENUE, NATURE_CAPITAL } Nature;

extern const char *const nature_names[]; // Ends in NULL; so the others.

// A funding line: NHS minimum, iBCF, DFG, a voluntary contribution.
typedef struct {
    Str         id;
    Str         name;
    Str         heading; // Of its column in a statement.
    PartnerKind payer;
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
    size_t      index;      // Its column: the position in Book.lines.
    Span        span;
} Line;

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

typedef struct {
    Str      id;
    Str      name;
    unsigned tags;              // Of Tag.
    Str      facts[FACT_COUNT]; // Empty where not stated.
    Span     fact_spans[FACT_COUNT];
    Span     span;
} Scheme;

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
    Notes         notes;
    size_t        undecided; // Marks "# to decide:" in its file.
    const Source *source;
} Board;

// An amount that may be absent: nil and not stated are different facts.
typedef struct {
    bool  stated;
    Money money;
    Span  span;
} Amount;

typedef enum { ROW_SCHEME, ROW_BLOCK, ROW_TOTAL } RowKind;

// A row of a statement. A block is the row of its total; the rows it adds up
// are its children. The whole fund is the root.
typedef struct Row {
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
    const Partner *held_by;       // Of the nearest block that says; NULL.
    const Partner *transfer_from; // What a block's title claims; NULL.
    Amount        *budget;        // By line, of a ROW_SCHEME.
    Amount        *outturn;       // By line, where it is stated by line.
    Amount         outturn_bare;  // Where only the scheme's total is stated.
    size_t         index;         // In Book.rows.
    Span           span;
} Row;

typedef struct {
    const Partner *to;
    Money          amount;
    Span           span;
} Passport;

typedef struct {
    const Line    *line;
    const Partner *from;
    Money          amount;
    Date           on;
    bool           supplement;
    Str            reference;
    Passport      *passports;
    size_t         passport_count;
    bool           passport_stated;
    Span           span; // Of the amount.
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

typedef struct {
    Str      id;
    Str      body;
    Date     on;
    Decision decision;
    Str      minute; // Empty where not stated.
    Span     span;
} Approval;

typedef enum { STAGE_BUDGET, STAGE_OUTTURN, STAGE_COUNT } Stage;

extern const char *const stage_names[STAGE_COUNT + 1]; // Ends in NULL.

// One printed cell of a paper.
typedef struct {
    Str     row;
    Str     column;
    bool    is_percent;
    Money   money;
    Percent percent;
    int64_t percent_unit; // Hundredths that it is rounded to: 10 for one decimal.
    Span    span;
} PublishedFigure;

// One printed table of a paper.
typedef struct {
    Str              source_name;
    Str              report; // Which of our reports prints the same: "budget".
    int64_t          unit;   // Pence that its figures are rounded to.
    PublishedFigure *figures;
    size_t           count;
    Span             span;
} Published;

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
    Span            outturn_span; // Of the whole section.
    Contribution   *contributions;
    size_t          contribution_count;
    Amount         *brought_forward; // By line.
    Approval       *approvals;
    size_t          approval_count;
    const Approval *decisions[STAGE_COUNT];
    Span            decision_spans[STAGE_COUNT];
    Published      *published;
    size_t          published_count;
    Notes           notes;
    size_t          undecided; // Marks "# to decide:" in its file, its board's and its pack's.
    Amounts         amounts;
    const Node     *previous_path; // NULL where none is named.
    struct Book    *previous;      // Set by shelf_previous.
} Book;

const Line *book_line(const Book *book, Str id); // NULL when it has none.
const Row  *book_row(const Book *book, Str id);  // A scheme, a block, or "total".
// Whether a row states what was spent, be it nil.
bool row_has_outturn(const Book *book, const Row *row);
// Whether a contribution to the line is stated, be it nil.
bool book_has_contribution(const Book *book, const Line *line);
// The partner's own money, or money of one that it succeeded or was succeeded by.
bool partner_is_or_succeeds(const Partner *a, const Partner *b);
// Whether statements have a column of that name, so that no line can.
bool line_id_is_reserved(Str id);
// What a unit is called in words: "pound" for 100 pence; NULL where it is no unit.
const char *unit_name(int64_t unit);

extern const char *const unit_words[]; // How a book types them: "penny", "pound", by powers of ten.
