// Which rows add up which: blocks within blocks. A total says so itself or is found
// by its arithmetic; where both are silent nothing is made of it.
#include "survey/tree.h"

#include <string.h>

#include "base/text.h"

bool tree_is_amount(const Reading *reading, size_t column)
{
    return reading->columns[column].role == COLUMN_AMOUNT;
}

static Money row_value(const Reading *reading, size_t row, size_t column, Addends *addends)
{
    Sum sum;
    if (!reading_sum(reading, row, column, &sum)) return (Money){0};
    *addends = addends_add(*addends, sum.printed, sum.unit);
    return sum.printed;
}

Money reading_children(const Reading *reading, const Item *block, size_t column, Addends *addends)
{
    Money all = {0};
    for (const Item *child = block->first; child; child = child->next) {
        all = money_add(all, reading_value(reading, child, column, addends));
    }
    return all;
}

Money reading_value(const Reading *reading, const Item *item, size_t column, Addends *addends)
{
    Money all = {0};
    if (item->is_block && item->row == SIZE_MAX) {
        return reading_children(reading, item, column, addends);
    }
    for (size_t i = 0; i <= item->more; i++) {
        all = money_add(all, row_value(reading, item->row + i, column, addends));
    }
    return all;
}

// What items add up to so far, column by column.
typedef struct {
    Money   *sums;
    Addends *addends;
} Running;

static Running running_new(const Parse *parse)
{
    size_t count = parse->reading->column_count;
    return (Running){ARENA_ARRAY(parse->reading->arena, Money, count),
                     ARENA_ARRAY(parse->reading->arena, Addends, count)};
}

static void running_add(const Parse *parse, Running *running, const Item *item)
{
    for (size_t column = 0; column < parse->reading->column_count; column++) {
        if (!tree_is_amount(parse->reading, column)) continue;
        Money value = reading_value(parse->reading, item, column, &running->addends[column]);
        running->sums[column] = money_add(running->sums[column], value);
    }
}

// The worst outcome of a total's columns over what was added.
static Outcome running_test(const Parse *parse, const Running *running, size_t row)
{
    const Reading *reading = parse->reading;
    Outcome        worst = OUTCOME_NOT_TESTED;
    for (size_t column = 0; column < reading->column_count; column++) {
        Sum sum;
        if (!tree_is_amount(reading, column) || !reading_sum(reading, row, column, &sum)) continue;
        worst = outcome_worse(worst, rounding_test(sum.printed, sum.unit, running->sums[column],
                                                   running->addends[column]));
    }
    return worst;
}

static Outcome test_from(const Parse *parse, size_t row, size_t start)
{
    Running running = running_new(parse);
    for (size_t i = start; i < parse->count; i++) running_add(parse, &running, parse->items[i]);
    return running_test(parse, &running, row);
}

bool tree_adds_up(const Parse *parse, size_t row)
{
    Running running = running_new(parse);
    for (size_t start = parse->count; start-- > 0;) {
        running_add(parse, &running, parse->items[start]);
        Outcome outcome = running_test(parse, &running, row);
        if (outcome == OUTCOME_AGREES || outcome == OUTCOME_ROUNDING) return true;
    }
    return false;
}

Outcome tree_test_all(const Parse *parse, size_t row)
{
    return test_from(parse, row, 0);
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

// The text of a heading: of a row of its own, or of a column that names blocks.
static Str heading_text(const Parse *parse, size_t row)
{
    const Label *label = &parse->reading->labels[row];
    return label->role == LABEL_HEADING ? label->label : label->theme;
}

static Str inner_heading(const Parse *parse, const Item *item)
{
    if (item->open_count == 0) return STR("");
    return heading_text(parse, item->open[item->open_count - 1]);
}

// How well a total fits the items from `start` on: less is better.
static long cost_of(const Parse *parse, size_t row, size_t start, Outcome outcome)
{
    const Label *label = &parse->reading->labels[row];
    const Item  *first = parse->items[start];
    long         cost = outcome == OUTCOME_ROUNDING ? 200 : 0;
    bool         headed = first->open_count > 0;
    Str          heading = inner_heading(parse, first);
    if (headed) cost -= 20;
    if (headed && words_shared(parse->reading, label->label, heading) >= 2) cost -= 20;
    if (any_heading_after(parse, start)) cost += 15;
    if (start == 0 && words_say_grand(parse->reading->arena, label->label)) cost -= 40;
    if (parse->count - start == 1) cost += headed ? 5 : 30;
    return cost - (long)(parse->count - start < 9 ? parse->count - start : 9);
}

bool tree_is_last_total(const Reading *reading, size_t row)
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
        tree_is_last_total(parse->reading, row)) {
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
    Running running = running_new(parse);
    size_t  best = SIZE_MAX;
    long    least = 0;
    for (size_t start = parse->count; start-- > 0;) {
        running_add(parse, &running, parse->items[start]);
        Outcome found = running_test(parse, &running, row);
        if (found == OUTCOME_BREAK || found == OUTCOME_NOT_TESTED) continue;
        long cost = cost_of(parse, row, start, found);
        if (best != SIZE_MAX && cost >= least) continue;
        best = start;
        least = cost;
        *outcome = found;
    }
    if (best != SIZE_MAX) return best;
    best = structural_start(parse, row);
    *outcome = test_from(parse, row, best);
    return best;
}

