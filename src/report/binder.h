// What the two profiles of a workbook share: its sheets, their names, the cover.
#pragma once
#include "report/sheets.h"

typedef struct {
    Arena      *arena;
    const Case *cases;
    size_t      count;
    Str         program;
    Workbook   *workbook;
    Str        *names; // Of the sheets so far.
} Binder;

Binder binder_new(Arena *arena, const Case *cases, size_t count, Str program, Profile profile);
void   binder_add(Binder *binder, Str name, const Table *table);

// A report's sheet: its name has the year where there are several books, and the
// board where there are several boards.
void binder_add_report(Binder *binder, const Report *report, const Case *of, const Table *table);

typedef struct {
    Sheet *items;
    size_t count;
} Sheets;

// Those that are of several books: of the run where it is of several boards, and of each
// board that has several years. They are not added yet.
Sheets binder_group_sheets(const Binder *binder);

// More sheets of single books than this nobody leafs through: then there are none.
#define BOOK_SHEET_MAX 400

typedef struct {
    const Report *report;
    const Case   *of;
} BookSheet;

typedef struct {
    BookSheet *items;
    size_t     count;
    size_t     left_out;
} BookSheets;

// Those of single books, book by book: every report that the profile holds and that has
// anything to say.
BookSheets binder_book_sheets(const Binder *binder);

// "Draft: 9 things are still to be decided."; empty where no book leaves anything open.
Str binder_draft(const Binder *binder);

// Board, year, status and sources of a sheet that is about all books.
void binder_entitle(const Binder *binder, Table *table);

// What the books are, and who made the workbook.
Table *binder_cover(const Binder *binder);

// Each sheet by name, as a link. Filled when all are there.
Table *binder_contents(const Binder *binder);
void   binder_fill_contents(const Binder *binder, Table *contents, const BookSheets *books);
