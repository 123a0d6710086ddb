#include "parse/sheet_source.h"

#include <assert.h>

#include "base/text.h"

#define GAP_MAX 12 // So many empty cells side by side are shown; more are "…".

static_assert(SOURCE_COLUMN_MAX == SPREADSHEET_COLUMN_MAX, "a place can name every cell");

// Only a long text is worth a copy; at most so much of it is looked at, since it may
// have millions of characters.
static void add_shown(Text *text, Str cell)
{
    if (cell.len <= SHEET_SOURCE_CHARS_MAX) {
        text_add_harmless(text, cell, ' ');
        return;
    }
    size_t most = SHEET_SOURCE_CHARS_MAX * 8;
    Text   plain = text_new(text->arena);
    text_add_harmless(&plain, str_from_to(cell, 0, cell.len < most ? cell.len : most), ' ');
    text_add(text, text_shortened(text->arena, text_str(&plain), SHEET_SOURCE_CHARS_MAX));
}

// What parts a cell from the one before, or from the start of the line.
static void add_gap(Text *text, uint32_t columns)
{
    if (columns > GAP_MAX) {
        text_add(text, STR(SOURCE_CELL_GAP "…" SOURCE_CELL_GAP));
        return;
    }
    for (uint32_t i = 0; i < columns; i++) text_add(text, STR(SOURCE_CELL_GAP));
}

Source *sheet_source(Arena *arena, Str path, const SpreadsheetSheet *sheet, size_t order)
{
    Text        text = text_new(arena);
    SourceCell *cells = ARENA_ARRAY(arena, SourceCell, sheet->cell_count + 1);
    size_t      count = 0;
    uint32_t    column = 0; // Of the cell before; 0 at the start of a line.
    for (; count < sheet->cell_count && text.len < SHEET_SOURCE_BYTES_MAX; count++) {
        const SpreadsheetCell *cell = &sheet->cells[count];
        if (count > 0 && cell->row != cells[count - 1].row) {
            text_add_char(&text, '\n');
            column = 0;
        }
        add_gap(&text, cell->column - column);
        cells[count] = (SourceCell){.start = text.len, .row = cell->row, .column = cell->column};
        add_shown(&text, cell->text);
        cells[count].end = text.len;
        column = cell->column;
    }
    Source *source = source_new(arena, path, text_str(&text), order);
    Text    name = text_new(arena);
    add_shown(&name, sheet->name);
    source->sheet = text_str(&name);
    source->cells = cells;
    source->cell_count = count;
    return source;
}

Span sheet_span(const Source *source, uint32_t row, uint32_t column)
{
    size_t start = (size_t)row * SOURCE_COLUMN_MAX + column;
    return (Span){source, start, start + 1};
}
