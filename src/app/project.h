// The three files of a book that is being made: where they are, which of them are
// there already, and how they are tried, shown and written.
#pragma once
#include "app/ask.h"
#include "plan/plan.h"

typedef struct {
    Arena         *arena;
    const Options *options;
    Person        *person;
    Year           year;
    Str            root; // The project's folder, as the system has it.
    Str            pack; // Paths from there. Empty for none.
    Str            board;
    Str            book;
    Str            previous;
    Draft          drafts[3]; // What is to be written.
    Str            shown[3];  // Their paths from the root.
    size_t         draft_count;
} Project;

Project *project_new(Arena *arena, const Options *options);

// "schemes/national/" of 2022/23 is "schemes/national/2022-23.yaml".
Str project_year_file(Arena *arena, Str folder, Year year);

// Where the files of a board and year are, by custom, below --into or here. A board
// without a name is the one that is there, if there is just one.
void project_place_files(Project *project, Str board);

// False, and said, where the book is there already.
bool project_is_free(const Project *project);

bool project_has(const Project *project, Str path);
// A path as the file `from` names it; both are from the root.
Str project_link(Arena *arena, Str from, Str to);

void project_draft(Project *project, Str path, Str bytes); // Instead of one of that path.

// A book without rows: through it the pack, the board and last year's book are read.
// NULL after a report.
const Case *project_shell(Project *project);

// Tries the drafts; shows `said` and what was found; asks; writes; checks.
ExitStatus project_finish(Project *project, Str said);

// A pack or a board by itself; NULL after a report in `diags`.
const YearPack *project_pack(const Project *project, Str path, Diags *diags);
const Board    *project_board(const Project *project, Str path, Diags *diags);
