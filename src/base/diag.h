// What is wrong, or worth knowing, with what the user wrote. Findings are
// collected, never thrown: one mistake is one diagnostic, in source order.
#pragma once
#include "base/source.h"
#include "base/text.h"

typedef enum { SEVERITY_ERROR, SEVERITY_NOTICE } Severity;

typedef enum {
#define DIAG(number, severity, name, slug, summary) DIAG_##name,
#include "base/codes.def"
#undef DIAG
    DIAG_CODE_COUNT
} DiagCode;

// How many a run lists, errors before notices. Nothing is dropped silently: the
// last line says how many more there were.
#define DIAG_COUNT_MAX 1000

typedef struct DiagNote {
    struct DiagNote *next;
    Span             span; // May be no place.
    Str              message;
} DiagNote;

typedef struct Diag {
    DiagCode  code;
    Span      span;
    Str       message;
    Str       help; // Empty for none.
    DiagNote *notes;
    DiagNote *last_note;
    size_t    sequence;
} Diag;

typedef struct {
    Arena *arena;
    Diag **items;
    size_t count;
    size_t capacity;
    size_t errors;
} Diags;

Diags diags_new(Arena *arena);

// The messages are formatted here. They start in lower case and end without a
// full stop. Never NULL.
Diag *diag(Diags *diags, DiagCode code, Span span, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void diag_note(Diags *diags, Diag *found, Span span, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void diag_help(Diags *diags, Diag *found, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

int      diag_number(DiagCode code); // 204 for BCF204.
Severity diag_severity(DiagCode code);

// Brings them into source order: by file, by place, then as they were found; and
// drops what was found twice.
void diags_sort(Diags *diags);

// Walks over those that are listed: `index` is the next one, and moves on. Both
// begin at nil; `listed` counts notices, then errors.
bool diags_list(const Diags *diags, size_t *index, size_t listed[2]);

// For people: place, words, the line of the file and a caret below it.
void diags_write_text(const Diags *diags, Text *out, bool colour);
// For programs: one JSON object a line.
void diags_write_json(const Diags *diags, Text *out);
