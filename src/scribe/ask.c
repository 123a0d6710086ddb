#include "scribe/ask.h"

#include <string.h>

#include "base/text.h"

#define NAMED_MAX 40 // More would push the question off a screen.

Str asker_ask(const Asker *asker, const Question *question)
{
    return asker->ask ? asker->ask(asker->context, question) : question->fallback;
}

Str asker_yes_no(const Asker *asker, Str key, Str words)
{
    static const Str choices[] = {{"yes", 3}, {"no", 2}};
    return asker_ask(
        asker, &(Question){.key = key, .words = words, .choices = choices, .choice_count = 2});
}

Str amount_read(Arena *arena, Str text, Money *out)
{
    const char *wrong = money_parse(text, out);
    if (!wrong) return STR("");
    bool shows = strstr(wrong, "such as") != NULL; // What is wanted.
    return str_format(arena, "'%.*s' %s%s", STR_ARG(text), wrong,
                      shows ? "" : "; pounds in digits are wanted, such as 35,000,000");
}

Str amount_fault(Arena *arena, const void *about, Str answer)
{
    Money money;
    (void)about;
    return amount_read(arena, answer, &money);
}

Str words_with_list(Arena *arena, Str words, const Named *named, size_t count)
{
    Text   text = text_new(arena);
    size_t shown = count > NAMED_MAX ? NAMED_MAX : count;
    size_t width = 0;
    for (size_t i = 0; i < shown; i++) {
        if (named[i].id.len > width) width = named[i].id.len;
    }
    text_add(&text, words);
    for (size_t i = 0; i < shown; i++) {
        text_addf(&text, "\n  %.*s", STR_ARG(named[i].id));
        text_repeat(&text, ' ', width - named[i].id.len + 2);
        text_add(&text, named[i].name);
    }
    if (count > shown) text_addf(&text, "\n  ... and %zu more", count - shown);
    return text_str(&text);
}
