// The figures a paper prints, tested four ways: against the components printed
// below, against the rows of the ledger, across, and a line's total against its
// contribution. One mistake touches many tests; the cell that explains them is
// the cause, and the others are listed under it. docs/checks.md has the rules.
#include <stdint.h>

#include "reconcile/check.h"

typedef enum { TEST_DOWN, TEST_ACROSS, TEST_ROWS, TEST_CONTRIBUTION, TEST_COUNT } TestKind;

typedef struct {
    bool    made;
    bool    exact; // The sum has pence, and rounds to what is printed.
    Money   sum;
    Percent percent; // In a column of ratios.
    Addends addends;
    Outcome outcome;
} Test;

// One cell of the grid that lies over the statement.
typedef struct {
    const PublishedFigure *figure; // NULL where the paper prints nothing.
    Test                   tests[TEST_COUNT];
    size_t                 owner; // The cell that explains it, itself when it is a cause.
    Outcome                worst; // Of an owner: the worst of all it explains.
    Diag                  *found;
    Diag                  *found_contribution;
} GridCell;

typedef struct {
    Checker         *checker;
    const Published *section;
    const Statement *statement;
    GridCell        *cells;
    size_t          *parents; // By row; the total's is itself.
    size_t           exact;   // Cells that are exact amounts, rounded.
    Money            exact_most;
} Grid;

static GridCell *cell_at(const Grid *grid, size_t row, size_t column)
{
    return &grid->cells[row * grid->statement->column_count + column];
}

static bool is_ratio(const Grid *grid, size_t column)
{
    return grid->statement->columns[column].rule == COLUMN_RATIO;
}

// What stands for a cell in a sum: what is printed or, where nothing is, what
// is printed below it and in the end the ledger.
static Money stands_for(const Grid *grid, size_t row, size_t column, Addends *addends)
{
    const StatementRow *from = &grid->statement->rows[row];
    const GridCell     *cell = cell_at(grid, row, column);
    Money               sum = {0};
    if (cell->figure) {
        *addends = addends_add(*addends, cell->figure->money, grid->section->unit);
        return cell->figure->money;
    }
    if (from->leaf) {
        const Figure *figure = statement_figure(grid->statement, row, column);
        *addends = addends_join(*addends, figure->addends);
        return figure->money;
    }
    for (size_t i = 0; i < from->child_count; i++) {
        sum = money_add(sum, stands_for(grid, from->children[i], column, addends));
    }
    return sum;
}

static void judge(const Grid *grid, const GridCell *cell, Test *test)
{
    test->made = true;
    test->outcome =
        rounding_test(cell->figure->money, grid->section->unit, test->sum, test->addends);
    test->exact = test->outcome == OUTCOME_ROUNDING &&
                  money_round(test->sum, grid->section->unit).pence == cell->figure->money.pence;
}

static void test_down(const Grid *grid, size_t row, size_t column, GridCell *cell)
{
    const StatementRow *total = &grid->statement->rows[row];
    Test               *test = &cell->tests[TEST_DOWN];
    if (total->leaf || is_ratio(grid, column)) return;
    for (size_t i = 0; i < total->child_count; i++) {
        Money part = stands_for(grid, total->children[i], column, &test->addends);
        test->sum = money_add(test->sum, part);
    }
    judge(grid, cell, test);
}

static void test_ratio(const Grid *grid, size_t row, size_t column, GridCell *cell)
{
    const ColumnTerm *terms = grid->statement->columns[column].terms;
    const Figure     *figure = statement_figure(grid->statement, row, column);
    Test             *across = &cell->tests[TEST_ACROSS];
    Test             *rows = &cell->tests[TEST_ROWS];
    Addends           ignored = {0};
    Money             part = stands_for(grid, row, terms[0].column, &ignored);
    Money             whole = stands_for(grid, row, terms[1].column, &ignored);
    Percent           printed = cell->figure->percent;
    if (whole.pence != 0) {
        across->made = true;
        across->percent = percent_of(part, whole);
        across->outcome =
            across->percent.hundredths == printed.hundredths ? OUTCOME_AGREES : OUTCOME_BREAK;
    }
    if (figure->stated) {
        rows->made = true;
        rows->percent = figure->percent;
        rows->outcome =
            rows->percent.hundredths == printed.hundredths ? OUTCOME_AGREES : OUTCOME_BREAK;
    }
}

