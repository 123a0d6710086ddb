#include "app/project.h"

#include <dirent.h>
#include <unistd.h>

#include "app/save.h"
#include "parse/gate.h"
#include "plan/read.h"
#include "scribe/scalar.h"

Project *project_new(Arena *arena, const Options *options)
{
    Project *project = ARENA_NEW(arena, Project);
    *project = (Project){.arena = arena, .options = options, .person = person_new(arena, options)};
    return project;
}

// As the system has it.
static Str place_of(const Project *project, Str path)
{
    const char *slash = str_is(project->root, "/") ? "" : "/";
    return files_place(project->arena, str_format(project->arena, "%.*s%s%.*s",
                                                  STR_ARG(project->root), slash, STR_ARG(path)));
}

bool project_has(const Project *project, Str path)
{
    return access(place_of(project, path).data, F_OK) == 0;
}

Str project_year_file(Arena *arena, Str folder, Year year)
{
    return str_format(arena, "%.*s%.*s.yaml", STR_ARG(folder), STR_ARG(year_id(arena, year)));
}

// "Northshire Health and Wellbeing Board" keeps its files under "northshire".
static Str file_name(Arena *arena, Str board)
{
    Str rest = STR(" Health and Wellbeing Board");
    if (board.len > rest.len) {
        Str end = str_from_to(board, board.len - rest.len, board.len);
        if (str_equal_any_case(end, rest)) board.len -= rest.len;
    }
    return id_of_name(arena, board, "board");
}

// The id of the only board that is there; empty for none or several.
static Str only_board(const Project *project)
{
    DIR   *folder = opendir(place_of(project, STR("schemes")).data);
    Str    found = STR("");
    size_t count = 0;
    for (struct dirent *entry = folder ? readdir(folder) : NULL; entry; entry = readdir(folder)) {
        Str name = str_from(entry->d_name);
        if (!str_ends(name, ".yaml") || str_starts(name, ".")) continue;
        name.len -= sizeof ".yaml" - 1;
        found = arena_copy(project->arena, name);
        count++;
    }
    if (folder) closedir(folder);
    return count == 1 ? found : STR("");
}

void project_place_files(Project *project, Str name)
{
    Arena *arena = project->arena;
    project->root =
        files_place(arena, str_from(project->options->into ? project->options->into : "."));
    Str id = name.len ? STR("") : only_board(project);
    if (id.len == 0) id = file_name(arena, name);
    project->pack = project_year_file(arena, STR("schemes/national/"), project->year);
    project->board = str_format(arena, "schemes/%.*s.yaml", STR_ARG(id));
    project->book =
        project_year_file(arena, str_format(arena, "budgets/%.*s/", STR_ARG(id)), project->year);
}

bool project_is_free(const Project *project)
{
    if (!project_has(project, project->book)) return true;
    usage_error("%.*s is there already, and nothing is overwritten", STR_ARG(project->book));
    return false;
}

Str project_link(Arena *arena, Str from, Str to)
{
    size_t same = 0; // Up to the last folder that both are in.
    for (size_t i = 0; i < from.len && i < to.len && from.data[i] == to.data[i]; i++) {
        if (from.data[i] == '/') same = i + 1;
    }
    Text text = text_new(arena);
    for (size_t i = same; i < from.len; i++) {
        if (from.data[i] == '/') text_add(&text, STR("../"));
    }
    text_add(&text, str_from_to(to, same, to.len));
    return text_str(&text);
}

void project_draft(Project *project, Str path, Str bytes)
{
    size_t at = 0;
    while (at < project->draft_count && !str_equal(project->shown[at], path)) at++;
    if (at == project->draft_count) project->draft_count++;
    project->drafts[at] = (Draft){place_of(project, path), bytes};
    project->shown[at] = path;
}

static Session *open_book(Project *project, const Draft *drafts, size_t count)
{
    const char *path = place_of(project, project->book).data;
    return session_open_drafts(project->arena, drafts, count, &path, 1);
}

