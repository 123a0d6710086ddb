#include "write/formula.h"

#include <string.h>

#include "write/layout.h"
#include "write/reference.h"

// A run this long reads better as one range than as a list of cells.
#define RUN_MIN 3

// Of the text of a criterion; a formula takes no longer one.
#define CRITERION_BYTES_MAX 200

Formulas formulas_new(Arena *arena, const Workbook *workbook)
{
    Formulas formulas = {arena, workbook, ARENA_ARRAY(arena, bool, workbook->count)};
    for (size_t i = 0; i < workbook->count; i++) {
        formulas.has_pence[i] = table_has_pence(workbook->sheets[i].table);
    }
    return formulas;
}

static bool add_term(const Formulas *formulas, Text *text, const Term *term)
{
    if (term->table) {
        size_t sheet = reference_sheet(formulas->workbook, term->table);
        if (sheet == SIZE_MAX) return false;
        layout_add_sheet(text, formulas->workbook->sheets[sheet].name);
    }
    cell_name_add(text, layout_row(term->row), layout_column(term->column));
    return true;
}

// How many of the terms, from the first on, stand in one unbroken line: below
// each other, or beside each other.
static size_t run_length(const Term *terms, size_t count)
{
    size_t down = 1;
    size_t across = 1;
    while (down < count && terms[down].table == terms->table &&
           terms[down].column == terms->column && terms[down].row == terms->row + down) {
        down++;
    }
    while (across < count && terms[across].table == terms->table &&
           terms[across].row == terms->row && terms[across].column == terms->column + across) {
        across++;
    }
    return down > across ? down : across;
}

static bool reads_as_sum(const Term *terms, size_t count)
{
    size_t longest = 0;
    for (size_t i = 0; i < count; i++) {
        if (terms[i].sign < 0) return false;
    }
    for (size_t i = 0; i < count;) {
        size_t length = run_length(terms + i, count - i);
        if (length > longest) longest = length;
        i += length;
    }
    return longest >= RUN_MIN;
}

// SUM(B6:B10,B12). False when it has more parts than Excel takes.
static bool add_sum(const Formulas *formulas, Text *text, const Term *terms, size_t count)
{
    size_t parts = 0;
    bool   good = true;
    text_add(text, STR("SUM("));
    for (size_t i = 0; i < count; parts++) {
        size_t length = run_length(terms + i, count - i);
        if (parts > 0) text_add_char(text, ',');
        good &= add_term(formulas, text, &terms[i]);
        if (length > 1) {
            const Term *last = &terms[i + length - 1];
            text_add_char(text, ':');
            cell_name_add(text, layout_row(last->row), layout_column(last->column));
        }
        i += length;
    }
    text_add_char(text, ')');
    return good && parts <= FORMULA_PART_MAX;
}

// B6+C6-D6.
static bool add_signed(const Formulas *formulas, Text *text, const Term *terms, size_t count)
{
    bool good = count > 0;
    for (size_t i = 0; i < count; i++) {
        if (terms[i].sign < 0) text_add_char(text, '-');
        else if (i > 0) text_add_char(text, '+');
        good &= add_term(formulas, text, &terms[i]);
    }
    return good;
}

static bool add_terms(const Formulas *formulas, Text *text, const Cell *cell)
{
    if (reads_as_sum(cell->terms, cell->term_count)) {
        return add_sum(formulas, text, cell->terms, cell->term_count);
    }
    return add_signed(formulas, text, cell->terms, cell->term_count);
}

// IF(F7=0,"",ROUND(E7/ABS(F7),4)): nothing is a percentage of nil.
static bool add_ratio(const Formulas *formulas, Text *text, const Cell *cell)
{
    const Term *part = &cell->terms[0];
    const Term *whole = &cell->terms[1];
    bool        good = true;
    text_add(text, STR("IF("));
    good &= add_term(formulas, text, whole);
    text_add(text, STR("=0,\"\",ROUND("));
    good &= add_term(formulas, text, part);
    text_add(text, STR("/ABS("));
    good &= add_term(formulas, text, whole);
    text_add(text, STR("),4))"));
    return good;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// A criterion that looks like a number, a date or a truth is taken for one, and
// then no text is equal to it: "2022", "may-2023", "true".
static bool is_taken_as_text(Str id)
{
    static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                         "jul", "aug", "sep", "oct", "nov", "dec"};
    if (is_digit(id.data[0])) return false;
    if (str_is(id, "true") || str_is(id, "false")) return false;
    for (size_t i = 0; i < sizeof months / sizeof *months; i++) {
        if (str_starts(id, months[i]) && is_digit(id.data[id.len - 1])) return false;
    }
    return true;
}

static void add_criterion(Text *text, const Journal *journal, JournalColumn column, Str value)
{
    text_add_char(text, ',');
    reference_add_postings(text, journal, column);
    text_addf(text, ",\"%.*s\"", STR_ARG(value));
}

// A path may hold what a criterion takes for a pattern, or be too long for one.
static bool is_plain(Str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (strchr("*?~\"", text.data[i])) return false;
    }
    return text.len <= CRITERION_BYTES_MAX;
}

