// Asks whoever sits at the terminal. Answers that were given on the command line
// come first; where there is no terminal, or --yes was given, nobody is asked.
#pragma once
#include "app/command.h"
#include "scribe/ask.h"

typedef struct {
    Arena         *arena;
    const Options *options;
    bool          *used;  // By answer of the options.
    Text           asked; // The keys of all questions that came up, for messages.
} Person;

Person *person_new(Arena *arena, const Options *options);
Asker   person_asker(Person *person);

// "Write these files? [Y/n]": true where nobody is there to ask.
bool person_agrees(const Person *person, Str words);

// True when every --answer met its question; else says which did not.
bool person_was_heard(const Person *person);
