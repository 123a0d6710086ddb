// Puts bytes into a file, all or nothing.
#pragma once
#include "write/file_format.h"

// Writes beside the target under a temporary name, reads that back, compares it
// byte by byte and, by the reader of its format, cell by cell; only then does it take
// the target's place. On failure the old file is whole. False with the reason.
bool save_workbook(Arena *arena, const char *path, const Workbook *workbook,
                   const FileFormat *format, Str *why);

// The same of a text, compared byte by byte. Folders that are missing are made.
bool save_text(Arena *arena, Str path, Str bytes, Str *why);
