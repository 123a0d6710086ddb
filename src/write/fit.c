#include "write/fit.h"

#include "base/text.h"
#include "write/display.h"
#include "write/layout.h"

#define LABEL_WIDTH_MIN      10
#define FIGURE_WIDTH_MIN     11
#define MARGIN               3 // Of a cell: its padding, and room for a star.
#define INDENT_WIDTH         2
#define PADDING              1 // Of a cell whose text is wrapped, on both sides together.
#define HEADING_LINES        3
#define HEADING_WORD_MAX     18
#define WIDTH_DEFAULT        9    // Of a column that nobody set.
#define FLOW_WIDTH_MAX       120  // A line above or below the table makes its page no wider.
#define ROW_POINTS_MAX       409  // The limit of the file format.
#define PAGE_LONG            752  // Points of an A4 page within its margins,
#define PAGE_SHORT           500  // less what rounding of widths may take.
#define PAGE_LONG_A3         1090 // The short side of A3 is the long one of A4.
#define SCALE_LEAST          55   // In hundredths: type of eleven points still reads at 6.
#define SCALE_LIST           53   // Of a list, which is searched rather than read.
#define SCALE_WORTH          20   // By so much per cent must type be larger to be worth it.
#define SLIVER               25   // Of a last page, in hundredths.
#define SCALE_READ           51   // What is smaller cannot be read.
#define TITLE_POINTS         24
#define AIR_POINTS           4  // Above a heading in the table, and around its total.
#define BARS_BELOW_MAX       14 // A table of more bars has its picture beside it.
#define BAR_DOTS             26
#define PICTURE_WIDTH_BELOW  760
#define PICTURE_WIDTH_MOST   1400
#define PICTURE_WIDTH_BESIDE 620
#define PICTURE_AIR          20 // On its left and right.
#define DEFAULT_DOTS         64 // Of a column that nobody set.
#define PICTURE_HEIGHT_LEAST 240
#define WRAP_WIDTH_MIN       40 // A column narrower than this is no place for a sentence.

// Texts wider than this are wrapped. The limit is taken that makes the best page.
static const size_t text_width_limits[] = {100, 80, 64, 52, 44, 40, 36, 32, 28};

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

// Widths of the printable ASCII characters of Calibri, and of Carlito, which is
// made to its measure: in hundredths of a digit.
static const unsigned char advances[] = {
    45,  64,  79,  98,  100, 141, 135, 44,  60,  60,  98,  98,  49,  60,  50,  76,  100, 100, 100,
    100, 100, 100, 100, 100, 100, 100, 53,  53,  98,  98,  98,  91,  176, 114, 107, 105, 121, 96,
    91,  124, 123, 50,  63,  103, 83,  169, 127, 131, 102, 133, 107, 91,  96,  127, 112, 176, 102,
    96,  92,  61,  76,  61,  98,  98,  57,  95,  104, 83,  104, 98,  60,  93,  104, 45,  47,  90,
    45,  158, 104, 104, 104, 104, 69,  77,  66,  104, 89,  141, 85,  89,  78,  62,  91,  62,  98,
};

// In hundredths of a digit. Bold is 2% wider, and a screen rounds to its dots.
static size_t advance_of(char c)
{
    unsigned char byte = (unsigned char)c;
    if ((byte & 0xC0) == 0x80) return 0; // Inside a character.
    size_t advance = byte >= 32 && byte < 127 ? advances[byte - 32] : 130;
    return advance * 104 / 100;
}

static size_t width_of(Str text)
{
    size_t hundredths = 0;
    for (size_t i = 0; i < text.len; i++) hundredths += advance_of(text.data[i]);
    return (hundredths + 99) / 100;
}

// How many lines a text takes when it is wrapped at spaces. A space never begins
// a line, and a word is broken only where it is longer than one.
static size_t lines_of(Str text, size_t width)
{
    size_t lines = 1;
    size_t used = 0; // Of the line, in hundredths; so of its last word.
    size_t word = 0;
    for (size_t i = 0; i < text.len; i++) {
        size_t advance = advance_of(text.data[i]);
        if (text.data[i] == '\n') {
            lines++;
            used = word = 0;
        } else if (text.data[i] == ' ') {
            used += advance;
            word = 0;
        } else {
            if (used + advance > width * 100) {
                lines++;
                used = word = word < used ? word : 0;
            }
            used += advance;
            word += advance;
        }
    }
    return lines;
}

