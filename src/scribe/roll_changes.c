// Which schemes end or merge: asked, and held against last year's book before
// anything is made of it.
#include "base/suggest.h"
#include "base/text.h"
#include "scribe/roller.h"

// Ids, with commas or blanks between; "none" is none.
static size_t read_ids(Arena *arena, Str answer, Str **ids)
{
    size_t count = 0;
    size_t start = 0;
    *ids = ARENA_ARRAY(arena, Str, answer.len + 1);
    for (size_t i = 0; i <= answer.len; i++) {
        bool parts = i == answer.len || answer.data[i] == ',' || answer.data[i] == ' ';
        if (parts && i > start) (*ids)[count++] = str_from_to(answer, start, i);
        if (parts) start = i + 1;
    }
    return count == 1 && str_is((*ids)[0], "none") ? 0 : count;
}

bool merge_read(Arena *arena, Str text, Merge *out, Str *why)
{
    size_t at = 0;
    while (at < text.len && text.data[at] != '=') at++;
    *out = (Merge){str_from_to(text, 0, at), STR("")};
    if (at < text.len) out->into = str_from_to(text, at + 1, text.len);
    if (out->from.len && out->into.len) return true;
    *why = str_format(arena, "'%.*s' is not two schemes, such as old-scheme=new-scheme",
                      STR_ARG(text));
    return false;
}

// Last year's schemes.
static size_t schemes_of(Arena *arena, const Book *last, Named **schemes)
{
    size_t count = 0;
    *schemes = ARENA_ARRAY(arena, Named, last->row_count + 1);
    for (size_t i = 0; i < last->row_count; i++) {
        const Row *row = last->rows[i];
        if (row->kind == ROW_SCHEME) (*schemes)[count++] = (Named){row->id, row->label};
    }
    return count;
}

// Empty where last year's book has the scheme.
static Str unknown_scheme(Arena *arena, const Book *last, Str id)
{
    Named     *schemes;
    size_t     count = schemes_of(arena, last, &schemes);
    Str       *known = ARENA_ARRAY(arena, Str, count + 1);
    const Row *row = book_row(last, id);
    if (row && row->kind == ROW_SCHEME) return STR("");
    for (size_t i = 0; i < count; i++) known[i] = schemes[i].id;
    const Str *near = suggest(id, known, count);
    Str        hint = near ? str_format(arena, "; did you mean '%.*s'?", STR_ARG(*near)) : STR("");
    return str_format(arena, "last year's book has no scheme '%.*s'%.*s", STR_ARG(id),
                      STR_ARG(hint));
}

Str ends_fault(Arena *arena, const Book *last, const RollChoices *choices)
{
    Str fault = STR("");
    for (size_t i = 0; i < choices->end_count && fault.len == 0; i++) {
        fault = unknown_scheme(arena, last, choices->ends[i]);
    }
    return fault;
}

static bool ends(const RollChoices *choices, Str id)
{
    bool found = false;
    for (size_t i = 0; i < choices->end_count; i++) found |= str_equal(choices->ends[i], id);
    return found;
}

// The merge, of the first so many, that takes a scheme away; NULL.
static const Merge *merge_of(const RollChoices *choices, size_t count, Str id)
{
    for (size_t i = 0; i < count; i++) {
        if (str_equal(choices->merges[i].from, id)) return &choices->merges[i];
    }
    return NULL;
}

// A chain of merges ends at a scheme that stays, or the request has no meaning.
Str merges_fault(Arena *arena, const Book *last, const RollChoices *choices)
{
    for (size_t i = 0; i < choices->merge_count; i++) {
        const Merge *merge = &choices->merges[i];
        Str          fault = unknown_scheme(arena, last, merge->from);
        if (fault.len == 0) fault = unknown_scheme(arena, last, merge->into);
        if (fault.len) return fault;
        if (!merge_of(choices, i, merge->from) && !ends(choices, merge->from)) continue;
        return str_format(arena, "'%.*s' is merged or ended already", STR_ARG(merge->from));
    }
    for (size_t i = 0; i < choices->merge_count; i++) {
        Str          id = choices->merges[i].from;
        const Merge *next = NULL;
        size_t       steps = 0;
        while ((next = merge_of(choices, choices->merge_count, id)) &&
               steps++ <= choices->merge_count) {
            id = next->into;
        }
        if (!next && !ends(choices, id)) continue;
        return str_format(arena, "'%.*s' has no row in the new year", STR_ARG(id));
    }
    return STR("");
}

// What answers are held against.
typedef struct {
    const Book        *last;
    const RollChoices *choices;
} Asked;

static Str end_answer_fault(Arena *arena, const void *about, Str answer)
{
    const Asked *asked = about;
    RollChoices  meant = {0};
    meant.end_count = read_ids(arena, answer, &meant.ends);
    return ends_fault(arena, asked->last, &meant);
}

static bool read_merges(Arena *arena, Str answer, RollChoices *choices, Str *why)
{
    Str   *parts;
    size_t count = read_ids(arena, answer, &parts);
    choices->merges = ARENA_ARRAY(arena, Merge, count);
    choices->merge_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (!merge_read(arena, parts[i], &choices->merges[choices->merge_count++], why)) {
            return false;
        }
    }
    return true;
}

static Str merge_answer_fault(Arena *arena, const void *about, Str answer)
{
    const Asked *asked = about;
    RollChoices  meant = *asked->choices;
    Str          why = STR("");
    if (!read_merges(arena, answer, &meant, &why)) return why;
    return merges_fault(arena, asked->last, &meant);
}

static Str ask_ends(Arena *arena, const Asked *asked, const Named *schemes, size_t count)
{
    Str      words = STR("Which schemes end? Their ids, with commas between, or none.");
    Question question = {
        .key = STR("end"),
        .words = words_with_list(arena, words, schemes, count),
        .fault = end_answer_fault,
        .about = asked,
    };
    return asker_ask(&asked->choices->asker, &question);
}

static Str ask_merges(Arena *arena, const Asked *asked, const Named *schemes, size_t count)
{
    Str      first = count >= 2 ? schemes[0].id : STR("old-scheme");
    Str      second = count >= 2 ? schemes[1].id : STR("new-scheme");
    Str      words = str_format(arena, "Which are merged into which? Such as %.*s=%.*s, or none.",
                                STR_ARG(first), STR_ARG(second));
    Question question = {
        .key = STR("merge"),
        .words = words_with_list(arena, words, schemes, count),
        .fault = merge_answer_fault,
        .about = asked,
    };
    return asker_ask(&asked->choices->asker, &question);
}

bool ask_changes(Arena *arena, const Book *last, RollChoices *choices)
{
    Asked  asked = {last, choices};
    Named *schemes;
    Str    why = STR("");
    size_t count = schemes_of(arena, last, &schemes);
    Str    ended = ask_ends(arena, &asked, schemes, count);
    choices->end_count = read_ids(arena, ended, &choices->ends);
    Str merged = ask_merges(arena, &asked, schemes, count);
    read_merges(arena, merged, choices, &why); // None with a fault was let through.
    return ended.len + merged.len > 0;
}
