#include "base/index.h"

#include <assert.h>
#include <stdint.h>

typedef struct Entry {
    Str   key;
    void *value;
} Entry;

Index index_new(Arena *arena)
{
    return (Index){.arena = arena};
}

// FNV-1a, 64 bits (Fowler, Noll, Vo).
static uint64_t hash(Str key)
{
    uint64_t value = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < key.len; i++) {
        value = (value ^ (unsigned char)key.data[i]) * UINT64_C(1099511628211);
    }
    return value;
}

// The entry that holds the key, or the free one where it would go.
static Entry *slot(const Index *index, Str key)
{
    size_t mask = index->capacity - 1;
    size_t at = (size_t)hash(key) & mask;
    while (index->entries[at].value && !str_equal(index->entries[at].key, key)) {
        at = (at + 1) & mask;
    }
    return &index->entries[at];
}

void *index_find(const Index *index, Str key)
{
    return index->capacity ? slot(index, key)->value : NULL;
}

static void enlarge(Index *index)
{
    Index larger = *index;
    larger.capacity = index->capacity ? index->capacity * 2 : 16;
    larger.entries = ARENA_ARRAY(index->arena, Entry, larger.capacity);
    for (size_t i = 0; i < index->capacity; i++) {
        if (index->entries[i].value) *slot(&larger, index->entries[i].key) = index->entries[i];
    }
    *index = larger;
}

void *index_add(Index *index, Str key, void *value)
{
    assert(value);
    if (index->count * 2 >= index->capacity) enlarge(index);
    Entry *entry = slot(index, key);
    if (entry->value) return entry->value;
    *entry = (Entry){key, value};
    index->count++;
    return NULL;
}
