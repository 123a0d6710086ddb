// A board: its partners, schemes and local funding lines. It holds no amounts.
#include "plan/read.h"

static void partner_read(Reader *reader, const Node *key, Partner *partner)
{
    Record record = record_open(reader, key->value, "partner");
    partner->id = key->text;
    partner->span = key->span;
    partner->name = record_text_needed(&record, "name");
    int kind = record_one_of(&record, "kind", partner_kind_names, true);
    partner->kind = kind < 0 ? PARTNER_OTHER : (PartnerKind)kind;
    partner->host = record_yes(&record, "host");
    partner->succeeded_on = record_date(&record, "on");
    record_field(&record, "succeeded_by"); // Read when all partners are known.
    record_close(&record);
}

static void successor_read(Reader *reader, const Node *key, Board *board, Partner *partner,
                           const Str *ids)
{
    for (const Node *field = key->value->first; field; field = field->next) {
        if (!str_is(field->text, "succeeded_by") || !node_id(reader, field->value)) continue;
        const Partner *to = index_find(&board->partner_index, field->value->text);
        if (!to) {
            report_unknown(reader, field->value->span, "partner", field->value->text, ids,
                           board->partner_count);
        } else if (partner_is_or_succeeds(to, partner)) {
            diag(reader->diags, DIAG_BAD_VALUE, field->value->span,
                 "'%.*s' cannot in the end succeed itself", STR_ARG(partner->id));
        } else {
            partner->successor = to;
        }
    }
}

static void partners_read(Reader *reader, const Node *node, Board *board)
{
    if (!node || !node_is_map(reader, node, "partners")) return;
    if (is_past(reader, node, "partners", PARTNER_COUNT_MAX)) return;
    Str *ids = ARENA_ARRAY(reader->arena, Str, node->count);
    board->partners = ARENA_ARRAY(reader->arena, Partner, node->count);
    for (const Node *key = node->first; key; key = key->next) {
        if (!node_id(reader, key) || note_taken(reader, key)) continue;
        if (str_is(key->text, "not-held")) {
            diag(reader->diags, DIAG_RESERVED_ID, key->span,
                 "a partner cannot be called 'not-held': statements have a column of that name");
            continue;
        }
        Partner *partner = &board->partners[board->partner_count];
        partner_read(reader, key, partner);
        index_add(&board->partner_index, partner->id, partner);
        ids[board->partner_count++] = partner->id;
    }
    for (const Node *key = node->first; key; key = key->next) {
        Partner *partner = index_find(&board->partner_index, key->text);
        if (!partner || key->value->kind != NODE_MAP) continue;
        successor_read(reader, key, board, partner, ids);
    }
}

static void tags_read(Reader *reader, const Node *node, Scheme *scheme)
{
    scheme->tags = 0;
    if (!node_is_list(reader, node, "tags")) return;
    for (const Node *item = node->first; item; item = item->next) {
        int tag = 0;
        if (node_one_of(reader, item, tag_names, &tag)) scheme->tags |= 1u << tag;
    }
}

// The board's partner of that id; NULL after a report.
static const Partner *partner_of(Reader *reader, const Node *node, const Board *board)
{
    if (!node_id(reader, node)) return NULL;
    const Partner *partner = index_find(&board->partner_index, node->text);
    if (partner) return partner;
    Str *ids = ARENA_ARRAY(reader->arena, Str, board->partner_count);
    for (size_t i = 0; i < board->partner_count; i++) ids[i] = board->partners[i].id;
    report_unknown(reader, node->span, "partner", node->text, ids, board->partner_count);
    return NULL;
}

static bool leads_already(const Scheme *scheme, const Partner *partner)
{
    for (size_t i = 0; i < scheme->lead_count; i++) {
        if (scheme->leads[i] == partner) return true;
    }
    return false;
}

static void lead_add(Reader *reader, const Node *node, const Board *board, Scheme *scheme)
{
    const Partner *partner = partner_of(reader, node, board);
    if (!partner) return;
    if (leads_already(scheme, partner)) {
        diag(reader->diags, DIAG_ID_TWICE, node->span, "'%.*s' is named twice",
             STR_ARG(node->text));
        return;
    }
    scheme->leads[scheme->lead_count++] = partner;
}

// One partner, or a list of those who lead together.
static void leads_read(Reader *reader, const Node *node, const Board *board, Scheme *scheme)
{
    scheme->lead_count = 0;
    if (node->kind != NODE_LIST) {
        lead_add(reader, node, board, scheme);
        return;
    }
    if (node->count == 0) {
        Diag *found = diag(reader->diags, DIAG_WRONG_SHAPE, node->span, "nobody is named to lead");
        diag_help(reader->diags, found, "leave the key out where no lead is stated");
    }
    if (is_past(reader, node, "leads", LEAD_COUNT_MAX)) return;
    for (const Node *item = node->first; item; item = item->next) {
        lead_add(reader, item, board, scheme);
    }
}

// {scheme: year, ...}: schemes that it goes on with, from that year on.
static void successions_read(Reader *reader, const Node *node, Scheme *scheme)
{
    scheme->replaces_count = 0;
    if (!node_is_map(reader, node, "replaces")) return;
    scheme->replaces = ARENA_ARRAY(reader->arena, Succession, node->count);
    for (const Node *key = node->first; key; key = key->next) {
        Succession item = {.id = key->text, .span = key->span};
        if (!node_id(reader, key) || !node_year(reader, key->value, &item.from)) continue;
        if (str_equal(item.id, scheme->id)) {
            diag(reader->diags, DIAG_BAD_VALUE, key->span, "'%.*s' cannot replace itself",
                 STR_ARG(scheme->id));
            continue;
        }
        scheme->replaces[scheme->replaces_count++] = item;
    }
}

