// No OpenDocument spreadsheet from outside can do more than be read or be refused.
#include "ods_package.h"

typedef struct {
    uint32_t        row;
    uint32_t        column;
    SpreadsheetKind kind;
    const char     *text;
    const char     *formula; // NULL for a cell that has none.
} Expected;

static bool has_cells(Arena *arena, const SpreadsheetSheet *sheet, const Expected *expected,
                      size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i == sheet->cell_count) return false;
        const SpreadsheetCell *cell = &sheet->cells[i];
        const Expected        *want = &expected[i];
        bool                   good = cell->row == want->row && cell->column == want->column &&
                    cell->kind == want->kind && str_is(cell->text, want->text) &&
                    cell->computed == (want->formula != NULL) &&
                    str_equal(cell->formula, str_from(want->formula));
        if (good) continue;
        tap_comment(str_format(arena, "%zu: row %u, column %u: %.*s", i, (unsigned)cell->row,
                               (unsigned)cell->column, STR_ARG(cell->text)));
        return false;
    }
    return sheet->cell_count == count;
}

static void test_kinds(void)
{
    static const char     content[] = SHEET("<table:table-row table:number-rows-repeated='2'/>" ROW(
            "<table:table-cell table:number-columns-repeated='2'/>"
                "<table:table-cell office:value-type='float' office:value='-1.50'>"
                "<text:p>x</text:p>"
                "</table:table-cell>"
                "<table:table-cell office:value-type='currency' office:value='2'/>"
                "<table:table-cell office:value-type='percentage' office:value='0.0566'/>"
                "<table:table-cell office:value-type='date' office:date-value='2022-05-24'>"
                "<text:p>24/05/22</text:p></table:table-cell>"
                "<table:table-cell office:value-type='time' office:time-value='PT1H'/>"
                "<table:table-cell office:value-type='boolean' office:boolean-value='true'/>"
                "<table:table-cell office:value-type='string' office:string-value='a  b'>"
                "<text:p>shown</text:p></table:table-cell>"
                "<table:table-cell><text:p>plain</text:p></table:table-cell>"
                "<table:table-cell table:formula='of:=SUM([.A1:.A2])' office:value-type='float'"
                " office:value='7'/>"
                "<table:table-cell table:formula='of:=\"\"' office:value-type='string'>"
                "<text:p/></table:table-cell>"
                "<table:table-cell table:formula='of:=1/0' office:value-type='string'"
                " office:string-value='' calcext:value-type='error'><text:p>#DIV/0!</text:p>"
                "</table:table-cell>"
                "<table:table-cell table:style-name='red'/>"));
    static const Expected expected[] = {
        {2, 2, SPREADSHEET_NUMBER, "-1.50", NULL},
        {2, 3, SPREADSHEET_NUMBER, "2", NULL},
        {2, 4, SPREADSHEET_NUMBER, "0.0566", NULL},
        {2, 5, SPREADSHEET_TEXT, "2022-05-24", NULL},
        {2, 6, SPREADSHEET_TEXT, "PT1H", NULL},
        {2, 7, SPREADSHEET_BOOL, "1", NULL},
        {2, 8, SPREADSHEET_TEXT, "a  b", NULL},
        {2, 9, SPREADSHEET_TEXT, "plain", NULL},
        {2, 10, SPREADSHEET_NUMBER, "7", "SUM([.A1:.A2])"},
        {2, 11, SPREADSHEET_TEXT, "", "\"\""},
        {2, 12, SPREADSHEET_ERROR, "#DIV/0!", "1/0"},
    };
    Arena      *arena = arena_new(tap_out_of_memory);
    Spreadsheet book;
    bool        good = read_content(arena, content, &book) && book.sheet_count == 1 &&
                has_cells(arena, &book.sheets[0], expected, LENGTH(expected));
    tap_point(good, "every kind of cell is read as it is stored");
    arena_free(arena);
}

