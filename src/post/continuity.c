#include "post/continuity.h"

#include <stdint.h>

bool line_continues(const Line *line, const Line *before)
{
    for (size_t i = 0; i < line->replaces_count; i++) {
        if (str_equal(line->replaces[i], before->id)) return true;
    }
    return line->replaces_count == 0 && str_equal(line->id, before->id);
}

size_t line_predecessors(Arena *arena, const Line *line, const Book *previous,
                         const Line ***predecessors)
{
    const Line **found = ARENA_ARRAY(arena, const Line *, line->replaces_count + 1);
    size_t       count = 0;
    for (size_t i = 0; i < line->replaces_count; i++) {
        const Line *before = book_line(previous, line->replaces[i]);
        if (before) found[count++] = before;
    }
    if (line->replaces_count == 0) {
        const Line *before = book_line(previous, line->id);
        if (before) found[count++] = before;
    }
    *predecessors = found;
    return count;
}

size_t line_successors(const Book *book, const Line *before)
{
    size_t count = 0;
    for (size_t i = 0; i < book->line_count; i++) count += line_continues(&book->lines[i], before);
    return count;
}

size_t line_priors(Arena *arena, const Ledger *ledger, const Line *line, const Line ***priors)
{
    const Line **found = NULL;
    size_t       kept = 0;
    *priors = NULL;
    if (!ledger->previous) return 0;
    size_t count = line_predecessors(arena, line, ledger->previous->book, &found);
    for (size_t i = 0; i < count; i++) {
        if (line_successors(ledger->book, found[i]) == 1) found[kept++] = found[i];
    }
    *priors = found;
    return kept;
}

const Line *line_next(const Ledger *ledger, const Line *line)
{
    const Book *book = ledger->next ? ledger->next->book : NULL;
    if (!book || line_successors(book, line) != 1) return NULL;
    for (size_t i = 0; i < book->line_count; i++) {
        if (line_continues(&book->lines[i], line)) return &book->lines[i];
    }
    return NULL;
}

size_t select_later(Arena *arena, const Ledger *ledger, const Line *line, Selector **selectors)
{
    size_t years = 0;
    size_t count = 0;
    for (const Ledger *at = ledger->next; at; at = at->next) years++;
    *selectors = ARENA_ARRAY(arena, Selector, years * 4);
    while ((line = line_next(ledger, line))) {
        ledger = ledger->next;
        const Selector parts[] = {
            select_allocated(ledger, line, NULL), select_added(ledger, line, NULL, 0),
            select_vired(ledger, line, NULL, 0), select_contributions(ledger, line)};
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
            if (!selector_next(&parts[i], NULL)) continue;
            (*selectors)[count] = parts[i];
            if (i == 3) (*selectors)[count].credit = false; // What is paid in comes back.
            count++;
        }
    }
    return count;
}

Money later_commitments(Arena *arena, const Ledger *ledger, const Line *line)
{
    Selector *selectors = NULL;
    Money     sum = {0};
    size_t    count = select_later(arena, ledger, line, &selectors);
    for (size_t i = 0; i < count; i++) sum = money_add(sum, ledger_sum(&selectors[i]));
    return sum;
}

bool line_had_money(const Ledger *ledger, const Line *line)
{
    Selector any = {
        .ledger = ledger, .entry = ENTRY_KIND_COUNT, .account = ACCOUNT_KIND_COUNT, .line = line};
    for (const Posting *p = selector_next(&any, NULL); p; p = selector_next(&any, p)) {
        if (!account_is_memorandum(p->account.kind)) return true;
    }
    return false;
}

// Schemes.

// Whether the year gives the scheme anything, be it nil.
static bool is_there(const Ledger *ledger, const Row *row)
{
    Selector added = select_added(ledger, NULL, row->scheme, 0);
    Selector vired = select_vired(ledger, NULL, row->scheme, 0);
    return row_has_budget(ledger->book, row) || selector_next(&added, NULL) ||
           selector_next(&vired, NULL);
}

