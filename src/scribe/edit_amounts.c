// Amounts of a book that can be set: what was spent, budgeted, paid in, printed.
#include "base/text.h"
#include "scribe/search.h"

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
    if (count == 1 && has) return search_set_amount(search, bare, money);
    bool  parts = count == 2 && has && !money_parse(bare->text, &all);
    Money rest = parts ? money_sub(all, money) : (Money){-1};
    if (rest.pence < 0) {
        return search_fail(
            search,
            "the outturn of '%.*s' is stated as one sum, %.*s, and what is left of it for "
            "the other lines cannot be told: type it by line in the file first",
            STR_ARG(search->words[0]), STR_ARG(bare->text));
    }
    bool first = book_line(book, line)->index < book_line(book, other)->index;
    Str  one = str_format(search->arena, "%.*s: %.*s", STR_ARG(line),
                          STR_ARG(edit_amount_text(search->arena, money, STR(""))));
    Str  two = str_format(search->arena, "%.*s: %.*s", STR_ARG(other),
                          STR_ARG(edit_amount_text(search->arena, rest, STR(""))));
    search->edit->target = bare;
    search->edit->splice =
        splice_value(search->arena, search->edit->file->source, bare,
                     str_format(search->arena, "{%.*s, %.*s}", STR_ARG(first ? one : two),
                                STR_ARG(first ? two : one)));
    return true;
}

bool edit_find_outturn(const Search *search)
{
    const Node *map = map_value(search->edit->file->tree, "outturn");
    Str         scheme = search->words[0];
    bool        by_line = search->count == 3;
    Money       money;
    if (!search_scheme(search, scheme)) return false;
    if (!book_row(search->project->book, scheme)) {
        return search_fail(search, "'%.*s' has no row under allocations, so it has no outturn",
                           STR_ARG(scheme));
    }
    if (by_line && !search_line(search, search->words[1])) return false;
    if (!search_amount(search, search->words[search->count - 1], &money)) return false;
    const Node *key = map_key(map, scheme);
    if (!key) {
        Str amount = search_new_amount(search, by_line ? NULL : map, money);
        Str value = by_line ? str_format(search->arena, "{%.*s: %.*s}", STR_ARG(search->words[1]),
                                         STR_ARG(amount))
                            : amount;
        return search_add_to_section(search, "outturn", search_scheme_before(search, map, scheme),
                                     scheme, value);
    }
    if (by_line && key->value->kind == NODE_SCALAR) return part_outturn(search, key->value, money);
    bool one = key->value->kind == NODE_MAP && key->value->count == 1;
    if (!by_line && one) return search_set_amount(search, key->value->first->value, money);
    if (!by_line && key->value->kind == NODE_MAP) {
        return search_fail(search, "the outturn of '%.*s' is stated by line: name the line as well",
                           STR_ARG(scheme));
    }
    if (!by_line) return search_set_amount(search, key->value, money);
    const Node *line = map_key(key->value, search->words[1]);
    if (line) return search_set_amount(search, line->value, money);
    return search_add_key(search, key->value,
                          search_line_before(search, key->value, search->words[1]),
                          search->words[1], search_new_amount(search, NULL, money));
}

// The item of a list of rows that is a scheme or block, at whatever depth.
static const Node *find_row(const Node *list, Str id)
{
    for (const Node *item = list && list->kind == NODE_LIST ? list->first : NULL; item;
         item = item->next) {
        if (item->kind != NODE_MAP) continue;
        const Node *block = map_value(item, "block");
        if (block && str_equal(block->text, id)) return item;
        if (!block && item->first && str_equal(item->first->text, id)) return item;
        const Node *inner = block ? find_row(map_value(item, "rows"), id) : NULL;
        if (inner) return inner;
    }
    return NULL;
}

bool edit_find_budget(const Search *search)
{
    const Node *list = map_value(search->edit->file->tree, "allocations");
    Str         scheme = search->words[0];
    Str         line = search->words[1];
    Money       money;
    if (!search_scheme(search, scheme) || !search_line(search, line)) return false;
    if (!search_amount(search, search->words[2], &money)) return false;
    const Node *row = find_row(list, scheme);
    if (!row) {
        return search_fail(search, "'%.*s' has no row: add one with 'row BLOCK %.*s %.*s AMOUNT'",
                           STR_ARG(scheme), STR_ARG(scheme), STR_ARG(line));
    }
    const Node *amounts = row->first->value;
    const Node *key = map_key(amounts, line);
    if (key) return search_set_amount(search, key->value, money);
    return search_add_key(search, amounts, search_line_before(search, amounts, line), line,
                          search_new_amount(search, NULL, money));
}

