// What the columns of a table are: by their headings first, then by arithmetic,
// which has the last word on what is a sum of what.
#include <string.h>

#include "base/text.h"
#include "survey/column_sums.h"

static bool in_play(const TableColumn *column)
{
    return column->role == COLUMN_AMOUNT;
}

// Once; what is read after it goes nowhere.
static void refuse_lines(Reading *reading, Span span)
{
    if (reading->has_too_many_lines) return;
    reading->has_too_many_lines = true;
    Diag *found = diag(reading->diags, DIAG_TABLE_UNCLEAR, span,
                       "the table names more than %d funding lines", READING_LINE_MAX);
    diag_help(reading->diags, found,
              "if these are no funding lines, leave their column out: --answer column-C=ignore");
}

size_t reading_line(Reading *reading, const KnownLine *known, Str name, Span span)
{
    Str id = known ? str_from(known->id) : id_of_name(reading->arena, name, "line");
    for (size_t i = 0; i < reading->line_count; i++) {
        if (str_equal(reading->lines[i].id, id)) return i;
    }
    if (reading->line_count == READING_LINE_MAX) {
        refuse_lines(reading, span);
        return 0;
    }
    bool core = known && known->mandatory; // Its name is the same everywhere.
    reading->lines[reading->line_count] =
        (TableLine){.id = id,
                    .name = core || !name.len ? str_from(known->name) : name,
                    .heading = name.len ? name : str_from(known->heading),
                    .known = known,
                    .national = known && known->national,
                    .span = span};
    return reading->line_count++;
}

static Span heading_span(const Reading *reading, const TableColumn *column)
{
    size_t row = reading->extent.body_row;
    while (row > reading->extent.first_row &&
           !paper_cell(reading->paper, row - 1, column->at)->text.len) {
        row--;
    }
    return paper_span(reading->paper, row > reading->extent.first_row ? row - 1 : row, column->at);
}

// A heading without its unit: the name of a line that nothing else names.
static Str line_name(Reading *reading, const TableColumn *column)
{
    Str name = column->name;
    for (size_t at = 0; at < name.len; at++) {
        Str unit = str_from_to(name, at, name.len);
        if (words_say_unit(reading->arena, unit)) name.len = at;
    }
    name = printed_line(reading->arena, name);
    size_t index = column->at - reading->extent.first_column;
    if (name.len) return name;
    return str_format(reading->arena, "Column %.*s", STR_ARG(reading_column_name(reading, index)));
}

static void make_line(Reading *reading, TableColumn *column, const char *because)
{
    Span span = heading_span(reading, column);
    column->line = reading_line(reading, column->known, line_name(reading, column), span);
    column->because = str_from(because);
    if (column->measure == MEASURE_NONE) column->measure = MEASURE_BUDGET;
}

static void leave_out(TableColumn *column, Str because)
{
    column->role = COLUMN_LEFT_OUT;
    column->because = because;
}

// Columns of measures and years that a book of this year has no place for.
static void leave_others_out(Reading *reading)
{
    for (size_t i = 0; i < reading->column_count; i++) {
        TableColumn *column = &reading->columns[i];
        if (column->role != COLUMN_AMOUNT) continue;
        bool other = column->year_count == 1 && column->years[0].start != reading->year.start;
        if (other) {
            leave_out(column, str_format(reading->arena, "of %.*s",
                                         STR_ARG(year_format(reading->arena, column->years[0]))));
        } else if (column->measure == MEASURE_PERCENT) {
            leave_out(column, STR("percentages: reports work them out"));
        } else if (column->measure == MEASURE_PHASE) {
            leave_out(column, STR("a part of the year"));
        } else if (column->measure == MEASURE_MOVEMENT) {
            leave_out(column, STR("a movement: it comes from last year's book"));
        } else if (column->measure == MEASURE_FORECAST) {
            leave_out(column, STR("a forecast, or spending to date: no outturn"));
            reading_mark(reading,
                         "column '%.*s' is a forecast, or spending to date, and is not in "
                         "this book",
                         STR_ARG(column->heading));
        }
    }
}

// Of two columns that name one line, such as the minimum of two boards, the second is a
// line by itself where somebody says that it is a line.
static bool is_second_of_line(const Reading *reading, size_t index)
{
    const TableColumn *column = &reading->columns[index];
    for (size_t i = 0; column->known && i < index; i++) {
        const TableColumn *other = &reading->columns[i];
        if (other->known == column->known && other->measure == column->measure) return true;
    }
    return false;
}