static size_t widest_word(Str text)
{
    size_t widest = 0;
    size_t word = 0; // In hundredths.
    for (size_t i = 0; i < text.len; i++) {
        bool gap = text.data[i] == ' ' || text.data[i] == '\n';
        word = gap ? 0 : word + advance_of(text.data[i]);
        widest = larger(widest, word);
    }
    return (widest + 99) / 100;
}

// What is bold has so much less room in a column of this width.
static size_t bold_room(size_t width)
{
    return width * 94 / 100 - PADDING;
}

// A heading is wrapped, but not into a tower, and no word of it but a monster.
static size_t heading_width(Str heading)
{
    size_t word = smaller(widest_word(heading), HEADING_WORD_MAX);
    size_t width = larger(word, width_of(heading) / HEADING_LINES) + MARGIN;
    size_t most = width + HEADING_WORD_MAX;
    while (width < most && lines_of(heading, bold_room(width)) > HEADING_LINES) width++;
    return width;
}

// Headings inside the table flow over the empty cells beside them.
static size_t label_width(const Table *table)
{
    size_t width = heading_width(table->heading);
    for (size_t i = 0; i < table->row_count; i++) {
        const TableRow *row = &table->rows[i];
        if (row->style == STYLE_HEAD) continue;
        width = larger(width, width_of(row->label) + INDENT_WIDTH * row->depth + MARGIN);
    }
    return width;
}

// With its commas, and room for a minus.
static size_t digits_width(int64_t number)
{
    size_t digits = 1;
    while (number /= 10) digits++;
    return digits + (digits - 1) / 3 + 1;
}

static bool is_text(const Cell *cell)
{
    return cell->type == CELL_TEXT || cell->type == CELL_DATE;
}

// 0 for what is no figure.
static size_t figure_width(const Cell *cell, bool has_pence)
{
    switch (cell->type) {
    case CELL_EMPTY:
    case CELL_TEXT:
    case CELL_DATE: break;
    case CELL_MONEY: return digits_width(cell->money.pence / 100) + (has_pence ? 3 : 0);
    case CELL_PERCENT: return digits_width(cell->percent.hundredths / 100) + 4; // ".66%".
    case CELL_COUNT: return digits_width(cell->count);
    }
    return 0;
}

// What a column wants: so much in any case, and more for its texts.
typedef struct {
    size_t least;
    size_t text;
} Want;

static Want column_want(const Table *table, size_t column, bool has_pence)
{
    Want want = {.least = heading_width(table->columns[column].label)};
    for (size_t i = 0; i < table->row_count; i++) {
        const Cell *cell = &table->rows[i].cells[column];
        size_t      figure = figure_width(cell, has_pence);
        size_t      words = is_text(cell) ? width_of(cell->text) + INDENT_WIDTH + 2 * PADDING : 0;
        want.text = larger(want.text, words);
        if (cell->link.table) want.least = larger(want.least, words); // A link is never broken.
        if (figure > 0) want.least = larger(want.least, larger(figure + MARGIN, FIGURE_WIDTH_MIN));
    }
    return want;
}

static size_t table_width(const Fit *fit)
{
    size_t width = 0;
    for (size_t i = 0; i < fit->column_count; i++) width += fit->widths[i];
    return width;
}

static Want *column_wants(Arena *arena, const Fit *fit, const Table *table, bool has_pence)
{
    Want *wants = ARENA_ARRAY(arena, Want, fit->column_count);
    wants[LAYOUT_LABEL_COLUMN] = (Want){LABEL_WIDTH_MIN, label_width(table)};
    for (size_t i = 0; i < table->column_count; i++) {
        wants[layout_column(i)] = column_want(table, i, has_pence);
    }
    return wants;
}

