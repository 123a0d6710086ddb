// What looks odd beside last year's book: schemes that replace nothing, what is missing,
// a digit too many or too few, an uplift applied twice.
#include "post/movements.h"
#include "reconcile/check.h"

static const Row *row_of(const Continuity *scheme)
{
    return scheme->now ? scheme->now : scheme->then;
}

// Where a figure stands first; the book's line of its previous one where it has none.
static Span place_of(const Checker *checker, const Side *side)
{
    for (size_t i = 0; i < side->count; i++) {
        const Posting *posting = selector_next(&side->selectors[i], NULL);
        if (posting) return posting->span;
    }
    return checker->book->previous_path->span;
}

static void note_then(const Checker *checker, Diag *found, const Side *then)
{
    diag_note(checker->diags, found, place_of(checker, then), "last year: %.*s",
              STR_ARG(checker_pounds(checker, then->money)));
}

// Schemes that replace others.

static void check_replaced(Checker *checker, const Scheme *scheme)
{
    const Ledger *before = checker->ledger->previous;
    for (size_t i = 0; i < scheme->replaces_count; i++) {
        const Succession *item = &scheme->replaces[i];
        if (item->from.start != checker->book->year.start) continue;
        bool known = book_scheme_row(before->book, item->id) != NULL;
        checker_count(checker, known ? OUTCOME_AGREES : OUTCOME_BREAK);
        if (known) continue;
        Diag *found = checker_say(checker, DIAG_SCHEME_NOT_MAPPED, item->span,
                                  "'%.*s' (%.*s) replaces '%.*s' from %.*s on, which had no row "
                                  "in last year's book",
                                  STR_ARG(scheme->name), STR_ARG(scheme->id), STR_ARG(item->id),
                                  STR_ARG(year_format(checker->arena, item->from)));
        checker_help(checker, found, "name the scheme's id in %.*s",
                     STR_ARG(before->book->source->path));
    }
}

// What the book's rows replace this year.
static size_t count_replaced(const Book *book)
{
    size_t count = 0;
    for (size_t i = 0; i < book->row_count; i++) {
        const Scheme *scheme = book->rows[i]->scheme;
        for (size_t j = 0; scheme && j < scheme->replaces_count; j++) {
            count += scheme->replaces[j].from.start == book->year.start;
        }
    }
    return count;
}

static void prior_schemes(Checker *checker)
{
    const Book *book = checker->book;
    if (count_replaced(book) == 0) {
        checker_idle(checker, "no scheme replaces another this year");
        return;
    }
    if (!checker->ledger->previous) {
        checker_repeats(checker, "no previous book is named");
        return;
    }
    for (size_t i = 0; i < book->row_count; i++) {
        if (book->rows[i]->kind == ROW_SCHEME) check_replaced(checker, book->rows[i]->scheme);
    }
}

const Check check_prior_schemes = {
    "prior-schemes",
    "A scheme that replaces others this year names schemes of last year's book",
    "previous, schemes: replaces, allocations",
    "Name last year's book",
    prior_schemes,
};

// What is missing.

// What it had of lines that go on: that a line ended is said by itself.
static bool is_missed(const Movements *all, const Continuity *scheme)
{
    for (size_t i = 0; i < all->line_count; i++) {
        const MoveLine *line = &all->lines[i];
        if (line->now && side_of_scheme(all, line, scheme->then, SIDE_THEN).money.pence)
            return true;
    }
    return false;
}

static void say_missing_scheme(Checker *checker, const Movements *all, const Continuity *scheme)
{
    Side  then = side_of_scheme(all, NULL, scheme->then, SIDE_THEN);
    bool  listed = book_scheme_row(checker->book, scheme->then->id) != NULL;
    Diag *found = NULL;
    if (!is_missed(all, scheme)) return;
    found = checker_say(checker, DIAG_MISSING, checker->book->previous_path->span,
                        "'%.*s' (%.*s) had %.*s last year and %s this year",
                        STR_ARG(scheme->then->label), STR_ARG(scheme->then->id),
                        STR_ARG(checker_pounds(checker, then.money)),
                        listed ? "its row states nothing" : "has no row");
    note_then(checker, found, &then);
    checker_help(checker, found,
                 "say what became of it: 'replaces: {%.*s: %.*s}' on the scheme that goes on with "
                 "it, or a row of 0 where it ended",
                 STR_ARG(scheme->then->id), STR_ARG(year_id(checker->arena, checker->book->year)));
}

// Of several that one line took over, each.
static void say_lost(Checker *checker, const Line *then)
{
    Selector in = select_contributions(checker->ledger->previous, then);
    Side     side = {.stated = true, .money = ledger_sum(&in), .selectors = &in, .count = 1};
    if (then->reserve || side.money.pence == 0) return;
    Diag *found = checker_say(checker, DIAG_MISSING, checker->book->previous_path->span,
                              "%.*s had contributions of %.*s last year and has none this year",
                              STR_ARG(then->name), STR_ARG(checker_pounds(checker, side.money)));
    note_then(checker, found, &side);
}

// A line may end, and that is said; so is one that goes on without money.
static void say_missing_line(Checker *checker, const Movements *all, const MoveLine *line)
{
    bool said = false; // By another check: a mandatory line, one that is divided.
    if (side_of_contributions(all, line, SIDE_NOW).stated) return;
    if (line->now) said = line->now->mandatory;
    else said = line->then[0]->mandatory || line_successors(checker->book, line->then[0]) > 0;
    for (size_t i = 0; !said && i < line->then_count; i++) say_lost(checker, line->then[i]);
}

