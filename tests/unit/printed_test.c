// What a cell says, as people type it and as programs store it: a table of each.
#include "survey/printed.h"

#include "base/text.h"
#include "tap.h"

static Arena *arena;

typedef struct {
    const char *text;
    PrintedKind kind;
    int64_t     pence;  // Of an amount in pounds.
    int64_t     unit;   // Pence that it is printed to.
    bool        mended; // Read with goodwill.
} Typed;

static const Typed typed[] = {
    {"12580268", PRINTED_AMOUNT, 1258026800, 100, false},
    {"12,580,268", PRINTED_AMOUNT, 1258026800, 100, false},
    {" £12,580,268 ", PRINTED_AMOUNT, 1258026800, 100, false},
    {"£ 12,580,268.50", PRINTED_AMOUNT, 1258026850, 1, false},
    {"5.5", PRINTED_AMOUNT, 550, 1, false},
    {"5138.00", PRINTED_AMOUNT, 513800, 1, false},
    {"£24, 371", PRINTED_AMOUNT, 2437100, 100, true},
    {"24 ,371", PRINTED_AMOUNT, 2437100, 100, true},
    {"1 234 567", PRINTED_AMOUNT, 123456700, 100, true},
    {"1\u00A0234", PRINTED_AMOUNT, 123400, 100, true},
    {"(1,234)", PRINTED_AMOUNT, -123400, 100, false},
    {"(£1,234)", PRINTED_AMOUNT, -123400, 100, false},
    {"£(1,234)", PRINTED_AMOUNT, -123400, 100, false},
    {"-1,234", PRINTED_AMOUNT, -123400, 100, false},
    {"-£5", PRINTED_AMOUNT, -500, 100, false},
    {"£-5", PRINTED_AMOUNT, -500, 100, false},
    {"−5", PRINTED_AMOUNT, -500, 100, false},
    {"1,234-", PRINTED_AMOUNT, -123400, 100, true},
    {"1,234CR", PRINTED_AMOUNT, -123400, 100, true},
    {"1,260,000*", PRINTED_AMOUNT, 126000000, 100, true},
    {"1,260,000¹", PRINTED_AMOUNT, 126000000, 100, true},
    {"£2.4m", PRINTED_AMOUNT, 240000000, 10000000, false},
    {"£0.559m", PRINTED_AMOUNT, 55900000, 100000, false},
    {"250k", PRINTED_AMOUNT, 25000000, 100000, false},
    {"2 million", PRINTED_AMOUNT, 200000000, 100000000, false},
    {"0", PRINTED_NIL, 0, 100, false},
    {"0.00", PRINTED_NIL, 0, 1, false},
    {"-", PRINTED_NIL, 0, 0, false},
    {"–", PRINTED_NIL, 0, 0, false},
    {"Nil", PRINTED_NIL, 0, 0, false},
    {"n/a", PRINTED_NIL, 0, 0, false},
    {"", PRINTED_BLANK, 0, 0, false},
    {" \u00A0", PRINTED_BLANK, 0, 0, false},
    {"TBC", PRINTED_UNKNOWN, 0, 0, false},
    {"tbc*", PRINTED_UNKNOWN, 0, 0, false},
    {"5.66%", PRINTED_PERCENT, 0, 0, false},
    {"#REF!", PRINTED_ERROR, 0, 0, false},
    {"########", PRINTED_ERROR, 0, 0, false},
    {"£000", PRINTED_TEXT, 0, 0, false},
    {"007", PRINTED_TEXT, 0, 0, false},
    {"1,23", PRINTED_TEXT, 0, 0, false},
    {"1.234,56", PRINTED_TEXT, 0, 0, false},
    {"12,34,567", PRINTED_TEXT, 0, 0, false},
    {"1e3", PRINTED_TEXT, 0, 0, false},
    {"(5", PRINTED_TEXT, 0, 0, false},
    {"-(5)", PRINTED_TEXT, 0, 0, false},
    {".50", PRINTED_TEXT, 0, 0, false},
    {"12 Apr", PRINTED_TEXT, 0, 0, false},
    {"01/04/2022", PRINTED_DATE, 0, 0, false},
    {"2022-04-01", PRINTED_DATE, 0, 0, false},
    {"1-Apr-22", PRINTED_DATE, 0, 0, false},
    {"see note 3", PRINTED_TEXT, 0, 0, false},
    {"123456789012345678901", PRINTED_TEXT, 0, 0, false},
};

static void test_typed(void)
{
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        const Typed    *want = &typed[i];
        SpreadsheetCell cell = {.kind = SPREADSHEET_TEXT, .text = str_from(want->text)};
        Printed         seen = printed_read(arena, &cell);
        bool            good = seen.kind == want->kind;
        if (good && want->kind == PRINTED_AMOUNT) {
            Sum sum = printed_sum(&seen, 1);
            good = sum.exact.pence == want->pence && sum.printed.pence == want->pence &&
                   sum.unit == want->unit && seen.mended == want->mended;
        }
        tap_point(good, str_format(arena, "'%s' is read as it is meant", want->text).data);
    }
}

typedef struct {
    const char       *stored;
    SpreadsheetFormat format;
    int64_t           pounds; // That the table is in.
    int64_t           exact;
    int64_t           printed;
    int64_t           unit;
    bool              finer;
} Stored;

