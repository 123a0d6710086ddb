// What of a plan recurs: the columns that statements of the original budget share.
#pragma once
#include "post/statement_make.h"

enum { RECURRENT, NON_RECURRENT, NOT_TOLD, RECURRENCE_BUDGET, RECURRENCE_COLUMN_COUNT };

// "recurrent", "non-recurrent", "not-told" and "budget", which adds them up.
void recurrence_add_columns(Arena *arena, Statement *statement);

// Sets the leaf figures of a row: what the schemes of these rows of the book have.
void recurrence_set(Arena *arena, const Statement *statement, size_t at, const Row *const *rows,
                    size_t count);
