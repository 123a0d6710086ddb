// The figures a paper prints, tested four ways: against the components printed
// below, against the rows of the ledger, across, and a line's total against its
// contribution. One mistake touches many tests; the cell that explains them is
// the cause, and the others are listed under it. docs/checks.md has the rules.
#include "reconcile/grid.h"

// The column prints what an earlier one prints, in this row and in those it
// adds up: outturn that repeats the budget repeats its difference too.
static bool repeats_earlier(const Grid *grid, size_t row, size_t column)
{
    const StatementRow *from = &grid->statement->rows[row];
    for (size_t earlier = 0; earlier < column; earlier++) {
        const GridCell *cell = grid_cell(grid, row, earlier);
        bool            same = cell->figure && cell_differs(cell) && !from->leaf &&
                    cell->figure->money.pence == grid_cell(grid, row, column)->figure->money.pence;
        for (size_t i = 0; same && i < from->child_count; i++) {
            Parts here = {0};
            Parts there = {0};
            grid_add_part(grid, from->children[i], column, 1, &here);
            grid_add_part(grid, from->children[i], earlier, 1, &there);
            same = here.sum.pence == there.sum.pence;
        }
        if (same) return true;
    }
    return false;
}

static bool is_off_ledger(const Grid *grid, size_t row, size_t column)
{
    const GridCell *cell = grid_cell(grid, row, column);
    return cell->figure && test_differs(&cell->tests[TEST_ROWS]);
}

// A total that differs from its parts by rounding alone accounts for nothing
// where a part differs from the ledger itself.
static bool differs_of_itself_down(const Grid *grid, size_t row, size_t column)
{
    const StatementRow *total = &grid->statement->rows[row];
    const Test         *test = &grid_cell(grid, row, column)->tests[TEST_DOWN];
    if (!test_differs(test) || test->outcome == OUTCOME_BREAK) return test_differs(test);
    for (size_t i = 0; i < total->child_count; i++) {
        if (is_off_ledger(grid, total->children[i], column)) return false;
    }
    return true;
}

static bool differs_of_itself_across(const Grid *grid, size_t row, size_t column)
{
    const StatementColumn *rule = &grid->statement->columns[column];
    const Test            *test = &grid_cell(grid, row, column)->tests[TEST_ACROSS];
    if (!test_differs(test) || test->outcome == OUTCOME_BREAK) return test_differs(test);
    for (size_t i = 0; i < rule->term_count; i++) {
        if (is_off_ledger(grid, row, rule->terms[i].column)) return false;
    }
    return true;
}

// A cell is a cause when it differs from the ledger and no other cell of the
// paper accounts for that: nothing printed below it, nor beside it.
static bool is_cause(const Grid *grid, size_t row, size_t column)
{
    const GridCell *cell = grid_cell(grid, row, column);
    if (!cell->figure || !cell_differs(cell)) return false;
    if (cell->tests[TEST_ROWS].made && !is_off_ledger(grid, row, column)) return false;
    if (repeats_earlier(grid, row, column)) return false;
    bool down = differs_of_itself_down(grid, row, column);
    bool across = differs_of_itself_across(grid, row, column);
    if (cell->tests[TEST_DOWN].made && !down) return false;
    return !cell->tests[TEST_ACROSS].made || across;
}

static Str describe_cell(const Grid *grid, size_t row, size_t column)
{
    const StatementRow    *from = &grid->statement->rows[row];
    const StatementColumn *of = &grid->statement->columns[column];
    return str_format(grid->checker->arena, "'%.*s', %.*s (%s: %.*s, %.*s)", STR_ARG(from->label),
                      STR_ARG(of->label), grid->statement->report, STR_ARG(from->id),
                      STR_ARG(of->id));
}

// A column of what last year's book has.
static bool is_last_year(const Grid *grid, size_t column)
{
    return grid->statement->ledger->previous &&
           str_is(grid->statement->columns[column].id, "prior");
}

