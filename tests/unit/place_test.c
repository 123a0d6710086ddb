// A finding about a spreadsheet names the sheet and the cell, and quotes its row.
#include "base/cell_name.h"
#include "base/diag.h"
#include "parse/sheet_source.h"
#include "tap.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static SpreadsheetCell text_cell(uint32_t row, uint32_t column, const char *text)
{
    return (SpreadsheetCell){
        .row = row, .column = column, .kind = SPREADSHEET_TEXT, .text = str_from(text)};
}

static Source *source_of(Arena *arena, const char *name, const SpreadsheetCell *cells, size_t count)
{
    SpreadsheetSheet *sheet = ARENA_NEW(arena, SpreadsheetSheet);
    sheet->name = str_from(name);
    sheet->cell_count = count;
    sheet->cells = ARENA_ARRAY(arena, SpreadsheetCell, count + 1);
    for (size_t i = 0; i < count; i++) sheet->cells[i] = cells[i];
    return sheet_source(arena, str_from(name[0] ? "paper.xlsx" : "paper.csv"), sheet, 1);
}

// Of a finding at one place.
static Str printed(Arena *arena, Span span, bool json)
{
    Diags diags = diags_new(arena);
    Text  text = text_new(arena);
    Diag *found = diag(&diags, DIAG_BAD_CHARACTER, span, "words");
    if (json) diag_note(&diags, found, span, "more");
    if (json) diags_write_json(&diags, &text);
    else diags_write_text(&diags, &text, false);
    return text_str(&text);
}

static bool prints(Arena *arena, Span span, const char *expected)
{
    Str  text = printed(arena, span, false);
    bool good = str_is(text, expected);
    if (!good) tap_comment(text);
    return good;
}

static void test_names(void)
{
    static const struct {
        uint32_t    row;
        uint32_t    column;
        const char *name;
    } cases[] = {
        {0, 0, "A1"},
        {6, 2, "C7"},
        {0, 25, "Z1"},
        {0, 26, "AA1"},
        {9, 701, "ZZ10"},
        {0, 702, "AAA1"},
        {1048575, 16383, "XFD1048576"},
    };
    Arena *arena = arena_new(tap_out_of_memory);
    bool   good = true;
    for (size_t i = 0; i < LENGTH(cases); i++) {
        uint32_t row = 0;
        uint32_t column = 0;
        Str      name = cell_name(arena, cases[i].row, cases[i].column);
        good = good && str_is(name, cases[i].name) && spreadsheet_reference(name, &row, &column) &&
               row == cases[i].row && column == cases[i].column;
    }
    tap_point(good, "a cell has the name that a spreadsheet program gives it");
    arena_free(arena);
}

static void test_quotes(void)
{
    Arena                *arena = arena_new(tap_out_of_memory);
    const SpreadsheetCell cells[] = {
        text_cell(0, 0, "Better Care Fund"),
        text_cell(6, 0, "Beds\n£"),
        text_cell(6, 2, "600"),
        text_cell(6, 4, "x"),
        text_cell(7, 1, "é"),
    };
    const Source *source = source_of(arena, "Appendix 1", cells, LENGTH(cells));
    tap_point(prints(arena, sheet_span(source, 6, 2),
                     "paper.xlsx: Appendix 1!C7: error[BCF102]: words\n"
                     "     7 | Beds £ |  | 600 |  | x\n"
                     "       |             ^^^\n"),
              "a finding names the cell and quotes its row");
    tap_point(prints(arena, sheet_span(source, 6, 1),
                     "paper.xlsx: Appendix 1!B7: error[BCF102]: words\n"
                     "     7 | Beds £ |  | 600 |  | x\n"
                     "       |          ^\n") &&
                  prints(arena, sheet_span(source, 6, 3),
                         "paper.xlsx: Appendix 1!D7: error[BCF102]: words\n"
                         "     7 | Beds £ |  | 600 |  | x\n"
                         "       |                   ^\n") &&
                  prints(arena, sheet_span(source, 6, 9),
                         "paper.xlsx: Appendix 1!J7: error[BCF102]: words\n"
                         "     7 | Beds £ |  | 600 |  | x\n"
                         "       |                       ^\n") &&
                  prints(arena, sheet_span(source, 7, 0),
                         "paper.xlsx: Appendix 1!A8: error[BCF102]: words\n"
                         "     8 |  | é\n"
                         "       | ^\n") &&
                  prints(arena, sheet_span(source, 2, 2),
                         "paper.xlsx: Appendix 1!C3: error[BCF102]: words\n"
                         "     3 | \n"
                         "       | ^\n") &&
                  prints(arena, sheet_span(source, 1048575, 16383),
                         "paper.xlsx: Appendix 1!XFD1048576: error[BCF102]: words\n"
                         "1048576 | \n"
                         "        | ^\n"),
              "so does one about an empty cell, wherever it is");
    tap_point(prints(arena, (Span){source, 0, 0}, "paper.xlsx: Appendix 1: error[BCF102]: words\n"),
              "a finding may be about the sheet as a whole");
    tap_point(str_is(span_format(arena, sheet_span(source, 6, 1)), "paper.xlsx: Appendix 1!B7") &&
                  str_is(printed(arena, sheet_span(source, 6, 1), true),
                         "{\"code\":\"BCF102\",\"severity\":\"error\",\"file\":\"paper.xlsx\","
                         "\"sheet\":\"Appendix 1\",\"cell\":\"B7\",\"message\":\"words\","
                         "\"help\":null,\"notes\":[{\"file\":\"paper.xlsx\",\"sheet\":"
                         "\"Appendix 1\",\"cell\":\"B7\",\"message\":\"more\"}]}\n"),
              "a place is the same wherever it is printed");
    source = source_of(arena, "", cells, LENGTH(cells));
    tap_point(prints(arena, sheet_span(source, 0, 0),
                     "paper.csv: A1: error[BCF102]: words\n"
                     "     1 | Better Care Fund\n"
                     "       | ^^^^^^^^^^^^^^^^\n") &&
                  prints(arena, (Span){source, 0, 0}, "paper.csv: error[BCF102]: words\n") &&
                  str_is(span_format(arena, sheet_span(source, 0, 0)), "paper.csv: A1") &&
                  str_is(span_format(arena, (Span){source, 0, 0}), "paper.csv"),
              "a sheet without a name is the file");
    arena_free(arena);
}

