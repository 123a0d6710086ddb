#include "parse/ods.h"

#include "parse/ods_part.h"

#define MEDIATYPE "application/vnd.oasis.opendocument.spreadsheet"

// What the file says it is; a template ends with "-template".
static bool take_mediatype(void *into, Str piece)
{
    Text *type = into;
    text_add(type, piece);
    return type->len < 1000;
}

static bool check_mediatype(Unzip *unzip)
{
    Text        type = text_new(unzip->arena);
    UnzipEntry *entry = unzip_find(unzip, STR("mimetype"));
    bool        good = entry && unzip_read(unzip, entry, take_mediatype, &type);
    good = good &&
           (str_is(text_str(&type), MEDIATYPE) || str_is(text_str(&type), MEDIATYPE "-template"));
    return good || unzip_refuse(unzip, "it is not a workbook");
}

// A part is locked by itself, and the list of parts says so; of late, all of them
// in one.
static bool check_unlocked(Unzip *unzip)
{
    bool    locked = unzip_find(unzip, STR("encrypted-package")) != NULL;
    XmlPart part = {.name = STR("META-INF/manifest.xml"), .has_namespaces = true};
    part.start = ods_manifest_start;
    part.into = &locked;
    if (!locked && !xml_read(unzip, &part)) return false;
    return !locked || unzip_refuse(unzip, "it is locked with a password: save it without one");
}

// The styles may be elsewhere, and there may be no settings.
static bool read_if_there(Unzip *unzip, XmlPart *part)
{
    return !unzip_find(unzip, part->name) || xml_read(unzip, part);
}

static bool read_content(Unzip *unzip, Spreadsheet *book)
{
    OdsPart into = {.book = book,
                    .cells_left = SPREADSHEET_CELL_MAX,
                    .copies_left = ODS_COPY_MAX,
                    .areas = areas_new(),
                    .hidden_styles = index_new(unzip->arena),
                    .open = {.shown = text_new(unzip->arena)}};
    XmlPart styles = {.name = STR("styles.xml"), .has_namespaces = true, .into = &into};
    XmlPart content = {.name = STR("content.xml"), .has_namespaces = true, .into = &into};
    styles.start = ods_style_start;
    content.start = ods_content_start;
    content.end = ods_content_end;
    if (!read_if_there(unzip, &styles) || !xml_read(unzip, &content)) return false;
    return book->sheet_count > 0 || unzip_refuse(unzip, "it has no sheets");
}

static bool read_book(Unzip *unzip, Spreadsheet *book)
{
    OdsSettings settings = {.book = book};
    XmlPart     part = {.name = STR("settings.xml"), .has_namespaces = true, .into = &settings};
    part.start = ods_settings_start;
    part.end = ods_settings_end;
    if (!check_mediatype(unzip) || !check_unlocked(unzip)) return false;
    if (!read_content(unzip, book) || !read_if_there(unzip, &part)) return false;
    for (size_t i = 0; i < unzip->entry_count; i++) {
        Str name = unzip->entries[i].name;
        if (str_starts(name, "Basic/") || str_starts(name, "Scripts/")) book->has_macros = true;
    }
    return xml_read_rest(unzip);
}

bool ods_read(Arena *arena, Str bytes, Spreadsheet *book, Str *why)
{
    Unzip unzip;
    *book = (Spreadsheet){0};
    bool good = unzip_open(&unzip, arena, bytes) && read_book(&unzip, book);
    unzip_close(&unzip);
    *why = unzip.why;
    return good;
}
