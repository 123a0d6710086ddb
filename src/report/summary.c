// The book on one page, answered in ten seconds: how big, from whom, for what,
// does it reconcile, what needs attention, what is next. Its figures are those of
// the other tables, and lead there.
#include <ctype.h>
#include <stdint.h>

#include "plan/cover.h"
#include "report/cells.h"

#define FINDINGS_MAX 5  // Of one check; the notes have them all.
#define OWN_ROWS     20 // Headings, and the rows that every fund has.

enum { AMOUNT, SHARE, WORDS, SUMMARY_COLUMN_COUNT };

typedef struct {
    Arena      *arena;
    const Case *of;
    Table      *table;
} Summary;

static TableRow *add_row(const Summary *summary, const char *id, Str label)
{
    return table_row(summary->arena, summary->table, STYLE_BODY, str_from(id), label);
}

static void add_heading(const Summary *summary, const char *id, const char *label)
{
    table_row(summary->arena, summary->table, STYLE_HEAD, str_from(id), str_from(label));
}

// What the last row said: so that a share can be taken of it.
static size_t last_row(const Summary *summary)
{
    return summary->table->row_count - 1;
}

// The figure of another report, and a link to it; empty where it is not stated.
static Cell figure_of(const Summary *summary, const Report *report, Str row, const char *column)
{
    const Table *table = case_table(summary->arena, summary->of, report);
    return cell_of_table(summary->arena, table, row, column);
}

// How much of the amount in row `whole` the amount in row `part` is.
static Cell share_of(const Summary *summary, size_t part, size_t whole)
{
    const Cell *a = &summary->table->rows[part].cells[AMOUNT];
    const Cell *b = &summary->table->rows[whole].cells[AMOUNT];
    if (a->type == CELL_EMPTY || !percent_exists(a->money, b->money)) return (Cell){0};
    Cell  cell = {.type = CELL_PERCENT, .percent = percent_of(a->money, money_abs(b->money))};
    Term *terms = ARENA_ARRAY(summary->arena, Term, 2);
    terms[0] = (Term){part, AMOUNT, 1, NULL};
    terms[1] = (Term){whole, AMOUNT, 1, NULL};
    cell.origin = ORIGIN_RATIO;
    cell.terms = terms;
    cell.term_count = 2;
    return cell;
}

static void add_amount(const Summary *summary, const char *id, Str label, Cell amount, Str words)
{
    TableRow *row = add_row(summary, id, label);
    row->cells[AMOUNT] = amount;
    row->cells[WORDS] = cell_text(words);
}

// Findings are written to follow a colon; here they stand by themselves.
static Str sentence(Arena *arena, Str text)
{
    Text copy = text_new(arena);
    text_add(&copy, text);
    bool is_name = copy.len > 1 && isupper((unsigned char)copy.data[1]); // "iBCF".
    if (copy.len && !is_name) copy.data[0] = (char)toupper((unsigned char)copy.data[0]);
    return text_str(&copy);
}

static void add_words(const Summary *summary, const char *id, Str label, Str words)
{
    add_row(summary, id, label)->cells[WORDS] = cell_text(sentence(summary->arena, words));
}

static void add_unless_nil(const Summary *summary, const char *id, const char *label,
                           const char *column, const char *words, const char *below)
{
    Cell cell = figure_of(summary, &report_reconciliation, STR("total"), column);
    if (cell.type == CELL_EMPTY || cell.money.pence == 0) return;
    add_amount(summary, id, str_from(label), cell, str_from(cell.money.pence < 0 ? below : words));
}

// What of the fund nobody has approved yet, as the register has it.
static void add_awaiting(const Summary *summary)
{
    Cell cell = figure_of(summary, &report_register, STR("total"), "awaiting");
    if (cell.type == CELL_EMPTY || cell.money.pence == 0) return;
    add_amount(summary, "awaiting", STR("Awaiting approval"), cell,
               STR("Added to the fund since its budget was decided, and covered by no approval"));
}

