#include "survey/import.h"

#include <string.h>

#include "base/text.h"
#include "parse/sheet_source.h"
#include "survey/drafting.h"

// One sheet with a table or several.
typedef struct {
    const SpreadsheetSheet *sheet;
    Paper                   paper;
    Extent                  extents[EXTENT_MAX];
    size_t                  extent_count;
} Candidate;

// Places of a sheet need a source of it, which costs memory: made when it is wanted.
static const Source *source_of(Arena *arena, Str name, const SpreadsheetSheet *sheet)
{
    return sheet_source(arena, name, sheet, 1);
}

static Span sheet_start(Arena *arena, Str name, const SpreadsheetSheet *sheet)
{
    return sheet_span(source_of(arena, name, sheet), 0, 0);
}

static bool read_candidate(Arena *arena, const SpreadsheetSheet *sheet, Candidate *candidate,
                           Str *why)
{
    *candidate = (Candidate){.sheet = sheet};
    if (!paper_read(arena, sheet, NULL, &candidate->paper, why)) return false;
    candidate->extent_count = extents_find(&candidate->paper, candidate->extents);
    return true;
}

// The sheets that have a table; hidden ones only where they are asked for.
static size_t find_candidates(Reading *reading, const Spreadsheet *book, Candidate *candidates)
{
    size_t count = 0;
    for (size_t i = 0; i < book->sheet_count; i++) {
        const SpreadsheetSheet *sheet = &book->sheets[i];
        Str                     why = STR("");
        if (sheet->hidden) continue;
        if (!read_candidate(reading->arena, sheet, &candidates[count], &why)) {
            diag(reading->diags, DIAG_LEFT_OUT,
                 sheet_start(reading->arena, reading->file_name, sheet),
                 "the sheet is not looked at: %.*s", STR_ARG(why));
        } else if (candidates[count].extent_count > 0) {
            count++;
        }
    }
    return count;
}

static const SpreadsheetSheet *sheet_named(const Spreadsheet *book, Str name)
{
    for (size_t i = 0; i < book->sheet_count; i++) {
        if (str_equal_any_case(book->sheets[i].name, name)) return &book->sheets[i];
    }
    return NULL;
}

static bool refuse_sheets(Reading *reading, const Candidate *candidates, size_t count)
{
    Diag *found = diag(reading->diags, DIAG_SEVERAL_TABLES,
                       sheet_start(reading->arena, reading->file_name, candidates[0].sheet),
                       "%zu sheets have a table; which is meant cannot be told", count);
    for (size_t i = 0; i < count; i++) {
        const Candidate *one = &candidates[i];
        diag_note(reading->diags, found,
                  sheet_start(reading->arena, reading->file_name, one->sheet), "'%.*s' has %zu",
                  STR_ARG(one->sheet->name), one->extent_count);
    }
    diag_help(reading->diags, found, "say which: --answer sheet='%.*s'",
              STR_ARG(candidates[0].sheet->name));
    return false;
}

static bool refuse_nothing(Reading *reading, const Spreadsheet *book)
{
    Diag *found = diag(reading->diags, DIAG_NO_TABLE,
                       sheet_start(reading->arena, reading->file_name, &book->sheets[0]),
                       "there is no table here: no heading with rows of amounts below it");
    diag_help(reading->diags, found,
              "a table has a heading, names of schemes and at least two rows of amounts");
    return false;
}

