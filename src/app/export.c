#include <string.h>

#include "app/command.h"
#include "app/progress.h"
#include "app/save.h"
#include "report/sheets.h"

// "FILE.xlsx" or one of the others, for messages.
static Str list_endings(Arena *arena)
{
    Text text = text_new(arena);
    for (size_t i = 0; file_formats[i]; i++) {
        text_addf(&text, "%s%s",
                  !i                    ? ""
                  : file_formats[i + 1] ? ", "
                                        : " or ",
                  file_formats[i]->ending);
    }
    return text_str(&text);
}

static ExitStatus export(Session *session, const Options *options, const FileFormat *format)
{
    Str  why = STR("");
    Str  program = program_name(session->arena);
    bool publication = options->profile && strcmp(options->profile, "publication") == 0;
    progress_step("making", options->output);
    Workbook *workbook = publication ? sheets_publication(session->arena, session->cases,
                                                          session->count, program, format->draws)
                                     : sheets_working(session->arena, session->cases,
                                                      session->count, &session->diags, program);
    bool      saved = save_workbook(session->arena, options->output, workbook, format, &why);
    Text      out = text_new(session->arena);
    if (saved) {
        text_addf(&out, "wrote %s, read back and compared cell by cell\n", options->output);
    } else {
        session_fail(session, "cannot write %s: %.*s", options->output, STR_ARG(why));
    }
    bool       printed = print_out(text_str(&out));
    ExitStatus status = session_close(session, options);
    return printed ? status : EXIT_WORLD;
}

static bool is_profile(const char *name)
{
    return strcmp(name, "working") == 0 || strcmp(name, "publication") == 0;
}

static ExitStatus run(Arena *arena, const Options *options)
{
    const FileFormat *format = NULL;
    const char       *profile = options->profile ? options->profile : "working";
    if (!options->output) return usage_error("export to which file? Give it with -o FILE.xlsx");
    format = file_format_of(str_from(options->output));
    if (str_ends(str_from(options->output), ".csv")) {
        return usage_error("a .csv holds one table and a publication has several: they are written "
                           "as one .zip");
    }
    if (!format) {
        return usage_error("'%s' does not end in %.*s, which is what export writes",
                           options->output, STR_ARG(list_endings(arena)));
    }
    if (!is_profile(profile)) {
        return usage_error("there is no profile '%s': it is 'working' or 'publication'", profile);
    }
    if (!format->working && strcmp(profile, "working") == 0) {
        return usage_error("%s holds the publication profile only: add --profile publication",
                           format->ending);
    }
    Session *session = session_open(arena, &options->view, options->names, options->name_count);
    if (session->count) return export(session, options, format);
    return session_close(session, options); // Nothing is written.
}

const Command command_export = {
    "export",
    "export BOOK... -o FILE.xlsx",
    "write a workbook: .xlsx, or to publish .ods or .zip",
    "The workbook is written even when a check breaks: the break is in it. It takes the\n"
    "place of an old file only after it was read back and compared cell by cell.\n"
    "\n"
    "  -o, --output FILE      .xlsx; with --profile publication also .ods, the open\n"
    "                         format, and .zip, a CSV of each table with a dictionary\n"
    "  --profile working      live formulas, links, filters, checks (the default)\n"
    "  --profile publication  plain tables of values, by the public sector's rules\n"
    "  --as-of DATE           as the book stood on a day, such as 2022-11-30\n"
    "  --period N             as it stood at the end of a period: 1 (April) to 13\n"
    "  --diagnostics json     findings as one JSON object a line\n",
    OPTION_OUTPUT | OPTION_PROFILE | OPTION_DIAGNOSTICS | OPTION_VIEW,
    run,
};
