// Finds a thing by its name: a hash table from text to pointer, in an arena.
// The keys are not copied and must outlive it. Nothing is ever removed.
#pragma once
#include "base/arena.h"
#include "base/str.h"

typedef struct {
    Arena        *arena;
    struct Entry *entries;
    size_t        count;
    size_t        capacity; // A power of two, or 0.
} Index;

Index index_new(Arena *arena);
void *index_find(const Index *index, Str key); // NULL when absent.

// Returns what stood under the key before, or NULL; then the old value stays.
void *index_add(Index *index, Str key, void *value);
