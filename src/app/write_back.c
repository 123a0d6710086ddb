#include "app/write_back.h"

#include "app/files.h"
#include "app/save.h"
#include "base/text.h"

#define MARK "\xEF\xBB\xBF"

bool write_back(Arena *arena, Str path, const Source *read, Str bytes, Str *why)
{
    Str now;
    if (!files_bytes(arena, path.data, FILE_BYTES_MAX, &now, why)) return false;
    bool marked = str_starts(now, MARK);
    Str  text = marked ? str_from_to(now, sizeof MARK - 1, now.len) : now;
    if (!str_equal(text, read->bytes)) {
        *why = STR("it was changed by somebody else meanwhile");
        return false;
    }
    return save_text(arena, path, str_format(arena, "%s%.*s", marked ? MARK : "", STR_ARG(bytes)),
                     why);
}
