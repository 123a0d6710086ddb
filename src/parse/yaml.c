#include "parse/node.h"

#include <assert.h>
#include <string.h>
#include <yaml.h>

#include "base/index.h"
#include "base/utf8.h"

// A map or list that is still open, with what it knows of itself.
typedef struct {
    Node *node;
    Node *key; // Of a map: waits for its value.
    bool  flow;
    bool  comma_reported;
    Index keys;
} Frame;

typedef struct {
    Arena        *arena;
    const Source *source;
    Diags        *diags;
    Node         *root;
    Frame         frames[NODE_DEPTH_MAX];
    size_t        depth;
    // libyaml counts characters, we count bytes: the last pair that is known.
    size_t character;
    size_t byte;
    bool   stopped;
} Loader;

bool node_is_blank(const Node *node)
{
    return node->kind == NODE_SCALAR && node->plain && node->text.len == 0;
}

static bool is_continuation(Str bytes, size_t at)
{
    return at < bytes.len && ((unsigned char)bytes.data[at] & 0xC0) == 0x80;
}

static size_t byte_of(Loader *loader, size_t character)
{
    Str bytes = loader->source->bytes;
    while (loader->character < character && loader->byte < bytes.len) {
        loader->byte++;
        while (is_continuation(bytes, loader->byte)) loader->byte++;
        loader->character++;
    }
    while (loader->character > character) {
        loader->byte--;
        while (is_continuation(bytes, loader->byte)) loader->byte--;
        loader->character--;
    }
    return loader->byte;
}

static Span span_of(Loader *loader, yaml_mark_t start, yaml_mark_t end)
{
    size_t first = byte_of(loader, start.index);
    return (Span){loader->source, first, byte_of(loader, end.index)};
}

static void refuse_feature(Loader *loader, Span span, const char *what, const char *help)
{
    Diag *found = diag(loader->diags, DIAG_YAML_FEATURE, span, "books do not use %s", what);
    diag_help(loader->diags, found, "%s", help);
    loader->stopped = true;
}

// `{ccg: 12,580,268}` is three keys to YAML, and `{name: Beds, acute}` two.
static void report_comma(Loader *loader, Frame *frame)
{
    bool digits = strspn(frame->key->text.data, "0123456789.") >= frame->key->text.len;
    bool colon = strchr(frame->key->text.data, ':') != NULL;
    if (frame->comma_reported) return;
    frame->comma_reported = true;
    Diag *found = diag(loader->diags, DIAG_COMMA_IN_FLOW, frame->key->span,
                       "'%.*s' is a key without a value: inside { } a comma separates keys",
                       STR_ARG(frame->key->text));
    diag_help(loader->diags, found,
              colon    ? "a key is followed by ': ', with a space"
              : digits ? "write the amount without commas, or in quotes: \"12,580,268\""
                       : "put a text that has a comma in quotes");
}

static void attach_value(Loader *loader, Frame *frame, Node *node)
{
    Node *key = frame->key;
    frame->key = NULL;
    key->value = node;
    if (frame->flow && node_is_blank(node) && node->span.start == key->span.end) {
        frame->key = key;
        report_comma(loader, frame);
        frame->key = NULL;
        return; // Leave it out: its consequences would only confuse.
    }
    Node *first = index_add(&frame->keys, key->text, key);
    if (first) {
        Diag *found = diag(loader->diags, DIAG_KEY_TWICE, key->span, "'%.*s' is given twice",
                           STR_ARG(key->text));
        diag_note(loader->diags, found, first->span, "first here");
        bool in_list =
            loader->depth > 1 && loader->frames[loader->depth - 2].node->kind == NODE_LIST;
        if (in_list) diag_help(loader->diags, found, "a new item of a list begins with '- '");
        return;
    }
    Node *map = frame->node;
    if (map->last) map->last->next = key;
    else map->first = key;
    map->last = key;
    map->count++;
}

static void attach(Loader *loader, Node *node)
{
    if (loader->depth == 0) {
        loader->root = node;
        return;
    }
    Frame *frame = &loader->frames[loader->depth - 1];
    Node  *parent = frame->node;
    if (parent->kind == NODE_LIST) {
        if (parent->last) parent->last->next = node;
        else parent->first = node;
        parent->last = node;
        parent->count++;
    } else if (frame->key) {
        attach_value(loader, frame, node);
    } else if (node->kind != NODE_SCALAR || node_is_blank(node)) {
        diag(loader->diags, DIAG_BAD_KEY, node->span, "a key must be a plain word");
        loader->stopped = true;
    } else {
        frame->key = node;
    }
}

