// Tables for a terminal: figures aligned, labels wrapped, no digit ever cut. A
// table too wide for the page is turned on its side when that makes it narrower,
// else its columns are printed in bands.
#include "write/display.h"
#include "write/writer.h"

#define GAP              2  // Between columns.
#define LABEL_WIDTH_MIN  24 // Labels and texts may be wrapped down to these.
#define LABEL_WIDTH_READ 20 // Narrower, a name is a tower.
#define TEXT_WIDTH_MIN   24
#define LABEL_WIDTH_MAX  60

// One table, laid out for one page width.
typedef struct {
    Arena       *arena;
    const Table *table;
    Text        *out;
    size_t       width;
    bool         pence;
    bool        *stars;  // By column: whether its figures keep room for one.
    Str         *shown;  // By row, then by column.
    size_t      *widths; // By column.
    size_t       label_width;
    size_t       label_least; // That breaks no word, if it is not too long.
} Page;

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

// The longest stretch without a place to break it.
static size_t longest_word(Str text)
{
    size_t longest = 0;
    size_t start = 0;
    for (size_t i = 0; i <= text.len; i++) {
        if (i < text.len && text.data[i] != ' ') continue;
        longest = larger(longest, text_width(str_from_to(text, start, i)));
        start = i + 1;
    }
    return longest;
}

// Takes from `rest` what fits into `width` characters: whole words where there
// is one, else as much of a word as there is room for.
static Str take_line(Str *rest, size_t width)
{
    size_t fits = 0; // Bytes.
    size_t seen = 0; // Characters.
    size_t at = 0;
    if (width == 0) width = 1; // Or a line would never end.
    while (at < rest->len) {
        size_t next = at + 1;
        while (next < rest->len && ((unsigned char)rest->data[next] & 0xC0) == 0x80) next++;
        if (seen == width) break;
        seen++;
        bool ends_word = next == rest->len || rest->data[next] == ' ';
        bool may_break = rest->data[at] == '-' || rest->data[at] == '/';
        if (ends_word || may_break) fits = next;
        at = next;
    }
    if (at == rest->len) fits = rest->len;
    if (fits == 0) fits = at;
    Str line = str_from_to(*rest, 0, fits);
    while (fits < rest->len && rest->data[fits] == ' ') fits++;
    *rest = str_from_to(*rest, fits, rest->len);
    return line;
}

static void pad(Page *page, Str text, size_t width, bool right)
{
    size_t len = text_width(text);
    size_t blank = width > len ? width - len : 0;
    if (right) text_repeat(page->out, ' ', blank);
    text_add(page->out, text);
    if (!right) text_repeat(page->out, ' ', blank);
}

static void end_line(Page *page)
{
    while (page->out->len && page->out->data[page->out->len - 1] == ' ') page->out->len--;
    text_add_char(page->out, '\n');
}

// Prints one row of the columns [first, last), as many lines as the longest cell.
static void print_lines(Page *page, Str label, size_t indent, Str *cells, size_t first, size_t last)
{
    bool more = true;
    while (more) {
        size_t label_room = page->label_width - indent;
        text_repeat(page->out, ' ', indent);
        pad(page, take_line(&label, label_room), label_room, false);
        more = label.len > 0;
        for (size_t i = first; i < last; i++) {
            bool right = cell_is_figure(page->table->columns[i].type);
            text_repeat(page->out, ' ', GAP);
            pad(page, take_line(&cells[i], page->widths[i]), page->widths[i], right);
            more |= cells[i].len > 0;
        }
        end_line(page);
    }
}

// A line below or above the figures of a total.
static void print_rule(Page *page, char c, size_t first, size_t last, bool label_too)
{
    text_repeat(page->out, label_too ? c : ' ', page->label_width);
    for (size_t i = first; i < last; i++) {
        bool ruled = label_too || cell_is_figure(page->table->columns[i].type);
        text_repeat(page->out, ' ', GAP);
        text_repeat(page->out, ruled ? c : ' ', page->widths[i]);
    }
    end_line(page);
}

static void print_paragraph(Page *page, Str text, size_t indent)
{
    while (text.len) {
        text_repeat(page->out, ' ', indent);
        text_add(page->out, take_line(&text, page->width - indent));
        end_line(page);
    }
}

