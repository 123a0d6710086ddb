#include "scribe/roll.h"

#include "base/suggest.h"
#include "post/continuity.h"
#include "scribe/roller.h"
#include "scribe/succession.h"

static Str after(Str text, Str prefix)
{
    return str_from_to(text, prefix.len, text.len);
}

static Str unknown(Arena *arena, Str option, const char *what, Str id, const Book *last)
{
    Str *known = ARENA_ARRAY(arena, Str, last->row_count + 1);
    for (size_t i = 0; i < last->row_count; i++) known[i] = last->rows[i]->id;
    const Str *near = suggest(id, known, last->row_count);
    Str        hint = near ? str_format(arena, "; did you mean '%.*s'?", STR_ARG(*near)) : STR("");
    return str_format(arena, "'%.*s': last year's book has no %s '%.*s'%.*s", STR_ARG(option), what,
                      STR_ARG(id), STR_ARG(hint));
}

static bool has_scheme(const Book *book, Str id)
{
    const Row *row = book_row(book, id);
    return row && row->kind == ROW_SCHEME;
}

static bool resolve(Arena *arena, Str text, const Book *last, const Book *next, Uplift *out,
                    Str *why)
{
    bool scheme = has_scheme(last, out->id);
    bool line = book_line(next, out->id) != NULL;
    if (scheme && line) {
        *why =
            str_format(arena, "'%.*s' is a scheme and a funding line; say scheme:%.*s or line:%.*s",
                       STR_ARG(out->id), STR_ARG(out->id), STR_ARG(out->id));
        return false;
    }
    if (!scheme && !line) *why = unknown(arena, text, "scheme or line", out->id, last);
    out->of = scheme ? UPLIFT_SCHEME : UPLIFT_LINE;
    return scheme || line;
}

bool uplift_read(Arena *arena, Str text, const Book *last, const Book *next, Uplift *out, Str *why)
{
    size_t at = text.len;
    while (at > 0 && text.data[at - 1] != '=') at--;
    const char *wrong = rate_parse(str_from_to(text, at, text.len), &out->rate);
    out->id = at ? str_from_to(text, 0, at - 1) : STR("");
    if (wrong) {
        *why = str_format(arena, "'%.*s' %s", STR_ARG(text), wrong);
        return false;
    }
    if (at == 0) {
        out->of = UPLIFT_SCHEMES;
        return true;
    }
    if (str_starts(out->id, "schemes:")) {
        out->id = after(out->id, STR("schemes:"));
        out->of = UPLIFT_SCHEMES_OF_LINE;
    } else if (str_starts(out->id, "scheme:")) {
        out->id = after(out->id, STR("scheme:"));
        out->of = UPLIFT_SCHEME;
    } else if (str_starts(out->id, "line:")) {
        out->id = after(out->id, STR("line:"));
        out->of = UPLIFT_LINE;
    } else {
        return resolve(arena, text, last, next, out, why);
    }
    bool scheme = out->of == UPLIFT_SCHEME;
    if (scheme ? has_scheme(last, out->id) : book_line(next, out->id) != NULL) return true;
    if (scheme) *why = unknown(arena, text, "scheme", out->id, last);
    else
        *why = str_format(arena, "'%.*s': this year has no line '%.*s'", STR_ARG(text),
                          STR_ARG(out->id));
    return false;
}

Money roller_uplifted(Roller *roller, Money money, Rate rate, Str of)
{
    Money out = money;
    if (!money_uplifted(money, rate, roller->unit, &out)) {
        roller->why = str_format(roller->arena, "%.*s and %.*s is past £10,000,000,000 (%.*s)",
                                 STR_ARG(money_pounds(roller->arena, money)),
                                 STR_ARG(rate_format(roller->arena, rate)), STR_ARG(of));
    }
    return out;
}

const Partner *roller_partner(Roller *roller, const Partner *partner, Str *mark)
{
    return partner_when_year_begins(roller->arena, partner, roller->next->year, mark);
}

// New amounts are as fine as last year's: pounds where no amount had pence.
static int64_t unit_of(const Book *book)
{
    bool pence = false;
    if (book->unit > 1) return book->unit;
    for (size_t i = 0; i < book->contribution_count; i++) {
        pence |= book->contributions[i].amount.pence % 100 != 0;
    }
    for (size_t i = 0; i < book->row_count; i++) {
        const Row *row = book->rows[i];
        for (size_t j = 0; row->kind == ROW_SCHEME && j < book->line_count; j++) {
            pence |= row->budget[j].money.pence % 100 != 0;
        }
    }
    return pence ? 1 : 100;
}

