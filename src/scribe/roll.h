// A year rolled forward: last year's book as the description of the next one. What
// last year's book cannot know is asked, and marked where nobody answers.
#pragma once
#include "post/post.h"
#include "scribe/ask.h"
#include "scribe/draft.h"

// Whose amounts rise. Of those that concern one amount the narrowest counts: a scheme
// before the schemes of a line before every scheme.
typedef enum { UPLIFT_SCHEMES, UPLIFT_SCHEMES_OF_LINE, UPLIFT_SCHEME, UPLIFT_LINE } UpliftOf;

typedef struct {
    UpliftOf of;
    Str      id;
    Rate     rate;
} Uplift;

typedef struct {
    Str from; // Ids of schemes.
    Str into;
} Merge;

typedef struct {
    const Uplift *uplifts;
    size_t        uplift_count;
    Str          *ends;
    size_t        end_count;
    Merge        *merges;
    size_t        merge_count;
    Asker         asker;
} RollChoices;

// Of one line of the new year: contributions + brought forward = schemes + growth.
typedef struct {
    const Line *line;
    Money       contributions;
    Money       brought_forward;
    Money       schemes;
    Money       growth;
} RollLine;

typedef struct {
    BookDraft book;
    RollLine *lines;
    size_t    line_count;
    Text      said; // What was done, a sentence a line.
} Roll;

// "1.7%", "carers=1.7%", "schemes:nhs-minimum=1.7%", "nhs-minimum=5.66%"; `scheme:` and
// `line:` tell apart what has one id. False and why.
bool uplift_read(Arena *arena, Str text, const Book *last, const Book *next, Uplift *out, Str *why);
// "old-scheme=new-scheme". False and why.
bool merge_read(Arena *arena, Str text, Merge *out, Str *why);

// Asks which schemes end or merge; false where nobody says.
bool ask_changes(Arena *arena, const Book *last, RollChoices *choices);

// `next` has the lines and partners of the new year; its own rows do not count. The
// paths of the draft are the caller's to fill in. NULL and why.
Roll *roll_forward(Arena *arena, const Ledger *last, const Book *next, RollChoices *choices,
                   Str *why);
