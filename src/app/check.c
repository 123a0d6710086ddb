#include "app/command.h"

void check_line(Arena *arena, const Case *of, Text *out)
{
    const Reconciliation *found = of->reconciliation;
    const Book           *book = of->book;
    bool                  broken = reconciliation_outcome(found) == OUTCOME_BREAK;
    text_addf(out, "%.*s %.*s (%s) %s. Checks: %.*s.\n", STR_ARG(book->board->name),
              STR_ARG(year_format(arena, book->year)), stage_names[book->stage],
              broken ? "BREAKS" : "reconciles", STR_ARG(reconciliation_summary(arena, found)));
}

static ExitStatus run(Arena *arena, const Options *options)
{
    Session *session = session_open(arena, options->names, options->name_count);
    Text     out = text_new(arena);
    for (size_t i = 0; i < session->count; i++) check_line(arena, &session->cases[i], &out);
    bool       printed = print_out(text_str(&out));
    ExitStatus status = session_close(session, options);
    return printed ? status : EXIT_WORLD;
}

const Command command_check = {
    "check",
    "check BOOK...",
    "run every check and name every break",
    "Reads the books and what they name, posts them, and runs every check. A line a\n"
    "book goes to standard output, the findings to standard error. A book's previous\n"
    "one is read for comparison; its own findings are shown when it is named too.\n"
    "\n"
    "  --diagnostics json   findings as one JSON object a line\n",
    OPTION_DIAGNOSTICS,
    run,
};
