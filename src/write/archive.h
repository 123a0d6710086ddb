// Packs named parts into a zip archive in memory. The same parts give the same
// bytes: no clock, no user and no path goes in.
#pragma once
#include "base/text.h"

typedef struct {
    Str  name; // "META-INF/manifest.xml".
    Str  bytes;
    bool stored; // As they are, for what is to be seen from outside.
} ArchivePart;

// Adds the archive to `out`, the parts in their order; else `why` says what is wrong.
bool archive_write(Arena *arena, const ArchivePart *parts, size_t count, Text *out, Str *why);

// Whether each part can be unpacked from the bytes and is the same.
bool archive_verify(Arena *arena, Str bytes, const ArchivePart *parts, size_t count, Str *why);
