// Year packs as text, and funding lines, which boards have too.
#include "scribe/draft_text.h"
#include "scribe/scalar.h"

// "nhs", or "[nhs, council]" where several may pay it.
static Str payers_of(Arena *arena, const Line *line)
{
    Str    kinds[PARTNER_KIND_COUNT];
    size_t count = 0;
    kinds[count++] = str_from(partner_kind_names[line->payer]);
    for (size_t i = 0; i < PARTNER_KIND_COUNT; i++) {
        if (line->also_payers & (1u << i)) kinds[count++] = str_from(partner_kind_names[i]);
    }
    return count == 1 ? kinds[0] : draft_list(arena, kinds, count);
}

static void add_line(Text *out, const DraftLine *draft)
{
    Arena      *arena = out->arena;
    const Line *line = &draft->line;
    draft_above(out, 2, &draft->remark);
    text_addf(out, "  %.*s:", STR_ARG(line->id));
    draft_end(out, &draft->remark);
    draft_text_field(out, 4, "name", line->name, NULL);
    if (!str_equal(line->heading, line->name)) {
        draft_text_field(out, 4, "heading", line->heading, NULL);
    }
    draft_field(out, 4, "payer", payers_of(arena, line), NULL);
    draft_field(out, 4, "nature", str_from(nature_names[line->nature]), NULL);
    if (line->mandatory) draft_field(out, 4, "mandatory", STR("yes"), NULL);
    if (line->passported) {
        draft_field(out, 4, "passport_to", str_from(partner_kind_names[line->passport_to]), NULL);
    }
    if (line->has_uplift) draft_field(out, 4, "uplift", rate_format(arena, line->uplift), NULL);
    if (line->replaces_count) {
        Str replaces = draft_list(arena, line->replaces, line->replaces_count);
        draft_field(out, 4, "replaces", replaces, NULL);
    }
    draft_field(out, 4, "from", date_format(arena, line->from), NULL);
    if (line->unverified) draft_field(out, 4, "verified", STR("no"), NULL);
    draft_text_field(out, 4, "note", draft->note, NULL);
}

void draft_lines(Text *out, const DraftLine *lines, size_t count)
{
    for (size_t i = 0; i < count; i++) add_line(out, &lines[i]);
}

static void add_lists(Text *out, const AllowedList *lists)
{
    bool any = false;
    for (size_t fact = 0; fact < FACT_COUNT; fact++) any |= lists[fact].count > 0;
    if (!any) return;
    draft_section(out, STR("The values a scheme may carry, by field."), "lists", "");
    for (size_t fact = 0; fact < FACT_COUNT; fact++) {
        if (lists[fact].count) text_addf(out, "  %s:\n", fact_names[fact]);
        for (size_t i = 0; i < lists[fact].count; i++) {
            text_addf(out, "    - %.*s\n", STR_ARG(scalar_text(out->arena, lists[fact].values[i])));
        }
    }
}

Str draft_pack(Arena *arena, const PackDraft *draft)
{
    Text text = text_new(arena);
    draft_comment(&text, 0, draft->head);
    text_add(&text, STR("format: 1\nkind: year-pack\n"));
    draft_field(&text, 0, "year", year_id(arena, draft->year), NULL);
    draft_text_field(&text, 0, "source", draft->source, NULL);
    draft_field(&text, 0, "verified", draft->verified ? STR("yes") : STR("no"),
                &draft->verified_remark);
    draft_section(&text, draft->lines_above, "funding_lines", draft->line_count ? "" : "{}");
    draft_lines(&text, draft->lines, draft->line_count);
    if (draft->lists) add_lists(&text, draft->lists);
    if (draft->tail.len) text_add_char(&text, '\n');
    draft_comment(&text, 0, draft->tail);
    return text_str(&text);
}
