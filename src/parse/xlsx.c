#include "parse/xlsx.h"

#include "parse/xlsx_part.h"

// An open workbook.
typedef struct {
    Arena *arena;
    Unzip  unzip;
    Styles styles;
    size_t cells_left;
    Areas  areas;
} Package;

// "xl/_rels/workbook.xml.rels" says where the parts of "xl/workbook.xml" are.
static Str relations_path(Arena *arena, Str of)
{
    size_t name = of.len;
    while (name > 0 && of.data[name - 1] != '/') name--;
    return str_format(arena, "%.*s_rels/%.*s.rels", (int)name, of.data,
                      STR_ARG(str_from_to(of, name, of.len)));
}

static bool read_relations(Package *package, Str of, Relations *relations)
{
    XmlPart part = {.start = relations_start, .into = relations};
    part.name = relations_path(package->arena, of);
    return xml_read(&package->unzip, &part);
}

// A sheet without tables and pictures has none.
static bool read_some_relations(Package *package, Str of, Relations *relations)
{
    if (!unzip_find(&package->unzip, relations_path(package->arena, of))) return true;
    return read_relations(package, of, relations);
}

static bool read_strings(Package *package, Str book_path, const Relations *relations,
                         Strings *strings)
{
    const Relation *relation = relation_by_type(relations, "/sharedStrings");
    if (!relation) return true; // A workbook of numbers alone.
    XmlPart part = {.start = strings_start, .end = strings_end, .into = strings};
    part.name = part_path(package->arena, book_path, relation->target);
    return xml_read(&package->unzip, &part);
}

static bool read_styles(Package *package, Str book_path, const Relations *relations)
{
    const Relation *relation = relation_by_type(relations, "/styles");
    package->styles = styles_new(package->arena);
    if (!relation) return true; // Every number is shown as it is.
    XmlPart part = {.start = styles_start, .end = styles_end, .into = &package->styles};
    part.name = part_path(package->arena, book_path, relation->target);
    return xml_read(&package->unzip, &part);
}

// What lies on a sheet beside its cells.

static bool read_table(Package *package, Str path, SpreadsheetTable *table)
{
    TablePart into = {0};
    XmlPart   part = {.name = path, .start = table_start, .into = &into};
    bool      good = xml_read(&package->unzip, &part);
    *table = into.table;
    return good;
}

static bool count_charts(Package *package, Str drawing, SpreadsheetSheet *sheet)
{
    Relations relations = {0};
    if (!read_some_relations(package, drawing, &relations)) return false;
    sheet->chart_count += relation_count(&relations, "/chart");
    return true;
}

static bool read_beside(Package *package, Str path, SpreadsheetSheet *sheet)
{
    Relations relations = {0};
    if (!read_some_relations(package, path, &relations)) return false;
    sheet->tables =
        ARENA_ARRAY(package->arena, SpreadsheetTable, relation_count(&relations, "/table"));
    for (size_t i = 0; i < relations.count; i++) {
        const Relation *relation = &relations.items[i];
        Str             target = part_path(package->arena, path, relation->target);
        bool            good = true;
        if (str_ends(relation->type, "/table")) {
            good = read_table(package, target, &sheet->tables[sheet->table_count++]);
        } else if (str_ends(relation->type, "/drawing")) {
            good = count_charts(package, target, sheet);
        }
        if (!good) return false;
    }
    return true;
}

// The workbook.

static bool read_cells(Package *package, Str path, const Strings *strings, SpreadsheetSheet *sheet)
{
    SheetPart into = {.strings = strings,
                      .styles = &package->styles,
                      .sheet = sheet,
                      .cells_left = &package->cells_left,
                      .areas = &package->areas,
                      .outside = index_new(package->arena),
                      .value = text_new(package->arena)};
    XmlPart   part = {.name = path, .start = sheet_start, .end = sheet_end, .into = &into};
    areas_next_sheet(&package->areas);
    if (!xml_read(&package->unzip, &part)) return false;
    // Excel writes them in order; others may not.
    sheet->hidden_column_count = areas_tidy(sheet->hidden_columns, sheet->hidden_column_count);
    return true;
}

static bool read_sheets(Package *package, Str book_path, const Relations *relations,
                        const BookPart *parts)
{
    Strings strings = {0};
    if (!read_strings(package, book_path, relations, &strings)) return false;
    if (!read_styles(package, book_path, relations)) return false;
    for (size_t i = 0; i < parts->book->sheet_count; i++) {
        SpreadsheetSheet *sheet = &parts->book->sheets[i];
        const Relation   *relation = relation_by_id(relations, parts->relation_ids[i]);
        if (!relation) {
            return unzip_refuse(&package->unzip, "sheet '%.*s' has no part", STR_ARG(sheet->name));
        }
        Str  path = part_path(package->arena, book_path, relation->target);
        bool has_cells = str_ends(relation->type, "/worksheet"); // Or it is one chart.
        if (has_cells && !read_cells(package, path, &strings, sheet)) return false;
        if (!read_beside(package, path, sheet)) return false;
    }
    return true;
}

static bool read_book(Package *package, Spreadsheet *book)
{
    Unzip    *unzip = &package->unzip;
    Relations root = {0};
    Relations relations = {0};
    BookPart  parts = {.book = book};
    if (!unzip_find(unzip, STR("[Content_Types].xml"))) {
        return unzip_refuse(unzip, "it is not a workbook");
    }
    if (!read_relations(package, STR(""), &root)) return false;
    const Relation *relation = relation_by_type(&root, "/officeDocument");
    if (!relation) return unzip_refuse(unzip, "it is not a workbook");
    XmlPart part = {.start = book_start, .end = book_end, .into = &parts};
    part.name = part_path(package->arena, STR(""), relation->target);
    if (!read_relations(package, part.name, &relations)) return false;
    if (!xml_read(unzip, &part)) return false;
    if (book->sheet_count == 0) return unzip_refuse(unzip, "it has no sheets");
    book->has_macros = relation_by_type(&relations, "/vbaProject");
    book->has_external_links = relation_by_type(&relations, "/externalLink");
    for (size_t i = 0; i < unzip->entry_count; i++) {
        Str name = unzip->entries[i].name;
        book->has_macros |= str_ends(name, "vbaProject.bin");
        book->has_external_links |= str_starts(name, "xl/externalLinks/");
    }
    return read_sheets(package, part.name, &relations, &parts) && xml_read_rest(unzip);
}

// Excel locks a workbook with a password by putting it in such a file.
static bool is_locked(Str bytes)
{
    return str_starts(bytes, "\xD0\xCF\x11\xE0");
}

bool xlsx_read(Arena *arena, Str bytes, Spreadsheet *book, Str *why)
{
    Package package = {.arena = arena, .cells_left = SPREADSHEET_CELL_MAX, .areas = areas_new()};
    *book = (Spreadsheet){0};
    if (is_locked(bytes)) {
        *why = STR("it is locked with a password, or older than Excel 2007");
        return false;
    }
    bool good = unzip_open(&package.unzip, arena, bytes) && read_book(&package, book);
    unzip_close(&package.unzip);
    *why = package.unzip.why;
    return good;
}
