#include "report/report.h"

const Report *const reports[] = {
    &report_contributions,  &report_budget,   &report_outturn,
    &report_reconciliation, &report_passport, &report_published,
    &report_checks,         &report_journal,  NULL,
};

const Report *report_named(Str name)
{
    for (size_t i = 0; reports[i]; i++) {
        if (str_is(name, reports[i]->name)) return reports[i];
    }
    return NULL;
}

void table_entitle(Arena *arena, Table *table, const Case *of, const char *title)
{
    Str year = year_format(arena, of->book->year);
    table->title = str_format(arena, "%s %.*s", title, STR_ARG(year));
    table->board = of->book->board->name;
    table->year = year;
}

bool table_is_stated(const Table *table)
{
    for (size_t row = 0; row < table->row_count; row++) {
        for (size_t column = 0; column < table->column_count; column++) {
            if (table->rows[row].cells[column].type != CELL_EMPTY) return true;
        }
    }
    return false;
}
