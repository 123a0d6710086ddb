// The bridge: every movement from last year to this one by itself, line by line, with
// both amounts and the places they come from, up to the line's contributions.
#include <stdint.h>

#include "report/cells.h"
#include "report/steps.h"

#define PLACES_MAX 40 // Of one figure; the journal has them all.
#define NAMED_MAX  20 // Schemes of one group.

enum {
    LINE,
    KIND,
    PRIOR,
    CURRENT,
    MOVEMENT,
    PERCENT,
    WHAT,
    PRIOR_FROM,
    CURRENT_FROM,
    COLUMN_COUNT
};

typedef struct {
    Arena           *arena;
    const Movements *all;
    Table           *table;
    const MoveLine  *line;
} Bridge;

// "b.yaml:12, b.yaml:40": where a figure's postings stand.
static Str places_of(Arena *arena, const Side *side)
{
    Text   text = text_new(arena);
    Str    last = STR("");
    size_t count = 0;
    for (size_t i = 0; i < side->count; i++) {
        const Selector *selector = &side->selectors[i];
        for (const Posting *p = selector_next(selector, NULL); p; p = selector_next(selector, p)) {
            Str place = span_format(arena, p->span);
            if (str_equal(place, last)) continue;
            last = place;
            if (count++ < PLACES_MAX) {
                text_addf(&text, "%s%.*s", text.len ? ", " : "", STR_ARG(place));
            }
        }
    }
    if (count > PLACES_MAX) text_addf(&text, " and %zu more", count - PLACES_MAX);
    if (count == 0 && side->nil.source) return span_format(arena, side->nil);
    return text_str(&text);
}

static Cell cell_of_side(Arena *arena, const Side *side)
{
    if (side->count) return cell_of_postings(arena, side->selectors, side->count);
    return side->stated ? cell_money(side->money) : (Cell){0};
}

// This year less last year, and as a share of it.
static void set_movement(Arena *arena, Table *table, size_t at)
{
    Cell *cells = table->rows[at].cells;
    Term  terms[] = {{at, CURRENT, 1, NULL}, {at, PRIOR, -1, NULL}};
    Term *share = ARENA_ARRAY(arena, Term, 2);
    cells[MOVEMENT] = cell_of_terms(arena, table, terms, 2);
    Money movement = cells[MOVEMENT].money;
    bool  told = cells[PRIOR].type != CELL_EMPTY && percent_exists(movement, cells[PRIOR].money);
    if (!told) return;
    share[0] = (Term){at, MOVEMENT, 1, NULL};
    share[1] = (Term){at, PRIOR, 1, NULL};
    cells[PERCENT] = (Cell){.type = CELL_PERCENT,
                            .origin = ORIGIN_RATIO,
                            .percent = percent_of(movement, money_abs(cells[PRIOR].money)),
                            .terms = share,
                            .term_count = 2};
}

// Its id is the line's, a hyphen and the end; with "line-" before it where a scheme's row has
// that.
static TableRow *add_row(const Bridge *bridge, Style style, Str end, Str label)
{
    Str id = bridge->line->id;
    if (end.len) id = str_format(bridge->arena, "%.*s-%.*s", STR_ARG(id), STR_ARG(end));
    while (style != STYLE_BODY && table_find_row(bridge->table, id) != SIZE_MAX) {
        id = str_format(bridge->arena, "line-%.*s", STR_ARG(id));
    }
    TableRow *row = table_row(bridge->arena, bridge->table, style, id, label);
    row->cells[LINE] = cell_text(bridge->line->heading);
    return row;
}

static void set_sides(const Bridge *bridge, TableRow *row, const Side *then, const Side *now)
{
    size_t at = (size_t)(row - bridge->table->rows);
    row->cells[PRIOR] = cell_of_side(bridge->arena, then);
    row->cells[CURRENT] = cell_of_side(bridge->arena, now);
    row->cells[PRIOR_FROM] = cell_of_text(places_of(bridge->arena, then));
    row->cells[CURRENT_FROM] = cell_of_text(places_of(bridge->arena, now));
    set_movement(bridge->arena, bridge->table, at);
}