// How big. The row of the whole fund, against which shares are taken.
static size_t add_size(const Summary *summary)
{
    Arena *arena = summary->arena;
    Str    year = year_format(arena, summary->of->book->year);
    Cell   prior = figure_of(summary, &report_contributions, STR("total"), "prior");
    add_heading(summary, "size", "How big is the fund?");
    add_amount(summary, "fund", str_format(arena, "The fund of %.*s", STR_ARG(year)),
               figure_of(summary, &report_contributions, STR("total"), "current"),
               STR("What the partners contribute"));
    size_t fund = last_row(summary);
    add_unless_nil(summary, "brought-forward", "Brought forward", "brought-forward",
                   "Left from the year before, and budgeted beside the fund",
                   "Overspent the year before, and taken from the fund");
    add_awaiting(summary);
    if (prior.type != CELL_EMPTY) {
        add_amount(summary, "prior", STR("The year before"), prior, STR(""));
        add_amount(summary, "movement", STR("Movement"),
                   figure_of(summary, &report_contributions, STR("total"), "movement"), STR(""));
        summary->table->rows[last_row(summary)].cells[SHARE] =
            share_of(summary, last_row(summary), last_row(summary) - 1);
    }
    if (summary->of->book->stage == STAGE_OUTTURN) {
        add_amount(summary, "outturn", STR("Outturn"),
                   figure_of(summary, &report_outturn, STR("total"), "outturn"), STR("Spent"));
        add_amount(summary, "variance", STR("Variance"),
                   figure_of(summary, &report_outturn, STR("total"), "variance"),
                   STR("Outturn less budget: an overspend is positive"));
    }
    return fund;
}

// The names of the lines that a partner pays into.
static Str lines_paid_by(const Summary *summary, const Partner *from)
{
    const Book *book = summary->of->book;
    bool       *pays = ARENA_ARRAY(summary->arena, bool, book->line_count);
    Text        text = text_new(summary->arena);
    for (size_t i = 0; i < book->contribution_count; i++) {
        const Contribution *contribution = &book->contributions[i];
        if (contribution->from == from) pays[contribution->line->index] = true;
    }
    for (size_t i = 0; i < book->line_count; i++) {
        if (!pays[i]) continue;
        text_addf(&text, "%s%.*s", text.len ? ", " : "", STR_ARG(book->lines[i].name));
    }
    return text_str(&text);
}

static void add_payers(const Summary *summary, size_t fund)
{
    const Board *board = summary->of->book->board;
    add_heading(summary, "payers", "Who pays it in?");
    for (size_t i = 0; i < board->partner_count; i++) {
        const Partner *partner = &board->partners[i];
        Str            lines = lines_paid_by(summary, partner);
        if (lines.len == 0) continue;
        Selector *selector = ARENA_NEW(summary->arena, Selector);
        *selector = select_paid_in(summary->of->ledger, partner);
        Cell cell = cell_money(ledger_sum(selector));
        cell.origin = ORIGIN_POSTINGS;
        cell.selectors = selector;
        cell.selector_count = 1;
        add_amount(summary, partner->id.data, partner->name, cell, lines);
        summary->table->rows[last_row(summary)].id = partner->id;
        summary->table->rows[last_row(summary)].cells[SHARE] =
            share_of(summary, last_row(summary), fund);
    }
}

// The blocks and rows that the total adds up.
static void add_uses(const Summary *summary)
{
    const Book *book = summary->of->book;
    add_heading(summary, "uses", "What is it for?");
    size_t first = summary->table->row_count;
    for (const Row *row = book->root->first; row; row = row->next) {
        Str label = row->heading.len ? row->heading : row->label;
        add_amount(summary, "use", label, figure_of(summary, &report_budget, row->id, "budget"),
                   STR(""));
        summary->table->rows[last_row(summary)].id = row->id;
    }
    add_amount(summary, "budget", STR("Budget"),
               figure_of(summary, &report_budget, STR("total"), "budget"), STR(""));
    summary->table->rows[last_row(summary)].style = STYLE_SUBTOTAL;
    for (size_t i = first; i < last_row(summary); i++) {
        summary->table->rows[i].cells[SHARE] = share_of(summary, i, last_row(summary));
    }
}

