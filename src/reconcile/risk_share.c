// What the risk share makes of every line's difference, held against what the year's
// end states. Where no ratio is agreed nothing is split.
#include "reconcile/check.h"
#include "reconcile/sharing.h"

// The differences of one line that one rule has a say in: positive, both.
typedef struct {
    const Line     *line;
    const RiskRule *rule;
    Money           over;
    Money           under;
    Money           spare; // Of `under`, what is not given to others.
    Money           kept;  // Of `spare`, what its own schemes need first.
} Part;

typedef struct {
    Checker *checker;
    Part    *parts;
    size_t   count;
    Money   *reserves;  // By line: what each reserve can still give.
    bool    *uncovered; // By line: some of it is under no rule.
    bool    *undecided; // By line: some of it nothing agreed divides.
} Sharer;

static Share *share_new(Sharer *sharer, Share share)
{
    Reconciliation *results = sharer->checker->results;
    results->shares = arena_grow(sharer->checker->arena, results->shares, results->share_count,
                                 &results->share_capacity, sizeof *results->shares);
    results->shares[results->share_count] = share;
    return &results->shares[results->share_count++];
}

static Share *share_of(Sharer *sharer, ShareKind kind, const Line *line, const Line *from,
                       const Partner *partner)
{
    Reconciliation *results = sharer->checker->results;
    for (size_t i = 0; i < results->share_count; i++) {
        Share *share = &results->shares[i];
        if (share->kind == kind && share->line == line && share->from == from &&
            share->partner == partner) {
            return share;
        }
    }
    return share_new(sharer, (Share){.kind = kind, .line = line, .from = from, .partner = partner});
}

static void agree(Sharer *sharer, ShareKind kind, const Line *line, const Line *from,
                  const Partner *partner, Money amount, bool odd)
{
    if (amount.pence == 0) return;
    Share *share = share_of(sharer, kind, line, from, partner);
    share->agreed = money_add(share->agreed, amount);
    share->odd |= odd;
}

// Nothing agreed divides it: what is over by itself, and what is left.
static void leave_open(Sharer *sharer, const Line *line, Money difference)
{
    Reconciliation *results = sharer->checker->results;
    sharer->undecided[line->index] = true;
    for (size_t i = 0; i < results->share_count; i++) {
        Share *share = &results->shares[i];
        bool   same = (share->agreed.pence < 0) == (difference.pence < 0);
        if (share->kind != SHARE_OPEN || share->line != line || !same) continue;
        share->agreed = money_add(share->agreed, difference);
        return;
    }
    share_new(sharer, (Share){.kind = SHARE_OPEN, .line = line, .agreed = difference});
}

// Which differences there are, and whose rule they are under.

static Part *part_of(Sharer *sharer, const Line *line, const RiskRule *rule)
{
    for (size_t i = 0; i < sharer->count; i++) {
        if (sharer->parts[i].line == line && sharer->parts[i].rule == rule) {
            return &sharer->parts[i];
        }
    }
    Part *part = &sharer->parts[sharer->count++];
    *part = (Part){.line = line, .rule = rule};
    return part;
}

// The first rule that covers the line, and the row if there is one.
static const RiskRule *rule_of(const Book *book, const Line *line, const Row *row)
{
    for (size_t i = 0; i < book->risk_share.count; i++) {
        const RiskRule *rule = &book->risk_share.rules[i];
        if (!rule->lines[line->index]) continue;
        if (!rule->schemes || (row && rule->schemes[row->index])) return rule;
    }
    return NULL;
}

static void add_difference(Sharer *sharer, const Line *line, const Row *row, Money left)
{
    const RiskRule *rule = rule_of(sharer->checker->book, line, row);
    if (left.pence == 0) return;
    if (!rule) {
        sharer->uncovered[line->index] = true;
        leave_open(sharer, line, left);
        return;
    }
    Part *part = part_of(sharer, line, rule);
    if (left.pence < 0) part->over = money_sub(part->over, left);
    else part->under = money_add(part->under, left);
    if (rule->by_scheme) return;
    // As one: what some of it is over, the rest is under.
    Money both = part->over.pence < part->under.pence ? part->over : part->under;
    part->over = money_sub(part->over, both);
    part->under = money_sub(part->under, both);
}

