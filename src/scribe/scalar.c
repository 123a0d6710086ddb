#include "scribe/scalar.h"

#include <string.h>

#include "base/text.h"

#define ID_BYTES_MAX 30

static bool is_plain_start(Str text)
{
    return text.len > 0 && !strchr("-?:,[]{}#&*!|>'\"%@` ", text.data[0]);
}

// What would end a plain text in flow style, or begin a key or a comment.
static bool is_plain(Str text)
{
    if (!is_plain_start(text) || text.data[text.len - 1] == ' ') return false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        bool last = i + 1 == text.len;
        if ((unsigned char)c < 0x20 || strchr(",[]{}\"\\", c)) return false;
        if (c == ':' && (last || text.data[i + 1] == ' ')) return false;
        if (c == '#' && text.data[i - 1] == ' ') return false;
    }
    return true;
}

Str scalar_text(Arena *arena, Str text)
{
    if (is_plain(text)) return arena_copy(arena, text);
    Text quoted = text_new(arena);
    text_add_json(&quoted, text); // A JSON string is a YAML one.
    return text_str(&quoted);
}

Str scalar_money(Arena *arena, Money money)
{
    Str text = money_plain(arena, money);
    return money.pence % 100 == 0 ? str_from_to(text, 0, text.len - 3) : text;
}

static char lower(char c)
{
    if (c >= 'A' && c <= 'Z') return (char)(c - 'A' + 'a');
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '-';
}

// An apostrophe parts nothing: "Carers' breaks".
static Str slug(Arena *arena, Str name)
{
    Text id = text_new(arena);
    for (size_t i = 0; i < name.len; i++) {
        char c = lower(name.data[i]);
        if (name.data[i] == '\'' || str_starts(str_from_to(name, i, name.len), "’")) continue;
        if ((unsigned char)name.data[i] >= 0x80 && (unsigned char)name.data[i] < 0xC0) continue;
        bool parted = id.len == 0 || id.data[id.len - 1] == '-';
        if (c != '-' || !parted) text_add_char(&id, c);
    }
    while (id.len > 0 && id.data[id.len - 1] == '-') id.len--;
    return text_str(&id);
}

static bool is_filler(Str word)
{
    static const char *const fillers[] = {"a",  "an", "and", "by", "for",     "from", "in",
                                          "of", "on", "the", "to", "towards", "with"};
    for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++) {
        if (str_is(word, fillers[i])) return true;
    }
    return false;
}

// The words of a long id that say something, as many as there is room for.
static Str shortened(Arena *arena, Str id)
{
    Text text = text_new(arena);
    for (size_t at = 0; at < id.len;) {
        size_t end = at;
        while (end < id.len && id.data[end] != '-') end++;
        Str word = str_from_to(id, at, end);
        at = end + 1;
        if (is_filler(word)) continue;
        if (text.len > 0 && text.len + 1 + word.len > ID_BYTES_MAX) break;
        text_addf(&text, "%s%.*s", text.len ? "-" : "", STR_ARG(word));
    }
    return text.len ? text_str(&text) : id;
}

Str id_of_name(Arena *arena, Str name, const char *otherwise)
{
    Str made = slug(arena, name);
    if (made.len > ID_BYTES_MAX) made = shortened(arena, made);
    bool is_id =
        made.len > 0 && !str_is(made, "block") && !str_is(made, "total") && !str_is(made, "note");
    return is_id ? made : str_from(otherwise);
}
