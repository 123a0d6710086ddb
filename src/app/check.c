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

void check_lines(const Session *session, Text *out)
{
    for (size_t i = 0; i < session->count; i++) add_line(session->arena, &session->cases[i], out);
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
    "one is read for comparison; its own findings are shown when it is named too.\n"
    "\n"
    "  --watch              check again whenever one of the files changes; Ctrl-C ends\n"
    "                       it, with the exit status of the last time\n"
    "  --as-of DATE         as the book stood on a day, such as 2022-11-30\n"
    "  --period N           as it stood at the end of a period: 1 (April) to 13\n"
    "  --diagnostics json   findings as one JSON object a line\n",
    OPTION_DIAGNOSTICS | OPTION_WATCH | OPTION_VIEW,
    run,
};
