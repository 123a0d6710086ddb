// `risk_share:`, who agreed to bear an overspend and to keep an underspend. It may
// stand in the board or in a book; without it nothing was agreed.
#include "plan/read.h"

// {partner: rate, ...} that come to exactly one.
static void shares_read(BookReader *reader, const Node *node, RiskTerms *terms)
{
    Arena *arena = reader->reader->arena;
    if (!node_is_map(reader->reader, node, "shares")) return;
    terms->partners = ARENA_ARRAY(arena, const Partner *, node->count);
    terms->weights = ARENA_ARRAY(arena, Money, node->count);
    terms->rates = ARENA_ARRAY(arena, Rate, node->count);
    size_t before = reader->reader->diags->errors;
    for (const Node *key = node->first; key; key = key->next) {
        if (note_taken(reader->reader, key)) continue;
        const Partner *partner = partner_named(reader, key);
        Rate           rate;
        if (!node_rate(reader->reader, key->value, &rate) || !partner) continue;
        terms->partners[terms->count] = partner;
        terms->rates[terms->count++] = rate;
    }
    if (reader->reader->diags->errors > before) return;
    if (terms->count == 0) {
        diag(reader->reader->diags, DIAG_SHARES_NOT_WHOLE, node->span, "no share is stated");
        return;
    }
    if (rates_are_whole(terms->rates, terms->count, terms->weights)) return;
    Text all = text_new(arena);
    for (size_t i = 0; i < terms->count; i++) {
        text_addf(&all, "%s%.*s", i ? " + " : "", STR_ARG(rate_format(arena, terms->rates[i])));
    }
    Diag *found = diag(reader->reader->diags, DIAG_SHARES_NOT_WHOLE, node->span,
                       "the shares are not parts of one whole: %.*s", STR_ARG(text_str(&all)));
    diag_help(reader->reader->diags, found,
              "shares add up to exactly 100%%; thirds are typed as 1/3");
}

static void cascade_read(BookReader *reader, const Node *node, RiskTerms *terms)
{
    bool taken[STEP_COUNT] = {false};
    if (!node_is_list(reader->reader, node, "cascade")) return;
    for (const Node *item = node->first; item; item = item->next) {
        int step = 0;
        if (!node_one_of(reader->reader, item, cascade_steps, &step)) continue;
        if (taken[step]) {
            diag(reader->reader->diags, DIAG_ID_TWICE, item->span, "'%.*s' is listed twice",
                 STR_ARG(item->text));
            continue;
        }
        taken[step] = true;
        terms->cascade[terms->step_count++] = (CascadeStep)step;
    }
}

static size_t count_hosts(const Board *board)
{
    size_t hosts = 0;
    for (size_t i = 0; i < board->partner_count; i++) hosts += board->partners[i].host;
    return hosts;
}

// Each way to share excludes the others.
static void claim_sharing(BookReader *reader, const Node *node, Sharing sharing, RiskTerms *terms)
{
    if (terms->sharing == SHARING_NOT_STATED) {
        terms->sharing = sharing;
        return;
    }
    Diag *found = diag(reader->reader->diags, DIAG_WRONG_SHAPE, node->span,
                       "a difference is shared in one way only");
    diag_help(reader->reader->diags, found,
              "either shares, or 'pro_rata: contributions', or 'host_keeps: yes'");
}

static void sharing_read(BookReader *reader, Record *record, RiskTerms *terms)
{
    static const char *const bases[] = {"contributions", NULL};
    const Node              *node = NULL;
    int                      basis = 0;
    bool                     yes = false;
    if ((node = record_field(record, "shares"))) {
        claim_sharing(reader, node, SHARING_FIXED, terms);
        shares_read(reader, node, terms);
    }
    if ((node = record_field(record, "pro_rata")) &&
        node_one_of(reader->reader, node, bases, &basis)) {
        claim_sharing(reader, node, SHARING_CONTRIBUTIONS, terms);
    }
    if ((node = record_field(record, "host_keeps")) && node_yes(reader->reader, node, &yes) &&
        yes) {
        claim_sharing(reader, node, SHARING_HOST, terms);
        size_t hosts = count_hosts(reader->book->board);
        if (hosts != 1) {
            Diag *found = diag(reader->reader->diags, DIAG_BAD_VALUE, node->span,
                               "the board has %s", hosts ? "several hosts" : "no host");
            diag_help(reader->reader->diags, found, "one partner has 'host: yes'");
        }
    }
}

