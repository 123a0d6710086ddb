// Checks of by whose authority money is in the fund and was moved.
#include "plan/cover.h"
#include "reconcile/check.h"

// "a supplement of £50,000 to Disabled Facilities Grant"; of a revision also what it is
// the difference of.
static Str describe(const Checker *checker, const Contribution *item)
{
    Arena *arena = checker->arena;
    Money  awaits = contribution_awaits(checker->book, item);
    Str    sums = STR("");
    if (item->replaces) {
        sums = str_format(arena, ", %.*s %s in place of %.*s,",
                          STR_ARG(checker_pounds(checker, item->amount)),
                          status_names[item->status - 1],
                          STR_ARG(checker_pounds(checker, money_sub(item->amount, awaits))));
    }
    return str_format(arena, "a %s of %.*s to %.*s (%.*s)%.*s", entry_name(contribution_kind(item)),
                      STR_ARG(checker_pounds(checker, awaits)), STR_ARG(item->line->name),
                      STR_ARG(item->line->id), STR_ARG(sums));
}

// What nobody has approved yet waits; what somebody is said to have approved and
// has not is a break.
static void say_uncovered(Checker *checker, const Contribution *item)
{
    const Approval *approval = item->approval;
    Str             what = describe(checker, item);
    if (!approval || approval->decision == DECISION_REQUESTED) {
        Str from = approval
                       ? str_format(checker->arena, ", requested of %.*s", STR_ARG(approval->body))
                       : STR("");
        checker_count(checker, OUTCOME_NOT_TESTED);
        checker_say(checker, DIAG_AWAITS_APPROVAL, item->span, "%.*s awaits approval%.*s",
                    STR_ARG(what), STR_ARG(from));
        return;
    }
    Diag *found = checker_break(checker, DIAG_NOT_APPROVED, item->span,
                                contribution_awaits(checker->book, item),
                                "%.*s is only %s by %.*s, which is not an approval", STR_ARG(what),
                                decision_names[approval->decision], STR_ARG(approval->body));
    diag_note(checker->diags, found, approval->span, "the decision");
}

static void check_end(Checker *checker, const Line *line)
{
    const YearEnd  *end = &checker->book->year_end[line->index];
    const Approval *approval = end->approval;
    if (!approval) return;
    if (decision_approves(approval->decision)) {
        checker_count(checker, OUTCOME_AGREES);
        return;
    }
    checker_count(checker, OUTCOME_BREAK);
    checker_say(checker, DIAG_NOT_APPROVED, end->span,
                "the year end of %.*s (%.*s) is only %s by %.*s, which is not an approval",
                STR_ARG(line->name), STR_ARG(line->id), decision_names[approval->decision],
                STR_ARG(approval->body));
}

static void covered(Checker *checker)
{
    const Book *book = checker->book;
    for (size_t i = 0; i < book->contribution_count; i++) {
        const Contribution *item = &book->contributions[i];
        switch (cover_of(checker->book, item)) {
        case COVER_BY_BUDGET: break;
        case COVER_BY_APPROVAL: checker_count(checker, OUTCOME_AGREES); break;
        case COVER_NONE: say_uncovered(checker, item); break;
        }
    }
    for (size_t i = 0; i < book->line_count; i++) check_end(checker, &book->lines[i]);
    const CheckResult *result = checker->result;
    if (result->outcome == OUTCOME_NOT_TESTED && result->finding_count == 0) {
        checker_idle(checker, "nothing was added to the fund or revised");
    }
}

const Check check_covered = {
    "covered",
    "What was added to the fund during the year was approved",
    "contributions, year_end, approvals",
    "Have it approved",
    covered,
};

// Rules: who must decide on what was proposed as one.

typedef struct {
    Str   name;
    Money sum;
    Span  span;
} Proposal;

