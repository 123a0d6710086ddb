// The statements as tables, and what some of them have below. A total that a paper
// prints otherwise is marked, with a note.
#include <stdint.h>

#include "post/movements.h"
#include "report/report.h"

typedef struct {
    Arena           *arena;
    const Case      *of;
    const Statement *statement;
    Table           *table;
    size_t          *table_rows; // By row of the statement.
} Setter;

static CellType type_of(const StatementColumn *column)
{
    return column->rule == COLUMN_RATIO ? CELL_PERCENT : CELL_MONEY;
}

static Term *down_terms(Setter *setter, const StatementRow *row, size_t column)
{
    Term *terms = ARENA_ARRAY(setter->arena, Term, row->child_count);
    for (size_t i = 0; i < row->child_count; i++) {
        size_t child = row->children[i];
        int    sign = setter->statement->rows[child].subtracted ? -1 : 1;
        terms[i] = (Term){setter->table_rows[child], column, sign, NULL};
    }
    return terms;
}

static Term *across_terms(Setter *setter, const StatementColumn *column, size_t row)
{
    Term *terms = ARENA_ARRAY(setter->arena, Term, column->term_count);
    for (size_t i = 0; i < column->term_count; i++) {
        terms[i] = (Term){row, column->terms[i].column, column->terms[i].sign, NULL};
    }
    return terms;
}

static bool adds_down(const StatementColumn *column, const StatementRow *row)
{
    return !row->leaf && (column->rule == COLUMN_POSTINGS || column->rule == COLUMN_TERMS_DOWN);
}

static void set_cell(Setter *setter, size_t row, size_t column)
{
    const StatementRow    *from = &setter->statement->rows[row];
    const StatementColumn *of = &setter->statement->columns[column];
    const Figure          *figure = statement_figure(setter->statement, row, column);
    size_t                 at = setter->table_rows[row];
    Cell                  *cell = &setter->table->rows[at].cells[column];
    if (!figure->stated) return;
    *cell = (Cell){.type = type_of(of), .money = figure->money, .percent = figure->percent};
    if (adds_down(of, from)) {
        cell->origin = ORIGIN_TERMS;
        cell->terms = down_terms(setter, from, column);
        cell->term_count = from->child_count;
    } else if (of->rule != COLUMN_POSTINGS) {
        cell->origin = of->rule == COLUMN_RATIO ? ORIGIN_RATIO : ORIGIN_TERMS;
        cell->terms = across_terms(setter, of, at);
        cell->term_count = of->term_count;
    } else {
        cell->origin = ORIGIN_POSTINGS;
        cell->selectors = figure->selectors;
        cell->selector_count = figure->selector_count;
    }
}

static void set_row(Setter *setter, size_t row)
{
    const StatementRow *from = &setter->statement->rows[row];
    bool                is_total = row + 1 == setter->statement->row_count;
    Style               style = from->leaf ? STYLE_BODY : is_total ? STYLE_TOTAL : STYLE_SUBTOTAL;
    if (from->heading.len) {
        table_row(setter->arena, setter->table, STYLE_HEAD, from->id, from->heading)->depth =
            from->depth;
    }
    for (size_t i = 0; i < from->child_count; i++) set_row(setter, from->children[i]);
    setter->table_rows[row] = setter->table->row_count;
    table_row(setter->arena, setter->table, style, from->id, from->label)->depth = from->depth;
    for (size_t column = 0; column < setter->statement->column_count; column++) {
        set_cell(setter, row, column);
    }
}

// Budget and outturn share their rows and lines, and so what is printed there.
static bool prints_here(const Setter *setter, const PublishedCell *printed)
{
    int period = printed->section->period;
    if (period && period != setter->of->book->view.period) return false; // Of another day.
    if (str_is(printed->section->report, setter->statement->report)) return true;
    return str_is(printed->section->report, "outturn") &&
           str_is(str_from(setter->statement->report), "budget") &&
           statement_column(setter->statement, printed->figure->column) != SIZE_MAX;
}

