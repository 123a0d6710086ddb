#include "write/ods.h"

#include <string.h>

#include "parse/spreadsheet.h"
#include "write/archive.h"
#include "write/display.h"
#include "write/fit.h"
#include "write/layout.h"
#include "write/lead.h"
#include "write/names.h"
#include "write/ods_face.h"
#include "write/ods_frame.h"
#include "write/ods_text.h"
#include "write/xlsx.h"

#define NAME_CHARS_MAX 31

typedef struct {
    Arena          *arena;
    const Workbook *workbook;
    OdsCloset       closet;
    Leads           leads;
    Text            sheets; // The XML of the tables.
    Fit            *fits;   // By sheet.
    Str             why;    // Empty while all is well.
    // The sheet at work.
    const Sheet *sheet;
    const Table *table;
    size_t       index;
    const Fit   *fit;
    bool         has_pence;
} Writer;

static bool refuse(Writer *writer, const char *format, ...) __attribute__((format(printf, 2, 3)));

static bool refuse(Writer *writer, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (writer->why.len == 0) writer->why = str_format_args(writer->arena, format, args);
    va_end(args);
    return false;
}

// Cells.

static void check_text(Writer *writer, Str text)
{
    const char *fault = ods_text_fault(text);
    if (fault) refuse(writer, "sheet '%.*s': a text %s", STR_ARG(writer->sheet->name), fault);
}

// STR_ARG names its argument twice, so each style is looked up before.
static void put_empty(Writer *writer, const OdsFace *face)
{
    Str style = ods_cell_style(&writer->closet, face);
    text_addf(&writer->sheets, "<table:table-cell table:style-name=\"%.*s\"/>", STR_ARG(style));
}

static void put_text(Writer *writer, Str text, Str href, const OdsFace *face)
{
    check_text(writer, text);
    if (text.len == 0) {
        put_empty(writer, face);
        return;
    }
    Str style = ods_cell_style(&writer->closet, face);
    text_addf(&writer->sheets,
              "<table:table-cell table:style-name=\"%.*s\" office:value-type=\"string\">",
              STR_ARG(style));
    ods_add_paragraphs(&writer->sheets, text, href);
    text_add(&writer->sheets, STR("</table:table-cell>"));
}

// The value in plain decimals, exact: no figure is ever a double here.
static Str stored(Writer *writer, const Cell *cell)
{
    if (cell->type == CELL_COUNT) {
        return str_format(writer->arena, "%lld", (long long)cell->count);
    }
    if (cell->type == CELL_MONEY) return money_plain(writer->arena, cell->money);
    // A per cent is 0.01: the point moves four places.
    Money parts = {cell->percent.hundredths};
    bool  below = parts.pence < 0;
    parts = money_abs(parts);
    return str_format(writer->arena, "%s%lld.%04lld", below ? "-" : "",
                      (long long)(parts.pence / 10000), (long long)(parts.pence % 10000));
}

// "12,345", as its number format says it.
static Str grouped(Arena *arena, int64_t count)
{
    Text text = text_new(arena);
    Str  digits = str_format(arena, "%lld", (long long)count);
    for (size_t i = 0; i < digits.len; i++) {
        bool comma = (digits.len - i) % 3 == 0 && i > (count < 0);
        if (comma) text_add_char(&text, ',');
        text_add_char(&text, digits.data[i]);
    }
    return text_str(&text);
}

// What is seen until a program prints the value itself: the same.
static Str displayed(Writer *writer, const Cell *cell)
{
    bool nil = cell->type == CELL_MONEY && cell->money.pence == 0;
    if (nil) return writer->has_pence ? STR("0.00") : STR("0");
    if (cell->type == CELL_COUNT) return grouped(writer->arena, cell->count);
    return cell_display(writer->arena, cell, writer->has_pence);
}