static void find_parts_by_scheme(Sharer *sharer, const Line *line)
{
    const Ledger *ledger = sharer->checker->ledger;
    const Book   *book = ledger->book;
    Money         rest = ledger_residual(ledger, line);
    for (size_t i = 0; i < book->row_count; i++) {
        const Row *row = book->rows[i];
        if (row->kind != ROW_SCHEME) continue;
        Selector spent = select_outturn(ledger, line, row->scheme);
        Money    left =
            money_sub(ledger_current_budget(ledger, line, row->scheme, 0), ledger_sum(&spent));
        add_difference(sharer, line, row, left);
        rest = money_sub(rest, left);
    }
    add_difference(sharer, line, NULL, rest); // What no scheme was given.
}

static void find_parts(Sharer *sharer, const Line *line)
{
    const Book *book = sharer->checker->book;
    bool        by_scheme = false;
    for (size_t i = 0; i < book->risk_share.count; i++) {
        const RiskRule *rule = &book->risk_share.rules[i];
        if (!rule->lines[line->index]) continue;
        part_of(sharer, line, rule); // They are served in the order of the rules.
        by_scheme |= rule->by_scheme;
        if (!rule->schemes) break; // It covers all the rest.
    }
    if (by_scheme) find_parts_by_scheme(sharer, line);
    else add_difference(sharer, line, NULL, ledger_residual(sharer->checker->ledger, line));
}

// What each part comes to.

// From other lines of the same rule that have something left, in their order.
static Money take_underspends(Sharer *sharer, Part *part, Money left)
{
    Money own = part->spare.pence < left.pence ? part->spare : left;
    part->kept = (Money){0};
    part->spare = money_sub(part->spare, own); // Other schemes of the line: it stays in it.
    left = money_sub(left, own);
    for (size_t i = 0; i < sharer->count && left.pence > 0; i++) {
        Part *other = &sharer->parts[i];
        Money free = money_sub(other->spare, other->kept);
        if (other == part || other->rule != part->rule || free.pence <= 0) continue;
        Money given = free.pence < left.pence ? free : left;
        other->spare = money_sub(other->spare, given);
        left = money_sub(left, given);
        agree(sharer, SHARE_UNDERSPEND, part->line, other->line, NULL, given, false);
    }
    return left;
}

static Money take_reserves(Sharer *sharer, const Part *part, Money left)
{
    const Book *book = sharer->checker->book;
    for (size_t i = 0; i < book->line_count && left.pence > 0; i++) {
        Money *has = &sharer->reserves[i];
        if (!book->lines[i].reserve || has->pence <= 0 || part->line == &book->lines[i]) continue;
        Money given = has->pence < left.pence ? *has : left;
        *has = money_sub(*has, given);
        left = money_sub(left, given);
        agree(sharer, SHARE_RESERVE, part->line, &book->lines[i], NULL, given, false);
    }
    return left;
}

static void say_unborne(Sharer *sharer, const Part *part, const RiskTerms *terms, Money unborne)
{
    Checker *checker = sharer->checker;
    sharer->undecided[part->line->index] = true;
    const char *why = terms->caps.count                         ? "all who share it are capped"
                      : terms->sharing == SHARING_CONTRIBUTIONS ? "nobody pays into the line"
                      : terms->step_count ? "its cascade does not end in shares"
                                          : "it does not say who bears it";
    Span        place = terms->caps.count ? terms->caps.span : terms->span;
    Diag       *found = checker_break(
              checker, DIAG_NO_BEARER, place, unborne,
              "the risk share leaves %.*s of the overspend of %.*s (%.*s) with no bearer: %s",
              STR_ARG(checker_pounds(checker, unborne)), STR_ARG(part->line->name),
              STR_ARG(part->line->id), why);
    checker_help(checker, found, "%s",
                 terms->caps.count ? "leave one partner without a cap, who bears what is above"
                                   : "say who bears it: shares, pro_rata or host_keeps");
}

static void share_over(Sharer *sharer, Part *part)
{
    const RiskTerms *terms = &part->rule->over;
    Checker         *checker = sharer->checker;
    Money            left = part->over;
    bool             shares = terms->step_count == 0;
    if (left.pence == 0 || !terms->stated) return;
    for (size_t i = 0; i < terms->step_count; i++) {
        if (terms->cascade[i] == STEP_UNDERSPENDS) left = take_underspends(sharer, part, left);
        if (terms->cascade[i] == STEP_RESERVE) left = take_reserves(sharer, part, left);
        shares |= terms->cascade[i] == STEP_SHARES;
    }
    if (left.pence == 0) return;
    Bearings bearings = {.unborne = left};
    if (shares) {
        bearings = sharing_divide(checker->arena, checker->ledger, part->line, terms, left);
    }
    for (size_t i = 0; i < bearings.count; i++) {
        const Bearing *one = &bearings.items[i];
        agree(sharer, SHARE_BORNE, part->line, NULL, one->partner, one->amount, one->odd);
    }
    if (bearings.unborne.pence != 0) say_unborne(sharer, part, terms, bearings.unborne);
}

