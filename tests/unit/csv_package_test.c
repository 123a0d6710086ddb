// A package for programs holds every figure once, plain, and says what it is.
#include <string.h>

#include "parse/unzip.h"
#include "tap.h"
#include "write/csv_package.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

enum { CONTENTS, COVER, BUDGET, AGAIN, SHEET_COUNT };

typedef struct {
    Arena   *arena;
    Sheet    sheets[SHEET_COUNT];
    Workbook workbook;
} Fund;

static Table *cover_table(Arena *arena)
{
    static const ColumnSpec columns[] = {{"says", "What it says", CELL_TEXT}};
    Table                  *table = table_of(arena, "cover", columns, 1, 2);
    table->title = STR("Better Care Fund");
    table->heading = STR("Fact");
    table_row(arena, table, STYLE_BODY, STR("a"), STR("Board"))->cells[0] =
        cell_text(STR("Northshire, \"the\" board"));
    table_row(arena, table, STYLE_BODY, STR("b"), STR("=1+1"))->cells[0] = cell_text(STR("a\nb"));
    return table;
}

static Table *budget_table(Arena *arena)
{
    static const ColumnSpec columns[] = {{"nhs-minimum", "NHS minimum (\xC2\xA3)", CELL_MONEY},
                                         {"NHS minimum", "Again", CELL_MONEY},
                                         {"share", "Share", CELL_PERCENT},
                                         {"people", "People", CELL_COUNT},
                                         {"on", "Date", CELL_DATE}};
    Table                  *table = table_of(arena, "budget", columns, LENGTH(columns), 3);
    table->title = STR("Budget 2022/23");
    table->board = STR("Northshire");
    table->year = STR("2022/23");
    table->about = STR("What each scheme may spend.");
    table->sources = STR("From a paper.");
    table->heading = STR("Scheme");
    Cell *cells = table_row(arena, table, STYLE_BODY, STR("a"), STR("Reablement"))->cells;
    cells[0] = cell_money((Money){123450});
    cells[1] = cell_money((Money){-5});
    cells[2] = (Cell){.type = CELL_PERCENT, .percent = {-566}};
    cells[3] = cell_count(1234567);
    cells[4] = (Cell){.type = CELL_DATE, .text = STR("2022-05")};
    cells = table_row(arena, table, STYLE_BODY, STR("b"), STR("Nothing yet"))->cells;
    cells[0] = cell_money((Money){0});
    cells[1] = cell_text(STR("[x]"));
    cells[2] = cell_text(STR("[z]"));
    cells = table_row(arena, table, STYLE_TOTAL, STR("total"), STR("TOTAL"))->cells;
    cells[0] = cell_money((Money){123450});
    table_note(arena, table, NOTE_OF_TABLE, "A note.");
    return table;
}

static Fund fund_new(void)
{
    static const ColumnSpec columns[] = {{"sheet", "Sheet", CELL_TEXT}};
    Arena                  *arena = arena_new(tap_out_of_memory);
    Fund                    fund = {.arena = arena};
    fund.sheets[CONTENTS] = (Sheet){STR("Contents"), table_of(arena, "contents", columns, 1, 1)};
    fund.sheets[COVER] = (Sheet){STR("Cover"), cover_table(arena)};
    fund.sheets[BUDGET] = (Sheet){STR("Budget & 2022-23"), budget_table(arena)};
    fund.sheets[AGAIN] = (Sheet){STR("Budget 2022-23"), cover_table(arena)};
    fund.workbook = (Workbook){.profile = PROFILE_PUBLICATION, .count = SHEET_COUNT};
    return fund;
}

static bool write_fund(Fund *fund, Str *bytes)
{
    Text out = text_new(fund->arena);
    Str  why = STR("");
    fund->workbook.sheets = fund->sheets;
    bool good = csv_package_write(fund->arena, &fund->workbook, &out, &why);
    if (!good) tap_comment(why);
    *bytes = text_str(&out);
    return good;
}

static bool collect(void *into, Str piece)
{
    text_add(into, piece);
    return true;
}

static bool holds(Arena *arena, Unzip *unzip, size_t index, const char *name, const char *text)
{
    Text out = text_new(arena);
    bool good = index < unzip->entry_count && str_is(unzip->entries[index].name, name) &&
                unzip_read(unzip, &unzip->entries[index], collect, &out);
    if (good && str_is(text_str(&out), text)) return true;
    tap_comment(text_str(&out));
    return false;
}

