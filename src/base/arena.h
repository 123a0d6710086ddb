// All memory of a run. Blocks are handed out zeroed and are freed together, so
// the engine never frees and a zero struct is always a valid empty value.
#pragma once
#include <stddef.h>

#include "base/str.h"

typedef struct Arena Arena;

// What one run may use. Reaching it is like running out of memory.
#define ARENA_BYTES_MAX ((size_t)4 << 30)

// `exhausted` is called when no memory is left; it must not return. The engine
// cannot say it in the user's words, so whoever starts the run does.
Arena *arena_new(void (*exhausted)(void));
void   arena_free(Arena *arena);

// For memory that a library could not get: the same end.
_Noreturn void arena_exhausted(Arena *arena);

// Zeroed bytes, aligned for any type. Never NULL.
void *arena_alloc(Arena *arena, size_t count, size_t size);
Str   arena_copy(Arena *arena, Str text);

// Room for one more item in a growing array: returns `items`, moved when full.
void *arena_grow(Arena *arena, void *items, size_t count, size_t *capacity, size_t size);

#define ARENA_NEW(arena, Type)          ((Type *)arena_alloc(arena, 1, sizeof(Type)))
#define ARENA_ARRAY(arena, Type, count) ((Type *)arena_alloc(arena, count, sizeof(Type)))
