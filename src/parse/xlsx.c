#include "parse/xlsx.h"

#include <expat.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "base/index.h"
#include "parse/xlsx_part.h"

#define CHUNK_BYTES      65536
#define XML_DEPTH_MAX    64
#define XML_TAG_MAX      ((size_t)1 << 20)   // With its attributes.
#define RATIO_BYTES_FROM ((uint64_t)1 << 20) // Smaller parts may shrink as they like.

typedef struct {
    Str          name;
    zip_uint64_t number; // In the archive.
    bool         read;
} Entry;

// An open workbook: a zip archive in memory.
typedef struct {
    Arena *arena;
    zip_t *zip;
    Entry *entries;
    size_t entry_count;
    Index  by_name;
    size_t unpacked; // Bytes so far.
    size_t cells_left;
    bool   has_macros;
    bool   has_external_links;
    Str    why;
} Package;

static bool refuse(Package *package, const char *format, ...) __attribute__((format(printf, 2, 3)));

static bool refuse(Package *package, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (package->why.len == 0) package->why = str_format_args(package->arena, format, args);
    va_end(args);
    return false;
}

// The archive.

static bool ratio_is_absurd(uint64_t size, uint64_t packed)
{
    return size > RATIO_BYTES_FROM && size / XLSX_RATIO_MAX > packed;
}

static bool add_entry(Package *package, zip_uint64_t number, zip_uint64_t *total)
{
    zip_stat_t   stat;
    zip_uint64_t wanted = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE |
                          ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
    zip_stat_init(&stat);
    if (zip_stat_index(package->zip, number, 0, &stat) != 0 || (stat.valid & wanted) != wanted) {
        return refuse(package, "its table of contents is damaged");
    }
    if (stat.encryption_method != ZIP_EM_NONE) return refuse(package, "%s is encrypted", stat.name);
    if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE) {
        return refuse(package, "%s is packed in an unusual way", stat.name);
    }
    *total += stat.size;
    if (stat.size > XLSX_UNPACKED_MAX || *total > XLSX_UNPACKED_MAX) {
        return refuse(package, "it unpacks to more than %zu MiB", XLSX_UNPACKED_MAX >> 20);
    }
    if (ratio_is_absurd(stat.size, stat.comp_size)) {
        return refuse(package, "%s unpacks to more than %d times its size", stat.name,
                      XLSX_RATIO_MAX);
    }
    Entry *entry = &package->entries[package->entry_count++];
    *entry = (Entry){.name = arena_copy(package->arena, str_from(stat.name)), .number = number};
    if (str_ends(entry->name, "vbaProject.bin")) package->has_macros = true;
    if (str_starts(entry->name, "xl/externalLinks/")) package->has_external_links = true;
    if (index_add(&package->by_name, entry->name, entry)) {
        return refuse(package, "%s is there twice", stat.name);
    }
    return true;
}

static bool add_entries(Package *package)
{
    zip_int64_t  count = zip_get_num_entries(package->zip, 0);
    zip_uint64_t total = 0;
    if (count < 0 || count > XLSX_ENTRY_MAX) {
        return refuse(package, "it has more than %d parts", XLSX_ENTRY_MAX);
    }
    package->entries = ARENA_ARRAY(package->arena, Entry, (size_t)count);
    for (zip_int64_t i = 0; i < count; i++) {
        if (!add_entry(package, (zip_uint64_t)i, &total)) return false;
    }
    return true;
}

static bool package_open(Package *package, Str bytes)
{
    // Excel locks a workbook with a password by putting it in such a file.
    if (str_starts(bytes, "\xD0\xCF\x11\xE0")) {
        return refuse(package, "it is locked with a password, or older than Excel 2007");
    }
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(bytes.data, bytes.len, 0, &error);
    if (source) package->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (source && !package->zip) zip_source_free(source);
    zip_error_fini(&error);
    if (!package->zip) return refuse(package, "it is not a workbook, or is cut short");
    return add_entries(package);
}

// Elements.

typedef struct {
    XML_Parser parser;
    Part      *part;
    int        depth;
    size_t     silent; // Bytes since something was last heard.
} Stream;

static void stop_if_refused(Stream *stream)
{
    if (stream->part->why.len > 0) XML_StopParser(stream->parser, XML_FALSE);
}

static Str local_name(const char *name)
{
    const char *colon = strchr(name, ':');
    return str_from(colon ? colon + 1 : name);
}

