// The year pack and the board that a table needs: its lines, and the names of its
// schemes. What the table cannot say of them is marked.
#include "base/text.h"
#include "scribe/drafting.h"

static void add_line(const Drafting *drafting, const TableLine *line, Text *out)
{
    Arena           *arena = drafting->reading->arena;
    const KnownLine *known = line->known;
    bool             council = known && known->payer == PARTNER_COUNCIL;
    const char      *payer = !known || !known->payer_known ? "other" : council ? "council" : "nhs";
    text_addf(
        out, "  %.*s:%s\n    name: %.*s\n    heading: %.*s\n    payer: %s\n", STR_ARG(line->id),
        known ? "" : "   # to decide: who pays this line, and whether it is revenue or capital",
        STR_ARG(scalar_text(arena, line->name)), STR_ARG(scalar_text(arena, line->heading)), payer);
    text_addf(out, "    nature: %s\n",
              known && known->nature == NATURE_CAPITAL ? "capital" : "revenue");
    if (known && known->mandatory) text_add(out, STR("    mandatory: yes\n"));
    if (known && known->passported) text_add(out, STR("    passport_to: district\n"));
}

static size_t count_lines(const Reading *reading, bool national)
{
    size_t count = 0;
    for (size_t i = 0; i < reading->line_count; i++) {
        count += reading->lines[i].national == national && !reading->lines[i].stands;
    }
    return count;
}

static void add_lines(const Drafting *drafting, bool national, Text *out)
{
    const Reading *reading = drafting->reading;
    if (count_lines(reading, national) == 0) return;
    text_add(out, STR("\nfunding_lines:\n"));
    for (size_t i = 0; i < reading->line_count; i++) {
        const TableLine *line = &reading->lines[i];
        if (line->national == national && !line->stands) add_line(drafting, line, out);
    }
}

Str draft_pack_text(const Drafting *drafting)
{
    const Reading *reading = drafting->reading;
    Text           out = text_new(reading->arena);
    if (drafting->pack || count_lines(reading, true) == 0) return STR("");
    text_addf(
        &out,
        "# The funding lines that a table of %.*s names. Their payers and natures are what is\n"
        "# generally known of such lines; nothing here was held against a publication.\n"
        "format: 1\nkind: year-pack\nyear: %.*s\n"
        "source: not stated   # to decide: the publication that these lines are from\n"
        "verified: no\n",
        STR_ARG(year_format(reading->arena, reading->year)),
        STR_ARG(year_id(reading->arena, reading->year)));
    add_lines(drafting, true, &out);
    return text_str(&out);
}

static void add_partner(const Drafting *drafting, Str id, Text *out)
{
    (void)drafting;
    if (str_is(id, "nhs")) {
        text_add(out, STR("  nhs: {name: NHS body, kind: nhs}   # to decide: its name\n"));
    } else if (str_is(id, "council")) {
        text_add(out, STR("  council: {name: Council, kind: council}   # to decide: its name\n"));
    } else {
        text_addf(out, "  %.*s: {name: Payer to decide, kind: other}   # to decide: who this is\n",
                  STR_ARG(id));
    }
}

static void add_partners(const Drafting *drafting, Text *out)
{
    Reading *reading = drafting->reading;
    Index    seen = index_new(reading->arena);
    text_add(out, STR("\npartners:\n"));
    for (size_t i = 0; i < reading->line_count; i++) {
        Str id = drafting_payer(drafting, &reading->lines[i]);
        if (!index_add(&seen, id, &reading->lines[i])) add_partner(drafting, id, out);
    }
}

static bool has_word(Arena *arena, Str label, const char *word)
{
    Str folded = words_folded(arena, label);
    for (size_t at = 0; at < folded.len; at++) {
        bool starts = at == 0 || folded.data[at - 1] == ' ';
        if (starts && str_starts(str_from_to(folded, at, folded.len), word)) return true;
    }
    return false;
}

// What a label may mean, and only a person can say.
static const char *tag_question(const Drafting *drafting, Str label)
{
    const Reading *reading = drafting->reading;
    bool           several = reading->line_count > 1;
    if (has_word(reading->arena, label, "growth") ||
        has_word(reading->arena, label, "unallocated")) {
        return "is this money that no scheme has? Then add tags: [growth]";
    }
    if (has_word(reading->arena, label, "contingency")) {
        return "is this held against what may happen? Then add tags: [contingency]";
    }
    const KnownLine *known = words_line(reading->arena, label, false);
    if (several && known && words_folded(reading->arena, label).len < 8) {
        return "does this row stand for many schemes? Then add tags: [undivided]";
    }
    return NULL;
}

