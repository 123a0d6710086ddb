// No workbook from outside can do more than be read or be refused.
#include <string.h>
#include <zip.h>

#include "base/text.h"
#include "parse/xlsx.h"
#include "tap.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static bool contains(Str text, const char *part)
{
    for (size_t i = 0; i < text.len; i++) {
        if (str_starts(str_from_to(text, i, text.len), part)) return true;
    }
    return false;
}

// Packages made by hand.

#define OPEN "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
#define RELATION(id, type, target)                                                                 \
    "<Relationship Id=\"" id "\" Type=\"http://x/" type "\" Target=\"" target "\"/>"
#define RELATIONS(items) OPEN "<Relationships>" items "</Relationships>"
#define SHEET(rows)      OPEN "<worksheet><sheetData>" rows "</sheetData></worksheet>"

typedef struct {
    const char *name;
    const char *text; // NULL leaves the part out.
} PartText;

static const PartText plain_parts[] = {
    {"[Content_Types].xml", OPEN "<Types/>"},
    {"_rels/.rels", RELATIONS(RELATION("a", "officeDocument", "xl/workbook.xml"))},
    {"xl/workbook.xml",
     OPEN "<workbook><sheets><sheet name=\"One\" r:id=\"s1\"/>"
          "<sheet name=\"Two\" state=\"hidden\" r:id=\"s2\"/></sheets></workbook>"},
    {"xl/_rels/workbook.xml.rels",
     RELATIONS(RELATION("s1", "worksheet", "worksheets/one.xml")
                   RELATION("s2", "worksheet", "/xl/worksheets/two.xml")
                       RELATION("t", "sharedStrings", "sharedStrings.xml"))},
    {"xl/sharedStrings.xml", OPEN "<sst><si><t>one</t></si><si><r><t>t</t></r><r><t>wo</t></r>"
                                  "<rPh><t>no</t></rPh></si></sst>"},
    {"xl/worksheets/one.xml", SHEET("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c></row>")},
    {"xl/worksheets/two.xml", SHEET("")},
};

static bool add_part(zip_t *zip, const char *name, const char *text, size_t len)
{
    zip_source_t *source = zip_source_buffer(zip, text, len, 0);
    return zip_file_add(zip, name, source, ZIP_FL_OVERWRITE) >= 0;
}

static Str source_bytes(Arena *arena, zip_source_t *source)
{
    zip_stat_t stat;
    zip_source_stat(source, &stat);
    char *bytes = arena_alloc(arena, stat.size, 1);
    zip_source_open(source);
    zip_int64_t got = zip_source_read(source, bytes, stat.size);
    zip_source_close(source);
    return (Str){bytes, got < 0 ? 0 : (size_t)got};
}

// The plain package with one part replaced, left out or added.
static Str package_with(Arena *arena, const char *name, const char *text, size_t len)
{
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t        *zip = zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    zip_source_keep(source);
    for (size_t i = 0; i < LENGTH(plain_parts); i++) {
        if (name && strcmp(plain_parts[i].name, name) == 0) continue;
        add_part(zip, plain_parts[i].name, plain_parts[i].text, strlen(plain_parts[i].text));
    }
    if (text) add_part(zip, name, text, len);
    zip_close(zip);
    Str bytes = source_bytes(arena, source);
    zip_source_free(source);
    return bytes;
}

