#include "parse/sheet_source.h"
#include "parse/table_file.h"
#include "parse/xlsx.h"
#include "parse/ods.h"
#include "base/text.h"
Source *sheet_source(Arena *arena, Str path, const SpreadsheetSheet *sheet, size_t order)
{
    Text t = text_new(arena); uint32_t row = 0;
    for (size_t i = 0; i < sheet->cell_count; i++) {
        while (row < sheet->cells[i].row && row < 5000) { text_add_char(&t, '\n'); row++; }
        text_add(&t, sheet->cells[i].text); text_add(&t, STR(" | "));
    }
    return source_new(arena, path, text_str(&t), order);
}
Span sheet_span(const Source *source, uint32_t row, uint32_t column)
{
    if (!source) return (Span){0};
    (void)column;
    size_t at = row < source->line_count ? source->line_starts[row] : 0;
    return (Span){source, at, at + 1};
}
Str cell_name(Arena *arena, uint32_t row, uint32_t column)
{
    char b[8]; size_t n = 0; uint32_t c = column + 1;
    while (c) { b[n++] = (char)('A' + (c - 1) % 26); c = (c - 1) / 26; }
    Text t = text_new(arena);
    while (n) text_add_char(&t, b[--n]);
    text_addf(&t, "%u", (unsigned)row + 1);
    return text_str(&t);
}
static bool csv(Arena *arena, Str bytes, Spreadsheet *book)
{
    SpreadsheetSheet *sheet = ARENA_NEW(arena, SpreadsheetSheet);
    size_t cap = 0; uint32_t row = 0, col = 0; size_t i = 0;
    if (str_starts(bytes, "\xEF\xBB\xBF")) i = 3;
    while (i < bytes.len) {
        Text f = text_new(arena);
        if (bytes.data[i] == '"') {
            i++;
            while (i < bytes.len) {
                if (bytes.data[i] == '"' && i + 1 < bytes.len && bytes.data[i+1] == '"') { text_add_char(&f,'"'); i += 2; }
                else if (bytes.data[i] == '"') { i++; break; }
                else text_add_char(&f, bytes.data[i++]);
            }
        } else while (i < bytes.len && bytes.data[i] != ',' && bytes.data[i] != '\n') text_add_char(&f, bytes.data[i++]);
        if (f.len && f.data[f.len-1]=='\r') f.len--;
        if (f.len) {
            sheet->cells = arena_grow(arena, sheet->cells, sheet->cell_count, &cap, sizeof *sheet->cells);
            sheet->cells[sheet->cell_count++] = (SpreadsheetCell){.row=row,.column=col,.kind=SPREADSHEET_TEXT,.text=text_str(&f)};
        }
        if (i < bytes.len && bytes.data[i] == ',') { col++; i++; }
        else if (i < bytes.len) { if (bytes.data[i]=='\r') i++; i++; row++; col = 0; }
    }
    *book = (Spreadsheet){.sheets = sheet, .sheet_count = 1};
    return true;
}
bool table_file_read(Arena *arena, Str name, Str bytes, Spreadsheet *book, Str *why)
{
    if (str_ends(name, ".xlsx")) return xlsx_read(arena, bytes, book, why);
    if (str_ends(name, ".ods")) return ods_read(arena, bytes, book, why);
    return csv(arena, bytes, book);
}
