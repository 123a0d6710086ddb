#include "scribe/splice.h"

#include <string.h>

#include "base/text.h"

static char byte_at(const Source *source, size_t at)
{
    return at < source->bytes.len ? source->bytes.data[at] : '\0';
}

static bool in_brackets(const Source *source, const Node *node)
{
    char c = byte_at(source, node->span.start);
    return node->kind != NODE_SCALAR && (c == '{' || c == '[');
}

static size_t line_end(const Source *source, size_t at)
{
    while (at < source->bytes.len && source->bytes.data[at] != '\n') at++;
    return at > 0 && at < source->bytes.len && source->bytes.data[at - 1] == '\r' ? at - 1 : at;
}

static size_t line_start(const Source *source, size_t at)
{
    while (at > 0 && source->bytes.data[at - 1] != '\n') at--;
    return at;
}

// The line end that a line of the file has; of its last line, that of the first.
static Str newline_at(const Source *source, size_t at)
{
    size_t end = line_end(source, at);
    if (byte_at(source, end) == '\r') return STR("\r\n");
    if (byte_at(source, end) == '\n') return STR("\n");
    size_t first = line_end(source, 0);
    return byte_at(source, first) == '\r' ? STR("\r\n") : STR("\n");
}

// Past blanks, line ends, commas and comments, to what closes a bracket.
static size_t to_bracket(const Source *source, size_t at)
{
    while (at < source->bytes.len) {
        char c = source->bytes.data[at];
        if (c == '#') at = line_end(source, at);
        else if (c == '}' || c == ']') return at + 1;
        else at++;
    }
    return at;
}

size_t node_end(const Source *source, const Node *node)
{
    size_t end = node->span.end;
    for (const Node *child = node->first; child; child = child->next) {
        end = node_end(source, node->kind == NODE_MAP ? child->value : child);
    }
    return in_brackets(source, node) ? to_bracket(source, end) : end;
}

static size_t column_of(const Source *source, size_t at)
{
    return at - line_start(source, at);
}

// Values.

static size_t blanks_before(const Source *source, size_t at)
{
    size_t count = 0;
    while (count < at && source->bytes.data[at - count - 1] == ' ') count++;
    return count;
}

static char quote_of(const Source *source, const Node *node)
{
    char c = byte_at(source, node->span.start);
    return c == '"' || c == '\'' ? c : '\0';
}

// In quotes of the old kind. A JSON string is a YAML one; in single quotes only the
// quote itself is doubled.
static Str quoted(Arena *arena, Str value, char quote)
{
    Text text = text_new(arena);
    if (value.len && (value.data[0] == '"' || quote == '\0')) return value;
    if (quote == '"') {
        text_add_json(&text, value);
        return text_str(&text);
    }
    text_add_char(&text, '\'');
    for (size_t i = 0; i < value.len; i++) {
        if (value.data[i] == '\'') text_add_char(&text, '\'');
        text_add_char(&text, value.data[i]);
    }
    text_add_char(&text, '\'');
    return text_str(&text);
}

// One blank stands before a value anyhow; more keep it in a column.
Splice splice_value(Arena *arena, const Source *source, const Node *old, Str value)
{
    Splice splice = {old->span.start, old->span.end, quoted(arena, value, quote_of(source, old))};
    size_t blanks = blanks_before(source, old->span.start);
    size_t before = text_width(str_from_to(source->bytes, old->span.start, old->span.end));
    size_t after = text_width(splice.text);
    if (blanks < 2 || line_start(source, old->span.start) + blanks == old->span.start)
        return splice;
    if (after > before) {
        size_t less = after - before < blanks ? after - before : blanks - 1;
        splice.start -= less;
    } else {
        Text padded = text_new(arena);
        text_repeat(&padded, ' ', before - after);
        text_add(&padded, splice.text);
        splice.text = text_str(&padded);
    }
    return splice;
}

// Keys and items.

// Blanks that bring a value under the value of the key above it: from the left, or
// from the right where that one ends a column.
static size_t padding(const Source *source, const Node *above, size_t column, Str value)
{
    if (!above || byte_at(source, above->span.end) != ':') return 1;
    size_t start = column_of(source, above->value->span.start);
    size_t blanks = blanks_before(source, above->value->span.start);
    if (blanks < 2 && column + 1 != start) return 1;
    if (above->value->kind == NODE_SCALAR && blanks >= 2) {
        size_t end = column_of(source, above->value->span.end);
        return end > column + value.len ? end - column - value.len : 1;
    }
    return start > column ? start - column : 1;
}

