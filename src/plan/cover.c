#include "plan/cover.h"

Money contribution_adds(const Book *book, const Contribution *item)
{
    Money sum = item->amount;
    for (size_t i = 0; item->replaces && i < book->contribution_count; i++) {
        const Contribution *old = &book->contributions[i];
        if (old->replaced_by == item) sum = money_sub(sum, old->amount);
    }
    return sum;
}

Cover cover_of(const Book *book, const Contribution *item)
{
    if (!item->supplement && !item->replaces) return COVER_BY_BUDGET;
    // A notice of less than was estimated needs nobody's approval.
    if (item->replaces && contribution_adds(book, item).pence <= 0) return COVER_BY_BUDGET;
    bool approved = item->approval && decision_approves(item->approval->decision);
    return approved ? COVER_BY_APPROVAL : COVER_NONE;
}

Money book_awaiting(const Book *book)
{
    Money sum = {0};
    for (size_t i = 0; i < book->contribution_count; i++) {
        const Contribution *item = &book->contributions[i];
        if (cover_of(book, item) == COVER_NONE) sum = money_add(sum, contribution_adds(book, item));
    }
    return sum;
}
