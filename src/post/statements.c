// The five statements: which rows, which columns, which postings.
#include <stdint.h>
#include <string.h>

#include "post/statement.h"

static Statement *statement_new(Arena *arena, const char *report, const Ledger *ledger,
                                const char *row_heading, size_t row_max, size_t column_max)
{
    Statement *statement = ARENA_NEW(arena, Statement);
    *statement = (Statement){.report = report, .ledger = ledger, .row_heading = row_heading};
    statement->rows = ARENA_ARRAY(arena, StatementRow, row_max);
    statement->row_index = index_new(arena);
    statement->column_max = column_max;
    statement->columns = ARENA_ARRAY(arena, StatementColumn, column_max);
    statement->figures = ARENA_ARRAY(arena, Figure, row_max * column_max);
    return statement;
}

static StatementRow *add_row(Statement *statement, Str id, Str label, bool leaf)
{
    StatementRow *row = &statement->rows[statement->row_count++];
    *row = (StatementRow){.leaf = leaf, .id = id, .label = label};
    index_add(&statement->row_index, id, row);
    return row;
}

// The last row of a flat statement adds up all others.
static void add_total(Arena *arena, Statement *statement, Str label)
{
    size_t        leaves = statement->row_count;
    StatementRow *total = add_row(statement, STR("total"), label, false);
    total->children = ARENA_ARRAY(arena, size_t, leaves);
    total->child_count = leaves;
    for (size_t i = 0; i < leaves; i++) total->children[i] = i;
}

static size_t add_postings(Statement *statement, Str id, Str label)
{
    statement->columns[statement->column_count] =
        (StatementColumn){.id = id, .label = label, .rule = COLUMN_POSTINGS};
    return statement->column_count++;
}

static size_t add_computed(Arena *arena, Statement *statement, ColumnRule rule, const char *id,
                           const char *label, const ColumnTerm *terms, size_t count)
{
    StatementColumn *column = &statement->columns[statement->column_count];
    *column = (StatementColumn){.id = str_from(id), .label = str_from(label), .rule = rule};
    column->terms = ARENA_ARRAY(arena, ColumnTerm, count);
    column->term_count = count;
    if (count) memcpy(column->terms, terms, count * sizeof *terms);
    return statement->column_count++;
}

// One leaf figure: what the selectors take, as one more addend each time.
static void set_figure(Arena *arena, const Statement *statement, size_t row, size_t column,
                       const Selector *selectors, size_t count)
{
    Figure   *figure = statement_figure(statement, row, column);
    Selector *kept = ARENA_ARRAY(arena, Selector, count);
    *figure = (Figure){.stated = true, .selectors = kept, .selector_count = count};
    for (size_t i = 0; i < count; i++) {
        kept[i] = selectors[i];
        figure->money = money_add(figure->money, ledger_sum(&kept[i]));
        figure->addends = addends_join(figure->addends, selector_addends(&kept[i]));
    }
}

// Rows of a book, blocks and all.
static Statement *schemes_statement(Arena *arena, const char *report, const Ledger *ledger)
{
    const Book *book = ledger->book;
    Statement  *statement =
        statement_new(arena, report, ledger, "Scheme", book->row_count, book->line_count + 3);
    for (size_t i = 0; i < book->row_count; i++) {
        const Row    *from = book->rows[i];
        StatementRow *row = add_row(statement, from->id, from->label, from->kind == ROW_SCHEME);
        size_t        count = 0;
        row->heading = from->heading;
        row->depth = from->depth;
        for (const Row *child = from->first; child; child = child->next) count++;
        row->children = ARENA_ARRAY(arena, size_t, count);
        for (const Row *child = from->first; child; child = child->next) {
            row->children[row->child_count++] = child->index;
        }
    }
    return statement;
}

