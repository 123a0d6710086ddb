#include "parse/area.h"

#include <stdlib.h>

Areas areas_new(void)
{
    return (Areas){.left = SPREADSHEET_AREA_MAX};
}

void areas_next_sheet(Areas *areas)
{
    *areas = (Areas){.left = areas->left};
}

static bool spend(XmlPart *part, Areas *areas)
{
    if (areas->left == 0) {
        xml_refuse(part, "it has more than %d hidden and merged areas", SPREADSHEET_AREA_MAX);
        return false;
    }
    areas->left--;
    return true;
}

typedef struct {
    SpreadsheetRun **items;
    size_t          *count;
    size_t          *capacity;
} Runs;

static void add_run(XmlPart *part, Areas *areas, Runs runs, SpreadsheetRun run)
{
    SpreadsheetRun *last = *runs.count > 0 ? &(*runs.items)[*runs.count - 1] : NULL;
    if (last && last->last + 1 == run.first) {
        last->last = run.last;
    } else if (spend(part, areas)) {
        *runs.items =
            arena_grow(part->arena, *runs.items, *runs.count, runs.capacity, sizeof **runs.items);
        (*runs.items)[(*runs.count)++] = run;
    }
}

void areas_hide_rows(XmlPart *part, Areas *areas, SpreadsheetSheet *sheet, SpreadsheetRun run)
{
    Runs runs = {&sheet->hidden_rows, &sheet->hidden_row_count, &areas->row_capacity};
    add_run(part, areas, runs, run);
}

void areas_hide_columns(XmlPart *part, Areas *areas, SpreadsheetSheet *sheet, SpreadsheetRun run)
{
    Runs runs = {&sheet->hidden_columns, &sheet->hidden_column_count, &areas->column_capacity};
    add_run(part, areas, runs, run);
}

void areas_merge(XmlPart *part, Areas *areas, SpreadsheetSheet *sheet, SpreadsheetArea area)
{
    if (!spend(part, areas)) return;
    sheet->merged = arena_grow(part->arena, sheet->merged, sheet->merged_count,
                               &areas->merged_capacity, sizeof *sheet->merged);
    sheet->merged[sheet->merged_count++] = area;
}

static int by_first(const void *left, const void *right)
{
    const SpreadsheetRun *a = left;
    const SpreadsheetRun *b = right;
    return (a->first > b->first) - (a->first < b->first);
}

size_t areas_tidy(SpreadsheetRun *runs, size_t count)
{
    size_t kept = 0;
    if (count > 1) qsort(runs, count, sizeof *runs, by_first);
    for (size_t i = 0; i < count; i++) {
        SpreadsheetRun *last = kept > 0 ? &runs[kept - 1] : NULL;
        if (!last || runs[i].first > last->last + 1) runs[kept++] = runs[i];
        else if (runs[i].last > last->last) last->last = runs[i].last;
    }
    return kept;
}
