// The rows of next year: last year's in their order, those that end left out, those
// that merge added up, and what no scheme has in a row of growth.
#include "scribe/draft_text.h"
#include "scribe/roller.h"

// A scheme of last year on its way into the new one.
typedef struct {
    const Row *row;
    DraftRow  *draft; // NULL where it has no row of its own any more.
    Amount    *budget;
    bool      *recurs; // By line of the new year: all of the budget is told to.
    const Row *into;   // What it is merged into; NULL.
    bool       ends;
    bool       is_growth; // Joins the new growth.
} Carried;

typedef struct {
    Roller   *roller;
    Carried  *schemes; // By index of the row.
    bool      keep_growth;
    DraftRow *growth;
    Money     once;  // What was not recurrent, and is not carried.
    Text      grown; // The names of last year's growth rows.
} Rows;

static bool rate_of(const Roller *roller, const Carried *scheme, const Line *line, Rate *rate)
{
    const RollChoices *choices = roller->choices;
    int                best = -1;
    for (size_t i = 0; i < choices->uplift_count; i++) {
        const Uplift *uplift = &choices->uplifts[i];
        bool          tagged = scheme->row->scheme->tags & TAG_GROWTH; // Nobody's money costs more.
        bool          meant = uplift->of == UPLIFT_SCHEMES && !tagged;
        meant |= uplift->of == UPLIFT_SCHEMES_OF_LINE && !tagged && str_equal(uplift->id, line->id);
        meant |= uplift->of == UPLIFT_SCHEME && str_equal(uplift->id, scheme->row->id);
        if (!meant || (int)uplift->of < best) continue;
        best = (int)uplift->of; // Of two that are as narrow the later one.
        *rate = uplift->rate;
    }
    return best >= 0;
}

// Adds what of an amount is carried: what is told not to recur is not.
static void carry_amount(Carried *scheme, const Line *before, size_t line, Amount *budget,
                         Money *once)
{
    const Amount     *amount = &scheme->row->budget[before->index];
    const Recurrence *parts =
        scheme->row->recurrence ? &scheme->row->recurrence[before->index] : NULL;
    bool  told = parts && (parts->recurrent.stated || parts->non_recurrent.stated);
    Money money = told ? parts->recurrent.money : amount->money;
    if (!amount->stated) return;
    scheme->recurs[line] = told && (scheme->recurs[line] || !budget->stated);
    *once = money_add(*once, money_sub(amount->money, money));
    budget->stated = true;
    budget->money = money_add(budget->money, money);
}

// Its budget by the lines of the new year, raised.
static Amount *carried_budget(Rows *rows, Carried *scheme)
{
    Roller *roller = rows->roller;
    Amount *budget = ARENA_ARRAY(roller->arena, Amount, roller->next->line_count);
    scheme->recurs = ARENA_ARRAY(roller->arena, bool, roller->next->line_count);
    for (size_t i = 0; i < roller->next->line_count; i++) {
        Rate rate = {0, 1};
        for (size_t j = 0; j < roller->before_count[i]; j++) {
            carry_amount(scheme, roller->before[i][j], i, &budget[i], &rows->once);
        }
        if (!rate_of(roller, scheme, &roller->next->lines[i], &rate)) continue;
        budget[i].money = roller_uplifted(roller, budget[i].money, rate, scheme->row->id);
    }
    return budget;
}

static Str owner(Roller *roller, const Partner *partner, Remark *remark)
{
    if (!partner) return STR("");
    Str mark = STR("");
    Str id = roller_partner(roller, partner, &mark)->id;
    if (mark.len) remark->mark = mark;
    return id;
}

static void place_growth(Rows *rows, DraftRow *block, const Row *row)
{
    text_addf(&rows->grown, "%s%.*s", rows->grown.len ? ", " : "", STR_ARG(row->label));
    if (!rows->growth) {
        rows->growth = draft_row_add(rows->roller->arena, block, ROW_SCHEME, STR(""));
    }
}

