// What the rows of a table are, as far as each can tell by itself: its label, and
// whether it has amounts. What adds up what is found in tree.c.
#include <string.h>

#include "base/text.h"
#include "survey/reading.h"

#define NOTE_CHARS 120 // A text so long without amounts is no heading.

static const Printed *cell_of(const Reading *reading, size_t row, size_t column)
{
    return paper_cell(reading->paper, reading->labels[row].at, reading->columns[column].at);
}

static StatedSum sum_of(const Printed *cell, int64_t pounds)
{
    if (cell->kind == PRINTED_NIL) return (StatedSum){true, {.unit = 100 * pounds}};
    if (cell->kind != PRINTED_AMOUNT) return (StatedSum){.sum.unit = 1};
    Sum sum = printed_sum(cell, pounds);
    return (StatedSum){!sum.too_big, sum};
}

void reading_sums(Reading *reading)
{
    size_t width = reading->column_count;
    reading->sums = ARENA_ARRAY(reading->arena, StatedSum, reading->label_count * width);
    for (size_t i = 0; i < reading->label_count * width; i++) {
        reading->sums[i] = sum_of(cell_of(reading, i / width, i % width), reading->pounds);
    }
}

bool reading_sum(const Reading *reading, size_t row, size_t column, Sum *sum)
{
    const StatedSum *found = &reading->sums[row * reading->column_count + column];
    *sum = found->sum;
    return found->stated;
}

Str reading_column_name(const Reading *reading, size_t column)
{
    size_t row = reading->extent.body_row;
    Str    place = paper_name(reading->arena, reading->paper, row, reading->columns[column].at);
    while (place.len && place.data[place.len - 1] <= '9') place.len--;
    return place;
}

size_t reading_column_of(const Reading *reading, Measure measure, size_t line)
{
    for (size_t i = 0; i < reading->column_count; i++) {
        const TableColumn *column = &reading->columns[i];
        bool               amounts = column->role == COLUMN_AMOUNT;
        if (amounts && column->measure == measure && column->line == line) return i;
    }
    return SIZE_MAX;
}

Span reading_span(const Reading *reading, size_t row, size_t column)
{
    return paper_span(reading->paper, reading->labels[row].at, reading->columns[column].at);
}

void reading_mark(Reading *reading, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    Str words = str_format_args(reading->arena, format, args);
    va_end(args);
    text_addf(&reading->marks, "%sto decide: %.*s", reading->marks.len ? "\n" : "", STR_ARG(words));
}

Str reading_said(const Reading *reading, Str key, const Str *choices, size_t count)
{
    Question question = {.key = key, .choices = choices, .choice_count = count, .silent = true};
    return asker_ask(&reading->asker, &question);
}

static bool is_amount_column(const TableColumn *column)
{
    return column->role == COLUMN_AMOUNT || column->role == COLUMN_LEFT_OUT;
}

// What a row is called: the text of the column of names, or where that is empty the
// first text left of its amounts, as of a "Total" that stands elsewhere.
static Str label_of(const Reading *reading, size_t row)
{
    Str own = cell_of(reading, row, reading->label_column)->text;
    for (size_t i = 0; own.len == 0 && i < reading->column_count; i++) {
        const TableColumn *column = &reading->columns[i];
        if (is_amount_column(column)) break;
        bool text = column->role != COLUMN_SOURCE && column->role != COLUMN_FACT;
        Str  fact = cell_of(reading, row, i)->text;
        if (column->role == COLUMN_FACT) text = words_say_total(reading->arena, fact);
        if (text && cell_of(reading, row, i)->kind == PRINTED_TEXT)
            own = cell_of(reading, row, i)->text;
    }
    bool by_source = own.len == 0 && reading->source_column != SIZE_MAX;
    Str  source = by_source ? cell_of(reading, row, reading->source_column)->text : STR("");
    if (words_say_total(reading->arena, source)) own = source;
    return printed_without_marks(reading->arena, own);
}

// Amounts of another year count too: such a row is no heading.
static void look_for_amounts(const Reading *reading, size_t row, bool *any, bool *more_than_nil)
{
    *any = *more_than_nil = false;
    for (size_t i = 0; i < reading->column_count; i++) {
        if (!is_amount_column(&reading->columns[i])) continue;
        PrintedKind kind = cell_of(reading, row, i)->kind;
        bool amount = kind == PRINTED_AMOUNT || kind == PRINTED_NIL || kind == PRINTED_UNKNOWN ||
                      kind == PRINTED_ERROR || kind == PRINTED_UNSAVED || kind == PRINTED_DATE;
        *any = *any || amount;
        *more_than_nil = *more_than_nil || (amount && kind != PRINTED_NIL);
    }
}