static size_t find_proposals(const Checker *checker, Proposal *proposals)
{
    const Book *book = checker->book;
    Index       index = index_new(checker->arena);
    size_t      count = 0;
    for (size_t i = 0; i < book->row_count; i++) {
        const Row *row = book->rows[i];
        if (row->kind != ROW_SCHEME || row->scheme->proposal.len == 0) continue;
        Proposal *proposal = index_find(&index, row->scheme->proposal);
        if (!proposal) {
            proposal = &proposals[count++];
            *proposal = (Proposal){.name = row->scheme->proposal, .span = row->span};
            index_add(&index, proposal->name, proposal);
        }
        proposal->sum =
            money_add(proposal->sum, ledger_current_budget(checker->ledger, NULL, row->scheme, 0));
    }
    return count;
}

// Of the rules that the sum is over, the one with the largest amount.
static const ApprovalRule *rule_for(const Board *board, Money sum)
{
    const ApprovalRule *found = NULL;
    for (size_t i = 0; i < board->approval_rule_count; i++) {
        const ApprovalRule *rule = &board->approval_rules[i];
        if (sum.pence <= rule->over.pence) continue;
        if (!found || rule->over.pence > found->over.pence) found = rule;
    }
    return found;
}

static bool lists(const Approval *approval, Str proposal)
{
    for (size_t i = 0; i < approval->proposal_count; i++) {
        if (str_equal(approval->proposals[i], proposal)) return true;
    }
    return false;
}

// What is said to be that very body's decision and approves, or NULL.
static const Approval *decision_by(const Checker *checker, Str body, Str proposal)
{
    const Book     *book = checker->book;
    const Approval *budget = book->decisions[STAGE_BUDGET];
    for (size_t i = 0; i < book->approval_count; i++) {
        const Approval *approval = &book->approvals[i];
        if (!str_equal(approval->body, body) || !decision_approves(approval->decision)) continue;
        bool whole = budget && str_equal(budget->id, approval->id);
        if (whole || lists(approval, proposal)) return approval;
    }
    return NULL;
}

static void check_proposal(Checker *checker, const Proposal *proposal)
{
    const Book         *book = checker->book;
    const ApprovalRule *rule = rule_for(book->board, proposal->sum);
    if (!rule || decision_by(checker, rule->body, proposal->name)) {
        checker_count(checker, OUTCOME_AGREES);
        return;
    }
    Diag *found = checker_break(
        checker, DIAG_WRONG_BODY, proposal->span, proposal->sum,
        "the schemes of '%.*s' come to %.*s: over %.*s %.*s must decide, and has not approved them",
        STR_ARG(proposal->name), STR_ARG(checker_pounds(checker, proposal->sum)),
        STR_ARG(checker_pounds(checker, rule->over)), STR_ARG(rule->body));
    for (size_t i = 0; i < book->approval_count; i++) {
        const Approval *approval = &book->approvals[i];
        if (!lists(approval, proposal->name)) continue;
        diag_note(checker->diags, found, approval->span, "this is %s by %.*s",
                  decision_names[approval->decision], STR_ARG(approval->body));
    }
    diag_note(checker->diags, found, rule->span, "the rule");
    checker_help(checker, found, "that body's approval lists it: 'proposals: [\"%.*s\"]'",
                 STR_ARG(proposal->name));
}

static void approval_rules(Checker *checker)
{
    const Book *book = checker->book;
    if (book->board->approval_rule_count == 0) {
        checker_idle(checker, "the board has no approval rules");
        return;
    }
    Proposal *proposals = ARENA_ARRAY(checker->arena, Proposal, book->row_count);
    size_t    count = find_proposals(checker, proposals);
    for (size_t i = 0; i < count; i++) check_proposal(checker, &proposals[i]);
    if (count == 0) checker_idle(checker, "no scheme names a proposal");
}

const Check check_approval_rules = {
    "approval-rules",
    "On what comes to more than an amount, the body decided that must",
    "board: approval_rules, schemes: proposal, approvals: proposals",
    "Have the right body decide",
    approval_rules,
};

