// A YAML file as a tree. Scalars stay text until plan types them, so `no` is a
// word and `010` keeps its zero; every node knows its place.
#pragma once
#include "base/diag.h"

#define NODE_DEPTH_MAX 16

typedef enum { NODE_SCALAR, NODE_LIST, NODE_MAP } NodeKind;

typedef struct Node {
    NodeKind     kind;
    Span         span;
    Str          text;  // Of a scalar.
    bool         plain; // A scalar without quotes.
    struct Node *first; // Items of a list; keys of a map.
    struct Node *last;
    struct Node *next;
    struct Node *value; // Of a key.
    size_t       count;
    bool         used; // A key that some reader asked for.
} Node;

// Absent: a scalar without quotes and without text, such as `key:`.
bool node_is_blank(const Node *node);

// Reads one document of the subset in docs/book-format.md. Returns NULL after
// an error that leaves no tree worth reading; other errors are only reported.
Node *tree_parse(Arena *arena, const Source *source, Diags *diags);

const char *tree_library_version(void); // Of libyaml.
