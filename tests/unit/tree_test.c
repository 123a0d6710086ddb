// YAML as a tree: every node knows its place, and no file takes long to refuse.
#include <time.h>

#include "parse/gate.h"
#include "parse/node.h"
#include "tap.h"

static Arena *arena;

static const Node *parse(Str text, Diags *diags)
{
    Source *source = source_new(arena, STR("x.yaml"), text, 1);
    *diags = diags_new(arena);
    return gate_admits(source, diags) ? tree_parse(arena, source, diags) : NULL;
}

static const Node *child(const Node *map, const char *key)
{
    for (const Node *at = map->first; at; at = at->next) {
        if (str_is(at->text, key)) return at->value;
    }
    return NULL;
}

static bool stands_at(const Node *node, size_t line, size_t column)
{
    Place place = source_place(node->span.source, node->span.start);
    return place.line == line && place.column == column;
}

static void test_places(void)
{
    Diags       diags;
    const Node *tree = parse(STR("\xEF\xBB\xBF"
                                 "name: £5 Beds\r\nlist:\r\n  - é: {k: \"v\"}\r\n"),
                             &diags);
    const Node *name = child(tree, "name");
    const Node *item = child(tree, "list")->first;
    tap_point(stands_at(name, 1, 7) && str_is(name->text, "£5 Beds"),
              "a byte order mark and a £ do not shift places");
    tap_point(stands_at(child(child(item, "é"), "k"), 3, 12), "nor do CRLF and an é");
    tap_point(!child(child(item, "é"), "k")->plain && name->plain, "quotes are remembered");
}

static void test_scalars_stay_text(void)
{
    Diags       diags;
    const Node *tree = parse(STR("a: no\nb: 010\nc: 1e3\nd: ~\ne:\nf: \"\"\n"), &diags);
    tap_point(str_is(child(tree, "a")->text, "no") && str_is(child(tree, "b")->text, "010") &&
                  str_is(child(tree, "c")->text, "1e3") && str_is(child(tree, "d")->text, "~"),
              "no is a word and 010 keeps its zero");
    tap_point(node_is_blank(child(tree, "e")) && !node_is_blank(child(tree, "f")),
              "no value and an empty text are not the same");
}

static void test_depth(void)
{
    Diags diags;
    tap_point(parse(STR("[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]"), &diags) != NULL, "16 deep is read");
    tap_point(parse(STR("[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]"), &diags) == NULL &&
                  diags.count == 1 && diags.items[0]->code == DIAG_TOO_DEEP,
              "17 deep is refused");
}

// A text of `count` times the part.
static Str repeat(const char *part, size_t count)
{
    Text text = text_new(arena);
    for (size_t i = 0; i < count; i++) text_add(&text, str_from(part));
    return text_str(&text);
}

static double seconds_to_parse(Str text)
{
    Diags   diags;
    clock_t start = clock();
    parse(text, &diags);
    return (double)(clock() - start) / CLOCKS_PER_SEC;
}

static void test_hostile_files_are_refused_in_time(void)
{
    static const struct {
        const char *part;
        size_t      count;
        const char *name;
    } table[] = {
        {"[", 1000000, "a million open brackets"},
        {"{", 1000000, "a million open braces"},
        {"{a: ", 250000, "nested braces with keys"},
        {"- ", 500000, "a million bytes of dashes"},
        {"? ", 500000, "complex keys in complex keys"},
        {"a: ", 300000, "keys in keys on one line"},
        {"&a ", 300000, "anchors"},
        {"\"", 1000001, "quotes"},
        {"'", 1000001, "apostrophes"},
        {"#", 1000000, "a comment"},
        {"a", 1000000, "one long word"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        double seconds = seconds_to_parse(repeat(table[i].part, table[i].count));
        // Generous: a quadratic parser would need minutes.
        if (!tap_point(seconds < 5, str_format(arena, "%s: in time", table[i].name).data)) {
            tap_comment(str_format(arena, "%.1f seconds", seconds));
        }
    }
}

static void test_many_keys(void)
{
    Diags diags;
    Text  text = text_new(arena);
    for (int i = 0; i < 50000; i++) text_addf(&text, "key-%d: %d\n", i, i);
    const Node *tree = parse(text_str(&text), &diags);
    tap_point(tree && tree->count == 50000, "fifty thousand keys are all read");
    text_addf(&text, "key-49999: again\n");
    parse(text_str(&text), &diags);
    tap_point(diags.count == 1 && diags.items[0]->code == DIAG_KEY_TWICE,
              "and the one that is given twice is found");
}

int main(void)
{
    arena = arena_new(tap_out_of_memory);
    tap_begin();
    test_places();
    test_scalars_stay_text();
    test_depth();
    test_hostile_files_are_refused_in_time();
    test_many_keys();
    arena_free(arena);
    return tap_end();
}
