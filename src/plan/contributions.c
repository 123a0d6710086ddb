// `contributions:`, what each partner pays in, by line: what was planned, what was
// added, what is known better since; and who it is passed on to.
#include "plan/read.h"

static void passports_read(BookReader *reader, const Node *node, Contribution *contribution)
{
    Reader         *own = reader->reader;
    const Line     *line = contribution->line;
    PartnerAmounts *passport = &contribution->passport;
    partner_amounts_read(reader, node, false, passport);
    if (line && !line->passported && node->kind == NODE_MAP) {
        Diag *found = diag(own->diags, DIAG_NOT_PASSPORTED, node->span,
                           "line '%.*s' does not pass to other partners", STR_ARG(line->id));
        diag_help(own->diags, found, "its year pack has no 'passport_to' for it");
        return;
    }
    if (!line || node->kind != NODE_MAP) return;
    for (const Node *key = node->first; key; key = key->next) {
        const Partner *to = index_find(&reader->book->board->partner_index, key->text);
        if (!to || to->kind == line->passport_to) continue;
        diag(own->diags, DIAG_NOT_PASSPORTED, key->span,
             "line '%.*s' passes to partners of kind %s; '%.*s' is of kind %s", STR_ARG(line->id),
             partner_kind_names[line->passport_to], STR_ARG(to->id), partner_kind_names[to->kind]);
    }
}

// Of a supplement: which schemes it adds to. What was there before it stays the
// original budget.
static void allocated_to_read(BookReader *reader, const Node *node, Contribution *contribution)
{
    Reader *own = reader->reader;
    if (!contribution->supplement && contribution->status == STATUS_NONE) {
        Diag *found = diag(own->diags, DIAG_WRONG_SHAPE, node->span,
                           "only what was added during the year says which schemes it is for");
        diag_help(own->diags, found,
                  "the original budget stands under allocations; write 'supplement: yes' where "
                  "this is one");
        return;
    }
    if (!node_is_map(own, node, "allocated_to")) return;
    contribution->allocated = ARENA_ARRAY(own->arena, RowAmount, node->count);
    for (const Node *key = node->first; key; key = key->next) {
        Money      money;
        const Row *row = scheme_row_named(reader, key, "a supplement");
        if (!row || !book_money(reader, key->value, &money)) continue;
        contribution->allocated[contribution->allocated_count++] =
            (RowAmount){row, money, key->value->span};
    }
}

static void contribution_read(BookReader *reader, const Node *node, Contribution *contribution)
{
    Record      record = record_open(reader->reader, node, "contribution");
    const Node *line = record_need(&record, "line");
    const Node *from = record_need(&record, "from");
    const Node *amount = record_need(&record, "amount");
    const Node *field = NULL;
    contribution->span = node->span;
    if (line) contribution->line = line_named(reader, line);
    if (from) contribution->from = partner_named(reader, from);
    if (amount && book_money(reader, amount, &contribution->amount)) {
        contribution->span = amount->span;
    }
    contribution->on = record_date(&record, "on");
    contribution->supplement = record_yes(&record, "supplement");
    contribution->reference = record_text(&record, "reference");
    contribution->approval = approval_of(reader, &record);
    contribution->status = (Status)(record_one_of(&record, "status", status_names, false) + 1);
    if ((field = record_field(&record, "passport"))) passports_read(reader, field, contribution);
    if ((field = record_field(&record, "allocated_to"))) {
        allocated_to_read(reader, field, contribution);
    }
    record_close(&record);
}

static bool takes_place_of(const Contribution *a, const Contribution *b)
{
    bool same = a->line == b->line && a->from == b->from && a->supplement == b->supplement;
    // Supplements are many: two are the same one only where they say so.
    if (a->supplement) same &= a->reference.len > 0 && str_equal(a->reference, b->reference);
    return same && b->status != STATUS_NONE && a->status > b->status;
}

// Whether `a` is known before `b`: what has no date always was, and of one day the one
// that is known less well comes first.
static bool comes_before(const Contribution *a, const Contribution *b)
{
    bool dated = date_is_set(a->on);
    if (dated != date_is_set(b->on)) return !dated;
    int order = dated ? date_order(a->on, b->on) : 0;
    return order ? order < 0 : a->status < b->status;
}

// Only items with a status matter, and they are few.
void contributions_settle(Contribution *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        items[i].replaces = false;
        items[i].replaced_by = NULL;
    }
    for (size_t i = 0; i < count; i++) {
        if (items[i].status == STATUS_NONE) continue;
        for (size_t j = 0; j < count; j++) {
            if (!takes_place_of(&items[i], &items[j])) continue;
            const Contribution *by = items[j].replaced_by;
            items[i].replaces = true;
            if (!by || comes_before(&items[i], by)) items[j].replaced_by = &items[i];
        }
    }
}

void contributions_read(BookReader *reader, const Node *node)
{
    Book *book = reader->book;
    if (!node_is_list(reader->reader, node, "contributions")) return;
    if (is_past(reader->reader, node, "contributions", CONTRIBUTION_COUNT_MAX)) return;
    book->contributions = ARENA_ARRAY(reader->reader->arena, Contribution, node->count);
    for (const Node *item = node->first; item; item = item->next) {
        contribution_read(reader, item, &book->contributions[book->contribution_count++]);
    }
    size_t *numbers = ARENA_ARRAY(reader->reader->arena, size_t, book->line_count);
    for (size_t i = 0; i < book->contribution_count; i++) {
        Contribution *one = &book->contributions[i];
        if (one->line) one->number = ++numbers[one->line->index];
    }
    contributions_settle(book->contributions, book->contribution_count);
}
