// `payments:`, what partners owe and pay one another under the section 75 agreement;
// and `passported:`, what became of money that was passed on.
#include "plan/read.h"

static const char *const schedules[] = {"twelfths", "quarters", NULL};

static void payment_read(BookReader *reader, const Node *node, Payment *payment)
{
    Record      record = record_open(reader->reader, node, "payment");
    const Node *from = record_need(&record, "from");
    const Node *to = record_need(&record, "to");
    const Node *line = record_need(&record, "line");
    const Node *schedule = record_field(&record, "schedule");
    int         parts = -1;
    payment->span = node->span;
    if (from) payment->from = partner_named(reader, from);
    if (to) payment->to = partner_named(reader, to);
    if (line) payment->line = line_named(reader, line);
    record_amount(reader, &record, "due", &payment->due);
    record_amount(reader, &record, "paid", &payment->paid);
    payment->on = record_date(&record, "on");
    if (schedule && node_one_of(reader->reader, schedule, schedules, &parts)) {
        payment->instalments = parts == 0 ? 12 : 4;
    }
    record_close(&record);
    if (payment->from && payment->from == payment->to) {
        diag(reader->reader->diags, DIAG_BAD_VALUE, to->span, "'%.*s' cannot pay itself",
             STR_ARG(payment->from->id));
    }
    if (schedule && !payment->due.stated) {
        diag(reader->reader->diags, DIAG_WRONG_SHAPE, schedule->span,
             "a schedule divides what is due, and nothing is");
    }
    if (record.map && !record_field(&record, "due") && !record_field(&record, "paid")) {
        Diag *found = diag(reader->reader->diags, DIAG_MISSING_KEY, node->span,
                           "payment has neither 'due' nor 'paid'");
        diag_help(reader->reader->diags, found, "write what was due, what was paid, or both");
    }
}

void payments_read(BookReader *reader, const Node *node)
{
    Book *book = reader->book;
    if (!node_is_list(reader->reader, node, "payments")) return;
    if (is_past(reader->reader, node, "payments", PAYMENT_COUNT_MAX)) return;
    book->payments = ARENA_ARRAY(reader->reader->arena, Payment, node->count);
    for (const Node *item = node->first; item; item = item->next) {
        payment_read(reader, item, &book->payments[book->payment_count++]);
    }
}

static void receiver_read(BookReader *reader, const Node *key, Passported *passported)
{
    Record record = record_open(reader->reader, key->value, "passported money");
    passported->span = key->span;
    record_amount(reader, &record, "brought_forward", &passported->brought_forward);
    record_amount(reader, &record, "spent", &passported->spent);
    record_amount(reader, &record, "carried_forward", &passported->carried_forward);
    record_amount(reader, &record, "repaid", &passported->repaid);
    record_close(&record);
}

static void receivers_read(BookReader *reader, const Node *node, const Line *line)
{
    Book  *book = reader->book;
    Diags *diags = reader->reader->diags;
    for (const Node *key = node->first; key; key = key->next) {
        if (note_taken(reader->reader, key)) continue;
        const Partner *to = partner_named(reader, key);
        if (!to) continue;
        if (to->kind != line->passport_to) {
            diag(diags, DIAG_NOT_PASSPORTED, key->span,
                 "line '%.*s' passes to partners of kind %s; '%.*s' is of kind %s",
                 STR_ARG(line->id), partner_kind_names[line->passport_to], STR_ARG(to->id),
                 partner_kind_names[to->kind]);
        }
        Passported *passported = &book->passported[book->passported_count++];
        *passported = (Passported){.line = line, .to = to};
        receiver_read(reader, key, passported);
    }
}

void passported_read(BookReader *reader, const Node *node)
{
    Book  *book = reader->book;
    size_t most = 0;
    if (!node_is_map(reader->reader, node, "passported")) return;
    for (const Node *key = node->first; key; key = key->next) most += key->value->count;
    book->passported = ARENA_ARRAY(reader->reader->arena, Passported, most);
    for (const Node *key = node->first; key; key = key->next) {
        if (note_taken(reader->reader, key)) continue;
        const Line *line = line_named(reader, key);
        if (!line || !node_is_map(reader->reader, key->value, "passported money")) continue;
        if (line->passported) {
            receivers_read(reader, key->value, line);
        } else {
            diag(reader->reader->diags, DIAG_NOT_PASSPORTED, key->span,
                 "line '%.*s' does not pass to other partners", STR_ARG(line->id));
        }
    }
}
