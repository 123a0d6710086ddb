// Which rows add up which: blocks within blocks. A total says so itself or is found
// by its arithmetic; where both are silent nothing is made of it.
#include <string.h>

#include "base/text.h"
#include "scribe/reading.h"

#define AMBIGUOUS_MAX 10 // So many readings of a table are tried: two to the power.

// A stack of what stands side by side so far.
typedef struct {
    Reading *reading;
    Item   **items;
    size_t   count;
    size_t   open[OPEN_MAX]; // Headings that the next item is below, outer first.
    size_t   open_count;
    size_t   breaks;    // Totals that do not add up.
    size_t   roundings; // Totals that do but for rounding.
    size_t   outside;   // Rows above the last total that it leaves out.
    size_t   root_row;
    size_t   above_start; // A total above its rows: where they begin,
    size_t   above_left;  // how many are to come,
    size_t   above_row;   // and where it stands.
} Parse;

static size_t value_columns(const Reading *reading, size_t column)
{
    return reading->columns[column].role == COLUMN_AMOUNT;
}

static Money value_of(const Parse *parse, const Item *item, size_t column, Addends *addends);

static Money row_value(const Parse *parse, size_t row, size_t column, Addends *addends)
{
    Sum sum;
    if (!reading_sum(parse->reading, row, column, &sum)) return (Money){0};
    *addends = addends_add(*addends, sum.printed, sum.unit);
    return sum.printed;
}

// What the table prints of an item; of a block without a total, what its rows add up to.
static Money value_of(const Parse *parse, const Item *item, size_t column, Addends *addends)
{
    Money all = {0};
    if (item->row != SIZE_MAX && item->is_block)
        return row_value(parse, item->row, column, addends);
    if (!item->is_block) {
        for (size_t i = 0; i <= item->more; i++) {
            all = money_add(all, row_value(parse, item->row + i, column, addends));
        }
        return all;
    }
    for (const Item *child = item->first; child; child = child->next) {
        all = money_add(all, value_of(parse, child, column, addends));
    }
    return all;
}

// The worst outcome of a total's columns over the items from `start` on.
static Outcome test_total(const Parse *parse, size_t row, size_t start)
{
    const Reading *reading = parse->reading;
    Outcome        worst = OUTCOME_NOT_TESTED;
    for (size_t column = 0; column < reading->column_count; column++) {
        Sum     sum;
        Money   all = {0};
        Addends addends = {0};
        if (!value_columns(reading, column) || !reading_sum(reading, row, column, &sum)) continue;
        for (size_t i = start; i < parse->count; i++) {
            all = money_add(all, value_of(parse, parse->items[i], column, &addends));
        }
        worst = outcome_worse(worst, rounding_test(sum.printed, sum.unit, all, addends));
    }
    return worst;
}

// How many words of a heading a total's label has too.
static size_t words_shared(const Reading *reading, Str label, Str heading)
{
    Str    folded = words_folded(reading->arena, heading);
    Str    among = words_folded(reading->arena, label);
    size_t shared = 0;
    for (size_t at = 0; at < folded.len;) {
        size_t end = at;
        while (end < folded.len && folded.data[end] != ' ') end++;
        for (size_t i = 0; end - at > 2 && i + (end - at) <= among.len; i++) {
            if (memcmp(among.data + i, folded.data + at, end - at) != 0) continue;
            shared++;
            break;
        }
        at = end + 1;
    }
    return shared;
}

static bool any_heading_after(const Parse *parse, size_t start)
{
    for (size_t i = start + 1; i < parse->count; i++) {
        if (parse->items[i]->open_count) return true;
    }
    return false;
}

static Str inner_heading(const Parse *parse, const Item *item)
{
    if (item->open_count == 0) return STR("");
    return parse->reading->labels[item->open[item->open_count - 1]].label;
}

