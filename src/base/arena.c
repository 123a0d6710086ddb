#include "base/arena.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// AddressSanitizer sees where a block ends and not where a piece of one does: there each
// piece is a block.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define PIECES_APART
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define PIECES_APART
#endif

#ifdef PIECES_APART
#define BLOCK_BYTES ((size_t)0)
#define ALIGNMENT   ((size_t)1)
#else
#define BLOCK_BYTES ((size_t)256 << 10)
#define ALIGNMENT   ((size_t)16)
#endif

typedef struct Block {
    struct Block *next;
    size_t        used;
    size_t        size;
    // Keeps `bytes` aligned whatever the sizes above.
    _Alignas(16) unsigned char bytes[];
} Block;

struct Arena {
    Block *blocks; // The newest first.
    size_t bytes;
    void (*exhausted)(void);
};

_Noreturn void arena_exhausted(Arena *arena)
{
    arena->exhausted();
    abort(); // exhausted() must not return.
}

static Block *block_new(Arena *arena, size_t size)
{
    size_t bytes = size > BLOCK_BYTES ? size : BLOCK_BYTES;
    Block *block = NULL;
    if (bytes <= ARENA_BYTES_MAX - arena->bytes) block = calloc(1, sizeof(Block) + bytes);
    if (!block) arena_exhausted(arena);
    block->size = bytes;
    block->next = arena->blocks;
    arena->blocks = block;
    arena->bytes += bytes;
    return block;
}

Arena *arena_new(void (*exhausted)(void))
{
    Arena *arena = calloc(1, sizeof(Arena));
    if (!arena) {
        exhausted();
        abort();
    }
    arena->exhausted = exhausted;
    return arena;
}

void arena_free(Arena *arena)
{
    if (!arena) return;
    for (Block *block = arena->blocks; block;) {
        Block *next = block->next;
        free(block);
        block = next;
    }
    free(arena);
}

void *arena_alloc(Arena *arena, size_t count, size_t size)
{
    assert(size > 0);
    // A product that would wrap is more than any run may use.
    if (count > (ARENA_BYTES_MAX - ALIGNMENT) / size) arena_exhausted(arena);
    size_t bytes = (count * size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    Block *block = arena->blocks;
    if (!block || block->size - block->used < bytes) block = block_new(arena, bytes);
    void *memory = block->bytes + block->used;
    block->used += bytes;
    return memory;
}

Str arena_copy(Arena *arena, Str text)
{
    char *copy = arena_alloc(arena, text.len + 1, 1);
    if (text.len) memcpy(copy, text.data, text.len);
    return (Str){copy, text.len};
}

void *arena_grow(Arena *arena, void *items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity) return items;
    size_t more = *capacity ? *capacity * 2 : 8;
    void  *grown = arena_alloc(arena, more, size);
    if (count) memcpy(grown, items, count * size);
    *capacity = more;
    return grown;
}
