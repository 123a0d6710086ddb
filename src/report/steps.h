// What lies between last year's contributions and this year's: the steps that the
// bridge lists one by one and the waterfall adds up by kind.
#pragma once
#include "post/movements.h"
#include "report/report.h"

// In the order of the waterfall.
typedef enum {
    STEP_DISTRIBUTED, // Growth that went to schemes.
    STEP_ENDED,
    STEP_RENAMED,
    STEP_MERGED,
    STEP_SPLIT,
    STEP_REGROUPED,
    STEP_NEW,
    STEP_UPLIFTED,
    STEP_REDUCED,
    STEP_SET_ASIDE, // Growth that no scheme has yet.
    STEP_UNALLOCATED,
    STEP_BROUGHT_FORWARD,
    STEP_ROUNDING,
    STEP_KIND_COUNT
} StepKind;

const char *step_name(StepKind kind);  // "set-aside".
const char *step_label(StepKind kind); // "growth set aside".

// A scheme in one line, or what lies between a line's budgets and its contributions.
typedef struct {
    StepKind          kind;
    const Continuity *scheme; // NULL where it is of the line.
    Side              then;
    Side              now;
} Step;

typedef struct {
    Step  *items; // Schemes as in the movement, then the others; those alone that move.
    size_t count;
    size_t unchanged; // Schemes with an amount of the line that do not, nil apart.
} Steps;

Money step_movement(const Step *step);
Steps steps_of_line(const Movements *all, const MoveLine *line);
// The scheme's amounts of a line in both years; NULL for all lines.
Step step_of_scheme(const Movements *all, const MoveLine *line, const Continuity *scheme);
