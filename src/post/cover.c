#include "post/cover.h"

// What a notice adds to what was estimated; less needs nobody's approval.
static Money revision_of(const Ledger *ledger, const Contribution *item)
{
    Selector selector = {.ledger = ledger,
                         .entry = ENTRY_REVISION,
                         .account = ACCOUNT_FUNDER,
                         .line = item->line,
                         .span = item->span,
                         .credit = true};
    return ledger_sum(&selector);
}

Cover cover_of(const Ledger *ledger, const Contribution *item)
{
    if (!item->supplement && !item->replaces) return COVER_BY_BUDGET;
    if (item->replaces && revision_of(ledger, item).pence <= 0) return COVER_BY_BUDGET;
    bool approved = item->approval && decision_approves(item->approval->decision);
    return approved ? COVER_BY_APPROVAL : COVER_NONE;
}