static Splice key_in_brackets(Arena *arena, const Source *source, const Node *map,
                              const Node *after, Str key, Str value)
{
    size_t at = map->span.start + 1;
    if (map->first) {
        at = node_end(source, (after ? after : map->last)->value);
        return (Splice){at, at, str_format(arena, ", %.*s: %.*s", STR_ARG(key), STR_ARG(value))};
    }
    return (Splice){at, at, str_format(arena, "%.*s: %.*s", STR_ARG(key), STR_ARG(value))};
}

// Where what belongs to a node ends: after the rest of its last line.
static size_t rest_end(const Source *source, const Node *node)
{
    return line_end(source, node_end(source, node));
}

Splice splice_key(Arena *arena, const Source *source, const Node *map, const Node *after, Str key,
                  Str value)
{
    if (in_brackets(source, map)) return key_in_brackets(arena, source, map, after, key, value);
    if (!after) after = map->last;
    size_t at = rest_end(source, after->value);
    size_t indent = column_of(source, map->first->span.start);
    Text   text = text_new(arena);
    text_add(&text, newline_at(source, at));
    text_repeat(&text, ' ', indent);
    text_addf(&text, "%.*s:", STR_ARG(key));
    text_repeat(&text, ' ', padding(source, after, indent + key.len + 1, value));
    text_add(&text, value);
    return (Splice){at, at, text_str(&text)};
}

Splice splice_section(Arena *arena, const Source *source, const Node *map, const Node *after,
                      Str key, Str lines)
{
    if (!after) after = map->last;
    size_t at = rest_end(source, after->value);
    Str    newline = newline_at(source, at);
    Text   text = text_new(arena);
    text_addf(&text, "%.*s%.*s%.*s:", STR_ARG(newline), STR_ARG(newline), STR_ARG(key));
    for (size_t start = 0; start < lines.len;) {
        size_t end = start;
        while (end < lines.len && lines.data[end] != '\n') end++;
        text_addf(&text, "%.*s  %.*s", STR_ARG(newline), STR_ARG(str_from_to(lines, start, end)));
        start = end + 1;
    }
    return (Splice){at, at, text_str(&text)};
}

Splice splice_item(Arena *arena, const Source *source, const Node *list, Str item)
{
    if (in_brackets(source, list)) {
        size_t at = list->first ? node_end(source, list->last) : list->span.start + 1;
        return (Splice){at, at,
                        str_format(arena, "%s%.*s", list->first ? ", " : "", STR_ARG(item))};
    }
    size_t at = rest_end(source, list->last);
    size_t dash = list->last->span.start;
    size_t from = line_start(source, dash);
    while (dash > from && source->bytes.data[dash] != '-') dash--;
    Text text = text_new(arena);
    text_add(&text, newline_at(source, at));
    text_repeat(&text, ' ', dash - from);
    text_addf(&text, "- %.*s", STR_ARG(item));
    return (Splice){at, at, text_str(&text)};
}

Splice splice_comment(const Source *source, Span comment)
{
    Str    bytes = source->bytes;
    size_t start = comment.start;
    size_t end = line_end(source, comment.end);
    while (start > 0 && (bytes.data[start - 1] == ' ' || bytes.data[start - 1] == '\t')) start--;
    bool alone = line_start(source, start) == start;
    if (alone && end < bytes.len) {
        end += newline_at(source, end).len;
    } else if (alone && start > 0) {
        start = line_end(source, start - 1); // The last line: the line end before it.
    }
    return (Splice){start, end, STR("")};
}

bool splice_moves(const Splice *splice, size_t *offset)
{
    if (*offset >= splice->end) *offset += splice->text.len - (splice->end - splice->start);
    else if (*offset >= splice->start) return false;
    return true;
}

Str splice_apply(Arena *arena, const Source *source, Splice splice)
{
    Text text = text_new(arena);
    text_add(&text, str_from_to(source->bytes, 0, splice.start));
    text_add(&text, splice.text);
    text_add(&text, str_from_to(source->bytes, splice.end, source->bytes.len));
    return text_str(&text);
}
