#include "scribe/edit.h"

#include "base/suggest.h"
#include "base/text.h"
#include "scribe/scalar.h"

// What the finders of one edit share.
typedef struct {
    Arena             *arena;
    const EditProject *project;
    const Str         *words; // After the first.
    size_t             count;
    Edit              *edit;
    Str               *why;
} Search;

static bool fail(const Search *search, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static bool fail(const Search *search, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    *search->why = str_format_args(search->arena, format, args);
    va_end(args);
    return false;
}

static const Node *key_of(const Node *map, Str id)
{
    if (!map || map->kind != NODE_MAP) return NULL;
    for (const Node *key = map->first; key; key = key->next) {
        if (str_equal(key->text, id)) return key;
    }
    return NULL;
}

static const Node *value_of(const Node *map, const char *key)
{
    const Node *found = key_of(map, str_from(key));
    return found ? found->value : NULL;
}

// Ids that there are, for "did you mean".

static bool fail_unknown(const Search *search, const char *what, Str id, const Str *known,
                         size_t count)
{
    const Str *near = suggest(id, known, count);
    if (!near) return fail(search, "there is no %s '%.*s'", what, STR_ARG(id));
    return fail(search, "there is no %s '%.*s'; did you mean '%.*s'?", what, STR_ARG(id),
                STR_ARG(*near));
}

static bool is_line(const Search *search, Str id)
{
    const Book *book = search->project->book;
    Str         ids[LINE_COUNT_MAX * 2];
    if (book_line(book, id)) return true;
    for (size_t i = 0; i < book->line_count; i++) ids[i] = book->lines[i].id;
    return fail_unknown(search, "funding line", id, ids, book->line_count);
}

static bool is_scheme(const Search *search, Str id)
{
    const Book *book = search->project->book;
    if (index_find(&book->scheme_index, id)) return true;
    Str *ids = ARENA_ARRAY(search->arena, Str, book->scheme_count + 1);
    for (size_t i = 0; i < book->scheme_count; i++) ids[i] = book->schemes[i].id;
    return fail_unknown(search, "scheme", id, ids, book->scheme_count);
}

static bool is_partner(const Search *search, Str id)
{
    const Board *board = search->project->book->board;
    if (index_find(&board->partner_index, id)) return true;
    Str *ids = ARENA_ARRAY(search->arena, Str, board->partner_count + 1);
    for (size_t i = 0; i < board->partner_count; i++) ids[i] = board->partners[i].id;
    return fail_unknown(search, "partner", id, ids, board->partner_count);
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
static Str amount_text(Arena *arena, Money money, Str like)
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

static bool read_amount(const Search *search, Str word, Money *money)
{
    const char *wrong = money_parse(word, money);
    return !wrong || fail(search, "the amount '%.*s' %s", STR_ARG(word), wrong);
}

static bool stands_already(const Search *search, const Node *place)
{
    search->edit->stands = true;
    search->edit->place = place;
    return true;
}

static bool set_value(const Search *search, const Node *old, Str value)
{
    Edit *edit = search->edit;
    edit->target = old;
    edit->splice = splice_value(search->arena, edit->file->source, old, value);
    return true;
}

static bool set_amount(const Search *search, const Node *old, Money money)
{
    Money before;
    if (!money_parse(old->text, &before) && before.pence == money.pence) {
        return stands_already(search, old);
    }
    return set_value(search, old, amount_text(search->arena, money, old->text));
}

static bool set_text(const Search *search, const Node *old, Str text)
{
    if (str_equal(old->text, text)) return stands_already(search, old);
    bool quoted = !old->plain;
    return set_value(search, old, quoted ? text : scalar_text(search->arena, text));
}

static bool add_key(const Search *search, const Node *map, const Node *after, Str key, Str value)
{
    Edit *edit = search->edit;
    edit->target = map;
    edit->splice = splice_key(search->arena, edit->file->source, map, after, key, value);
    return true;
}

// A new amount is typed as its neighbours are: with commas only outside brackets.
static Str new_amount(const Search *search, const Node *map, Money money)
{
    const Node *beside = map && map->last ? map->last->value : NULL;
    bool        scalar = beside && beside->kind == NODE_SCALAR && beside->plain;
    return amount_text(search->arena, money, scalar ? beside->text : STR(""));
}

// The key of a map that stands last among those before a position in some order.
static const Node *key_before(const Node *map, const Str *order, size_t position)
{
    while (position > 0) {
        const Node *key = key_of(map, order[--position]);
        if (key) return key;
    }
    return NULL;
}

static const Node *line_before(const Search *search, const Node *map, Str line)
{
    const Book *book = search->project->book;
    Str         ids[LINE_COUNT_MAX * 2];
    for (size_t i = 0; i < book->line_count; i++) ids[i] = book->lines[i].id;
    return key_before(map, ids, book_line(book, line)->index);
}

static const Node *scheme_before(const Search *search, const Node *map, Str scheme)
{
    const Book *book = search->project->book;
    Str        *ids = ARENA_ARRAY(search->arena, Str, book->row_count + 1);
    size_t      position = 0;
    for (size_t i = 0; i < book->row_count; i++) {
        ids[i] = book->rows[i]->id;
        if (str_equal(ids[i], scheme)) position = i;
    }
    return key_before(map, ids, position);
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

static const Node *section_before(const Node *tree, const char *section)
{
    size_t count = sizeof sections / sizeof *sections;
    size_t position = 0;
    while (position < count && !str_is(sections[position], section)) position++;
    return key_before(tree, sections, position);
}

static bool add_section(const Search *search, const char *section, Str lines)
{
    Edit       *edit = search->edit;
    const Node *tree = edit->file->tree;
    edit->target = tree;
    edit->splice = splice_section(search->arena, edit->file->source, tree,
                                  section_before(tree, section), str_from(section), lines);
    return true;
}

// A key of a section that may not be there yet, with its value on one line.
static bool add_to_section(const Search *search, const char *section, const Node *after, Str key,
                           Str value)
{
    const Node *map = value_of(search->edit->file->tree, section);
    if (map) return add_key(search, map, after, key, value);
    return add_section(search, section,
                       str_format(search->arena, "%.*s: %.*s", STR_ARG(key), STR_ARG(value)));
}

// What can be set.

// One line of an outturn that is stated as one sum: on one line it is that sum, on two
// the rest of it is the other's. The sum stays.
static bool part_outturn(const Search *search, const Node *bare, Money money)
{
    const Book *book = search->project->book;
    const Row  *row = book_row(book, search->words[0]);
    Str         line = search->words[1];
    Str         other = STR("");
    size_t      count = 0;
    bool        has = false;
    Money       all;
    for (size_t i = 0; i < book->line_count; i++) {
        if (row->budget[i].money.pence == 0) continue;
        count++;
        if (str_equal(book->lines[i].id, line)) has = true;
        else other = book->lines[i].id;
    }
    if (count == 1 && has) return set_amount(search, bare, money);
    bool  parts = count == 2 && has && !money_parse(bare->text, &all);
    Money rest = parts ? money_sub(all, money) : (Money){-1};
    if (rest.pence < 0) {
        return fail(search,
                    "the outturn of '%.*s' is stated as one sum, %.*s, and what is left of it for "
                    "the other lines cannot be told: type it by line in the file first",
                    STR_ARG(search->words[0]), STR_ARG(bare->text));
    }
    bool first = book_line(book, line)->index < book_line(book, other)->index;
    Str  one = str_format(search->arena, "%.*s: %.*s", STR_ARG(line),
                          STR_ARG(amount_text(search->arena, money, STR(""))));
    Str  two = str_format(search->arena, "%.*s: %.*s", STR_ARG(other),
                          STR_ARG(amount_text(search->arena, rest, STR(""))));
    search->edit->target = bare;
    search->edit->splice =
        splice_value(search->arena, search->edit->file->source, bare,
                     str_format(search->arena, "{%.*s, %.*s}", STR_ARG(first ? one : two),
                                STR_ARG(first ? two : one)));
    return true;
}

static bool find_outturn(const Search *search)
{
    const Node *map = value_of(search->edit->file->tree, "outturn");
    Str         scheme = search->words[0];
    bool        by_line = search->count == 3;
    Money       money;
    if (!is_scheme(search, scheme)) return false;
    if (!book_row(search->project->book, scheme)) {
        return fail(search, "'%.*s' has no row under allocations, so it has no outturn",
                    STR_ARG(scheme));
    }
    if (by_line && !is_line(search, search->words[1])) return false;
    if (!read_amount(search, search->words[search->count - 1], &money)) return false;
    const Node *key = key_of(map, scheme);
    if (!key) {
        Str amount = new_amount(search, by_line ? NULL : map, money);
        Str value = by_line ? str_format(search->arena, "{%.*s: %.*s}", STR_ARG(search->words[1]),
                                         STR_ARG(amount))
                            : amount;
        return add_to_section(search, "outturn", scheme_before(search, map, scheme), scheme, value);
    }
    if (by_line && key->value->kind == NODE_SCALAR) return part_outturn(search, key->value, money);
    if (!by_line && key->value->kind == NODE_MAP) {
        return fail(search, "the outturn of '%.*s' is stated by line: name the line as well",
                    STR_ARG(scheme));
    }
    if (!by_line) return set_amount(search, key->value, money);
    const Node *line = key_of(key->value, search->words[1]);
    if (line) return set_amount(search, line->value, money);
    return add_key(search, key->value, line_before(search, key->value, search->words[1]),
                   search->words[1], new_amount(search, NULL, money));
}

// The item of a list of rows that is a scheme or block, at whatever depth.
static const Node *find_row(const Node *list, Str id)
{
    for (const Node *item = list && list->kind == NODE_LIST ? list->first : NULL; item;
         item = item->next) {
        if (item->kind != NODE_MAP) continue;
        const Node *block = value_of(item, "block");
        if (block && str_equal(block->text, id)) return item;
        if (!block && item->first && str_equal(item->first->text, id)) return item;
        const Node *inner = block ? find_row(value_of(item, "rows"), id) : NULL;
        if (inner) return inner;
    }
    return NULL;
}

static bool find_budget(const Search *search)
{
    const Node *list = value_of(search->edit->file->tree, "allocations");
    Str         scheme = search->words[0];
    Str         line = search->words[1];
    Money       money;
    if (!is_scheme(search, scheme) || !is_line(search, line)) return false;
    if (!read_amount(search, search->words[2], &money)) return false;
    const Node *row = find_row(list, scheme);
    if (!row) {
        return fail(search, "'%.*s' has no row: add one with 'row BLOCK %.*s %.*s AMOUNT'",
                    STR_ARG(scheme), STR_ARG(scheme), STR_ARG(line));
    }
    const Node *amounts = row->first->value;
    const Node *key = key_of(amounts, line);
    if (key) return set_amount(search, key->value, money);
    return add_key(search, amounts, line_before(search, amounts, line), line,
                   new_amount(search, NULL, money));
}

static bool find_new_row(const Search *search)
{
    const Node *list = value_of(search->edit->file->tree, "allocations");
    Str         block = search->words[0];
    Str         scheme = search->words[1];
    Money       money;
    if (!is_scheme(search, scheme) || !is_line(search, search->words[2])) return false;
    if (!read_amount(search, search->words[3], &money)) return false;
    bool there = find_row(list, scheme) != NULL;
    if (!str_is(block, "total")) {
        const Node *row = find_row(list, block);
        list = row ? value_of(row, "rows") : NULL;
    }
    if (list && there) return fail(search, "'%.*s' has a row already", STR_ARG(scheme));
    if (!list || list->kind != NODE_LIST) {
        return fail(search, "there is no block '%.*s'; the rows outside of all are in 'total'",
                    STR_ARG(block));
    }
    search->edit->target = list;
    search->edit->splice = splice_item(search->arena, search->edit->file->source, list,
                                       str_format(search->arena, "%.*s: {%.*s: %.*s}",
                                                  STR_ARG(scheme), STR_ARG(search->words[2]),
                                                  STR_ARG(new_amount(search, NULL, money))));
    return true;
}

static size_t read_count(Str word)
{
    size_t count = 0;
    for (size_t i = 0; i < word.len; i++) {
        if (word.data[i] < '0' || word.data[i] > '9' || count > 1000) return 0;
        count = count * 10 + (size_t)(word.data[i] - '0');
    }
    return count;
}

static bool find_contribution(const Search *search)
{
    const Node *list = value_of(search->edit->file->tree, "contributions");
    Str         line = search->words[0];
    Str         from = search->words[1];
    size_t      wanted = search->count == 4 ? read_count(search->words[2]) : 0;
    size_t      count = 0;
    const Node *found = NULL;
    Text        places = text_new(search->arena);
    Money       money;
    if (!is_line(search, line) || !is_partner(search, from)) return false;
    if (!read_amount(search, search->words[search->count - 1], &money)) return false;
    for (const Node *item = list->first; item; item = item->next) {
        const Node *its_line = value_of(item, "line");
        const Node *its_from = value_of(item, "from");
        const Node *amount = value_of(item, "amount");
        if (!its_line || !its_from || !amount) continue;
        if (!str_equal(its_line->text, line) || !str_equal(its_from->text, from)) continue;
        if (++count == wanted || wanted == 0) found = amount;
        text_addf(&places, "%s%zu is %.*s at line %zu", count > 1 ? ", " : "", count,
                  STR_ARG(amount->text),
                  source_place(search->edit->file->source, amount->span.start).line);
    }
    if (wanted > count || (search->count == 4 && wanted == 0)) {
        return fail(search, "there is no contribution %.*s of %.*s to %.*s",
                    STR_ARG(search->words[2]), STR_ARG(from), STR_ARG(line));
    }
    if (count > 1 && wanted == 0) {
        return fail(search,
                    "%.*s pays into %.*s %zu times (%.*s): say which, as in 'contribution "
                    "%.*s %.*s 1 AMOUNT'",
                    STR_ARG(from), STR_ARG(line), count, STR_ARG(text_str(&places)), STR_ARG(line),
                    STR_ARG(from));
    }
    if (found) return set_amount(search, found, money);
    search->edit->target = list;
    search->edit->splice = splice_item(
        search->arena, search->edit->file->source, list,
        str_format(search->arena, "{line: %.*s, from: %.*s, amount: %.*s}", STR_ARG(line),
                   STR_ARG(from), STR_ARG(new_amount(search, NULL, money))));
    return true;
}

static bool find_brought_forward(const Search *search)
{
    const Node *map = value_of(search->edit->file->tree, "brought_forward");
    Str         line = search->words[0];
    Money       money;
    if (!is_line(search, line) || !read_amount(search, search->words[1], &money)) return false;
    const Node *key = key_of(map, line);
    if (key) return set_amount(search, key->value, money);
    return add_to_section(search, "brought_forward", line_before(search, map, line), line,
                          new_amount(search, map, money));
}

static bool find_published(const Search *search)
{
    const Node *list = value_of(search->edit->file->tree, "published");
    size_t      number = read_count(search->words[0]);
    Money       money;
    if (!list || number == 0 || number > list->count) {
        return fail(search, "there is no printed table %.*s; there %s %zu",
                    STR_ARG(search->words[0]), list && list->count == 1 ? "is" : "are",
                    list ? list->count : 0);
    }
    const Node *table = list->first;
    while (--number > 0) table = table->next;
    const Node *row = key_of(value_of(table, "figures"), search->words[1]);
    if (!row) return fail(search, "the table has no row '%.*s'", STR_ARG(search->words[1]));
    const Node *cell = key_of(row->value, search->words[2]);
    bool        percent = str_is(search->words[2], "percent");
    Str         value = search->words[3];
    if (!percent && !read_amount(search, value, &money)) return false;
    if (cell) {
        return percent ? set_text(search, cell->value, value)
                       : set_amount(search, cell->value, money);
    }
    return add_key(search, row->value, NULL, search->words[2],
                   percent ? value : new_amount(search, NULL, money));
}

static bool find_scheme(const Search *search)
{
    Str scheme = search->words[0];
    if (!is_scheme(search, scheme)) return false;
    const Node *own = key_of(value_of(search->project->file.tree, "schemes"), scheme);
    if (!own || !key_of(own->value, search->words[1])) { // The board's, unless the book says so.
        const Node *of_board = key_of(value_of(search->project->board.tree, "schemes"), scheme);
        if (of_board) {
            own = of_board;
            search->edit->file = &search->project->board;
        }
    }
    const Node *key = key_of(own->value, search->words[1]);
    if (key && key->value->kind == NODE_SCALAR)
        return set_text(search, key->value, search->words[2]);
    if (key)
        return fail(search, "'%.*s' is a list: mend it in the file", STR_ARG(search->words[1]));
    return add_key(search, own->value, NULL, search->words[1],
                   scalar_text(search->arena, search->words[2]));
}

static bool find_approval(const Search *search)
{
    const Node *map = value_of(search->edit->file->tree, "approvals");
    const Node *approval = key_of(map, search->words[0]);
    Str         value = scalar_text(search->arena, search->words[2]);
    if (!approval) {
        if (!str_is(search->words[1], "body")) {
            return fail(search, "there is no approval '%.*s': begin one with its body",
                        STR_ARG(search->words[0]));
        }
        return add_to_section(
            search, "approvals", NULL, search->words[0],
            str_format(search->arena, "{body: %.*s, decision: requested}", STR_ARG(value)));
    }
    const Node *key = key_of(approval->value, search->words[1]);
    if (key) return set_text(search, key->value, search->words[2]);
    return add_key(search, approval->value, NULL, search->words[1], value);
}

static bool find_decision(const Search *search)
{
    const Node *key = key_of(value_of(search->edit->file->tree, "decisions"), search->words[0]);
    if (key) return set_text(search, key->value, search->words[1]);
    return add_to_section(search, "decisions", NULL, search->words[0], search->words[1]);
}

static bool set_field(const Search *search, const char *field)
{
    const Node *tree = search->edit->file->tree;
    const Node *old = value_of(tree, field);
    if (old) return set_text(search, old, search->words[0]);
    return add_key(search, tree, section_before(tree, field), str_from(field),
                   scalar_text(search->arena, search->words[0]));
}

static bool find_stage(const Search *search)
{
    return set_field(search, "stage");
}

static bool find_rounded_to(const Search *search)
{
    return set_field(search, "rounded_to");
}

static bool find_total(const Search *search)
{
    return set_field(search, "total");
}

static bool find_previous(const Search *search)
{
    return set_field(search, "previous");
}

static const struct {
    const char *word;
    size_t      least; // Words after it.
    size_t      most;
    bool (*find)(const Search *search);
} settings[] = {
    {"outturn", 2, 3, find_outturn},
    {"budget", 3, 3, find_budget},
    {"row", 4, 4, find_new_row},
    {"contribution", 3, 4, find_contribution},
    {"brought-forward", 2, 2, find_brought_forward},
    {"published", 4, 4, find_published},
    {"scheme", 3, 3, find_scheme},
    {"approval", 3, 3, find_approval},
    {"decision", 2, 2, find_decision},
    {"stage", 1, 1, find_stage},
    {"rounded-to", 1, 1, find_rounded_to},
    {"total", 1, 1, find_total},
    {"previous", 1, 1, find_previous},
};

#define SETTING_COUNT (sizeof settings / sizeof *settings)

bool edit_find(Arena *arena, const EditProject *project, const Str *words, size_t count, Edit *edit,
               Str *why)
{
    Search search = {arena, project, words + 1, count - 1, edit, why};
    Str    known[SETTING_COUNT];
    *edit = (Edit){.file = &project->file};
    for (size_t i = 0; i < SETTING_COUNT; i++) {
        known[i] = str_from(settings[i].word);
        if (!str_equal(words[0], known[i])) continue;
        if (search.count >= settings[i].least && search.count <= settings[i].most) {
            return settings[i].find(&search);
        }
        return fail(&search, "'%s' takes other words after it; see 'bcf set --help'",
                    settings[i].word);
    }
    return fail_unknown(&search, "setting", words[0], known, SETTING_COUNT);
}