// How well a total fits the items from `start` on: less is better.
static long cost_of(const Parse *parse, size_t row, size_t start, Outcome *outcome)
{
    const Label *label = &parse->reading->labels[row];
    const Item  *first = parse->items[start];
    long         cost = 0;
    *outcome = test_total(parse, row, start);
    if (*outcome == OUTCOME_ROUNDING) cost += 200;
    if (*outcome == OUTCOME_BREAK || *outcome == OUTCOME_NOT_TESTED) cost += 100000;
    bool headed = first->open_count > 0;
    Str  heading = inner_heading(parse, first);
    if (headed) cost -= 20;
    if (headed && words_shared(parse->reading, label->label, heading) >= 2) cost -= 20;
    if (any_heading_after(parse, start)) cost += 15;
    if (start == 0 && words_say_grand(parse->reading->arena, label->label)) cost -= 40;
    if (parse->count - start == 1) cost += headed ? 5 : 30;
    return cost - (long)(parse->count - start < 9 ? parse->count - start : 9);
}

static bool is_last_total(const Reading *reading, size_t row)
{
    for (size_t i = row + 1; i < reading->label_count; i++) {
        LabelRole role = reading->labels[i].role;
        if (role == LABEL_TOTAL || role == LABEL_SCHEME) return false;
    }
    return true;
}

// Where the rows of a total that fits nothing most likely begin: at the heading that
// is open, else after the last block; the last total of a table takes them all.
static size_t structural_start(const Parse *parse, size_t row)
{
    if (words_say_grand(parse->reading->arena, parse->reading->labels[row].label) ||
        is_last_total(parse->reading, row)) {
        return 0;
    }
    for (size_t i = parse->count; i-- > 0;) {
        if (parse->items[i]->open_count) return i;
        if (parse->items[i]->is_block) return i + 1 < parse->count ? i + 1 : 0;
    }
    return 0;
}

static size_t find_start(const Parse *parse, size_t row, Outcome *outcome)
{
    size_t best = SIZE_MAX;
    long   least = 0;
    for (size_t start = parse->count; start-- > 0;) {
        Outcome found;
        long    cost = cost_of(parse, row, start, &found);
        if (found == OUTCOME_BREAK || found == OUTCOME_NOT_TESTED) continue;
        if (best != SIZE_MAX && cost >= least) continue;
        best = start;
        least = cost;
        *outcome = found;
    }
    if (best != SIZE_MAX) return best;
    *outcome = test_total(parse, row, structural_start(parse, row));
    return structural_start(parse, row);
}

static void append(Item *block, Item *child)
{
    child->next = NULL;
    if (block->last) block->last->next = child;
    else block->first = child;
    block->last = child;
}

static Item *new_block(const Parse *parse, size_t row, Str label)
{
    Item *block = ARENA_NEW(parse->reading->arena, Item);
    *block = (Item){.is_block = true, .row = row, .label = label, .heading_row = SIZE_MAX};
    return block;
}

// The innermost heading above an item becomes that of the block it begins; what is
// left of them stands above the block.
static void take_heading(const Parse *parse, Item *block, Item *first)
{
    if (first->open_count > 0) {
        block->heading_row = first->open[--first->open_count];
        block->heading = parse->reading->labels[block->heading_row].label;
    }
    memcpy(block->open, first->open, sizeof block->open);
    block->open_count = first->open_count;
    first->open_count = 0;
}

// Rows below a heading that no total of theirs follows are a block all the same.
// Returns whether there were any.
static bool close_innermost(Parse *parse, size_t start)
{
    size_t kept = start;
    bool   any = false;
    for (size_t i = start; i < parse->count;) {
        Item *item = parse->items[i++];
        if (item->open_count) {
            Item *block = new_block(parse, SIZE_MAX, STR(""));
            take_heading(parse, block, item);
            append(block, item);
            while (i < parse->count && !parse->items[i]->open_count &&
                   (item->is_block || !parse->items[i]->is_block)) {
                append(block, parse->items[i++]);
            }
            item = block;
            any = true;
        }
        parse->items[kept++] = item;
    }
    parse->count = kept;
    return any;
}

static void close_headings(Parse *parse, size_t start)
{
    while (close_innermost(parse, start)) continue;
}

