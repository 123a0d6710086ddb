// A written workbook is what its tables say, and the read-back finds whatever
// is not.
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "fund.h"
#include "write/formula.h"
#include "write/verify.h"

static bool contains(Str text, const char *part)
{
    for (size_t i = 0; i < text.len; i++) {
        if (str_starts(str_from_to(text, i, text.len), part)) return true;
    }
    return false;
}

// Where the writer may put its scratch file.
static char folder[] = "/tmp/bcf-xlsx-XXXXXX";

static bool write_fund(Fund *fund, Str *bytes, Str *why)
{
    Text out = text_new(fund->arena);
    fund->workbook.sheets = fund->sheets;
    bool good = xlsx_write(fund->arena, &fund->workbook, folder, &out, why);
    *bytes = text_str(&out);
    return good;
}

static void test_written_is_read(void)
{
    Fund fund = fund_new();
    Str  bytes;
    Str  why;
    bool good =
        write_fund(&fund, &bytes, &why) && verify_xlsx(fund.arena, &fund.workbook, bytes, &why);
    if (!good) tap_comment(why);
    tap_point(good, "a written workbook is read back, cell by cell, as its tables");

    Fund again = fund_new();
    Str  other;
    setenv("TZ", "XYZ-11", 1);
    good = write_fund(&again, &other, &why) && str_equal(bytes, other);
    tap_point(good, "the same tables give the same bytes, wherever the clock stands");
    tap_point(rmdir(folder) == 0 && mkdtemp(strcpy(folder, "/tmp/bcf-xlsx-XXXXXX")),
              "no scratch file is left");
    arena_free(again.arena);
    arena_free(fund.arena);
}

static void test_formulas(void)
{
    static const struct {
        size_t      row;
        size_t      column;
        const char *formula;
    } cases[] = {
        {REABLEMENT, MINIMUM,
         "ROUND(SUMIFS('Board''s journal'!$K$7:$K$22,'Board''s journal'!$C$7:$C$22,\"allocation\","
         "'Board''s journal'!$F$7:$F$22,\"scheme\",'Board''s journal'!$I$7:$I$22,\"nhs-minimum\","
         "'Board''s journal'!$J$7:$J$22,\"reablement\"),2)"},
        {MAY, IBCF, ""}, // Excel would take "may-2023" for a date.
        {BLOCK, IBCF, "ROUND(C8+C9,2)"},
        {TOTAL, MINIMUM, "ROUND(SUM(B10:B12),2)"},
        {BEDS, WHOLE, "ROUND(B9+C9,2)"},
        {NIL, MINIMUM, ""},
        {NIL, SHARE, "IF(D12=0,\"\",ROUND(C12/ABS(D12),4))"},
    };
    Fund     fund = fund_new();
    Formulas formulas;
    fund.workbook.sheets = fund.sheets;
    formulas = formulas_new(fund.arena, &fund.workbook);
    bool good = true;
    for (size_t i = 0; i < LENGTH(cases); i++) {
        Str formula = formula_of(&formulas, BUDGET, cases[i].row, cases[i].column);
        if (str_is(formula, cases[i].formula)) continue;
        good = false;
        tap_comment(formula);
    }
    tap_point(good, "a computed cell gives the formula that an auditor would write");
    arena_free(fund.arena);
}

// What the read-back must see: each changes one thing that was written.

typedef enum {
    CHANGE_PENNY,
    CHANGE_LARGEST,
    CHANGE_PERCENT,
    CHANGE_COUNT,
    CHANGE_TEXT,
    CHANGE_CACHED,
    CHANGE_RATIO,
    CHANGE_FORMULA,
    CHANGE_ORIGIN,
    CHANGE_TO_EMPTY,
    CHANGE_FROM_EMPTY,
    CHANGE_TO_NIL,
    CHANGE_LABEL,
    CHANGE_NOTE,
    CHANGE_NOTES,
    CHANGE_TITLE,
    CHANGE_YEAR,
    CHANGE_HEADING,
    CHANGE_ROWS,
    CHANGE_LINK,
    CHANGE_LINKS,
    CHANGE_NAME,
    CHANGE_SHEETS,
} Change;

static void swap_terms(Fund *fund, Cell *cell)
{
    Term *terms = ARENA_ARRAY(fund->arena, Term, 2);
    terms[0] = cell->terms[1];
    terms[1] = cell->terms[0];
    cell->terms = terms;
}

