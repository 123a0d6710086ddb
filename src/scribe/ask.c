#include "scribe/ask.h"

Str asker_ask(const Asker *asker, const Question *question)
{
    return asker->ask ? asker->ask(asker->context, question) : question->fallback;
}

Str asker_yes_no(const Asker *asker, Str key, Str words)
{
    static const Str choices[] = {{"yes", 3}, {"no", 2}};
    return asker_ask(asker, &(Question){key, words, choices, 2, {"", 0}, false});
}