// The heading belongs to the outer of two blocks that begin with the same row when
// its words are those of the outer total.
static void lift_heading(const Parse *parse, Item *block)
{
    Item *inner = block->first;
    if (block->heading.len || !inner || !inner->is_block || !inner->heading.len) return;
    size_t own = words_shared(parse->reading, inner->label, inner->heading);
    size_t outer = words_shared(parse->reading, block->label, inner->heading);
    if (outer < own || outer == 0 || inner == block->last) return;
    block->heading = inner->heading;
    block->heading_row = inner->heading_row;
    inner->heading = STR("");
}

static void collapse(Parse *parse, size_t row, size_t start, bool is_root)
{
    Label *label = &parse->reading->labels[row];
    Item  *block = new_block(parse, row, label->label);
    if (!is_root) take_heading(parse, block, parse->items[start]);
    close_headings(parse, start);
    for (size_t i = start; i < parse->count; i++) append(block, parse->items[i]);
    if (!is_root) lift_heading(parse, block);
    parse->count = start;
    parse->items[parse->count++] = block;
}

static void count_outcome(Parse *parse, size_t row, Outcome outcome)
{
    parse->reading->labels[row].outcome = outcome;
    if (outcome == OUTCOME_BREAK) parse->breaks++;
    if (outcome == OUTCOME_ROUNDING) parse->roundings++;
}

static void take_total(Parse *parse, size_t row)
{
    Outcome outcome = OUTCOME_NOT_TESTED;
    if (parse->count == 0) {
        parse->reading->labels[row].role = LABEL_SCHEME; // It adds up nothing.
        return;
    }
    size_t start = find_start(parse, row, &outcome);
    bool   root = start == 0 && is_last_total(parse->reading, row);
    count_outcome(parse, row, outcome);
    if (is_last_total(parse->reading, row)) parse->outside = start;
    collapse(parse, row, start, root);
    if (root) parse->root_row = row;
}

static void end_above(Parse *parse)
{
    if (parse->above_left == 0 || --parse->above_left > 0) return;
    count_outcome(parse, parse->above_row, test_total(parse, parse->above_row, parse->above_start));
    collapse(parse, parse->above_row, parse->above_start, false);
}

static void take_scheme(Parse *parse, size_t row)
{
    Item *item = ARENA_NEW(parse->reading->arena, Item);
    *item = (Item){.row = row,
                   .label = parse->reading->labels[row].label,
                   .heading_row = SIZE_MAX,
                   .open_count = parse->open_count};
    memcpy(item->open, parse->open, sizeof item->open);
    while (row + 1 < parse->reading->label_count &&
           parse->reading->labels[row + 1].role == LABEL_MORE) {
        item->more++;
        row++;
    }
    parse->open_count = 0;
    parse->items[parse->count++] = item;
    end_above(parse);
}

static void take_row(Parse *parse, size_t row)
{
    Label *label = &parse->reading->labels[row];
    switch (label->role) {
    case LABEL_HEADING:
        if (parse->open_count == OPEN_MAX) parse->open_count--;
        parse->open[parse->open_count++] = row;
        break;
    case LABEL_SCHEME: take_scheme(parse, row); break;
    case LABEL_TOTAL: take_total(parse, row); break;
    case LABEL_TOTAL_ABOVE:
        parse->above_start = parse->count;
        parse->above_left = label->count;
        parse->above_row = row;
        break;
    case LABEL_SPACER:
    case LABEL_MORE:
    case LABEL_WRAPPED:
    case LABEL_AGAIN:
    case LABEL_MEMO:
    case LABEL_NOTE:
    case LABEL_BELOW:
    case LABEL_IGNORED: break;
    }
}

static Parse parse_rows(Reading *reading)
{
    Parse parse = {.reading = reading, .root_row = SIZE_MAX};
    parse.items = ARENA_ARRAY(reading->arena, Item *, reading->label_count + 1);
    for (size_t row = 0; row < reading->label_count; row++) take_row(&parse, row);
    if (parse.root_row == SIZE_MAX) close_headings(&parse, 0);
    return parse;
}

// Rows whose label does not say total, but whose amounts do.

