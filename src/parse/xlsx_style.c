#include "parse/xlsx_style.h"

#include <string.h>

#define PLACES_MAX 30 // Excel shows no more.

// The numbers below 50 that need no code in the file: ECMA-376 part 1, 18.8.30.
static const char *const built_in[] = {
    [1] = "0",          [2] = "0.00",      [3] = "#,##0",        [4] = "#,##0.00",
    [5] = "$#,##0",     [6] = "$#,##0",    [7] = "$#,##0.00",    [8] = "$#,##0.00",
    [9] = "0%",         [10] = "0.00%",    [14] = "mm-dd-yy",    [15] = "d-mmm-yy",
    [16] = "d-mmm",     [17] = "mmm-yy",   [18] = "h:mm AM/PM",  [19] = "h:mm:ss AM/PM",
    [20] = "h:mm",      [21] = "h:mm:ss",  [22] = "m/d/yy h:mm", [37] = "#,##0",
    [38] = "#,##0",     [39] = "#,##0.00", [40] = "#,##0.00",    [41] = "#,##0",
    [42] = "$#,##0",    [43] = "#,##0.00", [44] = "$#,##0.00",   [45] = "mm:ss",
    [46] = "[h]:mm:ss", [47] = "mmss.0",
};

#define BUILT_IN_COUNT (sizeof built_in / sizeof *built_in)

// A code, as far as it was read.
typedef struct {
    bool     has_digits;
    bool     has_date;
    bool     has_percent;
    bool     is_strange; // A fraction, or a power of ten.
    bool     in_decimals;
    bool     after_digit; // Or after commas that follow one.
    unsigned decimals;
    unsigned thousands;
    unsigned commas; // They divide, unless another digit shows that they group.
} Code;

static size_t length_to(Str code, size_t at, char end)
{
    size_t next = at + 1;
    while (next < code.len && code.data[next] != end) next++;
    return next - at + 1;
}

// "[h]" counts hours past a day; "[Red]", "[$-809]" and "[<1000]" say nothing here.
static bool is_elapsed(Str bracket)
{
    for (size_t i = 0; i < bracket.len; i++) {
        if (!strchr("hHmMsS", bracket.data[i])) return false;
    }
    return bracket.len > 0;
}

static void read_digit(Code *read)
{
    if (read->in_decimals) read->decimals++;
    read->commas = 0;
    read->has_digits = true;
    read->after_digit = true;
}

static void end_number(Code *read)
{
    read->thousands += read->commas;
    read->commas = 0;
}

static bool is_power(Str code, size_t at)
{
    char sign = at + 1 < code.len ? code.data[at + 1] : ' ';
    return (code.data[at] == 'E' || code.data[at] == 'e') && (sign == '+' || sign == '-');
}

// Reads the token at a place. Returns its length.
static size_t read_token(Code *read, Str code, size_t at)
{
    char c = code.data[at];
    if (strchr("0#?", c)) {
        read_digit(read);
        return 1;
    }
    if (c == ',' && read->after_digit) {
        read->commas++;
        return 1;
    }
    read->after_digit = false;
    if (c == '"') return length_to(code, at, '"');
    if (c == '\\' || c == '_' || c == '*') return 2;
    if (c == '[') {
        size_t len = length_to(code, at, ']');
        size_t end = at + len - 1 < code.len ? at + len - 1 : code.len;
        if (is_elapsed(str_from_to(code, at + 1, end))) read->has_date = true;
        return len;
    }
    if (c == '.') {
        end_number(read);
        read->in_decimals = true;
    }
    if (c == '%') read->has_percent = true;
    if (c == '/' || is_power(code, at)) read->is_strange = true;
    if (strchr("dDmMyYhHsS", c)) read->has_date = true;
    return 1;
}

static uint8_t at_most(unsigned count)
{
    return (uint8_t)(count < PLACES_MAX ? count : PLACES_MAX);
}

SpreadsheetFormat xlsx_format(Str code)
{
    Code read = {0};
    for (size_t at = 0; at < code.len && code.data[at] && code.data[at] != ';';) {
        at += read_token(&read, code, at);
    }
    end_number(&read);
    if (read.has_date) return (SpreadsheetFormat){.kind = SHOWN_DATE};
    if (read.is_strange || !read.has_digits) return (SpreadsheetFormat){0};
    return (SpreadsheetFormat){read.has_percent ? SHOWN_PERCENT : SHOWN_NUMBER,
                               at_most(read.decimals), at_most(read.thousands)};
}

Styles styles_new(Arena *arena)
{
    return (Styles){.codes = index_new(arena)};
}

static void add_code(XmlPart *part, Styles *styles)
{
    SpreadsheetFormat *format = ARENA_NEW(part->arena, SpreadsheetFormat);
    *format = xlsx_format(xml_attribute(part, "formatCode"));
    index_add(&styles->codes, xml_attribute_copy(part, "numFmtId"), format);
}

static SpreadsheetFormat format_of(const Styles *styles, Str id)
{
    uint32_t                 number = 0;
    const SpreadsheetFormat *own = index_find(&styles->codes, id);
    if (own) return *own;
    if (spreadsheet_digits(id, BUILT_IN_COUNT - 1, &number) != id.len) number = 0;
    return xlsx_format(str_from(built_in[number]));
}

static void add_style(XmlPart *part, Styles *styles)
{
    if (styles->count == XLSX_STYLE_MAX) {
        xml_refuse(part, "it has more than %d styles", XLSX_STYLE_MAX);
        return;
    }
    styles->items = arena_grow(part->arena, styles->items, styles->count, &styles->capacity,
                               sizeof *styles->items);
    styles->items[styles->count++] = format_of(styles, xml_attribute(part, "numFmtId"));
}

void styles_start(XmlPart *part, Str element)
{
    Styles *styles = part->into;
    if (str_is(element, "numFmt")) add_code(part, styles);
    if (str_is(element, "cellXfs")) styles->of_cells = true;
    if (str_is(element, "xf") && styles->of_cells) add_style(part, styles);
}

void styles_end(XmlPart *part, Str element)
{
    Styles *styles = part->into;
    if (str_is(element, "cellXfs")) styles->of_cells = false;
}

SpreadsheetFormat styles_format(const Styles *styles, Str number)
{
    uint32_t index = 0; // A cell that names no style has the first.
    if (spreadsheet_digits(number, XLSX_STYLE_MAX, &index) != number.len ||
        index >= styles->count) {
        return (SpreadsheetFormat){0};
    }
    return styles->items[index];
}
