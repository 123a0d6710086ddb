#include "parse/xml.h"

#include <expat.h>
#include <string.h>

#define DEPTH_MAX       64
#define TAG_BYTES_MAX   ((size_t)1 << 20) // With its attributes.
#define NAMESPACE_AFTER ' '               // Stands in no name of a namespace.

typedef struct {
    XML_Parser parser;
    XmlPart   *part;
    int        depth;
    size_t     silent; // Bytes since something was last heard.
} Stream;

__attribute__((format(printf, 3, 0))) static void refuse(XmlPart *part, Str place,
                                                         const char *format, va_list args)
{
    if (part->why.len > 0) return;
    Str reason = str_format_args(part->arena, format, args);
    part->why = str_format(part->arena, "%.*s: %.*s", STR_ARG(place), STR_ARG(reason));
}

void xml_refuse(XmlPart *part, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    refuse(part, part->name, format, args);
    va_end(args);
}

void xml_refuse_at(XmlPart *part, Str place, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    refuse(part, place, format, args);
    va_end(args);
}

// What an element means is told by its name alone where there are no namespaces.
static const char *local_name(const XmlPart *part, const char *name)
{
    const char *colon = part->has_namespaces ? NULL : strchr(name, ':');
    return colon ? colon + 1 : name;
}

Str xml_attribute(const XmlPart *part, const char *name)
{
    for (const char **at = part->attributes; at && at[0]; at += 2) {
        if (strcmp(at[0], name) == 0 || strcmp(local_name(part, at[0]), name) == 0) {
            return str_from(at[1]);
        }
    }
    return STR("");
}

Str xml_attribute_copy(const XmlPart *part, const char *name)
{
    return arena_copy(part->arena, xml_attribute(part, name));
}

bool xml_attribute_is_true(const XmlPart *part, const char *name)
{
    Str value = xml_attribute(part, name);
    return str_is(value, "1") || str_is(value, "true");
}

void xml_listen(XmlPart *part)
{
    part->listening = true;
    part->heard.len = 0;
}

static void stop_if_refused(Stream *stream)
{
    if (stream->part->why.len > 0) XML_StopParser(stream->parser, XML_FALSE);
}

static void on_start(void *data, const char *name, const char **attributes)
{
    Stream  *stream = data;
    XmlPart *part = stream->part;
    stream->silent = 0;
    if (++stream->depth > DEPTH_MAX) {
        xml_refuse(part, "its elements are more than %d deep", DEPTH_MAX);
    } else {
        part->attributes = attributes;
        if (part->start) part->start(part, str_from(local_name(part, name)));
    }
    stop_if_refused(stream);
}

static void on_end(void *data, const char *name)
{
    Stream  *stream = data;
    XmlPart *part = stream->part;
    stream->silent = 0;
    stream->depth--;
    if (part->end) part->end(part, str_from(local_name(part, name)));
    stop_if_refused(stream);
}

static void on_text(void *data, const char *text, int len)
{
    Stream  *stream = data;
    XmlPart *part = stream->part;
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
    xml_refuse(stream->part, "it declares a document type, as no spreadsheet program does");
    stop_if_refused(stream);
}

static bool take(void *into, Str piece)
{
    Stream  *stream = into;
    XmlPart *part = stream->part;
    stream->silent += piece.len;
    if (XML_Parse(stream->parser, piece.data, (int)piece.len, piece.len == 0) != XML_STATUS_OK) {
        xml_refuse(part, "%s in line %lu", XML_ErrorString(XML_GetErrorCode(stream->parser)),
                   (unsigned long)XML_GetCurrentLineNumber(stream->parser));
    }
    // An old expat reads an unfinished tag again with every piece: time, squared.
    if (stream->silent > TAG_BYTES_MAX) xml_refuse(part, "it has a tag without end");
    return part->why.len == 0;
}

static bool read_stream(Unzip *unzip, UnzipEntry *entry, XmlPart *part)
{
    Stream stream = {.part = part};
    stream.parser =
        part->has_namespaces ? XML_ParserCreateNS(NULL, NAMESPACE_AFTER) : XML_ParserCreate(NULL);
    if (!stream.parser) return unzip_refuse(unzip, "there is not enough memory to read it");
    XML_SetUserData(stream.parser, &stream);
    XML_SetElementHandler(stream.parser, on_start, on_end);
    XML_SetCharacterDataHandler(stream.parser, on_text);
    XML_SetStartDoctypeDeclHandler(stream.parser, on_doctype);
    bool good = unzip_read(unzip, entry, take, &stream);
    XML_ParserFree(stream.parser);
    return good || unzip_refuse(unzip, "%.*s", STR_ARG(part->why));
}

bool xml_read(Unzip *unzip, XmlPart *part)
{
    UnzipEntry *entry = unzip_find(unzip, part->name);
    if (!entry) return unzip_refuse(unzip, "it has no %.*s", STR_ARG(part->name));
    part->arena = unzip->arena;
    part->heard = text_new(unzip->arena);
    return read_stream(unzip, entry, part);
}

static bool pass_over(void *into, Str piece)
{
    (void)into;
    (void)piece;
    return true;
}

bool xml_read_rest(Unzip *unzip)
{
    for (size_t i = 0; i < unzip->entry_count; i++) {
        UnzipEntry *entry = &unzip->entries[i];
        XmlPart     part = {.name = entry->name};
        if (entry->read) continue;
        bool is_xml = str_ends(entry->name, ".xml") || str_ends(entry->name, ".rels");
        bool good = is_xml ? xml_read(unzip, &part) : unzip_read(unzip, entry, pass_over, NULL);
        if (!good) return false;
    }
    return true;
}

const char *xml_version(void)
{
    return XML_ExpatVersion();
}
