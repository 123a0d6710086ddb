// What the readers of a book share: its amounts, and its lines and partners by
// name.
#include "plan/read.h"

bool book_money(BookReader *reader, const Node *node, Money *out)
{
    int64_t unit = reader->book->unit;
    if (!node_money(reader->reader, node, out)) return false;
    // What a board states is no figure of the book, and not rounded as those are.
    if (out->pence % unit == 0 || node->span.source != reader->book->source) return true;
    Diag *found = diag(reader->reader->diags, DIAG_FINER_THAN_UNIT, node->span,
                       "%.*s is finer than the %s this book is rounded to",
                       STR_ARG(money_pounds(reader->reader->arena, *out)), unit_name(unit));
    diag_help(reader->reader->diags, found,
              "leave out 'rounded_to' where amounts are exact to the penny");
    return false;
}

int64_t unit_read(Reader *reader, const Node *node)
{
    Money money;
    int   found = 0;
    if (node->kind == NODE_SCALAR && !money_parse(node->text, &money) && money.pence >= 100 &&
        unit_name(money.pence)) {
        return money.pence;
    }
    if (!node_one_of(reader, node, unit_words, &found) || found == 0) return 1;
    int64_t unit = 100;
    while (--found > 0) unit *= 10;
    return unit;
}

const Line *line_named(BookReader *reader, const Node *node)
{
    if (!node_id(reader->reader, node)) return NULL;
    const Line *line = book_line(reader->book, node->text);
    if (!line) {
        report_unknown(reader->reader, node->span, "funding line", node->text, reader->line_ids,
                       reader->book->line_count);
    }
    return line;
}

const Partner *partner_named(BookReader *reader, const Node *node)
{
    if (!node_id(reader->reader, node)) return NULL;
    const Board   *board = reader->book->board;
    const Partner *partner = index_find(&board->partner_index, node->text);
    if (!partner) {
        report_unknown(reader->reader, node->span, "partner", node->text, reader->partner_ids,
                       board->partner_count);
    }
    return partner;
}

void amounts_read(BookReader *reader, const Node *node, Amount *amounts)
{
    if (!node_is_map(reader->reader, node, "amounts by funding line")) return;
    for (const Node *key = node->first; key; key = key->next) {
        if (note_taken(reader->reader, key)) continue;
        const Line *line = line_named(reader, key);
        Money       money;
        if (!line || !book_money(reader, key->value, &money)) continue;
        amounts[line->index] = (Amount){true, money, key->value->span};
    }
}

void partner_amounts_read(BookReader *reader, const Node *node, bool bare, PartnerAmounts *out)
{
    Money money;
    out->stated = true;
    out->span = node->span;
    if (bare && node->kind == NODE_SCALAR) {
        if (!book_money(reader, node, &money)) return;
        out->items = ARENA_NEW(reader->reader->arena, PartnerAmount);
        out->items[out->count++] = (PartnerAmount){NULL, money, node->span};
        return;
    }
    if (!node_is_map(reader->reader, node, "amounts by partner")) return;
    out->items = ARENA_ARRAY(reader->reader->arena, PartnerAmount, node->count);
    for (const Node *key = node->first; key; key = key->next) {
        if (note_taken(reader->reader, key)) continue;
        const Partner *partner = partner_named(reader, key);
        if (!partner || !book_money(reader, key->value, &money)) continue;
        out->items[out->count++] = (PartnerAmount){partner, money, key->value->span};
    }
}

void record_amount(BookReader *reader, Record *record, const char *key, Amount *out)
{
    const Node *node = record_field(record, key);
    Money       money;
    if (node && book_money(reader, node, &money)) *out = (Amount){true, money, node->span};
}

int period_read(BookReader *reader, const Node *node)
{
    Str text = node->text;
    int period = -1;
    if (node->kind != NODE_SCALAR) {
        diag(reader->reader->diags, DIAG_WRONG_SHAPE, node->span, "one period is wanted here");
        return 0;
    }
    if (text.len == 1 || text.len == 2) period = str_digits(text, 0, text.len);
    if (period >= 1 && period <= PERIOD_MAX && text.data[0] != '0') return period;
    Diag *found = diag(reader->reader->diags, DIAG_BAD_PERIOD, node->span, "'%.*s' is not a period",
                       STR_ARG(text));
    diag_help(reader->reader->diags, found,
              "periods are 1 (April) to 12 (March), and 13 for adjustments");
    return 0;
}
