// The original budget by who leads: each partner, partners that lead together, and
// what has no lead.
#include <stdlib.h>

#include "post/recurrence.h"

// Who leads a row's scheme, as a set of partners of the board.
typedef struct {
    const Row *row;
    size_t     partners[LEAD_COUNT_MAX]; // Their places in the board, ascending.
    size_t     count;
} Led;

static Led led_by(const Board *board, const Row *row)
{
    Led led = {.row = row};
    for (size_t i = 0; i < row->scheme->lead_count; i++) {
        size_t place = (size_t)(row->scheme->leads[i] - board->partners);
        size_t at = led.count++;
        for (; at > 0 && led.partners[at - 1] > place; at--)
            led.partners[at] = led.partners[at - 1];
        led.partners[at] = place;
    }
    return led;
}

// Partners by themselves, in the board's order; then two together, and so on; last,
// nobody.
static int order(const Led *a, const Led *b)
{
    if (a->count == 0 || b->count == 0) return (a->count == 0) - (b->count == 0);
    if (a->count != b->count) return a->count < b->count ? -1 : 1;
    for (size_t i = 0; i < a->count; i++) {
        if (a->partners[i] != b->partners[i]) return a->partners[i] < b->partners[i] ? -1 : 1;
    }
    return 0;
}

// And of one lead in print order.
static int order_rows(const void *a, const void *b)
{
    const Led *one = a;
    const Led *other = b;
    int        by_lead = order(one, other);
    if (by_lead) return by_lead;
    return one->row->index < other->row->index ? -1 : 1;
}

// The row of the lead of `count` rows that follow each other.
static void add_lead(Arena *arena, Statement *statement, const Led *led, size_t count)
{
    const Board *board = statement->ledger->book->board;
    const Row  **rows = ARENA_ARRAY(arena, const Row *, count);
    size_t       at = statement->row_count;
    Text         id = text_new(arena);
    text_add(&id, led->count ? STR("lead") : STR("no-lead"));
    for (size_t i = 0; i < led->count; i++) {
        text_addf(&id, "-%.*s", STR_ARG(board->partners[led->partners[i]].id));
    }
    for (size_t i = 0; i < count; i++) rows[i] = led[i].row;
    Str label = leads_in_words(arena, rows[0]->scheme);
    statement_add_row(statement, statement_free_id(arena, statement, "joint-", text_str(&id)),
                      led->count ? label : STR("No lead stated"), true);
    recurrence_set(arena, statement, at, rows, count);
}

static void add_leads(Arena *arena, Statement *statement, const Led *led, size_t count)
{
    for (size_t i = 0; i < count;) {
        size_t alike = 1;
        while (i + alike < count && order(&led[i], &led[i + alike]) == 0) alike++;
        add_lead(arena, statement, &led[i], alike);
        i += alike;
    }
}

static Statement *make(Arena *arena, const Ledger *ledger, int period)
{
    const Book *book = ledger->book;
    Led        *led = ARENA_ARRAY(arena, Led, book->row_count);
    size_t      count = 0;
    (void)period; // The original budget.
    for (size_t i = 0; i < book->row_count; i++) {
        const Row *row = book->rows[i];
        bool       planned = row->kind == ROW_SCHEME && row_has_budget(book, row);
        if (planned) led[count++] = led_by(book->board, row);
    }
    if (count > 1) qsort(led, count, sizeof *led, order_rows);
    bool       any = count > 0 && led[0].count > 0;
    Statement *statement = statement_new(arena, ledger, "Lead", count + 1, RECURRENCE_COLUMN_COUNT);
    recurrence_add_columns(arena, statement);
    if (any) add_leads(arena, statement, led, count);
    statement_add_total(arena, statement, STR("Total"));
    for (size_t i = 0; i < statement->column_count; i++) statement->columns[i].absent = !any;
    return statement;
}

const StatementKind statement_leads = {
    .name = "leads",
    .title = "Leads",
    .about = "The original budget by who leads: partners by themselves, partners together, and "
             "what has no lead.",
    .summary = "the budget by lead partner, recurrent and non-recurrent",
    .silence = "No scheme names its lead.",
    .status = STATUS_OF_BUDGET,
    .make = make,
};