static bool has_figures(const Page *page, size_t first, size_t last)
{
    for (size_t i = first; i < last; i++) {
        if (cell_is_figure(page->table->columns[i].type)) return true;
    }
    return false;
}

static bool says_nothing(const Page *page, size_t row, size_t first, size_t last)
{
    for (size_t i = first; i < last; i++) {
        if (page->shown[row * page->table->column_count + i].len) return false;
    }
    return true;
}

// In a band of words, a total of which nothing is said is left out.
static void print_band(Page *page, size_t first, size_t last)
{
    bool         figures = has_figures(page, first, last);
    const Table *table = page->table;
    Str         *cells = ARENA_ARRAY(page->arena, Str, table->column_count);
    for (size_t i = 0; i < table->column_count; i++) cells[i] = table->columns[i].label;
    print_lines(page, table->heading, 0, cells, first, last);
    print_rule(page, '-', first, last, true);
    for (size_t i = 0; i < table->row_count; i++) {
        const TableRow *row = &table->rows[i];
        size_t          indent = smaller(row->depth * 2, page->label_width / 2);
        bool            is_sum = row->style == STYLE_SUBTOTAL || row->style == STYLE_TOTAL;
        if (row->style == STYLE_HEAD) {
            bool after = i > 0 && (table->rows[i - 1].style == STYLE_BODY || !figures);
            if (after) text_add_char(page->out, '\n');
            print_paragraph(page, row->label, indent); // It has no figures beside it.
            continue;
        }
        if (is_sum && !figures && says_nothing(page, i, first, last)) continue;
        if (is_sum && figures) print_rule(page, '-', first, last, false);
        for (size_t j = 0; j < table->column_count; j++) {
            cells[j] = page->shown[i * table->column_count + j];
        }
        print_lines(page, row->label, indent, cells, first, last);
        if (row->style == STYLE_TOTAL && figures) print_rule(page, '=', first, last, false);
        else if (is_sum && figures) text_add_char(page->out, '\n');
    }
}

// Widths that a table would have, were there room for all of them.
static void measure(Page *page)
{
    const Table *table = page->table;
    page->label_width = text_width(table->heading);
    page->label_least = longest_word(table->heading);
    for (size_t column = 0; column < table->column_count; column++) {
        size_t width = longest_word(table->columns[column].label);
        for (size_t row = 0; row < table->row_count; row++) {
            width = larger(width, text_width(page->shown[row * table->column_count + column]));
        }
        page->widths[column] = width;
    }
    for (size_t row = 0; row < table->row_count; row++) {
        const TableRow *of = &table->rows[row];
        if (of->style == STYLE_HEAD) continue; // It has the whole line.
        size_t indent = of->depth * 2;
        page->label_width = larger(page->label_width, text_width(of->label) + indent);
        page->label_least = larger(page->label_least, longest_word(of->label) + indent);
    }
    page->label_width = smaller(page->label_width, LABEL_WIDTH_MAX);
    page->label_least = larger(page->label_least, smaller(page->label_width, LABEL_WIDTH_READ));
    page->label_least = smaller(page->label_least, LABEL_WIDTH_MIN);
}

static void format_cells(Page *page)
{
    const Table *table = page->table;
    for (size_t row = 0; row < table->row_count; row++) {
        for (size_t column = 0; column < table->column_count; column++) {
            const Cell *cell = &table->rows[row].cells[column];
            Str         shown = cell_display(page->arena, cell, page->pence);
            bool        figure = cell_is_figure(table->columns[column].type);
            if (page->stars[column] && figure && shown.len) {
                shown = str_format(page->arena, "%.*s%s", STR_ARG(shown), cell->marked ? "*" : " ");
            }
            page->shown[row * table->column_count + column] = shown;
        }
    }
}

static size_t least_width(const Page *page, size_t column)
{
    bool figure = cell_is_figure(page->table->columns[column].type);
    return figure ? page->widths[column] : smaller(page->widths[column], TEXT_WIDTH_MIN);
}

// The columns from `first` that fit beside the label, at least one.
static size_t band_end(const Page *page, size_t first)
{
    size_t used = smaller(page->label_width, page->label_least);
    size_t last = first;
    while (last < page->table->column_count) {
        size_t width = GAP + least_width(page, last);
        if (last > first && used + width > page->width) break;
        used += width;
        last++;
    }
    return last;
}

