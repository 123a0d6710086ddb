#include "parse/xlsx_part.h"

#include <string.h>

// Where a part leads.

void relations_start(XmlPart *part, Str element)
{
    Relations *relations = part->into;
    if (!str_is(element, "Relationship")) return;
    if (str_is(xml_attribute(part, "TargetMode"), "External")) return;
    relations->items = arena_grow(part->arena, relations->items, relations->count,
                                  &relations->capacity, sizeof *relations->items);
    relations->items[relations->count++] =
        (Relation){xml_attribute_copy(part, "Id"), xml_attribute_copy(part, "Type"),
                   xml_attribute_copy(part, "Target")};
}

const Relation *relation_by_id(const Relations *relations, Str id)
{
    for (size_t i = 0; i < relations->count; i++) {
        if (str_equal(relations->items[i].id, id)) return &relations->items[i];
    }
    return NULL;
}

const Relation *relation_by_type(const Relations *relations, const char *ending)
{
    for (size_t i = 0; i < relations->count; i++) {
        if (str_ends(relations->items[i].type, ending)) return &relations->items[i];
    }
    return NULL;
}

size_t relation_count(const Relations *relations, const char *ending)
{
    size_t count = 0;
    for (size_t i = 0; i < relations->count; i++) {
        count += str_ends(relations->items[i].type, ending);
    }
    return count;
}

static size_t folder_len(Str path)
{
    size_t len = path.len;
    while (len > 0 && path.data[len - 1] != '/') len--;
    return len;
}

Str part_path(Arena *arena, Str from, Str target)
{
    if (str_starts(target, "/")) return str_from_to(target, 1, target.len);
    Str folder = str_from_to(from, 0, folder_len(from));
    while (str_starts(target, "../")) {
        target = str_from_to(target, 3, target.len);
        if (folder.len > 0) folder.len = folder_len((Str){folder.data, folder.len - 1});
    }
    return str_format(arena, "%.*s%.*s", STR_ARG(folder), STR_ARG(target));
}

// The names of the sheets, and those that formulas may use.

static void add_sheet(XmlPart *part, BookPart *into)
{
    Spreadsheet *book = into->book;
    if (book->sheet_count == SPREADSHEET_SHEET_MAX) {
        xml_refuse(part, "it has more than %d sheets", SPREADSHEET_SHEET_MAX);
        return;
    }
    size_t count = book->sheet_count++;
    Str    state = xml_attribute(part, "state");
    book->sheets =
        arena_grow(part->arena, book->sheets, count, &into->sheet_capacity, sizeof *book->sheets);
    into->relation_ids = arena_grow(part->arena, into->relation_ids, count, &into->id_capacity,
                                    sizeof *into->relation_ids);
    book->sheets[count] = (SpreadsheetSheet){.name = xml_attribute_copy(part, "name"),
                                             .hidden = state.len > 0 && !str_is(state, "visible")};
    into->relation_ids[count] = xml_attribute_copy(part, "id");
}

static void add_name(XmlPart *part, BookPart *into)
{
    Spreadsheet *book = into->book;
    book->names = arena_grow(part->arena, book->names, book->name_count, &into->name_capacity,
                             sizeof *book->names);
    book->names[book->name_count++] = (SpreadsheetName){
        .name = xml_attribute_copy(part, "name"), .hidden = xml_attribute_is_true(part, "hidden")};
    xml_listen(part);
}

void book_start(XmlPart *part, Str element)
{
    if (str_is(element, "sheet")) add_sheet(part, part->into);
    if (str_is(element, "definedName")) add_name(part, part->into);
}

void book_end(XmlPart *part, Str element)
{
    Spreadsheet *book = ((BookPart *)part->into)->book;
    if (!str_is(element, "definedName")) return;
    book->names[book->name_count - 1].refers_to = arena_copy(part->arena, text_str(&part->heard));
    part->listening = false;
}

// Texts, shared by the cells or in a cell.

static int hex_digit(char c)
{
    const char *digits = "0123456789abcdef";
    const char *found = strchr(digits, c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c);
    return c != '\0' && found ? (int)(found - digits) : -1;
}

// The character of "_x000D_" at the head of a text, or -1. Half a character of
// UTF-16 or a NUL cannot stand in a text, so it is none.
static int escaped_character(Str text)
{
    if (text.len < 7 || !str_starts(text, "_x") || text.data[6] != '_') return -1;
    int code = 0;
    for (size_t i = 2; i < 6; i++) {
        int digit = hex_digit(text.data[i]);
        if (digit < 0) return -1;
        code = code * 16 + digit;
    }
    return code == 0 || (code >= 0xD800 && code <= 0xDFFF) ? -1 : code;
}

