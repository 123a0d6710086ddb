// The register as a table: the statement, and beside it what the book says of each
// contribution in words.
#include "report/report.h"

enum { DATE, STATUS, REFERENCE, WORD_COLUMN_COUNT };

static void describe(Arena *arena, const Contribution *item, Cell *words)
{
    if (date_is_set(item->on)) {
        words[DATE] = (Cell){.type = CELL_DATE, .text = date_format(arena, item->on)};
    }
    if (item->status != STATUS_NONE) {
        words[STATUS] = cell_text(str_from(status_names[item->status - 1]));
    }
    words[REFERENCE] = cell_text(item->reference);
}

static size_t next_body(const Table *table, size_t row)
{
    while (row < table->row_count && table->rows[row].style != STYLE_BODY) row++;
    return row;
}

// The items stand line by line, each line's in the order of the book.
static void annotate(Arena *arena, const Case *of, Table *table)
{
    static const ColumnSpec columns[WORD_COLUMN_COUNT] = {
        [DATE] = {"date", "Date", CELL_DATE},
        [STATUS] = {"status", "Status", CELL_TEXT},
        [REFERENCE] = {"reference", "Reference", CELL_TEXT},
    };
    const Book *book = of->book;
    size_t      first = table->column_count;
    size_t      row = 0;
    table_widen(arena, table, columns, WORD_COLUMN_COUNT);
    for (size_t i = 0; i < book->line_count; i++) {
        for (size_t j = 0; j < book->contribution_count; j++) {
            const Contribution *item = &book->contributions[j];
            if (item->line != &book->lines[i]) continue;
            row = next_body(table, row);
            assert(row < table->row_count);
            describe(arena, item, table->rows[row++].cells + first);
        }
    }
}

const Report report_register = {
    .statement = &statement_register,
    .annotate = annotate,
    .published = true,
};
