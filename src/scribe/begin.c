#include "scribe/begin.h"

#include "base/text.h"
#include "scribe/scalar.h"
#include "scribe/succession.h"

static Str ask(const Asker *asker, Str key, Str words)
{
    return asker_ask(asker, &(Question){.key = key, .words = words});
}

// The next part of a list; false at its end. Blanks around it do not count.
static bool next_part(Str text, char separator, size_t *at, Str *part)
{
    while (*at < text.len) {
        size_t start = *at;
        while (*at < text.len && text.data[*at] != separator) ++*at;
        size_t end = *at;
        if (*at < text.len) ++*at;
        while (start < end && text.data[start] == ' ') start++;
        while (end > start && text.data[end - 1] == ' ') end--;
        *part = str_from_to(text, start, end);
        if (part->len) return true;
    }
    return false;
}

static size_t count_parts(Str text, char separator)
{
    Str    part;
    size_t at = 0;
    size_t count = 0;
    while (next_part(text, separator, &at, &part)) count++;
    return count;
}

// An id that none of the others has.
static Str free_id(Arena *arena, Str name, const char *otherwise, const DraftPartner *partners,
                   size_t count)
{
    Str made = id_of_name(arena, name, otherwise);
    Str id = made;
    for (int number = 2;; number++) {
        bool taken = false;
        for (size_t i = 0; i < count; i++) taken |= str_equal(partners[i].partner.id, id);
        if (!taken) return id;
        id = str_format(arena, "%.*s-%d", STR_ARG(made), number);
    }
}

static DraftPartner partner_of(Str id, PartnerKind kind, Str answer, const char *otherwise)
{
    DraftPartner draft = {.partner = {.id = id, .name = answer, .kind = kind}};
    if (answer.len) return draft;
    draft.partner.name = str_from(otherwise);
    draft.remark.mark = STR("its name");
    return draft;
}

static Str ask_districts(const Asker *asker, Str *mark)
{
    Str words = STR("Are there districts that the Disabled Facilities Grant passes to?");
    Str answer = asker_yes_no(asker, STR("two-tier"), words);
    if (answer.len == 0) *mark = STR("to decide: the district councils, where the area has any");
    if (!str_is(answer, "yes")) return STR("");
    Str named = ask(asker, STR("districts"), STR("Their names, with ';' between."));
    if (named.len == 0) *mark = STR("to decide: the district councils");
    return named;
}

BoardDraft *board_begin(Arena *arena, Str name, bool passes, Year year, const Asker *asker)
{
    Str    mark = STR("");
    Str    nhs = ask(asker, STR("nhs"), STR("Which NHS body pays in? Its full name."));
    Str    council = ask(asker, STR("council"), STR("Which council pays in? Its full name."));
    Str    districts = passes ? ask_districts(asker, &mark) : STR("");
    size_t room = count_parts(districts, ';') + 2;
    DraftPartner *partners = ARENA_ARRAY(arena, DraftPartner, room);
    size_t        count = 0;
    size_t        at = 0;
    Str           part;
    partners[count++] = partner_of(STR("nhs"), PARTNER_NHS, nhs, "The NHS body");
    partners[count++] = partner_of(STR("council"), PARTNER_COUNCIL, council, "The council");
    while (next_part(districts, ';', &at, &part)) {
        Str id = free_id(arena, part, "district", partners, count);
        partners[count] = partner_of(id, PARTNER_DISTRICT, part, "");
        count++;
    }
    BoardDraft *draft = ARENA_NEW(arena, BoardDraft);
    *draft = (BoardDraft){
        .head = str_format(arena,
                           "%.*s: who takes part, and what the money is for. No amounts.\n\n"
                           "Begun by bcf new for %.*s.",
                           STR_ARG(name.len ? name : STR("The board")),
                           STR_ARG(year_format(arena, year))),
        .name = name.len ? name : STR("Health and Wellbeing Board"),
        .partners = partners,
        .partner_count = count,
        .partners_above = mark,
    };
    if (name.len == 0) draft->name_remark.mark = STR("the board's name");
    return draft;
}

// The book that is being made.
typedef struct {
    Arena       *arena;
    const Book  *next;
    const Asker *asker;
    BookDraft   *draft;
    DraftScheme *schemes; // That the board does not have.
    DraftRow    *root;
    Money       *left; // By line.
} Beginning;

// Who pays a line when the year begins; `mark` says what is not sure of it.
static const Partner *payer_of(const Beginning *new, const Line *line, Str *mark)
{
    const Board *board = new->next->board;
    for (size_t i = 0; i < board->partner_count; i++) {
        const Partner *partner = &board->partners[i];
        Str            unsure = STR("");
        if (!line_is_paid_by(line, partner->kind)) continue;
        partner = partner_when_year_begins(new->arena, partner, new->next->year, &unsure);
        if (unsure.len) *mark = unsure;
        return partner;
    }
    return NULL;
}