// Whether a row is the exact sum of a run of rows of schemes; two of them at least are
// not nil, so that a row that is like its neighbour is none.
static bool is_exact_sum(const Reading *reading, size_t row, size_t from, size_t to)
{
    size_t nonzero = 0;
    for (size_t column = 0; column < reading->column_count; column++) {
        Sum    sum;
        Money  all = {0};
        size_t parts = 0;
        if (!value_columns(reading, column)) continue;
        for (size_t i = from; i < to; i++) {
            LabelRole role = reading->labels[i].role;
            if (role != LABEL_SCHEME && role != LABEL_MORE) continue;
            if (!reading_sum(reading, i, column, &sum)) continue;
            all = money_add(all, sum.printed);
            parts += sum.printed.pence != 0;
        }
        bool stated = reading_sum(reading, row, column, &sum);
        if ((stated ? sum.printed.pence : 0) != all.pence) return false;
        if (parts > nonzero) nonzero = parts;
    }
    return nonzero >= 2;
}

// The run of schemes above a row that it is the sum of; SIZE_MAX for none.
static size_t sums_above(const Reading *reading, size_t row)
{
    for (size_t from = row; from-- > 0;) {
        LabelRole role = reading->labels[from].role;
        if (role == LABEL_TOTAL) break;
        if (role == LABEL_SCHEME && is_exact_sum(reading, row, from, row)) return from;
    }
    return SIZE_MAX;
}

// How many schemes below a row it is the sum of; 0 for none.
static size_t sums_below(const Reading *reading, size_t row)
{
    size_t count = 0;
    for (size_t to = row + 1; to < reading->label_count; to++) {
        LabelRole role = reading->labels[to].role;
        if (role == LABEL_TOTAL || role == LABEL_HEADING) break;
        if (role != LABEL_SCHEME) continue;
        count++;
        if (is_exact_sum(reading, row, row + 1, to + 1)) return count;
    }
    return 0;
}

typedef struct {
    size_t    row;
    LabelRole role; // What it may be instead of a scheme.
    size_t    count;
} Ambiguous;

static size_t find_ambiguous(Reading *reading, Ambiguous *rows)
{
    size_t count = 0;
    for (size_t row = 0; row < reading->label_count && count < AMBIGUOUS_MAX; row++) {
        Label *label = &reading->labels[row];
        if (label->role != LABEL_SCHEME || label->because.len) continue;
        size_t above = sums_above(reading, row);
        size_t below = sums_below(reading, row);
        if (above != SIZE_MAX) rows[count++] = (Ambiguous){row, LABEL_TOTAL, 0};
        else if (below) rows[count++] = (Ambiguous){row, LABEL_TOTAL_ABOVE, below};
    }
    return count;
}

static void assume(Reading *reading, const Ambiguous *rows, size_t count, unsigned chosen)
{
    for (size_t i = 0; i < count; i++) {
        Label *label = &reading->labels[rows[i].row];
        label->role = chosen >> i & 1 ? rows[i].role : LABEL_SCHEME;
        label->count = rows[i].count;
    }
}

// Marks as spoken for rows that no label and no total can tell apart.
static void settle_by_question(Reading *reading, const Ambiguous *found)
{
    Label   *label = &reading->labels[found->row];
    unsigned number = (unsigned)reading->paper->rows[label->at] + 1;
    Str      choices[] = {STR("total"), STR("scheme")};
    Question question = {
        .key = str_format(reading->arena, "row-%u", number),
        .words = str_format(reading->arena,
                            "Row %u, '%.*s', is the sum of rows beside it. Is it their total, or a "
                            "scheme?",
                            number, STR_ARG(label->label)),
        .choices = choices,
        .choice_count = 2,
        .fallback = STR("total")};
    Str answer = asker_ask(&reading->asker, &question);
    label->role = str_is(answer, "scheme") ? LABEL_SCHEME : found->role;
    Diag *said =
        diag(reading->diags, DIAG_BY_ARITHMETIC,
             reading_span(reading, found->row, reading->label_column),
             "'%.*s' is taken as %s: it is the sum of the rows %s it, and nothing else tells",
             STR_ARG(label->label), str_is(answer, "scheme") ? "a scheme" : "a total",
             found->role == LABEL_TOTAL ? "above" : "below");
    diag_help(reading->diags, said, "if it is not: --answer row-%u=%s", number,
              str_is(answer, "scheme") ? "total" : "scheme");
    label->because = STR("its amounts are the sum of rows beside it");
}

