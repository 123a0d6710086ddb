// JSON for programs: amounts as strings of pounds with two decimals, what is not
// stated as null. One object for one book, an array for several.
#include "write/display.h"
#include "write/writer.h"

static const char *type_name(CellType type)
{
    static const char *const names[] = {"empty", "text", "money", "rate", "count", "date"};
    return names[type];
}

// A rate in a column of rates is a bare number; among amounts it keeps its sign.
static void write_percent(Arena *arena, const Cell *cell, CellType column, Text *out)
{
    Str number = percent_format(arena, cell->percent);
    if (column != CELL_PERCENT) number = str_format(arena, "%.*s%%", STR_ARG(number));
    text_add_json(out, number);
}

static void write_cell(Arena *arena, const Cell *cell, CellType column, Text *out)
{
    switch (cell->type) {
    case CELL_MONEY: text_add_json(out, money_plain(arena, cell->money)); return;
    case CELL_PERCENT: write_percent(arena, cell, column, out); return;
    case CELL_COUNT: text_addf(out, "%lld", (long long)cell->count); return;
    case CELL_TEXT:
    case CELL_DATE: text_add_json(out, cell->text); return;
    case CELL_EMPTY: text_add(out, STR("null")); return;
    }
}

static void write_field(Text *out, const char *name, Str value)
{
    text_addf(out, "\"%s\": ", name);
    text_add_json(out, value);
}

static void write_row(Arena *arena, const Table *table, const TableRow *row, Text *out)
{
    text_add(out, STR("    {"));
    write_field(out, "kind", str_from(style_name(row->style)));
    text_add(out, STR(", "));
    write_field(out, "id", row->id);
    text_add(out, STR(", "));
    write_field(out, "label", row->label);
    text_add(out, STR(", \"cells\": {"));
    for (size_t i = 0; i < table->column_count; i++) {
        if (i) text_add(out, STR(", "));
        text_add_json(out, table->columns[i].id);
        text_add(out, STR(": "));
        write_cell(arena, &row->cells[i], table->columns[i].type, out);
    }
    text_add(out, STR("}}"));
}

static void write_table(Arena *arena, const Table *table, Text *out)
{
    text_add(out, STR("{\n  "));
    write_field(out, "report", table->report);
    text_add(out, STR(",\n  "));
    write_field(out, "title", table->title);
    text_add(out, STR(",\n  "));
    write_field(out, "board", table->board);
    text_add(out, STR(",\n  "));
    write_field(out, "year", table->year);
    text_add(out, STR(",\n  "));
    write_field(out, "status", table->status);
    text_add(out, STR(",\n  \"columns\": [\n"));
    for (size_t i = 0; i < table->column_count; i++) {
        text_add(out, STR("    {"));
        write_field(out, "id", table->columns[i].id);
        text_add(out, STR(", "));
        write_field(out, "label", table->columns[i].label);
        text_add(out, STR(", "));
        write_field(out, "type", str_from(type_name(table->columns[i].type)));
        text_addf(out, "}%s\n", i + 1 < table->column_count ? "," : "");
    }
    text_add(out, STR("  ],\n  \"rows\": [\n"));
    for (size_t i = 0; i < table->row_count; i++) {
        write_row(arena, table, &table->rows[i], out);
        text_add(out, i + 1 < table->row_count ? STR(",\n") : STR("\n"));
    }
    text_add(out, STR("  ],\n  \"notes\": ["));
    for (size_t i = 0; i < table->note_count; i++) {
        text_add(out, i ? STR(",\n    ") : STR("\n    "));
        text_add_json(out, note_display(arena, &table->notes[i]));
    }
    text_add(out, table->note_count ? STR("\n  ]\n}") : STR("]\n}"));
}

static void write_json(Arena *arena, const Table *const *tables, size_t count, size_t width,
                       Text *out)
{
    (void)width;
    if (count > 1) text_add(out, STR("[\n"));
    for (size_t i = 0; i < count; i++) {
        write_table(arena, tables[i], out);
        text_add(out, i + 1 < count ? STR(",\n") : STR("\n"));
    }
    if (count > 1) text_add(out, STR("]\n"));
}

const Writer writer_json = {"json", "for programs; amounts as strings, null for not stated",
                            write_json};
