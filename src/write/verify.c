#include "write/verify.h"

#include "base/index.h"
#include "parse/ods.h"
#include "parse/xlsx.h"
#include "write/display.h"
#include "write/formula.h"
#include "write/layout.h"
#include "write/lead.h"
#include "write/names.h"
#include "write/watch.h"

// A place that moves over a sheet, cell by cell and row by row, as both sides do.
typedef struct {
    Arena                  *arena;
    Formulas                formulas;
    Leads                   leads;
    size_t                  index;
    const Sheet            *sheet;
    const Table            *table;
    const SpreadsheetSheet *found;
    size_t                  next_cell; // Of `found`, not yet compared.
    size_t                  next_link;
    Str                     why;
} Verifier;

static bool differ(Verifier *verifier, size_t row, size_t column, Str expected, Str found)
{
    Text place = text_new(verifier->arena);
    cell_name_add(&place, row, column);
    verifier->why =
        str_format(verifier->arena, "sheet '%.*s', cell %.*s: expected %.*s, found %.*s",
                   STR_ARG(verifier->sheet->name), STR_ARG(text_str(&place)), STR_ARG(expected),
                   STR_ARG(found));
    return false;
}

static Str quoted(Arena *arena, Str text)
{
    return str_format(arena, "'%.*s'", STR_ARG(text));
}

static Str described(Arena *arena, const SpreadsheetCell *cell)
{
    if (!cell) return STR("nothing");
    Str text = cell->kind == SPREADSHEET_TEXT ? quoted(arena, cell->text) : cell->text;
    if (!cell->computed) return text;
    return str_format(arena, "=%.*s with %.*s", STR_ARG(cell->formula), STR_ARG(text));
}

// The cell at this place; NULL when there is none. False when one was passed
// that should not be there.
static bool step_to(Verifier *verifier, size_t row, size_t column, const SpreadsheetCell **out)
{
    const SpreadsheetSheet *sheet = verifier->found;
    *out = NULL;
    if (verifier->next_cell == sheet->cell_count) return true;
    const SpreadsheetCell *cell = &sheet->cells[verifier->next_cell];
    if (cell->row > row || (cell->row == row && cell->column > column)) return true;
    if (cell->row < row || cell->column < column) {
        return differ(verifier, cell->row, cell->column, STR("nothing"),
                      described(verifier->arena, cell));
    }
    *out = cell;
    verifier->next_cell++;
    return true;
}

static bool expect_text(Verifier *verifier, size_t row, size_t column, Str text)
{
    const SpreadsheetCell *cell;
    if (text.len == 0) return true; // An empty text is no cell: the next step sees that.
    if (!step_to(verifier, row, column, &cell)) return false;
    if (cell && cell->kind == SPREADSHEET_TEXT && !cell->computed && str_equal(cell->text, text)) {
        return true;
    }
    return differ(verifier, row, column, quoted(verifier->arena, text),
                  described(verifier->arena, cell));
}

static bool is_figure(const SpreadsheetCell *found, const Cell *cell)
{
    int64_t units = 0;
    switch (cell->type) {
    case CELL_MONEY: return spreadsheet_scaled(found, 100, &units) && units == cell->money.pence;
    case CELL_PERCENT:
        return spreadsheet_scaled(found, 10000, &units) && units == cell->percent.hundredths;
    case CELL_COUNT: return spreadsheet_scaled(found, 1, &units) && units == cell->count;
    case CELL_EMPTY:
        return found->kind == SPREADSHEET_TEXT && found->text.len == 0; // A ratio over nil.
    case CELL_TEXT:
    case CELL_DATE: return found->kind == SPREADSHEET_TEXT && str_equal(found->text, cell->text);
    }
    return false;
}

static Str figure_words(Arena *arena, const Cell *cell)
{
    if (cell->type == CELL_MONEY) return money_pounds(arena, cell->money);
    if (cell->type == CELL_TEXT) return quoted(arena, cell->text);
    if (cell->type == CELL_COUNT) return str_format(arena, "%lld", (long long)cell->count);
    if (cell->type != CELL_PERCENT) return STR("nothing");
    return str_format(arena, "%.*s%%", STR_ARG(percent_format(arena, cell->percent)));
}

static bool expect_figure(Verifier *verifier, size_t row, size_t column, const Cell *cell)
{
    const SpreadsheetCell *found;
    if (!step_to(verifier, row, column, &found)) return false;
    if (found && !found->computed && is_figure(found, cell)) return true;
    return differ(verifier, row, column, figure_words(verifier->arena, cell),
                  described(verifier->arena, found));
}

static bool expect_computed(Verifier *verifier, size_t row, size_t column, const Cell *cell,
                            Str formula)
{
    const SpreadsheetCell *found;
    if (!step_to(verifier, row, column, &found)) return false;
    if (found && found->computed && str_equal(found->formula, formula) && is_figure(found, cell)) {
        return true;
    }
    Str expected = str_format(verifier->arena, "=%.*s with %.*s", STR_ARG(formula),
                              STR_ARG(figure_words(verifier->arena, cell)));
    return differ(verifier, row, column, expected, described(verifier->arena, found));
}