static void test_across(const Grid *grid, size_t row, size_t column, GridCell *cell)
{
    const StatementColumn *rule = &grid->statement->columns[column];
    Test                  *test = &cell->tests[TEST_ACROSS];
    if (rule->rule != COLUMN_TERMS) return;
    for (size_t i = 0; i < rule->term_count; i++) {
        Money part = stands_for(grid, row, rule->terms[i].column, &test->addends);
        test->sum = money_add(test->sum, rule->terms[i].sign < 0 ? money_neg(part) : part);
    }
    judge(grid, cell, test);
}

static void test_rows(const Grid *grid, size_t row, size_t column, GridCell *cell)
{
    const Figure *figure = statement_figure(grid->statement, row, column);
    Test         *test = &cell->tests[TEST_ROWS];
    if (grid->statement->columns[column].absent) return;
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
    test->sum = money_add(ledger_sum(&in), ledger_sum(&opening));
    test->addends = addends_join(selector_addends(&in), selector_addends(&opening));
    judge(grid, cell, test);
}

// An exact amount that is printed rounded is no difference.
static bool differs(const Test *test)
{
    return test->made && test->outcome != OUTCOME_AGREES && !test->exact;
}

// Apart from its contribution, which is a tale of its own.
static bool any_differs(const GridCell *cell)
{
    return differs(&cell->tests[TEST_DOWN]) || differs(&cell->tests[TEST_ACROSS]) ||
           differs(&cell->tests[TEST_ROWS]);
}

static void run_tests(Grid *grid)
{
    const Statement *statement = grid->statement;
    for (size_t row = 0; row < statement->row_count; row++) {
        for (size_t column = 0; column < statement->column_count; column++) {
            GridCell *cell = cell_at(grid, row, column);
            if (!cell->figure) continue;
            if (is_ratio(grid, column)) {
                test_ratio(grid, row, column, cell);
                continue;
            }
            test_down(grid, row, column, cell);
            test_across(grid, row, column, cell);
            test_rows(grid, row, column, cell);
            test_contribution(grid, row, column, cell);
            if (!cell->tests[TEST_ROWS].exact) continue;
            Money off = money_abs(money_sub(cell->figure->money, cell->tests[TEST_ROWS].sum));
            grid->exact++;
            if (off.pence > grid->exact_most.pence) grid->exact_most = off;
        }
    }
}

// The column prints what an earlier one prints, in this row and in those it
// adds up: outturn that repeats the budget repeats its difference too.
static bool repeats_earlier(const Grid *grid, size_t row, size_t column)
{
    const StatementRow *from = &grid->statement->rows[row];
    for (size_t earlier = 0; earlier < column; earlier++) {
        const GridCell *cell = cell_at(grid, row, earlier);
        bool            same = cell->figure && any_differs(cell) && !from->leaf &&
                    cell->figure->money.pence == cell_at(grid, row, column)->figure->money.pence;
        for (size_t i = 0; same && i < from->child_count; i++) {
            Addends ignored = {0};
            Money   here = stands_for(grid, from->children[i], column, &ignored);
            Money   there = stands_for(grid, from->children[i], earlier, &ignored);
            same = here.pence == there.pence;
        }
        if (same) return true;
    }
    return false;
}

// A cell is a cause when it differs from the ledger and no other cell of the
// paper accounts for that: nothing printed below it, nor beside it.
static bool is_cause(const Grid *grid, size_t row, size_t column)
{
    const GridCell *cell = cell_at(grid, row, column);
    const Test     *rows = &cell->tests[TEST_ROWS];
    bool            down = differs(&cell->tests[TEST_DOWN]);
    bool            across = differs(&cell->tests[TEST_ACROSS]);
    if (!cell->figure || !any_differs(cell)) return false;
    if (rows->made && !differs(rows)) return false;
    if (repeats_earlier(grid, row, column)) return false;
    bool has_down = cell->tests[TEST_DOWN].made;
    bool has_across = cell->tests[TEST_ACROSS].made;
    if (has_down && has_across) return down && across;
    if (has_down) return down;
    if (has_across) return across;
    return true;
}