static void change(Fund *fund, Change what)
{
    Table    *budget = fund->tables[BUDGET];
    TableRow *odd = fund->tables[ODD]->rows;
    TableRow *contents = fund->tables[CONTENTS]->rows;
    switch (what) {
    case CHANGE_PENNY: odd[0].cells[1].money.pence++; break;
    case CHANGE_LARGEST: odd[5].cells[1].money.pence--; break;
    case CHANGE_PERCENT: odd[2].cells[2].percent.hundredths--; break;
    case CHANGE_COUNT: odd[5].cells[3].count++; break;
    case CHANGE_TEXT: odd[9].cells[0].text = STR("x"); break;
    case CHANGE_CACHED: budget->rows[TOTAL].cells[WHOLE].money.pence++; break;
    case CHANGE_RATIO: budget->rows[BLOCK].cells[SHARE].percent.hundredths++; break;
    case CHANGE_FORMULA: swap_terms(fund, &budget->rows[BLOCK].cells[MINIMUM]); break;
    case CHANGE_ORIGIN: budget->rows[TOTAL].cells[WHOLE].origin = ORIGIN_STATED; break;
    case CHANGE_TO_EMPTY: budget->rows[NIL].cells[IBCF] = (Cell){0}; break;
    case CHANGE_FROM_EMPTY: budget->rows[HEAD].cells[IBCF] = cell_count(0); break;
    case CHANGE_TO_NIL: budget->rows[NIL].cells[SHARE] = cell_count(0); break;
    case CHANGE_LABEL: budget->rows[BEDS].label = STR("Beds"); break;
    case CHANGE_NOTE: budget->notes[0].text = STR("None."); break;
    case CHANGE_NOTES: budget->note_count = 0; break;
    case CHANGE_TITLE: budget->title = STR("Budget"); break;
    case CHANGE_YEAR: budget->year = STR("2021/22"); break;
    case CHANGE_HEADING: budget->columns[0].label = STR("NHS"); break;
    case CHANGE_ROWS: fund->tables[ODD]->row_count--; break;
    case CHANGE_LINK: contents[1].cells[0].link.table = fund->tables[ODD]; break;
    case CHANGE_LINKS: contents[3].cells[0].link.table = NULL; break;
    case CHANGE_NAME: fund->sheets[BUDGET].name = STR("Budgets"); break;
    case CHANGE_SHEETS: fund->workbook.count--; break;
    }
}

static void test_differences_are_found(void)
{
    static const struct {
        Change      what;
        const char *why;
    } cases[] = {
        {CHANGE_PENNY, "sheet 'Odd', cell C7: expected £0.02, found 0.01"},
        {CHANGE_LARGEST, "cell C12: expected £9,999,999,999.99, found 10000000000"},
        {CHANGE_PERCENT, "cell D9: expected 0.99%, found 0.01"},
        {CHANGE_COUNT, "cell E12: expected 1000000001, found 1000000000"},
        {CHANGE_TEXT, "cell B16: expected 'x', found ' x '"},
        {CHANGE_CACHED, "cell D13: expected =ROUND(B13+C13,2) with £1,204,575.03, found "
                        "=ROUND(B13+C13,2) with 1204575.02"},
        {CHANGE_RATIO, "cell E10: expected =IF("},
        {CHANGE_LABEL, "cell A9: expected 'Beds', found 'Beds, acute'"},
        {CHANGE_NOTE, "cell A15: expected '* None.'"},
        {CHANGE_TITLE, "cell A1: expected 'Budget', found 'Budget 2022/23'"},
        {CHANGE_YEAR, "cell A2:"},
        {CHANGE_HEADING, "cell B6: expected 'NHS', found 'NHS minimum'"},
        {CHANGE_NAME, "sheet 2: expected 'Budgets', found 'Budget & more'"},
        {CHANGE_ROWS, "cell A18: expected nothing, found '£ – ’'"},
        {CHANGE_NOTES, "cell A15: expected nothing"},
        {CHANGE_SHEETS, "expected 3 sheets, found 4"},
        {CHANGE_LINK, "cell B8: expected a link to 'Odd'!A1, found one to ''Budget & more'!A1'"},
        {CHANGE_LINKS, "cell B10: expected no link, found one"},
        {CHANGE_TO_EMPTY, "cell C12: expected nothing, found 0"},
        {CHANGE_FROM_EMPTY, "cell C7: expected 0, found nothing"},
        {CHANGE_ORIGIN, "cell D13: expected £1,204,575.02, found =ROUND(B13+C13,2) with"},
        {CHANGE_TO_NIL, "cell E12: expected 0, found =IF("},
        {CHANGE_FORMULA, "cell B10: expected =ROUND(B9+B8,2)"},
    };
    bool good = true;
    for (size_t i = 0; i < LENGTH(cases); i++) {
        Fund fund = fund_new();
        Str  bytes;
        Str  why;
        bool written = write_fund(&fund, &bytes, &why);
        change(&fund, cases[i].what);
        bool found = written && !verify_xlsx(fund.arena, &fund.workbook, bytes, &why);
        if (!found || !contains(why, cases[i].why)) {
            good = false;
            tap_comment(str_format(fund.arena, "%s: %.*s", cases[i].why, STR_ARG(why)));
        }
        arena_free(fund.arena);
    }
    tap_point(good, "the read-back names the first difference: sheet, cell, expected, found");
}

