#include "base/source.h"

#include <assert.h>

#include "base/text.h"

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
    assert(offset <= source->bytes.len);
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

Str span_format(Arena *arena, Span span)
{
    if (!span.source) return STR("");
    Place place = source_place(span.source, span.start);
    return str_format(arena, "%.*s:%zu", STR_ARG(span.source->path), place.line);
}
