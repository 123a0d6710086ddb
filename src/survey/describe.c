// The year pack and the board that a table needs: its lines, and the names of its
// schemes. What the table cannot say of them is marked.
#include "base/text.h"
#include "survey/drafting.h"

static Remark line_remark(const TableLine *line)
{
    if (!line->known) {
        return (Remark){.mark = STR("who pays this line, and whether it is revenue or capital")};
    }
    if (!line->known->unsure) return (Remark){0};
    return (Remark){.mark = STR("is this line the minimum contribution, and no more?")};
}

static DraftLine describe_line(const TableLine *line)
{
    const KnownLine *known = line->known;
    DraftLine        draft = {.remark = line_remark(line)};
    draft.line.id = line->id;
    draft.line.name = line->name;
    draft.line.heading = line->heading;
    draft.line.payer = known ? known->payer : PARTNER_OTHER;
    draft.line.nature = known ? known->nature : NATURE_REVENUE;
    draft.line.mandatory = known && known->mandatory;
    draft.line.passported = known && known->passported;
    draft.line.passport_to = PARTNER_DISTRICT;
    return draft;
}

static size_t describe_lines(const Drafting *drafting, bool national, DraftLine **lines)
{
    const Reading *reading = drafting->reading;
    size_t         count = 0;
    *lines = ARENA_ARRAY(reading->arena, DraftLine, reading->line_count);
    for (size_t i = 0; i < reading->line_count; i++) {
        const TableLine *line = &reading->lines[i];
        if (line->national == national && !line->stands) (*lines)[count++] = describe_line(line);
    }
    return count;
}

Str describe_pack(const Drafting *drafting)
{
    const Reading *reading = drafting->reading;
    DraftLine     *lines = NULL;
    size_t         count = drafting->pack ? 0 : describe_lines(drafting, true, &lines);
    if (count == 0) return STR("");
    PackDraft draft = {
        .head =
            str_format(reading->arena,
                       "The funding lines that a table of %.*s names. Their payers and natures\n"
                       "are what is generally known of such lines; nothing here was held\n"
                       "against a publication.\n"
                       "to decide: the publication that these lines are from",
                       STR_ARG(year_format(reading->arena, reading->year))),
        .year = reading->year,
        .source = STR("not stated"),
        .lines = lines,
        .line_count = count};
    return draft_pack(reading->arena, &draft);
}

static DraftPartner describe_partner(const Drafting *drafting, Str id)
{
    DraftPartner draft = {.partner = {.id = id}};
    bool         nhs = str_is(id, "nhs");
    bool         council = str_is(id, "council");
    const char  *words = nhs       ? "Which NHS body pays in? Its full name."
                         : council ? "Which council pays in? Its full name."
                                   : "Who pays what neither the NHS nor the council does?";
    Question     question = {.key = id, .words = str_from(words)};
    Str          name = asker_ask(&drafting->reading->asker, &question);
    draft.partner.kind = nhs ? PARTNER_NHS : council ? PARTNER_COUNCIL : PARTNER_OTHER;
    draft.partner.name = name.len  ? name
                         : nhs     ? STR("NHS body")
                         : council ? STR("Council")
                                   : STR("Payer to decide");
    if (name.len == 0) draft.remark.mark = nhs || council ? STR("its name") : STR("who this is");
    return draft;
}

static size_t describe_partners(const Drafting *drafting, DraftPartner **partners)
{
    Reading *reading = drafting->reading;
    Index    seen = index_new(reading->arena);
    size_t   count = 0;
    *partners = ARENA_ARRAY(reading->arena, DraftPartner, reading->line_count);
    for (size_t i = 0; i < reading->line_count; i++) {
        Str id = drafting_payer(drafting, &reading->lines[i]);
        if (!index_add(&seen, id, &reading->lines[i]))
            (*partners)[count++] = describe_partner(drafting, id);
    }
    return count;
}

// What a label may mean, and only a person can say: a tag, and how to ask for it.
typedef struct {
    Tag         tag;
    const char *name;
    const char *words;
} TagQuestion;

