// Typed values of single nodes.
#include "base/suggest.h"
#include "plan/record.h"

#define NAMES_MAX 32

bool node_is_map(Reader *reader, const Node *node, const char *what)
{
    if (node->kind == NODE_MAP) return true;
    Diag *found = diag(reader->diags, DIAG_WRONG_SHAPE, node->span,
                       "%s must be a record of keys and values", what);
    diag_help(reader->diags, found, "indented lines of 'key: value', or {key: value, ...}");
    return false;
}

bool node_is_list(Reader *reader, const Node *node, const char *what)
{
    if (node->kind == NODE_LIST) return true;
    Diag *found = diag(reader->diags, DIAG_WRONG_SHAPE, node->span, "%s must be a list", what);
    diag_help(reader->diags, found, "lines that begin with '- ', or [one, another]");
    return false;
}

bool is_past(Reader *reader, const Node *node, const char *what, size_t limit)
{
    if (node->count <= limit) return false;
    diag(reader->diags, DIAG_PAST_LIMIT, node->span, "%zu %s are more than the limit of %zu",
         node->count, what, limit);
    return true;
}

// YAML ends a text at ' #'. A '#' that stands against the next letter was
// seldom meant as a comment: "Bed #4".
static bool is_cut_short(const Node *node)
{
    Str    bytes = node->span.source->bytes;
    size_t at = node->span.end;
    if (!node->plain) return false;
    while (at < bytes.len && (bytes.data[at] == ' ' || bytes.data[at] == '\t')) at++;
    if (at == node->span.end || at + 1 >= bytes.len || bytes.data[at] != '#') return false;
    char next = bytes.data[at + 1];
    return next != ' ' && next != '\t' && next != '\n' && next != '\r' && next != '#';
}

static bool is_scalar(Reader *reader, const Node *node, const char *wanted)
{
    if (node->kind == NODE_SCALAR && !node_is_blank(node)) return true;
    diag(reader->diags, DIAG_WRONG_SHAPE, node->span, "%s is wanted here", wanted);
    return false;
}

// A text may be folded over several lines of its file; what it says is one line.
static Str one_line(Arena *arena, Str text)
{
    Text line = text_new(arena);
    for (size_t i = 0; i < text.len; i++) {
        bool blank = text.data[i] == ' ' || text.data[i] == '\n' || text.data[i] == '\t';
        bool after = line.len == 0 || line.data[line.len - 1] == ' ';
        if (!blank) text_add_char(&line, text.data[i]);
        else if (!after) text_add_char(&line, ' ');
    }
    while (line.len && line.data[line.len - 1] == ' ') line.len--;
    return text_str(&line);
}

bool node_text(Reader *reader, const Node *node, Str *out)
{
    if (!is_scalar(reader, node, "a text")) return false;
    *out = one_line(reader->arena, node->text);
    if (out->len == 0) {
        diag(reader->diags, DIAG_WRONG_SHAPE, node->span, "the text is empty");
        return false;
    }
    if (out->len > TEXT_BYTES_MAX) {
        diag(reader->diags, DIAG_PAST_LIMIT, node->span,
             "a text of %zu bytes is longer than the limit of %d", out->len, TEXT_BYTES_MAX);
        return false;
    }
    if (!is_cut_short(node)) return true;
    Diag *found = diag(reader->diags, DIAG_NAME_CUT_SHORT, node->span,
                       "YAML drops what follows ' #': this reads '%.*s'", STR_ARG(node->text));
    diag_help(reader->diags, found,
              "put the text in quotes; before a comment type '# ', with a space");
    return false;
}

static bool is_id_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

bool node_id(Reader *reader, const Node *node)
{
    Str text = node->text;
    if (!is_scalar(reader, node, "an id")) return false;
    if (text.len == 0) {
        diag(reader->diags, DIAG_BAD_ID, node->span, "the id is empty");
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        if (is_id_character(text.data[i])) continue;
        Diag *found =
            diag(reader->diags, DIAG_BAD_ID, node->span, "'%.*s' is not an id", STR_ARG(text));
        diag_help(reader->diags, found, "ids are lower-case letters, digits and hyphens");
        return false;
    }
    if (!str_is(text, "block") && !str_is(text, "total")) return true;
    Diag *found =
        diag(reader->diags, DIAG_RESERVED_ID, node->span,
             "'%.*s' cannot be an id: books use the word for something else", STR_ARG(text));
    diag_help(reader->diags, found, "choose another id; the name may stay as it is");
    return false;
}