// The sheet that was said, hidden or not; else the only one with a table; else the
// one that is answered.
static bool choose_sheet(Reading *reading, const Spreadsheet *book, Candidate *chosen)
{
    Arena     *arena = reading->arena;
    Candidate *candidates = ARENA_ARRAY(arena, Candidate, book->sheet_count + 1);
    Str        said = reading_said(reading, STR("sheet"), NULL, 0);
    Str        why = STR("");
    if (said.len) {
        const SpreadsheetSheet *sheet = sheet_named(book, said);
        if (!sheet) {
            diag(reading->diags, DIAG_NO_TABLE,
                 sheet_start(arena, reading->file_name, &book->sheets[0]),
                 "there is no sheet '%.*s'", STR_ARG(said));
            return false;
        }
        if (!read_candidate(arena, sheet, chosen, &why)) {
            diag(reading->diags, DIAG_NO_TABLE, sheet_start(arena, reading->file_name, sheet),
                 "the sheet cannot be read as a table: %.*s", STR_ARG(why));
            return false;
        }
        return chosen->extent_count > 0 || refuse_nothing(reading, book);
    }
    size_t count = find_candidates(reading, book, candidates);
    if (count == 0) return refuse_nothing(reading, book);
    if (count > 1) {
        Str *names = ARENA_ARRAY(arena, Str, count);
        for (size_t i = 0; i < count; i++) names[i] = candidates[i].sheet->name;
        Question question = {.key = STR("sheet"),
                             .words = STR("Several sheets have a table. Which is it?"),
                             .choices = names,
                             .choice_count = count};
        Str      answer = asker_ask(&reading->asker, &question);
        for (size_t i = 0; i < count; i++) {
            if (!str_equal(candidates[i].sheet->name, answer)) continue;
            *chosen = candidates[i];
            return true;
        }
        return refuse_sheets(reading, candidates, count);
    }
    *chosen = candidates[0];
    return true;
}

static bool refuse_tables(Reading *reading, const Candidate *sheet)
{
    const Extent *first = &sheet->extents[0];
    Diag         *found =
        diag(reading->diags, DIAG_SEVERAL_TABLES,
             paper_span(&sheet->paper, first->first_row, first->first_column),
             "the sheet has %zu tables; which is meant cannot be told", sheet->extent_count);
    for (size_t i = 0; i < sheet->extent_count; i++) {
        const Extent *one = &sheet->extents[i];
        diag_note(reading->diags, found,
                  paper_span(&sheet->paper, one->first_row, one->first_column), "one is %.*s",
                  STR_ARG(extent_name(reading->arena, &sheet->paper, one)));
    }
    diag_help(reading->diags, found,
              "say which: --answer table=%.*s; or, where they are one, its whole range",
              STR_ARG(extent_name(reading->arena, &sheet->paper, first)));
    return false;
}

static bool choose_table(Reading *reading, const Candidate *sheet)
{
    Str said = reading_said(reading, STR("table"), NULL, 0);
    if (said.len) {
        if (extent_of_range(&sheet->paper, said, &reading->extent)) return true;
        diag(reading->diags, DIAG_NO_TABLE, paper_span(&sheet->paper, 0, 0),
             "'%.*s' is no range with a table, such as A3:F20", STR_ARG(said));
        return false;
    }
    reading->extent = sheet->extents[0];
    if (sheet->extent_count == 1) return true;
    Str *names = ARENA_ARRAY(reading->arena, Str, sheet->extent_count);
    for (size_t i = 0; i < sheet->extent_count; i++) {
        names[i] = extent_name(reading->arena, &sheet->paper, &sheet->extents[i]);
    }
    Question question = {.key = STR("table"),
                         .words = STR("The sheet has several tables. Which is it?"),
                         .choices = names,
                         .choice_count = sheet->extent_count};
    Str      answer = asker_ask(&reading->asker, &question);
    for (size_t i = 0; i < sheet->extent_count; i++) {
        if (!str_equal(names[i], answer)) continue;
        reading->extent = sheet->extents[i];
        return true;
    }
    return refuse_tables(reading, sheet);
}

