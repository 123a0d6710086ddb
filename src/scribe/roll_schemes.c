// `schemes:` of a book that was rolled forward: what the board does not say itself.
#include "scribe/roller.h"

static const Scheme *of_board(const Board *board, Str id)
{
    for (size_t i = 0; i < board->scheme_count; i++) {
        if (str_equal(board->schemes[i].id, id)) return &board->schemes[i];
    }
    return NULL;
}

static bool is_allowed(const YearPack *pack, size_t fact, Str value)
{
    if (!pack || pack->lists[fact].count == 0) return true;
    for (size_t i = 0; i < pack->lists[fact].count; i++) {
        if (str_equal(pack->lists[fact].values[i], value)) return true;
    }
    return false;
}

static bool is_as_the_board_says(const Scheme *scheme, const Scheme *board)
{
    if (!board) return false;
    bool same = str_equal(scheme->name, board->name) && scheme->tags == board->tags;
    for (size_t i = 0; i < FACT_COUNT; i++) {
        same &= str_equal(scheme->facts[i], board->facts[i]);
    }
    same &= scheme->held_by == board->held_by && str_equal(scheme->purpose, board->purpose);
    same &= scheme->lead_count == board->lead_count;
    for (size_t i = 0; same && i < scheme->lead_count; i++) {
        same = scheme->leads[i] == board->leads[i];
    }
    return same;
}

// Whether the board says already that it goes on with each.
static bool is_said(const CarriedScheme *carried, const Scheme *board)
{
    for (size_t i = 0; i < carried->merged_count; i++) {
        bool found = false;
        for (size_t j = 0; board && j < board->replaces_count; j++) {
            found |= str_equal(board->replaces[j].id, carried->merged[i].id) &&
                     board->replaces[j].from.start == carried->merged[i].from.start;
        }
        if (!found) return false;
    }
    return true;
}

// What was last year's own is carried too; a value that the new year's list does not
// have is left to be decided.
static DraftScheme carry(Roller *roller, const CarriedScheme *carried)
{
    DraftScheme draft = {.scheme = *carried->scheme};
    if (carried->name.len) draft.scheme.name = carried->name;
    draft.scheme.replaces = carried->merged;
    draft.scheme.replaces_count = carried->merged_count;
    if (draft.scheme.held_by) {
        draft.scheme.held_by = roller_partner(roller, draft.scheme.held_by, &draft.remark.mark);
    }
    for (size_t i = 0; i < draft.scheme.lead_count; i++) {
        draft.scheme.leads[i] = roller_partner(roller, draft.scheme.leads[i], &draft.remark.mark);
    }
    for (size_t i = 0; i < FACT_COUNT; i++) {
        Str *value = &draft.scheme.facts[i];
        if (value->len == 0 || is_allowed(roller->next->pack, i, *value)) continue;
        draft.remark.mark =
            str_format(roller->arena, "%s: '%.*s' of last year is not in this year's list",
                       fact_names[i], STR_ARG(*value));
        *value = STR("");
    }
    return draft;
}

void roll_schemes(Roller *roller, const CarriedScheme *carried, size_t count, Str growth_id)
{
    const Board *board = roller->last->board;
    DraftScheme *schemes = ARENA_ARRAY(roller->arena, DraftScheme, count + 1);
    BookDraft   *book = &roller->roll->book;
    size_t       made = 0;
    for (size_t i = 0; i < count; i++) {
        const Scheme *known = of_board(board, carried[i].scheme->id);
        bool          known_all =
            is_as_the_board_says(carried[i].scheme, known) && is_said(&carried[i], known);
        if (carried[i].name.len == 0 && known_all) continue;
        schemes[made++] = carry(roller, &carried[i]);
    }
    if (growth_id.len && !of_board(board, growth_id)) {
        Str name = str_format(roller->arena, "%.*s Growth", STR_ARG(roller->year));
        schemes[made++].scheme = (Scheme){.id = growth_id, .name = name, .tags = TAG_GROWTH};
    }
    book->schemes = schemes;
    book->scheme_count = made;
    book->schemes_above = STR("What the board's file does not say of them.");
}
