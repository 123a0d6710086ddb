#include "post/statement.h"

#include <stdint.h>

const StatementKind *const statement_kinds[] = {
#define STATEMENT(name) &statement_##name,
#include "post/statements.def"
#undef STATEMENT
    NULL,
};

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
    size_t              stated = 0;
    *sum = (Figure){0};
    for (size_t i = 0; i < total->child_count; i++) {
        const Figure *addend = statement_figure(statement, total->children[i], column);
        bool          taken = statement->rows[total->children[i]].subtracted;
        sum->money = money_add(sum->money, taken ? money_neg(addend->money) : addend->money);
        sum->addends = addends_join(sum->addends, addend->addends);
        stated += addend->stated;
    }
    bool enough = !statement->columns[column].partial || stated > 0;
    if (total->balance) enough = stated == total->child_count;
    if (statement->columns[column].absent || !enough) *sum = (Figure){0};
    else sum->stated = true;
}

static Figure add_terms(const Statement *statement, size_t row, size_t column, size_t *stated)
{
    const StatementColumn *rule = &statement->columns[column];
    Figure                 sum = {0};
    *stated = 0;
    for (size_t i = 0; i < rule->term_count; i++) {
        const Figure *term = statement_figure(statement, row, rule->terms[i].column);
        Money         amount = rule->terms[i].sign < 0 ? money_neg(term->money) : term->money;
        sum.money = money_add(sum.money, amount);
        sum.addends = addends_join(sum.addends, term->addends);
        *stated += term->stated;
    }
    return sum;
}

// A sum of columns is stated where any of its terms is.
static void add_columns(const Statement *statement, size_t row, size_t column)
{
    size_t  stated = 0;
    Figure *sum = statement_figure(statement, row, column);
    *sum = add_terms(statement, row, column, &stated);
    sum->stated = stated > 0;
    if (statement->columns[column].absent) *sum = (Figure){0};
}

static void add_down(const Statement *statement, size_t row, size_t column)
{
    size_t  stated = 0;
    Figure *sum = statement_figure(statement, row, column);
    if (!statement->rows[row].leaf) {
        add_rows(statement, row, column);
        return;
    }
    *sum = add_terms(statement, row, column, &stated);
    sum->stated = stated == statement->columns[column].term_count;
    if (!sum->stated || statement->columns[column].absent) *sum = (Figure){0};
}

// Whether a total of `part` speaks of all that a total of `whole` does.
static bool covers(const Statement *statement, size_t row, size_t part, size_t whole)
{
    const StatementRow *total = &statement->rows[row];
    if (total->leaf) {
        return statement_figure(statement, row, part)->stated ||
               statement_figure(statement, row, whole)->money.pence == 0;
    }
    for (size_t i = 0; i < total->child_count; i++) {
        if (!covers(statement, total->children[i], part, whole)) return false;
    }
    return true;
}

static void divide_columns(const Statement *statement, size_t row, size_t column)
{
    const StatementColumn *rule = &statement->columns[column];
    Figure                *ratio = statement_figure(statement, row, column);
    const Figure          *part = statement_figure(statement, row, rule->terms[0].column);
    const Figure          *whole = statement_figure(statement, row, rule->terms[1].column);
    *ratio = (Figure){.stated = !rule->absent && part->stated && !statement->rows[row].balance};
    ratio->stated = ratio->stated && percent_exists(part->money, whole->money);
    // A part of the rows is no share of all of them.
    size_t of = rule->terms[0].column;
    if (ratio->stated && statement->columns[of].partial) {
        ratio->stated = covers(statement, row, of, rule->terms[1].column);
    }
    if (ratio->stated) ratio->percent = percent_of(part->money, money_abs(whole->money));
}

// What is not stated in any row is not stated in one.
static void clear_absent(const Statement *statement)
{
    for (size_t row = 0; row < statement->row_count; row++) {
        for (size_t column = 0; column < statement->column_count; column++) {
            if (!statement->columns[column].absent) continue;
            *statement_figure(statement, row, column) = (Figure){0};
        }
    }
}

// Sums of postings first, then sums of columns, then ratios: a column may add up
// one to its right.
void statement_compute(const Statement *statement)
{
    static void (*const fill[COLUMN_RULE_COUNT])(const Statement *, size_t, size_t) = {
        [COLUMN_POSTINGS] = add_rows,
        [COLUMN_TERMS] = add_columns,
        [COLUMN_TERMS_DOWN] = add_down,
        [COLUMN_RATIO] = divide_columns,
    };
    clear_absent(statement);
    for (ColumnRule rule = COLUMN_POSTINGS; rule < COLUMN_RULE_COUNT; rule++) {
        for (size_t row = 0; row < statement->row_count; row++) {
            if (rule == COLUMN_POSTINGS && statement->rows[row].leaf) continue;
            for (size_t column = 0; column < statement->column_count; column++) {
                if (statement->columns[column].rule == rule) fill[rule](statement, row, column);
            }
        }
    }
}

Statement *statement_of(Arena *arena, const Ledger *ledger, const StatementKind *kind, int period)
{
    Statement *statement = kind->make(arena, ledger, period);
    statement->report = kind->name;
    statement_compute(statement);
    return statement;
}

Statement *statement_named(Arena *arena, const Ledger *ledger, Str name, int period)
{
    for (size_t i = 0; statement_kinds[i]; i++) {
        if (str_is(name, statement_kinds[i]->name)) {
            return statement_of(arena, ledger, statement_kinds[i], period);
        }
    }
    return NULL;
}
