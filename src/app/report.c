#include "app/command.h"
#include "app/progress.h"
#include "write/writer.h"

static ExitStatus list(Arena *arena)
{
    Text out = text_new(arena);
    text_add(&out, STR("Reports:\n"));
    for (size_t i = 0; reports[i]; i++) {
        text_addf(&out, "  %-16s %s\n", report_name(reports[i]), report_says(reports[i]));
    }
    text_add(&out, STR("\nFormats:\n"));
    for (size_t i = 0; writers[i]; i++) {
        text_addf(&out, "  %-16s %s\n", writers[i]->name, writers[i]->summary);
    }
    return print_out(text_str(&out)) ? EXIT_CLEAN : EXIT_WORLD;
}

// Prints one report of every book, or of all of them. One that cannot be read hides no
// other: it is said, and the exit status tells.
static ExitStatus print_report(Session *session, const Report *report, const Writer *writer,
                               const Options *options)
{
    Arena        *arena = session->arena;
    Text          out = text_new(arena);
    const Table **tables = ARENA_ARRAY(arena, const Table *, session->count);
    progress_step("making the report", report_name(report));
    size_t count = report_tables(arena, report, session->cases, session->count, tables);
    if (count && !session->misused) writer->write(arena, tables, count, print_width(), &out);
    bool       printed = print_out(text_str(&out));
    ExitStatus status = session_close(session, options);
    return printed ? status : EXIT_WORLD;
}

static ExitStatus run_report(Arena *arena, const Options *options)
{
    if (options->list) return list(arena);
    const Report *report = report_named(str_from(options->names[0]));
    const Writer *writer = options->format ? writer_named(str_from(options->format)) : writers[0];
    if (!report) {
        return usage_error("there is no report '%s'; see 'bcf report --list'", options->names[0]);
    }
    if (!writer) {
        return usage_error("there is no format '%s'; see 'bcf report --list'", options->format);
    }
    if (options->name_count < 2) {
        return usage_error("report %s of which book?", report_name(report));
    }
    Session *session =
        session_open(arena, &options->view, options->names + 1, options->name_count - 1);
    return print_report(session, report, writer, options);
}

const Command command_report = {
    "report",
    "report NAME BOOK... [--format FORMAT]",
    "print a report of each book",
    "A BOOK may be a folder: then it is every book below it.\n"
    "\n"
    "  --list               the reports and formats there are\n"
    "  --format FORMAT      text (the default), csv, json or markdown\n"
    "  --as-of DATE         as the book stood on a day, such as 2022-11-30\n"
    "  --period N           as it stood at the end of a period: 1 (April) to 13\n"
    "  --diagnostics json   findings as one JSON object a line\n",
    OPTION_FORMAT | OPTION_DIAGNOSTICS | OPTION_LIST | OPTION_VIEW,
    run_report,
};

static ExitStatus run_reconcile(Arena *arena, const Options *options)
{
    Session *session = session_open(arena, &options->view, options->names, options->name_count);
    return print_report(session, &report_reconciliation, writers[0], options);
}

const Command command_reconcile = {
    "reconcile",
    "reconcile BOOK...",
    "print the reconciliation, then the findings",
    "By funding line: contributions and what was brought forward, what is allocated,\n"
    "what was spent, and what is left over; then every finding.\n"
    "\n"
    "  --as-of DATE         as the book stood on a day, such as 2022-11-30\n"
    "  --period N           as it stood at the end of a period: 1 (April) to 13\n"
    "  --diagnostics json   findings as one JSON object a line\n",
    OPTION_DIAGNOSTICS | OPTION_VIEW,
    run_reconcile,
};
