// The book of a table: its amounts by scheme and line, in its order, and every cell
// it prints.
#include "base/text.h"
#include "scribe/drafting.h"

#define ROWS_MAX (PAPER_ROW_MAX * 3)

typedef struct {
    const Drafting *drafting;
    FlowRow        *rows;
    size_t          count;
} Rows;

static Arena *arena_of(const Drafting *drafting)
{
    return drafting->reading->arena;
}

static Rows rows_new(const Drafting *drafting)
{
    return (Rows){drafting, ARENA_ARRAY(arena_of(drafting), FlowRow, ROWS_MAX), 0};
}

static FlowRow *add_row(Rows *rows, Str key, size_t indent, size_t columns)
{
    FlowRow *row = &rows->rows[rows->count++];
    *row = (FlowRow){.key = key, .indent = indent};
    row->values = ARENA_ARRAY(arena_of(rows->drafting), Str, columns + 1);
    return row;
}

static void add_heading(Rows *rows, Str text)
{
    rows->rows[rows->count++] = (FlowRow){.heading = text};
}

// Contributions.

static void add_contributions(const Drafting *drafting, Text *out)
{
    const Reading *reading = drafting->reading;
    text_add(out, STR("\n# The table does not say who pays what in: each line brings what its rows "
                      "take out.\ncontributions:\n"));
    for (size_t i = 0; i < reading->line_count; i++) {
        const TableLine *line = &reading->lines[i];
        bool             marked = false;
        Money            amount = drafting_contribution(drafting, i, &marked);
        text_addf(out, "  - line: %.*s\n    from: %.*s\n    amount: %.*s   # to decide: %s\n",
                  STR_ARG(line->id), STR_ARG(drafting_payer(drafting, line)),
                  STR_ARG(scalar_money(arena_of(drafting), amount)),
                  marked ? "what was notified: the total of the table is another sum than its rows"
                         : "what was notified, and who paid it");
    }
}

// Allocations.

static Str amount_text(const Drafting *drafting, const DraftFigure *figure)
{
    return figure->stated ? scalar_money(arena_of(drafting), figure->exact) : STR("");
}

static void add_scheme_row(Rows *rows, const Item *item, size_t indent)
{
    const Drafting *drafting = rows->drafting;
    const Reading  *reading = drafting->reading;
    FlowRow        *row = add_row(rows, item->id, indent, reading->line_count);
    bool            unknown = false;
    row->is_item = true;
    for (size_t line = 0; line < reading->line_count; line++) {
        DraftFigure figure = drafting_figure(drafting, item, line, MEASURE_BUDGET);
        row->values[line] = amount_text(drafting, &figure);
        unknown = unknown || figure.unknown;
    }
    if (unknown) row->comment = STR("to decide: an amount that the table does not know");
}

static void add_block_rows(Rows *rows, const Item *item, size_t indent)
{
    Arena *arena = arena_of(rows->drafting);
    for (const Item *child = item->first; child; child = child->next) {
        if (!child->is_block) {
            add_scheme_row(rows, child, indent);
            continue;
        }
        Text begin = text_new(arena);
        Text pad = text_new(arena);
        text_repeat(&pad, ' ', indent);
        Str space = text_str(&pad);
        text_addf(&begin, "%.*s- block: %.*s\n", STR_ARG(space), STR_ARG(child->id));
        if (child->heading.len) {
            text_addf(&begin, "%.*s  heading: %.*s\n", STR_ARG(space),
                      STR_ARG(scalar_text(arena, child->heading)));
        }
        if (child->label.len) {
            text_addf(&begin, "%.*s  total: %.*s\n", STR_ARG(space),
                      STR_ARG(scalar_text(arena, child->label)));
        }
        text_addf(&begin, "%.*s  rows:\n", STR_ARG(space));
        add_heading(rows, text_str(&begin));
        add_block_rows(rows, child, indent + 4);
    }
}

static Str *line_ids(const Drafting *drafting, size_t more)
{
    const Reading *reading = drafting->reading;
    Str           *ids = ARENA_ARRAY(arena_of(drafting), Str, reading->line_count + more);
    for (size_t i = 0; i < reading->line_count; i++) ids[i] = reading->lines[i].id;
    return ids;
}

static void add_allocations(const Drafting *drafting, Text *out)
{
    const Reading *reading = drafting->reading;
    Rows           rows = rows_new(drafting);
    add_block_rows(&rows, reading->root, 2);
    text_add(out, STR("\nallocations:\n"));
    flow_add(arena_of(drafting), out, rows.rows, rows.count, line_ids(drafting, 0),
             reading->line_count);
    if (reading->root->label.len) {
        text_addf(out, "\ntotal: %.*s\n",
                  STR_ARG(scalar_text(arena_of(drafting), reading->root->label)));
    }
}