static void test_cells_are_read(void)
{
    static const char rows[] = SHEET(
        "<row r=\"2\"><c r=\"B2\"><v>1.5</v></c><c t=\"s\"><v>1</v></c>"
        "<c t=\"inlineStr\"><is><t>a_x000D_b</t></is></c><c t=\"str\"><f>A1&amp;\"\"</f><v/></c>"
        "<c r=\"G2\" s=\"3\"/><c r=\"H2\" t=\"b\"><v>1</v></c><c t=\"e\"><v>#REF!</v></c></row>"
        "<row hidden=\"1\"><c r=\"XFD3\"><f t=\"shared\" si=\"0\"/><v>7</v></c></row>");
    static const struct {
        uint32_t        row;
        uint32_t        column;
        SpreadsheetKind kind;
        bool            computed;
        const char     *text;
        const char     *formula;
    } expected[] = {
        {1, 1, SPREADSHEET_NUMBER, false, "1.5", ""},
        {1, 2, SPREADSHEET_TEXT, false, "two", ""},
        {1, 3, SPREADSHEET_TEXT, false, "a\rb", ""},
        {1, 4, SPREADSHEET_TEXT, true, "", "A1&\"\""},
        {1, 7, SPREADSHEET_BOOL, false, "1", ""},
        {1, 8, SPREADSHEET_ERROR, false, "#REF!", ""},
        {2, 16383, SPREADSHEET_NUMBER, true, "7", ""},
    };
    Arena      *arena = arena_new(tap_out_of_memory);
    Str         why;
    Spreadsheet book;
    Str         bytes = package_with(arena, "xl/worksheets/one.xml", rows, sizeof rows - 1);
    bool        good = xlsx_read(arena, bytes, &book, &why) && book.sheet_count == 2;
    if (!good) tap_comment(why);
    good = good && str_is(book.sheets[0].name, "One") && !book.sheets[0].hidden &&
           book.sheets[1].hidden && book.sheets[0].hidden_row_count == 1 && !book.has_macros &&
           book.sheets[0].cell_count == LENGTH(expected);
    for (size_t i = 0; good && i < LENGTH(expected); i++) {
        const SpreadsheetCell *cell = &book.sheets[0].cells[i];
        good = cell->row == expected[i].row && cell->column == expected[i].column &&
               cell->kind == expected[i].kind && cell->computed == expected[i].computed &&
               str_is(cell->text, expected[i].text) && str_is(cell->formula, expected[i].formula);
    }
    tap_point(good, "every kind of cell is read, wherever its place is stated or not");
    bytes = package_with(arena, "xl/vbaProject.bin", "x", 1);
    good = xlsx_read(arena, bytes, &book, &why) && book.has_macros;
    bytes = package_with(arena, "xl/externalLinks/externalLink1.xml", "<a/>", 4);
    good = good && xlsx_read(arena, bytes, &book, &why) && book.has_external_links;
    tap_point(good, "macros and links to other workbooks are reported");
    arena_free(arena);
}

// A package of several parts beside the plain ones.
static Str package_of(Arena *arena, const PartText *parts, size_t count)
{
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t        *zip = zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    zip_source_keep(source);
    for (size_t i = 0; i < LENGTH(plain_parts); i++) {
        add_part(zip, plain_parts[i].name, plain_parts[i].text, strlen(plain_parts[i].text));
    }
    for (size_t i = 0; i < count; i++) {
        add_part(zip, parts[i].name, parts[i].text, strlen(parts[i].text));
    }
    zip_close(zip);
    Str bytes = source_bytes(arena, source);
    zip_source_free(source);
    return bytes;
}