// A star on a figure that a paper prints otherwise, and below the table what it
// prints.
static void mark(Setter *setter, const PublishedCell *printed)
{
    size_t    at = statement_row(setter->statement, printed->figure->row);
    size_t    column = statement_column(setter->statement, printed->figure->column);
    TableRow *row = &setter->table->rows[setter->table_rows[at]];
    bool      several = setter->of->book->published_count > 1;
    row->cells[column].marked = true;
    table_note(setter->arena, setter->table, setter->table_rows[at],
               "%.*s, %.*s: the paper prints %.*s, %.*s %s (%s)%s%.*s.", STR_ARG(row->label),
               STR_ARG(setter->table->columns[column].label),
               STR_ARG(money_pounds(setter->arena, printed->figure->money)),
               STR_ARG(money_pounds(setter->arena, money_abs(printed->difference))),
               printed->difference.pence < 0 ? "less" : "more", outcome_name(printed->outcome),
               several ? "; " : "", STR_ARG(several ? printed->section->source_name : STR("")));
}

// First those that do not reconcile, then roundings of the paper, then in one
// line the figures that are only printed rounded.
static void mark_printed(Setter *setter)
{
    static const Outcome  order[] = {OUTCOME_BREAK, OUTCOME_ROUNDING, OUTCOME_AGREES};
    const Reconciliation *found = setter->of->reconciliation;
    size_t                exact = 0;
    for (size_t pass = 0; pass < sizeof order / sizeof *order; pass++) {
        for (size_t i = 0; i < found->published_count; i++) {
            const PublishedCell *printed = &found->published[i];
            bool                 differs = printed->has_rows && printed->difference.pence != 0;
            if (!differs || printed->outcome != order[pass]) continue;
            if (!prints_here(setter, printed)) continue;
            if (printed->exact) exact++;
            else mark(setter, printed);
        }
    }
    if (exact == 0) return;
    table_note(setter->arena, setter->table, NOTE_OF_TABLE,
               "Printed rounded, as papers are, and otherwise the same: %zu figures.", exact);
}

static Stage stage_of(const StatementKind *kind, const Book *book)
{
    if (kind->status == STATUS_OF_BOOK) return book->stage;
    return kind->status == STATUS_OF_OUTTURN ? STAGE_OUTTURN : STAGE_BUDGET;
}

Table *table_of_statement(Arena *arena, const Case *of, const StatementKind *kind)
{
    const Statement *statement = statement_of(arena, of->ledger, kind, 0);
    size_t           most = statement->row_count * 2; // Each row may have a heading.
    Table           *table = table_new(arena, kind->name, statement->column_count, most);
    Setter           setter = {arena, of, statement, table, NULL};
    setter.table_rows = ARENA_ARRAY(arena, size_t, statement->row_count);
    for (size_t i = 0; i < statement->column_count; i++) {
        const StatementColumn *column = &statement->columns[i];
        table->columns[i] = (Column){.id = column->id,
                                     .label = column->label,
                                     .type = type_of(column),
                                     .about = str_from(column->about ? column->about : "")};
    }
    bool later = kind->status == STATUS_OF_OUTTURN && of->book->stage != STAGE_OUTTURN;
    table_entitle(arena, table, of, kind->title, stage_of(kind, of->book));
    table->watch = WATCH_FIGURES;
    table->heading = str_from(statement->row_heading);
    table->about = str_format(arena, "%s Amounts in pounds (£).",
                              later ? "The year has no outturn yet." : kind->about);
    set_row(&setter, statement->row_count - 1);
    mark_printed(&setter);
    if (kind->silence && !table_is_stated(table)) {
        table_note(arena, table, NOTE_OF_TABLE, "%s", kind->silence);
    }
    return table;
}

// Where last year's figure adds up several lines, or one of another id, says so.
static void note_predecessors(Arena *arena, const Case *of, Table *table)
{
    const Book *previous = of->book->previous;
    for (size_t i = 0; previous && i < of->book->line_count; i++) {
        const Line  *line = &of->book->lines[i];
        const Line **before = NULL;
        Text         text = text_new(arena);
        size_t       count = line_priors(arena, of->ledger, line, &before);
        if (count == 0 || (count == 1 && str_equal(before[0]->id, line->id))) continue;
        for (size_t j = 0; j < count; j++) {
            Selector in = select_contributions(of->ledger->previous, before[j]);
            text_addf(&text, "%s%.*s %.*s", j ? ", " : "", STR_ARG(before[j]->name),
                      STR_ARG(money_pounds(arena, ledger_sum(&in))));
        }
        table_note(arena, table, NOTE_OF_TABLE, "%.*s continues %.*s of %.*s.", STR_ARG(line->name),
                   STR_ARG(text_str(&text)), STR_ARG(year_format(arena, previous->year)));
    }
}