void tree_append(Item *block, Item *child)
{
    child->next = NULL;
    if (block->last) block->last->next = child;
    else block->first = child;
    block->last = child;
}

unsigned tree_first_number(const Reading *reading, const Item *item)
{
    while (item->is_block && item->first) item = item->first;
    return (unsigned)reading->paper->rows[reading->labels[item->row].at] + 1;
}

Item *tree_new_block(const Parse *parse, size_t row, Str label)
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
        block->heading = heading_text(parse, block->heading_row);
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
            Item *block = tree_new_block(parse, SIZE_MAX, STR(""));
            take_heading(parse, block, item);
            tree_append(block, item);
            while (i < parse->count && !parse->items[i]->open_count &&
                   (item->is_block || !parse->items[i]->is_block)) {
                tree_append(block, parse->items[i++]);
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
    Item  *block = tree_new_block(parse, row, label->label);
    if (!is_root) take_heading(parse, block, parse->items[start]);
    close_headings(parse, start);
    for (size_t i = start; i < parse->count; i++) tree_append(block, parse->items[i]);
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

// Ends the total above its rows with those it has had so far, be they too few.
static void close_above(Parse *parse)
{
    bool any = parse->above_left > 0 && parse->count > parse->above_start;
    parse->above_left = 0;
    if (!any) return;
    count_outcome(parse, parse->above_row, test_from(parse, parse->above_row, parse->above_start));
    collapse(parse, parse->above_row, parse->above_start, false);
}

static void take_total(Parse *parse, size_t row)
{
    Outcome outcome = OUTCOME_NOT_TESTED;
    if (parse->count == 0) {
        parse->reading->labels[row].role = LABEL_SCHEME; // It adds up nothing.
        return;
    }
    size_t start = find_start(parse, row, &outcome);
    if (parse->above_left > 0 && start < parse->above_start) {
        close_above(parse); // A total that reaches around it leaves it none to come.
        start = find_start(parse, row, &outcome);
    }
    bool root = start == 0 && tree_is_last_total(parse->reading, row);
    count_outcome(parse, row, outcome);
    if (tree_is_last_total(parse->reading, row)) parse->outside = start;
    collapse(parse, row, start, root);
    if (root) parse->root_row = row;
}

static void open_heading(Parse *parse, size_t row)
{
    if (parse->open_count == OPEN_MAX) parse->open_count--;
    parse->open[parse->open_count++] = row;
}

static void take_scheme(Parse *parse, size_t row)
{
    if (parse->reading->labels[row].theme.len) open_heading(parse, row);
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
    if (parse->above_left == 1) close_above(parse);
    else if (parse->above_left > 1) parse->above_left--;
}

static void take_row(Parse *parse, size_t row)
{
    Label *label = &parse->reading->labels[row];
    switch (label->role) {
    case LABEL_HEADING: open_heading(parse, row); break;
    case LABEL_SCHEME: take_scheme(parse, row); break;
    case LABEL_TOTAL: take_total(parse, row); break;
    case LABEL_TOTAL_ABOVE:
        close_above(parse);
        parse->above_start = parse->count;
        parse->above_left = label->count;
        parse->above_row = row;
        break;
    case LABEL_TOTAL_FIRST: // See tree_parse_all.
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

Parse tree_parse_rows(Reading *reading, size_t end)
{
    Parse parse = {.reading = reading, .root_row = SIZE_MAX};
    parse.items = ARENA_ARRAY(reading->arena, Item *, reading->label_count + 1);
    for (size_t row = 0; row < end; row++) take_row(&parse, row);
    return parse;
}

// The total of all may stand before them.
static void take_first_total(Parse *parse)
{
    for (size_t row = 0; row < parse->reading->label_count; row++) {
        if (parse->reading->labels[row].role != LABEL_TOTAL_FIRST || parse->count == 0) continue;
        count_outcome(parse, row, test_from(parse, row, 0));
        collapse(parse, row, 0, true);
        parse->root_row = row;
        return;
    }
}

Parse tree_parse_all(Reading *reading)
{
    Parse parse = tree_parse_rows(reading, reading->label_count);
    close_above(&parse);
    if (parse.root_row == SIZE_MAX) take_first_total(&parse);
    if (parse.root_row == SIZE_MAX) close_headings(&parse, 0);
    return parse;
}
