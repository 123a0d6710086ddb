#include "reconcile/grid.h"

#include <stdint.h>

#define LISTED_MAX 20 // Ids, in the help of a message.

#include "base/suggest.h"

GridCell *grid_cell(const Grid *grid, size_t row, size_t column)
{
    return &grid->cells[row * grid->statement->column_count + column];
}

bool grid_is_ratio(const Grid *grid, size_t column)
{
    return grid->statement->columns[column].rule == COLUMN_RATIO;
}

// Rows that are taken away count negative in what adds them up, however deep.
static int sign_of(const Grid *grid, size_t row)
{
    return grid->statement->rows[row].subtracted ? -1 : 1;
}

void grid_add_part(const Grid *grid, size_t row, size_t column, int sign, Parts *parts)
{
    const StatementRow *from = &grid->statement->rows[row];
    const GridCell     *cell = grid_cell(grid, row, column);
    const Figure       *figure = statement_figure(grid->statement, row, column);
    if (cell->figure) {
        Money printed = cell->figure->money;
        parts->addends = addends_add(parts->addends, printed, grid->section->unit);
        parts->sum = money_add(parts->sum, sign < 0 ? money_neg(printed) : printed);
        parts->printed++;
    } else if (from->leaf) {
        parts->addends = addends_join(parts->addends, figure->addends);
        parts->sum = money_add(parts->sum, sign < 0 ? money_neg(figure->money) : figure->money);
        parts->silent += figure->money.pence != 0;
    }
    for (size_t i = 0; !cell->figure && i < from->child_count; i++) {
        size_t child = from->children[i];
        grid_add_part(grid, child, column, sign * sign_of(grid, child), parts);
    }
}

// Whether a paper prints all that a total adds up.
static bool prints_all_parts(const Grid *grid, size_t row, size_t column)
{
    const StatementRow *total = &grid->statement->rows[row];
    for (size_t i = 0; i < total->child_count; i++) {
        size_t part = total->children[i];
        if (grid_cell(grid, part, column)->figure) continue;
        if (grid->statement->rows[part].leaf || !prints_all_parts(grid, part, column)) return false;
    }
    return true;
}

static void judge(const Grid *grid, const GridCell *cell, Test *test)
{
    test->made = true;
    test->outcome =
        rounding_test(cell->figure->money, grid->section->unit, test->sum, test->addends);
    test->exact = test->outcome == OUTCOME_ROUNDING &&
                  money_round(test->sum, grid->section->unit).pence == cell->figure->money.pence;
}

// Where the paper prints no part of a sum, that sum is the ledger's, which is
// another test.
static void judge_parts(const Grid *grid, const GridCell *cell, const Parts *parts, Test *test)
{
    if (parts->printed == 0) return;
    test->sum = parts->sum;
    test->addends = parts->addends;
    test->mixed = parts->silent > 0;
    judge(grid, cell, test);
}

static void test_down(const Grid *grid, size_t row, size_t column, GridCell *cell)
{
    const StatementRow *total = &grid->statement->rows[row];
    Parts               parts = {0};
    if (total->leaf || grid_is_ratio(grid, column)) return;
    // What is not stated cannot stand for what is not printed.
    bool absent = grid->statement->columns[column].absent;
    if (absent && !prints_all_parts(grid, row, column)) return;
    for (size_t i = 0; i < total->child_count; i++) {
        size_t child = total->children[i];
        grid_add_part(grid, child, column, sign_of(grid, child), &parts);
    }
    judge_parts(grid, cell, &parts, &cell->tests[TEST_DOWN]);
}

// The ratio of two amounts, to as many decimals as are printed, against what is
// printed.
static void judge_ratio(const PublishedFigure *figure, Test *test, Money part, Money whole)
{
    if (!percent_exists(part, whole)) return;
    test->made = true;
    test->percent = percent_of_to(part, money_abs(whole), figure->percent_unit);
    test->outcome =
        test->percent.hundredths == figure->percent.hundredths ? OUTCOME_AGREES : OUTCOME_BREAK;
}

