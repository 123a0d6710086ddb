// Rows of amounts, one under the other: aligned where all of them fit, as
// budgets/worcestershire/2022-23.yaml has them.
#include "scribe/draft_text.h"
#include "scribe/scalar.h"

Cells cells_new(Arena *arena, const Str *columns, size_t count)
{
    return (Cells){columns, count, ARENA_ARRAY(arena, size_t, count), false, true};
}

void cells_widen(Cells *cells, const Str *values, size_t before)
{
    size_t whole = before + 2;
    for (size_t i = 0; i < cells->column_count; i++) {
        if (values[i].len > cells->widths[i]) cells->widths[i] = values[i].len;
        if (cells->widths[i]) whole += cells->columns[i].len + cells->widths[i] + 4;
        cells->stated |= values[i].len > 0;
    }
    cells->aligned &= whole <= DRAFT_COLUMNS_MAX;
}

static size_t last_stated(const Cells *cells, const Str *values)
{
    size_t count = cells->column_count;
    while (count > 0 && values[count - 1].len == 0) count--;
    return count;
}

// What is not stated leaves its place blank, so that a column stays a column.
static Str in_columns(Arena *arena, const Cells *cells, const Str *values, Str note)
{
    Text   text = text_new(arena);
    size_t count = last_stated(cells, values);
    text_add_char(&text, '{');
    for (size_t i = 0; i < count; i++) {
        size_t width = cells->aligned ? cells->widths[i] : values[i].len;
        Str    comma = i + 1 < count ? STR(", ") : STR("");
        if (values[i].len == 0 && (!cells->aligned || width == 0)) continue;
        if (values[i].len == 0) {
            text_repeat(&text, ' ', cells->columns[i].len + 2 + width + comma.len);
            continue;
        }
        text_addf(&text, "%.*s: ", STR_ARG(cells->columns[i]));
        text_repeat(&text, ' ', width - values[i].len);
        text_addf(&text, "%.*s%.*s", STR_ARG(values[i]), STR_ARG(comma));
    }
    if (note.len) {
        text_addf(&text, "%snote: %.*s", count ? ", " : "", STR_ARG(scalar_text(arena, note)));
    }
    text_add_char(&text, '}');
    return text_str(&text);
}

static void add_below(Text *out, size_t indent, const Cells *cells, const Str *values, Str note)
{
    for (size_t i = 0; i < cells->column_count; i++) {
        if (values[i].len == 0) continue;
        text_repeat(out, ' ', indent);
        text_addf(out, "%.*s: %.*s\n", STR_ARG(cells->columns[i]), STR_ARG(values[i]));
    }
    draft_text_field(out, indent, "note", note, NULL);
}

void cells_add(Text *out, size_t indent, const char *dash, Str id, size_t width, const Cells *cells,
               const Str *values, Str note, const Remark *remark)
{
    Str    dashed = str_from(dash);
    Str    braces = in_columns(out->arena, cells, values, note);
    size_t pad = width > id.len ? width - id.len : 0;
    bool   fits = indent + dashed.len + id.len + pad + 2 + text_width(braces) <= DRAFT_COLUMNS_MAX;
    draft_above(out, indent, remark);
    text_repeat(out, ' ', indent);
    text_addf(out, "%s%.*s:", dash, STR_ARG(id));
    if (fits) {
        text_repeat(out, ' ', pad + 1);
        text_add(out, braces);
    }
    draft_end(out, remark);
    if (!fits) add_below(out, indent + dashed.len + 2, cells, values, note);
}
