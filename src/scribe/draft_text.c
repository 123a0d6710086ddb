#include "scribe/draft_text.h"

#include <assert.h>

#include "scribe/scalar.h"

void fields_add(Fields *fields, const char *key, Str value)
{
    assert(fields->count < DRAFT_FIELDS_MAX); // A record has fewer keys.
    if (value.len == 0) return;
    fields->keys[fields->count] = str_from(key);
    fields->values[fields->count++] = value;
}

void fields_add_text(Arena *arena, Fields *fields, const char *key, Str value)
{
    if (value.len) fields_add(fields, key, scalar_text(arena, value));
}

// A comment ends with its line, so nothing in it may end the line.
static void add_words(Text *out, Str words)
{
    for (size_t i = 0; i < words.len; i++) {
        bool control = (unsigned char)words.data[i] < 0x20;
        text_add_char(out, control ? ' ' : words.data[i]);
    }
}

void draft_comment(Text *out, size_t indent, Str lines)
{
    for (size_t start = 0; start < lines.len;) {
        size_t end = start;
        while (end < lines.len && lines.data[end] != '\n') end++;
        text_repeat(out, ' ', indent);
        text_add(out, end > start ? STR("# ") : STR("#"));
        add_words(out, str_from_to(lines, start, end));
        text_add_char(out, '\n');
        start = end + 1;
    }
}

void draft_section(Text *out, Str above, const char *key, const char *nothing)
{
    text_add_char(out, '\n');
    draft_comment(out, 0, above);
    text_addf(out, "%s:%s%s\n", key, *nothing ? " " : "", nothing);
}

void draft_above(Text *out, size_t indent, const Remark *remark)
{
    draft_comment(out, indent, remark->above);
    if (remark->mark.len) draft_comment(out, indent, remark->beside);
}

void draft_end(Text *out, const Remark *remark)
{
    bool decide = remark->mark.len > 0;
    Str  words = decide ? remark->mark : remark->beside;
    if (words.len) {
        text_add(out, decide ? STR("   # to decide: ") : STR("   # "));
        add_words(out, words);
    }
    text_add_char(out, '\n');
}

void draft_field(Text *out, size_t indent, const char *key, Str value, const Remark *remark)
{
    if (value.len == 0) return;
    if (remark) draft_above(out, indent, remark);
    text_repeat(out, ' ', indent);
    text_addf(out, "%s: %.*s", key, STR_ARG(value));
    draft_end(out, remark ? remark : &(Remark){0});
}

void draft_text_field(Text *out, size_t indent, const char *key, Str text, const Remark *remark)
{
    if (text.len) draft_field(out, indent, key, scalar_text(out->arena, text), remark);
}

static Str in_braces(Arena *arena, const Fields *fields)
{
    Text text = text_new(arena);
    for (size_t i = 0; i < fields->count; i++) {
        text_addf(&text, "%s%.*s: %.*s", i ? ", " : "{", STR_ARG(fields->keys[i]),
                  STR_ARG(fields->values[i]));
    }
    text_add(&text, fields->count ? STR("}") : STR("{}"));
    return text_str(&text);
}

void draft_record(Text *out, size_t indent, Str id, size_t width, const Fields *fields,
                  const Remark *remark)
{
    Str    braces = in_braces(out->arena, fields);
    size_t pad = width > id.len ? width - id.len : 0;
    bool   fits = indent + id.len + pad + 2 + text_width(braces) <= DRAFT_COLUMNS_MAX;
    draft_above(out, indent, remark);
    text_repeat(out, ' ', indent);
    text_addf(out, "%.*s:", STR_ARG(id));
    if (fits) {
        text_repeat(out, ' ', pad + 1);
        text_add(out, braces);
    }
    draft_end(out, remark);
    for (size_t i = 0; i < fields->count && !fits; i++) {
        text_repeat(out, ' ', indent + 2);
        text_addf(out, "%.*s: %.*s\n", STR_ARG(fields->keys[i]), STR_ARG(fields->values[i]));
    }
}

Str draft_list(Arena *arena, const Str *items, size_t count)
{
    Text text = text_new(arena);
    for (size_t i = 0; i < count; i++) {
        text_addf(&text, "%s%.*s", i ? ", " : "[", STR_ARG(scalar_text(arena, items[i])));
    }
    text_add(&text, count ? STR("]") : STR("[]"));
    return text_str(&text);
}

Str draft_money(Arena *arena, Money money)
{
    Str text = money_format(arena, money);
    return money.pence % 100 == 0 ? str_from_to(text, 0, text.len - 3) : text;
}

Str draft_unit(int64_t unit)
{
    int64_t power = 1;
    for (size_t i = 0; unit_words[i]; i++) {
        if (unit == power) return str_from(unit_words[i]);
        power *= i ? 10 : 100;
    }
    return STR("");
}

// "council", or "[council, ccgs]"; empty where nobody leads.
static Str leads_text(Arena *arena, const Scheme *scheme)
{
    Str ids[LEAD_COUNT_MAX];
    if (scheme->lead_count == 0) return STR("");
    for (size_t i = 0; i < scheme->lead_count; i++) ids[i] = scheme->leads[i]->id;
    return scheme->lead_count == 1 ? ids[0] : draft_list(arena, ids, scheme->lead_count);
}

// "{step-down: 2022-23}"; empty where it replaces nothing.
static Str successions_text(Arena *arena, const Scheme *scheme)
{
    Text text = text_new(arena);
    for (size_t i = 0; i < scheme->replaces_count; i++) {
        text_addf(&text, "%s%.*s: %.*s", i ? ", " : "{", STR_ARG(scheme->replaces[i].id),
                  STR_ARG(year_id(arena, scheme->replaces[i].from)));
    }
    if (text.len) text_add_char(&text, '}');
    return text_str(&text);
}

static Fields scheme_fields(Arena *arena, const DraftScheme *draft)
{
    const Scheme *scheme = &draft->scheme;
    Fields        fields = {0};
    Str           names[TAG_COUNT];
    size_t        count = 0;
    fields_add_text(arena, &fields, "name", scheme->name);
    for (size_t i = 0; tag_names[i]; i++) {
        if (scheme->tags & 1u << i) names[count++] = str_from(tag_names[i]);
    }
    if (count) fields_add(&fields, "tags", draft_list(arena, names, count));
    for (size_t i = 0; i < FACT_COUNT; i++) {
        fields_add_text(arena, &fields, fact_names[i], scheme->facts[i]);
    }
    if (scheme->held_by) fields_add(&fields, "held_by", scheme->held_by->id);
    fields_add(&fields, "lead", leads_text(arena, scheme));
    fields_add(&fields, "replaces", successions_text(arena, scheme));
    fields_add_text(arena, &fields, "purpose", scheme->purpose);
    fields_add_text(arena, &fields, "note", draft->note);
    return fields;
}

void draft_schemes(Text *out, const DraftScheme *schemes, size_t count)
{
    size_t width = 0;
    for (size_t i = 0; i < count; i++) {
        if (schemes[i].scheme.id.len > width) width = schemes[i].scheme.id.len;
    }
    for (size_t i = 0; i < count; i++) {
        Fields fields = scheme_fields(out->arena, &schemes[i]);
        draft_record(out, 2, schemes[i].scheme.id, width, &fields, &schemes[i].remark);
    }
}
