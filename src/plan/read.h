// The readers of single files, for the shelf; and what they share.
#pragma once
#include "plan/shelf.h"

YearPack *pack_read(Reader *reader, const Node *tree, const Source *source);
Board    *board_read(Reader *reader, const Node *tree, const Source *source);
Book     *book_read(Shelf *shelf, const Node *tree, const Source *source);

// `funding_lines:` of a pack or board.
Line *lines_read(Reader *reader, const Node *node, size_t *count);

// One scheme's facts; those that are given replace those that stand.
void scheme_read(Reader *reader, const Node *node, Scheme *scheme);

// The list of texts under a node.
Str *texts_read(Reader *reader, const Node *node, const char *what, size_t *count);

// Opens a file's record: `format: 1` first, then `kind:`.
Record file_open(Reader *reader, const Node *tree, const char *kind);

// What the readers of a book's sections share.
typedef struct {
    Reader *reader;
    Book   *book;
    Str    *line_ids; // For "did you mean".
    Str    *partner_ids;
    Str    *scheme_ids;
    Str    *row_ids;      // NULL until a row is first looked for in vain.
    bool    rows_refused; // Then a row may be missing because of what was said already.
} BookReader;

// A money node of the book, no finer than its unit.
bool book_money(BookReader *reader, const Node *node, Money *out);
// `penny`, `pound`, ... `million`, or the number of pounds.
int64_t unit_read(Reader *reader, const Node *node);
// Reports and returns NULL when there is none of that name.
const Line    *line_named(BookReader *reader, const Node *node);
const Partner *partner_named(BookReader *reader, const Node *node);
// {line: amount, ...} into an array by line.
void amounts_read(BookReader *reader, const Node *node, Amount *amounts);

void allocations_read(BookReader *reader, const Node *node, Str total_label);
void outturn_read(BookReader *reader, const Node *node);
void contributions_read(BookReader *reader, const Node *node);
void approvals_read(BookReader *reader, const Node *node);
void decisions_read(BookReader *reader, const Node *node);
void published_read(BookReader *reader, const Node *node);
