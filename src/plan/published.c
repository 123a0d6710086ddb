// `published:`, the cells that a paper prints, kept beside what the ledger says.
#include "plan/read.h"

// Which rows and columns the reports have whose printed figures can be tested.
typedef struct {
    const char *name;
    enum { ROWS_OF_BOOK, ROWS_LINES, ROWS_PARTNERS } rows;
    bool        lines; // Every funding line is a column.
    const char *columns[13];
} Printable;

static const Printable printables[] = {
    {"budget", ROWS_OF_BOOK, true, {"budget"}},
    {"outturn", ROWS_OF_BOOK, true, {"budget", "outturn", "variance"}},
    {"contributions", ROWS_LINES, false, {"prior", "current", "movement", "percent"}},
    {"passport", ROWS_PARTNERS, true, {NULL}},
    {"reconciliation",
     ROWS_LINES,
     false,
     {"contributions", "brought-forward", "allocated", "unallocated", "current-budget", "outturn",
      "residual", "carried-forward", "repaid", "reserve-applied", "borne-by-partners", "rounding"}},
};

static const Printable *printable_read(Reader *reader, const Node *node)
{
    const char *names[sizeof printables / sizeof *printables + 1] = {NULL};
    int         found = -1;
    for (size_t i = 0; i + 1 < sizeof names / sizeof *names; i++) names[i] = printables[i].name;
    return node && node_one_of(reader, node, names, &found) ? &printables[found] : NULL;
}

static bool has_column(const BookReader *reader, const Printable *printable, Str id)
{
    for (size_t i = 0; printable->columns[i]; i++) {
        if (str_is(id, printable->columns[i])) return true;
    }
    const Line *line = printable->lines ? book_line(reader->book, id) : NULL;
    return line && (printable->rows != ROWS_PARTNERS || line->passported);
}

// Whoever a line of the book can pass to.
static bool receives(const Book *book, const Partner *partner)
{
    for (size_t i = 0; partner && i < book->line_count; i++) {
        const Line *line = &book->lines[i];
        if (line->passported && line->passport_to == partner->kind) return true;
    }
    return false;
}

static bool has_row(const BookReader *reader, const Printable *printable, Str id)
{
    const Book *book = reader->book;
    if (str_is(id, "total")) return true;
    switch (printable->rows) {
    case ROWS_OF_BOOK: return book_row(book, id);
    case ROWS_LINES: return book_line(book, id);
    case ROWS_PARTNERS: return receives(book, index_find(&book->board->partner_index, id));
    }
    return false;
}

static void report_column(BookReader *reader, const Printable *printable, const Node *key)
{
    Str    known[64];
    size_t count = 0;
    for (; printable->columns[count]; count++) known[count] = str_from(printable->columns[count]);
    for (size_t i = 0; printable->lines && i < reader->book->line_count && count < 64; i++) {
        known[count++] = reader->line_ids[i];
    }
    Str what = str_format(reader->reader->arena, "column of the %s report called", printable->name);
    report_unknown(reader->reader, key->span, what.data, key->text, known, count);
}

static void report_row(BookReader *reader, const Printable *printable, const Node *key)
{
    const Book *book = reader->book;
    switch (printable->rows) {
    case ROWS_OF_BOOK: {
        if (!reader->row_ids) {
            reader->row_ids = ARENA_ARRAY(reader->reader->arena, Str, book->row_count);
            for (size_t i = 0; i < book->row_count; i++) reader->row_ids[i] = book->rows[i]->id;
        }
        report_unknown(reader->reader, key->span, "row", key->text, reader->row_ids,
                       book->row_count);
        break;
    }
    case ROWS_LINES:
        report_unknown(reader->reader, key->span, "funding line", key->text, reader->line_ids,
                       book->line_count);
        break;
    case ROWS_PARTNERS:
        report_unknown(reader->reader, key->span, "partner", key->text, reader->partner_ids,
                       book->board->partner_count);
        break;
    }
}

static bool figure_value(BookReader *reader, const Node *node, int64_t unit,
                         PublishedFigure *figure)
{
    Reader *own = reader->reader;
    Rate    rate;
    if (figure->is_percent) {
        if (!node_rate(own, node, &rate)) return false;
        figure->percent = percent_of_rate(rate);
        // 5.66% is 566/10000: its denominator says how it is rounded.
        figure->percent_unit = rate.denominator > 0 ? 10000 / rate.denominator : 0;
        if (figure->percent_unit * rate.denominator == 10000) return true;
        diag(own->diags, DIAG_BAD_RATE, node->span,
             "the rate '%.*s' is printed otherwise than as a percentage of at most two decimals",
             STR_ARG(node->text));
        return false;
    }
    if (!node_money(own, node, &figure->money)) return false;
    if (figure->money.pence % unit == 0) return true;
    Diag *found = diag(own->diags, DIAG_FINER_THAN_UNIT, node->span,
                       "%.*s is finer than the %s this table is rounded to",
                       STR_ARG(money_pounds(own->arena, figure->money)), unit_name(unit));
    diag_help(own->diags, found, "give the table its own 'rounded_to', as it is printed");
    return false;
}

static void figures_read(BookReader *reader, const Node *node, const Printable *printable,
                         Published *published)
{
    size_t most = 0;
    if (!node_is_map(reader->reader, node, "figures")) return;
    for (const Node *row = node->first; row; row = row->next) most += row->value->count;
    published->figures = ARENA_ARRAY(reader->reader->arena, PublishedFigure, most);
    for (const Node *row = node->first; row; row = row->next) {
        if (!has_row(reader, printable, row->text)) {
            report_row(reader, printable, row);
            continue;
        }
        if (!node_is_map(reader->reader, row->value, "figures of a row")) continue;
        for (const Node *key = row->value->first; key; key = key->next) {
            if (note_taken(reader->reader, key)) continue;
            PublishedFigure figure = {.row = row->text, .column = key->text};
            figure.span = key->value->span;
            figure.is_percent = str_is(key->text, "percent");
            if (!has_column(reader, printable, key->text)) report_column(reader, printable, key);
            else if (figure_value(reader, key->value, published->unit, &figure)) {
                published->figures[published->count++] = figure;
            }
        }
    }
}

static void section_read(BookReader *reader, const Node *node, Published *published)
{
    Record      record = record_open(reader->reader, node, "published table");
    const Node *unit = NULL;
    published->span = node->span;
    published->unit = reader->book->unit;
    published->source_name = record_text_needed(&record, "source");
    const Node      *report = record_need(&record, "report");
    const Printable *printable = printable_read(reader->reader, report);
    if ((unit = record_field(&record, "rounded_to"))) {
        published->unit = unit_read(reader->reader, unit);
    }
    const Node *figures = record_need(&record, "figures");
    if (printable) published->report = str_from(printable->name);
    if (printable && figures) figures_read(reader, figures, printable, published);
    record_close(&record);
}

void published_read(BookReader *reader, const Node *node)
{
    Book *book = reader->book;
    if (!node_is_list(reader->reader, node, "published")) return;
    if (is_past(reader->reader, node, "published tables", PUBLISHED_COUNT_MAX)) return;
    book->published = ARENA_ARRAY(reader->reader->arena, Published, node->count);
    for (const Node *item = node->first; item; item = item->next) {
        section_read(reader, item, &book->published[book->published_count++]);
    }
}
