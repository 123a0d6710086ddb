// The book of a table: its amounts by scheme and line, in its order, and every cell
// that it prints.
#include "base/text.h"
#include "survey/drafting.h"

static Arena *arena_of(const Drafting *drafting)
{
    return drafting->reading->arena;
}

// What contributions a table does not know: each line's is what its rows take out.
static size_t describe_contributions(const Drafting *drafting, DraftContribution **contributions)
{
    const Reading *reading = drafting->reading;
    *contributions = ARENA_ARRAY(arena_of(drafting), DraftContribution, reading->line_count);
    for (size_t i = 0; i < reading->line_count; i++) {
        DraftContribution *draft = &(*contributions)[i];
        bool               differs = false;
        draft->line = reading->lines[i].id;
        draft->from = drafting_payer(drafting, &reading->lines[i]);
        draft->amount = drafting_contribution(drafting, i, &differs);
        draft->remark.mark =
            differs ? STR("what was notified: the table's total is not what its rows add up to")
                    : STR("what was notified, and who paid it");
    }
    return reading->line_count;
}

// Rows.

static Amount *amounts_of(const Drafting *drafting, const Item *item, Measure measure,
                          bool *unknown)
{
    const Reading *reading = drafting->reading;
    Amount        *amounts = ARENA_ARRAY(arena_of(drafting), Amount, reading->line_count);
    for (size_t line = 0; line < reading->line_count; line++) {
        ItemFigure figure = drafting_figure(drafting, item, line, measure);
        amounts[line] = (Amount){.stated = figure.stated, .money = figure.exact};
        *unknown = *unknown || figure.unknown;
    }
    return amounts;
}

static bool is_nil(const Drafting *drafting, const Amount *amounts)
{
    for (size_t i = 0; i < drafting->reading->line_count; i++) {
        if (amounts[i].money.pence != 0) return false;
    }
    return true;
}

static bool any_stated(const Drafting *drafting, const Amount *amounts)
{
    for (size_t i = 0; i < drafting->reading->line_count; i++) {
        if (amounts[i].stated) return true;
    }
    return false;
}

// By line where the table has it so; else one sum, unless there is no budget for the
// ledger to split it by.
static void take_outturn(const Drafting *drafting, const Item *item, DraftRow *row)
{
    bool       unknown = false;
    Amount    *lines = amounts_of(drafting, item, MEASURE_OUTTURN, &unknown);
    ItemFigure all = drafting_figure(drafting, item, NO_LINE, MEASURE_OUTTURN);
    if (all.unknown || unknown) row->outturn_remark.mark = STR("the table does not know it");
    if (any_stated(drafting, lines)) {
        row->outturn = lines;
    } else if (all.stated && all.exact.pence != 0 && is_nil(drafting, row->budget)) {
        lines[0] = (Amount){.stated = true, .money = all.exact};
        row->outturn = lines;
        row->outturn_remark.mark = STR("which line it is spent from: it has no budget to follow");
    } else {
        row->outturn_bare = (Amount){.stated = all.stated, .money = all.exact};
    }
}

static void add_rows(const Drafting *drafting, const Item *block, DraftRow *into)
{
    for (const Item *item = block->first; item; item = item->next) {
        RowKind   kind = item->is_block ? ROW_BLOCK : ROW_SCHEME;
        DraftRow *row = draft_row_add(arena_of(drafting), into, kind, item->id);
        bool      unknown = false;
        row->heading = item->heading;
        row->total = item->is_block ? item->label : STR("");
        if (item->is_block) {
            add_rows(drafting, item, row);
            continue;
        }
        row->budget = amounts_of(drafting, item, MEASURE_BUDGET, &unknown);
        unknown = unknown || drafting_figure(drafting, item, NO_LINE, MEASURE_BUDGET).unknown;
        if (unknown) row->remark.mark = STR("an amount that the table does not know");
        take_outturn(drafting, item, row);
    }
}

