#include "post/movements.h"

// Of a budget: original, supplements, virements.
#define BUDGET_PARTS 3

static Str free_line_id(const Movements *all, Str id)
{
    for (size_t i = 0; i < all->line_count; i++) {
        if (!str_equal(all->lines[i].id, id)) continue;
        id = str_format(all->arena, "ended-%.*s", STR_ARG(id));
        i = (size_t)-1; // From the first again.
    }
    return id;
}

static void add_ended_line(Movements *all, const Line *line, const char *what)
{
    const Line **then = ARENA_NEW(all->arena, const Line *);
    Str          id = free_line_id(all, line->id);
    *then = line;
    all->lines[all->line_count++] = (MoveLine){
        .then = then,
        .then_count = 1,
        .id = id,
        .name = str_format(all->arena, "%.*s (%s)", STR_ARG(line->name), what),
        .heading = str_format(all->arena, "%.*s (%s)", STR_ARG(line->heading), what),
    };
}

Movements movements_of(Arena *arena, const Ledger *ledger)
{
    const Book *book = ledger->book;
    const Book *before = ledger->previous ? ledger->previous->book : NULL;
    Movements   all = {.arena = arena, .now = ledger, .then = ledger->previous};
    all.lines = ARENA_ARRAY(arena, MoveLine, book->line_count + (before ? before->line_count : 0));
    for (size_t i = 0; i < book->line_count; i++) {
        const Line *line = &book->lines[i];
        MoveLine   *to = &all.lines[all.line_count++];
        *to = (MoveLine){.now = line, .id = line->id, .name = line->name, .heading = line->heading};
        to->then_count = line_priors(arena, ledger, line, &to->then);
    }
    for (size_t i = 0; before && i < before->line_count; i++) {
        const Line *line = &before->lines[i];
        size_t      successors = line_successors(book, line);
        if (successors == 1 || !line_had_money(all.then, line)) continue;
        add_ended_line(&all, line, successors ? "divided" : "ended");
    }
    if (before) all.schemes = schemes_continued(arena, ledger);
    return all;
}

// The lines of that year; with NULL any, which is one NULL.
static size_t lines_of(const MoveLine *line, SideYear year, const Line *const **lines)
{
    static const Line *const any = NULL;
    *lines = &any;
    if (!line) return 1;
    *lines = year == SIDE_NOW ? &line->now : line->then;
    return year == SIDE_NOW ? line->now != NULL : line->then_count;
}

static const Ledger *ledger_of(const Movements *all, SideYear year)
{
    return year == SIDE_NOW ? all->now : all->then;
}

static Side side_new(const Movements *all, size_t most)
{
    return (Side){.selectors = ARENA_ARRAY(all->arena, Selector, most)};
}

static void add(Side *side, Selector selector)
{
    side->selectors[side->count++] = selector;
    side->money = money_add(side->money, ledger_sum(&selector));
    side->stated = true;
}

static void add_if_any(Side *side, Selector selector)
{
    if (selector_next(&selector, NULL)) add(side, selector);
}

static Selector turned(Selector selector)
{
    selector.credit = !selector.credit;
    return selector;
}

static void select_budget(const Ledger *ledger, const Line *line, const Scheme *scheme,
                          Selector *parts)
{
    parts[0] = select_allocated(ledger, line, scheme);
    parts[1] = select_added(ledger, line, scheme, 0);
    parts[2] = select_vired(ledger, line, scheme, 0);
}

Side side_of_scheme(const Movements *all, const MoveLine *line, const Row *row, SideYear year)
{
    const Line *const *lines = NULL;
    const Ledger      *ledger = ledger_of(all, year);
    size_t             count = lines_of(line, year, &lines);
    if (!row || count == 0) return (Side){0};
    Side side = side_new(all, count * BUDGET_PARTS);
    for (size_t i = 0; i < count; i++) {
        Selector    parts[BUDGET_PARTS];
        const Line *one = lines[i];
        bool planned = one ? row->budget[one->index].stated : row_has_budget(ledger->book, row);
        select_budget(ledger, one, row->scheme, parts);
        if (planned) add(&side, parts[0]);
        if (one && planned && row->budget[one->index].money.pence == 0) {
            side.nil = row->budget[one->index].span;
        }
        for (size_t j = 1; j < BUDGET_PARTS; j++) add_if_any(&side, parts[j]);
    }
    return side;
}

Side side_of_schemes(const Movements *all, const MoveLine *line, SideYear year)
{
    const Line *const *lines = NULL;
    const Ledger      *ledger = ledger_of(all, year);
    size_t             count = lines_of(line, year, &lines);
    Side               side = side_new(all, count * BUDGET_PARTS);
    for (size_t i = 0; i < count; i++) {
        Selector parts[BUDGET_PARTS];
        select_budget(ledger, lines[i], NULL, parts);
        for (size_t j = 0; j < BUDGET_PARTS; j++) add_if_any(&side, parts[j]);
    }
    return side;
}

Side side_of_contributions(const Movements *all, const MoveLine *line, SideYear year)
{
    const Line *const *lines = NULL;
    const Ledger      *ledger = ledger_of(all, year);
    size_t             count = lines_of(line, year, &lines);
    Side               side = side_new(all, count);
    for (size_t i = 0; i < count; i++) {
        if (book_has_contribution(ledger->book, lines[i])) {
            add(&side, select_contributions(ledger, lines[i]));
        }
    }
    return side;
}

Side side_unallocated(const Movements *all, const MoveLine *line, SideYear year)
{
    const Line *const *lines = NULL;
    const Ledger      *ledger = ledger_of(all, year);
    size_t             count = lines_of(line, year, &lines);
    Side               side = side_new(all, count * 5);
    for (size_t i = 0; i < count; i++) {
        add_if_any(&side, select_contributions(ledger, lines[i]));
        add_if_any(&side, select_opening(ledger, lines[i]));
        add_if_any(&side, turned(select_allocated(ledger, lines[i], NULL)));
        add_if_any(&side, turned(select_added(ledger, lines[i], NULL, 0)));
        add_if_any(&side, turned(select_rounding(ledger, lines[i])));
    }
    side.stated = count > 0;
    return side;
}

Side side_brought_forward(const Movements *all, const MoveLine *line, SideYear year)
{
    const Line *const *lines = NULL;
    const Ledger      *ledger = ledger_of(all, year);
    size_t             count = lines_of(line, year, &lines);
    Side               side = side_new(all, count);
    for (size_t i = 0; i < count; i++) {
        add_if_any(&side, turned(select_opening(ledger, lines[i])));
    }
    side.stated = count > 0;
    return side;
}

Side side_rounding(const Movements *all, const MoveLine *line, SideYear year)
{
    const Line *const *lines = NULL;
    const Ledger      *ledger = ledger_of(all, year);
    size_t             count = lines_of(line, year, &lines);
    Side               side = side_new(all, count);
    for (size_t i = 0; i < count; i++) add_if_any(&side, select_rounding(ledger, lines[i]));
    side.stated = count > 0;
    return side;
}
