// Statements: rows that are taken away, and sums of columns that need all of their
// terms, in the figures, in the terms of the table, and under a printed table.
#include <string.h>

#include "memory_project.h"
#include "post/statement_make.h"
#include "reconcile/grid.h"
#include "report/report.h"
#include "tap.h"

static Arena *arena;

static const char book_text[] = "format: 1\nkind: book\nyear: 2022-23\nboard: board.yaml\n"
                                "year_pack: pack.yaml\nstage: budget\n"
                                "contributions: []\nallocations: []\n";

static Ledger *post(Diags *diags)
{
    const MemoryFile files[] = {
        {"book.yaml", str_from(book_text)},
        {"board.yaml", STR(MEMORY_BOARD)},
        {"pack.yaml", STR(MEMORY_PACK)},
    };
    MemoryProject *project = ARENA_NEW(arena, MemoryProject);
    *project = memory_project(arena, files, 3);
    Shelf shelf = shelf_new(arena, diags, memory_open, project);
    Book *book = shelf_book(&shelf, memory_source(project, STR("book.yaml")));
    return book ? post_book(arena, book, NULL, diags) : NULL;
}

// What came in, less what it cost, which is less by what was given back.
enum { GRANT, FEES, STAFF, REBATE, COSTS, TOTAL, ROW_COUNT };

// What was held, what of it was planned, and their difference.
enum { HELD, PLANNED, LEFT, COLUMN_COUNT };

static void state(const Statement *statement, size_t row, size_t column, int64_t pence)
{
    *statement_figure(statement, row, column) = (Figure){.stated = true, .money = {pence}};
}

static void add_up(Statement *statement, size_t row, size_t first, size_t second, size_t third)
{
    size_t *children = ARENA_ARRAY(arena, size_t, 3);
    children[0] = first;
    children[1] = second;
    children[2] = third;
    statement->rows[row].children = children;
    statement->rows[row].child_count = third == SIZE_MAX ? 2 : 3;
}

static Statement *make(Arena *own, const Ledger *ledger, int period)
{
    static const char *const ids[ROW_COUNT] = {"grant",  "fees",  "staff",
                                               "rebate", "costs", "total"};
    Statement               *statement = statement_new(own, ledger, "Row", ROW_COUNT, COLUMN_COUNT);
    (void)period;
    for (size_t i = 0; i < ROW_COUNT; i++) {
        statement_add_row(statement, str_from(ids[i]), str_from(ids[i]), i < COSTS);
    }
    statement->rows[COSTS].subtracted = true;
    statement->rows[REBATE].subtracted = true;
    add_up(statement, COSTS, STAFF, REBATE, SIZE_MAX);
    add_up(statement, TOTAL, GRANT, FEES, COSTS);
    statement_add_postings(own, statement, STR("held"), STR("Held"), NULL);
    statement_add_postings(own, statement, STR("planned"), STR("Planned"), NULL);
    StatementColumn left = {.id = STR("left"), .label = STR("Left"), .about = "Held and free."};
    left.rule = COLUMN_TERMS_DOWN;
    left.terms = (ColumnTerm[]){{HELD, 1}, {PLANNED, -1}};
    left.term_count = 2;
    statement_add_column(own, statement, left);
    state(statement, GRANT, HELD, 10000);
    state(statement, FEES, HELD, 500);
    state(statement, STAFF, HELD, 7000);
    state(statement, REBATE, HELD, 300);
    state(statement, GRANT, PLANNED, 9000);
    state(statement, STAFF, PLANNED, 6000);
    state(statement, REBATE, PLANNED, 100);
    return statement;
}

static const StatementKind kind = {
    .name = "made-up", .title = "Made up", .about = ".", .make = make};

static int64_t pence(const Statement *statement, size_t row, size_t column)
{
    return statement_figure(statement, row, column)->money.pence;
}

static void test_what_is_taken_away(const Statement *statement)
{
    tap_point(pence(statement, COSTS, HELD) == 7000 - 300, "a row is taken away from its total");
    tap_point(pence(statement, TOTAL, HELD) == 10000 + 500 - (7000 - 300),
              "a total is taken away, and what it takes away itself comes back");
}

static void test_sums_of_all_terms(const Statement *statement)
{
    tap_point(pence(statement, STAFF, LEFT) == 1000, "a leaf adds up its columns");
    tap_point(!statement_figure(statement, FEES, LEFT)->stated,
              "a leaf that lacks one of them states no sum");
    tap_point(pence(statement, TOTAL, LEFT) == 1000 - (1000 - 200),
              "a total adds up the rows of its own column, not its own columns");
}

