// `published:`, the cells that a paper prints, kept beside what the ledger says.
#include "plan/read.h"

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
    diag_help(own->diags, found,
              "type whole pounds whatever the unit, 715000 for 715 thousand; or give the table the "
              "'rounded_to' it is printed in");
    return false;
}

static void row_read(BookReader *reader, const Node *row, Published *published)
{
    if (!node_is_map(reader->reader, row->value, "figures of a row")) return;
    for (const Node *key = row->value->first; key; key = key->next) {
        if (note_taken(reader->reader, key)) continue;
        PublishedFigure figure = {.row = row->text, .column = key->text};
        figure.span = key->value->span;
        figure.row_span = row->span;
        figure.column_span = key->span;
        figure.is_percent = str_is(key->text, "percent");
        if (figure_value(reader, key->value, published->unit, &figure)) {
            published->figures[published->count++] = figure;
        }
    }
}

static void figures_read(BookReader *reader, const Node *node, Published *published)
{
    size_t most = 0;
    if (!node_is_map(reader->reader, node, "figures")) return;
    for (const Node *row = node->first; row; row = row->next) most += row->value->count;
    published->figures = ARENA_ARRAY(reader->reader->arena, PublishedFigure, most);
    for (const Node *row = node->first; row; row = row->next) row_read(reader, row, published);
}

static void section_read(BookReader *reader, const Node *node, Published *published)
{
    Record      record = record_open(reader->reader, node, "published table");
    const Node *unit = NULL;
    const Node *period = NULL;
    published->span = node->span;
    published->unit = reader->book->unit;
    published->source_name = record_text_needed(&record, "source");
    const Node *report = record_need(&record, "report");
    if (report && node_text(reader->reader, report, &published->report)) {
        published->report_span = report->span;
    }
    if ((unit = record_field(&record, "rounded_to"))) {
        published->unit = unit_read(reader->reader, unit);
    }
    if ((period = record_field(&record, "period"))) {
        published->period = period_read(reader, period);
        if (!str_is(published->report, "monitoring")) {
            diag(reader->reader->diags, DIAG_BAD_VALUE, period->span,
                 "only a table of the monitoring report is of a period");
        }
    }
    const Node *figures = record_need(&record, "figures");
    if (figures) figures_read(reader, figures, published);
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