static void put_figure(Writer *writer, const Cell *cell, Str href, const OdsFace *face)
{
    Str style = ods_cell_style(&writer->closet, face);
    Str value = stored(writer, cell);
    if (cell->type == CELL_MONEY && money_abs(cell->money).pence > XLSX_PENCE_MAX) {
        refuse(writer, "sheet '%.*s': an amount is larger than a spreadsheet holds to the penny",
               STR_ARG(writer->sheet->name));
    }
    text_addf(&writer->sheets,
              "<table:table-cell table:style-name=\"%.*s\" office:value-type=\"%s\""
              " office:value=\"%.*s\">",
              STR_ARG(style), cell->type == CELL_PERCENT ? "percentage" : "float", STR_ARG(value));
    ods_add_paragraphs(&writer->sheets, displayed(writer, cell), href);
    text_add(&writer->sheets, STR("</table:table-cell>"));
}

// "'Budget'!A1" is "#'Budget'.A1" here.
static Str href_of(Writer *writer, const Cell *cell)
{
    if (!cell->link.table) return STR("");
    Str    target = lead_of(&writer->leads, writer->index, cell).target;
    size_t at = target.len;
    while (at > 0 && target.data[at - 1] != '!') at--;
    if (at == 0) return STR("");
    return str_format(writer->arena, "#%.*s.%.*s", (int)(at - 1), target.data,
                      STR_ARG(str_from_to(target, at, target.len)));
}

// An empty cell looks like the others of its column.
static void put_cell(Writer *writer, const TableRow *row, size_t column)
{
    const Cell *cell = &row->cells[column];
    CellType    of_column = writer->table->columns[column].type;
    Str         href = href_of(writer, cell);
    OdsFace     face = {.look = ODS_BODY, .style = row->style, .has_pence = writer->has_pence};
    face.type = cell->type == CELL_EMPTY ? of_column : cell->type;
    face.to_right = cell_is_figure(of_column);
    face.wrapped = !face.to_right;
    face.indent = face.to_right ? 0 : 1; // Away from a figure on its left.
    face.linked = href.len > 0;
    if (cell->type == CELL_EMPTY) put_empty(writer, &face);
    else if (cell_is_figure(cell->type)) put_figure(writer, cell, href, &face);
    else put_text(writer, cell->text, href, &face);
}

// Rows, one below the other.

static void begin_row(Writer *writer, size_t row)
{
    Str style = ods_row_style(&writer->closet, writer->fit->heights[row]);
    text_addf(&writer->sheets, "<table:table-row table:style-name=\"%.*s\">", STR_ARG(style));
}

static void end_row(Writer *writer)
{
    text_add(&writer->sheets, STR("</table:table-row>\n"));
}

static void put_line(Writer *writer, size_t row, Str text, OdsLook look)
{
    OdsFace face = {.look = look, .type = CELL_TEXT};
    face.wrapped = look != ODS_TITLE && fit_wraps(writer->fit, text);
    begin_row(writer, row);
    put_text(writer, text, STR(""), &face);
    end_row(writer);
}

static void put_header(Writer *writer)
{
    const Table *table = writer->table;
    OdsFace      face = {.look = ODS_HEADING, .type = CELL_TEXT, .wrapped = true};
    text_add(&writer->sheets, STR("<table:table-header-rows>"));
    begin_row(writer, LAYOUT_HEADER_ROW);
    put_text(writer, table->heading, STR(""), &face);
    for (size_t i = 0; i < table->column_count; i++) {
        face.to_right = cell_is_figure(table->columns[i].type);
        face.indent = face.to_right ? 0 : 1;
        put_text(writer, table->columns[i].label, STR(""), &face);
    }
    end_row(writer);
    text_add(&writer->sheets, STR("</table:table-header-rows>"));
}

static void put_row(Writer *writer, size_t index)
{
    const TableRow *row = &writer->table->rows[index];
    OdsFace         face = {.look = ODS_BODY, .style = row->style, .type = CELL_TEXT};
    face.indent = row->depth;
    face.wrapped = row->style != STYLE_HEAD;
    begin_row(writer, layout_row(index));
    put_text(writer, row->label, STR(""), &face);
    for (size_t i = 0; i < writer->table->column_count; i++) put_cell(writer, row, i);
    end_row(writer);
}

