// Tables for people: whatever the width of the page, they end, every digit is
// there, and no line is longer than it must be.
#include <string.h>

#include "report/table.h"
#include "tap.h"
#include "write/writer.h"

static Arena *arena;

static Table *sample(size_t rows, const char *heading)
{
    static const ColumnSpec columns[] = {{"a", "Contributions", CELL_MONEY},
                                         {"b", "What it says", CELL_TEXT},
                                         {"c", "Rate", CELL_PERCENT}};
    Table                  *table = table_of(arena, "sample", columns, 3, rows);
    table->title = STR("A sample");
    table->heading = str_from(heading);
    for (size_t i = 0; i < rows; i++) {
        TableRow *row = table_row(arena, table, i + 1 < rows ? STYLE_BODY : STYLE_TOTAL, STR("x"),
                                  STR("Antidisestablishmentarianism, with more words after it"));
        row->depth = i;
        row->cells[0] = cell_money((Money){INT64_C(123456789012) + (int64_t)i});
        row->cells[0].marked = i == 1;
        row->cells[1] = cell_text(STR("a text of several words/and-parts"));
        row->cells[2] = (Cell){.type = CELL_PERCENT, .percent = {566}};
    }
    return table;
}

static size_t count_of(Str text, const char *part)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++) count += str_starts(str_from_to(text, i, text.len), part);
    return count;
}

static size_t longest_line(Str text)
{
    size_t longest = 0;
    size_t start = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] != '\n') continue;
        size_t width = text_width(str_from_to(text, start, i));
        if (width > longest) longest = width;
        start = i + 1;
    }
    return longest;
}

static void test_every_width(void)
{
    const Table *table = sample(4, "Line");
    bool         whole = true;
    bool         fits = true;
    for (size_t width = 1; width <= 200; width++) {
        Text out = text_new(arena);
        writer_text.write(arena, &table, 1, width, &out);
        whole &= count_of(text_str(&out), "1,234,567,890.1") == 4;
        // Below this a label and a figure cannot stand side by side.
        fits &= width < 50 || longest_line(text_str(&out)) <= width;
    }
    tap_point(whole, "at every width from 1 to 200 no digit is cut");
    tap_point(fits, "from 50 on no line is longer than the page");
}

static void test_empty_tables(void)
{
    const Table *none = sample(0, "Figure");
    const Table *nameless = sample(0, "");
    bool         good = true;
    for (size_t width = 1; width <= 120; width++) {
        Text out = text_new(arena);
        writer_text.write(arena, &none, 1, width, &out);
        writer_text.write(arena, &nameless, 1, width, &out);
        good &= out.len > 0;
    }
    tap_point(good, "a table without rows is printed at every width");
}

static void test_every_format_takes_everything(void)
{
    const Table *tables[] = {sample(3, "Line"), sample(0, "")};
    for (size_t i = 0; writers[i]; i++) {
        Text out = text_new(arena);
        writers[i]->write(arena, tables, 2, 80, &out);
        tap_point(out.len > 0 && out.data[out.len - 1] == '\n',
                  str_format(arena, "%s ends with a line end", writers[i]->name).data);
    }
}

int main(void)
{
    arena = arena_new(tap_out_of_memory);
    tap_begin();
    test_every_width();
    test_empty_tables();
    test_every_format_takes_everything();
    arena_free(arena);
    return tap_end();
}
