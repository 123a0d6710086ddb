// The files of a run, each read and understood once: year packs, boards, books.
// Plan names files; only app opens them, through one function pointer.
#pragma once
#include "parse/gate.h"
#include "plan/record.h"

typedef enum { FILE_FOUND, FILE_UNREADABLE, FILE_OUTSIDE } FileAnswer;

// Reads the file that `path` names beside `from`. The same file is the same
// Source, however often it is asked for. `why` is set for FILE_UNREADABLE.
typedef FileAnswer FileOpen(void *context, const Source *from, Str path, const Source **source,
                            Str *why);

typedef struct {
    Reader        reader;
    FileOpen     *open;
    void         *context;
    struct Known *known; // What was read so far.
    bool          aside; // Reading for comparison: what is marked there is not said.
} Shelf;

Shelf shelf_new(Arena *arena, Diags *diags, FileOpen *open, void *context);

// Each returns NULL when the file, or one that it names, was refused; why is in
// the diagnostics, once.
const YearPack *shelf_pack(Shelf *shelf, const Source *from, const Node *path);
const Board    *shelf_board(Shelf *shelf, const Source *from, const Node *path);
Book           *shelf_book(Shelf *shelf, const Source *source);

// Reads the book that `book` names as its previous one; true when it names
// none or all is well.
bool shelf_previous(Shelf *shelf, Book *book);

// Where a line of a file, counted from 1, is marked "# to decide: ..."; a zero Span
// where it is not.
Span mark_of_line(const Source *source, size_t number);
