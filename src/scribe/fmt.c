#include "scribe/fmt.h"

#include <stdlib.h>

#include "base/text.h"

static bool has(Str text, char wanted)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] == wanted) return true;
    }
    return false;
}

// "£1,234.00" is 1,234.00; "(1234)" is -1234: with commas and pence where it has them.
static Str spelt(Arena *arena, Str text)
{
    Money money;
    if (money_parse(text, &money)) return text;
    Str plain = has(text, ',') ? money_format(arena, money) : money_plain(arena, money);
    if (!has(text, '.')) plain.len -= 3;
    return plain;
}

typedef struct {
    Splice *items;
    size_t  count;
    size_t  capacity;
} Splices;

typedef struct {
    Arena         *arena;
    const Source  *source;
    const Amounts *amounts;
    size_t        *starts; // Of the amounts, ascending.
    Splices        splices;
    Neat          *neat;
} Job;

static void add(Job *job, Splice splice)
{
    Splices *splices = &job->splices;
    splices->items = arena_grow(job->arena, splices->items, splices->count, &splices->capacity,
                                sizeof *splices->items);
    splices->items[splices->count++] = splice;
}

static int by_place(const void *a, const void *b)
{
    size_t left = *(const size_t *)a;
    size_t right = *(const size_t *)b;
    return (left > right) - (left < right);
}

static int by_start(const void *a, const void *b)
{
    return by_place(&((const Splice *)a)->start, &((const Splice *)b)->start);
}

static bool is_amount(const Job *job, const Node *node)
{
    size_t start = node->span.start;
    return job->amounts->count &&
           bsearch(&start, job->starts, job->amounts->count, sizeof start, by_place);
}

static void spell_amounts(Job *job, const Node *node)
{
    if (node->kind == NODE_SCALAR && is_amount(job, node)) {
        Str text = spelt(job->arena, node->text);
        if (str_equal(text, node->text)) return;
        add(job, splice_value(job->arena, job->source, node, text));
        job->neat->amounts++;
    }
    for (const Node *child = node->first; child; child = child->next) {
        spell_amounts(job, node->kind == NODE_MAP ? child->value : child);
    }
}

// Marks the lines that end inside a scalar: there a blank may count.
static void mark_lines(const Source *source, const Node *node, bool *inside)
{
    if (node->kind == NODE_SCALAR) {
        size_t from = source_place(source, node->span.start).line;
        size_t to = source_place(source, node->span.end).line;
        for (size_t line = from; line < to; line++) inside[line] = true;
    }
    for (const Node *child = node->first; child; child = child->next) {
        mark_lines(source, node->kind == NODE_MAP ? child->value : child, inside);
    }
}

static void trim_lines(Job *job, const Node *tree)
{
    const Source *source = job->source;
    bool         *inside = ARENA_ARRAY(job->arena, bool, source->line_count + 1);
    mark_lines(source, tree, inside);
    for (size_t number = 1; number <= source->line_count; number++) {
        Str    line = source_line(source, number);
        size_t start = (size_t)(line.data - source->bytes.data);
        size_t len = line.len;
        while (len > 0 && (line.data[len - 1] == ' ' || line.data[len - 1] == '\t')) len--;
        if (len == line.len || inside[number]) continue;
        add(job, (Splice){start + len, start + line.len, STR("")});
        job->neat->lines++;
    }
}

static Str apply(Job *job)
{
    Text   text = text_new(job->arena);
    Str    bytes = job->source->bytes;
    size_t at = 0;
    if (job->splices.count > 1) {
        qsort(job->splices.items, job->splices.count, sizeof *job->splices.items, by_start);
    }
    for (size_t i = 0; i < job->splices.count; i++) {
        const Splice *splice = &job->splices.items[i];
        text_add(&text, str_from_to(bytes, at, splice->start));
        text_add(&text, splice->text);
        at = splice->end;
    }
    text_add(&text, str_from_to(bytes, at, bytes.len));
    return text_str(&text);
}

// One line end at the end, of the kind that the file has.
static Str mend_end(Arena *arena, Str bytes, Neat *neat)
{
    bool   windows = false;
    size_t len = bytes.len;
    for (size_t i = 1; i < bytes.len; i++) {
        windows = windows || (bytes.data[i] == '\n' && bytes.data[i - 1] == '\r');
    }
    while (len > 0 && (bytes.data[len - 1] == '\n' || bytes.data[len - 1] == '\r')) len--;
    Str mended = str_format(arena, "%.*s%s", (int)len, bytes.data, windows ? "\r\n" : "\n");
    neat->ends = !str_equal(mended, bytes);
    return mended;
}

// The same keys, texts and order; amounts the same in pence.
static bool same(const Node *a, const Node *b)
{
    Money left;
    Money right;
    if (a->kind != b->kind || a->count != b->count) return false;
    if (a->kind == NODE_SCALAR) {
        if (str_equal(a->text, b->text)) return true;
        return !money_parse(a->text, &left) && !money_parse(b->text, &right) &&
               left.pence == right.pence;
    }
    const Node *other = b->first;
    for (const Node *child = a->first; child; child = child->next, other = other->next) {
        bool map = a->kind == NODE_MAP;
        if (map && !str_equal(child->text, other->text)) return false;
        if (!same(map ? child->value : child, map ? other->value : other)) return false;
    }
    return true;
}

static bool is_clean(Arena *arena, const Source *before, const Node *tree, Str bytes, Str *why)
{
    Diags         diags = diags_new(arena);
    const Source *after = source_new(arena, before->path, bytes, before->order);
    const Node   *again = tree_parse(arena, after, &diags);
    if (!again || diags.errors) *why = STR("it would not read any more");
    else if (!same(tree, again)) *why = STR("it would say something else");
    else if (!str_equal(comments_of(arena, before, tree), comments_of(arena, after, again))) {
        *why = STR("a comment would change");
    } else {
        return true;
    }
    return false;
}

bool fmt_neat(Arena *arena, const Source *source, const Node *tree, const Amounts *amounts,
              Neat *neat, Str *why)
{
    Job job = {.arena = arena, .source = source, .amounts = amounts, .neat = neat};
    *neat = (Neat){0};
    job.starts = ARENA_ARRAY(arena, size_t, amounts->count + 1);
    for (size_t i = 0; i < amounts->count; i++) job.starts[i] = amounts->items[i].start;
    if (amounts->count > 1) qsort(job.starts, amounts->count, sizeof *job.starts, by_place);
    spell_amounts(&job, tree);
    trim_lines(&job, tree);
    neat->bytes = mend_end(arena, apply(&job), neat);
    return is_clean(arena, source, tree, neat->bytes, why);
}
