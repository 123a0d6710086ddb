// What an auditor would look at twice. A flag is no verdict; it is raised from
// tags and from what a block claims, never from the words of a label.
#include <stdint.h>

#include "reconcile/check.h"

// As it stands after supplements and virements.
static Money budget_of(const Checker *checker, const Row *row)
{
    return ledger_current_budget(checker->ledger, NULL, row->scheme, 0);
}

static Money outturn_of(const Checker *checker, const Row *row)
{
    Selector selector = select_outturn(checker->ledger, NULL, row->scheme);
    return ledger_sum(&selector);
}

static void outturn_identical(Checker *checker)
{
    const Book *book = checker->book;
    size_t      rows = 0;
    if (book->stage != STAGE_OUTTURN) return;
    for (size_t i = 0; i < book->row_count; i++) {
        const Row *row = book->rows[i];
        if (row->kind != ROW_SCHEME) continue;
        if (outturn_of(checker, row).pence != budget_of(checker, row).pence) return;
        rows++;
    }
    if (rows < 2) return; // One row proves nothing.
    checker_say(checker, DIAG_OUTTURN_IDENTICAL, book->outturn_span,
                "outturn is identical to budget on all %zu rows", rows);
}

const Check flag_outturn_identical = {
    "outturn-identical",    "Outturn is the budget on every row",
    "allocations, outturn", "Outturn as budget",
    outturn_identical,
};

// The first row with the tag, and the sums over all of them.
static const Row *sum_tagged(const Checker *checker, Tag tag, Money *budget, Money *outturn)
{
    const Book *book = checker->book;
    const Row  *first = NULL;
    for (size_t i = 0; i < book->row_count; i++) {
        const Row *row = book->rows[i];
        if (row->kind != ROW_SCHEME || !(row->scheme->tags & (unsigned)tag)) continue;
        if (!first) first = row;
        *budget = money_add(*budget, budget_of(checker, row));
        *outturn = money_add(*outturn, outturn_of(checker, row));
    }
    return first;
}

// A note for each row with the tag that has a budget of the line, or of any.
static void list_tagged(const Checker *checker, Diag *found, Tag tag, const Line *line)
{
    const Book *book = checker->book;
    for (size_t i = 0; i < book->row_count; i++) {
        const Row *row = book->rows[i];
        if (row->kind != ROW_SCHEME || !(row->scheme->tags & (unsigned)tag)) continue;
        Money budget = ledger_current_budget(checker->ledger, line, row->scheme, 0);
        if (budget.pence == 0) continue;
        diag_note(checker->diags, found, row->span, "'%.*s' (%.*s): %.*s", STR_ARG(row->label),
                  STR_ARG(row->id), STR_ARG(checker_pounds(checker, budget)));
    }
}

// Before outturn: was there a contingency last year too?
static void say_budgeted(Checker *checker, const Row *first, Money budget)
{
    Money       prior = {0};
    Money       spent = {0};
    const char *again = "";
    Diag       *found = NULL;
    if (checker->ledger->previous) {
        Checker before = *checker;
        before.ledger = checker->ledger->previous;
        before.book = before.ledger->book;
        if (sum_tagged(&before, TAG_CONTINGENCY, &prior, &spent) && prior.pence) again = " again";
    }
    found =
        checker_say(checker, DIAG_CONTINGENCY, first->span, "a contingency of %.*s is budgeted%s",
                    STR_ARG(checker_pounds(checker, budget)), again);
    if (*again) {
        diag_note(checker->diags, found, checker->book->previous_path->span,
                  "last year's was %.*s%s", STR_ARG(checker_pounds(checker, prior)),
                  checker->ledger->previous->book->stage != STAGE_OUTTURN ? ""
                  : spent.pence == prior.pence                            ? ", spent to the pound"
                                                                          : "");
    }
    list_tagged(checker, found, TAG_CONTINGENCY, NULL);
}

