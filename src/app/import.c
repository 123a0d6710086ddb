#include <string.h>
#include <sys/stat.h>

#include "app/ask.h"
#include "app/command.h"
#include "app/progress.h"
#include "app/save.h"
#include "parse/table_file.h"
#include "scribe/import.h"

// One import on its way.
typedef struct {
    Arena         *arena;
    const Options *options;
    Person        *person;
    Diags          diags; // Of the table.
    Reading       *reading;
    Str            pack_path; // Real paths.
    Str            board_path;
    Str            book_path;
    Draft          drafts[3]; // Those of them that are to be written.
    size_t         draft_count;
} Import;

// Paths as a book has them, two folders below the project's.
#define PACK_FROM_BOOK  "../../schemes/national/%.*s.yaml"
#define BOARD_FROM_BOOK "../../schemes/%.*s.yaml"

static bool is_there(Str path)
{
    struct stat facts;
    return stat(path.data, &facts) == 0;
}

static void find_paths(Import *import)
{
    Arena *arena = import->arena;
    Str    into = files_place(arena, str_from(import->options->into ? import->options->into : "."));
    Str    year = year_id(arena, import->reading->year);
    Str    board = import_board_id(import->reading);
    import->pack_path =
        str_format(arena, "%.*s/schemes/national/%.*s.yaml", STR_ARG(into), STR_ARG(year));
    import->board_path = str_format(arena, "%.*s/schemes/%.*s.yaml", STR_ARG(into), STR_ARG(board));
    import->book_path = str_format(arena, "%.*s/budgets/%.*s/%.*s.yaml", STR_ARG(into),
                                   STR_ARG(board), STR_ARG(year));
}

// A file of the project as it stands, through a book that names nothing else.
typedef struct {
    Files         files;
    Shelf         shelf;
    const Source *book;
    const Node   *paths;
} Standing;

static const Node *path_of(const Standing *standing, const char *key)
{
    for (const Node *field = standing->paths ? standing->paths->first : NULL; field;
         field = field->next) {
        if (str_is(field->text, key)) return field->value;
    }
    return NULL;
}

static void read_standing(Import *import, const YearPack **pack, const Board **board)
{
    Arena    *arena = import->arena;
    Standing *standing = ARENA_NEW(arena, Standing);
    Draft    *stub = ARENA_NEW(arena, Draft);
    Str       why;
    stub->path = import->book_path;
    stub->bytes = str_format(arena, "year_pack: " PACK_FROM_BOOK "\nboard: " BOARD_FROM_BOOK "\n",
                             STR_ARG(year_id(arena, import->reading->year)),
                             STR_ARG(import_board_id(import->reading)));
    standing->files = files_new(arena, stub, 1);
    standing->shelf = shelf_new(arena, &import->diags, files_open, &standing->files);
    standing->book = files_book(&standing->files, import->book_path.data, &why);
    standing->paths = tree_parse(arena, standing->book, &import->diags);
    if (is_there(import->pack_path)) {
        *pack = shelf_pack(&standing->shelf, standing->book, path_of(standing, "year_pack"));
    }
    if (is_there(import->board_path)) {
        *board = shelf_board(&standing->shelf, standing->book, path_of(standing, "board"));
    }
}

static void add_draft(Import *import, Str path, Str bytes)
{
    if (bytes.len) import->drafts[import->draft_count++] = (Draft){path, bytes};
}

static bool make_drafts(Import *import)
{
    Arena          *arena = import->arena;
    const YearPack *pack = NULL;
    const Board    *board = NULL;
    find_paths(import);
    if (is_there(import->book_path)) {
        Diag *found =
            diag(&import->diags, DIAG_THERE_ALREADY, (Span){0},
                 "%.*s is there already, and nothing is overwritten", STR_ARG(import->book_path));
        diag_help(&import->diags, found, "import into another folder with --into, or move it away");
        return false;
    }
    read_standing(import, &pack, &board);
    if (import->diags.errors) return false;
    Str pack_path =
        str_format(arena, PACK_FROM_BOOK, STR_ARG(year_id(arena, import->reading->year)));
    Str board_path = str_format(arena, BOARD_FROM_BOOK, STR_ARG(import_board_id(import->reading)));
    ImportTexts texts = import_texts(import->reading, pack, board, pack_path, board_path);
    add_draft(import, import->pack_path, texts.pack);
    add_draft(import, import->board_path, texts.board);
    add_draft(import, import->book_path, texts.book);
    return import->diags.errors == 0;
}

