// `outturn:`, by scheme: the total, or amounts by funding line.
#include "plan/read.h"

static Row *row_of(BookReader *reader, const Node *key)
{
    Book *book = reader->book;
    Row  *row = index_find(&book->row_index, key->text);
    if (row && row->kind == ROW_SCHEME) return row;
    if (index_find(&book->scheme_index, key->text)) {
        if (reader->rows_refused) return NULL;
        Diag *found = diag(reader->reader->diags, DIAG_UNKNOWN_ID, key->span,
                           "'%.*s' has outturn but no row under allocations", STR_ARG(key->text));
        diag_help(reader->reader->diags, found,
                  "give it a row: '- %.*s: {}' where it had no "
                  "budget",
                  STR_ARG(key->text));
    } else if (node_id(reader->reader, key)) {
        report_unknown(reader->reader, key->span, "scheme", key->text, reader->scheme_ids,
                       book->scheme_count);
    }
    return NULL;
}

void outturn_read(BookReader *reader, const Node *node)
{
    reader->book->outturn_span = node->span;
    if (!node_is_map(reader->reader, node, "outturn")) return;
    for (const Node *key = node->first; key; key = key->next) {
        Row  *row = row_of(reader, key);
        Money money;
        if (!row) continue;
        if (key->value->kind == NODE_MAP) {
            amounts_read(reader, key->value, row->outturn);
        } else if (book_money(reader, key->value, &money)) {
            row->outturn_bare = (Amount){true, money, key->value->span};
        }
    }
}
