// What schemes spent or are to spend, each as a total or by funding line: `outturn:`
// and the figures of monitoring.
#include "plan/read.h"

Row *scheme_row_named(BookReader *reader, const Node *node, const char *what)
{
    Book *book = reader->book;
    Row  *row = index_find(&book->row_index, node->text);
    if (row && row->kind == ROW_SCHEME) return row;
    if (index_find(&book->scheme_index, node->text)) {
        if (reader->rows_refused) return NULL;
        Diag *found = diag(reader->reader->diags, DIAG_UNKNOWN_ID, node->span,
                           "'%.*s' has %s but no row under allocations", STR_ARG(node->text), what);
        diag_help(reader->reader->diags, found,
                  "give it a row: '- %.*s: {}' where it had no "
                  "budget",
                  STR_ARG(node->text));
    } else if (node_id(reader->reader, node)) {
        report_unknown(reader->reader, node->span, "scheme", node->text, reader->scheme_ids,
                       book->scheme_count);
    }
    return NULL;
}

static void spend_read(BookReader *reader, const Node *node, Spend *spend)
{
    Money money;
    if (node->kind == NODE_MAP) {
        spend->by_line = ARENA_ARRAY(reader->reader->arena, Amount, reader->book->line_count);
        amounts_read(reader, node, spend->by_line);
    } else if (book_money(reader, node, &money)) {
        spend->bare = (Amount){true, money, node->span};
    }
}

void spends_read(BookReader *reader, const Node *node, const char *what, Spend *spends)
{
    if (!node_is_map(reader->reader, node, what)) return;
    for (const Node *key = node->first; key; key = key->next) {
        const Row *row = scheme_row_named(reader, key, what);
        if (row) spend_read(reader, key->value, &spends[row->index]);
    }
}

void outturn_read(BookReader *reader, const Node *node)
{
    Book  *book = reader->book;
    Spend *spends = ARENA_ARRAY(reader->reader->arena, Spend, book->row_count);
    book->outturn_span = node->span;
    spends_read(reader, node, "outturn", spends);
    for (size_t i = 0; i < book->row_count; i++) book->rows[i]->outturn = spends[i];
}