static void copy_rows(Rows *rows, const Row *from, DraftRow *block)
{
    Roller *roller = rows->roller;
    for (const Row *row = from->first; row; row = row->next) {
        if (row->kind == ROW_BLOCK) {
            DraftRow *inner = draft_row_add(roller->arena, block, ROW_BLOCK, row->id);
            inner->heading = row->heading;
            inner->total = row->label;
            inner->transfer_from = owner(roller, row->transfer_from, &inner->remark);
            if (row->held_by != from->held_by) {
                inner->held_by = owner(roller, row->held_by, &inner->remark);
            }
            copy_rows(rows, row, inner);
            continue;
        }
        Carried *scheme = &rows->schemes[row->index];
        if (scheme->is_growth) place_growth(rows, block, row);
        if (scheme->is_growth || scheme->ends || scheme->into) continue;
        scheme->budget = carried_budget(rows, scheme);
        scheme->draft = draft_row_add(roller->arena, block, ROW_SCHEME, row->id);
        scheme->draft->budget = scheme->budget;
        scheme->draft->recurs = scheme->recurs;
    }
}

static Carried *scheme_named(const Rows *rows, Str id) // It is one of last year's.
{
    return &rows->schemes[book_row(rows->roller->last, id)->index];
}

static void decide_ends(Rows *rows)
{
    const RollChoices *choices = rows->roller->choices;
    for (size_t i = 0; i < choices->end_count; i++) {
        scheme_named(rows, choices->ends[i])->ends = true;
    }
}

static void decide_merges(Rows *rows)
{
    Roller            *roller = rows->roller;
    const RollChoices *choices = roller->choices;
    for (size_t i = 0; i < choices->merge_count; i++) {
        Carried *from = scheme_named(rows, choices->merges[i].from);
        from->into = scheme_named(rows, choices->merges[i].into)->row;
        from->is_growth = false;
    }
    for (size_t i = 0; i < choices->merge_count; i++) {
        Carried *scheme = scheme_named(rows, choices->merges[i].from);
        while (scheme->into) scheme = &rows->schemes[scheme->into->index];
        if (!scheme->is_growth) continue;
        roller->why = str_format(
            roller->arena, "merge: '%.*s' has no row in the new year, for it joins the growth",
            STR_ARG(scheme->row->id));
        return;
    }
}

static void merge_rows(Rows *rows)
{
    Roller *roller = rows->roller;
    Text    note = text_new(roller->arena);
    for (size_t i = 0; i < roller->last->row_count; i++) {
        Carried *scheme = &rows->schemes[i];
        if (!scheme->row || !scheme->into) continue;
        Carried *into = &rows->schemes[scheme->into->index];
        while (into->into) into = &rows->schemes[into->into->index];
        Amount *more = carried_budget(rows, scheme);
        Money   sum = {0};
        for (size_t j = 0; j < roller->next->line_count; j++) {
            bool both = into->budget[j].stated && more[j].stated;
            if (both) into->recurs[j] &= scheme->recurs[j];
            else if (more[j].stated) into->recurs[j] = scheme->recurs[j];
            into->budget[j].stated |= more[j].stated;
            into->budget[j].money = money_add(into->budget[j].money, more[j].money);
            sum = money_add(sum, more[j].money);
        }
        Str pounds = money_pounds(roller->arena, sum);
        Str before = into->draft->remark.beside;
        into->draft->remark.beside = str_format(
            roller->arena, "%.*s%s%.*s of %.*s", STR_ARG(before), before.len ? ", " : "with ",
            STR_ARG(draft_money(roller->arena, sum)), STR_ARG(scheme->row->id));
        text_addf(&note, "%s%.*s (%.*s) is merged into %.*s", note.len ? "; " : "",
                  STR_ARG(scheme->row->label), STR_ARG(pounds), STR_ARG(into->row->label));
        text_addf(&roller->roll->said, "%.*s (%.*s) is merged into %.*s.\n",
                  STR_ARG(scheme->row->label), STR_ARG(pounds), STR_ARG(into->row->label));
    }
    roller->roll->book.note = text_str(&note);
}

// Of the lines that go on: what stands on another is said with that line.
static Money money_freed(const Roller *roller, const Row *row)
{
    Money sum = {0};
    for (size_t i = 0; i < roller->next->line_count; i++) {
        for (size_t j = 0; j < roller->before_count[i]; j++) {
            sum = money_add(sum, row->budget[roller->before[i][j]->index].money);
        }
    }
    return sum;
}

