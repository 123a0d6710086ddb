#include "parse/unzip.h"

#include <zip.h>

#include "base/text.h"

#define PIECE_BYTES      65536
#define RATIO_BYTES_FROM ((uint64_t)1 << 20) // Smaller entries may shrink as they like.

bool unzip_refuse(Unzip *unzip, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (unzip->why.len == 0) unzip->why = str_format_args(unzip->arena, format, args);
    va_end(args);
    return false;
}

static bool ratio_is_absurd(uint64_t size, uint64_t packed)
{
    return size > RATIO_BYTES_FROM && size / UNZIP_RATIO_MAX > packed;
}

static bool refuse_size(Unzip *unzip)
{
    return unzip_refuse(unzip, "it unpacks to more than %zu MiB", UNZIP_BYTES_MAX >> 20);
}

static bool add_entry(Unzip *unzip, zip_uint64_t number, zip_uint64_t *total)
{
    zip_stat_t   stat;
    zip_uint64_t wanted = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE |
                          ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
    zip_stat_init(&stat);
    if (zip_stat_index(unzip->zip, number, 0, &stat) != 0 || (stat.valid & wanted) != wanted) {
        return unzip_refuse(unzip, "its table of contents is damaged");
    }
    if (stat.encryption_method != ZIP_EM_NONE) {
        return unzip_refuse(unzip, "%s is encrypted", stat.name);
    }
    if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE) {
        return unzip_refuse(unzip, "%s is packed in an unusual way", stat.name);
    }
    *total += stat.size;
    if (stat.size > UNZIP_BYTES_MAX || *total > UNZIP_BYTES_MAX) return refuse_size(unzip);
    if (ratio_is_absurd(stat.size, stat.comp_size)) {
        return unzip_refuse(unzip, "%s unpacks to more than %d times its size", stat.name,
                            UNZIP_RATIO_MAX);
    }
    UnzipEntry *entry = &unzip->entries[unzip->entry_count++];
    *entry = (UnzipEntry){.name = arena_copy(unzip->arena, str_from(stat.name)), .number = number};
    if (index_add(&unzip->by_name, entry->name, entry)) {
        return unzip_refuse(unzip, "%s is there twice", stat.name);
    }
    return true;
}

static bool add_entries(Unzip *unzip)
{
    zip_int64_t  count = zip_get_num_entries(unzip->zip, 0);
    zip_uint64_t total = 0;
    if (count < 0 || count > UNZIP_ENTRY_MAX) {
        return unzip_refuse(unzip, "it has more than %d parts", UNZIP_ENTRY_MAX);
    }
    unzip->entries = ARENA_ARRAY(unzip->arena, UnzipEntry, (size_t)count);
    for (zip_int64_t i = 0; i < count; i++) {
        if (!add_entry(unzip, (zip_uint64_t)i, &total)) return false;
    }
    return true;
}

bool unzip_open(Unzip *unzip, Arena *arena, Str bytes)
{
    *unzip = (Unzip){.arena = arena, .by_name = index_new(arena)};
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(bytes.data, bytes.len, 0, &error);
    if (source) unzip->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (source && !unzip->zip) zip_source_free(source);
    zip_error_fini(&error);
    if (!unzip->zip) return unzip_refuse(unzip, "it is not a workbook, or is cut short");
    return add_entries(unzip);
}

void unzip_close(Unzip *unzip)
{
    if (unzip->zip) zip_discard(unzip->zip);
    unzip->zip = NULL;
}

UnzipEntry *unzip_find(const Unzip *unzip, Str name)
{
    return index_find(&unzip->by_name, name);
}

// The library compares size and checksum when it is asked for more than there is.
bool unzip_read(Unzip *unzip, UnzipEntry *entry, bool (*take)(void *into, Str piece), void *into)
{
    char        piece[PIECE_BYTES];
    zip_int64_t got = 1;
    bool        more = true;
    zip_file_t *file = zip_fopen_index(unzip->zip, entry->number, 0);
    if (!file) return unzip_refuse(unzip, "%.*s is damaged", STR_ARG(entry->name));
    while (more && got > 0) {
        got = zip_fread(file, piece, sizeof piece);
        if (got > 0) unzip->unpacked += (size_t)got;
        if (got < 0) more = unzip_refuse(unzip, "%.*s is damaged", STR_ARG(entry->name));
        else if (unzip->unpacked > UNZIP_BYTES_MAX) more = refuse_size(unzip);
        else more = take(into, (Str){piece, (size_t)got});
    }
    zip_fclose(file);
    entry->read = more;
    return more;
}

const char *unzip_version(void)
{
    return zip_libzip_version();
}