static void say_unpaid(Beginning *new, const Line *line)
{
    Str before = new->draft->contributions_above;
    new->draft->contributions_above = str_format(
        new->arena, "%.*s%sto decide: who pays %.*s: the board has no partner of kind %s",
        STR_ARG(before), before.len ? "\n" : "", STR_ARG(line->name),
        partner_kind_names[line->payer]);
}

static void add_contribution(Beginning *new, const Line *line, DraftContribution *contributions)
{
    Arena         *arena = new->arena;
    Str            mark = STR("");
    const Partner *from = payer_of(new, line, &mark);
    Str            key = str_format(arena, "contribution-%.*s", STR_ARG(line->id));
    Str            year = year_format(arena, new->next->year);
    Str words = str_format(arena, "What does %.*s bring in %.*s? In pounds.", STR_ARG(line->name),
                           STR_ARG(year));
    if (!from) {
        say_unpaid(new, line);
        return;
    }
    Question           question = {.key = key, .words = words, .fault = amount_fault};
    Str                answer = asker_ask(new->asker, &question);
    DraftContribution *out = &contributions[new->draft->contribution_count++];
    *out = (DraftContribution){.line = line->id, .from = from->id};
    if (answer.len) money_parse(answer, &out->amount);
    out->remark.mark = mark;
    if (answer.len == 0) {
        out->remark.mark =
            str_format(arena, "the notified amount%s%.*s", mark.len ? "; " : "", STR_ARG(mark));
    }
    bool districts = false;
    for (size_t i = 0; i < new->next->board->partner_count; i++) {
        districts |= new->next->board->partners[i].kind == line->passport_to;
    }
    if (line->passported && districts) {
        out->passport_remark.mark = STR("how much of it each district receives");
    }
    new->left[line->index] = out->amount;
}

static DraftRow *row_named(const Beginning *new, Str id)
{
    for (DraftRow *row = new->root->first; row; row = row->next) {
        if (str_equal(row->id, id)) return row;
    }
    return NULL;
}

static bool id_is_taken(const Beginning *new, Str id)
{
    const Board *board = new->next->board;
    bool         taken = false;
    for (size_t i = 0; i < board->scheme_count; i++) {
        taken |= str_equal(board->schemes[i].id, id);
    }
    for (size_t i = 0; i < new->draft->scheme_count; i++) {
        taken |= str_equal(new->schemes[i].scheme.id, id);
    }
    return taken;
}

// The scheme of a name: the board's, or a new one of this book.
static Str scheme_id(Beginning *new, Str name)
{
    const Board *board = new->next->board;
    for (size_t i = 0; i < board->scheme_count; i++) {
        const Scheme *scheme = &board->schemes[i];
        if (str_equal_any_case(scheme->name, name) || str_equal(scheme->id, name))
            return scheme->id;
    }
    for (size_t i = 0; i < new->draft->scheme_count; i++) {
        const Scheme *scheme = &new->schemes[i].scheme;
        if (str_equal_any_case(scheme->name, name)) return scheme->id;
    }
    Str made = id_of_name(new->arena, name, "scheme");
    Str id = made;
    for (int number = 2; id_is_taken(new, id); number++) {
        id = str_format(new->arena, "%.*s-%d", STR_ARG(made), number);
    }
    new->schemes[new->draft->scheme_count++].scheme = (Scheme){.id = id, .name = name};
    return id;
}

typedef struct {
    Str   name;
    Money money;
} NamedMoney;

// "Carers=900000". What is wrong with it, or empty.
static Str read_named_money(Arena *arena, Str text, NamedMoney *out)
{
    size_t at = text.len;
    while (at > 0 && text.data[at - 1] != '=') at--;
    if (at < 2) {
        return str_format(arena, "'%.*s' is not a scheme and an amount, such as Carers=900000",
                          STR_ARG(text));
    }
    out->name = str_from_to(text, 0, at - 1);
    return amount_read(arena, str_from_to(text, at, text.len), &out->money);
}

static Str schemes_fault(Arena *arena, const void *about, Str answer)
{
    Str        fault = STR("");
    Str        part;
    NamedMoney read;
    size_t     at = 0;
    (void)about;
    while (fault.len == 0 && next_part(answer, ';', &at, &part)) {
        fault = read_named_money(arena, part, &read);
    }
    return fault;
}

static void add_scheme(Beginning *new, const Line *line, Str name, Money money)
{
    Str       id = scheme_id(new, name);
    DraftRow *row = row_named(new, id);
    Amount   *budget = ARENA_ARRAY(new->arena, Amount, new->next->line_count);
    if (!row) row = draft_row_add(new->arena, new->root, ROW_SCHEME, id);
    for (size_t i = 0; row->budget && i < new->next->line_count; i++) budget[i] = row->budget[i];
    budget[line->index].stated = true;
    budget[line->index].money = money_add(budget[line->index].money, money);
    row->budget = budget;
    new->left[line->index] = money_sub(new->left[line->index], money);
}

