// Budget, spending to date and forecast, by scheme.
#include "report/chart.h"

enum { BUDGET, TO_DATE, FORECAST, COLUMN_COUNT };

static const char *const ids[COLUMN_COUNT] = {"current-budget", "to-date", "forecast"};

static bool is_reported(const Table *monitoring)
{
    for (size_t i = 0; i < monitoring->row_count; i++) {
        if (table_cell(monitoring, i, STR("to-date"))->type != CELL_EMPTY) return true;
        if (table_cell(monitoring, i, STR("forecast"))->type != CELL_EMPTY) return true;
    }
    return false;
}

static Table *make_forecast(Arena *arena, const Case *of)
{
    const Table *monitoring = case_table(arena, of, &report_monitoring);
    Table *table = chart_table(arena, "forecast", monitoring, COLUMN_COUNT, CHART_BARS_MAX + 1);
    table_entitle(arena, table, of, "Budget, spending and forecast", STAGE_BUDGET);
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        table->columns[i] = table_column(monitoring, str_from(ids[i]));
    }
    table->heading = STR("Scheme");
    table->about = STR("What every scheme has, what it has spent by the end of the period and what "
                       "it is expected to spend in the year. Amounts in pounds (£).");
    if (!is_reported(monitoring)) {
        table_note(arena, table, NOTE_OF_TABLE, "There is no report of the period.");
        return table;
    }
    chart_add_schemes(arena, table, monitoring, ids, COLUMN_COUNT);
    table_say_period(arena, table, of->book);
    Str words = chart_read_out(
        arena,
        "Three bars for each scheme: current budget, spent to date, forecast. Forecasts:", table,
        FORECAST);
    chart_draw(arena, table,
               (Chart){.kind = CHART_SIDE,
                       .title = table->title,
                       .count = COLUMN_COUNT,
                       .alternative = words});
    chart_add_total(arena, table, COLUMN_COUNT);
    return table;
}

const Report report_forecast = {
    .name = "forecast",
    .summary = "budget, spending to date and forecast by scheme, as a chart has it",
    .make = make_forecast,
    .published = true,
};
