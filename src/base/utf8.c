#include "base/utf8.h"

size_t utf8_decode(Str text, size_t at, uint32_t *character)
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

const char *utf8_danger(uint32_t c)
{
    if (c == '\r') return "a carriage return without a line feed";
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
