// The books below a folder, for a command that was given one in place of a book.
#pragma once
#include "app/files.h"

// Of all folders that one command names, and how deep they may stand in each other.
#define FOLDER_BOOK_COUNT_MAX 10000
#define FOLDER_DEPTH_MAX      16

typedef struct {
    const char **items;
    size_t       count;
    size_t       capacity;
} Paths;

bool folder_is(const char *path);

// Adds the path of every book below a folder, in the order of the paths. False with the
// reason where it cannot be read, or holds none.
bool folder_books(Files *files, const char *path, Paths *paths, Str *why);