static const Stored stored[] = {
    {"1258026.8", {0}, 1, 125802680, 125802680, 1, false},
    {"1.258E7", {0}, 1, 1258000000, 1258000000, 100, false},
    {"1.2580268000000001E7", {0}, 1, 1258026800, 1258026800, 1, false},
    {"1234.5600000000001", {0}, 1, 123456, 123456, 1, false},
    {"1234.555", {0}, 1, 123456, 123456, 1, true},
    {"-1234.555", {0}, 1, -123456, -123456, 1, true},
    {"1234.4999", {SHOWN_NUMBER, 0, 0}, 1, 123450, 123500, 100, true},
    {"1234.49", {SHOWN_NUMBER, 0, 0}, 1, 123449, 123400, 100, false},
    {"1234.5", {SHOWN_NUMBER, 0, 0}, 1, 123450, 123500, 100, false},
    {"-1234.5", {SHOWN_NUMBER, 0, 0}, 1, -123450, -123500, 100, false},
    {"1234.5", {SHOWN_NUMBER, 2, 0}, 1, 123450, 123450, 1, false},
    {"1234567", {SHOWN_NUMBER, 0, 1}, 1, 123456700, 123500000, 100000, false},
    {"1234567", {SHOWN_NUMBER, 1, 2}, 1, 123456700, 120000000, 10000000, false},
    {"1234567", {SHOWN_NUMBER, 0, 1}, 1000, 123456700, 123500000, 100000, false},
    {"12.5", {SHOWN_NUMBER, 1, 0}, 1000, 1250000, 1250000, 10000, false},
    {"12.58", {0}, 1000000, 1258000000, 1258000000, 1000000, false},
    {"1E-7", {0}, 1, 0, 0, 1, false},
};

static void test_stored(void)
{
    for (size_t i = 0; i < sizeof stored / sizeof *stored; i++) {
        const Stored   *want = &stored[i];
        SpreadsheetCell cell = {
            .kind = SPREADSHEET_NUMBER, .text = str_from(want->stored), .format = want->format};
        Printed seen = printed_read(arena, &cell);
        Sum     sum = printed_sum(&seen, want->pounds);
        tap_point(seen.kind == PRINTED_AMOUNT && sum.exact.pence == want->exact &&
                      sum.printed.pence == want->printed && sum.unit == want->unit &&
                      sum.finer == want->finer,
                  str_format(arena,
                             "%s shown with %u decimals, in %lld: to the penny, and as shown",
                             want->stored, (unsigned)want->format.decimals, (long long)want->pounds)
                      .data);
    }
}

static void test_the_limit(void)
{
    SpreadsheetCell most = {.kind = SPREADSHEET_TEXT, .text = STR("10,000,000,000")};
    SpreadsheetCell more = {.kind = SPREADSHEET_TEXT, .text = STR("10,000,000,000.01")};
    Printed         at = printed_read(arena, &most);
    Printed         past = printed_read(arena, &more);
    tap_point(!printed_sum(&at, 1).too_big && printed_sum(&past, 1).too_big,
              "£10bn is the most, and a penny more is too much");
    tap_point(printed_sum(&at, 1000000).too_big, "so is £10bn in a table of millions");
}

static void test_other_kinds(void)
{
    SpreadsheetCell unsaved = {.kind = SPREADSHEET_EMPTY, .computed = true};
    SpreadsheetCell date = {
        .kind = SPREADSHEET_NUMBER, .text = STR("44652"), .format = {.kind = SHOWN_DATE}};
    SpreadsheetCell percent = {.kind = SPREADSHEET_NUMBER,
                               .text = STR("0.0566"),
                               .format = {.kind = SHOWN_PERCENT, .decimals = 2}};
    tap_point(printed_read(arena, &unsaved).kind == PRINTED_UNSAVED,
              "a formula without a result is not blank");
    tap_point(printed_read(arena, &date).kind == PRINTED_DATE, "a number shown as a date is one");
    Printed seen = printed_read(arena, &percent);
    tap_point(seen.kind == PRINTED_PERCENT && seen.number.mantissa == 566 &&
                  seen.number.decimals == 2,
              "0.0566 shown as a percentage is 5.66%");
    percent.text = STR("99999999999999999");
    tap_point(printed_read(arena, &percent).kind == PRINTED_TEXT,
              "a percentage of seventeen digits is none");
}

static void test_thousands(void)
{
    SpreadsheetCell cell = {.kind = SPREADSHEET_NUMBER,
                            .text = STR("12580268"),
                            .format = {.kind = SHOWN_NUMBER, .thousands = 1}};
    Printed         shown = printed_read(arena, &cell);
    tap_point(printed_sum(&shown, 1).unit == 100000, "12,580 of 12580268 is shown to £1,000");
    cell.format.thousands = 30;
    shown = printed_read(arena, &cell);
    tap_point(printed_sum(&shown, 1).too_big, "what is divided thirty times shows no amount");
}

int main(void)
{
    arena = arena_new(tap_out_of_memory);
    tap_begin();
    test_typed();
    test_stored();
    test_the_limit();
    test_other_kinds();
    test_thousands();
    arena_free(arena);
    return tap_end();
}
