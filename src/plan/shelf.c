#include "plan/shelf.h"

#include "plan/read.h"

// One file with what it turned out to be; all NULL when it was refused.
typedef struct Known {
    struct Known   *next;
    const Source   *source;
    const char     *kind;
    const YearPack *pack;
    const Board    *board;
    Book           *book;
    size_t          undecided; // How many marks the file carries.
} Known;

Shelf shelf_new(Arena *arena, Diags *diags, FileOpen *open, void *context)
{
    return (Shelf){.reader = {.arena = arena, .diags = diags}, .open = open, .context = context};
}

static Known *find(const Shelf *shelf, const Source *source)
{
    for (Known *known = shelf->known; known; known = known->next) {
        if (known->source == source) return known;
    }
    return NULL;
}

static Known *add(Shelf *shelf, const Source *source, const char *kind)
{
    Known *known = ARENA_NEW(shelf->reader.arena, Known);
    *known = (Known){.next = shelf->known, .source = source, .kind = kind};
    shelf->known = known;
    return known;
}

// What a book's maker could not know is marked with a comment that begins so.
#define MARK "# to decide: "

Span mark_of_line(const Source *source, size_t number)
{
    Str    line = source_line(source, number);
    size_t at = 0;
    while (at < line.len && !str_starts(str_from_to(line, at, line.len), MARK)) at++;
    if (at == line.len || (at > 0 && line.data[at - 1] != ' ')) return (Span){0};
    size_t start = (size_t)(line.data - source->bytes.data) + at;
    return (Span){source, start, start + line.len - at};
}

// Counts the marks of a file, and says each unless `diags` is NULL.
static size_t count_marks(const Source *source, Diags *diags)
{
    size_t count = 0;
    for (size_t number = 1; number <= source->line_count; number++) {
        Span mark = mark_of_line(source, number);
        if (!mark.source) continue;
        count++;
        if (!diags) continue;
        Str words = str_from_to(source->bytes, mark.start + sizeof MARK - 1, mark.end);
        diag(diags, DIAG_TO_DECIDE, mark, "still to be decided: %.*s", STR_ARG(words));
    }
    return count;
}

// The tree of a file; NULL after a report.
static const Node *tree_of(Shelf *shelf, Known *known)
{
    Diags *diags = shelf->reader.diags;
    if (!gate_admits(known->source, diags)) return NULL;
    known->undecided = count_marks(known->source, shelf->aside ? NULL : diags);
    return tree_parse(shelf->reader.arena, known->source, diags);
}

static const Source *open_named(Shelf *shelf, const Source *from, const Node *path)
{
    const Source *source = NULL;
    Str           name;
    Str           why = STR("");
    Diags        *diags = shelf->reader.diags;
    if (!path || !node_text(&shelf->reader, path, &name)) return NULL;
    name = path->text; // Every blank of a path counts.
    switch (shelf->open(shelf->context, from, name, &source, &why)) {
    case FILE_FOUND: return source;
    case FILE_UNREADABLE: {
        Diag *found = diag(diags, DIAG_CANNOT_READ_FILE, path->span, "cannot read '%.*s': %.*s",
                           STR_ARG(name), STR_ARG(why));
        diag_help(diags, found, "paths are relative to the file they stand in");
        break;
    }
    case FILE_OUTSIDE: {
        Diag *found = diag(diags, DIAG_OUTSIDE_PROJECT, path->span, "'%.*s' leaves the project",
                           STR_ARG(name));
        diag_help(diags, found, "a file may name only files below the folder that holds schemes/");
        break;
    }
    }
    return NULL;
}

// The file as one of a kind that was asked for before as another is a mistake
// of whoever names it now.
static bool is_of_kind(Shelf *shelf, const Known *known, const char *kind, const Node *path)
{
    if (str_equal(str_from(known->kind), str_from(kind))) return true;
    diag(shelf->reader.diags, DIAG_WRONG_KIND, path->span, "'%.*s' is a %s, not a %s",
         STR_ARG(path->text), known->kind, kind);
    return false;
}

// What is known of the file that a path names. `tree` is set when it was not
// known before and there is something to read.
static Known *known_of(Shelf *shelf, const Source *from, const Node *path, const char *kind,
                       const Node **tree)
{
    const Source *source = open_named(shelf, from, path);
    *tree = NULL;
    if (!source) return NULL;
    Known *known = find(shelf, source);
    if (known) return is_of_kind(shelf, known, kind, path) ? known : NULL;
    known = add(shelf, source, kind);
    *tree = tree_of(shelf, known);
    return known;
}

const YearPack *shelf_pack(Shelf *shelf, const Source *from, const Node *path)
{
    const Node *tree = NULL;
    Known      *known = known_of(shelf, from, path, "year-pack", &tree);
    size_t      before = shelf->reader.diags->errors;
    if (tree) {
        YearPack *pack = pack_read(&shelf->reader, tree, known->source);
        pack->undecided = known->undecided;
        if (shelf->reader.diags->errors == before) known->pack = pack;
    }
    return known ? known->pack : NULL;
}

const Board *shelf_board(Shelf *shelf, const Source *from, const Node *path)
{
    const Node *tree = NULL;
    Known      *known = known_of(shelf, from, path, "board", &tree);
    size_t      before = shelf->reader.diags->errors;
    if (tree) {
        Board *board = board_read(&shelf->reader, tree, known->source);
        board->undecided = known->undecided;
        if (shelf->reader.diags->errors == before) known->board = board;
    }
    return known ? known->board : NULL;
}

Book *shelf_book(Shelf *shelf, const Source *source)
{
    Known *known = find(shelf, source);
    if (known) return known->book;
    known = add(shelf, source, "book");
    size_t      before = shelf->reader.diags->errors;
    const Node *tree = tree_of(shelf, known);
    if (!tree) return NULL;
    Book *book = book_read(shelf, tree, source);
    // No book and no error: it names what was refused before.
    if (!book || shelf->reader.diags->errors != before) return NULL;
    known->book = book;
    book->undecided = known->undecided + book->board->undecided;
    if (book->pack) book->undecided += book->pack->undecided;
    return known->book;
}

bool shelf_previous(Shelf *shelf, Book *book)
{
    if (!book->previous_path || book->previous) return true;
    const Source *source = open_named(shelf, book->source, book->previous_path);
    if (!source) return false;
    Known *known = find(shelf, source);
    if (known && !is_of_kind(shelf, known, "book", book->previous_path)) return false;
    shelf->aside = true;
    Book *previous = shelf_book(shelf, source);
    shelf->aside = false;
    if (!previous) return false;
    if (previous->year.start + 1 != book->year.start) {
        Arena *arena = shelf->reader.arena;
        diag(shelf->reader.diags, DIAG_WRONG_YEAR, book->previous_path->span,
             "'%.*s' is the book of %.*s; the year before %.*s is wanted",
             STR_ARG(book->previous_path->text), STR_ARG(year_format(arena, previous->year)),
             STR_ARG(year_format(arena, book->year)));
        return false;
    }
    book->previous = previous;
    return true;
}