static void add_budget_columns(Arena *arena, Statement *statement)
{
    const Book *book = statement->ledger->book;
    ColumnTerm *terms = ARENA_ARRAY(arena, ColumnTerm, book->line_count);
    for (size_t line = 0; line < book->line_count; line++) {
        size_t column = add_postings(statement, book->lines[line].id, book->lines[line].heading);
        terms[line] = (ColumnTerm){column, 1};
        for (size_t row = 0; row < statement->row_count; row++) {
            const Row *from = book->rows[row];
            if (from->kind != ROW_SCHEME || !from->budget[line].stated) continue;
            Selector selector =
                select_allocated(statement->ledger, &book->lines[line], from->scheme);
            set_figure(arena, statement, row, column, &selector, 1);
        }
    }
    add_computed(arena, statement, COLUMN_TERMS, "budget", "Total budget", terms, book->line_count);
}

Statement *statement_budget(Arena *arena, const Ledger *ledger)
{
    Statement *statement = schemes_statement(arena, "budget", ledger);
    add_budget_columns(arena, statement);
    statement_compute(statement);
    return statement;
}

Statement *statement_outturn(Arena *arena, const Ledger *ledger)
{
    const Book *book = ledger->book;
    Statement  *statement = schemes_statement(arena, "outturn", ledger);
    add_budget_columns(arena, statement);
    size_t budget = statement->column_count - 1;
    size_t outturn = add_postings(statement, STR("outturn"), STR("Outturn"));
    add_computed(arena, statement, COLUMN_TERMS, "variance", "Variance",
                 (ColumnTerm[]){{outturn, 1}, {budget, -1}}, 2);
    for (size_t row = 0; row < statement->row_count; row++) {
        const Row *from = book->rows[row];
        if (from->kind != ROW_SCHEME || !spend_is_stated(book, &from->outturn)) continue;
        Selector selector = select_outturn(ledger, NULL, from->scheme);
        set_figure(arena, statement, row, outturn, &selector, 1);
        if (!from->outturn.bare.stated) continue;
        // However many lines it was split over, it is one rounded figure.
        statement_figure(statement, row, outturn)->addends =
            addends_add((Addends){0}, from->outturn.bare.money, book->unit);
    }
    bool absent = book->stage != STAGE_OUTTURN;
    statement->columns[outturn].absent = absent;
    statement->columns[outturn + 1].absent = absent;
    statement_compute(statement);
    return statement;
}

size_t line_predecessors(Arena *arena, const Line *line, const Book *previous,
                         const Line ***predecessors)
{
    const Line **found = ARENA_ARRAY(arena, const Line *, line->replaces_count + 1);
    size_t       count = 0;
    for (size_t i = 0; i < line->replaces_count; i++) {
        const Line *before = book_line(previous, line->replaces[i]);
        if (before) found[count++] = before;
    }
    if (line->replaces_count == 0) {
        const Line *before = book_line(previous, line->id);
        if (before) found[count++] = before;
    }
    *predecessors = found;
    return count;
}

static void set_prior(Arena *arena, Statement *statement, size_t row, const Line *const *lines,
                      size_t count)
{
    Selector *selectors = ARENA_ARRAY(arena, Selector, count);
    bool      stated = false;
    for (size_t i = 0; i < count; i++) {
        stated |= book_has_contribution(statement->ledger->previous->book, lines[i]);
        selectors[i] = select_contributions(statement->ledger->previous, lines[i]);
    }
    if (stated) set_figure(arena, statement, row, 0, selectors, count);
}

// Lines of last year that no line of this year continues: they ended.
static void add_ended_lines(Arena *arena, Statement *statement, const bool *continued)
{
    const Book *previous = statement->ledger->previous->book;
    for (size_t i = 0; i < previous->line_count; i++) {
        const Line *line = &previous->lines[i];
        if (continued[i] || !book_has_contribution(statement->ledger->previous->book, line))
            continue;
        Str id = line->id;
        while (statement_row(statement, id) != SIZE_MAX) {
            id = str_format(arena, "ended-%.*s", STR_ARG(id));
        }
        Str label = str_format(arena, "%.*s (ended)", STR_ARG(line->name));
        add_row(statement, id, label, true);
        set_prior(arena, statement, statement->row_count - 1, &line, 1);
    }
}

