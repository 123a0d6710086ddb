#include "write/xlsx.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <xlsxwriter.h>

#include "parse/spreadsheet.h"
#include "write/display.h"
#include "write/fit.h"
#include "write/formula.h"
#include "write/layout.h"
#include "write/lead.h"
#include "write/names.h"
#include "write/watch.h"
#include "write/xlsx_chart.h"
#include "write/xlsx_face.h"

#define NAME_CHARS_MAX    31
#define HEADING_CHARS_MAX 255 // Of a table that is marked up.
#define INDENT_MAX        15
#define GROUP_DEPTH_MAX   7 // Of outlines; the limit of the file format.
#define PAGES_SET_MAX     6
#define PAPER_A3          8
#define PAPER_A4          9
#define CREATOR           "bcfledger"
// The same for every workbook, or no two runs would write the same bytes:
// 1 January 2000.
#define CREATED_AT 946684800

typedef struct {
    Arena          *arena;
    const Workbook *workbook;
    Formulas        formulas;
    Leads           leads;
    Str            *table_names;
    lxw_workbook   *book;
    Wardrobe        wardrobe;
    Str             why; // Empty while all is well.
    // The sheet at work.
    lxw_worksheet *page;
    size_t         index;
    const Sheet   *sheet;
    const Table   *table;
} Writer;

static char *property(Writer *writer, Str text)
{
    Text copy = text_new(writer->arena);
    text_add(&copy, text);
    text_add_char(&copy, '\0');
    return copy.data;
}

static bool refuse(Writer *writer, const char *format, ...) __attribute__((format(printf, 2, 3)));

static bool refuse(Writer *writer, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (writer->why.len == 0) writer->why = str_format_args(writer->arena, format, args);
    va_end(args);
    return false;
}

static void check(Writer *writer, lxw_error error)
{
    if (error == LXW_NO_ERROR) return;
    refuse(writer, "sheet '%.*s': %s", STR_ARG(writer->sheet->name), lxw_strerror(error));
}

static lxw_format *dress(Writer *writer, const Face *face)
{
    lxw_format *format = wardrobe_format(&writer->wardrobe, face);
    if (!format) refuse(writer, "there is not enough memory to write it");
    return format;
}

// Cells. Rows and columns are of the sheet.

// "_x0041_" in a spreadsheet stands for an A.
static bool reads_as_code(Str text)
{
    return text.len > 6 && text.data[6] == '_' && str_starts(text, "_x");
}

// A text as a spreadsheet stores it.
static const char *stored(Writer *writer, Str text)
{
    Text   coded = text_new(writer->arena);
    size_t done = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (!reads_as_code(str_from_to(text, i, text.len))) continue;
        text_add(&coded, str_from_to(text, done, i));
        text_add(&coded, STR("_x005F_")); // The "_" itself.
        done = i + 1;
    }
    if (done == 0) return arena_copy(writer->arena, text).data;
    text_add(&coded, str_from_to(text, done, text.len));
    text_add_char(&coded, '\0');
    return coded.data;
}

// It is a string cell anyhow; this keeps it one when somebody edits it.
static bool reads_as_formula(Str text)
{
    return text.len > 0 && strchr("=+-@\t\r", text.data[0]);
}

static void put_text(Writer *writer, size_t row, size_t column, Str text, Face face)
{
    if (!face.number && reads_as_formula(text)) face.number = "@";
    lxw_format *format = dress(writer, &face);
    check(writer, worksheet_write_string(writer->page, (lxw_row_t)row, (lxw_col_t)column,
                                         stored(writer, text), format));
}

static void put_number(Writer *writer, size_t row, size_t column, double value, Str formula,
                       Face face)
{
    lxw_row_t   y = (lxw_row_t)row;
    lxw_col_t   x = (lxw_col_t)column;
    lxw_format *format = dress(writer, &face);
    if (formula.len == 0) {
        check(writer, worksheet_write_number(writer->page, y, x, value, format));
    } else {
        check(writer, worksheet_write_formula_num(writer->page, y, x, formula.data, format, value));
    }
}

