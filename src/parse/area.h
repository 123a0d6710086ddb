// The hidden runs and merged areas of a sheet, as a reader comes upon them: no more
// of them than SPREADSHEET_AREA_MAX in all sheets.
#pragma once
#include "parse/spreadsheet.h"
#include "parse/xml.h"

typedef struct {
    size_t left; // Of SPREADSHEET_AREA_MAX.
    // Of the sheet that is open.
    size_t row_capacity;
    size_t column_capacity;
    size_t merged_capacity;
} Areas;

Areas areas_new(void);
void  areas_next_sheet(Areas *areas);

// A run that goes on from the last one lengthens it.
void areas_hide_rows(XmlPart *part, Areas *areas, SpreadsheetSheet *sheet, SpreadsheetRun run);
void areas_hide_columns(XmlPart *part, Areas *areas, SpreadsheetSheet *sheet, SpreadsheetRun run);
void areas_merge(XmlPart *part, Areas *areas, SpreadsheetSheet *sheet, SpreadsheetArea area);

// Brings runs that came in any order into order, and apart. Returns how many are left.
size_t areas_tidy(SpreadsheetRun *runs, size_t count);
