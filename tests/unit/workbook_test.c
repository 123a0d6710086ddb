// A written workbook is what its tables say, and the read-back finds whatever
// is not.
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "tap.h"
#include "write/formula.h"
#include "write/verify.h"
#include "write/xlsx.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static bool contains(Str text, const char *part)
{
    for (size_t i = 0; i < text.len; i++) {
        if (str_starts(str_from_to(text, i, text.len), part)) return true;
    }
    return false;
}

// A small fund: two lines, three schemes, a block.

static Partner icb = {.id = {"icb", 3}};
static Partner council = {.id = {"council", 7}};
static Line    lines[] = {{.id = {"nhs-minimum", 11}}, {.id = {"ibcf", 4}}};
static Scheme  schemes[] = {
    {.id = {"reablement", 10}}, {.id = {"beds", 4}}, {.id = {"may-2023", 8}}};

enum { CONTENTS, BUDGET, ODD, JOURNAL, SHEET_COUNT };
enum { MINIMUM, IBCF, WHOLE, SHARE, BUDGET_COLUMNS };
enum { HEAD, REABLEMENT, BEDS, BLOCK, MAY, NIL, TOTAL, BUDGET_ROWS };

typedef struct {
    Arena   *arena;
    Ledger  *ledger;
    Table   *tables[SHEET_COUNT];
    Sheet    sheets[SHEET_COUNT];
    Workbook workbook;
} Fund;

static const Selector *selector_new(Fund *fund, const Scheme *scheme, const Line *line)
{
    Selector *selector = ARENA_NEW(fund->arena, Selector);
    *selector = (Selector){fund->ledger, ENTRY_ALLOCATION, ACCOUNT_SCHEME, NULL, line, scheme};
    return selector;
}

static void post_fund(Fund *fund)
{
    static const struct {
        size_t  scheme;
        size_t  line;
        int64_t pence;
    } allocations[] = {{0, 0, 123456700}, {0, 1, 2000001}, {1, 0, 900}, {2, 1, -5000099}};
    fund->ledger = ledger_new(fund->arena, NULL);
    for (size_t i = 0; i < LENGTH(allocations); i++) {
        const Line *line = &lines[allocations[i].line];
        Money       amount = {allocations[i].pence};
        Entry       paid = {.kind = ENTRY_CONTRIBUTION, .line = line, .amount = amount};
        paid.debit = (Account){.kind = ACCOUNT_POOL};
        paid.credit = (Account){ACCOUNT_FUNDER, allocations[i].line ? &council : &icb, NULL};
        ledger_post(fund->ledger, &paid);
        Entry given = {.kind = ENTRY_ALLOCATION, .line = line, .amount = amount};
        given.debit = (Account){ACCOUNT_SCHEME, NULL, &schemes[allocations[i].scheme]};
        given.credit = (Account){.kind = ACCOUNT_POOL};
        ledger_post(fund->ledger, &given);
    }
}

static Str id_of(const Partner *partner)
{
    return partner ? partner->id : STR("");
}

static Table *journal_table(Fund *fund)
{
    static const struct {
        const char *label;
        CellType    type;
    } columns[JOURNAL_COLUMN_COUNT] = {
        {"Entry", CELL_COUNT},  {"Kind", CELL_TEXT}, {"Date", CELL_DATE},   {"Account", CELL_TEXT},
        {"Partner", CELL_TEXT}, {"Line", CELL_TEXT}, {"Scheme", CELL_TEXT}, {"Amount", CELL_MONEY},
        {"Source", CELL_TEXT},  {"Note", CELL_TEXT},
    };
    Table *table = table_new(fund->arena, "journal", JOURNAL_COLUMN_COUNT, fund->ledger->count);
    table->title = STR("Journal 2022/23");
    table->heading = STR("Posting");
    table->ledger = fund->ledger;
    for (size_t i = 0; i < JOURNAL_COLUMN_COUNT; i++) {
        table->columns[i] = (Column){STR("x"), str_from(columns[i].label), columns[i].type};
    }
    for (size_t i = 0; i < fund->ledger->count; i++) {
        const Posting *posting = fund->ledger->postings[i];
        Str            number = str_format(fund->arena, "%zu", posting->number);
        Cell *cells = table_row(fund->arena, table, STYLE_BODY, number, number)->cells;
        cells[JOURNAL_ENTRY] = cell_count((int64_t)posting->entry);
        cells[JOURNAL_KIND] = cell_text(str_from(entry_name(posting->kind)));
        cells[JOURNAL_DATE] = (Cell){.type = CELL_DATE, .text = STR("2022-05")};
        cells[JOURNAL_ACCOUNT] = cell_text(str_from(account_name(posting->account.kind)));
        cells[JOURNAL_PARTNER] = cell_text(id_of(posting->account.partner));
        cells[JOURNAL_LINE] = cell_text(posting->line->id);
        if (posting->account.scheme) {
            cells[JOURNAL_SCHEME] = cell_text(posting->account.scheme->id);
        }
        cells[JOURNAL_AMOUNT] = cell_money(posting->amount);
        cells[JOURNAL_SOURCE] = cell_text(STR("budgets/northshire.yaml:12"));
    }
    return table;
}

