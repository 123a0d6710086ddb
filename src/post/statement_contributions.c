// The contributions: what every line brings, beside the year before.
#include <stdint.h>

#include "post/continuity.h"
#include "post/statement_make.h"

enum { PRIOR, CURRENT, MOVEMENT, PERCENT, COLUMN_COUNT };

static void add_columns(Arena *arena, Statement *statement)
{
    Year year = statement->ledger->book->year;
    statement_add_postings(arena, statement, STR("prior"),
                           year_format(arena, (Year){year.start - 1}),
                           "What the line brought in the year before.");
    statement_add_postings(arena, statement, STR("current"), year_format(arena, year),
                           "What the line brings this year: all contributions to it.");
    statement_add_column(arena, statement,
                         (StatementColumn){.id = STR("movement"),
                                           .label = STR("Movement"),
                                           .about = "This year less the year before.",
                                           .rule = COLUMN_TERMS,
                                           .terms = (ColumnTerm[]){{CURRENT, 1}, {PRIOR, -1}},
                                           .term_count = 2});
    statement_add_column(arena, statement,
                         (StatementColumn){.id = STR("percent"),
                                           .label = STR("%"),
                                           .about = "The movement as a share of the year before.",
                                           .rule = COLUMN_RATIO,
                                           .terms = (ColumnTerm[]){{MOVEMENT, 1}, {PRIOR, 1}},
                                           .term_count = 2});
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
    if (stated) statement_set_figure(arena, statement, row, PRIOR, selectors, count);
}

// Lines of last year that no line of this year continues: they ended. Nor can what is
// continued by two be told apart: that stands by itself too.
static void add_ended_lines(Arena *arena, Statement *statement)
{
    const Book *previous = statement->ledger->previous->book;
    for (size_t i = 0; i < previous->line_count; i++) {
        const Line *line = &previous->lines[i];
        size_t      successors = line_successors(statement->ledger->book, line);
        if (successors == 1 || !book_has_contribution(previous, line)) continue;
        Str id = statement_free_id(arena, statement, "ended-", line->id);
        Str label =
            str_format(arena, "%.*s (%s)", STR_ARG(line->name), successors ? "divided" : "ended");
        statement_add_row(statement, id, label, true);
        set_prior(arena, statement, statement->row_count - 1, &line, 1);
    }
}

static Statement *make(Arena *arena, const Ledger *ledger, int period)
{
    const Book   *book = ledger->book;
    const Ledger *previous = ledger->previous;
    size_t        ended_max = previous ? previous->book->line_count : 0;
    Statement    *statement = statement_new(arena, ledger, "Funding line",
                                            book->line_count + ended_max + 1, COLUMN_COUNT);
    (void)period; // What a line brings is of the whole year.
    add_columns(arena, statement);
    for (size_t i = 0; i < book->line_count; i++) {
        const Line  *line = &book->lines[i];
        const Line **before_lines = NULL;
        Selector     selector = select_contributions(ledger, line);
        size_t       count = 0;
        statement_add_row(statement, line->id, line->name, true);
        if (book_has_contribution(book, line))
            statement_set_figure(arena, statement, i, CURRENT, &selector, 1);
        count = line_priors(arena, ledger, line, &before_lines);
        if (count) set_prior(arena, statement, i, before_lines, count);
    }
    if (previous) add_ended_lines(arena, statement);
    statement_add_total(arena, statement, STR("Total"));
    for (size_t i = 0; i < statement->column_count; i++) {
        statement->columns[i].absent = !previous && i != CURRENT;
    }
    return statement;
}

const StatementKind statement_contributions = {
    .name = "contributions",
    .title = "Contributions",
    .about = "What each funding line brings, beside the year before.",
    .summary = "what each funding line brings, last year and this, and its movement",
    .status = STATUS_OF_BUDGET,
    .make = make,
};
