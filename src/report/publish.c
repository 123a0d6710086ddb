// The publication profile: what the rules for published spreadsheets ask of a
// table, done to each statement. Source of the rules: Analysis Function, Making
// spreadsheets accessible: a brief checklist of the basics (July 2021).
#include <stdint.h>

#include "report/binder.h"

#define HEADING_CHARS_MAX 240 // Of a marked-up table; " (£)" and a number may follow.
#define NOT_STATED        "[x]"
#define NOT_APPLICABLE    "[z]"

typedef struct {
    Arena *arena;
    Table *notes;
    size_t note_count; // Of those that have a number.
    bool   draws;
} Publisher;

// One statement on its way.
typedef struct {
    Publisher   *publisher;
    const Table *from;
    Table       *to;
    bool         nested;  // It has blocks, which become two columns.
    size_t       first;   // Column of `to` where the figures begin.
    size_t      *columns; // Of `from`, those that say something.
    size_t       column_count;
} Move;

static bool is_nested(const Table *table)
{
    for (size_t i = 0; i < table->row_count; i++) {
        if (table->rows[i].depth > 0 || table->rows[i].style == STYLE_HEAD) return true;
    }
    return false;
}

// Two columns of a marked-up table may not share a heading.
static Str unique_label(Arena *arena, const Table *table, size_t count, Str wish)
{
    Str label = wish;
    for (size_t number = 2;; number++) {
        bool taken = str_equal_any_case(table->heading, label);
        for (size_t i = 0; i < count; i++)
            taken |= str_equal_any_case(table->columns[i].label, label);
        if (!taken) return label;
        label = str_format(arena, "%.*s (%zu)", STR_ARG(wish), number);
    }
}

// The name of a marked-up column is an attribute, where a line end is a space.
static Str one_line(Arena *arena, Str text)
{
    Text line = text_new(arena);
    for (size_t i = 0; i < text.len; i++) {
        text_add_char(&line, (unsigned char)text.data[i] < ' ' ? ' ' : text.data[i]);
    }
    return text_str(&line);
}

static void set_column(Move *move, size_t at, const Column *from)
{
    Str    label = from->label;
    Arena *arena = move->publisher->arena;
    bool   says_unit = str_is(label, "£");
    if (says_unit) label = STR("Amount");
    if (label.len == 0) label = STR("Column");
    label = text_shortened(arena, one_line(arena, label), HEADING_CHARS_MAX);
    if (from->type == CELL_MONEY) label = str_format(arena, "%.*s (£)", STR_ARG(label));
    Column column = *from;
    column.label = unique_label(arena, move->to, at, label);
    move->to->columns[at] = column;
}

static void set_columns(Move *move)
{
    if (move->nested) {
        set_column(move, 0, &(Column){STR("part-of"), STR("Part of"), CELL_TEXT, STR("")});
        set_column(move, 1, &(Column){STR("row-type"), STR("Row type"), CELL_TEXT, STR("")});
    }
    for (size_t i = 0; i < move->column_count; i++) {
        set_column(move, move->first + i, &move->from->columns[move->columns[i]]);
    }
}

static Str heading_of(const Table *table, Str id)
{
    for (size_t i = 0; i < table->row_count; i++) {
        const TableRow *row = &table->rows[i];
        if (row->style == STYLE_HEAD && str_equal(row->id, id)) return row->label;
    }
    return STR("");
}

// A total by a name of its own: a paper prints "Total" below more than one block.
static Str label_of(Arena *arena, const Table *table, size_t row)
{
    const TableRow *own = &table->rows[row];
    Str             heading = heading_of(table, own->id);
    size_t          alike = 0;
    for (size_t i = 0; i < table->row_count; i++) {
        const TableRow *other = &table->rows[i];
        bool            total = other->style == STYLE_SUBTOTAL || other->style == STYLE_TOTAL;
        alike += total && str_equal_any_case(other->label, own->label);
    }
    if (own->style == STYLE_BODY || alike < 2 || heading.len == 0) return own->label;
    return str_format(arena, "%.*s: %.*s", STR_ARG(own->label), STR_ARG(heading));
}