static Cell sum_of(Fund *fund, const Table *table, size_t count, const Term *terms)
{
    Term *copy = ARENA_ARRAY(fund->arena, Term, count);
    Cell  cell = cell_money((Money){0});
    memcpy(copy, terms, count * sizeof *terms);
    cell.origin = ORIGIN_TERMS;
    cell.terms = copy;
    cell.term_count = count;
    for (size_t i = 0; i < count; i++) {
        Money money = table->rows[terms[i].row].cells[terms[i].column].money;
        cell.money = money_add(cell.money, terms[i].sign < 0 ? money_neg(money) : money);
    }
    return cell;
}

static void finish_row(Fund *fund, Table *table, size_t row)
{
    Cell *cells = table->rows[row].cells;
    Term  across[] = {{row, MINIMUM, 1}, {row, IBCF, 1}};
    Term *ratio = ARENA_ARRAY(fund->arena, Term, 2);
    cells[WHOLE] = sum_of(fund, table, 2, across);
    ratio[0] = (Term){row, IBCF, 1};
    ratio[1] = (Term){row, WHOLE, 1};
    cells[SHARE] = (Cell){.origin = ORIGIN_RATIO, .terms = ratio, .term_count = 2};
    if (cells[WHOLE].money.pence == 0) return;
    cells[SHARE].type = CELL_PERCENT;
    cells[SHARE].percent = percent_of(cells[IBCF].money, cells[WHOLE].money);
}

static void add_scheme(Fund *fund, Table *table, size_t scheme, Str label, size_t depth)
{
    size_t    row = table->row_count;
    TableRow *line = table_row(fund->arena, table, STYLE_BODY, schemes[scheme].id, label);
    line->depth = depth;
    for (size_t i = 0; i < LENGTH(lines); i++) {
        const Selector *selector = selector_new(fund, &schemes[scheme], &lines[i]);
        line->cells[i] = cell_money(ledger_sum(selector));
        line->cells[i].origin = ORIGIN_POSTINGS;
        line->cells[i].selectors = selector;
        line->cells[i].selector_count = 1;
    }
    finish_row(fund, table, row);
}

static Table *budget_table(Fund *fund)
{
    static const Column columns[] = {{{"nhs", 3}, {"NHS minimum", 11}, CELL_MONEY},
                                     {{"ibcf", 4}, {"iBCF", 4}, CELL_MONEY},
                                     {{"whole", 5}, {"Total", 5}, CELL_MONEY},
                                     {{"share", 5}, {"iBCF share", 10}, CELL_PERCENT}};
    Table *table = table_new(fund->arena, "budget", BUDGET_COLUMNS, BUDGET_ROWS);
    table->title = STR("Budget 2022/23");
    table->board = STR("Northshire & Sons Health and Wellbeing Board");
    table->year = STR("2022/23");
    table->about = STR("What each scheme may spend, by funding line, in pounds.");
    table->heading = STR("Scheme");
    memcpy(table->columns, columns, sizeof columns);
    table_row(fund->arena, table, STYLE_HEAD, STR("block"), STR("Money for the council"));
    add_scheme(fund, table, 0, STR("Reablement"), 1);
    add_scheme(fund, table, 1, STR("Beds, acute"), 1);
    table_row(fund->arena, table, STYLE_SUBTOTAL, STR("block"), STR("Total for the council"));
    add_scheme(fund, table, 2, STR("Growth"), 0);
    table_row(fund->arena, table, STYLE_BODY, STR("nil"), STR("Nothing yet"));
    table_row(fund->arena, table, STYLE_TOTAL, STR("total"), STR("TOTAL BCF"));
    for (size_t i = 0; i < LENGTH(lines); i++) {
        Term block[] = {{REABLEMENT, i, 1}, {BEDS, i, 1}};
        Term total[] = {{BLOCK, i, 1}, {MAY, i, 1}, {NIL, i, 1}};
        table->rows[BLOCK].cells[i] = sum_of(fund, table, 2, block);
        table->rows[NIL].cells[i] = cell_money((Money){0});
        table->rows[TOTAL].cells[i] = sum_of(fund, table, 3, total);
    }
    finish_row(fund, table, BLOCK);
    finish_row(fund, table, NIL);
    finish_row(fund, table, TOTAL);
    table->rows[TOTAL].cells[IBCF].marked = true;
    table_note(fund->arena, table, "* The paper prints another total, £1 more.");
    return table;
}