// What the title and the headings say of the whole table.
static void read_titles(Reading *reading)
{
    const Paper *paper = reading->paper;
    reading->pounds = 1;
    for (size_t row = 0; row < reading->extent.body_row; row++) {
        for (size_t column = 0; column < paper->column_count; column++) {
            Str     text = paper_cell(paper, row, column)->text;
            int64_t unit = words_unit(reading->arena, text);
            Str     board = words_board(reading->arena, text);
            if (unit) reading->pounds = unit;
            if (board.len && !reading->board.len) reading->board = board;
        }
    }
    Str said = reading_said(reading, STR("unit"), NULL, 0);
    if (str_is(said, "pounds")) reading->pounds = 1;
    if (str_is(said, "thousands")) reading->pounds = 1000;
    if (str_is(said, "millions")) reading->pounds = 1000000;
}

static void list_rows(Reading *reading)
{
    size_t end = reading->extent.end_row;
    reading->label_count = end - reading->extent.body_row + 1;
    reading->labels = ARENA_ARRAY(reading->arena, Label, reading->label_count);
    for (size_t i = 0; i < reading->label_count; i++) {
        reading->labels[i].at = reading->extent.body_row + i;
    }
}

// Notices of what was read although it is easily overlooked.

static void report_hidden(const Reading *reading)
{
    const Paper *paper = reading->paper;
    for (size_t row = reading->extent.first_row; row <= reading->extent.last_row; row++) {
        if (!paper_row_is_hidden(paper, row)) continue;
        diag(reading->diags, DIAG_HIDDEN, paper_span(paper, row, reading->extent.first_column),
             "row %u is hidden, and was read like the others", (unsigned)paper->rows[row] + 1);
    }
    for (size_t column = reading->extent.first_column; column <= reading->extent.last_column;
         column++) {
        if (!paper_column_is_hidden(paper, column)) continue;
        Str name = reading_column_name(reading, column - reading->extent.first_column);
        diag(reading->diags, DIAG_HIDDEN, paper_span(paper, reading->extent.first_row, column),
             "column %.*s is hidden, and was read like the others", STR_ARG(name));
    }
}

static void report_outside(const Reading *reading)
{
    const Paper *paper = reading->paper;
    for (size_t i = 0; i < paper->sheet->cell_count; i++) {
        const SpreadsheetCell *cell = &paper->sheet->cells[i];
        if (!cell->leads_outside) continue;
        bool inside = cell->row >= paper->rows[reading->extent.first_row] &&
                      cell->row <= paper->rows[reading->extent.last_row];
        if (!inside) continue;
        diag(reading->diags, DIAG_OUTSIDE_VALUE, sheet_span(paper->source, cell->row, cell->column),
             "the value comes from another workbook, as it was when this one was last saved");
    }
}

// Cells of amounts that were read with goodwill or finer than a penny, one notice each.
static void report_cells(const Reading *reading)
{
    Diag  *mended = NULL;
    Diag  *finer = NULL;
    Diags *diags = reading->diags;
    for (size_t row = 0; row < reading->label_count; row++) {
        for (size_t i = 0; i < reading->column_count; i++) {
            const TableColumn *column = &reading->columns[i];
            const Printed *cell = paper_cell(reading->paper, reading->labels[row].at, column->at);
            Span           span = reading_span(reading, row, i);
            if (column->role != COLUMN_AMOUNT || cell->kind != PRINTED_AMOUNT) continue;
            Sum sum = printed_sum(cell, reading->pounds);
            Str amount = money_pounds(reading->arena, sum.exact);
            if (cell->mended) {
                if (!mended) {
                    mended = diag(diags, DIAG_READ_WITH_GOODWILL, span,
                                  "amounts were read with goodwill: look at them");
                }
                diag_note(diags, mended, span, "'%.*s' is read as %.*s", STR_ARG(cell->text),
                          STR_ARG(amount));
            }
            if (sum.finer) {
                if (!finer) {
                    finer = diag(diags, DIAG_FINER_THAN_PENNY, span,
                                 "amounts finer than a penny were rounded to the nearest one, "
                                 "halves away from nil");
                }
                diag_note(diags, finer, span, "%.*s is read as %.*s", STR_ARG(cell->text),
                          STR_ARG(amount));
            }
        }
    }
}

