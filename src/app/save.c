#include "app/save.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "write/verify.h"
#include "write/xlsx.h"

static bool fail(Str *why, const char *reason)
{
    *why = str_from(reason);
    return false;
}

static bool write_all(int file, Str bytes, Str *why)
{
    size_t done = 0;
    while (done < bytes.len) {
        ssize_t wrote = write(file, bytes.data + done, bytes.len - done);
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote < 0) return fail(why, strerror(errno));
        done += (size_t)wrote;
    }
    return fsync(file) == 0 || fail(why, strerror(errno));
}

static bool read_back(Arena *arena, int file, size_t size, Str *bytes, Str *why)
{
    char  *data = arena_alloc(arena, size + 1, 1);
    size_t done = 0;
    while (done < size) {
        ssize_t got = pread(file, data + done, size - done, (off_t)done);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return fail(why, strerror(errno));
        if (got == 0) break;
        done += (size_t)got;
    }
    *bytes = (Str){data, done};
    return true;
}

// mkstemp gives a file that only its owner may read; a workbook is a file like
// any other.
static void open_up(int file)
{
    mode_t mask = umask(0);
    umask(mask);
    fchmod(file, 0666 & ~mask);
}

static bool fill(Arena *arena, int file, const Workbook *workbook, Str bytes, Str *why)
{
    Str seen;
    open_up(file);
    if (!write_all(file, bytes, why)) return false;
    if (!read_back(arena, file, bytes.len, &seen, why)) return false;
    if (!str_equal(seen, bytes)) return fail(why, "what was written does not read back the same");
    return verify_workbook(arena, workbook, seen, why);
}

static void sync_folder(const char *folder)
{
    int file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0) return;
    fsync(file);
    close(file);
}

bool save_workbook(Arena *arena, const char *path, const Workbook *workbook, Str *why)
{
    const char *slash = strrchr(path, '/');
    Str  folder = slash ? str_format(arena, "%.*s", (int)(slash - path + 1), path) : STR("./");
    Text name = text_new(arena);
    Text bytes = text_new(arena);
    struct stat facts;
    if (stat(path, &facts) == 0 && S_ISDIR(facts.st_mode)) return fail(why, "it is a folder");
    text_addf(&name, "%.*s.bcf-XXXXXX", STR_ARG(folder));
    int file = mkstemp(name.data);
    if (file < 0) return fail(why, strerror(errno));
    bool done = xlsx_write(arena, workbook, folder.data, &bytes, why) &&
                fill(arena, file, workbook, text_str(&bytes), why);
    close(file);
    if (done && rename(name.data, path) != 0) done = fail(why, strerror(errno));
    if (!done) unlink(name.data);
    else sync_folder(folder.data);
    return done;
}
