#include "base/diag.h"

#include <stdarg.h>
#include <stdlib.h>

typedef struct {
    int      number;
    Severity severity;
} Code;

static const Code codes[] = {
#define DIAG(number, severity, name, slug, summary) {number, SEVERITY_##severity},
#include "base/codes.def"
#undef DIAG
};

int diag_number(DiagCode code)
{
    return codes[code].number;
}

Severity diag_severity(DiagCode code)
{
    return codes[code].severity;
}

Diags diags_new(Arena *arena)
{
    return (Diags){.arena = arena};
}

Diag *diag(Diags *diags, DiagCode code, Span span, const char *format, ...)
{
    Diag   *found = ARENA_NEW(diags->arena, Diag);
    va_list args;
    va_start(args, format);
    found->message = str_format_args(diags->arena, format, args);
    va_end(args);
    found->code = code;
    found->span = span;
    found->sequence = diags->count;
    if (diag_severity(code) == SEVERITY_ERROR) diags->errors++;
    diags->items = arena_grow(diags->arena, diags->items, diags->count, &diags->capacity,
                              sizeof *diags->items);
    diags->items[diags->count++] = found;
    return found;
}

void diag_note(Diags *diags, Diag *found, Span span, const char *format, ...)
{
    DiagNote *note = ARENA_NEW(diags->arena, DiagNote);
    va_list   args;
    va_start(args, format);
    note->message = str_format_args(diags->arena, format, args);
    va_end(args);
    note->span = span;
    if (found->last_note) found->last_note->next = note;
    else found->notes = note;
    found->last_note = note;
}

void diag_help(Diags *diags, Diag *found, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    found->help = str_format_args(diags->arena, format, args);
    va_end(args);
}

static int by_place(const void *left, const void *right)
{
    const Diag *a = *(Diag *const *)left;
    const Diag *b = *(Diag *const *)right;
    size_t      a_order = a->span.source ? a->span.source->order : 0;
    size_t      b_order = b->span.source ? b->span.source->order : 0;
    if (a_order != b_order) return a_order < b_order ? -1 : 1;
    if (a->span.start != b->span.start) return a->span.start < b->span.start ? -1 : 1;
    if (a->code != b->code) return a->code < b->code ? -1 : 1;
    int words = str_compare(a->message, b->message); // What is the same stands together.
    if (words != 0) return words;
    return (a->sequence > b->sequence) - (a->sequence < b->sequence);
}

// Two books of one board find the same thing in its file: that is one finding.
static bool is_same(const Diag *a, const Diag *b)
{
    return a->code == b->code && a->span.source == b->span.source &&
           a->span.start == b->span.start && str_equal(a->message, b->message);
}

void diags_sort(Diags *diags)
{
    size_t kept = 0;
    if (diags->count > 1) qsort(diags->items, diags->count, sizeof *diags->items, by_place);
    for (size_t i = 0; i < diags->count; i++) {
        bool again = kept > 0 && is_same(diags->items[kept - 1], diags->items[i]);
        if (!again) diags->items[kept++] = diags->items[i];
    }
    diags->count = kept;
}

bool diags_list(const Diags *diags, size_t *index, size_t listed[2])
{
    size_t room = diags->errors < DIAG_COUNT_MAX ? DIAG_COUNT_MAX - diags->errors : 0;
    for (; *index < diags->count; ++*index) {
        bool error = diag_severity(diags->items[*index]->code) == SEVERITY_ERROR;
        if (listed[error] >= (error ? DIAG_COUNT_MAX : room)) continue;
        listed[error]++;
        return true;
    }
    return false;
}