static const TagQuestion *tag_question(const Drafting *drafting, Str label)
{
    static const TagQuestion growth = {TAG_GROWTH, "growth", "is this money that no scheme has?"};
    static const TagQuestion contingency = {TAG_CONTINGENCY, "contingency",
                                            "is this held against what may happen?"};
    static const TagQuestion undivided = {TAG_UNDIVIDED, "undivided",
                                          "does this row stand for many schemes?"};
    const Reading           *reading = drafting->reading;
    const KnownLine         *known = words_line(reading->arena, label, false);
    Str                      folded = words_folded(reading->arena, label);
    bool                     short_name = folded.len < 8;
    if (words_has(folded, "growth~") || words_has(folded, "unallocated~")) return &growth;
    if (words_has(folded, "contingency~")) return &contingency;
    return reading->line_count > 1 && known && short_name ? &undivided : NULL;
}

static void ask_tag(const Drafting *drafting, const Item *item, DraftScheme *draft)
{
    const TagQuestion *found = tag_question(drafting, item->label);
    Arena             *arena = drafting->reading->arena;
    if (!found) return;
    Str answer = asker_yes_no(&drafting->reading->asker,
                              str_format(arena, "%s-%.*s", found->name, STR_ARG(item->id)),
                              str_format(arena, "'%.*s': %s", STR_ARG(item->label), found->words));
    if (str_is(answer, "yes")) draft->scheme.tags |= found->tag;
    if (answer.len) return;
    draft->remark.mark = str_format(arena, "%s Then add tags: [%s]", found->words, found->name);
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
static void take_facts(const Drafting *drafting, const Item *item, DraftScheme *draft)
{
    const Reading *reading = drafting->reading;
    Arena         *arena = reading->arena;
    Text           note = text_new(arena);
    size_t         row = reading->labels[item->row].at;
    for (size_t i = 0; i < reading->column_count; i++) {
        const TableColumn *column = &reading->columns[i];
        bool               fact = column->role == COLUMN_FACT;
        Str value = printed_line(arena, paper_heading(reading->paper, row, column->at));
        if ((!fact && column->role != COLUMN_TEXT) || value.len == 0) continue;
        if (fact && is_allowed(drafting, column->fact, value)) {
            draft->scheme.facts[column->fact] = value;
            continue;
        }
        text_addf(&note, "%s%.*s: %.*s", note.len ? "; " : "",
                  STR_ARG(column->heading.len ? column->heading : STR("Note")), STR_ARG(value));
    }
    draft->note = text_str(&note);
}

static bool board_has(const Board *board, Str id)
{
    for (size_t i = 0; board && i < board->scheme_count; i++) {
        if (str_equal(board->schemes[i].id, id)) return true;
    }
    return false;
}

static void add_schemes(const Drafting *drafting, const Item *block, DraftScheme *schemes,
                        size_t *count)
{
    for (const Item *item = block->first; item; item = item->next) {
        add_schemes(drafting, item, schemes, count);
        if (item->is_block || board_has(drafting->board, item->id)) continue;
        DraftScheme *draft = &schemes[(*count)++];
        bool         named = item->label.len > 0;
        draft->scheme.id = item->id;
        draft->scheme.name = named ? item->label : STR("Row without a name");
        if (named) ask_tag(drafting, item, draft);
        else draft->remark.mark = STR("what this row is called");
        take_facts(drafting, item, draft);
    }
}

size_t describe_schemes(const Drafting *drafting, DraftScheme **schemes)
{
    const Reading *reading = drafting->reading;
    size_t         count = 0;
    *schemes = ARENA_ARRAY(reading->arena, DraftScheme, reading->label_count);
    add_schemes(drafting, reading->root, *schemes, &count);
    return count;
}

Str describe_board(const Drafting *drafting)
{
    const Reading *reading = drafting->reading;
    bool           named = reading->board.len > 0;
    DraftPartner  *partners = NULL;
    DraftScheme   *schemes = NULL;
    DraftLine     *lines = NULL;
    if (drafting->board) return STR("");
    BoardDraft draft = {.head =
                            str_format(reading->arena,
                                       "Who takes part, and what the money is for. Made of %.*s,\n"
                                       "which names schemes and funding lines, and no partners.",
                                       STR_ARG(reading->file_name)),
                        .name = named ? reading->board : STR("Health and Wellbeing Board"),
                        .name_remark = {.mark = named ? STR("") : STR("the board's name")}};
    draft.partner_count = describe_partners(drafting, &partners);
    draft.partners = partners;
    draft.scheme_count = describe_schemes(drafting, &schemes);
    draft.schemes = schemes;
    draft.line_count = describe_lines(drafting, false, &lines);
    draft.lines = lines;
    return draft_board(reading->arena, &draft);
}
