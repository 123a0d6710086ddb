// What an OpenDocument spreadsheet says of a sheet beside its values: what is hidden, what
// is merged, how numbers are shown.
#include "ods_package.h"

static bool is_run(const SpreadsheetRun *run, uint32_t first, uint32_t last)
{
    return run->first == first && run->last == last;
}

static void test_hidden_runs(void)
{
    static const char content[] = SHEET(
        "<table:table-column/>"
        "<table:table-column table:number-columns-repeated='2' table:visibility='collapse'/>"
        "<table:table-column-group table:display='false'><table:table-column/>"
        "<table:table-column-group><table:table-column/></table:table-column-group>"
        "</table:table-column-group><table:table-column/>"
        "<table:table-column table:number-columns-repeated='16384' table:visibility='filter'/>"
        "<table:table-column table:visibility='filter'/>"
        "<table:table-header-rows><table:table-row table:visibility='filter'/>"
        "</table:table-header-rows><table:table-row table:number-rows-repeated='3'/>"
        "<table:table-row-group table:display='false'><table:table-row/></table:table-row-group>"
        "<table:table-row table:number-rows-repeated='2' table:visibility='collapse'/>"
        "<table:table-row/>"
        "<table:table-row table:number-rows-repeated='1048576' table:visibility='collapse'/>"
        "<table:table-row table:visibility='collapse'/>");
    Arena                  *arena = arena_new(tap_out_of_memory);
    Spreadsheet             book;
    bool                    good = read_content(arena, content, &book);
    const SpreadsheetSheet *sheet = &book.sheets[0];
    tap_point(good && sheet->hidden_column_count == 2 && is_run(&sheet->hidden_columns[0], 1, 4) &&
                  is_run(&sheet->hidden_columns[1], 6, 16383),
              "hidden columns are told, and those of a folded group");
    tap_point(good && sheet->hidden_row_count == 3 && is_run(&sheet->hidden_rows[0], 0, 0) &&
                  is_run(&sheet->hidden_rows[1], 4, 6) &&
                  is_run(&sheet->hidden_rows[2], 8, 1048575),
              "hidden rows are told, and those of a folded group");
    arena_free(arena);
}

static void test_merged(void)
{
    static const char content[] = SHEET(
        "<table:table-row><table:table-cell/><table:table-cell table:number-columns-spanned='3'"
        " table:number-rows-spanned='2'/><table:covered-table-cell/></table:table-row>"
        "<table:table-row/><table:table-row table:number-rows-repeated='2'>"
        "<table:table-cell table:number-columns-spanned='2'/></table:table-row>"
        "<table:table-row table:number-rows-repeated='1048572'/>"
        "<table:table-row><table:table-cell table:number-columns-spanned='99999'"
        " table:number-rows-spanned='99'/></table:table-row>");
    static const SpreadsheetArea expected[] = {{0, 1, 1, 3}, {2, 0, 2, 1}, {3, 0, 3, 1}};
    Arena                       *arena = arena_new(tap_out_of_memory);
    Spreadsheet                  book;
    bool                         good = read_content(arena, content, &book);
    const SpreadsheetSheet      *sheet = &book.sheets[0];
    good = good && sheet->merged_count == LENGTH(expected);
    for (size_t i = 0; good && i < LENGTH(expected); i++) {
        const SpreadsheetArea *area = &sheet->merged[i];
        good = area->first_row == expected[i].first_row && area->last_row == expected[i].last_row &&
               area->first_column == expected[i].first_column &&
               area->last_column == expected[i].last_column;
    }
    tap_point(good, "merged cells are told, those of repeated rows too, and none beyond the sheet");
    arena_free(arena);
}

static void test_formats(void)
{
    static const char content[] = SHEET(
        ROW("<table:table-cell office:value-type='float' office:value='1234.5'>"
            "<text:p>1,234.50</text:p></table:table-cell>"
            "<table:table-cell office:value-type='currency' office:value='12580268'>"
            "<text:p>£12,580</text:p></table:table-cell>"
            "<table:table-cell office:value-type='float' office:value='600'><text:p>600</text:p>"
            "</table:table-cell>"
            "<table:table-cell office:value-type='float' office:value='0'><text:p>-</text:p>"
            "</table:table-cell>"
            "<table:table-cell office:value-type='percentage' office:value='0.0566'>"
            "<text:p>5.7%</text:p></table:table-cell>"
            "<table:table-cell office:value-type='percentage' office:value='0.0566'/>"
            "<table:table-cell office:value-type='date' office:date-value='2022-05-24'/>"
            "<table:table-cell office:value-type='time' office:time-value='PT1H'/>"
            "<table:table-cell office:value-type='string'><text:p>1.50</text:p></table:table-cell>"
            "<table:table-cell table:formula='of:=1/0' office:value-type='float' office:value='0'"
            " calcext:value-type='error'><text:p>#DIV/0!</text:p></table:table-cell>"));
    static const SpreadsheetFormat expected[] = {
        {SHOWN_NUMBER, 2, 0},  {SHOWN_NUMBER, 0, 1},  {SHOWN_GENERAL, 0, 0}, {SHOWN_GENERAL, 0, 0},
        {SHOWN_PERCENT, 1, 0}, {SHOWN_PERCENT, 2, 0}, {SHOWN_DATE, 0, 0},    {SHOWN_DATE, 0, 0},
        {SHOWN_GENERAL, 0, 0}, {SHOWN_GENERAL, 0, 0},
    };
    Arena      *arena = arena_new(tap_out_of_memory);
    Spreadsheet book;
    bool        good =
        read_content(arena, content, &book) && book.sheets[0].cell_count == LENGTH(expected);
    for (size_t i = 0; good && i < LENGTH(expected); i++) {
        SpreadsheetFormat format = book.sheets[0].cells[i].format;
        good = format.kind == expected[i].kind && format.decimals == expected[i].decimals &&
               format.thousands == expected[i].thousands;
        if (!good) tap_comment(book.sheets[0].cells[i].text);
    }
    tap_point(good, "a number has the format of the text that shows it");
    arena_free(arena);
}

int main(void)
{
    tap_begin();
    test_hidden_runs();
    test_merged();
    test_formats();
    return tap_end();
}