static void add_item(Continuities *all, Index *by_id, const Row *now, const Row *then)
{
    Continuity *item = &all->items[all->count];
    const Row  *known = now ? now : then;
    *item = (Continuity){.now = now, .then = then, .group = all->count, .next = item};
    item->growth = known->scheme->tags & TAG_GROWTH;
    index_add(by_id, known->id, item);
    all->count++;
}

static void add_items(Continuities *all, Index *by_id, const Ledger *ledger)
{
    const Book   *book = ledger->book;
    const Ledger *before = ledger->previous;
    for (size_t i = 0; i < book->row_count; i++) {
        const Row *row = book->rows[i];
        all->by_row[i] = SIZE_MAX;
        if (row->kind != ROW_SCHEME) continue;
        const Row *then = book_scheme_row(before->book, row->id);
        const Row *now = is_there(ledger, row) ? row : NULL;
        if (then && !is_there(before, then)) then = NULL;
        if (!now && !then) continue;
        all->by_row[i] = all->count;
        add_item(all, by_id, now, then);
    }
    for (size_t i = 0; i < before->book->row_count; i++) {
        const Row *then = before->book->rows[i];
        if (then->kind != ROW_SCHEME || book_scheme_row(book, then->id)) continue;
        if (is_there(before, then)) add_item(all, by_id, NULL, then);
    }
}

// The first of its group, with a shorter way for who asks next.
static size_t first_of(Continuities *all, size_t at)
{
    while (all->items[at].group != at) {
        all->items[at].group = all->items[all->items[at].group].group;
        at = all->items[at].group;
    }
    return at;
}

// Two rings become one when one link of each changes places with the other's.
static void tie(Continuities *all, Continuity *a, Continuity *b)
{
    size_t one = first_of(all, (size_t)(a - all->items));
    size_t other = first_of(all, (size_t)(b - all->items));
    if (one == other) return;
    Continuity *after = a->next;
    a->next = b->next;
    b->next = after;
    all->items[one > other ? one : other].group = one > other ? other : one;
}

static void tie_replaced(Continuities *all, const Index *by_id, Year year)
{
    for (size_t i = 0; i < all->count; i++) {
        const Scheme *scheme = all->items[i].now ? all->items[i].now->scheme : NULL;
        for (size_t j = 0; scheme && j < scheme->replaces_count; j++) {
            const Succession *item = &scheme->replaces[j];
            Continuity       *before =
                item->from.start == year.start ? index_find(by_id, item->id) : NULL;
            if (before && before->then) tie(all, &all->items[i], before);
        }
    }
}

static Change change_of(size_t then, size_t now, bool alone)
{
    if (then == 0) return CHANGE_NEW;
    if (now == 0) return CHANGE_ENDED;
    if (then == 1 && now == 1) return alone ? CHANGE_NONE : CHANGE_RENAMED;
    return now == 1 ? CHANGE_MERGED : then == 1 ? CHANGE_SPLIT : CHANGE_REGROUPED;
}

static void name_changes(Arena *arena, Continuities *all)
{
    size_t *then = ARENA_ARRAY(arena, size_t, all->count);
    size_t *now = ARENA_ARRAY(arena, size_t, all->count);
    for (size_t i = 0; i < all->count; i++) {
        Continuity *item = &all->items[i];
        item->group = first_of(all, i);
        then[item->group] += item->then != NULL;
        now[item->group] += item->now != NULL;
    }
    for (size_t i = 0; i < all->count; i++) {
        Continuity *item = &all->items[i];
        item->change = change_of(then[item->group], now[item->group], item->next == item);
    }
}

Continuities schemes_continued(Arena *arena, const Ledger *ledger)
{
    const Book  *book = ledger->book;
    size_t       most = book->row_count + ledger->previous->book->row_count;
    Continuities all = {.items = ARENA_ARRAY(arena, Continuity, most),
                        .by_row = ARENA_ARRAY(arena, size_t, book->row_count)};
    Index        by_id = index_new(arena);
    add_items(&all, &by_id, ledger);
    tie_replaced(&all, &by_id, book->year);
    name_changes(arena, &all);
    return all;
}
