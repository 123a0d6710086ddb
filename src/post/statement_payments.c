// The payments between partners under the section 75 agreement: due, paid, owed.
#include "post/statement_make.h"

enum { DUE, PAID, OWED, DUE_LATER, PAID_LATER, OUTSTANDING, COLUMN_COUNT };

static const ColumnTerm owed[] = {{DUE, 1}, {PAID, -1}};
static const ColumnTerm outstanding[] = {{OWED, 1}, {DUE_LATER, 1}, {PAID_LATER, -1}};

static const ColumnPlan columns[COLUMN_COUNT] = {
    [DUE] = {.id = "due", .label = "Due", .about = "What the agreement asks for by 31 March."},
    [PAID] = {.id = "paid", .label = "Paid", .about = "What was paid by then."},
    [OWED] = {.id = "owed",
              .label = "Owed",
              .about = "Due and not paid by then: a creditor of who pays, a debtor of who "
                       "receives. Negative, what was paid beyond it.",
              .rule = COLUMN_TERMS,
              .terms = owed,
              .term_count = 2},
    [DUE_LATER] = {.id = "due-later",
                   .label = "Due after the year",
                   .about = "What falls due after 31 March."},
    [PAID_LATER] = {.id = "paid-later",
                    .label = "Paid after the year",
                    .about = "What was paid after 31 March."},
    [OUTSTANDING] = {.id = "outstanding",
                     .label = "Still owed",
                     .about = "Owed at 31 March or due since, and not paid.",
                     .rule = COLUMN_TERMS,
                     .terms = outstanding,
                     .term_count = 3},
};

static bool is_same(const Payment *a, const Payment *b)
{
    return a->line == b->line && a->from == b->from && a->to == b->to;
}

static void add_pair(Arena *arena, Statement *statement, const Payment *pair)
{
    const Ledger *ledger = statement->ledger;
    Str id = str_format(arena, "%.*s-%.*s-%.*s", STR_ARG(pair->line->id), STR_ARG(pair->from->id),
                        STR_ARG(pair->to->id));
    while (statement_row(statement, id) != SIZE_MAX) {
        id = str_format(arena, "%.*s-too", STR_ARG(id));
    }
    Str label = str_format(arena, "%.*s: %.*s to %.*s", STR_ARG(pair->line->name),
                           STR_ARG(pair->from->name), STR_ARG(pair->to->name));
    statement_add_row(statement, id, label, true);
    for (size_t later = 0; later < 2; later++) {
        Selector due = select_entry(ledger, ENTRY_DUE, ACCOUNT_OWED, pair->line);
        due.partner = pair->from;
        due.counterparty = pair->to;
        due.period_max = later ? 0 : PERIOD_MAX - 1;
        due.period = later ? PERIOD_MAX : 0;
        Selector paid = due;
        paid.entry = ENTRY_PAID;
        paid.credit = true;
        size_t row = statement->row_count - 1;
        statement_set_figure(arena, statement, row, later ? DUE_LATER : DUE, &due, 1);
        statement_set_figure(arena, statement, row, later ? PAID_LATER : PAID, &paid, 1);
    }
}

static Statement *make(Arena *arena, const Ledger *ledger, int period)
{
    const Book *book = ledger->book;
    Statement  *statement =
        statement_new(arena, ledger, "Payment", book->payment_count + 1, COLUMN_COUNT);
    (void)period; // Of all that the book knows of.
    statement_add_columns(arena, statement, columns, COLUMN_COUNT);
    for (size_t i = 0; i < book->payment_count; i++) {
        bool again = false;
        for (size_t j = 0; j < i; j++) again |= is_same(&book->payments[i], &book->payments[j]);
        if (!again) add_pair(arena, statement, &book->payments[i]);
    }
    statement_add_total(arena, statement, STR("Total"));
    Selector later = select_entry(ledger, ENTRY_KIND_COUNT, ACCOUNT_OWED, NULL);
    later.period = PERIOD_MAX;
    bool none = selector_next(&later, NULL) == NULL;
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        statement->columns[i].absent = book->payment_count == 0 || (i >= DUE_LATER && none);
    }
    return statement;
}

const StatementKind statement_payments = {
    .name = "payments",
    .title = "Payments between partners",
    .about = "What partners owe one another under the section 75 agreement, what they paid, and "
             "what is still owed.",
    .summary = "what partners owed and paid one another, and what is still owed",
    .silence = "The book states no payments.",
    .status = STATUS_OF_BOOK,
    .make = make,
};
