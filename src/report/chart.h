// What the tables that have a picture beside them share. They are small, and made of
// values of their own, because a spreadsheet draws nothing of a formula it has not
// computed. Each repeats a statement, and its live check says when they part.
#pragma once
#include "report/report.h"

// A table that repeats figures of `from`.
Table *chart_table(Arena *arena, const char *report, const Table *from, size_t columns,
                   size_t rows);
void   chart_name_column(Table *table, size_t column, Str id, Str label, const char *about);

// A row that is a bar. A name too long for one is whole in the statement.
TableRow *chart_add_bar(Arena *arena, Table *table, Str id, Str label);
// One amount more in a cell, if there is one.
void chart_add_to(Cell *cell, const Cell *more);

// A bar for each scheme of `from`, above the row of its total, with the columns of
// these ids. Of more than fit a page those with the smallest first column are one bar;
// the table has room for CHART_BARS_MAX of them.
#define CHART_BARS_MAX 40
void chart_add_schemes(Arena *arena, Table *table, const Table *from, const char *const *ids,
                       size_t count);

// A row below the bars, that adds them up.
void chart_add_total(Arena *arena, Table *table, size_t columns);

void chart_draw(Arena *arena, Table *table, Chart chart);
// "NHS minimum contribution £44,268,155; iBCF £19,024,460", as far as it goes.
Str chart_read_out(Arena *arena, const char *what, const Table *table, size_t column);
