#include "survey/drafting.h"

#include <string.h>

#include "base/text.h"

static const Label *label_of(const Drafting *drafting, size_t row)
{
    return &drafting->reading->labels[row];
}

static void add_figure(ItemFigure *figure, const Sum *sum)
{
    figure->exact = money_add(figure->exact, sum->exact);
    figure->printed = money_add(figure->printed, sum->printed);
    if (!figure->stated || sum->unit < figure->unit) figure->unit = sum->unit;
    figure->stated = true;
}

static bool is_unknown(const Reading *reading, size_t row, size_t column)
{
    size_t at = reading->columns[column].at;
    return paper_cell(reading->paper, reading->labels[row].at, at)->kind == PRINTED_UNKNOWN;
}

static void take_cell(const Reading *reading, size_t row, size_t column, ItemFigure *figure)
{
    Sum sum;
    if (reading_sum(reading, row, column, &sum)) add_figure(figure, &sum);
    if (is_unknown(reading, row, column)) figure->unknown = true;
}

// Where a table has one column of amounts for all lines, a row's own line tells them
// apart; a total's amount is that of all lines.
ItemFigure drafting_figure(const Drafting *drafting, const Item *item, size_t line, Measure measure)
{
    const Reading *reading = drafting->reading;
    ItemFigure     figure = {.unit = 1};
    size_t         column = reading_column_of(reading, measure, line);
    bool           by_row = column == SIZE_MAX && line != NO_LINE;
    if (by_row) column = reading_column_of(reading, measure, NO_LINE);
    if (column == SIZE_MAX || item->row == SIZE_MAX) return figure;
    if (by_row && item->is_block) return figure;
    for (size_t i = 0; i <= item->more; i++) {
        const Label *label = label_of(drafting, item->row + i);
        if (by_row && label->line != line) continue;
        take_cell(reading, item->row + i, column, &figure);
    }
    return figure;
}

static void sum_schemes(const Drafting *drafting, const Item *item, size_t line, Money *exact)
{
    if (!item->is_block) {
        ItemFigure figure = drafting_figure(drafting, item, line, MEASURE_BUDGET);
        *exact = money_add(*exact, figure.exact);
    }
    for (const Item *child = item->first; child; child = child->next) {
        sum_schemes(drafting, child, line, exact);
    }
}

// In a rounded book the printed total says best what the line brings, so long as
// rounding alone can be why the rows do not add up to it.
Money drafting_contribution(const Drafting *drafting, size_t line, bool *marked)
{
    const Reading *reading = drafting->reading;
    Money          rows = {0};
    ItemFigure     total = {0};
    sum_schemes(drafting, reading->root, line, &rows);
    *marked = false;
    if (reading->root_row != SIZE_MAX) {
        total = drafting_figure(drafting, reading->root, line, MEASURE_BUDGET);
    }
    if (!total.stated || total.exact.pence == rows.pence) return rows;
    bool rounding = reading->labels[reading->root_row].outcome != OUTCOME_BREAK;
    if (rounding && drafting->unit > 1) return total.printed;
    *marked = !rounding;
    return rows;
}

void drafting_check_limits(const Drafting *drafting)
{
    for (size_t i = 0; i < drafting->reading->line_count; i++) {
        const TableLine *line = &drafting->reading->lines[i];
        bool             marked;
        if (money_abs(drafting_contribution(drafting, i, &marked)).pence <= MONEY_PENCE_MAX)
            continue;
        Diag *found =
            diag(drafting->reading->diags, DIAG_TABLE_UNCLEAR, line->span,
                 "the rows of '%.*s' come to more than the limit of £10bn", STR_ARG(line->name));
        diag_help(drafting->reading->diags, found,
                  "if its figures are pounds, say so: --answer unit=pounds");
    }
}

