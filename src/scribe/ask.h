// Questions to whoever makes a book. The engine sees no terminal: app hands it a
// function that asks, and what nobody answers is marked in the file with a
// comment `# to decide: ...`, which every later run brings up again (BCF225).
#pragma once
#include "base/arena.h"
#include "base/str.h"

typedef struct {
    Str        key;     // How --answer KEY=VALUE names it: "year".
    Str        words;   // "Which year is it the budget of?"
    const Str *choices; // What may be answered; none: any text that is not empty.
    size_t     choice_count;
    Str        fallback; // What is done where nobody answers; empty for a mark.
    bool       silent;   // Put to nobody: only an answer given in advance counts.
} Question;

// The answer, one of the choices where there are some; the fallback, which may be
// empty, where nobody answers.
typedef Str Ask(void *context, const Question *question);

typedef struct {
    Ask  *ask;
    void *context;
} Asker;

Str asker_ask(const Asker *asker, const Question *question);

// "yes", "no", or empty where nobody answers.
Str asker_yes_no(const Asker *asker, Str key, Str words);
