// How a cell shows its number tells how far a published figure was rounded.
#include "parse/xlsx_style.h"
#include "tap.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static bool is_format(SpreadsheetFormat a, SpreadsheetFormat b)
{
    return a.kind == b.kind && a.decimals == b.decimals && a.thousands == b.thousands;
}

static void test_codes(void)
{
    static const struct {
        const char       *code;
        SpreadsheetFormat format;
    } cases[] = {
        {"", {SHOWN_GENERAL, 0, 0}},
        {"General", {SHOWN_GENERAL, 0, 0}},
        {"@", {SHOWN_GENERAL, 0, 0}},
        {";;;", {SHOWN_GENERAL, 0, 0}},
        {"\"-\"", {SHOWN_GENERAL, 0, 0}},
        {"0", {SHOWN_NUMBER, 0, 0}},
        {"#,##0", {SHOWN_NUMBER, 0, 0}},
        {"#,##0.00", {SHOWN_NUMBER, 2, 0}},
        {"#,##0.0##;-0", {SHOWN_NUMBER, 3, 0}},
        {"0;[Red]-0.00%", {SHOWN_NUMBER, 0, 0}},
        {"#,##0,", {SHOWN_NUMBER, 0, 1}},
        {"#,##0,;(#,##0,)", {SHOWN_NUMBER, 0, 1}},
        {"0.0,,", {SHOWN_NUMBER, 1, 2}},
        {"#,##0,.00", {SHOWN_NUMBER, 2, 1}},
        {"#,##0,\"k\"", {SHOWN_NUMBER, 0, 1}},
        {"#,##0\",\"", {SHOWN_NUMBER, 0, 0}},
        {"#,##0 ,", {SHOWN_NUMBER, 0, 0}},
        {"\"dd/mm/yy \"0", {SHOWN_NUMBER, 0, 0}},
        {"0\\d", {SHOWN_NUMBER, 0, 0}},
        {"0_d", {SHOWN_NUMBER, 0, 0}},
        {"*d0", {SHOWN_NUMBER, 0, 0}},
        {"0\".00\"", {SHOWN_NUMBER, 0, 0}},
        {"[$£-809]#,##0.00;[Red]-[$£-809]#,##0.00", {SHOWN_NUMBER, 2, 0}},
        {"[Red][<1000]0.0", {SHOWN_NUMBER, 1, 0}},
        {"_-£* #,##0.00_-;-£* #,##0.00_-;_-£* \"-\"??_-;_-@_-", {SHOWN_NUMBER, 2, 0}},
        {"0%", {SHOWN_PERCENT, 0, 0}},
        {"0.00%", {SHOWN_PERCENT, 2, 0}},
        {"0.0\"%\"", {SHOWN_NUMBER, 1, 0}},
        {"0\\%", {SHOWN_NUMBER, 0, 0}},
        {"dd/mm/yyyy", {SHOWN_DATE, 0, 0}},
        {"[$-809]D MMMM YYYY;@", {SHOWN_DATE, 0, 0}},
        {"h:mm AM/PM", {SHOWN_DATE, 0, 0}},
        {"[hh]:00", {SHOWN_DATE, 0, 0}},
        {"[mm]", {SHOWN_DATE, 0, 0}},
        {"mmss.0", {SHOWN_DATE, 0, 0}},
        {"0.00E+00", {SHOWN_GENERAL, 0, 0}},
        {"# ?/?", {SHOWN_GENERAL, 0, 0}},
        {"\"unclosed 0", {SHOWN_GENERAL, 0, 0}},
        {"[unclosed 0", {SHOWN_GENERAL, 0, 0}},
        {"[", {SHOWN_GENERAL, 0, 0}},
        {"0\\", {SHOWN_NUMBER, 0, 0}},
        {"0.0000000000000000000000000000000000000000", {SHOWN_NUMBER, 30, 0}},
    };
    bool good = true;
    for (size_t i = 0; i < LENGTH(cases); i++) {
        if (is_format(xlsx_format(str_from(cases[i].code)), cases[i].format)) continue;
        good = false;
        tap_comment(str_from(cases[i].code));
    }
    tap_point(good, "a code says what a number looks like, whatever else is in it");
}

static void test_shown(void)
{
    static const struct {
        const char       *stored;
        const char       *shown;
        bool              percent;
        SpreadsheetFormat format;
    } cases[] = {
        {"1234.5", "£1,234.50", false, {SHOWN_NUMBER, 2, 0}},
        {"-1234.5", "(1,235)", false, {SHOWN_NUMBER, 0, 0}},
        {"-1234.5", "-1,234", false, {SHOWN_NUMBER, 0, 0}},
        {"12580268", "12,580", false, {SHOWN_NUMBER, 0, 1}},
        {"12580268", "£12.6m", false, {SHOWN_NUMBER, 1, 2}},
        {"1234567", "1.234.567", false, {SHOWN_NUMBER, 0, 0}},
        {"1234.5", "1.234,50", false, {SHOWN_NUMBER, 2, 0}},
        {"0", "0.00", false, {SHOWN_NUMBER, 2, 0}},
        {"0", "-", false, {SHOWN_GENERAL, 0, 0}},
        {"0", "", false, {SHOWN_GENERAL, 0, 0}},
        {"5", "###", false, {SHOWN_GENERAL, 0, 0}},
        {"5", "6", false, {SHOWN_GENERAL, 0, 0}},
        {"1.2", "1.2.3", false, {SHOWN_GENERAL, 0, 0}},
        {"12", "1.2E+01", false, {SHOWN_GENERAL, 0, 0}},
        {"0.0566", "5.66%", true, {SHOWN_PERCENT, 2, 0}},
        {"0.0566", "6%", true, {SHOWN_PERCENT, 0, 0}},
        {"inf", "1", false, {SHOWN_GENERAL, 0, 0}},
        {"nan", "1", false, {SHOWN_GENERAL, 0, 0}},
        {"1e999", "1", false, {SHOWN_GENERAL, 0, 0}},
        {"1", "0000000000000000000000000000000000000000000000001", false, {SHOWN_GENERAL, 0, 0}},
    };
    bool good = true;
    for (size_t i = 0; i < LENGTH(cases); i++) {
        SpreadsheetFormat format = {0};
        bool is_shown = spreadsheet_shown(str_from(cases[i].stored), str_from(cases[i].shown),
                                          cases[i].percent, &format);
        if (is_format(format, cases[i].format) && is_shown == (format.kind != SHOWN_GENERAL)) {
            continue;
        }
        good = false;
        tap_comment(str_from(cases[i].shown));
    }
    tap_point(good, "the text that shows a number says its decimals, or that it does not show it");
}

int main(void)
{
    tap_begin();
    test_codes();
    test_shown();
    return tap_end();
}
