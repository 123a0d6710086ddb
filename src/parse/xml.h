// Reads a part of an archive as XML, one element at a time. The parts that know
// what elements mean see no library and no file.
#pragma once
#include "base/text.h"
#include "parse/unzip.h"

typedef struct XmlPart XmlPart;

struct XmlPart {
    Str  name; // "xl/workbook.xml".
    bool has_namespaces;
    // Names are local ("sheet" of "x:sheet"), or with namespaces "urn:of:its sheet".
    void (*start)(XmlPart *part, Str element);
    void (*end)(XmlPart *part, Str element);
    void *into; // What it fills.
    // Of the reading.
    Arena       *arena;
    const char **attributes; // Of the element that starts: names and values, then NULL.
    bool         listening;  // Whether characters are wanted now.
    Text         heard;      // Those that came.
    Str          why;        // Why the part is refused; empty while it is not.
};

// False for a part that is not there, is damaged or refused: the archive then says why.
bool xml_read(Unzip *unzip, XmlPart *part);

// Every part nobody asked for: as XML where it is some. What they say means nothing
// here, but a workbook in which they are damaged is a damaged workbook.
bool xml_read_rest(Unzip *unzip);

// Of the element that starts; empty where it has none. Without namespaces, one
// that is written with a prefix is found too: "r:id" as "id".
Str  xml_attribute(const XmlPart *part, const char *name);
Str  xml_attribute_copy(const XmlPart *part, const char *name);
bool xml_attribute_is_true(const XmlPart *part, const char *name);

void xml_listen(XmlPart *part); // From here on, anew.

// The first reason is kept. It begins with the part's name, or with a place that says
// more to who must mend it: "Budget!C7".
void xml_refuse(XmlPart *part, const char *format, ...) __attribute__((format(printf, 2, 3)));
void xml_refuse_at(XmlPart *part, Str place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

const char *xml_version(void); // Of the library behind it.