static void fit_widths(Fit *fit, const Want *wants, size_t limit)
{
    for (size_t i = 0; i < fit->column_count; i++) {
        fit->widths[i] = larger(wants[i].least, smaller(wants[i].text, limit));
    }
}

bool fit_wraps(const Fit *fit, Str text)
{
    size_t room = larger(table_width(fit), FLOW_WIDTH_MAX);
    return width_of(text) > room && fit->widths[LAYOUT_LABEL_COLUMN] >= WRAP_WIDTH_MIN;
}

static size_t row_height(const Fit *fit, const TableRow *row, size_t column_count)
{
    bool   bold = row->style == STYLE_SUBTOTAL || row->style == STYLE_TOTAL;
    size_t room = fit->widths[LAYOUT_LABEL_COLUMN] - INDENT_WIDTH * row->depth;
    size_t label = bold ? bold_room(room) : room - PADDING;
    size_t lines = row->style == STYLE_HEAD ? 1 : lines_of(row->label, label);
    bool   airy = row->style == STYLE_HEAD || row->style == STYLE_TOTAL;
    for (size_t i = 0; i < column_count; i++) {
        if (!is_text(&row->cells[i])) continue;
        size_t width = fit->widths[layout_column(i)] - INDENT_WIDTH;
        size_t words = bold ? bold_room(width) : width - PADDING;
        lines = larger(lines, lines_of(row->cells[i].text, words));
    }
    return lines * FIT_LINE_POINTS + (airy ? AIR_POINTS : 0);
}

// Headings are bold.
static size_t header_height(const Fit *fit, const Table *table)
{
    size_t lines = lines_of(table->heading, bold_room(fit->widths[LAYOUT_LABEL_COLUMN]));
    for (size_t i = 0; i < table->column_count; i++) {
        size_t room = bold_room(fit->widths[layout_column(i)]);
        lines = larger(lines, lines_of(table->columns[i].label, room));
    }
    return lines * FIT_LINE_POINTS + AIR_POINTS;
}

static size_t text_height(const Fit *fit, Str text)
{
    if (!fit_wraps(fit, text)) return FIT_LINE_POINTS;
    return lines_of(text, bold_room(fit->widths[LAYOUT_LABEL_COLUMN])) * FIT_LINE_POINTS;
}

static void fit_heights(Arena *arena, Fit *fit, const Table *table)
{
    for (size_t i = 0; i < fit->row_count; i++) fit->heights[i] = FIT_LINE_POINTS;
    fit->heights[LAYOUT_TITLE_ROW] = TITLE_POINTS;
    fit->heights[LAYOUT_SUBTITLE_ROW] = text_height(fit, layout_subtitle(arena, table));
    fit->heights[LAYOUT_ABOUT_ROW] = text_height(fit, table->about);
    fit->heights[LAYOUT_STATUS_ROW] = text_height(fit, table->status);
    fit->heights[LAYOUT_SOURCES_ROW] = text_height(fit, table->sources) + AIR_POINTS;
    fit->heights[LAYOUT_HEADER_ROW] = header_height(fit, table);
    for (size_t i = 0; i < table->row_count; i++) {
        fit->heights[layout_row(i)] = row_height(fit, &table->rows[i], table->column_count);
    }
    for (size_t i = 0; i < table->note_count; i++) {
        Str note = note_display(arena, &table->notes[i]);
        fit->heights[layout_note_row(table, i)] = text_height(fit, note);
    }
    for (size_t i = 0; i < fit->row_count; i++) {
        if (fit->heights[i] > ROW_POINTS_MAX) fit->heights[i] = ROW_POINTS_MAX;
    }
}

// Pages. Widths in points here. Excel takes a digit of the body type for seven dots,
// LibreOffice for the 7.44 that it is. The wider of the two decides: where a program
// has more room on a page than was thought, it still keeps to their number.

static size_t points_of(size_t digits)
{
    return (digits * 744 + 500) * 3 / 400;
}

static size_t width_points(const Fit *fit)
{
    size_t points = 0;
    for (size_t i = 0; i < fit->column_count; i++) points += points_of(fit->widths[i]);
    return points;
}