static void contingency(Checker *checker)
{
    Money      budget = {0};
    Money      spent = {0};
    const Row *first = sum_tagged(checker, TAG_CONTINGENCY, &budget, &spent);
    if (!first || budget.pence == 0) return;
    if (checker->book->stage != STAGE_OUTTURN) {
        say_budgeted(checker, first, budget);
    } else if (spent.pence == budget.pence) {
        Diag *found = checker_say(checker, DIAG_CONTINGENCY, first->span,
                                  "the contingency of %.*s is spent to the pound",
                                  STR_ARG(checker_pounds(checker, budget)));
        list_tagged(checker, found, TAG_CONTINGENCY, NULL);
    }
}

const Check flag_contingency = {
    "contingency",
    "A contingency is budgeted, or spent to the pound",
    "schemes: tags, allocations, outturn",
    "Contingency",
    contingency,
};

static void growth_of_line(Checker *checker, const Line *line)
{
    const Book *book = checker->book;
    const Row  *first = NULL;
    Money       growth = {0};
    bool        spent = book->stage == STAGE_OUTTURN;
    Selector    in = select_contributions(checker->ledger, line);
    Money       funded = ledger_sum(&in);
    for (size_t i = 0; i < book->row_count; i++) {
        const Row *row = book->rows[i];
        if (row->kind != ROW_SCHEME || !(row->scheme->tags & TAG_GROWTH)) continue;
        Money    amount = ledger_current_budget(checker->ledger, line, row->scheme, 0);
        Selector out = select_outturn(checker->ledger, line, row->scheme);
        if (amount.pence == 0) continue;
        spent = spent && ledger_sum(&out).pence == amount.pence;
        growth = money_add(growth, amount);
        if (!first) first = row;
    }
    if (!first || growth.pence == 0) return;
    Str share = STR("");
    if (percent_exists(growth, funded)) {
        share = str_format(checker->arena, " (%.*s%% of %.*s)",
                           STR_ARG(percent_format(checker->arena, percent_of(growth, funded))),
                           STR_ARG(line->name));
    }
    Diag *found =
        checker_say(checker, DIAG_GROWTH, first->span, "growth of %.*s%.*s %s",
                    STR_ARG(checker_pounds(checker, growth)), STR_ARG(share),
                    spent ? "has no scheme and is reported as fully spent" : "has no scheme");
    list_tagged(checker, found, TAG_GROWTH, line);
}

static void growth(Checker *checker)
{
    for (size_t i = 0; i < checker->book->line_count; i++) {
        growth_of_line(checker, &checker->book->lines[i]);
    }
}

const Check flag_growth = {
    "growth", "Growth has no scheme", "schemes: tags, allocations, outturn", "Growth", growth,
};

static void undivided(Checker *checker)
{
    const Book *book = checker->book;
    Money       whole = {0};
    for (size_t i = 0; i < book->line_count; i++) {
        Selector in = select_contributions(checker->ledger, &book->lines[i]);
        whole = money_add(whole, ledger_sum(&in));
    }
    for (size_t i = 0; i < book->row_count; i++) {
        const Row *row = book->rows[i];
        if (row->kind != ROW_SCHEME || !(row->scheme->tags & TAG_UNDIVIDED)) continue;
        Money budget = budget_of(checker, row);
        if (budget.pence == 0 || !percent_exists(budget, whole)) continue;
        checker_say(checker, DIAG_UNDIVIDED, row->span,
                    "'%.*s' is %.*s (%.*s%% of the fund) in one undivided row", STR_ARG(row->label),
                    STR_ARG(checker_pounds(checker, budget)),
                    STR_ARG(percent_format(checker->arena, percent_of(budget, whole))));
    }
}

const Check flag_undivided = {
    "undivided", "One row stands for many schemes", "schemes: tags, allocations", "Undivided row",
    undivided,
};

// Who pays a line: the partner (or one it succeeded) alone, with others, or not.
typedef enum { PAYS_NOT, PAYS_ALONE, PAYS_WITH_OTHERS } Pays;