static void missing(Checker *checker)
{
    if (!checker->ledger->previous) return;
    Movements all = movements_of(checker->arena, checker->ledger);
    for (size_t i = 0; i < all.line_count; i++) say_missing_line(checker, &all, &all.lines[i]);
    for (size_t i = 0; i < all.schemes.count; i++) {
        const Continuity *scheme = &all.schemes.items[i];
        if (scheme->change != CHANGE_ENDED || scheme->growth) continue;
        say_missing_scheme(checker, &all, scheme);
    }
}

const Check flag_missing = {
    "missing",
    "A line or scheme that had money last year has none this year, and nothing says why",
    "previous, contributions, allocations, schemes: replaces",
    "Missing since last year",
    missing,
};

// What is of another size: each figure of a line, and of a scheme in it.

typedef void Compare(Checker *checker, const MoveLine *line, Str what, const Side *then,
                     const Side *now);

static void compare_line(Checker *checker, const Movements *all, const MoveLine *line,
                         Compare *compare)
{
    Side then = side_of_contributions(all, line, SIDE_THEN);
    Side now = side_of_contributions(all, line, SIDE_NOW);
    Str  what = str_format(checker->arena, "the contributions to %.*s (%.*s)", STR_ARG(line->name),
                           STR_ARG(line->id));
    compare(checker, line, what, &then, &now);
    for (size_t i = 0; i < all->schemes.count; i++) {
        const Continuity *scheme = &all->schemes.items[i];
        if (!scheme->now || !scheme->then) continue;
        Side before = side_of_scheme(all, line, scheme->then, SIDE_THEN);
        Side after = side_of_scheme(all, line, scheme->now, SIDE_NOW);
        if (before.money.pence == 0 || after.money.pence == 0) continue;
        what = str_format(checker->arena, "'%.*s' (%.*s, %.*s)", STR_ARG(row_of(scheme)->label),
                          STR_ARG(row_of(scheme)->id), STR_ARG(line->id));
        compare(checker, line, what, &before, &after);
    }
}

static void compare_all(Checker *checker, Compare *compare)
{
    if (!checker->ledger->previous) return;
    Movements all = movements_of(checker->arena, checker->ledger);
    for (size_t i = 0; i < all.line_count; i++) {
        if (all.lines[i].now) compare_line(checker, &all, &all.lines[i], compare);
    }
}

static void compare_size(Checker *checker, const MoveLine *line, Str what, const Side *then,
                         const Side *now)
{
    (void)line;
    if (!money_is_tenfold(then->money, now->money)) return;
    bool  more = money_abs(now->money).pence > money_abs(then->money).pence;
    Diag *found = checker_say(
        checker, DIAG_TENFOLD, place_of(checker, now), "%.*s: %.*s this year, %.*s last year: %s",
        STR_ARG(what), STR_ARG(checker_pounds(checker, now->money)),
        STR_ARG(checker_pounds(checker, then->money)), more ? "ten times as much" : "a tenth");
    note_then(checker, found, then);
    checker_help(checker, found, "is there a digit too %s?", more ? "many" : "few");
}

static void tenfold(Checker *checker)
{
    compare_all(checker, compare_size);
}

const Check flag_tenfold = {
    "tenfold",
    "An amount is ten times last year's, or a tenth of it",
    "previous, contributions, allocations",
    "Ten times last year's",
    tenfold,
};

static void compare_rise(Checker *checker, const MoveLine *line, Str what, const Side *then,
                         const Side *now)
{
    if (!line->now->has_uplift) return;
    if (!money_rose_twice(then->money, now->money, line->now->uplift)) return;
    Diag *found = checker_say(
        checker, DIAG_UPLIFT_TWICE, place_of(checker, now),
        "%.*s: %.*s this year, %.*s last year: the published uplift of %.*s%% twice", STR_ARG(what),
        STR_ARG(checker_pounds(checker, now->money)), STR_ARG(checker_pounds(checker, then->money)),
        STR_ARG(percent_format(checker->arena, percent_of_rate(line->now->uplift))));
    note_then(checker, found, then);
    Money once;
    if (!money_uplifted(then->money, line->now->uplift, 1, &once)) return;
    checker_help(checker, found, "applied once it would be %.*s",
                 STR_ARG(checker_pounds(checker, once)));
}

static void uplift_twice(Checker *checker)
{
    compare_all(checker, compare_rise);
}

const Check flag_uplift_twice = {
    "uplift-twice",
    "An amount rose by its line's published uplift twice",
    "previous, contributions, allocations, funding_lines: uplift",
    "Uplifted twice",
    uplift_twice,
};

// Two books of one year count twice where books are added up.
static void same_year(Checker *checker)
{
    const Book *twin = checker->ledger->twin;
    if (!twin) return;
    Diag *found = checker_say(checker, DIAG_SAME_YEAR, checker_book(checker),
                              "%.*s is of the same board and year: both are in what is added up",
                              STR_ARG(twin->source->path));
    checker_help(checker, found, "name one of them");
}

const Check flag_same_year = {
    "same-year",   "Two books of one board and year are looked at together",
    "board, year", "Two books of a year",
    same_year,
};
