#include "write/reference.h"

#include <stdint.h>

#include "write/layout.h"

size_t reference_sheet(const Workbook *workbook, const Table *table)
{
    for (size_t i = 0; i < workbook->count; i++) {
        if (workbook->sheets[i].table == table) return i;
    }
    return SIZE_MAX;
}

bool reference_journal(const Workbook *workbook, const Ledger *ledger, Journal *journal)
{
    for (size_t i = 0; i < workbook->count; i++) {
        const Sheet *sheet = &workbook->sheets[i];
        const Table *table = sheet->table;
        if (!table->lists_postings || table->ledger != ledger) continue;
        *journal = (Journal){sheet->name, i, layout_last_body_row(table)};
        return journal->last >= LAYOUT_FIRST_ROW;
    }
    return false;
}

void reference_add_fixed(Text *text, size_t row, size_t column)
{
    text_add_char(text, '$');
    cell_name_add_letters(text, column);
    text_addf(text, "$%zu", row + 1);
}

void reference_add_postings(Text *text, const Journal *journal, JournalColumn column)
{
    layout_add_sheet(text, journal->name);
    reference_add_fixed(text, LAYOUT_FIRST_ROW, layout_column(column));
    text_add_char(text, ':');
    reference_add_fixed(text, journal->last, layout_column(column));
}