// Printed cells.

typedef struct {
    const Drafting *drafting;
    DraftFigureRow *rows;
    size_t          count;
    bool            turned; // The table prints variances the other way round.
} Printing;

static bool variance_is_turned(const Reading *reading)
{
    for (size_t i = 0; i < reading->column_count; i++) {
        const TableColumn *column = &reading->columns[i];
        bool variance = column->role == COLUMN_AMOUNT && column->measure == MEASURE_VARIANCE;
        if (variance && column->line == NO_LINE) return column->turned;
    }
    return false;
}

static DraftFigure printed_figure(ItemFigure figure, bool turned)
{
    Money printed = turned ? money_neg(figure.printed) : figure.printed;
    return (DraftFigure){.stated = figure.stated, .money = printed};
}

static void print_row(Printing *printing, const Item *item, Str id)
{
    static const Measure measures[] = {MEASURE_BUDGET, MEASURE_OUTTURN, MEASURE_VARIANCE};
    const Drafting      *drafting = printing->drafting;
    const Reading       *reading = drafting->reading;
    size_t               lines = reading->line_count;
    size_t               totals = reading->stage == STAGE_OUTTURN ? 3 : 1;
    DraftFigure         *figures = ARENA_ARRAY(arena_of(drafting), DraftFigure, lines + 3);
    bool                 any = false;
    for (size_t line = 0; line < lines; line++) {
        ItemFigure figure = drafting_figure(drafting, item, line, MEASURE_BUDGET);
        figures[line] = printed_figure(figure, false);
    }
    for (size_t i = 0; i < totals; i++) {
        ItemFigure figure = drafting_figure(drafting, item, NO_LINE, measures[i]);
        figures[lines + i] = printed_figure(figure, i == 2 && printing->turned);
    }
    for (size_t i = 0; i < lines + 3; i++) any = any || figures[i].stated;
    if (any) printing->rows[printing->count++] = (DraftFigureRow){.id = id, .figures = figures};
}

static void print_rows(Printing *printing, const Item *block)
{
    for (const Item *item = block->first; item; item = item->next) {
        print_rows(printing, item);
        print_row(printing, item, item->id);
    }
}

static Str source_of(const Drafting *drafting)
{
    const Reading *reading = drafting->reading;
    if (reading->sheet_name.len == 0) return reading->file_name;
    return str_format(arena_of(drafting), "%.*s, sheet %.*s", STR_ARG(reading->file_name),
                      STR_ARG(reading->sheet_name));
}

static Str *line_ids(const Drafting *drafting)
{
    const Reading *reading = drafting->reading;
    Str           *ids = ARENA_ARRAY(arena_of(drafting), Str, reading->line_count + 3);
    for (size_t i = 0; i < reading->line_count; i++) ids[i] = reading->lines[i].id;
    ids[reading->line_count] = STR("budget");
    ids[reading->line_count + 1] = STR("outturn");
    ids[reading->line_count + 2] = STR("variance");
    return ids;
}

// What stands below the table, and whatever else is no heading.
static Str notes_of(const Drafting *drafting)
{
    const Reading *reading = drafting->reading;
    size_t         column = reading->columns[reading->label_column].at;
    Text           notes = text_new(arena_of(drafting));
    if (variance_is_turned(reading)) {
        text_add(&notes, STR("The table prints variances as budget less outturn; here they are "
                             "outturn less budget."));
    }
    for (size_t row = 0; row < reading->label_count; row++) {
        const Label *label = &reading->labels[row];
        if (label->role != LABEL_NOTE) continue;
        Str raw = paper_cell(reading->paper, label->at, column)->text;
        if (notes.len + raw.len > TEXT_BYTES_MAX - 2) break;
        text_addf(&notes, "%s%.*s", notes.len ? " " : "", STR_ARG(raw.len ? raw : label->label));
    }
    return text_str(&notes);
}

