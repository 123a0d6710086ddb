// The reports: from plan, ledger and findings to tables.
#pragma once
#include "reconcile/reconcile.h"
#include "report/table.h"

// One book with all that was made of it.
typedef struct {
    const Book           *book;
    const Ledger         *ledger;
    const Reconciliation *reconciliation;
} Case;

typedef struct {
    const char *name;
    const char *summary; // One line, for `bcf report --list`.
    Table *(*make)(Arena *arena, const Case *of);
} Report;

extern const Report *const reports[]; // In print order; ends in NULL.

const Report *report_named(Str name); // NULL when there is none.

extern const Report report_contributions;
extern const Report report_budget;
extern const Report report_outturn;
extern const Report report_reconciliation;
extern const Report report_passport;
extern const Report report_published;
extern const Report report_checks;
extern const Report report_journal;

// Title, board and year of a report's table.
void table_entitle(Arena *arena, Table *table, const Case *of, const char *title);

// Whether any figure of a table is stated: a sheet without one is left out.
bool table_is_stated(const Table *table);
