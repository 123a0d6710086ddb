#include "plan/plan.h"

const char *const partner_kind_names[] = {"nhs",      "council", "district", "government",
                                          "provider", "other",   NULL};
const char *const decision_names[] = {"requested", "approved", "noted", "endorsed",
                                      "delegated", "ratified", NULL};
const char *const status_names[] = {"estimated", "notified", "confirmed", NULL};
const char *const cascade_steps[] = {"underspends", "reserve", "shares", NULL};
const char *const stage_names[] = {"budget", "outturn", NULL};
const char *const nature_names[] = {"revenue", "capital", NULL};
const char *const tag_names[] = {"contingency", "growth", "undivided", NULL};
const char *const unit_words[] = {
    "penny",   "pound", "ten", "hundred", "thousand", "ten-thousand", "hundred-thousand",
    "million", NULL};
const char *const fact_names[] = {"area_of_spend", "commissioner", "provider", NULL};

const Line *book_line(const Book *book, Str id)
{
    return index_find(&book->line_index, id);
}

const Row *book_row(const Book *book, Str id)
{
    return index_find(&book->row_index, id);
}

const Row *book_scheme_row(const Book *book, Str id)
{
    const Row *row = book_row(book, id);
    return row && row->kind == ROW_SCHEME ? row : NULL;
}

Str leads_in_words(Arena *arena, const Scheme *scheme)
{
    Text text = text_new(arena);
    for (size_t i = 0; i < scheme->lead_count; i++) {
        text_addf(&text, "%s%.*s", i ? " with " : "", STR_ARG(scheme->leads[i]->name));
    }
    return text_str(&text);
}

bool row_has_budget(const Book *book, const Row *row)
{
    bool stated = false;
    for (size_t i = 0; i < book->line_count; i++) stated |= row->budget[i].stated;
    return stated;
}

bool spend_is_stated(const Book *book, const Spend *spend)
{
    bool stated = spend->bare.stated;
    for (size_t i = 0; spend->by_line && i < book->line_count; i++) {
        stated |= spend->by_line[i].stated;
    }
    return stated;
}

const char *rag_of(const Rag *rag, Money variance, Money budget)
{
    Money size = money_abs(budget);
    if (variance.pence > 0 && money_is_over(variance, rag->red, size)) return "red";
    if (variance.pence > 0 && money_is_over(variance, rag->amber, size)) return "amber";
    return "green";
}

bool decision_approves(Decision decision)
{
    return decision == DECISION_APPROVED || decision == DECISION_RATIFIED ||
           decision == DECISION_DELEGATED;
}

bool book_has_contribution(const Book *book, const Line *line)
{
    for (size_t i = 0; i < book->contribution_count; i++) {
        if (book->contributions[i].line == line) return true;
    }
    return false;
}

static bool leads_to(const Partner *from, const Partner *to)
{
    for (; from; from = from->successor) {
        if (str_equal(from->id, to->id)) return true;
    }
    return false;
}

bool line_is_paid_by(const Line *line, PartnerKind kind)
{
    return line->payer == kind || (line->also_payers & (1u << kind)) != 0;
}

const Partner *partner_last(const Partner *partner)
{
    while (partner->successor) partner = partner->successor;
    return partner;
}

bool partner_is_or_succeeds(const Partner *a, const Partner *b)
{
    return leads_to(a, b) || leads_to(b, a);
}

const char *unit_name(int64_t unit)
{
    static const char *const names[] = {"pound",    "ten pounds",   "hundred pounds",
                                        "thousand", "ten thousand", "hundred thousand",
                                        "million"};
    if (unit == 1) return "penny";
    int64_t power = 100;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++, power *= 10) {
        if (unit == power) return names[i];
    }
    return NULL;
}
