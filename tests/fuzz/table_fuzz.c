// Any bytes as a spreadsheet file of any kind, and every cell of it as a place in a finding: the
// assertions, the sanitizers and the clock judge. Nothing here touches a file.
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/utf8.h"
#include "parse/sheet_source.h"
#include "parse/table_file.h"
#include "write/archive.h"

#define PRINTED_MAX 50 // Findings of a sheet that are printed, which takes longer.

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void exhausted(void)
{
    abort();
}

// A cell is where its place says, and so is the empty one after it.
static void check_places(const Source *source, const SpreadsheetSheet *sheet, Diags *diags)
{
    for (size_t i = 0; i < sheet->cell_count; i++) {
        const SpreadsheetCell *cell = &sheet->cells[i];
        assert(cell->row < SPREADSHEET_ROW_MAX && cell->column < SPREADSHEET_COLUMN_MAX);
        Span       span = sheet_span(source, cell->row, cell->column);
        SourceCell place = source_cell(span);
        assert(place.row == cell->row && place.column == cell->column);
        assert(place.start <= place.end && place.end <= source->bytes.len);
        if (i >= PRINTED_MAX) continue;
        diag(diags, DIAG_BAD_CHARACTER, span, "full");
        span = sheet_span(source, cell->row, (cell->column + 1) % SPREADSHEET_COLUMN_MAX);
        diag(diags, DIAG_BAD_CHARACTER, span, "next");
    }
}

static void check_runs(const SpreadsheetRun *runs, size_t count, uint32_t max)
{
    for (size_t i = 0; i < count; i++) {
        assert(runs[i].first <= runs[i].last && runs[i].last < max);
        assert(i == 0 || runs[i - 1].last + 1 < runs[i].first);
    }
}

static void check_sheet(Arena *arena, const SpreadsheetSheet *sheet)
{
    Diags         diags = diags_new(arena);
    Text          printed = text_new(arena);
    const Source *source = sheet_source(arena, STR("paper.xlsx"), sheet, 1);
    check_places(source, sheet, &diags);
    check_runs(sheet->hidden_rows, sheet->hidden_row_count, SPREADSHEET_ROW_MAX);
    check_runs(sheet->hidden_columns, sheet->hidden_column_count, SPREADSHEET_COLUMN_MAX);
    for (size_t i = 0; i < sheet->merged_count; i++) {
        assert(sheet->merged[i].last_row < SPREADSHEET_ROW_MAX);
        assert(sheet->merged[i].last_column < SPREADSHEET_COLUMN_MAX);
    }
    diags_sort(&diags);
    diags_write_text(&diags, &printed, false);
    diags_write_json(&diags, &printed);
}

// What is said of a file can be shown on any terminal.
static void check_words(Str why)
{
    uint32_t character = 0;
    assert(why.len > 0);
    for (size_t at = 0; at < why.len;) {
        size_t len = utf8_decode(why, at, &character);
        assert(len > 0 && !utf8_danger(character));
        at += len;
    }
}

// A mutated archive is almost always a damaged one, so an input may be its parts: after a
// first line "xlsx" a sheet and its styles, parted by "====", after "ods" the content.

#define RELATION(type, target)                                                                     \
    "<Relationships><Relationship Id=\"s\" Type=\"/" type "\" Target=\"" target "\"/>"
#define STYLES "<Relationship Id=\"t\" Type=\"/styles\" Target=\"styles.xml\"/>"

static Str pack(Arena *arena, const ArchivePart *parts, size_t count)
{
    Text out = text_new(arena);
    Str  why;
    bool good = archive_write(arena, parts, count, &out, &why);
    assert(good);
    return text_str(&out);
}

static Str pack_xlsx(Arena *arena, Str rest)
{
    static const char mark[] = "\n====\n";
    size_t            at = 0;
    while (at < rest.len && !str_starts(str_from_to(rest, at, rest.len), mark)) at++;
    size_t            next = at + sizeof mark - 1 < rest.len ? at + sizeof mark - 1 : rest.len;
    const ArchivePart parts[] = {
        {STR("[Content_Types].xml"), STR("<Types/>"), false},
        {STR("_rels/.rels"), STR(RELATION("officeDocument", "book.xml") "</Relationships>"), false},
        {STR("book.xml"),
         STR("<workbook><sheets><sheet name=\"One\" id=\"s\"/></sheets></workbook>"), false},
        {STR("_rels/book.xml.rels"),
         STR(RELATION("worksheet", "one.xml") STYLES "</Relationships>"), false},
        {STR("one.xml"), str_from_to(rest, 0, at), false},
        {STR("styles.xml"), str_from_to(rest, next, rest.len), false},
    };
    return pack(arena, parts, sizeof parts / sizeof *parts);
}

static Str pack_ods(Arena *arena, Str content)
{
    const ArchivePart parts[] = {
        {STR("mimetype"), STR("application/vnd.oasis.opendocument.spreadsheet"), false},
        {STR("META-INF/manifest.xml"), STR("<a/>"), false},
        {STR("content.xml"), content, false},
    };
    return pack(arena, parts, sizeof parts / sizeof *parts);
}

static Str file_of(Arena *arena, Str input)
{
    if (str_starts(input, "xlsx\n")) return pack_xlsx(arena, str_from_to(input, 5, input.len));
    if (str_starts(input, "ods\n")) return pack_ods(arena, str_from_to(input, 4, input.len));
    return input;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena      *arena = arena_new(exhausted);
    Spreadsheet book;
    Str         why = STR("");
    Str         bytes = file_of(arena, (Str){(const char *)data, size});
    if (table_file_read(arena, STR("paper.xlsx"), bytes, &book, &why)) {
        for (size_t i = 0; i < book.sheet_count; i++) check_sheet(arena, &book.sheets[i]);
    } else {
        check_words(why);
    }
    arena_free(arena);
    return 0;
}
