#include "app/command.h"
#include "app/save.h"
#include "report/sheets.h"

static ExitStatus export(Session *session, const Options *options)
{
    Str       why = STR("");
    Workbook *workbook = sheets_make(session->arena, session->cases, session->count,
                                     &session->diags, program_name(session->arena));
    bool      saved = save_workbook(session->arena, options->output, workbook, &why);
    Text      out = text_new(session->arena);
    if (saved) {
        text_addf(&out, "wrote %s: %zu sheets, read back and compared cell by cell\n",
                  options->output, workbook->count);
    } else {
        session_fail(session, "cannot write %s: %.*s", options->output, STR_ARG(why));
    }
    bool       printed = print_out(text_str(&out));
    ExitStatus status = session_close(session, options);
    return printed ? status : EXIT_WORLD;
}

static ExitStatus run(Arena *arena, const Options *options)
{
    if (!options->output) return usage_error("export to which file? Give it with -o FILE.xlsx");
    if (!str_ends(str_from(options->output), ".xlsx")) {
        return usage_error("'%s' does not end in .xlsx, which is what export writes",
                           options->output);
    }
    Session *session = session_open(arena, options->names, options->name_count);
    if (session->whole) return export(session, options);
    return session_close(session, options); // Nothing is written.
}

const Command command_export = {
    "export",
    "export BOOK... -o FILE.xlsx",
    "write one workbook with every report of the books",
    "The workbook is written even when a check breaks: the break is in it. It takes the\n"
    "place of an old file only after it was read back and compared cell by cell.\n"
    "\n"
    "  -o, --output FILE    the workbook, ending in .xlsx\n"
    "  --diagnostics json   findings as one JSON object a line\n",
    OPTION_OUTPUT | OPTION_DIAGNOSTICS,
    run,
};