static bool write_drafts(const Import *import, Session *session, Text *out)
{
    for (size_t i = 0; i < import->draft_count; i++) {
        const Draft *draft = &import->drafts[i];
        Str          why = STR("");
        if (!save_text(import->arena, draft->path, draft->bytes, &why)) {
            session_fail(session, "cannot write %.*s: %.*s", STR_ARG(draft->path), STR_ARG(why));
            return false;
        }
        text_addf(out, "wrote %.*s\n", STR_ARG(files_shown(import->arena, draft->path)));
    }
    return true;
}

// Tries the drafts, asks, writes them, and says what the checks find.
static ExitStatus write_and_check(Import *import)
{
    const char *paths[] = {import->book_path.data};
    Session    *session =
        session_open_drafts(import->arena, import->drafts, import->draft_count, paths, 1);
    Text out = text_new(import->arena);
    bool wanted = session->whole && !import->options->dry_run;
    if (wanted && !person_agrees(import->person, STR("Write these files?"))) {
        text_add(&out, STR("nothing was written\n"));
    } else if (wanted) {
        write_drafts(import, session, &out);
    } else {
        for (size_t i = 0; i < import->draft_count; i++) {
            text_addf(&out, "%s %.*s\n", session->whole ? "would write" : "not written:",
                      STR_ARG(files_shown(import->arena, import->drafts[i].path)));
        }
    }
    check_lines(session, &out);
    bool       printed = print_out(text_str(&out));
    ExitStatus status = session_close(session, import->options);
    return printed ? status : EXIT_WORLD;
}

static ExitStatus run(Arena *arena, const Options *options)
{
    Import      import = {.arena = arena, .options = options};
    Spreadsheet book = {0};
    Str         bytes = STR("");
    Str         why = STR("");
    Text        account = text_new(arena);
    const char *name = options->names[0];
    if (options->name_count > 1) return usage_error("import takes one table at a time");
    import.person = person_new(arena, options);
    import.diags = diags_new(arena);
    progress_step("reading", name);
    if (!files_bytes(arena, name, TABLE_FILE_BYTES_MAX, &bytes, &why) ||
        !table_file_read(arena, str_from(name), bytes, &book, &why)) {
        return world_error("cannot read %s: %.*s", name, STR_ARG(why));
    }
    Asker asker = person_asker(import.person);
    import.reading = import_read(arena, &import.diags, &asker, &book, str_from(name));
    if (import.reading) import_account(import.reading, &account);
    if (!print_out(text_str(&account))) return EXIT_WORLD;
    bool made = import.reading && make_drafts(&import);
    print_diags(arena, &import.diags, options);
    if (!made) return EXIT_FINDINGS;
    if (!person_was_heard(import.person)) return EXIT_USAGE;
    return write_and_check(&import);
}

const Command command_import = {
    "import",
    "import TABLE [--into FOLDER]",
    "make a book of a budget or outturn table: .xlsx, .ods or .csv",
    "Works out by labels and by arithmetic which columns are funding lines and which rows\n"
    "are schemes, blocks and totals; shows what it understood; writes the year pack, the\n"
    "board and the book; and checks them. Files that are there are used, never overwritten.\n"
    "\n"
    "  --into FOLDER        the project's folder; the current one unless told\n"
    "  --answer KEY=VALUE   answers a question in advance: year, stage, board, unit (pounds,\n"
    "                       thousands, millions), sheet, table (A3:F20), column-C (line,\n"
    "                       budget, outturn, variance, ignore, or a line's id), row-12 (scheme, total, heading, ignore)\n"
    "  -y, --yes            asks nothing; what is not said is marked in the files\n"
    "  --dry-run            writes nothing\n"
    "  --diagnostics json   findings as one JSON object a line\n",
    OPTION_INTO | OPTION_ANSWER | OPTION_DRY_RUN | OPTION_YES | OPTION_DIAGNOSTICS,
    run,
};
