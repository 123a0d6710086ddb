// `year_end:`, what became of each line's residual; and `waivers:`, findings that
// somebody with authority accepted.
#include "plan/read.h"

static void lines_applied_read(BookReader *reader, const Node *node, const Line *line,
                               bool reserves, LineAmounts *out)
{
    Diags *diags = reader->reader->diags;
    if (!node_is_map(reader->reader, node, "amounts by the line they come from")) return;
    out->items = ARENA_ARRAY(reader->reader->arena, LineAmount, node->count);
    for (const Node *key = node->first; key; key = key->next) {
        Money money;
        if (note_taken(reader->reader, key)) continue;
        const Line *from = line_named(reader, key);
        if (!from || !book_money(reader, key->value, &money)) continue;
        if (from == line) {
            diag(diags, DIAG_BAD_VALUE, key->span, "a line cannot be helped out by itself");
        } else if (from->reserve != reserves) {
            Diag *found = diag(diags, DIAG_BAD_VALUE, key->span, "'%.*s' is %s", STR_ARG(from->id),
                               reserves ? "no reserve" : "a reserve");
            diag_help(diags, found, "%s",
                      reserves ? "a reserve is a funding line with 'reserve: yes'"
                               : "what a reserve gives stands under reserve_applied");
        } else {
            out->items[out->count++] = (LineAmount){from, money, key->value->span};
        }
    }
}

static void line_end_read(BookReader *reader, const Node *key, const Line *line, YearEnd *end)
{
    Record      record = record_open(reader->reader, key->value, "year end of a line");
    const Node *field = NULL;
    end->stated = true;
    end->span = key->span;
    if ((field = record_field(&record, "carried_forward"))) {
        partner_amounts_read(reader, field, true, &end->carried_forward);
    }
    if ((field = record_field(&record, "repaid"))) {
        partner_amounts_read(reader, field, true, &end->repaid);
    }
    if ((field = record_field(&record, "borne_by"))) {
        partner_amounts_read(reader, field, false, &end->borne_by);
    }
    if ((field = record_field(&record, "reserve_applied"))) {
        lines_applied_read(reader, field, line, true, &end->reserve_applied);
    }
    if ((field = record_field(&record, "underspend_applied"))) {
        lines_applied_read(reader, field, line, false, &end->underspend_applied);
    }
    end->approval = approval_of(reader, &record);
    record_close(&record);
}

void year_end_read(BookReader *reader, const Node *node)
{
    Book *book = reader->book;
    if (!node_is_map(reader->reader, node, "year_end")) return;
    book->year_end_stated = true;
    book->year_end_span = reader->section;
    for (const Node *key = node->first; key; key = key->next) {
        if (note_taken(reader->reader, key)) continue;
        const Line *line = line_named(reader, key);
        if (line) line_end_read(reader, key, line, &book->year_end[line->index]);
    }
}

// Whether a break of that kind has an amount, by which it can be waived.
static bool has_amount(DiagCode code)
{
    static const DiagCode without[] = {DIAG_WRONG_PAYER,        DIAG_MANDATORY_MISSING,
                                       DIAG_NO_OUTTURN,         DIAG_LINE_NOT_MAPPED,
                                       DIAG_PUBLISHED_NO_PLACE, DIAG_SCHEME_NOT_MAPPED};
    for (size_t i = 0; i < sizeof without / sizeof *without; i++) {
        if (without[i] == code) return false;
    }
    return true;
}

// The code of a break, such as BCF410.
static bool finding_read(BookReader *reader, const Node *node, DiagCode *out)
{
    Str text = node->text;
    int number = -1;
    if (node->kind == NODE_SCALAR && text.len == 6 && str_starts(text, "BCF")) {
        number = str_digits(text, 3, 3);
    }
    for (int i = 0; i < DIAG_CODE_COUNT; i++) {
        DiagCode code = (DiagCode)i;
        if (diag_number(code) != number || number < 400 || number >= 500) continue;
        if (diag_severity(code) != SEVERITY_ERROR) break;
        *out = code;
        if (has_amount(code)) return true;
        Diag *found = diag(reader->reader->diags, DIAG_BAD_VALUE, node->span,
                           "a %.*s has no amount, and cannot be waived", STR_ARG(text));
        diag_help(reader->reader->diags, found, "mend what it finds");
        return false;
    }
    Diag *found = diag(reader->reader->diags, DIAG_BAD_VALUE, node->span,
                       "'%.*s' is not the code of a break that a check finds", STR_ARG(text));
    diag_help(reader->reader->diags, found, "such as BCF410: the code in an error's brackets");
    return false;
}

static void waiver_read(BookReader *reader, const Node *node, Waiver *waiver)
{
    static const char *const needed[] = {"amount", "reason", "approval"};
    Record                   record = record_open(reader->reader, node, "waiver");
    const Node              *finding = record_need(&record, "finding");
    Text                     missing = text_new(reader->reader->arena);
    Amount                   amount = {0};
    waiver->span = node->span;
    if (finding) finding_read(reader, finding, &waiver->code);
    record_amount(reader, &record, "amount", &amount);
    waiver->amount = money_abs(amount.money);
    waiver->reason = record_text(&record, "reason");
    waiver->approval = approval_of(reader, &record);
    for (size_t i = 0; record.map && i < sizeof needed / sizeof *needed; i++) {
        if (record_field(&record, needed[i])) continue;
        text_addf(&missing, "%s'%s'", missing.len ? ", no " : "", needed[i]);
    }
    record_close(&record);
    if (missing.len == 0) return;
    Diag *found = diag(reader->reader->diags, DIAG_WAIVER_INCOMPLETE, node->span,
                       "a waiver has no %.*s", STR_ARG(text_str(&missing)));
    diag_help(reader->reader->diags, found,
              "it says which finding, how much, why, and who agreed: "
              "{finding: BCF410, amount: 15.00, reason: ..., approval: ...}");
}

void waivers_read(BookReader *reader, const Node *node)
{
    Book *book = reader->book;
    if (!node_is_list(reader->reader, node, "waivers")) return;
    if (is_past(reader->reader, node, "waivers", WAIVER_COUNT_MAX)) return;
    book->waivers = ARENA_ARRAY(reader->reader->arena, Waiver, node->count);
    for (const Node *item = node->first; item; item = item->next) {
        waiver_read(reader, item, &book->waivers[book->waiver_count++]);
    }
}