// Texts that look like something else, values at their limits.
static Table *odd_table(Fund *fund)
{
    static const char *const texts[] = {"=1+1", "+1",  "-",   "@here", "\tx", "_x0041_",
                                        "<&>'\"", "1234", "true", " x ", "a\nb", "£ – ’"};
    static const int64_t pence[] = {1,  -1, 100, -100, 99, 1000000000000, -999999999999,
                                    XLSX_PENCE_MAX, -XLSX_PENCE_MAX, 29, 57, 115};
    Table *table = table_new(fund->arena, "odd", 4, LENGTH(texts));
    table->title = STR("=Odd");
    table->columns[0] = (Column){STR("text"), STR("Text"), CELL_TEXT};
    table->columns[1] = (Column){STR("money"), STR("Money"), CELL_MONEY};
    table->columns[2] = (Column){STR("percent"), STR("Per cent"), CELL_PERCENT};
    table->columns[3] = (Column){STR("count"), STR("Count"), CELL_COUNT};
    for (size_t i = 0; i < LENGTH(texts); i++) {
        Str   text = str_from(texts[i]);
        Cell *cells = table_row(fund->arena, table, STYLE_BODY, STR("x"), text)->cells;
        cells[0] = cell_text(text);
        cells[1] = cell_money((Money){pence[i]});
        cells[2] = (Cell){.type = CELL_PERCENT, .percent = {pence[i] % 1000000}};
        cells[3] = cell_count(pence[i] / 1000);
    }
    return table;
}

static Table *contents_table(Fund *fund)
{
    Table *table = table_new(fund->arena, "contents", 1, SHEET_COUNT);
    table->title = STR("Contents");
    table->columns[0] = (Column){STR("sheet"), STR(""), CELL_TEXT};
    for (size_t i = 0; i < SHEET_COUNT; i++) {
        TableRow *row = table_row(fund->arena, table, STYLE_BODY, STR("x"), STR("Sheet"));
        row->cells[0] = cell_text(fund->sheets[i].name);
        row->cells[0].link = fund->sheets[i].name;
    }
    return table;
}

static Fund fund_new(void)
{
    Fund fund = {.arena = arena_new(tap_out_of_memory)};
    post_fund(&fund);
    fund.sheets[CONTENTS].name = STR("Contents");
    fund.sheets[BUDGET].name = STR("Budget & more");
    fund.sheets[ODD].name = STR("Odd");
    fund.sheets[JOURNAL].name = STR("Board's journal");
    fund.tables[CONTENTS] = contents_table(&fund);
    fund.tables[BUDGET] = budget_table(&fund);
    fund.tables[ODD] = odd_table(&fund);
    fund.tables[JOURNAL] = journal_table(&fund);
    for (size_t i = 0; i < SHEET_COUNT; i++) fund.sheets[i].table = fund.tables[i];
    fund.workbook = (Workbook){.count = SHEET_COUNT, .title = STR("Northshire")};
    return fund;
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
    bool good = write_fund(&fund, &bytes, &why) &&
                verify_workbook(fund.arena, &fund.workbook, bytes, &why);
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
         "ROUND(SUMIFS('Board''s journal'!$I$6:$I$21,'Board''s journal'!$C$6:$C$21,\"allocation\","
         "'Board''s journal'!$E$6:$E$21,\"scheme\",'Board''s journal'!$G$6:$G$21,\"nhs-minimum\","
         "'Board''s journal'!$H$6:$H$21,\"reablement\"),2)"},
        {MAY, IBCF, ""}, // Excel would take "may-2023" for a date.
        {BLOCK, IBCF, "ROUND(C7+C8,2)"},
        {TOTAL, MINIMUM, "ROUND(SUM(B9:B11),2)"},
        {BEDS, WHOLE, "ROUND(B8+C8,2)"},
        {NIL, MINIMUM, ""},
        {NIL, SHARE, "IF(D11=0,\"\",ROUND(C11/D11,4))"},
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

