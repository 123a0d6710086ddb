// Boards as text.
#include "scribe/draft_text.h"
#include "scribe/scalar.h"

static Fields partner_fields(Arena *arena, const DraftPartner *draft)
{
    const Partner *partner = &draft->partner;
    Fields         fields = {0};
    fields_add_text(arena, &fields, "name", partner->name);
    fields_add(&fields, "kind", str_from(partner_kind_names[partner->kind]));
    if (partner->host) fields_add(&fields, "host", STR("yes"));
    if (partner->successor) fields_add(&fields, "succeeded_by", partner->successor->id);
    fields_add(&fields, "on", date_format(arena, partner->succeeded_on));
    fields_add_text(arena, &fields, "note", draft->note);
    return fields;
}

static void add_partners(Text *out, const BoardDraft *draft)
{
    size_t width = 0;
    for (size_t i = 0; i < draft->partner_count; i++) {
        const Partner *partner = &draft->partners[i].partner;
        if (partner->id.len > width) width = partner->id.len;
    }
    for (size_t i = 0; i < draft->partner_count; i++) {
        Fields fields = partner_fields(out->arena, &draft->partners[i]);
        draft_record(out, 2, draft->partners[i].partner.id, width, &fields,
                     &draft->partners[i].remark);
    }
}

Str draft_board(Arena *arena, const BoardDraft *draft)
{
    Text   text = text_new(arena);
    Fields agreement = {0};
    draft_comment(&text, 0, draft->head);
    text_add(&text, STR("format: 1\nkind: board\n"));
    draft_text_field(&text, 0, "name", draft->name, &draft->name_remark);
    draft_text_field(&text, 0, "code", draft->code, NULL);
    fields_add_text(arena, &agreement, "reference", draft->section_75);
    fields_add(&agreement, "signed", date_format(arena, draft->section_75_signed));
    if (draft->section_75.len) {
        draft_record(&text, 0, STR("section_75"), 0, &agreement, &(Remark){0});
    }
    draft_section(&text, draft->partners_above, "partners", draft->partner_count ? "" : "{}");
    add_partners(&text, draft);
    draft_section(&text, draft->schemes_above, "schemes", draft->scheme_count ? "" : "{}");
    draft_schemes(&text, draft->schemes, draft->scheme_count);
    if (draft->line_count) draft_section(&text, STR("Local funding lines."), "funding_lines", "");
    draft_lines(&text, draft->lines, draft->line_count);
    return text_str(&text);
}