static void on_start(void *data, const char *name, const char **attributes)
{
    Stream *stream = data;
    Part   *part = stream->part;
    stream->silent = 0;
    if (++stream->depth > XML_DEPTH_MAX) {
        part_refuse(part, "its elements are more than %d deep", XML_DEPTH_MAX);
    } else {
        part->attributes = attributes;
        if (part->start) part->start(part, local_name(name));
    }
    stop_if_refused(stream);
}

static void on_end(void *data, const char *name)
{
    Stream *stream = data;
    stream->silent = 0;
    stream->depth--;
    if (stream->part->end) stream->part->end(stream->part, local_name(name));
    stop_if_refused(stream);
}

static void on_text(void *data, const char *text, int len)
{
    Stream *stream = data;
    Part   *part = stream->part;
    stream->silent = 0;
    if (part->listening) text_add(&part->heard, (Str){text, (size_t)len});
}

// No workbook has one, and all the ways to make XML explode begin with one.
static void on_doctype(void *data, const char *name, const char *system, const char *public,
                       int internal)
{
    (void)name;
    (void)system;
    (void)public;
    (void)internal;
    Stream *stream = data;
    part_refuse(stream->part, "it declares a document type");
    stop_if_refused(stream);
}

static bool parse_chunk(Package *package, Stream *stream, zip_file_t *file)
{
    Part *part = stream->part;
    void *buffer = XML_GetBuffer(stream->parser, CHUNK_BYTES);
    if (!buffer) return refuse(package, "there is not enough memory to read it");
    zip_int64_t got = zip_fread(file, buffer, CHUNK_BYTES);
    if (got < 0) return refuse(package, "%.*s is damaged", STR_ARG(part->name));
    stream->silent += (size_t)got;
    package->unpacked += (size_t)got;
    if (package->unpacked > XLSX_UNPACKED_MAX) {
        return refuse(package, "it unpacks to more than %zu MiB", XLSX_UNPACKED_MAX >> 20);
    }
    if (XML_ParseBuffer(stream->parser, (int)got, got == 0) != XML_STATUS_OK) {
        part_refuse(part, "%s in line %lu", XML_ErrorString(XML_GetErrorCode(stream->parser)),
                    (unsigned long)XML_GetCurrentLineNumber(stream->parser));
        return refuse(package, "%.*s", STR_ARG(part->why));
    }
    // An old expat reads an unfinished tag again with every chunk: time, squared.
    if (stream->silent > XML_TAG_MAX) {
        return refuse(package, "%.*s has a tag without end", STR_ARG(part->name));
    }
    return got > 0;
}

static bool read_stream(Package *package, Part *part, zip_file_t *file)
{
    Stream stream = {.parser = XML_ParserCreate(NULL), .part = part};
    if (!stream.parser) return refuse(package, "there is not enough memory to read it");
    XML_SetUserData(stream.parser, &stream);
    XML_SetElementHandler(stream.parser, on_start, on_end);
    XML_SetCharacterDataHandler(stream.parser, on_text);
    XML_SetStartDoctypeDeclHandler(stream.parser, on_doctype);
    while (parse_chunk(package, &stream, file)) continue;
    XML_ParserFree(stream.parser);
    return package->why.len == 0;
}

static bool read_part(Package *package, Part *part)
{
    part->arena = package->arena;
    part->heard = text_new(package->arena);
    Entry *entry = index_find(&package->by_name, part->name);
    if (!entry) return refuse(package, "it has no %.*s", STR_ARG(part->name));
    entry->read = true;
    zip_file_t *file = zip_fopen_index(package->zip, entry->number, 0);
    if (!file) return refuse(package, "%.*s is damaged", STR_ARG(part->name));
    bool good = read_stream(package, part, file);
    zip_fclose(file);
    return good;
}

// The workbook.

// "xl/_rels/workbook.xml.rels" says where the parts of "xl/workbook.xml" are.
static bool read_relations(Package *package, Str of, Relations *relations)
{
    size_t name = of.len;
    while (name > 0 && of.data[name - 1] != '/') name--;
    Part part = {.start = relations_start, .into = relations};
    part.name = str_format(package->arena, "%.*s_rels/%.*s.rels", (int)name, of.data,
                           STR_ARG(str_from_to(of, name, of.len)));
    return read_part(package, &part);
}