static Pays pays(const Checker *checker, const Partner *partner, const Line *line)
{
    const Book *book = checker->book;
    bool        own = false;
    bool        others = false;
    for (size_t i = 0; i < book->contribution_count; i++) {
        if (book->contributions[i].line != line) continue;
        bool same = partner_is_or_succeeds(book->contributions[i].from, partner);
        own |= same;
        others |= !same;
    }
    return !own ? PAYS_NOT : others ? PAYS_WITH_OTHERS : PAYS_ALONE;
}

typedef struct {
    Money all;
    Money own;    // Of lines that the partner pays alone.
    Money shared; // Of lines that others pay too: its share of them nobody states.
} Claim;

static void add_block(const Checker *checker, const Row *row, const Partner *partner, Claim *claim)
{
    for (const Row *child = row->first; child; child = child->next) {
        add_block(checker, child, partner, claim);
    }
    for (size_t i = 0; row->kind == ROW_SCHEME && i < checker->book->line_count; i++) {
        const Line *line = &checker->book->lines[i];
        Money       amount = ledger_current_budget(checker->ledger, line, row->scheme, 0);
        Pays        how = pays(checker, partner, line);
        claim->all = money_add(claim->all, amount);
        if (how == PAYS_ALONE) claim->own = money_add(claim->own, amount);
        if (how == PAYS_WITH_OTHERS) claim->shared = money_add(claim->shared, amount);
    }
}

static void say_claim(Checker *checker, const Row *row, const Claim *claim)
{
    Str holds =
        str_format(checker->arena, "%.*s of it", STR_ARG(checker_pounds(checker, claim->own)));
    if (claim->shared.pence) {
        Str shared = checker_pounds(checker, claim->shared);
        holds = claim->own.pence ? str_format(checker->arena,
                                              "%.*s, and %.*s of lines that others "
                                              "pay too,",
                                              STR_ARG(holds), STR_ARG(shared))
                                 : str_format(checker->arena,
                                              "%.*s of lines that it pays with "
                                              "others, its share not stated,",
                                              STR_ARG(shared));
    }
    checker_say(checker, DIAG_TRANSFER_CLAIM, row->span,
                "'%.*s' claims money of %.*s and holds %.*s in %.*s",
                STR_ARG(row->heading.len ? row->heading : row->label),
                STR_ARG(row->transfer_from->name), STR_ARG(holds),
                STR_ARG(checker_pounds(checker, claim->all)));
}

static void transfer_claim(Checker *checker)
{
    const Book *book = checker->book;
    for (size_t i = 0; i < book->row_count; i++) {
        const Row *row = book->rows[i];
        Claim      claim = {0};
        if (!row->transfer_from) continue;
        add_block(checker, row, row->transfer_from, &claim);
        if (claim.own.pence != claim.all.pence) say_claim(checker, row, &claim);
    }
}

const Check flag_transfer_claim = {
    "transfer-claim",
    "A block holds more than the money its title claims",
    "allocations: transfer_from, contributions",
    "Transfer",
    transfer_claim,
};

static bool is_outside_year(const Checker *checker, Date date)
{
    int start = checker->book->year.start;
    if (!date_is_set(date)) return false;
    bool before = date.year < start || (date.year == start && date.month < 4);
    return before || date_is_after_year(date, checker->book->year);
}

