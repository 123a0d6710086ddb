// `bcf import`: a table that is read, shown, and written as the three files of a book.
#include "survey/import.h"
#include "app/progress.h"
#include "app/project.h"
#include "parse/table_file.h"

// What is there already of the project is used. False after a report.
static bool make_drafts(Project *project, Reading *reading, Diags *diags)
{
    Arena          *arena = project->arena;
    const YearPack *pack = NULL;
    const Board    *board = NULL;
    if (project_has(project, project->pack)) pack = project_pack(project, project->pack, diags);
    if (project_has(project, project->board)) board = project_board(project, project->board, diags);
    if (diags->errors) return false;
    ImportTexts texts =
        import_texts(reading, pack, board, project_link(arena, project->book, project->pack),
                     project_link(arena, project->book, project->board));
    if (texts.pack.len) project_draft(project, project->pack, texts.pack);
    if (texts.board.len) project_draft(project, project->board, texts.board);
    project_draft(project, project->book, texts.book);
    return diags->errors == 0;
}

// In a project that has its board a table need not say which it is.
static void place_files(Project *project, Reading *reading)
{
    project->year = reading->year;
    project_place_files(project, reading->board);
    if (reading->board.len || project_has(project, project->board)) return;
    import_ask_board(reading);
    project_place_files(project, reading->board);
}

static ExitStatus import(Project *project, const Spreadsheet *book, const char *name)
{
    Arena   *arena = project->arena;
    Diags    diags = diags_new(arena);
    Asker    asker = person_asker(project->person);
    Text     account = text_new(arena);
    Reading *reading = import_read(arena, &diags, &asker, book, str_from(name));
    if (reading) import_account(reading, &account);
    if (!print_out(text_str(&account))) return EXIT_WORLD;
    if (reading) place_files(project, reading);
    if (reading && !project_is_free(project)) return EXIT_USAGE;
    bool made = reading && make_drafts(project, reading, &diags);
    print_diags(arena, &diags, project->options);
    return made ? project_finish(project, STR("")) : EXIT_FINDINGS;
}

static ExitStatus run(Arena *arena, const Options *options)
{
    Project    *project = project_new(arena, options);
    Spreadsheet book = {0};
    Str         bytes = STR("");
    Str         why = STR("");
    const char *name = options->names[0];
    if (options->name_count > 1) return usage_error("import takes one table at a time");
    progress_step("reading", name);
    if (!files_bytes(arena, name, TABLE_FILE_BYTES_MAX, &bytes, &why) ||
        !table_file_read(arena, str_from(name), bytes, &book, &why)) {
        return world_error("cannot read %s: %.*s", name, STR_ARG(why));
    }
    return import(project, &book, name);
}

const Command command_import = {
    "import",
    "import TABLE [--into FOLDER]",
    "make a book of a budget or outturn table",
    "The table is an .xlsx, .ods or .csv. Works out by labels and by arithmetic which columns\n"
    "are funding lines and which rows are schemes, blocks and totals; shows what it\n"
    "understood; writes the year pack, the board and the book; and checks them. Files that\n"
    "are there are used, never overwritten.\n"
    "\n"
    "  --into FOLDER        the project's folder; the current one unless told\n"
    "  --answer KEY=VALUE   answers a question in advance: year, stage, board, unit (pounds,\n"
    "                       thousands, millions), sheet, table (A3:F20), column-C (line,\n"
    "                       budget, outturn, variance, ignore, or a line's id), row-12 (scheme, "
    "total, heading, ignore)\n"
    "  -y, --yes            asks nothing; what is not said is marked in the files\n"
    "  --dry-run            writes nothing\n"
    "  --diagnostics json   findings as one JSON object a line\n",
    OPTION_INTO | OPTION_ANSWER | OPTION_DRY_RUN | OPTION_YES | OPTION_DIAGNOSTICS,
    run,
};
