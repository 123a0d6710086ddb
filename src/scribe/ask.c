#include "scribe/ask.h"

Str asker_ask(const Asker *asker, const Question *question)
{
    return asker->ask ? asker->ask(asker->context, question) : question->fallback;
}
