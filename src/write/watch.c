#include "write/watch.h"

#include <stdint.h>
#include <stdlib.h>

#include "write/layout.h"
#include "write/reference.h"

// A sum of cells goes wrong by less than half of its last decimal while its size,
// in units of that, times its number of cells is below this: a double holds 53 bits.
// A longer column is compared in pieces, and one too large for that not at all.
#define EXACT_MAX  (INT64_C(1) << 51)
#define PIECES_MAX 64

// The weight of the k-th cell of a piece is k squared. With 1, 2, 3 what is taken from
// one row and given evenly to its neighbours would cancel; Gnumeric knows of no
// function but plain arithmetic inside SUMPRODUCT, or it could be wilder.
#define SQUARED "^2"

#define ALL_OK      "OK: every figure is as it was written"
#define SOME_OK     "OK as far as it is watched: some columns are too long for that"
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

// Part of a column: each cell times its weight, summed.
typedef struct {
    size_t  first; // Row of the table.
    size_t  count;
    int64_t units; // Of the last decimal.
} Piece;

static int64_t weight_of(size_t place)
{
    return (int64_t)(place * place);
}

// False where a spreadsheet could not hold the sum.
static bool take(const Table *table, size_t column, int decimals, Piece *piece)
{
    int64_t limit = EXACT_MAX / (int64_t)(piece->count + 1);
    int64_t size = 0;
    piece->units = 0;
    for (size_t i = 0; i < piece->count; i++) {
        const Cell *cell = &table->rows[piece->first + i].cells[column];
        int64_t     factor = weight_of(i + 1);
        for (int j = decimals_of(cell); j < decimals; j++) factor *= 10;
        if (llabs(units_of(cell)) > limit / factor) return false;
        piece->units += units_of(cell) * factor;
        size += llabs(units_of(cell)) * factor;
        if (size > limit) return false;
    }
    return true;
}

// In as few pieces as can be held: 1, 2, 4 ... Their number, or 0.
static size_t cut(const Table *table, size_t column, int decimals, Piece *pieces)
{
    for (size_t wanted = 1; wanted <= PIECES_MAX; wanted *= 2) {
        size_t length = (table->row_count + wanted - 1) / wanted;
        size_t count = 0;
        bool   good = true;
        for (size_t first = 0; good && first < table->row_count; first += length) {
            size_t left = table->row_count - first;
            pieces[count] = (Piece){.first = first, .count = left < length ? left : length};
            good = take(table, column, decimals, &pieces[count++]);
        }
        if (good) return count;
    }
    return 0;
}

// Of the finest cell in the column; -1 where there is no figure in it.
static int decimals_in(const Table *table, size_t column)
{
    int decimals = -1;
    for (size_t i = 0; i < table->row_count; i++) {
        const Cell *cell = &table->rows[i].cells[column];
        bool        figure =
            cell->type == CELL_MONEY || cell->type == CELL_PERCENT || cell->type == CELL_COUNT;
        if (figure && decimals_of(cell) > decimals) decimals = decimals_of(cell);
    }
    return decimals;
}

// "-12.05" of -1205 units of two decimals.
static void add_number(Text *text, int64_t number, int decimals)
{
    long long scale = 1;
    long long units = llabs((long long)number);
    for (int i = 0; i < decimals; i++) scale *= 10;
    text_addf(text, "%s%lld", number < 0 ? "-" : "", units / scale);
    if (decimals > 0) text_addf(text, ".%0*lld", decimals, units % scale);
}

static void add_rows(Text *text, const Piece *piece, size_t column)
{
    cell_name_add(text, layout_row(piece->first), layout_column(column));
    text_add_char(text, ':');
    cell_name_add(text, layout_row(piece->first + piece->count) - 1, layout_column(column));
}

