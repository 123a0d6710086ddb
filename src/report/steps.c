#include "report/steps.h"

#define BETWEEN_COUNT (STEP_KIND_COUNT - STEP_UNALLOCATED)

static const struct {
    const char *name;
    const char *label;
} kinds[STEP_KIND_COUNT] = {
    [STEP_DISTRIBUTED] = {"distributed", "growth distributed"},
    [STEP_ENDED] = {"ended", "schemes that ended"},
    [STEP_RENAMED] = {"renamed", "schemes renamed"},
    [STEP_MERGED] = {"merged", "schemes merged"},
    [STEP_SPLIT] = {"split", "schemes split"},
    [STEP_REGROUPED] = {"regrouped", "schemes regrouped"},
    [STEP_NEW] = {"new", "new schemes"},
    [STEP_UPLIFTED] = {"uplifted", "uplifts"},
    [STEP_REDUCED] = {"reduced", "reductions"},
    [STEP_SET_ASIDE] = {"set-aside", "growth set aside"},
    [STEP_UNALLOCATED] = {"unallocated", "not allocated"},
    [STEP_BROUGHT_FORWARD] = {"brought-forward", "less brought forward"},
    [STEP_ROUNDING] = {"rounding", "rounding"},
};

const char *step_name(StepKind kind)
{
    return kinds[kind].name;
}

const char *step_label(StepKind kind)
{
    return kinds[kind].label;
}

Money step_movement(const Step *step)
{
    return money_sub(step->now.money, step->then.money);
}

static StepKind kind_of(const Continuity *scheme, Money movement)
{
    bool falls = movement.pence < 0;
    if (scheme->growth) return falls ? STEP_DISTRIBUTED : STEP_SET_ASIDE;
    switch (scheme->change) {
    case CHANGE_NONE: return falls ? STEP_REDUCED : STEP_UPLIFTED;
    case CHANGE_NEW: return STEP_NEW;
    case CHANGE_ENDED: return STEP_ENDED;
    case CHANGE_RENAMED: return STEP_RENAMED;
    case CHANGE_MERGED: return STEP_MERGED;
    case CHANGE_SPLIT: return STEP_SPLIT;
    case CHANGE_REGROUPED: return STEP_REGROUPED;
    }
    return STEP_REGROUPED;
}

Step step_of_scheme(const Movements *all, const MoveLine *line, const Continuity *scheme)
{
    Step step = {.scheme = scheme,
                 .then = side_of_scheme(all, line, scheme->then, SIDE_THEN),
                 .now = side_of_scheme(all, line, scheme->now, SIDE_NOW)};
    step.kind = kind_of(scheme, step_movement(&step));
    return step;
}

static Step step_between(const Movements *all, const MoveLine *line, StepKind kind)
{
    static Side (*const sides[BETWEEN_COUNT])(const Movements *, const MoveLine *, SideYear) = {
        side_unallocated, side_brought_forward, side_rounding};
    size_t at = (size_t)(kind - STEP_UNALLOCATED);
    return (Step){.kind = kind,
                  .then = sides[at](all, line, SIDE_THEN),
                  .now = sides[at](all, line, SIDE_NOW)};
}

Steps steps_of_line(const Movements *all, const MoveLine *line)
{
    Steps steps = {.items = ARENA_ARRAY(all->arena, Step, all->schemes.count + BETWEEN_COUNT)};
    for (size_t i = 0; i < all->schemes.count; i++) {
        Step step = step_of_scheme(all, line, &all->schemes.items[i]);
        if (step_movement(&step).pence != 0) steps.items[steps.count++] = step;
        else steps.unchanged += step.now.money.pence != 0;
    }
    for (StepKind kind = STEP_UNALLOCATED; kind < STEP_KIND_COUNT; kind++) {
        Step step = step_between(all, line, kind);
        bool any = step.then.money.pence != 0 || step.now.money.pence != 0;
        if (any) steps.items[steps.count++] = step;
    }
    return steps;
}
