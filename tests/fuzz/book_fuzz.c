// Any bytes as a book, from the gate to every report: the assertions, the
// sanitizers and the clock judge. Nothing here touches a file.
#include <stdint.h>
#include <stdlib.h>

#include "../unit/memory_project.h"
#include "report/report.h"
#include "write/writer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void exhausted(void)
{
    abort();
}

static void print_all(Arena *arena, const Case *of)
{
    for (size_t i = 0; reports[i]; i++) {
        const Table *table = reports[i]->make(arena, of);
        for (size_t j = 0; writers[j]; j++) {
            Text out = text_new(arena);
            writers[j]->write(arena, &table, 1, 80, &out);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena           *arena = arena_new(exhausted);
    Diags            diags = diags_new(arena);
    Text             printed = text_new(arena);
    const MemoryFile files[] = {
        {"book.yaml", {(const char *)data, size}},
        {"../../schemes/northshire.yaml", STR(MEMORY_BOARD)},
        {"../../schemes/national/2022-23.yaml", STR(MEMORY_PACK)},
    };
    MemoryProject project = memory_project(arena, files, sizeof files / sizeof *files);
    Shelf         shelf = shelf_new(arena, &diags, memory_open, &project);
    Book         *book = shelf_book(&shelf, memory_source(&project, STR("book.yaml")));
    const Ledger *ledger = book ? post_book(arena, book, NULL, &diags) : NULL;
    if (ledger) {
        Case of = {book, ledger, reconcile(arena, ledger, &diags)};
        print_all(arena, &of);
    }
    diags_sort(&diags);
    diags_write_text(&diags, &printed, false);
    diags_write_json(&diags, &printed);
    arena_free(arena);
    return 0;
}
