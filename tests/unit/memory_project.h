// A project in memory: what app does over the file system, done over an array.
#pragma once
#include <string.h>

#include "plan/shelf.h"

typedef struct {
    const char *path;
    Str         text;
} MemoryFile;

typedef struct {
    Arena            *arena;
    const MemoryFile *files;
    size_t            count;
    const Source    **sources; // By file, made when first asked for.
} MemoryProject;

static inline MemoryProject memory_project(Arena *arena, const MemoryFile *files, size_t count)
{
    const Source **sources = ARENA_ARRAY(arena, const Source *, count);
    return (MemoryProject){arena, files, count, sources};
}

static inline const Source *memory_source(MemoryProject *project, Str path)
{
    for (size_t i = 0; i < project->count; i++) {
        if (!str_is(path, project->files[i].path)) continue;
        if (!project->sources[i]) {
            project->sources[i] = source_new(project->arena, str_from(project->files[i].path),
                                             project->files[i].text, i + 1);
        }
        return project->sources[i];
    }
    return NULL;
}

// A FileOpen. Paths are names here: nothing is relative to anything.
static inline FileAnswer memory_open(void *context, const Source *from, Str path,
                                     const Source **source, Str *why)
{
    (void)from;
    *source = memory_source(context, path);
    *why = STR("there is no such file");
    return *source ? FILE_FOUND : FILE_UNREADABLE;
}

#define MEMORY_PACK                                                                                \
    "format: 1\nkind: year-pack\nyear: 2022-23\nsource: made up\nverified: yes\nfunding_lines:\n"  \
    "  nhs-minimum: {name: NHS minimum, heading: BCF, payer: nhs, nature: revenue, "               \
    "mandatory: yes}\n"                                                                            \
    "  ibcf: {name: iBCF, payer: council, nature: revenue}\n"                                      \
    "  dfg: {name: DFG, payer: council, nature: capital, passport_to: district}\n"

#define MEMORY_BOARD                                                                               \
    "format: 1\nkind: board\nname: Northshire\npartners:\n"                                        \
    "  icb: {name: ICB, kind: nhs}\n  council: {name: Council, kind: council}\n"                   \
    "  eastham: {name: Eastham, kind: district}\n"                                                 \
    "schemes:\n  beds: {name: Beds}\n  carers: {name: Carers}\n"                                   \
    "  growth: {name: Growth, tags: [growth]}\n"