// Of the widest text that flows from the first column over the others.
static size_t flow_width(Arena *arena, const Fit *fit, const Table *table)
{
    Str    lines[] = {layout_subtitle(arena, table), table->about, table->status, table->sources};
    size_t width = width_of(table->title) * 16 / 11; // In points, to those of the body.
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        if (!fit_wraps(fit, lines[i])) width = larger(width, width_of(lines[i]) * 106 / 100);
    }
    for (size_t i = 0; i < table->note_count; i++) {
        Str note = note_display(arena, &table->notes[i]);
        if (!fit_wraps(fit, note)) width = larger(width, width_of(note));
    }
    for (size_t i = 0; i < table->row_count; i++) {
        const TableRow *row = &table->rows[i];
        if (row->style == STYLE_HEAD) width = larger(width, width_of(row->label) + row->depth * 2);
    }
    return width;
}

static void place_picture(Fit *fit, const Table *table)
{
    size_t bars = table->row_count - 1;
    bool   tall = bars > BARS_BELOW_MAX;
    fit->picture.row = tall ? LAYOUT_HEADER_ROW : layout_row_count(table) + 1;
    fit->picture.column = tall ? fit->column_count : 0;
    size_t width = larger(width_points(fit) * 4 / 3, PICTURE_WIDTH_BELOW);
    fit->picture.width = tall ? PICTURE_WIDTH_BESIDE : smaller(width, PICTURE_WIDTH_MOST);
    fit->picture.height = PICTURE_HEIGHT_LEAST;
    fit->picture.height += bars * BAR_DOTS;
}

// Columns that a picture lies over: by Excel's measure, by which it is anchored.
static size_t columns_under(const Fit *fit)
{
    size_t column = fit->picture.column;
    size_t dots = 0;
    while (dots < fit->picture.width + PICTURE_AIR) {
        dots += column < fit->column_count ? fit->widths[column] * 7 + 5 : DEFAULT_DOTS;
        column++;
    }
    return column;
}

// Columns and rows that a page must show, and how large that is in points.
static void fit_area(Arena *arena, Fit *fit, const Table *table, size_t *width, size_t *height)
{
    size_t flow = points_of(flow_width(arena, fit, table));
    size_t above = 0; // Of the header.
    for (size_t i = 0; i < LAYOUT_HEADER_ROW; i++) above += fit->heights[i];
    *width = width_points(fit);
    *height = 0;
    for (size_t i = 0; i < fit->row_count; i++) *height += fit->heights[i];
    fit->print_column_count = fit->column_count;
    fit->print_row_count = fit->row_count;
    if (table->chart) {
        size_t top = fit->picture.column > 0 ? above : *height + FIT_LINE_POINTS;
        while (*height < top + fit->picture.height * 3 / 4) {
            *height += FIT_LINE_POINTS;
            fit->print_row_count++;
        }
    }
    size_t columns = table->chart ? columns_under(fit) : 0;
    while (*width < flow || fit->print_column_count < columns) {
        *width += points_of(WIDTH_DEFAULT);
        fit->print_column_count++;
    }
}

// In hundredths, the size at which something fits on a page; no larger than full.
static size_t scale_of(size_t width, size_t height, size_t page_width, size_t page_height)
{
    size_t scale =
        smaller(page_width * 100 / larger(width, 1), page_height * 100 / larger(height, 1));
    return smaller(scale, 100);
}

// How many pages the rows fill at this scale, of which each has so much room; a row
// is never cut. A last page that is nearly empty is done without, where the type
// that must shrink for it can still be read.
static size_t count_pages(Fit *fit, size_t scale, size_t page_height)
{
    size_t room = page_height * 100 / scale;
    size_t pages = 1;
    size_t used = 0;
    for (size_t i = 0; i < fit->row_count; i++) {
        if (used + fit->heights[i] > room) {
            pages++;
            used = fit->heights[LAYOUT_HEADER_ROW]; // It is repeated.
        }
        used += fit->heights[i];
    }
    fit->sliver = false;
    if (pages == 1 || used > room * SLIVER / 100) return pages;
    size_t shrunk = scale * (pages - 1) * room / ((pages - 1) * room + used);
    fit->sliver = shrunk < SCALE_READ;
    return fit->sliver ? pages : pages - 1;
}