// Flags.

static void approved_late(Checker *checker)
{
    const Book     *book = checker->book;
    const Approval *budget = book->decisions[STAGE_BUDGET];
    Arena          *arena = checker->arena;
    bool            late = budget && decision_approves(budget->decision) &&
                !date_is_before_year(budget->on, book->year) && date_is_set(budget->on);
    if (late) {
        checker_say(checker, DIAG_APPROVED_LATE, budget->span,
                    "the budget of %.*s was %s on %.*s, after the year began",
                    STR_ARG(year_format(arena, book->year)), decision_names[budget->decision],
                    STR_ARG(date_in_words(arena, budget->on)));
    }
    for (size_t i = 0; i < book->contribution_count; i++) {
        const Contribution *item = &book->contributions[i];
        if (!item->approval || !date_is_after_year(item->approval->on, book->year)) continue;
        checker_say(checker, DIAG_APPROVED_LATE, item->span,
                    "the %s of %.*s to %.*s was %s on %.*s, after the year",
                    entry_name(contribution_kind(item)),
                    STR_ARG(checker_pounds(checker, item->amount)), STR_ARG(item->line->name),
                    decision_names[item->approval->decision],
                    STR_ARG(date_in_words(arena, item->approval->on)));
    }
    for (size_t i = 0; i < book->virement_count; i++) {
        const Virement *item = &book->virements[i];
        const Approval *approval = item->approval;
        if (!approval || !decision_approves(approval->decision) || !date_is_set(item->on)) continue;
        if (!date_is_set(approval->on) || date_order(approval->on, item->on) <= 0) continue;
        bool month = approval->on.day == 0 && approval->on.month == item->on.month;
        if (month && approval->on.year == item->on.year) continue; // Perhaps before it.
        checker_say(checker, DIAG_APPROVED_LATE, item->amount_span,
                    "the virement of %.*s on %.*s was %s on %.*s, after the fact",
                    STR_ARG(checker_pounds(checker, item->amount)),
                    STR_ARG(date_in_words(arena, item->on)), decision_names[approval->decision],
                    STR_ARG(date_in_words(arena, approval->on)));
    }
}

const Check flag_approved_late = {
    "approved-late",
    "An approval came after the fact",
    "decisions, virements, approvals",
    "Late approval",
    approved_late,
};

static void consultees(Checker *checker)
{
    const Book *book = checker->book;
    for (size_t i = 0; i < book->approval_count; i++) {
        const Approval *approval = &book->approvals[i];
        if (approval->decision != DECISION_DELEGATED || approval->consultee_count) continue;
        checker_say(checker, DIAG_NO_CONSULTEES, approval->span,
                    "%.*s delegated the decision '%.*s' and nobody is named who is to be consulted",
                    STR_ARG(approval->body), STR_ARG(approval->id));
    }
}

const Check flag_consultees = {
    "consultees",
    "A decision was delegated, and who is to be consulted is not named",
    "approvals: consultees",
    "Delegation",
    consultees,
};

static void waivers(Checker *checker)
{
    const Book *book = checker->book;
    for (size_t i = 0; i < book->waiver_count; i++) {
        const Waiver *waiver = &book->waivers[i];
        if (checker->waived[i]) continue;
        const Amount *there = &checker->broken[waiver->code];
        Str other = there->stated ? str_format(checker->arena, ": the one that was is of %.*s",
                                               STR_ARG(checker_pounds(checker, there->money)))
                                  : STR("");
        checker_say(checker, DIAG_WAIVER_UNUSED, waiver->span,
                    "this waives a BCF%03d of %.*s, and no such break was found%.*s",
                    diag_number(waiver->code), STR_ARG(checker_pounds(checker, waiver->amount)),
                    STR_ARG(other));
    }
}

const Check flag_waivers = {
    "waivers", "A waiver is of something that was not found", "waivers", "Waiver", waivers,
};
