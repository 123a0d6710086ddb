// What each partner pays in next year: last year's amounts, with the line's uplift.
#include "post/statement.h"
#include "scribe/draft_text.h"
#include "scribe/roller.h"

// What one partner pays into one line, before it rises.
typedef struct {
    const Partner *from;
    Money          amount;
    Money         *passports; // By partner of the board.
    bool          *receives;
    bool           passed; // All of it says who receives it.
    Str            mark;
} Part;

typedef struct {
    const Line *line;
    Part       *parts;
    size_t      count;
    Money       supplements; // That are not in it, undecided.
} LineParts;

static bool continues(const Roller *roller, size_t line, const Line *before)
{
    for (size_t i = 0; i < roller->before_count[line]; i++) {
        if (roller->before[line][i] == before) return true;
    }
    return false;
}

static size_t partner_index(const Board *board, Str id)
{
    size_t index = 0;
    while (!str_equal(board->partners[index].id, id)) index++; // It is one of them.
    return index;
}

static void add_part(Roller *roller, LineParts *parts, const Contribution *contribution)
{
    const Board   *board = roller->last->board;
    Str            mark = STR("");
    const Partner *from = roller_partner(roller, contribution->from, &mark);
    size_t         at = 0;
    while (at < parts->count && parts->parts[at].from != from) at++;
    Part *part = &parts->parts[at];
    if (at == parts->count) {
        parts->count++;
        part->from = from;
        part->passed = true;
        part->passports = ARENA_ARRAY(roller->arena, Money, board->partner_count);
        part->receives = ARENA_ARRAY(roller->arena, bool, board->partner_count);
    }
    if (mark.len) part->mark = mark;
    part->amount = money_add(part->amount, contribution->amount);
    part->passed &= contribution->passport.stated;
    for (size_t i = 0; i < contribution->passport.count; i++) {
        const PartnerAmount *passport = &contribution->passport.items[i];
        size_t               to = partner_index(board, passport->partner->id);
        part->passports[to] = money_add(part->passports[to], passport->amount);
        part->receives[to] = true;
    }
}

// Whether money that came during the year comes again.
static Str ask_supplement(Roller *roller, const Line *line, Money sum)
{
    Arena *arena = roller->arena;
    Str    key = str_format(arena, "supplement-%.*s", STR_ARG(line->id));
    Str    words = str_format(arena, "%.*s got %.*s more during %.*s. Does it come again in %.*s?",
                              STR_ARG(line->name), STR_ARG(money_pounds(arena, sum)),
                              STR_ARG(roller->last_year), STR_ARG(roller->year));
    return asker_yes_no(&roller->choices->asker, key, words);
}

static LineParts parts_of(Roller *roller, size_t index)
{
    const Book *last = roller->last;
    LineParts   parts = {.line = &roller->next->lines[index]};
    Money       supplements = {0};
    bool        any = false;
    parts.parts = ARENA_ARRAY(roller->arena, Part, last->contribution_count + 1);
    for (size_t i = 0; i < last->contribution_count; i++) {
        const Contribution *one = &last->contributions[i];
        if (one->replaced_by || !continues(roller, index, one->line)) continue;
        any |= one->supplement;
        if (one->supplement) supplements = money_add(supplements, one->amount);
        else add_part(roller, &parts, one);
    }
    if (!any) return parts;
    Str again = ask_supplement(roller, parts.line, supplements);
    if (again.len == 0) parts.supplements = supplements;
    for (size_t i = 0; str_is(again, "yes") && i < last->contribution_count; i++) {
        const Contribution *one = &last->contributions[i];
        if (one->supplement && continues(roller, index, one->line)) add_part(roller, &parts, one);
    }
    return parts;
}

