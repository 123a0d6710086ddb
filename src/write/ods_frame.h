// What stands around the content of an OpenDocument spreadsheet: the list of its
// parts, its properties, and the pages it is printed on. None of it says who
// wrote the file, when or where.
#pragma once
#include "base/text.h"
#include "report/table.h"
#include "write/fit.h"

// Of every part; the names of its elements and attributes are found there.
#define ODS_NAMESPACES                                                                             \
    " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""                           \
    " xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\""                             \
    " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\""                               \
    " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\""                             \
    " xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\""                        \
    " xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\""                    \
    " xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\""                      \
    " xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\""                               \
    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""                                               \
    " xmlns:xlink=\"http://www.w3.org/1999/xlink\" office:version=\"1.3\""
#define ODS_XML       "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define ODS_MEDIATYPE "application/vnd.oasis.opendocument.spreadsheet"

Str ods_manifest(void);
Str ods_meta(Arena *arena, const Workbook *workbook);

// The pages that the sheets are printed on; the page of sheet 0 is "page-0".
Str ods_styles(Arena *arena, const Workbook *workbook, const Fit *fits);