static bool expect_link(Verifier *verifier, size_t row, size_t column, Str target)
{
    const SpreadsheetSheet *sheet = verifier->found;
    SpreadsheetLink         link = {0};
    if (verifier->next_link < sheet->link_count) link = sheet->links[verifier->next_link++];
    if (link.row == row && link.column == column && str_equal(link.target, target)) {
        return true;
    }
    return differ(verifier, row, column,
                  str_format(verifier->arena, "a link to %.*s", STR_ARG(target)),
                  str_format(verifier->arena, "one to '%.*s'", STR_ARG(link.target)));
}

static bool expect_cell(Verifier *verifier, size_t table_row, size_t table_column)
{
    const Cell *cell = &verifier->table->rows[table_row].cells[table_column];
    size_t      row = layout_row(table_row);
    size_t      column = layout_column(table_column);
    Str         formula = formula_of(&verifier->formulas, verifier->index, table_row, table_column);
    Lead        lead = lead_of(&verifier->leads, verifier->index, cell);
    if (lead.target.len > 0 && !expect_link(verifier, row, column, lead.target)) return false;
    if (formula.len > 0) return expect_computed(verifier, row, column, cell, formula);
    switch (cell->type) {
    case CELL_EMPTY: return true;
    case CELL_TEXT:
    case CELL_DATE: return expect_text(verifier, row, column, cell->text);
    case CELL_MONEY:
    case CELL_PERCENT:
    case CELL_COUNT: break;
    }
    return expect_figure(verifier, row, column, cell);
}

static bool expect_row(Verifier *verifier, size_t index)
{
    const TableRow *row = &verifier->table->rows[index];
    if (!expect_text(verifier, layout_row(index), LAYOUT_LABEL_COLUMN, row->label)) return false;
    for (size_t column = 0; column < verifier->table->column_count; column++) {
        if (!expect_cell(verifier, index, column)) return false;
    }
    return true;
}

static bool expect_checks(Verifier *verifier)
{
    const Table *table = verifier->table;
    size_t       row = layout_check_row(table);
    if (!layout_has_check(table)) return true;
    if (!expect_text(verifier, row, LAYOUT_LABEL_COLUMN, STR(WATCH_LABEL))) return false;
    for (size_t i = 0; i < table->column_count; i++) {
        WatchCell watch = watch_of(&verifier->formulas, verifier->index, i);
        Cell      cell = cell_text(watch.words);
        if (watch.formula.len == 0) continue;
        if (!expect_computed(verifier, row, layout_column(i), &cell, watch.formula)) return false;
    }
    return true;
}

static bool expect_above(Verifier *verifier)
{
    const Table *table = verifier->table;
    Str          subtitle = layout_subtitle(verifier->arena, table);
    if (!expect_text(verifier, LAYOUT_TITLE_ROW, LAYOUT_LABEL_COLUMN, table->title) ||
        !expect_text(verifier, LAYOUT_SUBTITLE_ROW, LAYOUT_LABEL_COLUMN, subtitle) ||
        !expect_text(verifier, LAYOUT_ABOUT_ROW, LAYOUT_LABEL_COLUMN, table->about) ||
        !expect_text(verifier, LAYOUT_STATUS_ROW, LAYOUT_LABEL_COLUMN, table->status) ||
        !expect_text(verifier, LAYOUT_SOURCES_ROW, LAYOUT_LABEL_COLUMN, table->sources) ||
        !expect_text(verifier, LAYOUT_HEADER_ROW, LAYOUT_LABEL_COLUMN, table->heading)) {
        return false;
    }
    for (size_t i = 0; i < table->column_count; i++) {
        Str label = table->columns[i].label;
        if (!expect_text(verifier, LAYOUT_HEADER_ROW, layout_column(i), label)) return false;
    }
    return true;
}

static bool expect_nothing_more(Verifier *verifier)
{
    const SpreadsheetCell *cell;
    if (verifier->next_link < verifier->found->link_count) {
        const SpreadsheetLink *link = &verifier->found->links[verifier->next_link];
        return differ(verifier, link->row, link->column, STR("no link"), STR("one"));
    }
    return step_to(verifier, SPREADSHEET_ROW_MAX, 0, &cell);
}

static bool expect_table(Verifier *verifier)
{
    const Table *table = verifier->table;
    if (!expect_above(verifier)) return false;
    for (size_t i = 0; i < table->row_count; i++) {
        if (!expect_row(verifier, i)) return false;
    }
    if (!expect_checks(verifier)) return false;
    for (size_t i = 0; i < table->note_count; i++) {
        Str note = note_display(verifier->arena, &table->notes[i]);
        if (!expect_text(verifier, layout_note_row(table, i), LAYOUT_LABEL_COLUMN, note)) {
            return false;
        }
    }
    return expect_nothing_more(verifier);
}