// A report is made after its period, a payment in the year or not long after it.
static void outside_later(Checker *checker)
{
    const Book *book = checker->book;
    Year        next = {book->year.start + 1};
    for (size_t i = 0; i < book->monitoring_count; i++) {
        const Monitoring *report = &book->monitoring[i];
        Date              on = report->on;
        bool              early =
            date_is_set(on) && date_order(on, period_start(book->year, report->period)) < 0;
        if (!early && !date_is_after_year(on, next)) continue;
        checker_say(checker, DIAG_OUTSIDE_YEAR, report->span,
                    "the report of period %d is dated %.*s, %s", report->period,
                    STR_ARG(date_format(checker->arena, on)),
                    early ? "before its period" : "more than a year after its year");
    }
    for (size_t i = 0; i < book->payment_count; i++) {
        const Payment *item = &book->payments[i];
        Date           on = item->on;
        bool           early = date_is_set(on) && date_is_before_year(on, book->year);
        if (!early && !date_is_after_year(on, next)) continue;
        checker_say(checker, DIAG_OUTSIDE_YEAR, item->span,
                    "a payment of %.*s (%.*s) is dated %.*s, %s", STR_ARG(item->line->name),
                    STR_ARG(item->line->id), STR_ARG(date_format(checker->arena, on)),
                    early ? "before its year" : "more than a year after it");
    }
}

static void outside_year(Checker *checker)
{
    const Book *book = checker->book;
    outside_later(checker);
    for (size_t i = 0; i < book->contribution_count; i++) {
        const Contribution *contribution = &book->contributions[i];
        if (!is_outside_year(checker, contribution->on)) continue;
        checker_say(checker, DIAG_OUTSIDE_YEAR, contribution->span,
                    "a contribution to %.*s (%.*s) is dated %.*s, which is not in %.*s",
                    STR_ARG(contribution->line->name), STR_ARG(contribution->line->id),
                    STR_ARG(date_format(checker->arena, contribution->on)),
                    STR_ARG(year_format(checker->arena, book->year)));
    }
    for (size_t i = 0; i < book->approval_count; i++) {
        const Approval *approval = &book->approvals[i];
        // A budget is approved in the year before at the earliest, and an outturn
        // noted in the year after at the latest.
        int  from = book->year.start - 1;
        int  to = book->year.start + 2;
        bool near = approval->on.year >= from && approval->on.year <= to;
        if (!date_is_set(approval->on) || near) continue;
        checker_say(checker, DIAG_OUTSIDE_YEAR, approval->span,
                    "the decision '%.*s' is dated %.*s, more than a year from %.*s",
                    STR_ARG(approval->id), STR_ARG(date_format(checker->arena, approval->on)),
                    STR_ARG(year_format(checker->arena, book->year)));
    }
}

const Check flag_outside_year = {
    "outside-year",
    "A date lies outside its year",
    "contributions, approvals, monitoring, payments: on",
    "Outside the year",
    outside_year,
};

static void undated(Checker *checker)
{
    const Book *book = checker->book;
    for (size_t i = 0; i < book->contribution_count; i++) {
        const Contribution *item = &book->contributions[i];
        if (!item->supplement || date_is_set(item->on)) continue;
        checker_say(checker, DIAG_UNDATED, item->span,
                    "a supplement of %.*s to %.*s (%.*s) has no date, and counts from 1 April on",
                    STR_ARG(checker_pounds(checker, item->amount)), STR_ARG(item->line->name),
                    STR_ARG(item->line->id));
    }
}

const Check flag_undated = {
    "undated", "A supplement has no date", "contributions: on", "Undated supplement", undated,
};

static void say_twice(Checker *checker, Index *seen, Str key, const Span *place, const char *what)
{
    const Span *first = index_add(seen, key, (void *)(uintptr_t)place);
    if (!first) return;
    Diag *found = checker_say(checker, DIAG_TWICE, *place, "the same %s stands here twice", what);
    diag_note(checker->diags, found, *first, "first here");
}

