#include "app/save.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/files.h"
#include "app/progress.h"

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

// A workbook is a file like any other, or like the one whose place it takes.
static void open_up(int file, const char *target)
{
    struct stat old;
    mode_t      mask = umask(0);
    umask(mask);
    fchmod(file, stat(target, &old) == 0 ? old.st_mode & 0777 : 0666 & ~mask);
}

// What is on its way to a file.
typedef struct {
    Arena            *arena;
    const Workbook   *workbook; // NULL for a text.
    const FileFormat *format;
    const char       *path;   // As it was given.
    const char       *target; // Without links.
} Job;

static bool fill(const Job *job, int file, Str bytes, Str *why)
{
    Str seen;
    if (!write_all(file, bytes, why)) return false;
    if (!read_back(job->arena, file, bytes.len, &seen, why)) return false;
    if (!str_equal(seen, bytes)) return fail(why, "what was written does not read back the same");
    progress_step("reading back", job->path);
    return !job->workbook || job->format->verify(job->arena, job->workbook, seen, why);
}

// A name is only as lasting as the folder it stands in. Some file systems have
// no such thing for folders, and say EINVAL.
static bool sync_folder(const char *folder, Str *why)
{
    int  file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool done = file >= 0 && (fsync(file) == 0 || errno == EINVAL);
    if (!done) *why = str_from(strerror(errno));
    if (file >= 0) close(file);
    return done;
}

static bool write_in(const Job *job, const char *workplace, Str bytes, Str *why)
{
    Str name = str_format(job->arena, "%s/new", workplace);
    int file = open(name.data, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) return fail(why, strerror(errno));
    open_up(file, job->target);
    bool done = fill(job, file, bytes, why);
    close(file);
    if (done && rename(name.data, job->target) != 0) done = fail(why, strerror(errno));
    if (!done) unlink(name.data);
    return done;
}

static bool make_and_write(const Job *job, const char *workplace, Str bytes, Str *why)
{
    Text made = text_new(job->arena);
    if (!job->workbook) return write_in(job, workplace, bytes, why);
    return job->format->write(job->arena, job->workbook, workplace, &made, why) &&
           write_in(job, workplace, text_str(&made), why);
}

static bool run(Job *job, const char *path, Str bytes, Str *why)
{
    Arena      *arena = job->arena;
    Str         target = str_from(path);
    Text        workplace = text_new(arena);
    struct stat facts;
    if (stat(path, &facts) == 0 && S_ISDIR(facts.st_mode)) return fail(why, "it is a folder");
    files_real_path(arena, str_from(path), &target); // A link to a file stays a link.
    const char *slash = strrchr(target.data, '/');
    Str folder = slash ? str_from_to(target, 0, (size_t)(slash - target.data) + 1) : STR("./");
    // A folder of its own, so that two runs cannot be in each other's way.
    text_addf(&workplace, "%.*s.bcf-XXXXXX", STR_ARG(folder));
    if (!mkdtemp(workplace.data)) {
        if (errno != ENOENT) return fail(why, strerror(errno));
        *why = str_format(arena, "there is no folder %.*s", STR_ARG(folder));
        return false;
    }
    job->target = target.data;
    job->path = path;
    progress_step("writing", path);
    bool done = make_and_write(job, workplace.data, bytes, why);
    rmdir(workplace.data);
    return done && sync_folder(arena_copy(arena, folder).data, why);
}

bool save_workbook(Arena *arena, const char *path, const Workbook *workbook,
                   const FileFormat *format, Str *why)
{
    Job job = {.arena = arena, .workbook = workbook, .format = format};
    return run(&job, path, STR(""), why);
}

static bool make_folders(Arena *arena, Str path, Str *why)
{
    for (size_t at = 1; at < path.len; at++) {
        if (path.data[at] != '/') continue;
        Str folder = arena_copy(arena, str_from_to(path, 0, at));
        if (mkdir(folder.data, 0777) != 0 && errno != EEXIST) return fail(why, strerror(errno));
    }
    return true;
}

bool save_text(Arena *arena, Str path, Str bytes, Str *why)
{
    Job job = {.arena = arena};
    return make_folders(arena, path, why) && run(&job, arena_copy(arena, path).data, bytes, why);
}