// Whether a total adds up another row, or takes it away.
static bool adds(const TableRow *total, size_t columns, size_t row)
{
    for (size_t i = 0; i < columns; i++) {
        const Cell *cell = &total->cells[i];
        for (size_t j = 0; j < cell->term_count; j++) {
            const Term *term = &cell->terms[j];
            if (!term->table && term->row == row && term->column == i) return true;
        }
    }
    return false;
}

// What a row is part of: the total that adds it up. Where nothing is stated to be
// added up, the first total below it that stands less deep.
static Str part_of(Arena *arena, const Table *table, size_t row)
{
    for (size_t i = row + 1; i < table->row_count; i++) {
        if (adds(&table->rows[i], table->column_count, row)) return label_of(arena, table, i);
    }
    for (size_t i = row + 1; i < table->row_count; i++) {
        const TableRow *total = &table->rows[i];
        bool            encloses = total->style != STYLE_HEAD && total->style != STYLE_BODY &&
                        total->depth < table->rows[row].depth;
        if (encloses || total->style == STYLE_TOTAL) return label_of(arena, table, i);
    }
    return STR(NOT_APPLICABLE);
}

// A statement of schemes may have rows of another kind below its total.
static const char *row_type(const Table *table, size_t row)
{
    static const char *const kinds[] = {"", "item", "subtotal", "total"};
    Style                    style = table->rows[row].style;
    bool schemes = str_is(table->heading, "Scheme") && row < table_find_row(table, STR("total"));
    return style == STYLE_BODY && schemes ? "scheme" : kinds[style];
}

// The marker of a new note: " [note 3]".
static Str add_note(Publisher *publisher, const Table *table, Str text)
{
    Str       number = str_format(publisher->arena, "note %zu", ++publisher->note_count);
    TableRow *row = table_row(publisher->arena, publisher->notes, STYLE_BODY, number, number);
    row->cells[0] = cell_text(text);
    row->cells[1] = cell_text(table->title);
    return str_format(publisher->arena, " [%.*s]", STR_ARG(number));
}

// The markers of all notes about a row, or about the table.
static Str markers(const Move *move, size_t row)
{
    Text text = text_new(move->publisher->arena);
    for (size_t i = 0; i < move->from->note_count; i++) {
        const TableNote *note = &move->from->notes[i];
        if (note->row == row) text_add(&text, add_note(move->publisher, move->from, note->text));
    }
    return text_str(&text);
}

// A picture's table is empty only where there is nothing to draw.
static Cell plain_cell(const Table *from, const Cell *cell)
{
    if (cell->type == CELL_EMPTY)
        return cell_text(from->chart ? STR(NOT_APPLICABLE) : STR(NOT_STATED));
    return (Cell){.type = cell->type,
                  .text = cell->text,
                  .money = cell->money,
                  .percent = cell->percent,
                  .count = cell->count};
}

static void move_row(Move *move, size_t index)
{
    Arena          *arena = move->publisher->arena;
    const TableRow *from = &move->from->rows[index];
    if (from->style == STYLE_HEAD) return;
    Str label = label_of(arena, move->from, index);
    if (label.len == 0) label = STR(NOT_STATED);
    Str marks = markers(move, index);
    label = str_format(arena, "%.*s%.*s", STR_ARG(label), STR_ARG(marks));
    TableRow *to = table_row(arena, move->to, from->style, from->id, label);
    if (move->nested) {
        to->cells[0] = cell_text(part_of(arena, move->from, index));
        to->cells[1] = cell_text(str_from(row_type(move->from, index)));
    }
    for (size_t i = 0; i < move->column_count; i++) {
        to->cells[move->first + i] = plain_cell(move->from, &from->cells[move->columns[i]]);
    }
}

