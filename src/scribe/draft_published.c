// What papers print, as text: `published:` of a book.
#include "scribe/draft_text.h"
#include "scribe/scalar.h"

static Str figure_text(Arena *arena, const DraftFigure *figure)
{
    if (!figure->stated) return STR("");
    if (!figure->is_percent) return scalar_money(arena, figure->money);
    Str     text = percent_format(arena, figure->percent); // Two decimals, some of them nil.
    int64_t unit = figure->percent_unit;
    text.len -= unit >= 100 ? 3 : unit >= 10 ? 1 : 0;
    return str_format(arena, "%.*s%%", STR_ARG(text));
}

static Str *row_texts(Arena *arena, const DraftTable *table, size_t row)
{
    Str *texts = ARENA_ARRAY(arena, Str, table->column_count);
    for (size_t i = 0; i < table->column_count; i++) {
        texts[i] = figure_text(arena, &table->rows[row].figures[i]);
    }
    return texts;
}

static void add_figures(Text *out, const DraftTable *table)
{
    Cells  cells = cells_new(out->arena, table->columns, table->column_count);
    size_t width = 0;
    for (size_t i = 0; i < table->row_count; i++) {
        if (table->rows[i].id.len > width) width = table->rows[i].id.len;
    }
    for (size_t i = 0; i < table->row_count; i++) {
        cells_widen(&cells, row_texts(out->arena, table, i), 6 + width + 2);
    }
    for (size_t i = 0; i < table->row_count; i++) {
        cells_add(out, 6, "", table->rows[i].id, width, &cells, row_texts(out->arena, table, i),
                  STR(""), &table->rows[i].remark);
    }
}

static void add_table(Text *out, const DraftTable *table)
{
    draft_above(out, 2, &table->remark);
    text_addf(out, "  - source: %.*s", STR_ARG(scalar_text(out->arena, table->source)));
    draft_end(out, &table->remark);
    draft_field(out, 4, "report", table->report, NULL);
    draft_field(out, 4, "rounded_to", draft_unit(table->unit), NULL);
    draft_text_field(out, 4, "note", table->note, NULL);
    text_addf(out, "    figures:%s\n", table->row_count ? "" : " {}");
    add_figures(out, table);
}

void draft_published(Text *out, const DraftTable *tables, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i) text_add_char(out, '\n');
        add_table(out, &tables[i]);
    }
}