static void test_ratio(const Grid *grid, size_t row, size_t column, GridCell *cell)
{
    const ColumnTerm *terms = grid->statement->columns[column].terms;
    const Figure     *part = statement_figure(grid->statement, row, terms[0].column);
    const Figure     *whole = statement_figure(grid->statement, row, terms[1].column);
    Parts             parts[2] = {0};
    for (size_t i = 0; i < 2; i++) grid_add_part(grid, row, terms[i].column, 1, &parts[i]);
    if (parts[0].printed + parts[1].printed > 0) {
        judge_ratio(cell->figure, &cell->tests[TEST_ACROSS], parts[0].sum, parts[1].sum);
    }
    if (!part->stated || !whole->stated) return; // Not stated is not nil.
    judge_ratio(cell->figure, &cell->tests[TEST_ROWS], part->money, whole->money);
}

// A sum that is stated only where all of its terms are is not tested where one is
// neither stated nor printed.
static bool adds_across(const Grid *grid, size_t row, size_t column)
{
    const StatementColumn *rule = &grid->statement->columns[column];
    bool                   leaf = grid->statement->rows[row].leaf;
    if (rule->rule != COLUMN_TERMS_DOWN || !leaf) return rule->rule == COLUMN_TERMS;
    for (size_t i = 0; i < rule->term_count; i++) {
        size_t term = rule->terms[i].column;
        bool   printed = grid_cell(grid, row, term)->figure != NULL;
        if (!printed && !statement_figure(grid->statement, row, term)->stated) return false;
    }
    return true;
}

static void test_across(const Grid *grid, size_t row, size_t column, GridCell *cell)
{
    const StatementColumn *rule = &grid->statement->columns[column];
    Parts                  parts = {0};
    if (!adds_across(grid, row, column)) return;
    for (size_t i = 0; i < rule->term_count; i++) {
        grid_add_part(grid, row, rule->terms[i].column, rule->terms[i].sign, &parts);
    }
    judge_parts(grid, cell, &parts, &cell->tests[TEST_ACROSS]);
}

static void test_rows(const Grid *grid, size_t row, size_t column, GridCell *cell)
{
    const Figure *figure = statement_figure(grid->statement, row, column);
    Test         *test = &cell->tests[TEST_ROWS];
    bool          down = grid->statement->columns[column].rule == COLUMN_TERMS_DOWN;
    if (grid->statement->columns[column].absent || (down && !figure->stated)) return;
    test->sum = figure->money;
    test->addends = figure->addends;
    judge(grid, cell, test);
}

// In a statement of schemes, the total of a line is its contribution and what
// it opened with.
static void test_contribution(const Grid *grid, size_t row, size_t column, GridCell *cell)
{
    const Ledger *ledger = grid->statement->ledger;
    const Line   *line = book_line(ledger->book, grid->statement->columns[column].id);
    Test         *test = &cell->tests[TEST_CONTRIBUTION];
    bool          schemes =
        str_is(grid->section->report, "budget") || str_is(grid->section->report, "outturn");
    if (!line || !schemes || row + 1 != grid->statement->row_count) return;
    Selector in = select_contributions(ledger, line);
    Selector opening = select_opening(ledger, line);
    test->sum = ledger_line_sums(ledger, line).funded;
    test->addends = addends_join(selector_addends(&in), selector_addends(&opening));
    judge(grid, cell, test);
}

bool test_differs(const Test *test)
{
    return test->made && test->outcome != OUTCOME_AGREES && !test->exact;
}

bool cell_differs(const GridCell *cell)
{
    return test_differs(&cell->tests[TEST_DOWN]) || test_differs(&cell->tests[TEST_ACROSS]) ||
           test_differs(&cell->tests[TEST_ROWS]);
}

// An exact amount that is printed rounded is said once a table.
static void count_exact(Grid *grid, const GridCell *cell)
{
    for (size_t i = 0; i < TEST_COUNT; i++) {
        const Test *test = &cell->tests[i];
        if (!test->exact) continue;
        Money off = money_abs(money_sub(cell->figure->money, test->sum));
        grid->exact++;
        if (off.pence > grid->exact_most.pence) grid->exact_most = off;
        return;
    }
}

static void run_tests(Grid *grid)
{
    const Statement *statement = grid->statement;
    for (size_t row = 0; row < statement->row_count; row++) {
        for (size_t column = 0; column < statement->column_count; column++) {
            GridCell *cell = grid_cell(grid, row, column);
            if (!cell->figure) continue;
            if (grid_is_ratio(grid, column)) {
                test_ratio(grid, row, column, cell);
                continue;
            }
            test_down(grid, row, column, cell);
            test_across(grid, row, column, cell);
            test_rows(grid, row, column, cell);
            test_contribution(grid, row, column, cell);
            count_exact(grid, cell);
        }
    }
}

