// Budget against outturn, by scheme.
#include "report/chart.h"

enum { BUDGET, OUTTURN, VARIANCE, COLUMN_COUNT };

static bool has_variance(const Table *table)
{
    for (size_t i = 0; i < table->row_count; i++) {
        if (table->rows[i].cells[VARIANCE].money.pence != 0) return true;
    }
    return false;
}

// Where budgets were moved, the variance is from the current one.
static bool has_moved(const Table *outturn)
{
    size_t total = table_find_row(outturn, STR("total"));
    return table_cell(outturn, total, STR("current-budget"))->type != CELL_EMPTY;
}

static Table *make_variance(Arena *arena, const Case *of)
{
    const Table *outturn = case_table(arena, of, &report_outturn);
    const char  *ids[COLUMN_COUNT] = {has_moved(outturn) ? "current-budget" : "budget", "outturn",
                                     "variance"};
    Table       *table = chart_table(arena, "variance", outturn, COLUMN_COUNT, CHART_BARS_MAX + 1);
    table_entitle(arena, table, of, "Budget against outturn", STAGE_OUTTURN);
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        table->columns[i] = table_column(outturn, str_from(ids[i]));
    }
    if (!has_moved(outturn)) table->columns[BUDGET].label = STR("Budget");
    table->heading = STR("Scheme");
    table->about = STR("What every scheme was given and what it spent. Variance is outturn less "
                       "budget. Amounts in pounds (£).");
    if (of->book->stage != STAGE_OUTTURN) {
        table_note(arena, table, NOTE_OF_TABLE, "The year has no outturn yet.");
        return table;
    }
    chart_add_schemes(arena, table, outturn, ids, COLUMN_COUNT);
    Str title = str_format(arena, "Budget and outturn by scheme, %.*s%s", STR_ARG(table->year),
                           has_variance(table) ? "; variance beside the bars" : "");
    Str words = chart_read_out(
        arena, "Two bars for each scheme, budget and outturn; variances:", table, VARIANCE);
    chart_draw(arena, table,
               (Chart){.kind = CHART_SIDE,
                       .title = title,
                       .count = 2,
                       .spoken = VARIANCE,
                       .alternative = words});
    chart_add_total(arena, table, COLUMN_COUNT);
    return table;
}

const Report report_variance = {
    .name = "variance",
    .summary = "budget against outturn by scheme, as a chart has it",
    .make = make_variance,
    .published = true,
};