// Rows with amounts in the columns of the table, above it or below.
static void report_outside_range(Reading *reading)
{
    const Paper *paper = reading->paper;
    size_t       count = 0;
    size_t       first = 0;
    for (size_t row = 0; row < paper->row_count; row++) {
        bool inside = row >= reading->extent.first_row && row <= reading->extent.end_row;
        for (size_t i = 0; !inside && i < reading->column_count; i++) {
            const TableColumn *column = &reading->columns[i];
            bool               amount = column->role == COLUMN_AMOUNT &&
                          paper_cell(paper, row, column->at)->kind == PRINTED_AMOUNT;
            if (!amount) continue;
            if (count++ == 0) first = row;
            break;
        }
    }
    if (count == 0) return;
    diag(reading->diags, DIAG_LEFT_OUT,
         paper_span(paper, first, reading->columns[reading->label_column].at),
         "%zu row%s with amounts in the same columns %s outside of the table, from row %u on",
         count, count == 1 ? "" : "s", count == 1 ? "is" : "are", (unsigned)paper->rows[first] + 1);
    reading_mark(
        reading, "%zu row%s of the sheet with amounts, from row %u on, %s not in this book", count,
        count == 1 ? "" : "s", (unsigned)paper->rows[first] + 1, count == 1 ? "is" : "are");
}

static const Item *block_of_row(const Item *item, size_t row)
{
    if (item->is_block && item->row == row) return item;
    for (const Item *child = item->first; child; child = child->next) {
        const Item *found = block_of_row(child, row);
        if (found) return found;
    }
    return NULL;
}

// Printed totals of the outturn of a line have no place in a book but the last: those
// that do not add up are said here, for no check will say it.
static void report_line_totals(Reading *reading)
{
    for (size_t row = 0; row < reading->label_count; row++) {
        const Item *block = block_of_row(reading->root, row);
        for (size_t i = 0; block && row != reading->root_row && i < reading->column_count; i++) {
            const TableColumn *column = &reading->columns[i];
            Addends            addends = {0};
            Sum                sum;
            bool spent = column->measure == MEASURE_OUTTURN && column->line != NO_LINE;
            if (column->role != COLUMN_AMOUNT || !spent) continue;
            if (!reading_sum(reading, row, i, &sum)) continue;
            Money rows = reading_children(reading, block, i, &addends);
            if (rounding_test(sum.printed, sum.unit, rows, addends) != OUTCOME_BREAK) continue;
            Str place =
                paper_name(reading->arena, reading->paper, reading->labels[row].at, column->at);
            Str printed = money_pounds(reading->arena, sum.printed);
            Str added = money_pounds(reading->arena, rows);
            diag(
                reading->diags, DIAG_LEFT_OUT, reading_span(reading, row, i),
                "this total of an outturn by line is left out, for books have no place for it, and "
                "it does not add up: it prints %.*s, its rows come to %.*s",
                STR_ARG(printed), STR_ARG(added));
            reading_mark(reading,
                         "%.*s of the table prints an outturn of %.*s, and its rows come to %.*s",
                         STR_ARG(place), STR_ARG(printed), STR_ARG(added));
        }
    }
}

static void report_left_out(const Reading *reading)
{
    for (size_t i = 0; i < reading->column_count; i++) {
        const TableColumn *column = &reading->columns[i];
        if (column->role != COLUMN_LEFT_OUT || str_is(column->because, "as was said")) continue;
        if (str_starts(column->because, "what it is")) continue; // Said already.
        Str name = reading_column_name(reading, i);
        if (column->heading.len) {
            name = str_format(reading->arena, "%.*s, '%.*s',", STR_ARG(name),
                              STR_ARG(column->heading));
        }
        diag(reading->diags, DIAG_LEFT_OUT,
             paper_span(reading->paper, reading->extent.first_row, column->at),
             "column %.*s is left out: %.*s", STR_ARG(name), STR_ARG(column->because));
    }
}

