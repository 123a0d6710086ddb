// `bcf new`: a project from a few answers, or a year rolled forward from last year's.
#include "app/project.h"
#include "report/table.h"
#include "scribe/begin.h"
#include "scribe/roll.h"
#include "scribe/scalar.h"
#include "scribe/year_pack.h"
#include "write/writer.h"

#define PACKS_BACK 20 // How many years back an earlier pack is looked for.

static Str folder_of(Str path)
{
    size_t end = path.len;
    while (end > 0 && path.data[end - 1] != '/') end--;
    return str_from_to(path, 0, end);
}

// The year's pack as it stands; where it does not, a draft. False after a report.
static bool find_pack(Project *project, const YearPack *before)
{
    Arena *arena = project->arena;
    Year   year = project->year;
    if (project_has(project, project->pack)) return true;
    for (int back = 1; !before && back <= PACKS_BACK; back++) {
        Year  earlier = {year.start - back};
        Str   path = project_year_file(arena, folder_of(project->pack), earlier);
        Diags ignored = diags_new(arena); // A pack that does not load is no model.
        if (project_has(project, path)) before = project_pack(project, path, &ignored);
    }
    Str text = year_pack_draft(arena, year, before);
    if (text.len == 0) {
        usage_error("there is no year pack %.*s, none of an earlier year, and no line of %.*s is "
                    "known here: write the pack first (docs/book-format.md)",
                    STR_ARG(project->pack), STR_ARG(year_format(arena, year)));
        return false;
    }
    project_draft(project, project->pack, text);
    return true;
}

// The paths that a draft names its files by.
static void link_book(const Project *project, BookDraft *book)
{
    Arena *arena = project->arena;
    book->board = project_link(arena, project->book, project->board);
    if (project->pack.len) book->pack = project_link(arena, project->book, project->pack);
    if (project->previous.len) {
        book->previous = project_link(arena, project->book, project->previous);
    }
}

static ExitStatus begin(Project *project)
{
    Arena *arena = project->arena;
    project->person->keys = "board, nhs, council, two-tier, districts, contribution-LINE, "
                            "schemes-LINE";
    Asker       asker = person_asker(project->person);
    Question    question = {.key = STR("board"),
                            .words = STR("What is the board called? Such as Northshire Health and "
                                            "Wellbeing Board.")};
    Str         name = asker_ask(&asker, &question);
    BoardDraft *board = NULL;
    project_place_files(project, name);
    if (!project_is_free(project)) return EXIT_USAGE;
    if (!find_pack(project, NULL)) return EXIT_USAGE;
    if (!project_has(project, project->board)) {
        board = board_begin(arena, name, true, project->year, &asker);
        project_draft(project, project->board, draft_board(arena, board));
    }
    const Case *shell = project_shell(project);
    if (!shell) return EXIT_FINDINGS;
    BookDraft *book = book_begin(arena, shell->book, &asker);
    if (board) { // The schemes of a new area are its board's to name.
        board->schemes = book->schemes;
        board->scheme_count = book->scheme_count;
        book->scheme_count = 0;
        project_draft(project, project->board, draft_board(arena, board));
    }
    link_book(project, book);
    project_draft(project, project->book, draft_book(arena, book));
    return project_finish(project, STR(""));
}