// What nobody needed stays in the pool, or goes back to those who paid.
static void share_under(Sharer *sharer, const Part *part)
{
    const RiskTerms *terms = &part->rule->under;
    Checker         *checker = sharer->checker;
    ShareKind        kind = terms->carry_forward ? SHARE_CARRIED : SHARE_REPAID;
    if (part->spare.pence == 0) return;
    if (!terms->stated || (!terms->carry_forward && terms->sharing == SHARING_NOT_STATED)) return;
    if (terms->sharing == SHARING_NOT_STATED) {
        agree(sharer, kind, part->line, NULL, NULL, part->spare, false);
        return;
    }
    Bearings bearings =
        sharing_divide(checker->arena, checker->ledger, part->line, terms, part->spare);
    for (size_t i = 0; i < bearings.count; i++) {
        const Bearing *one = &bearings.items[i];
        agree(sharer, kind, part->line, NULL, one->partner, one->amount, one->odd);
    }
    if (bearings.unborne.pence == 0) return;
    checker_count(checker, OUTCOME_NOT_TESTED);
    checker_say(checker, DIAG_NOT_SPLIT, terms->span,
                "%.*s (%.*s) is underspent by %.*s, and nobody can be given it: %s",
                STR_ARG(part->line->name), STR_ARG(part->line->id),
                STR_ARG(checker_pounds(checker, bearings.unborne)),
                terms->caps.count ? "all who share it are capped" : "nobody pays into the line");
    leave_open(sharer, part->line, bearings.unborne);
}

// Where a rule says that differences are shared and not how, or nothing of their kind,
// that is said, and nothing split.
static void say_open(Sharer *sharer, const Part *part)
{
    Checker         *checker = sharer->checker;
    const RiskRule  *rule = part->rule;
    const Line      *line = part->line;
    const RiskTerms *under = &rule->under;
    bool keeps = under->stated && (under->carry_forward || under->sharing != SHARING_NOT_STATED);
    if (part->over.pence != 0 && !rule->over.stated) {
        checker_count(checker, OUTCOME_NOT_TESTED);
        checker_say(checker, DIAG_NOT_SPLIT, rule->span,
                    "%.*s (%.*s) is overspent by %.*s: %s, and it is not split",
                    STR_ARG(line->name), STR_ARG(line->id),
                    STR_ARG(checker_pounds(checker, part->over)),
                    rule->agreed ? "that it is shared is agreed, in no ratio"
                                 : "the risk share says nothing of overspends");
        leave_open(sharer, line, money_neg(part->over));
    }
    if (part->spare.pence != 0 && !keeps) {
        checker_count(checker, OUTCOME_NOT_TESTED);
        checker_say(checker, DIAG_NOT_SPLIT, rule->span,
                    "%.*s (%.*s) is underspent by %.*s: %s, and it is not split",
                    STR_ARG(line->name), STR_ARG(line->id),
                    STR_ARG(checker_pounds(checker, part->spare)),
                    rule->agreed ? "that it is shared is agreed, in no ratio"
                                 : "the risk share does not say who keeps it");
        leave_open(sharer, line, part->spare);
    }
}

// What the book states.

static void state_partners(Sharer *sharer, ShareKind kind, const Line *line,
                           const PartnerAmounts *amounts)
{
    for (size_t i = 0; i < amounts->count; i++) {
        const PartnerAmount *item = &amounts->items[i];
        const Partner       *partner = item->partner ? partner_last(item->partner) : NULL;
        if (item->amount.pence == 0) continue;
        Share *share = share_of(sharer, kind, line, NULL, partner);
        share->stated = money_add(share->stated, item->amount);
        share->span = item->span;
    }
}

static void state_lines(Sharer *sharer, ShareKind kind, const Line *line,
                        const LineAmounts *amounts)
{
    for (size_t i = 0; i < amounts->count; i++) {
        const LineAmount *item = &amounts->items[i];
        if (item->amount.pence == 0) continue;
        Share *share = share_of(sharer, kind, line, item->line, NULL);
        share->stated = money_add(share->stated, item->amount);
        share->span = item->span;
    }
}

