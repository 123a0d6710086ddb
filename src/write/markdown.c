// Markdown tables, for papers and web pages.
#include <string.h>

#include "write/display.h"
#include "write/writer.h"

static void write_text(Text *out, Str value)
{
    for (size_t i = 0; i < value.len; i++) {
        char c = value.data[i];
        if (strchr("|\\*_<`[]&~", c)) text_add_char(out, '\\');
        text_add_char(out, c == '\n' ? ' ' : c);
    }
}

static void write_bold(Text *out, bool bold, Str value)
{
    if (bold && value.len) text_add(out, STR("**"));
    write_text(out, value);
    if (bold && value.len) text_add(out, STR("**"));
}

static void write_row(Arena *arena, const Table *table, const TableRow *row, bool pence, Text *out)
{
    bool bold = row->style != STYLE_BODY;
    text_add(out, STR("| "));
    for (size_t i = 0; i < row->depth; i++) text_add(out, STR("&emsp;"));
    write_bold(out, bold, row->label);
    for (size_t i = 0; i < table->column_count; i++) {
        const Cell *cell = &row->cells[i];
        text_add(out, STR(" | "));
        write_bold(out, bold, cell_display(arena, cell, pence));
        if (cell->marked) text_add(out, STR("\\*"));
    }
    text_add(out, STR(" |\n"));
}

static void write_table(Arena *arena, const Table *table, Text *out)
{
    bool pence = table_has_pence(table);
    text_add(out, STR("## "));
    write_text(out, table->title);
    text_add(out, STR("\n\n"));
    write_text(out, table->board);
    text_add(out, table->board.len ? STR(". ") : STR(""));
    write_text(out, table->about);
    text_add(out, table->status.len ? STR(" ") : STR(""));
    write_text(out, table->status);
    text_add(out, STR("\n\n| "));
    write_text(out, table->heading);
    for (size_t i = 0; i < table->column_count; i++) {
        text_add(out, STR(" | "));
        write_text(out, table->columns[i].label);
    }
    text_add(out, STR(" |\n|---"));
    for (size_t i = 0; i < table->column_count; i++) {
        text_add(out, cell_is_figure(table->columns[i].type) ? STR("|---:") : STR("|---"));
    }
    text_add(out, STR("|\n"));
    for (size_t i = 0; i < table->row_count; i++) {
        write_row(arena, table, &table->rows[i], pence, out);
    }
    for (size_t i = 0; i < table->note_count; i++) {
        text_add(out, STR("\n"));
        write_text(out, note_display(arena, &table->notes[i]));
        text_add(out, STR("\n"));
    }
}

static void write_markdown(Arena *arena, const Table *const *tables, size_t count, size_t width,
                           Text *out)
{
    (void)width;
    for (size_t i = 0; i < count; i++) {
        if (i) text_add_char(out, '\n');
        write_table(arena, tables[i], out);
    }
}

const Writer writer_markdown = {"markdown", "for papers and web pages", write_markdown};