static void put_rows(Writer *writer)
{
    const Table *table = writer->table;
    size_t       notes = layout_note_row(table, 0);
    put_line(writer, LAYOUT_TITLE_ROW, table->title, ODS_TITLE);
    put_line(writer, LAYOUT_SUBTITLE_ROW, layout_subtitle(writer->arena, table), ODS_SUBTITLE);
    put_line(writer, LAYOUT_ABOUT_ROW, table->about, ODS_LINE);
    put_line(writer, LAYOUT_STATUS_ROW, table->status, ODS_LINE);
    put_line(writer, LAYOUT_SOURCES_ROW, table->sources, ODS_LINE);
    if (layout_has_header(table)) put_header(writer);
    else put_line(writer, LAYOUT_HEADER_ROW, STR(""), ODS_LINE);
    for (size_t i = 0; i < table->row_count; i++) put_row(writer, i);
    for (size_t row = layout_row(table->row_count); row < layout_row_count(table); row++) {
        bool is_note = row >= notes;
        Str  text = is_note ? note_display(writer->arena, &table->notes[row - notes]) : STR("");
        put_line(writer, row, text, ODS_LINE);
    }
}

// Sheets.

static void add_range(Writer *writer, Text *out, size_t first, size_t end, size_t column_count)
{
    ods_add_sheet(out, writer->sheet->name);
    cell_name_add(out, first, 0);
    text_add_char(out, ':');
    ods_add_sheet(out, writer->sheet->name);
    cell_name_add(out, end - 1, column_count - 1);
}

static void put_columns(Writer *writer)
{
    for (size_t i = 0; i < writer->fit->column_count; i++) {
        Str style = ods_column_style(&writer->closet, writer->fit->widths[i]);
        text_addf(&writer->sheets, "<table:table-column table:style-name=\"%.*s\"/>",
                  STR_ARG(style));
    }
    text_add_char(&writer->sheets, '\n');
}

static bool put_sheet(Writer *writer, size_t index)
{
    const Sheet *sheet = &writer->workbook->sheets[index];
    writer->index = index;
    writer->sheet = sheet;
    writer->table = sheet->table;
    writer->fit = &writer->fits[index];
    writer->has_pence = table_has_pence(sheet->table);
    Text range = text_new(writer->arena);
    add_range(writer, &range, 0, layout_row_count(sheet->table), writer->fit->print_column_count);
    text_add(&writer->sheets, STR("<table:table table:name=\""));
    ods_add_escaped(&writer->sheets, sheet->name);
    text_addf(&writer->sheets, "\" table:style-name=\"table-%zu\" table:print-ranges=\"", index);
    ods_add_escaped(&writer->sheets, text_str(&range));
    text_add(&writer->sheets, STR("\">"));
    put_columns(writer);
    put_rows(writer);
    text_add(&writer->sheets, STR("</table:table>\n"));
    return writer->why.len == 0;
}

// Each table with headings is marked up as one, not only painted.
static void put_ranges(Writer *writer, Text *out)
{
    Str *names = names_of_tables(writer->arena, writer->workbook);
    text_add(out, STR("<table:database-ranges>"));
    for (size_t i = 0; i < writer->workbook->count; i++) {
        writer->sheet = &writer->workbook->sheets[i];
        const Table *table = writer->sheet->table;
        if (!layout_has_header(table) || table->row_count == 0) continue;
        Text range = text_new(writer->arena);
        add_range(writer, &range, LAYOUT_HEADER_ROW, layout_row(table->row_count),
                  layout_column(table->column_count));
        text_addf(out, "<table:database-range table:name=\"%.*s\" table:target-range-address=\"",
                  STR_ARG(names[i]));
        ods_add_escaped(out, text_str(&range));
        text_add(out, STR("\" table:contains-header=\"true\""
                          " table:display-filter-buttons=\"false\"/>"));
    }
    text_add(out, STR("</table:database-ranges>"));
}

static void put_table_styles(Writer *writer, Text *out)
{
    for (size_t i = 0; i < writer->workbook->count; i++) {
        text_addf(out,
                  "<style:style style:name=\"table-%zu\" style:family=\"table\""
                  " style:master-page-name=\"page-%zu\"><style:table-properties"
                  " table:display=\"true\"/></style:style>",
                  i, i);
    }
}