// A formula that comes to a text.
static void put_words(Writer *writer, size_t row, size_t column, Str words, Str formula, Face face)
{
    check(writer,
          worksheet_write_formula_str(writer->page, (lxw_row_t)row, (lxw_col_t)column, formula.data,
                                      dress(writer, &face), property(writer, words)));
}

// A ratio over nil is a formula too, which comes to nothing.
static void put_nothing(Writer *writer, size_t row, size_t column, Str formula, Face face)
{
    if (formula.len > 0) {
        put_words(writer, row, column, STR(""), formula, face);
    } else {
        check(writer, worksheet_write_blank(writer->page, (lxw_row_t)row, (lxw_col_t)column,
                                            dress(writer, &face)));
    }
}

// The link lies under the cell: what is written next stands on it. Only a text is
// seen to be one; a figure stays a figure, and says where it leads when pointed at.
static void put_lead(Writer *writer, size_t row, size_t column, const Cell *cell, const Lead *lead)
{
    const char *text = stored(writer, cell->type == CELL_TEXT ? cell->text : writer->table->title);
    Str         url = str_format(writer->arena, "internal:%.*s", STR_ARG(lead->target));
    check(writer, worksheet_write_url_opt(writer->page, (lxw_row_t)row, (lxw_col_t)column, url.data,
                                          NULL, text, lead->tip.len ? lead->tip.data : NULL));
}

static Numbers numbers_of(const Writer *writer)
{
    if (writer->workbook->profile == PROFILE_PUBLICATION) return NUMBERS_PLAIN;
    return writer->table->lists_postings ? NUMBERS_JOURNAL : NUMBERS_STATEMENT;
}

// An empty cell looks like the others of its column, for whoever fills it in.
static Face cell_face(const Writer *writer, Style style, const Cell *cell, CellType of_column)
{
    CellType type = cell->type == CELL_EMPTY ? of_column : cell->type;
    bool     has_pence = writer->formulas.has_pence[writer->index];
    Face     face = {.look = LOOK_BODY, .style = style};
    face.number = face_number(numbers_of(writer), type, cell->marked, has_pence);
    face.linked = cell->link.table && type == CELL_TEXT;
    face.to_right = cell_is_figure(of_column);
    face.wrapped = !face.to_right;
    face.indent = face.to_right ? 0 : 1; // Away from a figure on its left.
    return face;
}

static void put_cell(Writer *writer, size_t table_row, size_t table_column)
{
    const TableRow *line = &writer->table->rows[table_row];
    const Cell     *cell = &line->cells[table_column];
    size_t          row = layout_row(table_row);
    size_t          column = layout_column(table_column);
    Str             formula = formula_of(&writer->formulas, writer->index, table_row, table_column);
    Face face = cell_face(writer, line->style, cell, writer->table->columns[table_column].type);
    Lead lead = lead_of(&writer->leads, writer->index, cell);
    if (lead.target.len > 0) put_lead(writer, row, column, cell, &lead);
    switch (cell->type) {
    case CELL_EMPTY: put_nothing(writer, row, column, formula, face); break;
    case CELL_TEXT:
    case CELL_DATE:
        if (formula.len > 0) put_words(writer, row, column, cell->text, formula, face);
        else put_text(writer, row, column, cell->text, face);
        break;
    case CELL_MONEY:
        if (money_abs(cell->money).pence > XLSX_PENCE_MAX) {
            refuse(writer,
                   "sheet '%.*s': an amount is larger than a spreadsheet holds to the penny",
                   STR_ARG(writer->sheet->name));
        }
        put_number(writer, row, column, (double)cell->money.pence / 100.0, formula, face);
        break;
    case CELL_PERCENT:
        put_number(writer, row, column, (double)cell->percent.hundredths / 10000.0, formula, face);
        break;
    case CELL_COUNT: put_number(writer, row, column, (double)cell->count, formula, face); break;
    }
}

