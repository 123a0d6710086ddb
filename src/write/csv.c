// CSV (RFC 4180) for spreadsheets and programs. Each line carries its board and
// year, so that the lines of several books can stand together.
#include "write/csv_field.h"
#include "write/writer.h"

static void write_table(Arena *arena, const Table *table, Text *out)
{
    for (size_t i = 0; i < table->row_count; i++) {
        const TableRow *row = &table->rows[i];
        const Str fields[] = {table->board, table->year, str_from(style_name(row->style)), row->id,
                              row->label};
        for (size_t j = 0; j < sizeof fields / sizeof *fields; j++) {
            if (j) text_add_char(out, ',');
            csv_add_text(out, fields[j]);
        }
        for (size_t j = 0; j < table->column_count; j++) {
            text_add_char(out, ',');
            csv_add_cell(arena, out, &row->cells[j], table->columns[j].type);
        }
        text_add(out, STR("\r\n"));
    }
}

static bool has_same_columns(const Table *a, const Table *b)
{
    if (a->column_count != b->column_count) return false;
    for (size_t i = 0; i < a->column_count; i++) {
        if (!str_equal(a->columns[i].id, b->columns[i].id)) return false;
    }
    return true;
}

static void write_csv(Arena *arena, const Table *const *tables, size_t count, size_t width,
                      Text *out)
{
    (void)width;
    for (size_t i = 0; i < count; i++) {
        // Tables of other columns begin anew after an empty line.
        if (i == 0 || !has_same_columns(tables[i - 1], tables[i])) {
            if (i) text_add(out, STR("\r\n"));
            text_add(out, STR("board,year,kind,id,label"));
            for (size_t j = 0; j < tables[i]->column_count; j++) {
                text_add_char(out, ',');
                csv_add_text(out, tables[i]->columns[j].id);
            }
            text_add(out, STR("\r\n"));
        }
        write_table(arena, tables[i], out);
    }
}

const Writer writer_csv = {"csv", "for spreadsheets; plain amounts, one header", write_csv};