// How cells show their numbers, and which of them ask another workbook.
static void test_styles(void)
{
    static const char styles[] =
        "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"#,##0,\"/>"
        "<numFmt numFmtId=\"165\" formatCode=\"[$-809]d mmm yyyy\"/></numFmts>"
        "<cellStyleXfs><xf numFmtId=\"10\"/></cellStyleXfs>"
        "<cellXfs><xf numFmtId=\"3\"/><xf numFmtId=\"10\"/><xf numFmtId=\"164\"/>"
        "<xf numFmtId=\"165\"/><xf numFmtId=\"14\"/><xf numFmtId=\"999\"/></cellXfs></styleSheet>";
    static const char rows[] = SHEET(
        "<row><c><v>1</v></c><c s=\"1\"><v>1</v></c><c s=\"2\"><v>1</v></c><c s=\"3\"><v>1</v></c>"
        "<c s=\"4\"><v>1</v></c><c s=\"5\"><v>1</v></c><c s=\"6\"><v>1</v></c>"
        "<c s=\"1\" t=\"str\"><v>1</v></c><c t=\"d\"><v>2022-05-24</v></c></row>");
    static const SpreadsheetFormat expected[] = {
        {SHOWN_NUMBER, 0, 0},  {SHOWN_PERCENT, 2, 0}, {SHOWN_NUMBER, 0, 1},
        {SHOWN_DATE, 0, 0},    {SHOWN_DATE, 0, 0},    {SHOWN_GENERAL, 0, 0},
        {SHOWN_GENERAL, 0, 0}, {SHOWN_GENERAL, 0, 0}, {SHOWN_DATE, 0, 0},
    };
    static const PartText parts[] = {
        {"xl/_rels/workbook.xml.rels",
         RELATIONS(RELATION("s1", "worksheet", "worksheets/one.xml") RELATION(
             "s2", "worksheet", "/xl/worksheets/two.xml") RELATION("t", "styles", "styles.xml"))},
        {"xl/styles.xml", styles},
        {"xl/worksheets/one.xml", rows},
    };
    Arena      *arena = arena_new(tap_out_of_memory);
    Str         why;
    Spreadsheet book;
    bool        good = xlsx_read(arena, package_of(arena, parts, LENGTH(parts)), &book, &why) &&
                book.sheets[0].cell_count == LENGTH(expected);
    for (size_t i = 0; good && i < LENGTH(expected); i++) {
        SpreadsheetFormat format = book.sheets[0].cells[i].format;
        good = format.kind == expected[i].kind && format.decimals == expected[i].decimals &&
               format.thousands == expected[i].thousands;
    }
    tap_point(good, "a number has the format of its style; a text has none");
    arena_free(arena);
}

static void test_formulas_outside(void)
{
    static const struct {
        const char *formula;
        bool        outside;
    } cases[] = {
        {"[1]Budget!A1", true},
        {"SUM(A1,[12]Budget!A1:A9)", true},
        {"'[1]The budget'!A1*2", true},
        {"[1]!Fund", true},
        {"-'Bob''s \"fund'!A1+[1]Budget!A1", true},
        {"Fund[1]", false},
        {"Fund[[#This Row],[1]]", false},
        {"SUM(Fund[[#Data],[1]:[2]])", false},
        {"Fund[Cost]", false},
        {"A1&amp;\"[1]Budget!A1\"", false},
        {"'a[1]'!A1", false},
        {"[", false},
        {"[1", false},
        {"'", false},
        {"A1", false},
    };
    static const char shared[] =
        SHEET("<row><c><f t=\"shared\" si=\"0\" ref=\"A1:A2\">[1]One!A1</f><v>1</v></c>"
              "<c><f t=\"shared\" si=\"1\">A1</f><v>1</v></c></row>"
              "<row><c><f t=\"shared\" si=\"0\"/><v>1</v></c>"
              "<c><f t=\"shared\" si=\"1\"/><v>1</v></c></row>");
    static const char one[] = "xl/worksheets/one.xml";
    Arena            *arena = arena_new(tap_out_of_memory);
    Str               why;
    Spreadsheet       book;
    bool              good = true;
    for (size_t i = 0; i < LENGTH(cases); i++) {
        Str text = str_format(arena, SHEET("<row><c><f>%s</f></c></row>"), cases[i].formula);
        if (xlsx_read(arena, package_with(arena, one, text.data, text.len), &book, &why) &&
            book.sheets[0].cells[0].leads_outside == cases[i].outside) {
            continue;
        }
        good = false;
        tap_comment(str_from(cases[i].formula));
    }
    good =
        good && xlsx_read(arena, package_with(arena, one, shared, sizeof shared - 1), &book, &why);
    for (size_t i = 0; good && i < 4; i++) {
        const SpreadsheetCell *cell = &book.sheets[0].cells[i];
        good = cell->leads_outside == (cell->column == 0);
    }
    tap_point(good, "a formula that asks another workbook is told, also one of a group");
    arena_free(arena);
}