// What happened, in words.

static const Row *row_of(const Continuity *scheme)
{
    return scheme->now ? scheme->now : scheme->then;
}

// The others of a group that a year has.
static Str names_of(Arena *arena, const Continuity *scheme, SideYear year)
{
    Text text = text_new(arena);
    for (const Continuity *at = scheme->next; at != scheme; at = at->next) {
        bool there = year == SIDE_NOW ? at->now : at->then;
        if (there) text_addf(&text, "%s%.*s", text.len ? ", " : "", STR_ARG(row_of(at)->label));
    }
    return text_str(&text);
}

// "rises by 1.70%"; without a share where there was nothing, or it is past telling.
static Str rise_in_words(const Bridge *bridge, const Step *step)
{
    Money movement = step_movement(step);
    bool  falls = movement.pence < 0;
    if (!step->then.stated || step->then.money.pence == 0) return STR("new in this line");
    if (!step->now.stated || step->now.money.pence == 0) return STR("no longer in this line");
    if (!percent_exists(movement, step->then.money)) return falls ? STR("falls") : STR("rises");
    Percent share = percent_of(money_abs(movement), money_abs(step->then.money));
    return str_format(bridge->arena, "%s by %.*s%%", falls ? "falls" : "rises",
                      STR_ARG(percent_format(bridge->arena, share)));
}

// What a group comes to, all of its schemes together, in the line.
static Str together(const Bridge *bridge, const Continuity *scheme)
{
    Money             sum = {0};
    const Continuity *at = scheme;
    do {
        Step step = step_of_scheme(bridge->all, bridge->line, at);
        sum = money_add(sum, step_movement(&step));
        at = at->next;
    } while (at != scheme);
    if (sum.pence == 0) return STR("together unchanged");
    return str_format(bridge->arena, "together %.*s %s",
                      STR_ARG(money_pounds(bridge->arena, money_abs(sum))),
                      sum.pence < 0 ? "less" : "more");
}

// Whether it has more schemes than a sentence can name.
static bool is_crowd(const Continuity *scheme)
{
    size_t count = 1;
    for (const Continuity *at = scheme->next; at != scheme && count <= NAMED_MAX; at = at->next) {
        count++;
    }
    return count > NAMED_MAX;
}

// What its group did: "into B", "takes over A", each with what they come to together.
static Str group_in_words(const Bridge *bridge, const Step *step)
{
    const Continuity *scheme = step->scheme;
    if (is_crowd(scheme)) return STR("one of many that go on together");
    Str         after = names_of(bridge->arena, scheme, SIDE_NOW);
    Str         before = names_of(bridge->arena, scheme, SIDE_THEN);
    const char *verb = "into";
    Str         names = after;
    if (scheme->now) {
        bool splits = !scheme->then && step->kind == STEP_SPLIT;
        verb = splits ? "out of" : "takes over";
        names = before;
    }
    if (scheme->now && before.len == 0) {
        verb = "goes on without";
        names = after;
    }
    return str_format(bridge->arena, "%s %.*s; %.*s", verb, STR_ARG(names),
                      STR_ARG(together(bridge, scheme)));
}

static Str what_happened(const Bridge *bridge, const Step *step)
{
    Str year = year_format(bridge->arena, bridge->all->now->book->year);
    switch (step->kind) {
    case STEP_DISTRIBUTED: return STR("growth that no scheme had");
    case STEP_SET_ASIDE: return STR("growth that no scheme has yet");
    case STEP_NEW: return str_format(bridge->arena, "new in %.*s", STR_ARG(year));
    case STEP_ENDED: return str_format(bridge->arena, "not in %.*s", STR_ARG(year));
    case STEP_UPLIFTED:
    case STEP_REDUCED: return rise_in_words(bridge, step);
    case STEP_RENAMED:
    case STEP_MERGED:
    case STEP_SPLIT:
    case STEP_REGROUPED: return group_in_words(bridge, step);
    case STEP_UNALLOCATED: return STR("contributed or brought forward, and given to no scheme");
    case STEP_BROUGHT_FORWARD: return STR("in the budgets, and no contribution of the year");
    case STEP_ROUNDING: return STR("what printed figures hide in their pence");
    case STEP_KIND_COUNT: break;
    }
    return STR("");
}

