#include "write/ods_face.h"

// Three colours and greys; each is told from the others in black and white too.
#define NAVY     "#1f3a5f" // Headings and rules.
#define BLUE     "#1f4e9e" // Links.
#define GREY     "#595959" // What is said about the figures.
#define HAIRLINE "#d5dae1"
#define WHITE    "#ffffff"

#define INDENT_POINTS 8

// How the values of cells are printed. A nil is "0"; a number is never coloured.
static const struct {
    const char *name;
    const char *kind;
    const char *value;
} numbers[] = {
#define PLACES(decimals, grouping)                                                                 \
    "<number:number number:decimal-places=\"" decimals "\" number:min-decimal-places=\"" decimals  \
    "\" number:min-integer-digits=\"1\" number:grouping=\"" grouping "\"/>"
    {"whole", "number-style", PLACES("0", "true")},
    {"pence", "number-style", PLACES("2", "true")},
    {"percent", "percentage-style", PLACES("2", "false") "<number:text>%</number:text>"},
    {"text", "text-style", "<number:text-content/>"},
#undef PLACES
};

static void add_number_styles(Text *out)
{
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        text_addf(out, "<number:%s style:name=\"%s\">%s</number:%s>", numbers[i].kind,
                  numbers[i].name, numbers[i].value, numbers[i].kind);
    }
}

OdsCloset ods_closet_new(Arena *arena)
{
    OdsCloset closet = {.arena = arena, .styles = text_new(arena), .written = index_new(arena)};
    add_number_styles(&closet.styles);
    return closet;
}

// Whether a style is to be written down now.
static bool is_new(OdsCloset *closet, Str name)
{
    return !index_add(&closet->written, name, closet);
}

static const char *number_name(const OdsFace *face)
{
    switch (face->type) {
    case CELL_EMPTY: break;
    case CELL_TEXT:
    case CELL_DATE: return "text";
    case CELL_MONEY: return face->has_pence ? "pence" : "whole";
    case CELL_PERCENT: return "percent";
    case CELL_COUNT: return "whole";
    }
    return "text";
}

static const char *rules(Style style)
{
    switch (style) {
    case STYLE_HEAD: break;
    case STYLE_BODY: return " fo:border-bottom=\"0.75pt solid " HAIRLINE "\"";
    case STYLE_SUBTOTAL:
        return " fo:border-top=\"0.75pt solid " NAVY "\""
               " fo:border-bottom=\"0.75pt solid " HAIRLINE "\"";
    case STYLE_TOTAL:
        return " fo:border-top=\"0.75pt solid " NAVY "\" fo:border-bottom=\"2.25pt double " NAVY
               "\" style:border-line-width-bottom=\"0.75pt 0.75pt 0.75pt\"";
    }
    return "";
}

static void add_box(Text *out, const OdsFace *face)
{
    bool is_head = face->look == ODS_BODY && face->style == STYLE_HEAD;
    text_addf(out,
              "<style:table-cell-properties style:text-align-source=\"fix\""
              " style:vertical-align=\"%s\" fo:padding=\"1pt\"",
              is_head ? "bottom" : "middle");
    if (face->wrapped) text_add(out, STR(" fo:wrap-option=\"wrap\""));
    if (face->look == ODS_HEADING) text_add(out, STR(" fo:background-color=\"" NAVY "\""));
    if (face->look == ODS_BODY) text_add(out, str_from(rules(face->style)));
    text_addf(out, "/><style:paragraph-properties fo:text-align=\"%s\" fo:margin-left=\"%zupt\"/>",
              face->to_right ? "end" : "start", face->indent * INDENT_POINTS);
}

static const char *colour(const OdsFace *face)
{
    if (face->linked) return BLUE;
    switch (face->look) {
    case ODS_TITLE: return NAVY;
    case ODS_SUBTITLE: break;
    case ODS_LINE: return GREY;
    case ODS_HEADING: return WHITE;
    case ODS_BODY: return face->style == STYLE_HEAD ? NAVY : NULL;
    }
    return NULL;
}

static void add_type(Text *out, const OdsFace *face)
{
    bool is_bold = face->look == ODS_BODY ? face->style != STYLE_BODY : face->look != ODS_LINE;
    text_add(out, STR("<style:text-properties"));
    if (face->look == ODS_TITLE) text_add(out, STR(" fo:font-size=\"16pt\""));
    if (is_bold) text_add(out, STR(" fo:font-weight=\"bold\""));
    if (colour(face)) text_addf(out, " fo:color=\"%s\"", colour(face));
    if (face->linked) text_add(out, STR(" style:text-underline-style=\"solid\""));
    text_add(out, STR("/></style:style>"));
}

static const char *look_name(OdsLook look)
{
    switch (look) {
    case ODS_TITLE: return "title";
    case ODS_SUBTITLE: return "subtitle";
    case ODS_LINE: return "line";
    case ODS_HEADING: return "heading";
    case ODS_BODY: break;
    }
    return "body";
}

Str ods_cell_style(OdsCloset *closet, const OdsFace *face)
{
    const char *number = number_name(face);
    Str         name =
        str_format(closet->arena, "%s-%s-%s-%zu%s%s%s", look_name(face->look),
                   style_name(face->style), number, face->indent, face->to_right ? "-right" : "",
                   face->wrapped ? "-wrapped" : "", face->linked ? "-linked" : "");
    if (!is_new(closet, name)) return name;
    text_addf(&closet->styles,
              "<style:style style:name=\"%.*s\" style:family=\"table-cell\""
              " style:parent-style-name=\"Default\" style:data-style-name=\"%s\">",
              STR_ARG(name), number);
    add_box(&closet->styles, face);
    add_type(&closet->styles, face);
    return name;
}

// In hundredths of a point. On paper a digit of the body type is as wide as it is
// drawn; Excel's 7 dots of a screen would be too narrow.
#define DIGIT_WIDTH 558
#define CELL_MARGIN 375

Str ods_column_style(OdsCloset *closet, size_t digits)
{
    size_t hundredths = digits * DIGIT_WIDTH + CELL_MARGIN;
    Str    name = str_format(closet->arena, "column-%zu", digits);
    if (!is_new(closet, name)) return name;
    text_addf(&closet->styles,
              "<style:style style:name=\"%.*s\" style:family=\"table-column\">"
              "<style:table-column-properties style:column-width=\"%zu.%02zupt\"/></style:style>",
              STR_ARG(name), hundredths / 100, hundredths % 100);
    return name;
}

Str ods_row_style(OdsCloset *closet, size_t points)
{
    Str name = str_format(closet->arena, "row-%zu", points);
    if (!is_new(closet, name)) return name;
    text_addf(&closet->styles,
              "<style:style style:name=\"%.*s\" style:family=\"table-row\">"
              "<style:table-row-properties style:row-height=\"%zupt\""
              " style:use-optimal-row-height=\"false\"/></style:style>",
              STR_ARG(name), points);
    return name;
}
