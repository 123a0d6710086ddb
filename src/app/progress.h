// What is being done, for whoever waits: after a second one line says so on standard
// error and is written over from then on. It appears on a terminal alone, and is gone
// before anything else is printed.
#pragma once

// From now on this is done: "writing", "out/fund.xlsx". The line says "writing
// out/fund.xlsx ... 5 s"; the second of patience began at the first step.
void progress_step(const char *doing, const char *what);

// Takes the line away. Whatever prints calls it first; a later step begins anew.
void progress_end(void);