static Cell *budget_cell(Fund *fund, size_t row, size_t column)
{
    return &fund->tables[BUDGET]->rows[row].cells[column];
}

static void change_penny(Fund *fund) { fund->tables[ODD]->rows[0].cells[1].money.pence++; }
static void change_largest(Fund *fund) { fund->tables[ODD]->rows[5].cells[1].money.pence--; }
static void change_percent(Fund *fund) { fund->tables[ODD]->rows[2].cells[2].percent.hundredths--; }
static void change_count(Fund *fund) { fund->tables[ODD]->rows[5].cells[3].count++; }
static void change_text(Fund *fund) { fund->tables[ODD]->rows[9].cells[0].text = STR("x"); }
static void change_cached(Fund *fund) { budget_cell(fund, TOTAL, WHOLE)->money.pence++; }
static void change_ratio(Fund *fund) { budget_cell(fund, BLOCK, SHARE)->percent.hundredths++; }
static void change_label(Fund *fund) { fund->tables[BUDGET]->rows[BEDS].label = STR("Beds"); }
static void change_note(Fund *fund) { fund->tables[BUDGET]->notes[0] = STR("* None."); }
static void change_title(Fund *fund) { fund->tables[BUDGET]->title = STR("Budget"); }
static void change_year(Fund *fund) { fund->tables[BUDGET]->year = STR("2021/22"); }
static void change_heading(Fund *fund) { fund->tables[BUDGET]->columns[0].label = STR("NHS"); }
static void change_name(Fund *fund) { fund->sheets[BUDGET].name = STR("Budgets"); }
static void change_rows(Fund *fund) { fund->tables[ODD]->row_count--; }
static void change_notes(Fund *fund) { fund->tables[BUDGET]->note_count = 0; }
static void change_sheets(Fund *fund) { fund->workbook.count--; }
static void change_link(Fund *fund) { fund->tables[CONTENTS]->rows[1].cells[0].link = STR("Odd"); }
static void change_links(Fund *fund) { fund->tables[CONTENTS]->rows[3].cells[0].link = STR(""); }
static void change_to_empty(Fund *fund) { *budget_cell(fund, NIL, IBCF) = (Cell){0}; }
static void change_from_empty(Fund *fund) { *budget_cell(fund, HEAD, IBCF) = cell_count(0); }
static void change_origin(Fund *fund) { budget_cell(fund, TOTAL, WHOLE)->origin = ORIGIN_STATED; }
static void change_to_nil(Fund *fund) { *budget_cell(fund, NIL, SHARE) = cell_count(0); }

static void change_formula(Fund *fund)
{
    Cell *cell = budget_cell(fund, BLOCK, MINIMUM);
    Term *terms = ARENA_ARRAY(fund->arena, Term, 2);
    terms[0] = cell->terms[1];
    terms[1] = cell->terms[0];
    cell->terms = terms;
}

