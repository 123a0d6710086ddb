// The files of a project: which may be read, under which name they are printed.
// Nothing outside the project is ever opened through a book.
#pragma once
#include "plan/shelf.h"

typedef struct {
    Arena       *arena;
    struct File *files; // What was opened so far.
    size_t       count;
} Files;

Files files_new(Arena *arena);

// A book named on the command line. Returns NULL and why, in words.
const Source *files_book(Files *files, const char *path, Str *why);

// The path without links, as the system has it; false where there is no such file.
bool files_real_path(Arena *arena, Str path, Str *real);

// A FileOpen over the file system, for the shelf; the context is a Files.
FileAnswer files_open(void *context, const Source *from, Str path, const Source **source, Str *why);