// Shares out the room that is left: first to the label, then to texts.
static void fit_band(Page *page, const size_t *natural, size_t label_natural, size_t first,
                     size_t last)
{
    size_t used = smaller(label_natural, page->label_least);
    for (size_t i = first; i < last; i++) {
        page->widths[i] = least_width(page, i);
        used += GAP + page->widths[i];
    }
    size_t left = page->width > used ? page->width - used : 0;
    page->label_width = smaller(label_natural, page->label_least);
    size_t more = smaller(left, label_natural - page->label_width);
    page->label_width += more;
    left -= more;
    for (size_t i = first; i < last; i++) {
        more = smaller(left, natural[i] - page->widths[i]);
        page->widths[i] += more;
        left -= more;
    }
}

static void print_bands(Page *page)
{
    size_t  columns = page->table->column_count;
    size_t *natural = ARENA_ARRAY(page->arena, size_t, columns);
    size_t  label_natural = page->label_width;
    for (size_t i = 0; i < columns; i++) natural[i] = page->widths[i];
    size_t first = 0;
    do {
        if (first > 0) text_add_char(page->out, '\n');
        size_t last = band_end(page, first);
        fit_band(page, natural, label_natural, first, last);
        print_band(page, first, last);
        for (size_t i = 0; i < columns; i++) page->widths[i] = natural[i];
        page->label_width = label_natural;
        first = last;
    } while (first < columns);
}

// Rows become columns. Only for tables of figures, without headings.
static Table *turn(Arena *arena, const Table *table)
{
    Table *turned = table_new(arena, "", table->row_count, table->column_count);
    for (size_t i = 0; i < table->row_count; i++) {
        turned->columns[i] = (Column){table->rows[i].id, table->rows[i].label, CELL_MONEY, {0}};
    }
    for (size_t i = 0; i < table->column_count; i++) {
        TableRow *row =
            table_row(arena, turned, STYLE_BODY, table->columns[i].id, table->columns[i].label);
        for (size_t j = 0; j < table->row_count; j++) row->cells[j] = table->rows[j].cells[i];
    }
    return turned;
}

static bool may_turn(const Table *table)
{
    for (size_t i = 0; i < table->column_count; i++) {
        if (table->columns[i].type != CELL_MONEY) return false;
    }
    for (size_t i = 0; i < table->row_count; i++) {
        if (table->rows[i].style == STYLE_HEAD) return false;
    }
    return table->row_count < table->column_count;
}

static Page page_new(Arena *arena, const Table *table, size_t width, Text *out)
{
    Page page = {.arena = arena, .table = table, .out = out, .width = width};
    page.pence = table_has_pence(table);
    page.stars = ARENA_ARRAY(arena, bool, table->column_count);
    for (size_t i = 0; i < table->row_count; i++) {
        for (size_t j = 0; j < table->column_count; j++) {
            page.stars[j] |= table->rows[i].cells[j].marked;
        }
    }
    page.shown = ARENA_ARRAY(arena, Str, table->row_count * table->column_count);
    page.widths = ARENA_ARRAY(arena, size_t, table->column_count);
    format_cells(&page);
    measure(&page);
    return page;
}

static void write_table(Arena *arena, const Table *whole, size_t width, Text *out)
{
    const Table *table = table_without_silence(arena, whole);
    Page         page = page_new(arena, table, width, out);
    print_paragraph(&page, table->title, 0);
    print_paragraph(&page, table->board, 0);
    print_paragraph(&page, table->about, 0);
    print_paragraph(&page, table->status, 0);
    text_add_char(out, '\n');
    if (band_end(&page, 0) < table->column_count && may_turn(table)) {
        Page turned = page_new(arena, turn(arena, table), width, out);
        print_bands(&turned);
    } else {
        print_bands(&page);
    }
    if (table->note_count) text_add_char(out, '\n');
    for (size_t i = 0; i < table->note_count; i++) {
        print_paragraph(&page, note_display(arena, &table->notes[i]), 0);
    }
}

static void write_text(Arena *arena, const Table *const *tables, size_t count, size_t width,
                       Text *out)
{
    for (size_t i = 0; i < count; i++) {
        if (i) text_add_char(out, '\n');
        write_table(arena, tables[i], width, out);
    }
}

const Writer writer_text = {"text", "for a terminal (the default)", write_text};
