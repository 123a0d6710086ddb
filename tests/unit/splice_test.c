// Edits of odd files, to the byte: what they replace or add, what they leave, and what
// they had better refuse.
#include "scribe/splice.h"

#include "base/text.h"
#include "tap.h"

static Arena *arena;

static const Node *find(const Node *map, const char *key)
{
    for (const Node *one = map->first; one; one = one->next) {
        if (str_is(one->text, key)) return one->value;
    }
    return NULL;
}

typedef enum { SET, ADD_KEY, ADD_ITEM, ADD_SECTION } What;

typedef struct {
    const char *before;
    What        what;
    const char *path[2]; // From the file's record, by key; the second may be NULL.
    const char *key;     // Of a key or section that is added.
    const char *value;
    const char *after; // NULL where it must be refused.
} Example;

static const Example examples[] = {
    // A value in the place of another: quotes, columns, comments and line ends stay.
    {"a: 1 # one\n", SET, {"a", NULL}, NULL, "22", "a: 22 # one\n"},
    {"a: '1'\n", SET, {"a", NULL}, NULL, "it's", "a: 'it''s'\n"},
    {"a: \"1\"\r\nb: 2\r\n", SET, {"a", NULL}, NULL, "2,000", "a: \"2,000\"\r\nb: 2\r\n"},
    {"a: {b:  12, c: 3}\n", SET, {"a", "b"}, NULL, "123", "a: {b: 123, c: 3}\n"},
    {"a: {b:  12, c: 3}\n", SET, {"a", "b"}, NULL, "1", "a: {b:   1, c: 3}\n"},
    {"a: {b: 12, c: 3}\n", SET, {"a", "b"}, NULL, "123456", "a: {b: 123456, c: 3}\n"},
    {"a: {b: 12,\n    c: 3} # x", SET, {"a", "c"}, NULL, "4", "a: {b: 12,\n    c: 4} # x"},
    {"# £\na: 1\n", SET, {"a", NULL}, NULL, "2", "# £\na: 2\n"},
    // Values that would do more than is meant.
    {"a: {b: 12}\n", SET, {"a", "b"}, NULL, "1, c: 2", NULL},
    {"a: 1\n", SET, {"a", NULL}, NULL, "1 # new", NULL},
    {"a: 1\n", SET, {"a", NULL}, NULL, "1", NULL},
    {"a: |\n  one\n  two\nb: 1\n", SET, {"a", NULL}, NULL, "2", NULL},
    {"a: 1\n", SET, {"a", NULL}, NULL, "{", NULL},
    // A key more.
    {"a: {}\n", ADD_KEY, {"a", NULL}, "b", "1", "a: {b: 1}\n"},
    {"a: {b: 1} # x\n", ADD_KEY, {"a", NULL}, "c", "2", "a: {b: 1, c: 2} # x\n"},
    {"a: {b: 1 # y\n  }\n", ADD_KEY, {"a", NULL}, "c", "2", "a: {b: 1, c: 2 # y\n  }\n"},
    {"a:\n  b: 1 # x\n\n# end\n",
     ADD_KEY,
     {"a", NULL},
     "c",
     "2",
     "a:\n  b: 1 # x\n  c: 2\n\n# end\n"},
    {"a:\n    b:   10\nd: 1",
     ADD_KEY,
     {"a", NULL},
     "cc",
     "2",
     "a:\n    b:   10\n    cc:   2\nd: 1"},
    {"a:\r\n  b: {c: 1}\r\n", ADD_KEY, {"a", NULL}, "d", "2", "a:\r\n  b: {c: 1}\r\n  d: 2\r\n"},
    {"a:\n  b: 1", ADD_KEY, {"a", NULL}, "c", "2", "a:\n  b: 1\n  c: 2"},
    {"a: {b: 1}\n", ADD_KEY, {"a", NULL}, "b", "2", NULL},
    // An item more.
    {"a: []\n", ADD_ITEM, {"a", NULL}, NULL, "b", "a: [b]\n"},
    {"a: [b] # x\n", ADD_ITEM, {"a", NULL}, NULL, "c", "a: [b, c] # x\n"},
    {"a:\n  - b: 1\n    c: 2 # x\n# y\n",
     ADD_ITEM,
     {"a", NULL},
     NULL,
     "{b: 3}",
     "a:\n  - b: 1\n    c: 2 # x\n  - {b: 3}\n# y\n"},
    {"a:\n-   b\nc: 1\n", ADD_ITEM, {"a", NULL}, NULL, "d", "a:\n-   b\n- d\nc: 1\n"},
    // A section more.
    {"a: 1\n", ADD_SECTION, {NULL, NULL}, "b", "c: 1\nd: 2", "a: 1\n\nb:\n  c: 1\n  d: 2\n"},
    {"a: {b: 1} # x\r\n",
     ADD_SECTION,
     {NULL, NULL},
     "c",
     "d: 1",
     "a: {b: 1} # x\r\n\r\nc:\r\n  d: 1\r\n"},
};

static Splice splice_of(const Example *example, const Source *source, const Node *node)
{
    Str value = str_from(example->value);
    Str key = str_from(example->key);
    switch (example->what) {
    case SET: return splice_value(arena, source, node, value);
    case ADD_KEY: return splice_key(arena, source, node, NULL, key, value);
    case ADD_ITEM: return splice_item(arena, source, node, value);
    case ADD_SECTION:
    default: return splice_section(arena, source, node, NULL, key, value);
    }
}

static void test_example(const Example *example)
{
    Diags         diags = diags_new(arena);
    Str           why = STR("");
    const Source *source = source_new(arena, STR("a.yaml"), str_from(example->before), 1);
    const Node   *tree = tree_parse(arena, source, &diags);
    const Node   *node = tree;
    for (size_t i = 0; i < 2 && example->path[i]; i++) node = find(node, example->path[i]);
    Str           bytes = splice_apply(arena, source, splice_of(example, source, node));
    const Source *after = source_new(arena, STR("a.yaml"), bytes, 1);
    bool          clean = splice_is_clean(arena, source, tree, after, node, &why);
    bool good = example->after ? clean && str_is(bytes, example->after) : !clean && why.len;
    Str  name = str_format(arena, "%.*s gets %s%s%s", STR_ARG(source_line(source, 1)),
                          example->key ? example->key : "", example->key ? ": " : "",
                          example->after ? example->value : "no such value");
    if (!tap_point(good, name.data))
        tap_comment(str_format(arena, "%.*s %.*s", STR_ARG(bytes), STR_ARG(why)));
}

static void test_comments(void)
{
    Diags         diags = diags_new(arena);
    const Source *source = source_new(
        arena, STR("a.yaml"),
        STR("# one  \na: 'x # no' # two\nb: \"# no\" #three\nc: {d: e#no, # four\n  f: 1}\n"), 1);
    const Node *tree = tree_parse(arena, source, &diags);
    tap_point(str_is(comments_of(arena, source, tree), "# one\n# two\n#three\n# four\n"),
              "comments are told from what only looks like one");
}

int main(void)
{
    arena = arena_new(tap_out_of_memory);
    tap_begin();
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) test_example(&examples[i]);
    test_comments();
    arena_free(arena);
    return tap_end();
}