static void state_line(Sharer *sharer, const Line *line)
{
    const YearEnd *end = &sharer->checker->book->year_end[line->index];
    state_lines(sharer, SHARE_UNDERSPEND, line, &end->underspend_applied);
    state_lines(sharer, SHARE_RESERVE, line, &end->reserve_applied);
    state_partners(sharer, SHARE_BORNE, line, &end->borne_by);
    state_partners(sharer, SHARE_REPAID, line, &end->repaid);
    state_partners(sharer, SHARE_CARRIED, line, &end->carried_forward);
}

// Where one side names partners and the other does not, what they come to is compared.
static bool is_unnamed(const Reconciliation *results, ShareKind kind, const Line *line, bool stated)
{
    for (size_t i = 0; i < results->share_count; i++) {
        const Share *share = &results->shares[i];
        if (share->kind != kind || share->line != line || share->partner) continue;
        if ((stated ? share->stated : share->agreed).pence != 0) return true;
    }
    return false;
}

static Money off_of_kind(const Reconciliation *results, ShareKind kind, const Line *line)
{
    Money off = {0};
    for (size_t i = 0; i < results->share_count; i++) {
        const Share *share = &results->shares[i];
        if (share->kind != kind || share->line != line) continue;
        off = money_add(off, money_sub(share->stated, share->agreed));
    }
    return off;
}

static bool agrees_in_sum(const Reconciliation *results, ShareKind kind, const Line *line)
{
    bool unnamed =
        (kind == SHARE_REPAID || kind == SHARE_CARRIED) &&
        (is_unnamed(results, kind, line, true) || is_unnamed(results, kind, line, false));
    return unnamed && off_of_kind(results, kind, line).pence == 0;
}

static Str describe(const Checker *checker, const Share *share)
{
    Arena *arena = checker->arena;
    Str    whose = share->partner ? share->partner->name : STR("all who paid in");
    switch (share->kind) {
    case SHARE_UNDERSPEND: return str_format(arena, "taken from %.*s", STR_ARG(share->from->name));
    case SHARE_RESERVE:
        return str_format(arena, "taken from the reserve %.*s", STR_ARG(share->from->name));
    case SHARE_BORNE: return str_format(arena, "borne by %.*s", STR_ARG(whose));
    case SHARE_REPAID: return str_format(arena, "repaid to %.*s", STR_ARG(whose));
    case SHARE_CARRIED: return str_format(arena, "carried forward for %.*s", STR_ARG(whose));
    case SHARE_OPEN:
    case SHARE_KIND_COUNT: break;
    }
    return STR("");
}

static Span place_of(const Checker *checker, const Share *share)
{
    const YearEnd *end = &checker->book->year_end[share->line->index];
    if (share->span.source) return share->span;
    return end->stated ? end->span : checker->book->year_end_span;
}

// What is with the wrong partner: more or less than was agreed, whichever is more.
static Money misplaced(const Reconciliation *results, const Line *line)
{
    Money more = {0};
    Money less = {0};
    for (size_t i = 0; i < results->share_count; i++) {
        const Share *share = &results->shares[i];
        Money        off = money_sub(share->stated, share->agreed);
        if (share->line != line || agrees_in_sum(results, share->kind, line)) continue;
        if (off.pence > 0) more = money_add(more, off);
        else less = money_sub(less, off);
    }
    return more.pence > less.pence ? more : less;
}

static void compare_line(Sharer *sharer, const Line *line)
{
    Checker        *checker = sharer->checker;
    Reconciliation *results = checker->results;
    Diag           *found = NULL;
    bool            any = false;
    for (size_t i = 0; i < results->share_count; i++) {
        const Share *share = &results->shares[i];
        Money        off = money_sub(share->stated, share->agreed);
        if (share->line != line) continue;
        any = true;
        if (off.pence == 0 || agrees_in_sum(results, share->kind, line)) continue;
        Str stated = share->span.source ? checker_pounds(checker, share->stated) : STR("nothing");
        Str what = str_format(checker->arena, "%.*s: stated %.*s, by the risk share %.*s",
                              STR_ARG(describe(checker, share)), STR_ARG(stated),
                              STR_ARG(checker_pounds(checker, share->agreed)));
        if (found) {
            diag_note(checker->diags, found, place_of(checker, share), "%.*s", STR_ARG(what));
        } else {
            found = checker_break(checker, DIAG_RISK_SHARE_DIFFERS, place_of(checker, share),
                                  misplaced(results, line),
                                  "the year end of %.*s (%.*s) is not as was agreed: %.*s",
                                  STR_ARG(line->name), STR_ARG(line->id), STR_ARG(what));
        }
    }
    const RiskRule *rule = rule_of(checker->book, line, NULL);
    if (found) {
        if (rule) diag_note(checker->diags, found, rule->span, "what was agreed");
        checker_help(checker, found,
                     "state what was agreed; where it was agreed otherwise, mend risk_share");
    } else if (any) {
        checker_count(checker, OUTCOME_AGREES);
    }
}