static bool describe_table(const Drafting *drafting, DraftTable *table)
{
    const Reading *reading = drafting->reading;
    Printing       printing = {.drafting = drafting, .turned = variance_is_turned(reading)};
    // At most a row for each of the table's.
    printing.rows = ARENA_ARRAY(arena_of(drafting), DraftFigureRow, reading->label_count * 2 + 1);
    print_rows(&printing, reading->root);
    if (reading->root_row != SIZE_MAX) print_row(&printing, reading->root, STR("total"));
    *table = (DraftTable){.source = source_of(drafting),
                          .report = str_from(stage_names[reading->stage]),
                          .unit = drafting->published,
                          .columns = line_ids(drafting),
                          .column_count = reading->line_count + 3,
                          .rows = printing.rows,
                          .row_count = printing.count,
                          .note = notes_of(drafting)};
    return printing.count > 0;
}

// The outturn of each line in all, where the table prints it.
static bool describe_lines_spent(const Drafting *drafting, DraftTable *table)
{
    static const Str outturn[] = {{"outturn", sizeof "outturn" - 1}};
    const Reading   *reading = drafting->reading;
    DraftFigureRow  *rows = ARENA_ARRAY(arena_of(drafting), DraftFigureRow, reading->line_count);
    size_t           count = 0;
    for (size_t line = 0; reading->root_row != SIZE_MAX && line < reading->line_count; line++) {
        ItemFigure figure = drafting_figure(drafting, reading->root, line, MEASURE_OUTTURN);
        if (!figure.stated) continue;
        DraftFigure *printed = ARENA_NEW(arena_of(drafting), DraftFigure);
        *printed = printed_figure(figure, false);
        rows[count++] = (DraftFigureRow){.id = reading->lines[line].id, .figures = printed};
    }
    *table = (DraftTable){.source = source_of(drafting),
                          .report = STR("reconciliation"),
                          .unit = drafting->published,
                          .columns = outturn,
                          .column_count = 1,
                          .rows = rows,
                          .row_count = count};
    return count > 0;
}

static Str head_of(const Drafting *drafting)
{
    const Reading *reading = drafting->reading;
    bool           rounded = drafting->unit > 1;
    Str            marks = text_str(&reading->marks);
    return str_format(arena_of(drafting), "Made of %.*s.\n%s%s%.*s", STR_ARG(source_of(drafting)),
                      rounded ? "Its figures are rounded: what stands behind them is not known."
                              : "Its figures are taken as exact.",
                      marks.len ? "\n" : "", STR_ARG(marks));
}

Str describe_book(const Drafting *drafting)
{
    const Reading     *reading = drafting->reading;
    DraftContribution *contributions = NULL;
    DraftScheme       *schemes = NULL;
    DraftTable         tables[2];
    DraftRow           root = {.kind = ROW_BLOCK, .total = reading->root->label};
    BookDraft          draft = {.head = head_of(drafting),
                                .year = reading->year,
                                .board = drafting->board_path,
                                .pack = drafting->pack_path,
                                .stage = reading->stage,
                                .unit = drafting->unit,
                                .lines = line_ids(drafting),
                                .line_count = reading->line_count,
                                .root = &root,
                                .published = tables};
    if (drafting->board) draft.scheme_count = describe_schemes(drafting, &schemes);
    draft.schemes = schemes;
    draft.contribution_count = describe_contributions(drafting, &contributions);
    draft.contributions = contributions;
    draft.contributions_above = STR("The table does not say who pays what in: each line brings "
                                    "what its rows take out.");
    add_rows(drafting, reading->root, &root);
    draft.published_count += describe_table(drafting, &tables[draft.published_count]);
    draft.published_count += describe_lines_spent(drafting, &tables[draft.published_count]);
    draft.published_above = STR("Every printed cell, so that whatever is typed above is held "
                                "against it.");
    return draft_book(arena_of(drafting), &draft);
}
