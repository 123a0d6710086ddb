// The three kinds of file as text: year pack, board, book. Whoever makes one (a table
// that is imported, a year rolled forward) describes it here, in the words of the
// plan; what is written reads like a person's and loads as what was described.
#pragma once
#include "plan/plan.h"

// What is said about an item beside its value. All may be empty.
typedef struct {
    Str above;  // A comment above it, of one or more lines, each without its "# ".
    Str beside; // A comment at the end of its line; above it where there is a mark too.
    Str mark;   // "# to decide: ..." at the end of its line: BCF225 brings it up again.
} Remark;

// One key of { }: what a partner receives of a line, the opening balance of a line.
typedef struct {
    Str    id;
    Money  money;
    Remark remark;
} DraftAmount;

typedef struct {
    Line   line; // Its id, name, payer, nature; the rest where there is more to say.
    Str    note;
    Remark remark;
} DraftLine;

typedef struct {
    Partner partner; // `successor` need only have an id.
    Str     note;
    Remark  remark;
} DraftPartner;

typedef struct {
    Scheme scheme; // In a book's own list the name may be empty.
    Str    note;
    Remark remark;
} DraftScheme;

typedef struct {
    Str                head; // Comment lines at the top of the file; so in the others.
    Year               year;
    Str                source; // The publication.
    bool               verified;
    Remark             verified_remark;
    const DraftLine   *lines;
    size_t             line_count;
    Str                lines_above; // A comment above the section; so in the others.
    const AllowedList *lists;       // By Fact; NULL for none.
    Str                tail;        // Comment lines at the end.
} PackDraft;

typedef struct {
    Str                 head;
    Str                 name;
    Remark              name_remark;
    Str                 code;
    Str                 section_75; // Its reference.
    Date                section_75_signed;
    const DraftPartner *partners;
    size_t              partner_count;
    Str                 partners_above;
    const DraftScheme  *schemes;
    size_t              scheme_count;
    Str                 schemes_above;
    const DraftLine    *lines; // Local ones.
    size_t              line_count;
} BoardDraft;

// A row of `allocations`, with what was spent. The root of the tree is a block whose
// total is the book's.
typedef struct DraftRow {
    RowKind          kind; // ROW_SCHEME or ROW_BLOCK.
    Str              id;
    const Amount    *budget;       // Of a scheme, by line of the book; NULL for none.
    const bool      *recurs;       // By line: the budget is told to recur; NULL where none is.
    const Amount    *outturn;      // Where it is stated by line; NULL for none.
    Amount           outturn_bare; // Where only the whole is stated.
    Remark           outturn_remark;
    Str              heading;       // Of a block; empty for none.
    Str              total;         // Of a block: the label of its total.
    Str              held_by;       // Of a block: ids of partners; empty for none.
    Str              transfer_from; //
    struct DraftRow *first;         // Of a block: its rows.
    struct DraftRow *last;
    struct DraftRow *next;
    Str              note;
    Remark           remark;
} DraftRow;

// Puts a new row at the end of a block.
DraftRow *draft_row_add(Arena *arena, DraftRow *block, RowKind kind, Str id);

typedef struct {
    Str                line; // Ids.
    Str                from;
    Money              amount;
    Remark             remark; // Of the amount.
    Date               on;
    bool               supplement;
    Str                reference;
    const DraftAmount *passports; // By partner.
    size_t             passport_count;
    Remark             passport_remark; // Said above where there are none.
    Str                note;
} DraftContribution;

typedef struct {
    bool    stated; // A cell that is blank on the paper is not.
    bool    is_percent;
    Money   money;
    Percent percent;
    int64_t percent_unit; // 1 for "5.66%", 10 for "5.7%", 100 for "6%".
} DraftFigure;

typedef struct {
    Str                id;      // Of the scheme or block, a line, a partner, or "total".
    const DraftFigure *figures; // By column of the table.
    Remark             remark;
} DraftFigureRow;

typedef struct {
    Str                   source;  // The paper and the place in it.
    Str                   report;  // "budget", "outturn", ...
    int64_t               unit;    // Pence; 0 leaves it to the book.
    const Str            *columns; // Line ids, "budget", ...
    size_t                column_count;
    const DraftFigureRow *rows;
    size_t                row_count;
    Str                   note;
    Remark                remark;
} DraftTable;

typedef struct {
    Str                      head;
    Year                     year;
    Str                      board; // Paths, relative to the book.
    Str                      pack;  // Empty where every line is local.
    Stage                    stage;
    Remark                   stage_remark;
    int64_t                  unit; // Pence; 0 or 1 where the amounts are exact.
    Remark                   unit_remark;
    Str                      previous; // A path; empty for none.
    Remark                   previous_remark;
    Str                      note;
    const DraftScheme       *schemes; // The book's own facts of schemes.
    size_t                   scheme_count;
    Str                      schemes_above;
    const Str               *lines; // Ids, in the order of the columns.
    size_t                   line_count;
    const DraftContribution *contributions;
    size_t                   contribution_count;
    Str                      contributions_above;
    const DraftAmount       *brought_forward; // By line.
    size_t                   brought_forward_count;
    Str                      brought_forward_above;
    const DraftRow          *root;
    Str                      allocations_above;
    Str                      outturn_above; // Outturn is written at stage outturn alone.
    const Approval          *approvals;
    size_t                   approval_count;
    Str                      decisions[STAGE_COUNT]; // Ids of approvals; empty for none.
    Remark                   decisions_remark;
    const DraftTable        *published;
    size_t                   published_count;
    Str                      published_above;
} BookDraft;

// The bytes of the file, with its final newline.
Str draft_pack(Arena *arena, const PackDraft *draft);
Str draft_board(Arena *arena, const BoardDraft *draft);
Str draft_book(Arena *arena, const BookDraft *draft);
