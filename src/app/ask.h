// Asks whoever sits at the terminal. Answers that were given on the command line
// come first; where there is no terminal, or --yes was given, nobody is asked.
#pragma once
#include "app/command.h"
#include "scribe/ask.h"

typedef struct {
    Arena         *arena;
    const Options *options;
    bool          *used;   // By answer of the options: it met its question.
    Str           *faults; // What is wrong with it; empty for nothing.
    Text           asked;  // The keys of all questions that came up, for messages.
    const char    *keys;   // Of all questions that there are; NULL where none are listed.
} Person;

Person *person_new(Arena *arena, const Options *options);
Asker   person_asker(Person *person);

// "Write these files? [Y/n]": true where nobody is there to ask.
bool person_agrees(const Person *person, Str words);

// True when every --answer met its question and was good; else says which was not.
// One that met none is only said where somebody is there, who decides what becomes of
// all that was typed.
bool person_was_heard(const Person *person);
