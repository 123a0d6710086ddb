#include "report/table.h"

#include <stdarg.h>

const char *style_name(Style style)
{
    static const char *const names[] = {"head", "body", "subtotal", "total"};
    return names[style];
}

Table *table_new(Arena *arena, const char *report, size_t column_count, size_t row_max)
{
    Table *table = ARENA_NEW(arena, Table);
    table->report = str_from(report);
    table->columns = ARENA_ARRAY(arena, Column, column_count);
    table->column_count = column_count;
    table->rows = ARENA_ARRAY(arena, TableRow, row_max);
    table->row_max = row_max;
    return table;
}

Table *table_of(Arena *arena, const char *report, const ColumnSpec *columns, size_t column_count,
                size_t row_max)
{
    Table *table = table_new(arena, report, column_count, row_max);
    for (size_t i = 0; i < column_count; i++) {
        table->columns[i] = (Column){.id = str_from(columns[i].id),
                                     .label = str_from(columns[i].label),
                                     .type = columns[i].type};
    }
    return table;
}

void table_widen(Arena *arena, Table *table, const ColumnSpec *columns, size_t count)
{
    size_t  width = table->column_count;
    Column *wider = ARENA_ARRAY(arena, Column, width + count);
    for (size_t i = 0; i < width; i++) wider[i] = table->columns[i];
    for (size_t i = 0; i < count; i++) {
        wider[width + i] = (Column){.id = str_from(columns[i].id),
                                    .label = str_from(columns[i].label),
                                    .type = columns[i].type};
    }
    table->columns = wider;
    table->column_count = width + count;
    for (size_t row = 0; row < table->row_count; row++) {
        Cell *cells = ARENA_ARRAY(arena, Cell, width + count);
        for (size_t i = 0; i < width; i++) cells[i] = table->rows[row].cells[i];
        table->rows[row].cells = cells;
    }
}

TableRow *table_row(Arena *arena, Table *table, Style style, Str id, Str label)
{
    assert(table->row_count < table->row_max);
    TableRow *row = &table->rows[table->row_count++];
    *row = (TableRow){.style = style, .id = id, .label = label};
    row->cells = ARENA_ARRAY(arena, Cell, table->column_count);
    return row;
}

size_t table_find_row(const Table *table, Str id)
{
    size_t row = table->row_count;
    while (row > 0 && !str_equal(table->rows[row - 1].id, id)) row--;
    return row > 0 ? row - 1 : SIZE_MAX;
}

size_t table_find_column(const Table *table, Str id)
{
    for (size_t i = 0; i < table->column_count; i++) {
        if (str_equal(table->columns[i].id, id)) return i;
    }
    return SIZE_MAX;
}

const Cell *table_cell(const Table *table, size_t row, Str column)
{
    static const Cell empty;
    size_t            at = table_find_column(table, column);
    return at == SIZE_MAX ? &empty : &table->rows[row].cells[at];
}

Column table_column(const Table *table, Str id)
{
    size_t at = table_find_column(table, id);
    return at == SIZE_MAX ? (Column){.id = id} : table->columns[at];
}

bool table_column_speaks(const Table *table, size_t column)
{
    for (size_t i = 0; i < table->row_count; i++) {
        if (table->rows[i].cells[column].type != CELL_EMPTY) return true;
    }
    return false;
}

// The terms that are left of a cell when columns of its own table go: those add nothing.
static void keep_terms(Arena *arena, Cell *cell, const size_t *places)
{
    Term  *kept = ARENA_ARRAY(arena, Term, cell->term_count);
    size_t count = 0;
    for (size_t i = 0; i < cell->term_count; i++) {
        Term term = cell->terms[i];
        if (!term.table) term.column = places[term.column];
        if (term.column != SIZE_MAX) kept[count++] = term;
    }
    cell->terms = kept;
    cell->term_count = count;
}

const Table *table_without_silence(Arena *arena, const Table *table)
{
    Table  *kept = ARENA_NEW(arena, Table);
    size_t *places = ARENA_ARRAY(arena, size_t, table->column_count);
    *kept = *table;
    kept->columns = ARENA_ARRAY(arena, Column, table->column_count);
    kept->rows = ARENA_ARRAY(arena, TableRow, table->row_max);
    kept->column_count = 0;
    for (size_t i = 0; i < table->column_count; i++) {
        places[i] = table_column_speaks(table, i) ? kept->column_count++ : SIZE_MAX;
        if (places[i] != SIZE_MAX) kept->columns[places[i]] = table->columns[i];
    }
    if (kept->column_count == 0) return table;
    for (size_t row = 0; row < table->row_count; row++) {
        kept->rows[row] = table->rows[row];
        kept->rows[row].cells = ARENA_ARRAY(arena, Cell, kept->column_count);
        for (size_t i = 0; i < table->column_count; i++) {
            if (places[i] == SIZE_MAX) continue;
            Cell *cell = &kept->rows[row].cells[places[i]];
            *cell = table->rows[row].cells[i];
            keep_terms(arena, cell, places);
        }
    }
    return kept;
}

void table_note(Arena *arena, Table *table, size_t row, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    Str text = str_format_args(arena, format, args);
    va_end(args);
    table->notes = arena_grow(arena, table->notes, table->note_count, &table->note_capacity,
                              sizeof *table->notes);
    table->notes[table->note_count++] = (TableNote){text, row};
}

Cell cell_text(Str text)
{
    return (Cell){.type = text.len ? CELL_TEXT : CELL_EMPTY, .text = text};
}

Cell cell_money(Money money)
{
    return (Cell){.type = CELL_MONEY, .money = money};
}

Cell cell_count(int64_t count)
{
    return (Cell){.type = CELL_COUNT, .count = count};
}

bool table_has_pence(const Table *table)
{
    for (size_t row = 0; row < table->row_count; row++) {
        for (size_t column = 0; column < table->column_count; column++) {
            const Cell *cell = &table->rows[row].cells[column];
            if (cell->type == CELL_MONEY && cell->money.pence % 100 != 0) return true;
        }
    }
    return false;
}
