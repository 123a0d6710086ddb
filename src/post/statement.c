#include "post/statement.h"

#include <stdint.h>

Figure *statement_figure(const Statement *statement, size_t row, size_t column)
{
    assert(row < statement->row_count && column < statement->column_count);
    return &statement->figures[row * statement->column_max + column];
}

size_t statement_row(const Statement *statement, Str id)
{
    const StatementRow *row = index_find(&statement->row_index, id);
    return row ? (size_t)(row - statement->rows) : SIZE_MAX;
}

size_t statement_column(const Statement *statement, Str id)
{
    for (size_t i = 0; i < statement->column_count; i++) {
        if (str_equal(statement->columns[i].id, id)) return i;
    }
    return SIZE_MAX;
}

static void add_rows(const Statement *statement, size_t row, size_t column)
{
    const StatementRow *total = &statement->rows[row];
    Figure             *sum = statement_figure(statement, row, column);
    *sum = (Figure){.stated = !statement->columns[column].absent};
    for (size_t i = 0; i < total->child_count; i++) {
        const Figure *addend = statement_figure(statement, total->children[i], column);
        sum->money = money_add(sum->money, addend->money);
        sum->addends = addends_join(sum->addends, addend->addends);
    }
}

// A sum of columns is stated where any of its terms is.
static void add_columns(const Statement *statement, size_t row, size_t column)
{
    const StatementColumn *rule = &statement->columns[column];
    Figure                *sum = statement_figure(statement, row, column);
    *sum = (Figure){0};
    for (size_t i = 0; i < rule->term_count; i++) {
        const Figure *term = statement_figure(statement, row, rule->terms[i].column);
        Money         amount = rule->terms[i].sign < 0 ? money_neg(term->money) : term->money;
        sum->money = money_add(sum->money, amount);
        sum->addends = addends_join(sum->addends, term->addends);
        sum->stated |= term->stated;
    }
    if (rule->absent) *sum = (Figure){0};
}

static void divide_columns(const Statement *statement, size_t row, size_t column)
{
    const StatementColumn *rule = &statement->columns[column];
    Figure                *ratio = statement_figure(statement, row, column);
    const Figure          *part = statement_figure(statement, row, rule->terms[0].column);
    const Figure          *whole = statement_figure(statement, row, rule->terms[1].column);
    *ratio = (Figure){.stated = !rule->absent && part->stated};
    ratio->stated = ratio->stated && percent_exists(part->money, whole->money);
    if (ratio->stated) ratio->percent = percent_of(part->money, whole->money);
}

// Sums of postings first, then sums of columns, then ratios: a column may add up
// one to its right.
void statement_compute(const Statement *statement)
{
    static void (*const fill[])(const Statement *, size_t, size_t) = {
        [COLUMN_POSTINGS] = add_rows,
        [COLUMN_TERMS] = add_columns,
        [COLUMN_RATIO] = divide_columns,
    };
    for (ColumnRule rule = COLUMN_POSTINGS; rule <= COLUMN_RATIO; rule++) {
        for (size_t row = 0; row < statement->row_count; row++) {
            if (rule == COLUMN_POSTINGS && statement->rows[row].leaf) continue;
            for (size_t column = 0; column < statement->column_count; column++) {
                if (statement->columns[column].rule == rule) fill[rule](statement, row, column);
            }
        }
    }
}
