// A book as it stood on a day, or at the end of a period.
#include <string.h>

#include "plan/read.h"

typedef struct {
    Arena      *arena;
    const Book *from;
    Book       *to;
    BookView    view;
} Viewer;

bool book_is_viewed(const Book *book)
{
    return date_is_set(book->view.as_of) || book->view.period > 0;
}

// Period 13 is the adjustments after the year: nothing comes later.
static Date last_day(Year year, BookView view)
{
    Date end = {0};
    if (view.period > 0 && view.period < PERIOD_MAX) end = period_end(year, view.period);
    if (!date_is_set(view.as_of)) return end;
    if (date_is_set(end) && date_order(end, view.as_of) < 0) return end;
    return view.as_of;
}

Date book_until(const Book *book)
{
    return last_day(book->year, book->view);
}

static bool is_later(const Viewer *viewer, Date on)
{
    Date last = last_day(viewer->from->year, viewer->view);
    return date_is_set(on) && date_is_set(last) && date_order(on, last) > 0;
}

// A report of a period is made after it, and so may a virement be: only the day tells.
static bool is_after(Date as_of, Date on)
{
    return date_is_set(as_of) && date_order(on, as_of) > 0;
}

// Nobody knew on a day who would decide after it; a period is closed with what was
// decided since.
static const Approval *known(const Viewer *viewer, const Approval *approval)
{
    Date as_of = viewer->view.as_of;
    bool later = approval && date_is_set(as_of) && date_is_set(approval->on) &&
                 date_order(approval->on, as_of) > 0;
    return later ? NULL : approval;
}

static void view_approvals(Viewer *viewer)
{
    const Book *from = viewer->from;
    Book       *to = viewer->to;
    to->approvals = ARENA_ARRAY(viewer->arena, Approval, from->approval_count);
    to->approval_count = 0;
    for (size_t i = 0; i < from->approval_count; i++) {
        if (known(viewer, &from->approvals[i])) {
            to->approvals[to->approval_count++] = from->approvals[i];
        }
    }
}

// What was planned stays, whenever it falls due; what was added later, or was known
// better later, goes.
static void view_contributions(Viewer *viewer)
{
    const Book *from = viewer->from;
    Book       *to = viewer->to;
    to->contributions = ARENA_ARRAY(viewer->arena, Contribution, from->contribution_count);
    to->contribution_count = 0;
    for (size_t i = 0; i < from->contribution_count; i++) {
        Contribution item = from->contributions[i];
        if ((item.supplement || item.replaces) && is_later(viewer, item.on)) continue;
        item.approval = known(viewer, item.approval);
        to->contributions[to->contribution_count++] = item;
    }
    contributions_settle(to->contributions, to->contribution_count);
}

static void view_virements(Viewer *viewer)
{
    const Book *from = viewer->from;
    Book       *to = viewer->to;
    to->virements = ARENA_ARRAY(viewer->arena, Virement, from->virement_count);
    to->virement_count = 0;
    for (size_t i = 0; i < from->virement_count; i++) {
        Virement item = from->virements[i];
        Date     on = date_is_set(item.on) ? item.on : period_end(from->year, item.period);
        bool     past = viewer->view.period && item.period > viewer->view.period;
        bool     later = is_after(viewer->view.as_of, on);
        if (past || later) continue;
        item.approval = known(viewer, item.approval);
        to->virements[to->virement_count++] = item;
    }
}

static void view_monitoring(Viewer *viewer)
{
    const Book *from = viewer->from;
    Book       *to = viewer->to;
    to->monitoring = ARENA_ARRAY(viewer->arena, Monitoring, from->monitoring_count);
    to->monitoring_count = 0;
    for (size_t i = 0; i < from->monitoring_count; i++) {
        const Monitoring *item = &from->monitoring[i];
        Date on = date_is_set(item->on) ? item->on : period_end(from->year, item->period);
        bool past = viewer->view.period && item->period > viewer->view.period;
        bool later = is_after(viewer->view.as_of, on);
        if (!past && !later) to->monitoring[to->monitoring_count++] = *item;
    }
}

static void view_payments(Viewer *viewer)
{
    const Book *from = viewer->from;
    Book       *to = viewer->to;
    to->payments = ARENA_ARRAY(viewer->arena, Payment, from->payment_count);
    to->payment_count = 0;
    for (size_t i = 0; i < from->payment_count; i++) {
        const Payment *item = &from->payments[i];
        if (!is_later(viewer, item->on)) to->payments[to->payment_count++] = *item;
    }
}

static void view_year_end(Viewer *viewer)
{
    const Book *from = viewer->from;
    Book       *to = viewer->to;
    to->year_end = ARENA_ARRAY(viewer->arena, YearEnd, from->line_count);
    to->waivers = ARENA_ARRAY(viewer->arena, Waiver, from->waiver_count);
    to->waiver_count = 0;
    for (size_t i = 0; i < from->line_count; i++) {
        to->year_end[i] = from->year_end[i];
        to->year_end[i].approval = known(viewer, from->year_end[i].approval);
    }
    for (size_t i = 0; i < from->waiver_count; i++) {
        bool printed = from->waivers[i].code == DIAG_PUBLISHED_BREAK; // That is not looked at.
        if (!printed && known(viewer, from->waivers[i].approval)) {
            to->waivers[to->waiver_count++] = from->waivers[i];
        }
    }
}

// Until the year has ended nobody knows how it ends.
static void forget_year_end(Viewer *viewer)
{
    Book *to = viewer->to;
    to->stage = STAGE_BUDGET;
    to->year_end = ARENA_ARRAY(viewer->arena, YearEnd, to->line_count);
    to->year_end_stated = false;
    to->passported_count = 0;
    to->waiver_count = 0;
}

Book *book_view(Arena *arena, const Book *book, BookView view)
{
    Book  *to = ARENA_NEW(arena, Book);
    Viewer viewer = {arena, book, to, view};
    Date   last = last_day(book->year, view);
    memcpy(to, book, sizeof *to);
    to->view = view;
    to->published_count = 0;
    for (size_t i = 0; i < STAGE_COUNT; i++) to->decisions[i] = known(&viewer, book->decisions[i]);
    view_approvals(&viewer);
    view_contributions(&viewer);
    view_virements(&viewer);
    view_monitoring(&viewer);
    view_payments(&viewer);
    view_year_end(&viewer);
    if (date_is_set(last) && !date_is_after_year(last, book->year)) forget_year_end(&viewer);
    if (is_later(&viewer, book->closed.on)) to->closed = (Closed){0};
    return to;
}

Str view_in_words(Arena *arena, BookView view)
{
    Str day = date_is_set(view.as_of)
                  ? str_format(arena, "as at %.*s", STR_ARG(date_in_words(arena, view.as_of)))
                  : STR("");
    if (view.period == 0) return day;
    return str_format(arena, "at period %d%s%.*s", view.period, day.len ? ", " : "", STR_ARG(day));
}