// Why a line's contributions and its rows may be a pound apart.
static void note_rounding(Arena *arena, const Case *of, Table *table, const char *column)
{
    size_t at = table_find_column(table, str_from(column));
    for (size_t i = 0; i < of->book->line_count; i++) {
        const Line *line = &of->book->lines[i];
        Selector    selector = select_rounding(of->ledger, line);
        Money       rounding = ledger_sum(&selector);
        if (rounding.pence == 0) continue;
        size_t row = table_find_row(table, line->id);
        table->rows[row].cells[at].marked = true;
        table_note(arena, table, row,
                   "%.*s: printed figures hide pence; the contributions come to %.*s %s than the "
                   "rows.",
                   STR_ARG(line->name), STR_ARG(money_pounds(arena, money_abs(rounding))),
                   rounding.pence > 0 ? "more" : "less");
    }
}

static void annotate_contributions(Arena *arena, const Case *of, Table *table)
{
    table_say_previous(arena, table, of);
    note_predecessors(arena, of, table);
    note_rounding(arena, of, table, "current");
}

static void annotate_reconciliation(Arena *arena, const Case *of, Table *table)
{
    note_rounding(arena, of, table, "rounding");
}

static void annotate_passport(Arena *arena, const Case *of, Table *table)
{
    for (size_t i = 0; i < of->book->passported_count; i++) {
        const Passported *item = &of->book->passported[i];
        if (!item->brought_forward.stated || item->brought_forward.money.pence == 0) continue;
        table_note(arena, table, table_find_row(table, item->to->id),
                   "%.*s had %.*s of %.*s left from the year before.", STR_ARG(item->to->name),
                   STR_ARG(money_pounds(arena, item->brought_forward.money)),
                   STR_ARG(item->line->name));
    }
}

static void annotate_recurrent(Arena *arena, const Case *of, Table *table)
{
    static const ColumnSpec lead = {"lead", "Lead", CELL_TEXT};
    size_t                  at = table->column_count;
    table_widen(arena, table, &lead, 1);
    for (size_t i = 0; i < table->row_count; i++) {
        const Row *row = book_scheme_row(of->book, table->rows[i].id);
        if (!row || table->rows[i].style != STYLE_BODY || row->scheme->lead_count == 0) continue;
        table->rows[i].cells[at] = cell_text(leads_in_words(arena, row->scheme));
    }
}

const Report report_recurrent = {
    .statement = &statement_recurrent,
    .annotate = annotate_recurrent,
    .published = true,
    .repeats = true,
};
// Why budgets and contributions of a line may move by other amounts: a pound that printed
// figures hide in one of the two years.
static void annotate_movement(Arena *arena, const Case *of, Table *table)
{
    Movements all = movements_of(arena, of->ledger);
    size_t    total = table_find_row(table, STR("total"));
    table_say_previous(arena, table, of);
    for (size_t i = 0; all.then && i < all.line_count; i++) {
        const MoveLine *line = &all.lines[i];
        Side            then = side_rounding(&all, line, SIDE_THEN);
        Side            now = side_rounding(&all, line, SIDE_NOW);
        Money           off = money_sub(now.money, then.money);
        if (off.pence == 0) continue;
        Cell *cell = &table->rows[total].cells[table_find_column(table, line->id)];
        cell->marked = true;
        table_note(arena, table, total,
                   "%.*s: the budgets move by %.*s; printed figures hide pence, and with those it "
                   "is %.*s.",
                   STR_ARG(line->name), STR_ARG(money_pounds(arena, cell->money)),
                   STR_ARG(money_pounds(arena, money_add(cell->money, off))));
    }
}

const Report report_leads = {
    .statement = &statement_leads,
    .published = true,
    .repeats = true,
};
const Report report_movement = {
    .statement = &statement_movement,
    .annotate = annotate_movement,
    .published = true,
    .repeats = true,
};
const Report report_contributions = {
    .statement = &statement_contributions,
    .annotate = annotate_contributions,
    .published = true,
};
const Report report_reconciliation = {
    .statement = &statement_reconciliation,
    .annotate = annotate_reconciliation,
    .published = true,
};
const Report report_passport = {
    .statement = &statement_passport,
    .annotate = annotate_passport,
    .published = true,
};
