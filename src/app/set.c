// `bcf set`: changes one thing in a book, shows the change, and refuses what would
// make a check break that did not.
#include "app/command.h"
#include "app/write_back.h"
#include "scribe/edit.h"

typedef enum { FILE_BOOK, FILE_BOARD, FILE_PACK, FILE_COUNT } FileKind;

// A file that is edited, from what it was to what it shall be.
typedef struct {
    Str      path; // As the system has it.
    EditFile now;
    size_t   done_capacity;
    size_t  *touched; // Where values were set, in what it is now.
    size_t   touched_count;
    size_t   touched_capacity;
} Open;

typedef struct {
    Arena         *arena;
    const Options *options;
    Session       *session; // The books as they stand.
    Open           files[FILE_COUNT];
    Text           shown; // The differences.
    bool           changed;
} Job;

static bool open_file(Job *job, const Source *source, Open *open)
{
    Diags diags = diags_new(job->arena);
    *open = (Open){.path = files_path(&job->session->files, source)};
    open->now = (EditFile){.source = source, .first = source};
    open->now.tree = tree_parse(job->arena, source, &diags);
    return open->now.tree != NULL;
}

static bool open_files(Job *job)
{
    const Book   *book = job->session->cases[0].book;
    const Source *sources[FILE_COUNT] = {book->source, book->board->source,
                                         book->pack ? book->pack->source : NULL};
    for (size_t i = 0; i < FILE_COUNT; i++) {
        if (sources[i] && !open_file(job, sources[i], &job->files[i])) return false;
    }
    return true;
}

static void add_lines(Text *out, const Source *source, char sign, size_t from, size_t to)
{
    for (size_t line = from; line <= to; line++) {
        text_addf(out, "%c %5zu | %.*s\n", sign, line, STR_ARG(source_line(source, line)));
    }
}

// The lines that differ, the old ones and the new ones.
static void show(Job *job, const Source *before, const Source *after)
{
    size_t first = 1;
    size_t old_last = before->line_count;
    size_t new_last = after->line_count;
    while (first <= old_last && first <= new_last &&
           str_equal(source_line(before, first), source_line(after, first))) {
        first++;
    }
    while (old_last >= first && new_last >= first &&
           str_equal(source_line(before, old_last), source_line(after, new_last))) {
        old_last--;
        new_last--;
    }
    bool of_book = before->order == job->session->cases[0].book->source->order;
    text_addf(&job->shown, "%.*s%s\n", STR_ARG(before->path),
              of_book ? "" : ", which every book that names it shares");
    add_lines(&job->shown, before, '-', first, old_last);
    add_lines(&job->shown, after, '+', first, new_last);
}

static void say_it_stands(Job *job, const Edit *edit)
{
    text_addf(&job->shown, "%.*s: it says so already\n",
              STR_ARG(span_format(job->arena, edit->place->span)));
}

static void touch(Arena *arena, Open *open, size_t at)
{
    open->touched = arena_grow(arena, open->touched, open->touched_count, &open->touched_capacity,
                               sizeof *open->touched);
    open->touched[open->touched_count++] = at;
}

// The file as an edit leaves it.
static void advance(Arena *arena, Open *open, const Edit *edit, const Source *after)
{
    Diags     diags = diags_new(arena);
    EditFile *now = &open->now;
    size_t    kept = 0;
    for (size_t i = 0; i < open->touched_count; i++) {
        size_t at = open->touched[i];
        if (splice_moves(&edit->splice, &at)) open->touched[kept++] = at;
    }
    open->touched_count = kept;
    if (!edit->mark.source) touch(arena, open, edit->splice.start + edit->splice.text.len);
    now->done =
        arena_grow(arena, now->done, now->done_count, &open->done_capacity, sizeof *now->done);
    now->done[now->done_count++] = edit->splice;
    now->source = after;
    now->tree = tree_parse(arena, after, &diags);
}

static bool is_clean(Arena *arena, const Open *open, const Edit *edit, const Source *after,
                     Str *why)
{
    const EditFile *now = &open->now;
    if (!edit->mark.source) {
        return splice_is_clean(arena, now->source, now->tree, after, edit->target, why);
    }
    return splice_took_comment(arena, now->source, now->tree, after, edit->mark.start, why);
}