static bool is_allowed(const Drafting *drafting, Fact fact, Str value)
{
    const AllowedList *list = drafting->pack ? &drafting->pack->lists[fact] : NULL;
    if (!list || list->count == 0) return true;
    for (size_t i = 0; i < list->count; i++) {
        if (str_equal(list->values[i], value)) return true;
    }
    return false;
}

// The facts a row states, and in a note whatever else it says.
static void add_facts(const Drafting *drafting, const Item *item, Text *out)
{
    const Reading *reading = drafting->reading;
    Arena         *arena = reading->arena;
    Text           note = text_new(arena);
    for (size_t i = 0; i < reading->column_count; i++) {
        const TableColumn *column = &reading->columns[i];
        bool               fact = column->role == COLUMN_FACT;
        bool               text = column->role == COLUMN_TEXT;
        size_t             row = reading->labels[item->row].at;
        Str value = printed_without_marks(arena, paper_heading(reading->paper, row, column->at));
        if ((!fact && !text) || value.len == 0) continue;
        if (fact && is_allowed(drafting, column->fact, value)) {
            text_addf(out, ", %s: %.*s", fact_names[column->fact],
                      STR_ARG(scalar_text(arena, value)));
        } else {
            text_addf(&note, "%s%.*s: %.*s", note.len ? "; " : "",
                      STR_ARG(column->heading.len ? column->heading : STR("Note")), STR_ARG(value));
        }
    }
    if (note.len) text_addf(out, ", note: %.*s", STR_ARG(scalar_text(arena, text_str(&note))));
}

static void add_schemes(const Drafting *drafting, const Item *item, size_t width, Text *out)
{
    Arena *arena = drafting->reading->arena;
    for (const Item *child = item->first; child; child = child->next) {
        add_schemes(drafting, child, width, out);
        bool there = false;
        for (size_t i = 0; drafting->board && i < drafting->board->scheme_count; i++) {
            there = there || str_equal(drafting->board->schemes[i].id, child->id);
        }
        if (child->is_block || there) continue;
        const char *question = tag_question(drafting, child->label);
        Str         name = child->label.len ? child->label : STR("Row without a name");
        text_addf(out, "  %.*s:", STR_ARG(child->id));
        text_repeat(out, ' ', child->id.len < width ? width - child->id.len + 1 : 1);
        text_addf(out, "{name: %.*s", STR_ARG(scalar_text(arena, name)));
        add_facts(drafting, child, out);
        text_add_char(out, '}');
        if (!child->label.len) text_add(out, STR("   # to decide: what this row is called"));
        else if (question) text_addf(out, "   # to decide: %s", question);
        text_add_char(out, '\n');
    }
}

static size_t id_width(const Item *item)
{
    size_t width = 0;
    for (const Item *child = item->first; child; child = child->next) {
        size_t own = child->is_block ? id_width(child) : child->id.len;
        if (own > width && own <= 30) width = own;
    }
    return width;
}

void draft_schemes(const Drafting *drafting, Text *out)
{
    Text schemes = text_new(drafting->reading->arena);
    add_schemes(drafting, drafting->reading->root, id_width(drafting->reading->root), &schemes);
    if (schemes.len == 0) return;
    text_addf(out, "\nschemes:\n%.*s", STR_ARG(text_str(&schemes)));
}

Str draft_board_text(const Drafting *drafting)
{
    const Reading *reading = drafting->reading;
    Text           out = text_new(reading->arena);
    if (drafting->board) return STR("");
    text_addf(&out,
              "# Who takes part, and what the money is for. Made of %.*s, which names\n"
              "# schemes and funding lines and no partners.\n",
              STR_ARG(reading->file_name));
    text_addf(&out, "format: 1\nkind: board\n");
    if (reading->board.len) {
        text_addf(&out, "name: %.*s\n", STR_ARG(scalar_text(reading->arena, reading->board)));
    } else {
        text_add(&out, STR("name: Health and Wellbeing Board   # to decide: the board's name\n"));
    }
    add_partners(drafting, &out);
    draft_schemes(drafting, &out);
    add_lines(drafting, false, &out);
    return text_str(&out);
}
