// `monitoring:`, what was reported during the year: by period, what each scheme has
// spent so far and what it is expected to spend in all.
#include <stdlib.h>

#include "plan/read.h"

// {row: text, ...} into an array by row.
static void row_texts_read(BookReader *reader, const Node *node, const char *what, Str *texts)
{
    Book *book = reader->book;
    if (!node_is_map(reader->reader, node, what)) return;
    for (const Node *key = node->first; key; key = key->next) {
        if (note_taken(reader->reader, key)) continue;
        const Row *row = book_row(book, key->text);
        if (row) {
            node_text(reader->reader, key->value, &texts[row->index]);
            continue;
        }
        Diag *found = diag(reader->reader->diags, DIAG_UNKNOWN_ID, key->span,
                           "there is no row '%.*s'", STR_ARG(key->text));
        diag_help(reader->reader->diags, found, "%s is of a scheme, a block or 'total'", what);
    }
}

static void report_read(BookReader *reader, const Node *node, Monitoring *report)
{
    Arena      *arena = reader->reader->arena;
    size_t      rows = reader->book->row_count;
    Record      record = record_open(reader->reader, node, "monitoring report");
    const Node *period = record_need(&record, "period");
    const Node *field = NULL;
    report->span = period ? period->span : node->span;
    report->to_date = ARENA_ARRAY(arena, Spend, rows);
    report->forecast = ARENA_ARRAY(arena, Spend, rows);
    report->narrative = ARENA_ARRAY(arena, Str, rows);
    report->why = ARENA_ARRAY(arena, Str, rows);
    if (period) report->period = period_read(reader, period);
    report->on = record_date(&record, "on");
    if ((field = record_field(&record, "to_date"))) {
        spends_read(reader, field, "spending to date", report->to_date);
    }
    if ((field = record_field(&record, "forecast"))) {
        spends_read(reader, field, "a forecast", report->forecast);
    }
    if ((field = record_field(&record, "narrative"))) {
        row_texts_read(reader, field, "a narrative", report->narrative);
    }
    if ((field = record_field(&record, "why"))) {
        row_texts_read(reader, field, "a reason", report->why);
    }
    record_close(&record);
    closed_hold_report(reader, report, report->span);
}

static int by_period(const void *left, const void *right)
{
    const Monitoring *a = left;
    const Monitoring *b = right;
    return (a->period > b->period) - (a->period < b->period);
}

void monitoring_read(BookReader *reader, const Node *node)
{
    Book             *book = reader->book;
    const Monitoring *of[PERIOD_MAX + 1] = {NULL};
    if (!node_is_list(reader->reader, node, "monitoring")) return;
    if (is_past(reader->reader, node, "monitoring reports", PERIOD_MAX)) return;
    book->monitoring = ARENA_ARRAY(reader->reader->arena, Monitoring, node->count);
    for (const Node *item = node->first; item; item = item->next) {
        Monitoring *report = &book->monitoring[book->monitoring_count++];
        report_read(reader, item, report);
        const Monitoring *first = of[report->period];
        of[report->period] = report;
        if (!first || report->period == 0) continue;
        Diag *found = diag(reader->reader->diags, DIAG_ID_TWICE, report->span,
                           "there are two reports of period %d", report->period);
        diag_note(reader->reader->diags, found, first->span, "first here");
    }
    if (book->monitoring_count == 0) return;
    qsort(book->monitoring, book->monitoring_count, sizeof *book->monitoring, by_period);
}