static bool is_capped_before(const PartnerAmounts *caps, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (partner_last(caps->items[i].partner) == partner_last(caps->items[index].partner)) {
            return true;
        }
    }
    return false;
}

// A cap of somebody who bears nothing does nothing.
static void check_caps(BookReader *reader, const RiskTerms *terms)
{
    Diags *diags = reader->reader->diags;
    for (size_t i = 0; i < terms->caps.count; i++) {
        const PartnerAmount *cap = &terms->caps.items[i];
        bool                 shares = terms->sharing != SHARING_FIXED;
        for (size_t j = 0; j < terms->count; j++) {
            shares |= partner_last(terms->partners[j]) == partner_last(cap->partner);
        }
        if (cap->amount.pence < 0) {
            diag(diags, DIAG_BAD_VALUE, cap->span, "a cap cannot be negative");
        } else if (is_capped_before(&terms->caps, i)) {
            diag(diags, DIAG_BAD_VALUE, cap->span, "'%.*s' has two caps, or its successor has one",
                 STR_ARG(cap->partner->id));
        } else if (!shares) {
            diag(diags, DIAG_BAD_VALUE, cap->span, "'%.*s' has a cap and no share",
                 STR_ARG(cap->partner->id));
        }
    }
}

static void refuse_field(BookReader *reader, const Node *node, const char *why)
{
    if (node) diag(reader->reader->diags, DIAG_WRONG_SHAPE, node->span, "%s", why);
}

static void terms_read(BookReader *reader, const Node *node, bool over, RiskTerms *terms)
{
    Record      record = record_open(reader->reader, node,
                                over ? "share of an overspend" : "share of an underspend");
    const Node *field = NULL;
    const Node *cascade = NULL;
    bool        shared = false;
    terms->stated = true;
    terms->span = node->span;
    sharing_read(reader, &record, terms);
    if ((field = record_field(&record, "cap"))) {
        partner_amounts_read(reader, field, false, &terms->caps);
    }
    cascade = record_field(&record, "cascade");
    field = record_field(&record, "carry_forward");
    if (over) {
        if (cascade) cascade_read(reader, cascade, terms);
        refuse_field(reader, field, "an overspend is not carried forward by agreement");
    } else {
        refuse_field(reader, cascade, "only an overspend is met by a cascade");
        terms->carry_forward = record_yes(&record, "carry_forward");
    }
    record_close(&record);
    check_caps(reader, terms);
    for (size_t i = 0; i < terms->step_count; i++) shared |= terms->cascade[i] == STEP_SHARES;
    if (shared && terms->cascade[terms->step_count - 1] != STEP_SHARES) {
        Diag *found = diag(reader->reader->diags, DIAG_WRONG_SHAPE, cascade->span,
                           "shares bear all that is left, so they come last");
        diag_help(reader->reader->diags, found, "such as [underspends, reserve, shares]");
    }
    if (terms->step_count == 0 || shared == (terms->sharing != SHARING_NOT_STATED)) return;
    Diag *found = diag(reader->reader->diags, DIAG_WRONG_SHAPE, cascade->span,
                       shared ? "the cascade ends in shares, and none are stated"
                              : "shares are stated, and the cascade does not come to them");
    diag_help(reader->reader->diags, found,
              "{cascade: [reserve, shares], shares: {icb: 60%%, council: 40%%}}");
}

// A board serves several years, and their lines and rows are not the same.
static bool is_of_board(const BookReader *reader, const Node *node)
{
    return node->span.source != reader->book->source;
}