static Table *plain_table(Publisher *publisher, const Table *from)
{
    Arena *arena = publisher->arena;
    Move   move = {.publisher = publisher, .from = from, .nested = is_nested(from)};
    move.first = move.nested ? 2 : 0;
    move.columns = ARENA_ARRAY(arena, size_t, from->column_count);
    for (size_t i = 0; i < from->column_count; i++) {
        if (from->chart || table_column_speaks(from, i)) move.columns[move.column_count++] = i;
    }
    move.to = table_new(arena, from->report.data, move.first + move.column_count, from->row_count);
    move.to->heading = from->heading;
    move.to->board = from->board;
    move.to->year = from->year;
    move.to->status = from->status;
    move.to->sources = from->papers.len ? str_format(arena, "Source: %.*s.", STR_ARG(from->papers))
                                        : STR("Source: the board's own books.");
    if (publisher->draws) move.to->chart = from->chart;
    Str marks = markers(&move, NOTE_OF_TABLE);
    move.to->title = str_format(arena, "%.*s%.*s", STR_ARG(from->title), STR_ARG(marks));
    move.to->about = str_format(arena, "This sheet holds one table%s. %.*s",
                                move.to->chart ? " and one chart" : "", STR_ARG(from->about));
    set_columns(&move);
    for (size_t i = 0; i < from->row_count; i++) move_row(&move, i);
    return move.to;
}

static const char *const reading[] = {
    NOT_STATED " stands for what the books do not state, which is not the same as nil (0).",
    NOT_APPLICABLE " stands for what does not apply: a total of everything is part of nothing.",
    "Amounts are in pounds (£). A negative amount has a minus sign.",
    "Rows of the type subtotal and total add up rows above them: leave them out when you add up.",
    "The column Part of names the total that a row is added to.",
};

static Table *make_notes(const Binder *binder, const Sheets *groups, const BookSheets *books)
{
    static const ColumnSpec columns[] = {{"text", "What it says", CELL_TEXT},
                                         {"table", "Table", CELL_TEXT}};
    size_t                  most = sizeof reading / sizeof *reading + 1;
    Str                     draft = binder_draft(binder);
    for (size_t i = 0; i < groups->count; i++) most += groups->items[i].table->note_count;
    for (size_t i = 0; i < books->count; i++) {
        most += case_table(binder->arena, books->items[i].of, books->items[i].report)->note_count;
    }
    Table *table = table_of(binder->arena, "notes", columns, 2, most);
    binder_entitle(binder, table);
    table->title = STR("Notes");
    table->heading = STR("Note");
    table->about = STR("This sheet holds one table: what the tables' shorthand and their numbered "
                       "notes say.");
    if (draft.len) {
        TableRow *row = table_row(binder->arena, table, STYLE_BODY, STR("draft"), STR("Draft"));
        row->cells[0] = cell_text(draft);
        row->cells[1] = cell_text(STR("All tables"));
    }
    for (size_t i = 0; i < sizeof reading / sizeof *reading; i++) {
        TableRow *row = table_row(binder->arena, table, STYLE_BODY, STR("reading"), STR("Reading"));
        row->cells[0] = cell_text(str_from(reading[i]));
        row->cells[1] = cell_text(STR("All tables"));
    }
    return table;
}

Workbook *sheets_publication(Arena *arena, const Case *cases, size_t count, Str program, bool draws)
{
    Binder     binder = binder_new(arena, cases, count, program, PROFILE_PUBLICATION);
    Sheets     groups = binder_group_sheets(&binder);
    BookSheets books = binder_book_sheets(&binder);
    Publisher  publisher = {
         .arena = arena, .draws = draws, .notes = make_notes(&binder, &groups, &books)};
    Table *contents = binder_contents(&binder);
    binder_add(&binder, STR("Cover"), binder_cover(&binder));
    binder_add(&binder, STR("Contents"), contents);
    binder_add(&binder, STR("Notes"), publisher.notes);
    for (size_t i = 0; i < groups.count; i++) {
        const Table *table = plain_table(&publisher, groups.items[i].table);
        binder_add(&binder, groups.items[i].name, table);
    }
    for (size_t i = 0; i < books.count; i++) {
        const BookSheet *sheet = &books.items[i];
        const Table     *table = case_table(arena, sheet->of, sheet->report);
        binder_add_report(&binder, sheet->report, sheet->of, plain_table(&publisher, table));
    }
    binder_fill_contents(&binder, contents, &books);
    return binder.workbook;
}