static void test_hidden_and_merged(void)
{
    static const char sheet[] = OPEN
        "<worksheet><cols><col min=\"5\" max=\"6\" hidden=\"1\"/>"
        "<col min=\"2\" max=\"3\" hidden=\"true\"/><col min=\"4\" max=\"4\" hidden=\"1\"/>"
        "<col min=\"9\" max=\"16384\" hidden=\"1\"/><col min=\"7\" max=\"8\"/></cols><sheetData>"
        "<row r=\"2\" hidden=\"1\"/><row hidden=\"1\"/><row/><row hidden=\"1\"/></sheetData>"
        "<mergeCells><mergeCell ref=\"A1:C2\"/><mergeCell ref=\"B9\"/></mergeCells></worksheet>";
    static const char folded[] =
        OPEN "<worksheet><sheetFormatPr zeroHeight=\"1\"/><sheetData><row r=\"3\"/><row/>"
             "</sheetData></worksheet>";
    static const char one[] = "xl/worksheets/one.xml";
    Arena            *arena = arena_new(tap_out_of_memory);
    Str               why;
    Spreadsheet       book;
    bool good = xlsx_read(arena, package_with(arena, one, sheet, sizeof sheet - 1), &book, &why);
    const SpreadsheetSheet *read = &book.sheets[0];
    tap_point(good && read->hidden_row_count == 2 && read->hidden_rows[0].first == 1 &&
                  read->hidden_rows[0].last == 2 && read->hidden_rows[1].first == 4 &&
                  read->hidden_rows[1].last == 4 && read->hidden_column_count == 2 &&
                  read->hidden_columns[0].first == 1 && read->hidden_columns[0].last == 5 &&
                  read->hidden_columns[1].first == 8 && read->hidden_columns[1].last == 16383,
              "hidden rows and columns are told, whatever the order they come in");
    tap_point(good && read->merged_count == 2 && read->merged[0].last_row == 1 &&
                  read->merged[0].last_column == 2 && read->merged[1].first_row == 8 &&
                  read->merged[1].last_row == 8 && read->merged[1].last_column == 1,
              "merged cells are told");
    good = xlsx_read(arena, package_with(arena, one, folded, sizeof folded - 1), &book, &why);
    tap_point(good && read->hidden_row_count == 2 && book.sheets[0].hidden_rows[0].first == 0 &&
                  book.sheets[0].hidden_rows[0].last == 1 &&
                  book.sheets[0].hidden_rows[1].first == 4 &&
                  book.sheets[0].hidden_rows[1].last == 1048575,
              "a sheet may hide every row of which it says nothing");
    arena_free(arena);
}

// So often that an archive of it is large and yet no bomb.
static Str many(Arena *arena, const char *start, const char *before, const char *after,
                const char *end)
{
    Text block = text_new(arena);
    Text text = text_new(arena);
    for (int i = 1; i <= 8192; i++) {
        text_addf(&block, "%s%d%s", before, i * 7919 % 10007 + 1, after);
    }
    text_add(&text, str_from(start));
    for (int i = 0; i < SPREADSHEET_ROW_MAX / 8192; i++) text_add(&text, text_str(&block));
    text_add(&text, str_from(end));
    return text_str(&text);
}

