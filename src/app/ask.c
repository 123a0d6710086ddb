#include "app/ask.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/progress.h"

#define ANSWER_BYTES_MAX 5000 // A terminal's line is shorter.

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
    fprintf(stderr, "\n%.*s\n", STR_ARG(question->words));
    for (size_t i = 0; i < question->choice_count; i++) {
        fprintf(stderr, "  %zu  %.*s\n", i + 1, STR_ARG(question->choices[i]));
    }
}

// What is wrong with what was typed; empty for nothing, with the answer that it is.
static Str fault_of(Arena *arena, const Question *question, Str typed, Str *answer)
{
    Text listed = text_new(arena);
    *answer = choice_of(question, typed);
    if (typed.len == 0) return STR("there is nothing after '='");
    if (answer->len) {
        return question->fault ? question->fault(arena, question->about, *answer) : STR("");
    }
    for (size_t i = 0; i < question->choice_count; i++) {
        text_addf(&listed, "%s%.*s", i ? ", " : "", STR_ARG(question->choices[i]));
    }
    return str_format(arena, "'%.*s' is none of: %.*s", STR_ARG(typed), STR_ARG(text_str(&listed)));
}

// Until there is an answer without fault; nothing typed leaves it.
static Str ask_at_terminal(const Person *person, const Question *question)
{
    print_question(question);
    for (;;) {
        Str line = STR("");
        Str answer = STR("");
        Str fallback = question->fallback.len ? question->fallback : STR("leave it to decide");
        fprintf(stderr, "[%.*s] > ", STR_ARG(fallback));
        if (!read_line(person->arena, &line) || line.len == 0) return question->fallback;
        Str fault = fault_of(person->arena, question, line, &answer);
        if (fault.len == 0) return answer;
        fprintf(stderr, "%.*s%s Type it again, or nothing.\n", STR_ARG(fault),
                str_ends(fault, "?") ? "" : ".");
    }
}

// What an --answer says to a question; false where it is for another.
static bool is_answer_to(const char *given, Str key, Str *typed)
{
    const char *equals = strchr(given, '=');
    if (!equals || !str_equal((Str){given, (size_t)(equals - given)}, key)) return false;
    *typed = trimmed(str_from(equals + 1));
    return true;
}

// An --answer with a fault is asked again where somebody is there, else refused by
// person_was_heard, with the others.
static Str ask(void *context, const Question *question)
{
    Person *person = context;
    bool    may_ask = !question->silent && somebody_is_there(person);
    if (!question->silent) {
        text_addf(&person->asked, "%s%.*s", person->asked.len ? ", " : "", STR_ARG(question->key));
    }
    for (size_t i = 0; i < person->options->answer_count; i++) {
        const char *given = person->options->answers[i];
        Str         answer = STR("");
        Str         typed;
        if (!is_answer_to(given, question->key, &typed)) continue;
        Str fault = fault_of(person->arena, question, typed, &answer);
        person->used[i] = true;
        if (fault.len == 0) return answer;
        if (may_ask) usage_error("--answer %s: %.*s", given, STR_ARG(fault));
        else person->faults[i] = fault;
    }
    return may_ask ? ask_at_terminal(person, question) : question->fallback;
}

Person *person_new(Arena *arena, const Options *options)
{
    Person *person = ARENA_NEW(arena, Person);
    *person = (Person){.arena = arena, .options = options, .asked = text_new(arena)};
    person->used = ARENA_ARRAY(arena, bool, options->answer_count);
    person->faults = ARENA_ARRAY(arena, Str, options->answer_count);
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
    fprintf(stderr, "\n%.*s [Y/n] > ", STR_ARG(words));
    if (!read_line(person->arena, &line)) return false;
    return line.len == 0 || line.data[0] == 'y' || line.data[0] == 'Y';
}

static void say_unmet(const Person *person, const char *given)
{
    Str  asked = person->asked.len ? text_str(&person->asked) : STR("none");
    Text known = text_new(person->arena);
    if (person->keys) text_addf(&known, "; there can be: %s", person->keys);
    usage_error("--answer %s answers no question; the questions are: %.*s%.*s", given,
                STR_ARG(asked), STR_ARG(text_str(&known)));
}

bool person_was_heard(const Person *person)
{
    bool heard = true;
    for (size_t i = 0; i < person->options->answer_count; i++) {
        const char *given = person->options->answers[i];
        Str         fault = person->faults[i];
        if (person->used[i] && fault.len == 0) continue;
        if (fault.len) usage_error("--answer %s: %.*s", given, STR_ARG(fault));
        else say_unmet(person, given);
        heard &= fault.len == 0 && somebody_is_there(person);
    }
    return heard;
}
