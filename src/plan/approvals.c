// `approvals:` and `decisions:`, who decided what, and when.
#include "plan/read.h"

static void approval_read(Reader *reader, const Node *key, Approval *approval)
{
    static const char *const later[] = {"consultees"};
    Record                   record = record_open(reader, key->value, "approval");
    approval->id = key->text;
    approval->span = key->span;
    approval->body = record_text_needed(&record, "body");
    approval->on = record_date(&record, "on");
    int decision = record_one_of(&record, "decision", decision_names, true);
    approval->decision = decision < 0 ? DECISION_REQUESTED : (Decision)decision;
    approval->minute = record_text(&record, "minute");
    record_later(&record, later, sizeof later / sizeof *later);
    record_close(&record);
}

void approvals_read(BookReader *reader, const Node *node)
{
    Book *book = reader->book;
    if (!node_is_map(reader->reader, node, "approvals")) return;
    book->approvals = ARENA_ARRAY(reader->reader->arena, Approval, node->count);
    for (const Node *key = node->first; key; key = key->next) {
        if (!node_id(reader->reader, key)) continue;
        approval_read(reader->reader, key, &book->approvals[book->approval_count++]);
    }
}

void decisions_read(BookReader *reader, const Node *node)
{
    Book  *book = reader->book;
    Record record = record_open(reader->reader, node, "decisions");
    Str   *ids = ARENA_ARRAY(reader->reader->arena, Str, book->approval_count + 1);
    for (size_t i = 0; i < book->approval_count; i++) ids[i] = book->approvals[i].id;
    for (size_t stage = 0; stage < STAGE_COUNT; stage++) {
        const Node *value = record_field(&record, stage_names[stage]);
        if (!value || !node_id(reader->reader, value)) continue;
        for (size_t i = 0; i < book->approval_count; i++) {
            if (str_equal(ids[i], value->text)) book->decisions[stage] = &book->approvals[i];
        }
        book->decision_spans[stage] = value->span;
        if (book->decisions[stage]) continue;
        report_unknown(reader->reader, value->span, "approval", value->text, ids,
                       book->approval_count);
    }
    record_close(&record);
}
