// A year pack: the funding lines, lists and conditions of one year. It holds no
// local amounts.
#include "plan/read.h"

Record file_open(Reader *reader, const Node *tree, const char *kind)
{
    Record      record = record_open(reader, tree, "the file");
    const Node *first = record.map ? record.map->first : NULL;
    const Node *version = record_field(&record, "format");
    const Node *found_kind = record_field(&record, "kind");
    if (record.map &&
        (!first || !str_is(first->text, "format") || !version || !str_is(version->text, "1"))) {
        Span  span = first ? first->span : tree->span;
        Diag *found = diag(reader->diags, DIAG_BAD_FORMAT, span,
                           "the file must open with "
                           "'format: 1'");
        diag_help(reader->diags, found, "its first two lines are 'format: 1' and 'kind: %s'", kind);
        record.map = NULL;
    } else if (record.map && !found_kind) {
        Diag *found = diag(reader->diags, DIAG_BAD_FORMAT, first->span,
                           "the file does not say "
                           "what kind it is");
        diag_help(reader->diags, found, "add 'kind: %s' after 'format: 1'", kind);
        record.map = NULL;
    } else if (record.map && !str_is(found_kind->text, kind)) {
        Diag *found = diag(reader->diags, DIAG_WRONG_KIND, found_kind->span,
                           "this is a file of kind '%.*s'; a %s is wanted here",
                           STR_ARG(found_kind->text), kind);
        diag_help(reader->diags, found,
                  "commands take books; a book names its board and its "
                  "year pack");
        record.map = NULL;
    }
    return record;
}

static void lists_read(Reader *reader, const Node *node, YearPack *pack)
{
    if (!node) return;
    Record record = record_open(reader, node, "lists");
    for (size_t fact = 0; fact < FACT_COUNT; fact++) {
        const Node  *values = record_field(&record, fact_names[fact]);
        AllowedList *list = &pack->lists[fact];
        if (values) list->values = texts_read(reader, values, fact_names[fact], &list->count);
    }
    record_close(&record);
}

static const Line *pack_line(const YearPack *pack, Str id)
{
    for (size_t i = 0; i < pack->line_count; i++) {
        if (str_equal(pack->lines[i].id, id)) return &pack->lines[i];
    }
    return NULL;
}

// A value of the pack's list, or {not: value}, or {share: value}.
static void selection_read(Reader *reader, const Node *node, const YearPack *pack, Fact fact,
                           const char *how)
{
    const AllowedList *list = &pack->lists[fact];
    const Node        *value = node;
    Str                text;
    if (node->kind == NODE_MAP) {
        Record record = record_open(reader, node, fact_names[fact]);
        value = record_need(&record, how);
        record_close(&record);
    }
    if (!value || !node_text(reader, value, &text) || list->count == 0) return;
    for (size_t i = 0; i < list->count; i++) {
        if (str_equal(text, list->values[i])) return;
    }
    report_unknown(reader, value->span, fact_names[fact], text, list->values, list->count);
}

// `spend:` says which rows count towards a floor. Only its line matters until
// books carry floors; the rest is read so that a slip in it is not let by.
static void spend_read(Reader *reader, const Node *node, const YearPack *pack, Condition *condition)
{
    Record      record = record_open(reader, node, "spend");
    const Node *line = record_need(&record, "line");
    const Node *fact = NULL;
    if (line && node_id(reader, line)) {
        condition->line = pack_line(pack, line->text);
        if (!condition->line)
            report_unknown(reader, line->span, "funding line", line->text, NULL, 0);
    }
    if ((fact = record_field(&record, "area_of_spend"))) {
        selection_read(reader, fact, pack, FACT_AREA_OF_SPEND, "not");
    }
    if ((fact = record_field(&record, "commissioner"))) {
        selection_read(reader, fact, pack, FACT_COMMISSIONER, "share");
    }
    record_close(&record);
}

static void condition_read(Reader *reader, const Node *key, const YearPack *pack,
                           Condition *condition)
{
    static const char *const floors[] = {"floor", NULL};
    Record                   record = record_open(reader, key->value, "condition");
    const Node              *spend = NULL;
    condition->id = key->text;
    condition->span = key->span;
    condition->label = record_text_needed(&record, "label");
    condition->text = record_text_needed(&record, "text");
    bool confirmed = record_yes(&record, "confirm");
    spend = confirmed ? record_field(&record, "spend") : record_need(&record, "spend");
    if (confirmed && spend) {
        diag(reader->diags, DIAG_WRONG_SHAPE, spend->span,
             "a condition is either confirmed or computed from spend, not both");
    } else if (spend) {
        spend_read(reader, spend, pack, condition);
    }
    record_one_of(&record, "at_least", floors, !confirmed);
    record_close(&record);
}

static void conditions_read(Reader *reader, const Node *node, YearPack *pack)
{
    if (!node || !node_is_map(reader, node, "conditions")) return;
    pack->conditions = ARENA_ARRAY(reader->arena, Condition, node->count);
    for (const Node *key = node->first; key; key = key->next) {
        if (!node_id(reader, key)) continue;
        condition_read(reader, key, pack, &pack->conditions[pack->condition_count++]);
    }
}

YearPack *pack_read(Reader *reader, const Node *tree, const Source *source)
{
    YearPack   *pack = ARENA_NEW(reader->arena, YearPack);
    Reader      own = {reader->arena, reader->diags, &pack->notes, NULL};
    Record      record = file_open(&own, tree, "year-pack");
    const Node *year = record_need(&record, "year");
    const Node *verified = NULL;
    pack->source = source;
    if (year) node_year(&own, year, &pack->year);
    pack->source_name = record_text_needed(&record, "source");
    if ((verified = record_need(&record, "verified"))) {
        node_yes(&own, verified, &pack->verified);
        pack->verified_span = verified->span;
    }
    pack->lines = lines_read(&own, record_need(&record, "funding_lines"), &pack->line_count);
    lists_read(&own, record_field(&record, "lists"), pack);
    conditions_read(&own, record_field(&record, "conditions"), pack);
    record_close(&record);
    return pack;
}