// A line that nobody paid last year is begun with nil, by the first partner who could.
static void begin_line(Roller *roller, LineParts *parts)
{
    const Board *board = roller->last->board;
    for (size_t i = 0; i < board->partner_count; i++) {
        Str            mark = STR("");
        const Partner *partner = roller_partner(roller, &board->partners[i], &mark);
        if (!line_is_paid_by(parts->line, partner->kind)) continue;
        parts->parts[0] = (Part){.from = partner, .mark = mark};
        parts->count = 1;
        return;
    }
    text_addf(&roller->roll->said, "%.*s: the board has no partner of kind %s to pay it.\n",
              STR_ARG(parts->line->name), partner_kind_names[parts->line->payer]);
}

// The rate that a line's contributions rise by; false where they stay.
static bool rate_of(const Roller *roller, const Line *line, Rate *rate)
{
    const RollChoices *choices = roller->choices;
    *rate = line->uplift;
    bool has = line->has_uplift;
    for (size_t i = 0; i < choices->uplift_count; i++) {
        const Uplift *uplift = &choices->uplifts[i];
        if (uplift->of != UPLIFT_LINE || !str_equal(uplift->id, line->id)) continue;
        *rate = uplift->rate;
        has = true;
    }
    return has;
}

static Str amount_mark(Roller *roller, const LineParts *parts, const Part *part, bool rises,
                       Rate rate)
{
    Arena *arena = roller->arena;
    Text   mark = text_new(arena);
    Str    last = draft_money(arena, part->amount);
    text_add(&mark, STR("the notified amount"));
    if (part->amount.pence && rises) {
        text_addf(&mark, "; here %.*s of %.*s and %.*s", STR_ARG(last), STR_ARG(roller->last_year),
                  STR_ARG(rate_format(arena, rate)));
    } else if (part->amount.pence) {
        text_addf(&mark, "; here that of %.*s", STR_ARG(roller->last_year));
    }
    if (parts->supplements.pence) {
        text_addf(&mark, "; without last year's supplement of %.*s",
                  STR_ARG(draft_money(arena, parts->supplements)));
    }
    if (part->mark.len) text_addf(&mark, "; %.*s", STR_ARG(part->mark));
    return text_str(&mark);
}

// The amount that was notified; false where nobody says.
static bool ask_amount(Roller *roller, const LineParts *parts, const Part *part, Money *amount)
{
    Arena *arena = roller->arena;
    Str    payer = parts->count > 1 ? str_format(arena, "-%.*s", STR_ARG(part->from->id)) : STR("");
    Question question = {
        .key = str_format(arena, "contribution-%.*s%.*s", STR_ARG(parts->line->id), STR_ARG(payer)),
        .words = str_format(arena, "What does %.*s pay into %.*s in %.*s? Carried it is %.*s.",
                            STR_ARG(part->from->name), STR_ARG(parts->line->name),
                            STR_ARG(roller->year), STR_ARG(money_pounds(arena, *amount))),
        .fault = amount_fault,
    };
    Str answer = asker_ask(&roller->choices->asker, &question);
    if (answer.len) money_parse(answer, amount);
    return answer.len > 0;
}

// In whole units where all weights are whole, so that pounds stay pounds.
static bool split_units(Roller *roller, Money total, const Money *weights, size_t count,
                        Money *parts)
{
    int64_t unit = total.pence % roller->unit == 0 ? roller->unit : 1;
    Money   sum = {0};
    for (size_t i = 0; i < count; i++) sum = money_add(sum, weights[i]);
    if (sum.pence == 0) return false;
    if (!money_split(roller->arena, (Money){total.pence / unit}, weights, count, parts))
        return false;
    for (size_t i = 0; i < count; i++) parts[i].pence *= unit;
    return true;
}

