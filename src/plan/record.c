#include "plan/record.h"

#include <assert.h>

#include "base/suggest.h"

Record record_open(Reader *reader, const Node *node, const char *what)
{
    Record record = {.reader = reader, .what = what};
    if (node && node_is_map(reader, node, what)) record.map = node;
    return record;
}

static const Node *find(Record *record, const char *key)
{
    assert(record->known_count < RECORD_FIELDS_MAX);
    record->known[record->known_count++] = str_from(key);
    if (!record->map) return NULL;
    for (Node *field = record->map->first; field; field = field->next) {
        if (!str_is(field->text, key)) continue;
        field->used = true;
        return field;
    }
    return NULL;
}

const Node *record_field(Record *record, const char *key)
{
    const Node *field = find(record, key);
    if (!field) return NULL;
    if (!node_is_blank(field->value)) return field->value;
    Diag *found =
        diag(record->reader->diags, DIAG_WRONG_SHAPE, field->span, "'%s' has no value", key);
    diag_help(record->reader->diags, found, "leave the key out where there is nothing to say");
    return NULL;
}

const Node *record_key(const Record *record, const char *key)
{
    const Node *found = record->map->first;
    while (!str_is(found->text, key)) found = found->next;
    return found;
}

const Node *record_need(Record *record, const char *key)
{
    const Node *field = find(record, key);
    if (field && !node_is_blank(field->value)) return field->value;
    if (field) {
        diag(record->reader->diags, DIAG_WRONG_SHAPE, field->span, "'%s' has no value", key);
    } else if (record->map) {
        record->missing[record->missing_count++] = str_from(key);
    }
    return NULL;
}

void record_later(Record *record, const char *const *keys, size_t count)
{
    for (size_t i = 0; record->map && i < count; i++) {
        for (Node *field = record->map->first; field; field = field->next) {
            if (!str_is(field->text, keys[i])) continue;
            field->used = true;
            Diag *found = diag(record->reader->diags, DIAG_NOT_SUPPORTED_YET, field->span,
                               "'%s' is not supported yet", keys[i]);
            diag_help(record->reader->diags, found,
                      "this version would have to ignore it; leave it out, or comment it out");
        }
    }
}

static void take_note(Reader *reader, const Node *node)
{
    Str text;
    if (!node_text(reader, node, &text) || !reader->notes) return;
    Note *note = ARENA_NEW(reader->arena, Note);
    *note = (Note){.text = text, .span = node->span};
    if (reader->notes->last) reader->notes->last->next = note;
    else reader->notes->first = note;
    reader->notes->last = note;
}

bool note_taken(Reader *reader, const Node *key)
{
    if (!str_is(key->text, "note")) return false;
    take_note(reader, key->value);
    return true;
}

// A field that is missing may be there, misspelt: that is one mistake.
static void excuse(Record *record, Str key)
{
    for (size_t i = 0; i < record->missing_count; i++) {
        if (!str_equal(record->missing[i], key)) continue;
        record->missing[i] = record->missing[--record->missing_count];
        return;
    }
}

static void report_unknown_fields(Record *record)
{
    for (const Node *field = record->map->first; field; field = field->next) {
        if (field->used) continue;
        Diag      *found = diag(record->reader->diags, DIAG_UNKNOWN_KEY, field->span,
                                "%s has no field '%.*s'", record->what, STR_ARG(field->text));
        const Str *near = suggest(field->text, record->known, record->known_count);
        if (!near) continue;
        diag_help(record->reader->diags, found, "did you mean '%.*s'?", STR_ARG(*near));
        excuse(record, *near);
    }
}

void record_close(Record *record)
{
    const Node *note = record_field(record, "note"); // It may stand on any record.
    if (note) take_note(record->reader, note);
    if (!record->map) return;
    report_unknown_fields(record);
    Span start = record->map->span;
    start.end = start.start;
    for (size_t i = 0; i < record->missing_count; i++) {
        diag(record->reader->diags, DIAG_MISSING_KEY, start, "%s has no '%.*s'", record->what,
             STR_ARG(record->missing[i]));
    }
}

Str record_text(Record *record, const char *key)
{
    const Node *node = record_field(record, key);
    Str         text = STR("");
    if (node) node_text(record->reader, node, &text);
    return text;
}

Str record_text_needed(Record *record, const char *key)
{
    const Node *node = record_need(record, key);
    Str         text = STR("");
    if (node) node_text(record->reader, node, &text);
    return text;
}

void record_text_over(Record *record, const char *key, Str *text)
{
    const Node *node = record_field(record, key);
    if (node) node_text(record->reader, node, text);
}

bool record_yes(Record *record, const char *key)
{
    const Node *node = record_field(record, key);
    bool        yes = false;
    if (node) node_yes(record->reader, node, &yes);
    return yes;
}

Date record_date(Record *record, const char *key)
{
    const Node *node = record_field(record, key);
    Date        date = {0};
    if (node) node_date(record->reader, node, &date);
    return date;
}

int record_one_of(Record *record, const char *key, const char *const *names, bool needed)
{
    const Node *node = needed ? record_need(record, key) : record_field(record, key);
    int         found = -1;
    if (node) node_one_of(record->reader, node, names, &found);
    return found;
}
