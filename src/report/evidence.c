// The tables that stand behind the statements: every printed figure tested,
// every check, every posting.
#include "report/report.h"

static Cell published_value(const PublishedFigure *figure, bool has, Money money, Percent percent)
{
    if (!has) return (Cell){0};
    if (!figure->is_percent) return cell_money(money);
    return (Cell){.type = CELL_PERCENT, .percent = percent};
}

static Table *make_published(Arena *arena, const Case *of)
{
    static const ColumnSpec columns[] = {
        {"row", "Row", CELL_TEXT},
        {"column", "Column", CELL_TEXT},
        {"source", "Source", CELL_TEXT},
        {"printed", "Printed", CELL_MONEY},
        {"components", "Printed parts", CELL_MONEY},
        {"rows", "Ledger", CELL_MONEY},
        {"difference", "Difference", CELL_MONEY},
        {"limit", "Limit", CELL_MONEY},
        {"outcome", "Outcome", CELL_TEXT},
    };
    const Reconciliation *found = of->reconciliation;
    Table *table = table_of(arena, "published", columns, sizeof columns / sizeof *columns,
                            found->published_count);
    table_entitle(arena, table, of, "Published figures", of->book->stage);
    table->filtered = true;
    table->watch = WATCH_FIGURES;
    table->heading = STR("Figure");
    table->about = STR("Every figure the papers print, against what they print below or beside it "
                       "and against the ledger. Amounts in pounds (£).");
    for (size_t i = 0; i < found->published_count; i++) {
        const PublishedCell   *cell = &found->published[i];
        const PublishedFigure *figure = cell->figure;
        TableRow *row = table_row(arena, table, STYLE_BODY, figure->row, cell->row_label);
        row->cells[0] = cell_text(figure->row);
        row->cells[1] = cell_text(figure->column);
        row->cells[2] = cell_text(cell->section->source_name);
        row->cells[3] = published_value(figure, true, figure->money, figure->percent);
        row->cells[4] = published_value(figure, cell->has_components, cell->components,
                                        cell->components_percent);
        row->cells[5] = published_value(figure, cell->has_rows, cell->rows, cell->rows_percent);
        if (!figure->is_percent && (cell->has_rows || cell->has_components)) {
            row->cells[6] = cell_money(cell->difference);
        }
        if (cell->has_limit) row->cells[7] = cell_money(cell->limit);
        row->cells[8] = cell_text(str_from(outcome_name(cell->outcome)));
    }
    if (found->published_count == 0) {
        table_note(arena, table, NOTE_OF_TABLE, "The book publishes no figures.");
    }
    return table;
}

const Report report_published = {
    .name = "published",
    .summary = "every figure the papers print, tested against parts and ledger",
    .make = make_published,
};

static void add_check(Arena *arena, Table *table, const CheckResult *result)
{
    TableRow *row = table_row(arena, table, STYLE_BODY, str_from(result->check->id),
                              str_from(result->check->sentence));
    size_t    tested = 0;
    for (size_t i = 0; i < OUTCOME_COUNT; i++) {
        if (i != OUTCOME_NOT_TESTED) tested += result->counts[i];
        row->cells[2 + i] = cell_count((int64_t)result->counts[i]);
    }
    row->cells[0] = cell_text(str_from(outcome_name(result->outcome)));
    row->cells[1] = cell_count((int64_t)tested);
    row->cells[7] = cell_text(result->finding);
    row->cells[8] = cell_text(str_from(result->check->inputs));
}

static Table *make_checks(Arena *arena, const Case *of)
{
    static const ColumnSpec columns[] = {
        {"outcome", "Outcome", CELL_TEXT},        {"tested", "Tested", CELL_COUNT},
        {"agrees", "Agrees", CELL_COUNT},         {"rounding", "Rounding", CELL_COUNT},
        {"waived", "Waived", CELL_COUNT},         {"break", "Break", CELL_COUNT},
        {"not-tested", "Not tested", CELL_COUNT}, {"finding", "First finding", CELL_TEXT},
        {"inputs", "Looks at", CELL_TEXT},
    };
    const Reconciliation *found = of->reconciliation;
    Table *table = table_of(arena, "checks", columns, sizeof columns / sizeof *columns,
                            found->check_count + found->flag_count + 1);
    table_entitle(arena, table, of, "Checks", of->book->stage);
    table->watch = WATCH_FIGURES;
    table->heading = STR("Check");
    table->about = STR("What was checked, how often, and how it ended; then what is worth a second "
                       "look.");
    for (size_t i = 0; i < found->check_count; i++) add_check(arena, table, &found->checks[i]);
    table_row(arena, table, STYLE_HEAD, STR("flags"), STR("Worth a second look"));
    for (size_t i = 0; i < found->flag_count; i++) {
        const CheckResult *flag = &found->flags[i];
        TableRow          *row = table_row(arena, table, STYLE_BODY, str_from(flag->check->id),
                                           str_from(flag->check->sentence));
        row->cells[0] = cell_text(flag->finding.len ? STR("flag") : STR("nothing to flag"));
        row->cells[7] = cell_text(flag->finding);
        row->cells[8] = cell_text(str_from(flag->check->inputs));
    }
    return table;
}

const Report report_checks = {
    .name = "checks",
    .summary = "every check and its outcome, then what is worth a second look",
    .make = make_checks,
};

