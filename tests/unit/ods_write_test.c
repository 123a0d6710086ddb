// A written OpenDocument spreadsheet is what its tables say, to the penny and to
// the last space, and every run writes the same bytes.
#include <string.h>

#include "parse/ods.h"
#include "tap.h"
#include "write/layout.h"
#include "write/ods.h"
#include "write/xlsx.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static bool contains(Str text, const char *part)
{
    for (size_t i = 0; i < text.len; i++) {
        if (str_starts(str_from_to(text, i, text.len), part)) return true;
    }
    return false;
}

enum { CONTENTS, BUDGET, ODD, PLAIN, SHEET_COUNT };
enum { TEXTS, AMOUNTS, SHARES, COUNTS };

typedef struct {
    Arena   *arena;
    Table   *tables[SHEET_COUNT];
    Sheet    sheets[SHEET_COUNT];
    Workbook workbook;
} Fund;

static Table *budget_table(Arena *arena)
{
    static const ColumnSpec columns[] = {{"nhs", "NHS minimum (\xC2\xA3)", CELL_MONEY},
                                         {"share", "Share", CELL_PERCENT},
                                         {"people", "People", CELL_COUNT}};
    static const struct {
        Style       style;
        const char *label;
        size_t      depth;
        int64_t     pence;
    } rows[] = {{STYLE_HEAD, "Money for the council", 0, 0},
                {STYLE_BODY, "Reablement", 1, 123456700},
                {STYLE_BODY, "Nothing yet", 1, 0},
                {STYLE_SUBTOTAL, "Total for the council", 0, 123456700},
                {STYLE_TOTAL, "TOTAL BCF", 0, -123456700}};
    Table *table = table_of(arena, "budget", columns, LENGTH(columns), LENGTH(rows));
    table->title = STR("Budget 2022/23");
    table->board = STR("Northshire & Sons Health and Wellbeing Board");
    table->year = STR("2022/23");
    table->about = STR("What each scheme may spend.");
    table->status = STR("Draft.");
    table->sources = STR("From a paper.");
    table->heading = STR("Scheme");
    for (size_t i = 0; i < LENGTH(rows); i++) {
        Str       label = str_from(rows[i].label);
        TableRow *row = table_row(arena, table, rows[i].style, label, label);
        row->depth = rows[i].depth;
        if (rows[i].style == STYLE_HEAD) continue;
        row->cells[0] = cell_money((Money){rows[i].pence});
        row->cells[1] = (Cell){.type = CELL_PERCENT, .percent = {566}};
        row->cells[2] = cell_count(1234567);
    }
    table->rows[2].cells[2] = cell_text(STR("[x]")); // A text among figures.
    table_note(arena, table, NOTE_OF_TABLE, "A note.");
    table_note(arena, table, 1, "Another.");
    return table;
}

// Texts that look like something else, values at their limits.
static Table *odd_table(Arena *arena)
{
    static const char *const texts[] = {
        "=1+1", "+1",    "-",     "@here",     "\tx\t",      "_x0041_", "<&>'\"",
        "1234", "true",  " x ",   "a\nb",      "\n",         "  a  b ", "\xC2\xA3 \xE2\x80\x93",
        "]]>",  "&amp;", " \n  ", "a\n\n b\t", "2022-05-24",
    };
    static const int64_t pence[] = {
        1, -1, 100, -100, 99, 1000000000000, -999999999999, XLSX_PENCE_MAX, -XLSX_PENCE_MAX, 0};
    static const ColumnSpec columns[] = {{"text", "Text", CELL_TEXT},
                                         {"money", "Money", CELL_MONEY},
                                         {"percent", "Per cent", CELL_PERCENT},
                                         {"count", "Count", CELL_COUNT}};
    Table                  *table = table_of(arena, "odd", columns, LENGTH(columns), LENGTH(texts));
    table->title = STR("=Odd");
    table->heading = STR("<Odd>");
    for (size_t i = 0; i < LENGTH(texts); i++) {
        Str   text = str_from(texts[i]);
        Cell *cells = table_row(arena, table, STYLE_BODY, STR("x"), text)->cells;
        cells[TEXTS] = cell_text(text);
        if (i >= LENGTH(pence)) continue;
        cells[AMOUNTS] = cell_money((Money){pence[i]});
        cells[SHARES] = (Cell){.type = CELL_PERCENT, .percent = {pence[i] % 1000000}};
        cells[COUNTS] = cell_count(pence[i]);
    }
    return table;
}

