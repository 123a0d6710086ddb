// "Did you mean": the known word nearest to what was typed.
#pragma once
#include "base/str.h"

// One edit is a letter added, dropped or changed, or two neighbours swapped.
// Returns the word at most a third of its length away, the first of equals, and
// never the one that was typed; NULL when none is near enough.
const Str *suggest(Str typed, const Str *words, size_t count);
