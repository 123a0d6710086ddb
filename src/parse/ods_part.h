// The XML parts inside an OpenDocument spreadsheet and what their elements mean.
// Fed one element at a time by parse/xml.c, it never sees a file or a library.
#pragma once
#include "base/index.h"
#include "parse/area.h"

// How many cells, links and merged areas of the sheet there were.
typedef struct {
    size_t cell;
    size_t link;
    size_t merged;
} OdsMark;

// The cell that is open.
typedef struct {
    SpreadsheetCell cell;
    bool            is_open;
    bool            is_stated; // Its value is an attribute, not what it shows.
    bool            is_typed;  // It says what kind its value is.
    uint32_t        times;     // It is there so often, side by side.
    OdsMark         start;
    Text            shown; // Its paragraphs so far.
    bool            has_paragraph;
    bool            in_paragraph;
    bool            after_space; // Another space would not count.
} OdsCell;

typedef struct {
    Spreadsheet      *book;
    size_t            sheet_capacity;
    size_t            name_capacity;
    size_t            range_count;
    size_t            cells_left;
    size_t            copies_left;
    Areas             areas;
    Index             hidden_styles; // Of tables.
    Str               style;         // The one that is open.
    unsigned          skipped;       // Elements that are open and mean nothing here.
    SpreadsheetSheet *sheet;         // The one that is open, or NULL.
    size_t            cell_capacity;
    size_t            link_capacity;
    uint32_t          row; // The one that is open; so its column to come.
    uint32_t          column;
    uint32_t          row_times;
    uint32_t          next_column;   // Of those that are described before the rows.
    unsigned          hidden_groups; // Of rows or columns that are open, from a hidden one on.
    OdsMark           row_start;
    OdsCell           open;
} OdsPart;

// Of styles.xml, and of content.xml.
void ods_style_start(XmlPart *part, Str element);
void ods_content_start(XmlPart *part, Str element);
void ods_content_end(XmlPart *part, Str element);

// Of META-INF/manifest.xml: `into` is a bool, whether a part is locked.
void ods_manifest_start(XmlPart *part, Str element);

// Of settings.xml: `into` is an OdsSettings.
typedef struct {
    Spreadsheet      *book;
    SpreadsheetSheet *sheet; // The one that is talked of, or NULL.
} OdsSettings;

void ods_settings_start(XmlPart *part, Str element);
void ods_settings_end(XmlPart *part, Str element);
