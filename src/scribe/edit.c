#include "scribe/edit.h"

#include "base/text.h"
#include "scribe/search.h"

static const struct {
    const char *word;
    size_t      least; // Words after it.
    size_t      most;
    bool (*find)(const Search *search);
} settings[] = {
    {"outturn", 2, 3, edit_find_outturn},
    {"budget", 3, 3, edit_find_budget},
    {"row", 4, 4, edit_find_new_row},
    {"contribution", 3, 4, edit_find_contribution},
    {"brought-forward", 2, 2, edit_find_brought_forward},
    {"published", 4, 4, edit_find_published},
    {"scheme", 3, 3, edit_find_scheme},
    {"partner", 3, 3, edit_find_partner},
    {"board", 2, 2, edit_find_board},
    {"approval", 3, 3, edit_find_approval},
    {"decision", 2, 2, edit_find_decision},
    {"stage", 1, 1, edit_find_stage},
    {"rounded-to", 1, 1, edit_find_rounded_to},
    {"total", 1, 1, edit_find_total},
    {"previous", 1, 1, edit_find_previous},
    {"decided", 1, 1, edit_find_decided},
};

#define SETTING_COUNT (sizeof settings / sizeof *settings)

bool edit_find(Arena *arena, const EditProject *project, const Str *words, size_t count, Edit *edit,
               Str *why)
{
    Search search = {arena, project, words + 1, count - 1, edit, why};
    Str    known[SETTING_COUNT];
    *edit = (Edit){.file = &project->file};
    for (size_t i = 0; i < SETTING_COUNT; i++) {
        known[i] = str_from(settings[i].word);
        if (!str_equal(words[0], known[i])) continue;
        if (search.count >= settings[i].least && search.count <= settings[i].most) {
            return settings[i].find(&search);
        }
        return search_fail(&search, "'%s' takes other words after it; see 'bcf set --help'",
                           settings[i].word);
    }
    return search_fail_unknown(&search, "setting", words[0], known, SETTING_COUNT);
}
