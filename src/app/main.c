// bcf: a Better Care Fund budget ledger. Arguments in, exit status out.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/command.h"
#include "app/progress.h"
#include "parse/unzip.h"
#include "parse/xml.h"
#include "write/xlsx.h"

static const Command *const commands[] = {
    &command_check, &command_reconcile, &command_report, &command_export,  &command_import,
    &command_new,   &command_set,       &command_fmt,    &command_explain,
};

#define COMMAND_COUNT (sizeof commands / sizeof *commands)

void out_of_memory(void)
{
    progress_end();
    fputs("bcf: out of memory\n", stderr);
    exit(EXIT_WORLD);
}

static ExitStatus print_help(Arena *arena)
{
    Text out = text_new(arena);
    text_add(&out, STR("bcf keeps the budget ledger of a Better Care Fund.\n\nUsage:\n"));
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        text_addf(&out, "  bcf %-40s %s\n", commands[i]->usage, commands[i]->summary);
    }
    text_add(&out, STR("\n'bcf COMMAND --help' says more; 'bcf --version' names the libraries.\n"
                       "A BOOK is a YAML file of one board and year, such as\n"
                       "budgets/worcestershire/2022-23.yaml, or a folder of them;\n"
                       "docs/book-format.md has its keys, docs/many-books.md more than one.\n"
                       "\nExit status: 0 clean (notices allowed), 1 findings, 2 wrong usage,\n"
                       "3 could not read, write or allocate.\n"));
    return print_out(text_str(&out)) ? EXIT_CLEAN : EXIT_WORLD;
}

static ExitStatus print_command_help(Arena *arena, const Command *command)
{
    Text out = text_new(arena);
    text_addf(&out, "Usage: bcf %s\n\n%s\n", command->usage, command->help);
    out.len--; // The help ends its own last line.
    return print_out(text_str(&out)) ? EXIT_CLEAN : EXIT_WORLD;
}

static ExitStatus print_version(Arena *arena)
{
    Str out = str_format(arena, "%.*s\nlibyaml %s\nlibxlsxwriter %s\nlibzip %s\n%s\n",
                         STR_ARG(program_name(arena)), tree_library_version(),
                         xlsx_writer_version(), unzip_version(), xml_version());
    return print_out(out) ? EXIT_CLEAN : EXIT_WORLD;
}

static const Command *command_named(const char *name)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        if (strcmp(commands[i]->name, name) == 0) return commands[i];
    }
    return NULL;
}

int main(int argc, char **argv)
{
    Arena         *arena = arena_new(out_of_memory);
    const Command *command = argc > 1 ? command_named(argv[1]) : NULL;
    Options        options = {0};
    ExitStatus     status;
    if (argc < 2) {
        status = usage_error("which command? See 'bcf --help'");
    } else if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        status = print_help(arena);
    } else if (strcmp(argv[1], "--version") == 0) {
        status = print_version(arena);
    } else if (!command) {
        status = usage_error("there is no command '%s'; see 'bcf --help'", argv[1]);
    } else if (!options_read(arena, command, argv + 2, &options)) {
        status = EXIT_USAGE;
    } else if (options.help) {
        status = print_command_help(arena, command);
    } else if (options.name_count == 0 && !options.list) {
        status = usage_error("%s needs more: bcf %s", command->name, command->usage);
    } else {
        status = command->run(arena, &options);
    }
    progress_end();
    arena_free(arena);
    return (int)status;
}