static void test_files(void)
{
    Fund  fund = fund_new();
    Unzip unzip = {0};
    Str   bytes;
    bool  good = write_fund(&fund, &bytes) && unzip_open(&unzip, fund.arena, bytes);
    tap_point(good && unzip.entry_count == SHEET_COUNT,
              "there is a file a sheet, but for the list of them, and a dictionary");
    tap_point(good && holds(fund.arena, &unzip, 1, "cover.csv",
                            "fact,says\r\n"
                            "Board,\"Northshire, \"\"the\"\" board\"\r\n"
                            "\"'=1+1\",\"a\nb\"\r\n"),
              "texts are quoted where they must be, and none is a formula");
    tap_point(
        good && holds(fund.arena, &unzip, 2, "budget-2022-23.csv",
                      "board,year,id,scheme,nhs_minimum,nhs_minimum_2,share,people,on,row_type\r\n"
                      "Northshire,2022/23,a,Reablement,1234.50,-0.05,-5.66,1234567,2022-05,row\r\n"
                      "Northshire,2022/23,b,Nothing yet,0.00,,,,,row\r\n"
                      "Northshire,2022/23,total,TOTAL,1234.50,,,,,total\r\n"),
        "figures are plain, what is not stated is empty, headings are ids");
    tap_point(good && str_is(unzip.entries[3].name, "budget-2022-23-2.csv"),
              "no two files have one name");
    unzip_close(&unzip);
    arena_free(fund.arena);
}

#define WORDS "Words, as they stand on the sheet."
#define MONEY                                                                                      \
    "money,GBP,\"Pounds, with two decimals and no commas; empty where nothing is stated.\""

static void test_dictionary(void)
{
    Fund  fund = fund_new();
    Unzip unzip = {0};
    Str   bytes;
    fund.workbook.count = AGAIN;
    bool good = write_fund(&fund, &bytes) && unzip_open(&unzip, fund.arena, bytes);
    good =
        good &&
        holds(fund.arena, &unzip, 0, "data-dictionary.csv",
              "file,column,title,type,unit,description\r\n"
              "data-dictionary.csv,,Data dictionary,table,,"
              "What every file and column of this package holds.\r\n"
              "data-dictionary.csv,file,File,text,,A file of this package.\r\n"
              "data-dictionary.csv,column,Column,text,,"
              "The heading of one of its columns; empty for the file as a whole.\r\n"
              "data-dictionary.csv,title,Title,text,,What the sheet calls it.\r\n"
              "data-dictionary.csv,type,Type,text,,"
              "\"table for a file; else text, money, percent, integer or date.\"\r\n"
              "data-dictionary.csv,unit,Unit,text,,Of its figures.\r\n"
              "data-dictionary.csv,description,Description,text,,What it holds.\r\n"
              "cover.csv,,Better Care Fund,table,,\r\n"
              "cover.csv,fact,Fact,text,,\"" WORDS "\"\r\n"
              "cover.csv,says,What it says,text,,\"" WORDS "\"\r\n"
              "budget-2022-23.csv,,Budget 2022/23,table,,"
              "\"Northshire \xC2\xB7 2022/23 \xC2\xB7 \xC2\xA3\nWhat each scheme may spend.\n"
              "From a paper.\nA note.\"\r\n"
              "budget-2022-23.csv,board,Board,text,,The Health and Wellbeing Board.\r\n"
              "budget-2022-23.csv,year,Year,text,,\"The financial year, April to March.\"\r\n"
              "budget-2022-23.csv,id,Id,text,,\"Of the row: the same in every table and year where "
              "it is the same scheme, block or line.\"\r\n"
              "budget-2022-23.csv,scheme,Scheme,text,,\"" WORDS "\"\r\n"
              "budget-2022-23.csv,nhs_minimum,NHS minimum (\xC2\xA3)," MONEY "\r\n"
              "budget-2022-23.csv,nhs_minimum_2,Again," MONEY "\r\n"
              "budget-2022-23.csv,share,Share,percent,per cent,"
              "With two decimals: 5.66 is 5.66%; empty where nothing is stated.\r\n"
              "budget-2022-23.csv,people,People,integer,,"
              "A whole number; empty where nothing is stated.\r\n"
              "budget-2022-23.csv,on,Date,date,,A day or a month; empty where none is stated.\r\n"
              "budget-2022-23.csv,row_type,Row type,text,,\"row, heading, subtotal or total: "
              "only the rows add up without counting twice.\"\r\n");
    tap_point(good, "the dictionary says what every file and column is");
    unzip_close(&unzip);
    arena_free(fund.arena);
}

static void test_same_bytes(void)
{
    Fund one = fund_new();
    Fund other = fund_new();
    Str  bytes;
    Str  again;
    Str  why;
    bool good = write_fund(&one, &bytes);
    setenv("TZ", "XYZ-11", 1);
    good = good && write_fund(&other, &again) && str_equal(bytes, again);
    tap_point(good, "the same tables give the same bytes, wherever the clock stands");
    Text out = text_new(one.arena);
    one.workbook.count = 1;
    good = !csv_package_write(one.arena, &one.workbook, &out, &why);
    tap_point(good && str_is(why, "there is no table to write"), "an empty package is refused");
    arena_free(other.arena);
    arena_free(one.arena);
}

int main(void)
{
    tap_begin();
    test_files();
    test_dictionary();
    test_same_bytes();
    return tap_end();
}