Str drafting_payer(const Drafting *drafting, const TableLine *line)
{
    PartnerKind  kind = line->known ? line->known->payer : PARTNER_OTHER;
    const Board *board = drafting->board;
    if (drafting->pack) {
        for (size_t i = 0; i < drafting->pack->line_count; i++) {
            const Line *of_pack = &drafting->pack->lines[i];
            if (str_equal(of_pack->id, line->id)) kind = of_pack->payer;
        }
    }
    for (size_t i = 0; board && i < board->partner_count; i++) {
        if (board->partners[i].kind == kind) return board->partners[i].id;
    }
    if (board && board->partner_count) return board->partners[0].id;
    return kind == PARTNER_NHS       ? STR("nhs")
           : kind == PARTNER_COUNCIL ? STR("council")
                                     : STR("payer-to-decide");
}

// Ids.

static Str folded_name(const Drafting *drafting, Str name)
{
    return words_folded(drafting->reading->arena, name);
}

static Str free_id(Drafting *drafting, Str wanted)
{
    Text id =
        text_new(drafting->reading->arena); // One for all tries: rows may all be called alike.
    text_add(&id, wanted);
    for (unsigned i = 2; index_find(&drafting->ids, text_str(&id)); i++) {
        id.len = 0;
        text_addf(&id, "%.*s-%u", STR_ARG(wanted), i);
    }
    return text_str(&id);
}

// A scheme of the board that has the name and no row yet.
static const Scheme *standing_scheme(const Drafting *drafting, Str name)
{
    const Scheme *scheme = index_find(&drafting->names, folded_name(drafting, name));
    if (!scheme) return NULL;
    return index_find(&drafting->ids, scheme->id) == scheme ? scheme : NULL;
}

static void give_scheme_id(Drafting *drafting, Item *item)
{
    const Scheme *standing = standing_scheme(drafting, item->label);
    Arena        *arena = drafting->reading->arena;
    if (standing) {
        item->id = standing->id;
        return;
    }
    item->id = free_id(drafting, id_of_name(arena, item->label, "scheme"));
    index_add(&drafting->ids, item->id, item);
}

static void give_block_id(Drafting *drafting, Item *block)
{
    Arena *arena = drafting->reading->arena;
    Str    id = id_of_name(arena, block->heading, "");
    if (!id.len) id = id_of_name(arena, block->label, "rows");
    if (str_starts(id, "total-")) id = str_from_to(id, strlen("total-"), id.len);
    block->id = free_id(drafting, id);
    index_add(&drafting->ids, block->id, block);
}

static void give_ids(Drafting *drafting, Item *item, bool blocks)
{
    for (Item *child = item->first; child; child = child->next) {
        if (child->is_block == blocks && blocks) give_block_id(drafting, child);
        if (child->is_block == blocks && !blocks) give_scheme_id(drafting, child);
        give_ids(drafting, child, blocks);
    }
}

// Two rows of one name cannot both be the board's scheme: the second is a new one.
static void part_twins(Drafting *drafting, Item *item, Index *seen)
{
    for (Item *child = item->first; child; child = child->next) {
        if (!child->is_block && index_add(seen, child->id, child)) {
            child->id = free_id(drafting, child->id);
            index_add(&drafting->ids, child->id, child);
            index_add(seen, child->id, child);
        }
        part_twins(drafting, child, seen);
    }
}

static void take_board(Drafting *drafting)
{
    const Board *board = drafting->board;
    for (size_t i = 0; board && i < board->scheme_count; i++) {
        Scheme *scheme = &board->schemes[i];
        index_add(&drafting->ids, scheme->id, scheme);
        index_add(&drafting->names, folded_name(drafting, scheme->name), scheme);
    }
}

// Units.

typedef struct {
    int64_t shown;   // The finest that a figure is printed to.
    int64_t divides; // The largest that every amount of the book is a multiple of.
    bool    hidden;  // Pence stand behind what is printed.
    size_t  count;
} Units;

