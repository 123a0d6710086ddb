#include "survey/printed.h"

#include <string.h>

#include "base/text.h"
#include "base/utf8.h"

#define DIGITS_MAX 17 // A mantissa of so many digits fits, whatever is done to it.

__extension__ typedef __int128 Wide;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// The blanks that people's tables have: a space, a tab, a new line, and the ones
// that only look like it (no-break, thin, figure, narrow and zero-width).
static size_t blank_len(Str text, size_t at)
{
    static const char *const blanks[] = {" ",      "\t",     "\n",     "\r",
                                         "\u00A0", "\u2009", "\u2007", "\u202F",
                                         "\u200B", "\u2002", "\u2003", "\uFEFF"};
    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
        if (str_starts(str_from_to(text, at, text.len), blanks[i])) return strlen(blanks[i]);
    }
    return 0;
}

Str printed_line(Arena *arena, Str text)
{
    Text line = text_new(arena);
    bool wanted = false; // A blank, should more follow.
    for (size_t at = 0; at < text.len;) {
        uint32_t character = 0;
        size_t   blank = blank_len(text, at);
        size_t   len = blank ? blank : utf8_decode(text, at, &character);
        bool     strange = !blank && (len == 0 || character < 0x20 || utf8_danger(character));
        if (blank || strange) {
            wanted = true;
        } else {
            if (wanted && line.len) text_add_char(&line, ' ');
            wanted = false;
            text_add(&line, str_from_to(text, at, at + len));
        }
        at += len ? len : 1;
    }
    return text_str(&line);
}

// The length of a footnote's mark that ends the text, or 0: "*", "†", "¹".
static size_t mark_len(Str text)
{
    static const char *const marks[] = {"*", "†", "‡", "§", "¶", "^", "¹", "²",
                                        "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "⁰"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (str_ends(text, marks[i])) return strlen(marks[i]);
    }
    return 0;
}

static size_t mark_len_at_start(Str text)
{
    if (str_starts(text, "*") || str_starts(text, "^")) return 1;
    if (str_starts(text, "†") || str_starts(text, "‡")) return strlen("†");
    return 0;
}

Str printed_without_marks(Arena *arena, Str text)
{
    Str line = printed_line(arena, text);
    while (mark_len(line)) line.len -= mark_len(line);
    while (mark_len_at_start(line)) {
        line = str_from_to(line, mark_len_at_start(line), line.len);
    }
    return printed_line(arena, line);
}

static bool is_one_of(Str text, const char *const *words)
{
    for (; *words; words++) {
        if (str_equal_any_case(text, str_from(*words))) return true;
    }
    return false;
}

// A number on its way: its text without what surrounds it.
typedef struct {
    Str  rest;
    bool minus;
    bool mended;
    bool percent;
    int  exponent; // Of ten: 3 for "k", 6 for "m".
} Number;

static bool take_start(Number *number, const char *prefix)
{
    if (!str_starts(number->rest, prefix)) return false;
    number->rest = str_from_to(number->rest, strlen(prefix), number->rest.len);
    return true;
}

static bool take_end(Number *number, const char *suffix)
{
    if (!str_ends(number->rest, suffix)) return false;
    number->rest.len -= strlen(suffix);
    return true;
}

static void trim(Number *number)
{
    while (number->rest.len && number->rest.data[0] == ' ') take_start(number, " ");
    while (take_end(number, " ")) continue;
}

static bool take_minus(Number *number)
{
    return take_start(number, "-") || take_start(number, "−") || take_start(number, "–");
}

// Words of scale after the digits. Only after digits, so "m" alone is none.
static void take_scale(Number *number)
{
    static const struct {
        const char *word;
        int         exponent;
    } words[] = {{"million", 6}, {"mn", 6}, {"m", 6}, {"M", 6}, {"k", 3}, {"K", 3}, {"bn", 9}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        Number tried = *number;
        if (!take_end(&tried, words[i].word)) continue;
        trim(&tried);
        if (tried.rest.len == 0 || !is_digit(tried.rest.data[tried.rest.len - 1])) return;
        tried.exponent = words[i].exponent;
        *number = tried;
        return;
    }
}