// Records that are alike to the penny and the day are mostly one, typed twice.
static void twice(Checker *checker)
{
    const Book *book = checker->book;
    Arena      *arena = checker->arena;
    Index       seen = index_new(arena);
    for (size_t i = 0; i < book->contribution_count; i++) {
        const Contribution *one = &book->contributions[i];
        if (one->amount.pence == 0) continue;
        Str key = str_format(arena, "c %.*s %.*s %lld %.*s %d %d %.*s", STR_ARG(one->line->id),
                             STR_ARG(one->from->id), (long long)one->amount.pence,
                             STR_ARG(date_format(arena, one->on)), one->supplement,
                             (int)one->status, STR_ARG(one->reference));
        say_twice(checker, &seen, key, &one->span, "contribution");
    }
    for (size_t i = 0; i < book->virement_count; i++) {
        const Virement *one = &book->virements[i];
        Str             key =
            str_format(arena, "v %.*s %.*s %.*s %lld %d %.*s", STR_ARG(one->line->id),
                       STR_ARG(one->from->id), STR_ARG(one->to->id), (long long)one->amount.pence,
                       one->period, STR_ARG(date_format(arena, one->on)));
        say_twice(checker, &seen, key, &one->amount_span, "virement");
    }
    for (size_t i = 0; i < book->payment_count; i++) {
        const Payment *one = &book->payments[i];
        Str key = str_format(arena, "p %.*s %.*s %.*s %lld %lld %d %.*s", STR_ARG(one->line->id),
                             STR_ARG(one->from->id), STR_ARG(one->to->id),
                             (long long)one->due.money.pence, (long long)one->paid.money.pence,
                             one->instalments, STR_ARG(date_format(arena, one->on)));
        say_twice(checker, &seen, key, &one->span, "payment");
    }
}

const Check flag_twice = {
    "twice",
    "A contribution, virement or payment stands twice",
    "contributions, virements, payments",
    "Typed twice",
    twice,
};

// Grants to a pool and spending from it are positive; a negative amount is a
// correction, or a slip, and a national return takes none.
static void negative(Checker *checker)
{
    const Ledger *ledger = checker->ledger;
    for (size_t i = 0; i < ledger->count; i++) {
        const Posting *posting = ledger->postings[i];
        // The first posting of an entry is its debit, in the amount as it was typed.
        bool first = i == 0 || ledger->postings[i - 1]->entry != posting->entry;
        if (!first || posting->amount.pence > 0 || posting->kind == ENTRY_ROUNDING) continue;
        if (posting->withdraws) continue; // The old figure of a revision.
        bool reported = posting->kind == ENTRY_TO_DATE || posting->kind == ENTRY_FORECAST;
        if (reported) continue; // What is reported of income is negative.
        Str amount = checker_pounds(checker, posting->amount);
        checker_say(checker, DIAG_NEGATIVE, posting->span,
                    "the %s of %.*s on %.*s (%.*s) is negative", entry_name(posting->kind),
                    STR_ARG(amount), STR_ARG(posting->line->name), STR_ARG(posting->line->id));
    }
}

const Check flag_negative = {
    "negative", "An amount is negative", "contributions, allocations, outturn", "Negative amount",
    negative,
};

static void unbudgeted(Checker *checker)
{
    const Book *book = checker->book;
    if (book->stage != STAGE_OUTTURN) return;
    for (size_t i = 0; i < book->row_count; i++) {
        const Row *row = book->rows[i];
        for (size_t j = 0; row->kind == ROW_SCHEME && j < book->line_count; j++) {
            const Amount *spent = row->outturn.by_line ? &row->outturn.by_line[j] : NULL;
            if (!spent || spent->money.pence == 0) continue;
            Money budget = ledger_current_budget(checker->ledger, &book->lines[j], row->scheme, 0);
            if (budget.pence != 0) continue;
            checker_say(checker, DIAG_UNBUDGETED, spent->span,
                        "'%.*s' (%.*s) spends %.*s of %.*s (%.*s), of which it has no budget",
                        STR_ARG(row->label), STR_ARG(row->id),
                        STR_ARG(checker_pounds(checker, spent->money)),
                        STR_ARG(book->lines[j].name), STR_ARG(book->lines[j].id));
        }
    }
}

const Check flag_unbudgeted = {
    "unbudgeted",
    "A scheme spends of a line that it has no budget of",
    "allocations, outturn",
    "Unbudgeted line",
    unbudgeted,
};