static void pass_on(Roller *roller, const Part *part, DraftContribution *out, const Line *line)
{
    const Board *board = roller->last->board;
    DraftAmount *to = ARENA_ARRAY(roller->arena, DraftAmount, board->partner_count);
    Money       *weights = ARENA_ARRAY(roller->arena, Money, board->partner_count);
    Money       *shares = ARENA_ARRAY(roller->arena, Money, board->partner_count);
    size_t       count = 0;
    if (!line->passported) return;
    out->passport_remark.mark = STR("how much of it each partner receives");
    for (size_t i = 0; part->passed && part->passports && i < board->partner_count; i++) {
        if (!part->receives[i] || board->partners[i].kind != line->passport_to) continue;
        weights[count] = part->passports[i];
        to[count++].id = board->partners[i].id;
    }
    Money sum = {0};
    for (size_t i = 0; i < count; i++) sum = money_add(sum, weights[i]);
    bool same = out->amount.pence == sum.pence;
    if (count == 0 || !split_units(roller, out->amount, weights, count, shares)) return;
    for (size_t i = 0; i < count; i++) to[i].money = same ? weights[i] : shares[i];
    out->passports = to;
    out->passport_count = count;
    out->passport_remark.mark = str_format(roller->arena, "how it is passed on; here as in %.*s",
                                           STR_ARG(roller->last_year));
}

static void carry_line(Roller *roller, size_t index, DraftContribution *contributions)
{
    LineParts  parts = parts_of(roller, index);
    RollLine  *sums = &roller->roll->lines[index];
    BookDraft *book = &roller->roll->book;
    Rate       rate = {0, 1};
    bool       rises = rate_of(roller, parts.line, &rate);
    bool       fresh = parts.count == 0;
    bool       rose = false;
    if (fresh && (roller->before_count[index] == 0 || parts.line->mandatory)) {
        begin_line(roller, &parts);
    }
    for (size_t i = 0; i < parts.count; i++) {
        const Part        *part = &parts.parts[i];
        DraftContribution *out = &contributions[book->contribution_count++];
        *out = (DraftContribution){.line = parts.line->id, .from = part->from->id};
        out->amount = part->amount;
        if (rises) out->amount = roller_uplifted(roller, part->amount, rate, parts.line->id);
        bool answered = ask_amount(roller, &parts, part, &out->amount);
        rose |= rises && !answered && !fresh;
        if (!answered) {
            out->remark.mark = amount_mark(roller, &parts, part, rises, rate);
        } else {
            out->remark.mark = part->mark;
        }
        pass_on(roller, part, out, parts.line);
        sums->contributions = money_add(sums->contributions, out->amount);
    }
    if (rose) {
        text_addf(&roller->roll->said, "%.*s rises by %.*s.\n", STR_ARG(parts.line->name),
                  STR_ARG(rate_format(roller->arena, rate)));
    }
}

// Money of a line that ends is lost from the fund: it is named, with its sum.
static void say_lost(Roller *roller)
{
    Text above = text_new(roller->arena);
    for (size_t i = 0; i < roller->last->line_count; i++) {
        const Line *line = &roller->last->lines[i];
        Selector    in = select_contributions(roller->ledger, line);
        bool        found = false;
        for (size_t j = 0; j < roller->next->line_count; j++) found |= continues(roller, j, line);
        Money sum = ledger_sum(&in);
        if (found || sum.pence == 0) continue;
        text_addf(&above, "%sto decide: what becomes of %.*s (%.*s): no line of %.*s replaces it",
                  above.len ? "\n" : "", STR_ARG(line->name),
                  STR_ARG(money_pounds(roller->arena, sum)), STR_ARG(roller->year));
        text_addf(&roller->roll->said, "%.*s (%.*s in %.*s) is NOT carried: no line replaces it.\n",
                  STR_ARG(line->name), STR_ARG(money_pounds(roller->arena, sum)),
                  STR_ARG(roller->last_year));
    }
    roller->roll->book.contributions_above = text_str(&above);
}

void roll_contributions(Roller *roller)
{
    size_t             room = (roller->last->contribution_count + 1) * roller->next->line_count;
    DraftContribution *contributions = ARENA_ARRAY(roller->arena, DraftContribution, room);
    say_lost(roller);
    for (size_t i = 0; i < roller->next->line_count; i++) carry_line(roller, i, contributions);
    roller->roll->book.contributions = contributions;
}
