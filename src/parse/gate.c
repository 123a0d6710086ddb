#include "parse/gate.h"

#include "base/utf8.h"

// A file full of them is one mistake.
#define REPORTED_MAX 5

// A file that is no text at all is one mistake, not one a byte. Source drops the
// mark of UTF-8, so what looks like a mark here is another's.
static const char *other_kind(Str bytes)
{
    if (str_starts(bytes, "PK\003\004")) return "a spreadsheet or zip file";
    if (str_starts(bytes, "\xFF\xFE") || str_starts(bytes, "\xFE\xFF")) return "UTF-16 text";
    if (str_starts(bytes, "%PDF")) return "a PDF";
    if (str_starts(bytes, "\xD0\xCF\x11\xE0")) return "an old Office file";
    return NULL;
}

bool gate_admits(const Source *source, Diags *diags)
{
    Str    text = source->bytes;
    size_t found = 0;
    if (text.len > FILE_BYTES_MAX) {
        diag(diags, DIAG_FILE_TOO_LARGE, (Span){source, 0, 0},
             "the file has %zu bytes; the limit is %zu", text.len, FILE_BYTES_MAX);
        return false;
    }
    for (size_t line = 1; line <= source->line_count; line++) {
        size_t len = source_line(source, line).len;
        if (len <= LINE_BYTES_MAX) continue;
        diag(diags, DIAG_FILE_TOO_LARGE, (Span){source, 0, 0},
             "line %zu has %zu bytes; the limit is %zu", line, len, LINE_BYTES_MAX);
        return false;
    }
    if (other_kind(text)) {
        Diag *other = diag(diags, DIAG_BAD_ENCODING, (Span){source, 0, 0},
                           "this is %s, not the YAML text that a book is", other_kind(text));
        diag_help(diags, other, "books are typed in a text editor and saved as UTF-8");
        return false;
    }
    for (size_t at = 0; at < text.len && found < REPORTED_MAX;) {
        uint32_t character = 0;
        size_t   len = utf8_decode(text, at, &character);
        if (len == 0) {
            Diag *bad = diag(diags, DIAG_BAD_ENCODING, (Span){source, at, at},
                             "byte 0x%02X is not UTF-8", (unsigned)(unsigned char)text.data[at]);
            diag_help(diags, bad, "save the file as UTF-8; a £ of Windows-1252 is byte 0xA3");
            return false; // What follows would be guesswork.
        }
        bool        line_end = str_starts(str_from_to(text, at, text.len), "\r\n");
        const char *name = line_end ? NULL : utf8_danger(character);
        if (name) {
            diag(diags, DIAG_BAD_CHARACTER, (Span){source, at, at + len},
                 "the file has %s (U+%04X)", name, (unsigned)character);
            found++;
        }
        at += len;
    }
    return found == 0;
}
