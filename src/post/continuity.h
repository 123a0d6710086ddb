// What of last year goes on this year: which lines continue which, and which
// schemes of the two years have to do with each other. docs/many-books.md has the rules.
#pragma once
#include "post/post.h"

// Whether a line takes over one of last year's: one that it replaces, else that of its id.
bool line_continues(const Line *line, const Line *before);

// The lines of last year that a line continues. The count is 0 where there is none.
size_t line_predecessors(Arena *arena, const Line *line, const Book *previous,
                         const Line ***predecessors);

// How many of the book's lines continue one of last year's: it has ended where none does.
size_t line_successors(const Book *book, const Line *before);

// The same, of the ledger's two years, without those that another line continues too:
// what they had cannot be told apart.
size_t line_priors(Arena *arena, const Ledger *ledger, const Line *line, const Line ***priors);

// The line of the next year's book that goes on with one of the ledger's, alone or with
// others; NULL where none does, or no later book is looked at.
const Line *line_next(const Ledger *ledger, const Line *line);

// What later years, as far as they are looked at, commit of a line less what they pay in:
// budgets, and contributions turned. The count.
size_t select_later(Arena *arena, const Ledger *ledger, const Line *line, Selector **selectors);
Money  later_commitments(Arena *arena, const Ledger *ledger, const Line *line);

// Whether anything was posted to a line but the memorandum of who it was passed on to.
bool line_had_money(const Ledger *ledger, const Line *line);

// What became of the schemes of a group.
typedef enum {
    CHANGE_NONE, // The same one in both years.
    CHANGE_NEW,
    CHANGE_ENDED,
    CHANGE_RENAMED,
    CHANGE_MERGED,
    CHANGE_SPLIT,
    CHANGE_REGROUPED,
} Change;

// A scheme, by its id, in the year's book and the one before.
typedef struct Continuity {
    const Row         *now;  // NULL where this year gives it nothing; so with the other.
    const Row         *then; // Of the book before.
    bool               growth;
    Change             change; // Of its group.
    size_t             group;  // The position of the group's first.
    struct Continuity *next;   // Of its group, in a ring; itself where it is alone.
} Continuity;

typedef struct {
    Continuity *items; // This year's rows in print order, then those of last year alone.
    size_t      count;
    size_t     *by_row; // By Row.index of this year's book: its item, or SIZE_MAX.
} Continuities;

// Of a ledger with a previous one.
Continuities schemes_continued(Arena *arena, const Ledger *ledger);