static void test_terms_of_the_table(const Ledger *ledger)
{
    Reconciliation none = {.ledger = ledger};
    Case           of = case_new(arena, ledger, &none);
    const Table   *table = table_of_statement(arena, &of, &kind);
    const Cell    *total = &table->rows[TOTAL].cells[HELD];
    const Cell    *left = &table->rows[TOTAL].cells[LEFT];
    const Cell    *leaf = &table->rows[STAFF].cells[LEFT];
    // In print order the parts of a total stand above it, as they do in the statement.
    tap_point(total->term_count == 3 && total->terms[0].sign == 1 && total->terms[2].sign == -1 &&
                  total->terms[2].row == COSTS,
              "the cell of a total says what is taken away from it");
    tap_point(left->term_count == 3 && left->terms[2].sign == -1 && left->terms[0].column == LEFT,
              "a total of sums adds up downwards");
    tap_point(leaf->term_count == 2 && leaf->terms[0].row == STAFF && leaf->terms[1].sign == -1,
              "a leaf of sums adds up across");
    tap_point(str_is(table->columns[LEFT].about, "Held and free."), "a column says what it holds");
}

static PublishedFigure printed(const char *row, const char *column, int64_t amount)
{
    return (PublishedFigure){.row = str_from(row), .column = str_from(column), .money = {amount}};
}

static void test_under_a_printed_table(const Ledger *ledger, const Statement *statement)
{
    PublishedFigure figures[] = {
        printed("grant", "held", 10000), printed("staff", "held", 7000),
        printed("rebate", "held", 200),  printed("total", "held", 3700),
        printed("staff", "left", 1000),  printed("fees", "left", 5),
        printed("total", "left", 205),
    };
    Published   section = {.report = STR("made-up"),
                           .unit = 1,
                           .figures = figures,
                           .count = sizeof figures / sizeof *figures};
    Diags       diags = diags_new(arena);
    Checker     checker = {.arena = arena, .diags = &diags, .ledger = ledger, .book = ledger->book};
    Grid        grid = grid_new(&checker, &section, statement);
    const Test *down = &grid_cell(&grid, TOTAL, HELD)->tests[TEST_DOWN];
    // Nothing is printed of the costs: the total holds what is printed below them.
    tap_point(down->sum.pence == 10000 + 500 - (7000 - 200) && down->outcome == OUTCOME_AGREES,
              "a printed total is held against its parts, each with its sign");
    tap_point(grid_cell(&grid, STAFF, LEFT)->tests[TEST_ACROSS].made &&
                  !grid_cell(&grid, STAFF, LEFT)->tests[TEST_DOWN].made,
              "a leaf of sums is tested across");
    tap_point(grid_cell(&grid, TOTAL, LEFT)->tests[TEST_DOWN].sum.pence ==
                      1000 + 5 - (1000 - 200) &&
                  !grid_cell(&grid, TOTAL, LEFT)->tests[TEST_ACROSS].made,
              "a total of sums is tested down");
    tap_point(!grid_cell(&grid, FEES, LEFT)->tests[TEST_ACROSS].made &&
                  !grid_cell(&grid, FEES, LEFT)->tests[TEST_ROWS].made,
              "a sum that is not stated is no test of what is printed");
}

static void test_every_kind_by_name(const Ledger *ledger)
{
    bool found = true;
    for (size_t i = 0; statement_kinds[i]; i++) {
        const char *name = statement_kinds[i]->name;
        found &= str_is(str_from(statement_named(arena, ledger, str_from(name), 0)->report), name);
    }
    tap_point(found && !statement_named(arena, ledger, STR("bugdet"), 0),
              "every statement is found by its name, and no other");
}

int main(void)
{
    arena = arena_new(tap_out_of_memory);
    tap_begin();
    Diags   diags = diags_new(arena);
    Ledger *ledger = post(&diags);
    if (!tap_point(ledger != NULL, "the book loads")) return tap_end();
    const Statement *statement = statement_of(arena, ledger, &kind, 0);
    test_what_is_taken_away(statement);
    test_sums_of_all_terms(statement);
    test_terms_of_the_table(ledger);
    test_under_a_printed_table(ledger, statement);
    test_every_kind_by_name(ledger);
    arena_free(arena);
    return tap_end();
}
