// Monitoring: at the end of a period, what every scheme has, has spent and expects
// to spend, against what it was given; then the funding of it, which is negative.
#include "post/statement_make.h"

typedef struct {
    Arena            *arena;
    Statement        *statement;
    const Ledger     *ledger;
    const Book       *book;
    const Monitoring *report; // Of exactly the period; NULL where there is none.
    const Monitoring *before; // The one before it; NULL where there is none.
    int               period;
    size_t            budget; // Columns.
    size_t            moves;
    size_t            to_date;
    size_t            forecast;
    size_t            previous;
} Maker;

static void find_reports(Maker *maker, int period)
{
    const Book *book = maker->book;
    if (period == 0) period = book->view.period;
    if (period == 0 && book->monitoring_count) {
        period = book->monitoring[book->monitoring_count - 1].period;
    }
    maker->period = period;
    for (size_t i = 0; i < book->monitoring_count; i++) {
        const Monitoring *report = &book->monitoring[i];
        if (report->period < period) maker->before = report;
        if (report->period == period) maker->report = report;
    }
}

static void add_columns(Maker *maker)
{
    Arena     *arena = maker->arena;
    Statement *statement = maker->statement;
    maker->budget = statement_add_postings(arena, statement, STR("budget"), STR("Original budget"),
                                           "What the row was given at first.");
    maker->moves = statement_add_moves(arena, statement, maker->budget, maker->period);
    size_t now = maker->moves + 2;
    maker->to_date = now + 1;
    maker->previous = now + 2;
    maker->forecast = now + 3;
    size_t           variance = now + 5;
    const ColumnPlan plans[] = {
        {.id = "to-date",
         .label = "Spent to date",
         .about = "What the row has spent from April to the end of the period.",
         .partial = true},
        {.id = "previous",
         .label = "Forecast before",
         .about = "The forecast of the report before.",
         .partial = true},
        {.id = "forecast",
         .label = "Forecast",
         .about = "What the row is expected to spend in the whole year.",
         .partial = true},
        {.id = "movement",
         .label = "Movement",
         .about = "The forecast less the one before.",
         .rule = COLUMN_TERMS_DOWN,
         .terms = (ColumnTerm[]){{maker->forecast, 1}, {maker->previous, -1}},
         .term_count = 2,
         .partial = true},
        {.id = "variance",
         .label = "Variance",
         .about = "Forecast less current budget: adverse is positive.",
         .rule = COLUMN_TERMS_DOWN,
         .terms = (ColumnTerm[]){{maker->forecast, 1}, {now, -1}},
         .term_count = 2,
         .partial = true},
        {.id = "percent",
         .label = "%",
         .about = "The variance as a share of the current budget.",
         .rule = COLUMN_RATIO,
         .terms = (ColumnTerm[]){{variance, 1}, {now, 1}},
         .term_count = 2},
    };
    statement_add_columns(arena, statement, plans, sizeof plans / sizeof *plans);
    for (size_t i = maker->moves; i <= now; i++) statement->columns[i].absent = false;
}

static void set_reported(const Maker *maker, const Row *row, EntryKind entry,
                         const Monitoring *report, size_t column)
{
    const Spend *spends = !report                  ? NULL
                          : entry == ENTRY_TO_DATE ? report->to_date
                                                   : report->forecast;
    if (!spends || !spend_is_stated(maker->book, &spends[row->index])) return;
    Selector selector = select_entry(maker->ledger, entry, ACCOUNT_REPORTED, NULL);
    selector.scheme = row->scheme;
    selector.period = report->period;
    statement_set_figure(maker->arena, maker->statement, row->index, column, &selector, 1);
}

static void set_schemes(const Maker *maker)
{
    for (size_t i = 0; i < maker->book->row_count; i++) {
        const Row *row = maker->book->rows[i];
        if (row->kind != ROW_SCHEME || maker->period == 0) continue;
        Selector first = select_allocated(maker->ledger, NULL, row->scheme);
        bool said = maker->report && (spend_is_stated(maker->book, &maker->report->forecast[i]) ||
                                      spend_is_stated(maker->book, &maker->report->to_date[i]));
        if (said || row_has_budget(maker->book, row)) { // What spends without a budget has nil.
            statement_set_figure(maker->arena, maker->statement, i, maker->budget, &first, 1);
        }
        set_reported(maker, row, ENTRY_TO_DATE, maker->report, maker->to_date);
        set_reported(maker, row, ENTRY_FORECAST, maker->report, maker->forecast);
        set_reported(maker, row, ENTRY_FORECAST, maker->before, maker->previous);
    }
}

