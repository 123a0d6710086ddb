// Scalars of YAML as we write them: each reads back as the same text, in block
// and in flow style, and never as anything that YAML would take for its own.
#pragma once
#include "base/money.h"

// Plain where that is safe, else in double quotes. The text is one line of UTF-8.
Str scalar_text(Arena *arena, Str text);

// "12580268" or "12580268.50": without commas, so that it fits into { } as well.
Str scalar_money(Arena *arena, Money money);

// An id made of a name: "Pathway 1(UPI)" gives "pathway-1-upi". Of a name without
// letters and digits, and of the two words that are no ids, `otherwise`.
Str id_of_name(Arena *arena, Str name, const char *otherwise);
