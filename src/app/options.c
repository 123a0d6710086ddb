#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "app/command.h"

typedef enum { TAKES_NOTHING, TAKES_VALUE, TAKES_MANY } Takes;

typedef struct {
    const char *name;
    const char *letter; // Its short form, or NULL.
    unsigned    option; // Of OptionSet; 0 is everybody's.
    Takes       takes;
    size_t      offset; // Of its field in Options: a bool, a text, or a list and its count.
} Known;

#define FIELD(name) offsetof(Options, name)

static const Known known[] = {
    {"--format", NULL, OPTION_FORMAT, TAKES_VALUE, FIELD(format)},
    {"--output", "-o", OPTION_OUTPUT, TAKES_VALUE, FIELD(output)},
    {"--profile", NULL, OPTION_PROFILE, TAKES_VALUE, FIELD(profile)},
    {"--diagnostics", NULL, OPTION_DIAGNOSTICS, TAKES_VALUE, FIELD(diagnostics)},
    {"--into", NULL, OPTION_INTO, TAKES_VALUE, FIELD(into)},
    {"--as-of", NULL, OPTION_VIEW, TAKES_VALUE, FIELD(as_of)},
    {"--period", NULL, OPTION_VIEW, TAKES_VALUE, FIELD(period)},
    {"--from", NULL, OPTION_ROLL, TAKES_VALUE, FIELD(from)},
    {"--uplift", NULL, OPTION_ROLL, TAKES_MANY, FIELD(uplifts)},
    {"--end", NULL, OPTION_ROLL, TAKES_MANY, FIELD(ends)},
    {"--merge", NULL, OPTION_ROLL, TAKES_MANY, FIELD(merges)},
    {"--list", NULL, OPTION_LIST, TAKES_NOTHING, FIELD(list)},
    {"--dry-run", NULL, OPTION_DRY_RUN, TAKES_NOTHING, FIELD(dry_run)},
    {"--force", NULL, OPTION_FORCE, TAKES_NOTHING, FIELD(force)},
    {"--check", NULL, OPTION_CHECK, TAKES_NOTHING, FIELD(check)},
    {"--yes", "-y", OPTION_YES, TAKES_NOTHING, FIELD(yes)},
    {"--watch", NULL, OPTION_WATCH, TAKES_NOTHING, FIELD(watch)},
    {"--answer", NULL, OPTION_ANSWER, TAKES_MANY, FIELD(answers)},
    {"--help", "-h", 0, TAKES_NOTHING, FIELD(help)},
};

// A list of an option that may be given several times; its count follows it.
typedef struct {
    const char **items;
    size_t       count;
} Many;

static_assert(offsetof(Options, answer_count) == FIELD(answers) + offsetof(Many, count),
              "a list and its count");

// The option that an argument names, with "=value" apart.
static const Known *find(const char *argument, const char **value)
{
    const char *equals = strchr(argument, '=');
    size_t      len = equals ? (size_t)(equals - argument) : strlen(argument);
    *value = equals ? equals + 1 : NULL;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strlen(known[i].name) == len && strncmp(argument, known[i].name, len) == 0) {
            return &known[i];
        }
        if (known[i].letter && strcmp(argument, known[i].letter) == 0) return &known[i];
    }
    return NULL;
}

static void take(Arena *arena, const Known *option, const char *value, size_t most,
                 Options *options)
{
    void *field = (char *)options + option->offset;
    if (option->takes == TAKES_NOTHING) {
        *(bool *)field = true;
    } else if (option->takes == TAKES_VALUE) {
        *(const char **)field = value;
    } else {
        Many *many = field;
        if (!many->items) many->items = ARENA_ARRAY(arena, const char *, most);
        many->items[many->count++] = value;
    }
}

// An option's value that must be one of two words.
static bool diagnostics_are_good(const Command *command, const Options *options)
{
    const char *value = options->diagnostics;
    if (!value || strcmp(value, "json") == 0 || strcmp(value, "text") == 0) return true;
    usage_error("%s: diagnostics are 'text' or 'json', not '%s'", command->name, value);
    return false;
}

// On which day, and at the end of which period, books are looked at.
static bool view_is_good(const Command *command, Options *options)
{
    if (options->as_of) {
        const char *wrong = date_parse(str_from(options->as_of), &options->view.as_of);
        if (wrong) {
            usage_error("%s: '%s' %s", command->name, options->as_of, wrong);
            return false;
        }
    }
    if (options->period) {
        Str text = str_from(options->period);
        int period = text.len <= 2 ? str_digits(text, 0, text.len) : -1;
        if (text.len == 0 || period < 1 || period > PERIOD_MAX) {
            usage_error("%s: '%s' is not a period: they are 1 (April) to 12 (March), and 13 for "
                        "adjustments",
                        command->name, options->period);
            return false;
        }
        options->view.period = period;
    }
    return true;
}

// "-19520", "-£5" and "-" are no options but amounts, and names of files.
static bool is_name(const char *argument)
{
    char second = argument[0] == '-' ? argument[1] : '\0';
    return second == '\0' || (second >= '0' && second <= '9') || strncmp(argument, "-£", 3) == 0;
}

bool options_read(Arena *arena, const Command *command, char **arguments, Options *options)
{
    size_t count = 0;
    bool   ended = false; // After "--" everything is a name.
    while (arguments[count]) count++;
    options->names = ARENA_ARRAY(arena, const char *, count);
    for (size_t i = 0; i < count; i++) {
        const char *argument = arguments[i];
        const char *value = NULL;
        if (!ended && strcmp(argument, "--") == 0) {
            ended = true;
            continue;
        }
        if (ended || is_name(argument)) {
            options->names[options->name_count++] = argument;
            continue;
        }
        const Known *option = find(argument, &value);
        if (!option || (option->option && !(command->options & option->option))) {
            usage_error("%s has no option '%s'; see 'bcf %s --help'", command->name, argument,
                        command->name);
            return false;
        }
        bool takes_value = option->takes != TAKES_NOTHING;
        if (takes_value && !value) value = arguments[++i];
        if (takes_value != (value != NULL)) {
            usage_error("%s: '%s' %s", command->name, option->name,
                        takes_value ? "needs a value" : "takes no value");
            return false;
        }
        take(arena, option, value, count, options);
    }
    return diagnostics_are_good(command, options) && view_is_good(command, options);
}