// What was found with this outcome: each by itself, and the rest counted.
static void add_findings(const Summary *summary, const char *id, Str label,
                         const CheckResult *result, Outcome outcome)
{
    size_t count = 0;
    for (size_t i = 0; i < result->finding_count; i++) {
        if (result->findings[i].outcome != outcome) continue;
        if (count++ < FINDINGS_MAX) add_words(summary, id, label, result->findings[i].text);
    }
    if (count <= FINDINGS_MAX) return;
    add_words(
        summary, id, label,
        str_format(summary->arena, "and %zu more, on the sheet of notes", count - FINDINGS_MAX));
}

// "Nothing breaks in what could be tested: 3 agree, 2 with a rounding; 8 of 13 could
// not be tested. Flags: 5."
static Str verdict_of(const Summary *summary)
{
    const Reconciliation *found = summary->of->reconciliation;
    size_t                counts[OUTCOME_COUNT] = {0};
    size_t                all = 0;
    size_t                flags = 0;
    Text                  text = text_new(summary->arena);
    for (size_t i = 0; i < found->check_count; i++) {
        if (found->checks[i].idle) continue; // There is nothing to test.
        counts[found->checks[i].outcome]++;
        all++;
    }
    for (size_t i = 0; i < found->flag_count; i++) flags += found->flags[i].finding.len > 0;
    if (counts[OUTCOME_BREAK] > 0) {
        text_addf(&text, "No, %zu of %zu checks break: ", counts[OUTCOME_BREAK], all);
    } else {
        text_add(&text, STR("Nothing breaks in what could be tested: "));
    }
    text_addf(&text, "%zu agree", counts[OUTCOME_AGREES]);
    if (counts[OUTCOME_ROUNDING] > 0) {
        text_addf(&text, ", %zu with a rounding", counts[OUTCOME_ROUNDING]);
    }
    if (counts[OUTCOME_WAIVED] > 0) text_addf(&text, ", %zu waived", counts[OUTCOME_WAIVED]);
    text_addf(&text, "; %zu of %zu could not be tested. Flags: %zu.", counts[OUTCOME_NOT_TESTED],
              all, flags);
    if (summary->of->book->undecided > 0) {
        text_addf(&text, " Still to be decided: %zu.", summary->of->book->undecided);
    }
    return text_str(&text);
}

static void add_verdict(const Summary *summary)
{
    add_heading(summary, "verdict", "Does it reconcile?");
    add_words(summary, "checks", STR("Checks"), verdict_of(summary));
    const Table *checks = case_table(summary->arena, summary->of, &report_checks);
    Cell        *verdict = &summary->table->rows[last_row(summary)].cells[WORDS];
    verdict->link = (Link){checks, LINK_TOP, 0};
    verdict->origin = ORIGIN_WATCHED;
    add_unless_nil(summary, "unallocated", "Unallocated", "unallocated",
                   "Contributed and brought forward, and given to no scheme",
                   "Given to schemes beyond what was contributed and brought forward");
    add_unless_nil(summary, "residual", "Residual", "residual",
                   "Contributed and brought forward, and not spent",
                   "Spent beyond what was contributed and brought forward");
    add_unless_nil(summary, "rounding", "Rounding", "rounding",
                   "What whole pounds hide in their pence",
                   "What whole pounds hide in their pence");
}

static void add_results(const Summary *summary, Outcome outcome, const char *id, const char *label)
{
    const Reconciliation *found = summary->of->reconciliation;
    for (size_t i = 0; i < found->check_count; i++) {
        add_findings(summary, id, str_from(label), &found->checks[i], outcome);
    }
}

// Lines that have more or less left than nothing.
static void add_residuals(const Summary *summary)
{
    const Book *book = summary->of->book;
    if (book->stage != STAGE_OUTTURN) return;
    for (size_t i = 0; i < book->line_count; i++) {
        const Line *line = &book->lines[i];
        Cell        cell = figure_of(summary, &report_reconciliation, line->id, "residual");
        if (cell.type == CELL_EMPTY || cell.money.pence == 0) continue;
        bool over = cell.money.pence < 0;
        add_amount(summary, "line", over ? STR("Overspent line") : STR("Underspent line"), cell,
                   str_format(summary->arena, "%.*s has %s", STR_ARG(line->name),
                              over ? "spent more than it had" : "money left"));
    }
}