static const char *source_of(const Grid *grid, size_t row, size_t column, TestKind kind)
{
    bool leaf = grid->statement->rows[row].leaf;
    bool computed = grid->statement->columns[column].term_count > 0;
    bool mixed = grid_cell(grid, row, column)->tests[kind].mixed;
    switch (kind) {
    case TEST_DOWN:
        return mixed ? "what is printed below it, and the book where nothing is, comes to"
                     : "what is printed below it comes to";
    case TEST_ACROSS:
        return mixed ? "what is printed beside it, and the book where nothing is, comes to"
                     : "what is printed beside it comes to";
    case TEST_ROWS:
        if (is_last_year(grid, column)) {
            return leaf ? "last year's book has" : "last year's rows come to";
        }
        return leaf && !computed ? "the book has" : "the book's rows come to";
    case TEST_CONTRIBUTION:
    case TEST_COUNT: break;
    }
    return "the contributions come to";
}

static Str describe_test(const Grid *grid, size_t row, size_t column, TestKind kind)
{
    Checker        *checker = grid->checker;
    const GridCell *cell = grid_cell(grid, row, column);
    const Test     *test = &cell->tests[kind];
    Str             name = describe_cell(grid, row, column);
    const char     *source = source_of(grid, row, column, kind);
    if (grid_is_ratio(grid, column)) {
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

// A total that agrees with exact amounts proves that what is printed below it
// differs by rounding, however much.
static bool is_proved(const GridCell *cell)
{
    const Test *rows = &cell->tests[TEST_ROWS];
    return rows->made && rows->addends.count == 0 && !test_differs(rows);
}

// Whether what is printed in a cell, or below it where nothing is, is not the ledger's.
static bool is_part_out(const Grid *grid, size_t row, size_t column)
{
    const StatementRow *from = &grid->statement->rows[row];
    if (grid_cell(grid, row, column)->figure) return is_off_ledger(grid, row, column);
    for (size_t i = 0; i < from->child_count; i++) {
        if (is_part_out(grid, from->children[i], column)) return true;
    }
    return false;
}

static bool has_part_out(const Grid *grid, size_t row, size_t column, TestKind kind)
{
    const StatementRow    *total = &grid->statement->rows[row];
    const StatementColumn *rule = &grid->statement->columns[column];
    for (size_t i = 0; kind == TEST_DOWN && i < total->child_count; i++) {
        if (is_part_out(grid, total->children[i], column)) return true;
    }
    for (size_t i = 0; kind == TEST_ACROSS && i < rule->term_count; i++) {
        if (is_part_out(grid, row, rule->terms[i].column)) return true;
    }
    return false;
}

// A proved total differs from its parts by rounding, or because one of them is
// out: by more than rounding could make.
static void find_following(Grid *grid)
{
    size_t width = grid->statement->column_count;
    for (size_t i = 0; i < grid->statement->row_count * width; i++) {
        GridCell *cell = &grid->cells[i];
        if (cell->owner == i || !is_proved(cell)) continue;
        for (TestKind kind = TEST_DOWN; kind <= TEST_ACROSS; kind++) {
            Test *test = &cell->tests[kind];
            bool  possible = !grid_is_ratio(grid, i % width) &&
                            rounding_possible(cell->figure->money, grid->section->unit, test->sum,
                                              test->addends);
            test->follows = test->outcome == OUTCOME_BREAK && !possible &&
                            has_part_out(grid, i / width, i % width, kind);
        }
    }
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
    if (test->follows) {
        return str_format(checker->arena, "but the book's rows agree: what is printed %s it is out",
                          test == &cell->tests[TEST_DOWN] ? "below" : "beside");
    }
    if (is_proved(cell) && test != &cell->tests[TEST_CONTRIBUTION]) {
        return str_format(checker->arena, "a rounding, for the exact amounts agree (%.*s)",
                          STR_ARG(numbers));
    }
    bool possible =
        test->addends.count > 0 &&
        rounding_possible(cell->figure->money, grid->section->unit, test->sum, test->addends);
    return possible ? str_format(checker->arena, "a break (rounding could, but seldom does: %.*s)",
                                 STR_ARG(numbers))
                    : STR("a break");
}

// The test that names a cause best: one that rounding cannot explain; and
// against the book for a single amount, against what is printed for a total.
static TestKind leading_test(const GridCell *cell)
{
    static const TestKind order[] = {TEST_DOWN, TEST_ROWS, TEST_ACROSS};
    TestKind              leading = TEST_CONTRIBUTION;
    for (size_t i = sizeof order / sizeof *order; i-- > 0;) {
        const Test *test = &cell->tests[order[i]];
        bool        stronger = leading == TEST_CONTRIBUTION || test->outcome == OUTCOME_BREAK ||
                        cell->tests[leading].outcome != OUTCOME_BREAK;
        if (test_differs(test) && stronger) leading = order[i];
    }
    return leading;
}

static void note_cell(const Grid *grid, Diag *found, size_t row, size_t column, TestKind skipped)
{
    const GridCell *cell = grid_cell(grid, row, column);
    const Test     *shown = skipped < TEST_COUNT ? &cell->tests[skipped] : NULL;
    for (TestKind kind = TEST_DOWN; kind < TEST_COUNT; kind++) {
        const Test *test = &cell->tests[kind];
        if (!test_differs(test) || test == shown) continue;
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

// How closely a column follows another: it is the same, it adds it up, or neither.
static int kinship(const Grid *grid, size_t column, size_t cause)
{
    const StatementColumn *of = &grid->statement->columns[column];
    if (column == cause) return 3;
    bool sum = of->rule == COLUMN_TERMS || of->rule == COLUMN_TERMS_DOWN;
    for (size_t i = 0; sum && i < of->term_count; i++) {
        if (of->terms[i].column == cause) return 2;
    }
    return 1;
}

// Offers a cause to the cells of a row, of which those that are nearer to
// another keep that. True when the row differs from the ledger because of it, or
// prints nothing there: then the total above may differ too.
static bool offer_to_row(Grid *grid, size_t cause, size_t row, int *nearness)
{
    size_t width = grid->statement->column_count;
    int    own = row == cause / width ? 3 : 0;
    bool   goes_on = false;
    for (size_t column = 0; column < width; column++) {
        size_t          index = row * width + column;
        const GridCell *cell = &grid->cells[index];
        int             kin = kinship(grid, column, cause % width);
        int             near = own + kin;
        goes_on |= column == cause % width && !cell->figure;
        if (!cell_differs(cell)) continue;
        goes_on |= kin > 1 && test_differs(&cell->tests[TEST_ROWS]);
        if (near <= nearness[index]) continue;
        nearness[index] = near;
        grid->cells[index].owner = cause;
    }
    return goes_on;
}

static void offer_cause(Grid *grid, size_t cause, int *nearness)
{
    size_t row = cause / grid->statement->column_count;
    while (offer_to_row(grid, cause, row, nearness) && grid->parents[row] != row) {
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

static Outcome worst_of(const GridCell *cell)
{
    Outcome worst = OUTCOME_NOT_TESTED;
    for (size_t i = 0; i < TEST_COUNT; i++) {
        const Test *test = &cell->tests[i];
        if (!test->made) continue;
        bool proved = is_proved(cell) && i != TEST_CONTRIBUTION && test->outcome == OUTCOME_BREAK;
        Outcome outcome = proved ? OUTCOME_ROUNDING : test->outcome;
        bool    agrees = test->exact || test->follows;
        worst = outcome_worse(worst, agrees ? OUTCOME_AGREES : outcome);
    }
    return worst;
}

// A paper's prior year, held against last year's book.
static bool is_restated(const Grid *grid, const GridCell *cell, const Test *test)
{
    size_t index = (size_t)(cell - grid->cells);
    size_t column = index % grid->statement->column_count;
    return test == &cell->tests[TEST_ROWS] && is_last_year(grid, column);
}

// Where last year's book has it.
static void note_last_year(const Grid *grid, const GridCell *cell, Diag *found)
{
    size_t        index = (size_t)(cell - grid->cells);
    size_t        width = grid->statement->column_count;
    const Figure *figure = statement_figure(grid->statement, index / width, index % width);
    for (size_t i = 0; i < figure->selector_count; i++) {
        const Posting *posting = selector_next(&figure->selectors[i], NULL);
        if (!posting) continue;
        diag_note(grid->checker->diags, found, posting->span, "last year's book has it here");
        return;
    }
}

// A break, unless it is waived; then what follows from it is waived too.
static Diag *say_break(const Grid *grid, const GridCell *cell, const Test *test, Str message,
                       bool *waived)
{
    Outcome  outcome = OUTCOME_BREAK;
    bool     restated = is_restated(grid, cell, test);
    DiagCode code = restated ? DIAG_RESTATED : DIAG_PUBLISHED_BREAK;
    Money    off = money_sub(cell->figure->money, test->sum);
    Diag    *found =
        checker_say_break(grid->checker, code, cell->figure->span, off, message, &outcome);
    *waived = outcome == OUTCOME_WAIVED;
    if (restated) note_last_year(grid, cell, found);
    return found;
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
        outcome = worst_of(cell) == OUTCOME_BREAK
                      ? STR("a break, for another test of it cannot be rounding")
                      : STR("a break, for what follows from it cannot be rounding");
    }
    Str message = str_format(grid->checker->arena, "%.*s, %.*s",
                             STR_ARG(describe_test(grid, row, column, leading)), STR_ARG(outcome));
    cell->found = rounding ? checker_say(grid->checker, DIAG_PUBLISHED_ROUNDING, cell->figure->span,
                                         "%.*s", STR_ARG(message))
                           : say_break(grid, cell, &cell->tests[leading], message, &cell->waived);
    note_cell(grid, cell->found, row, column, leading);
}

// Not a difference from the book: correctly rounded figures need not foot.
static bool is_footing(const Grid *grid, size_t index)
{
    const GridCell *cell = &grid->cells[index];
    return cell_differs(cell) && cell->owner == index && is_proved(cell) &&
           cell->worst == OUTCOME_ROUNDING;
}

// They are said in one finding for a table, each with its n and d.
static void say_footing(Grid *grid)
{
    size_t width = grid->statement->column_count;
    size_t count = grid->statement->row_count * width;
    size_t footing = 0;
    Diag  *found = NULL;
    for (size_t i = 0; i < count; i++) footing += is_footing(grid, i);
    for (size_t i = 0; i < count; i++) {
        if (!is_footing(grid, i)) continue;
        if (!found) {
            found = checker_say(grid->checker, DIAG_PUBLISHED_ROUNDING, grid->section->span,
                                "printed figures that do not foot, for each is an exact amount "
                                "correctly rounded: %zu",
                                footing);
        }
        grid->cells[i].found = found;
        note_cell(grid, found, i / width, i % width, TEST_COUNT);
    }
}

static void say_all(Grid *grid)
{
    size_t width = grid->statement->column_count;
    size_t count = grid->statement->row_count * width;
    for (size_t i = 0; i < count; i++) grid->cells[i].worst = OUTCOME_AGREES;
    for (size_t i = 0; i < count; i++) {
        if (!cell_differs(&grid->cells[i])) continue;
        GridCell *owner = &grid->cells[grid->cells[i].owner];
        owner->worst = outcome_worse(owner->worst, worst_of(&grid->cells[i]));
    }
    say_footing(grid);
    for (size_t i = 0; i < count; i++) {
        bool own = cell_differs(&grid->cells[i]) && grid->cells[i].owner == i;
        if (own && !is_footing(grid, i)) say_cause(grid, i);
    }
    for (size_t i = 0; i < count; i++) {
        GridCell *cell = &grid->cells[i];
        if (!cell_differs(cell) || cell->owner == i) continue;
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
        GridCell   *cell = grid_cell(grid, row, column);
        const Test *test = &cell->tests[TEST_CONTRIBUTION];
        bool        own = cell->owner == row * grid->statement->column_count + column;
        if (!test_differs(test) || (cell_differs(cell) && own)) continue;
        bool rounding = test->outcome == OUTCOME_ROUNDING;
        Str  message = str_format(grid->checker->arena, "%.*s, %.*s",
                                  STR_ARG(describe_test(grid, row, column, TEST_CONTRIBUTION)),
                                  STR_ARG(describe_outcome(grid, cell, test)));
        cell->found_contribution = rounding
                                       ? checker_say(grid->checker, DIAG_PUBLISHED_ROUNDING,
                                                     cell->figure->span, "%.*s", STR_ARG(message))
                                       : say_break(grid, cell, test, message, &cell->waived);
    }
}

static void say_exact(Grid *grid)
{
    if (grid->exact == 0) return;
    Checker *checker = grid->checker;
    checker_say(checker, DIAG_PRINTED_ROUNDED, grid->section->span,
                "printed figures that are amounts of the book, rounded to the %s as they should "
                "be: %zu; the largest rounding is %.*s",
                unit_name(grid->section->unit), grid->exact,
                STR_ARG(checker_pounds(checker, grid->exact_most)));
}

// Printed figures that the book states nothing of, to be compared with.
static void say_untested(Grid *grid)
{
    size_t count = grid->statement->row_count * grid->statement->column_count;
    size_t untested = 0;
    for (size_t i = 0; i < count; i++) {
        untested += grid->cells[i].figure && worst_of(&grid->cells[i]) == OUTCOME_NOT_TESTED;
    }
    if (untested == 0) return;
    checker_say(grid->checker, DIAG_NOT_TESTED, grid->section->span,
                "printed figures that are not tested, for the book states nothing of them: %zu",
                untested);
}

// What a break comes to once it was waived, as what it follows from was.
static Outcome outcome_of(const Grid *grid, const GridCell *cell)
{
    Outcome worst = worst_of(cell);
    bool    owned = cell_differs(cell) &&
                 cell->owner < grid->statement->row_count * grid->statement->column_count;
    bool waived = cell->waived || (owned && grid->cells[cell->owner].waived);
    return worst == OUTCOME_BREAK && waived ? OUTCOME_WAIVED : worst;
}

static void keep_results(Grid *grid)
{
    Reconciliation *results = grid->checker->results;
    size_t          width = grid->statement->column_count;
    size_t          count = grid->statement->row_count * width;
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
            .has_components = parts->made && !parts->mixed,
            .components = parts->sum,
            .components_percent = parts->percent,
            .has_rows = rows->made,
            .rows = rows->sum,
            .rows_percent = rows->percent,
            .difference = main->made ? money_sub(cell->figure->money, main->sum) : (Money){0},
            .exact = rows->exact,
            .has_limit = main->addends.count > 0,
            .limit = rounding_limit(grid->section->unit, main->addends),
            .row_label = grid->statement->rows[i / width].label,
            .column_label = grid->statement->columns[i % width].label,
            .outcome = outcome_of(grid, cell),
            .found = cell->found,
            .found_contribution = cell->found_contribution,
        };
        checker_count(grid->checker, result->outcome);
    }
}

// A table of a report that is none of a book's statements.
static void say_no_report(Checker *checker, const Published *section)
{
    size_t count = 0;
    while (statement_kinds[count]) count++;
    Str *known = ARENA_ARRAY(checker->arena, Str, count);
    Text all = text_new(checker->arena);
    for (size_t i = 0; i < count; i++) {
        known[i] = str_from(statement_kinds[i]->name);
        text_addf(&all, "%s%s", i == 0 ? "" : i + 1 == count ? " or " : ", ", known[i].data);
    }
    Str message =
        str_format(checker->arena, "'%.*s' is no report that papers print: not one of %.*s",
                   STR_ARG(section->report), STR_ARG(text_str(&all)));
    grid_say_no_place(checker, section->report_span, message, section->report, known, count);
}

// A table of a period of which the book has no report.
static bool is_unreported(Checker *checker, const Published *section)
{
    const Book *book = checker->book;
    Text        all = text_new(checker->arena);
    for (size_t i = 0; i < book->monitoring_count; i++) {
        if (book->monitoring[i].period == section->period) return false;
        text_addf(&all, "%s%d", i ? ", " : "", book->monitoring[i].period);
    }
    if (section->period == 0) return false;
    checker_untested(checker, section->span,
                     "the printed figures of period %d are not tested: the book has reports of "
                     "periods %.*s",
                     section->period, STR_ARG(all.len ? text_str(&all) : STR("none")));
    return true;
}

static void test_section(Checker *checker, const Published *section)
{
    const Statement *statement =
        statement_named(checker->arena, checker->ledger, section->report, section->period);
    if (!statement) {
        say_no_report(checker, section);
        return;
    }
    if (is_unreported(checker, section)) return;
    Grid grid = grid_new(checker, section, statement);
    find_owners(&grid);
    find_following(&grid);
    say_all(&grid);
    say_contributions(&grid);
    say_exact(&grid);
    say_untested(&grid);
    keep_results(&grid);
}

static void published(Checker *checker)
{
    const Book *book = checker->book;
    size_t      figures = 0;
    for (size_t i = 0; i < book->published_count; i++) figures += book->published[i].count;
    if (figures == 0) {
        checker_idle(checker, book_is_viewed(book)
                                  ? "what papers print is of a day of its own, and not looked at"
                                  : "the book publishes no figures");
    }
    checker->results->published = ARENA_ARRAY(checker->arena, PublishedCell, figures);
    for (size_t i = 0; i < book->published_count; i++) test_section(checker, &book->published[i]);
}

const Check check_published = {
    "published",
    "Every printed figure agrees with the ledger, with what is printed below and beside it, and a "
    "line's total with its contribution",
    "published, allocations, outturn, contributions",
    "State what the papers print",
    published,
};
