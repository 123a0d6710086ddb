// Who decided what: every approval with what it is about, then what nobody approved;
// and every virement with its reason.
#include "plan/cover.h"
#include "report/cells.h"

// Virements.

enum {
    VIREMENT_LINE,
    VIREMENT_PERIOD,
    VIREMENT_DATE,
    VIREMENT_FROM,
    VIREMENT_TO,
    VIREMENT_AMOUNT,
    VIREMENT_APPROVAL,
    VIREMENT_WHY,
    VIREMENT_COLUMN_COUNT
};

static void add_virement(Arena *arena, Table *table, const Ledger *ledger, const Virement *item)
{
    Str       number = str_format(arena, "%zu", table->row_count + 1);
    TableRow *row = table_row(arena, table, STYLE_BODY, number, number);
    Selector *selector = ARENA_NEW(arena, Selector);
    *selector = select_entry(ledger, ENTRY_VIREMENT, ACCOUNT_SCHEME, item->line);
    selector->scheme = item->to->scheme;
    selector->span = item->amount_span;
    row->cells[VIREMENT_LINE] = cell_text(item->line->name);
    row->cells[VIREMENT_PERIOD] = cell_count(item->period);
    if (date_is_set(item->on)) {
        row->cells[VIREMENT_DATE] = (Cell){.type = CELL_DATE, .text = date_format(arena, item->on)};
    }
    row->cells[VIREMENT_FROM] = cell_text(item->from->label);
    row->cells[VIREMENT_TO] = cell_text(item->to->label);
    row->cells[VIREMENT_AMOUNT] = (Cell){.type = CELL_MONEY,
                                         .origin = ORIGIN_POSTINGS,
                                         .money = ledger_sum(selector),
                                         .selectors = selector,
                                         .selector_count = 1};
    row->cells[VIREMENT_APPROVAL] =
        cell_text(item->approval ? approval_in_words(arena, item->approval) : STR("no approval"));
    row->cells[VIREMENT_WHY] = cell_text(item->why);
}

static Table *make_virements(Arena *arena, const Case *of)
{
    static const ColumnSpec columns[VIREMENT_COLUMN_COUNT] = {
        [VIREMENT_LINE] = {"line", "Funding line", CELL_TEXT},
        [VIREMENT_PERIOD] = {"period", "Period", CELL_COUNT},
        [VIREMENT_DATE] = {"date", "Date", CELL_DATE},
        [VIREMENT_FROM] = {"from", "From", CELL_TEXT},
        [VIREMENT_TO] = {"to", "To", CELL_TEXT},
        [VIREMENT_AMOUNT] = {"amount", "Amount", CELL_MONEY},
        [VIREMENT_APPROVAL] = {"approval", "Approval", CELL_TEXT},
        [VIREMENT_WHY] = {"why", "Reason", CELL_TEXT},
    };
    const Book *book = of->book;
    Table      *table =
        table_of(arena, "virements", columns, VIREMENT_COLUMN_COUNT, book->virement_count);
    table_entitle(arena, table, of, "Virements", STAGE_BUDGET);
    table->watch = WATCH_FIGURES;
    table->heading = STR("No.");
    table->about =
        STR("What was moved between schemes, each inside one funding line. What it makes "
            "of the budgets is under Current budget. Amounts in pounds (£).");
    for (size_t i = 0; i < book->virement_count; i++) {
        add_virement(arena, table, of->ledger, &book->virements[i]);
    }
    if (book->virement_count == 0) {
        table_note(arena, table, NOTE_OF_TABLE, "Nothing was moved between schemes.");
    }
    return table;
}

const Report report_virements = {
    .name = "virements",
    .summary = "what was moved between schemes: when, why, on whose approval",
    .make = make_virements,
    .published = true,
};

// Approvals.

enum {
    APPROVAL_BODY,
    APPROVAL_DATE,
    APPROVAL_DECISION,
    APPROVAL_MINUTE,
    APPROVAL_COUNTS,
    APPROVAL_ABOUT,
    APPROVAL_AMOUNT,
    APPROVAL_COLUMN_COUNT
};

typedef struct {
    Arena      *arena;
    const Case *of;
    Table      *table;
} Lister;

// What an approval is about: what it was named for, and the sum of that.
typedef struct {
    Text      text;
    Selector *selectors;
    size_t    count;
    size_t    capacity;
} About;

static bool is_it(const Approval *a, const Approval *b)
{
    return a && str_equal(a->id, b->id);
}

static void say(About *about, Str what)
{
    text_addf(&about->text, "%s%.*s", about->text.len ? "; " : "", STR_ARG(what));
}