// Sheets.

static void put_line(Writer *writer, const Fit *fit, size_t row, Str text)
{
    Face face = {.look = LOOK_LINE, .wrapped = fit_wraps(fit, text)};
    if (text.len > 0) put_text(writer, row, LAYOUT_LABEL_COLUMN, text, face);
}

static void put_lines(Writer *writer, const Fit *fit)
{
    const Table *table = writer->table;
    Face         title = {.look = LOOK_TITLE};
    Str          board = layout_subtitle(writer->arena, table);
    Face         subtitle = {.look = LOOK_SUBTITLE, .wrapped = fit_wraps(fit, board)};
    put_text(writer, LAYOUT_TITLE_ROW, LAYOUT_LABEL_COLUMN, table->title, title);
    put_text(writer, LAYOUT_SUBTITLE_ROW, LAYOUT_LABEL_COLUMN, board, subtitle);
    put_line(writer, fit, LAYOUT_ABOUT_ROW, table->about);
    put_line(writer, fit, LAYOUT_STATUS_ROW, table->status);
    put_line(writer, fit, LAYOUT_SOURCES_ROW, table->sources);
    for (size_t i = 0; i < table->note_count; i++) {
        Str note = note_display(writer->arena, &table->notes[i]);
        put_line(writer, fit, layout_note_row(table, i), note);
    }
}

static void put_header(Writer *writer)
{
    const Table *table = writer->table;
    Face         face = {.look = LOOK_HEADING, .wrapped = true};
    if (!layout_has_header(table)) return;
    put_text(writer, LAYOUT_HEADER_ROW, LAYOUT_LABEL_COLUMN, table->heading, face);
    for (size_t i = 0; i < table->column_count; i++) {
        face.to_right = cell_is_figure(table->columns[i].type);
        face.indent = face.to_right ? 0 : 1;
        put_text(writer, LAYOUT_HEADER_ROW, layout_column(i), table->columns[i].label, face);
    }
}

static void put_rows(Writer *writer)
{
    const Table *table = writer->table;
    for (size_t i = 0; i < table->row_count; i++) {
        const TableRow *row = &table->rows[i];
        Face face = {.look = LOOK_BODY, .style = row->style, .wrapped = row->style != STYLE_HEAD};
        face.indent = row->depth < INDENT_MAX ? row->depth : INDENT_MAX;
        put_text(writer, layout_row(i), LAYOUT_LABEL_COLUMN, row->label, face);
        for (size_t column = 0; column < table->column_count; column++) {
            put_cell(writer, i, column);
        }
    }
}

static void put_checks(Writer *writer)
{
    const Table *table = writer->table;
    size_t       row = layout_check_row(table);
    lxw_row_t    y = (lxw_row_t)row;
    Face         face = {.look = LOOK_CHECK};
    if (!layout_has_check(table)) return;
    put_text(writer, row, LAYOUT_LABEL_COLUMN, STR(WATCH_LABEL), face);
    for (size_t i = 0; i < table->column_count; i++) {
        WatchCell cell = watch_of(&writer->formulas, writer->index, i);
        if (cell.formula.len == 0) continue;
        face.to_right = cell_is_figure(table->columns[i].type);
        face.wrapped = !face.to_right;
        face.indent = face.to_right ? 0 : 1;
        put_words(writer, row, layout_column(i), cell.words, cell.formula, face);
    }
    // The library's own rule for texts looks at the wrong cell of a range.
    Text rule = text_new(writer->arena);
    text_add(&rule, STR("=LEFT("));
    cell_name_add(&rule, row, LAYOUT_FIRST_COLUMN);
    text_addf(&rule, ",%zu)=\"" WATCH_CHANGED "\"", strlen(WATCH_CHANGED));
    lxw_conditional_format turned = {
        .type = LXW_CONDITIONAL_TYPE_FORMULA,
        .value_string = property(writer, text_str(&rule)),
        .format = wardrobe_alarm(&writer->wardrobe),
    };
    check(writer, worksheet_conditional_format_range(
                      writer->page, y, LAYOUT_FIRST_COLUMN, y,
                      (lxw_col_t)(layout_column(table->column_count) - 1), &turned));
}