static Fund fund_new(void)
{
    static const ColumnSpec columns[] = {{"sheet", "Sheet", CELL_TEXT}};
    Arena                  *arena = arena_new(tap_out_of_memory);
    Fund                    fund = {.arena = arena};
    fund.tables[CONTENTS] = table_of(arena, "contents", columns, 1, SHEET_COUNT);
    fund.tables[BUDGET] = budget_table(arena);
    fund.tables[ODD] = odd_table(arena);
    fund.tables[PLAIN] = table_new(arena, "plain", 1, 1);
    fund.tables[PLAIN]->title = STR("Lines alone");
    fund.sheets[CONTENTS].name = STR("Contents");
    fund.sheets[BUDGET].name = STR("Budget & 2022-23");
    fund.sheets[ODD].name = STR("Bob's <odd>");
    fund.sheets[PLAIN].name = STR("Plain");
    for (size_t i = 0; i < SHEET_COUNT; i++) {
        Str       name = fund.sheets[i].name;
        TableRow *row = table_row(arena, fund.tables[CONTENTS], STYLE_BODY, name, STR("Sheet"));
        row->cells[0] = cell_text(name);
        row->cells[0].link = (Link){fund.tables[i], LINK_TOP, 0};
        fund.sheets[i].table = fund.tables[i];
    }
    fund.tables[CONTENTS]->rows[1].cells[0].link = (Link){fund.tables[BUDGET], 1, 0};
    fund.workbook = (Workbook){.profile = PROFILE_PUBLICATION,
                               .count = SHEET_COUNT,
                               .title = STR("Northshire <1>"),
                               .subject = STR("BCF & more")};
    return fund;
}

static bool write_fund(Fund *fund, Str *bytes, Str *why)
{
    Text out = text_new(fund->arena);
    fund->workbook.sheets = fund->sheets;
    *why = STR("");
    bool good = ods_write(fund->arena, &fund->workbook, &out, why);
    *bytes = text_str(&out);
    return good;
}

// A place that moves over a sheet that was read.
typedef struct {
    Arena                  *arena;
    const SpreadsheetSheet *sheet;
    size_t                  next;
    bool                    good;
} Reader;

static void expect(Reader *reader, size_t row, size_t column, SpreadsheetKind kind, Str text)
{
    if (text.len == 0 || !reader->good) return;
    const SpreadsheetCell *cell = NULL;
    if (reader->next < reader->sheet->cell_count) cell = &reader->sheet->cells[reader->next++];
    reader->good = cell && cell->row == row && cell->column == column && cell->kind == kind &&
                   !cell->computed && str_equal(cell->text, text);
    if (reader->good) return;
    tap_comment(str_format(reader->arena, "%.*s, row %zu, column %zu: '%.*s', found '%.*s'",
                           STR_ARG(reader->sheet->name), row, column, STR_ARG(text),
                           STR_ARG(cell ? cell->text : STR(""))));
}

static void expect_cell(Reader *reader, size_t row, size_t column, const Cell *cell)
{
    Arena  *arena = reader->arena;
    int64_t hundredths = cell->percent.hundredths;
    int64_t size = hundredths < 0 ? -hundredths : hundredths;
    Str     text = cell->text;
    switch (cell->type) {
    case CELL_EMPTY: return;
    case CELL_TEXT:
    case CELL_DATE: expect(reader, row, column, SPREADSHEET_TEXT, text); return;
    case CELL_MONEY: text = money_plain(arena, cell->money); break;
    case CELL_COUNT: text = str_format(arena, "%lld", (long long)cell->count); break;
    case CELL_PERCENT:
        text = str_format(arena, "%s%lld.%04lld", hundredths < 0 ? "-" : "",
                          (long long)(size / 10000), (long long)(size % 10000));
        break;
    }
    expect(reader, row, column, SPREADSHEET_NUMBER, text);
}

static bool reads_as(Arena *arena, const SpreadsheetSheet *sheet, const Table *table)
{
    Reader reader = {arena, sheet, 0, true};
    expect(&reader, LAYOUT_TITLE_ROW, 0, SPREADSHEET_TEXT, table->title);
    expect(&reader, LAYOUT_SUBTITLE_ROW, 0, SPREADSHEET_TEXT, layout_subtitle(arena, table));
    expect(&reader, LAYOUT_ABOUT_ROW, 0, SPREADSHEET_TEXT, table->about);
    expect(&reader, LAYOUT_STATUS_ROW, 0, SPREADSHEET_TEXT, table->status);
    expect(&reader, LAYOUT_SOURCES_ROW, 0, SPREADSHEET_TEXT, table->sources);
    expect(&reader, LAYOUT_HEADER_ROW, 0, SPREADSHEET_TEXT, table->heading);
    for (size_t i = 0; i < table->column_count; i++) {
        Str label = table->columns[i].label;
        expect(&reader, LAYOUT_HEADER_ROW, layout_column(i), SPREADSHEET_TEXT, label);
    }
    for (size_t row = 0; row < table->row_count; row++) {
        expect(&reader, layout_row(row), 0, SPREADSHEET_TEXT, table->rows[row].label);
        for (size_t i = 0; i < table->column_count; i++) {
            expect_cell(&reader, layout_row(row), layout_column(i), &table->rows[row].cells[i]);
        }
    }
    if (table->note_count == 2) {
        expect(&reader, layout_note_row(table, 0), 0, SPREADSHEET_TEXT, STR("A note."));
        expect(&reader, layout_note_row(table, 1), 0, SPREADSHEET_TEXT, STR("* Another."));
    }
    return reader.good && reader.next == sheet->cell_count && !sheet->hidden &&
           sheet->hidden_row_count == 0 && sheet->merged_count == 0 && !sheet->has_filter;
}