static Str describe_cell(const Grid *grid, size_t row, size_t column)
{
    const StatementRow    *from = &grid->statement->rows[row];
    const StatementColumn *of = &grid->statement->columns[column];
    return str_format(grid->checker->arena, "'%.*s', %.*s (%.*s, %.*s)", STR_ARG(from->label),
                      STR_ARG(of->label), STR_ARG(from->id), STR_ARG(of->id));
}

static const char *source_of(const Grid *grid, size_t row, size_t column, TestKind kind)
{
    switch (kind) {
    case TEST_DOWN: return "what is printed below it comes to";
    case TEST_ACROSS: return "what is printed beside it comes to";
    case TEST_ROWS:
        if (grid->statement->rows[row].leaf && !grid->statement->columns[column].term_count) {
            return "the book has";
        }
        return "the book's rows come to";
    case TEST_CONTRIBUTION:
    case TEST_COUNT: break;
    }
    return "the contributions come to";
}

static Str describe_test(const Grid *grid, size_t row, size_t column, TestKind kind)
{
    Checker        *checker = grid->checker;
    const GridCell *cell = cell_at(grid, row, column);
    const Test     *test = &cell->tests[kind];
    Str             name = describe_cell(grid, row, column);
    const char     *source = source_of(grid, row, column, kind);
    if (is_ratio(grid, column)) {
        return str_format(checker->arena, "%.*s prints %.*s%%; %s %.*s%%", STR_ARG(name),
                          STR_ARG(percent_format(checker->arena, cell->figure->percent)), source,
                          STR_ARG(percent_format(checker->arena, test->percent)));
    }
    Money off = money_sub(cell->figure->money, test->sum);
    return str_format(checker->arena, "%.*s prints %.*s; %s %.*s: %.*s", STR_ARG(name),
                      STR_ARG(checker_pounds(checker, cell->figure->money)), source,
                      STR_ARG(checker_pounds(checker, test->sum)),
                      STR_ARG(checker_difference(checker, off)));
}

static Str describe_outcome(const Grid *grid, const GridCell *cell, const Test *test)
{
    Checker *checker = grid->checker;
    Money    off = money_abs(money_sub(cell->figure->money, test->sum));
    Str numbers = str_format(checker->arena, "n = %lld, d = %.*s", (long long)test->addends.count,
                             STR_ARG(checker_pounds(checker, off)));
    if (test->outcome == OUTCOME_ROUNDING) {
        return str_format(checker->arena, "a rounding (%.*s)", STR_ARG(numbers));
    }
    bool possible =
        test->addends.count > 0 &&
        rounding_possible(cell->figure->money, grid->section->unit, test->sum, test->addends);
    return possible ? str_format(checker->arena, "a break (rounding could, but seldom does: %.*s)",
                                 STR_ARG(numbers))
                    : STR("a break");
}

// The test that names a cause best: against the book for a single amount,
// against what is printed for a total.
static TestKind leading_test(const GridCell *cell)
{
    if (differs(&cell->tests[TEST_DOWN])) return TEST_DOWN;
    if (differs(&cell->tests[TEST_ROWS])) return TEST_ROWS;
    if (differs(&cell->tests[TEST_ACROSS])) return TEST_ACROSS;
    return TEST_CONTRIBUTION;
}

static void note_cell(const Grid *grid, Diag *found, size_t row, size_t column, TestKind skipped)
{
    const GridCell *cell = cell_at(grid, row, column);
    const Test     *shown = skipped < TEST_COUNT ? &cell->tests[skipped] : NULL;
    for (TestKind kind = TEST_DOWN; kind < TEST_COUNT; kind++) {
        const Test *test = &cell->tests[kind];
        if (!differs(test) || test == shown) continue;
        // The same sum by another way says nothing new.
        if (shown && shown->sum.pence == test->sum.pence && kind != TEST_CONTRIBUTION &&
            shown->percent.hundredths == test->percent.hundredths &&
            shown->outcome == test->outcome) {
            continue;
        }
        diag_note(grid->checker->diags, found, cell->figure->span, "%.*s, %.*s",
                  STR_ARG(describe_test(grid, row, column, kind)),
                  STR_ARG(describe_outcome(grid, cell, test)));
        if (!shown) shown = test;
    }
}