void scheme_read(Reader *reader, const Node *node, const Board *board, Scheme *scheme)
{
    static const char *const later[] = {"nhs",     "la",    "type",   "sub_type",
                                        "outputs", "units", "status", "description"};
    Record                   record = record_open(reader, node, "scheme");
    const Node              *field = NULL;
    if (scheme->name.len == 0) scheme->name = record_text_needed(&record, "name");
    else if (record_field(&record, "name")) scheme->name = record_text(&record, "name");
    if ((field = record_field(&record, "tags"))) tags_read(reader, field, scheme);
    for (size_t fact = 0; fact < FACT_COUNT; fact++) {
        const Node *value = record_field(&record, fact_names[fact]);
        if (!value || !node_text(reader, value, &scheme->facts[fact])) continue;
        scheme->fact_spans[fact] = value->span;
    }
    if ((field = record_field(&record, "held_by"))) {
        scheme->held_by = partner_of(reader, field, board);
    }
    if ((field = record_field(&record, "lead"))) leads_read(reader, field, board, scheme);
    if ((field = record_field(&record, "replaces"))) successions_read(reader, field, scheme);
    record_text_over(&record, "purpose", &scheme->purpose);
    record_text_over(&record, "proposal", &scheme->proposal);
    record_later(&record, later, sizeof later / sizeof *later);
    record_close(&record);
}

static void agreement_read(Reader *reader, const Node *node, Board *board)
{
    if (!node) return;
    Record record = record_open(reader, node, "section_75");
    board->section_75 = record_text_needed(&record, "reference");
    board->section_75_signed = record_date(&record, "signed");
    board->section_75_span = node->span;
    record_close(&record);
}

static void schemes_read_all(Reader *reader, const Node *node, Board *board)
{
    if (!node || !node_is_map(reader, node, "schemes")) return;
    if (is_past(reader, node, "schemes", SCHEME_COUNT_MAX)) return;
    board->schemes = ARENA_ARRAY(reader->arena, Scheme, node->count);
    for (const Node *key = node->first; key; key = key->next) {
        if (!node_id(reader, key)) continue;
        Scheme *scheme = &board->schemes[board->scheme_count++];
        scheme->id = key->text;
        scheme->span = key->span;
        scheme_read(reader, key->value, board, scheme);
    }
}

static void approval_rules_read(Reader *reader, const Node *node, Board *board)
{
    if (!node || !node_is_list(reader, node, "approval_rules")) return;
    if (is_past(reader, node, "approval rules", RULE_COUNT_MAX)) return;
    board->approval_rules = ARENA_ARRAY(reader->arena, ApprovalRule, node->count);
    for (const Node *item = node->first; item; item = item->next) {
        ApprovalRule *rule = &board->approval_rules[board->approval_rule_count++];
        Record        record = record_open(reader, item, "approval rule");
        const Node   *over = record_need(&record, "over");
        if (over && node_money(reader, over, &rule->over) && rule->over.pence < 0) {
            Diag *found = diag(reader->diags, DIAG_BAD_VALUE, over->span,
                               "an approval rule begins at nil or above");
            diag_help(reader->diags, found, "it is held against amounts without their sign");
        }
        rule->body = record_text_needed(&record, "body");
        rule->span = item->span;
        record_close(&record);
    }
}

static void rag_read(Reader *reader, const Node *node, Board *board)
{
    if (!node) return;
    Record      record = record_open(reader, node, "rag");
    const Node *amber = record_need(&record, "amber");
    const Node *red = record_need(&record, "red");
    Rag        *rag = &board->rag;
    rag->stated =
        amber && red && node_rate(reader, amber, &rag->amber) && node_rate(reader, red, &rag->red);
    record_close(&record);
    if (!rag->stated) return;
    bool below = rag->amber.numerator < 0 || rag->red.numerator < 0;
    bool crossed =
        rag->amber.numerator * rag->red.denominator > rag->red.numerator * rag->amber.denominator;
    if (!below && !crossed) return;
    Diag *found =
        diag(reader->diags, DIAG_BAD_VALUE, below ? node->span : red->span, "%s",
             below ? "a threshold of rag cannot be negative" : "red would begin below amber");
    diag_help(reader->diags, found, "such as 'rag: {amber: 1%%, red: 5%%}'");
}

Board *board_read(Reader *reader, const Node *tree, const Source *source)
{
    Board      *board = ARENA_NEW(reader->arena, Board);
    Reader      own = {reader->arena, reader->diags, &board->notes, NULL};
    Record      record = file_open(&own, tree, "board");
    const Node *lines = NULL;
    board->source = source;
    board->partner_index = index_new(reader->arena);
    board->name = record_text_needed(&record, "name");
    board->code = record_text(&record, "code");
    agreement_read(&own, record_field(&record, "section_75"), board);
    partners_read(&own, record_need(&record, "partners"), board);
    schemes_read_all(&own, record_need(&record, "schemes"), board);
    if ((lines = record_field(&record, "funding_lines"))) {
        board->lines = lines_read(&own, lines, &board->line_count);
    }
    approval_rules_read(&own, record_field(&record, "approval_rules"), board);
    rag_read(&own, record_field(&record, "rag"), board);
    board->risk_share = record_field(&record, "risk_share");
    record_close(&record);
    return board;
}