// As a sentence that goes on; "iBCF" begins a label of its own.
static bool starts_lower(Str text)
{
    bool capital = text.len > 1 && text.data[1] >= 'A' && text.data[1] <= 'Z';
    return text.len && text.data[0] >= 'a' && text.data[0] <= 'z' && !capital;
}

static bool ends_open(Str text)
{
    static const char *const ends[] = {",", " and", " &",   " -",  " –",
                                       "/", " of",  " for", " to", " with"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (str_ends(text, ends[i])) return true;
    }
    return false;
}

static bool is_page_break(Arena *arena, Str label)
{
    Str folded = words_folded(arena, label);
    return str_starts(folded, "page ") || str_ends(folded, " continued") ||
           str_is(folded, "continued") || str_ends(folded, " cont");
}

static bool has_words(Arena *arena, Str label)
{
    return words_folded(arena, label).len > 0;
}

static LabelRole role_of(const Reading *reading, size_t row)
{
    const Label *label = &reading->labels[row];
    Arena       *arena = reading->arena;
    bool         any;
    bool         more_than_nil;
    Str          raw = cell_of(reading, row, reading->label_column)->text;
    look_for_amounts(reading, row, &any, &more_than_nil);
    if (extent_repeats_heading(reading->paper, &reading->extent, label->at)) return LABEL_AGAIN;
    if (!has_words(arena, label->label)) return more_than_nil ? LABEL_SCHEME : LABEL_SPACER;
    if (!any) {
        if (label->says_total || is_page_break(arena, label->label)) return LABEL_SPACER;
        bool note = label->label.len > NOTE_CHARS || str_starts(raw, "*") ||
                    str_starts(words_folded(arena, raw), "note ");
        return note ? LABEL_NOTE : LABEL_HEADING;
    }
    if (label->says_total) return LABEL_TOTAL;
    return words_say_memo(arena, label->label) ? LABEL_MEMO : LABEL_SCHEME;
}

// What somebody said of a row outweighs what it looks like.
static bool take_said(const Reading *reading, size_t row)
{
    static const struct {
        const char *word;
        LabelRole   role;
    } roles[] = {{"scheme", LABEL_SCHEME},
                 {"total", LABEL_TOTAL},
                 {"heading", LABEL_HEADING},
                 {"ignore", LABEL_IGNORED}};
    Label *label = &reading->labels[row];
    Str key = str_format(reading->arena, "row-%u", (unsigned)reading->paper->rows[label->at] + 1);
    Str said = reading_said(reading, key, NULL, 0);
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        if (!str_is(said, roles[i].word)) continue;
        label->role = roles[i].role;
        label->says_total = label->role == LABEL_TOTAL;
        label->because = STR("as was said");
        return true;
    }
    return false;
}

// A label on two rows: the second begins in lower case, or the first cannot end so.
static void join_wrapped(Reading *reading)
{
    Arena *arena = reading->arena;
    for (size_t row = 0; row + 1 < reading->label_count; row++) {
        Label *label = &reading->labels[row];
        Label *next = &reading->labels[row + 1];
        bool   wraps = starts_lower(next->label) || ends_open(label->label);
        bool   close = reading->paper->rows[next->at] == reading->paper->rows[label->at] + 1;
        Str    both = str_format(arena, "%.*s %.*s", STR_ARG(label->label), STR_ARG(next->label));
        if (!wraps || !close || label->because.len || next->because.len) continue;
        if (words_say_memo(arena, next->label)) continue;
        if (label->role == LABEL_HEADING && next->role == LABEL_SCHEME) {
            next->label = both;
            next->because = STR("its label begins in the row above");
            label->role = LABEL_WRAPPED;
        } else if ((label->role == LABEL_SCHEME || label->role == LABEL_TOTAL) &&
                   next->role == LABEL_HEADING && starts_lower(next->label)) {
            label->label = both;
            label->because = STR("its label ends in the row below");
            next->role = LABEL_WRAPPED;
        }
    }
}

// After the last amounts a text is a note; a heading right above another one, or
// at the end, heads nothing.
static void settle_headings(Reading *reading)
{
    bool amounts = false; // Below.
    for (size_t row = reading->label_count; row-- > 0;) {
        Label *label = &reading->labels[row];
        if (label->role == LABEL_HEADING && !amounts) label->role = LABEL_NOTE;
        amounts = amounts || label->role == LABEL_SCHEME || label->role == LABEL_TOTAL;
    }
}

