// The readers of single files, for the shelf; and what they share.
#pragma once
#include "plan/shelf.h"

YearPack *pack_read(Reader *reader, const Node *tree, const Source *source);
Board    *board_read(Reader *reader, const Node *tree, const Source *source);
Book     *book_read(Shelf *shelf, const Node *tree, const Source *source);

// `funding_lines:` of a pack or board.
Line *lines_read(Reader *reader, const Node *node, size_t *count);

// One scheme's facts; those that are given replace those that stand.
void scheme_read(Reader *reader, const Node *node, const Board *board, Scheme *scheme);

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
    bool    aside;        // Read for comparison: notices of it are not said.
    Span    section;      // Of the key of the section that is being read.
    bool    rows_refused; // Then a row may be missing because of what was said already.
} BookReader;

// A money node of the book, no finer than its unit.
bool book_money(BookReader *reader, const Node *node, Money *out);
// `penny`, `pound`, ... `million`, or the number of pounds.
int64_t unit_read(Reader *reader, const Node *node);
// Reports and returns NULL when there is none of that name.
const Line    *line_named(BookReader *reader, const Node *node);
const Partner *partner_named(BookReader *reader, const Node *node);
// The row of a scheme; `what` is what it has without one: "outturn".
Row *scheme_row_named(BookReader *reader, const Node *node, const char *what);
// The approval a record names under `approval:`; NULL where it names none.
const Approval *approval_of(BookReader *reader, Record *record);
const Approval *approval_named(BookReader *reader, const Node *node);
// {line: amount, ...} into an array by line.
void amounts_read(BookReader *reader, const Node *node, Amount *amounts);
// {partner: amount, ...}; or, where it may be `bare`, one amount of nobody named.
void partner_amounts_read(BookReader *reader, const Node *node, bool bare, PartnerAmounts *out);
// A field that is an amount, if it is there.
void record_amount(BookReader *reader, Record *record, const char *key, Amount *out);
// 1 to 13; 0 after a report.
int period_read(BookReader *reader, const Node *node);
// {scheme: amounts, ...} into an array by row; `what` it is: "outturn".
void spends_read(BookReader *reader, const Node *node, const char *what, Spend *spends);

void allocations_read(BookReader *reader, const Node *node, Str total_label);
void outturn_read(BookReader *reader, const Node *node);
void approvals_read(BookReader *reader, const Node *node);
void decisions_read(BookReader *reader, const Node *node);
void contributions_read(BookReader *reader, const Node *node);
void closed_read(BookReader *reader, const Node *node);
// Refuses a report of a closed period that was made after the closing.
void closed_hold_report(BookReader *reader, const Monitoring *report, Span span);
void virements_read(BookReader *reader, const Node *node);
void monitoring_read(BookReader *reader, const Node *node);
void payments_read(BookReader *reader, const Node *node);
void passported_read(BookReader *reader, const Node *node);
void year_end_read(BookReader *reader, const Node *node);
void waivers_read(BookReader *reader, const Node *node);
void risk_share_read(BookReader *reader, const Node *node);
void published_read(BookReader *reader, const Node *node);

// Which items others take the place of: of one partner and line, those of a lesser
// status; of supplements those of one reference.
void contributions_settle(Contribution *items, size_t count);
