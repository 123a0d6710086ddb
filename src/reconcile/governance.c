// Checks of who decided and agreed: decisions, the section 75 agreement, the
// national conditions, and whether the year's facts were verified.
#include "reconcile/check.h"

// The budget binds only once it is approved, or ratified, or left to somebody
// with authority. An outturn may simply be noted.
static bool suffices(Stage stage, Decision decision)
{
    return stage == STAGE_OUTTURN || decision_approves(decision);
}

static void decision_of(Checker *checker, Stage stage)
{
    const Approval *approval = checker->book->decisions[stage];
    if (!approval) {
        checker_untested(checker, checker_book(checker),
                         "the decision on the %s is not tested: the book records none%s",
                         stage_names[stage], book_is_viewed(checker->book) ? " by then" : "");
    } else if (approval->decision == DECISION_REQUESTED) {
        checker_untested(checker, approval->span,
                         "the decision on the %s is not tested: it was put to %.*s, and what was "
                         "decided is not known",
                         stage_names[stage], STR_ARG(approval->body));
    } else if (suffices(stage, approval->decision)) {
        checker_count(checker, OUTCOME_AGREES);
    } else {
        checker_count(checker, OUTCOME_BREAK);
        checker_say(checker, DIAG_NOT_APPROVED, checker->book->decision_spans[stage],
                    "the %s is only %s by %.*s, which is not an approval", stage_names[stage],
                    decision_names[approval->decision], STR_ARG(approval->body));
    }
}

static void decisions(Checker *checker)
{
    decision_of(checker, STAGE_BUDGET);
    if (checker->book->stage == STAGE_OUTTURN) decision_of(checker, STAGE_OUTTURN);
}

const Check check_decisions = {
    "decisions",
    "The budget was approved, and the outturn put to the board",
    "decisions, approvals",
    "Record what was decided",
    decisions,
};

static void section_75(Checker *checker)
{
    const Board *board = checker->book->board;
    if (board->section_75.len == 0) {
        checker_untested(checker, (Span){board->source, 0, 0},
                         "the section 75 agreement is not tested: the board states no reference");
    } else if (date_is_after_year(board->section_75_signed, checker->book->year)) {
        // The board's agreement is its latest; it may have followed another.
        checker_untested(checker, board->section_75_span,
                         "the section 75 agreement of %.*s is not tested: the one that is stated "
                         "was signed on %.*s, later than that",
                         STR_ARG(year_format(checker->arena, checker->book->year)),
                         STR_ARG(date_format(checker->arena, board->section_75_signed)));
    } else {
        checker_count(checker, OUTCOME_AGREES);
    }
}

const Check check_section_75 = {
    "section-75",        "A section 75 agreement that can have covered the year is named",
    "board: section_75", "State the section 75 agreement",
    section_75,
};

static bool states_area(const Book *book)
{
    for (size_t i = 0; i < book->scheme_count; i++) {
        if (book->schemes[i].facts[FACT_AREA_OF_SPEND].len) return true;
    }
    return false;
}

// None of them can be tested before books carry floors and confirmations: that
// is said once, with every condition by name.
static void conditions(Checker *checker)
{
    const YearPack *pack = checker->book->pack;
    const char *lacks = states_area(checker->book) ? "it needs a floor, which books do not carry "
                                                     "yet"
                                                   : "no scheme states its area of spend";
    if (!pack || pack->condition_count == 0) {
        checker_idle(checker, "the book has no year pack with conditions");
        return;
    }
    Diag *found =
        checker_say(checker, DIAG_NOT_TESTED, checker_book(checker),
                    "no national condition of %.*s is tested (of %zu)",
                    STR_ARG(year_format(checker->arena, pack->year)), pack->condition_count);
    for (size_t i = 0; i < pack->condition_count; i++) {
        const Condition *condition = &pack->conditions[i];
        checker_count(checker, OUTCOME_NOT_TESTED);
        diag_note(checker->diags, found, condition->span, "%.*s (%.*s): %s",
                  STR_ARG(condition->label), STR_ARG(condition->id),
                  condition->line ? lacks : "it is confirmed, and books do not carry that yet");
    }
}

const Check check_conditions = {
    "conditions",
    "The national conditions of the year are met",
    "year_pack: conditions",
    "Show that the national conditions are met",
    conditions,
};

static void pack_verified(Checker *checker)
{
    const YearPack *pack = checker->book->pack;
    if (!pack) {
        checker_idle(checker, "the book names no year pack");
        return;
    }
    if (!pack->verified) {
        checker_count(checker, OUTCOME_NOT_TESTED);
        checker_say(checker, DIAG_PACK_UNVERIFIED, pack->verified_span,
                    "the facts of this year pack were not verified against their source");
        return;
    }
    for (size_t i = 0; i < pack->line_count; i++) {
        const Line *line = &pack->lines[i];
        checker_count(checker, line->unverified ? OUTCOME_NOT_TESTED : OUTCOME_AGREES);
        if (!line->unverified) continue;
        checker_say(checker, DIAG_PACK_UNVERIFIED, line->span,
                    "what the year pack says of %.*s (%.*s) was not verified", STR_ARG(line->name),
                    STR_ARG(line->id));
    }
}

const Check check_pack_verified = {
    "pack-verified",       "The facts of the year pack were verified against their source",
    "year_pack: verified", "Verify the year pack",
    pack_verified,
};