static void add_attention(const Summary *summary)
{
    const Reconciliation *found = summary->of->reconciliation;
    add_heading(summary, "attention", "What needs attention?");
    Str    open = undecided_of(summary->arena, summary->of->book);
    size_t first = summary->table->row_count;
    add_results(summary, OUTCOME_BREAK, "break", "Break");
    if (open.len) {
        add_words(summary, "undecided", STR("Draft"),
                  str_format(summary->arena,
                             "%.*s: see '# to decide:' in the book, its board and its year pack",
                             STR_ARG(open)));
    }
    if (book_awaiting(summary->of->book).pence != 0) {
        add_words(
            summary, "awaits", STR("Awaiting approval"),
            str_format(summary->arena, "%.*s of the fund awaits approval",
                       STR_ARG(money_pounds(summary->arena, book_awaiting(summary->of->book)))));
    }
    add_residuals(summary);
    add_results(summary, OUTCOME_WAIVED, "waived", "Waived");
    add_results(summary, OUTCOME_ROUNDING, "rounded", "Rounding");
    for (size_t i = 0; i < found->flag_count; i++) {
        const CheckResult *flag = &found->flags[i];
        add_findings(summary, "flag", str_from(flag->check->matter), flag, OUTCOME_AGREES);
    }
    if (summary->table->row_count == first) {
        add_words(summary, "nothing", STR("Nothing"), STR("no check and no flag found anything"));
    }
}

// What could not be tested for want of something that somebody can supply.
static void add_next(const Summary *summary)
{
    const Reconciliation *found = summary->of->reconciliation;
    const Book           *book = summary->of->book;
    add_heading(summary, "next", "What is next?");
    for (size_t i = 0; i < found->check_count; i++) {
        const CheckResult *result = &found->checks[i];
        if (result->idle || result->repeats) continue;
        add_findings(summary, "next", str_from(result->check->matter), result, OUTCOME_NOT_TESTED);
    }
    if (book->stage == STAGE_BUDGET) {
        add_words(
            summary, "year-end", STR("Enter the outturn"),
            str_format(summary->arena, "after the year ends on 31 March %d", book->year.start + 1));
    } else {
        add_words(summary, "year-end", STR("Begin next year's book"),
                  STR("with what this one leaves in each line"));
    }
}

// Room for every row that the book can ask for.
static size_t count_rows(const Case *of)
{
    const Reconciliation *found = of->reconciliation;
    size_t                most = (found->check_count * 4 + found->flag_count) * (FINDINGS_MAX + 1);
    for (const Row *row = of->book->root->first; row; row = row->next) most++;
    return most + OWN_ROWS + of->book->board->partner_count + of->book->line_count;
}

static Table *make_summary(Arena *arena, const Case *of)
{
    static const ColumnSpec columns[] = {
        [AMOUNT] = {"amount", "£", CELL_MONEY},
        [SHARE] = {"share", "Share", CELL_PERCENT},
        [WORDS] = {"words", "In words", CELL_TEXT},
    };
    Table  *table = table_of(arena, "summary", columns, SUMMARY_COLUMN_COUNT, count_rows(of));
    Summary summary = {arena, of, table};
    table_entitle(arena, table, of, "Summary", of->book->stage);
    table->heading = STR("The fund on one page");
    table->about = STR("The book in short: how big, from whom, for what, whether it reconciles. "
                       "Amounts in pounds (£).");
    table->watch = WATCH_BOOK;
    size_t fund = add_size(&summary);
    add_payers(&summary, fund);
    add_uses(&summary);
    add_verdict(&summary);
    add_attention(&summary);
    add_next(&summary);
    return table;
}

const Report report_summary = {
    .name = "summary",
    .summary = "how big, from whom, for what, does it reconcile, what is next",
    .make = make_summary,
    .repeats = true,
};
