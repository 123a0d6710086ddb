// The payments between partners under the section 75 agreement: due, paid, owed.
#include "post/statement_make.h"

enum { DUE, PAID, OWED, COLUMN_COUNT };

static const ColumnTerm owed[] = {{DUE, 1}, {PAID, -1}};

static const ColumnPlan columns[COLUMN_COUNT] = {
    [DUE] = {.id = "due", .label = "Due", .about = "What the agreement asks for."},
    [PAID] = {.id = "paid", .label = "Paid", .about = "What was paid of it."},
    [OWED] = {.id = "owed",
              .label = "Owed",
              .about = "Due and not paid: a creditor of who pays, a debtor of who receives. "
                       "Negative, what was paid beyond it.",
              .rule = COLUMN_TERMS,
              .terms = owed,
              .term_count = 2},
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
    Selector due = select_entry(ledger, ENTRY_DUE, ACCOUNT_OWED, pair->line);
    due.partner = pair->from;
    due.counterparty = pair->to;
    Selector paid = due;
    paid.entry = ENTRY_PAID;
    paid.credit = true;
    statement_set_figure(arena, statement, statement->row_count - 1, DUE, &due, 1);
    statement_set_figure(arena, statement, statement->row_count - 1, PAID, &paid, 1);
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
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        statement->columns[i].absent = book->payment_count == 0;
    }
    return statement;
}

const StatementKind statement_payments = {
    .name = "payments",
    .title = "Payments between partners",
    .about = "What partners owe one another under the section 75 agreement, what they paid, and "
             "what is still owed.",
    .summary = "what partners owed and paid one another, and what is still owed",
    .status = STATUS_OF_BOOK,
    .make = make,
};