// The table of a roll: by line, where the money comes from and where it is.
static Str roll_summary(const Project *project, const Roll *roll)
{
    static const ColumnSpec columns[] = {{"contributions", "Contributions", CELL_MONEY},
                                         {"brought-forward", "Brought forward", CELL_MONEY},
                                         {"schemes", "Carried schemes", CELL_MONEY},
                                         {"growth", "Growth left", CELL_MONEY}};
    Arena                  *arena = project->arena;
    Table                  *table = table_of(arena, "roll", columns, 4, roll->line_count + 1);
    Text                    out = text_new(arena);
    Money                   sums[4] = {{0}};
    table->title =
        str_format(arena, "Rolled forward to %.*s", STR_ARG(year_format(arena, project->year)));
    table->heading = STR("Funding line");
    for (size_t i = 0; i <= roll->line_count; i++) {
        bool            total = i == roll->line_count;
        const RollLine *line = &roll->lines[total ? 0 : i];
        Money figures[] = {line->contributions, line->brought_forward, line->schemes, line->growth};
        Str   label = total ? STR("Total") : line->line->name;
        TableRow *row = table_row(arena, table, total ? STYLE_TOTAL : STYLE_BODY, label, label);
        for (size_t j = 0; j < 4; j++) {
            row->cells[j] = cell_money(total ? sums[j] : figures[j]);
            if (!total) sums[j] = money_add(sums[j], figures[j]);
        }
    }
    const Table *tables[] = {table};
    writers[0]->write(arena, tables, 1, print_width(), &out);
    text_addf(&out, "\n%.*s", STR_ARG(text_str(&roll->said)));
    text_add(&out,
             STR("Not carried: approvals, decisions, outturn, printed figures and notes.\n\n"));
    return text_str(&out);
}

// Schemes that end or merge: as the options say, else as somebody answers.
static bool read_changes(const Project *project, const Book *last, RollChoices *choices,
                         bool *decided)
{
    const Options *options = project->options;
    Arena         *arena = project->arena;
    Str            why = STR("");
    *decided = options->end_count + options->merge_count > 0;
    if (!*decided) {
        *decided = ask_changes(arena, last, choices);
        return true;
    }
    choices->ends = ARENA_ARRAY(arena, Str, options->end_count);
    choices->end_count = options->end_count;
    for (size_t i = 0; i < options->end_count; i++) choices->ends[i] = str_from(options->ends[i]);
    choices->merges = ARENA_ARRAY(arena, Merge, options->merge_count);
    for (size_t i = 0; i < options->merge_count; i++) {
        Merge *merge = &choices->merges[choices->merge_count++];
        if (merge_read(arena, str_from(options->merges[i]), merge, &why)) continue;
        usage_error("merge: %.*s", STR_ARG(why));
        return false;
    }
    return true;
}

static bool read_uplifts(const Project *project, const Book *next, RollChoices *choices)
{
    const Options *options = project->options;
    Str            why = STR("");
    Uplift        *uplifts = ARENA_ARRAY(project->arena, Uplift, options->uplift_count);
    for (size_t i = 0; i < options->uplift_count; i++) {
        if (uplift_read(project->arena, str_from(options->uplifts[i]), next->previous, next,
                        &uplifts[i], &why)) {
            continue;
        }
        usage_error("--uplift %.*s", STR_ARG(why));
        return false;
    }
    choices->uplifts = uplifts;
    choices->uplift_count = options->uplift_count;
    return true;
}

// Where the files are, from last year's book. False after a report.
static bool place_year(Project *project, const Book *last, const char *path)
{
    Arena *arena = project->arena;
    Str    real = STR("");
    Str    shown = last->source->path;
    files_real_path(arena, str_from(path), &real); // It was read from there.
    project->root = real.len > shown.len + 1
                        ? arena_copy(arena, str_from_to(real, 0, real.len - shown.len - 1))
                        : STR("/");
    project->previous = shown;
    project->board = last->board->source->path;
    project->book = project_year_file(arena, folder_of(shown), project->year);
    if (last->pack) {
        project->pack =
            project_year_file(arena, folder_of(last->pack->source->path), project->year);
    }
    if (!project->options->into) return true;
    Str    folder = files_place(arena, str_from(project->options->into));
    size_t skip = str_is(project->root, "/") ? 1 : project->root.len + 1;
    Str    slashed = str_format(arena, "%.*s/", STR_ARG(folder));
    bool   inside = str_starts(slashed, str_format(arena, "%.*s/", STR_ARG(project->root)).data);
    if (!inside && skip > 1) {
        usage_error("%s is outside the project of %s, and a book may name only files inside it",
                    project->options->into, path);
        return false;
    }
    project->book =
        project_year_file(arena, str_from_to(slashed, skip, slashed.len), project->year);
    return true;
}

