// Checks against last year's book: opening is closing, every line has its place,
// and a line rises by what was published.
#include "post/continuity.h"
#include "reconcile/check.h"

static Money opening_of(const Checker *checker, const Line *line)
{
    Selector opening = select_opening(checker->ledger, line);
    return ledger_sum(&opening);
}

// Without it nobody knows how the year closed.
static const Row *row_without_outturn(const Book *book)
{
    for (size_t i = 0; i < book->row_count; i++) {
        const Row *row = book->rows[i];
        if (row->kind == ROW_SCHEME && !spend_is_stated(book, &row->outturn)) return row;
    }
    return NULL;
}

// What last year leaves of a line; of a year without outturn what its plan does.
static Money closing_of(const Ledger *ledger, const Line *line)
{
    if (ledger->book->stage == STAGE_OUTTURN) return ledger_closing(ledger, line);
    return money_sub(ledger_line_sums(ledger, line).funded,
                     ledger_current_budget(ledger, line, NULL, 0));
}

static void compare_opening(Checker *checker, const Line *line)
{
    const Ledger *previous = checker->ledger->previous;
    const Line  **before = NULL;
    Money         closing = {0};
    const char   *leaves = previous->book->stage == STAGE_OUTTURN ? "last year closed with"
                                                                  : "last year's plan leaves";
    size_t        count = line_priors(checker->arena, checker->ledger, line, &before);
    for (size_t i = 0; i < count; i++) {
        closing = money_add(closing, closing_of(previous, before[i]));
    }
    Money opening = opening_of(checker, line);
    if (opening.pence == closing.pence) {
        checker_count(checker, OUTCOME_AGREES);
        return;
    }
    const Amount *amount = &checker->book->brought_forward[line->index];
    Span          place = amount->stated ? amount->span : checker_book(checker);
    Str           off = checker_difference(checker, money_sub(opening, closing));
    Str           balances = str_format(checker->arena, "opens with %.*s; %s %.*s",
                                        STR_ARG(checker_pounds(checker, opening)), leaves,
                                        STR_ARG(checker_pounds(checker, closing)));
    Diag         *found =
        checker_break(checker, DIAG_OPENING_NOT_CLOSING, place, money_sub(opening, closing),
                      "%.*s (%.*s) %.*s: %.*s", STR_ARG(line->name), STR_ARG(line->id),
                      STR_ARG(balances), STR_ARG(off));
    if (amount->stated) return;
    checker_help(checker, found, "state it under brought_forward, by funding line");
}

// What a partner has of a line's passported money. Unknown is not nil: who has not said
// what it kept, nor accounted for all of it, has no closing.
typedef struct {
    Money opening;
    Money closing;
    bool  said;
    bool  closed;
    Span  span;
} Held;

static bool is_closed(const Ledger *ledger, const Passported *item)
{
    Selector in = select_passported(ledger, item->line, item->to);
    Money    had = money_add(ledger_sum(&in), item->brought_forward.money);
    Money    gone = money_add(item->spent.money, item->repaid.money);
    return item->carried_forward.stated || (item->spent.stated && gone.pence == had.pence);
}

// Adds what a book says; the partner is of this year's board.
static void add_held(const Checker *checker, const Ledger *ledger, const Line *line,
                     const Partner *partner, Held *held)
{
    const Index *partners = &checker->book->board->partner_index;
    for (size_t i = 0; i < ledger->book->passported_count; i++) {
        const Passported *item = &ledger->book->passported[i];
        const Partner    *now = index_find(partners, item->to->id);
        if (item->line != line || !now || partner_last(now) != partner) continue;
        held->opening = money_add(held->opening, item->brought_forward.money);
        held->closing = money_add(held->closing, item->carried_forward.money);
        held->closed = is_closed(ledger, item) && (held->closed || !held->said);
        held->said = true;
        held->span = item->span;
    }
}

