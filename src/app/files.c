#include "app/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// Paths are the system's real ones: absolute, without links.
typedef struct File {
    struct File  *next;
    const Source *source;
    Str           path;
    Str           root; // The project's folder.
} File;

Files files_new(Arena *arena, const Draft *drafts, size_t draft_count)
{
    return (Files){.arena = arena, .drafts = drafts, .draft_count = draft_count};
}

static Str folder_of(Str path)
{
    size_t end = path.len;
    while (end > 0 && path.data[end - 1] != '/') end--;
    return end > 1 ? str_from_to(path, 0, end - 1) : STR("/");
}

static Str join(Arena *arena, Str folder, Str path)
{
    const char *slash = str_is(folder, "/") ? "" : "/";
    return str_format(arena, "%.*s%s%.*s", STR_ARG(folder), slash, STR_ARG(path));
}

bool files_real_path(Arena *arena, Str path, Str *real)
{
    char *found = realpath(arena_copy(arena, path).data, NULL); // A copy ends in NUL.
    if (!found) return false;
    *real = arena_copy(arena, str_from(found));
    free(found); // realpath's own.
    return true;
}

// Below the folders that are there, names are taken as they are spelt.
Str files_place(Arena *arena, Str path)
{
    Str real = STR("");
    if (files_real_path(arena, path, &real)) return real;
    Str whole = str_starts(path, "/") ? path : join(arena, STR("."), path);
    while (whole.len > 1 && whole.data[whole.len - 1] == '/') whole.len--;
    Str folder = folder_of(whole);
    Str name = str_from_to(whole, str_is(folder, "/") ? 1 : folder.len + 1, whole.len);
    if (folder.len >= whole.len) return arena_copy(arena, whole);
    folder = files_place(arena, folder);
    if (name.len == 0 || str_is(name, ".")) return folder;
    if (str_is(name, "..")) return arena_copy(arena, folder_of(folder));
    return join(arena, folder, name);
}

static const Draft *draft_of(const Files *files, Str place)
{
    for (size_t i = 0; i < files->draft_count; i++) {
        if (str_equal(files->drafts[i].path, place)) return &files->drafts[i];
    }
    return NULL;
}

// Where a file is, or will be. False with errno where it is neither.
static bool find_file(const Files *files, Str path, Str *real)
{
    *real = files_place(files->arena, path);
    return draft_of(files, *real) || files_real_path(files->arena, *real, real);
}

static bool is_inside(Str path, Str root)
{
    if (str_is(root, "/")) return true;
    return path.len > root.len && str_starts(path, root.data) && path.data[root.len] == '/';
}

static bool is_folder(const Files *files, Str path)
{
    struct stat facts;
    for (size_t i = 0; i < files->draft_count; i++) {
        if (is_inside(files->drafts[i].path, path)) return true;
    }
    return stat(path.data, &facts) == 0 && S_ISDIR(facts.st_mode);
}

// The nearest folder above that holds schemes/, else the book's own folder.
static Str project_root(const Files *files, Str book)
{
    Arena *arena = files->arena;
    Str    own = folder_of(book);
    for (Str folder = own;; folder = folder_of(folder)) {
        if (is_folder(files, join(arena, folder, STR("schemes")))) {
            return arena_copy(arena, folder);
        }
        if (str_is(folder, "/")) return arena_copy(arena, own);
    }
}

// All bytes of a file, a little past the limit at most: the caller says what is
// too large. False with the reason.
static bool read_all(Arena *arena, int file, size_t max, Str *bytes, Str *why)
{
    size_t size = 0;
    size_t room = max + 1;
    char  *data = NULL;
    size_t capacity = 0;
    while (size < room) {
        if (size == capacity) data = arena_grow(arena, data, size, &capacity, 1);
        size_t  most = capacity - size < room - size ? capacity - size : room - size;
        ssize_t got = read(file, data + size, most);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) {
            *why = str_from(strerror(errno));
            return false;
        }
        if (got == 0) break;
        size += (size_t)got;
    }
    *bytes = (Str){data ? data : "", size};
    return true;
}

