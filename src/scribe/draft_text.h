// What the writers of the three kinds of file share: comments, records in { } and,
// where a line would grow too long, on lines of their own.
#pragma once
#include "base/text.h"
#include "scribe/draft.h"

#define DRAFT_COLUMNS_MAX 140
#define DRAFT_FIELDS_MAX  16

// The keys of a record with their values, as they are written.
typedef struct {
    Str    keys[DRAFT_FIELDS_MAX];
    Str    values[DRAFT_FIELDS_MAX];
    size_t count;
} Fields;

void fields_add(Fields *fields, const char *key, Str value); // An empty value adds nothing.
void fields_add_text(Arena *arena, Fields *fields, const char *key, Str value); // Quoted if needed.

// Comment lines, each behind "# "; nothing of an empty text.
void draft_comment(Text *out, size_t indent, Str lines);
// A section's first line, after an empty one and its comment; `nothing` is what
// stands there for a section without items, such as "[]", else "".
void draft_section(Text *out, Str above, const char *key, const char *nothing);
// What a remark says above its item, and at the end of its line, which it ends.
void draft_above(Text *out, size_t indent, const Remark *remark);
void draft_end(Text *out, const Remark *remark);

// "key: value" with its remark; nothing of an empty value.
void draft_field(Text *out, size_t indent, const char *key, Str value, const Remark *remark);
void draft_text_field(Text *out, size_t indent, const char *key, Str text, const Remark *remark);

// "id:   {key: value}", padded so that ids of `width` stand in a column.
void draft_record(Text *out, size_t indent, Str id, size_t width, const Fields *fields,
                  const Remark *remark);

// A list of texts: "[nhs, council]".
Str draft_list(Arena *arena, const Str *items, size_t count);

// "12,580,268" or "12,580,268.50".
Str draft_money(Arena *arena, Money money);

// "pound" of 100 pence; empty where it is no unit.
Str draft_unit(int64_t unit);

// What packs and boards, and boards and books, have in common.
void draft_lines(Text *out, const DraftLine *lines, size_t count);
void draft_schemes(Text *out, const DraftScheme *schemes, size_t count);

// Amounts of many rows in the same columns.
typedef struct {
    const Str *columns;
    size_t     column_count;
    size_t    *widths; // Of the widest amount.
    bool       stated; // Whether any was stated.
    bool       aligned;
} Cells;

Cells cells_new(Arena *arena, const Str *columns, size_t count);
// Makes room for a row's amounts, empty where not stated; `before` is what its id takes.
void cells_widen(Cells *cells, const Str *values, size_t before);
// "- id:   {line: 100, other: 20}" or, too long for that, on lines of their own. An id
// without dash has an empty `dash`.
void cells_add(Text *out, size_t indent, const char *dash, Str id, size_t width, const Cells *cells,
               const Str *values, Str note, const Remark *remark);

// A book's printed tables.
void draft_published(Text *out, const DraftTable *tables, size_t count);
