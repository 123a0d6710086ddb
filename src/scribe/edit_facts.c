// Facts that can be set: of schemes, approvals, and of the book itself.
#include "base/text.h"
#include "scribe/scalar.h"
#include "scribe/search.h"

// A fact of a record that has it or has not.
static bool set_fact(const Search *search, const Node *record, Str field, Str text)
{
    const Node *key = map_key(record, field);
    if (key && key->value->kind == NODE_SCALAR) return search_set_text(search, key->value, text);
    if (key) {
        return search_fail(search, "'%.*s' is a list: mend it in the file", STR_ARG(field));
    }
    return search_add_key(search, record, NULL, field, scalar_text(search->arena, text));
}

static bool names_tag(const Node *list, const char *tag)
{
    for (const Node *item = list->first; item; item = item->next) {
        if (str_is(item->text, tag)) return true;
    }
    return false;
}

// Which tags a word such as "growth,undivided" names, as a list; "none" is none.
static bool read_tags(const Search *search, Str word, unsigned *tags, Str *list)
{
    Str    known[TAG_COUNT];
    Text   text = text_new(search->arena);
    size_t start = 0;
    for (size_t i = 0; i < TAG_COUNT; i++) known[i] = str_from(tag_names[i]);
    *tags = 0;
    for (size_t i = 0; i <= word.len && !str_is(word, "none"); i++) {
        if (i < word.len && word.data[i] != ',') continue;
        Str    tag = str_from_to(word, start, i);
        size_t at = 0;
        while (at < TAG_COUNT && !str_equal(known[at], tag)) at++;
        if (at == TAG_COUNT) return search_fail_unknown(search, "tag", tag, known, TAG_COUNT);
        text_addf(&text, "%s%.*s", start ? ", " : "", STR_ARG(tag));
        *tags |= 1U << at;
        start = i + 1;
    }
    *list = str_format(search->arena, "[%.*s]", STR_ARG(text_str(&text)));
    return true;
}

static bool set_tags(const Search *search, const Node *scheme)
{
    const Node *key = map_key(scheme, STR("tags"));
    unsigned    tags = 0;
    unsigned    before = 0;
    Str         list;
    if (!read_tags(search, search->words[2], &tags, &list)) return false;
    if (!key) return search_add_key(search, scheme, NULL, STR("tags"), list);
    for (size_t i = 0; i < TAG_COUNT; i++) {
        if (names_tag(key->value, tag_names[i])) before |= 1U << i;
    }
    if (before == tags) return search_stands(search, key->value);
    const Source *source = search->edit->file->source;
    size_t        start = key->value->span.start;
    if (source->bytes.data[start] != '[') {
        return search_fail(search,
                           "the tags of '%.*s' stand on lines of their own: mend them in "
                           "the file",
                           STR_ARG(search->words[0]));
    }
    search->edit->target = key;
    search->edit->splice = (Splice){start, node_end(source, key->value), list};
    return true;
}

bool edit_find_scheme(const Search *search)
{
    Str scheme = search->words[0];
    if (!search_scheme(search, scheme)) return false;
    const Node *own = map_key(map_value(search->project->file.tree, "schemes"), scheme);
    if (!own || !map_key(own->value, search->words[1])) { // The board's, unless the book says so.
        const Node *of_board = map_key(map_value(search->project->board.tree, "schemes"), scheme);
        if (of_board) {
            own = of_board;
            search->edit->file = &search->project->board;
        }
    }
    if (str_is(search->words[1], "tags")) return set_tags(search, own->value);
    return set_fact(search, own->value, search->words[1], search->words[2]);
}

bool edit_find_partner(const Search *search)
{
    if (!search_partner(search, search->words[0])) return false;
    search->edit->file = &search->project->board;
    const Node *partners = map_value(search->project->board.tree, "partners");
    return set_fact(search, map_key(partners, search->words[0])->value, search->words[1],
                    search->words[2]);
}

bool edit_find_board(const Search *search)
{
    static const Str known[] = {{"name", 4}};
    if (!str_equal(search->words[0], known[0])) {
        return search_fail_unknown(search, "field of a board that can be set", search->words[0],
                                   known, 1);
    }
    search->edit->file = &search->project->board;
    return set_fact(search, search->project->board.tree, search->words[0], search->words[1]);
}

bool edit_find_approval(const Search *search)
{
    const Node *map = map_value(search->edit->file->tree, "approvals");
    const Node *approval = map_key(map, search->words[0]);
    Str         value = scalar_text(search->arena, search->words[2]);
    if (!approval) {
        if (!str_is(search->words[1], "body")) {
            return search_fail(search, "there is no approval '%.*s': begin one with its body",
                               STR_ARG(search->words[0]));
        }
        return search_add_to_section(
            search, "approvals", NULL, search->words[0],
            str_format(search->arena, "{body: %.*s, decision: requested}", STR_ARG(value)));
    }
    const Node *key = map_key(approval->value, search->words[1]);
    if (key) return search_set_text(search, key->value, search->words[2]);
    return search_add_key(search, approval->value, NULL, search->words[1], value);
}

bool edit_find_decision(const Search *search)
{
    const Node *key = map_key(map_value(search->edit->file->tree, "decisions"), search->words[0]);
    if (key) return search_set_text(search, key->value, search->words[1]);
    return search_add_to_section(search, "decisions", NULL, search->words[0], search->words[1]);
}

static bool set_field(const Search *search, const char *field)
{
    const Node *tree = search->edit->file->tree;
    const Node *old = map_value(tree, field);
    if (old) return search_set_text(search, old, search->words[0]);
    return search_add_key(search, tree, search_section_before(tree, field), str_from(field),
                          scalar_text(search->arena, search->words[0]));
}

bool edit_find_stage(const Search *search)
{
    return set_field(search, "stage");
}

bool edit_find_rounded_to(const Search *search)
{
    return set_field(search, "rounded_to");
}

bool edit_find_total(const Search *search)
{
    return set_field(search, "total");
}

bool edit_find_previous(const Search *search)
{
    return set_field(search, "previous");
}
