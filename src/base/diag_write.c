// Diagnostics in their two printed forms.
#include "base/cell_name.h"
#include "base/diag.h"
#include "base/utf8.h"

#define EXCERPT_WIDTH_MAX 100 // Characters of a line that are shown.

#define BOLD   "\033[1m"
#define RED    "\033[1;31m"
#define YELLOW "\033[1;33m"
#define BLUE   "\033[1;34m"
#define PLAIN  "\033[0m"

static const char *severity_name(const Diag *found)
{
    return diag_severity(found->code) == SEVERITY_ERROR ? "error" : "notice";
}

// A place of no width at the very start is the file as a whole.
static bool is_whole_file(Span span)
{
    return span.source && span.end == 0;
}

static void write_place(Text *out, Span span)
{
    if (!span.source) return;
    if (span.source->cells) {
        text_add(out, span_format(out->arena, span));
        text_add(out, STR(": "));
        return;
    }
    if (is_whole_file(span)) {
        text_addf(out, "%.*s: ", STR_ARG(span.source->path));
        return;
    }
    Place place = source_place(span.source, span.start);
    text_addf(out, "%.*s:%zu:%zu: ", STR_ARG(span.source->path), place.line, place.column);
}

// How many bytes the first `width` characters take.
static size_t bytes_of_width(Str text, size_t width)
{
    size_t at = 0;
    for (; at < text.len; at++) {
        if (((unsigned char)text.data[at] & 0xC0) != 0x80 && width-- == 0) break;
    }
    return at;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

// What a terminal must not be sent is shown as a question mark, tabs as blanks.
static void write_safely(Text *out, Str text)
{
    for (size_t at = 0; at < text.len;) {
        uint32_t character = 0;
        size_t   len = utf8_decode(text, at, &character);
        size_t   next = at + (len ? len : 1);
        if (character == '\t') text_add_char(out, ' ');
        else if (len == 0 || utf8_danger(character)) text_add_char(out, '?');
        else text_add(out, str_from_to(text, at, next));
        at = next;
    }
}

// The line that a place is in, and where in it: in characters, from 0.
typedef struct {
    Str    line;
    size_t number; // In the gutter.
    size_t indent;
    size_t width;
} Excerpt;

static Excerpt excerpt_of_text(Span span)
{
    Place   place = source_place(span.source, span.start);
    Excerpt excerpt = {.line = source_line(span.source, place.line),
                       .number = place.line,
                       .indent = place.column - 1};
    size_t  end = span.source->line_starts[place.line - 1] + excerpt.line.len;
    if (span.end < end) end = span.end;
    if (end > span.start)
        excerpt.width = text_width(str_from_to(span.source->bytes, span.start, end));
    return excerpt;
}

// A row without cells is an empty line.
static Excerpt excerpt_of_cell(Span span)
{
    const Source *source = span.source;
    SourceCell    cell = source_cell(span);
    size_t        line = source_cell_line(source, &cell);
    Excerpt       excerpt = {.number = (size_t)cell.row + 1};
    if (line == 0) return excerpt;
    excerpt.line = source_line(source, line);
    excerpt.indent =
        text_width(str_from_to(source->bytes, source->line_starts[line - 1], cell.start));
    excerpt.width = text_width(str_from_to(source->bytes, cell.start, cell.end));
    return excerpt;
}

// The line with the place in it, a window of it when it is long.
static void write_excerpt(Text *out, Span span, const char *colour, const char *plain)
{
    Excerpt excerpt = span.source->cells ? excerpt_of_cell(span) : excerpt_of_text(span);
    size_t  skipped = excerpt.indent >= EXCERPT_WIDTH_MAX * 3 / 4
                          ? excerpt.indent + 1 - EXCERPT_WIDTH_MAX / 2
                          : 0;
    Str shown = str_from_to(excerpt.line, bytes_of_width(excerpt.line, skipped), excerpt.line.len);
    shown = str_from_to(shown, 0, bytes_of_width(shown, EXCERPT_WIDTH_MAX));
    size_t indent = excerpt.indent - skipped;
    size_t room = EXCERPT_WIDTH_MAX - smaller(indent, EXCERPT_WIDTH_MAX - 1);
    size_t carets = excerpt.width > 0 ? smaller(excerpt.width, room) : 1;
    size_t start = out->len;
    text_addf(out, "%6zu", excerpt.number);
    size_t gutter = out->len - start;
    text_add(out, STR(" | "));
    write_safely(out, shown);
    text_add_char(out, '\n');
    text_repeat(out, ' ', gutter);
    text_add(out, STR(" | "));
    text_repeat(out, ' ', indent);
    text_add(out, str_from(colour));
    text_repeat(out, '^', carets);
    text_addf(out, "%s\n", plain);
}

static void write_one(const Diag *found, Text *out, bool colour)
{
    bool        error = diag_severity(found->code) == SEVERITY_ERROR;
    const char *bold = colour ? BOLD : "";
    const char *loud = !colour ? "" : error ? RED : YELLOW;
    const char *blue = colour ? BLUE : "";
    const char *plain = colour ? PLAIN : "";
    text_add(out, str_from(bold));
    write_place(out, found->span);
    text_addf(out, "%s%s[BCF%03d]%s: %s%.*s%s\n", loud, severity_name(found),
              diag_number(found->code), plain, bold, STR_ARG(found->message), plain);
    // A mark to decide is quoted by its own words.
    bool quoted = found->code != DIAG_TO_DECIDE && !is_whole_file(found->span);
    if (found->span.source && quoted) write_excerpt(out, found->span, loud, plain);
    for (const DiagNote *note = found->notes; note; note = note->next) {
        text_addf(out, "       %s= note:%s ", blue, plain);
        write_place(out, note->span);
        text_addf(out, "%.*s\n", STR_ARG(note->message));
    }
    if (found->help.len) {
        text_addf(out, "       %s= help:%s %.*s\n", blue, plain, STR_ARG(found->help));
    }
}

void diags_write_text(const Diags *diags, Text *out, bool colour)
{
    size_t listed[2] = {0};
    for (size_t i = 0; diags_list(diags, &i, listed); i++) write_one(diags->items[i], out, colour);
    size_t more = diags->count - listed[0] - listed[1];
    if (more) text_addf(out, "and %zu more, not listed: mend these first\n", more);
}

static void write_json_cell(Text *out, Span span)
{
    text_add(out, STR("\"file\":"));
    text_add_json(out, span.source->path);
    text_add(out, STR(",\"sheet\":"));
    if (span.source->sheet.len) text_add_json(out, span.source->sheet);
    else text_add(out, STR("null"));
    text_add(out, STR(",\"cell\":"));
    if (is_whole_file(span)) {
        text_add(out, STR("null"));
        return;
    }
    SourceCell cell = source_cell(span);
    text_add_char(out, '"');
    cell_name_add(out, cell.row, cell.column);
    text_add_char(out, '"');
}

static void write_json_place(Text *out, Span span)
{
    if (span.source && span.source->cells) {
        write_json_cell(out, span);
        return;
    }
    if (!span.source) {
        text_add(out, STR("\"file\":null,\"line\":null,\"column\":null"));
        return;
    }
    Place place = source_place(span.source, span.start);
    text_add(out, STR("\"file\":"));
    text_add_json(out, span.source->path);
    text_addf(out, ",\"line\":%zu,\"column\":%zu", place.line, place.column);
}

static void write_json_one(const Diag *found, Text *out)
{
    text_addf(out, "{\"code\":\"BCF%03d\",\"severity\":\"%s\",", diag_number(found->code),
              severity_name(found));
    write_json_place(out, found->span);
    text_add(out, STR(",\"message\":"));
    text_add_json(out, found->message);
    text_add(out, STR(",\"help\":"));
    if (found->help.len) text_add_json(out, found->help);
    else text_add(out, STR("null"));
    text_add(out, STR(",\"notes\":["));
    for (const DiagNote *note = found->notes; note; note = note->next) {
        text_add(out, STR("{"));
        write_json_place(out, note->span);
        text_add(out, STR(",\"message\":"));
        text_add_json(out, note->message);
        text_addf(out, "}%s", note->next ? "," : "");
    }
    text_add(out, STR("]}\n"));
}

void diags_write_json(const Diags *diags, Text *out)
{
    size_t listed[2] = {0};
    for (size_t i = 0; diags_list(diags, &i, listed); i++) write_json_one(diags->items[i], out);
    size_t more = diags->count - listed[0] - listed[1];
    if (more) text_addf(out, "{\"beyond\":%zu}\n", more);
}