// What the year will cost is known once every scheme that has money says so.
static bool forecast_is_whole(const Maker *maker)
{
    for (size_t i = 0; maker->report && i < maker->book->row_count; i++) {
        const Row *row = maker->book->rows[i];
        if (row->kind != ROW_SCHEME) continue;
        if (spend_is_stated(maker->book, &maker->report->forecast[i])) continue;
        Money now = ledger_current_budget(maker->ledger, NULL, row->scheme, maker->period);
        if (now.pence != 0) return false;
    }
    return maker->report != NULL;
}

static Selector select_funding(const Maker *maker, EntryKind entry, const Line *line)
{
    AccountKind account = entry == ENTRY_OPENING ? ACCOUNT_OPENING : ACCOUNT_FUNDER;
    Selector    selector = select_entry(maker->ledger, entry, account, line);
    bool        later = entry == ENTRY_SUPPLEMENT || entry == ENTRY_REVISION;
    if (later) selector.period_max = maker->period;
    return selector;
}

static void set_funding(const Maker *maker, const Line *line, bool whole)
{
    size_t   row = maker->statement->row_count - 1;
    Selector all[] = {
        select_funding(maker, ENTRY_CONTRIBUTION, line),
        select_funding(maker, ENTRY_OPENING, line),
        select_funding(maker, ENTRY_SUPPLEMENT, line),
        select_funding(maker, ENTRY_REVISION, line),
    };
    statement_set_figure(maker->arena, maker->statement, row, maker->budget, all, 2);
    statement_set_figure(maker->arena, maker->statement, row, maker->moves, all + 2, 2);
    if (whole) statement_set_figure(maker->arena, maker->statement, row, maker->forecast, all, 4);
}

static void add_funding(const Maker *maker)
{
    const Book *book = maker->book;
    Statement  *statement = maker->statement;
    size_t     *lines = ARENA_ARRAY(maker->arena, size_t, book->line_count);
    size_t      spending = statement->row_count - 1;
    bool        whole = forecast_is_whole(maker);
    for (size_t i = 0; i < book->line_count; i++) {
        const Line *line = &book->lines[i];
        Str         id = str_format(maker->arena, "funding-%.*s", STR_ARG(line->id));
        id = statement_free_id(maker->arena, statement, "line-", id);
        lines[i] = statement->row_count;
        statement_add_row(statement, id, line->name, true)->depth = 1;
        set_funding(maker, line, whole);
    }
    Str           id = statement_free_id(maker->arena, statement, "all-", STR("funding"));
    StatementRow *funding = statement_add_sum(maker->arena, statement, id, STR("Total funding"),
                                              lines, book->line_count);
    funding->heading = STR("Funding");
    const size_t parts[] = {spending, statement->row_count - 1};
    Str          net = statement_free_id(maker->arena, statement, "all-", STR("net"));
    statement_add_sum(maker->arena, statement, net, STR("Spending less funding"), parts, 2)
        ->balance = true;
}

static Statement *make(Arena *arena, const Ledger *ledger, int period)
{
    const Book *book = ledger->book;
    Maker       maker = {.arena = arena, .ledger = ledger, .book = book};
    maker.statement = statement_new_schemes(arena, ledger, 10, book->line_count + 2);
    find_reports(&maker, period);
    add_columns(&maker);
    set_schemes(&maker);
    add_funding(&maker);
    for (size_t i = 0; i < maker.statement->column_count; i++) {
        bool reported = i >= maker.to_date;
        maker.statement->columns[i].absent = maker.period == 0 || (reported && !maker.report);
    }
    if (!maker.before) {
        maker.statement->columns[maker.previous].absent = true;
        maker.statement->columns[maker.forecast + 1].absent = true; // The movement.
    }
    return maker.statement;
}

const StatementKind statement_monitoring = {
    .name = "monitoring",
    .title = "Monitoring",
    .about = "What every scheme has and has spent, what it is expected to spend, and how that has "
             "moved. Spending is positive and funding negative; an overspend is positive.",
    .summary = "budget, spending to date and forecast by scheme, at the end of a period",
    .status = STATUS_OF_BUDGET,
    .make = make,
};