static void test_texts(void)
{
    static const struct {
        const char *stored;
        const char *text;
    } cases[] = {
        {"<text:p>one</text:p><text:p/><text:p>two</text:p>", "one\n\ntwo"},
        {"<text:p>a<text:s text:c='3'/>b<text:s/>c</text:p>", "a   b c"},
        {"<text:p> a \n\t b </text:p>", "a b "},
        {"<text:p><text:s/> a<text:tab/>b<text:line-break/>c</text:p>", "  a\tb\nc"},
        {"<text:p>a <text:span>b <text:span>c</text:span></text:span> d</text:p>", "a b c d"},
        {"<text:p>&lt;&amp;&gt; \xC2\xA3</text:p>", "<&> \xC2\xA3"},
        {"<office:annotation><text:p>no</text:p></office:annotation><text:p>yes</text:p>", "yes"},
        {"<text:p>a<office:annotation><text:p>no</text:p></office:annotation>b</text:p>", "ab"},
        {"<text:p>a<text:ruby><text:ruby-base>b</text:ruby-base><text:ruby-text>no"
         "</text:ruby-text></text:ruby></text:p>",
         "ab"},
        {"<draw:frame><draw:text-box><text:p>no</text:p></draw:text-box></draw:frame>"
         "<text:p>yes</text:p>",
         "yes"},
        {"<table:table><table:table-row><table:table-cell><text:p>no</text:p></table:table-cell>"
         "</table:table-row></table:table><text:p>yes</text:p>",
         "yes"},
    };
    Arena *arena = arena_new(tap_out_of_memory);
    bool   good = true;
    for (size_t i = 0; i < LENGTH(cases); i++) {
        Spreadsheet book;
        Str         content = str_format(arena, SHEET(ROW(TEXT("%s"))), cases[i].stored);
        if (read_content(arena, content.data, &book) && book.sheets[0].cell_count == 1 &&
            str_is(book.sheets[0].cells[0].text, cases[i].text)) {
            continue;
        }
        good = false;
        tap_comment(
            str_format(arena, "%s: %.*s", cases[i].stored, STR_ARG(book.sheets[0].cells[0].text)));
    }
    tap_point(good, "a text is its paragraphs, with its spaces, and without what is not its own");
    arena_free(arena);
}

static void test_repeats(void)
{
    static const char content[] = SHEET(
        "<table:table-column table:number-columns-repeated='16384'/><table:table-header-rows>"
        "<table:table-row table:number-rows-repeated='2'>"
        "<table:table-cell table:number-columns-repeated='2' office:value-type='string'><text:p>"
        "<text:a xlink:href='#One.A1'>x</text:a></text:p></table:table-cell>"
        "<table:table-cell table:number-columns-repeated='16382'/></table:table-row>"
        "</table:table-header-rows><table:table-row-group>" ROW(
            "<table:table-cell office:value-type='float' office:value='5'/>") "</"
                                                                              "table:table-row-"
                                                                              "group>"
                                                                              "<table:table-row "
                                                                              "table:number-rows-"
                                                                              "repeated='1048573'><"
                                                                              "table:table-cell"
                                                                              " table:number-"
                                                                              "columns-repeated='"
                                                                              "16384'/></"
                                                                              "table:table-row>");
    static const Expected expected[] = {
        {0, 0, SPREADSHEET_TEXT, "x", NULL},   {0, 1, SPREADSHEET_TEXT, "x", NULL},
        {1, 0, SPREADSHEET_TEXT, "x", NULL},   {1, 1, SPREADSHEET_TEXT, "x", NULL},
        {2, 0, SPREADSHEET_NUMBER, "5", NULL},
    };
    Arena      *arena = arena_new(tap_out_of_memory);
    Spreadsheet book;
    bool        good = read_content(arena, content, &book) &&
                has_cells(arena, &book.sheets[0], expected, LENGTH(expected));
    good = good && book.sheets[0].link_count == 4;
    for (uint32_t i = 0; good && i < 4; i++) {
        const SpreadsheetLink *link = &book.sheets[0].links[i];
        good = link->row == i / 2 && link->column == i % 2 && str_is(link->target, "'One'!A1");
    }
    tap_point(good, "what is repeated is there so often; a million empty rows cost nothing");
    arena_free(arena);
}

static void test_links(void)
{
    static const struct {
        const char *href;
        const char *target;
    } cases[] = {
        {"#One.B2", "'One'!B2"},
        {"#$One.$AA$10", "'One'!AA10"},
        {"#&apos;Bob&apos;&apos;s fund&apos;.A1", "'Bob''s fund'!A1"},
        {"#One", "One"},
        {"#&apos;One", "'One"},
        {"#", ""},
        {"https://example.org/#One.A1", ""},
    };
    Arena *arena = arena_new(tap_out_of_memory);
    bool   good = true;
    for (size_t i = 0; i < LENGTH(cases); i++) {
        Spreadsheet book;
        Str         content = str_format(
                    arena, SHEET(ROW(TEXT("<text:p><text:a xlink:href='%s'>x</text:a></text:p>"))),
                    cases[i].href);
        if (read_content(arena, content.data, &book) && book.sheets[0].link_count == 1 &&
            str_is(book.sheets[0].links[0].target, cases[i].target)) {
            continue;
        }
        good = false;
        tap_comment(str_from(cases[i].href));
    }
    tap_point(good, "a link into the workbook says where to; one out of it does not");
    arena_free(arena);
}

