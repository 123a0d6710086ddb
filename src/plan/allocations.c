// `allocations:`, the tree of rows in print order, with the budget of each
// scheme by funding line.
#include "plan/read.h"

static void rows_read(BookReader *reader, const Node *list, Row *parent);

static void attach(Row *parent, Row *row)
{
    if (parent->last) parent->last->next = row;
    else parent->first = row;
    parent->last = row;
    row->parent = parent;
}

static bool id_is_free(BookReader *reader, Row *row)
{
    const Row *first = index_add(&reader->book->row_index, row->id, row);
    if (!first) return true;
    Diag *found = diag(reader->reader->diags, DIAG_ID_TWICE, row->span, "'%.*s' already has a row",
                       STR_ARG(row->id));
    diag_note(reader->reader->diags, found, first->span, "first here");
    return false;
}

static Row *row_new(BookReader *reader, RowKind kind, const Node *id, const Row *parent)
{
    Row *row = ARENA_NEW(reader->reader->arena, Row);
    row->kind = kind;
    row->id = id->text;
    row->span = id->span;
    row->depth = parent->kind == ROW_TOTAL ? 0 : parent->depth + 1;
    row->held_by = parent->held_by;
    return row;
}

// {recurrent: amount, non-recurrent: amount}: one of them, or both.
static void recurrence_read(BookReader *reader, const Node *node, Row *row, const Line *line)
{
    Record     record = record_open(reader->reader, node, "amount");
    Recurrence parts = {0};
    record_amount(reader, &record, "recurrent", &parts.recurrent);
    record_amount(reader, &record, "non-recurrent", &parts.non_recurrent);
    record_close(&record);
    if (node->count == 0) {
        Diag *found = diag(reader->reader->diags, DIAG_WRONG_SHAPE, node->span,
                           "an amount has a recurrent part, a non-recurrent one, or both");
        diag_help(reader->reader->diags, found, "write {recurrent: 1000, non-recurrent: 0}");
    }
    if (!line) return;
    if (!row->recurrence) {
        row->recurrence = ARENA_ARRAY(reader->reader->arena, Recurrence, reader->book->line_count);
    }
    row->recurrence[line->index] = parts;
    row->budget[line->index] =
        (Amount){true, money_add(parts.recurrent.money, parts.non_recurrent.money), node->span};
    reader->book->tells_recurrence = true;
}

static void budget_read(BookReader *reader, const Node *node, Row *row)
{
    if (!node_is_map(reader->reader, node, "amounts by funding line")) return;
    for (const Node *key = node->first; key; key = key->next) {
        if (note_taken(reader->reader, key)) continue;
        const Line *line = line_named(reader, key);
        Money       money;
        if (key->value->kind == NODE_MAP) recurrence_read(reader, key->value, row, line);
        else if (line && book_money(reader, key->value, &money)) {
            row->budget[line->index] = (Amount){true, money, key->value->span};
        }
    }
}

static void scheme_row_read(BookReader *reader, const Node *key, Row *parent)
{
    Book   *book = reader->book;
    Scheme *scheme = NULL;
    if (!node_id(reader->reader, key)) return;
    Row *row = row_new(reader, ROW_SCHEME, key, parent);
    scheme = index_find(&book->scheme_index, key->text);
    row->budget = ARENA_ARRAY(reader->reader->arena, Amount, book->line_count);
    if (!scheme) {
        report_unknown(reader->reader, key->span, "scheme", key->text, reader->scheme_ids,
                       book->scheme_count);
    } else if (key->value->kind == NODE_SCALAR) {
        Diag *found = diag(reader->reader->diags, DIAG_WRONG_SHAPE, key->value->span,
                           "the budget of '%.*s' is wanted by funding line", STR_ARG(row->id));
        diag_help(reader->reader->diags, found, "write '- %.*s: {%.*s: 1000}', or {} for none",
                  STR_ARG(row->id), STR_ARG(book->lines[0].id));
    } else {
        budget_read(reader, key->value, row);
    }
    row->scheme = scheme;
    if (scheme && scheme->held_by) row->held_by = scheme->held_by;
    row->label = scheme ? scheme->name : row->id;
    if (id_is_free(reader, row)) attach(parent, row);
}

