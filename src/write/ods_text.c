#include "write/ods_text.h"

#include "write/layout.h"

#include "base/utf8.h"

#define CHARS_MAX 32767 // Of one cell, in any spreadsheet.

// XML 1.0, section 2.2. A carriage return could stand there, but in no cell.
static bool is_storable(uint32_t character)
{
    if (character < 0x20) return character == '\t' || character == '\n';
    return character != 0xFFFE && character != 0xFFFF;
}

const char *ods_text_fault(Str text)
{
    size_t chars = 0;
    for (size_t at = 0; at < text.len; chars++) {
        uint32_t character = 0;
        size_t   len = utf8_decode(text, at, &character);
        if (len == 0) return "is not UTF-8";
        if (!is_storable(character)) return "has a character that no spreadsheet holds";
        at += len;
    }
    return chars > CHARS_MAX ? "is longer than a cell" : NULL;
}

void ods_add_escaped(Text *out, Str text)
{
    for (size_t i = 0; i < text.len; i++) {
        switch (text.data[i]) {
        case '&': text_add(out, STR("&amp;")); break;
        case '<': text_add(out, STR("&lt;")); break;
        case '>': text_add(out, STR("&gt;")); break;
        case '"': text_add(out, STR("&quot;")); break;
        case '\t': text_add(out, STR("&#9;")); break;
        case '\n': text_add(out, STR("&#10;")); break;
        default: text_add_char(out, text.data[i]);
        }
    }
}

static size_t spaces_at(Str line, size_t at)
{
    size_t count = 0;
    while (at + count < line.len && line.data[at + count] == ' ') count++;
    return count;
}

// One space between words is itself; more of them, or one at an end, would be lost.
static void add_spaces(Text *out, size_t count, bool at_end)
{
    if (!at_end) {
        text_add_char(out, ' ');
        count--;
    }
    if (count > 0) text_addf(out, "<text:s text:c=\"%zu\"/>", count);
}

static void add_line(Text *out, Str line)
{
    size_t at = 0;
    while (at < line.len) {
        size_t spaces = spaces_at(line, at);
        size_t end = at + spaces;
        if (spaces > 0) add_spaces(out, spaces, at == 0 || end == line.len);
        while (end < line.len && line.data[end] != ' ' && line.data[end] != '\t') end++;
        ods_add_escaped(out, str_from_to(line, at + spaces, end));
        if (end < line.len && line.data[end] == '\t') {
            text_add(out, STR("<text:tab/>"));
            end++;
        }
        at = end;
    }
}

void ods_add_paragraphs(Text *out, Str text, Str href)
{
    size_t start = 0;
    for (size_t end = 0; end <= text.len; end++) {
        if (end < text.len && text.data[end] != '\n') continue;
        text_add(out, STR("<text:p>"));
        if (href.len > 0) {
            text_add(out, STR("<text:a xlink:type=\"simple\" xlink:href=\""));
            ods_add_escaped(out, href);
            text_add(out, STR("\">"));
        }
        add_line(out, str_from_to(text, start, end));
        if (href.len > 0) text_add(out, STR("</text:a>"));
        text_add(out, STR("</text:p>"));
        start = end + 1;
    }
}

void ods_add_sheet(Text *out, Str name)
{
    layout_add_quoted(out, name);
    text_add_char(out, '.');
}