static void test_what_is_hidden(void)
{
    static const char content[] =
        STYLES("<style:style style:name='seen'><style:table-properties "
               "table:display='true'/></style:style>"
               "<style:style style:name='gone'><style:table-properties table:display='false'/>"
               "</style:style>",
               "<table:table table:name='A' table:style-name='gone'/>"
               "<table:table table:name='B' table:style-name='seen'>"
               "<table:table-row table:visibility='filter'/></table:table>"
               "<table:table table:name='C'><table:table-column "
               "table:visibility='collapse'/></table:table>"
               "<table:table table:name='D'>" ROW(
                   "<table:table-cell "
                   "table:number-columns-spanned='2'/"
                   "><table:covered-table-cell/>") "</"
                                                   "table:table><table:"
                                                   "table "
                                                   "table:name='E'>" ROW("<table:table-cell/"
                                                                         ">") "</"
                                                                              "table:table>");
    Arena      *arena = arena_new(tap_out_of_memory);
    Spreadsheet book;
    bool        good = read_content(arena, content, &book) && book.sheet_count == 5;
    for (size_t i = 0; good && i < 5; i++) {
        const SpreadsheetSheet *sheet = &book.sheets[i];
        good = sheet->hidden == (i == 0) && sheet->hidden_row_count == (i == 1) &&
               sheet->hidden_column_count == (i == 2) && sheet->merged_count == (i == 3);
    }
    tap_point(good, "hidden sheets, rows and columns and merged cells are seen");
    arena_free(arena);
}

static void test_names_and_tables(void)
{
    static const char content[] = BOOK(
        "<table:table table:name=\"Bob's\"><table:shapes><draw:frame><draw:object>"
        "<table:table table:name='inner'>" ROW(TEXT(
            "<text:p>no</text:p>")) "</table:table>"
                                    "</draw:object></draw:frame></table:shapes>" ROW("") ROW(
                                        TEXT("<text:p>Scheme</text:p>") "<table:table-cell/>" TEXT(
                                            "<text:p>Cost</text:p>")) "</"
                                                                      "table:table><table:named-"
                                                                      "expressions>"
                                                                      "<table:named-range "
                                                                      "table:name='fund' "
                                                                      "table:cell-range-address='$"
                                                                      "One.$A$1'/>"
                                                                      "<table:named-expression "
                                                                      "table:name='two' "
                                                                      "table:expression='1+1'/>"
                                                                      "</"
                                                                      "table:named-expressions><"
                                                                      "table:database-ranges>"
                                                                      "<table:database-range "
                                                                      "table:name='budget'"
                                                                      " table:target-range-address="
                                                                      "\"'Bob''s'.A2:'Bob''s'.C9\"/"
                                                                      ">"
                                                                      "<table:database-range "
                                                                      "table:name='__Anonymous_"
                                                                      "Sheet_DB__0'"
                                                                      " table:target-range-address="
                                                                      "\"'Bob''s'.A2:'Bob''s'.C9\""
                                                                      " table:display-filter-"
                                                                      "buttons='true'/>"
                                                                      "<table:database-range "
                                                                      "table:name='gone' "
                                                                      "table:target-range-address='"
                                                                      "#REF!.A1:#REF!.B2'/>"
                                                                      "</table:database-ranges>");
    Arena      *arena = arena_new(tap_out_of_memory);
    Spreadsheet book;
    bool        good = read_content(arena, content, &book) && book.sheet_count == 1;
    tap_point(good && book.name_count == 2 && str_is(book.names[0].name, "fund") &&
                  str_is(book.names[0].refers_to, "$One.$A$1") &&
                  str_is(book.names[1].refers_to, "1+1"),
              "names that formulas may use are read");
    const SpreadsheetSheet *sheet = &book.sheets[0];
    tap_point(good && sheet->table_count == 1 && str_is(sheet->tables[0].name, "budget") &&
                  str_is(sheet->tables[0].range, "A2:C9") && sheet->tables[0].column_count == 3 &&
                  str_is(sheet->tables[0].columns[0], "Scheme") &&
                  str_is(sheet->tables[0].columns[1], "") &&
                  str_is(sheet->tables[0].columns[2], "Cost"),
              "a table is read with its range and the names of its columns");
    tap_point(good && sheet->has_filter && sheet->chart_count == 1 && sheet->cell_count == 2,
              "a filter is seen and a chart counted; what is inside it is no sheet");
    arena_free(arena);
}

