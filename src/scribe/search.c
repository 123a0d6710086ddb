#include "scribe/search.h"

#include "base/suggest.h"
#include "base/text.h"
#include "scribe/scalar.h"

bool search_fail(const Search *search, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    *search->why = str_format_args(search->arena, format, args);
    va_end(args);
    return false;
}

const Node *map_key(const Node *map, Str id)
{
    if (!map || map->kind != NODE_MAP) return NULL;
    for (const Node *key = map->first; key; key = key->next) {
        if (str_equal(key->text, id)) return key;
    }
    return NULL;
}

const Node *map_value(const Node *map, const char *key)
{
    const Node *found = map_key(map, str_from(key));
    return found ? found->value : NULL;
}

// Ids that there are, for "did you mean".

bool search_fail_unknown(const Search *search, const char *what, Str id, const Str *known,
                         size_t count)
{
    const Str *near = suggest(id, known, count);
    if (!near) return search_fail(search, "there is no %s '%.*s'", what, STR_ARG(id));
    return search_fail(search, "there is no %s '%.*s'; did you mean '%.*s'?", what, STR_ARG(id),
                       STR_ARG(*near));
}

bool search_line(const Search *search, Str id)
{
    const Book *book = search->project->book;
    Str         ids[LINE_COUNT_MAX * 2];
    if (book_line(book, id)) return true;
    for (size_t i = 0; i < book->line_count; i++) ids[i] = book->lines[i].id;
    return search_fail_unknown(search, "funding line", id, ids, book->line_count);
}

bool search_scheme(const Search *search, Str id)
{
    const Book *book = search->project->book;
    if (index_find(&book->scheme_index, id)) return true;
    Str *ids = ARENA_ARRAY(search->arena, Str, book->scheme_count + 1);
    for (size_t i = 0; i < book->scheme_count; i++) ids[i] = book->schemes[i].id;
    return search_fail_unknown(search, "scheme", id, ids, book->scheme_count);
}

bool search_partner(const Search *search, Str id)
{
    const Board *board = search->project->book->board;
    if (index_find(&board->partner_index, id)) return true;
    Str *ids = ARENA_ARRAY(search->arena, Str, board->partner_count + 1);
    for (size_t i = 0; i < board->partner_count; i++) ids[i] = board->partners[i].id;
    return search_fail_unknown(search, "partner", id, ids, board->partner_count);
}

// Values.

static bool has_comma(Str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] == ',') return true;
    }
    return false;
}

// An amount as it is typed there: with commas, a pound sign or pence where `like` has
// them, and pence wherever there are any.
Str edit_amount_text(Arena *arena, Money money, Str like)
{
    Str  text = has_comma(like) ? money_format(arena, money) : money_plain(arena, money);
    bool point = false;
    for (size_t i = 0; i < like.len; i++) point = point || like.data[i] == '.';
    if (money.pence % 100 == 0 && !point) text.len -= 3;
    bool pound = str_starts(like, "£") || str_starts(like, "-£") || str_starts(like, "(£");
    if (!pound) return text;
    bool minus = str_starts(text, "-");
    return str_format(arena, "%s£%.*s", minus ? "-" : "",
                      STR_ARG(str_from_to(text, minus ? 1 : 0, text.len)));
}

bool search_amount(const Search *search, Str word, Money *money)
{
    const char *wrong = money_parse(word, money);
    return !wrong || search_fail(search, "the amount '%.*s' %s", STR_ARG(word), wrong);
}

bool search_stands(const Search *search, const Node *place)
{
    search->edit->stands = true;
    search->edit->place = place;
    return true;
}

static bool search_set_value(const Search *search, const Node *old, Str value)
{
    Edit *edit = search->edit;
    edit->target = old;
    edit->splice = splice_value(search->arena, edit->file->source, old, value);
    return true;
}

bool search_set_amount(const Search *search, const Node *old, Money money)
{
    Money before;
    if (!money_parse(old->text, &before) && before.pence == money.pence) {
        return search_stands(search, old);
    }
    return search_set_value(search, old, edit_amount_text(search->arena, money, old->text));
}

bool search_set_text(const Search *search, const Node *old, Str text)
{
    if (str_equal(old->text, text)) return search_stands(search, old);
    bool quoted = !old->plain;
    return search_set_value(search, old, quoted ? text : scalar_text(search->arena, text));
}

bool search_add_key(const Search *search, const Node *map, const Node *after, Str key, Str value)
{
    Edit *edit = search->edit;
    edit->target = map;
    edit->splice = splice_key(search->arena, edit->file->source, map, after, key, value);
    return true;
}

// A new amount is typed as its neighbours are: with commas only outside brackets.
Str search_new_amount(const Search *search, const Node *map, Money money)
{
    const Node *beside = map && map->last ? map->last->value : NULL;
    bool        scalar = beside && beside->kind == NODE_SCALAR && beside->plain;
    return edit_amount_text(search->arena, money, scalar ? beside->text : STR(""));
}

// The key of a map that stands last among those before a position in some order.
static const Node *map_key_before(const Node *map, const Str *order, size_t position)
{
    while (position > 0) {
        const Node *key = map_key(map, order[--position]);
        if (key) return key;
    }
    return NULL;
}

const Node *search_line_before(const Search *search, const Node *map, Str line)
{
    const Book *book = search->project->book;
    Str         ids[LINE_COUNT_MAX * 2];
    for (size_t i = 0; i < book->line_count; i++) ids[i] = book->lines[i].id;
    return map_key_before(map, ids, book_line(book, line)->index);
}

const Node *search_scheme_before(const Search *search, const Node *map, Str scheme)
{
    const Book *book = search->project->book;
    Str        *ids = ARENA_ARRAY(search->arena, Str, book->row_count + 1);
    size_t      position = 0;
    for (size_t i = 0; i < book->row_count; i++) {
        ids[i] = book->rows[i]->id;
        if (str_equal(ids[i], scheme)) position = i;
    }
    return map_key_before(map, ids, position);
}

// Sections of a book in the order of docs/book-format.md.
static const Str sections[] = {
    {"format", 6},
    {"kind", 4},
    {"year", 4},
    {"board", 5},
    {"year_pack", 9},
    {"stage", 5},
    {"rounded_to", 10},
    {"previous", 8},
    {"note", 4},
    {"schemes", 7},
    {"approvals", 9},
    {"contributions", 13},
    {"brought_forward", 15},
    {"allocations", 11},
    {"total", 5},
    {"decisions", 9},
    {"outturn", 7},
    {"published", 9},
};

const Node *search_section_before(const Node *tree, const char *section)
{
    size_t count = sizeof sections / sizeof *sections;
    size_t position = 0;
    while (position < count && !str_is(sections[position], section)) position++;
    return map_key_before(tree, sections, position);
}

static bool add_section(const Search *search, const char *section, Str lines)
{
    Edit       *edit = search->edit;
    const Node *tree = edit->file->tree;
    edit->target = tree;
    edit->splice = splice_section(search->arena, edit->file->source, tree,
                                  search_section_before(tree, section), str_from(section), lines);
    return true;
}

// A key of a section that may not be there yet, with its value on one line.
bool search_add_to_section(const Search *search, const char *section, const Node *after, Str key,
                           Str value)
{
    const Node *map = map_value(search->edit->file->tree, section);
    if (map) return search_add_key(search, map, after, key, value);
    return add_section(search, section,
                       str_format(search->arena, "%.*s: %.*s", STR_ARG(key), STR_ARG(value)));
}
