// A first draft of a year pack that is not there: the funding lines that are known of
// the year, or those of the pack before. It holds no amounts, is never called
// verified, and marks what nobody has said yet.
#pragma once
#include "scribe/draft.h"

// `before` is an earlier pack, or NULL. An empty Str where neither it nor the program
// knows any line of the year.
Str year_pack_draft(Arena *arena, Year year, const YearPack *before);
