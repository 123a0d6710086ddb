// Facts that can be set: of schemes, approvals, and of the book itself.
#include "base/text.h"
#include "scribe/scalar.h"
#include "scribe/search.h"

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
    const Node *key = map_key(own->value, search->words[1]);
    if (key && key->value->kind == NODE_SCALAR)
        return search_set_text(search, key->value, search->words[2]);
    if (key)
        return search_fail(search, "'%.*s' is a list: mend it in the file",
                           STR_ARG(search->words[1]));
    return search_add_key(search, own->value, NULL, search->words[1],
                          scalar_text(search->arena, search->words[2]));
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