// Takes off whatever is round the digits. False for what no number has.
static bool strip(Number *number)
{
    while (mark_len(number->rest)) {
        number->rest.len -= mark_len(number->rest);
        number->mended = true;
    }
    trim(number);
    if (take_start(number, "£")) trim(number);
    if (take_start(number, "(")) {
        if (!take_end(number, ")")) return false;
        number->minus = true;
        trim(number);
    }
    if (take_start(number, "£")) trim(number);
    if (take_minus(number)) {
        if (number->minus) return false; // Brackets and a minus: which is meant?
        number->minus = true;
    }
    trim(number);
    if (take_start(number, "£")) trim(number);
    if (take_end(number, "%")) number->percent = true;
    trim(number);
    if (!number->minus && number->rest.len > 1 && take_end(number, "-")) {
        number->minus = true;
        number->mended = true;
    }
    if (!number->minus && take_end(number, "CR")) number->minus = number->mended = true;
    else if (take_end(number, "DR")) number->mended = true;
    trim(number);
    take_scale(number);
    return number->rest.len > 0;
}

// Commas and blanks only in threes; a blank beside a comma is a slip that is put
// right. At most one point. False for anything else.
static bool read_digits(Number *number, Decimal *out)
{
    Str    text = number->rest;
    size_t group = 0;
    size_t digits = 0;
    bool   parted = false;
    bool   point = false;
    // "£000" is a unit, "007" a reference.
    if (text.len > 1 && text.data[0] == '0' && is_digit(text.data[1])) return false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        if (is_digit(c)) {
            if (++digits > DIGITS_MAX && !point) return false;
            if (digits > DIGITS_MAX) continue; // Past what anybody prints.
            out->mantissa = out->mantissa * 10 + (c - '0');
            if (point) out->decimals++;
            group++;
        } else if ((c == ',' || c == ' ') && !point) {
            bool beside = i > 0 && (text.data[i - 1] == ',' || text.data[i - 1] == ' ');
            if (c == ' ') number->mended = true;
            if (beside) continue;
            if (parted ? group != 3 : group < 1 || group > 3) return false;
            parted = true;
            group = 0;
        } else if (c == '.' && !point && digits > 0) {
            if (parted && group != 3) return false;
            point = true;
        } else {
            return false;
        }
    }
    return digits > 0 && (point || !parted || group == 3);
}

static void scale_up(Decimal *number, int exponent)
{
    for (int i = 0; i < exponent; i++) {
        if (number->decimals > 0) number->decimals--;
        else number->mantissa *= 10; // Few digits stand before an "m".
    }
}

// What a percentage is scaled up to would not fit; nobody has one of so many digits.
static bool is_past_scaling(Decimal number)
{
    return number.mantissa > INT64_MAX / 100 || number.mantissa < -(INT64_MAX / 100);
}

static Printed of_kind(PrintedKind kind, Str text)
{
    return (Printed){.kind = kind, .text = text, .shown = -1};
}

static size_t digits_at(Str text, size_t at)
{
    size_t count = 0;
    while (at + count < text.len && is_digit(text.data[at + count])) count++;
    return count;
}

// "01/04/2022", "2022-04-01", "1-Apr-22": what spreadsheets show of a date.
static bool is_date(Str text)
{
    static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                         "jul", "aug", "sep", "oct", "nov", "dec"};
    size_t                   first = digits_at(text, 0);
    if (first == 0 || first >= text.len) return false;
    char   sign = text.data[first];
    size_t at = first + 1;
    size_t middle = digits_at(text, at);
    if (sign != '/' && sign != '-' && sign != '.') return false;
    for (size_t i = 0; middle == 0 && at + 3 <= text.len && i < 12; i++) {
        Str word = str_from_to(text, at, at + 3);
        if (str_equal_any_case(word, str_from(months[i]))) middle = 3;
    }
    at += middle;
    if (middle == 0 || at >= text.len || text.data[at] != sign) return false;
    size_t last = digits_at(text, at + 1);
    return (last == 2 || last == 4) && (first <= 2 || first == 4) && at + 1 + last == text.len &&
           middle <= 3;
}

