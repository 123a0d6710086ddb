#include "post/post.h"

typedef struct {
    Arena      *arena;
    const Book *book;
    Ledger     *ledger;
    Diags      *diags;
} Poster;

static Selector select_in(const Ledger *ledger, EntryKind entry, AccountKind account,
                          const Line *line)
{
    return (Selector){.ledger = ledger, .entry = entry, .account = account, .line = line};
}

Selector select_contributions(const Ledger *ledger, const Line *line)
{
    return select_in(ledger, ENTRY_CONTRIBUTION, ACCOUNT_POOL, line);
}

Selector select_paid_in(const Ledger *ledger, const Partner *from)
{
    Selector selector = select_in(ledger, ENTRY_CONTRIBUTION, ACCOUNT_FUNDER, NULL);
    selector.partner = from;
    selector.credit = true;
    return selector;
}

Selector select_opening(const Ledger *ledger, const Line *line)
{
    return select_in(ledger, ENTRY_OPENING, ACCOUNT_POOL, line);
}

Selector select_allocated(const Ledger *ledger, const Line *line, const Scheme *scheme)
{
    Selector selector = select_in(ledger, ENTRY_ALLOCATION, ACCOUNT_SCHEME, line);
    selector.scheme = scheme;
    return selector;
}

Selector select_outturn(const Ledger *ledger, const Line *line, const Scheme *scheme)
{
    Selector selector = select_in(ledger, ENTRY_OUTTURN, ACCOUNT_SPENT, line);
    selector.scheme = scheme;
    return selector;
}

Selector select_rounding(const Ledger *ledger, const Line *line)
{
    return select_in(ledger, ENTRY_ROUNDING, ACCOUNT_ROUNDING, line);
}

Selector select_passported(const Ledger *ledger, const Line *line, const Partner *to)
{
    Selector selector = select_in(ledger, ENTRY_PASSPORT, ACCOUNT_PASSPORTED, line);
    selector.partner = to;
    return selector;
}

Addends selector_addends(const Selector *selector)
{
    Addends addends = {0};
    int64_t unit = selector->ledger->book->unit;
    for (const Posting *p = selector_next(selector, NULL); p; p = selector_next(selector, p)) {
        // A rounding is what figures hide, and no figure.
        if (p->kind != ENTRY_ROUNDING) addends = addends_add(addends, p->amount, unit);
    }
    return addends;
}

LineSums ledger_line_sums(const Ledger *ledger, const Line *line)
{
    Selector in = select_contributions(ledger, line);
    Selector opening = select_opening(ledger, line);
    Selector out = select_allocated(ledger, line, NULL);
    Addends  addends = addends_join(selector_addends(&in), selector_addends(&opening));
    return (LineSums){
        .funded = money_add(ledger_sum(&in), ledger_sum(&opening)),
        .allocated = ledger_sum(&out),
        .addends = addends_join(addends, selector_addends(&out)),
    };
}

Money ledger_residual(const Ledger *ledger, const Line *line)
{
    Selector out = select_outturn(ledger, line, NULL);
    Selector rounding = select_rounding(ledger, line);
    Money    left = money_sub(ledger_line_sums(ledger, line).funded, ledger_sum(&out));
    return money_sub(left, ledger_sum(&rounding));
}

static void post_openings(Poster *poster)
{
    const Book *book = poster->book;
    for (size_t i = 0; i < book->line_count; i++) {
        ledger_post(poster->ledger, &(Entry){
                                        .kind = ENTRY_OPENING,
                                        .line = &book->lines[i],
                                        .debit = {.kind = ACCOUNT_POOL},
                                        .credit = {.kind = ACCOUNT_OPENING},
                                        .amount = book->brought_forward[i].money,
                                        .span = book->brought_forward[i].span,
                                    });
    }
}