static void block_read(BookReader *reader, const Node *item, Row *parent)
{
    Record      record = record_open(reader->reader, item, "block");
    const Node *id = record_need(&record, "block");
    const Node *partner = NULL;
    const Node *rows = NULL;
    // That the key is there is known: it made this item a block.
    if (!id || !node_id(reader->reader, id)) return;
    Row *row = row_new(reader, ROW_BLOCK, id, parent);
    row->heading = record_text(&record, "heading");
    row->label = record_text(&record, "total");
    if (row->label.len == 0) row->label = STR("Total");
    if ((partner = record_field(&record, "held_by"))) row->held_by = partner_named(reader, partner);
    if ((partner = record_field(&record, "transfer_from"))) {
        row->transfer_from = partner_named(reader, partner);
    }
    const Scheme *scheme = index_find(&reader->book->scheme_index, row->id);
    if (scheme) {
        Diag *found =
            diag(reader->reader->diags, DIAG_ID_TWICE, id->span,
                 "'%.*s' is the id of a scheme, and cannot be a block's too", STR_ARG(row->id));
        diag_note(reader->reader->diags, found, scheme->span, "the scheme");
    } else if (id_is_free(reader, row)) {
        attach(parent, row);
    }
    if ((rows = record_need(&record, "rows"))) rows_read(reader, rows, row);
    record_close(&record);
}

// Amounts that stand beside their scheme instead of below it make two keys of
// one item.
static void report_item(BookReader *reader, const Node *item)
{
    Diags      *diags = reader->reader->diags;
    const Node *first = item->kind == NODE_MAP ? item->first : NULL;
    if (first && node_is_blank(first->value)) {
        Span  place = first->next ? first->next->span : first->span;
        Diag *found = diag(diags, DIAG_ROW_NOT_INDENTED, place,
                           "the amounts of '%.*s' must be indented below it", STR_ARG(first->text));
        diag_help(diags, found, "write '- %.*s: {line: amount}', or indent by two spaces more",
                  STR_ARG(first->text));
    } else {
        Diag *found = diag(diags, DIAG_WRONG_SHAPE, item->span,
                           "a row is one scheme with its amounts, or a block");
        diag_help(diags, found, "write '- scheme-id: {line: amount}'");
    }
}

static void rows_read(BookReader *reader, const Node *list, Row *parent)
{
    if (!node_is_list(reader->reader, list, "rows")) return;
    for (const Node *item = list->first; item; item = item->next) {
        bool is_block = false;
        if (item->kind == NODE_MAP) {
            for (const Node *key = item->first; key; key = key->next) {
                is_block |= str_is(key->text, "block");
            }
        }
        if (is_block) block_read(reader, item, parent);
        else if (item->kind != NODE_MAP || item->count != 1) report_item(reader, item);
        else if (node_is_blank(item->first->value)) report_item(reader, item);
        else scheme_row_read(reader, item->first, parent);
    }
}

// Numbers the rows in print order: a total comes after what it adds up.
static void number_rows(Book *book, Row *row)
{
    for (Row *child = row->first; child; child = child->next) number_rows(book, child);
    row->index = book->row_count;
    book->rows[book->row_count++] = row;
}

void allocations_read(BookReader *reader, const Node *node, Str total_label)
{
    Book  *book = reader->book;
    Arena *arena = reader->reader->arena;
    Row   *root = ARENA_NEW(arena, Row);
    root->kind = ROW_TOTAL;
    root->id = STR("total");
    root->label = total_label.len ? total_label : STR("Total");
    root->span = node ? node->span : (Span){book->source, 0, 0};
    book->root = root;
    book->row_index = index_new(arena);
    index_add(&book->row_index, root->id, root);
    if (node) rows_read(reader, node, root);
    book->rows = ARENA_ARRAY(arena, Row *, book->row_index.count);
    number_rows(book, root);
}