// The line of a row whose source names it.
static void read_sources(Reading *reading)
{
    size_t before = NO_LINE;
    for (size_t row = 0; row < reading->label_count; row++) {
        Label *label = &reading->labels[row];
        if (reading->source_column == SIZE_MAX || label->role != LABEL_SCHEME) continue;
        size_t column = reading->columns[reading->source_column].at;
        Str    text = paper_heading(reading->paper, label->at, column);
        if (!has_words(reading->arena, text)) {
            label->line = before;
            if (before == NO_LINE || !label->label.len) continue;
            reading_mark(reading,
                         "row %u, '%.*s', says no source of funding: it is taken to have that of "
                         "the row above",
                         (unsigned)reading->paper->rows[label->at] + 1, STR_ARG(label->label));
            continue;
        }
        const KnownLine *known = words_line(reading->arena, text, true);
        label->line = reading_line(reading, known, printed_without_marks(reading->arena, text),
                                   paper_span(reading->paper, label->at, column));
        before = label->line;
    }
}

// Where a column names the blocks: the first row of each.
static void read_themes(Reading *reading)
{
    Str before = STR("");
    for (size_t row = 0; reading->block_column != SIZE_MAX && row < reading->label_count; row++) {
        Label *label = &reading->labels[row];
        size_t column = reading->columns[reading->block_column].at;
        Str    text = paper_heading(reading->paper, label->at, column);
        if (label->role != LABEL_SCHEME || text.len == 0 || str_equal(text, before)) continue;
        label->theme = printed_without_marks(reading->arena, text);
        before = text;
    }
}

// A scheme on several rows, each on another line: its name stands once, in merged
// cells, with nothing below it, or again and again.
static void join_schemes(Reading *reading)
{
    size_t column = reading->columns[reading->label_column].at;
    size_t first = SIZE_MAX;
    for (size_t row = 0; row < reading->label_count; row++) {
        Label *label = &reading->labels[row];
        if (label->role != LABEL_SCHEME) {
            if (label->role != LABEL_SPACER) first = SIZE_MAX;
            continue;
        }
        bool merged = paper_merged_from_row(reading->paper, label->at, column) < label->at;
        bool nameless = label->label.len == 0 && label->line != NO_LINE;
        bool again = first != SIZE_MAX && label->line != NO_LINE &&
                     str_equal(label->label, reading->labels[first].label);
        for (size_t i = first; again && i < row; i++)
            again = reading->labels[i].line != label->line;
        if (first != SIZE_MAX && (merged || nameless || again)) {
            label->role = LABEL_MORE;
            label->because = STR("the scheme above, on another line");
        } else {
            first = row;
        }
    }
}

bool reading_same_amounts(const Reading *reading, size_t row, size_t other)
{
    bool any = false;
    for (size_t column = 0; column < reading->column_count; column++) {
        Sum sums[2];
        if (reading->columns[column].role != COLUMN_AMOUNT) continue;
        bool here = reading_sum(reading, row, column, &sums[0]);
        bool there = reading_sum(reading, other, column, &sums[1]);
        if (here != there || (here && sums[0].printed.pence != sums[1].printed.pence)) return false;
        any = any || (here && sums[0].printed.pence != 0);
    }
    return any;
}

// At the head of a page its predecessor's total stands once more.
static void drop_forward(Reading *reading)
{
    size_t before = SIZE_MAX;
    for (size_t row = 0; row < reading->label_count; row++) {
        Label *label = &reading->labels[row];
        if (label->role != LABEL_SCHEME && label->role != LABEL_TOTAL) continue;
        bool forward = before != SIZE_MAX && words_say_forward(reading->arena, label->label) &&
                       reading_same_amounts(reading, row, before);
        before = row;
        if (!forward) continue;
        label->role = LABEL_IGNORED;
        label->because = STR("the total of the page before, once more");
        diag(reading->diags, DIAG_LEFT_OUT, reading_span(reading, row, reading->label_column),
             "'%.*s' is left out: it is the total of the page before, once more",
             STR_ARG(label->label));
    }
}