// The rows of a line.

static void add_step(const Bridge *bridge, const Step *step)
{
    Str label = STR("");
    if (step->scheme) label = row_of(step->scheme)->label;
    if (step->kind == STEP_UNALLOCATED) label = STR("Unallocated");
    if (step->kind == STEP_BROUGHT_FORWARD) label = STR("Less brought forward");
    if (step->kind == STEP_ROUNDING) label = STR("Rounding");
    Str       end = step->scheme ? row_of(step->scheme)->id : str_from(step_name(step->kind));
    TableRow *row = add_row(bridge, STYLE_BODY, end, label);
    row->cells[KIND] = cell_text(str_from(step_name(step->kind)));
    row->cells[WHAT] = cell_text(what_happened(bridge, step));
    set_sides(bridge, row, &step->then, &step->now);
}

// What is left of all schemes without those that move.
static void add_unchanged(const Bridge *bridge, size_t first, size_t count, size_t all)
{
    Table    *table = bridge->table;
    TableRow *row = &table->rows[first + count];
    Term     *terms = ARENA_ARRAY(bridge->arena, Term, count + 1);
    for (size_t column = PRIOR; column <= CURRENT; column++) {
        terms[0] = (Term){all, column, 1, NULL};
        for (size_t i = 0; i < count; i++) terms[i + 1] = (Term){first + i, column, -1, NULL};
        row->cells[column] = cell_of_terms(bridge->arena, table, terms, count + 1);
    }
    assert(row->cells[PRIOR].money.pence == row->cells[CURRENT].money.pence);
    set_movement(bridge->arena, table, first + count);
}

// Schemes that move, those that do not, all of them.
static void add_schemes(const Bridge *bridge, const Steps *steps)
{
    Table *table = bridge->table;
    size_t first = table->row_count;
    size_t count = 0;
    for (size_t i = 0; i < steps->count; i++) {
        if (!steps->items[i].scheme) continue;
        add_step(bridge, &steps->items[i]);
        count++;
    }
    if (steps->unchanged) {
        const char *what = steps->unchanged == 1 ? "scheme does" : "schemes do";
        Str         label = str_format(bridge->arena, "%zu %s not move", steps->unchanged, what);
        add_row(bridge, STYLE_BODY, STR("unchanged"), label)->cells[KIND] =
            cell_text(STR("unchanged"));
    }
    Side      then = side_of_schemes(bridge->all, bridge->line, SIDE_THEN);
    Side      now = side_of_schemes(bridge->all, bridge->line, SIDE_NOW);
    TableRow *all = add_row(bridge, STYLE_SUBTOTAL, STR("schemes"), STR("All schemes"));
    if (!then.stated) then = (Side){.stated = bridge->line->then_count > 0};
    if (!now.stated) now = (Side){.stated = bridge->line->now != NULL};
    set_sides(bridge, all, &then, &now);
    all->cells[PRIOR_FROM] = all->cells[CURRENT_FROM] = (Cell){0};
    if (steps->unchanged) add_unchanged(bridge, first, count, (size_t)(all - table->rows));
}

// The lines before it that had money, and the first of them.
static size_t lines_before(const Bridge *bridge, const Line **first)
{
    const MoveLine *line = bridge->line;
    size_t          count = 0;
    for (size_t i = line->then_count; i > 0; i--) {
        if (!line_had_money(bridge->all->then, line->then[i - 1])) continue;
        *first = line->then[i - 1];
        count++;
    }
    return count;
}