static bool expect_sheet(Verifier *verifier)
{
    Str                     name = verifier->sheet->name;
    const SpreadsheetSheet *found = verifier->found;
    if (found->hidden || found->hidden_row_count > 0 || found->hidden_column_count > 0 ||
        found->merged_count > 0) {
        verifier->why = str_format(verifier->arena,
                                   "sheet '%.*s' is hidden, or some of it is "
                                   "hidden or merged",
                                   STR_ARG(name));
        return false;
    }
    return expect_table(verifier);
}

static bool has_sheets(Arena *arena, const Workbook *workbook, const Spreadsheet *book, Str *why)
{
    if (book->sheet_count != workbook->count) {
        *why =
            str_format(arena, "expected %zu sheets, found %zu", workbook->count, book->sheet_count);
        return false;
    }
    for (size_t i = 0; i < workbook->count; i++) {
        Str name = workbook->sheets[i].name;
        if (str_equal(book->sheets[i].name, name)) continue;
        *why = str_format(arena, "sheet %zu: expected '%.*s', found '%.*s'", i + 1, STR_ARG(name),
                          STR_ARG(book->sheets[i].name));
        return false;
    }
    return true;
}

// What a program keeps for itself: print areas, filters.
static bool is_own_name(const SpreadsheetName *name)
{
    return str_starts(name->name, "_xlnm.");
}

static bool has_names(Arena *arena, const Workbook *workbook, const Spreadsheet *book, Str *why)
{
    Name  *names = NULL;
    size_t count = names_of(arena, workbook, &names);
    size_t next = 0;
    // They are filed in the order of the alphabet, so each is looked for.
    Index wanted = index_new(arena);
    for (size_t i = 0; i < count; i++) index_add(&wanted, names[i].name, &names[i]);
    for (size_t i = 0; i < book->name_count; i++) {
        const SpreadsheetName *found = &book->names[i];
        const Name            *name = index_find(&wanted, found->name);
        if (is_own_name(found)) continue;
        if (!name || found->hidden || !str_equal(found->refers_to, name->refers)) {
            *why = str_format(arena, "the name '%.*s' is not as it should be: it refers to %.*s",
                              STR_ARG(found->name), STR_ARG(found->refers_to));
            return false;
        }
        next++;
    }
    if (next == count) return true;
    *why = str_format(arena, "expected %zu names of totals, found %zu", count, next);
    return false;
}

// A publication's tables are marked up, and nothing in it filters or freezes.
static bool expect_markup(Verifier *verifier, Str name)
{
    const Table            *table = verifier->table;
    const SpreadsheetSheet *found = verifier->found;
    Text                    range = text_new(verifier->arena);
    cell_name_add(&range, LAYOUT_HEADER_ROW, LAYOUT_LABEL_COLUMN);
    text_add_char(&range, ':');
    cell_name_add(&range, layout_row(table->row_count) - 1, layout_column(table->column_count) - 1);
    if (found->table_count == 1 && str_equal(found->tables[0].name, name) &&
        str_equal(found->tables[0].range, text_str(&range)) && !found->has_frozen &&
        !found->has_filter) {
        return true;
    }
    verifier->why =
        str_format(verifier->arena, "sheet '%.*s': expected one table, %.*s, marked up as %.*s",
                   STR_ARG(verifier->sheet->name), STR_ARG(text_str(&range)), STR_ARG(name));
    return false;
}

static bool expect_chart(Verifier *verifier)
{
    size_t expected = verifier->table->chart ? 1 : 0;
    if (verifier->found->chart_count == expected) return true;
    verifier->why =
        str_format(verifier->arena, "sheet '%.*s': expected %zu charts, found %zu",
                   STR_ARG(verifier->sheet->name), expected, verifier->found->chart_count);
    return false;
}

static bool verify(Arena *arena, const Workbook *workbook, const Spreadsheet *book, Str *why)
{
    if (!has_sheets(arena, workbook, book, why)) return false;
    if (book->has_macros || book->has_external_links) {
        *why = STR("it has macros or links to other workbooks");
        return false;
    }
    bool     published = workbook->profile == PROFILE_PUBLICATION;
    Str     *tables = names_of_tables(arena, workbook);
    Leads    leads = leads_new(arena, workbook);
    Formulas formulas = formulas_new(arena, workbook);
    for (size_t i = 0; i < workbook->count; i++) {
        Verifier verifier = {.arena = arena, .leads = leads, .index = i};
        verifier.formulas = formulas;
        verifier.sheet = &workbook->sheets[i];
        verifier.table = verifier.sheet->table;
        verifier.found = &book->sheets[i];
        if (expect_sheet(&verifier) && (!published || expect_markup(&verifier, tables[i])) &&
            expect_chart(&verifier)) {
            continue;
        }
        *why = verifier.why;
        return false;
    }
    return has_names(arena, workbook, book, why);
}

bool verify_xlsx(Arena *arena, const Workbook *workbook, Str bytes, Str *why)
{
    Spreadsheet book;
    return xlsx_read(arena, bytes, &book, why) && verify(arena, workbook, &book, why);
}

bool verify_ods(Arena *arena, const Workbook *workbook, Str bytes, Str *why)
{
    Spreadsheet book;
    return ods_read(arena, bytes, &book, why) && verify(arena, workbook, &book, why);
}