static Printed read_text(Arena *arena, Str raw)
{
    static const char *const nils[] = {
        "-", "–", "—", "--", "nil", "none", "£-", "£ -", "−", "n/a", "na", "not applicable", NULL};
    static const char *const errors[] = {"#REF!",  "#N/A",  "#DIV/0!", "#VALUE!",
                                         "#NAME?", "#NUM!", "#NULL!",  NULL};
    static const char *const unknown[] = {"tbc", "tba",          "tbd",       "to be confirmed",
                                          "?",   "to be agreed", "not known", NULL};
    Str                      line = printed_line(arena, raw);
    Printed                  printed = of_kind(PRINTED_TEXT, line);
    Str                      bare = printed_without_marks(arena, line);
    Number                   number = {.rest = line};
    if (line.len == 0) return of_kind(PRINTED_BLANK, line);
    if (is_one_of(line, errors) || str_starts(line, "###")) return of_kind(PRINTED_ERROR, line);
    if (is_one_of(bare, nils)) return of_kind(PRINTED_NIL, line);
    if (is_one_of(bare, unknown)) return of_kind(PRINTED_UNKNOWN, line);
    if (is_date(line)) return of_kind(PRINTED_DATE, line);
    if (!strip(&number) || !read_digits(&number, &printed.number)) {
        printed.number = (Decimal){0};
        return printed;
    }
    if (number.exponent && printed.number.mantissa > INT64_C(100000000)) {
        printed.number = (Decimal){0};
        return printed;
    }
    printed.kind = number.percent ? PRINTED_PERCENT : PRINTED_AMOUNT;
    printed.mended = number.mended;
    printed.scaled = number.exponent > 0;
    if (number.exponent) {
        printed.shown = printed.number.decimals - number.exponent; // Negative: thousands.
        scale_up(&printed.number, number.exponent);
    }
    if (number.minus) printed.number.mantissa = -printed.number.mantissa;
    if (printed.number.mantissa == 0 && printed.kind == PRINTED_AMOUNT) printed.kind = PRINTED_NIL;
    return printed;
}

// Digits, a point, more, and perhaps an exponent: what programs store. More digits
// than a double tells apart are noise and are dropped.
static bool read_stored(Str text, Decimal *out)
{
    size_t at = 0;
    int    exponent = 0;
    int    dropped = 0;
    bool   minus = text.len > 0 && text.data[0] == '-';
    bool   point = false;
    if (minus) at++;
    *out = (Decimal){0};
    for (; at < text.len && (is_digit(text.data[at]) || (text.data[at] == '.' && !point)); at++) {
        if (text.data[at] == '.') {
            point = true;
        } else if (out->mantissa < INT64_C(100000000000000000) / 10) {
            out->mantissa = out->mantissa * 10 + (text.data[at] - '0');
            if (point) out->decimals++;
        } else if (!point) {
            dropped++;
        }
    }
    if (at < text.len && (text.data[at] == 'E' || text.data[at] == 'e')) {
        bool   down = ++at < text.len && text.data[at] == '-';
        size_t start = at += at < text.len && (down || text.data[at] == '+');
        for (; at < text.len && is_digit(text.data[at]) && exponent < 1000; at++) {
            exponent = exponent * 10 + (text.data[at] - '0');
        }
        if (at == start) return false;
        if (down) exponent = -exponent;
    }
    out->decimals -= exponent + dropped;
    for (; out->decimals < 0 && out->mantissa != 0; out->decimals++) {
        if (out->mantissa > INT64_C(100000000000000000)) return false;
        out->mantissa *= 10;
    }
    for (; out->decimals > 12; out->decimals--) out->mantissa /= 10;
    if (out->mantissa == 0) out->decimals = 0;
    if (minus) out->mantissa = -out->mantissa;
    return at == text.len && text.len > 0;
}