// What became of the line: the kinds are those of schemes.
static const char *line_kind(const Bridge *bridge, Money movement)
{
    const MoveLine *line = bridge->line;
    const Line     *first = NULL;
    size_t          before = lines_before(bridge, &first);
    if (!line->now) return "ended";
    if (before == 0) return "new";
    if (before > 1) return "merged";
    if (!str_equal(line->now->id, first->id)) return "renamed";
    return movement.pence == 0 ? "unchanged" : movement.pence < 0 ? "reduced" : "uplifted";
}

// "takes over iBCF £16,080,500, Winter Pressures £2,384,625": of a line that has another name, or
// several before it.
static Str line_in_words(const Bridge *bridge)
{
    const MoveLine *line = bridge->line;
    Text            text = text_new(bridge->arena);
    const Line     *first = NULL;
    size_t          before = lines_before(bridge, &first);
    bool            same = before == 1 && line->now && str_equal(line->now->id, first->id);
    if (!line->now || before == 0 || same) return STR("");
    for (size_t i = 0; i < line->then_count; i++) {
        Selector in = select_contributions(bridge->all->then, line->then[i]);
        if (!line_had_money(bridge->all->then, line->then[i])) continue;
        text_addf(&text, "%s%.*s %.*s", text.len ? ", " : "takes over ",
                  STR_ARG(line->then[i]->name),
                  STR_ARG(money_pounds(bridge->arena, ledger_sum(&in))));
    }
    return text_str(&text);
}

// The line's contributions: all schemes, and what lies between.
static void add_contributions(const Bridge *bridge, size_t schemes)
{
    Table    *table = bridge->table;
    size_t    count = table->row_count - schemes;
    TableRow *row =
        add_row(bridge, STYLE_SUBTOTAL, STR(""),
                str_format(bridge->arena, "%.*s: contributions", STR_ARG(bridge->line->name)));
    for (size_t column = PRIOR; column <= CURRENT; column++) {
        SideYear year = column == PRIOR ? SIDE_THEN : SIDE_NOW;
        Side     in = side_of_contributions(bridge->all, bridge->line, year);
        Term    *terms = ARENA_ARRAY(bridge->arena, Term, count);
        for (size_t i = 0; i < count; i++) terms[i] = (Term){schemes + i, column, 1, NULL};
        row->cells[column] = cell_of_terms(bridge->arena, table, terms, count);
        assert(row->cells[column].money.pence == in.money.pence); // Nothing is lost on the way.
        row->cells[column == PRIOR ? PRIOR_FROM : CURRENT_FROM] =
            cell_of_text(places_of(bridge->arena, &in));
    }
    set_movement(bridge->arena, table, table->row_count - 1);
    row->cells[KIND] = cell_text(str_from(line_kind(bridge, row->cells[MOVEMENT].money)));
    row->cells[WHAT] = cell_of_text(line_in_words(bridge));
}

// "The schemes have £3,204,965 more: £2,371,359 that the line rises by, and £833,606 of
// growth."
static void note_growth(const Bridge *bridge, const Steps *steps, size_t schemes)
{
    Money growth = {0};
    Money moved = bridge->table->rows[schemes].cells[MOVEMENT].money;
    bool  any = false;
    for (size_t i = 0; i < steps->count; i++) {
        const Step *step = &steps->items[i];
        if (!step->scheme || !step->scheme->growth) continue;
        growth = money_add(growth, step_movement(step));
        any = true;
    }
    if (!any) return;
    Money  given = money_sub(moved, growth);
    Arena *arena = bridge->arena;
    table_note(arena, bridge->table, NOTE_OF_TABLE,
               "%.*s: budgets move by %.*s and growth that no scheme has by %.*s, so schemes have "
               "%.*s %s.",
               STR_ARG(bridge->line->name), STR_ARG(money_pounds(arena, moved)),
               STR_ARG(money_pounds(arena, growth)), STR_ARG(money_pounds(arena, money_abs(given))),
               given.pence < 0 ? "less" : "more");
}

