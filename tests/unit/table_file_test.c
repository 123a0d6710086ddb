// What a file is, its bytes say; what is no table is refused in words that say what to do.
#include <string.h>

#include "base/text.h"
#include "parse/table_file.h"
#include "tap.h"
#include "write/archive.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

#define OPEN "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
#define ODF  "urn:oasis:names:tc:opendocument:xmlns:"

typedef struct {
    const char *name;
    const char *text;
} PartText;

static Str zip_of(Arena *arena, const PartText *parts, size_t count)
{
    ArchivePart archive[8];
    Text        out = text_new(arena);
    Str         why;
    for (size_t i = 0; i < count; i++) {
        archive[i] = (ArchivePart){str_from(parts[i].name), str_from(parts[i].text), false};
    }
    if (!archive_write(arena, archive, count, &out, &why)) tap_comment(why);
    return text_str(&out);
}

// The list of streams of such a file begins somewhere after its header.
static Str ole_with(Arena *arena, const char *stream)
{
    size_t size = 4096;
    size_t at = 2048 + 128;
    char  *bytes = ARENA_ARRAY(arena, char, size);
    memcpy(bytes, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
    for (size_t i = 0; stream[i]; i++) bytes[at + 2 * i] = stream[i];
    return (Str){bytes, size};
}

static bool is_refused(Arena *arena, const char *name, Str bytes, const char *reason)
{
    Spreadsheet book;
    Str         why = STR("");
    bool        good = !table_file_read(arena, str_from(name), bytes, &book, &why) &&
                str_is(why, reason) && book.sheet_count == 0;
    if (!good) tap_comment(str_format(arena, "%s: %.*s", reason, STR_ARG(why)));
    return good;
}

static void test_formats(void)
{
    static const PartText xlsx[] = {
        {"[Content_Types].xml", OPEN "<Types/>"},
        {"_rels/.rels", "<Relationships><Relationship Id=\"a\" Type=\"http://x/officeDocument\""
                        " Target=\"xl/workbook.xml\"/></Relationships>"},
        {"xl/workbook.xml", "<workbook><sheets><sheet name=\"X\" r:id=\"s\"/></sheets></workbook>"},
        {"xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"s\" Type=\"http://x/"
                                       "worksheet\" Target=\"one.xml\"/></Relationships>"},
        {"xl/one.xml", "<worksheet/>"},
    };
    static const PartText ods[] = {
        {"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
        {"META-INF/manifest.xml", "<a/>"},
        {"content.xml", "<o:a xmlns:o='" ODF "office:1.0' xmlns:t='" ODF "table:1.0'>"
                        "<t:table t:name='O'/></o:a>"},
    };
    Arena      *arena = arena_new(tap_out_of_memory);
    Spreadsheet book;
    Str         why;
    Str         bytes = zip_of(arena, xlsx, LENGTH(xlsx));
    bool good = table_file_read(arena, STR("a.csv"), bytes, &book, &why) && book.delimiter == 0 &&
                str_is(book.sheets[0].name, "X");
    bytes = zip_of(arena, ods, LENGTH(ods));
    good = good && table_file_read(arena, STR("a.xlsx"), bytes, &book, &why) &&
           str_is(book.sheets[0].name, "O");
    bytes = STR("a\tb\n1\t2\n");
    good = good && table_file_read(arena, STR("a.xls"), bytes, &book, &why) &&
           book.delimiter == '\t' && book.sheets[0].cell_count == 4;
    good = good && table_file_read(arena, STR("a.csv"), STR("PK,ID;P\n<1,2"), &book, &why) &&
           book.sheets[0].cell_count == 4;
    if (!good) tap_comment(why);
    tap_point(good, "a workbook of either kind and a table of text are read under any name");
    arena_free(arena);
}

#define SAVE_AS  "open it in a spreadsheet program and save it as .xlsx"
#define COPY     ": copy its table into a spreadsheet and save that as .xlsx"
#define WEB_PAGE "it is a web page, whatever its name says: " SAVE_AS

static void test_other_files(void)
{
    static const struct {
        const char *bytes;
        const char *why;
    } cases[] = {
        {"", "it is empty"},
        {"%PDF-1.7\n",
         "it is a PDF: ask for the spreadsheet it was made from, or copy its table into one"},
        {"{\\rtf1\\ansi", "it is an RTF document" COPY},
        {"ID;PWXL;N;E\r\n", "it is a SYLK file: " SAVE_AS},
        {"MIME-Version: 1.0\r\n", "it is a saved web page, whatever its name says: " SAVE_AS},
        {"\x1F\x8B\x08", "it is packed with gzip: unpack it first"},
        {"7z\xBC\xAF\x27\x1C", "it is packed with 7-Zip: unpack it first"},
        {"Rar!\x1A\x07", "it is packed with RAR: unpack it first"},
        {"\x89PNG\r\n", "it is a picture: type its figures into a spreadsheet"},
        {"\xFF\xD8\xFF\xE0", "it is a picture: type its figures into a spreadsheet"},
        {"<html>", WEB_PAGE},
        {"\xEF\xBB\xBF\r\n <!DOCTYPE html>", WEB_PAGE},
        {"<TABLE>", WEB_PAGE},
        {"<?xml version='1.0'?><Workbook/>", "it is XML, whatever its name says: " SAVE_AS},
        {"PK\003\004", "it is not a workbook, or is cut short"},
    };
    Arena *arena = arena_new(tap_out_of_memory);
    bool   good = true;
    for (size_t i = 0; i < LENGTH(cases); i++) {
        good &= is_refused(arena, "a.xls", str_from(cases[i].bytes), cases[i].why);
    }
    tap_point(good, "a file that is no table is named, with what to do about it");
    good = is_refused(arena, "a.csv", STR("a\n\x01"),
                      "line 2 has a control character (U+0001), which no table of text has") &&
           is_refused(arena, "a.xlsx", STR("a\n\x01"),
                      "it is damaged, or no workbook at all; as text, line 2 has a control "
                      "character (U+0001), which no table of text has");
    tap_point(good, "what calls itself a workbook and is not even text is said to be damaged");
    arena_free(arena);
}

static void test_old_files(void)
{
    static const struct {
        const char *stream;
        const char *why;
    } cases[] = {
        {"EncryptedPackage",
         "it is locked with a password: open it in Excel and save it without one"},
        {"Workbook", "it is an .xls of before Excel 2007: " SAVE_AS},
        {"Book", "it is an .xls of before Excel 2007: " SAVE_AS},
        {"WordDocument", "it is a Word document" COPY},
        {"Workbooks",
         "it is an old Office file, or locked with a password: " SAVE_AS ", without a password"},
    };
    Arena *arena = arena_new(tap_out_of_memory);
    bool   good = true;
    for (size_t i = 0; i < LENGTH(cases); i++) {
        good &= is_refused(arena, "a.xlsx", ole_with(arena, cases[i].stream), cases[i].why);
    }
    tap_point(good, "a locked workbook and one of before Excel 2007 are told apart");
    arena_free(arena);
}

static void test_other_archives(void)
{
    static const struct {
        PartText    part;
        const char *why;
    } cases[] = {
        {{"mimetype", "application/vnd.oasis.opendocument.text"}, "it is a text document" COPY},
        {{"mimetype", "application/epub+zip"},
         "it is a zip archive without a spreadsheet in it that could be read: unpack it, "
         "or " SAVE_AS},
        {{"word/document.xml", "<a/>"}, "it is a text document" COPY},
        {{"ppt/presentation.xml", "<a/>"}, "it is a presentation" COPY},
        {{"xl/workbook.bin", "x"}, "it is a binary workbook (.xlsb): " SAVE_AS},
        {{"Index/Document.iwa", "x"},
         "it is a Numbers spreadsheet: export it from Numbers as .xlsx"},
        {{"Index.zip", "x"}, "it is a Numbers spreadsheet: export it from Numbers as .xlsx"},
        {{"budget.csv", "a,b"},
         "it is a zip archive without a spreadsheet in it that could be read: unpack it, "
         "or " SAVE_AS},
        {{"encrypted-package", "x"},
         "it is a zip archive without a spreadsheet in it that could be read: unpack it, "
         "or " SAVE_AS},
        {{"[Content_Types].xml", "<!DOCTYPE x><x/>"}, "it has no _rels/.rels"},
    };
    static const PartText locked[] = {
        {"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
        {"encrypted-package", "x"},
    };
    Arena *arena = arena_new(tap_out_of_memory);
    bool   good = is_refused(arena, "a.ods", zip_of(arena, locked, LENGTH(locked)),
                             "it is locked with a password: save it without one");
    for (size_t i = 0; i < LENGTH(cases); i++) {
        good &= is_refused(arena, "a.zip", zip_of(arena, &cases[i].part, 1), cases[i].why);
    }
    tap_point(good, "an archive of something else is named, with what to do about it");
    arena_free(arena);
}

int main(void)
{
    tap_begin();
    test_formats();
    test_other_files();
    test_old_files();
    test_other_archives();
    return tap_end();
}
