#include "report/chart.h"

#define BAR_CHARS_MAX   64
#define ALTERNATIVE_MAX 900 // Characters; a screen reader stops where the file format does.

Table *chart_table(Arena *arena, const char *report, const Table *from, size_t columns, size_t rows)
{
    Table *table = table_new(arena, report, columns, rows);
    table->watch = WATCH_FIGURES;
    table->drawn_from = from;
    return table;
}

void chart_draw(Arena *arena, Table *table, Chart chart)
{
    Chart *kept = ARENA_NEW(arena, Chart);
    *kept = chart;
    table->chart = kept;
}

void chart_name_column(Table *table, size_t column, Str id, Str label, const char *about)
{
    table->columns[column] = (Column){id, label, CELL_MONEY, str_from(about)};
}

TableRow *chart_add_bar(Arena *arena, Table *table, Str id, Str label)
{
    return table_row(arena, table, STYLE_BODY, id, text_shortened(arena, label, BAR_CHARS_MAX));
}

void chart_add_total(Arena *arena, Table *table, size_t columns)
{
    size_t    count = table->row_count;
    TableRow *total = table_row(arena, table, STYLE_TOTAL, STR("total"), STR("Total"));
    for (size_t column = 0; column < columns; column++) {
        Cell *cell = &total->cells[column];
        Term *terms = ARENA_ARRAY(arena, Term, count);
        *cell = (Cell){.type = CELL_MONEY, .origin = ORIGIN_TERMS, .terms = terms};
        cell->term_count = count;
        for (size_t row = 0; row < count; row++) {
            terms[row] = (Term){row, column, 1, NULL};
            cell->money = money_add(cell->money, table->rows[row].cells[column].money);
        }
    }
}

Str chart_read_out(Arena *arena, const char *what, const Table *table, size_t column)
{
    Text text = text_new(arena);
    text_add(&text, str_from(what));
    for (size_t i = 0; i < table->row_count; i++) {
        const TableRow *row = &table->rows[i];
        if (row->style != STYLE_BODY || row->cells[column].type == CELL_EMPTY) continue;
        Str more = str_format(arena, "%s %.*s %.*s", i ? ";" : "", STR_ARG(row->label),
                              STR_ARG(money_pounds(arena, row->cells[column].money)));
        if (text_width(text_str(&text)) + text_width(more) > ALTERNATIVE_MAX) {
            text_add(&text, STR("; and more, in the table"));
            break;
        }
        text_add(&text, more);
    }
    text_add_char(&text, '.');
    return text_str(&text);
}

void chart_add_to(Cell *cell, const Cell *more)
{
    if (more->type == CELL_EMPTY) return;
    cell->type = CELL_MONEY;
    cell->money = money_add(cell->money, more->money);
}

// The schemes of a statement: above its total, for what may come below is none.
static bool is_scheme(const Table *from, size_t row)
{
    return from->rows[row].style == STYLE_BODY && row < table_find_row(from, STR("total"));
}

// Whether its first amount is among the largest, ties in print order.
static bool is_among(const Table *from, size_t at, Str column, size_t most)
{
    size_t larger = 0;
    Money  own = money_abs(table_cell(from, at, column)->money);
    for (size_t i = 0; i < from->row_count; i++) {
        if (!is_scheme(from, i)) continue;
        Money other = money_abs(table_cell(from, i, column)->money);
        larger += other.pence > own.pence || (other.pence == own.pence && i < at);
    }
    return larger < most;
}

static size_t count_schemes(const Table *from)
{
    size_t count = 0;
    for (size_t i = 0; i < from->row_count; i++) count += is_scheme(from, i);
    return count;
}

void chart_add_schemes(Arena *arena, Table *table, const Table *from, const char *const *ids,
                       size_t count)
{
    size_t   schemes = count_schemes(from);
    bool     all = schemes <= CHART_BARS_MAX;
    size_t   left = all ? 0 : schemes - (CHART_BARS_MAX - 1);
    Str      first = str_from(ids[0]);
    TableRow others = {.cells = ARENA_ARRAY(arena, Cell, count)};
    for (size_t i = 0; i < from->row_count; i++) {
        if (!is_scheme(from, i)) continue;
        const TableRow *scheme = &from->rows[i];
        bool            shown = all || is_among(from, i, first, CHART_BARS_MAX - 1);
        TableRow *row = shown ? chart_add_bar(arena, table, scheme->id, scheme->label) : &others;
        for (size_t j = 0; j < count; j++) {
            chart_add_to(&row->cells[j], table_cell(from, i, str_from(ids[j])));
        }
    }
    if (left == 0) return;
    TableRow *row = table_row(arena, table, STYLE_BODY, STR("block"),
                              str_format(arena, "The %zu schemes with the smallest budgets", left));
    row->cells = others.cells;
}
