// The files of a project: which may be read, under which name they are printed.
// Nothing outside the project is ever opened through a book.
#pragma once
#include "plan/shelf.h"

// What a file would hold: it is tried before it is written.
typedef struct {
    Str path; // As files_place has it.
    Str bytes;
} Draft;

// What was asked for once, be it there or not.
typedef struct {
    Str           path;   // As it was asked for, to look there again.
    Str           shown;  // As it is printed.
    const Source *source; // NULL where it could not be read; then `why`.
    Str           why;
    uint64_t      facts; // Of files_facts, from before it was read.
} Seen;

typedef struct {
    Arena       *arena;
    const Draft *drafts; // Each stands in the place of the file of its path.
    size_t       draft_count;
    struct File *files; // What was opened so far.
    size_t       count;
    Seen        *seen; // In the order asked for, each once.
    size_t       seen_count;
    size_t       seen_capacity;
} Files;

// The drafts must outlive it.
Files files_new(Arena *arena, const Draft *drafts, size_t draft_count);

// A book named on the command line. Returns NULL and why, in words.
const Source *files_book(Files *files, const char *path, Str *why);

// A folder whose books were asked for, and the names in it: so that it is seen when one
// comes or goes.
void files_look_folder(Files *files, const char *path, const char *const *names, size_t count);

// The real path of a source that was opened here.
Str files_path(const Files *files, const Source *source);

// The bytes of any regular file, up to a limit: a table to import. False with the reason.
bool files_bytes(Arena *arena, const char *path, size_t max, Str *bytes, Str *why);

// A number that is another one once the file has changed, come or gone, as far as can
// be told without reading it.
uint64_t files_facts(Str path);

// The real path that a file has or would have, be it there or not.
Str files_place(Arena *arena, Str path);

// The path without links, as the system has it; false where there is no such file.
bool files_real_path(Arena *arena, Str path, Str *real);

// A FileOpen over the file system, for the shelf; the context is a Files.
FileAnswer files_open(void *context, const Source *from, Str path, const Source **source, Str *why);
