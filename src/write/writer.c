#include "write/writer.h"

const Writer *const writers[] = {
    &writer_text, &writer_csv, &writer_json, &writer_markdown, NULL,
};

const Writer *writer_named(Str name)
{
    for (size_t i = 0; writers[i]; i++) {
        if (str_is(name, writers[i]->name)) return writers[i];
    }
    return NULL;
}
