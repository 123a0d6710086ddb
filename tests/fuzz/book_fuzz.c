// Any bytes as a book, with a board and a pack, from the gate to every report: the assertions, the
// sanitizers and the clock judge. Nothing here touches a file.
#include <stdint.h>
#include <stdlib.h>

#include "../unit/memory_project.h"
#include "report/sheets.h"
#include "write/ods.h"
#include "write/verify.h"
#include "write/watch.h"
#include "write/writer.h"

#define EXPORT_EACH 4 // One input in so many is exported too, which takes longer.

// A publication in the format that is ours from the first byte on; the working
// profile as far as the library.
static void export_all(Arena *arena, const Case *cases, size_t count, const Diags *diags)
{
    Text            out = text_new(arena);
    Str             why;
    const Workbook *working = sheets_working(arena, cases, count, diags, STR("bcf"));
    const Workbook *publication = sheets_publication(arena, cases, count, STR("bcf"), false);
    Formulas        formulas = formulas_new(arena, working);
    for (size_t i = 0; i < working->count; i++) {
        for (size_t j = 0; j < working->sheets[i].table->column_count; j++)
            watch_of(&formulas, i, j);
    }
    if (ods_write(arena, publication, &out, &why)) {
        bool good = verify_ods(arena, publication, text_str(&out), &why);
        assert(good);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void exhausted(void)
{
    abort();
}

// An input may be a book; or a book, a board and a year pack, parted by "===="; or those and the
// book and the pack of the year before.
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
static void print_all(Arena *arena, const Case *cases, size_t count, size_t width)
{
    for (size_t i = 0; reports[i]; i++) {
        const Table *tables[2];
        size_t       made = report_tables(arena, reports[i], cases, count, tables);
        for (size_t j = 0; writers[j]; j++) {
            Text out = text_new(arena);
            writers[j]->write(arena, tables, made, width, &out);
        }
    }
}

// As it is, or as it stood on a day or at a period.
static const Book *look(Arena *arena, const Book *book, size_t number)
{
    Date     day = {book->year.start + (int)(number % 2), (int)(number % 12) + 1, 0};
    BookView view = {.period = (int)(number % (PERIOD_MAX + 1))};
    if (number % 3 == 0) return book;
    if (number % 3 == 1 && !date_is_before_year(day, book->year)) view = (BookView){.as_of = day};
    return book_view(arena, book, view);
}

// The year before, where the book names it and it is looked at too; then the book.
static size_t look_at_all(Arena *arena, Shelf *shelf, Book *book, size_t number, Case *cases)
{
    Diags  *diags = shelf->reader.diags;
    Ledger *before = NULL;
    size_t  count = 0;
    if (shelf_previous(shelf, book) && book->previous) {
        before = post_book(arena, book->previous, NULL, diags);
    }
    const Book *looked = look(arena, book, number);
    Ledger     *ledger = post_book(arena, looked, before, diags);
    if (!ledger) return 0;
    bool together = before && looked == book && number % 2;
    if (together) {
        before->next = ledger;
        cases[count++] = case_new(arena, before, reconcile(arena, before, diags));
    }
    cases[count++] = case_new(arena, ledger, reconcile(arena, ledger, diags));
    cases_group(arena, cases, count, NULL, 0);
    return count;
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
    Str              last = take_file(&rest);
    Str              last_pack = take_file(&rest);
    const MemoryFile files[] = {
        {"book.yaml", book_text},
        {"../../schemes/northshire.yaml", board},
        {"../../schemes/national/2022-23.yaml", pack},
        {"2021-22.yaml", last},
        {"../../schemes/national/2021-22.yaml", last_pack},
    };
    MemoryProject project = memory_project(arena, files, sizeof files / sizeof *files);
    Shelf         shelf = shelf_new(arena, &diags, memory_open, &project);
    Book         *book = shelf_book(&shelf, memory_source(&project, STR("book.yaml")));
    Case          cases[2];
    size_t        count = book ? look_at_all(arena, &shelf, book, size, cases) : 0;
    if (count) {
        print_all(arena, cases, count, 40 + size % 101);
        if (size % EXPORT_EACH == 0) export_all(arena, cases, count, &diags);
    }
    diags_sort(&diags);
    diags_write_text(&diags, &printed, false);
    diags_write_json(&diags, &printed);
    arena_free(arena);
    return 0;
}
