#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "app/command.h"
#include "app/progress.h"

#define WIDTH_DEFAULT 80
#define WIDTH_MIN     40

__attribute__((format(printf, 1, 0))) static void complain(const char *format, va_list args)
{
    progress_end();
    fputs("bcf: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
}

ExitStatus usage_error(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    complain(format, args);
    va_end(args);
    return EXIT_USAGE;
}

ExitStatus world_error(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    complain(format, args);
    va_end(args);
    return EXIT_WORLD;
}

// The ledger of a book, which a later year may have asked for already.
typedef struct {
    const Book *book;
    Ledger     *ledger;
} Posted;

static Ledger *ledger_of(Session *session, Posted *posted, size_t *count, const Book *book)
{
    const Ledger *previous = NULL;
    for (size_t i = 0; i < *count; i++) {
        if (posted[i].book == book) return posted[i].ledger;
    }
    if (book->previous) previous = ledger_of(session, posted, count, book->previous);
    Ledger *ledger = post_book(session->arena, book, previous, &session->diags);
    posted[(*count)++] = (Posted){book, ledger};
    return ledger;
}

static bool is_named(Book *const *books, size_t count, const Book *book)
{
    for (size_t i = 0; i < count; i++) {
        if (books[i] == book) return true;
    }
    return false;
}

static void add_unread(Session *session, Str path)
{
    session->unread[session->unread_count++] = path;
    session->whole = false;
}

// The books that could be loaded, each once.
static size_t load_books(Session *session, const char *const *paths, size_t count, Book **books)
{
    size_t loaded = 0;
    for (size_t i = 0; i < count; i++) {
        progress_step("reading", paths[i]);
        Str           why = STR("");
        const Source *source = files_book(&session->files, paths[i], &why);
        if (!source) {
            session_fail(session, "cannot read %s: %.*s", paths[i], STR_ARG(why));
            add_unread(session, str_from(paths[i]));
            continue;
        }
        Book *book = shelf_book(&session->shelf, source);
        if (!book) add_unread(session, source->path);
        else if (!is_named(books, loaded, book)) books[loaded++] = book;
    }
    return loaded;
}

// What was named, with the books below it where it is a folder.
static Paths expand(Session *session, const char *const *names, size_t count)
{
    Paths paths = {0};
    for (size_t i = 0; i < count; i++) {
        Str why = STR("");
        if (!folder_is(names[i])) {
            paths.items = arena_grow(session->arena, paths.items, paths.count, &paths.capacity,
                                     sizeof *paths.items);
            paths.items[paths.count++] = names[i];
        } else if (!folder_books(&session->files, names[i], &paths, &why)) {
            session_fail(session, "%s: %.*s", names[i], STR_ARG(why));
            session->whole = false;
        }
    }
    return paths;
}

// The book as it stood, if that is asked for; NULL where its year had not begun.
static const Book *look_back(Session *session, const Book *book, const BookView *view)
{
    bool viewed = view && (date_is_set(view->as_of) || view->period > 0);
    if (!viewed) return book;
    if (!date_is_set(view->as_of) || !date_is_before_year(view->as_of, book->year)) {
        return book_view(session->arena, book, *view);
    }
    session_fail(session, "%.*s: its year began on 1 April %d, after %.*s",
                 STR_ARG(book->source->path), book->year.start,
                 STR_ARG(date_format(session->arena, view->as_of)));
    session->misused = true;
    return NULL;
}

// The year that follows another of the board, or the one before where nobody names it.
static void link_years(Ledger **ledgers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < count; j++) {
            const Book *one = ledgers[i]->book;
            const Book *other = ledgers[j]->book;
            bool        alike = one->board == other->board;
            bool        after = one->year.start == other->year.start + 1;
            if (alike && j < i && one->year.start == other->year.start) ledgers[i]->twin = other;
            if (!after) continue;
            if (!one->previous_path && alike) ledgers[i]->earlier = other;
            bool named = one->previous && one->previous->source == other->source;
            if (named && !ledgers[j]->next) ledgers[j]->next = ledgers[i];
        }
    }
}

// The ledgers of all books that can be looked at, each after the year before it.
static size_t post_books(Session *session, const BookView *view, Book *const *books, size_t count,
                         Ledger **ledgers)
{
    Posted *posted = ARENA_ARRAY(session->arena, Posted, count * 2); // Each with its previous one.
    size_t  posted_count = 0;
    size_t  made = 0;
    for (size_t i = 0; i < count; i++) {
        const char *name = books[i]->source->path.data;
        if (books[i]->previous_path) progress_step("reading the year before", name);
        if (!shelf_previous(&session->shelf, books[i])) session->whole = false;
    }
    for (size_t i = 0; i < count; i++) {
        progress_step("posting", books[i]->source->path.data);
        const Book *book = look_back(session, books[i], view);
        Ledger     *ledger = book ? ledger_of(session, posted, &posted_count, book) : NULL;
        if (ledger) ledgers[made++] = ledger;
        else add_unread(session, books[i]->source->path);
    }
    link_years(ledgers, made);
    return made;
}

