// `contributions:`, what each partner pays in, by line, and who it passes to.
#include "plan/read.h"

static void passports_read(BookReader *reader, const Node *node, Contribution *contribution)
{
    Reader     *own = reader->reader;
    const Line *line = contribution->line;
    if (!node_is_map(own, node, "passport")) return;
    if (line && !line->passported) {
        Diag *found = diag(own->diags, DIAG_NOT_PASSPORTED, node->span,
                           "line '%.*s' does not pass to other partners", STR_ARG(line->id));
        diag_help(own->diags, found, "its year pack has no 'passport_to' for it");
    }
    contribution->passport_stated = true;
    contribution->passports = ARENA_ARRAY(own->arena, Passport, node->count);
    for (const Node *key = node->first; key; key = key->next) {
        if (note_taken(own, key)) continue;
        const Partner *to = partner_named(reader, key);
        Money          money;
        if (!to || !book_money(reader, key->value, &money)) continue;
        if (line && line->passported && to->kind != line->passport_to) {
            diag(own->diags, DIAG_NOT_PASSPORTED, key->span,
                 "line '%.*s' passes to partners of kind %s; '%.*s' is of kind %s",
                 STR_ARG(line->id), partner_kind_names[line->passport_to], STR_ARG(to->id),
                 partner_kind_names[to->kind]);
        }
        contribution->passports[contribution->passport_count++] =
            (Passport){to, money, key->value->span};
    }
}

static void contribution_read(BookReader *reader, const Node *node, Contribution *contribution)
{
    static const char *const later[] = {"status", "approval"};
    Record                   record = record_open(reader->reader, node, "contribution");
    const Node              *line = record_need(&record, "line");
    const Node              *from = record_need(&record, "from");
    const Node              *amount = record_need(&record, "amount");
    contribution->span = node->span;
    if (line) contribution->line = line_named(reader, line);
    if (from) contribution->from = partner_named(reader, from);
    if (amount && book_money(reader, amount, &contribution->amount)) {
        contribution->span = amount->span;
    }
    contribution->on = record_date(&record, "on");
    contribution->supplement = record_yes(&record, "supplement");
    contribution->reference = record_text(&record, "reference");
    const Node *passport = record_field(&record, "passport");
    if (passport) passports_read(reader, passport, contribution);
    record_later(&record, later, sizeof later / sizeof *later);
    record_close(&record);
}

void contributions_read(BookReader *reader, const Node *node)
{
    Book *book = reader->book;
    if (!node_is_list(reader->reader, node, "contributions")) return;
    book->contributions = ARENA_ARRAY(reader->reader->arena, Contribution, node->count);
    for (const Node *item = node->first; item; item = item->next) {
        contribution_read(reader, item, &book->contributions[book->contribution_count++]);
    }
}
