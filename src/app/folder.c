#include "app/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

bool folder_is(const char *path)
{
    struct stat facts;
    return stat(path, &facts) == 0 && S_ISDIR(facts.st_mode);
}

// One that stands here itself: a link may lead round in a circle.
static bool is_own_folder(const char *path)
{
    struct stat facts;
    return lstat(path, &facts) == 0 && S_ISDIR(facts.st_mode);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void add(Arena *arena, Paths *paths, const char *path)
{
    paths->items =
        arena_grow(arena, paths->items, paths->count, &paths->capacity, sizeof *paths->items);
    paths->items[paths->count++] = path;
}

// What the folder holds, hidden files apart, by name. False with errno.
static bool list(Arena *arena, const char *path, Paths *names)
{
    DIR *folder = opendir(path);
    if (!folder) return false;
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        if (entry->d_name[0] == '.') continue;
        add(arena, names, arena_copy(arena, str_from(entry->d_name)).data);
    }
    closedir(folder);
    if (names->count > 1) qsort(names->items, names->count, sizeof *names->items, by_name);
    return true;
}

// What a file says it is, in the line of its first key that says so; empty where none does.
static Str kind_of(const Source *source)
{
    for (size_t number = 1; number <= source->line_count; number++) {
        Str line = source_line(source, number);
        if (!str_starts(line, "kind:")) continue;
        size_t from = sizeof "kind:" - 1;
        while (from < line.len && strchr(" \t\"'", line.data[from])) from++;
        size_t to = from;
        while (to < line.len && !strchr(" \t\"'\r", line.data[to])) to++;
        return str_from_to(line, from, to);
    }
    return STR("");
}

// One that cannot be read, or told, is taken for a book: then somebody hears of it.
static bool is_book(Files *files, const char *path)
{
    Str           why = STR("");
    const Source *source = files_book(files, path, &why);
    Str           kind = source ? kind_of(source) : STR("");
    return !str_is(kind, "board") && !str_is(kind, "year-pack");
}

static bool walk(Files *files, const char *path, size_t depth, Paths *paths, Str *why)
{
    Arena *arena = files->arena;
    Paths  names = {0};
    if (depth > FOLDER_DEPTH_MAX) {
        *why = str_format(arena, "folders stand more than %d deep", FOLDER_DEPTH_MAX);
        return false;
    }
    if (!list(arena, path, &names)) {
        *why = str_format(arena, "%s: %s", path, strerror(errno));
        return false;
    }
    files_look_folder(files, path, names.items, names.count);
    const char *slash = path[strlen(path) - 1] == '/' ? "" : "/";
    for (size_t i = 0; i < names.count; i++) {
        const char *name = names.items[i];
        Str         whole = str_format(arena, "%s%s%s", path, slash, name);
        bool        yaml = str_ends(whole, ".yaml") || str_ends(whole, ".yml");
        if (is_own_folder(whole.data)) {
            if (!walk(files, whole.data, depth + 1, paths, why)) return false;
        } else if (yaml && !folder_is(whole.data) && is_book(files, whole.data)) {
            add(arena, paths, whole.data);
        }
    }
    if (paths->count <= FOLDER_BOOK_COUNT_MAX) return true;
    *why = str_format(arena, "more than %d books", FOLDER_BOOK_COUNT_MAX);
    return false;
}

bool folder_books(Files *files, const char *path, Paths *paths, Str *why)
{
    size_t before = paths->count;
    if (!walk(files, path, 1, paths, why)) return false;
    if (paths->count > before) return true;
    *why = STR("no book is below this folder: books are .yaml files of 'kind: book'");
    return false;
}