static void mark_undecided(BookDraft *book, const Project *project, bool decided)
{
    if (decided || project->options->uplift_count) return;
    book->allocations_above = str_format(
        project->arena, "to decide: which schemes end, merge, begin or rise; here those of %.*s",
        STR_ARG(year_format(project->arena, (Year){project->year.start - 1})));
}

static ExitStatus roll(Project *project)
{
    Arena         *arena = project->arena;
    const Options *options = project->options;
    Session       *session = session_open_book(arena, options->from);
    RollChoices    choices = {.asker = person_asker(project->person)};
    Str            why = STR("");
    bool           decided = false;
    project->person->keys = "end, merge, growth, name-SCHEME, supplement-LINE, contribution-LINE, "
                            "contribution-LINE-PARTNER";
    if (!session->whole) return session_close(session, options);
    const Book *last = session->cases[0].book;
    if (project->year.start != last->year.start + 1) {
        return usage_error("%s is of %.*s: what follows it is %.*s", options->from,
                           STR_ARG(year_format(arena, last->year)),
                           STR_ARG(year_format(arena, (Year){last->year.start + 1})));
    }
    if (!place_year(project, last, options->from) || !project_is_free(project)) return EXIT_USAGE;
    if (project->pack.len && !find_pack(project, last->pack)) return EXIT_USAGE;
    const Case *shell = project_shell(project);
    if (!shell) return EXIT_FINDINGS;
    if (!read_uplifts(project, shell->book, &choices)) return EXIT_USAGE;
    if (!read_changes(project, last, &choices, &decided)) return EXIT_USAGE;
    Roll *rolled = roll_forward(arena, shell->ledger->previous, shell->book, &choices, &why);
    if (!rolled) return usage_error("%.*s", STR_ARG(why));
    mark_undecided(&rolled->book, project, decided);
    link_book(project, &rolled->book);
    project_draft(project, project->book, draft_book(arena, &rolled->book));
    return project_finish(project, roll_summary(project, rolled));
}

static ExitStatus run(Arena *arena, const Options *options)
{
    Project    *project = project_new(arena, options);
    const char *wrong = year_parse(str_from(options->names[0]), &project->year);
    if (options->name_count > 1) {
        return usage_error("new: one year, such as 2022-23; '%s' is too much", options->names[1]);
    }
    if (wrong) return usage_error("new: '%s' %s", options->names[0], wrong);
    if (options->from) return roll(project);
    if (options->uplift_count + options->end_count + options->merge_count > 0) {
        return usage_error("new: --uplift, --end and --merge go with --from BOOK");
    }
    return begin(project);
}

const Command command_new = {
    "new",
    "new YEAR [--from BOOK]",
    "begin a project, or roll a year forward",
    "Without --from: writes a year pack, a board and a book from a few answers. What is there\n"
    "already is used as it stands; a book that is there is not overwritten. What nobody\n"
    "answers is marked '# to decide:' in the file, and every check says so (BCF225).\n"
    "\n"
    "With --from: the book of the next year, beside last year's. Contributions are carried with\n"
    "the uplift that the year pack publishes, schemes as they were; opening balances come from\n"
    "the close; what no scheme has is a row of growth.\n"
    "\n"
    "  --from BOOK            last year's book\n"
    "  --uplift RATE          every scheme rises, by 1.7%\n"
    "  --uplift SCHEME=RATE   one scheme; goes before:\n"
    "  --uplift schemes:LINE=RATE   what schemes have of one line; goes before RATE alone\n"
    "  --uplift LINE=RATE     what is paid into a line\n"
    "  --end SCHEME           the scheme ends; its money is in what is left\n"
    "  --merge SCHEME=SCHEME  the first one's money goes to the second\n"
    "  --answer KEY=VALUE     answers a question beforehand: contribution-ibcf=19024460\n"
    "  --into FOLDER          the project's folder; with --from, the new book's\n"
    "  --dry-run              tries and shows, and writes nothing\n"
    "  --yes                  asks nobody\n"
    "  --diagnostics json     findings as one JSON object a line\n",
    OPTION_ROLL | OPTION_INTO | OPTION_ANSWER | OPTION_DRY_RUN | OPTION_YES | OPTION_DIAGNOSTICS,
    run,
};
