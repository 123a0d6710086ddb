// What was understood of a table, told so that a person can check it at a glance.
#include "base/text.h"
#include "survey/import.h"
#include "survey/tree.h"

#define LABEL_CHARS 44

static void add_padded(Arena *arena, Text *out, Str text, size_t width)
{
    Str shown = text_shortened(arena, text, width);
    text_add(out, shown);
    text_repeat(out, ' ', width - text_width(shown) + 2);
}

static Str measure_words(const Reading *reading, const TableColumn *column)
{
    static const char *const names[] = {"amounts", "budget",   "outturn",  "forecast",
                                        "phasing", "variance", "movement", "percentages"};
    if (column->line == NO_LINE) {
        bool budget = column->measure == MEASURE_BUDGET;
        return str_from(budget ? "budget of all lines" : names[column->measure]);
    }
    const TableLine *line = &reading->lines[column->line];
    const char      *of = column->measure == MEASURE_BUDGET ? "" : names[column->measure];
    return str_format(reading->arena, "%s%s%.*s (%.*s)", of, *of ? " of " : "", STR_ARG(line->name),
                      STR_ARG(line->id));
}

static void add_column(const Reading *reading, size_t index, Text *out)
{
    static const char *const roles[] = {"nothing",
                                        "names of schemes",
                                        "numbers of rows",
                                        "funding line of each row",
                                        "a fact of each scheme",
                                        "a note of each scheme",
                                        "",
                                        "left out",
                                        "block of each row"};
    const TableColumn       *column = &reading->columns[index];
    if (column->role == COLUMN_EMPTY) return;
    bool amounts = column->role == COLUMN_AMOUNT;
    text_add(out, STR("  "));
    add_padded(reading->arena, out, reading_column_name(reading, index), 6);
    add_padded(reading->arena, out, column->heading, LABEL_CHARS);
    Str words = amounts ? measure_words(reading, column) : str_from(roles[column->role]);
    text_add(out, words);
    bool more = column->because.len && !str_equal(column->because, words) &&
                (amounts || column->role == COLUMN_LEFT_OUT);
    if (more) text_addf(out, ": %.*s", STR_ARG(column->because));
    text_add_char(out, '\n');
}

static const Item *item_of_total(const Item *item, size_t row)
{
    if (item->is_block && item->row == row) return item;
    for (const Item *child = item->first; child; child = child->next) {
        const Item *found = item_of_total(child, row);
        if (found) return found;
    }
    return NULL;
}

static unsigned last_row(const Reading *reading, const Item *item)
{
    unsigned last = 0;
    if (!item->is_block) {
        return (unsigned)reading->paper->rows[reading->labels[item->row + item->more].at] + 1;
    }
    for (const Item *child = item->first; child; child = child->next) {
        last = last_row(reading, child);
    }
    return last;
}

static Money sum_of_schemes(const Reading *reading, const Item *item, size_t column)
{
    Addends addends = {0};
    Money   all = {0};
    if (!item->is_block) return reading_value(reading, item, column, &addends);
    for (const Item *child = item->first; child; child = child->next) {
        all = money_add(all, sum_of_schemes(reading, child, column));
    }
    return all;
}

// Where a total is not what its rows add up to: in the first such column.
static Str difference(const Reading *reading, const Item *item)
{
    for (size_t column = 0; column < reading->column_count; column++) {
        Addends addends = {0};
        Sum     sum;
        if (reading->columns[column].role != COLUMN_AMOUNT) continue;
        if (!reading_sum(reading, item->row, column, &sum)) continue;
        Money rows = reading_children(reading, item, column, &addends);
        if (rounding_test(sum.printed, sum.unit, rows, addends) != OUTCOME_BREAK) continue;
        if (sum_of_schemes(reading, item, column).pence == sum.printed.pence) {
            return str_format(reading->arena,
                              ": column %.*s is right by its schemes, and a total within it is not",
                              STR_ARG(reading_column_name(reading, column)));
        }
        return str_format(reading->arena,
                          ", but does NOT add up: column %.*s prints %.*s, the rows %.*s",
                          STR_ARG(reading_column_name(reading, column)),
                          STR_ARG(money_pounds(reading->arena, sum.printed)),
                          STR_ARG(money_pounds(reading->arena, rows)));
    }
    return STR(", but does NOT add up");
}

