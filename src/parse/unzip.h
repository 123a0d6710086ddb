// Opens a zip archive that may come from anywhere and unpacks its entries, in
// memory. Whatever is damaged, encrypted or larger than a return could ever be
// is refused, and every byte given out has been counted.
#pragma once
#include <stdint.h>

#include "base/index.h"

#define UNZIP_BYTES_MAX ((size_t)256 << 20) // Unpacked, of all entries together.
#define UNZIP_ENTRY_MAX 10000
#define UNZIP_RATIO_MAX 1000 // Unpacked to packed, of an entry above 1 MiB.

typedef struct {
    Str      name;
    uint64_t number; // In the archive.
    bool     read;   // To its end, and its checksum was right.
} UnzipEntry;

typedef struct {
    Arena      *arena;
    struct zip *zip; // The library's.
    UnzipEntry *entries;
    size_t      entry_count;
    Index       by_name;
    size_t      unpacked; // Bytes so far.
    Str         why;      // Why it is refused, in words that fit after "because"; or empty.
} Unzip;

// The bytes must outlive it. To be closed in any case.
bool unzip_open(Unzip *unzip, Arena *arena, Str bytes);
void unzip_close(Unzip *unzip);

UnzipEntry *unzip_find(const Unzip *unzip, Str name); // NULL when there is none.

// Hands an entry over in pieces; the last is empty. `take` returns false for enough.
bool unzip_read(Unzip *unzip, UnzipEntry *entry, bool (*take)(void *into, Str piece), void *into);

// Returns false. The first reason is kept: what follows it is only its consequence.
bool unzip_refuse(Unzip *unzip, const char *format, ...) __attribute__((format(printf, 2, 3)));

const char *unzip_version(void); // Of the library behind it.