static Session *session_new(Arena *arena, const Draft *drafts, size_t draft_count)
{
    Session *session = ARENA_NEW(arena, Session);
    session->arena = arena;
    session->diags = diags_new(arena);
    session->failures = text_new(arena);
    session->files = files_new(arena, drafts, draft_count);
    session->shelf = shelf_new(arena, &session->diags, files_open, &session->files);
    session->whole = true;
    return session;
}

static Session *session_load(Session *session, const BookView *view, const char *const *paths,
                             size_t count)
{
    Arena   *arena = session->arena;
    Book   **books = ARENA_ARRAY(arena, Book *, count);
    Ledger **ledgers = ARENA_ARRAY(arena, Ledger *, count);
    session->cases = ARENA_ARRAY(arena, Case, count);
    session->unread = ARENA_ARRAY(arena, Str, count);
    size_t loaded = load_books(session, paths, count, books);
    session->count = post_books(session, view, books, loaded, ledgers);
    for (size_t i = 0; i < session->count; i++) {
        progress_step("checking", ledgers[i]->book->source->path.data);
        const Reconciliation *found = reconcile(arena, ledgers[i], &session->diags);
        session->cases[i] = case_new(arena, ledgers[i], found);
    }
    cases_group(arena, session->cases, session->count, session->unread, session->unread_count);
    diags_sort(&session->diags);
    return session;
}

Session *session_open(Arena *arena, const BookView *view, const char *const *names, size_t count)
{
    Session *session = session_new(arena, NULL, 0);
    Paths    paths = expand(session, names, count);
    return session_load(session, view, paths.items, paths.count);
}

Session *session_open_book(Arena *arena, const char *path)
{
    return session_load(session_new(arena, NULL, 0), NULL, &path, 1);
}

Session *session_open_drafts(Arena *arena, const Draft *drafts, size_t draft_count,
                             const char *const *paths, size_t count)
{
    return session_load(session_new(arena, drafts, draft_count), NULL, paths, count);
}

bool terminal_obeys(int file)
{
    const char *no = getenv("NO_COLOR"); // https://no-color.org
    const char *terminal = getenv("TERM");
    if (no && *no) return false;
    return isatty(file) && terminal && strcmp(terminal, "dumb") != 0;
}

void session_fail(Session *session, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    Str message = str_format_args(session->arena, format, args);
    va_end(args);
    text_addf(&session->failures, "%.*s\n", STR_ARG(message));
}

// Each failure as a line of its own, or as an object like a diagnostic's.
static void write_failures(const Session *session, bool json, Text *out)
{
    Str    all = text_str(&session->failures);
    size_t start = 0;
    for (size_t at = 0; at < all.len; at++) {
        if (all.data[at] != '\n') continue;
        Str line = str_from_to(all, start, at);
        start = at + 1;
        text_add(out,
                 json ? STR("{\"code\":null,\"severity\":\"error\",\"message\":") : STR("bcf: "));
        if (json) text_add_json(out, line);
        else text_add(out, line);
        text_add(out, json ? STR("}\n") : STR("\n"));
    }
}

static bool wants_json(const Options *options)
{
    return options->diagnostics && strcmp(options->diagnostics, "json") == 0;
}

static void write_diags(const Diags *diags, const Options *options, Text *out)
{
    if (wants_json(options)) diags_write_json(diags, out);
    else diags_write_text(diags, out, terminal_obeys(STDERR_FILENO));
}

void print_diags(Arena *arena, Diags *diags, const Options *options)
{
    Text text = text_new(arena);
    diags_sort(diags);
    write_diags(diags, options, &text);
    progress_end();
    fflush(stdout);
    fwrite(text_str(&text).data, 1, text.len, stderr);
}

ExitStatus session_close(Session *session, const Options *options)
{
    Text text = text_new(session->arena);
    bool json = wants_json(options);
    write_diags(&session->diags, options, &text);
    write_failures(session, json, &text); // Last: what is seen last is read.
    progress_end();
    fflush(stdout);
    fwrite(text_str(&text).data, 1, text.len, stderr);
    for (size_t i = 0; i < session->count; i++) {
        Outcome outcome = reconciliation_outcome(session->cases[i].reconciliation);
        assert(outcome != OUTCOME_BREAK || session->diags.errors > 0); // Every break is named.
    }
    if (session->misused) return EXIT_USAGE;
    if (session->failures.len) return EXIT_WORLD;
    return session->diags.errors ? EXIT_FINDINGS : EXIT_CLEAN;
}

bool print_out(Str text)
{
    progress_end();
    if (fwrite(text.data, 1, text.len, stdout) == text.len && fflush(stdout) == 0) return true;
    fprintf(stderr, "bcf: cannot write: %s\n", strerror(errno));
    return false;
}

size_t print_width(void)
{
    struct winsize size;
    if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) {
        return WIDTH_DEFAULT;
    }
    return size.ws_col < WIDTH_MIN ? WIDTH_MIN : size.ws_col;
}

Str program_name(Arena *arena)
{
    return str_format(arena, "bcf %s", BCF_VERSION);
}