static Str content(Writer *writer)
{
    Text out = text_new(writer->arena);
    text_add(&out, STR(ODS_XML "<office:document-content" ODS_NAMESPACES ">"
                               "<office:automatic-styles>"));
    text_add(&out, text_str(&writer->closet.styles));
    put_table_styles(writer, &out);
    text_add(&out, STR("</office:automatic-styles><office:body><office:spreadsheet>\n"));
    text_add(&out, text_str(&writer->sheets));
    put_ranges(writer, &out);
    text_add(&out, STR("</office:spreadsheet></office:body></office:document-content>\n"));
    return text_str(&out);
}

// What no spreadsheet can hold.

static bool is_name(const Workbook *workbook, size_t index)
{
    Str name = workbook->sheets[index].name;
    if (name.len == 0 || text_width(name) > NAME_CHARS_MAX || ods_text_fault(name)) return false;
    if (name.data[0] == '\'' || name.data[name.len - 1] == '\'') return false;
    for (size_t i = 0; i < name.len; i++) {
        if (strchr("[]:*?/\\\t\n", name.data[i])) return false;
    }
    for (size_t i = 0; i < index; i++) {
        if (str_equal_any_case(workbook->sheets[i].name, name)) return false;
    }
    return true;
}

static bool check_workbook(Writer *writer)
{
    const Workbook *workbook = writer->workbook;
    if (workbook->count == 0 || workbook->count > SPREADSHEET_SHEET_MAX) {
        return refuse(writer, "a workbook has 1 to %d sheets", SPREADSHEET_SHEET_MAX);
    }
    for (size_t i = 0; i < workbook->count; i++) {
        const Sheet *sheet = &workbook->sheets[i];
        const Table *table = sheet->table;
        if (!is_name(workbook, i)) {
            return refuse(writer, "'%.*s' cannot be the name of a sheet, or is one already",
                          STR_ARG(sheet->name));
        }
        if (layout_row_count(table) > SPREADSHEET_ROW_MAX ||
            layout_column(table->column_count) > SPREADSHEET_COLUMN_MAX) {
            return refuse(writer, "sheet '%.*s' is larger than a spreadsheet",
                          STR_ARG(sheet->name));
        }
    }
    const Str properties[] = {workbook->title, workbook->subject, workbook->comments};
    for (size_t i = 0; i < sizeof properties / sizeof *properties; i++) {
        const char *fault = ods_text_fault(properties[i]);
        if (fault) return refuse(writer, "a property %s", fault);
    }
    return true;
}

static bool put_sheets(Writer *writer)
{
    const Workbook *workbook = writer->workbook;
    writer->fits = ARENA_ARRAY(writer->arena, Fit, workbook->count);
    for (size_t i = 0; i < workbook->count; i++) {
        const Table *table = workbook->sheets[i].table;
        writer->fits[i] = fit_table(writer->arena, table, table_has_pence(table));
        if (!put_sheet(writer, i)) return false;
    }
    return true;
}

bool ods_write(Arena *arena, const Workbook *workbook, Text *out, Str *why)
{
    Writer writer = {.arena = arena, .workbook = workbook};
    writer.closet = ods_closet_new(arena);
    writer.sheets = text_new(arena);
    writer.leads = leads_new(arena, workbook);
    if (!check_workbook(&writer) || !put_sheets(&writer)) {
        *why = writer.why;
        return false;
    }
    const ArchivePart parts[] = {
        {STR("mimetype"), STR(ODS_MEDIATYPE), true}, // First and plain, to be told by.
        {STR("META-INF/manifest.xml"), ods_manifest(), false},
        {STR("meta.xml"), ods_meta(arena, workbook), false},
        {STR("styles.xml"), ods_styles(arena, workbook, writer.fits), false},
        {STR("content.xml"), content(&writer), false},
    };
    return archive_write(arena, parts, sizeof parts / sizeof *parts, out, why);
}
