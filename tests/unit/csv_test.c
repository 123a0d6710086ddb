// A table of comma-separated values is read as it is written, or refused with its place.
#include <string.h>

#include "base/cell_name.h"
#include "parse/csv.h"
#include "tap.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

// "A1=Beds B1=600": all that is in a table, or why it is refused.
static Str read_all(Arena *arena, Str bytes, Spreadsheet *book)
{
    Str  why = STR("");
    Text text = text_new(arena);
    if (!csv_read(arena, bytes, book, &why)) return why;
    const SpreadsheetSheet *sheet = &book->sheets[0];
    if (book->sheet_count != 1 || sheet->name.len > 0) return STR("not one sheet without a name");
    for (size_t i = 0; i < sheet->cell_count; i++) {
        const SpreadsheetCell *cell = &sheet->cells[i];
        if (cell->kind != SPREADSHEET_TEXT || cell->format.kind != SHOWN_GENERAL) {
            return STR("a cell is no text");
        }
        if (i > 0) text_add_char(&text, ' ');
        cell_name_add(&text, cell->row, cell->column);
        text_addf(&text, "=%.*s", STR_ARG(cell->text));
    }
    return text_str(&text);
}

typedef struct {
    const char *bytes;
    const char *cells;
    char        delimiter; // NUL where it does not matter.
} Case;

static bool reads(const Case *cases, size_t count)
{
    Arena *arena = arena_new(tap_out_of_memory);
    bool   good = true;
    for (size_t i = 0; i < count; i++) {
        Spreadsheet book;
        Str         cells = read_all(arena, str_from(cases[i].bytes), &book);
        char        delimiter = cases[i].delimiter;
        if (str_is(cells, cases[i].cells) && (!delimiter || book.delimiter == delimiter)) continue;
        good = false;
        tap_comment(str_format(arena, "%s: %.*s ('%c')", cases[i].bytes, STR_ARG(cells),
                               book.delimiter ? book.delimiter : '0'));
    }
    arena_free(arena);
    return good;
}

static void test_cells(void)
{
    static const Case cases[] = {
        {"", "", ','},
        {"\n\n", "", ','},
        {"a,b\nc,d\n", "A1=a B1=b A2=c B2=d", ','},
        {"a,b\r\nc,d", "A1=a B1=b A2=c B2=d", 0},
        {"a,b\rc,d\r", "A1=a B1=b A2=c B2=d", 0},
        {"a\n\n\rb", "A1=a A4=b", 0},
        {",,a,\n,b", "C1=a B2=b", 0},
        {" a , b ", "A1= a  B1= b ", 0},
        {"\"a,b\",\"c\"\"d\"\n", "A1=a,b B1=c\"d", 0},
        {"\"a\nb\r\nc\rd\",e", "A1=a\nb\nc\nd B1=e", 0},
        {"\"\",a,\"\"\"\"", "B1=a C1=\"", 0},
        {"5\" pipe,a\"b\"", "A1=5\" pipe B1=a\"b\"", 0},
        {"\"a\"", "A1=a", 0},
        {"\"1,158,022\",-1,=1+1", "A1=1,158,022 B1=-1 C1==1+1", 0},
        {"\xEF\xBB\xBF\"a\",b", "A1=a B1=b", 0},
    };
    tap_point(reads(cases, LENGTH(cases)), "cells are read as they are written, without quotes");
}

static void test_delimiters(void)
{
    static const Case cases[] = {
        {"a", "A1=a", ','},
        {"Scheme;Budget\nBeds;1,000\nCarers;2,000\n",
         "A1=Scheme B1=Budget A2=Beds B2=1,000 A3=Carers B3=2,000", ';'},
        {"Scheme\tBudget\nBeds, all\t1,000\n", "A1=Scheme B1=Budget A2=Beds, all B2=1,000", '\t'},
        {"Fund\n\nScheme;Budget\nBeds;1,5\n", "A1=Fund A3=Scheme B3=Budget A4=Beds B4=1,5", ';'},
        {"a; b,1\nc,2\n", "A1=a; b B1=1 A2=c B2=2", ','},
        {"\"a;b\",1\n\"c;d\",2\n", "A1=a;b B1=1 A2=c;d B2=2", ','},
        {"1,2,3\n4,5,6\n7;,8,9\n", "A1=1 B1=2 C1=3 A2=4 B2=5 C2=6 A3=7; B3=8 C3=9", ','},
        {"sep=;\na;b,c\n", "A1=a B1=b,c", ';'},
        {"SEP=\t\r\na\tb;c\n", "A1=a B1=b;c", '\t'},
        {"\xEF\xBB\xBFsep=|\ra|b\n", "A1=a B1=b", '|'},
        {"sep=,", "", ','},
        {"sep=;x\n", "A1=sep= B1=x", ';'},
        {"sep=x\n",
         "its first line says that its cells are parted by something other than a "
         "comma, a semicolon, a tab or '|'",
         0},
    };
    tap_point(reads(cases, LENGTH(cases)), "what parts the cells is told by the first lines");
}