// One edit, from the words up to "and". False after a report.
static bool apply(Job *job, const Str *words, size_t count)
{
    Arena      *arena = job->arena;
    EditProject project = {job->session->cases[0].book, job->files[FILE_BOOK].now,
                           job->files[FILE_BOARD].now, job->files[FILE_PACK].now};
    Edit        edit;
    Str         why = STR("");
    if (count == 0 || !edit_find(arena, &project, words, count, &edit, &why)) {
        usage_error("%.*s", STR_ARG(count ? why : STR("'and' stands between two settings")));
        return false;
    }
    FileKind kind = edit.file == &project.board  ? FILE_BOARD
                    : edit.file == &project.pack ? FILE_PACK
                                                 : FILE_BOOK;
    Open    *open = &job->files[kind];
    if (edit.stands) {
        say_it_stands(job, &edit);
        touch(arena, open, edit.place->span.start);
        return true;
    }
    const Source *before = open->now.source;
    Str           bytes = splice_apply(arena, before, edit.splice);
    Source       *after = source_new(arena, before->path, bytes, before->order);
    if (!is_clean(arena, open, &edit, after, &why)) {
        usage_error("%.*s cannot be changed there without harm, for %.*s: change it in an editor",
                    STR_ARG(before->path), STR_ARG(why));
        return false;
    }
    show(job, before, after);
    advance(arena, open, &edit, after);
    job->changed = true;
    return true;
}

// Of lines where a value was set: what is set may still be marked.
static void say_marks(Job *job)
{
    for (size_t i = 0; i < FILE_COUNT; i++) {
        const Open *open = &job->files[i];
        size_t      said = 0;
        for (size_t j = 0; j < open->touched_count; j++) {
            size_t line = source_place(open->now.source, open->touched[j]).line;
            if (line == said || !mark_of_line(open->now.source, line).source) continue;
            text_addf(&job->shown,
                      "still marked as to decide: take it away with 'decided %.*s:%zu'\n",
                      STR_ARG(open->now.source->path), line);
            said = line;
        }
    }
}

static bool apply_all(Job *job)
{
    size_t count = job->options->name_count - 1;
    Str   *words = ARENA_ARRAY(job->arena, Str, count);
    size_t start = 0;
    for (size_t i = 0; i < count; i++) words[i] = str_from(job->options->names[i + 1]);
    for (size_t i = 0; i <= count; i++) {
        if (i < count && !str_is(words[i], "and")) continue;
        if (!apply(job, words + start, i - start)) return false;
        start = i + 1;
    }
    return true;
}

// Checks that break now, and did not, or break at more places.
static size_t new_breaks(const Case *before, const Case *after, Text *out)
{
    size_t count = 0;
    for (size_t i = 0; i < after->reconciliation->check_count; i++) {
        const CheckResult *was = &before->reconciliation->checks[i];
        const CheckResult *is = &after->reconciliation->checks[i];
        if (is->counts[OUTCOME_BREAK] <= was->counts[OUTCOME_BREAK]) continue;
        text_addf(out, "%s%s", count ? ", " : "", is->check->id);
        count++;
    }
    return count;
}

static ExitStatus write_files(const Job *job)
{
    static const FileKind order[] = {FILE_PACK, FILE_BOARD, FILE_BOOK};
    for (size_t i = 0; i < FILE_COUNT; i++) {
        const Open     *open = &job->files[order[i]];
        const EditFile *now = &open->now;
        Str             why = STR("");
        if (now->source == now->first) continue;
        if (!write_back(job->arena, open->path, now->first, now->source->bytes, &why)) {
            return world_error("cannot write %.*s: %.*s", STR_ARG(now->first->path), STR_ARG(why));
        }
    }
    return EXIT_CLEAN;
}

static bool was_found(const Diags *diags, const Diag *found)
{
    for (size_t i = 0; i < diags->count; i++) {
        const Diag *one = diags->items[i];
        if (one->code == found->code && str_equal(one->message, found->message)) return true;
    }
    return false;
}

// The errors that the edit brings.
static void print_new(const Job *job, const Session *after)
{
    Diags fresh = diags_new(job->arena);
    for (size_t i = 0; i < after->diags.count; i++) {
        Diag *found = after->diags.items[i];
        bool  error = diag_severity(found->code) == SEVERITY_ERROR;
        if (!error || was_found(&job->session->diags, found)) continue;
        fresh.items =
            arena_grow(job->arena, fresh.items, fresh.count, &fresh.capacity, sizeof *fresh.items);
        fresh.items[fresh.count++] = found;
    }
    print_diags(job->arena, &fresh, job->options);
}