static void say_ends(Rows *rows)
{
    Roller *roller = rows->roller;
    for (size_t i = 0; i < roller->last->row_count; i++) {
        const Row *row = rows->schemes[i].row;
        if (!row || !rows->schemes[i].ends) continue;
        Str pounds = money_pounds(roller->arena, money_freed(roller, row));
        text_addf(&roller->roll->said, "%.*s ends; its %.*s is in what is left.\n",
                  STR_ARG(row->label), STR_ARG(pounds));
    }
}

static void ask_growth(Rows *rows)
{
    static const Str choices[] = {{"merge", 5}, {"keep", 4}};
    Roller          *roller = rows->roller;
    Text             names = text_new(roller->arena);
    for (size_t i = 0; i < roller->last->row_count; i++) {
        const Row *row = roller->last->rows[i];
        if (row->kind != ROW_SCHEME || !(row->scheme->tags & TAG_GROWTH)) continue;
        if (rows->schemes[i].ends) continue;
        text_addf(&names, "%s%.*s", names.len ? ", " : "", STR_ARG(row->label));
    }
    if (names.len == 0) return;
    Str      listed = text_str(&names);
    Question question = {
        .key = STR("growth"),
        .words = str_format(roller->arena,
                            "%.*s: money of %.*s that no scheme has. Does it join the growth of "
                            "%.*s, or keep its rows?",
                            STR_ARG(listed), STR_ARG(roller->last_year), STR_ARG(roller->year)),
        .choices = choices,
        .choice_count = 2,
        .fallback = choices[0],
    };
    rows->keep_growth = str_is(asker_ask(&roller->choices->asker, &question), "keep");
}

static bool id_is_taken(const Rows *rows, Str id)
{
    const Row     *row = book_row(rows->roller->last, id);
    const Scheme  *scheme = index_find(&rows->roller->last->scheme_index, id);
    const Carried *carried = row && row->kind == ROW_SCHEME ? &rows->schemes[row->index] : NULL;
    if (row && (!carried || carried->draft)) return true;
    return scheme && !(scheme->tags & TAG_GROWTH);
}

static Str growth_id(const Rows *rows)
{
    Arena *arena = rows->roller->arena;
    Str    year = year_id(arena, rows->roller->next->year);
    Str    id = str_format(arena, "growth-%.*s", STR_ARG(year));
    for (int i = 2; id_is_taken(rows, id); i++) {
        id = str_format(arena, "growth-%.*s-%d", STR_ARG(year), i);
    }
    return id;
}

// A line whose schemes take more than it brings is said as loudly as can be.
static void say_short(Rows *rows, const RollLine *line, Text *mark)
{
    Roller *roller = rows->roller;
    Str     pounds = money_pounds(roller->arena, money_abs(line->growth));
    if (line->growth.pence >= 0) return;
    text_addf(mark, "%s%.*s more is given to schemes than %.*s brings", mark->len ? "; " : "",
              STR_ARG(pounds), STR_ARG(line->line->id));
    text_addf(&roller->roll->said, "TOO MUCH: schemes take %.*s more of %.*s than it brings.\n",
              STR_ARG(pounds), STR_ARG(line->line->name));
}