// What somebody said a column is.
static bool take_said(Reading *reading, TableColumn *column, size_t index)
{
    Str place = reading_column_name(reading, index);
    Str key = str_format(reading->arena, "column-%.*s", STR_ARG(place));
    Str said = reading_said(reading, key, NULL, 0);
    if (said.len == 0 || column->role == COLUMN_LABEL) return false;
    column->because = STR("as was said");
    column->role = COLUMN_AMOUNT;
    column->line = NO_LINE;
    if (str_is(said, "ignore")) leave_out(column, STR("as was said"));
    else if (str_is(said, "budget")) column->measure = MEASURE_BUDGET;
    else if (str_is(said, "outturn")) column->measure = MEASURE_OUTTURN;
    else if (str_is(said, "variance")) column->measure = MEASURE_VARIANCE;
    else if (str_is(said, "line")) {
        if (is_second_of_line(reading, index)) column->known = NULL;
        make_line(reading, column, "as was said");
    } else {
        column->known = words_line(reading->arena, said, true);
        column->name = column->known ? column->name : said;
        make_line(reading, column, "as was said");
    }
    return true;
}

static void report_unknown_column(Reading *reading, const TableColumn *column, size_t index)
{
    Str place = reading_column_name(reading, index);
    Str name = place;
    if (column->heading.len) {
        name =
            str_format(reading->arena, "%.*s, '%.*s',", STR_ARG(place), STR_ARG(column->heading));
    }
    reading_mark(reading, "column %.*s is not in this book: what it is cannot be told",
                 STR_ARG(name));
    Diag *found = diag(reading->diags, DIAG_LEFT_OUT, heading_span(reading, column),
                       "column %.*s is left out: what it is cannot be told", STR_ARG(name));
    diag_help(reading->diags, found,
              "say what it is: --answer column-%.*s=budget, outturn, variance, line or ignore",
              STR_ARG(place));
}

// An amount that is neither a line nor a sum of lines, so far as can be told.
static void settle_unknown(Reading *reading, TableColumn *column, size_t index, bool alone,
                           bool total)
{
    Str      choices[] = {STR("line"), STR("budget"), STR("ignore")};
    Str      place = reading_column_name(reading, index);
    Question question = {
        .key = str_format(reading->arena, "column-%.*s", STR_ARG(place)),
        .words = str_format(reading->arena,
                            "What is column %.*s, '%.*s'? A funding line, the budget of all "
                            "lines, or neither?",
                            STR_ARG(place), STR_ARG(column->heading)),
        .choices = choices,
        .choice_count = 3};
    if (alone) {
        column->measure = MEASURE_BUDGET;
        column->because = STR("the only amounts of the year");
        return;
    }
    bool by_row = reading->source_column != SIZE_MAX; // Then a column is no line.
    if (!total && !by_row && column->measure == MEASURE_NONE) question.fallback = STR("line");
    Str answer = asker_ask(&reading->asker, &question);
    if (str_is(answer, "line")) {
        make_line(reading, column, "no known line; no column adds it up");
    } else if (str_is(answer, "budget")) {
        column->measure = MEASURE_BUDGET;
        column->because = STR("as was said");
    } else {
        leave_out(column, STR("what it is cannot be told"));
        report_unknown_column(reading, column, index);
    }
}

// Where nothing names a line: the only amounts that are headed with the year.
static size_t find_of_year(const Reading *reading, size_t known)
{
    size_t found = SIZE_MAX;
    for (size_t i = 0; known == 0 && i < reading->column_count; i++) {
        const TableColumn *column = &reading->columns[i];
        if (!column_sums_is_budget(column) || column->because.len || column->year_count != 1)
            continue;
        if (found != SIZE_MAX) return SIZE_MAX;
        found = i;
    }
    return found;
}

