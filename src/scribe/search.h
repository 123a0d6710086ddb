// What the finders of one edit share: the words, the file, and the ways in which a
// tree is changed in one place.
#pragma once
#include "scribe/edit.h"

typedef struct {
    Arena             *arena;
    const EditProject *project;
    const Str         *words; // After the first.
    size_t             count;
    Edit              *edit;
    Str               *why;
} Search;

// Returns false.
bool search_fail(const Search *search, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

// The key of a map that has an id, and the value of one; NULL for none.
const Node *map_key(const Node *map, Str id);
const Node *map_value(const Node *map, const char *key);

// False, and why, for ids and amounts that are none.
bool search_fail_unknown(const Search *search, const char *what, Str id, const Str *known,
                         size_t count);
bool search_line(const Search *search, Str id);
bool search_scheme(const Search *search, Str id);
bool search_partner(const Search *search, Str id);
bool search_amount(const Search *search, Str word, Money *money);

// The edit: nothing, another value, a key more, a section more.
bool search_stands(const Search *search, const Node *place);
bool search_set_amount(const Search *search, const Node *old, Money money);
bool search_set_text(const Search *search, const Node *old, Str text);
bool search_add_key(const Search *search, const Node *map, const Node *after, Str key, Str value);
bool search_add_to_section(const Search *search, const char *section, const Node *after, Str key,
                           Str value);

// An amount as it is typed beside others; after which key a new one goes.
Str         edit_amount_text(Arena *arena, Money money, Str like);
Str         search_new_amount(const Search *search, const Node *map, Money money);
const Node *search_line_before(const Search *search, const Node *map, Str line);
const Node *search_scheme_before(const Search *search, const Node *map, Str scheme);
const Node *search_section_before(const Node *tree, const char *section);

// What can be set, by the first word.
bool edit_find_outturn(const Search *search);
bool edit_find_budget(const Search *search);
bool edit_find_new_row(const Search *search);
bool edit_find_contribution(const Search *search);
bool edit_find_brought_forward(const Search *search);
bool edit_find_published(const Search *search);
bool edit_find_scheme(const Search *search);
bool edit_find_partner(const Search *search);
bool edit_find_board(const Search *search);
bool edit_find_approval(const Search *search);
bool edit_find_decision(const Search *search);
bool edit_find_stage(const Search *search);
bool edit_find_rounded_to(const Search *search);
bool edit_find_total(const Search *search);
bool edit_find_previous(const Search *search);
bool edit_find_decided(const Search *search);