// Tries every reading of the rows that could be totals, and takes the one in which
// most totals add up; of equals the one with the fewest totals assumed.
static void settle_ambiguous(Reading *reading)
{
    Ambiguous rows[AMBIGUOUS_MAX];
    size_t    count = find_ambiguous(reading, rows);
    size_t    least = SIZE_MAX;
    unsigned  best = 0;
    if (count == 0) return;
    for (unsigned chosen = 0; chosen < 1u << count; chosen++) {
        size_t assumed = 0;
        assume(reading, rows, count, chosen);
        for (size_t i = 0; i < count; i++) assumed += chosen >> i & 1;
        Parse  parse = parse_rows(reading);
        size_t cost = parse.breaks * 1000 + parse.outside * 300 + parse.roundings * 100 + assumed;
        if (cost >= least) continue;
        least = cost;
        best = chosen;
    }
    assume(reading, rows, count, best);
    bool tested = false; // Some total tells one reading from another.
    for (size_t row = 0; row < reading->label_count; row++) {
        tested =
            tested || (reading->labels[row].role == LABEL_TOTAL && reading->labels[row].says_total);
    }
    for (size_t i = 0; i < count; i++) {
        Label *label = &reading->labels[rows[i].row];
        bool   chosen = best >> i & 1;
        if (!tested) settle_by_question(reading, &rows[i]);
        else if (chosen)
            label->because = STR("its amounts are the sum of rows beside it, and only "
                                 "so the totals add up");
    }
}

// A row without a label that is the sum of rows above it is their total.
static void settle_nameless(Reading *reading)
{
    for (size_t row = 0; row < reading->label_count; row++) {
        Label *label = &reading->labels[row];
        if (label->role != LABEL_SCHEME || label->label.len) continue;
        if (sums_above(reading, row) == SIZE_MAX && !is_last_total(reading, row)) continue;
        label->role = LABEL_TOTAL;
        label->because = STR("it has no name, and its amounts are a sum");
    }
}

// What stands below the total of a table is no part of it.
static void drop_below(Reading *reading)
{
    Parse  parse = parse_rows(reading);
    size_t last = SIZE_MAX; // The last item that is a block of all before it.
    if (parse.root_row != SIZE_MAX || parse.count < 2 || !parse.items[0]->is_block) return;
    if (parse.items[0]->row == SIZE_MAX) return;
    const Label *total = &reading->labels[parse.items[0]->row];
    if (!words_say_grand(reading->arena, total->label) &&
        !str_equal_any_case(total->label, STR("total"))) {
        return;
    }
    last = parse.items[0]->row;
    for (size_t row = last + 1; row < reading->label_count; row++) {
        Label *label = &reading->labels[row];
        bool   counts = label->role == LABEL_SCHEME || label->role == LABEL_TOTAL ||
                      label->role == LABEL_MORE || label->role == LABEL_HEADING;
        if (!counts) continue;
        Diag *found = diag(
            reading->diags, DIAG_LEFT_OUT, reading_span(reading, row, reading->label_column),
            "'%.*s' stands below the total of the table and is left out", STR_ARG(label->label));
        if (label->role != LABEL_HEADING) {
            reading_mark(reading, "row %u, '%.*s', stands below the total and is not in this book",
                         (unsigned)reading->paper->rows[label->at] + 1, STR_ARG(label->label));
            diag_help(reading->diags, found,
                      "if it is part of the fund, say that '%.*s' is not the last total: "
                      "--answer row-%u=ignore",
                      STR_ARG(total->label), (unsigned)reading->paper->rows[total->at] + 1);
        }
        label->role = LABEL_BELOW;
    }
}

void reading_tree(Reading *reading)
{
    settle_nameless(reading);
    settle_ambiguous(reading);
    drop_below(reading);
    Parse parse = parse_rows(reading);
    reading->root_row = parse.root_row;
    if (parse.root_row != SIZE_MAX) {
        reading->root = parse.items[0];
        return;
    }
    reading->root = new_block(&parse, SIZE_MAX, STR(""));
    for (size_t i = 0; i < parse.count; i++) append(reading->root, parse.items[i]);
}
