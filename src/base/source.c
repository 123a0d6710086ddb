#include "base/source.h"

#include <assert.h>

#include "base/cell_name.h"

Source *source_new(Arena *arena, Str path, Str bytes, size_t order)
{
    Source *source = ARENA_NEW(arena, Source);
    size_t  lines = 1;
    if (str_starts(bytes, "\xEF\xBB\xBF")) bytes = str_from_to(bytes, 3, bytes.len);
    for (size_t i = 0; i < bytes.len; i++) lines += bytes.data[i] == '\n';
    source->path = path;
    source->bytes = bytes;
    source->order = order;
    source->line_starts = ARENA_ARRAY(arena, size_t, lines);
    source->line_count = 1;
    for (size_t i = 0; i < bytes.len; i++) {
        if (bytes.data[i] == '\n') source->line_starts[source->line_count++] = i + 1;
    }
    return source;
}

// The last line that starts at or before the offset, from 0.
static size_t line_of(const Source *source, size_t offset)
{
    size_t low = 0;
    size_t high = source->line_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (source->line_starts[middle] <= offset) low = middle;
        else high = middle;
    }
    return low;
}

Place source_place(const Source *source, size_t offset)
{
    assert(!source->cells && offset <= source->bytes.len);
    size_t line = line_of(source, offset);
    Str    before = str_from_to(source->bytes, source->line_starts[line], offset);
    return (Place){line + 1, text_width(before) + 1};
}

Str source_line(const Source *source, size_t line)
{
    assert(line >= 1 && line <= source->line_count);
    size_t start = source->line_starts[line - 1];
    size_t end = line < source->line_count ? source->line_starts[line] - 1 : source->bytes.len;
    if (end > start && source->bytes.data[end - 1] == '\r') end--;
    return str_from_to(source->bytes, start, end);
}

// The first cell of a sheet that is not before a place in it.
static size_t find_cell(const Source *source, uint32_t row, uint32_t column)
{
    size_t from = 0;
    size_t to = source->cell_count;
    while (from < to) {
        size_t            middle = from + (to - from) / 2;
        const SourceCell *cell = &source->cells[middle];
        if (cell->row < row || (cell->row == row && cell->column < column)) from = middle + 1;
        else to = middle;
    }
    return from;
}

// Where an empty cell would stand: so many gaps after the cell before it, or the start
// of the line, and not past the next cell or the end.
static size_t empty_spot(const Source *source, const SourceCell *before, const SourceCell *after,
                         uint32_t column)
{
    const size_t gap = sizeof SOURCE_CELL_GAP - 1;
    size_t       line = line_of(source, before ? before->start : after->start);
    size_t       start = source->line_starts[line];
    size_t       end = after ? after->start : start + source_line(source, line + 1).len;
    size_t spot = before ? before->end + (column - before->column) * gap : start + column * gap;
    return spot < end ? spot : end;
}

SourceCell source_cell(Span span)
{
    const Source     *source = span.source;
    uint32_t          row = (uint32_t)(span.start / SOURCE_COLUMN_MAX);
    uint32_t          column = (uint32_t)(span.start % SOURCE_COLUMN_MAX);
    size_t            next = find_cell(source, row, column);
    const SourceCell *after = next < source->cell_count ? &source->cells[next] : NULL;
    const SourceCell *before = next > 0 ? &source->cells[next - 1] : NULL;
    SourceCell        cell = {.row = row, .column = column};
    if (after && after->row == row && after->column == column) return *after;
    if (after && after->row != row) after = NULL;
    if (before && before->row != row) before = NULL;
    if (before || after) cell.start = empty_spot(source, before, after, column);
    cell.end = cell.start;
    return cell;
}

size_t source_cell_line(const Source *source, const SourceCell *cell)
{
    size_t next = find_cell(source, cell->row, 0);
    if (next == source->cell_count || source->cells[next].row != cell->row) return 0;
    return line_of(source, source->cells[next].start) + 1;
}

// A place of no width at the very start is the sheet as a whole.
static Str cell_format(Arena *arena, Span span)
{
    const Source *source = span.source;
    Text          text = text_new(arena);
    text_add(&text, source->path);
    if (source->sheet.len > 0) text_addf(&text, ": %.*s", STR_ARG(source->sheet));
    if (span.end == 0) return text_str(&text);
    SourceCell cell = source_cell(span);
    text_add(&text, source->sheet.len > 0 ? STR("!") : STR(": "));
    cell_name_add(&text, cell.row, cell.column);
    return text_str(&text);
}

Str span_format(Arena *arena, Span span)
{
    if (!span.source) return STR("");
    if (span.source->cells) return cell_format(arena, span);
    Place place = source_place(span.source, span.start);
    return str_format(arena, "%.*s:%zu", STR_ARG(span.source->path), place.line);
}