static void open_collection(Loader *loader, const yaml_event_t *event, NodeKind kind, bool flow)
{
    Node *node = ARENA_NEW(loader->arena, Node);
    node->kind = kind;
    node->span = span_of(loader, event->start_mark, event->end_mark);
    attach(loader, node);
    if (loader->stopped) return;
    if (loader->depth == NODE_DEPTH_MAX) {
        diag(loader->diags, DIAG_TOO_DEEP, node->span, "records are nested more than %d deep",
             NODE_DEPTH_MAX);
        loader->stopped = true;
        return;
    }
    loader->frames[loader->depth++] =
        (Frame){.node = node, .flow = flow, .keys = index_new(loader->arena)};
}

static void close_collection(Loader *loader)
{
    assert(loader->depth > 0); // libyaml pairs its events.
    loader->depth--;
}

// Escapes in quotes could bring back what the gate keeps out.
static void refuse_dangerous(Loader *loader, const Node *node)
{
    for (size_t at = 0; at < node->text.len;) {
        uint32_t    character = 0;
        size_t      len = utf8_decode(node->text, at, &character);
        const char *danger = utf8_danger(character);
        if (danger) {
            diag(loader->diags, DIAG_BAD_CHARACTER, node->span, "the text has %s (U+%04X)", danger,
                 (unsigned)character);
            return;
        }
        at += len ? len : 1;
    }
}

static void add_scalar(Loader *loader, const yaml_event_t *event)
{
    Node *node = ARENA_NEW(loader->arena, Node);
    Str   text = {(const char *)event->data.scalar.value, event->data.scalar.length};
    node->kind = NODE_SCALAR;
    node->span = span_of(loader, event->start_mark, event->end_mark);
    node->text = arena_copy(loader->arena, text);
    node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    refuse_dangerous(loader, node);
    attach(loader, node);
}

static bool has_anchor_or_tag(const yaml_event_t *event)
{
    switch ((int)event->type) {
    case YAML_SCALAR_EVENT: return event->data.scalar.anchor || event->data.scalar.tag;
    case YAML_SEQUENCE_START_EVENT:
        return event->data.sequence_start.anchor || event->data.sequence_start.tag;
    case YAML_MAPPING_START_EVENT:
        return event->data.mapping_start.anchor || event->data.mapping_start.tag;
    default: return false;
    }
}

static bool is_second_document(const Loader *loader, const yaml_event_t *event)
{
    return event->type == YAML_DOCUMENT_START_EVENT && loader->root;
}

static void take_event(Loader *loader, const yaml_event_t *event)
{
    static const char quote[] = "if this is the beginning of a text, put the text in quotes";
    Span              span = span_of(loader, event->start_mark, event->end_mark);
    if (has_anchor_or_tag(event)) {
        refuse_feature(loader, span, "anchors or tags ('&' or '!')", quote);
    } else if (is_second_document(loader, event)) {
        refuse_feature(loader, span, "more than one document in a file ('---')",
                       "every book, board and year pack has a file of its own");
    } else if (event->type == YAML_ALIAS_EVENT) {
        refuse_feature(loader, span, "aliases ('*')", quote);
    } else if (event->type == YAML_SCALAR_EVENT) {
        add_scalar(loader, event);
    } else if (event->type == YAML_MAPPING_START_EVENT) {
        bool flow = event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
        open_collection(loader, event, NODE_MAP, flow);
    } else if (event->type == YAML_SEQUENCE_START_EVENT) {
        open_collection(loader, event, NODE_LIST, false);
    } else if (event->type == YAML_MAPPING_END_EVENT || event->type == YAML_SEQUENCE_END_EVENT) {
        close_collection(loader);
    }
}

