// What a workbook calls its sheets and totals, and what its live checks watch.
#include <string.h>

#include "report/sheet_name.h"
#include "tap.h"
#include "write/names.h"
#include "write/watch.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static Arena *arena;

static size_t units(Str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if ((byte & 0xC0) != 0x80) count += byte >= 0xF0 ? 2 : 1;
    }
    return count;
}

static void test_sheet_names(void)
{
    static const struct {
        const char *wish;
        const char *name;
    } cases[] = {
        {"Budget", "Budget"},
        {"budget", "budget (2)"}, // A spreadsheet takes no two that differ in case alone.
        {"BUDGET", "BUDGET (3)"},
        {"Budget 2022/23", "Budget 2022-23"},
        {"a[b]c:d*e?f/g\\h", "a-b-c-d-e-f-g-h"},
        {"'tis", "tis"},
        {" '' ", "Sheet (2)"},
        {"", "Sheet (3)"},
        {"History", "History (2)"},
        {"Reconciliation 2022-23 Bath and North East Somerset", "Reconciliation 2022-23 Bath and"},
        {"Reconciliation 2022-23 Bath and North East Wilts", "Reconciliation 2022-23 Bath (2)"},
        {"a\x01z", "a-z"},
        {"Board #1", "Board -1"}, // A link to it would end at the sign.
    };
    Str  taken[LENGTH(cases)];
    bool good = true;
    for (size_t i = 0; i < LENGTH(cases); i++) {
        taken[i] = sheet_name(arena, str_from(cases[i].wish), taken, i);
        if (str_is(taken[i], cases[i].name)) continue;
        good = false;
        tap_comment(str_format(arena, "%s: %.*s", cases[i].wish, STR_ARG(taken[i])));
    }
    tap_point(good, "whatever a board is called, its sheets have names, and each its own");

    Text text = text_new(arena);
    for (size_t i = 0; i < 20; i++) text_add(&text, STR("\xF0\x9F\x98\x80")); // Two units each.
    Str name = sheet_name(arena, text_str(&text), NULL, 0);
    tap_point(units(name) == 30 && name.len == 60, "a name is cut between characters, by units");
}

static void test_shortened(void)
{
    static const struct {
        const char *text;
        size_t      most;
        const char *shown;
    } cases[] = {
        {"Carers", 6, "Carers"}, {"Carers", 5, "Care…"}, {"Care of", 6, "Care…"},
        {"é – ü", 5, "é – ü"},   {"é – ü!", 5, "é –…"},  {"", 5, ""},
        {"ab", 1, "…"},
    };
    bool good = true;
    for (size_t i = 0; i < LENGTH(cases); i++) {
        Str shown = text_shortened(arena, str_from(cases[i].text), cases[i].most);
        if (str_is(shown, cases[i].shown)) continue;
        good = false;
        tap_comment(shown);
    }
    tap_point(good, "a text is shortened between characters, and says so");
}

static void test_names_of_totals(void)
{
    static const struct {
        const char *text;
        const char *name;
    } cases[] = {
        {"Budget 2022-23_total_nhs-minimum", "Budget_2022_23_total_nhs_minimum"},
        {"2022", "N_2022"},
        {"£", "N_"},
        {"Ynys Môn", "Ynys_M_n"},
    };
    bool good = true;
    for (size_t i = 0; i < LENGTH(cases); i++) {
        Str name = name_from(arena, str_from(cases[i].text));
        if (str_is(name, cases[i].name)) continue;
        good = false;
        tap_comment(name);
    }
    tap_point(good, "a name is letters, digits and underscores, led by a letter");
}

static void test_names_of_tables(void)
{
    Table     *table = table_new(arena, "budget", 0, 0);
    Sheet      sheets[] = {{STR("Budget NORTH shire"), table},
                           {STR("Budget north-shire"), table},
                           {STR("Budget Môn"), table}};
    Workbook   workbook = {.sheets = sheets, .count = LENGTH(sheets)};
    const Str *names = names_of_tables(arena, &workbook);
    bool       good = str_is(names[0], "Budget_NORTH_shire_table") &&
                str_is(names[1], "Budget_north_shire_table_2") &&
                str_is(names[2], "Budget_M_n_table");
    tap_point(good, "two tables have names that differ in more than case");
}

// One column of amounts, in pence, and its check.
static WatchCell check_of(const int64_t *pence, size_t count)
{
    Table   *table = table_new(arena, "budget", 1, count);
    Sheet    sheet = {STR("Budget"), table};
    Workbook workbook = {.sheets = &sheet, .count = 1};
    table->watch = WATCH_FIGURES;
    for (size_t i = 0; i < count; i++) {
        table_row(arena, table, STYLE_BODY, STR("x"), STR("x"))->cells[0] =
            cell_money((Money){pence[i]});
    }
    Formulas formulas = formulas_new(arena, &workbook);
    return watch_of(&formulas, 0, 0);
}

static void test_watch(void)
{
    static const int64_t small[] = {100, -205, 7};
    static const int64_t large[] = {INT64_C(1) << 49, 1, 1}; // Too large among three.
    static const int64_t larger[] = {INT64_C(1) << 51, 1, 1};
    WatchCell            cell = check_of(small, 3);
    // 1.00 x 1 - 2.05 x 4 + 0.07 x 9.
    bool good =
        str_is(cell.formula, "IF(AND(ROUND(SUMPRODUCT(B7:B9,(ROW(B7:B9)-ROW(B6))^2),2)=-6.57),"
                             "\"OK\",\"CHANGED\")");
    if (!good) tap_comment(cell.formula);
    tap_point(good, "a check compares each figure times a weight with what was written");
    cell = check_of(large, 3);
    good = str_is(cell.formula,
                  "IF(AND(ROUND(SUMPRODUCT(B7:B8,(ROW(B7:B8)-ROW(B6))^2),2)="
                  "5629499534213.16,ROUND(SUMPRODUCT(B9:B9,(ROW(B9:B9)-ROW(B8))^2),2)=0.01)"
                  ",\"OK\",\"CHANGED\")");
    if (!good) tap_comment(cell.formula);
    tap_point(good, "a column too large for that is compared in pieces");
    cell = check_of(larger, 3);
    tap_point(cell.formula.len == 0, "and one that no sum holds exactly has no check");
}

int main(void)
{
    arena = arena_new(tap_out_of_memory);
    tap_begin();
    test_sheet_names();
    test_shortened();
    test_names_of_totals();
    test_names_of_tables();
    test_watch();
    arena_free(arena);
    return tap_end();
}