// Outturn: by line where the table has it so, else one sum a scheme.

static bool has_outturn_by_line(const Drafting *drafting)
{
    const Reading *reading = drafting->reading;
    if (reading->source_column != SIZE_MAX) return true;
    for (size_t i = 0; i < reading->column_count; i++) {
        const TableColumn *column = &reading->columns[i];
        bool outturn = column->role == COLUMN_AMOUNT && column->measure == MEASURE_OUTTURN;
        if (outturn && column->line != NO_LINE) return true;
    }
    return false;
}

// A sum without a budget of several lines to follow cannot be split over them.
static bool has_budget(const Drafting *drafting, const Item *item)
{
    for (size_t line = 0; line < drafting->reading->line_count; line++) {
        DraftFigure figure = drafting_figure(drafting, item, line, MEASURE_BUDGET);
        if (figure.exact.pence != 0) return true;
    }
    return false;
}

static void add_outturn_rows(Rows *rows, const Item *item, bool by_line)
{
    const Drafting *drafting = rows->drafting;
    const Reading  *reading = drafting->reading;
    for (const Item *child = item->first; child; child = child->next) {
        add_outturn_rows(rows, child, by_line);
        if (child->is_block) continue;
        FlowRow *row = add_row(rows, child->id, 2, reading->line_count);
        bool     any = false;
        for (size_t line = 0; by_line && line < reading->line_count; line++) {
            DraftFigure figure = drafting_figure(drafting, child, line, MEASURE_OUTTURN);
            row->values[line] = amount_text(drafting, &figure);
            any = any || figure.stated;
        }
        DraftFigure all = drafting_figure(drafting, child, NO_LINE, MEASURE_OUTTURN);
        if (by_line && any) continue;
        if (!by_line && all.stated && (has_budget(drafting, child) || all.exact.pence == 0)) {
            rows->rows[rows->count - 1] = (FlowRow){
                .heading = str_format(arena_of(drafting), "  %.*s: %.*s\n", STR_ARG(child->id),
                                      STR_ARG(amount_text(drafting, &all)))};
        } else if (all.stated) {
            row->values[0] = amount_text(drafting, &all);
            row->comment =
                STR("to decide: which line it is spent from; it has no budget to follow");
        } else {
            rows->count--; // Not stated: the check says so.
        }
    }
}

static void add_outturn(const Drafting *drafting, Text *out)
{
    Rows rows = rows_new(drafting);
    if (drafting->reading->stage != STAGE_OUTTURN) return;
    add_outturn_rows(&rows, drafting->reading->root, has_outturn_by_line(drafting));
    if (rows.count == 0) return;
    text_add(out, STR("\noutturn:\n"));
    flow_add(arena_of(drafting), out, rows.rows, rows.count, line_ids(drafting, 0),
             drafting->reading->line_count);
}

// Published: the cells of schemes, blocks and the total.

static Str printed_text(const Drafting *drafting, DraftFigure figure, bool turned)
{
    if (!figure.stated) return STR("");
    return scalar_money(arena_of(drafting), turned ? money_neg(figure.printed) : figure.printed);
}

static bool variance_is_turned(const Reading *reading)
{
    for (size_t i = 0; i < reading->column_count; i++) {
        const TableColumn *column = &reading->columns[i];
        bool variance = column->role == COLUMN_AMOUNT && column->measure == MEASURE_VARIANCE;
        if (variance && column->line == NO_LINE) return column->turned;
    }
    return false;
}

static void add_published_row(Rows *rows, const Item *item, Str id)
{
    const Drafting *drafting = rows->drafting;
    const Reading  *reading = drafting->reading;
    size_t          lines = reading->line_count;
    FlowRow        *row = add_row(rows, id, 6, lines + 3);
    bool            any = false;
    for (size_t line = 0; line < lines; line++) {
        row->values[line] =
            printed_text(drafting, drafting_figure(drafting, item, line, MEASURE_BUDGET), false);
    }
    // One column of amounts prints a scheme's under its line; all lines' stand beside it
    // only where the table has a column of them.
    row->values[lines] =
        printed_text(drafting, drafting_figure(drafting, item, NO_LINE, MEASURE_BUDGET), false);
    if (reading->stage == STAGE_OUTTURN) {
        row->values[lines + 1] = printed_text(
            drafting, drafting_figure(drafting, item, NO_LINE, MEASURE_OUTTURN), false);
        row->values[lines + 2] =
            printed_text(drafting, drafting_figure(drafting, item, NO_LINE, MEASURE_VARIANCE),
                         variance_is_turned(reading));
    }
    for (size_t i = 0; i < lines + 3; i++) any = any || row->values[i].len;
    if (!any) rows->count--;
}

