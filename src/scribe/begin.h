// A project begun from a few answers: the board of an area, and its first book.
#pragma once
#include "scribe/ask.h"
#include "scribe/draft.h"

// A board without schemes, which book_begin asks for. `passes` says whether any line
// of the year passes to districts.
BoardDraft *board_begin(Arena *arena, Str name, bool passes, Year year, const Asker *asker);

// `next` has the lines and the board of the book that is begun; the draft's paths are
// the caller's to fill in.
BookDraft *book_begin(Arena *arena, const Book *next, const Asker *asker);
