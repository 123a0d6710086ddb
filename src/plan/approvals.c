// `approvals:` and `decisions:`, who decided what, and when.
#include "base/suggest.h"
#include "plan/read.h"

static void approval_read(Reader *reader, const Node *key, Approval *approval)
{
    Record      record = record_open(reader, key->value, "approval");
    const Node *consultees = NULL;
    const Node *proposals = NULL;
    approval->id = key->text;
    approval->span = key->span;
    approval->body = record_text_needed(&record, "body");
    approval->on = record_date(&record, "on");
    int decision = record_one_of(&record, "decision", decision_names, true);
    approval->decision = decision < 0 ? DECISION_REQUESTED : (Decision)decision;
    approval->minute = record_text(&record, "minute");
    approval->about = record_text(&record, "about");
    if ((consultees = record_field(&record, "consultees"))) {
        approval->consultees =
            texts_read(reader, consultees, "consultees", &approval->consultee_count);
    }
    if ((proposals = record_field(&record, "proposals"))) {
        approval->proposals = texts_read(reader, proposals, "proposals", &approval->proposal_count);
    }
    record_close(&record);
}

void approvals_read(BookReader *reader, const Node *node)
{
    Book *book = reader->book;
    if (!node_is_map(reader->reader, node, "approvals")) return;
    if (is_past(reader->reader, node, "approvals", APPROVAL_COUNT_MAX)) return;
    book->approvals = ARENA_ARRAY(reader->reader->arena, Approval, node->count);
    for (const Node *key = node->first; key; key = key->next) {
        if (!node_id(reader->reader, key)) continue;
        Approval *approval = &book->approvals[book->approval_count++];
        approval_read(reader->reader, key, approval);
        index_add(&book->approval_index, approval->id, approval);
    }
}

const Approval *approval_named(BookReader *reader, const Node *node)
{
    const Book *book = reader->book;
    if (!node_id(reader->reader, node)) return NULL;
    const Approval *found = index_find(&book->approval_index, node->text);
    if (found) return found;
    Str *ids = ARENA_ARRAY(reader->reader->arena, Str, book->approval_count);
    for (size_t i = 0; i < book->approval_count; i++) ids[i] = book->approvals[i].id;
    Diag      *unknown = diag(reader->reader->diags, DIAG_UNKNOWN_APPROVAL, node->span,
                              "there is no approval '%.*s' in this book", STR_ARG(node->text));
    const Str *near = suggest(node->text, ids, book->approval_count);
    if (near) {
        diag_help(reader->reader->diags, unknown, "did you mean '%.*s'?", STR_ARG(*near));
    } else {
        diag_help(reader->reader->diags, unknown,
                  "give it a record under approvals: '%.*s: {body: ..., on: ..., decision: ...}'",
                  STR_ARG(node->text));
    }
    return NULL;
}

const Approval *approval_of(BookReader *reader, Record *record)
{
    const Node *node = record_field(record, "approval");
    return node ? approval_named(reader, node) : NULL;
}

void decisions_read(BookReader *reader, const Node *node)
{
    Book  *book = reader->book;
    Record record = record_open(reader->reader, node, "decisions");
    for (size_t stage = 0; stage < STAGE_COUNT; stage++) {
        const Node *value = record_field(&record, stage_names[stage]);
        if (!value) continue;
        book->decisions[stage] = approval_named(reader, value);
        book->decision_spans[stage] = value->span;
    }
    record_close(&record);
}