// What a person most likely meant, by libyaml's words; the first that fits.
static const struct {
    const char *problem;
    const char *help;
} helps[] = {
    {"mapping values are not allowed", "a text that has ': ' in it must stand in quotes"},
    {"block sequence entries are not allowed",
     "for nil write 0 or \"-\" in quotes; a list begins on a line of its own"},
    {"tab character", "indent with spaces: YAML does not take tabs"},
    {"alphabetic or numeric character", "a text that begins with '*' or '&' must stand in quotes"},
    {"end of stream", "a quote that is opened must be closed"},
    {"document indicator", "a quote that is opened must be closed"},
    {"expected ',' or", "a { or [ that is opened must be closed"},
    {"could not find expected ':'", "a key is followed by ': ', with a space"},
    {"expected '-' indicator",
     "indent this line as those beside it: an item of a list begins with '- '"},
    {"expected key", "indent this line as those beside it, and look for a quote above it that is "
                     "not closed"},
};

static const char *help_for(const char *problem, Str rest)
{
    if (strstr(problem, "cannot start any token")) {
        return str_starts(rest, "\t") ? "indent with spaces: YAML does not take tabs"
                                      : "a text that begins with '@', '%' or '`' must stand in "
                                        "quotes";
    }
    for (size_t i = 0; i < sizeof helps / sizeof *helps; i++) {
        if (strstr(problem, helps[i].problem)) return helps[i].help;
    }
    return NULL;
}

// In { } a ': ' or a ' #' inside a text looks like a bracket that is not closed.
// Moves the place to where the text goes wrong, and says why; else NULL.
static const char *find_in_flow(Str bytes, size_t problem, size_t *place)
{
    size_t end = *place; // Of the line that opens the bracket.
    while (end < bytes.len && bytes.data[end] != '\n') end++;
    for (size_t at = *place; at + 1 < end; at++) {
        if (bytes.data[at] != ' ' || bytes.data[at + 1] != '#') continue;
        *place = at + 1;
        return "YAML drops what follows ' #': a text that has it must stand in quotes";
    }
    if (problem >= end || bytes.data[problem] != ':') return NULL;
    *place = problem;
    return "a text that has ': ' in it must stand in quotes";
}

static void report_problem(Loader *loader, const yaml_parser_t *parser)
{
    Str         bytes = loader->source->bytes;
    const char *problem = parser->problem ? parser->problem : "it cannot be read";
    const char *help = NULL;
    size_t      place = 0;
    bool        in_flow = parser->context && strstr(problem, "expected ',' or");
    // Of an unclosed quote or bracket the place that counts is where it opened.
    bool unclosed = in_flow || (parser->context && (strstr(problem, "end of stream") ||
                                                    strstr(problem, "document indicator")));
    if (parser->error != YAML_READER_ERROR) {
        place = byte_of(loader, unclosed ? parser->context_mark.index : parser->problem_mark.index);
    }
    if (in_flow) help = find_in_flow(bytes, byte_of(loader, parser->problem_mark.index), &place);
    if (!help) help = help_for(problem, str_from_to(bytes, place, bytes.len));
    Diag *found = diag(loader->diags, DIAG_NOT_YAML, (Span){loader->source, place, place},
                       "this is not YAML: %s", problem);
    if (help) diag_help(loader->diags, found, "%s", help);
    loader->stopped = true;
}

static void run(Loader *loader, yaml_parser_t *parser)
{
    bool ended = false;
    while (!ended && !loader->stopped) {
        yaml_event_t event;
        if (!yaml_parser_parse(parser, &event)) {
            if (parser->error == YAML_MEMORY_ERROR) arena_exhausted(loader->arena);
            report_problem(loader, parser);
            return;
        }
        take_event(loader, &event);
        ended = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
}

Node *tree_parse(Arena *arena, const Source *source, Diags *diags)
{
    Loader       *loader = ARENA_NEW(arena, Loader);
    yaml_parser_t parser;
    *loader = (Loader){.arena = arena, .source = source, .diags = diags};
    if (!yaml_parser_initialize(&parser)) arena_exhausted(arena);
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)source->bytes.data,
                                 source->bytes.len);
    run(loader, &parser);
    yaml_parser_delete(&parser);
    if (loader->stopped) return NULL;
    if (!loader->root || node_is_blank(loader->root)) {
        Diag *found = diag(diags, DIAG_EMPTY_FILE, (Span){source, 0, 0}, "the file holds nothing");
        diag_help(diags, found, "a file opens with 'format: 1' and 'kind:'");
        return NULL;
    }
    return loader->root;
}

const char *tree_library_version(void)
{
    return yaml_get_version_string();
}