static const Line *rule_line(BookReader *reader, const Node *node)
{
    const Line *line = book_line(reader->book, node->text);
    if (line && line->reserve) {
        Diag *found =
            diag(reader->reader->diags, DIAG_BAD_VALUE, node->span,
                 "'%.*s' is a reserve: its balance rolls, and is not shared", STR_ARG(node->text));
        diag_help(reader->reader->diags, found,
                  "a cascade takes from it: 'cascade: [reserve, ...]'");
        return NULL;
    }
    if (line || node->kind != NODE_SCALAR || !is_of_board(reader, node)) {
        return line ? line : line_named(reader, node);
    }
    if (reader->aside) return NULL; // Of last year's book nothing is said.
    diag(reader->reader->diags, DIAG_LINE_OF_NO_YEAR, node->span,
         "the risk share names '%.*s', which is no funding line of %.*s", STR_ARG(node->text),
         STR_ARG(year_format(reader->reader->arena, reader->book->year)));
    return NULL;
}

static void rule_lines_read(BookReader *reader, const Node *node, RiskRule *rule)
{
    const Book *book = reader->book;
    rule->lines = ARENA_ARRAY(reader->reader->arena, bool, book->line_count);
    for (size_t i = 0; !node && i < book->line_count; i++) rule->lines[i] = !book->lines[i].reserve;
    if (!node || !node_is_list(reader->reader, node, "lines")) return;
    for (const Node *item = node->first; item; item = item->next) {
        const Line *line = rule_line(reader, item);
        if (line) rule->lines[line->index] = true;
    }
}

static void rule_schemes_read(BookReader *reader, const Node *node, RiskRule *rule)
{
    const Book *book = reader->book;
    if (!node || !node_is_list(reader->reader, node, "schemes")) return;
    rule->by_scheme = true;
    rule->schemes = ARENA_ARRAY(reader->reader->arena, bool, book->row_count);
    for (const Node *item = node->first; item; item = item->next) {
        bool known = index_find(&book->scheme_index, item->text) != NULL;
        bool absent = known && !index_find(&book->row_index, item->text);
        if (absent && is_of_board(reader, item)) continue;
        const Row *row = scheme_row_named(reader, item, "a share");
        if (row) rule->schemes[row->index] = true;
    }
}

static void rule_read(BookReader *reader, const Node *node, RiskRule *rule)
{
    static const char *const bases[] = {"line", "scheme", NULL};
    Record                   record = record_open(reader->reader, node, "risk share");
    const Node              *field = NULL;
    rule->span = node->span;
    rule_lines_read(reader, record_field(&record, "lines"), rule);
    rule_schemes_read(reader, record_field(&record, "schemes"), rule);
    rule->by_scheme |= record_one_of(&record, "by", bases, false) == 1;
    rule->agreed = record_yes(&record, "agreed");
    if ((field = record_field(&record, "over"))) {
        terms_read(reader, field, true, &rule->over);
    }
    if ((field = record_field(&record, "under"))) {
        terms_read(reader, field, false, &rule->under);
    }
    record_close(&record);
    if (rule->agreed && (rule->over.stated || rule->under.stated)) {
        diag(reader->reader->diags, DIAG_WRONG_SHAPE, node->span,
             "'agreed: yes' says that no ratio was agreed, and here is one");
    }
    if (!record.map || rule->agreed || rule->over.stated || rule->under.stated) return;
    Diag *found = diag(reader->reader->diags, DIAG_MISSING_KEY, node->span,
                       "risk share says neither who bears an overspend nor who keeps an "
                       "underspend");
    diag_help(reader->reader->diags, found,
              "over: {shares: ...}, under: {...}; or 'agreed: yes' where no ratio was agreed");
}

void risk_share_read(BookReader *reader, const Node *node)
{
    RiskShare *share = &reader->book->risk_share;
    size_t     most = node->kind == NODE_LIST ? node->count : 1;
    share->stated = true;
    if (is_past(reader->reader, node, "rules of a risk share", RULE_COUNT_MAX)) return;
    share->rules = ARENA_ARRAY(reader->reader->arena, RiskRule, most);
    if (node->kind == NODE_MAP) {
        rule_read(reader, node, &share->rules[share->count++]);
        return;
    }
    if (!node_is_list(reader->reader, node, "risk_share")) return;
    for (const Node *item = node->first; item; item = item->next) {
        rule_read(reader, item, &share->rules[share->count++]);
    }
}
