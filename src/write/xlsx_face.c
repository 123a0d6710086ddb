#include "write/xlsx_face.h"

typedef struct Dress {
    Face        face;
    lxw_format *format;
} Dress;

// A star takes no place from the figures above and below: "_*" is as wide.
static const char *money_format_of(Numbers numbers, bool marked, bool has_pence)
{
    static const char *const formats[][2][2] = {
        [NUMBERS_STATEMENT] = {{"#,##0_*;[Red]-#,##0_*;\"-\"_*",
                                "#,##0\"*\";[Red]-#,##0\"*\";\"-*\""},
                               {"#,##0.00_*;[Red]-#,##0.00_*;\"-\"_*",
                                "#,##0.00\"*\";[Red]-#,##0.00\"*\";\"-*\""}},
        [NUMBERS_JOURNAL] = {{"#,##0_*;-#,##0_*;\"-\"_*", "#,##0\"*\";-#,##0\"*\";\"-*\""},
                             {"#,##0.00_*;-#,##0.00_*;\"-\"_*",
                              "#,##0.00\"*\";-#,##0.00\"*\";\"-*\""}},
        [NUMBERS_PLAIN] = {{"#,##0", "#,##0"}, {"#,##0.00", "#,##0.00"}},
    };
    return formats[numbers][has_pence][marked];
}

const char *face_number(Numbers numbers, CellType type, bool marked, bool has_pence)
{
    static const char *const percents[][2] = {
        [NUMBERS_STATEMENT] = {"0.00%_*;[Red]-0.00%_*;0.00%_*",
                               "0.00%\"*\";[Red]-0.00%\"*\";0.00%\"*\""},
        [NUMBERS_JOURNAL] = {"0.00%_*;-0.00%_*;0.00%_*", "0.00%\"*\";-0.00%\"*\";0.00%\"*\""},
        [NUMBERS_PLAIN] = {"0.00%", "0.00%"},
    };
    switch (type) {
    case CELL_MONEY: return money_format_of(numbers, marked, has_pence);
    case CELL_PERCENT: return percents[numbers][marked];
    case CELL_COUNT: return numbers == NUMBERS_PLAIN ? "#,##0" : "#,##0_*;-#,##0_*;0_*";
    case CELL_EMPTY:
    case CELL_TEXT:
    case CELL_DATE: break;
    }
    return NULL;
}

static void dress_rules(lxw_format *format, Style style)
{
    switch (style) {
    case STYLE_HEAD: break;
    case STYLE_BODY:
        format_set_bottom(format, LXW_BORDER_THIN);
        format_set_bottom_color(format, FACE_HAIRLINE);
        break;
    case STYLE_SUBTOTAL:
        format_set_top(format, LXW_BORDER_THIN);
        format_set_top_color(format, FACE_NAVY);
        format_set_bottom(format, LXW_BORDER_THIN);
        format_set_bottom_color(format, FACE_HAIRLINE);
        break;
    case STYLE_TOTAL:
        format_set_top(format, LXW_BORDER_THIN);
        format_set_top_color(format, FACE_NAVY);
        format_set_bottom(format, LXW_BORDER_DOUBLE);
        format_set_bottom_color(format, FACE_NAVY);
        break;
    }
}

static void dress_look(lxw_format *format, const Face *face)
{
    switch (face->look) {
    case LOOK_TITLE:
        format_set_font_size(format, 16);
        format_set_bold(format);
        format_set_font_color(format, FACE_NAVY);
        break;
    case LOOK_SUBTITLE: format_set_bold(format); break;
    case LOOK_LINE: format_set_font_color(format, FACE_GREY); break;
    case LOOK_HEADING:
        format_set_bold(format);
        format_set_font_color(format, FACE_WHITE);
        format_set_bg_color(format, FACE_NAVY);
        break;
    case LOOK_CHECK: format_set_font_color(format, FACE_GREY); break;
    case LOOK_BODY:
        if (face->style != STYLE_BODY) format_set_bold(format);
        if (face->style == STYLE_HEAD) format_set_font_color(format, FACE_NAVY);
        dress_rules(format, face->style);
        break;
    }
}

static lxw_format *dress_new(lxw_workbook *book, const Face *face)
{
    lxw_format *format = workbook_add_format(book);
    if (!format) return NULL;
    dress_look(format, face);
    bool is_head = face->look == LOOK_BODY && face->style == STYLE_HEAD;
    format_set_align(format, is_head ? LXW_ALIGN_VERTICAL_BOTTOM : LXW_ALIGN_VERTICAL_CENTER);
    format_set_align(format, face->to_right ? LXW_ALIGN_RIGHT : LXW_ALIGN_LEFT);
    if (face->indent > 0) format_set_indent(format, (uint8_t)face->indent);
    if (face->number) format_set_num_format(format, face->number);
    if (face->wrapped) format_set_text_wrap(format);
    if (face->linked) {
        format_set_font_color(format, FACE_BLUE);
        format_set_underline(format, LXW_UNDERLINE_SINGLE);
    }
    return format;
}

static bool face_equal(const Face *a, const Face *b)
{
    return a->look == b->look && a->style == b->style && a->indent == b->indent &&
           a->number == b->number && a->to_right == b->to_right && a->wrapped == b->wrapped &&
           a->linked == b->linked;
}

lxw_format *wardrobe_format(Wardrobe *wardrobe, const Face *face)
{
    for (size_t i = 0; i < wardrobe->count; i++) {
        if (face_equal(&wardrobe->dresses[i].face, face)) return wardrobe->dresses[i].format;
    }
    wardrobe->dresses = arena_grow(wardrobe->arena, wardrobe->dresses, wardrobe->count,
                                   &wardrobe->capacity, sizeof *wardrobe->dresses);
    Dress *dress = &wardrobe->dresses[wardrobe->count++];
    *dress = (Dress){*face, dress_new(wardrobe->book, face)};
    return dress->format;
}

lxw_format *wardrobe_alarm(Wardrobe *wardrobe)
{
    lxw_format *format = workbook_add_format(wardrobe->book);
    if (!format) return NULL;
    format_set_bold(format);
    format_set_font_color(format, FACE_WHITE);
    format_set_bg_color(format, FACE_ALARM);
    return format;
}
