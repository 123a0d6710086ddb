#include "parse/table_file.h"

#include <string.h>

#include "base/text.h"
#include "parse/csv.h"
#include "parse/ods.h"
#include "parse/unzip.h"
#include "parse/xlsx.h"

#define SAVE_AS "open it in a spreadsheet program and save it as .xlsx"

// Files from before Excel 2007, and locked ones, are a folder of streams in one file.
#define OLE_ENTRY_BYTES 128 // Of its list, which begins with a name in UTF-16.
#define OLE_NAME_BYTES  64

static bool has_stream(Str bytes, const char *name)
{
    char   wanted[OLE_NAME_BYTES] = {0};
    size_t len = strlen(name);
    for (size_t i = 0; i < len; i++) wanted[2 * i] = name[i];
    for (size_t at = 512; at + OLE_ENTRY_BYTES <= bytes.len; at += OLE_ENTRY_BYTES) {
        if (memcmp(bytes.data + at, wanted, 2 * len + 2) == 0) return true;
    }
    return false;
}

static const char *ole_reason(Str bytes)
{
    if (has_stream(bytes, "EncryptedPackage")) {
        return "it is locked with a password: open it in Excel and save it without one";
    }
    if (has_stream(bytes, "Workbook") || has_stream(bytes, "Book")) {
        return "it is an .xls of before Excel 2007: " SAVE_AS;
    }
    if (has_stream(bytes, "WordDocument")) {
        return "it is a Word document: copy its table into a spreadsheet and save that as .xlsx";
    }
    return "it is an old Office file, or locked with a password: " SAVE_AS ", without a password";
}

// What begins like one of these is no table.
static const struct {
    const char *start;
    const char *reason;
} others[] = {
    {"%PDF-", "it is a PDF: ask for the spreadsheet it was made from, or copy its table into one"},
    {"{\\rtf", "it is an RTF document: copy its table into a spreadsheet and save that as .xlsx"},
    {"ID;PWXL", "it is a SYLK file: " SAVE_AS},
    {"ID;PSCALC", "it is a SYLK file: " SAVE_AS},
    {"MIME-Version:", "it is a saved web page, whatever its name says: " SAVE_AS},
    {"\x1F\x8B", "it is packed with gzip: unpack it first"},
    {"7z\xBC\xAF", "it is packed with 7-Zip: unpack it first"},
    {"Rar!\x1A", "it is packed with RAR: unpack it first"},
    {"\x89PNG", "it is a picture: type its figures into a spreadsheet"},
    {"\xFF\xD8\xFF", "it is a picture: type its figures into a spreadsheet"},
};

// Text that begins with an element: many systems export such as .xls.
static const char *markup_reason(Str bytes)
{
    size_t at = str_starts(bytes, "\xEF\xBB\xBF") ? 3 : 0;
    while (at < bytes.len && strchr(" \t\r\n", bytes.data[at]) && bytes.data[at]) at++;
    Str rest = str_from_to(bytes, at, bytes.len);
    if (rest.len < 2 || rest.data[0] != '<') return NULL;
    char c = rest.data[1];
    if (c == '?') return "it is XML, whatever its name says: " SAVE_AS;
    bool is_element = c == '!' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return is_element ? "it is a web page, whatever its name says: " SAVE_AS : NULL;
}

static const char *other_reason(Str bytes)
{
    if (bytes.len == 0) return "it is empty";
    if (str_starts(bytes, "\xD0\xCF\x11\xE0")) return ole_reason(bytes);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (str_starts(bytes, others[i].start)) return others[i].reason;
    }
    return markup_reason(bytes);
}

// Zip archives.

#define OPENDOCUMENT "application/vnd.oasis.opendocument."

typedef bool Read(Arena *arena, Str bytes, Spreadsheet *book, Str *why);

static bool has_folder(const Unzip *unzip, const char *folder)
{
    for (size_t i = 0; i < unzip->entry_count; i++) {
        if (str_starts(unzip->entries[i].name, folder)) return true;
    }
    return false;
}

static bool is_numbers(const Unzip *unzip)
{
    return has_folder(unzip, "Index/") || unzip_find(unzip, STR("Index.zip")) ||
           unzip_find(unzip, STR("index.xml"));
}

static bool take_mediatype(void *into, Str piece)
{
    Text *type = into;
    text_add(type, piece);
    return type->len < 1000;
}

// The reader for an archive, or NULL and why there is none.
static Read *zip_reader(Unzip *unzip)
{
    UnzipEntry *mediatype = unzip_find(unzip, STR("mimetype"));
    Text        type = text_new(unzip->arena);
    if (mediatype) unzip_read(unzip, mediatype, take_mediatype, &type);
    if (str_starts(text_str(&type), OPENDOCUMENT "spreadsheet")) return ods_read;
    bool        is_text = str_starts(text_str(&type), OPENDOCUMENT "text");
    const char *reason = "it is a zip archive without a spreadsheet in it that could be read: "
                         "unpack it, or " SAVE_AS;
    if (is_text || has_folder(unzip, "word/")) {
        reason = "it is a text document: copy its table into a spreadsheet and save that as .xlsx";
    } else if (has_folder(unzip, "ppt/")) {
        reason = "it is a presentation: copy its table into a spreadsheet and save that as .xlsx";
    } else if (unzip_find(unzip, STR("xl/workbook.bin"))) {
        reason = "it is a binary workbook (.xlsb): " SAVE_AS;
    } else if (unzip_find(unzip, STR("[Content_Types].xml"))) {
        return xlsx_read;
    } else if (is_numbers(unzip)) {
        reason = "it is a Numbers spreadsheet: export it from Numbers as .xlsx";
    }
    unzip_refuse(unzip, "%s", reason);
    return NULL;
}

static bool read_zip(Arena *arena, Str bytes, Spreadsheet *book, Str *why)
{
    Unzip unzip;
    Read *read = unzip_open(&unzip, arena, bytes) ? zip_reader(&unzip) : NULL;
    unzip_close(&unzip);
    *why = unzip.why;
    return read && read(arena, bytes, book, why);
}

static bool read_text(Arena *arena, Str name, Str bytes, Spreadsheet *book, Str *why)
{
    if (csv_read(arena, bytes, book, why)) return true;
    if (str_ends(name, ".xlsx") || str_ends(name, ".xlsm") || str_ends(name, ".ods")) {
        *why =
            str_format(arena, "it is damaged, or no workbook at all; as text, %.*s", STR_ARG(*why));
    }
    return false;
}

bool table_file_read(Arena *arena, Str name, Str bytes, Spreadsheet *book, Str *why)
{
    const char *reason = other_reason(bytes);
    bool        is_zip = str_starts(bytes, "PK\003\004") || str_starts(bytes, "PK\005\006");
    Text        harmless = text_new(arena);
    *book = (Spreadsheet){0};
    *why = str_from(reason);
    if (!reason && is_zip && read_zip(arena, bytes, book, why)) return true;
    if (!reason && !is_zip && read_text(arena, name, bytes, book, why)) return true;
    *book = (Spreadsheet){0};
    text_add_harmless(&harmless, *why, '?'); // It may quote what the file says.
    *why = text_str(&harmless);
    return false;
}