static Str base_name(Str path)
{
    size_t start = path.len;
    while (start > 0 && path.data[start - 1] != '/') start--;
    return str_from_to(path, start, path.len);
}

void import_ask_board(Reading *reading)
{
    Question question = {.key = STR("board"),
                         .words = STR("What is the board called? Such as Northshire Health and "
                                      "Wellbeing Board."),
                         .silent = reading->board.len > 0,
                         .fallback = reading->board};
    reading->board = asker_ask(&reading->asker, &question);
}

// A fund of so many pounds there is none: then it is the unit that was misread.
#define FUND_PENCE_MAX INT64_C(300000000000)

static void doubt_unit(const Reading *reading)
{
    Sum    sum;
    size_t row = reading->root_row;
    for (size_t i = 0; row != SIZE_MAX && i < reading->column_count; i++) {
        const TableColumn *column = &reading->columns[i];
        bool budget = column->role == COLUMN_AMOUNT && column->measure == MEASURE_BUDGET;
        if (!budget || reading->pounds == 1 || !reading_sum(reading, row, i, &sum)) continue;
        if (sum.exact.pence < FUND_PENCE_MAX) continue;
        Diag *found =
            diag(reading->diags, DIAG_TABLE_UNCLEAR, reading_span(reading, row, i),
                 "in the unit that the table states its total is %.*s, more than any fund",
                 STR_ARG(money_pounds(reading->arena, sum.exact)));
        diag_help(reading->diags, found, "if its figures are pounds, say so: --answer unit=pounds");
        return;
    }
}

static bool has_scheme(const Item *item)
{
    if (!item->is_block) return true;
    for (const Item *child = item->first; child; child = child->next) {
        if (has_scheme(child)) return true;
    }
    return false;
}

static void refuse_empty(const Reading *reading)
{
    if (has_scheme(reading->root)) return;
    Diag *found =
        diag(reading->diags, DIAG_TABLE_UNCLEAR,
             paper_span(reading->paper, reading->extent.body_row, reading->extent.first_column),
             "no row of the table is left that could be a scheme");
    diag_help(reading->diags, found, "say what its rows are: --answer row-12=scheme");
}

Reading *import_read(Arena *arena, Diags *diags, const Asker *asker, const Spreadsheet *book,
                     Str name)
{
    Reading   *reading = ARENA_NEW(arena, Reading);
    Candidate *sheet = ARENA_NEW(arena, Candidate);
    *reading = (Reading){.arena = arena, .diags = diags, .asker = *asker};
    reading->file_name = base_name(name);
    reading->marks = text_new(arena);
    if (!choose_sheet(reading, book, sheet)) return NULL;
    sheet->paper.source = source_of(arena, reading->file_name, sheet->sheet);
    reading->paper = &sheet->paper;
    reading->sheet_name = sheet->sheet->name;
    if (!choose_table(reading, sheet)) return NULL;
    read_titles(reading);
    list_rows(reading);
    if (!reading_headings(reading) || !reading_year(reading)) return NULL;
    reading_sums(reading);
    if (!reading_columns(reading) || !reading_rows(reading)) return NULL;
    reading_tree(reading);
    refuse_empty(reading);
    doubt_unit(reading);
    report_hidden(reading);
    report_outside(reading);
    report_cells(reading);
    report_left_out(reading);
    report_line_totals(reading);
    report_outside_range(reading);
    return diags->errors == 0 ? reading : NULL;
}

ImportTexts import_texts(Reading *reading, const YearPack *pack, const Board *board, Str pack_path,
                         Str board_path)
{
    Drafting drafting = drafting_new(reading, pack, board, pack_path, board_path);
    drafting_check_limits(&drafting);
    ImportTexts texts = {.pack = describe_pack(&drafting)};
    if (!pack && texts.pack.len == 0) drafting.pack_path = STR(""); // Every line is local.
    texts.board = describe_board(&drafting);
    texts.book = describe_book(&drafting);
    return texts;
}
