#include "write/ods_frame.h"

#include "write/layout.h"
#include "write/ods_text.h"

// The same in every file, or no two runs would write the same bytes.
#define CREATED_AT "2000-01-01T00:00:00"
#define CREATOR    "bcfledger"

Str ods_manifest(void)
{
#define PART(path, type)                                                                           \
    "<manifest:file-entry manifest:full-path=\"" path "\" manifest:media-type=\"" type "\""
    return STR(
        ODS_XML
        "<manifest:manifest"
        " xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\""
        " manifest:version=\"1.3\">" PART("/", ODS_MEDIATYPE) " manifest:version=\"1.3\"/>" PART(
            "content.xml",
            "text/xml") "/>" PART("styles.xml",
                                  "text/xml") "/>" PART("meta.xml",
                                                        "text/xml") "/></manifest:manifest>\n");
#undef PART
}

static void add_property(Text *out, const char *element, Str value)
{
    text_addf(out, "<%s>", element);
    ods_add_escaped(out, value);
    text_addf(out, "</%s>", element);
}

Str ods_meta(Arena *arena, const Workbook *workbook)
{
    Text out = text_new(arena);
    text_add(&out, STR(ODS_XML "<office:document-meta" ODS_NAMESPACES "><office:meta>"));
    add_property(&out, "meta:generator", STR(CREATOR));
    add_property(&out, "dc:title", workbook->title);
    add_property(&out, "dc:description", workbook->comments);
    add_property(&out, "dc:subject", workbook->subject);
    add_property(&out, "meta:initial-creator", STR(CREATOR));
    add_property(&out, "dc:creator", STR(CREATOR));
    add_property(&out, "meta:creation-date", STR(CREATED_AT));
    add_property(&out, "dc:date", STR(CREATED_AT));
    add_property(&out, "dc:language", STR("en-GB"));
    text_add(&out, STR("</office:meta></office:document-meta>\n"));
    return text_str(&out);
}

// One page wide, and as many tall as the table fits on.
static void add_layout(Text *out, size_t index, const Fit *fit)
{
    int narrow = fit->large ? 297 : 210; // Millimetres, of A3 or A4.
    int wide = fit->large ? 420 : 297;
    text_addf(out,
              "<style:page-layout style:name=\"layout-%zu\"><style:page-layout-properties"
              " fo:page-width=\"%dmm\" fo:page-height=\"%dmm\" style:print-orientation=\"%s\""
              " fo:margin-top=\"0.5in\" fo:margin-bottom=\"0.3in\" fo:margin-left=\"0.6in\""
              " fo:margin-right=\"0.6in\" style:first-page-number=\"continue\""
              " style:scale-to-X=\"1\" style:scale-to-Y=\"%zu\"",
              index, fit->landscape ? wide : narrow, fit->landscape ? narrow : wide,
              fit->landscape ? "landscape" : "portrait", fit->page_count);
    text_add(out, STR("/><style:footer-style><style:header-footer-properties"
                      " fo:min-height=\"0.4in\" fo:margin-left=\"0in\" fo:margin-right=\"0in\" "
                      "fo:margin-top=\"0.2in\"/></style:footer-style>"
                      "</style:page-layout>"));
}

static void add_page(Text *out, size_t index, const Table *table)
{
    text_addf(out,
              "<style:master-page style:name=\"page-%zu\" style:page-layout-name=\"layout-%zu\">"
              "<style:header style:display=\"false\"/><style:footer><style:region-left><text:p>",
              index, index);
    ods_add_escaped(out, layout_footer(out->arena, table));
    text_add(out, STR("</text:p></style:region-left><style:region-right><text:p>Page "
                      "<text:page-number>1</text:page-number> of "
                      "<text:page-count>1</text:page-count></text:p></style:region-right>"
                      "</style:footer></style:master-page>"));
}

Str ods_styles(Arena *arena, const Workbook *workbook, const Fit *fits)
{
    Text out = text_new(arena);
    text_add(&out,
             STR(ODS_XML "<office:document-styles" ODS_NAMESPACES "><office:font-face-decls>"
                         "<style:font-face style:name=\"Calibri\" svg:font-family=\"Calibri\""
                         " style:font-family-generic=\"swiss\" style:font-pitch=\"variable\"/>"
                         "</office:font-face-decls><office:styles>"
                         "<style:default-style style:family=\"table-cell\"><style:text-properties"
                         " style:font-name=\"Calibri\" fo:font-size=\"11pt\" fo:language=\"en\""
                         " fo:country=\"GB\"/></style:default-style>"
                         "<style:style style:name=\"Default\" style:family=\"table-cell\"/>"
                         "</office:styles><office:automatic-styles>"));
    for (size_t i = 0; i < workbook->count; i++) add_layout(&out, i, &fits[i]);
    text_add(&out, STR("</office:automatic-styles><office:master-styles>"));
    for (size_t i = 0; i < workbook->count; i++) add_page(&out, i, workbook->sheets[i].table);
    text_add(&out, STR("</office:master-styles></office:document-styles>\n"));
    return text_str(&out);
}
