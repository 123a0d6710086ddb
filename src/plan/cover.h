// By what authority money is in the fund: which contributions the budget's decision
// covers, which an approval of their own, and which none.
#pragma once
#include "plan/plan.h"

typedef enum {
    COVER_BY_BUDGET,   // It was planned: the decision on the budget is about it.
    COVER_BY_APPROVAL, // Its own approval approves.
    COVER_NONE,        // It came later, and nobody has approved it.
} Cover;

Cover cover_of(const Book *book, const Contribution *item);

// What an item adds to the fund: its amount, less what it takes the place of.
Money contribution_adds(const Book *book, const Contribution *item);

// What of an item awaits approval; and of the whole fund, without signs.
Money contribution_awaits(const Book *book, const Contribution *item);
Money book_awaiting(const Book *book);