// What XML cannot hold, Excel writes as "_x0007_".
static Str text_copy(Arena *arena, Str text)
{
    size_t at = 0;
    while (at < text.len && escaped_character(str_from_to(text, at, text.len)) < 0) at++;
    if (at == text.len) return arena_copy(arena, text); // As good as always.
    Text plain = text_new(arena);
    for (size_t i = 0; i < text.len; i++) {
        int code = escaped_character(str_from_to(text, i, text.len));
        if (code < 0) {
            text_add_char(&plain, text.data[i]);
        } else {
            text_add_character(&plain, (uint32_t)code);
            i += 6;
        }
    }
    return text_str(&plain);
}

// A text in runs of several colours is one text here.
void strings_start(XmlPart *part, Str element)
{
    Strings *strings = part->into;
    if (str_is(element, "si")) part->heard.len = 0;
    if (str_is(element, "rPh")) strings->phonetic = true;
    if (str_is(element, "t")) part->listening = !strings->phonetic;
}

void strings_end(XmlPart *part, Str element)
{
    Strings *strings = part->into;
    if (str_is(element, "t")) part->listening = false;
    if (str_is(element, "rPh")) strings->phonetic = false;
    if (!str_is(element, "si")) return;
    strings->items = arena_grow(part->arena, strings->items, strings->count, &strings->capacity,
                                sizeof *strings->items);
    strings->items[strings->count++] = text_copy(part->arena, text_str(&part->heard));
}

// The cells of a sheet.

// What is wrong with the open cell, with the sheet and its name.
__attribute__((format(printf, 3, 4))) static void refuse_cell(XmlPart *part, const SheetPart *sheet,
                                                              const char *format, ...)
{
    va_list args;
    va_start(args, format);
    Str reason = str_format_args(part->arena, format, args);
    va_end(args);
    Str place = spreadsheet_place(part->arena, sheet->sheet->name, &sheet->cell);
    xml_refuse_at(part, place, "%.*s", STR_ARG(reason));
}

static void start_row(XmlPart *part, SheetPart *sheet)
{
    Str      stated = xml_attribute(part, "r");
    uint32_t row = sheet->next_row + 1; // One without a number follows the last.
    if (stated.len > 0 && spreadsheet_digits(stated, SPREADSHEET_ROW_MAX, &row) != stated.len)
        row = 0;
    if (row <= sheet->next_row || row > SPREADSHEET_ROW_MAX) {
        xml_refuse_at(part, sheet->sheet->name, "row '%.*s' is out of order or beyond the sheet",
                      STR_ARG(stated));
        return;
    }
    bool skips = sheet->hides_rows && row > sheet->next_row + 1;
    if (skips) {
        SpreadsheetRun skipped = {sheet->next_row, row - 2};
        areas_hide_rows(part, sheet->areas, sheet->sheet, skipped);
    }
    if (xml_attribute_is_true(part, "hidden")) {
        areas_hide_rows(part, sheet->areas, sheet->sheet, (SpreadsheetRun){row - 1, row - 1});
    }
    sheet->next_row = row;
    sheet->next_column = 0;
}

static void end_rows(XmlPart *part, SheetPart *sheet)
{
    if (!sheet->hides_rows || sheet->next_row == SPREADSHEET_ROW_MAX) return;
    SpreadsheetRun rest = {sheet->next_row, SPREADSHEET_ROW_MAX - 1};
    areas_hide_rows(part, sheet->areas, sheet->sheet, rest);
}

static void read_columns(XmlPart *part, SheetPart *sheet)
{
    uint32_t first = 0;
    uint32_t last = 0;
    Str      min = xml_attribute(part, "min");
    Str      max = xml_attribute(part, "max");
    bool     good = spreadsheet_digits(min, SPREADSHEET_COLUMN_MAX, &first) == min.len &&
                spreadsheet_digits(max, SPREADSHEET_COLUMN_MAX, &last) == max.len;
    if (!good || first == 0 || last < first) {
        xml_refuse_at(part, sheet->sheet->name, "columns '%.*s' to '%.*s' are beyond the sheet",
                      STR_ARG(min), STR_ARG(max));
    } else if (xml_attribute_is_true(part, "hidden")) {
        SpreadsheetRun run = {first - 1, last - 1};
        areas_hide_columns(part, sheet->areas, sheet->sheet, run);
    }
}

static void add_merged(XmlPart *part, SheetPart *sheet)
{
    SpreadsheetArea area;
    Str             range = xml_attribute(part, "ref");
    if (spreadsheet_area(range, &area)) {
        areas_merge(part, sheet->areas, sheet->sheet, area);
    } else {
        xml_refuse_at(part, sheet->sheet->name, "merged cells '%.*s' are beyond the sheet",
                      STR_ARG(range));
    }
}

