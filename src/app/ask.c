#include "app/ask.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/progress.h"

#include "app/progress.h"

#define ANSWER_BYTES_MAX 1000
#define TRIES_MAX        3

static bool somebody_is_there(const Person *person)
{
    return !person->options->yes && isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

static Str trimmed(Str text)
{
    size_t start = 0;
    while (start < text.len && strchr(" \t\r\n", text.data[start])) start++;
    while (text.len > start && strchr(" \t\r\n", text.data[text.len - 1])) text.len--;
    return str_from_to(text, start, text.len);
}

// A line that was typed; false at the end of the input.
static bool read_line(Arena *arena, Str *line)
{
    char buffer[ANSWER_BYTES_MAX];
    fflush(stdout);
    if (!fgets(buffer, sizeof buffer, stdin)) return false;
    *line = arena_copy(arena, trimmed(str_from(buffer)));
    return true;
}

// The choice that was typed, by its number or its words; empty for none.
static Str choice_of(const Question *question, Str typed)
{
    size_t number = 0;
    if (question->choice_count == 0) return typed;
    for (size_t i = 0; i < typed.len && number <= question->choice_count; i++) {
        bool digit = typed.data[i] >= '0' && typed.data[i] <= '9';
        number = digit ? number * 10 + (size_t)(typed.data[i] - '0') : question->choice_count + 1;
    }
    if (number >= 1 && number <= question->choice_count) return question->choices[number - 1];
    for (size_t i = 0; i < question->choice_count; i++) {
        if (str_equal_any_case(question->choices[i], typed)) return question->choices[i];
    }
    return STR("");
}

static void print_question(const Question *question)
{
    progress_end();
    progress_end();
    fprintf(stderr, "\n%.*s\n", STR_ARG(question->words));
    for (size_t i = 0; i < question->choice_count; i++) {
        fprintf(stderr, "  %zu  %.*s\n", i + 1, STR_ARG(question->choices[i]));
    }
}

static Str ask_at_terminal(const Person *person, const Question *question)
{
    print_question(question);
    for (int i = 0; i < TRIES_MAX; i++) {
        Str line = STR("");
        Str fallback = question->fallback.len ? question->fallback : STR("leave it to decide");
        fprintf(stderr, "[%.*s] > ", STR_ARG(fallback));
        if (!read_line(person->arena, &line) || line.len == 0) return question->fallback;
        Str answer = choice_of(question, line);
        if (answer.len) return answer;
        fprintf(stderr, "That is none of them. Type its number or its words, or nothing.\n");
    }
    return question->fallback;
}

static Str ask(void *context, const Question *question)
{
    Person *person = context;
    if (!question->silent) {
        text_addf(&person->asked, "%s%.*s", person->asked.len ? ", " : "", STR_ARG(question->key));
    }
    for (size_t i = 0; i < person->options->answer_count; i++) {
        const char *given = person->options->answers[i];
        const char *equals = strchr(given, '=');
        if (!equals) continue;
        if (!str_equal((Str){given, (size_t)(equals - given)}, question->key)) continue;
        Str answer = choice_of(question, trimmed(str_from(equals + 1)));
        person->used[i] = answer.len > 0;
        if (answer.len) return answer;
    }
    if (!question->silent && somebody_is_there(person)) return ask_at_terminal(person, question);
    return question->fallback;
}

Person *person_new(Arena *arena, const Options *options)
{
    Person *person = ARENA_NEW(arena, Person);
    *person = (Person){.arena = arena, .options = options, .asked = text_new(arena)};
    person->used = ARENA_ARRAY(arena, bool, options->answer_count);
    return person;
}

Asker person_asker(Person *person)
{
    return (Asker){ask, person};
}

bool person_agrees(const Person *person, Str words)
{
    Str line = STR("");
    if (!somebody_is_there(person)) return true;
    progress_end();
    progress_end();
    fprintf(stderr, "\n%.*s [Y/n] > ", STR_ARG(words));
    if (!read_line(person->arena, &line)) return false;
    return line.len == 0 || line.data[0] == 'y' || line.data[0] == 'Y';
}

bool person_was_heard(const Person *person)
{
    for (size_t i = 0; i < person->options->answer_count; i++) {
        if (person->used[i]) continue;
        Str asked = person->asked.len ? text_str(&person->asked) : STR("none");
        usage_error("--answer %s answers no question, or with none of its choices; the questions "
                    "are: %.*s",
                    person->options->answers[i], STR_ARG(asked));
        return false;
    }
    return true;
}
