// Flags of what partners owe one another.
#include "reconcile/check.h"

typedef struct {
    Money due;
    Money paid;
} Pair;

// By 31 March: what is owed then is a creditor, whenever it is paid.
static Pair pair_of(const Checker *checker, const Line *line, const Partner *from,
                    const Partner *to)
{
    Selector due = select_entry(checker->ledger, ENTRY_DUE, ACCOUNT_OWED, line);
    due.partner = from;
    due.counterparty = to;
    due.period_max = PERIOD_MAX - 1;
    Selector paid = due;
    paid.entry = ENTRY_PAID;
    paid.credit = true;
    return (Pair){ledger_sum(&due), ledger_sum(&paid)};
}

// Whether nothing before it is of the same line and the same two partners.
static bool is_first(const Book *book, const Payment *item)
{
    for (const Payment *before = book->payments; before < item; before++) {
        bool same = before->from == item->from && before->to == item->to;
        bool back = before->from == item->to && before->to == item->from;
        if (before->line == item->line && (same || back)) return false;
    }
    return true;
}

static void say_owed(Checker *checker, const Payment *item, Money left, const Pair *there,
                     const Pair *back)
{
    bool           both = back->due.pence != 0 || back->paid.pence != 0;
    bool           over = left.pence < 0;
    const Partner *debtor = over ? item->to : item->from;
    const Partner *creditor = over ? item->from : item->to;
    checker_say(checker, DIAG_OWED, item->due.stated ? item->due.span : item->span,
                "%.*s owes %.*s %.*s of %.*s: %.*s was due from %.*s and %.*s paid%s",
                STR_ARG(debtor->name), STR_ARG(creditor->name),
                STR_ARG(checker_pounds(checker, money_abs(left))), STR_ARG(item->line->name),
                STR_ARG(checker_pounds(checker, there->due)), STR_ARG(item->from->name),
                STR_ARG(checker_pounds(checker, there->paid)),
                both ? ", less what goes the other way" : "");
}

// What goes one way is set against what goes the other.
static void owed(Checker *checker)
{
    const Book *book = checker->book;
    for (size_t i = 0; i < book->payment_count; i++) {
        const Payment *item = &book->payments[i];
        if (!is_first(book, item)) continue;
        Pair  there = pair_of(checker, item->line, item->from, item->to);
        Pair  back = pair_of(checker, item->line, item->to, item->from);
        Money left = money_sub(money_sub(there.due, there.paid), money_sub(back.due, back.paid));
        if (left.pence != 0) say_owed(checker, item, left, &there, &back);
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

// Less what it is to pay on, or back.
static Money due_to(const Checker *checker, const Line *line, const Partner *to)
{
    Selector in = select_entry(checker->ledger, ENTRY_DUE, ACCOUNT_OWED, line);
    Selector out = in;
    in.counterparty = to;
    out.partner = to;
    return money_sub(ledger_sum(&in), ledger_sum(&out));
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
