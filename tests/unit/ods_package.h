// OpenDocument spreadsheets made by hand, for the tests of their reader.
#pragma once
#include <string.h>

#include "parse/ods.h"
#include "tap.h"
#include "write/archive.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static inline bool contains(Str text, const char *part)
{
    for (size_t i = 0; i < text.len; i++) {
        if (str_starts(str_from_to(text, i, text.len), part)) return true;
    }
    return false;
}

// Packages made by hand.

#define ODF "urn:oasis:names:tc:opendocument:xmlns:"
#define PREFIXES                                                                                   \
    " xmlns:office='" ODF "office:1.0' xmlns:table='" ODF "table:1.0' xmlns:text='" ODF            \
    "text:1.0'"                                                                                    \
    " xmlns:style='" ODF "style:1.0' xmlns:draw='" ODF "drawing:1.0' xmlns:script='" ODF           \
    "script:1.0' xmlns:config='" ODF "config:1.0' xmlns:xlink='http://www.w3.org/1999/xlink'"      \
    " xmlns:calcext='urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0'"
#define STYLES(styles, book)                                                                       \
    "<office:document-content" PREFIXES "><office:automatic-styles>" styles                        \
    "</office:automatic-styles><office:body><office:spreadsheet>" book                             \
    "</office:spreadsheet></office:body></office:document-content>"
#define BOOK(book)   STYLES("", book)
#define SHEET(rows)  BOOK("<table:table table:name='One'>" rows "</table:table>")
#define ROW(cells)   "<table:table-row>" cells "</table:table-row>"
#define TEXT(text)   "<table:table-cell office:value-type='string'>" text "</table:table-cell>"
#define MANIFEST(in) "<manifest xmlns='" ODF "manifest:1.0'>" in "</manifest>"

typedef struct {
    const char *name;
    const char *text; // NULL leaves the part out.
} PartText;

static const PartText plain_parts[] = {
    {"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
    {"META-INF/manifest.xml", MANIFEST("")},
    {"content.xml", SHEET("")},
};

// The plain package with one part replaced, left out or added.
static inline Str package_with(Arena *arena, const char *name, const char *text)
{
    ArchivePart parts[LENGTH(plain_parts) + 1];
    size_t      count = 0;
    Text        out = text_new(arena);
    Str         why;
    for (size_t i = 0; i < LENGTH(plain_parts); i++) {
        if (strcmp(plain_parts[i].name, name) == 0) continue;
        Str bytes = str_from(plain_parts[i].text);
        parts[count++] = (ArchivePart){str_from(plain_parts[i].name), bytes, false};
    }
    if (text) parts[count++] = (ArchivePart){str_from(name), str_from(text), false};
    if (!archive_write(arena, parts, count, &out, &why)) tap_comment(why);
    return text_str(&out);
}

static inline bool read_content(Arena *arena, const char *content, Spreadsheet *book)
{
    Str  why = STR("");
    bool good = ods_read(arena, package_with(arena, "content.xml", content), book, &why);
    if (!good) tap_comment(why);
    return good;
}