static void compare_held(Checker *checker, const Line *line, const Partner *partner)
{
    const Ledger *last = checker->ledger->previous;
    const Line  **before = NULL;
    Held          then = {0};
    Held          now = {0};
    size_t        count = line_priors(checker->arena, checker->ledger, line, &before);
    for (size_t i = 0; i < count; i++) add_held(checker, last, before[i], partner, &then);
    add_held(checker, checker->ledger, line, partner, &now);
    if (!now.said || (!then.closed && now.opening.pence == 0)) return;
    if (!then.closed) {
        checker_untested(checker, now.span,
                         "what %.*s brings forward of %.*s is not tested: last year's book does "
                         "not say what it kept",
                         STR_ARG(partner->name), STR_ARG(line->name));
        return;
    }
    if (now.opening.pence == 0 && then.closing.pence == 0) return;
    if (now.opening.pence == then.closing.pence) {
        checker_count(checker, OUTCOME_AGREES);
        return;
    }
    Money off = money_sub(now.opening, then.closing);
    Diag *found = checker_break(
        checker, DIAG_OPENING_NOT_CLOSING, now.span, off,
        "%.*s opens with %.*s of what was passed on of %.*s (%.*s); last year it kept %.*s: %.*s",
        STR_ARG(partner->name), STR_ARG(checker_pounds(checker, now.opening)), STR_ARG(line->name),
        STR_ARG(line->id), STR_ARG(checker_pounds(checker, then.closing)),
        STR_ARG(checker_difference(checker, off)));
    checker_help(checker, found, "state it under passported: brought_forward, by line and partner");
}

// Why there is nothing to compare with.
static void say_no_previous(Checker *checker)
{
    const Node *path = checker->book->previous_path;
    const Book *earlier = checker->ledger->earlier;
    Str         why = STR("the book names no previous book");
    if (path) {
        why = str_format(checker->arena, "last year's book, '%.*s', could not be read",
                         STR_ARG(path->text));
    } else if (earlier) {
        why = str_format(checker->arena,
                         "the book names no previous book, and %.*s is that of the year before",
                         STR_ARG(earlier->source->path));
    }
    checker_untested(checker, path ? path->span : checker_book(checker),
                     "opening balances, last year's lines and uplifts are not tested: %.*s",
                     STR_ARG(why));
}

// A plan leaves a reserve what it does not commit; what it leaves of other lines it
// does not say.
static void compare_planned(Checker *checker)
{
    const Book *book = checker->book;
    bool        any = false;
    bool        others = false;
    for (size_t i = 0; i < book->line_count; i++) {
        const Line **before = NULL;
        const Line  *line = &book->lines[i];
        size_t       count = line_priors(checker->arena, checker->ledger, line, &before);
        bool         planned = line->reserve;
        for (size_t j = 0; j < count; j++) planned &= before[j]->reserve;
        if (planned) compare_opening(checker, line);
        any |= planned;
        others |= !planned;
    }
    if (!others) return;
    checker_untested(checker, book->previous_path->span,
                     "opening balances%s are not tested: last year's book has no outturn",
                     any ? ", reserves apart," : "");
}

static void opening_balance(Checker *checker)
{
    const Ledger *previous = checker->ledger->previous;
    if (!previous) {
        say_no_previous(checker);
        return;
    }
    if (previous->book->stage != STAGE_OUTTURN) {
        compare_planned(checker);
        return;
    }
    const Row *unknown = row_without_outturn(previous->book);
    if (unknown) {
        checker_untested(checker, checker->book->previous_path->span,
                         "opening balances are not tested: last year's book states no outturn of "
                         "'%.*s' (%.*s)",
                         STR_ARG(unknown->label), STR_ARG(unknown->id));
        return;
    }
    for (size_t i = 0; i < checker->book->line_count; i++) {
        compare_opening(checker, &checker->book->lines[i]);
    }
    const Board *board = checker->book->board;
    for (size_t i = 0; i < checker->book->line_count; i++) {
        for (size_t j = 0; checker->book->passported_count && j < board->partner_count; j++) {
            const Partner *partner = &board->partners[j];
            if (partner_last(partner) != partner) continue;
            compare_held(checker, &checker->book->lines[i], partner);
        }
    }
}

const Check check_opening_balance = {
    "opening-balance",
    "By line, the opening balance is last year's closing balance",
    "brought_forward, previous",
    "Name last year's book",
    opening_balance,
};

// What a line says it replaces must have been there.
static void check_replaced(Checker *checker, const Line *line)
{
    const Book *previous = checker->ledger->previous->book;
    for (size_t i = 0; i < line->replaces_count; i++) {
        if (book_line(previous, line->replaces[i])) continue;
        checker_count(checker, OUTCOME_BREAK);
        checker_say(checker, DIAG_LINE_NOT_MAPPED, line->span,
                    "%.*s (%.*s) replaces '%.*s', which was no line of last year",
                    STR_ARG(line->name), STR_ARG(line->id), STR_ARG(line->replaces[i]));
    }
}

// What last year left of a line that nothing continues; unknown before its outturn.
static Money left_behind(const Ledger *ledger, const Line *line)
{
    bool ended = ledger->book->stage == STAGE_OUTTURN && !row_without_outturn(ledger->book);
    return ended ? ledger_closing(ledger, line) : (Money){0};
}