static bool read_strings(Package *package, Str book_path, const Relations *relations,
                         Strings *strings)
{
    const Relation *relation = relation_by_type(relations, "/sharedStrings");
    if (!relation) return true; // A workbook of numbers alone.
    Part part = {.start = strings_start, .end = strings_end, .into = strings};
    part.name = part_path(package->arena, book_path, relation->target);
    return read_part(package, &part);
}

static bool read_sheet(Package *package, Str path, const Strings *strings, XlsxSheet *sheet)
{
    SheetPart into = {.strings = strings, .sheet = sheet, .cells_left = &package->cells_left};
    into.value = text_new(package->arena);
    Part part = {.name = path, .start = sheet_start, .end = sheet_end, .into = &into};
    return read_part(package, &part);
}

static bool read_sheets(Package *package, Str book_path, const Relations *relations,
                        const BookPart *parts)
{
    Strings strings = {0};
    if (!read_strings(package, book_path, relations, &strings)) return false;
    for (size_t i = 0; i < parts->book->sheet_count; i++) {
        XlsxSheet      *sheet = &parts->book->sheets[i];
        const Relation *relation = relation_by_id(relations, parts->relation_ids[i]);
        if (!relation) return refuse(package, "sheet '%.*s' has no part", STR_ARG(sheet->name));
        if (!str_ends(relation->type, "/worksheet")) continue; // A sheet that is one chart.
        Str path = part_path(package->arena, book_path, relation->target);
        if (!read_sheet(package, path, &strings, sheet)) return false;
    }
    return true;
}

// Styles, properties and the like mean nothing here, but a workbook in which
// they are damaged is a damaged workbook: Excel would not open it.
static bool read_rest(Package *package)
{
    for (size_t i = 0; i < package->entry_count; i++) {
        const Entry *entry = &package->entries[i];
        Part         part = {.name = entry->name};
        bool         xml = str_ends(entry->name, ".xml") || str_ends(entry->name, ".rels");
        if (xml && !entry->read && !read_part(package, &part)) return false;
    }
    return true;
}

static bool read_book(Package *package, XlsxBook *book)
{
    if (!index_find(&package->by_name, STR("[Content_Types].xml"))) {
        return refuse(package, "it is not a workbook");
    }
    Relations root = {0};
    Relations relations = {0};
    BookPart  parts = {.book = book};
    if (!read_relations(package, STR(""), &root)) return false;
    const Relation *relation = relation_by_type(&root, "/officeDocument");
    if (!relation) return refuse(package, "it is not a workbook");
    Part part = {.start = book_start, .into = &parts};
    part.name = part_path(package->arena, STR(""), relation->target);
    if (!read_relations(package, part.name, &relations)) return false;
    if (!read_part(package, &part)) return false;
    if (book->sheet_count == 0) return refuse(package, "it has no sheets");
    book->has_macros = package->has_macros || relation_by_type(&relations, "/vbaProject");
    book->has_external_links =
        package->has_external_links || relation_by_type(&relations, "/externalLink");
    return read_sheets(package, part.name, &relations, &parts) && read_rest(package);
}

bool xlsx_read(Arena *arena, Str bytes, XlsxBook *book, Str *why)
{
    Package package = {.arena = arena, .by_name = index_new(arena), .cells_left = XLSX_CELL_MAX};
    *book = (XlsxBook){0};
    bool good = package_open(&package, bytes) && read_book(&package, book);
    if (package.zip) zip_discard(package.zip);
    *why = package.why;
    return good;
}

// The one double of this folder: it is what a spreadsheet holds.
bool xlsx_scaled(const XlsxCell *cell, int64_t scale, int64_t *out)
{
    Str   text = cell->text;
    char *end = NULL;
    // strtod would also read "inf", "nan" and "0x10". It stops at the NUL after the text.
    if (cell->kind != XLSX_NUMBER || strspn(text.data, "+-.0123456789Ee") != text.len) return false;
    double units = strtod(text.data, &end) * (double)scale;
    if (text.len == 0 || end != text.data + text.len || !(fabs(units) <= 9e15)) return false;
    *out = llround(units);
    // A millionth of a unit, and what the 53 bits of a large number cannot say.
    return fabs(units - (double)*out) <= 1e-6 + fabs(units) * DBL_EPSILON * 2;
}

const char *xlsx_xml_version(void)
{
    return XML_ExpatVersion();
}

const char *xlsx_zip_version(void)
{
    return zip_libzip_version();
}