static void test_differences_are_found(void)
{
    static const struct {
        void (*change)(Fund *fund);
        const char *why;
    } cases[] = {
        {change_penny, "sheet 'Odd', cell C6: expected £0.02, found 0.01"},
        {change_largest, "cell C11: expected £9,999,999,999.99, found 10000000000"},
        {change_percent, "cell D8: expected 0.99%, found 0.01"},
        {change_count, "cell E11: expected 1000000001, found 1000000000"},
        {change_text, "cell B15: expected 'x', found ' x '"},
        {change_cached, "cell D12: expected =ROUND(B12+C12,2) with £1,204,575.03, found "
                        "=ROUND(B12+C12,2) with 1204575.02"},
        {change_ratio, "cell E9: expected =IF("},
        {change_label, "cell A8: expected 'Beds', found 'Beds, acute'"},
        {change_note, "cell A14: expected '* None.'"},
        {change_title, "cell A1: expected 'Budget', found 'Budget 2022/23'"},
        {change_year, "cell A2:"},
        {change_heading, "cell B5: expected 'NHS', found 'NHS minimum'"},
        {change_name, "sheet 2: expected 'Budgets', found 'Budget & more'"},
        {change_rows, "cell A17: expected nothing, found '£ – ’'"},
        {change_notes, "cell A14: expected nothing"},
        {change_sheets, "expected 3 sheets, found 4"},
        {change_link, "cell B7: expected a link to 'Odd'!A1, found one to ''Budget & more'!A1'"},
        {change_links, "cell B9: expected no link, found one"},
        {change_to_empty, "cell C11: expected nothing, found 0"},
        {change_from_empty, "cell C6: expected 0, found nothing"},
        {change_origin, "cell D12: expected £1,204,575.02, found =ROUND(B12+C12,2) with"},
        {change_to_nil, "cell E11: expected 0, found =IF("},
        {change_formula, "cell B9: expected =ROUND(B8+B7,2)"},
    };
    bool good = true;
    for (size_t i = 0; i < LENGTH(cases); i++) {
        Fund fund = fund_new();
        Str  bytes;
        Str  why;
        bool written = write_fund(&fund, &bytes, &why);
        cases[i].change(&fund);
        bool found = written && !verify_workbook(fund.arena, &fund.workbook, bytes, &why);
        if (!found || !contains(why, cases[i].why)) {
            good = false;
            tap_comment(str_format(fund.arena, "%s: %.*s", cases[i].why, STR_ARG(why)));
        }
        arena_free(fund.arena);
    }
    tap_point(good, "the read-back names the first difference: sheet, cell, expected, found");
}

// What no spreadsheet can hold is not written.

static void name_budget(Fund *fund, const char *name)
{
    fund->sheets[BUDGET].name = str_from(name);
}

static void name_empty(Fund *fund) { name_budget(fund, ""); }
static void name_long(Fund *fund) { name_budget(fund, "32 characters are one too many !"); }
static void name_odd(Fund *fund) { name_budget(fund, "2022/23"); }
static void name_twice(Fund *fund) { name_budget(fund, "CONTENTS"); }
static void no_sheets(Fund *fund) { fund->workbook.count = 0; }

static void amount_huge(Fund *fund)
{
    budget_cell(fund, NIL, IBCF)->money.pence = XLSX_PENCE_MAX + 1;
}

static void text_huge(Fund *fund)
{
    Text text = text_new(fund->arena);
    text_repeat(&text, 'x', 32768);
    fund->tables[ODD]->rows[0].label = text_str(&text);
}

static void test_impossible_is_refused(void)
{
    static const struct {
        void (*change)(Fund *fund);
        const char *why;
    } cases[] = {
        {name_empty, "'' cannot be the name of a sheet"},
        {name_long, "cannot be the name of a sheet"},
        {name_odd, "'2022/23' cannot be the name of a sheet"},
        {name_twice, "'CONTENTS' cannot be the name of a sheet, or is one already"},
        {change_name, "a link leads to 'Budget & more', which is no sheet"},
        {amount_huge, "larger than a spreadsheet holds to the penny"},
        {text_huge, "sheet 'Odd': String exceeds"},
        {no_sheets, "a workbook has 1 to 1000 sheets"},
    };
    bool good = true;
    for (size_t i = 0; i < LENGTH(cases); i++) {
        Fund fund = fund_new();
        Str  bytes;
        Str  why;
        cases[i].change(&fund);
        if (write_fund(&fund, &bytes, &why) || !contains(why, cases[i].why)) {
            good = false;
            tap_comment(str_format(fund.arena, "%s: %.*s", cases[i].why, STR_ARG(why)));
        }
        arena_free(fund.arena);
    }
    tap_point(good, "what no spreadsheet can hold is refused, with the reason");

    Fund fund = fund_new();
    Text out = text_new(fund.arena);
    Str  why;
    fund.workbook.sheets = fund.sheets;
    good = !xlsx_write(fund.arena, &fund.workbook, "/nowhere/at/all", &out, &why);
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
        good = good && !verify_workbook(arena, &fund.workbook, (Str){bytes.data, len}, &why);
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
        refused += !verify_workbook(arena, &fund.workbook, (Str){copy, bytes.len}, &why);
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
        if (!written || !verify_workbook(fund.arena, &fund.workbook, bytes, &why)) continue;
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
    test_impossible_is_refused();
    test_damage_is_found();
    test_full_disk();
    rmdir(folder);
    return tap_end();
}
