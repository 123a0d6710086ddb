#include "write/watch.h"

#include <stdint.h>
#include <stdlib.h>

#include "write/layout.h"
#include "write/reference.h"

// A sum of cells goes wrong by less than half of its last decimal while its size,
// in units of that, times its number of cells is below this: a double holds 53 bits.
// A column beyond it is summed without weights, and beyond that not at all.
#define EXACT_MAX (INT64_C(1) << 51)

#define ALL_OK      "OK: every figure is as it was written"
#define ALL_CHANGED "CHANGED: a figure was edited; look for CHANGED below the tables"

static int decimals_of(const Cell *cell)
{
    return cell->type == CELL_PERCENT ? 4 : cell->type == CELL_MONEY ? 2 : 0;
}

static int64_t units_of(const Cell *cell)
{
    switch (cell->type) {
    case CELL_MONEY: return cell->money.pence;
    case CELL_PERCENT: return cell->percent.hundredths;
    case CELL_COUNT: return cell->count;
    case CELL_EMPTY:
    case CELL_TEXT:
    case CELL_DATE: break;
    }
    return 0;
}

typedef struct {
    bool    weighted; // Each cell times its row; else plainly summed.
    int     decimals;
    int64_t units; // Of the last decimal.
} Fingerprint;

// False where a spreadsheet could not hold it.
static bool take(const Table *table, size_t column, Fingerprint *print)
{
    int64_t limit = EXACT_MAX / (int64_t)(table->row_count + 1);
    int64_t size = 0;
    print->units = 0;
    for (size_t i = 0; i < table->row_count; i++) {
        const Cell *cell = &table->rows[i].cells[column];
        int64_t     factor = print->weighted ? (int64_t)i + 1 : 1;
        for (int j = decimals_of(cell); j < print->decimals; j++) factor *= 10;
        if (llabs(units_of(cell)) > limit / factor) return false;
        print->units += units_of(cell) * factor;
        size += llabs(units_of(cell)) * factor;
        if (size > limit) return false;
    }
    return true;
}

static bool fingerprint(const Table *table, size_t column, Fingerprint *print)
{
    bool any = false;
    *print = (Fingerprint){.weighted = true};
    for (size_t i = 0; i < table->row_count; i++) {
        const Cell *cell = &table->rows[i].cells[column];
        if (decimals_of(cell) > print->decimals) print->decimals = decimals_of(cell);
        any |= cell->type == CELL_MONEY || cell->type == CELL_PERCENT || cell->type == CELL_COUNT;
    }
    if (!any || take(table, column, print)) return any;
    print->weighted = false;
    return take(table, column, print);
}

static void add_column(Text *text, const Table *table, size_t column)
{
    layout_add_cell(text, LAYOUT_FIRST_ROW, layout_column(column));
    text_add_char(text, ':');
    layout_add_cell(text, layout_row(table->row_count) - 1, layout_column(column));
}

// "-12.05" of 1205 units of two decimals.
static void add_number(Text *text, const Fingerprint *print)
{
    long long scale = 1;
    long long units = llabs((long long)print->units);
    for (int i = 0; i < print->decimals; i++) scale *= 10;
    text_addf(text, "%s%lld", print->units < 0 ? "-" : "", units / scale);
    if (print->decimals > 0) text_addf(text, ".%0*lld", print->decimals, units % scale);
}

// ROUND(SUMPRODUCT(B6:B9,ROW(B6:B9)-ROW(B5)),2)=1234.56
static void add_fingerprint(Text *text, const Table *table, size_t column, const Fingerprint *print)
{
    text_add(text, print->weighted ? STR("ROUND(SUMPRODUCT(") : STR("ROUND(SUM("));
    add_column(text, table, column);
    if (print->weighted) {
        text_add(text, STR(",ROW("));
        add_column(text, table, column);
        text_add(text, STR(")-ROW("));
        layout_add_cell(text, LAYOUT_HEADER_ROW, layout_column(column));
        text_add_char(text, ')');
    }
    text_addf(text, "),%d)=", print->decimals);
    add_number(text, print);
}

// COUNTIF('Budget'!B41:F41,"CHANGED")=0
static bool add_other(const Formulas *formulas, Text *text, const Table *table)
{
    size_t sheet = reference_sheet(formulas->workbook, table);
    if (sheet == SIZE_MAX || !layout_has_check(table)) return false;
    text_add(text, STR("COUNTIF("));
    layout_add_sheet(text, formulas->workbook->sheets[sheet].name);
    layout_add_cell(text, layout_check_row(table), LAYOUT_FIRST_COLUMN);
    text_add_char(text, ':');
    layout_add_cell(text, layout_check_row(table), layout_column(table->column_count) - 1);
    text_add(text, STR(",\"" WATCH_CHANGED "\")=0"));
    return true;
}

// Every table of the book, and the columns of this one.
static WatchCell watch_book(const Formulas *formulas, const Table *own)
{
    const Workbook *workbook = formulas->workbook;
    Text            text = text_new(formulas->arena);
    text_add(&text, STR("IF(AND("));
    layout_add_cell(&text, layout_check_row(own), LAYOUT_FIRST_COLUMN);
    text_add(&text, STR("=\"" WATCH_OK "\""));
    for (size_t i = 0; i < workbook->count; i++) {
        const Table *table = workbook->sheets[i].table;
        if (table == own || table->ledger != own->ledger || !layout_has_check(table)) continue;
        text_add_char(&text, ',');
        add_other(formulas, &text, table);
    }
    text_add(&text, STR("),\"" ALL_OK "\",\"" ALL_CHANGED "\")"));
    return (WatchCell){text_str(&text), STR(ALL_OK)};
}

WatchCell watch_of(const Formulas *formulas, size_t sheet, size_t column)
{
    const Table *table = formulas->workbook->sheets[sheet].table;
    Text         text = text_new(formulas->arena);
    Fingerprint  print;
    bool         is_last = column + 1 == table->column_count;
    if (!layout_has_check(table)) return (WatchCell){0};
    if (table->watch == WATCH_BOOK && is_last) return watch_book(formulas, table);
    if (!fingerprint(table, column, &print)) return (WatchCell){0};
    text_add(&text, STR("IF(AND("));
    add_fingerprint(&text, table, column, &print);
    if (table->drawn_from) {
        size_t before = text.len;
        text_add_char(&text, ',');
        if (!add_other(formulas, &text, table->drawn_from)) text.len = before;
    }
    text_add(&text, STR("),\"" WATCH_OK "\",\"" WATCH_CHANGED "\")"));
    return (WatchCell){text_str(&text), STR(WATCH_OK)};
}