const Case *project_shell(Project *project)
{
    Arena *arena = project->arena;
    Text   text = text_new(arena);
    Draft  drafts[4];
    size_t count = project->draft_count;
    text_addf(&text, "format: 1\nkind: book\nyear: %.*s\n", STR_ARG(year_id(arena, project->year)));
    const struct {
        const char *key;
        Str         path;
    } links[] = {
        {"board", project->board}, {"year_pack", project->pack}, {"previous", project->previous}};
    for (size_t i = 0; i < 3; i++) {
        if (links[i].path.len == 0) continue;
        text_addf(&text, "%s: ", links[i].key);
        text_add_json(&text, project_link(arena, project->book, links[i].path));
        text_add_char(&text, '\n');
    }
    text_add(&text, STR("stage: budget\ncontributions: []\nallocations: []\n"));
    for (size_t i = 0; i < count; i++) drafts[i] = project->drafts[i];
    drafts[count] = (Draft){place_of(project, project->book), text_str(&text)};
    Session *session = open_book(project, drafts, count + 1);
    if (session->whole) return &session->cases[0];
    usage_error("nothing is written, for what the new book stands on does not load:");
    session_close(session, project->options);
    return NULL;
}

// What is printed once the files stand, or would stand, as they are drafted.
static ExitStatus report(Project *project, Session *session)
{
    Text out = text_new(project->arena);
    if (session->whole) check_lines(session, &out);
    bool       printed = print_out(text_str(&out));
    ExitStatus status = session_close(session, project->options);
    return printed ? status : EXIT_WORLD;
}

static bool list_files(const Project *project)
{
    Text out = text_new(project->arena);
    for (size_t i = 0; i < project->draft_count; i++) {
        text_addf(&out, "Would write %.*s\n", STR_ARG(project->shown[i]));
    }
    return print_out(text_str(&out));
}

// Each is named as soon as it stands: the next may fail.
static ExitStatus write_files(const Project *project)
{
    for (size_t i = 0; i < project->draft_count; i++) {
        Str why = STR("");
        Str shown = project->shown[i];
        if (!save_text(project->arena, project->drafts[i].path, project->drafts[i].bytes, &why)) {
            return world_error("cannot write %.*s: %.*s", STR_ARG(shown), STR_ARG(why));
        }
        if (!print_out(str_format(project->arena, "Wrote %.*s\n", STR_ARG(shown)))) {
            return EXIT_WORLD;
        }
    }
    return EXIT_CLEAN;
}

ExitStatus project_finish(Project *project, Str said)
{
    Session *tried = open_book(project, project->drafts, project->draft_count);
    if (!person_was_heard(project->person)) return EXIT_USAGE;
    if (!tried->whole) {
        usage_error("what was made does not load, so nothing is written:");
        return session_close(tried, project->options);
    }
    if (!print_out(said)) return EXIT_WORLD;
    if (project->options->dry_run) {
        return list_files(project) ? report(project, tried) : EXIT_WORLD;
    }
    if (!person_agrees(project->person, STR("Write these files?"))) {
        return print_out(STR("Nothing is written.\n")) ? EXIT_CLEAN : EXIT_WORLD;
    }
    ExitStatus status = write_files(project);
    return status == EXIT_CLEAN ? report(project, open_book(project, NULL, 0)) : status;
}

// The tree of a file of the project by itself; NULL after a report.
static const Node *read_tree(const Project *project, Str path, Diags *diags, const Source **source)
{
    Str   why = STR("");
    Files files = files_new(project->arena, NULL, 0);
    *source = files_book(&files, place_of(project, path).data, &why);
    if (!*source) {
        diag(diags, DIAG_CANNOT_READ_FILE, (Span){0}, "cannot read '%.*s': %.*s", STR_ARG(path),
             STR_ARG(why));
        return NULL;
    }
    return gate_admits(*source, diags) ? tree_parse(project->arena, *source, diags) : NULL;
}

const YearPack *project_pack(const Project *project, Str path, Diags *diags)
{
    const Source *source = NULL;
    Notes         notes = {0};
    Reader        reader = {project->arena, diags, &notes, NULL};
    const Node   *tree = read_tree(project, path, diags, &source);
    YearPack     *pack = tree ? pack_read(&reader, tree, source) : NULL;
    return diags->errors ? NULL : pack;
}

const Board *project_board(const Project *project, Str path, Diags *diags)
{
    const Source *source = NULL;
    Notes         notes = {0};
    Reader        reader = {project->arena, diags, &notes, NULL};
    const Node   *tree = read_tree(project, path, diags, &source);
    Board        *board = tree ? board_read(&reader, tree, source) : NULL;
    return diags->errors ? NULL : board;
}
