// The formats a report can be printed in: from tables to bytes.
#pragma once
#include "report/table.h"

typedef struct {
    const char *name; // "json".
    const char *summary;
    // `width` is the most characters a line may have, where that means anything.
    void (*write)(Arena *arena, const Table *const *tables, size_t count, size_t width, Text *out);
} Writer;

extern const Writer *const writers[]; // The first is the default; ends in NULL.

const Writer *writer_named(Str name); // NULL when there is none.

extern const Writer writer_text;
extern const Writer writer_csv;
extern const Writer writer_json;
extern const Writer writer_markdown;
