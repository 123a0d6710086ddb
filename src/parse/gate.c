#include "parse/gate.h"

#include <stdint.h>

// A file full of them is one mistake.
#define REPORTED_MAX 5

// The length of the UTF-8 character at `at`, or 0 when it is not one.
// The ranges are those of RFC 3629, section 4.
static size_t decode(Str text, size_t at, uint32_t *character)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char         first = (unsigned char)text.data[at];
    size_t                len = first < 0x80   ? 1
                                : first < 0xC0 ? 0
                                : first < 0xE0 ? 2
                                : first < 0xF0 ? 3
                                : first < 0xF8 ? 4
                                               : 0;
    if (len == 0 || at + len > text.len) return 0;
    uint32_t value = len == 1 ? first : first & (0xFFu >> (len + 1));
    for (size_t i = 1; i < len; i++) {
        unsigned char next = (unsigned char)text.data[at + i];
        if ((next & 0xC0) != 0x80) return 0;
        value = value << 6 | (next & 0x3Fu);
    }
    if (value < least[len] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return 0;
    *character = value;
    return len;
}

// What to call a character that is refused, or NULL for one that may pass.
static const char *refused_name(uint32_t c, bool before_newline)
{
    if (c == '\r') return before_newline ? NULL : "a carriage return without a line feed";
    if (c == '\n' || c == '\t') return NULL;
    if (c == 0) return "a NUL character";
    if (c == 0x85) return "the line separator U+0085";
    if (c == 0x2028 || c == 0x2029) return "a Unicode line or paragraph separator";
    if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return "a control character";
    if (c == 0x61C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
        (c >= 0x2066 && c <= 0x2069)) {
        return "a bidirectional control, which can make text read as what it is not";
    }
    if (c == 0xFEFF) return "a byte order mark inside the file";
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
    for (size_t at = 0; at < text.len && found < REPORTED_MAX;) {
        uint32_t character = 0;
        size_t   len = decode(text, at, &character);
        if (len == 0) {
            Diag *bad = diag(diags, DIAG_BAD_ENCODING, (Span){source, at, at},
                             "byte 0x%02X is not UTF-8", (unsigned)(unsigned char)text.data[at]);
            diag_help(diags, bad, "save the file as UTF-8; a £ of Windows-1252 is byte 0xA3");
            return false; // What follows would be guesswork.
        }
        bool        before_newline = at + 1 < text.len && text.data[at + 1] == '\n';
        const char *name = refused_name(character, before_newline);
        if (name) {
            diag(diags, DIAG_BAD_CHARACTER, (Span){source, at, at + len}, "the file has %s (U+%04X)",
                 name, (unsigned)character);
            found++;
        }
        at += len;
    }
    return found == 0;
}
