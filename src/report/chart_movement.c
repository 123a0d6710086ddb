// From last year's fund to this year's, line by line.

#include "report/chart.h"

#define STEPS_LEAST 10000 // Pence; steps that come to less are not worth a scale of their own.

enum { AMOUNT, FOOT, WHOLE, RISE, FALL, MOVEMENT_COLUMN_COUNT };

// One step from `from` by `amount`, hanging between the two.
static void add_step(Arena *arena, Table *table, Str id, Str label, Money from, Money amount)
{
    TableRow *row = chart_add_bar(arena, table, id, label);
    bool      falls = amount.pence < 0;
    row->cells[AMOUNT] = cell_money(amount);
    row->cells[FOOT] = cell_money(falls ? money_add(from, amount) : from);
    row->cells[falls ? FALL : RISE] = cell_money(money_abs(amount));
}

static void add_whole(Arena *arena, Table *table, const char *id, Str label, Money amount)
{
    TableRow *row = table_row(arena, table, STYLE_BODY, str_from(id), label);
    row->cells[AMOUNT] = cell_money(amount);
    row->cells[WHOLE] = cell_money(amount);
}

// Where the scale begins: at nil, unless the steps would then be too small to
// see beside the wholes. The second is false where a bar would hang below nil.
static bool find_axis(const Table *table, Money *axis)
{
    int64_t lowest = INT64_MAX;
    int64_t highest = 0;
    int64_t unit = 1;
    for (size_t i = 0; i < table->row_count; i++) {
        const Cell *cells = table->rows[i].cells;
        bool        whole = cells[WHOLE].type != CELL_EMPTY;
        int64_t     low = whole ? cells[WHOLE].money.pence : cells[FOOT].money.pence;
        int64_t     high = low + cells[RISE].money.pence + cells[FALL].money.pence;
        lowest = low < lowest ? low : lowest;
        highest = high > highest ? high : highest;
    }
    if (lowest < 0) return false;
    *axis = (Money){0};
    if (highest - lowest > lowest / 4 || highest - lowest < STEPS_LEAST) return true;
    while (unit <= (highest - lowest) / 10) unit *= 10;
    int64_t from = lowest - (highest - lowest) / 2;
    *axis = (Money){from - from % unit};
    return true;
}

static void add_movements(Arena *arena, Table *table, const Case *of, const Table *contributions)
{
    size_t total = table_find_row(contributions, STR("total"));
    Money  at = table_cell(contributions, total, STR("prior"))->money;
    add_whole(arena, table, "prior", table_column(contributions, STR("prior")).label, at);
    for (size_t i = 0; i < total; i++) {
        const TableRow *from = &contributions->rows[i];
        const Cell     *amount = table_cell(contributions, i, STR("movement"));
        if (amount->type == CELL_EMPTY) continue;
        add_step(arena, table, from->id, from->label, at, amount->money);
        at = money_add(at, amount->money);
    }
    assert(at.pence == table_cell(contributions, total, STR("current"))->money.pence);
    add_whole(arena, table, "current", year_format(arena, of->book->year), at);
}

static Table *make_movement(Arena *arena, const Case *of)
{
    static const ColumnSpec columns[] = {
        [AMOUNT] = {"amount", "Amount", CELL_MONEY}, [FOOT] = {"foot", "Bar begins at", CELL_MONEY},
        [WHOLE] = {"whole", "Total", CELL_MONEY},    [RISE] = {"rise", "Rise", CELL_MONEY},
        [FALL] = {"fall", "Fall", CELL_MONEY},
    };
    const Table *contributions = case_table(arena, of, &report_contributions);
    Table       *table =
        table_of(arena, "movement", columns, MOVEMENT_COLUMN_COUNT, contributions->row_count + 2);
    Money axis = {0};
    table->watch = WATCH_FIGURES;
    table->drawn_from = contributions;
    table_entitle(arena, table, of, "Movement of the fund to", STAGE_BUDGET);
    table->heading = STR("Step");
    table->about = STR("From last year's contributions to this year's, line by line. Amounts in "
                       "pounds (£).");
    if (!of->book->previous) {
        table_note(arena, table, NOTE_OF_TABLE, "The book names no previous book.");
        return table;
    }
    add_movements(arena, table, of, contributions);
    if (!find_axis(table, &axis)) {
        table_note(arena, table, NOTE_OF_TABLE, "A sum on the way is negative: there is no chart.");
        return table;
    }
    Str scale = str_format(arena, "; scale from %.*s", STR_ARG(money_pounds(arena, axis)));
    Str title =
        str_format(arena, "What each line adds, %.*s to %.*s%.*s", STR_ARG(table->rows[0].label),
                   STR_ARG(table->year), STR_ARG(axis.pence ? scale : STR("")));
    Str words = chart_read_out(
        arena, "From one year's total to the next, a step for each line:", table, AMOUNT);
    chart_draw(arena, table,
               (Chart){.kind = CHART_WATERFALL,
                       .title = title,
                       .first = FOOT,
                       .count = 4,
                       .axis_from = axis,
                       .alternative = words});
    return table;
}

const Report report_movement = {
    .name = "movement",
    .summary = "from last year's fund to this year's, as a chart has it",
    .make = make_movement,
};