// "&" is a command in a footer, "&&" is itself.
static void add_to_footer(Text *footer, Str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] == '&') text_add_char(footer, '&');
        text_add_char(footer, text.data[i]);
    }
}

static void set_up_print(Writer *writer, const Fit *fit)
{
    lxw_worksheet *page = writer->page;
    const Table   *table = writer->table;
    Text           footer = text_new(writer->arena);
    text_add(&footer, STR("&L"));
    add_to_footer(&footer, layout_footer(writer->arena, table));
    text_add(&footer, STR("&RPage &P of &N"));
    text_add_char(&footer, '\0');
    if (fit->landscape) worksheet_set_landscape(page);
    else worksheet_set_portrait(page);
    worksheet_set_paper(page, fit->large ? PAPER_A3 : PAPER_A4);
    worksheet_set_margins(page, 0.6, 0.6, 0.5, 0.7); // Inches.
    // Long lists take as many pages as they like: 0.
    worksheet_fit_to_pages(page, 1,
                           fit->page_count > PAGES_SET_MAX ? 0 : (uint16_t)fit->page_count);
    check(writer, worksheet_set_footer(page, footer.data));
    check(writer, worksheet_print_area(page, 0, 0, (lxw_row_t)(fit->print_row_count - 1),
                                       (lxw_col_t)(fit->print_column_count - 1)));
    if (layout_has_header(table)) {
        check(writer, worksheet_repeat_rows(page, LAYOUT_HEADER_ROW, LAYOUT_HEADER_ROW));
    }
}

// Rows of a block fold away above its total; its heading stays.
static uint8_t group_level(const Writer *writer, size_t row)
{
    const Table *table = writer->table;
    if (writer->workbook->profile == PROFILE_PUBLICATION || row < LAYOUT_FIRST_ROW) return 0;
    if (row >= layout_row(table->row_count)) return 0;
    size_t depth = table->rows[row - LAYOUT_FIRST_ROW].depth;
    return (uint8_t)(depth < GROUP_DEPTH_MAX ? depth : GROUP_DEPTH_MAX);
}

// What a working file has and a publication must not.
static void set_up_work(Writer *writer)
{
    const Table *table = writer->table;
    size_t       last = layout_last_body_row(table);
    worksheet_freeze_panes(writer->page, LAYOUT_FIRST_ROW, LAYOUT_FIRST_COLUMN);
    if (!table->filtered || last < LAYOUT_FIRST_ROW) return;
    check(writer, worksheet_autofilter(writer->page, LAYOUT_HEADER_ROW, LAYOUT_LABEL_COLUMN,
                                       (lxw_row_t)last,
                                       (lxw_col_t)(layout_column(table->column_count) - 1)));
}

// So that a screen reader knows it for a table, and its header row for one.
static void mark_up_table(Writer *writer)
{
    const Table       *table = writer->table;
    size_t             count = layout_column(table->column_count);
    lxw_table_column  *columns = ARENA_ARRAY(writer->arena, lxw_table_column, count);
    lxw_table_column **list = ARENA_ARRAY(writer->arena, lxw_table_column *, count + 1);
    for (size_t i = 0; i < count; i++) {
        Str heading = i == 0 ? table->heading : table->columns[i - 1].label;
        if (text_width(heading) > HEADING_CHARS_MAX) {
            refuse(writer, "sheet '%.*s': a heading of more than %d characters cannot be a table's",
                   STR_ARG(writer->sheet->name), HEADING_CHARS_MAX);
        }
        columns[i].header = property(writer, heading);
        list[i] = &columns[i];
    }
    lxw_table_options options = {
        .name = property(writer, writer->table_names[writer->index]),
        .no_autofilter = LXW_TRUE,
        .no_banded_rows = LXW_TRUE,
        .style_type = LXW_TABLE_STYLE_TYPE_LIGHT,
        .style_type_number = 0, // The house style is of the cells.
        .columns = list,
    };
    check(writer, worksheet_add_table(writer->page, LAYOUT_HEADER_ROW, LAYOUT_LABEL_COLUMN,
                                      (lxw_row_t)(layout_row(table->row_count) - 1),
                                      (lxw_col_t)(count - 1), &options));
}

