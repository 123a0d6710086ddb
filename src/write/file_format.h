// The files that a workbook can be written to. Each is read back before it counts.
#pragma once
#include "report/table.h"

typedef struct {
    const char *ending;  // Of the file's name: ".xlsx".
    const char *summary; // One line.
    bool        working; // Whether it holds the working profile too.
    bool        draws;   // Whether it holds charts.
    // The bytes. `scratch_folder` is a place for files that are gone afterwards.
    bool (*write)(Arena *arena, const Workbook *workbook, const char *scratch_folder, Text *out,
                  Str *why);
    // Whether the bytes hold the workbook, cell by cell; else why not.
    bool (*verify)(Arena *arena, const Workbook *workbook, Str bytes, Str *why);
} FileFormat;

extern const FileFormat *const file_formats[]; // The first is the usual one; ends in NULL.

const FileFormat *file_format_of(Str path); // By its ending; NULL when there is none.
