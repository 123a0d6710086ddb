// A file as it was read, and places in it. A place is kept in bytes from day
// one; line and column are worked out only when they are printed.
#pragma once
#include "base/arena.h"
#include "base/str.h"

typedef struct {
    Str     path;        // Relative to the project, as it is printed.
    Str     bytes;       // Without a byte order mark.
    size_t  order;       // The order in which files were read: findings sort by it.
    size_t *line_starts; // Made by source_new: byte offsets, ascending.
    size_t  line_count;
} Source;

// The bytes [start, end) of a source; a zero Span is no place.
typedef struct {
    const Source *source;
    size_t        start;
    size_t        end;
} Span;

// Line from 1; column counts characters from 1.
typedef struct {
    size_t line;
    size_t column;
} Place;

Source *source_new(Arena *arena, Str path, Str bytes, size_t order);
Place   source_place(const Source *source, size_t offset);
Str     source_line(const Source *source, size_t line); // Without its line end.

// "budgets/northshire.yaml:8", or empty for no place.
Str span_format(Arena *arena, Span span);