// Tells lines from their total among the amounts of the budget.
static void settle_budget(Reading *reading)
{
    bool   parts[PAPER_COLUMN_MAX] = {false};
    size_t total = column_sums_find_total(reading, parts);
    total = column_sums_prefer_net(reading, total, parts);
    size_t unknown = 0;
    size_t known = 0;
    for (size_t i = 0; i < reading->column_count; i++) {
        const TableColumn *column = &reading->columns[i];
        unknown += column_sums_is_budget(column) && !column->known && i != total && !parts[i];
        known += column_sums_is_budget(column) && column->known;
    }
    size_t of_year = total == SIZE_MAX ? find_of_year(reading, known) : SIZE_MAX;
    for (size_t i = 0; i < reading->column_count; i++) {
        TableColumn *column = &reading->columns[i];
        if (!column_sums_is_budget(column) || column->because.len) continue;
        if (i == of_year) {
            column->measure = MEASURE_BUDGET;
            column->because = unknown == 1 ? STR("the only amounts of the year")
                                           : STR("the only amounts headed with the year");
        } else if (i == total) {
            column->measure = MEASURE_BUDGET;
            Fit found = column_sums_fit(reading, total, parts);
            column->because = column_sums_is_good(found)
                                  ? column_sums_because(reading, parts, found)
                                  : STR("what is left of the gross budget");
        } else if (column->known) {
            make_line(reading, column, "named by its heading");
        } else if (parts[i] && reading->source_column != SIZE_MAX) {
            leave_out(column, STR("a part of the total; the row says its line"));
        } else if (parts[i] && words_say_step(reading->arena, column->heading)) {
            leave_out(column, STR("a step on the way to the budget, and no funding line"));
            reading_mark(reading,
                         "column '%.*s' is no funding line and is not in this book: is the "
                         "budget column '%.*s'?",
                         STR_ARG(column->heading), STR_ARG(reading->columns[total].heading));
        } else if (parts[i]) {
            make_line(reading, column, "a part of the total");
        } else if (total != SIZE_MAX && i != total &&
                   column_sums_has_neighbours(reading, i, parts)) {
            leave_out(column, STR("a sum of columns beside it"));
        } else if (total == SIZE_MAX && known > 0 && unknown == 1 &&
                   words_say_total(reading->arena, column->heading)) {
            column->measure = MEASURE_BUDGET;
            column->because = STR("its heading says total, but its rows do not add up to it");
        } else {
            settle_unknown(reading, column, i, unknown == 1 && known == 0 && total == SIZE_MAX,
                           total != SIZE_MAX || of_year != SIZE_MAX);
        }
    }
}

// Which way round a variance is: the rows say.
static void settle_variance(Reading *reading, TableColumn *column, size_t index)
{
    size_t budget = reading_column_of(reading, MEASURE_BUDGET, column->line);
    size_t outturn = reading_column_of(reading, MEASURE_OUTTURN, column->line);
    size_t ours = 0;
    size_t turned = 0;
    Sum    sums[3];
    if (outturn == SIZE_MAX) {
        leave_out(column, STR("a variance, and no two columns of the table explain it"));
        return;
    }
    for (size_t row = 0; row < reading->label_count; row++) {
        bool all = budget != SIZE_MAX && outturn != SIZE_MAX &&
                   reading_sum(reading, row, budget, &sums[0]) &&
                   reading_sum(reading, row, outturn, &sums[1]) &&
                   reading_sum(reading, row, index, &sums[2]);
        if (!all || sums[2].printed.pence == 0) continue;
        Money variance = money_sub(sums[1].printed, sums[0].printed);
        ours += variance.pence == sums[2].printed.pence;
        turned += variance.pence == -sums[2].printed.pence;
    }
    column->turned = turned > ours;
    column->because = turned > ours ? STR("budget less outturn: its signs are turned")
                                    : STR("outturn less budget");
    if (turned + ours == 0 && column->line != NO_LINE)
        leave_out(column, STR("a variance of one line"));
}

static void settle_measures(Reading *reading)
{
    for (size_t i = 0; i < reading->column_count; i++) {
        TableColumn *column = &reading->columns[i];
        if (!in_play(column) || column->measure != MEASURE_OUTTURN) continue;
        if (column->known) make_line(reading, column, "named by its heading");
        else if (!column->because.len) column->because = STR("named by its heading");
    }
    for (size_t i = 0; i < reading->column_count; i++) {
        TableColumn *column = &reading->columns[i];
        if (!in_play(column) || column->measure != MEASURE_VARIANCE) continue;
        if (column->known) make_line(reading, column, "named by its heading");
        settle_variance(reading, column, i);
    }
}

// Two columns that would say the same are one too many.
static bool refuse_twice(Reading *reading)
{
    bool good = true;
    for (size_t i = 0; i < reading->column_count; i++) {
        const TableColumn *column = &reading->columns[i];
        size_t             first =
            in_play(column) ? reading_column_of(reading, column->measure, column->line) : i;
        if (first == i) continue;
        const char *what = column->measure == MEASURE_OUTTURN    ? "the outturn"
                           : column->measure == MEASURE_VARIANCE ? "the variance"
                                                                 : "the budget";
        Str         name = reading_column_name(reading, i);
        Str         of = STR("");
        if (column->line != NO_LINE) {
            Str line = reading->lines[column->line].name;
            of = str_format(reading->arena, " of '%.*s'", STR_ARG(line));
        }
        Diag *found =
            diag(reading->diags, DIAG_TABLE_UNCLEAR, heading_span(reading, column),
                 "columns %.*s and %.*s both look like %s%.*s",
                 STR_ARG(reading_column_name(reading, first)), STR_ARG(name), what, STR_ARG(of));
        if (column->line == NO_LINE) {
            diag_help(reading->diags, found, "say which is left out: --answer column-%.*s=ignore",
                      STR_ARG(name));
        } else {
            diag_help(reading->diags, found,
                      "if %.*s is other money, give it a line: --answer column-%.*s=line; if it "
                      "says the same money again, leave it out: --answer column-%.*s=ignore",
                      STR_ARG(name), STR_ARG(name), STR_ARG(name));
        }
        good = false;
    }
    return good;
}

