// The gate: bytes that would make places lie, or text deceive, go no further.
#pragma once
#include "base/diag.h"

// A YAML file larger than this is refused.
#define FILE_BYTES_MAX ((size_t)16 << 20)

// So is a line longer than this: its places would be of no use to anybody.
#define LINE_BYTES_MAX ((size_t)1 << 20)

// Reports invalid UTF-8, control characters, a lone CR, U+0085, U+2028, U+2029,
// bidirectional controls and an over-long file. True when there were none.
bool gate_admits(const Source *source, Diags *diags);
