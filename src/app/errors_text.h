// docs/errors.md, made part of the program by the build so that `bcf explain`
// needs no file.
#pragma once
#include <stddef.h>

extern const char   errors_text[];
extern const size_t errors_text_size;