static void test_frozen(void)
{
    static const char settings[] =
        "<office:document-settings" PREFIXES "><config:config-item-map-entry>"
        "<config:config-item-map-named><config:config-item-map-entry config:name='One'>"
        "<config:config-item config:name='ZoomValue'>2</config:config-item>"
        "<config:config-item config:name='VerticalSplitMode'>%d</config:config-item>"
        "</config:config-item-map-entry></config:config-item-map-named>"
        "</config:config-item-map-entry></office:document-settings>";
    Arena      *arena = arena_new(tap_out_of_memory);
    Spreadsheet book;
    Str         why;
    bool        good = true;
    for (int mode = 1; mode <= 2; mode++) {
        Str text = str_format(arena, settings, mode);
        good = good &&
               ods_read(arena, package_with(arena, "settings.xml", text.data), &book, &why) &&
               book.sheets[0].has_frozen == (mode == 2);
    }
    tap_point(good, "frozen panes are seen; a window that is only split is not frozen");
    arena_free(arena);
}

static void test_what_may_run(void)
{
    static const struct {
        const char *name;
        const char *text;
    } macros[] = {
        {"Basic/Standard/Module1.xml", "<a/>"},
        {"Scripts/python/a.py", "print(1)"},
        {"content.xml", BOOK("<table:table><table:shapes><draw:frame><office:event-listeners>"
                             "<script:event-listener/></office:event-listeners></draw:frame>"
                             "</table:shapes></table:table>")},
        {"content.xml", SHEET(ROW(TEXT("<text:p><text:a xlink:href='vnd.sun.star.script:x'>x"
                                       "</text:a></text:p>")))},
    };
    static const char *const links[] = {
        SHEET(ROW("<table:table-cell table:formula=\"of:=['file:///b.ods'#$One.A1]\""
                  " office:value-type='float' office:value='1'/>")),
        SHEET("<table:table-source xlink:href='b.ods'/>"),
        BOOK("<table:table table:name=\"'file:///b.ods'#One\"><table:table-source/>" ROW(
            TEXT("<text:p>x</text:p>")) "</table:table><table:table table:name='One'/>"),
    };
    Arena      *arena = arena_new(tap_out_of_memory);
    Spreadsheet book;
    Str         why;
    bool        good = true;
    for (size_t i = 0; i < LENGTH(macros); i++) {
        Str bytes = package_with(arena, macros[i].name, macros[i].text);
        good = good && ods_read(arena, bytes, &book, &why) && book.has_macros;
    }
    for (size_t i = 0; i < LENGTH(links); i++) {
        good = good && read_content(arena, links[i], &book) && book.has_external_links &&
               !book.has_macros && book.sheet_count == 1;
        if (good && i == 0) good = book.sheets[0].cells[0].leads_outside;
    }
    good = good && read_content(arena,
                                SHEET(ROW("<table:table-cell table:formula=\"of:=['#1'.A1]\""
                                          " office:value-type='float' office:value='1'/>")),
                                &book);
    tap_point(good && !book.has_external_links && !book.has_macros,
              "macros and links to other workbooks are reported");
    arena_free(arena);
}