static size_t scale_least(const Table *table)
{
    return table->filtered ? SCALE_LIST : SCALE_LEAST;
}

// On one page, whichever way it is larger. Its scale, in hundredths.
static size_t fit_one(Fit *fit, size_t width, size_t height)
{
    size_t page_long = fit->large ? PAGE_LONG_A3 : PAGE_LONG;
    size_t page_short = fit->large ? PAGE_LONG : PAGE_SHORT;
    size_t across = scale_of(width, height, page_long, page_short);
    size_t upright = scale_of(width, height, page_short, page_long);
    fit->landscape = across >= upright;
    fit->page_count = 1;
    fit->sliver = false;
    return larger(across, upright);
}

// On several, across the long side, where the last is never a sliver.
static size_t fit_several(Fit *fit, size_t width)
{
    size_t page_long = fit->large ? PAGE_LONG_A3 : PAGE_LONG;
    size_t page_short = fit->large ? PAGE_LONG : PAGE_SHORT;
    size_t scale = larger(scale_of(width, 1, page_long, 1), 1);
    fit->landscape = true;
    // A program takes whole hundredths, and the smaller.
    fit->page_count = count_pages(fit, larger(scale - 1, 1), page_short);
    return scale;
}

// On one page if that can be read, and on A4: a table with very many columns wants
// A3. A picture is never cut in two.
static size_t fit_pages(Arena *arena, Fit *fit, const Table *table)
{
    size_t least = scale_least(table);
    size_t width;
    size_t height;
    size_t scale = 0;
    if (table->chart) place_picture(fit, table);
    fit_area(arena, fit, table, &width, &height);
    for (int paper = 0; paper < 2; paper++) {
        fit->large = paper > 0;
        scale = fit_one(fit, width, height);
        if (scale >= least || (table->chart && fit->large)) return scale;
        if (!table->chart) scale = fit_several(fit, width);
        if (scale >= least && !fit->sliver) return scale;
    }
    return scale;
}

// How good a page is, before the size of its type: small paper that can be read and
// is used well, then large paper, then whatever is left.
static size_t rank_of(const Table *table, const Fit *fit, size_t scale)
{
    return scale < scale_least(table) ? 0 : fit->large || fit->sliver ? 1 : 2;
}

// Fewer pages are better; then type that is larger by so much that it is worth
// breaking texts over more lines.
static bool is_better(const Table *table, const Fit *fit, size_t scale, const Fit *best,
                      size_t best_scale)
{
    size_t rank = rank_of(table, fit, scale);
    size_t best_rank = rank_of(table, best, best_scale);
    if (rank != best_rank) return rank > best_rank;
    if (rank == 0) return scale > best_scale;
    if (fit->page_count != best->page_count) return fit->page_count < best->page_count;
    return scale * 100 > best_scale * (100 + SCALE_WORTH);
}

Fit fit_table(Arena *arena, const Table *table, bool has_pence)
{
    Fit    best = {.column_count = layout_column(table->column_count)};
    Want  *wants = column_wants(arena, &best, table, has_pence);
    size_t best_scale = 0;
    for (size_t i = 0; i < sizeof text_width_limits / sizeof *text_width_limits; i++) {
        Fit fit = {.column_count = best.column_count, .row_count = layout_row_count(table)};
        fit.widths = ARENA_ARRAY(arena, size_t, fit.column_count);
        fit.heights = ARENA_ARRAY(arena, size_t, fit.row_count);
        fit_widths(&fit, wants, text_width_limits[i]);
        fit_heights(arena, &fit, table);
        size_t scale = fit_pages(arena, &fit, table);
        if (best_scale > 0 && !is_better(table, &fit, scale, &best, best_scale)) continue;
        best = fit;
        best_scale = scale;
    }
    return best;
}