static void set_up_screen(Writer *writer, const Fit *fit)
{
    lxw_worksheet *page = writer->page;
    for (size_t i = 0; i < fit->column_count; i++) {
        check(writer,
              worksheet_set_column(page, (lxw_col_t)i, (lxw_col_t)i, (double)fit->widths[i], NULL));
    }
    for (size_t i = 0; i < fit->row_count; i++) {
        lxw_row_col_options options = {.level = group_level(writer, i)};
        // LibreOffice leaves a row that says nothing one line tall.
        if (fit->heights[i] == FIT_LINE_POINTS && options.level == 0) continue;
        check(writer,
              worksheet_set_row_opt(page, (lxw_row_t)i, (double)fit->heights[i], NULL, &options));
    }
    worksheet_gridlines(page, LXW_HIDE_ALL_GRIDLINES);
    if (writer->workbook->profile == PROFILE_PUBLICATION) mark_up_table(writer);
    else set_up_work(writer);
    // An id or a number of a posting is a text on purpose: no green corners.
    check(writer, worksheet_ignore_errors(page, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576"));
}

// The sheet must hold the table.
static bool check_table(Writer *writer)
{
    const Table *table = writer->table;
    if (layout_row_count(table) > SPREADSHEET_ROW_MAX ||
        layout_column(table->column_count) > SPREADSHEET_COLUMN_MAX) {
        return refuse(writer, "sheet '%.*s' is larger than a spreadsheet",
                      STR_ARG(writer->sheet->name));
    }
    return true;
}

// The library reads beyond an empty name, so it is not asked about one.
static bool is_name(Writer *writer, Str name)
{
    Str copy = arena_copy(writer->arena, name);
    return name.len > 0 && text_width(name) <= NAME_CHARS_MAX && strlen(copy.data) == name.len &&
           workbook_validate_sheet_name(writer->book, copy.data) == LXW_NO_ERROR;
}

static bool add_page(Writer *writer, Str name, lxw_worksheet **page)
{
    if (!is_name(writer, name)) {
        return refuse(writer, "'%.*s' cannot be the name of a sheet, or is one already",
                      STR_ARG(name));
    }
    *page = workbook_add_worksheet(writer->book, arena_copy(writer->arena, name).data);
    return *page || refuse(writer, "there is not enough memory to write it");
}

static bool write_sheet(Writer *writer, size_t index, lxw_worksheet *page)
{
    writer->page = page;
    writer->index = index;
    writer->sheet = &writer->workbook->sheets[index];
    writer->table = writer->sheet->table;
    if (!check_table(writer)) return false;
    Fit fit = fit_table(writer->arena, writer->table, writer->formulas.has_pence[index]);
    set_up_screen(writer, &fit);
    set_up_print(writer, &fit);
    put_lines(writer, &fit);
    put_header(writer);
    put_rows(writer);
    put_checks(writer);
    if (writer->table->chart &&
        !xlsx_chart(writer->arena, writer->book, page, writer->sheet, &fit)) {
        refuse(writer, "sheet '%.*s': its chart could not be drawn", STR_ARG(writer->sheet->name));
    }
    return writer->why.len == 0;
}

static bool write_properties(Writer *writer)
{
    char               creator[] = CREATOR;
    lxw_doc_properties properties = {
        .title = property(writer, writer->workbook->title),
        .subject = property(writer, writer->workbook->subject),
        .comments = property(writer, writer->workbook->comments),
        .author = creator,
        .created = CREATED_AT,
    };
    lxw_error error = workbook_set_properties(writer->book, &properties);
    if (error == LXW_NO_ERROR) return true;
    return refuse(writer, "its properties: %s", lxw_strerror(error));
}

static bool write_names(Writer *writer)
{
    Name  *names = NULL;
    size_t count = names_of(writer->arena, writer->workbook, &names);
    for (size_t i = 0; i < count; i++) {
        Str       refers = str_format(writer->arena, "=%.*s", STR_ARG(names[i].refers));
        lxw_error error =
            workbook_define_name(writer->book, property(writer, names[i].name), refers.data);
        if (error == LXW_NO_ERROR) continue;
        return refuse(writer, "the name %.*s: %s", STR_ARG(names[i].name), lxw_strerror(error));
    }
    return true;
}

// The file.

static bool write_sheets(Writer *writer)
{
    const Workbook *workbook = writer->workbook;
    if (workbook->count == 0 || workbook->count > SPREADSHEET_SHEET_MAX) {
        return refuse(writer, "a workbook has 1 to %d sheets", SPREADSHEET_SHEET_MAX);
    }
    if (!write_properties(writer)) return false;
    lxw_worksheet **pages = ARENA_ARRAY(writer->arena, lxw_worksheet *, workbook->count);
    for (size_t i = 0; i < workbook->count; i++) {
        if (!add_page(writer, workbook->sheets[i].name, &pages[i])) return false;
    }
    for (size_t i = 0; i < workbook->count; i++) {
        if (!write_sheet(writer, i, pages[i])) return false;
    }
    return write_names(writer);
}

static bool write_file(Writer *writer, const char *path, const char *folder)
{
    lxw_workbook_options options = {.tmpdir = property(writer, str_from(folder))};
    writer->book = workbook_new_opt(path, &options);
    writer->wardrobe = (Wardrobe){.arena = writer->arena, .book = writer->book};
    if (!writer->book) return refuse(writer, "there is not enough memory to write it");
    if (!write_sheets(writer)) {
        lxw_workbook_free(writer->book);
        return false;
    }
    errno = 0;
    lxw_error error = workbook_close(writer->book); // Frees it in any case.
    if (error == LXW_NO_ERROR) return true;
    return refuse(writer, "%s", errno ? strerror(errno) : lxw_strerror(error));
}

// The library would only say that it could not, and not why.
static bool claim_file(Writer *writer, const char *path)
{
    remove(path); // Left by a process of this number that was killed.
    FILE *file = fopen(path, "wbx");
    if (file && fclose(file) == 0) return true;
    return refuse(writer, "%s", strerror(errno));
}

static bool read_file(Writer *writer, const char *path, Text *out)
{
    char  chunk[65536];
    FILE *file = fopen(path, "rb");
    if (!file) return refuse(writer, "%s", strerror(errno));
    for (size_t got; (got = fread(chunk, 1, sizeof chunk, file)) > 0;) {
        text_add(out, (Str){chunk, got});
    }
    bool good = !ferror(file);
    fclose(file);
    return good || refuse(writer, "it could not be read back");
}

bool xlsx_write(Arena *arena, const Workbook *workbook, const char *scratch_folder, Text *out,
                Str *why)
{
    Writer      writer = {.arena = arena, .workbook = workbook};
    const char *path = str_format(arena, "%s/scratch.xlsx", scratch_folder).data;
    writer.formulas = formulas_new(arena, workbook);
    writer.leads = leads_new(arena, workbook);
    writer.table_names = names_of_tables(arena, workbook);
    if (claim_file(&writer, path)) {
        if (write_file(&writer, path, scratch_folder)) read_file(&writer, path, out);
        remove(path);
    }
    *why = writer.why;
    return writer.why.len == 0;
}

const char *xlsx_writer_version(void)
{
    return lxw_version();
}
