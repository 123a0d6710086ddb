// Any bytes as a book, with a board and a pack, from the gate to every report: the assertions, the
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

// An input may be a book, or a book, a board and a year pack parted by "====".
static Str take_file(Str *rest)
{
    static const char mark[] = "\n====\n";
    size_t            len = sizeof mark - 1;
    for (size_t at = 0; at + len <= rest->len; at++) {
        if (!str_starts(str_from_to(*rest, at, rest->len), mark)) continue;
        Str file = str_from_to(*rest, 0, at + 1);
        *rest = str_from_to(*rest, at + len, rest->len);
        return file;
    }
    Str file = *rest;
    *rest = STR("");
    return file;
}

// At any width of a terminal.
static void print_all(Arena *arena, const Case *of, size_t width)
{
    for (size_t i = 0; reports[i]; i++) {
        const Table *table = reports[i]->make(arena, of);
        for (size_t j = 0; writers[j]; j++) {
            Text out = text_new(arena);
            writers[j]->write(arena, &table, 1, width, &out);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena           *arena = arena_new(exhausted);
    Diags            diags = diags_new(arena);
    Text             printed = text_new(arena);
    Str              rest = {(const char *)data, size};
    Str              book_text = take_file(&rest);
    Str              board = rest.len ? take_file(&rest) : STR(MEMORY_BOARD);
    Str              pack = rest.len ? take_file(&rest) : STR(MEMORY_PACK);
    const MemoryFile files[] = {
        {"book.yaml", book_text},
        {"../../schemes/northshire.yaml", board},
        {"../../schemes/national/2022-23.yaml", pack},
    };
    MemoryProject project = memory_project(arena, files, sizeof files / sizeof *files);
    Shelf         shelf = shelf_new(arena, &diags, memory_open, &project);
    Book         *book = shelf_book(&shelf, memory_source(&project, STR("book.yaml")));
    const Ledger *ledger = book ? post_book(arena, book, NULL, &diags) : NULL;
    if (ledger) {
        Case of = {book, ledger, reconcile(arena, ledger, &diags)};
        print_all(arena, &of, 40 + size % 101);
    }
    diags_sort(&diags);
    diags_write_text(&diags, &printed, false);
    diags_write_json(&diags, &printed);
    arena_free(arena);
    return 0;
}