// "supplement, DHSC/2023/1"; either may be missing.
static Str describe(Poster *poster, const Contribution *contribution)
{
    if (!contribution->supplement) return contribution->reference;
    return str_format(poster->arena, "supplement%s%.*s", contribution->reference.len ? ", " : "",
                      STR_ARG(contribution->reference));
}

static void post_contribution(Poster *poster, const Contribution *contribution)
{
    ledger_post(poster->ledger, &(Entry){
                                    .kind = ENTRY_CONTRIBUTION,
                                    .line = contribution->line,
                                    .debit = {.kind = ACCOUNT_POOL},
                                    .credit = {ACCOUNT_FUNDER, contribution->from, NULL},
                                    .amount = contribution->amount,
                                    .on = contribution->on,
                                    .note = describe(poster, contribution),
                                    .span = contribution->span,
                                });
    for (size_t i = 0; i < contribution->passport_count; i++) {
        const Passport *passport = &contribution->passports[i];
        ledger_post(poster->ledger, &(Entry){
                                        .kind = ENTRY_PASSPORT,
                                        .line = contribution->line,
                                        .debit = {ACCOUNT_PASSPORTED, passport->to, NULL},
                                        .credit = {.kind = ACCOUNT_PASSPORT},
                                        .amount = passport->amount,
                                        .on = contribution->on,
                                        .span = passport->span,
                                    });
    }
}

static void post_allocations(Poster *poster, const Row *row)
{
    for (size_t i = 0; row->kind == ROW_SCHEME && i < poster->book->line_count; i++) {
        ledger_post(poster->ledger, &(Entry){
                                        .kind = ENTRY_ALLOCATION,
                                        .line = &poster->book->lines[i],
                                        .debit = {ACCOUNT_SCHEME, row->held_by, row->scheme},
                                        .credit = {.kind = ACCOUNT_POOL},
                                        .amount = row->budget[i].money,
                                        .span = row->budget[i].span,
                                    });
    }
}

// What a rounded book's contributions and rows differ by, where rounding may be
// the cause: neither unallocated nor residual.
static void post_rounding(Poster *poster, const Line *line)
{
    LineSums sums = ledger_line_sums(poster->ledger, line);
    if (rounding_test(sums.funded, 1, sums.allocated, sums.addends) != OUTCOME_ROUNDING) return;
    Selector       in = select_contributions(poster->ledger, line);
    const Posting *first = selector_next(&in, NULL);
    ledger_post(poster->ledger, &(Entry){
                                    .kind = ENTRY_ROUNDING,
                                    .line = line,
                                    .debit = {.kind = ACCOUNT_ROUNDING},
                                    .credit = {.kind = ACCOUNT_POOL},
                                    .amount = money_sub(sums.funded, sums.allocated),
                                    .span = first ? first->span : poster->book->root->span,
                                });
}

static void post_outturn(Poster *poster, const Row *row, const Line *line, Money amount, Str note,
                         Span span)
{
    ledger_post(poster->ledger, &(Entry){
                                    .kind = ENTRY_OUTTURN,
                                    .line = line,
                                    .debit = {ACCOUNT_SPENT, row->held_by, row->scheme},
                                    .credit = {ACCOUNT_SCHEME, row->held_by, row->scheme},
                                    .amount = amount,
                                    .note = note,
                                    .span = span,
                                });
}

// A bare outturn over several lines follows their budgets, in the book's unit.
// False where they cancel, or so nearly that a part would be no amount.
static bool split_outturn(Poster *poster, const Row *row)
{
    const Book *book = poster->book;
    Money       whole = {0};
    Money       units = {row->outturn_bare.money.pence / book->unit};
    Money      *weights = ARENA_ARRAY(poster->arena, Money, book->line_count);
    Money      *parts = ARENA_ARRAY(poster->arena, Money, book->line_count);
    for (size_t i = 0; i < book->line_count; i++) {
        weights[i] = row->budget[i].money;
        whole = money_add(whole, weights[i]);
    }
    if (whole.pence == 0) return false;
    if (!money_split(poster->arena, units, weights, book->line_count, parts)) return false;
    for (size_t i = 0; i < book->line_count; i++) {
        if (money_abs(parts[i]).pence > MONEY_PENCE_MAX / book->unit) return false;
    }
    for (size_t i = 0; i < book->line_count; i++) {
        Money part = {parts[i].pence * book->unit};
        post_outturn(poster, row, &book->lines[i], part, STR("derived"), row->outturn_bare.span);
    }
    return true;
}