// A million rows that are only coloured and hidden are no cells, and one run.
static void test_many(void)
{
    Arena      *arena = arena_new(tap_out_of_memory);
    Str         why = STR("");
    Spreadsheet book;
    Str         text = many(arena, "<worksheet><sheetData>", "<row s=\"",
                            "\" hidden=\"1\"><c s=\"2\"/></row>", "</sheetData></worksheet>");
    Str         bytes = package_with(arena, "xl/worksheets/one.xml", text.data, text.len);
    bool        good = xlsx_read(arena, bytes, &book, &why) && book.sheets[0].cell_count == 0 &&
                book.sheets[0].hidden_row_count == 1 &&
                book.sheets[0].hidden_rows[0].last == SPREADSHEET_ROW_MAX - 1;
    if (!good) tap_comment(why);
    tap_point(good, "a million empty rows are no cells");
    text = many(arena, "<worksheet><mergeCells>", "<mergeCell ref=\"A1:B", "\"/>",
                "</mergeCells></worksheet>");
    bytes = package_with(arena, "xl/worksheets/one.xml", text.data, text.len);
    good = !xlsx_read(arena, bytes, &book, &why) &&
           contains(why, "it has more than 1000000 hidden and merged areas");
    tap_point(good, "too many merged cells are refused");
    arena_free(arena);
}

static void test_what_is_beside_cells(void)
{
    static const PartText parts[] = {
        {"xl/workbook.xml",
         OPEN "<workbook><sheets><sheet name=\"One\" r:id=\"s1\"/><sheet name=\"Two\" r:id=\"s2\"/>"
              "</sheets><definedNames><definedName name=\"Fund\">One!$A$1&amp;\"\"</definedName>"
              "<definedName name=\"_xlnm.Print_Area\" localSheetId=\"0\" hidden=\"1\">One!$A$2"
              "</definedName></definedNames></workbook>"},
        {"xl/worksheets/one.xml",
         OPEN "<worksheet><sheetViews><sheetView><pane ySplit=\"5\" state=\"frozen\"/></sheetView>"
              "</sheetViews><sheetData/><autoFilter ref=\"A5:B9\"/></worksheet>"},
        {"xl/worksheets/_rels/one.xml.rels",
         RELATIONS(RELATION("a", "drawing", "../drawings/d.xml")
                       RELATION("b", "table", "../tables/t.xml"))},
        {"xl/tables/t.xml",
         OPEN "<table name=\"x\" displayName=\"Budget\" ref=\"A5:B9\"><autoFilter/>"
              "<tableColumns><tableColumn name=\"Scheme\"/>"
              "<tableColumn name=\"a_x000a_b\"/></tableColumns></table>"},
        {"xl/drawings/d.xml", "<wsDr/>"},
        {"xl/drawings/_rels/d.xml.rels", RELATIONS(RELATION("a", "chart", "../charts/c1.xml")
                                                       RELATION("b", "chart", "../charts/c2.xml"))},
        {"xl/charts/c1.xml", "<chartSpace/>"},
        {"xl/charts/c2.xml", "<chartSpace/>"},
    };
    Arena      *arena = arena_new(tap_out_of_memory);
    Str         why;
    Spreadsheet book;
    Str         bytes = package_of(arena, parts, LENGTH(parts));
    bool        good = xlsx_read(arena, bytes, &book, &why) && book.sheet_count == 2;
    if (!good) tap_comment(why);
    tap_point(good && book.name_count == 2 && str_is(book.names[0].name, "Fund") &&
                  str_is(book.names[0].refers_to, "One!$A$1&\"\"") && !book.names[0].hidden &&
                  str_is(book.names[1].refers_to, "One!$A$2") && book.names[1].hidden,
              "names that formulas may use are read");
    const SpreadsheetSheet *one = &book.sheets[0];
    const SpreadsheetSheet *two = &book.sheets[1];
    tap_point(good && one->table_count == 1 && str_is(one->tables[0].name, "Budget") &&
                  str_is(one->tables[0].range, "A5:B9") && one->tables[0].column_count == 2 &&
                  str_is(one->tables[0].columns[0], "Scheme") &&
                  str_is(one->tables[0].columns[1], "a\nb") && two->table_count == 0,
              "a table is read with its range and the names of its columns");
    tap_point(good && one->chart_count == 2 && one->has_frozen && one->has_filter &&
                  two->chart_count == 0 && !two->has_frozen && !two->has_filter,
              "charts are counted; frozen panes and filters are seen");
    arena_free(arena);
}

