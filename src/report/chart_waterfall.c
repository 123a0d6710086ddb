// From last year's fund to this year's: in each line a step for each kind of movement.
#include "report/chart.h"
#include "report/steps.h"

#define STEPS_MOST  24    // That fit a page.
#define STEPS_LEAST 10000 // Pence; steps that come to less are not worth a scale of their own.

enum { AMOUNT, FOOT, WHOLE, RISE, FALL, WATERFALL_COLUMN_COUNT };

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

// A line's steps by kind; what of them comes to anything.
static size_t sum_kinds(const Movements *all, const MoveLine *line, Money *sums)
{
    Steps  steps = steps_of_line(all, line);
    size_t count = 0;
    for (size_t i = 0; i < STEP_KIND_COUNT; i++) sums[i] = (Money){0};
    for (size_t i = 0; i < steps.count; i++) {
        const Step *step = &steps.items[i];
        sums[step->kind] = money_add(sums[step->kind], step_movement(step));
    }
    for (size_t i = 0; i < STEP_KIND_COUNT; i++) count += sums[i].pence != 0;
    return count;
}

static void add_kinds(Arena *arena, Table *table, const MoveLine *line, const Money *sums,
                      Money *at)
{
    for (StepKind kind = STEP_DISTRIBUTED; kind < STEP_KIND_COUNT; kind++) {
        if (sums[kind].pence == 0) continue;
        Str id = str_format(arena, "%.*s-%s", STR_ARG(line->id), step_name(kind));
        Str label = str_format(arena, "%.*s: %s", STR_ARG(line->heading), step_label(kind));
        add_step(arena, table, id, label, *at, sums[kind]);
        *at = money_add(*at, sums[kind]);
    }
}

// The line as one step.
static void add_whole_line(Arena *arena, Table *table, const MoveLine *line, const Money *sums,
                           Money *at)
{
    Money sum = {0};
    for (size_t i = 0; i < STEP_KIND_COUNT; i++) sum = money_add(sum, sums[i]);
    if (sum.pence == 0) return;
    add_step(arena, table, line->id, line->heading, *at, sum);
    *at = money_add(*at, sum);
}

static void add_movements(Arena *arena, Table *table, const Movements *all,
                          const Table *contributions)
{
    typedef Money Sums[STEP_KIND_COUNT];
    Sums         *sums = ARENA_ARRAY(arena, Sums, all->line_count);
    size_t        total = table_find_row(contributions, STR("total"));
    Money         at = table_cell(contributions, total, STR("prior"))->money;
    size_t        steps = 0;
    add_whole(arena, table, "prior", table_column(contributions, STR("prior")).label, at);
    for (size_t i = 0; i < all->line_count; i++) steps += sum_kinds(all, &all->lines[i], sums[i]);
    for (size_t i = 0; i < all->line_count; i++) {
        if (steps > STEPS_MOST) add_whole_line(arena, table, &all->lines[i], sums[i], &at);
        else add_kinds(arena, table, &all->lines[i], sums[i], &at);
    }
    if (steps > STEPS_MOST) {
        table_note(arena, table, NOTE_OF_TABLE,
                   "There are more kinds of movement than a page can draw: each line is one step. "
                   "The bridge has them all.");
    }
    assert(at.pence == table_cell(contributions, total, STR("current"))->money.pence);
    add_whole(arena, table, "current", table->year, at);
}

static Table *make_waterfall(Arena *arena, const Case *of)
{
    static const ColumnSpec columns[] = {
        [AMOUNT] = {"amount", "Amount", CELL_MONEY}, [FOOT] = {"foot", "Bar begins at", CELL_MONEY},
        [WHOLE] = {"whole", "Total", CELL_MONEY},    [RISE] = {"rise", "Rise", CELL_MONEY},
        [FALL] = {"fall", "Fall", CELL_MONEY},
    };
    const Table *contributions = case_table(arena, of, &report_contributions);
    Movements    all = movements_of(arena, of->ledger);
    size_t       most = all.line_count * STEP_KIND_COUNT + 2;
    Table       *table = table_of(arena, "waterfall", columns, WATERFALL_COLUMN_COUNT, most);
    Money        axis = {0};
    table->watch = WATCH_FIGURES;
    table->drawn_from = contributions;
    table_entitle(arena, table, of, "Movement of the fund to", STAGE_BUDGET);
    table_say_previous(arena, table, of);
    table->heading = STR("Step");
    table->about =
        STR("From last year's contributions to this year's, in each line a step for each "
            "kind of movement. Amounts in pounds (£).");
    if (!of->ledger->previous) {
        table_note(arena, table, NOTE_OF_TABLE, "The book names no previous book.");
        return table;
    }
    add_movements(arena, table, &all, contributions);
    if (!find_axis(table, &axis)) {
        table_note(arena, table, NOTE_OF_TABLE, "A sum on the way is negative: there is no chart.");
        return table;
    }
    Str scale = str_format(arena, "; scale from %.*s", STR_ARG(money_pounds(arena, axis)));
    Str title =
        str_format(arena, "What moves the fund, %.*s to %.*s%.*s", STR_ARG(table->rows[0].label),
                   STR_ARG(table->year), STR_ARG(axis.pence ? scale : STR("")));
    Str words = chart_read_out(
        arena, "From one year's total to the next, a step for each kind in each line:", table,
        AMOUNT);
    chart_draw(arena, table,
               (Chart){.kind = CHART_WATERFALL,
                       .title = title,
                       .first = FOOT,
                       .count = 4,
                       .axis_from = axis,
                       .alternative = words});
    return table;
}

const Report report_waterfall = {
    .name = "waterfall",
    .summary = "from last year's fund to this year's by kind, as a chart has it",
    .make = make_waterfall,
};