static Printed read_number(Arena *arena, const SpreadsheetCell *cell)
{
    Printed printed = of_kind(PRINTED_AMOUNT, printed_line(arena, cell->text));
    if (!read_stored(cell->text, &printed.number)) return of_kind(PRINTED_TEXT, printed.text);
    if (cell->format.kind == SHOWN_DATE) return of_kind(PRINTED_DATE, printed.text);
    if (cell->format.kind == SHOWN_PERCENT) {
        if (is_past_scaling(printed.number)) return of_kind(PRINTED_TEXT, printed.text);
        printed.kind = PRINTED_PERCENT;
        scale_up(&printed.number, 2); // 0.0566 is shown as 5.66%.
    }
    if (cell->format.kind != SHOWN_GENERAL) printed.shown = cell->format.decimals;
    printed.thousand = cell->format.thousands;
    if (printed.number.mantissa == 0 && printed.kind == PRINTED_AMOUNT) printed.kind = PRINTED_NIL;
    return printed;
}

Printed printed_read(Arena *arena, const SpreadsheetCell *cell)
{
    switch (cell->kind) {
    case SPREADSHEET_EMPTY:
        return of_kind(cell->computed ? PRINTED_UNSAVED : PRINTED_BLANK, STR(""));
    case SPREADSHEET_NUMBER: return read_number(arena, cell);
    case SPREADSHEET_ERROR: return of_kind(PRINTED_ERROR, printed_line(arena, cell->text));
    case SPREADSHEET_BOOL: return of_kind(PRINTED_TEXT, printed_line(arena, cell->text));
    case SPREADSHEET_TEXT:
    default:
        if (cell->format.kind == SHOWN_DATE) {
            return of_kind(PRINTED_DATE, printed_line(arena, cell->text));
        }
        return read_text(arena, cell->text);
    }
}

static Wide power_of_ten(int exponent)
{
    Wide power = 1;
    for (int i = 0; i < exponent; i++) power *= 10;
    return power;
}

static Wide divide_half_away(Wide value, Wide by)
{
    Wide size = value < 0 ? -value : value;
    Wide rounded = (2 * size + by) / (2 * by);
    return value < 0 ? -rounded : rounded;
}

// A binary number of so many pounds is stored with up to so much of a penny that
// nobody meant: a ten-thousandth is far above it, and far below what anybody types.
static bool is_finer(Wide value, Wide by, Wide whole)
{
    Wide rest = value - whole * by;
    if (rest < 0) rest = -rest;
    return rest * 10000 > by;
}

Sum printed_sum(const Printed *printed, int64_t pounds)
{
    Sum     sum = {.unit = 1};
    int64_t scale = printed->thousand || printed->scaled ? 1 : pounds;
    Wide    pence = (Wide)printed->number.mantissa * 100 * scale;
    Wide    by = power_of_ten(printed->number.decimals);
    Wide    whole = divide_half_away(pence, by);
    bool    all = printed->shown == -1 && !printed->scaled;
    int     shown = all ? printed->number.decimals : printed->shown - 3 * printed->thousand;
    Wide    unit = (Wide)100 * scale;
    for (int i = 0; i < shown && unit > 1; i++) unit = unit % 10 == 0 ? unit / 10 : 1;
    for (int i = 0; i > shown && unit <= MONEY_PENCE_MAX; i--) unit *= 10;
    sum.too_big = whole > MONEY_PENCE_MAX || whole < -MONEY_PENCE_MAX;
    if (sum.too_big || unit > MONEY_PENCE_MAX) {
        sum.too_big = true;
        return sum;
    }
    sum.exact.pence = (int64_t)whole;
    sum.unit = unit < 100 ? 1 : (int64_t)unit; // Tenpences are as good as pence.
    sum.printed = money_round(sum.exact, sum.unit);
    sum.finer = is_finer(pence, by, whole);
    return sum;
}
