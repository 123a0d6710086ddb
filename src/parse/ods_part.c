#include "parse/ods_part.h"

#include "parse/ods_range.h"

// How often something is there: a million times, or once where nothing is said.
static uint32_t times(XmlPart *part, const char *name)
{
    Str      stated = xml_attribute(part, name);
    uint32_t count = 1;
    if (stated.len == 0) return count;
    if (spreadsheet_digits(stated, INT32_MAX, &count) != stated.len || count == 0) {
        ods_refuse(part, part->into, "something is repeated '%.*s' times", STR_ARG(stated));
        return 1;
    }
    return count;
}

// Moves on without running over: what lies past the sheet is empty, or refused.
static uint32_t moved(uint32_t place, uint32_t count, uint32_t max)
{
    return count > max - place ? max : place + count;
}

static bool is_hidden(const XmlPart *part)
{
    Str visibility = xml_attribute(part, TABLE "visibility"); // Or "collapse", "filter".
    return (visibility.len > 0 && !str_is(visibility, "visible")) ||
           str_is(xml_attribute(part, TABLE "display"), "false");
}

// Characters. Several spaces in XML are one, and none at the head of a line. One at
// its end is kept, as LibreOffice does, which writes it so.

static void hear(XmlPart *part, OdsCell *open)
{
    Str heard = text_str(&part->heard);
    for (size_t i = 0; i < heard.len; i++) {
        char c = heard.data[i];
        bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (space && open->after_space) continue;
        open->after_space = space;
        text_add_char(&open->shown, space ? ' ' : c);
    }
    part->heard.len = 0;
}

static void add_spaces(XmlPart *part, OdsPart *into)
{
    uint32_t count = times(part, TEXT "c");
    if (!ods_spend(part, into, count)) return;
    text_repeat(&into->open.shown, ' ', count);
}

static void start_paragraph(XmlPart *part, OdsCell *open)
{
    if (open->has_paragraph) text_add_char(&open->shown, '\n');
    open->has_paragraph = true;
    open->in_paragraph = true;
    open->after_space = true;
    xml_listen(part);
}

static void add_link(XmlPart *part, OdsPart *into)
{
    SpreadsheetSheet *sheet = into->sheet;
    Str               href = xml_attribute(part, LINK "href");
    SpreadsheetLink   link = {.row = into->row, .column = into->column};
    if (str_starts(href, "#")) link.target = ods_link_target(part->arena, href);
    if (str_starts(href, "vnd.sun.star.script:")) into->book->has_macros = true;
    sheet->links = arena_grow(part->arena, sheet->links, sheet->link_count, &into->link_capacity,
                              sizeof *sheet->links);
    sheet->links[sheet->link_count++] = link;
}

// What a cell shows is text; comments, pictures and reading aids in it are not.
static void start_in_cell(XmlPart *part, OdsPart *into, Str element)
{
    OdsCell *open = &into->open;
    if (open->in_paragraph) hear(part, open);
    if (str_is(element, TEXT "p") || str_is(element, TEXT "h")) {
        start_paragraph(part, open);
    } else if (str_is(element, TEXT "s")) {
        add_spaces(part, into);
        open->after_space = false;
    } else if (str_is(element, TEXT "tab") || str_is(element, TEXT "line-break")) {
        text_add_char(&open->shown, str_is(element, TEXT "tab") ? '\t' : '\n');
        open->after_space = false;
    } else if (str_is(element, TEXT "a")) {
        add_link(part, into);
    } else if (!str_starts(element, TEXT) || str_is(element, TEXT "note") ||
               str_is(element, TEXT "ruby-text") || str_is(element, TEXT "script")) {
        into->skipped = 1;
        part->listening = false;
    }
}

// Cells.