static bool same_facts(const struct stat *a, const struct stat *b)
{
    return a->st_size == b->st_size && a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
           a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

static bool read_open_file(Arena *arena, int file, size_t max, Str *bytes, Str *why)
{
    struct stat before;
    struct stat after;
    if (fstat(file, &before) != 0) {
        *why = str_from(strerror(errno));
    } else if (S_ISDIR(before.st_mode)) {
        *why = STR("it is a folder");
    } else if (!S_ISREG(before.st_mode)) {
        *why = STR("it is not a regular file");
    } else if (read_all(arena, file, max, bytes, why)) {
        if (fstat(file, &after) == 0 && same_facts(&before, &after)) return true;
        *why = STR("it changed while it was read");
    }
    return false;
}

static bool read_file(Arena *arena, Str path, size_t max, Str *bytes, Str *why)
{
    // Without O_NONBLOCK a pipe would make us wait for its writer.
    int file = open(path.data, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (file < 0) {
        *why = str_from(strerror(errno));
        return false;
    }
    bool done = read_open_file(arena, file, max, bytes, why);
    close(file);
    return done;
}

bool files_bytes(Arena *arena, const char *path, size_t max, Str *bytes, Str *why)
{
    if (!read_file(arena, str_from(path), max, bytes, why)) return false;
    if (bytes->len <= max) return true;
    *why = str_format(arena, "it has more than %zu MiB", max >> 20);
    return false;
}

// A file's name may hold any bytes.
static Str printable(Arena *arena, Str name)
{
    Text text = text_new(arena);
    text_add_harmless(&text, name, '?');
    return text_str(&text);
}

uint64_t files_facts(Str path)
{
    struct stat facts;
    if (stat(path.data, &facts) != 0) return (uint64_t)errno;
    // The change time is there for rights, and for a time of writing that was set back.
    const uint64_t parts[] = {
        (uint64_t)facts.st_dev,          (uint64_t)facts.st_ino,
        (uint64_t)facts.st_size,         (uint64_t)facts.st_mtim.tv_sec,
        (uint64_t)facts.st_mtim.tv_nsec, (uint64_t)facts.st_ctim.tv_sec,
        (uint64_t)facts.st_ctim.tv_nsec,
    };
    uint64_t sum = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        sum = (sum ^ parts[i]) * UINT64_C(1099511628211); // As FNV-1a does it.
    }
    return sum;
}

// Takes down what a file looks like before anything is done with it: a change that
// comes later, even while it is read, is then seen as one.
static Seen *look(Files *files, Str path)
{
    for (size_t i = 0; i < files->seen_count; i++) {
        if (str_equal(files->seen[i].path, path)) return &files->seen[i];
    }
    files->seen = arena_grow(files->arena, files->seen, files->seen_count, &files->seen_capacity,
                             sizeof(Seen));
    Seen *seen = &files->seen[files->seen_count++];
    *seen = (Seen){.path = path, .facts = files_facts(path)};
    return seen;
}

// A path as it is printed: relative to the project.
static Str shown_path(Arena *arena, Str path, Str root)
{
    size_t skip = str_is(root, "/") ? 1 : root.len + 1;
    return printable(arena, str_from_to(path, skip, path.len));
}

static const Source *read_source(Files *files, Str path, Str root, Str *why)
{
    Str bytes;
    for (File *file = files->files; file; file = file->next) {
        if (str_equal(file->path, path)) return file->source;
    }
    const Draft *draft = draft_of(files, path);
    if (draft) bytes = draft->bytes;
    else if (!read_file(files->arena, path, FILE_BYTES_MAX, &bytes, why)) return NULL;
    Str   shown = shown_path(files->arena, path, root);
    File *file = ARENA_NEW(files->arena, File);
    *file = (File){.next = files->files, .path = path, .root = root};
    file->source = source_new(files->arena, shown, bytes, ++files->count);
    files->files = file;
    return file->source;
}

Str files_path(const Files *files, const Source *source)
{
    const struct File *file = files->files;
    while (file->source != source) file = file->next;
    return file->path;
}

const Source *files_book(Files *files, const char *path, Str *why)
{
    Str   real;
    Seen *seen = look(files, str_from(path));
    seen->shown = printable(files->arena, seen->path);
    if (find_file(files, seen->path, &real)) {
        seen->source = read_source(files, real, project_root(files, real), why);
        if (seen->source) seen->shown = seen->source->path;
    } else {
        *why = str_from(strerror(errno));
    }
    seen->why = *why;
    return seen->source;
}

void files_look_folder(Files *files, const char *path, const char *const *names, size_t count)
{
    Seen *seen = look(files, str_from(path));
    Text  all = text_new(files->arena);
    for (size_t i = 0; i < count; i++) text_addf(&all, "%s\n", names[i]);
    seen->shown = printable(files->arena, seen->path);
    seen->why = text_str(&all);
}

FileAnswer files_open(void *context, const Source *from, Str path, const Source **source, Str *why)
{
    Files *files = context;
    File  *beside = files->files;
    Str    real;
    while (beside->source != from) beside = beside->next; // It was opened here.
    if (path.data[0] == '/') return FILE_OUTSIDE;
    Seen *seen = look(files, join(files->arena, folder_of(beside->path), path));
    bool  found = find_file(files, seen->path, &real);
    if (!found) *why = str_from(strerror(errno));
    bool inside = is_inside(real, beside->root);
    seen->shown =
        inside ? shown_path(files->arena, real, beside->root) : printable(files->arena, path);
    if (found && !inside) return FILE_OUTSIDE;
    if (found) *source = seen->source = read_source(files, real, beside->root, why);
    seen->why = *why;
    return seen->source ? FILE_FOUND : FILE_UNREADABLE;
}