// A picture means nothing to the reader, and must unpack all the same.
static void test_unread_entries(void)
{
    static const char picture[] = "a picture that nobody looks at";
    Arena            *arena = arena_new(tap_out_of_memory);
    Spreadsheet       book;
    Str               why;
    zip_source_t     *source = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t            *zip = zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    zip_source_keep(source);
    for (size_t i = 0; i < LENGTH(plain_parts); i++) {
        add_part(zip, plain_parts[i].name, plain_parts[i].text, strlen(plain_parts[i].text));
    }
    add_part(zip, "xl/media/a.png", picture, sizeof picture - 1);
    zip_set_file_compression(zip, LENGTH(plain_parts), ZIP_CM_STORE, 0);
    zip_close(zip);
    Str    bytes = source_bytes(arena, source);
    size_t at = 0;
    while (!str_starts(str_from_to(bytes, at, bytes.len), picture)) at++;
    char *copy = ARENA_ARRAY(arena, char, bytes.len);
    memcpy(copy, bytes.data, bytes.len);
    copy[at] = 'A';
    bool good = xlsx_read(arena, bytes, &book, &why);
    good = good && !xlsx_read(arena, (Str){copy, bytes.len}, &book, &why) &&
           contains(why, "xl/media/a.png is damaged");
    tap_point(good, "a damaged part is found even where nobody reads it");
    zip_source_free(source);
    arena_free(arena);
}

static void test_hostile_packages(void)
{
    static const char one[] = "xl/worksheets/one.xml";
    static const char book[] = "xl/workbook.xml";
    static const struct {
        const char *name;
        const char *text;
        const char *why;
    } cases[] = {
        {one,
         "<!DOCTYPE x [<!ENTITY a \"b\">]>"
         "<worksheet>&a;</worksheet>",
         "document type"},
        {one, SHEET("<row r=\"1\"><c t=\"s\"><v>2</v></c></row>"),
         "One!A1: the cell wants text 2 of 2"},
        {one, SHEET("<row r=\"1\"><c t=\"s\"><v>-1</v></c></row>"), "wants text -1 of 2"},
        {one, SHEET("<row r=\"1\"><c t=\"s\"><v>99999999999999999999</v></c></row>"), "wants text"},
        {one, SHEET("<row r=\"1\"><c t=\"x\"><v>1</v></c></row>"),
         "One!A1: the cell is of an unknown kind 'x'"},
        {one, SHEET("<row r=\"1048577\"/>"), "One: row '1048577' is out of order or beyond"},
        {one, SHEET("<row r=\"0\"/>"), "row '0' is out of order"},
        {one, SHEET("<row r=\"2\"/><row r=\"1\"/>"), "row '1' is out of order"},
        {one, SHEET("<row r=\"1\"><c r=\"XFE1\"/></row>"),
         "One: cell 'XFE1' is out of order or beyond"},
        {one, SHEET("<row r=\"1\"><c r=\"XFD1\"/><c/></row>"), "cell '' is out of order or beyond"},
        {one, SHEET("<row r=\"1\"><c r=\"A2\"/></row>"), "cell 'A2' is out of order"},
        {one, SHEET("<row r=\"1\"><c r=\"B1\"/><c r=\"B1\"/></row>"), "cell 'B1' is out of order"},
        {one, SHEET("<c r=\"A1\"/>"), "cell 'A1' is out of order"},
        {one, "<worksheet><mergeCell ref=\"A1:XFE1\"/></worksheet>",
         "One: merged cells 'A1:XFE1' are beyond the sheet"},
        {one, "<worksheet><mergeCell ref=\"B1:A1\"/></worksheet>", "merged cells 'B1:A1'"},
        {one, "<worksheet><mergeCell/></worksheet>", "merged cells ''"},
        {one, "<worksheet><col min=\"1\" max=\"16385\"/></worksheet>",
         "One: columns '1' to '16385' are beyond the sheet"},
        {one, "<worksheet><col min=\"0\" max=\"1\"/></worksheet>", "columns '0' to '1'"},
        {one, "<worksheet><col min=\"2\" max=\"1\"/></worksheet>", "columns '2' to '1'"},
        {one, "<worksheet><hyperlink ref=\"A0\"/></worksheet>", "One: a link at 'A0' is beyond"},
        {one, "<worksheet><sheetData><row>", "no element found in line 1"},
        {one, "", "no element found"},
        {one, "<worksheet>\x01</worksheet>", "not well-formed"},
        {one, NULL, "it has no xl/worksheets/one.xml"},
        {book, "<workbook><sheets/></workbook>", "it has no sheets"},
        {book, "<workbook><sheets><sheet name=\"A\" r:id=\"no\"/></sheets></workbook>", "no part"},
        {"xl/_rels/workbook.xml.rels", NULL, "it has no xl/_rels/workbook.xml.rels"},
        {"_rels/.rels", RELATIONS(""), "it is not a workbook"},
        {"[Content_Types].xml", NULL, "it is not a workbook"},
        {"docProps/app.xml", "<!DOCTYPE x><x/>",
         "docProps/app.xml: it declares a document type, as no spreadsheet program does"},
        {"xl/styles.xml", "<styleSheet>", "xl/styles.xml: no element found"},
    };
    Arena *arena = arena_new(tap_out_of_memory);
    bool   good = true;
    for (size_t i = 0; i < LENGTH(cases); i++) {
        Spreadsheet read;
        Str         why = STR("");
        size_t      len = cases[i].text ? strlen(cases[i].text) : 0;
        Str         bytes = package_with(arena, cases[i].name, cases[i].text, len);
        if (!xlsx_read(arena, bytes, &read, &why) && contains(why, cases[i].why)) continue;
        good = false;
        tap_comment(str_format(arena, "%s: %.*s", cases[i].why, STR_ARG(why)));
    }
    tap_point(good, "a part that breaks its rules is refused, with the reason");
    arena_free(arena);
}

