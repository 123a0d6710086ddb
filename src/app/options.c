#include <string.h>

#include "app/command.h"

typedef struct {
    const char *name;
    const char *letter; // Its short form, or NULL.
    unsigned    option; // Of OptionSet; 0 is everybody's.
    bool        takes_value;
} Known;

static const Known known[] = {
    {"--format", NULL, OPTION_FORMAT, true},   {"--output", "-o", OPTION_OUTPUT, true},
    {"--profile", NULL, OPTION_PROFILE, true}, {"--diagnostics", NULL, OPTION_DIAGNOSTICS, true},
    {"--list", NULL, OPTION_LIST, false},      {"--help", "-h", 0, false},
};

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

static bool take(const Command *command, const Known *option, const char *value, Options *options)
{
    if (option->option == OPTION_FORMAT) options->format = value;
    else if (option->option == OPTION_OUTPUT) options->output = value;
    else if (option->option == OPTION_PROFILE) options->profile = value;
    else if (option->option == OPTION_LIST) options->list = true;
    else if (option->option == 0) options->help = true;
    else if (strcmp(value, "json") == 0) options->json_diagnostics = true;
    else if (strcmp(value, "text") != 0) {
        usage_error("%s: diagnostics are 'text' or 'json', not '%s'", command->name, value);
        return false;
    }
    return true;
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
        if (ended || argument[0] != '-' || argument[1] == '\0') {
            options->names[options->name_count++] = argument;
            continue;
        }
        const Known *option = find(argument, &value);
        if (!option || (option->option && !(command->options & option->option))) {
            usage_error("%s has no option '%s'; see 'bcf %s --help'", command->name, argument,
                        command->name);
            return false;
        }
        if (option->takes_value && !value) value = arguments[++i];
        if (option->takes_value != (value != NULL)) {
            usage_error("%s: '%s' %s", command->name, option->name,
                        option->takes_value ? "needs a value" : "takes no value");
            return false;
        }
        if (!take(command, option, value, options)) return false;
    }
    return true;
}
