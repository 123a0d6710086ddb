// The reports: from plan, ledger and findings to tables.
#pragma once
#include "reconcile/reconcile.h"
#include "report/table.h"

typedef struct Group Group;

// One book with all that was made of it.
typedef struct {
    const Book           *book;
    const Ledger         *ledger;
    const Reconciliation *reconciliation;
    const Table         **tables; // By report; NULL until somebody asks for one.
    bool                  sheets; // They are for people: columns that state nothing are left out.
    const Group          *board;  // The books of its board, by year.
    const Group          *run;    // All books that are looked at.
} Case;

Case case_new(Arena *arena, const Ledger *ledger, const Reconciliation *reconciliation);

// Books that are looked at together.
struct Group {
    const Case  **cases;
    size_t        count;
    const Table **tables; // By report; NULL until somebody asks for one.
    const Str    *unread; // Of a run: the paths of books that could not be read.
    size_t        unread_count;
};

// Tells each case which books it is looked at with.
void cases_group(Arena *arena, Case *cases, size_t count, const Str *unread, size_t unread_count);

// A report prints a statement, or makes a table of its own: of a book, of all books of
// a board, or of all books of a run.
typedef struct {
    const char          *name;    // A statement has its own name
    const char          *summary; // and summary.
    const StatementKind *statement;
    Table *(*make)(Arena *arena, const Case *of);
    Table *(*of_board)(Arena *arena, const Group *group);         // In place of those of its books.
    Table *(*of_run)(Arena *arena, const Group *group);           // It has none of a book.
    void (*annotate)(Arena *arena, const Case *of, Table *table); // Adds notes; may be NULL.
    bool published;                                               // It goes into a publication.
    bool repeats; // Figures of other reports: a posting counts in those.
} Report;

extern const Report *const reports[]; // In print order; ends in NULL.

#define REPORT(name)           extern const Report report_##name;
#define STATEMENT_REPORT(name) extern const Report report_##name;
#include "report/reports.def"

const char   *report_name(const Report *report);
const char   *report_says(const Report *report); // One line, for `bcf report --list`.
const Report *report_named(Str name);            // NULL when there is none.

// Whether it makes a table of one book.
bool report_is_of_book(const Report *report);

// The report's table of a book, made once: cells of other tables lead to it.
const Table *case_table(Arena *arena, const Case *of, const Report *report);

// The report's table of several books; NULL where it makes none of them: a report of a book
// has one only where a board has several.
const Table *group_table(Arena *arena, const Group *group, const Report *report);

// The report's tables of all cases, as they are printed; `tables` has room for as many as
// there are cases. The count.
size_t report_tables(Arena *arena, const Report *report, const Case *cases, size_t count,
                     const Table **tables);

// What a table of several books says of them.
void table_entitle_group(Arena *arena, Table *table, const Group *group, const char *title);

// What every report's table says of its book: title, board, year, status, sources.
// `stage` is the one whose figures it shows.
void table_entitle(Arena *arena, Table *table, const Case *of, const char *title, Stage stage);

// Adds last year's book to the sources, where figures of it are in the table.
void table_say_previous(Arena *arena, Table *table, const Case *of);

// Adds which period's monitoring report it is of, and when that was made.
void table_say_period(Arena *arena, Table *table, const Book *book);

// The statement of a book as a table. A figure that a paper prints otherwise is
// marked, with a note below.
Table *table_of_statement(Arena *arena, const Case *of, const StatementKind *kind);

// What was decided on a stage of the book: "Noted by ..., 24 May 2022: that is no
// approval." Without a decision the figures are a draft, and so they are while
// things are still to be decided, whatever a body said.
Str status_of(Arena *arena, const Book *book, Stage stage);
// "9 things are still to be decided"; empty where nothing is.
Str undecided_of(Arena *arena, const Book *book);

// Whether any figure of a table is stated: a sheet without one is left out.
bool table_is_stated(const Table *table);