static bool is_refused(Arena *arena, Str bytes, const char *reason)
{
    Spreadsheet book;
    Str         why = STR("");
    bool        good = !xlsx_read(arena, bytes, &book, &why) && contains(why, reason);
    if (!good) tap_comment(str_format(arena, "%s: %.*s", reason, STR_ARG(why)));
    return good;
}

// Packages that are small outside and large inside.
static void test_bombs(void)
{
    Arena *arena = arena_new(tap_out_of_memory);
    Text   text = text_new(arena);
    text_add(&text, STR("<worksheet>"));
    text_repeat(&text, ' ', 2 << 20);
    text_add(&text, STR("</worksheet>"));
    Str bytes = package_with(arena, "xl/worksheets/one.xml", text.data, text.len);
    tap_point(is_refused(arena, bytes, "unpacks to more than 1000 times"),
              "a part that unpacks to absurd size is refused");

    text.len = 0;
    for (int i = 0; i < 100; i++) text_add(&text, STR("<a>"));
    bytes = package_with(arena, "xl/worksheets/one.xml", text.data, text.len);
    tap_point(is_refused(arena, bytes, "64 deep"), "elements nested without end are refused");

    text.len = 0;
    text_add(&text, STR("<worksheet a=\""));
    for (int i = 0; i < 300000; i++) text_addf(&text, "%d", i);
    bytes = package_with(arena, "xl/worksheets/one.xml", text.data, text.len);
    tap_point(is_refused(arena, bytes, "tag without end"), "a tag without end is refused");

    text.len = 0;
    text_add(&text, STR(OPEN "<workbook><sheets>"));
    for (int i = 0; i <= SPREADSHEET_SHEET_MAX; i++) {
        text_add(&text, STR("<sheet name=\"A\" r:id=\"s1\"/>"));
    }
    text_add(&text, STR("</sheets></workbook>"));
    bytes = package_with(arena, "xl/workbook.xml", text.data, text.len);
    tap_point(is_refused(arena, bytes, "more than 1000 sheets"), "too many sheets are refused");
    arena_free(arena);
}

