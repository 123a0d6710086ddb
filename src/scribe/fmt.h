// A file made neat: no blanks at the ends of lines, one line end at its end, amounts
// in one spelling. Order, comments and everything else stay.
#pragma once
#include "plan/plan.h"
#include "scribe/splice.h"

typedef struct {
    Str    bytes;
    size_t amounts; // So many were spelt anew.
    size_t lines;   // So many lost blanks at their end.
    bool   ends;    // The end of the file was mended.
} Neat;

// `amounts` are the places of amounts, none for a board or a pack. False with the
// reason when what comes of it would say something else.
bool fmt_neat(Arena *arena, const Source *source, const Node *tree, const Amounts *amounts,
              Neat *neat, Str *why);

// "£1,234.00" is 1,234.00; "(1234)" is -1234: with commas and pence where it has them.
Str fmt_amount(Arena *arena, Str text);
