// Characters of a UTF-8 text, and which of them a file or a terminal may show.
#pragma once
#include <stdint.h>

#include "base/str.h"

// The length in bytes of the character at `at`, or 0 when there is none.
// The ranges are those of RFC 3629, section 4.
size_t utf8_decode(Str text, size_t at, uint32_t *character);

// What to call a character that would make places lie or text deceive; NULL for
// one that is harmless. A carriage return is harmless only before a line feed.
const char *utf8_danger(uint32_t character);
