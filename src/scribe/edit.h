// What `bcf set` can change, in the words of a book: "outturn carers nhs-minimum
// 1158022" is found in its tree and becomes an edit of one place.
#pragma once
#include "plan/plan.h"
#include "scribe/splice.h"

// A file as it stands, or as the edits before this one left it. Places that a user
// names are those of `first`.
typedef struct {
    const Source *source; // NULL where there is no such file.
    const Node   *tree;
    const Source *first;
    Splice       *done; // The edits, in order.
    size_t        done_count;
} EditFile;

typedef struct {
    const Book *book; // As it was loaded: its ids, its rows and lines in order.
    EditFile    file;
    EditFile    board;
    EditFile    pack;
} EditProject;

typedef struct {
    const EditFile *file; // Of the project: the book's, the board's, the pack's.
    Splice          splice;
    const Node     *target; // See splice_is_clean; NULL where a mark goes:
    Span            mark;   // that comment. See splice_took_comment.
    bool            stands; // It says so already: there is nothing to change.
    const Node     *place;  // Where it stands then.
} Edit;

// False with the reason, in words fit to follow "bcf: ".
bool edit_find(Arena *arena, const EditProject *project, const Str *words, size_t count, Edit *edit,
               Str *why);