static void test_characters(void)
{
    static const Case utf8[] = {
        {"\xC2\xA3"
         "1,\xE2\x82\xAC",
         "A1=£1 B1=€", 0},
        {"\xEF\xBB\xBF\xC2\xA3", "A1=£", 0},
    };
    static const Case windows[] = {
        {"\xA3"
         "1,\x80",
         "A1=£1 B1=€", 0},
        {"caf\xE9 \x96 \x93x\x94\xA0\xFF", "A1=café – “x”\xC2\xA0ÿ", 0},
    };
    Arena      *arena = arena_new(tap_out_of_memory);
    Spreadsheet book;
    bool        good = reads(utf8, LENGTH(utf8)) && reads(windows, LENGTH(windows));
    read_all(arena, str_from(utf8[0].bytes), &book);
    good = good && !book.is_windows_1252;
    read_all(arena, str_from(windows[0].bytes), &book);
    tap_point(good && book.is_windows_1252,
              "UTF-8 is read, or else Windows-1252, and which is said");
    static const unsigned char undefined[] = {0x81, 0x8D, 0x8F, 0x90, 0x9D};
    good = true;
    for (unsigned byte = 0x80; byte <= 0xFF; byte++) {
        const char bytes[] = {'a', '\r', '\n', (char)byte, '\r', '\n'};
        Str        read = read_all(arena, (Str){bytes, sizeof bytes}, &book);
        bool       refused = str_starts(read, "line 2 has the byte 0x");
        good = good && refused == (memchr(undefined, (int)byte, sizeof undefined) != NULL);
    }
    tap_point(good, "the five bytes that Windows-1252 leaves open are refused with their line");
    arena_free(arena);
}

static void test_refusals(void)
{
    const struct {
        Str         bytes;
        const char *why;
    } cases[] = {
        {STR("a,\"b\nc"), "B1: the quote that opens here is never closed"},
        {STR("a\nb\n\"c\n,d\n"), "A3: the quote that opens here is never closed"},
        {STR("a\nb,c,\"d\"e\n"), "C2: text follows the quote that closes the cell; a quote inside "
                                 "it must be written twice"},
        {STR("\"d\" ,e"), "A1: text follows the quote that closes the cell; a quote inside it "
                          "must be written twice"},
        {STR("a\nb\0c"), "line 2 has a NUL character (U+0000), which no table of text has"},
        {STR("a\n\x1B[1m"), "line 2 has a control character (U+001B), which no table of text has"},
        {STR("a\rb\x7F"), "line 2 has a control character (U+007F), which no table of text has"},
        {STR("\xC2\x85"), "line 1 has the line separator U+0085 (U+0085), which no table of text "
                          "has"},
        {STR("\xFF\xFE"
             "a\0"),
         "it is UTF-16 text: save it as CSV UTF-8"},
        {STR("\xFE\xFF\0a"), "it is UTF-16 text: save it as CSV UTF-8"},
        {STR("a\0,\0"), "it is UTF-16 text: save it as CSV UTF-8"},
        {STR("\xEF\xBB\xBF"
             "a\n\xA3"),
         "line 2 has the byte 0xA3, which is not UTF-8 as the file "
         "says it is"},
        {STR("a\n\x81"), "line 2 has the byte 0x81, which is neither UTF-8 nor Windows-1252: save "
                         "it as CSV UTF-8"},
    };
    Arena *arena = arena_new(tap_out_of_memory);
    bool   good = true;
    for (size_t i = 0; i < LENGTH(cases); i++) {
        Spreadsheet book;
        Str         why = STR("");
        if (!csv_read(arena, cases[i].bytes, &book, &why) && str_is(why, cases[i].why)) continue;
        good = false;
        tap_comment(why);
    }
    tap_point(good, "what cannot be read for certain is refused with its place");
    arena_free(arena);
}

static void test_limits(void)
{
    Arena      *arena = arena_new(tap_out_of_memory);
    Text        text = text_new(arena);
    Spreadsheet book;
    text_repeat(&text, ',', SPREADSHEET_COLUMN_MAX - 1);
    text_add_char(&text, 'a');
    bool good = str_is(read_all(arena, text_str(&text), &book), "XFD1=a");
    text_add(&text, STR(",,\n,b"));
    good = good && str_is(read_all(arena, text_str(&text), &book), "XFD1=a B2=b");
    text.len = SPREADSHEET_COLUMN_MAX - 1;
    text_add(&text, STR(",a"));
    good = good &&
           str_is(read_all(arena, text_str(&text), &book), "row 1 has more than 16384 columns");
    text.len = 0;
    text_repeat(&text, '\n', SPREADSHEET_ROW_MAX - 1);
    text_add_char(&text, 'a');
    good = good && str_is(read_all(arena, text_str(&text), &book), "A1048576=a");
    text.len--;
    text_add(&text, STR("\n\n"));
    good = good && str_is(read_all(arena, text_str(&text), &book), "");
    text_add_char(&text, 'a');
    good = good && str_is(read_all(arena, text_str(&text), &book), "it has more than 1048576 rows");
    text.len = 0;
    for (int i = 0; i <= SPREADSHEET_CELL_MAX; i++) {
        text_add(&text, i % 10000 == 9999 ? STR("a\n") : STR("a,"));
    }
    good =
        good && str_is(read_all(arena, text_str(&text), &book), "it has more than 20000000 cells");
    tap_point(good, "a table is no larger than a sheet can be; what is empty does not count");
    arena_free(arena);
}

int main(void)
{
    tap_begin();
    test_cells();
    test_delimiters();
    test_characters();
    test_refusals();
    test_limits();
    return tap_end();
}