static void fill_growth(Rows *rows, DraftRow *root)
{
    Roller *roller = rows->roller;
    Text    mark = text_new(roller->arena);
    Text    aside = text_new(roller->arena);
    Amount *left = ARENA_ARRAY(roller->arena, Amount, roller->next->line_count);
    bool    any = rows->growth != NULL;
    for (size_t i = 0; i < roller->next->line_count; i++) {
        RollLine *line = &roller->roll->lines[i];
        for (size_t j = 0; j < roller->last->row_count; j++) {
            if (!rows->schemes[j].draft) continue;
            line->schemes = money_add(line->schemes, rows->schemes[j].budget[i].money);
        }
        Money in = money_add(line->contributions, line->brought_forward);
        line->growth = money_sub(in, line->schemes);
        if (line->line->reserve) {
            say_short(rows, line, &aside); // What no scheme has of it, it keeps.
            continue;
        }
        bool moves = in.pence != 0 || line->schemes.pence != 0;
        left[i] = (Amount){.stated = moves, .money = line->growth};
        any |= line->growth.pence != 0;
        say_short(rows, line, &mark);
    }
    if (!any) return;
    if (!rows->growth) rows->growth = draft_row_add(roller->arena, root, ROW_SCHEME, STR(""));
    rows->growth->id = growth_id(rows);
    rows->growth->budget = left;
    rows->growth->remark.mark = text_str(&mark);
    rows->growth->remark.above = STR("What no scheme has: contributions and opening balance, less "
                                     "the rows.");
    if (rows->grown.len == 0) return;
    text_addf(&roller->roll->said, "%.*s: in the new growth.\n", STR_ARG(text_str(&rows->grown)));
}

// A scheme that takes others in may be given another name.
static Str ask_name(Roller *roller, const Carried *scheme)
{
    Question question = {
        .key = str_format(roller->arena, "name-%.*s", STR_ARG(scheme->row->id)),
        .words =
            str_format(roller->arena, "What is '%.*s' called now?", STR_ARG(scheme->row->label)),
        .silent = true,
    };
    return asker_ask(&roller->choices->asker, &question);
}

// What was merged into a scheme, be it by way of another.
static void list_merged(const Rows *rows, const Carried *scheme, CarriedScheme *carried)
{
    Roller *roller = rows->roller;
    carried->merged = ARENA_ARRAY(roller->arena, Succession, roller->choices->merge_count);
    for (size_t i = 0; i < roller->last->row_count; i++) {
        const Carried *from = &rows->schemes[i];
        const Carried *into = from;
        while (into->into) into = &rows->schemes[into->into->index];
        if (into != scheme || from == scheme) continue;
        carried->merged[carried->merged_count++] =
            (Succession){.id = from->row->id, .from = roller->next->year};
    }
}

static void carry_schemes(Rows *rows)
{
    Roller        *roller = rows->roller;
    CarriedScheme *carried = ARENA_ARRAY(roller->arena, CarriedScheme, roller->last->row_count);
    size_t         count = 0;
    for (size_t i = 0; i < roller->last->row_count; i++) {
        const Carried *scheme = &rows->schemes[i];
        if (!scheme->draft) continue;
        carried[count] =
            (CarriedScheme){.scheme = scheme->row->scheme, .name = ask_name(roller, scheme)};
        list_merged(rows, scheme, &carried[count++]);
    }
    text_addf(&roller->roll->said, "%zu schemes are carried.\n", count);
    if (rows->once.pence) {
        text_addf(&roller->roll->said, "%.*s of last year's budgets did not recur: NOT carried.\n",
                  STR_ARG(money_pounds(roller->arena, rows->once)));
    }
    roll_schemes(roller, carried, count, rows->growth ? rows->growth->id : STR(""));
}

void roll_rows(Roller *roller)
{
    const Book *last = roller->last;
    Rows        rows = {.roller = roller, .grown = text_new(roller->arena)};
    DraftRow   *root = ARENA_NEW(roller->arena, DraftRow);
    root->kind = ROW_BLOCK;
    root->total = last->root->label;
    rows.schemes = ARENA_ARRAY(roller->arena, Carried, last->row_count);
    for (size_t i = 0; i < last->row_count; i++) {
        if (last->rows[i]->kind == ROW_SCHEME) rows.schemes[i].row = last->rows[i];
    }
    decide_ends(&rows);
    ask_growth(&rows);
    for (size_t i = 0; i < last->row_count; i++) {
        Carried *scheme = &rows.schemes[i];
        bool     growth = scheme->row && scheme->row->scheme->tags & TAG_GROWTH;
        scheme->is_growth = growth && !rows.keep_growth && !scheme->ends;
    }
    decide_merges(&rows);
    if (roller->why.len) return;
    copy_rows(&rows, last->root, root);
    merge_rows(&rows);
    say_ends(&rows);
    fill_growth(&rows, root);
    carry_schemes(&rows);
    roller->roll->book.root = root;
}