// Offers a cause to every cell of its row, and of the totals above it. A nearer
// cause wins: one of the same row, then of the same column, then the first.
static void offer_cause(Grid *grid, size_t cause, int *nearness)
{
    size_t width = grid->statement->column_count;
    size_t row = cause / width;
    for (bool own = true;; own = false) {
        for (size_t column = 0; column < width; column++) {
            size_t index = row * width + column;
            int    near = (own ? 4 : 2) + (column == cause % width ? 1 : 0);
            if (!any_differs(&grid->cells[index]) || near <= nearness[index]) continue;
            nearness[index] = near;
            grid->cells[index].owner = cause;
        }
        if (grid->parents[row] == row) return;
        row = grid->parents[row];
    }
}

// Gives every cell that differs to the nearest cause. One that no cause explains
// speaks for itself: nothing is lost.
static void find_owners(Grid *grid)
{
    size_t width = grid->statement->column_count;
    size_t count = grid->statement->row_count * width;
    int   *nearness = ARENA_ARRAY(grid->checker->arena, int, count);
    for (size_t i = 0; i < count; i++) grid->cells[i].owner = i;
    for (size_t i = 0; i < count; i++) {
        if (is_cause(grid, i / width, i % width)) offer_cause(grid, i, nearness);
    }
}

// A total that agrees with exact amounts proves that what is printed below it
// differs by rounding, however much.
static bool is_proved(const GridCell *cell)
{
    const Test *rows = &cell->tests[TEST_ROWS];
    return rows->made && rows->addends.count == 0 && !differs(rows);
}

static Outcome worst_of(const GridCell *cell)
{
    Outcome worst = OUTCOME_NOT_TESTED;
    for (size_t i = 0; i < TEST_COUNT; i++) {
        const Test *test = &cell->tests[i];
        if (!test->made) continue;
        bool proved = is_proved(cell) && i != TEST_CONTRIBUTION && test->outcome == OUTCOME_BREAK;
        worst = outcome_worse(worst, proved ? OUTCOME_ROUNDING : test->outcome);
    }
    return worst;
}

static void say_cause(Grid *grid, size_t index)
{
    size_t    row = index / grid->statement->column_count;
    size_t    column = index % grid->statement->column_count;
    GridCell *cell = &grid->cells[index];
    TestKind  leading = leading_test(cell);
    bool      rounding = cell->worst == OUTCOME_ROUNDING;
    Str       outcome = describe_outcome(grid, cell, &cell->tests[leading]);
    if (cell->worst == OUTCOME_BREAK && cell->tests[leading].outcome == OUTCOME_ROUNDING) {
        outcome = STR("a break, for what follows from it cannot be rounding");
    } else if (rounding && cell->tests[leading].outcome == OUTCOME_BREAK) {
        outcome = STR("a rounding, for the exact amounts agree");
    }
    cell->found =
        checker_say(grid->checker, rounding ? DIAG_PUBLISHED_ROUNDING : DIAG_PUBLISHED_BREAK,
                    cell->figure->span, "%.*s, %.*s",
                    STR_ARG(describe_test(grid, row, column, leading)), STR_ARG(outcome));
    note_cell(grid, cell->found, row, column, leading);
}

static void say_all(Grid *grid)
{
    size_t width = grid->statement->column_count;
    size_t count = grid->statement->row_count * width;
    for (size_t i = 0; i < count; i++) grid->cells[i].worst = OUTCOME_AGREES;
    for (size_t i = 0; i < count; i++) {
        if (!any_differs(&grid->cells[i])) continue;
        GridCell *owner = &grid->cells[grid->cells[i].owner];
        owner->worst = outcome_worse(owner->worst, worst_of(&grid->cells[i]));
    }
    for (size_t i = 0; i < count; i++) {
        if (any_differs(&grid->cells[i]) && grid->cells[i].owner == i) say_cause(grid, i);
    }
    for (size_t i = 0; i < count; i++) {
        GridCell *cell = &grid->cells[i];
        if (!any_differs(cell) || cell->owner == i) continue;
        cell->found = grid->cells[cell->owner].found;
        note_cell(grid, cell->found, i / width, i % width, TEST_COUNT);
    }
}