static Str total_words(const Reading *reading, size_t row)
{
    const Label *label = &reading->labels[row];
    const Item  *item = item_of_total(reading->root, row);
    if (!item || !item->first) return STR("a total of nothing");
    Str foots = label->outcome == OUTCOME_ROUNDING ? STR(", but for rounding")
                : label->outcome == OUTCOME_BREAK  ? difference(reading, item)
                                                   : STR("");
    return str_format(reading->arena, "total of rows %u to %u%.*s",
                      tree_first_number(reading, item), last_row(reading, item), STR_ARG(foots));
}

static void add_row(const Reading *reading, size_t row, Text *out)
{
    static const char *const roles[] = {"nothing: empty, or a lone 0",
                                        "heading",
                                        "scheme",
                                        "",
                                        "",
                                        "",
                                        "the scheme above, on another line",
                                        "part of a label",
                                        "the heading once more",
                                        "left out: it is in the row above",
                                        "a note",
                                        "left out: below the total",
                                        "left out"};
    const Label             *label = &reading->labels[row];
    bool total = label->role == LABEL_TOTAL || label->role == LABEL_TOTAL_ABOVE ||
                 label->role == LABEL_TOTAL_FIRST;
    text_add(out, STR("  "));
    add_padded(reading->arena, out,
               str_format(reading->arena, "%u", (unsigned)reading->paper->rows[label->at] + 1), 6);
    add_padded(reading->arena, out, label->label, LABEL_CHARS);
    text_add(out, total ? total_words(reading, row) : str_from(roles[label->role]));
    if (label->because.len && label->role != LABEL_MORE) {
        text_addf(out, ": %.*s", STR_ARG(label->because));
    }
    text_add_char(out, '\n');
}

static void add_fact(Text *out, const char *name, Str value, Str because)
{
    text_addf(out, "  %-8s%.*s%s%.*s\n", name, STR_ARG(value), because.len ? ": " : "",
              STR_ARG(because));
}

void import_account(const Reading *reading, Text *out)
{
    Arena *arena = reading->arena;
    Str    range = extent_name(arena, reading->paper, &reading->extent);
    Str    unit = reading->pounds == 1      ? STR("pounds")
                  : reading->pounds == 1000 ? STR("thousands of pounds")
                                            : STR("millions of pounds");
    text_addf(out, "%.*s", STR_ARG(reading->file_name));
    if (reading->sheet_name.len) text_addf(out, ", sheet %.*s", STR_ARG(reading->sheet_name));
    text_addf(out, ", %.*s\n\n", STR_ARG(range));
    add_fact(out, "Board", reading->board.len ? reading->board : STR("not said"), STR(""));
    add_fact(out, "Year", year_format(arena, reading->year), reading->year_because);
    add_fact(out, "Stage", str_from(stage_names[reading->stage]), reading->stage_because);
    add_fact(out, "Unit", unit, STR(""));
    text_add(out, STR("\n  Column  "));
    add_padded(arena, out, STR("Heading"), LABEL_CHARS);
    text_add(out, STR("Read as\n"));
    for (size_t i = 0; i < reading->column_count; i++) add_column(reading, i, out);
    text_add(out, STR("\n  Row     "));
    add_padded(arena, out, STR("Label"), LABEL_CHARS);
    text_add(out, STR("Read as\n"));
    for (size_t row = 0; row < reading->label_count; row++) add_row(reading, row, out);
    text_add_char(out, '\n');
}