// What lives in a workbook besides its cells.

typedef enum { LIFE_NAME, LIFE_NAMES, LIFE_CHECK, LIFE_NO_CHECK, LIFE_MARKUP, LIFE_CHART } Life;

static void change_life(Fund *fund, Life what)
{
    static const Chart chart = {.kind = CHART_STACKED, .count = 1};
    Table             *budget = fund->tables[BUDGET];
    switch (what) {
    case LIFE_NAME: budget->rows[TOTAL].id = STR("sum"); break;
    case LIFE_NAMES: budget->rows[BLOCK].style = STYLE_BODY; break;
    case LIFE_CHECK: budget->watch = WATCH_BOOK; break;
    case LIFE_NO_CHECK: budget->watch = WATCH_NOTHING; break;
    case LIFE_MARKUP: fund->workbook.profile = PROFILE_PUBLICATION; break;
    case LIFE_CHART: budget->chart = &chart; break;
    }
}

static void test_life_is_compared(void)
{
    static const struct {
        Life        what;
        const char *why;
    } cases[] = {
        {LIFE_NAME, "the name 'Budget_more_total_ibcf' is not as it should be"},
        {LIFE_NAMES, "the name 'Budget_more_block_ibcf' is not as it should be"},
        {LIFE_CHECK,
         "sheet 'Budget & more', cell E14: expected =IF(AND(COUNTIF(B14:D14,\"OK\")=3)"},
        {LIFE_NO_CHECK, "sheet 'Budget & more', cell A14: expected nothing, found 'Live check'"},
        {LIFE_MARKUP, "sheet 'Contents': expected one table, A6:B10, marked up as Contents_table"},
        {LIFE_CHART, "sheet 'Budget & more': expected 1 charts, found 0"},
    };
    bool good = true;
    for (size_t i = 0; i < LENGTH(cases); i++) {
        Fund fund = fund_new();
        Str  bytes;
        Str  why;
        fund.tables[BUDGET]->watch = WATCH_FIGURES;
        fund.tables[BUDGET]->ledger = fund.ledger;
        bool written =
            write_fund(&fund, &bytes, &why) && verify_xlsx(fund.arena, &fund.workbook, bytes, &why);
        change_life(&fund, cases[i].what);
        bool found = written && !verify_xlsx(fund.arena, &fund.workbook, bytes, &why);
        if (!found || !contains(why, cases[i].why)) {
            good = false;
            tap_comment(str_format(fund.arena, "%s: %.*s", cases[i].why, STR_ARG(why)));
        }
        arena_free(fund.arena);
    }
    tap_point(good, "the read-back compares names, live checks, mark-up and charts");
}

// What no spreadsheet can hold is not written.

static bool refuses(Fund *fund, const char *reason)
{
    Str  bytes;
    Str  why;
    bool good = !write_fund(fund, &bytes, &why) && contains(why, reason);
    if (!good) tap_comment(str_format(fund->arena, "%s: %.*s", reason, STR_ARG(why)));
    arena_free(fund->arena);
    return good;
}

