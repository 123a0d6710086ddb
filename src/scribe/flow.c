// Rows of amounts in { }, aligned as a person would.
#include "base/text.h"
#include "scribe/drafting.h"

#define ALIGN_MAX 40 // A longer key stands out rather than moving all others.

static size_t key_width(const FlowRow *row)
{
    return row->indent + (row->is_item ? 2 : 0) + row->key.len + 1;
}

static bool states_after(const FlowRow *row, size_t column, size_t column_count)
{
    for (size_t i = column; i < column_count; i++) {
        if (row->values[i].len) return true;
    }
    return false;
}

static void add_values(Text *out, const FlowRow *row, const Str *columns, const size_t *widths,
                       size_t column_count)
{
    text_add_char(out, '{');
    for (size_t i = 0; i < column_count && states_after(row, i, column_count); i++) {
        size_t width = columns[i].len + 2 + widths[i];
        bool   more = states_after(row, i + 1, column_count);
        if (row->values[i].len) {
            text_addf(out, "%.*s: ", STR_ARG(columns[i]));
            text_repeat(out, ' ', widths[i] - row->values[i].len);
            text_add(out, row->values[i]);
            if (more) text_add(out, STR(", "));
        } else if (widths[i]) { // A place of its own, so that those after it stand in line.
            text_repeat(out, ' ', width + 2);
        }
    }
    text_add_char(out, '}');
}

void flow_add(Arena *arena, Text *out, const FlowRow *rows, size_t count, const Str *columns,
              size_t column_count)
{
    size_t *widths = ARENA_ARRAY(arena, size_t, column_count + 1);
    size_t  keys = 0;
    for (size_t i = 0; i < count; i++) {
        if (rows[i].heading.len) continue;
        size_t width = key_width(&rows[i]);
        if (width > keys && width <= rows[i].indent + ALIGN_MAX) keys = width;
        for (size_t column = 0; column < column_count; column++) {
            size_t len = rows[i].values[column].len;
            if (len > widths[column]) widths[column] = len;
        }
    }
    for (size_t i = 0; i < count; i++) {
        const FlowRow *row = &rows[i];
        text_add(out, row->heading);
        if (row->heading.len) continue;
        size_t width = key_width(row);
        text_repeat(out, ' ', row->indent);
        text_addf(out, "%s%.*s:", row->is_item ? "- " : "", STR_ARG(row->key));
        text_repeat(out, ' ', width < keys ? keys - width + 1 : 1);
        add_values(out, row, columns, widths, column_count);
        if (row->comment.len) text_addf(out, "   # %.*s", STR_ARG(row->comment));
        text_add_char(out, '\n');
    }
}