static void look_at_units(const Reading *reading, Units *units)
{
    for (size_t row = 0; row < reading->label_count; row++) {
        LabelRole role = reading->labels[row].role;
        bool      scheme = role == LABEL_SCHEME || role == LABEL_MORE;
        bool total = role == LABEL_TOTAL || role == LABEL_TOTAL_ABOVE || role == LABEL_TOTAL_FIRST;
        for (size_t i = 0; (scheme || total) && i < reading->column_count; i++) {
            Sum sum;
            if (reading->columns[i].role != COLUMN_AMOUNT) continue;
            if (!reading_sum(reading, row, i, &sum) || sum.printed.pence == 0) continue;
            int64_t unit = sum.unit < 100 ? 1 : sum.unit;
            if (units->count++ == 0 || unit < units->shown) units->shown = unit;
            if (sum.exact.pence != sum.printed.pence) units->hidden = true;
            while (scheme && sum.exact.pence % units->divides) units->divides /= 10;
        }
    }
}

static bool any_rounding(const Reading *reading)
{
    for (size_t row = 0; row < reading->label_count; row++) {
        if (reading->labels[row].outcome == OUTCOME_ROUNDING) return true;
    }
    return false;
}

static bool spends_by_line(const Reading *reading)
{
    for (size_t i = 0; i < reading->column_count; i++) {
        const TableColumn *column = &reading->columns[i];
        bool spent = column->role == COLUMN_AMOUNT && column->measure == MEASURE_OUTTURN;
        if (spent && column->line != NO_LINE) return true;
    }
    return reading->source_column != SIZE_MAX;
}

// Whether some outturn is one sum over several lines: the ledger splits it pro rata, and
// in an exact book to pennies that nobody ever printed.
static bool has_split(const Drafting *drafting, const Item *item)
{
    size_t lines = 0;
    Money  budget = {0};
    for (const Item *child = item->first; child; child = child->next) {
        if (has_split(drafting, child)) return true;
    }
    if (item->is_block) return false;
    for (size_t line = 0; line < drafting->reading->line_count; line++) {
        ItemFigure figure = drafting_figure(drafting, item, line, MEASURE_BUDGET);
        lines += figure.exact.pence != 0;
        budget = money_add(budget, figure.exact);
    }
    ItemFigure spent = drafting_figure(drafting, item, NO_LINE, MEASURE_OUTTURN);
    return lines > 1 && spent.stated && spent.exact.pence != budget.pence;
}

// Whole pounds that add up are taken as exact; thousands, pounds that do not add up but
// for rounding, or that have to be split, are rounded figures.
static void find_units(Drafting *drafting)
{
    Units units = {.shown = 1, .divides = INT64_C(100000000)};
    look_at_units(drafting->reading, &units);
    drafting->published = units.shown;
    drafting->unit = 1;
    if (units.hidden || units.count == 0 || units.shown == 1 || units.divides < 100) return;
    bool rounded =
        units.shown > 100 || any_rounding(drafting->reading) ||
        (!spends_by_line(drafting->reading) && has_split(drafting, drafting->reading->root));
    if (rounded) drafting->unit = units.shown < units.divides ? units.shown : units.divides;
}

// Lines of a table whose columns do not name them.

static void spread_line(const Drafting *drafting, const Item *item, size_t line)
{
    if (!item->is_block && label_of(drafting, item->row)->line == NO_LINE) {
        drafting->reading->labels[item->row].line = line;
    }
    for (const Item *child = item->first; child; child = child->next) {
        spread_line(drafting, child, line);
    }
}

static Span item_span(const Drafting *drafting, const Item *item)
{
    const Reading *reading = drafting->reading;
    size_t         row = item->heading_row != SIZE_MAX ? item->heading_row : item->row;
    return reading_span(reading, row == SIZE_MAX ? 0 : row, reading->label_column);
}

