// How a table becomes a sheet: what its sums read like, and how much room it takes.
#include "tap.h"
#include "write/fit.h"
#include "write/formula.h"
#include "write/layout.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static void test_references(void)
{
    static const struct {
        size_t      row;
        size_t      column;
        const char *reference;
    } cases[] = {{0, 0, "A1"},
                 {5, 1, "B6"},
                 {9, 25, "Z10"},
                 {0, 26, "AA1"},
                 {0, 701, "ZZ1"},
                 {0, 702, "AAA1"},
                 {1048575, 16383, "XFD1048576"}};
    Arena *arena = arena_new(tap_out_of_memory);
    bool   good = true;
    for (size_t i = 0; i < LENGTH(cases); i++) {
        Text text = text_new(arena);
        cell_name_add(&text, cases[i].row, cases[i].column);
        if (str_is(text_str(&text), cases[i].reference)) continue;
        good = false;
        tap_comment(text_str(&text));
    }
    tap_point(good, "a cell is named by letters and a number");
    arena_free(arena);
}

// Terms in a table of 20 by 20 amounts, and what they become.
static void test_sums(void)
{
    static const struct {
        Term        terms[8];
        size_t      count;
        const char *formula;
    } cases[] = {
        {{{0, 0, 1, NULL}}, 1, "B7"},
        {{{0, 0, 1, NULL}, {1, 0, 1, NULL}}, 2, "B7+B8"},
        {{{0, 0, 1, NULL}, {1, 0, 1, NULL}, {2, 0, 1, NULL}}, 3, "SUM(B7:B9)"},
        {{{0, 0, 1, NULL}, {0, 1, 1, NULL}, {0, 2, 1, NULL}}, 3, "SUM(B7:D7)"},
        {{{0, 0, 1, NULL}, {1, 0, 1, NULL}, {2, 0, 1, NULL}, {4, 0, 1, NULL}}, 4, "SUM(B7:B9,B11)"},
        {{{4, 0, 1, NULL},
          {0, 0, 1, NULL},
          {1, 0, 1, NULL},
          {2, 0, 1, NULL},
          {9, 0, 1, NULL},
          {10, 0, 1, NULL}},
         6,
         "SUM(B11,B7:B9,B16:B17)"},
        {{{0, 0, 1, NULL}, {2, 0, 1, NULL}, {4, 0, 1, NULL}}, 3, "B7+B9+B11"},
        {{{0, 0, 1, NULL}, {1, 0, 1, NULL}, {2, 0, -1, NULL}}, 3, "B7+B8-B9"},
        {{{0, 0, -1, NULL}, {0, 1, 1, NULL}}, 2, "-B7+C7"},
        {{{0, 0, 1, NULL}}, 0, ""},
    };
    Arena *arena = arena_new(tap_out_of_memory);
    Table *table = table_new(arena, "sums", 20, 20);
    for (size_t i = 0; i < 20; i++) table_row(arena, table, STYLE_BODY, STR("x"), STR("x"));
    Sheet    sheet = {STR("Sums"), table};
    Workbook workbook = {.sheets = &sheet, .count = 1};
    bool     good = true;
    for (size_t i = 0; i < LENGTH(cases); i++) {
        Cell *cell = &table->rows[19].cells[19];
        *cell = (Cell){.type = CELL_MONEY, .origin = ORIGIN_TERMS, .terms = cases[i].terms};
        cell->term_count = cases[i].count;
        Formulas formulas = formulas_new(arena, &workbook);
        Str      formula = formula_of(&formulas, 0, 19, 19);
        if (str_is(formula, cases[i].formula)) continue;
        good = false;
        tap_comment(formula);
    }
    tap_point(good, "terms become a range, a list of ranges, or a plain sum");
    arena_free(arena);
}

// One row: a label, an amount.
static Fit fit_of(Arena *arena, Table *table, Str label, int64_t pence)
{
    table->rows[0].label = label;
    table->rows[0].cells[0] = cell_money((Money){pence});
    return fit_table(arena, table, true);
}

static void test_fit(void)
{
    static const int64_t amounts[] = {0,
                                      1,
                                      -1,
                                      99999,
                                      -100000,
                                      123456789,
                                      -999999999999,
                                      INT64_C(9000000000000000),
                                      INT64_C(-9000000000000000)};
    static const struct {
        const char *label;
        size_t      lines;
    } labels[] = {
        {"Beds", 1},
        {"a\nb\n", 3},
        {"ASWC in Community Hospitals, Resource Centres and DtA Beds - Onward Care Team", 1},
        {"ASWC in Community Hospitals, Resource Centres and DtA Beds - Onward Care Team, and "
         "whoever "
         "else is in the same beds",
         2},
        {"mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm", 2},
    };
    Arena *arena = arena_new(tap_out_of_memory);
    Table *table = table_new(arena, "fit", 1, 1);
    bool   good = true;
    table_row(arena, table, STYLE_BODY, STR("x"), STR("x"));
    for (size_t i = 0; i < LENGTH(amounts); i++) {
        Fit fit = fit_of(arena, table, STR("x"), amounts[i]);
        // A star may follow the figure.
        good &= text_width(money_format(arena, (Money){amounts[i]})) + 1 <= fit.widths[1];
    }
    tap_point(good, "no figure is wider than its column");
    good = true;
    for (size_t i = 0; i < LENGTH(labels); i++) {
        Fit fit = fit_of(arena, table, str_from(labels[i].label), 0);
        if (fit.heights[layout_row(0)] == labels[i].lines * FIT_LINE_POINTS) continue;
        good = false;
        tap_comment(table->rows[0].label);
    }
    tap_point(good, "a row is as tall as its wrapped label");
    arena_free(arena);
}

int main(void)
{
    tap_begin();
    test_references();
    test_sums();
    test_fit();
    return tap_end();
}
