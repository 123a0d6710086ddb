#include "app/watch.h"

// One line a book: what was checked, and how it ended.
static void add_line(Arena *arena, const Case *of, Text *out)
{
    const Reconciliation *found = of->reconciliation;
    const Book           *book = of->book;
    bool                  broken = reconciliation_outcome(found) == OUTCOME_BREAK;
    Str                   view = view_in_words(arena, book->view);
    text_addf(out, "%.*s %.*s (%s%s%.*s) %s. Checks: %.*s.\n", STR_ARG(book->board->name),
              STR_ARG(year_format(arena, book->year)), stage_names[book->stage],
              view.len ? ", " : "", STR_ARG(view), broken ? "BREAKS" : "reconciles",
              STR_ARG(reconciliation_summary(arena, found)));
}

// "4 books: 2 reconcile, 1 breaks, 1 could not be read."
static void add_count(const Session *session, Text *out)
{
    size_t      broken = 0;
    size_t      all = session->count + session->unread_count;
    const char *comma = "";
    for (size_t i = 0; i < session->count; i++) {
        broken += reconciliation_outcome(session->cases[i].reconciliation) == OUTCOME_BREAK;
    }
    size_t good = session->count - broken;
    text_addf(out, "%zu books: ", all);
    if (good) text_addf(out, "%zu %s", good, good == 1 ? "reconciles" : "reconcile");
    if (good) comma = ", ";
    if (broken) text_addf(out, "%s%zu %s", comma, broken, broken == 1 ? "breaks" : "break");
    if (broken) comma = ", ";
    if (session->unread_count) {
        text_addf(out, "%s%zu could not be read", comma, session->unread_count);
    }
    text_add(out, STR(".\n"));
}

void check_lines(const Session *session, Text *out)
{
    for (size_t i = 0; i < session->count; i++) add_line(session->arena, &session->cases[i], out);
    if (session->count + session->unread_count < 2) return;
    for (size_t i = 0; i < session->unread_count; i++) {
        text_addf(out, "%.*s could NOT BE READ.\n", STR_ARG(session->unread[i]));
    }
    add_count(session, out);
}

static ExitStatus print(Session *session, const Options *options)
{
    Text out = text_new(session->arena);
    check_lines(session, &out);
    bool       printed = print_out(text_str(&out));
    ExitStatus status = session_close(session, options);
    return printed ? status : EXIT_WORLD;
}

static ExitStatus run(Arena *arena, const Options *options)
{
    if (options->watch) return watch(options, print);
    return print(session_open(arena, &options->view, options->names, options->name_count), options);
}

const Command command_check = {
    "check",
    "check BOOK... [--watch]",
    "run every check and name every break",
    "Reads the books and what they name, posts them, and runs every check. A line a\n"
    "book goes to standard output, the findings to standard error. A book's previous\n"
    "one is read for comparison; its own findings are shown when it is named too. A\n"
    "BOOK may be a folder: then it is every book below it.\n"
    "\n"
    "  --watch              check again whenever one of the files changes; Ctrl-C ends\n"
    "                       it, with the exit status of the last time\n"
    "  --as-of DATE         as the book stood on a day, such as 2022-11-30\n"
    "  --period N           as it stood at the end of a period: 1 (April) to 13\n"
    "  --diagnostics json   findings as one JSON object a line\n",
    OPTION_DIAGNOSTICS | OPTION_WATCH | OPTION_VIEW,
    run,
};