static void read_value(XmlPart *part, OdsCell *open)
{
    static const struct {
        const char      *type;
        const char      *value;
        SpreadsheetKind  kind;
        SpreadsheetShown shown;
    } kinds[] = {
        {"float", OFFICE "value", SPREADSHEET_NUMBER, SHOWN_NUMBER},
        {"currency", OFFICE "value", SPREADSHEET_NUMBER, SHOWN_NUMBER},
        {"percentage", OFFICE "value", SPREADSHEET_NUMBER, SHOWN_PERCENT},
        {"boolean", OFFICE "boolean-value", SPREADSHEET_BOOL, SHOWN_GENERAL},
        {"date", OFFICE "date-value", SPREADSHEET_TEXT, SHOWN_DATE},
        {"time", OFFICE "time-value", SPREADSHEET_TEXT, SHOWN_DATE},
        {"string", OFFICE "string-value", SPREADSHEET_TEXT, SHOWN_GENERAL},
        {"void", OFFICE "string-value", SPREADSHEET_TEXT, SHOWN_GENERAL},
        {"", OFFICE "string-value", SPREADSHEET_TEXT, SHOWN_GENERAL},
    };
    Str    type = xml_attribute(part, OFFICE "value-type");
    size_t at = 0;
    while (at < sizeof kinds / sizeof *kinds && !str_is(type, kinds[at].type)) at++;
    if (at == sizeof kinds / sizeof *kinds) {
        ods_refuse(part, part->into, "the cell is of an unknown kind '%.*s'", STR_ARG(type));
        return;
    }
    Str value = xml_attribute(part, kinds[at].value);
    open->cell.kind = kinds[at].kind;
    open->cell.format.kind = kinds[at].shown;
    open->is_stated = value.len > 0;
    open->is_typed = type.len > 0;
    if (value.len == 0 && open->cell.kind != SPREADSHEET_TEXT) {
        ods_refuse(part, part->into, "the cell of the kind '%.*s' has no value", STR_ARG(type));
    } else if (open->cell.kind != SPREADSHEET_BOOL) {
        open->cell.text = arena_copy(part->arena, value);
    } else if (str_is(value, "true") || str_is(value, "false")) {
        open->cell.text = str_is(value, "true") ? STR("1") : STR("0");
    } else {
        ods_refuse(part, part->into, "the cell is '%.*s', not true or false", STR_ARG(value));
    }
    // LibreOffice says so of an error, which to the format is a string.
    if (!str_is(xml_attribute(part, CALC "value-type"), "error")) return;
    open->cell.kind = SPREADSHEET_ERROR;
    open->cell.format = (SpreadsheetFormat){0};
    open->is_stated = false;
}

// "of:=SUM([.A1:.A2])": before the "=" stands the language it is in.
static Str read_formula(Str formula)
{
    for (size_t i = 0; i < formula.len; i++) {
        char c = formula.data[i];
        if (c == '=') return str_from_to(formula, i + 1, formula.len);
        if (c != ':' && (c < 'a' || c > 'z')) break;
    }
    return formula;
}

// "['file:///other.ods'#$Sheet.A1]": a name in quotes, then the sign.
static bool leads_outside(Str formula)
{
    for (size_t i = 0; i + 1 < formula.len; i++) {
        if (formula.data[i] != '[' || formula.data[i + 1] != '\'') continue;
        i += 2;
        while (i < formula.len && formula.data[i] != '\'') i++;
        if (i + 1 < formula.len && formula.data[i + 1] == '#') return true;
    }
    return false;
}

static OdsMark mark(const OdsPart *into)
{
    const SpreadsheetSheet *sheet = into->sheet;
    return (OdsMark){sheet->cell_count, sheet->link_count, sheet->merged_count};
}

// The cell that spans says how far; those it covers follow, and are no cells of their own.
static void read_span(XmlPart *part, OdsPart *into)
{
    uint32_t rows = times(part, TABLE "number-rows-spanned");
    uint32_t columns = times(part, TABLE "number-columns-spanned");
    if ((rows == 1 && columns == 1) || into->row >= SPREADSHEET_ROW_MAX ||
        into->column >= SPREADSHEET_COLUMN_MAX) {
        return;
    }
    SpreadsheetArea area = {into->row, into->column,
                            moved(into->row, rows, SPREADSHEET_ROW_MAX) - 1,
                            moved(into->column, columns, SPREADSHEET_COLUMN_MAX) - 1};
    areas_merge(part, &into->areas, into->sheet, area);
}

static void start_cell(XmlPart *part, OdsPart *into)
{
    OdsCell *open = &into->open;
    Text     shown = open->shown;
    Str      formula = read_formula(xml_attribute(part, TABLE "formula"));
    shown.len = 0;
    *open = (OdsCell){.is_open = true, .shown = shown, .start = mark(into)};
    open->times = times(part, TABLE "number-columns-repeated");
    open->cell.row = into->row;
    open->cell.column = into->column;
    open->cell.computed = formula.len > 0;
    open->cell.formula = arena_copy(part->arena, formula);
    open->cell.leads_outside = leads_outside(formula);
    if (open->cell.leads_outside) into->book->has_external_links = true;
    read_value(part, open);
    read_span(part, into);
}

