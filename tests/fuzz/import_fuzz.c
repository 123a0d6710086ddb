// Any bytes as a table to import. Whatever is understood of it, the files that are drafted
// load: that is asserted here, beside what the sanitizers see.
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "../unit/memory_project.h"
#include "base/diag.h"
#include "parse/table_file.h"
#include "survey/import.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void exhausted(void)
{
    abort();
}

// The year is known, so that a table without one goes on; nothing else is answered.
static Str answer(void *context, const Question *question)
{
    (void)context;
    return str_is(question->key, "year") ? STR("2022-23") : question->fallback;
}

static void check_loads(Arena *arena, Reading *reading)
{
    Diags            diags = diags_new(arena);
    ImportTexts      texts = import_texts(reading, NULL, NULL, STR("pack.yaml"), STR("board.yaml"));
    const MemoryFile files[] = {
        {"book.yaml", texts.book}, {"board.yaml", texts.board}, {"pack.yaml", texts.pack}};
    MemoryProject project = memory_project(arena, files, sizeof files / sizeof *files);
    Shelf         shelf = shelf_new(arena, &diags, memory_open, &project);
    if (reading->diags->errors) return;
    const Book *book = shelf_book(&shelf, memory_source(&project, STR("book.yaml")));
    if (!book || diags.errors) {
        Text out = text_new(arena);
        diags_write_text(&diags, &out, false);
        fprintf(stderr, "%.*s\n%.*s\n", STR_ARG(texts.book), STR_ARG(text_str(&out)));
    }
    assert(book && diags.errors == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena      *arena = arena_new(exhausted);
    Diags       diags = diags_new(arena);
    Asker       asker = {answer, NULL};
    Text        printed = text_new(arena);
    Str         bytes = {(const char *)data, size};
    Str         why = STR("");
    Spreadsheet book = {0};
    if (table_file_read(arena, STR("paper.csv"), bytes, &book, &why)) {
        Reading *reading = import_read(arena, &diags, &asker, &book, STR("paper.csv"));
        if (reading) {
            import_account(reading, &printed);
            check_loads(arena, reading);
        }
    }
    diags_sort(&diags);
    diags_write_text(&diags, &printed, false);
    arena_free(arena);
    return 0;
}