bool edit_find_new_row(const Search *search)
{
    const Node *list = map_value(search->edit->file->tree, "allocations");
    Str         block = search->words[0];
    Str         scheme = search->words[1];
    Money       money;
    if (!search_scheme(search, scheme) || !search_line(search, search->words[2])) return false;
    if (!search_amount(search, search->words[3], &money)) return false;
    bool there = find_row(list, scheme) != NULL;
    if (!str_is(block, "total")) {
        const Node *row = find_row(list, block);
        list = row ? map_value(row, "rows") : NULL;
    }
    if (list && there) return search_fail(search, "'%.*s' has a row already", STR_ARG(scheme));
    if (!list || list->kind != NODE_LIST) {
        return search_fail(search,
                           "there is no block '%.*s'; the rows outside of all are in 'total'",
                           STR_ARG(block));
    }
    search->edit->target = list;
    search->edit->splice = splice_item(search->arena, search->edit->file->source, list,
                                       str_format(search->arena, "%.*s: {%.*s: %.*s}",
                                                  STR_ARG(scheme), STR_ARG(search->words[2]),
                                                  STR_ARG(search_new_amount(search, NULL, money))));
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

bool edit_find_contribution(const Search *search)
{
    const Node *list = map_value(search->edit->file->tree, "contributions");
    Str         line = search->words[0];
    Str         from = search->words[1];
    size_t      wanted = search->count == 4 ? read_count(search->words[2]) : 0;
    size_t      count = 0;
    const Node *found = NULL;
    Text        places = text_new(search->arena);
    Money       money;
    if (!search_line(search, line) || !search_partner(search, from)) return false;
    if (!search_amount(search, search->words[search->count - 1], &money)) return false;
    for (const Node *item = list->first; item; item = item->next) {
        const Node *its_line = map_value(item, "line");
        const Node *its_from = map_value(item, "from");
        const Node *amount = map_value(item, "amount");
        if (!its_line || !its_from || !amount) continue;
        if (!str_equal(its_line->text, line) || !str_equal(its_from->text, from)) continue;
        if (++count == wanted || wanted == 0) found = amount;
        text_addf(&places, "%s%zu is %.*s at line %zu", count > 1 ? ", " : "", count,
                  STR_ARG(amount->text),
                  source_place(search->edit->file->source, amount->span.start).line);
    }
    if (wanted > count || (search->count == 4 && wanted == 0)) {
        return search_fail(search, "there is no contribution %.*s of %.*s to %.*s",
                           STR_ARG(search->words[2]), STR_ARG(from), STR_ARG(line));
    }
    if (count > 1 && wanted == 0) {
        return search_fail(search,
                           "%.*s pays into %.*s %zu times (%.*s): say which, as in 'contribution "
                           "%.*s %.*s 1 AMOUNT'",
                           STR_ARG(from), STR_ARG(line), count, STR_ARG(text_str(&places)),
                           STR_ARG(line), STR_ARG(from));
    }
    if (found) return search_set_amount(search, found, money);
    search->edit->target = list;
    search->edit->splice = splice_item(
        search->arena, search->edit->file->source, list,
        str_format(search->arena, "{line: %.*s, from: %.*s, amount: %.*s}", STR_ARG(line),
                   STR_ARG(from), STR_ARG(search_new_amount(search, NULL, money))));
    return true;
}

bool edit_find_brought_forward(const Search *search)
{
    const Node *map = map_value(search->edit->file->tree, "brought_forward");
    Str         line = search->words[0];
    Money       money;
    if (!search_line(search, line) || !search_amount(search, search->words[1], &money))
        return false;
    const Node *key = map_key(map, line);
    if (key) return search_set_amount(search, key->value, money);
    return search_add_to_section(search, "brought_forward", search_line_before(search, map, line),
                                 line, search_new_amount(search, map, money));
}

bool edit_find_published(const Search *search)
{
    const Node *list = map_value(search->edit->file->tree, "published");
    size_t      number = read_count(search->words[0]);
    Money       money;
    if (!list || number == 0 || number > list->count) {
        return search_fail(search, "there is no printed table %.*s; there %s %zu",
                           STR_ARG(search->words[0]), list && list->count == 1 ? "is" : "are",
                           list ? list->count : 0);
    }
    const Node *table = list->first;
    while (--number > 0) table = table->next;
    const Node *row = map_key(map_value(table, "figures"), search->words[1]);
    if (!row) return search_fail(search, "the table has no row '%.*s'", STR_ARG(search->words[1]));
    const Node *cell = map_key(row->value, search->words[2]);
    bool        percent = str_is(search->words[2], "percent");
    Str         value = search->words[3];
    if (!percent && !search_amount(search, value, &money)) return false;
    if (cell) {
        return percent ? search_set_text(search, cell->value, value)
                       : search_set_amount(search, cell->value, money);
    }
    return search_add_key(search, row->value, NULL, search->words[2],
                          percent ? value : search_new_amount(search, NULL, money));
}