static void test_disguises(void)
{
    Arena *arena = arena_new(tap_out_of_memory);
    bool   good = is_refused(arena, STR(""), "not a workbook") &&
                is_refused(arena, STR("board,year\n"), "not a workbook") &&
                is_refused(arena, STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "password");
    tap_point(good, "what is no workbook is refused");

    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t        *zip = zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    zip_source_keep(source);
    add_part(zip, "xl/workbook.xml", "<workbook/>", 11);
    zip_file_set_encryption(zip, 0, ZIP_EM_AES_256, "secret");
    zip_close(zip);
    tap_point(is_refused(arena, source_bytes(arena, source), "xl/workbook.xml is encrypted"),
              "an encrypted part is refused");
    zip_source_free(source);
    arena_free(arena);
}

static void test_scaled(void)
{
    static const struct {
        SpreadsheetKind kind;
        const char     *text;
        int64_t         scale;
        bool            good;
        int64_t         units;
    } cases[] = {
        {SPREADSHEET_NUMBER, "0", 100, true, 0},
        {SPREADSHEET_NUMBER, "1.15", 100, true, 115},
        {SPREADSHEET_NUMBER, "-0.01", 100, true, -1},
        {SPREADSHEET_NUMBER, "0.30000000000000004", 100, true, 30},
        {SPREADSHEET_NUMBER, "1.5E3", 100, true, 150000},
        {SPREADSHEET_NUMBER, "9999999999.99", 100, true, 999999999999},
        {SPREADSHEET_NUMBER, "90000000000000", 100, true, INT64_C(9000000000000000)},
        {SPREADSHEET_NUMBER, "0.0566", 10000, true, 566},
        {SPREADSHEET_NUMBER, "12", 1, true, 12},
        {SPREADSHEET_NUMBER, "1.005", 100, false, 0},
        {SPREADSHEET_NUMBER, "0.0001", 100, false, 0},
        {SPREADSHEET_NUMBER, "90000000000000.1", 100, false, 0},
        {SPREADSHEET_NUMBER, "1e999", 100, false, 0},
        {SPREADSHEET_NUMBER, "nan", 100, false, 0},
        {SPREADSHEET_NUMBER, "inf", 100, false, 0},
        {SPREADSHEET_NUMBER, "0x10", 100, false, 0},
        {SPREADSHEET_NUMBER, "1,5", 100, false, 0},
        {SPREADSHEET_NUMBER, "1-2", 100, false, 0},
        {SPREADSHEET_NUMBER, " 1", 100, false, 0},
        {SPREADSHEET_NUMBER, "-", 100, false, 0},
        {SPREADSHEET_NUMBER, "", 100, false, 0},
        {SPREADSHEET_TEXT, "1", 100, false, 0},
        {SPREADSHEET_BOOL, "1", 1, false, 0},
    };
    bool good = true;
    for (size_t i = 0; i < LENGTH(cases); i++) {
        SpreadsheetCell cell = {.kind = cases[i].kind, .text = str_from(cases[i].text)};
        int64_t         units = 0;
        bool            is_whole = spreadsheet_scaled(&cell, cases[i].scale, &units);
        if (is_whole == cases[i].good && (!is_whole || units == cases[i].units)) continue;
        good = false;
        tap_comment(cell.text);
    }
    tap_point(good, "a number is read in whole units, or refused");
}

int main(void)
{
    tap_begin();
    test_cells_are_read();
    test_styles();
    test_formulas_outside();
    test_hidden_and_merged();
    test_many();
    test_what_is_beside_cells();
    test_unread_entries();
    test_hostile_packages();
    test_bombs();
    test_disguises();
    test_scaled();
    return tap_end();
}
