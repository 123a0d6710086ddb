// Flags of what partners owe one another.
#include "reconcile/check.h"

typedef struct {
    Money due;
    Money paid;
} Pair;

static Pair pair_of(const Checker *checker, const Payment *item)
{
    Selector due = select_entry(checker->ledger, ENTRY_DUE, ACCOUNT_OWED, item->line);
    due.partner = item->from;
    due.counterparty = item->to;
    Selector paid = due;
    paid.entry = ENTRY_PAID;
    paid.credit = true;
    return (Pair){ledger_sum(&due), ledger_sum(&paid)};
}

static bool is_first(const Book *book, const Payment *item)
{
    for (const Payment *before = book->payments; before < item; before++) {
        if (before->line == item->line && before->from == item->from && before->to == item->to) {
            return false;
        }
    }
    return true;
}

static void owed(Checker *checker)
{
    const Book *book = checker->book;
    for (size_t i = 0; i < book->payment_count; i++) {
        const Payment *item = &book->payments[i];
        if (!is_first(book, item)) continue;
        Pair  pair = pair_of(checker, item);
        Money left = money_sub(pair.due, pair.paid);
        if (left.pence == 0) continue;
        Str  much = checker_pounds(checker, money_abs(left));
        Span place = item->due.stated ? item->due.span : item->span;
        Str  sums = str_format(checker->arena, "%.*s was due and %.*s paid",
                               STR_ARG(checker_pounds(checker, pair.due)),
                               STR_ARG(checker_pounds(checker, pair.paid)));
        if (left.pence > 0) {
            checker_say(checker, DIAG_OWED, place, "%.*s owes %.*s %.*s of %.*s: %.*s",
                        STR_ARG(item->from->name), STR_ARG(item->to->name), STR_ARG(much),
                        STR_ARG(item->line->name), STR_ARG(sums));
        } else {
            checker_say(checker, DIAG_OWED, place,
                        "%.*s has paid %.*s %.*s more of %.*s than was due: %.*s",
                        STR_ARG(item->from->name), STR_ARG(item->to->name), STR_ARG(much),
                        STR_ARG(item->line->name), STR_ARG(sums));
        }
    }
}

const Check flag_owed = {
    "owed", "Something between partners is due and not paid", "payments", "Owed", owed,
};

// What a partner has to spend of a line.
static Money held_by(const Checker *checker, const Line *line, const Partner *partner)
{
    const Book *book = checker->book;
    Money       sum = {0};
    for (size_t i = 0; i < book->row_count; i++) {
        const Row *row = book->rows[i];
        if (row->kind != ROW_SCHEME || row->held_by != partner) continue;
        sum = money_add(sum, ledger_current_budget(checker->ledger, line, row->scheme, 0));
    }
    return sum;
}

static Money due_to(const Checker *checker, const Line *line, const Partner *to)
{
    Selector due = select_entry(checker->ledger, ENTRY_DUE, ACCOUNT_OWED, line);
    due.counterparty = to;
    return ledger_sum(&due);
}

static bool pays_nothing(const Book *book, const Line *line, const Partner *partner)
{
    for (size_t i = 0; i < book->contribution_count; i++) {
        const Contribution *item = &book->contributions[i];
        if (item->line == line && partner_is_or_succeeds(item->from, partner)) return false;
    }
    return true;
}

// Over the whole year, what is due to a partner that pays nothing into the line is
// what it has to spend of it.
static void due(Checker *checker)
{
    const Book *book = checker->book;
    if (book_is_viewed(book)) return; // Not all of it is due yet.
    for (size_t i = 0; i < book->payment_count; i++) {
        const Payment *item = &book->payments[i];
        bool           again = false;
        for (size_t j = 0; j < i; j++) {
            again |= book->payments[j].line == item->line && book->payments[j].to == item->to;
        }
        if (again || !pays_nothing(book, item->line, item->to)) continue;
        Money held = held_by(checker, item->line, item->to);
        Money all = due_to(checker, item->line, item->to);
        if (held.pence == all.pence || held.pence == 0) continue;
        checker_say(checker, DIAG_DUE_NOT_HELD, item->due.stated ? item->due.span : item->span,
                    "%.*s of %.*s is due to %.*s, which has %.*s of it to spend: %.*s",
                    STR_ARG(checker_pounds(checker, all)), STR_ARG(item->line->name),
                    STR_ARG(item->to->name), STR_ARG(checker_pounds(checker, held)),
                    STR_ARG(checker_difference(checker, money_sub(all, held))));
    }
}

const Check flag_due = {
    "due",
    "What is due to a partner differs from what it has to spend",
    "payments, allocations: held_by",
    "Payment",
    due,
};
