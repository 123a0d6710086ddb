// An edit of a file that changes one thing and nothing else: a few bytes are
// replaced, and what comes of it is read again and held against what was there, key
// by key, value by value, comment by comment, before anybody may write it.
#pragma once
#include "parse/node.h"

// The bytes from `start` to `end` of a source give way to a text.
typedef struct {
    size_t start;
    size_t end;
    Str    text;
} Splice;

// A value in the place of another, in quotes or not as the old one was. Where blanks
// stand before the old one to keep it in a column, they give way or are added.
Splice splice_value(Arena *arena, const Source *source, const Node *old, Str value);

// A key with a value at the end of a map, or after one of its keys. The value is
// YAML as it is to stand there, on one line. `after` may be NULL for the end.
Splice splice_key(Arena *arena, const Source *source, const Node *map, const Node *after, Str key,
                  Str value);

// A section of its own: a key of the file's record whose values stand below it, each
// line of `lines` indented by two, after an empty line.
Splice splice_section(Arena *arena, const Source *source, const Node *map, const Node *after,
                      Str key, Str lines);

// An item at the end of a list.
Splice splice_item(Arena *arena, const Source *source, const Node *list, Str item);

// A comment goes, with the blanks before it; its line too when it has it to itself.
Splice splice_comment(const Source *source, Span comment);

Str splice_apply(Arena *arena, const Source *source, Splice splice);

// Where an offset is after it; false where what stood there is gone.
bool splice_moves(const Splice *splice, size_t *offset);

// Whether the bytes after it say what was there before, but for one thing: `target`
// has another value, or one key or item more; of a target that is a key the value may
// be any other. Comments must be the same, and the lines that were not touched. False with the
// reason.
bool splice_is_clean(Arena *arena, const Source *before, const Node *tree, const Source *after,
                     const Node *target, Str *why);

// Whether the bytes after it say what was there before, and of the comments only the
// one that begins at an offset of `before` is gone. False with the reason.
bool splice_took_comment(Arena *arena, const Source *before, const Node *tree, const Source *after,
                         size_t comment, Str *why);

// Where a node ends: of a record or list in brackets after the bracket that closes it.
size_t node_end(const Source *source, const Node *node);

// The comments of a file, in order, one a line.
Str comments_of(Arena *arena, const Source *source, const Node *tree);
