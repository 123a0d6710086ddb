// What an edit must not change, looked at afresh: the trees, and the comments.
#include "base/text.h"
#include "scribe/splice.h"

// Comments.

typedef struct {
    const Source *source;
    size_t        at;      // Everything before it was looked at.
    size_t        without; // Where the comment begins that is left out.
    bool          left_out;
    Text         *out;
} Comments;

// A '#' that begins a line or follows a blank, outside of every scalar.
static void look_until(Comments *comments, size_t end)
{
    Str bytes = comments->source->bytes;
    for (; comments->at < end; comments->at++) {
        char before = comments->at ? bytes.data[comments->at - 1] : '\n';
        if (bytes.data[comments->at] != '#') continue;
        if (before != ' ' && before != '\t' && before != '\n') continue;
        size_t start = comments->at;
        while (comments->at < bytes.len && bytes.data[comments->at] != '\n') comments->at++;
        size_t last = comments->at;
        while (last > start && (bytes.data[last - 1] == '\r' || bytes.data[last - 1] == ' ' ||
                                bytes.data[last - 1] == '\t')) {
            last--;
        }
        if (start == comments->without) comments->left_out = true;
        else text_addf(comments->out, "%.*s\n", STR_ARG(str_from_to(bytes, start, last)));
    }
}

static void pass_scalar(Comments *comments, const Node *scalar)
{
    look_until(comments, scalar->span.start);
    if (scalar->span.end > comments->at) comments->at = scalar->span.end;
}

static void walk(Comments *comments, const Node *node)
{
    if (node->kind == NODE_SCALAR) pass_scalar(comments, node);
    for (const Node *child = node->first; child; child = child->next) {
        if (node->kind == NODE_MAP) pass_scalar(comments, child);
        walk(comments, node->kind == NODE_MAP ? child->value : child);
    }
}

static Str comments_without(Arena *arena, const Source *source, const Node *tree, size_t without,
                            bool *left_out)
{
    Text     out = text_new(arena);
    Comments comments = {.source = source, .without = without, .out = &out};
    walk(&comments, tree);
    look_until(&comments, source->bytes.len);
    *left_out = comments.left_out;
    return text_str(&out);
}

Str comments_of(Arena *arena, const Source *source, const Node *tree)
{
    bool left_out;
    return comments_without(arena, source, tree, SIZE_MAX, &left_out);
}

// Trees.

typedef struct {
    const Node *target;
    size_t      differences;
    bool        elsewhere;
} Compare;

static void compare(Compare *check, const Node *before, const Node *after);

static void compare_children(Compare *check, const Node *before, const Node *after)
{
    const Node *old = before->first;
    for (const Node *new = after->first; new; new = new->next) {
        bool same_key = old && (before->kind != NODE_MAP || str_equal(old->text, new->text));
        bool more = after->count > before->count;
        bool last = !old && before->kind == NODE_LIST;
        if (before == check->target && more && (!same_key || last) && check->differences == 0) {
            check->differences++; // The one that is new.
            continue;
        }
        if (!same_key) {
            check->elsewhere = true;
            return;
        }
        if (before->kind != NODE_MAP) compare(check, old, new);
        else if (old == check->target) check->differences++;
        else compare(check, old->value, new->value);
        old = old->next;
    }
    if (old) check->elsewhere = true;
}

static void compare(Compare *check, const Node *before, const Node *after)
{
    if (before->kind != after->kind) {
        if (before == check->target) check->differences++;
        else check->elsewhere = true;
    } else if (before->kind == NODE_SCALAR) {
        if (str_equal(before->text, after->text)) return;
        if (before == check->target) check->differences++;
        else check->elsewhere = true;
    } else {
        compare_children(check, before, after);
    }
}

bool splice_is_clean(Arena *arena, const Source *before, const Node *tree, const Source *after,
                     const Node *target, Str *why)
{
    Diags   diags = diags_new(arena);
    Compare check = {.target = target};
    Node   *again = tree_parse(arena, after, &diags);
    if (!again || diags.errors) {
        *why = STR("the file would not read any more");
        return false;
    }
    compare(&check, tree, again);
    if (check.elsewhere || check.differences != 1) {
        *why = check.elsewhere ? STR("something else in the file would change as well")
                               : STR("nothing would change");
        return false;
    }
    if (!str_equal(comments_of(arena, before, tree), comments_of(arena, after, again))) {
        *why = STR("a comment would change");
        return false;
    }
    return true;
}

bool splice_took_comment(Arena *arena, const Source *before, const Node *tree, const Source *after,
                         size_t comment, Str *why)
{
    Diags   diags = diags_new(arena);
    Compare check = {.target = NULL};
    bool    left_out = false;
    Node   *again = tree_parse(arena, after, &diags);
    if (!again || diags.errors) {
        *why = STR("the file would not read any more");
        return false;
    }
    compare(&check, tree, again);
    if (check.elsewhere) {
        *why = STR("something else in the file would change as well");
        return false;
    }
    Str wanted = comments_without(arena, before, tree, comment, &left_out);
    if (left_out && str_equal(wanted, comments_of(arena, after, again))) return true;
    *why = left_out ? STR("another comment would change") : STR("it is text and no comment");
    return false;
}
