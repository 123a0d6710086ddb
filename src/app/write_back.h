// Puts new bytes into a file that was read, unless somebody else changed it since.
#pragma once
#include "base/source.h"

// False with the reason. A byte order mark, which a source is without, stays.
bool write_back(Arena *arena, Str path, const Source *read, Str bytes, Str *why);
