#include "reconcile/sharing.h"

typedef struct {
    Arena           *arena;
    const Ledger    *ledger;
    const RiskTerms *terms;
    const Partner  **partners;
    Money           *weights;
    Money           *room;   // What each may still bear.
    bool            *capped; // It has a cap at all.
    size_t           count;
} Division;

static void add_weight(Division *division, const Partner *partner, Money weight)
{
    for (size_t i = 0; i < division->count; i++) {
        if (division->partners[i] != partner) continue;
        division->weights[i] = money_add(division->weights[i], weight);
        return;
    }
    division->partners[division->count] = partner;
    division->weights[division->count++] = weight;
}

// In proportion to what each pays into the line; who was succeeded counts as its
// successor, and who has paid nothing in the end bears nothing.
static void weigh_contributions(Division *division, const Line *line)
{
    const Board *board = division->ledger->book->board;
    for (size_t i = 0; i < board->partner_count; i++) {
        Selector paid = select_contributions(division->ledger, line);
        paid.partner = &board->partners[i];
        if (!selector_next(&paid, NULL)) continue;
        add_weight(division, partner_last(paid.partner), ledger_sum(&paid));
    }
    for (size_t i = 0; i < division->count; i++) {
        if (division->weights[i].pence < 0) division->weights[i] = (Money){0};
    }
}

static void weigh(Division *division, const Line *line)
{
    const Board     *board = division->ledger->book->board;
    const RiskTerms *terms = division->terms;
    switch (terms->sharing) {
    case SHARING_FIXED:
        for (size_t i = 0; i < terms->count; i++) {
            add_weight(division, partner_last(terms->partners[i]), terms->weights[i]);
        }
        break;
    case SHARING_CONTRIBUTIONS: weigh_contributions(division, line); break;
    case SHARING_HOST:
        for (size_t i = 0; i < board->partner_count; i++) {
            if (!board->partners[i].host) continue;
            add_weight(division, partner_last(&board->partners[i]), (Money){1});
        }
        break;
    case SHARING_NOT_STATED: break;
    }
}

static void find_room(Division *division)
{
    const PartnerAmounts *caps = &division->terms->caps;
    for (size_t i = 0; i < division->count; i++) {
        const Partner *partner = division->partners[i];
        for (size_t j = 0; j < caps->count; j++) {
            if (partner_last(caps->items[j].partner) != partner_last(partner)) continue;
            division->capped[i] = true;
            division->room[i] = caps->items[j].amount;
        }
    }
}

// One round: what is left is divided among those who are not full; whoever would get
// more than it may is filled and the rest divided again. False once it all fits.
static bool fill_one(Division *division, Money left, bool *full, Money *parts)
{
    int64_t unit = division->ledger->book->unit;
    Money   whole = {0};
    Money  *weights = ARENA_ARRAY(division->arena, Money, division->count);
    for (size_t i = 0; i < division->count; i++) {
        if (!full[i]) weights[i] = division->weights[i];
        whole = money_add(whole, weights[i]);
    }
    if (whole.pence == 0) return false;
    bool split =
        money_split(division->arena, (Money){left.pence / unit}, weights, division->count, parts);
    assert(split); // Weights are nil or more, so no part is larger than the whole.
    bool filled = false;
    for (size_t i = 0; i < division->count; i++) {
        parts[i].pence *= unit;
        bool over = !full[i] && division->capped[i] && parts[i].pence > division->room[i].pence;
        if (!over) continue;
        full[i] = filled = true;
    }
    return filled;
}

Bearings sharing_divide(Arena *arena, const Ledger *ledger, const Line *line,
                        const RiskTerms *terms, Money amount)
{
    size_t   most = ledger->book->board->partner_count + terms->count;
    Division division = {.arena = arena, .ledger = ledger, .terms = terms};
    Bearings bearings = {.items = ARENA_ARRAY(arena, Bearing, most)};
    Money   *parts = ARENA_ARRAY(arena, Money, most);
    bool    *full = ARENA_ARRAY(arena, bool, most);
    Money    left = amount;
    Money    whole = {0};
    division.partners = ARENA_ARRAY(arena, const Partner *, most);
    division.weights = ARENA_ARRAY(arena, Money, most);
    division.room = ARENA_ARRAY(arena, Money, most);
    division.capped = ARENA_ARRAY(arena, bool, most);
    weigh(&division, line);
    find_room(&division);
    while (fill_one(&division, left, full, parts)) {
        left = amount;
        for (size_t i = 0; i < division.count; i++) {
            if (full[i]) left = money_sub(left, division.room[i]);
        }
    }
    bearings.unborne = left;
    for (size_t i = 0; i < division.count; i++) {
        if (!full[i]) whole = money_add(whole, division.weights[i]);
    }
    for (size_t i = 0; i < division.count; i++) {
        Money part = full[i] ? division.room[i] : parts[i];
        bool  odd = !full[i] && money_part_is_odd(part, left, division.weights[i], whole);
        bearings.items[bearings.count++] = (Bearing){division.partners[i], part, odd};
        if (!full[i]) bearings.unborne = money_sub(bearings.unborne, part);
    }
    return bearings;
}