static void add_selector(const Lister *lister, About *about, Selector selector)
{
    about->selectors = arena_grow(lister->arena, about->selectors, about->count, &about->capacity,
                                  sizeof *about->selectors);
    about->selectors[about->count++] = selector;
}

static Selector select_item(const Ledger *ledger, const Contribution *item)
{
    Selector selector = select_entry(ledger, contribution_kind(item), ACCOUNT_FUNDER, item->line);
    selector.span = item->span;
    selector.credit = true;
    return selector;
}

static Str describe_item(Arena *arena, const Book *book, const Contribution *item)
{
    return str_format(arena, "%s of %.*s to %.*s", entry_name(contribution_kind(item)),
                      STR_ARG(money_pounds(arena, contribution_adds(book, item))),
                      STR_ARG(item->line->name));
}

static void add_contributions(const Lister *lister, const Approval *approval, About *about)
{
    const Book *book = lister->of->book;
    for (size_t i = 0; i < book->contribution_count; i++) {
        const Contribution *item = &book->contributions[i];
        if (!is_it(item->approval, approval)) continue;
        say(about, describe_item(lister->arena, book, item));
        add_selector(lister, about, select_item(lister->of->ledger, item));
    }
}

static void add_virements(const Lister *lister, const Approval *approval, About *about)
{
    const Book *book = lister->of->book;
    for (size_t i = 0; i < book->virement_count; i++) {
        const Virement *item = &book->virements[i];
        if (!is_it(item->approval, approval)) continue;
        say(about, str_format(lister->arena, "virement of %.*s in %.*s, period %d",
                              STR_ARG(money_pounds(lister->arena, item->amount)),
                              STR_ARG(item->line->name), item->period));
        Selector selector =
            select_entry(lister->of->ledger, ENTRY_VIREMENT, ACCOUNT_SCHEME, item->line);
        selector.scheme = item->to->scheme;
        selector.span = item->amount_span;
        add_selector(lister, about, selector);
    }
}

static void add_rest(const Lister *lister, const Approval *approval, About *about)
{
    const Book *book = lister->of->book;
    if (approval->about.len) say(about, approval->about);
    for (size_t i = 0; i < book->line_count; i++) {
        if (!is_it(book->year_end[i].approval, approval)) continue;
        say(about, str_format(lister->arena, "year end of %.*s", STR_ARG(book->lines[i].name)));
    }
    for (size_t i = 0; i < book->waiver_count; i++) {
        const Waiver *waiver = &book->waivers[i];
        if (!is_it(waiver->approval, approval)) continue;
        say(about, str_format(lister->arena, "waiver of BCF%03d, %.*s", diag_number(waiver->code),
                              STR_ARG(money_pounds(lister->arena, waiver->amount))));
    }
    for (size_t i = 0; i < approval->proposal_count; i++) {
        say(about, str_format(lister->arena, "proposal '%.*s'", STR_ARG(approval->proposals[i])));
    }
    for (size_t i = 0; i < approval->consultee_count; i++) {
        say(about, str_format(lister->arena, "in consultation with %.*s",
                              STR_ARG(approval->consultees[i])));
    }
}

// A budget is what its rows were given at first.
static void add_decisions(const Lister *lister, const Approval *approval, About *about)
{
    const Book *book = lister->of->book;
    if (is_it(book->decisions[STAGE_BUDGET], approval)) {
        say(about, STR("the budget"));
        add_selector(lister, about, select_allocated(lister->of->ledger, NULL, NULL));
    }
    if (is_it(book->decisions[STAGE_OUTTURN], approval)) say(about, STR("the outturn"));
}

static Cell sum_of(const About *about)
{
    Cell cell = cell_money((Money){0});
    if (about->count == 0) return (Cell){0};
    for (size_t i = 0; i < about->count; i++) {
        cell.money = money_add(cell.money, ledger_sum(&about->selectors[i]));
    }
    cell.origin = ORIGIN_POSTINGS;
    cell.selectors = about->selectors;
    cell.selector_count = about->count;
    return cell;
}

static const char *counts_as(Decision decision)
{
    if (decision == DECISION_REQUESTED) return "not known";
    return decision_approves(decision) ? "yes" : "no";
}

