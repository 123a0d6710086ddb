#include "write/lead.h"

#include <stdint.h>

#include "write/layout.h"
#include "write/reference.h"

Leads leads_new(Arena *arena, const Workbook *workbook)
{
    Leads leads = {arena, workbook, ARENA_ARRAY(arena, bool, workbook->count)};
    for (size_t sheet = 0; sheet < workbook->count; sheet++) {
        const Table *table = workbook->sheets[sheet].table;
        size_t       count = 0;
        for (size_t i = 0; i < table->row_count; i++) {
            for (size_t j = 0; j < table->column_count; j++) {
                const Cell *cell = &table->rows[i].cells[j];
                count += cell->link.table || cell->selector_count > 0;
            }
        }
        leads.has_room[sheet] = count <= LEAD_MAX;
    }
    return leads;
}

static Lead lead_to_cell(Arena *arena, const Workbook *workbook, const Link *link)
{
    Text   target = text_new(arena);
    size_t sheet = reference_sheet(workbook, link->table);
    if (sheet == SIZE_MAX) return (Lead){0};
    layout_add_sheet(&target, workbook->sheets[sheet].name);
    if (link->row == LINK_TOP) cell_name_add(&target, 0, 0);
    else cell_name_add(&target, layout_row(link->row), layout_column(link->column));
    return (Lead){text_str(&target), STR("")};
}

// The rows of its postings, where they stand together; else the first of them.
static Lead lead_to_postings(Arena *arena, const Workbook *workbook, const Cell *cell)
{
    Journal journal;
    Text    target = text_new(arena);
    size_t  count = 0;
    size_t  first = SIZE_MAX;
    size_t  last = 0;
    for (size_t i = 0; i < cell->selector_count; i++) {
        const Selector *selector = &cell->selectors[i];
        const Posting  *posting = NULL;
        if (selector->ledger != cell->selectors[0].ledger) return (Lead){0};
        while ((posting = selector_next(selector, posting))) {
            if (posting->number < first) first = posting->number;
            if (posting->number > last) last = posting->number;
            count++;
        }
    }
    if (count == 0) return (Lead){0}; // A nil is posted nowhere.
    if (!reference_journal(workbook, cell->selectors[0].ledger, &journal)) return (Lead){0};
    layout_add_sheet(&target, journal.name);
    cell_name_add(&target, layout_row(first - 1), LAYOUT_LABEL_COLUMN);
    if (last - first + 1 == count) {
        text_add_char(&target, ':');
        cell_name_add(&target, layout_row(last - 1), layout_column(JOURNAL_COLUMN_COUNT - 1));
    }
    return (Lead){text_str(&target), count == 1
                                         ? STR("1 posting in the Journal")
                                         : str_format(arena, "%zu postings in the Journal", count)};
}

Lead lead_of(const Leads *leads, size_t sheet, const Cell *cell)
{
    if (!leads->has_room[sheet]) return (Lead){0};
    if (cell->link.table) return lead_to_cell(leads->arena, leads->workbook, &cell->link);
    if (cell->selector_count == 0) return (Lead){0};
    return lead_to_postings(leads->arena, leads->workbook, cell);
}
