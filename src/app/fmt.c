// `bcf fmt`: books, boards and packs made neat, and nothing else.
#include "scribe/fmt.h"
#include "app/command.h"
#include "app/save.h"
#include "app/write_back.h"

typedef enum { FMT_NEAT, FMT_CHANGED, FMT_REFUSED, FMT_FAILED } FmtResult;

static bool is_book(const Node *tree)
{
    for (const Node *key = tree->kind == NODE_MAP ? tree->first : NULL; key; key = key->next) {
        if (str_is(key->text, "kind")) return str_is(key->value->text, "book");
    }
    return false;
}

static FmtResult report(Arena *arena, Diags *diags, const Options *options)
{
    print_diags(arena, diags, options);
    return FMT_REFUSED;
}

// Which texts of a book are amounts only its plan knows: it has to load.
static const Amounts *amounts_of(Arena *arena, const char *path, const Options *options)
{
    Session *session = session_open_book(arena, path);
    if (session->whole) return &session->cases[0].book->amounts;
    session_close(session, options);
    return NULL;
}

static Str summary(Arena *arena, const char *path, const Neat *neat, bool check)
{
    Text text = text_new(arena);
    text_addf(&text, "%s %s: ", path, check ? "is not neat" : "made neat");
    if (neat->amounts) {
        text_addf(&text, "%zu amount%s, ", neat->amounts, neat->amounts == 1 ? "" : "s");
    }
    if (neat->lines) {
        text_addf(&text, "blanks at the end of %zu line%s, ", neat->lines,
                  neat->lines == 1 ? "" : "s");
    }
    if (neat->ends) text_add(&text, STR("the end of the file, "));
    text.len -= 2; // The last comma.
    text_add_char(&text, '\n');
    return text_str(&text);
}

static FmtResult fmt_file(Arena *arena, const char *path, const Options *options, Text *out)
{
    static const Amounts none = {0};
    Files                files = files_new(arena, NULL, 0);
    Diags                diags = diags_new(arena);
    Str                  why = STR("");
    Neat                 neat;
    const Source        *source = files_book(&files, path, &why);
    const Amounts       *amounts = &none;
    if (!source) {
        world_error("cannot read %s: %.*s", path, STR_ARG(why));
        return FMT_FAILED;
    }
    if (!gate_admits(source, &diags)) return report(arena, &diags, options);
    const Node *tree = tree_parse(arena, source, &diags);
    if (!tree || diags.errors) return report(arena, &diags, options);
    if (is_book(tree) && !(amounts = amounts_of(arena, path, options))) return FMT_REFUSED;
    if (!fmt_neat(arena, source, tree, amounts, &neat, &why)) {
        usage_error("%s is left as it is, for otherwise %.*s", path, STR_ARG(why));
        return FMT_REFUSED;
    }
    if (str_equal(neat.bytes, source->bytes)) return FMT_NEAT;
    text_add(out, summary(arena, path, &neat, options->check));
    if (options->check) return FMT_CHANGED;
    if (write_back(arena, files_path(&files, source), source, neat.bytes, &why)) return FMT_CHANGED;
    world_error("cannot write %s: %.*s", path, STR_ARG(why));
    return FMT_FAILED;
}

static ExitStatus run(Arena *arena, const Options *options)
{
    Text   out = text_new(arena);
    size_t results[4] = {0};
    for (size_t i = 0; i < options->name_count; i++) {
        results[fmt_file(arena, options->names[i], options, &out)]++;
    }
    if (!print_out(text_str(&out)) || results[FMT_FAILED]) return EXIT_WORLD;
    bool findings = results[FMT_REFUSED] || (options->check && results[FMT_CHANGED]);
    return findings ? EXIT_FINDINGS : EXIT_CLEAN;
}

const Command command_fmt = {
    "fmt",
    "fmt FILE... [--check]",
    "make books, boards and packs neat",
    "Takes away blanks at the ends of lines, leaves one line end at the end of the file, and\n"
    "spells amounts in one way: no pound sign, a minus for brackets, 0 for a dash; commas and\n"
    "pence where they are typed. Order, comments and all else stay.\n"
    "\n"
    "  --check              writes nothing; exit status 1 when a file is not neat\n"
    "  --diagnostics json   findings as one JSON object a line\n",
    OPTION_CHECK | OPTION_DIAGNOSTICS,
    run,
};