static bool spent_is_known(const Book *book)
{
    for (size_t i = 0; i < book->row_count; i++) {
        const Row *row = book->rows[i];
        if (row->kind == ROW_SCHEME && !spend_is_stated(book, &row->outturn)) return false;
    }
    return book->stage == STAGE_OUTTURN;
}

// The closing balance of every line, as the check of opening balances takes it.
static void bring_forward(Roller *roller)
{
    BookDraft   *book = &roller->roll->book;
    DraftAmount *opening = ARENA_ARRAY(roller->arena, DraftAmount, roller->next->line_count);
    if (!spent_is_known(roller->last)) {
        book->brought_forward_above = str_format(
            roller->arena, "to decide: the opening balances; %.*s's outturn is not known",
            STR_ARG(roller->last_year));
        text_addf(&roller->roll->said, "Opening balances are nil: %.*s has no outturn yet.\n",
                  STR_ARG(roller->last_year));
        return;
    }
    for (size_t i = 0; i < roller->next->line_count; i++) {
        RollLine *line = &roller->roll->lines[i];
        for (size_t j = 0; j < roller->before_count[i]; j++) {
            Money closing = ledger_closing(roller->ledger, roller->before[i][j]);
            line->brought_forward = money_add(line->brought_forward, closing);
        }
        if (line->brought_forward.pence == 0) continue;
        opening[book->brought_forward_count++] =
            (DraftAmount){.id = line->line->id, .money = line->brought_forward};
    }
    book->brought_forward = opening;
    book->brought_forward_above =
        str_format(roller->arena, "What %.*s closed with, by line%s", STR_ARG(roller->last_year),
                   book->brought_forward_count ? "." : ": nil.");
}

static void map_lines(Roller *roller)
{
    size_t count = roller->next->line_count;
    Roll  *roll = roller->roll;
    Str   *ids = ARENA_ARRAY(roller->arena, Str, count);
    roller->before = ARENA_ARRAY(roller->arena, const Line **, count);
    roller->before_count = ARENA_ARRAY(roller->arena, size_t, count);
    roll->lines = ARENA_ARRAY(roller->arena, RollLine, count);
    roll->line_count = count;
    for (size_t i = 0; i < count; i++) {
        const Line *line = &roller->next->lines[i];
        roller->before_count[i] =
            line_predecessors(roller->arena, line, roller->last, &roller->before[i]);
        roll->lines[i].line = line;
        ids[i] = line->id;
    }
    roll->book.lines = ids;
    roll->book.line_count = count;
}

static void write_head(Roller *roller)
{
    BookDraft *book = &roller->roll->book;
    Str        board = roller->next->board->name;
    book->head = str_format(
        roller->arena,
        "%.*s, %.*s: the budget, rolled forward from %.*s.\n\n"
        "Made by bcf new. What is marked is still to be decided; the program says so until the\n"
        "mark is gone. Approvals, outturn and printed figures of last year are not carried.",
        STR_ARG(board), STR_ARG(roller->year), STR_ARG(roller->last_year));
    book->year = roller->next->year;
    book->stage = STAGE_BUDGET;
}

Roll *roll_forward(Arena *arena, const Ledger *last, const Book *next, RollChoices *choices,
                   Str *why)
{
    Roll  *roll = ARENA_NEW(arena, Roll);
    Roller roller = {.arena = arena,
                     .ledger = last,
                     .last = last->book,
                     .next = next,
                     .choices = choices,
                     .roll = roll,
                     .unit = unit_of(last->book),
                     .last_year = year_format(arena, last->book->year),
                     .year = year_format(arena, next->year)};
    Str    fault = ends_fault(arena, last->book, choices);
    if (fault.len) *why = str_format(arena, "end: %.*s", STR_ARG(fault));
    if (fault.len) return NULL;
    fault = merges_fault(arena, last->book, choices);
    if (fault.len) *why = str_format(arena, "merge: %.*s", STR_ARG(fault));
    if (fault.len) return NULL;
    roll->said = text_new(arena);
    map_lines(&roller);
    write_head(&roller);
    roll_contributions(&roller);
    bring_forward(&roller);
    roll_rows(&roller);
    *why = roller.why;
    return roller.why.len ? NULL : roll;
}
