// Monitoring as a table: the statement, and beside it the shade of each variance and
// what was said of it; and the chart of it.
#include <stdint.h>

#include "report/report.h"

enum { RAG, NARRATIVE, TEXT_COLUMN_COUNT };

// The report of the period that the table is of, or NULL.
static const Monitoring *report_of(const Book *book)
{
    const Monitoring *found = NULL;
    for (size_t i = 0; i < book->monitoring_count; i++) {
        const Monitoring *report = &book->monitoring[i];
        if (book->view.period == 0 || report->period == book->view.period) found = report;
    }
    return found;
}

static void set_shades(const Book *book, Table *table)
{
    size_t variance = table_find_column(table, STR("variance"));
    size_t budget = table_find_column(table, STR("current-budget"));
    size_t percent = table_find_column(table, STR("percent"));
    size_t rag = table_find_column(table, STR("rag"));
    size_t last = table_find_row(table, STR("total"));
    for (size_t i = 0; i <= last; i++) {
        TableRow   *row = &table->rows[i];
        const Cell *amount = &row->cells[variance];
        if (amount->type == CELL_EMPTY) continue;
        // A total that leaves rows out has no share, and no shade.
        bool nil = row->cells[budget].money.pence == 0;
        if (row->cells[percent].type == CELL_EMPTY && !nil) continue;
        row->cells[rag] =
            cell_text(str_from(rag_of(&book->board->rag, amount->money, row->cells[budget].money)));
    }
}

static void set_narrative(const Book *book, const Monitoring *report, Table *table)
{
    size_t narrative = table_find_column(table, STR("narrative"));
    for (size_t i = 0; i < book->row_count; i++) {
        if (report->narrative[i].len == 0) continue;
        size_t at = table_find_row(table, book->rows[i]->id);
        table->rows[at].cells[narrative] = cell_text(report->narrative[i]);
    }
}

static void note_silence(Arena *arena, const Book *book, const Monitoring *report, Table *table)
{
    size_t silent = 0;
    if (book->monitoring_count == 0) {
        table_note(arena, table, NOTE_OF_TABLE, "The book has no monitoring report%s.",
                   book_is_viewed(book) ? " yet" : "");
        return;
    }
    if (!report) {
        table_note(arena, table, NOTE_OF_TABLE,
                   "There is no report of period %d; the last before it is of period %d.",
                   book->view.period, book->monitoring[book->monitoring_count - 1].period);
        return;
    }
    for (size_t i = 0; i < book->row_count; i++) {
        silent += book->rows[i]->kind == ROW_SCHEME && !spend_is_stated(book, &report->forecast[i]);
    }
    if (silent == 0) return;
    table_note(arena, table, NOTE_OF_TABLE,
               "Schemes without a forecast: %zu. They are not in its totals, nor in those of the "
               "variance.",
               silent);
}

void table_say_period(Arena *arena, Table *table, const Book *book)
{
    const Monitoring *report = report_of(book);
    if (!report) return;
    if (book->view.period == 0) {
        table->title = str_format(arena, "%.*s, period %d", STR_ARG(table->title), report->period);
    }
    if (!date_is_set(report->on)) return;
    table->about = str_format(arena, "Reported on %.*s. %.*s",
                              STR_ARG(date_in_words(arena, report->on)), STR_ARG(table->about));
}

static void annotate(Arena *arena, const Case *of, Table *table)
{
    static const ColumnSpec columns[TEXT_COLUMN_COUNT] = {
        [RAG] = {"rag", "RAG", CELL_TEXT},
        [NARRATIVE] = {"narrative", "Narrative", CELL_TEXT},
    };
    const Book       *book = of->book;
    const Monitoring *report = report_of(book);
    table_widen(arena, table, columns, TEXT_COLUMN_COUNT);
    table_say_period(arena, table, book);
    if (report && book->board->rag.stated) set_shades(book, table);
    if (report) set_narrative(book, report, table);
    note_silence(arena, book, report, table);
}

const Report report_monitoring = {
    .statement = &statement_monitoring,
    .annotate = annotate,
    .published = true,
};