static void test_hostile_packages(void)
{
    static const char content[] = "content.xml";
    static const char locked[] = MANIFEST("<file-entry><encryption-data/></file-entry>");
    static const struct {
        const char *name;
        const char *text;
        const char *why;
    } cases[] = {
        {"mimetype", NULL, "it is not a workbook"},
        {"mimetype", "application/vnd.oasis.opendocument.text", "it is not a workbook"},
        {"META-INF/manifest.xml", NULL, "it has no META-INF/manifest.xml"},
        {"META-INF/manifest.xml", locked, "it is locked with a password"},
        {"encrypted-package", "x", "it is locked with a password"},
        {content, NULL, "it has no content.xml"},
        {content, "<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>", "document type"},
        {content, BOOK(""), "it has no sheets"},
        {content, "<office:a/>", "unbound prefix"},
        {content, "<a><b></a>", "mismatched tag"},
        {content, SHEET("<table:table-row table:number-rows-repeated='0'/>"), "repeated '0' times"},
        {content, SHEET("<table:table-row table:number-rows-repeated='-1'/>"), "repeated '-1'"},
        {content, SHEET("<table:table-row table:number-rows-repeated='99999999999'/>"), "repeated"},
        {content, SHEET(ROW("<table:table-cell office:value-type='x'/>")),
         "One!A1: the cell is of an unknown kind 'x'"},
        {content,
         SHEET("<table:table-row/>" ROW("<table:table-cell table:number-columns-repeated='2'/>"
                                        "<table:table-cell office:value-type='float'/>")),
         "One!C2: the cell of the kind 'float' has no value"},
        {content,
         SHEET(ROW("<table:table-row table:number-rows-repeated='2'>" TEXT(
             "<text:p>x</text:p>") "</table:table-row>" TEXT("<text:p>x</text:p>"))),
         "out of order"},
        {content,
         SHEET(ROW("<table:table-cell office:value-type='boolean' office:boolean-value='2'/>")),
         "not true or false"},
        {content,
         SHEET(ROW("<table:table-cell table:number-columns-repeated='16384'/>" TEXT(
             "<text:p>x</text:p>"))),
         "beyond the sheet"},
        {content,
         SHEET("<table:table-row table:number-rows-repeated='1048576'/>" ROW(
             TEXT("<text:p>x</text:p>"))),
         "beyond the sheet"},
        {content,
         SHEET("<table:table-row table:number-rows-repeated='1048576'>"
               "<table:table-cell table:number-columns-repeated='16384'><text:p>x</text:p>"
               "</table:table-cell></table:table-row>"),
         "too many rows or cells are said to be repeated"},
        {content, SHEET(ROW(TEXT("<text:p><text:s text:c='2000000000'/></text:p>"))),
         "too many rows or cells are said to be repeated"},
        {"meta.xml", "<!DOCTYPE x><x/>", "meta.xml: it declares a document type"},
        {"styles.xml", "<a>", "styles.xml: no element found"},
        {"settings.xml", "<a>", "settings.xml: no element found"},
        {"Object 1/content.xml", "<a>", "Object 1/content.xml: no element found"},
    };
    Arena *arena = arena_new(tap_out_of_memory);
    bool   good = true;
    for (size_t i = 0; i < LENGTH(cases); i++) {
        Spreadsheet book;
        Str         why = STR("");
        Str         bytes = package_with(arena, cases[i].name, cases[i].text);
        if (!ods_read(arena, bytes, &book, &why) && contains(why, cases[i].why)) continue;
        good = false;
        tap_comment(str_format(arena, "%s: %.*s", cases[i].why, STR_ARG(why)));
    }
    tap_point(good, "a part that breaks its rules is refused, with the reason");
    arena_free(arena);
}

// Elements where none of their kind belong.
static void test_strange_places(void)
{
    static const char *const contents[] = {
        "<table:table-row" PREFIXES "><table:table-cell><text:p>x</text:p></table:table-cell>"
        "</table:table-row>",
        BOOK("<table:table-cell><text:p>x</text:p></table:table-cell><table:table/>"),
        SHEET("<table:table-cell><text:p>x</text:p></table:table-cell>"),
        SHEET(ROW(ROW("<table:table-cell/>"))),
        SHEET("<table:table><table:table/></table:table>" ROW(TEXT(ROW("")))),
        SHEET("<text:p>x<text:a xlink:href='#'>x</text:a></text:p>"),
    };
    Arena *arena = arena_new(tap_out_of_memory);
    for (size_t i = 0; i < LENGTH(contents); i++) {
        Spreadsheet book;
        Str         why;
        ods_read(arena, package_with(arena, "content.xml", contents[i]), &book, &why);
    }
    tap_point(true, "elements in strange places do no harm");
    arena_free(arena);
}

int main(void)
{
    tap_begin();
    test_kinds();
    test_texts();
    test_repeats();
    test_links();
    test_what_is_hidden();
    test_names_and_tables();
    test_frozen();
    test_what_may_run();
    test_hostile_packages();
    test_strange_places();
    return tap_end();
}
