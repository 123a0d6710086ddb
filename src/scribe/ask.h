// Questions to whoever makes a book. The engine sees no terminal: app hands it a
// function that asks, and what nobody answers is marked in the file with a
// comment `# to decide: ...`, which every later run brings up again (BCF225).
#pragma once
#include "base/arena.h"
#include "base/money.h"

// What is wrong with an answer and what is wanted, in words fit to follow a colon;
// empty for nothing.
typedef Str AnswerFault(Arena *arena, const void *about, Str answer);

typedef struct {
    Str        key;     // How --answer KEY=VALUE names it: "year".
    Str        words;   // "Which year is it the budget of?"
    const Str *choices; // What may be answered; none: any text that is not empty.
    size_t     choice_count;
    Str        fallback; // What is done where nobody answers; empty for a mark.
    bool       silent;   // Put to nobody: only an answer given in advance counts.

    AnswerFault *fault; // NULL where any text will do.
    const void  *about; // What it is handed.
} Question;

// The answer: one of the choices where there are some, and never one with a fault;
// the fallback, which may be empty, where nobody answers.
typedef Str Ask(void *context, const Question *question);

typedef struct {
    Ask  *ask;
    void *context;
} Asker;

Str asker_ask(const Asker *asker, const Question *question);

// "yes", "no", or empty where nobody answers.
Str asker_yes_no(const Asker *asker, Str key, Str words);

// An amount that somebody typed: its fault, or empty.
Str amount_read(Arena *arena, Str text, Money *out);
Str amount_fault(Arena *arena, const void *about, Str answer);

// What an answer may name: of many only the first are shown.
typedef struct {
    Str id;
    Str name;
} Named;

// The words of a question with what it may be answered with, one a line.
Str words_with_list(Arena *arena, Str words, const Named *named, size_t count);