// A title that speaks of spending over amounts that nothing else tells from budgets.
static bool may_be_spending(const Reading *reading)
{
    static const char *const words[] = {"outturn", "expenditure", "spend", "spent", "actual"};
    Str                      folded = words_folded(reading->arena, reading_titles(reading));
    const char              *titles = arena_copy(reading->arena, folded).data; // Ends in NUL.
    bool                     spending = false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        spending = spending || strstr(titles, words[i]);
    }
    return spending && !strstr(titles, "plan") && !strstr(titles, "budget");
}

static void find_stage(Reading *reading)
{
    Str      choices[] = {STR("budget"), STR("outturn")};
    Question question = {.key = STR("stage"),
                         .words = STR("Are these budgets, or what was spent?"),
                         .choices = choices,
                         .choice_count = 2};
    bool     outturn = false;
    for (size_t i = 0; i < reading->column_count; i++) {
        outturn |= in_play(&reading->columns[i]) && reading->columns[i].measure == MEASURE_OUTTURN;
    }
    bool doubt = !outturn && may_be_spending(reading);
    question.silent = !doubt;
    Str said = asker_ask(&reading->asker, &question);
    reading->stage = outturn ? STAGE_OUTTURN : STAGE_BUDGET;
    reading->stage_because =
        outturn ? STR("it has a column of outturn") : STR("it has no column of outturn");
    if (said.len) {
        reading->stage = str_is(said, "outturn") ? STAGE_OUTTURN : STAGE_BUDGET;
        reading->stage_because = STR("as was said");
    } else if (doubt) {
        reading->stage_because = STR("not sure: its title speaks of spending");
        reading_mark(reading, "the stage: the title of the table speaks of spending; its amounts "
                              "are taken as budgets, and no outturn is stated");
    }
}

static bool has_amounts(const Reading *reading)
{
    for (size_t i = 0; i < reading->column_count; i++) {
        if (in_play(&reading->columns[i]) && reading->columns[i].measure == MEASURE_BUDGET)
            return true;
    }
    Span span = paper_span(reading->paper, reading->extent.first_row, reading->extent.first_column);
    Diag *found = diag(reading->diags, DIAG_TABLE_UNCLEAR, span,
                       "the table has no column of amounts that could be budgets of %.*s",
                       STR_ARG(year_format(reading->arena, reading->year)));
    diag_help(reading->diags, found, "say which it is: --answer column-C=budget");
    return false;
}

// What a heading says its amounts are in: 1 for "£", 0 for nothing.
static int64_t unit_of(const Reading *reading, const TableColumn *column)
{
    int64_t unit = words_unit(reading->arena, column->heading);
    for (size_t i = 0; !unit && i < column->heading.len; i++) {
        if (str_starts(str_from_to(column->heading, i, column->heading.len), "£")) return 1;
    }
    return unit;
}

// A table has one unit.
static bool refuse_units(const Reading *reading)
{
    size_t  first = SIZE_MAX;
    int64_t unit = 0;
    if (reading_said(reading, STR("unit"), NULL, 0).len) return false;
    for (size_t i = 0; i < reading->column_count; i++) {
        const TableColumn *column = &reading->columns[i];
        int64_t            own = unit_of(reading, column);
        if (!in_play(column) || own == 0) continue;
        if (first == SIZE_MAX) first = i;
        unit = unit ? unit : own;
        if (own == unit) continue;
        Diag *found = diag(reading->diags, DIAG_TABLE_UNCLEAR, heading_span(reading, column),
                           "columns %.*s and %.*s are in different units by their headings",
                           STR_ARG(reading_column_name(reading, first)),
                           STR_ARG(reading_column_name(reading, i)));
        diag_help(reading->diags, found,
                  "put them in one unit; if only the headings differ, say which is right: "
                  "--answer unit=pounds or unit=thousands");
        return true;
    }
    return false;
}

bool reading_columns(Reading *reading)
{
    for (size_t i = 0; i < reading->column_count; i++) {
        bool said = take_said(reading, &reading->columns[i], i);
        if (said && reading->source_column == i) reading->source_column = SIZE_MAX;
    }
    leave_others_out(reading);
    settle_budget(reading);
    settle_measures(reading);
    find_stage(reading);
    return !refuse_units(reading) && refuse_twice(reading) && has_amounts(reading);
}
