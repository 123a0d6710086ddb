// Which year a table is of: its columns say so, its title or its name; else somebody
// is asked, for a book of the wrong year is worse than none.
#include "base/text.h"
#include "survey/reading.h"

// Where the titles of a table begin: below the amounts of another above it.
static size_t first_title(const Reading *reading)
{
    size_t row = reading->extent.first_row;
    for (; row > 0; row--) {
        for (size_t column = 0; column < reading->paper->column_count; column++) {
            PrintedKind kind = paper_cell(reading->paper, row - 1, column)->kind;
            if (kind == PRINTED_AMOUNT || kind == PRINTED_NIL) return row;
        }
    }
    return row;
}

// What stands above a table, and in its heading over what are no amounts.
Str reading_titles(const Reading *reading)
{
    Text all = text_new(reading->arena);
    for (size_t row = first_title(reading); row < reading->extent.body_row; row++) {
        for (size_t at = 0; at < reading->paper->column_count; at++) {
            size_t column = at - reading->extent.first_column;
            bool   inside = at >= reading->extent.first_column && at <= reading->extent.last_column;
            bool   heading = row >= reading->extent.first_row && inside && reading->columns &&
                           (reading->columns[column].role == COLUMN_AMOUNT ||
                            reading->columns[column].role == COLUMN_LEFT_OUT);
            if (!heading)
                text_addf(&all, " %.*s", STR_ARG(paper_cell(reading->paper, row, at)->text));
        }
    }
    return text_str(&all);
}

static size_t title_years(const Reading *reading, Year *years, size_t max)
{
    size_t count = words_years(reading_titles(reading), years, max);
    if (count == 0) count = words_years(reading->sheet_name, years, max);
    if (count == 0) count = words_years(reading->file_name, years, max);
    return count;
}

static size_t column_years(const Reading *reading, Year *years, size_t max)
{
    size_t count = 0;
    for (size_t i = 0; i < reading->column_count; i++) {
        const TableColumn *column = &reading->columns[i];
        if (column->role != COLUMN_AMOUNT || column->year_count != 1) continue;
        bool known = false;
        for (size_t k = 0; k < count; k++) known |= years[k].start == column->years[0].start;
        if (!known && count < max) years[count++] = column->years[0];
    }
    return count;
}

static bool is_among(Year year, const Year *years, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (years[i].start == year.start) return true;
    }
    return false;
}

static Str year_fault(Arena *arena, const void *about, Str answer)
{
    Year        year;
    const char *wrong = year_parse(answer, &year);
    (void)about;
    return wrong ? str_format(arena, "'%.*s' %s", STR_ARG(answer), wrong) : STR("");
}

static Str ask_year(const Reading *reading, const Year *years, size_t count, bool silent)
{
    Str choices[8];
    for (size_t i = 0; i < count && i < 8; i++) choices[i] = year_id(reading->arena, years[i]);
    Question question = {.key = STR("year"),
                         .words = STR("Which year is the book of? Such as 2022-23."),
                         .choices = count ? choices : NULL,
                         .choice_count = count,
                         .silent = silent,
                         .fault = silent ? NULL : year_fault}; // In advance it is a finding.
    return asker_ask(&reading->asker, &question);
}

static bool refuse_year(const Reading *reading, const Year *years, size_t count)
{
    Text all = text_new(reading->arena);
    for (size_t i = 0; i < count; i++) {
        text_addf(&all, "%s%.*s", i ? ", " : "", STR_ARG(year_format(reading->arena, years[i])));
    }
    Span span = paper_span(reading->paper, reading->extent.first_row, reading->extent.first_column);
    Diag *found =
        count ? diag(reading->diags, DIAG_TABLE_YEAR, span,
                     "the table has figures of several years (%.*s)", STR_ARG(text_str(&all)))
              : diag(reading->diags, DIAG_TABLE_YEAR, span,
                     "nothing says which year the table is of");
    diag_help(reading->diags, found, "say which: --answer year=%.*s",
              STR_ARG(count ? year_id(reading->arena, years[0]) : STR("2022-23")));
    return false;
}

bool reading_year(Reading *reading)
{
    Year   columns[8];
    Year   titles[8];
    size_t column_count = column_years(reading, columns, 8);
    size_t title_count = title_years(reading, titles, 8);
    Str    said = ask_year(reading, NULL, 0, true);
    if (said.len) {
        const char *wrong = year_parse(said, &reading->year);
        reading->year_because = STR("as was said");
        if (!wrong) return true;
        Span span = paper_span(reading->paper, reading->extent.first_row, 0);
        diag(reading->diags, DIAG_TABLE_YEAR, span, "the year '%.*s' that was said %s",
             STR_ARG(said), wrong);
        return false;
    }
    if (column_count == 1) {
        reading->year = columns[0];
        reading->year_because = STR("the headings of its columns say so");
        return true;
    }
    if (title_count == 1 && (column_count == 0 || is_among(titles[0], columns, column_count))) {
        reading->year = titles[0];
        reading->year_because = STR("its title or name says so");
        return true;
    }
    const Year *years = column_count ? columns : titles;
    size_t      count = column_count ? column_count : title_count;
    said = ask_year(reading, years, count, false);
    reading->year_because = STR("as was said");
    if (said.len && !year_parse(said, &reading->year)) return true;
    return refuse_year(reading, years, count);
}
