// What was marked as still to be decided, and is decided: the mark goes.
#include "base/text.h"
#include "plan/shelf.h"
#include "scribe/search.h"

#define LISTED_MAX 12 // Lines with marks that a message names.

// The number that a text ends in behind a colon; 0, and the text as it was, for none.
static size_t take_number(Str *text)
{
    size_t at = text->len;
    size_t number = 0;
    while (at > 0 && text->data[at - 1] >= '0' && text->data[at - 1] <= '9') at--;
    if (at == 0 || at == text->len || text->data[at - 1] != ':') return 0;
    for (size_t i = at; i < text->len && number < 100000000; i++) {
        number = number * 10 + (size_t)(text->data[i] - '0');
    }
    text->len = at - 1;
    return number;
}

// "FILE:LINE" or "FILE:LINE:COLUMN", as findings print it.
static size_t read_place(Str place, Str *path)
{
    *path = place;
    size_t last = take_number(path);
    size_t line = take_number(path);
    return line ? line : last;
}

// The file of the book that a path names, as it is printed or with folders before it.
static const EditFile *file_named(const Search *search, Str path)
{
    const EditProject *project = search->project;
    const EditFile    *files[] = {&project->file, &project->board, &project->pack};
    for (size_t i = 0; i < 3; i++) {
        if (!files[i]->source) continue;
        Str shown = files[i]->source->path;
        Str below = str_format(search->arena, "/%.*s", STR_ARG(shown));
        if (str_equal(path, shown) || str_ends(path, below.data)) return files[i];
    }
    return NULL;
}

static bool fail_unmarked(const Search *search, const Source *source, size_t line)
{
    Text   lines = text_new(search->arena);
    size_t count = 0;
    for (size_t i = 1; i <= source->line_count; i++) {
        if (!mark_of_line(source, i).source) continue;
        if (count < LISTED_MAX) text_addf(&lines, "%s%zu", count ? ", " : "", i);
        count++;
    }
    if (count == 0) {
        return search_fail(search, "nothing in %.*s is marked '# to decide:'",
                           STR_ARG(source->path));
    }
    return search_fail(search, "line %zu of %.*s is not marked '# to decide:'; marked: %.*s%s",
                       line, STR_ARG(source->path), STR_ARG(text_str(&lines)),
                       count > LISTED_MAX ? " and more" : "");
}

bool edit_find_decided(const Search *search)
{
    Str             path;
    size_t          line = read_place(search->words[0], &path);
    const EditFile *file = file_named(search, path);
    if (line == 0) {
        return search_fail(search, "'%.*s' is no place: say the file and the line, such as %.*s:25",
                           STR_ARG(search->words[0]), STR_ARG(search->project->file.source->path));
    }
    if (!file) {
        return search_fail(search, "'%.*s' is not the book, nor its board, nor its year pack",
                           STR_ARG(path));
    }
    Span mark = line <= file->first->line_count ? mark_of_line(file->first, line) : (Span){0};
    if (!mark.source) return fail_unmarked(search, file->first, line);
    size_t at = mark.start;
    for (size_t i = 0; i < file->done_count; i++) {
        if (splice_moves(&file->done[i], &at)) continue;
        return search_fail(search, "the mark at line %zu of %.*s is taken away already", line,
                           STR_ARG(path));
    }
    search->edit->file = file;
    search->edit->mark = (Span){file->source, at, at + (mark.end - mark.start)};
    search->edit->splice = splice_comment(file->source, search->edit->mark);
    return true;
}
