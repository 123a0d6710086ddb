#include "scribe/succession.h"

#include "base/text.h"

// On or before 1 April; a month of which no day is known counts as its first.
static bool is_over(Date on, Year year)
{
    if (on.year != year.start) return on.year < year.start;
    return on.month < 4 || (on.month == 4 && on.day <= 1);
}

const Partner *partner_when_year_begins(Arena *arena, const Partner *partner, Year year, Str *mark)
{
    while (partner->successor) {
        const Partner *to = partner->successor;
        Date           on = partner->succeeded_on;
        if (!date_is_set(on)) {
            *mark = str_format(arena, "whether %.*s has followed %.*s", STR_ARG(to->id),
                               STR_ARG(partner->id));
        } else if (!is_over(on, year)) {
            if (date_is_after_year(on, year)) break;
            *mark =
                str_format(arena, "%.*s follows %.*s on %.*s: split it by date", STR_ARG(to->id),
                           STR_ARG(partner->id), STR_ARG(date_in_words(arena, on)));
            break;
        }
        partner = to;
    }
    return partner;
}
