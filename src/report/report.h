// The reports: from plan, ledger and findings to tables.
#pragma once
#include "reconcile/reconcile.h"
#include "report/table.h"

// One book with all that was made of it.
typedef struct {
    const Book           *book;
    const Ledger         *ledger;
    const Reconciliation *reconciliation;
    const Table         **tables; // By report; NULL until somebody asks for one.
} Case;

Case case_new(Arena *arena, const Ledger *ledger, const Reconciliation *reconciliation);

typedef struct {
    const char *name;
    const char *summary; // One line, for `bcf report --list`.
    Table *(*make)(Arena *arena, const Case *of);
} Report;

extern const Report *const reports[]; // In print order; ends in NULL.

const Report *report_named(Str name); // NULL when there is none.

// The report's table of a book, made once: cells of other tables lead to it.
const Table *case_table(Arena *arena, const Case *of, const Report *report);

extern const Report report_summary;
extern const Report report_contributions;
extern const Report report_budget;
extern const Report report_outturn;
extern const Report report_reconciliation;
extern const Report report_passport;
extern const Report report_fund;
extern const Report report_variance;
extern const Report report_movement;
extern const Report report_published;
extern const Report report_checks;
extern const Report report_journal;

// What every report's table says of its book: title, board, year, status, sources.
// `stage` is the one whose figures it shows.
void table_entitle(Arena *arena, Table *table, const Case *of, const char *title, Stage stage);

// What was decided on a stage of the book: "Noted by ..., 24 May 2022: that is no
// approval." Without a decision the figures are a draft, and so they are while
// things are still to be decided, whatever a body said.
Str status_of(Arena *arena, const Book *book, Stage stage);
// "9 things are still to be decided"; empty where nothing is.
Str undecided_of(Arena *arena, const Book *book);

// Whether any figure of a table is stated: a sheet without one is left out.
bool table_is_stated(const Table *table);