void grid_say_no_place(Checker *checker, Span span, Str message, Str id, const Str *known,
                       size_t count)
{
    bool  listed = checker->diags->errors <= DIAG_COUNT_MAX; // Past that a suggestion is wasted.
    Diag *found = checker_say(checker, DIAG_PUBLISHED_NO_PLACE, span, "%.*s", STR_ARG(message));
    const Str *near = listed ? suggest(id, known, count) : NULL;
    checker_count(checker, OUTCOME_BREAK);
    if (near) {
        diag_help(checker->diags, found, "did you mean '%.*s'?", STR_ARG(*near));
        return;
    }
    Text all = text_new(checker->arena);
    for (size_t i = 0; listed && i < count && count <= LISTED_MAX; i++) {
        text_addf(&all, "%s%.*s", i ? ", " : "", STR_ARG(known[i]));
    }
    if (all.len) diag_help(checker->diags, found, "it has %.*s", STR_ARG(text_str(&all)));
}

// The ids of a statement's rows and columns, once one is looked for in vain.
typedef struct {
    Str *rows;
    Str *columns;
} KnownIds;

static KnownIds known_ids(Arena *arena, const Statement *statement)
{
    KnownIds known = {ARENA_ARRAY(arena, Str, statement->row_count),
                      ARENA_ARRAY(arena, Str, statement->column_count)};
    for (size_t i = 0; i < statement->row_count; i++) known.rows[i] = statement->rows[i].id;
    for (size_t i = 0; i < statement->column_count; i++) {
        known.columns[i] = statement->columns[i].id;
    }
    return known;
}

// A row that is not there is said once, whatever is printed in it.
static void say_no_place(const Grid *grid, const KnownIds *known, const PublishedFigure *figure)
{
    const Statement       *statement = grid->statement;
    bool                   no_row = statement_row(statement, figure->row) == SIZE_MAX;
    const PublishedFigure *before = figure > grid->section->figures ? figure - 1 : NULL;
    if (no_row && before && before->row_span.start == figure->row_span.start) return;
    Str id = no_row ? figure->row : figure->column;
    Str message = str_format(grid->checker->arena, "the %s report has no %s '%.*s'",
                             statement->report, no_row ? "row" : "column", STR_ARG(id));
    grid_say_no_place(grid->checker, no_row ? figure->row_span : figure->column_span, message, id,
                      no_row ? known->rows : known->columns,
                      no_row ? statement->row_count : statement->column_count);
}

static void lay_figures(const Grid *grid)
{
    KnownIds known = {NULL, NULL};
    for (size_t i = 0; i < grid->section->count; i++) {
        const PublishedFigure *figure = &grid->section->figures[i];
        size_t                 row = statement_row(grid->statement, figure->row);
        size_t                 column = statement_column(grid->statement, figure->column);
        if (row != SIZE_MAX && column != SIZE_MAX) {
            grid_cell(grid, row, column)->figure = figure;
            continue;
        }
        if (!known.rows) known = known_ids(grid->checker->arena, grid->statement);
        say_no_place(grid, &known, figure);
    }
}

static void lay_grid(Grid *grid)
{
    const Statement *statement = grid->statement;
    Arena           *arena = grid->checker->arena;
    grid->cells = ARENA_ARRAY(arena, GridCell, statement->row_count * statement->column_count);
    grid->parents = ARENA_ARRAY(arena, size_t, statement->row_count);
    for (size_t row = 0; row < statement->row_count; row++) grid->parents[row] = row;
    for (size_t row = 0; row < statement->row_count; row++) {
        const StatementRow *from = &statement->rows[row];
        for (size_t i = 0; i < from->child_count; i++) grid->parents[from->children[i]] = row;
    }
    lay_figures(grid);
}

Grid grid_new(Checker *checker, const Published *section, const Statement *statement)
{
    Grid grid = {.checker = checker, .section = section, .statement = statement};
    lay_grid(&grid);
    run_tests(&grid);
    return grid;
}