static void test_bad_names_are_refused(void)
{
    static const struct {
        const char *name;
        const char *why;
    } cases[] = {
        {"", "'' cannot be the name of a sheet"},
        {"32 characters are one too many !", "cannot be the name of a sheet"},
        {"2022/23", "'2022/23' cannot be the name of a sheet"},
        {"CONTENTS", "'CONTENTS' cannot be the name of a sheet, or is one already"},
    };
    bool good = true;
    for (size_t i = 0; i < LENGTH(cases); i++) {
        Fund fund = fund_new();
        fund.sheets[BUDGET].name = str_from(cases[i].name);
        good &= refuses(&fund, cases[i].why);
    }
    tap_point(good, "a name that no sheet can have is refused");
}

static void test_impossible_is_refused(void)
{
    Fund fund = fund_new();
    fund.tables[BUDGET]->rows[NIL].cells[IBCF].money.pence = XLSX_PENCE_MAX + 1;
    bool good = refuses(&fund, "sheet 'Budget & more': an amount is larger");
    fund = fund_new();
    fund.workbook.count = 0;
    good &= refuses(&fund, "a workbook has 1 to 1000 sheets");
    fund = fund_new();
    Text text = text_new(fund.arena);
    text_repeat(&text, 'x', 32768);
    fund.tables[ODD]->rows[0].label = text_str(&text);
    good &= refuses(&fund, "sheet 'Odd': String exceeds");
    tap_point(good, "what no spreadsheet can hold is refused, with the reason");

    fund = fund_new();
    text = text_new(fund.arena);
    Str why;
    fund.workbook.sheets = fund.sheets;
    good = !xlsx_write(fund.arena, &fund.workbook, "/nowhere/at/all", &text, &why);
    tap_point(good && contains(why, "No such file"), "a folder that cannot be written is named");
    arena_free(fund.arena);
}

static void test_damage_is_found(void)
{
    Fund fund = fund_new();
    Str  bytes;
    Str  why;
    bool good = write_fund(&fund, &bytes, &why);
    for (size_t len = 0; len < bytes.len; len += 31) {
        Arena *arena = arena_new(tap_out_of_memory);
        good = good && !verify_xlsx(arena, &fund.workbook, (Str){bytes.data, len}, &why);
        arena_free(arena);
    }
    tap_point(good, "a workbook cut short anywhere is refused");

    // Dates and flags of the archive may change unseen, the parts may not.
    size_t tried = 0;
    size_t refused = 0;
    char  *copy = ARENA_ARRAY(fund.arena, char, bytes.len);
    memcpy(copy, bytes.data, bytes.len);
    for (size_t i = 0; i < bytes.len; i += 13) {
        Arena *arena = arena_new(tap_out_of_memory);
        copy[i] = (char)(copy[i] ^ 0x10);
        tried++;
        refused += !verify_xlsx(arena, &fund.workbook, (Str){copy, bytes.len}, &why);
        copy[i] = bytes.data[i];
        arena_free(arena);
    }
    tap_point(refused > tried / 2, "a workbook with a byte changed is refused or unchanged");
    arena_free(fund.arena);
}

// A file that may not grow is to a program what a full disk is.
static void test_full_disk(void)
{
    struct rlimit plenty;
    Fund          fund = fund_new();
    Str           bytes;
    Str           why;
    bool          good = write_fund(&fund, &bytes, &why);
    size_t        size = bytes.len;
    getrlimit(RLIMIT_FSIZE, &plenty);
    signal(SIGXFSZ, SIG_IGN);
    for (size_t limit = 0; limit < size; limit += 512) {
        setrlimit(RLIMIT_FSIZE, &(struct rlimit){limit, plenty.rlim_max});
        bool written = write_fund(&fund, &bytes, &why);
        setrlimit(RLIMIT_FSIZE, &plenty);
        if (!written || !verify_xlsx(fund.arena, &fund.workbook, bytes, &why)) continue;
        good = false;
        tap_comment(str_format(fund.arena, "with room for %zu bytes", limit));
    }
    good = good && rmdir(folder) == 0 && mkdtemp(strcpy(folder, "/tmp/bcf-xlsx-XXXXXX"));
    tap_point(good, "a full disk is never taken for success, and leaves nothing behind");
    arena_free(fund.arena);
}

int main(void)
{
    tap_begin();
    if (!mkdtemp(folder)) return 1;
    test_written_is_read();
    test_formulas();
    test_differences_are_found();
    test_life_is_compared();
    test_bad_names_are_refused();
    test_impossible_is_refused();
    test_damage_is_found();
    test_full_disk();
    rmdir(folder);
    return tap_end();
}