// What no rule covers: said once for the book, with each line.
static void say_nothing_agreed(Sharer *sharer)
{
    Checker              *checker = sharer->checker;
    const Book           *book = checker->book;
    const Reconciliation *results = checker->results;
    Diag                 *found = NULL;
    for (size_t i = 0; i < results->share_count; i++) {
        const Share *share = &results->shares[i];
        const Line  *line = share->line;
        if (share->kind != SHARE_OPEN || !sharer->uncovered[line->index]) continue;
        if (!found) {
            checker_count(checker, OUTCOME_NOT_TESTED);
            found = checker_say(checker, DIAG_NOT_TESTED, book->year_end_span,
                                "who bears or keeps what is over or left is not tested: no risk "
                                "share is agreed%s",
                                book->risk_share.stated ? " for all of it" : "");
        }
        diag_note(checker->diags, found, line->span, "%.*s (%.*s): %.*s %s", STR_ARG(line->name),
                  STR_ARG(line->id), STR_ARG(checker_pounds(checker, money_abs(share->agreed))),
                  share->agreed.pence < 0 ? "over" : "left");
    }
}

static void mark_shares(Sharer *sharer)
{
    Reconciliation *results = sharer->checker->results;
    for (size_t i = 0; i < results->share_count; i++) {
        Share *share = &results->shares[i];
        share->open = share->kind != SHARE_OPEN && sharer->undecided[share->line->index] &&
                      share->agreed.pence == 0;
        share->in_sum = agrees_in_sum(results, share->kind, share->line);
    }
}

// What other schemes of the line have left serves the line before any other.
static void keep_own(Part *part)
{
    const RiskTerms *terms = &part->rule->over;
    part->spare = part->under;
    for (size_t i = 0; i < terms->step_count; i++) {
        if (terms->cascade[i] != STEP_UNDERSPENDS) continue;
        part->kept = part->over.pence < part->under.pence ? part->over : part->under;
    }
}

static void share_all(Sharer *sharer)
{
    const Book *book = sharer->checker->book;
    for (size_t i = 0; i < book->line_count; i++) {
        const Line *line = &book->lines[i];
        if (!line->reserve) find_parts(sharer, line);
        else sharer->reserves[i] = ledger_residual(sharer->checker->ledger, line);
    }
    for (size_t i = 0; i < sharer->count; i++) keep_own(&sharer->parts[i]);
    for (size_t i = 0; i < sharer->count; i++) share_over(sharer, &sharer->parts[i]);
    for (size_t i = 0; i < sharer->count; i++) {
        share_under(sharer, &sharer->parts[i]);
        say_open(sharer, &sharer->parts[i]);
    }
}

static void risk_share(Checker *checker)
{
    const Book *book = checker->book;
    Sharer      sharer = {.checker = checker};
    if (book->stage != STAGE_OUTTURN) {
        checker_idle(checker, "the book is at stage 'budget'");
        return;
    }
    sharer.parts =
        ARENA_ARRAY(checker->arena, Part, book->line_count * (book->risk_share.count + 1));
    sharer.reserves = ARENA_ARRAY(checker->arena, Money, book->line_count);
    sharer.uncovered = ARENA_ARRAY(checker->arena, bool, book->line_count);
    sharer.undecided = ARENA_ARRAY(checker->arena, bool, book->line_count);
    share_all(&sharer);
    for (size_t i = 0; book->year_end_stated && i < book->line_count; i++) {
        const Line *line = &book->lines[i];
        if (line->reserve) continue;
        state_line(&sharer, line);
        if (!sharer.undecided[i]) compare_line(&sharer, line);
    }
    if (book->year_end_stated) say_nothing_agreed(&sharer);
    mark_shares(&sharer);
    bool said = checker->result->finding_count > 0;
    if (checker->result->outcome != OUTCOME_NOT_TESTED || said) return;
    checker_idle(checker, book->risk_share.stated ? "no line that is shared is over or under, or "
                                                    "the book has no year_end"
                                                  : "no risk share is agreed");
}

const Check check_risk_share = {
    "risk-share",
    "Who bears and keeps what, is as the risk share has it",
    "risk_share, year_end, contributions",
    "Agree who bears it",
    risk_share,
};