// The project as it would be, beside what it is.
static ExitStatus try_and_write(Job *job)
{
    Draft  drafts[FILE_COUNT];
    size_t count = 0;
    Text   out = text_new(job->arena);
    Text   broken = text_new(job->arena);
    for (size_t i = 0; i < FILE_COUNT; i++) {
        const Open *open = &job->files[i];
        if (open->now.source) drafts[count++] = (Draft){open->path, open->now.source->bytes};
    }
    Session *after = session_open_drafts(job->arena, drafts, count, job->options->names, 1);
    if (!after->whole) {
        session_close(after, job->options);
        usage_error("the book would not load any more: nothing was written");
        return EXIT_FINDINGS;
    }
    bool breaks = new_breaks(&job->session->cases[0], &after->cases[0], &broken) > 0;
    if (breaks) print_new(job, after);
    if (breaks && !job->options->force) {
        usage_error(
            "that would break what did not break before (%.*s): nothing was written. Settings that "
            "belong together stand in one command with 'and' between them; --force writes it all "
            "the same",
            STR_ARG(text_str(&broken)));
        return EXIT_FINDINGS;
    }
    if (!job->options->dry_run) {
        ExitStatus status = write_files(job);
        if (status != EXIT_CLEAN) return status;
    }
    check_lines(after, &out);
    if (!print_out(text_str(&out))) return EXIT_WORLD;
    return breaks ? EXIT_FINDINGS : EXIT_CLEAN;
}

static ExitStatus run(Arena *arena, const Options *options)
{
    Job job = {.arena = arena, .options = options, .shown = text_new(arena)};
    if (options->name_count < 2) return usage_error("set what? See 'bcf set --help'");
    job.session = session_open_book(arena, options->names[0]);
    if (!job.session->whole) return session_close(job.session, options);
    if (!open_files(&job)) return session_close(job.session, options);
    if (!apply_all(&job)) return EXIT_USAGE;
    say_marks(&job);
    if (!print_out(text_str(&job.shown))) return EXIT_WORLD;
    return job.changed ? try_and_write(&job) : EXIT_CLEAN;
}

const Command command_set = {
    "set",
    "set BOOK WHAT... VALUE",
    "change one thing in a book, and nothing else",
    "Every comment, blank line and line end stays. The change is shown; it is refused when a\n"
    "check would break that did not. Several settings in one go stand with 'and' between.\n"
    "\n"
    "  outturn SCHEME AMOUNT               what was spent, as one sum\n"
    "  outturn SCHEME LINE AMOUNT          the same on one funding line\n"
    "  budget SCHEME LINE AMOUNT           a row's budget\n"
    "  row BLOCK SCHEME LINE AMOUNT        a new row at the end of a block, or of 'total'\n"
    "  contribution LINE PARTNER AMOUNT    what a partner pays in; LINE PARTNER 2 AMOUNT where\n"
    "                                      it is the second of several\n"
    "  brought-forward LINE AMOUNT         an opening balance\n"
    "  published TABLE ROW COLUMN VALUE    a printed cell; TABLE counts from 1\n"
    "  scheme SCHEME FIELD TEXT            name, area_of_spend, commissioner or provider\n"
    "  scheme SCHEME tags TAG,TAG          growth, contingency or undivided; or none\n"
    "  partner PARTNER FIELD TEXT          name, kind, succeeded_by or on\n"
    "  board name TEXT                     the board's name\n"
    "  approval APPROVAL FIELD VALUE       body, on, decision or minute\n"
    "  decision STAGE APPROVAL             which approval decided on the budget or the outturn\n"
    "  stage, rounded-to, total, previous  followed by the value\n"
    "  decided FILE:LINE                   takes the mark '# to decide: ...' away at a place, as\n"
    "                                      BCF225 prints it, in the book, its board or its pack\n"
    "\n"
    "  --dry-run            shows the change and what it would do, and writes nothing\n"
    "  --force              writes even what makes a check break\n"
    "  --diagnostics json   findings as one JSON object a line\n",
    OPTION_FORCE | OPTION_DRY_RUN | OPTION_DIAGNOSTICS,
    run,
};