static void test_order(void)
{
    static const struct {
        uint32_t row;
        uint32_t column;
    } cells[] = {{3, 1}, {0, 5}, {3, 0}, {1, 9}};
    Arena                *arena = arena_new(tap_out_of_memory);
    const SpreadsheetCell cell = text_cell(3, 1, "x");
    const Source         *source = source_of(arena, "One", &cell, 1);
    Diags                 diags = diags_new(arena);
    for (size_t i = 0; i < LENGTH(cells); i++) {
        diag(&diags, DIAG_BAD_CHARACTER, sheet_span(source, cells[i].row, cells[i].column), "x");
    }
    diags_sort(&diags);
    bool good = source_cell(diags.items[0]->span).column == 5 &&
                source_cell(diags.items[1]->span).column == 9 &&
                source_cell(diags.items[2]->span).column == 0 &&
                source_cell(diags.items[3]->span).column == 1;
    tap_point(good, "findings are in the order of the cells, whether empty or not");
    arena_free(arena);
}

// Every cell of a row, and its spot: nowhere before the cell before it.
static void test_spots(void)
{
    Arena                *arena = arena_new(tap_out_of_memory);
    const SpreadsheetCell cells[] = {text_cell(0, 3, "a"), text_cell(0, 5, "b"),
                                     text_cell(0, 90, "c"), text_cell(1, 40, "d")};
    const Source         *source = source_of(arena, "One", cells, LENGTH(cells));
    bool                  good = str_is(source->bytes, " |  |  | a |  | b | … | c\n | … | d");
    if (!good) tap_comment(source->bytes);
    for (uint32_t row = 0; row < 2; row++) {
        size_t last = 0;
        for (uint32_t column = 0; column < 100; column++) {
            SourceCell cell = source_cell(sheet_span(source, row, column));
            good = good && cell.row == row && cell.column == column && cell.start >= last &&
                   cell.end >= cell.start;
            last = cell.end;
        }
    }
    tap_point(good, "each cell of a row has its spot after the one before");
    arena_free(arena);
}

static void test_size(void)
{
    Arena *arena = arena_new(tap_out_of_memory);
    Text   text = text_new(arena);
    text_repeat(&text, 'x', 100000);
    text_add_char(&text, '\0');
    const SpreadsheetCell cells[] = {text_cell(0, 0, text.data),
                                     text_cell(0, 1, "a\x1B\xE2\x80\xAE\xFF"),
                                     text_cell(1048575, 16383, "far")};
    const Source         *source = source_of(arena, "Bob\x1B[1m", cells, LENGTH(cells));
    tap_point(source->bytes.len < 400 && source->line_count == 2 &&
                  str_is(source->sheet, "Bob [1m"),
              "a long text is cut, and what a terminal must not be sent is a space");
    tap_point(prints(arena, sheet_span(source, 1048575, 16383),
                     "paper.xlsx: Bob [1m!XFD1048576: error[BCF102]: words\n"
                     "1048576 |  | … | far\n"
                     "        |        ^^^\n"),
              "a stray cell in the last row costs one line");
    source = source_of(arena, "Empty", NULL, 0);
    tap_point(prints(arena, sheet_span(source, 0, 0),
                     "paper.xlsx: Empty!A1: error[BCF102]: words\n"
                     "     1 | \n"
                     "       | ^\n"),
              "a sheet without cells has places too");
    arena_free(arena);
}

int main(void)
{
    tap_begin();
    test_names();
    test_quotes();
    test_order();
    test_spots();
    test_size();
    return tap_end();
}