static bool had_money(const Bridge *bridge)
{
    const MoveLine *line = bridge->line;
    bool            any = line->now && line_had_money(bridge->all->now, line->now);
    for (size_t i = 0; i < line->then_count; i++) {
        any |= line_had_money(bridge->all->then, line->then[i]);
    }
    return any;
}

// False where neither year says anything of the line.
static bool add_line(const Bridge *bridge)
{
    if (!had_money(bridge)) return false;
    Steps steps = steps_of_line(bridge->all, bridge->line);
    add_schemes(bridge, &steps);
    size_t schemes = bridge->table->row_count - 1;
    for (size_t i = 0; i < steps.count; i++) {
        if (!steps.items[i].scheme) add_step(bridge, &steps.items[i]);
    }
    add_contributions(bridge, schemes);
    note_growth(bridge, &steps, schemes);
    return true;
}

static bool any_contribution(const Movements *all, SideYear year)
{
    bool any = false;
    for (size_t i = 0; i < all->line_count; i++) {
        any |= side_of_contributions(all, &all->lines[i], year).stated;
    }
    return any;
}

// A year whose contributions are all nil has no rows, and yet a total.
static void add_total(Arena *arena, Table *table, const Movements *all, const size_t *rows,
                      size_t count)
{
    TableRow *total = table_row(arena, table, STYLE_TOTAL, STR("total"), STR("All contributions"));
    for (size_t column = PRIOR; column <= CURRENT; column++) {
        SideYear year = column == PRIOR ? SIDE_THEN : SIDE_NOW;
        total->cells[column] = cell_of_rows(arena, table, column, rows, count);
        if (total->cells[column].type == CELL_EMPTY && any_contribution(all, year)) {
            total->cells[column] = cell_money((Money){0});
        }
    }
    set_movement(arena, table, table->row_count - 1);
}

static Table *make_bridge(Arena *arena, const Case *of)
{
    static const ColumnSpec columns[COLUMN_COUNT] = {
        [LINE] = {"line", "Funding line", CELL_TEXT},
        [KIND] = {"kind", "Kind", CELL_TEXT},
        [PRIOR] = {"prior", "Prior", CELL_MONEY},
        [CURRENT] = {"current", "Current", CELL_MONEY},
        [MOVEMENT] = {"movement", "Movement", CELL_MONEY},
        [PERCENT] = {"percent", "%", CELL_PERCENT},
        [WHAT] = {"what", "What happened", CELL_TEXT},
        [PRIOR_FROM] = {"prior-from", "Prior from", CELL_TEXT},
        [CURRENT_FROM] = {"current-from", "Current from", CELL_TEXT},
    };
    Movements all = movements_of(arena, of->ledger);
    size_t    most = all.line_count * (all.schemes.count + 6) + 1;
    Table    *table = table_of(arena, "bridge", columns, COLUMN_COUNT, all.then ? most : 0);
    size_t   *lines = ARENA_ARRAY(arena, size_t, all.line_count);
    size_t    count = 0;
    Year      year = of->book->year;
    table_entitle(arena, table, of, "Bridge to", STAGE_BUDGET);
    table_say_previous(arena, table, of);
    table->heading = STR("Scheme");
    table->watch = WATCH_FIGURES;
    table->about =
        STR("Every movement from last year's budget to this year's, what it is and where "
            "both figures come from. Amounts in pounds (£).");
    table->columns[PRIOR].label = year_format(arena, (Year){year.start - 1});
    table->columns[CURRENT].label = year_format(arena, year);
    for (size_t i = 0; all.then && i < all.line_count; i++) {
        Bridge bridge = {arena, &all, table, &all.lines[i]};
        if (add_line(&bridge)) lines[count++] = table->row_count - 1;
    }
    if (all.then) add_total(arena, table, &all, lines, count);
    else table_note(arena, table, NOTE_OF_TABLE, "The book names no previous book.");
    return table;
}

const Report report_bridge = {
    .name = "bridge",
    .summary = "every movement from last year by itself: what it is, and from where",
    .make = make_bridge,
    .repeats = true,
};
