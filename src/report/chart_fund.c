#include <stdint.h>

#include "report/chart.h"

#define SERIES_MAX 6 // More shades than that are not told apart.

// The fund by line, and in each line by what it is for.

typedef struct {
    const Row *row; // Of the book's root; NULL for all that have no column of their own.
    size_t     at;  // In the budget's table.
} Use;

static Money budget_of(const Table *budget, size_t row)
{
    return budget->rows[row].cells[budget->column_count - 1].money;
}

// Whether so many others are larger that it has no place of its own.
static bool is_small(const Table *budget, const Use *uses, size_t count, size_t index)
{
    size_t larger = 0;
    if (count <= SERIES_MAX) return false;
    Money own = money_abs(budget_of(budget, uses[index].at));
    for (size_t i = 0; i < count; i++) {
        Money other = money_abs(budget_of(budget, uses[i].at));
        larger += other.pence > own.pence || (other.pence == own.pence && i < index);
    }
    return larger >= SERIES_MAX - 1;
}

static size_t find_uses(Arena *arena, const Case *of, const Table *budget, Use **out)
{
    const Book *book = of->book;
    Use        *uses = ARENA_ARRAY(arena, Use, book->row_count);
    size_t      count = 0;
    for (const Row *row = book->root->first; row; row = row->next) {
        uses[count++] = (Use){row, table_find_row(budget, row->id)};
    }
    *out = uses;
    return count;
}

static const char about_use[] = "What the line is budgeted for: a block, or a scheme outside any.";

// Columns by use; those that share the last are far smaller than the rest.
static void place_uses(Arena *arena, Table *table, const Table *budget, const Use *uses,
                       size_t count, size_t *columns)
{
    size_t placed = 0;
    Str    others = STR("others");
    for (size_t i = 0; i < count; i++) {
        const Row *row = uses[i].row;
        columns[i] = SERIES_MAX - 1;
        if (is_small(budget, uses, count, i)) continue;
        chart_name_column(table, placed, row->id, row->heading.len ? row->heading : row->label,
                          about_use);
        columns[i] = placed++;
    }
    if (count <= SERIES_MAX) return;
    while (table_find_column(table, others) != SIZE_MAX) {
        others = str_format(arena, "all-%.*s", STR_ARG(others));
    }
    chart_name_column(table, placed, others, STR("All other rows"), about_use);
}

static Table *make_fund(Arena *arena, const Case *of)
{
    const Book  *book = of->book;
    const Table *budget = case_table(arena, of, &report_budget);
    Use         *uses = NULL;
    size_t       count = find_uses(arena, of, budget, &uses);
    size_t      *columns = ARENA_ARRAY(arena, size_t, count);
    size_t       series = count < SERIES_MAX ? count : SERIES_MAX;
    Table       *table = chart_table(arena, "fund", budget, series + 1, book->line_count + 1);
    table_entitle(arena, table, of, "The fund by line and use", STAGE_BUDGET);
    table->heading = STR("Funding line");
    table->about = STR("Each funding line, and what it is budgeted for. Amounts in pounds (£).");
    place_uses(arena, table, budget, uses, count, columns);
    chart_name_column(table, series, STR("total"), STR("Total budget"), "All of the row.");
    for (size_t line = 0; line < book->line_count; line++) {
        TableRow *row = chart_add_bar(arena, table, book->lines[line].id, book->lines[line].name);
        for (size_t i = 0; i < count; i++) {
            const Cell *from = table_cell(budget, uses[i].at, book->lines[line].id);
            chart_add_to(&row->cells[columns[i]], from);
            chart_add_to(&row->cells[series], from);
        }
    }
    Str words =
        chart_read_out(arena, "A bar for each funding line, in pieces by use:", table, series);
    Str title = str_format(arena, "What each funding line pays for, %.*s", STR_ARG(table->year));
    chart_draw(
        arena, table,
        (Chart){.kind = CHART_STACKED, .title = title, .count = series, .alternative = words});
    chart_add_total(arena, table, series + 1);
    return table;
}

const Report report_fund = {
    .name = "fund",
    .summary = "the fund by line and what each line is for, as a chart has it",
    .make = make_fund,
    .published = true,
};