// A line may end, unless it is mandatory or money is left in it.
static void check_continued(Checker *checker, const Line *line)
{
    const Ledger *previous = checker->ledger->previous;
    size_t        count = line_successors(checker->book, line);
    if (!line_had_money(previous, line)) return;
    Money left = left_behind(previous, line);
    bool  may_end = count == 0 && !line->mandatory && left.pence == 0;
    checker_count(checker, count == 1 || may_end ? OUTCOME_AGREES : OUTCOME_BREAK);
    if (count == 1 || may_end) return; // That it ended the flag says.
    Selector    in = select_contributions(previous, line);
    const char *how = count == 0   ? "is continued by no line"
                      : count == 2 ? "is continued by two lines"
                                   : "is continued by several lines";
    Str         closed = STR("");
    if (count == 0 && left.pence != 0) {
        closed = str_format(checker->arena, ", and closed with %.*s",
                            STR_ARG(checker_pounds(checker, left)));
    }
    Diag *found = checker_say(
        checker, DIAG_LINE_NOT_MAPPED, checker->book->previous_path->span,
        "last year's line %.*s (%.*s, contributions %.*s) %s%.*s", STR_ARG(line->name),
        STR_ARG(line->id), STR_ARG(checker_pounds(checker, ledger_sum(&in))), how, STR_ARG(closed));
    checker_help(checker, found,
                 "a line of this year's pack names those it takes over: replaces: [%.*s]",
                 STR_ARG(line->id));
}

static void prior_lines(Checker *checker)
{
    const Ledger *previous = checker->ledger->previous;
    if (!previous) {
        checker_repeats(checker, "no previous book is named");
        return;
    }
    for (size_t i = 0; i < checker->book->line_count; i++) {
        check_replaced(checker, &checker->book->lines[i]);
    }
    for (size_t i = 0; i < previous->book->line_count; i++) {
        check_continued(checker, &previous->book->lines[i]);
    }
}

const Check check_prior_lines = {
    "prior-lines",
    "Every line of last year is continued by one line of this year, or has ended with nothing left",
    "previous, funding_lines: replaces",
    "Name last year's book",
    prior_lines,
};

// What a line's predecessors brought last year.
static Money prior_of(const Checker *checker, const Line *line)
{
    const Ledger *previous = checker->ledger->previous;
    const Line  **before = NULL;
    Money         prior = {0};
    size_t        count = line_priors(checker->arena, checker->ledger, line, &before);
    for (size_t i = 0; i < count; i++) {
        Selector in = select_contributions(previous, before[i]);
        prior = money_add(prior, ledger_sum(&in));
    }
    return prior;
}

static void compare_uplift(Checker *checker, const Line *line, Money prior)
{
    Selector in = select_contributions(checker->ledger, line);
    Percent  rise = percent_of(money_sub(ledger_sum(&in), prior), money_abs(prior));
    Percent  published = percent_of_rate(line->uplift);
    checker_count(checker, OUTCOME_AGREES); // A reasonableness check: never a break.
    if (rise.hundredths == published.hundredths) return;
    Money now = ledger_sum(&in);
    if (money_is_tenfold(prior, now) || money_rose_twice(prior, now, line->uplift))
        return; // Flags.
    checker_say(checker, DIAG_UPLIFT_DIFFERS, line->span,
                "%.*s (%.*s) moves by %.*s%%; the year pack publishes an uplift of %.*s%%",
                STR_ARG(line->name), STR_ARG(line->id),
                STR_ARG(percent_format(checker->arena, rise)),
                STR_ARG(percent_format(checker->arena, published)));
}

static void uplift(Checker *checker)
{
    const Book *book = checker->book;
    bool        any = false;
    if (!checker->ledger->previous) {
        checker_repeats(checker, "no previous book is named");
        return;
    }
    for (size_t i = 0; i < book->line_count; i++) {
        const Line *line = &book->lines[i];
        Money       prior = prior_of(checker, line);
        Selector    in = select_contributions(checker->ledger, line);
        Money       rise = money_sub(ledger_sum(&in), prior);
        if (!line->has_uplift || !percent_exists(rise, prior)) continue;
        compare_uplift(checker, line, prior);
        any = true;
    }
    if (!any) checker_idle(checker, "no line has a published uplift and a year before");
}

const Check check_uplift = {
    "uplift",
    "A line moves by the uplift its year pack publishes, to two decimals (a notice where not)",
    "contributions, previous, funding_lines: uplift",
    "Name last year's book",
    uplift,
};