// The lines that a scheme's budget is on: those that are not nil or, where all
// are nil, those that are stated.
static size_t count_lines(const Book *book, const Row *row, bool nil_too, const Line **last)
{
    size_t count = 0;
    for (size_t i = 0; i < book->line_count; i++) {
        const Amount *budget = &row->budget[i];
        if (budget->money.pence == 0 && !(nil_too && budget->stated)) continue;
        *last = &book->lines[i];
        count++;
    }
    return count;
}

static void post_bare_outturn(Poster *poster, const Row *row)
{
    const Book *book = poster->book;
    const Line *only = NULL;
    Money       amount = row->outturn_bare.money;
    size_t      lines = count_lines(book, row, false, &only);
    if (lines == 0) lines = count_lines(book, row, true, &only) == 1 ? 1 : 0;
    if (lines == 1) {
        post_outturn(poster, row, only, amount, STR(""), row->outturn_bare.span);
    } else if (amount.pence != 0 && (lines == 0 || !split_outturn(poster, row))) {
        Diag *found = diag(poster->diags, DIAG_CANNOT_SPLIT_OUTTURN, row->outturn_bare.span,
                           "the outturn of '%.*s' cannot follow its budget, which %s",
                           STR_ARG(row->id), lines ? "cancels between its lines" : "is nil");
        diag_help(poster->diags, found, "state it by funding line: '%.*s: {%.*s: 1000}'",
                  STR_ARG(row->id), STR_ARG(book->lines[0].id));
    }
}

static void post_outturns(Poster *poster, const Row *row)
{
    if (row->kind != ROW_SCHEME) return;
    if (row->outturn_bare.stated) {
        post_bare_outturn(poster, row);
        return;
    }
    for (size_t i = 0; i < poster->book->line_count; i++) {
        post_outturn(poster, row, &poster->book->lines[i], row->outturn[i].money, STR(""),
                     row->outturn[i].span);
    }
}

// An upper bound, for every amount makes at most one entry a line, of two postings.
static bool fits(const Poster *poster)
{
    const Book *book = poster->book;
    size_t      entries = book->line_count * (2 + 2 * book->row_count) + book->contribution_count;
    for (size_t i = 0; i < book->contribution_count; i++) {
        entries += book->contributions[i].passport_count;
    }
    if (entries <= POSTING_COUNT_MAX / 2) return true;
    diag(poster->diags, DIAG_TOO_MANY_POSTINGS, (Span){book->source, 0, 0},
         "the book could make %zu postings; the limit is %d", entries * 2, POSTING_COUNT_MAX);
    return false;
}

Ledger *post_book(Arena *arena, const Book *book, const Ledger *previous, Diags *diags)
{
    Poster poster = {arena, book, ledger_new(arena, book), diags};
    size_t before = diags->errors;
    if (!fits(&poster)) return NULL;
    poster.ledger->previous = previous;
    post_openings(&poster);
    for (size_t i = 0; i < book->contribution_count; i++) {
        post_contribution(&poster, &book->contributions[i]);
    }
    for (size_t i = 0; i < book->row_count; i++) post_allocations(&poster, book->rows[i]);
    for (size_t i = 0; i < book->line_count; i++) post_rounding(&poster, &book->lines[i]);
    for (size_t i = 0; i < book->row_count; i++) post_outturns(&poster, book->rows[i]);
    return diags->errors == before ? poster.ledger : NULL;
}
