#include "parse/ods_range.h"

#include "base/cell_name.h"

#define RANGE_MAX 10000 // That are marked up, in all sheets.

// One end of a range.
typedef struct {
    Str      sheet;
    uint32_t row;
    uint32_t column;
} Place;

// "'Bob''s fund'" at the head of a text, or "Fund"; the text is what is left.
static Str take_sheet(Arena *arena, Str *text)
{
    Text   name = text_new(arena);
    bool   quoted = str_starts(*text, "'");
    size_t at = quoted;
    for (; at < text->len; at++) {
        char c = text->data[at];
        if (!quoted && c == '.') break;
        if (quoted && c == '\'') {
            at++;
            if (at == text->len || text->data[at] != '\'') break;
        }
        text_add_char(&name, c);
    }
    *text = str_from_to(*text, at, text->len);
    return text_str(&name);
}

// "$Budget.$A$5", up to a colon or the end.
static bool take_place(Arena *arena, Str *text, Place *place)
{
    Text cell = text_new(arena);
    if (str_starts(*text, "$")) *text = str_from_to(*text, 1, text->len);
    place->sheet = take_sheet(arena, text);
    if (!str_starts(*text, ".")) return false;
    size_t at = 1;
    for (; at < text->len && text->data[at] != ':'; at++) {
        if (text->data[at] != '$') text_add_char(&cell, text->data[at]);
    }
    *text = str_from_to(*text, at, text->len);
    return spreadsheet_reference(text_str(&cell), &place->row, &place->column);
}

Str ods_link_target(Arena *arena, Str href)
{
    Text  target = text_new(arena);
    Place place;
    Str   rest = str_from_to(href, 1, href.len);
    if (!take_place(arena, &rest, &place) || rest.len > 0) {
        return arena_copy(arena, str_from_to(href, 1, href.len));
    }
    text_add_char(&target, '\'');
    for (size_t i = 0; i < place.sheet.len; i++) {
        if (place.sheet.data[i] == '\'') text_add_char(&target, '\'');
        text_add_char(&target, place.sheet.data[i]);
    }
    text_add(&target, STR("'!"));
    cell_name_add(&target, place.row, place.column);
    return text_str(&target);
}

void ods_refuse(XmlPart *part, const OdsPart *into, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    Str reason = str_format_args(part->arena, format, args);
    va_end(args);
    if (!into->sheet) {
        xml_refuse(part, "%.*s", STR_ARG(reason));
        return;
    }
    SpreadsheetCell at = {.row = into->row, .column = into->column};
    Str             place = spreadsheet_place(part->arena, into->sheet->name, &at);
    xml_refuse_at(part, place, "%.*s", STR_ARG(reason));
}

bool ods_spend(XmlPart *part, OdsPart *into, size_t copies)
{
    if (copies > into->copies_left) {
        ods_refuse(part, into, "too many rows or cells are said to be repeated");
        return false;
    }
    into->copies_left -= copies;
    return true;
}

SpreadsheetSheet *ods_sheet_named(const Spreadsheet *book, Str name)
{
    for (size_t i = 0; i < book->sheet_count; i++) {
        if (str_equal(book->sheets[i].name, name)) return &book->sheets[i];
    }
    return NULL;
}

// The first cell of a sheet that is not before a place.
static size_t find_cell(const SpreadsheetSheet *sheet, uint32_t row, uint32_t column)
{
    size_t from = 0;
    size_t to = sheet->cell_count;
    while (from < to) {
        size_t                 middle = from + (to - from) / 2;
        const SpreadsheetCell *cell = &sheet->cells[middle];
        bool before = cell->row < row || (cell->row == row && cell->column < column);
        if (before) from = middle + 1;
        else to = middle;
    }
    return from;
}

// The names of its columns are what stands in its first row.
static void read_columns(XmlPart *part, OdsPart *into, const SpreadsheetSheet *sheet,
                         const Place *first, const Place *last, SpreadsheetTable *table)
{
    size_t count = last->column - first->column + 1;
    if (!ods_spend(part, into, count)) return;
    table->columns = ARENA_ARRAY(part->arena, Str, count);
    table->column_count = count;
    for (size_t i = find_cell(sheet, first->row, first->column); i < sheet->cell_count; i++) {
        const SpreadsheetCell *cell = &sheet->cells[i];
        if (cell->row != first->row || cell->column > last->column) return;
        if (cell->column < first->column) continue;
        table->columns[cell->column - first->column] = cell->text;
    }
}

static void add_table(XmlPart *part, OdsPart *into, SpreadsheetSheet *sheet, const Place *first,
                      const Place *last)
{
    SpreadsheetTable table = {.name = xml_attribute_copy(part, TABLE "name")};
    Text             range = text_new(part->arena);
    cell_name_add(&range, first->row, first->column);
    text_add_char(&range, ':');
    cell_name_add(&range, last->row, last->column);
    table.range = text_str(&range);
    bool has_header = !str_is(xml_attribute(part, TABLE "contains-header"), "false");
    if (has_header) read_columns(part, into, sheet, first, last, &table);
    sheet->tables = arena_grow(part->arena, sheet->tables, sheet->table_count,
                               &sheet->table_capacity, sizeof *sheet->tables);
    sheet->tables[sheet->table_count++] = table;
}

// LibreOffice keeps a filter over no table as a range with such a name.
static bool is_anonymous(Str name)
{
    return name.len == 0 || str_starts(name, "__Anonymous");
}

void ods_add_table(XmlPart *part, OdsPart *into)
{
    Place             first;
    Place             last;
    Str               address = xml_attribute(part, TABLE "target-range-address");
    SpreadsheetSheet *sheet = NULL;
    if (++into->range_count > RANGE_MAX) {
        xml_refuse(part, "it has more than %d ranges", RANGE_MAX);
        return;
    }
    bool good = take_place(part->arena, &address, &first) && str_starts(address, ":");
    if (good) {
        address = str_from_to(address, 1, address.len);
        good = take_place(part->arena, &address, &last) && address.len == 0 &&
               last.row >= first.row && last.column >= first.column;
    }
    if (good) sheet = ods_sheet_named(into->book, first.sheet);
    if (!sheet) return; // Of cells that were deleted.
    if (str_is(xml_attribute(part, TABLE "display-filter-buttons"), "true")) {
        sheet->has_filter = true;
    }
    if (is_anonymous(xml_attribute(part, TABLE "name"))) return;
    add_table(part, into, sheet, &first, &last);
}

void ods_add_name(XmlPart *part, OdsPart *into, const char *refers_to)
{
    Spreadsheet *book = into->book;
    book->names = arena_grow(part->arena, book->names, book->name_count, &into->name_capacity,
                             sizeof *book->names);
    book->names[book->name_count++] = (SpreadsheetName){
        .name = xml_attribute_copy(part, TABLE "name"),
        .refers_to = xml_attribute_copy(part, refers_to),
        .hidden = str_is(xml_attribute(part, TABLE "hidden"), "true"),
    };
}