Statement *statement_contributions(Arena *arena, const Ledger *ledger)
{
    const Book   *book = ledger->book;
    const Ledger *previous = ledger->previous;
    size_t        ended_max = previous ? previous->book->line_count : 0;
    Statement    *statement = statement_new(arena, "contributions", ledger, "Funding line",
                                            book->line_count + ended_max + 1, 4);
    bool         *continued = ARENA_ARRAY(arena, bool, ended_max);
    Str           before = year_format(arena, (Year){book->year.start - 1});
    add_postings(statement, STR("prior"), before);
    add_postings(statement, STR("current"), year_format(arena, book->year));
    add_computed(arena, statement, COLUMN_TERMS, "movement", "Movement",
                 (ColumnTerm[]){{1, 1}, {0, -1}}, 2);
    add_computed(arena, statement, COLUMN_RATIO, "percent", "%", (ColumnTerm[]){{2, 1}, {0, 1}}, 2);
    for (size_t i = 0; i < book->line_count; i++) {
        const Line  *line = &book->lines[i];
        const Line **before_lines = NULL;
        Selector     selector = select_contributions(ledger, line);
        size_t       count = 0;
        add_row(statement, line->id, line->name, true);
        if (book_has_contribution(book, line)) set_figure(arena, statement, i, 1, &selector, 1);
        if (!previous) continue;
        count = line_predecessors(arena, line, previous->book, &before_lines);
        for (size_t j = 0; j < count; j++) continued[before_lines[j]->index] = true;
        set_prior(arena, statement, i, before_lines, count);
    }
    if (previous) add_ended_lines(arena, statement, continued);
    add_total(arena, statement, STR("Total"));
    for (size_t i = 0; i < statement->column_count; i++) {
        statement->columns[i].absent = !previous && i != 1;
    }
    statement_compute(statement);
    return statement;
}

static void set_line_figures(Arena *arena, const Statement *statement, const bool *absent)
{
    const Ledger *ledger = statement->ledger;
    for (size_t row = 0; row < ledger->book->line_count; row++) {
        const Line    *line = &ledger->book->lines[row];
        const Selector selectors[] = {
            select_contributions(ledger, line),   select_opening(ledger, line),
            select_allocated(ledger, line, NULL), {0},
            select_allocated(ledger, line, NULL), select_outturn(ledger, line, NULL),
        };
        for (size_t column = 0; column < sizeof selectors / sizeof *selectors; column++) {
            if (!selectors[column].ledger || absent[column]) continue;
            set_figure(arena, statement, row, column, &selectors[column], 1);
        }
        Selector rounding = select_rounding(ledger, line);
        set_figure(arena, statement, row, statement->column_count - 1, &rounding, 1);
    }
}