// A file could nest its rows and so come upon a cell twice.
static bool is_in_order(const SpreadsheetSheet *sheet, const SpreadsheetCell *cell)
{
    if (sheet->cell_count == 0) return true;
    const SpreadsheetCell *last = &sheet->cells[sheet->cell_count - 1];
    return cell->row > last->row || (cell->row == last->row && cell->column > last->column);
}

static void add_cell(XmlPart *part, OdsPart *into, SpreadsheetCell cell)
{
    SpreadsheetSheet *sheet = into->sheet;
    if (!is_in_order(sheet, &cell)) {
        ods_refuse(part, into, "the cell is there twice, or out of order");
    } else if (cell.row >= SPREADSHEET_ROW_MAX || cell.column >= SPREADSHEET_COLUMN_MAX) {
        ods_refuse(part, into, "there is a cell beyond the sheet");
    } else if (into->cells_left == 0) {
        ods_refuse(part, into, "there are more than %d cells", SPREADSHEET_CELL_MAX);
    } else {
        into->cells_left--;
        sheet->cells = arena_grow(part->arena, sheet->cells, sheet->cell_count,
                                  &into->cell_capacity, sizeof *sheet->cells);
        sheet->cells[sheet->cell_count++] = cell;
    }
}

// Writes some cells and links out once more, so far down and to the right.
static void copy(XmlPart *part, OdsPart *into, OdsMark from, OdsMark to, uint32_t down,
                 uint32_t right)
{
    SpreadsheetSheet *sheet = into->sheet;
    size_t            copies = to.cell - from.cell + to.link - from.link + to.merged - from.merged;
    if (!ods_spend(part, into, copies)) return;
    for (size_t i = from.cell; i < to.cell && part->why.len == 0; i++) {
        SpreadsheetCell cell = sheet->cells[i];
        cell.row += down;
        cell.column += right;
        add_cell(part, into, cell);
    }
    for (size_t i = from.link; i < to.link; i++) {
        SpreadsheetLink link = sheet->links[i];
        link.row += down;
        link.column += right;
        sheet->links = arena_grow(part->arena, sheet->links, sheet->link_count,
                                  &into->link_capacity, sizeof *sheet->links);
        sheet->links[sheet->link_count++] = link;
    }
    for (size_t i = from.merged; i < to.merged; i++) {
        SpreadsheetArea area = sheet->merged[i];
        if (area.last_row + down >= SPREADSHEET_ROW_MAX) return; // Of rows that say nothing.
        area.first_row += down;
        area.last_row += down;
        area.first_column += right;
        area.last_column += right;
        areas_merge(part, &into->areas, sheet, area);
    }
}

static bool mark_equal(OdsMark a, OdsMark b)
{
    return a.cell == b.cell && a.link == b.link && a.merged == b.merged;
}

static uint8_t stored_decimals(Str number)
{
    size_t point = 0;
    while (point < number.len && number.data[point] != '.') point++;
    size_t count = point < number.len ? number.len - point - 1 : 0;
    return (uint8_t)(count < UINT8_MAX ? count : UINT8_MAX);
}

// A number shown as it is stored is general. A percentage stays one even where nothing
// shows how many decimals it has.
static void read_format(OdsCell *open)
{
    SpreadsheetCell *cell = &open->cell;
    Str              shown = text_str(&open->shown);
    bool             percent = cell->format.kind == SHOWN_PERCENT;
    if (cell->kind != SPREADSHEET_NUMBER) return;
    bool is_formatted = spreadsheet_shown(cell->text, shown, percent, &cell->format);
    if (!percent && str_equal(cell->text, shown)) cell->format = (SpreadsheetFormat){0};
    if (is_formatted || !percent) return;
    uint8_t decimals = stored_decimals(cell->text);
    cell->format.kind = SHOWN_PERCENT;
    cell->format.decimals = decimals > 2 ? (uint8_t)(decimals - 2) : 0;
}