// ROUND(SUMPRODUCT(B7:B9,(ROW(B7:B9)-ROW(B6))^2),2)=1234.56
static void add_piece(Text *text, const Piece *piece, size_t column, int decimals)
{
    text_add(text, STR("ROUND(SUMPRODUCT("));
    add_rows(text, piece, column);
    text_add(text, STR(",(ROW("));
    add_rows(text, piece, column);
    text_add(text, STR(")-ROW("));
    cell_name_add(text, layout_row(piece->first) - 1, layout_column(column));
    text_addf(text, "))" SQUARED "),%d)=", decimals);
    add_number(text, piece->units, decimals);
}

// How many of the first columns of a table are watched; and, in `without`, how many are too
// large to be.
static size_t count_watched(const Table *table, size_t columns, size_t *without)
{
    Piece  pieces[PIECES_MAX];
    size_t watched = 0;
    for (size_t i = 0; i < columns; i++) {
        int decimals = decimals_in(table, i);
        if (decimals < 0) continue;
        if (cut(table, i, decimals, pieces) > 0) watched++;
        else (*without)++;
    }
    return watched;
}

// COUNTIF('Budget'!B41:F41,"OK")=4: that all say so. An error does not, and what was
// deleted does not either.
static void add_all_ok(const Formulas *formulas, Text *text, const Table *table, bool own,
                       size_t watched)
{
    size_t last = layout_column(table->column_count) - 1;
    text_add(text, STR("COUNTIF("));
    if (!own) {
        size_t sheet = reference_sheet(formulas->workbook, table);
        layout_add_sheet(text, formulas->workbook->sheets[sheet].name);
    }
    cell_name_add(text, layout_check_row(table), LAYOUT_FIRST_COLUMN);
    text_add_char(text, ':');
    cell_name_add(text, layout_check_row(table), own ? last - 1 : last);
    text_addf(text, ",\"" WATCH_OK "\")=%zu", watched);
}

// Every table of the book, and the columns of this one.
static WatchCell watch_book(const Formulas *formulas, const Table *own)
{
    const Workbook *workbook = formulas->workbook;
    Text            text = text_new(formulas->arena);
    size_t          without = 0;
    text_add(&text, STR("IF(AND("));
    add_all_ok(formulas, &text, own, true, count_watched(own, own->column_count - 1, &without));
    for (size_t i = 0; i < workbook->count; i++) {
        const Table *table = workbook->sheets[i].table;
        if (table == own || table->ledger != own->ledger || !layout_has_check(table)) continue;
        text_add_char(&text, ',');
        add_all_ok(formulas, &text, table, false,
                   count_watched(table, table->column_count, &without));
    }
    const char *ok = without ? SOME_OK : ALL_OK;
    text_addf(&text, "),\"%s\",\"" ALL_CHANGED "\")", ok);
    return (WatchCell){text_str(&text), str_from(ok)};
}

WatchCell watch_of(const Formulas *formulas, size_t sheet, size_t column)
{
    const Table *table = formulas->workbook->sheets[sheet].table;
    Text         text = text_new(formulas->arena);
    Piece        pieces[PIECES_MAX];
    bool         is_last = column + 1 == table->column_count;
    int          decimals = decimals_in(table, column);
    if (!layout_has_check(table)) return (WatchCell){0};
    if (table->watch == WATCH_BOOK && is_last) return watch_book(formulas, table);
    size_t count = decimals < 0 ? 0 : cut(table, column, decimals, pieces);
    if (count == 0) return (WatchCell){0};
    text_add(&text, STR("IF(AND("));
    for (size_t i = 0; i < count; i++) {
        if (i > 0) text_add_char(&text, ',');
        add_piece(&text, &pieces[i], column, decimals);
    }
    const Table *from = table->drawn_from;
    if (from && layout_has_check(from) && reference_sheet(formulas->workbook, from) != SIZE_MAX) {
        size_t without = 0;
        text_add_char(&text, ',');
        add_all_ok(formulas, &text, from, false, count_watched(from, from->column_count, &without));
    }
    text_add(&text, STR("),\"" WATCH_OK "\",\"" WATCH_CHANGED "\")"));
    return (WatchCell){text_str(&text), STR(WATCH_OK)};
}