Statement *statement_reconciliation(Arena *arena, const Ledger *ledger)
{
    const Book *book = ledger->book;
    Statement  *statement =
        statement_new(arena, "reconciliation", ledger, "Funding line", book->line_count + 1, 12);
    bool budget_only = book->stage != STAGE_OUTTURN;
    for (size_t i = 0; i < book->line_count; i++) {
        add_row(statement, book->lines[i].id, book->lines[i].name, true);
    }
    add_total(arena, statement, STR("Total"));
    add_postings(statement, STR("contributions"), STR("Contributions"));
    add_postings(statement, STR("brought-forward"), STR("Brought forward"));
    add_postings(statement, STR("allocated"), STR("Allocated to schemes"));
    add_computed(arena, statement, COLUMN_TERMS, "unallocated", "Unallocated",
                 (ColumnTerm[]){{0, 1}, {1, 1}, {2, -1}, {11, -1}}, 4);
    add_postings(statement, STR("current-budget"), STR("Current budget"));
    add_postings(statement, STR("outturn"), STR("Outturn"));
    add_computed(arena, statement, COLUMN_TERMS, "residual", "Residual",
                 (ColumnTerm[]){{0, 1}, {1, 1}, {5, -1}, {11, -1}}, 4);
    add_postings(statement, STR("carried-forward"), STR("Carried forward"));
    add_postings(statement, STR("repaid"), STR("Repaid"));
    add_postings(statement, STR("reserve-applied"), STR("Reserve applied"));
    add_postings(statement, STR("borne-by-partners"), STR("Borne by partners"));
    add_postings(statement, STR("rounding"), STR("Rounding"));
    bool absent[12] = {
        [5] = budget_only, [6] = budget_only, [7] = true, [8] = true, [9] = true, [10] = true};
    for (size_t i = 0; i < 12; i++) statement->columns[i].absent = absent[i];
    set_line_figures(arena, statement, absent);
    statement_compute(statement);
    return statement;
}

// Whether the book says what the partner receives of the line, be it nil.
static bool is_passported(const Book *book, const Line *line, const Partner *to)
{
    for (size_t i = 0; i < book->contribution_count; i++) {
        const Contribution *contribution = &book->contributions[i];
        for (size_t j = 0; contribution->line == line && j < contribution->passport.count; j++) {
            if (contribution->passport.items[j].partner == to) return true;
        }
    }
    return false;
}

// Whoever a line can pass to, in the board's order: what one of them receives
// may be unknown.
static void add_receivers(Arena *arena, Statement *statement)
{
    const Ledger *ledger = statement->ledger;
    const Board  *board = ledger->book->board;
    for (size_t i = 0; i < board->partner_count; i++) {
        const Partner *partner = &board->partners[i];
        bool           receives = false;
        for (size_t column = 0; column < statement->column_count; column++) {
            const Line *line = book_line(ledger->book, statement->columns[column].id);
            receives |= line->passport_to == partner->kind;
        }
        if (!receives) continue;
        add_row(statement, partner->id, partner->name, true);
        for (size_t column = 0; column < statement->column_count; column++) {
            const Line *line = book_line(ledger->book, statement->columns[column].id);
            Selector    selector = select_passported(ledger, line, partner);
            if (!is_passported(ledger->book, line, partner)) continue;
            set_figure(arena, statement, statement->row_count - 1, column, &selector, 1);
        }
    }
}

Statement *statement_passport(Arena *arena, const Ledger *ledger)
{
    const Book *book = ledger->book;
    Statement  *statement = statement_new(arena, "passport", ledger, "Partner",
                                          book->board->partner_count + 1, book->line_count);
    for (size_t i = 0; i < book->line_count; i++) {
        const Line *line = &book->lines[i];
        bool        stated = false;
        if (!line->passported) continue;
        for (size_t j = 0; j < book->contribution_count; j++) {
            const Contribution *contribution = &book->contributions[j];
            stated |= contribution->line == line && contribution->passport.stated;
        }
        size_t column = add_postings(statement, line->id, line->heading);
        statement->columns[column].absent = !stated;
    }
    add_receivers(arena, statement);
    add_total(arena, statement, STR("Total"));
    statement_compute(statement);
    return statement;
}

Statement *statement_named(Arena *arena, const Ledger *ledger, Str report)
{
    if (str_is(report, "budget")) return statement_budget(arena, ledger);
    if (str_is(report, "outturn")) return statement_outturn(arena, ledger);
    if (str_is(report, "contributions")) return statement_contributions(arena, ledger);
    if (str_is(report, "reconciliation")) return statement_reconciliation(arena, ledger);
    if (str_is(report, "passport")) return statement_passport(arena, ledger);
    return NULL;
}