static void add_approval(const Lister *lister, const Approval *approval)
{
    About     about = {.text = text_new(lister->arena)};
    TableRow *row = table_row(lister->arena, lister->table, STYLE_BODY, approval->id, approval->id);
    add_decisions(lister, approval, &about);
    add_contributions(lister, approval, &about);
    add_virements(lister, approval, &about);
    add_rest(lister, approval, &about);
    row->cells[APPROVAL_BODY] = cell_text(approval->body);
    if (date_is_set(approval->on)) {
        row->cells[APPROVAL_DATE] =
            (Cell){.type = CELL_DATE, .text = date_format(lister->arena, approval->on)};
    }
    row->cells[APPROVAL_DECISION] = cell_text(str_from(decision_names[approval->decision]));
    row->cells[APPROVAL_MINUTE] = cell_text(approval->minute);
    row->cells[APPROVAL_COUNTS] = cell_text(str_from(counts_as(approval->decision)));
    row->cells[APPROVAL_ABOUT] = cell_text(text_str(&about.text));
    row->cells[APPROVAL_AMOUNT] = sum_of(&about);
}

// What nobody has approved, each by itself.
static void add_waiting(const Lister *lister, Str what, const Selector *selector, Money awaits)
{
    Str       id = str_format(lister->arena, "awaiting-%zu", lister->table->row_count);
    TableRow *row = table_row(lister->arena, lister->table, STYLE_BODY, id, STR("none yet"));
    Selector *kept = ARENA_NEW(lister->arena, Selector);
    *kept = *selector;
    About about = {.selectors = kept, .count = 1};
    row->cells[APPROVAL_COUNTS] = cell_text(STR("not yet"));
    row->cells[APPROVAL_ABOUT] = cell_text(what);
    row->cells[APPROVAL_AMOUNT] = sum_of(&about);
    // Part of it may be covered by what was approved before.
    if (ledger_sum(kept).pence != awaits.pence) row->cells[APPROVAL_AMOUNT] = cell_money(awaits);
}

static void add_uncovered(const Lister *lister)
{
    const Book   *book = lister->of->book;
    const Ledger *ledger = lister->of->ledger;
    for (size_t i = 0; i < book->contribution_count; i++) {
        const Contribution *item = &book->contributions[i];
        if (cover_of(book, item) != COVER_NONE) continue;
        Selector selector = select_item(ledger, item);
        add_waiting(lister, describe_item(lister->arena, book, item), &selector,
                    contribution_awaits(book, item));
    }
    for (size_t i = 0; i < book->virement_count; i++) {
        const Virement *item = &book->virements[i];
        if (item->approval && decision_approves(item->approval->decision)) continue;
        Selector selector = select_entry(ledger, ENTRY_VIREMENT, ACCOUNT_SCHEME, item->line);
        selector.scheme = item->to->scheme;
        selector.span = item->amount_span;
        add_waiting(lister,
                    str_format(lister->arena, "virement of %.*s in %.*s, period %d",
                               STR_ARG(money_pounds(lister->arena, item->amount)),
                               STR_ARG(item->line->name), item->period),
                    &selector, item->amount);
    }
}

static Table *make_approvals(Arena *arena, const Case *of)
{
    static const ColumnSpec columns[APPROVAL_COLUMN_COUNT] = {
        [APPROVAL_BODY] = {"body", "Body", CELL_TEXT},
        [APPROVAL_DATE] = {"date", "Date", CELL_DATE},
        [APPROVAL_DECISION] = {"decision", "Decision", CELL_TEXT},
        [APPROVAL_MINUTE] = {"minute", "Minute", CELL_TEXT},
        [APPROVAL_COUNTS] = {"counts", "Approved", CELL_TEXT},
        [APPROVAL_ABOUT] = {"about", "What it is about", CELL_TEXT},
        [APPROVAL_AMOUNT] = {"amount", "Amount", CELL_MONEY},
    };
    const Book *book = of->book;
    size_t      most = book->approval_count + book->contribution_count + book->virement_count + 1;
    Table      *table = table_of(arena, "approvals", columns, APPROVAL_COLUMN_COUNT, most);
    Lister      lister = {arena, of, table};
    table_entitle(arena, table, of, "Approvals", book->stage);
    table->watch = WATCH_FIGURES;
    table->heading = STR("Approval");
    table->about = STR("Who decided what, and what nobody has approved. What was noted or endorsed "
                       "was not approved. Amounts in pounds (£).");
    for (size_t i = 0; i < book->approval_count; i++) add_approval(&lister, &book->approvals[i]);
    add_uncovered(&lister);
    if (table->row_count == 0) {
        table_note(arena, table, NOTE_OF_TABLE, "The book records no decision.");
    }
    return table;
}

const Report report_approvals = {
    .name = "approvals",
    .summary = "who decided what, and what nobody has approved",
    .make = make_approvals,
    .published = true,
};