// Where a posting counts: the first statement, in print order, that adds it up.
static void set_figures(Arena *arena, const Case *of, const Report *report, Table *journal)
{
    const Table *table = case_table(arena, of, report);
    for (size_t i = 0; i < table->row_count; i++) {
        for (size_t j = 0; j < table->column_count; j++) {
            const Cell *cell = &table->rows[i].cells[j];
            Str         name = STR("");
            for (size_t k = 0; k < cell->selector_count; k++) {
                const Selector *selector = &cell->selectors[k];
                const Posting  *posting = NULL;
                if (selector->ledger != of->ledger) continue; // Last year's.
                while ((posting = selector_next(selector, posting))) {
                    Cell *figure = &journal->rows[posting->number - 1].cells[JOURNAL_FIGURE];
                    if (figure->type != CELL_EMPTY) continue;
                    if (name.len == 0) {
                        name =
                            str_format(arena, "%.*s %.*s %.*s", STR_ARG(table->report),
                                       STR_ARG(table->rows[i].id), STR_ARG(table->columns[j].id));
                    }
                    *figure = cell_text(name);
                    figure->link = (Link){table, i, j};
                }
            }
        }
    }
}

static void add_posting(Arena *arena, Table *table, const Posting *posting)
{
    Str       number = str_format(arena, "%zu", posting->number);
    TableRow *row = table_row(arena, table, STYLE_BODY, number, number);
    Str       date = date_format(arena, posting->on);
    row->cells[JOURNAL_ENTRY] = cell_count((int64_t)posting->entry);
    row->cells[JOURNAL_KIND] = cell_text(str_from(entry_name(posting->kind)));
    if (posting->period) row->cells[JOURNAL_PERIOD] = cell_count(posting->period);
    if (date.len) row->cells[JOURNAL_DATE] = (Cell){.type = CELL_DATE, .text = date};
    row->cells[JOURNAL_ACCOUNT] = cell_text(str_from(account_name(posting->account.kind)));
    if (posting->account.partner) {
        row->cells[JOURNAL_PARTNER] = cell_text(posting->account.partner->id);
    }
    if (posting->account.counterparty) {
        row->cells[JOURNAL_COUNTERPARTY] = cell_text(posting->account.counterparty->id);
    }
    row->cells[JOURNAL_LINE] = cell_text(posting->line->id);
    if (posting->account.scheme)
        row->cells[JOURNAL_SCHEME] = cell_text(posting->account.scheme->id);
    row->cells[JOURNAL_AMOUNT] = cell_money(posting->amount);
    row->cells[JOURNAL_SOURCE] = cell_text(span_format(arena, posting->span));
    row->cells[JOURNAL_NOTE] = cell_text(posting->note);
}

static Table *make_journal(Arena *arena, const Case *of)
{
    static const ColumnSpec columns[JOURNAL_COLUMN_COUNT] = {
        [JOURNAL_ENTRY] = {"entry", "Entry", CELL_COUNT},
        [JOURNAL_KIND] = {"kind", "Kind", CELL_TEXT},
        [JOURNAL_PERIOD] = {"period", "Period", CELL_COUNT},
        [JOURNAL_DATE] = {"date", "Date", CELL_DATE},
        [JOURNAL_ACCOUNT] = {"account", "Account", CELL_TEXT},
        [JOURNAL_PARTNER] = {"partner", "Partner", CELL_TEXT},
        [JOURNAL_COUNTERPARTY] = {"counterparty", "Counterparty", CELL_TEXT},
        [JOURNAL_LINE] = {"line", "Line", CELL_TEXT},
        [JOURNAL_SCHEME] = {"scheme", "Scheme", CELL_TEXT},
        [JOURNAL_AMOUNT] = {"amount", "Amount", CELL_MONEY},
        [JOURNAL_SOURCE] = {"source", "Source", CELL_TEXT},
        [JOURNAL_NOTE] = {"note", "Note", CELL_TEXT},
        [JOURNAL_FIGURE] = {"figure", "Counts in", CELL_TEXT},
    };
    const Ledger *ledger = of->ledger;
    Table *table = table_of(arena, "journal", columns, JOURNAL_COLUMN_COUNT, ledger->count + 1);
    Money  sum = {0};
    Term  *terms = ARENA_ARRAY(arena, Term, ledger->count);
    table_entitle(arena, table, of, "Journal", of->book->stage);
    table->filtered = true;
    table->lists_postings = true;
    table->watch = WATCH_FIGURES;
    table->heading = STR("Posting");
    table->about = STR("Every posting with the line of the book it comes from. Debit positive, "
                       "credit negative. Amounts in pounds (£).");
    for (size_t i = 0; i < ledger->count; i++) {
        add_posting(arena, table, ledger->postings[i]);
        terms[i] = (Term){i, JOURNAL_AMOUNT, 1, NULL};
        sum = money_add(sum, ledger->postings[i]->amount);
    }
    for (size_t i = 0; reports[i]; i++) {
        bool first = report_is_of_book(reports[i]) && !reports[i]->repeats;
        if (first && reports[i] != &report_journal) set_figures(arena, of, reports[i], table);
    }
    for (size_t i = 0; reports[i]; i++) {
        if (reports[i]->repeats) set_figures(arena, of, reports[i], table);
    }
    TableRow *total = table_row(arena, table, STYLE_TOTAL, STR("total"), STR("Sum (must be nil)"));
    assert(sum.pence == 0); // Every entry balances, so all of them do.
    total->cells[JOURNAL_AMOUNT] = (Cell){.type = CELL_MONEY, .origin = ORIGIN_TERMS};
    total->cells[JOURNAL_AMOUNT].terms = terms;
    total->cells[JOURNAL_AMOUNT].term_count = ledger->count;
    return table;
}

const Report report_journal = {
    .name = "journal",
    .summary = "every posting, with the file and line it comes from",
    .make = make_journal,
};
