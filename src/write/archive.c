#include "write/archive.h"

#include <zip.h>

#include "parse/unzip.h"

#define DATE_OF_ALL ((1 << 5) | 1) // 1 January 1980, with which the format begins.
#define PIECE_BYTES 65536

static bool add_part(zip_t *zip, const ArchivePart *part, Arena *arena)
{
    zip_source_t *source = zip_source_buffer(zip, part->bytes.data, part->bytes.len, 0);
    if (!source) return false;
    const char *name = arena_copy(arena, part->name).data;
    zip_int64_t index = zip_file_add(zip, name, source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        return false;
    }
    zip_uint64_t at = (zip_uint64_t)index;
    // Not the time since 1970: that would be turned into the local one.
    return zip_file_set_dostime(zip, at, 0, DATE_OF_ALL, 0) == 0 &&
           zip_set_file_compression(zip, at, part->stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 0) == 0;
}

// Packs into the source, which is memory.
static bool pack(Arena *arena, zip_source_t *source, const ArchivePart *parts, size_t count,
                 Str *why)
{
    zip_t *zip = zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    if (!zip) {
        *why = STR("there is not enough memory to write it");
        return false;
    }
    zip_source_keep(source); // Closing the archive gives one hold of it away.
    bool good = true;
    for (size_t i = 0; good && i < count; i++) good = add_part(zip, &parts[i], arena);
    if (good && zip_close(zip) == 0) return true;
    *why = arena_copy(arena, str_from(zip_strerror(zip)));
    zip_discard(zip);
    return false;
}

static bool add_bytes(zip_source_t *source, Text *out)
{
    char        piece[PIECE_BYTES];
    zip_int64_t got = 0;
    if (zip_source_open(source) != 0) return false;
    while ((got = zip_source_read(source, piece, sizeof piece)) > 0) {
        text_add(out, (Str){piece, (size_t)got});
    }
    return zip_source_close(source) == 0 && got == 0;
}

// The read-back.

// Takes a piece off the head of what is left of the expected bytes.
static bool compare_piece(void *into, Str piece)
{
    Str *left = into;
    bool same = piece.len <= left->len && str_equal(piece, str_from_to(*left, 0, piece.len));
    if (same) *left = str_from_to(*left, piece.len, left->len);
    return same;
}

static bool part_is_there(Unzip *unzip, const ArchivePart *part)
{
    Str         left = part->bytes;
    UnzipEntry *entry = unzip_find(unzip, part->name);
    return entry && unzip_read(unzip, entry, compare_piece, &left) && left.len == 0;
}

bool archive_verify(Arena *arena, Str bytes, const ArchivePart *parts, size_t count, Str *why)
{
    Unzip unzip;
    bool  good = unzip_open(&unzip, arena, bytes);
    for (size_t i = 0; good && i < count; i++) {
        if (part_is_there(&unzip, &parts[i])) continue;
        good = unzip_refuse(&unzip, "%.*s was not written as meant", STR_ARG(parts[i].name));
    }
    unzip_close(&unzip);
    *why = unzip.why;
    return good;
}

bool archive_write(Arena *arena, const ArchivePart *parts, size_t count, Text *out, Str *why)
{
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
    if (!source) {
        *why = STR("there is not enough memory to write it");
        return false;
    }
    bool good = pack(arena, source, parts, count, why);
    if (good && !add_bytes(source, out)) {
        *why = STR("there is not enough memory to write it");
        good = false;
    }
    zip_source_free(source);
    return good;
}