static void end_cell(XmlPart *part, OdsPart *into)
{
    OdsCell *open = &into->open;
    open->is_open = false;
    if (!open->is_stated) open->cell.text = arena_copy(part->arena, text_str(&open->shown));
    bool says = open->cell.text.len > 0 || open->cell.computed;
    bool unsaved = open->cell.computed && !open->is_typed; // Its formula was never worked out.
    if (open->cell.text.len == 0 && (open->cell.kind != SPREADSHEET_TEXT || unsaved)) {
        open->cell.kind = SPREADSHEET_EMPTY;
        open->cell.format = (SpreadsheetFormat){0};
    }
    read_format(open);
    if (says) add_cell(part, into, open->cell);
    OdsMark end = mark(into);
    bool    more = !mark_equal(open->start, end);
    for (uint32_t i = 1; more && i < open->times && part->why.len == 0; i++) {
        copy(part, into, open->start, end, 0, i);
    }
    into->column = moved(into->column, open->times, SPREADSHEET_COLUMN_MAX);
}

static void end_in_cell(XmlPart *part, OdsPart *into, Str element)
{
    OdsCell *open = &into->open;
    if (open->in_paragraph) hear(part, open);
    if (str_is(element, TEXT "p") || str_is(element, TEXT "h")) {
        open->in_paragraph = false;
        part->listening = false;
    } else if (str_is(element, TABLE "table-cell") || str_is(element, TABLE "covered-table-cell")) {
        end_cell(part, into);
    }
}

// Sheets.

// What another workbook last said is kept as a sheet named "'file:///other.ods'#One".
static bool is_outside(Str name)
{
    if (!str_starts(name, "'")) return false;
    for (size_t i = 1; i + 1 < name.len; i++) {
        if (name.data[i] == '\'' && name.data[i + 1] == '#') return true;
    }
    return false;
}

static void start_sheet(XmlPart *part, OdsPart *into)
{
    Spreadsheet *book = into->book;
    Str          name = xml_attribute_copy(part, TABLE "name");
    if (is_outside(name)) {
        book->has_external_links = true;
        into->skipped = 1;
        return;
    }
    if (book->sheet_count == SPREADSHEET_SHEET_MAX) {
        xml_refuse(part, "it has more than %d sheets", SPREADSHEET_SHEET_MAX);
        return;
    }
    book->sheets = arena_grow(part->arena, book->sheets, book->sheet_count, &into->sheet_capacity,
                              sizeof *book->sheets);
    into->sheet = &book->sheets[book->sheet_count++];
    *into->sheet = (SpreadsheetSheet){.name = name};
    into->sheet->hidden = index_find(&into->hidden_styles, xml_attribute(part, TABLE "style-name"));
    into->cell_capacity = 0;
    into->link_capacity = 0;
    into->row = 0;
    into->row_times = 0;
    into->column = 0;
    into->next_column = 0;
    into->hidden_groups = 0;
    areas_next_sheet(&into->areas);
}

// A group of rows or columns that is folded hides those in it, and its own groups.
static void start_group(XmlPart *part, OdsPart *into)
{
    if (into->hidden_groups > 0 || is_hidden(part)) into->hidden_groups++;
}

static void read_columns(XmlPart *part, OdsPart *into)
{
    uint32_t first = into->next_column;
    uint32_t count = times(part, TABLE "number-columns-repeated");
    into->next_column = moved(first, count, SPREADSHEET_COLUMN_MAX);
    bool hidden = into->hidden_groups > 0 || is_hidden(part);
    if (!hidden || into->next_column == first) return;
    SpreadsheetRun run = {first, into->next_column - 1};
    areas_hide_columns(part, &into->areas, into->sheet, run);
}

static void start_row(XmlPart *part, OdsPart *into)
{
    into->row_times = times(part, TABLE "number-rows-repeated");
    into->column = 0;
    into->row_start = mark(into);
    uint32_t next = moved(into->row, into->row_times, SPREADSHEET_ROW_MAX);
    bool     hidden = into->hidden_groups > 0 || is_hidden(part);
    if (!hidden || next == into->row) return;
    areas_hide_rows(part, &into->areas, into->sheet, (SpreadsheetRun){into->row, next - 1});
}

static void end_row(XmlPart *part, OdsPart *into)
{
    OdsMark end = mark(into);
    bool    more = !mark_equal(into->row_start, end);
    for (uint32_t i = 1; more && i < into->row_times && part->why.len == 0; i++) {
        copy(part, into, into->row_start, end, i, 0);
    }
    into->row = moved(into->row, into->row_times, SPREADSHEET_ROW_MAX);
}

static bool is_group(Str element)
{
    return str_is(element, TABLE "table-column-group") || str_is(element, TABLE "table-row-group");
}