// Cells of amounts that hold none.
static void report_cell(const Reading *reading, size_t row, size_t column)
{
    const Printed *cell = cell_of(reading, row, column);
    Span           span = reading_span(reading, row, column);
    Diags         *diags = reading->diags;
    Diag          *found = NULL;
    if (cell->kind == PRINTED_DATE) {
        found = diag(diags, DIAG_DATE_FOR_AMOUNT, span, "a date stands where an amount is wanted");
        diag_help(diags, found, "mend the cell, or its format: a number can be shown as a date");
    } else if (cell->kind == PRINTED_ERROR) {
        found = diag(diags, DIAG_ERROR_CELL, span, "the cell shows an error, '%.*s'",
                     STR_ARG(cell->text));
        diag_help(diags, found,
                  str_starts(cell->text, "##")
                      ? "its column was too narrow: widen it, and save it again"
                      : "mend the formula in the spreadsheet, and save it again");
    } else if (cell->kind == PRINTED_UNSAVED) {
        found = diag(diags, DIAG_NO_STORED_VALUE, span,
                     "the cell has a formula whose result was never stored");
        diag_help(diags, found, "open the file in a spreadsheet program, and save it");
    } else if (cell->kind == PRINTED_TEXT) {
        found = diag(diags, DIAG_NOT_AN_AMOUNT, span, "'%.*s' is no amount", STR_ARG(cell->text));
        diag_help(diags, found,
                  "mend the cell; where nothing is known leave it empty, or write tbc");
    } else if (cell->kind == PRINTED_AMOUNT && printed_sum(cell, reading->pounds).too_big) {
        diag(diags, DIAG_NOT_AN_AMOUNT, span, "'%.*s' is more than the limit of £10bn",
             STR_ARG(cell->text));
    } else if (cell->kind == PRINTED_PERCENT) {
        found =
            diag(diags, DIAG_NOT_AN_AMOUNT, span, "a percentage stands where an amount is wanted");
        diag_help(diags, found, "mend the cell, or its format");
    }
}

static void report_cells(const Reading *reading)
{
    for (size_t row = 0; row < reading->label_count; row++) {
        LabelRole role = reading->labels[row].role;
        bool      counts = role == LABEL_SCHEME || role == LABEL_MORE || role == LABEL_TOTAL ||
                      role == LABEL_HEADING;
        for (size_t column = 0; counts && column < reading->column_count; column++) {
            if (reading->columns[column].role == COLUMN_AMOUNT) report_cell(reading, row, column);
        }
    }
}

// Rows that name funding lines and nothing else: another table than is wanted.
static bool is_of_lines(const Reading *reading)
{
    size_t lines = 0;
    size_t schemes = 0;
    for (size_t row = 0; row < reading->label_count; row++) {
        if (reading->labels[row].role != LABEL_SCHEME) continue;
        schemes++;
        lines += words_line(reading->arena, reading->labels[row].label, true) != NULL;
    }
    bool columns = false;
    for (size_t i = 0; i < reading->column_count; i++) {
        columns |= reading->columns[i].role == COLUMN_AMOUNT && reading->columns[i].line != NO_LINE;
    }
    return schemes >= 2 && lines == schemes && !columns && reading->source_column == SIZE_MAX;
}

bool reading_rows(Reading *reading)
{
    for (size_t row = 0; row < reading->label_count; row++) {
        Label *label = &reading->labels[row];
        bool   ignored;
        label->line = NO_LINE;
        label->label = label_of(reading, row);
        label->says_total = words_say_total(reading->arena, label->label);
        look_for_amounts(reading, row, &label->has_amounts, &ignored);
        label->role = role_of(reading, row);
        take_said(reading, row);
    }
    join_wrapped(reading);
    settle_headings(reading);
    read_sources(reading);
    read_themes(reading);
    join_schemes(reading);
    drop_forward(reading);
    size_t before = reading->diags->errors;
    report_cells(reading);
    for (size_t row = 0; row < reading->label_count; row++) {
        const Label *label = &reading->labels[row];
        if (label->role != LABEL_MEMO) continue;
        diag(reading->diags, DIAG_LEFT_OUT, reading_span(reading, row, reading->label_column),
             "'%.*s' is left out: it is in another row already", STR_ARG(label->label));
        reading_mark(reading,
                     "row %u, '%.*s', is taken to be in another row and is not in this book",
                     (unsigned)reading->paper->rows[label->at] + 1, STR_ARG(label->label));
    }
    if (is_of_lines(reading)) {
        Diag *found =
            diag(reading->diags, DIAG_OTHER_TABLE, reading_span(reading, 0, reading->label_column),
                 "the rows of this table are funding lines: it is a table of "
                 "contributions, not of schemes");
        diag_help(reading->diags, found, "import the table of schemes; type the contributions");
    }
    return reading->diags->errors == before;
}