// A printed total against its line's contribution: said on its own, unless the
// printed total is itself the cause of a difference.
static void say_contributions(Grid *grid)
{
    size_t row = grid->statement->row_count - 1;
    for (size_t column = 0; column < grid->statement->column_count; column++) {
        GridCell   *cell = cell_at(grid, row, column);
        const Test *test = &cell->tests[TEST_CONTRIBUTION];
        bool        own = cell->owner == row * grid->statement->column_count + column;
        if (!differs(test) || (any_differs(cell) && own)) continue;
        bool rounding = test->outcome == OUTCOME_ROUNDING;
        cell->found_contribution =
            checker_say(grid->checker, rounding ? DIAG_PUBLISHED_ROUNDING : DIAG_PUBLISHED_BREAK,
                        cell->figure->span, "%.*s, %.*s",
                        STR_ARG(describe_test(grid, row, column, TEST_CONTRIBUTION)),
                        STR_ARG(describe_outcome(grid, cell, test)));
    }
}

static void say_exact(Grid *grid)
{
    if (grid->exact == 0) return;
    Checker *checker = grid->checker;
    checker_say(checker, DIAG_PRINTED_ROUNDED, grid->section->span,
                "%zu printed %s exact amounts rounded to the %s, as they should be; the most is "
                "%.*s",
                grid->exact, grid->exact == 1 ? "figure is an" : "figures are",
                unit_name(grid->section->unit), STR_ARG(checker_pounds(checker, grid->exact_most)));
}

static void keep_results(Grid *grid)
{
    Reconciliation *results = grid->checker->results;
    size_t          count = grid->statement->row_count * grid->statement->column_count;
    for (size_t i = 0; i < count; i++) {
        const GridCell *cell = &grid->cells[i];
        if (!cell->figure) continue;
        PublishedCell *result = &results->published[results->published_count++];
        const Test    *rows = &cell->tests[TEST_ROWS];
        const Test    *down = &cell->tests[TEST_DOWN];
        const Test    *parts = down->made ? down : &cell->tests[TEST_ACROSS];
        const Test    *main = rows->made ? rows : parts;
        *result = (PublishedCell){
            .section = grid->section,
            .figure = cell->figure,
            .has_components = parts->made,
            .components = parts->sum,
            .components_percent = parts->percent,
            .has_rows = rows->made,
            .rows = rows->sum,
            .rows_percent = rows->percent,
            .difference = main->made ? money_sub(cell->figure->money, main->sum) : (Money){0},
            .limit = rounding_limit(grid->section->unit, main->addends),
            .outcome = worst_of(cell),
            .found = cell->found,
            .found_contribution = cell->found_contribution,
        };
        checker_count(grid->checker, result->outcome);
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
    for (size_t i = 0; i < grid->section->count; i++) {
        const PublishedFigure *figure = &grid->section->figures[i];
        size_t                 row = statement_row(statement, figure->row);
        size_t                 column = statement_column(statement, figure->column);
        assert(row != SIZE_MAX && column != SIZE_MAX); // Plan refuses all others.
        cell_at(grid, row, column)->figure = figure;
    }
}

static void published(Checker *checker)
{
    const Book *book = checker->book;
    size_t      figures = 0;
    for (size_t i = 0; i < book->published_count; i++) figures += book->published[i].count;
    if (figures == 0) checker_idle(checker, "the book publishes no figures");
    checker->results->published = ARENA_ARRAY(checker->arena, PublishedCell, figures);
    for (size_t i = 0; i < book->published_count; i++) {
        const Published *section = &book->published[i];
        Grid             grid = {.checker = checker, .section = section};
        grid.statement = statement_named(checker->arena, checker->ledger, section->report);
        lay_grid(&grid);
        run_tests(&grid);
        find_owners(&grid);
        say_all(&grid);
        say_contributions(&grid);
        say_exact(&grid);
        keep_results(&grid);
    }
}

const Check check_published = {
    "published",
    "Every printed figure agrees with the ledger, with what is printed below and beside it, and a "
    "line's total with its contribution",
    "published, allocations, outturn, contributions",
    published,
};
