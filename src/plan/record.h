// Reads a map as a record: each field is asked for by name, and closing the
// record reports what is missing and what nobody asked for. A reader then looks
// like the file it reads.
#pragma once
#include "parse/node.h"
#include "plan/plan.h"

// What the readers of one project share.
typedef struct {
    Arena   *arena;
    Diags   *diags;
    Notes   *notes;   // Where `note:` goes; NULL where no file is being read.
    Amounts *amounts; // Where amounts stand; NULL where nobody wants to know.
} Reader;

#define RECORD_FIELDS_MAX 48

typedef struct {
    Reader     *reader;
    const Node *map;  // NULL when the node was no map: then every field is absent.
    const char *what; // "scheme", for messages.
    Str         known[RECORD_FIELDS_MAX];
    size_t      known_count;
    Str         missing[RECORD_FIELDS_MAX]; // Needed and absent, to be said on closing.
    size_t      missing_count;
} Record;

// `what` is the record's name with its article left off: "funding line".
Record record_open(Reader *reader, const Node *node, const char *what);
void   record_close(Record *record);

// The value of a field, or NULL when it is absent. A field that is asked for
// with `record_need` and is absent is reported, at the record.
const Node *record_field(Record *record, const char *key);
// The key of a field that is there.
const Node *record_key(const Record *record, const char *key);
const Node *record_need(Record *record, const char *key);

// Fields of the book format that this version cannot use: refused, not ignored.
void record_later(Record *record, const char *const *keys, size_t count);

// Texts. A name is refused when YAML would drop part of it.
Str  record_text(Record *record, const char *key);
Str  record_text_needed(Record *record, const char *key);
void record_text_over(Record *record, const char *key, Str *text); // Where absent it stays.
bool record_yes(Record *record, const char *key);
Date record_date(Record *record, const char *key);
// The position in `names` (which ends in NULL), or -1.
int record_one_of(Record *record, const char *key, const char *const *names, bool needed);

// Values of a node, for readers that hold one. False after a report.
bool node_is_map(Reader *reader, const Node *node, const char *what);
bool node_is_list(Reader *reader, const Node *node, const char *what);
bool node_text(Reader *reader, const Node *node, Str *out);
bool node_id(Reader *reader, const Node *node); // Its text is an id, and not a reserved one.
bool node_money(Reader *reader, const Node *node, Money *out);
bool node_rate(Reader *reader, const Node *node, Rate *out);
bool node_year(Reader *reader, const Node *node, Year *out);
bool node_date(Reader *reader, const Node *node, Date *out);
bool node_yes(Reader *reader, const Node *node, bool *out);
bool node_one_of(Reader *reader, const Node *node, const char *const *names, int *out);

// Reports more items than a limit allows.
bool is_past(Reader *reader, const Node *node, const char *what, size_t limit);

// Takes `note:` from a map whose other keys are ids; true when the key is one.
bool note_taken(Reader *reader, const Node *key);

// Reports an id that nothing has, with the nearest one there is.
void report_unknown(Reader *reader, Span span, const char *what, Str id, const Str *known,
                    size_t count);