bool node_money(Reader *reader, const Node *node, Money *out)
{
    *out = (Money){0};
    if (!is_scalar(reader, node, "an amount")) return false;
    const char *wrong = money_parse(node->text, out);
    if (!wrong && reader->amounts) {
        Amounts *amounts = reader->amounts;
        amounts->items = arena_grow(reader->arena, amounts->items, amounts->count,
                                    &amounts->capacity, sizeof *amounts->items);
        amounts->items[amounts->count++] = node->span;
    }
    if (!wrong) return true;
    Diag *found = diag(reader->diags, DIAG_BAD_AMOUNT, node->span, "the amount '%.*s' %s",
                       STR_ARG(node->text), wrong);
    diag_help(reader->diags, found, "type pounds: 12580268, 12,580,268 or 12,580,268.50");
    return false;
}

bool node_rate(Reader *reader, const Node *node, Rate *out)
{
    *out = (Rate){0, 1};
    if (!is_scalar(reader, node, "a rate")) return false;
    const char *wrong = rate_parse(node->text, out);
    if (wrong) {
        diag(reader->diags, DIAG_BAD_RATE, node->span, "the rate '%.*s' %s", STR_ARG(node->text),
             wrong);
    }
    return !wrong;
}

bool node_year(Reader *reader, const Node *node, Year *out)
{
    *out = (Year){0};
    if (!is_scalar(reader, node, "a year")) return false;
    const char *wrong = year_parse(node->text, out);
    if (wrong) {
        diag(reader->diags, DIAG_BAD_DATE, node->span, "'%.*s' %s", STR_ARG(node->text), wrong);
    }
    return !wrong;
}

bool node_date(Reader *reader, const Node *node, Date *out)
{
    *out = (Date){0};
    if (!is_scalar(reader, node, "a date")) return false;
    const char *wrong = date_parse(node->text, out);
    if (wrong) {
        diag(reader->diags, DIAG_BAD_DATE, node->span, "'%.*s' %s", STR_ARG(node->text), wrong);
    }
    return !wrong;
}

bool node_yes(Reader *reader, const Node *node, bool *out)
{
    static const char *const names[] = {"no", "yes", NULL};
    int                      found = 0;
    bool                     known = node_one_of(reader, node, names, &found);
    *out = found == 1;
    return known;
}

bool node_one_of(Reader *reader, const Node *node, const char *const *names, int *out)
{
    Str    known[NAMES_MAX];
    size_t count = 0;
    if (!is_scalar(reader, node, "one word")) return false;
    for (; names[count] && count < NAMES_MAX; count++) {
        known[count] = str_from(names[count]);
        if (!str_equal(node->text, known[count])) continue;
        *out = (int)count;
        return true;
    }
    Text all = text_new(reader->arena);
    for (size_t i = 0; i < count; i++) {
        text_addf(&all, "%s%s", i == 0 ? "" : i + 1 == count ? " or " : ", ", names[i]);
    }
    Diag      *found = diag(reader->diags, DIAG_BAD_VALUE, node->span, "'%.*s' is not one of %.*s",
                            STR_ARG(node->text), STR_ARG(text_str(&all)));
    const Str *near = suggest(node->text, known, count);
    if (near) diag_help(reader->diags, found, "did you mean '%.*s'?", STR_ARG(*near));
    return false;
}

void report_unknown(Reader *reader, Span span, const char *what, Str id, const Str *known,
                    size_t count)
{
    Diag *found =
        diag(reader->diags, DIAG_UNKNOWN_ID, span, "there is no %s '%.*s'", what, STR_ARG(id));
    // A suggestion costs a look at every word; past what is listed it is wasted.
    if (reader->diags->errors > DIAG_COUNT_MAX) return;
    const Str *near = suggest(id, known, count);
    if (near) diag_help(reader->diags, found, "did you mean '%.*s'?", STR_ARG(*near));
}