static void start_in_sheet(XmlPart *part, OdsPart *into, Str element)
{
    if (str_is(element, TABLE "table-row")) {
        start_row(part, into);
    } else if (str_is(element, TABLE "table-cell") || str_is(element, TABLE "covered-table-cell")) {
        start_cell(part, into);
    } else if (str_is(element, TABLE "table-column")) {
        read_columns(part, into);
    } else if (is_group(element)) {
        start_group(part, into);
    } else if (str_is(element, TABLE "shapes") || str_is(element, OFFICE "forms") ||
               str_is(element, TABLE "table")) {
        into->skipped = 1; // What is drawn on the sheet may hold tables of its own.
    }
}

// Styles matter here for one thing: a sheet is hidden by its style.
void ods_style_start(XmlPart *part, Str element)
{
    OdsPart *into = part->into;
    if (str_is(element, STYLE "style")) into->style = xml_attribute_copy(part, STYLE "name");
    if (!str_is(element, STYLE "table-properties") || !is_hidden(part)) return;
    index_add(&into->hidden_styles, into->style, into);
}

static void start_in_book(XmlPart *part, OdsPart *into, Str element)
{
    ods_style_start(part, element);
    if (str_is(element, TABLE "table")) {
        start_sheet(part, into);
    } else if (str_is(element, TABLE "database-range")) {
        ods_add_table(part, into);
    } else if (str_is(element, TABLE "tracked-changes") || str_is(element, TABLE "dde-links")) {
        into->skipped = 1; // Values that are no more, or are elsewhere.
    }
}

// What is said about the book wherever it is said, also in what means nothing else.
static void note(XmlPart *part, OdsPart *into, Str element)
{
    if (str_is(element, SCRIPT "event-listener") || str_is(element, OFFICE "script") ||
        str_is(element, TEXT "script")) {
        into->book->has_macros = true;
    } else if (str_is(element, TABLE "table-source") || str_is(element, OFFICE "dde-source") ||
               str_is(element, TABLE "cell-range-source")) {
        into->book->has_external_links = true;
    } else if (str_is(element, DRAWING "object") && into->sheet) {
        into->sheet->chart_count++;
    } else if (str_is(element, TABLE "named-range")) {
        ods_add_name(part, into, TABLE "cell-range-address");
    } else if (str_is(element, TABLE "named-expression")) {
        ods_add_name(part, into, TABLE "expression");
    }
}

void ods_content_start(XmlPart *part, Str element)
{
    OdsPart *into = part->into;
    note(part, into, element);
    if (into->skipped > 0) into->skipped++;
    else if (into->open.is_open) start_in_cell(part, into, element);
    else if (into->sheet) start_in_sheet(part, into, element);
    else start_in_book(part, into, element);
}

void ods_content_end(XmlPart *part, Str element)
{
    OdsPart *into = part->into;
    if (into->skipped > 0) {
        into->skipped--;
        part->listening = into->open.in_paragraph && into->skipped == 0;
    } else if (into->open.is_open) {
        end_in_cell(part, into, element);
    } else if (into->sheet && str_is(element, TABLE "table-row")) {
        end_row(part, into);
    } else if (is_group(element)) {
        if (into->hidden_groups > 0) into->hidden_groups--;
    } else if (str_is(element, TABLE "table")) {
        into->sheet = NULL;
    }
}

// The other parts.

void ods_manifest_start(XmlPart *part, Str element)
{
    bool *locked = part->into;
    if (str_is(element, LOCK "encryption-data")) *locked = true;
}

void ods_settings_start(XmlPart *part, Str element)
{
    OdsSettings *into = part->into;
    Str          name = xml_attribute(part, CONFIG "name");
    if (str_is(element, CONFIG "config-item-map-entry")) {
        into->sheet = ods_sheet_named(into->book, name);
    } else if (str_is(element, CONFIG "config-item") && into->sheet &&
               str_ends(name, "SplitMode")) {
        xml_listen(part);
    }
}

// A window that is split is 1, one with frozen panes 2.
void ods_settings_end(XmlPart *part, Str element)
{
    OdsSettings *into = part->into;
    if (part->listening && str_is(text_str(&part->heard), "2")) into->sheet->has_frozen = true;
    if (str_is(element, CONFIG "config-item-map-entry")) into->sheet = NULL;
    part->listening = false;
}