static void read_kind(XmlPart *part, SheetPart *sheet)
{
    static const struct {
        const char     *type;
        SpreadsheetKind kind;
    } kinds[] = {
        {"", SPREADSHEET_NUMBER},  {"n", SPREADSHEET_NUMBER},       {"s", SPREADSHEET_TEXT},
        {"str", SPREADSHEET_TEXT}, {"inlineStr", SPREADSHEET_TEXT}, {"d", SPREADSHEET_TEXT},
        {"b", SPREADSHEET_BOOL},   {"e", SPREADSHEET_ERROR},
    };
    Str type = xml_attribute(part, "t");
    sheet->shared = str_is(type, "s");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!str_is(type, kinds[i].type)) continue;
        sheet->cell.kind = kinds[i].kind;
        return;
    }
    refuse_cell(part, sheet, "the cell is of an unknown kind '%.*s'", STR_ARG(type));
}

// Of a number, and of a date that is stored as one says: "2022-05-24".
static void read_format(XmlPart *part, SheetPart *sheet)
{
    if (sheet->cell.kind == SPREADSHEET_NUMBER) {
        sheet->cell.format = styles_format(sheet->styles, xml_attribute(part, "s"));
    } else if (str_is(xml_attribute(part, "t"), "d")) {
        sheet->cell.format.kind = SHOWN_DATE;
    }
}

static void start_cell(XmlPart *part, SheetPart *sheet)
{
    Str      stated = xml_attribute(part, "r");
    uint32_t row = sheet->next_row - 1;
    uint32_t column = sheet->next_column;
    bool     good = sheet->next_row > 0 && !sheet->in_cell && column < SPREADSHEET_COLUMN_MAX;
    if (stated.len > 0) good = good && spreadsheet_reference(stated, &row, &column);
    if (!good || row != sheet->next_row - 1 || column < sheet->next_column) {
        xml_refuse_at(part, sheet->sheet->name, "cell '%.*s' is out of order or beyond the sheet",
                      STR_ARG(stated));
        return;
    }
    sheet->in_cell = true;
    sheet->next_column = column + 1;
    sheet->cell = (SpreadsheetCell){.row = row, .column = column};
    sheet->value.len = 0;
    sheet->group = STR("");
    read_kind(part, sheet);
    read_format(part, sheet);
}

static void add_link(XmlPart *part, SheetPart *into)
{
    SpreadsheetSheet *sheet = into->sheet;
    SpreadsheetLink   link = {.target = xml_attribute_copy(part, "location")};
    Str               range = xml_attribute(part, "ref");
    size_t            len = 0;
    while (len < range.len && range.data[len] != ':') len++;
    if (xml_attribute(part, "id").len > 0) link.target = STR("");
    if (!spreadsheet_reference((Str){range.data, len}, &link.row, &link.column)) {
        xml_refuse_at(part, sheet->name, "a link at '%.*s' is beyond the sheet", STR_ARG(range));
        return;
    }
    sheet->links = arena_grow(part->arena, sheet->links, sheet->link_count, &into->link_capacity,
                              sizeof *sheet->links);
    sheet->links[sheet->link_count++] = link;
}

static void start_in_cell(XmlPart *part, SheetPart *sheet, Str element)
{
    if (str_is(element, "f")) {
        sheet->cell.computed = true;
        if (str_is(xml_attribute(part, "t"), "shared")) {
            sheet->group = xml_attribute_copy(part, "si");
        }
        xml_listen(part);
    } else if (str_is(element, "v")) {
        xml_listen(part);
    } else if (str_is(element, "rPh")) {
        sheet->phonetic = true;
    } else if (str_is(element, "t") && !sheet->phonetic) {
        xml_listen(part);
    }
}

void sheet_start(XmlPart *part, Str element)
{
    SheetPart *sheet = part->into;
    if (str_is(element, "c")) start_cell(part, sheet);
    else if (sheet->in_cell) start_in_cell(part, sheet, element);
    else if (str_is(element, "row")) start_row(part, sheet);
    else if (str_is(element, "hyperlink")) add_link(part, sheet);
    else if (str_is(element, "mergeCell")) add_merged(part, sheet);
    else if (str_is(element, "col")) read_columns(part, sheet);
    else if (str_is(element, "sheetFormatPr")) {
        sheet->hides_rows = xml_attribute_is_true(part, "zeroHeight");
    } else if (str_is(element, "pane") && str_starts(xml_attribute(part, "state"), "frozen")) {
        sheet->sheet->has_frozen = true; // Or "frozenSplit".
    } else if (str_is(element, "autoFilter")) {
        sheet->sheet->has_filter = true;
    }
}