// Blocks that are called after a line hold its money; so does a row that is.
static void lines_of_blocks(const Drafting *drafting, const Item *item)
{
    Reading *reading = drafting->reading;
    for (const Item *child = item->first; child; child = child->next) {
        const KnownLine *known = words_line(reading->arena, child->heading, true);
        if (!known) known = words_line(reading->arena, child->label, !child->is_block);
        if (known) {
            size_t line = reading_line(reading, known, STR(""), item_span(drafting, child));
            spread_line(drafting, child, line);
        } else {
            lines_of_blocks(drafting, child);
        }
    }
}

static bool any_without_line(const Drafting *drafting, const Item *item)
{
    if (!item->is_block) return label_of(drafting, item->row)->line == NO_LINE;
    for (const Item *child = item->first; child; child = child->next) {
        if (any_without_line(drafting, child)) return true;
    }
    return false;
}

static bool has_line_columns(const Reading *reading)
{
    for (size_t i = 0; i < reading->column_count; i++) {
        const TableColumn *column = &reading->columns[i];
        if (column->role == COLUMN_AMOUNT && column->line != NO_LINE) return true;
    }
    return false;
}

static void find_lines(const Drafting *drafting)
{
    Reading *reading = drafting->reading;
    if (has_line_columns(reading)) return;
    if (reading->source_column == SIZE_MAX) lines_of_blocks(drafting, reading->root);
    if (!any_without_line(drafting, reading->root)) return;
    Str  name = STR("Funding line not stated");
    Span span = reading_span(reading, 0, reading->label_column);
    spread_line(drafting, reading->root, reading_line(reading, NULL, name, span));
}

// The pack or the board may have the line under an id of its own.
static const Line *standing_line(const Line *lines, size_t count, Arena *arena,
                                 const TableLine *line)
{
    Str heading = words_folded(arena, line->heading);
    Str name = words_folded(arena, line->name);
    for (size_t i = 0; i < count; i++) {
        Str there = words_folded(arena, lines[i].name);
        if (str_equal(lines[i].id, line->id) || str_equal(there, name)) return &lines[i];
        if (str_equal(words_folded(arena, lines[i].heading), heading)) return &lines[i];
    }
    return NULL;
}

static void match_lines(const Drafting *drafting)
{
    Reading        *reading = drafting->reading;
    const YearPack *pack = drafting->pack;
    const Board    *board = drafting->board;
    for (size_t i = 0; i < reading->line_count; i++) {
        TableLine  *line = &reading->lines[i];
        const Line *there = NULL;
        if (pack) there = standing_line(pack->lines, pack->line_count, reading->arena, line);
        line->national = pack ? there != NULL : line->national;
        if (!there && board) {
            there = standing_line(board->lines, board->line_count, reading->arena, line);
        }
        line->stands = there != NULL;
        if (there) line->id = there->id;
        else if (line_id_is_reserved(line->id)) {
            line->id = str_format(reading->arena, "%.*s-line", STR_ARG(line->id));
        }
        if (there || !board || (line->national && !pack)) continue;
        Diag *found = diag(reading->diags, DIAG_TABLE_UNCLEAR, line->span,
                           "neither the year pack nor the board that are there have a funding "
                           "line '%.*s'",
                           STR_ARG(line->name));
        diag_help(reading->diags, found,
                  "type it under funding_lines of the board, or import into another folder");
    }
}

Drafting drafting_new(Reading *reading, const YearPack *pack, const Board *board, Str pack_path,
                      Str board_path)
{
    Drafting drafting = {.reading = reading,
                         .pack = pack,
                         .board = board,
                         .pack_path = pack_path,
                         .board_path = board_path,
                         .ids = index_new(reading->arena),
                         .names = index_new(reading->arena)};
    Index    seen = index_new(reading->arena);
    take_board(&drafting);
    give_ids(&drafting, reading->root, false);
    part_twins(&drafting, reading->root, &seen);
    give_ids(&drafting, reading->root, true);
    find_lines(&drafting);
    match_lines(&drafting);
    find_units(&drafting);
    return drafting;
}
