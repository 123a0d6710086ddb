// Funding lines, national ones in a year pack and local ones in a board.
#include "plan/read.h"

// Columns of our statements: a line is a column too.
static const char *const reserved[] = {
    "budget",
    "outturn",
    "variance",
    "prior",
    "current",
    "movement",
    "percent",
    "contributions",
    "brought-forward",
    "allocated",
    "unallocated",
    "current-budget",
    "supplements",
    "virements",
    "not-held",
    "residual",
    "carried-forward",
    "repaid",
    "reserve-applied",
    "underspend-applied",
    "borne-by-partners",
    "rounding",
    "row",
    "column",
    "source",
    "printed",
    "components",
    "rows",
    "difference",
    "limit",
    "outcome",
    "note",
};

bool line_id_is_reserved(Str id)
{
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++) {
        if (str_is(id, reserved[i])) return true;
    }
    return false;
}

static bool id_is_free(Reader *reader, const Node *key)
{
    if (!node_id(reader, key)) return false;
    if (!line_id_is_reserved(key->text)) return true;
    Diag *found = diag(reader->diags, DIAG_RESERVED_ID, key->span,
                       "a funding line cannot be called '%.*s': statements have a column of that "
                       "name",
                       STR_ARG(key->text));
    diag_help(reader->diags, found, "choose another id; the name may stay as it is");
    return false;
}

Str *texts_read(Reader *reader, const Node *node, const char *what, size_t *count)
{
    *count = 0;
    if (!node_is_list(reader, node, what) || is_past(reader, node, what, TEXT_COUNT_MAX)) {
        return NULL;
    }
    Str *texts = ARENA_ARRAY(reader->arena, Str, node->count);
    for (const Node *item = node->first; item; item = item->next) {
        if (node_text(reader, item, &texts[*count])) ++*count;
    }
    return texts;
}

static void refuse_twice(Reader *reader, const Node *list)
{
    Index seen = index_new(reader->arena);
    for (Node *item = list->first; list->kind == NODE_LIST && item; item = item->next) {
        const Node *first = index_add(&seen, item->text, item);
        if (!first) continue;
        Diag *found = diag(reader->diags, DIAG_ID_TWICE, item->span, "'%.*s' is listed twice",
                           STR_ARG(item->text));
        diag_note(reader->diags, found, first->span, "first here");
    }
}

// One kind of partner, or a list of those that may pay the line.
static void payer_read(Reader *reader, const Node *node, Line *line)
{
    int kind = PARTNER_OTHER;
    if (!node) return;
    if (node->kind != NODE_LIST) {
        node_one_of(reader, node, partner_kind_names, &kind);
        line->payer = (PartnerKind)kind;
        return;
    }
    for (const Node *item = node->first; item; item = item->next) {
        if (!node_one_of(reader, item, partner_kind_names, &kind)) continue;
        if (item == node->first) line->payer = (PartnerKind)kind;
        else line->also_payers |= 1u << kind;
    }
    if (node->count == 0) {
        diag(reader->diags, DIAG_WRONG_SHAPE, node->span, "a funding line has a payer");
    }
}

static void line_read(Reader *reader, const Node *key, Line *line)
{
    Record      record = record_open(reader, key->value, "funding line");
    const Node *uplift = NULL;
    const Node *replaces = NULL;
    const Node *verified = NULL;
    const Node *purposes = NULL;
    line->id = key->text;
    line->span = key->span;
    line->name = record_text_needed(&record, "name");
    line->heading = record_text(&record, "heading");
    if (line->heading.len == 0) line->heading = line->name;
    payer_read(reader, record_need(&record, "payer"), line);
    int nature = record_one_of(&record, "nature", nature_names, true);
    int passport_to = record_one_of(&record, "passport_to", partner_kind_names, false);
    line->nature = nature == NATURE_CAPITAL ? NATURE_CAPITAL : NATURE_REVENUE;
    line->passported = passport_to >= 0;
    if (passport_to >= 0) line->passport_to = (PartnerKind)passport_to;
    line->mandatory = record_yes(&record, "mandatory");
    line->from = record_date(&record, "from");
    if ((uplift = record_field(&record, "uplift"))) {
        line->has_uplift = node_rate(reader, uplift, &line->uplift);
    }
    if ((replaces = record_field(&record, "replaces"))) {
        line->replaces = texts_read(reader, replaces, "replaces", &line->replaces_count);
        refuse_twice(reader, replaces);
    }
    if ((verified = record_field(&record, "verified"))) {
        bool yes = false;
        line->unverified = node_yes(reader, verified, &yes) && !yes;
    }
    line->reserve = record_yes(&record, "reserve");
    if ((purposes = record_field(&record, "purposes"))) {
        line->purposes = texts_read(reader, purposes, "purposes", &line->purpose_count);
    }
    record_close(&record);
}

Line *lines_read(Reader *reader, const Node *node, size_t *count)
{
    *count = 0;
    if (!node || !node_is_map(reader, node, "funding_lines")) return NULL;
    if (is_past(reader, node, "funding lines", LINE_COUNT_MAX)) return NULL;
    Line *lines = ARENA_ARRAY(reader->arena, Line, node->count);
    for (const Node *key = node->first; key; key = key->next) {
        if (id_is_free(reader, key)) line_read(reader, key, &lines[(*count)++]);
    }
    return lines;
}