static Str shared_text(XmlPart *part, const SheetPart *sheet, Str value)
{
    const Strings *strings = sheet->strings;
    uint32_t       index = 0;
    if (spreadsheet_digits(value, UINT32_MAX, &index) != value.len || index >= strings->count) {
        refuse_cell(part, sheet, "the cell wants text %.*s of %zu", STR_ARG(value), strings->count);
        return STR("");
    }
    return strings->items[index];
}

static void end_cell(XmlPart *part, SheetPart *into)
{
    SpreadsheetSheet *sheet = into->sheet;
    SpreadsheetCell  *cell = &into->cell;
    Str               value = text_str(&into->value);
    into->in_cell = false;
    if (value.len == 0 && !cell->computed) return;
    if (into->shared) cell->text = shared_text(part, into, value);
    else if (cell->kind == SPREADSHEET_TEXT) cell->text = text_copy(part->arena, value);
    else cell->text = arena_copy(part->arena, value);
    if (value.len == 0 && cell->kind != SPREADSHEET_TEXT) cell->kind = SPREADSHEET_EMPTY;
    if (*into->cells_left == 0) {
        refuse_cell(part, into, "there are more than %d cells", SPREADSHEET_CELL_MAX);
        return;
    }
    *into->cells_left -= 1;
    sheet->cells = arena_grow(part->arena, sheet->cells, sheet->cell_count, &into->cell_capacity,
                              sizeof *sheet->cells);
    sheet->cells[sheet->cell_count++] = *cell;
}

// "[1]" of "[1]Budget!A1"; a column of a table, "[1]" too, is followed by neither.
static bool is_workbook_number(Str formula, size_t at)
{
    uint32_t number = 0;
    if (at >= formula.len || formula.data[at] != '[') return false;
    Str    rest = str_from_to(formula, at + 1, formula.len);
    size_t digits = spreadsheet_digits(rest, INT32_MAX, &number);
    return digits > 0 && digits + 1 < rest.len && rest.data[digits] == ']' &&
           !strchr("],:", rest.data[digits + 1]);
}

// "[1]Budget!A1", "'[1]The budget'!A1". What else is quoted is a text or a name.
static bool leads_outside(Str formula)
{
    const char *before = "(,;=<>&+-*/^ {"; // None of a name.
    for (size_t i = 0; i < formula.len; i++) {
        char c = formula.data[i];
        if (c == '[' && (i == 0 || strchr(before, formula.data[i - 1])) &&
            is_workbook_number(formula, i)) {
            return true;
        }
        if (c != '"' && c != '\'') continue;
        if (c == '\'' && is_workbook_number(formula, i + 1)) return true;
        for (i++; i < formula.len && formula.data[i] != c;) i++;
    }
    return false;
}

// One formula may be written once for many cells, which then only give its number.
static void end_formula(XmlPart *part, SheetPart *sheet)
{
    SpreadsheetCell *cell = &sheet->cell;
    cell->formula = arena_copy(part->arena, text_str(&part->heard));
    cell->leads_outside = leads_outside(cell->formula);
    if (sheet->group.len == 0) return;
    if (cell->leads_outside) index_add(&sheet->outside, sheet->group, sheet);
    cell->leads_outside = index_find(&sheet->outside, sheet->group) != NULL;
}

void sheet_end(XmlPart *part, Str element)
{
    SheetPart *sheet = part->into;
    if (str_is(element, "sheetData")) end_rows(part, sheet);
    if (!sheet->in_cell) return;
    if (str_is(element, "c")) {
        end_cell(part, sheet);
    } else if (str_is(element, "f")) {
        end_formula(part, sheet);
    } else if (part->listening) {
        text_add(&sheet->value, text_str(&part->heard)); // A <v>, or one of several <t>.
    } else if (str_is(element, "rPh")) {
        sheet->phonetic = false;
    }
    part->listening = false;
}

// The tables of a sheet.

void table_start(XmlPart *part, Str element)
{
    TablePart        *into = part->into;
    SpreadsheetTable *table = &into->table;
    if (str_is(element, "table")) {
        table->name = xml_attribute_copy(part, "displayName");
        table->range = xml_attribute_copy(part, "ref");
    } else if (str_is(element, "tableColumn")) {
        table->columns = arena_grow(part->arena, table->columns, table->column_count,
                                    &into->column_capacity, sizeof *table->columns);
        table->columns[table->column_count++] = text_copy(part->arena, xml_attribute(part, "name"));
    }
}
