// Where on the sheets of a workbook a table, a posting or a figure stands.
#pragma once
#include "base/text.h"
#include "report/table.h"

size_t reference_sheet(const Workbook *workbook, const Table *table); // SIZE_MAX for none.

// The sheet that lists the postings of a ledger.
typedef struct {
    Str    name;
    size_t sheet;
    size_t last; // Row of the last posting, on the sheet.
} Journal;

bool reference_journal(const Workbook *workbook, const Ledger *ledger, Journal *journal);

// "$B$12".
void reference_add_fixed(Text *text, size_t row, size_t column);

// 'Journal 2022-23'!$I$6:$I$200: every posting's cell in one column.
void reference_add_postings(Text *text, const Journal *journal, JournalColumn column);