static void add_periods(Text *text, const Journal *journal, const Selector *selector)
{
    if (selector->period) {
        text_add_char(text, ',');
        reference_add_postings(text, journal, JOURNAL_PERIOD);
        text_addf(text, ",%d", selector->period);
    }
    if (selector->period_max) {
        text_add_char(text, ',');
        reference_add_postings(text, journal, JOURNAL_PERIOD);
        text_addf(text, ",\"<=%d\"", selector->period_max);
    }
}

// SUMIFS over the journal. False where Excel would not take an id for a text.
static bool add_selector(Text *text, const Journal *journal, const Selector *selector)
{
    bool any_entry = selector->entry == ENTRY_KIND_COUNT;
    bool any_account = selector->account == ACCOUNT_KIND_COUNT;
    bool one_place = selector->span.source != NULL;
    Str  values[JOURNAL_COLUMN_COUNT] = {
         [JOURNAL_KIND] = any_entry ? STR("") : str_from(entry_name(selector->entry)),
         [JOURNAL_ACCOUNT] = any_account ? STR("") : str_from(account_name(selector->account)),
         [JOURNAL_PARTNER] = selector->partner ? selector->partner->id : STR(""),
         [JOURNAL_COUNTERPARTY] = selector->counterparty ? selector->counterparty->id : STR(""),
         [JOURNAL_LINE] = selector->line ? selector->line->id : STR(""),
         [JOURNAL_SCHEME] = selector->scheme ? selector->scheme->id : STR(""),
         [JOURNAL_SOURCE] = one_place ? span_format(text->arena, selector->span) : STR(""),
         [JOURNAL_NOTE] = selector->note ? str_from(selector->note) : STR(""),
    };
    Text rest = text_new(text->arena);
    for (size_t i = 0; i < JOURNAL_COLUMN_COUNT; i++) {
        if (values[i].len == 0) continue;
        if (!is_taken_as_text(values[i]) || !is_plain(values[i])) return false;
        add_criterion(&rest, journal, (JournalColumn)i, values[i]);
    }
    add_periods(&rest, journal, selector);
    text_add(text, rest.len > 0 ? STR("SUMIFS(") : STR("SUM("));
    reference_add_postings(text, journal, JOURNAL_AMOUNT);
    text_add(text, text_str(&rest));
    text_add_char(text, ')');
    return true;
}

static bool add_postings(const Formulas *formulas, Text *text, const Cell *cell, bool *has_pence)
{
    for (size_t i = 0; i < cell->selector_count; i++) {
        Journal journal;
        if (!reference_journal(formulas->workbook, cell->selectors[i].ledger, &journal)) {
            return false;
        }
        if (cell->selectors[i].credit) text_add_char(text, '-');
        else if (i > 0) text_add_char(text, '+');
        if (!add_selector(text, &journal, &cell->selectors[i])) return false;
        *has_pence |= formulas->has_pence[journal.sheet];
    }
    return cell->selector_count > 0;
}

// Tenths and hundredths are not exact in a spreadsheet: a long sum of pence can
// end a hair beside the penny. Whole pounds and counts are exact.
static Str rounded(Arena *arena, CellType type, Str sum, bool has_pence)
{
    if (type == CELL_PERCENT) return str_format(arena, "ROUND(%.*s,4)", STR_ARG(sum));
    if (type == CELL_MONEY && has_pence) {
        return str_format(arena, "ROUND(%.*s,2)", STR_ARG(sum));
    }
    return sum;
}

// IF(LEFT(D40,2)="OK","Yes, nothing breaks.","Not known: ..."). The check of a whole
// book stands in the last column.
static bool add_watched(Text *text, const Table *table, Str words)
{
    if (!layout_has_check(table) || words.len > FORMULA_TEXT_MAX) return false;
    text_add(text, STR("IF(LEFT("));
    cell_name_add(text, layout_check_row(table), layout_column(table->column_count - 1));
    text_add(text, STR(",2)=\"OK\",\""));
    for (size_t i = 0; i < words.len; i++) {
        if (words.data[i] == '"') text_add_char(text, '"');
        text_add_char(text, words.data[i]);
    }
    text_add(text, STR("\",\"Not known: a figure was edited since this was written\")"));
    return true;
}

Str formula_of(const Formulas *formulas, size_t sheet, size_t row, size_t column)
{
    const Table *table = formulas->workbook->sheets[sheet].table;
    const Cell  *cell = &table->rows[row].cells[column];
    // Only a ratio may come to nothing, over nil; nothing else has a formula for it.
    if (cell->type == CELL_EMPTY && cell->origin != ORIGIN_RATIO) return STR("");
    Text text = text_new(formulas->arena);
    bool has_pence = formulas->has_pence[sheet];
    bool good = false;
    switch (cell->origin) {
    case ORIGIN_STATED: break;
    case ORIGIN_POSTINGS: good = add_postings(formulas, &text, cell, &has_pence); break;
    case ORIGIN_TERMS: good = add_terms(formulas, &text, cell); break;
    case ORIGIN_RATIO: good = add_ratio(formulas, &text, cell); break;
    case ORIGIN_WATCHED: good = add_watched(&text, table, cell->text); break;
    }
    if (!good) return STR("");
    Str formula = text_str(&text);
    if (cell->origin != ORIGIN_RATIO) {
        formula = rounded(formulas->arena, cell->type, formula, has_pence);
    }
    return formula.len <= FORMULA_LEN_MAX ? formula : STR("");
}