static void add_schemes(Beginning *new, const Line *line, Str answer)
{
    Str        part;
    NamedMoney read;
    size_t     at = 0;
    while (next_part(answer, ';', &at, &part)) {
        if (read_named_money(new->arena, part, &read).len) continue; // None was let through.
        add_scheme(new, line, read.name, read.money);
    }
}

// Which schemes a line pays; the board's are listed once, with the first.
static Str ask_schemes(const Beginning *new, const Line *line)
{
    const Board *board = new->next->board;
    Named       *named = ARENA_ARRAY(new->arena, Named, board->scheme_count + 1);
    bool         first = line->index == 0 && board->scheme_count > 0;
    size_t       count = first ? board->scheme_count : 0;
    for (size_t i = 0; i < count; i++) {
        named[i] = (Named){board->schemes[i].id, board->schemes[i].name};
    }
    Str words =
        str_format(new->arena,
                   "Which schemes are paid from %.*s? Such as Carers=900000; Rehabilitation "
                   "beds=1200000. What is left stands as growth.%s",
                   STR_ARG(line->name), count ? " The board has:" : "");
    Question question = {
        .key = str_format(new->arena, "schemes-%.*s", STR_ARG(line->id)),
        .words = words_with_list(new->arena, words, named, count),
        .fault = schemes_fault,
    };
    return asker_ask(new->asker, &question);
}

// Money that no scheme has yet stands in a row for each line.
static void add_growth(Beginning *new)
{
    Str year = year_id(new->arena, new->next->year);
    for (size_t i = 0; i < new->next->line_count; i++) {
        const Line *line = &new->next->lines[i];
        Str id = str_format(new->arena, "growth-%.*s-%.*s", STR_ARG(line->id), STR_ARG(year));
        Str name = str_format(new->arena, "%.*s: not given to schemes yet", STR_ARG(line->name));
        if (new->left[i].pence == 0 && new->root->first) continue;
        bool known = false;
        for (size_t j = 0; j < new->next->board->scheme_count; j++) {
            known |= str_equal(new->next->board->schemes[j].id, id);
        }
        if (!known) {
            new->schemes[new->draft->scheme_count++].scheme =
                (Scheme){.id = id, .name = name, .tags = TAG_GROWTH};
        }
        DraftRow *row = draft_row_add(new->arena, new->root, ROW_SCHEME, id);
        Amount   *budget = ARENA_ARRAY(new->arena, Amount, new->next->line_count);
        budget[i] = (Amount){.stated = true, .money = new->left[i]};
        row->budget = budget;
        if (new->left[i].pence < 0)
            row->remark.mark = STR("the schemes take more than the line brings");
    }
}

BookDraft *book_begin(Arena *arena, const Book *next, const Asker *asker)
{
    Beginning new = {.arena = arena, .next = next, .asker = asker};
    Str               *answers = ARENA_ARRAY(arena, Str, next->line_count);
    Str               *ids = ARENA_ARRAY(arena, Str, next->line_count);
    size_t             schemes = next->line_count;
    DraftContribution *contributions = ARENA_ARRAY(arena, DraftContribution, next->line_count);
    new.draft = ARENA_NEW(arena, BookDraft);
    new.root = ARENA_NEW(arena, DraftRow);
    new.left = ARENA_ARRAY(arena, Money, next->line_count);
    for (size_t i = 0; i < next->line_count; i++) {
        const Line *line = &next->lines[i];
        ids[i] = line->id;
        add_contribution(&new, line, contributions);
        answers[i] = ask_schemes(&new, line);
        schemes += count_parts(answers[i], ';');
    }
    new.schemes = ARENA_ARRAY(arena, DraftScheme, schemes);
    for (size_t i = 0; i < next->line_count; i++) {
        add_schemes(&new, &next->lines[i], answers[i]);
    }
    add_growth(&new);
    new.draft->head =
        str_format(arena,
                   "%.*s, %.*s: the budget.\n\n"
                   "Begun by bcf new. What is marked is still to be decided; the "
                   "program says so until the\nmark is gone.",
                   STR_ARG(next->board->name), STR_ARG(year_format(arena, next->year)));
    new.draft->year = next->year;
    new.draft->stage = STAGE_BUDGET;
    new.draft->lines = ids;
    new.draft->line_count = next->line_count;
    new.draft->contributions = contributions;
    new.draft->schemes = new.schemes;
    new.draft->schemes_above = STR("Schemes that the board's file does not have.");
    new.draft->root = new.root;
    return new.draft;
}