static void add_published_rows(Rows *rows, const Item *item)
{
    for (const Item *child = item->first; child; child = child->next) {
        add_published_rows(rows, child);
        add_published_row(rows, child, child->id);
    }
}

static void add_table(const Drafting *drafting, const Rows *rows, const char *report, Text *out)
{
    const Reading *reading = drafting->reading;
    size_t         lines = reading->line_count;
    Str           *columns = line_ids(drafting, 3);
    Str            source = reading->file_name;
    columns[lines] = STR("budget");
    columns[lines + 1] = STR("outturn");
    columns[lines + 2] = STR("variance");
    if (reading->sheet_name.len) {
        source = str_format(arena_of(drafting), "%.*s, sheet %.*s", STR_ARG(source),
                            STR_ARG(reading->sheet_name));
    }
    text_addf(out,
              "\n# Every printed cell, so that whatever is typed above is held against it.\n"
              "published:\n  - source: %.*s\n    report: %s\n    rounded_to: %s\n",
              STR_ARG(scalar_text(arena_of(drafting), source)), report,
              unit_key(drafting->published));
    if (variance_is_turned(reading)) {
        text_add(out, STR("    note: The table prints variances as budget less outturn; here they "
                          "are outturn less budget.\n"));
    }
    text_add(out, STR("    figures:\n"));
    flow_add(arena_of(drafting), out, rows->rows, rows->count, columns, lines + 3);
}

static void add_published(const Drafting *drafting, Text *out)
{
    const Reading *reading = drafting->reading;
    Rows           rows = rows_new(drafting);
    add_published_rows(&rows, reading->root);
    if (reading->root_row != SIZE_MAX) add_published_row(&rows, reading->root, STR("total"));
    if (rows.count == 0) return;
    add_table(drafting, &rows, stage_names[reading->stage], out);
}

// The outturn of each line in all, where the table prints it.
static void add_reconciliation(const Drafting *drafting, Text *out)
{
    const Reading *reading = drafting->reading;
    Text           rows = text_new(arena_of(drafting));
    for (size_t line = 0; reading->root_row != SIZE_MAX && line < reading->line_count; line++) {
        DraftFigure figure = drafting_figure(drafting, reading->root, line, MEASURE_OUTTURN);
        if (!figure.stated) continue;
        text_addf(&rows, "      %.*s: {outturn: %.*s}\n", STR_ARG(reading->lines[line].id),
                  STR_ARG(printed_text(drafting, figure, false)));
    }
    if (rows.len == 0) return;
    text_addf(out,
              "  - source: %.*s\n    report: reconciliation\n    rounded_to: %s\n    figures:\n"
              "%.*s",
              STR_ARG(scalar_text(arena_of(drafting), reading->file_name)),
              unit_key(drafting->published), STR_ARG(text_str(&rows)));
}

static void add_head(const Drafting *drafting, Text *out)
{
    const Reading *reading = drafting->reading;
    bool           rounded = drafting->unit > 1;
    text_addf(out, "# Made of %.*s%s%.*s.\n# %s\n", STR_ARG(reading->file_name),
              reading->sheet_name.len ? ", sheet " : "", STR_ARG(reading->sheet_name),
              rounded ? "Its figures are rounded: what stands behind them is not known."
                      : "Its figures are taken as exact.");
    text_add(out, text_str(&reading->marks));
    text_addf(out, "format: 1\nkind: book\nyear: %.*s\nboard: %.*s\n",
              STR_ARG(year_id(arena_of(drafting), reading->year)), STR_ARG(drafting->board_path));
    if (drafting->pack_path.len) text_addf(out, "year_pack: %.*s\n", STR_ARG(drafting->pack_path));
    text_addf(out, "stage: %s\n", stage_names[reading->stage]);
    if (rounded) text_addf(out, "rounded_to: %s\n", unit_key(drafting->unit));
    if (drafting->board) draft_schemes(drafting, out);
}

Str draft_book_text(const Drafting *drafting)
{
    Text out = text_new(arena_of(drafting));
    add_head(drafting, &out);
    add_contributions(drafting, &out);
    add_allocations(drafting, &out);
    add_outturn(drafting, &out);
    add_published(drafting, &out);
    add_reconciliation(drafting, &out);
    return text_str(&out);
}
