#include "post/movements.h"

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

// What one line of a year adds to a side: at most so many selectors.
#define LINE_PARTS 5

typedef void AddLine(Side *side, const Ledger *ledger, const Line *line, const Row *row);

static Side side_of(const Movements *all, const MoveLine *line, SideYear year, const Row *row,
                    AddLine *add_line)
{
    const Line *const *lines = NULL;
    size_t             count = lines_of(line, year, &lines);
    Side               side = {.selectors = ARENA_ARRAY(all->arena, Selector, count * LINE_PARTS)};
    for (size_t i = 0; i < count; i++) add_line(&side, ledger_of(all, year), lines[i], row);
    return side;
}

static void add_scheme(Side *side, const Ledger *ledger, const Line *line, const Row *row)
{
    const Amount *typed = line ? &row->budget[line->index] : NULL;
    Selector      first = select_allocated(ledger, line, row->scheme);
    if (typed ? typed->stated : row_has_budget(ledger->book, row)) add(side, first);
    if (typed && typed->stated && typed->money.pence == 0) side->nil = typed->span;
    add_if_any(side, select_added(ledger, line, row->scheme, 0));
    add_if_any(side, select_vired(ledger, line, row->scheme, 0));
}

Side side_of_scheme(const Movements *all, const MoveLine *line, const Row *row, SideYear year)
{
    return row ? side_of(all, line, year, row, add_scheme) : (Side){0};
}

static void add_schemes(Side *side, const Ledger *ledger, const Line *line, const Row *row)
{
    (void)row;
    add_if_any(side, select_allocated(ledger, line, NULL));
    add_if_any(side, select_added(ledger, line, NULL, 0));
    add_if_any(side, select_vired(ledger, line, NULL, 0));
}

Side side_of_schemes(const Movements *all, const MoveLine *line, SideYear year)
{
    return side_of(all, line, year, NULL, add_schemes);
}

static void add_contributions(Side *side, const Ledger *ledger, const Line *line, const Row *row)
{
    (void)row;
    bool any = book_has_contribution(ledger->book, line);
    if (any) add(side, select_contributions(ledger, line));
}

Side side_of_contributions(const Movements *all, const MoveLine *line, SideYear year)
{
    return side_of(all, line, year, NULL, add_contributions);
}

// What lies between is nil, and not unknown, where nothing was posted to a line that is there.
static void add_unallocated(Side *side, const Ledger *ledger, const Line *line, const Row *row)
{
    (void)row;
    side->stated = true;
    add_if_any(side, select_contributions(ledger, line));
    add_if_any(side, select_opening(ledger, line));
    add_if_any(side, turned(select_allocated(ledger, line, NULL)));
    add_if_any(side, turned(select_added(ledger, line, NULL, 0)));
    add_if_any(side, turned(select_rounding(ledger, line)));
}

Side side_unallocated(const Movements *all, const MoveLine *line, SideYear year)
{
    return side_of(all, line, year, NULL, add_unallocated);
}

static void add_opening(Side *side, const Ledger *ledger, const Line *line, const Row *row)
{
    (void)row;
    side->stated = true;
    add_if_any(side, turned(select_opening(ledger, line)));
}

Side side_brought_forward(const Movements *all, const MoveLine *line, SideYear year)
{
    return side_of(all, line, year, NULL, add_opening);
}

static void add_rounding(Side *side, const Ledger *ledger, const Line *line, const Row *row)
{
    (void)row;
    side->stated = true;
    add_if_any(side, select_rounding(ledger, line));
}

Side side_rounding(const Movements *all, const MoveLine *line, SideYear year)
{
    return side_of(all, line, year, NULL, add_rounding);
}