static void test_written_is_read(void)
{
    Fund        fund = fund_new();
    Spreadsheet book;
    Str         bytes;
    Str         why;
    bool        good = write_fund(&fund, &bytes, &why) && ods_read(fund.arena, bytes, &book, &why);
    if (!good) tap_comment(why);
    good = good && book.sheet_count == SHEET_COUNT && !book.has_macros && !book.has_external_links;
    for (size_t i = 0; good && i < SHEET_COUNT; i++) {
        good = str_equal(book.sheets[i].name, fund.sheets[i].name) &&
               reads_as(fund.arena, &book.sheets[i], fund.tables[i]);
    }
    tap_point(good, "a written spreadsheet is read back, cell by cell, as its tables");

    static const char *const targets[] = {"'Contents'!A1", "'Budget & 2022-23'!B8",
                                          "'Bob''s <odd>'!A1", "'Plain'!A1"};
    good = good && book.sheets[CONTENTS].link_count == LENGTH(targets);
    for (size_t i = 0; good && i < LENGTH(targets); i++) {
        good = str_is(book.sheets[CONTENTS].links[i].target, targets[i]);
    }
    tap_point(good, "a link leads to its sheet and cell");

    const SpreadsheetTable *table = &book.sheets[BUDGET].tables[0];
    tap_point(good && book.sheets[BUDGET].table_count == 1 &&
                  str_is(table->name, "Budget_2022_23_table") && str_is(table->range, "A6:D11") &&
                  table->column_count == 4 && str_is(table->columns[0], "Scheme") &&
                  str_is(table->columns[3], "People") && book.sheets[PLAIN].table_count == 0,
              "a table with headings is marked up as one");
    arena_free(fund.arena);
}

static void test_same_bytes(void)
{
    Fund one = fund_new();
    Fund other = fund_new();
    Str  bytes;
    Str  again;
    Str  why;
    bool good = write_fund(&one, &bytes, &why);
    setenv("TZ", "XYZ-11", 1);
    good = good && write_fund(&other, &again, &why) && str_equal(bytes, again);
    tap_point(good, "the same tables give the same bytes, wherever the clock stands");
    tap_point(good && str_starts(str_from_to(bytes, 30, bytes.len),
                                 "mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK"),
              "the file can be told by its first bytes");
    for (size_t len = 0; len < bytes.len; len += 31) {
        Spreadsheet book;
        Arena      *arena = arena_new(tap_out_of_memory);
        good = good && !ods_read(arena, (Str){bytes.data, len}, &book, &why);
        arena_free(arena);
    }
    tap_point(good, "a spreadsheet cut short anywhere is refused");
    arena_free(other.arena);
    arena_free(one.arena);
}

// What no spreadsheet can hold is not written.

static bool refuses(Fund *fund, const char *reason)
{
    Str  bytes;
    Str  why;
    bool good = !write_fund(fund, &bytes, &why) && contains(why, reason);
    if (!good) tap_comment(str_format(fund->arena, "%s: %.*s", reason, STR_ARG(why)));
    arena_free(fund->arena);
    return good;
}

static void test_impossible_is_refused(void)
{
    static const char *const texts[] = {"a\x01", "a\rb", "a\x1F", "\xEF\xBF\xBF", "\xFF", "\xC2"};
    static const char *const names[] = {
        "", "32 characters are one too many !", "2022/23", "CONTENTS", "a\nb", "'a", "a'", "[a]"};
    bool good = true;
    for (size_t i = 0; i < LENGTH(texts); i++) {
        Fund fund = fund_new();
        fund.tables[ODD]->rows[0].cells[TEXTS].text = str_from(texts[i]);
        good &= refuses(&fund, "sheet 'Bob's <odd>': a text ");
    }
    tap_point(good, "a text that XML cannot hold is refused, not changed");
    good = true;
    for (size_t i = 0; i < LENGTH(names); i++) {
        Fund fund = fund_new();
        fund.sheets[BUDGET].name = str_from(names[i]);
        good &= refuses(&fund, "cannot be the name of a sheet");
    }
    tap_point(good, "a name that no sheet can have is refused");
    Fund fund = fund_new();
    fund.tables[ODD]->rows[0].cells[AMOUNTS].money.pence = XLSX_PENCE_MAX + 1;
    good = refuses(&fund, "an amount is larger");
    fund = fund_new();
    Text text = text_new(fund.arena);
    text_repeat(&text, 'x', 32768);
    fund.tables[ODD]->rows[0].label = text_str(&text);
    good &= refuses(&fund, "is longer than a cell");
    fund = fund_new();
    fund.workbook.count = 0;
    good &= refuses(&fund, "a workbook has 1 to 1000 sheets");
    fund = fund_new();
    fund.workbook.title = STR("\x01");
    good &= refuses(&fund, "a property has a character");
    tap_point(good, "what no spreadsheet can hold is refused, with the reason");
}

int main(void)
{
    tap_begin();
    test_written_is_read();
    test_same_bytes();
    test_impossible_is_refused();
    return tap_end();
}
