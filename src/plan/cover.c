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

static bool is_approved(const Contribution *item)
{
    return item->approval && decision_approves(item->approval->decision);
}

static bool is_of_one(const Contribution *a, const Contribution *b)
{
    return a->line == b->line && a->from == b->from && a->supplement == b->supplement &&
           (!a->supplement || str_equal(a->reference, b->reference));
}

// The most that was covered before: what was planned, or a notice that was approved.
static Money covered_before(const Book *book, const Contribution *item)
{
    Money most = {0};
    for (Status status = STATUS_ESTIMATED; status < item->status; status++) {
        Money sum = {0};
        for (size_t i = 0; i < book->contribution_count; i++) {
            const Contribution *old = &book->contributions[i];
            if (old->status != status || !is_of_one(old, item)) continue;
            bool planned = !old->replaces && !old->supplement;
            if (planned || is_approved(old)) sum = money_add(sum, old->amount);
        }
        if (sum.pence > most.pence) most = sum;
    }
    return most;
}

// Items of one status that stand for the same are covered one after another.
static Money left_for(const Book *book, const Contribution *item)
{
    Money left = covered_before(book, item);
    for (const Contribution *one = book->contributions; one < item; one++) {
        if (one->status == item->status && is_of_one(one, item))
            left = money_sub(left, one->amount);
    }
    return left.pence > 0 ? left : (Money){0};
}

Money contribution_awaits(const Book *book, const Contribution *item)
{
    bool planned = !item->supplement && !item->replaces;
    if (planned || item->replaced_by || is_approved(item)) return (Money){0};
    Money over = item->replaces ? money_sub(item->amount, left_for(book, item)) : item->amount;
    return !item->replaces || over.pence > 0 ? over : (Money){0};
}

Cover cover_of(const Book *book, const Contribution *item)
{
    if (contribution_awaits(book, item).pence != 0) return COVER_NONE;
    bool planned = !item->supplement && !item->replaces;
    return planned || !is_approved(item) ? COVER_BY_BUDGET : COVER_BY_APPROVAL;
}

Money book_awaiting(const Book *book)
{
    Money sum = {0};
    for (size_t i = 0; i < book->contribution_count; i++) {
        sum = money_add(sum, money_abs(contribution_awaits(book, &book->contributions[i])));
    }
    return sum;
}
