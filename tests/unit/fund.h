// A small fund as the tables of a workbook: a contents, a budget with a block, odd
// texts and values at their limits, and the journal that the budget adds up.
#pragma once
#include <string.h>

#include "parse/spreadsheet.h"
#include "tap.h"
#include "write/xlsx.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

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
    *selector = (Selector){.ledger = fund->ledger,
                           .entry = ENTRY_ALLOCATION,
                           .account = ACCOUNT_SCHEME,
                           .line = line,
                           .scheme = scheme};
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
        paid.credit = (Account){ACCOUNT_FUNDER, allocations[i].line ? &council : &icb, NULL, NULL};
        ledger_post(fund->ledger, &paid);
        Entry given = {.kind = ENTRY_ALLOCATION, .line = line, .amount = amount};
        given.debit = (Account){ACCOUNT_SCHEME, NULL, &schemes[allocations[i].scheme], NULL};
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
        {"Entry", CELL_COUNT},  {"Kind", CELL_TEXT},      {"Date", CELL_DATE},
        {"Account", CELL_TEXT}, {"Partner", CELL_TEXT},   {"Line", CELL_TEXT},
        {"Scheme", CELL_TEXT},  {"Amount", CELL_MONEY},   {"Source", CELL_TEXT},
        {"Note", CELL_TEXT},    {"Counts in", CELL_TEXT},
    };
    Table *table = table_new(fund->arena, "journal", JOURNAL_COLUMN_COUNT, fund->ledger->count);
    table->title = STR("Journal 2022/23");
    table->heading = STR("Posting");
    table->ledger = fund->ledger;
    table->lists_postings = true;
    for (size_t i = 0; i < JOURNAL_COLUMN_COUNT; i++) {
        table->columns[i] = (Column){STR("x"), str_from(columns[i].label), columns[i].type, {0}};
    }
    for (size_t i = 0; i < fund->ledger->count; i++) {
        const Posting *posting = fund->ledger->postings[i];
        Str            number = str_format(fund->arena, "%zu", posting->number);
        Cell          *cells = table_row(fund->arena, table, STYLE_BODY, number, number)->cells;
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
    Term  across[] = {{row, MINIMUM, 1, NULL}, {row, IBCF, 1, NULL}};
    Term *ratio = ARENA_ARRAY(fund->arena, Term, 2);
    cells[WHOLE] = sum_of(fund, table, 2, across);
    ratio[0] = (Term){row, IBCF, 1, NULL};
    ratio[1] = (Term){row, WHOLE, 1, NULL};
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
    static const Column columns[] = {{{"nhs", 3}, {"NHS minimum", 11}, CELL_MONEY, {0}},
                                     {{"ibcf", 4}, {"iBCF", 4}, CELL_MONEY, {0}},
                                     {{"whole", 5}, {"Total", 5}, CELL_MONEY, {0}},
                                     {{"share", 5}, {"iBCF share", 10}, CELL_PERCENT, {0}}};
    Table              *table = table_new(fund->arena, "budget", BUDGET_COLUMNS, BUDGET_ROWS);
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
        Term block[] = {{REABLEMENT, i, 1, NULL}, {BEDS, i, 1, NULL}};
        Term total[] = {{BLOCK, i, 1, NULL}, {MAY, i, 1, NULL}, {NIL, i, 1, NULL}};
        table->rows[BLOCK].cells[i] = sum_of(fund, table, 2, block);
        table->rows[NIL].cells[i] = cell_money((Money){0});
        table->rows[TOTAL].cells[i] = sum_of(fund, table, 3, total);
    }
    finish_row(fund, table, BLOCK);
    finish_row(fund, table, NIL);
    finish_row(fund, table, TOTAL);
    table->rows[TOTAL].cells[IBCF].marked = true;
    table_note(fund->arena, table, TOTAL, "The paper prints another total, £1 more.");
    return table;
}

// Texts that look like something else, values at their limits.
static Table *odd_table(Fund *fund)
{
    static const char *const texts[] = {"=1+1",   "+1",   "-",    "@here", "\tx",  "_x0041_",
                                        "<&>'\"", "1234", "true", " x ",   "a\nb", "£ – ’"};
    static const int64_t     pence[] = {
            1,  -1, 100, -100, 99, 1000000000000, -999999999999, XLSX_PENCE_MAX, -XLSX_PENCE_MAX,
            29, 57, 115};
    Table *table = table_new(fund->arena, "odd", 4, LENGTH(texts));
    table->title = STR("=Odd");
    table->columns[0] = (Column){STR("text"), STR("Text"), CELL_TEXT, {0}};
    table->columns[1] = (Column){STR("money"), STR("Money"), CELL_MONEY, {0}};
    table->columns[2] = (Column){STR("percent"), STR("Per cent"), CELL_PERCENT, {0}};
    table->columns[3] = (Column){STR("count"), STR("Count"), CELL_COUNT, {0}};
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
    table->columns[0] = (Column){STR("sheet"), STR(""), CELL_TEXT, {0}};
    for (size_t i = 0; i < SHEET_COUNT; i++) {
        TableRow *row = table_row(fund->arena, table, STYLE_BODY, STR("x"), STR("Sheet"));
        row->cells[0] = cell_text(fund->sheets[i].name);
    }
    return table;
}

// Each row leads to the top of its sheet.
static void link_contents(Fund *fund)
{
    for (size_t i = 0; i < SHEET_COUNT; i++) {
        fund->tables[CONTENTS]->rows[i].cells[0].link = (Link){fund->tables[i], LINK_TOP, 0};
    }
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
    link_contents(&fund);
    fund.workbook = (Workbook){.count = SHEET_COUNT, .title = STR("Northshire")};
    return fund;
}
