// Rows that their labels do not tell: they are what makes the totals add up, or, where
// no total decides, what somebody answers.
#include "survey/tree.h"

#define AMBIGUOUS_MAX 30
#define TRIED_ALL_MAX 10 // Of so many doubtful rows every reading is tried: two to the power.

// What a run of rows comes to, column by column.
typedef struct {
    Money  *sums;
    size_t *parts; // Amounts in it that are not nil.
} Run;

static Run run_new(const Reading *reading)
{
    return (Run){ARENA_ARRAY(reading->arena, Money, reading->column_count),
                 ARENA_ARRAY(reading->arena, size_t, reading->column_count)};
}

static void run_add(const Reading *reading, Run *run, size_t row)
{
    LabelRole role = reading->labels[row].role;
    if (role != LABEL_SCHEME && role != LABEL_MORE) return;
    for (size_t column = 0; column < reading->column_count; column++) {
        Sum sum;
        if (!tree_is_amount(reading, column) || !reading_sum(reading, row, column, &sum)) continue;
        run->sums[column] = money_add(run->sums[column], sum.printed);
        run->parts[column] += sum.printed.pence != 0;
    }
}

// Whether a row is the exact sum of a run; two amounts of it at least are not nil, so
// that a row that is like its neighbour is none.
static bool run_is(const Reading *reading, const Run *run, size_t row)
{
    size_t most = 0;
    for (size_t column = 0; column < reading->column_count; column++) {
        Sum sum;
        if (!tree_is_amount(reading, column)) continue;
        bool stated = reading_sum(reading, row, column, &sum);
        if ((stated ? sum.printed.pence : 0) != run->sums[column].pence) return false;
        if (run->parts[column] > most) most = run->parts[column];
    }
    return most >= 2;
}

// The next row of amounts where it is a scheme that has the very same ones: a block of one.
static size_t like_next(const Reading *reading, size_t row)
{
    for (size_t next = row + 1; next < reading->label_count; next++) {
        LabelRole role = reading->labels[next].role;
        if (role == LABEL_SPACER || role == LABEL_AGAIN) continue;
        return role == LABEL_SCHEME && reading_same_amounts(reading, row, next);
    }
    return 0;
}

// The run of schemes above a row that it is the sum of; SIZE_MAX for none.
static size_t sums_above(const Reading *reading, size_t row)
{
    Run run = run_new(reading);
    for (size_t from = row; from-- > 0;) {
        LabelRole role = reading->labels[from].role;
        if (role == LABEL_TOTAL) break;
        run_add(reading, &run, from);
        if (role == LABEL_SCHEME && run_is(reading, &run, row)) return from;
    }
    return SIZE_MAX;
}

// How many schemes below a row it is the sum of; 0 for none.
static size_t sums_below(const Reading *reading, size_t row)
{
    Run    run = run_new(reading);
    size_t count = 0;
    for (size_t to = row + 1; to < reading->label_count; to++) {
        LabelRole role = reading->labels[to].role;
        if (role == LABEL_TOTAL || role == LABEL_HEADING) break;
        run_add(reading, &run, to);
        if (role != LABEL_SCHEME) continue;
        count++;
        if (run_is(reading, &run, row)) return count;
    }
    return 0;
}

typedef struct {
    size_t    row;
    LabelRole role;  // What it may be,
    LabelRole plain; // instead of what it looks like.
    size_t    count;
} Ambiguous;

static bool adds_up(Reading *reading, size_t row)
{
    Parse parse = tree_parse_rows(reading, row);
    return tree_adds_up(&parse, row);
}

static size_t find_ambiguous(Reading *reading, Ambiguous *rows)
{
    size_t count = 0;
    for (size_t row = 0; row < reading->label_count && count < AMBIGUOUS_MAX; row++) {
        Label *label = &reading->labels[row];
        // "Total Communication" is a scheme: nothing adds up to it, and all else does with it.
        bool doubtful = label->role == LABEL_TOTAL && !label->because.len &&
                        !tree_is_last_total(reading, row) && !adds_up(reading, row);
        size_t first = doubtful ? sums_below(reading, row) : 0;
        if (first) rows[count++] = (Ambiguous){row, LABEL_TOTAL_ABOVE, LABEL_TOTAL, first};
        else if (doubtful) rows[count++] = (Ambiguous){row, LABEL_SCHEME, LABEL_TOTAL, 0};
        if (label->role != LABEL_SCHEME || label->because.len) continue;
        size_t above = sums_above(reading, row);
        size_t below = sums_below(reading, row);
        if (above == SIZE_MAX && !below) below = like_next(reading, row);
        if (above != SIZE_MAX) rows[count++] = (Ambiguous){row, LABEL_TOTAL, LABEL_SCHEME, 0};
        else if (below) rows[count++] = (Ambiguous){row, LABEL_TOTAL_ABOVE, LABEL_SCHEME, below};
    }
    return count;
}

static void assume(Reading *reading, const Ambiguous *rows, size_t count, unsigned chosen)
{
    for (size_t i = 0; i < count; i++) {
        Label *label = &reading->labels[rows[i].row];
        label->role = chosen >> i & 1 ? rows[i].role : rows[i].plain;
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

// How ill the totals add up where some of the rows are what they may be.
static size_t cost_of(Reading *reading, const Ambiguous *rows, size_t count, unsigned chosen)
{
    size_t assumed = 0;
    bool   demoted = false;
    assume(reading, rows, count, chosen);
    for (size_t i = 0; i < count; i++) {
        assumed += chosen >> i & 1;
        demoted = demoted || ((chosen >> i & 1) && rows[i].role == LABEL_SCHEME);
    }
    Parse parse = tree_parse_all(reading);
    // A total is taken for a scheme only where all else then adds up.
    if (demoted && (parse.breaks || parse.outside)) return SIZE_MAX;
    return parse.breaks * 1000 + parse.outside * 300 + parse.roundings * 100 + assumed;
}

// Tries every reading of the rows that could be totals, and takes the one in which
// most totals add up; of equals the one with the fewest totals assumed. Of many rows
// it tries none, all, and then each by itself.
static unsigned best_reading(Reading *reading, const Ambiguous *rows, size_t count)
{
    unsigned best = 0;
    unsigned all = (1u << count) - 1;
    size_t   least = cost_of(reading, rows, count, 0);
    size_t   tries = count > TRIED_ALL_MAX ? count + 1 : all;
    for (unsigned try = 1; try <= tries; try++) {
        unsigned chosen = count <= TRIED_ALL_MAX ?
        try : try
            == 1 ? all : best ^ 1u << (try - 2);
        size_t cost = cost_of(reading, rows, count, chosen);
        if (cost >= least) continue;
        least = cost;
        best = chosen;
    }
    return best;
}

static void settle_ambiguous(Reading *reading)
{
    Ambiguous rows[AMBIGUOUS_MAX];
    size_t    count = find_ambiguous(reading, rows);
    if (count == 0) return;
    unsigned best = best_reading(reading, rows, count);
    assume(reading, rows, count, best);
    bool tested = false; // Some total tells one reading from another.
    for (size_t row = 0; row < reading->label_count; row++) {
        tested = tested || ((reading->labels[row].role == LABEL_TOTAL ||
                             reading->labels[row].role == LABEL_TOTAL_FIRST) &&
                            reading->labels[row].says_total);
    }
    for (size_t i = 0; i < count; i++) {
        Label *label = &reading->labels[rows[i].row];
        bool   chosen = best >> i & 1;
        bool   scheme = rows[i].role == LABEL_SCHEME;
        bool   like = rows[i].role == LABEL_TOTAL_ABOVE && rows[i].count == 1;
        if (!tested && like) label->role = rows[i].plain;
        else if (!tested) settle_by_question(reading, &rows[i]);
        else if (chosen && scheme) {
            label->because = STR("nothing adds up to it, and only so the totals add up");
        } else if (chosen) {
            label->because = STR("its amounts are the sum of rows beside it, and only "
                                 "so the totals add up");
        }
    }
}

// A row without a label that is the sum of rows above it is their total.
static void settle_nameless(Reading *reading)
{
    for (size_t row = 0; row < reading->label_count; row++) {
        Label *label = &reading->labels[row];
        if (label->role != LABEL_SCHEME || label->label.len) continue;
        if (sums_above(reading, row) == SIZE_MAX && !tree_is_last_total(reading, row)) continue;
        label->role = LABEL_TOTAL;
        label->because = STR("it has no name, and its amounts are a sum");
    }
}

// What stands below the total of a table is no part of it.
static void drop_below(Reading *reading)
{
    Parse  parse = tree_parse_all(reading);
    size_t last = SIZE_MAX; // The last item that is a block of all before it.
    if (parse.root_row != SIZE_MAX || parse.count < 2 || !parse.items[0]->is_block) return;
    if (parse.items[0]->row == SIZE_MAX) return;
    const Label *total = &reading->labels[parse.items[0]->row];
    bool         all = words_say_grand(reading->arena, total->label) ||
               str_equal_any_case(total->label, STR("total"));
    last = parse.items[0]->row;
    for (size_t row = last + 1; row < reading->label_count; row++) {
        Label *label = &reading->labels[row];
        bool   counts = label->role == LABEL_SCHEME || label->role == LABEL_TOTAL ||
                      label->role == LABEL_MORE || label->role == LABEL_HEADING;
        if (!counts || !(all || words_say_balance(reading->arena, label->label))) continue;
        Str   name = label->label.len ? label->label : STR("an amount without a name");
        Diag *found =
            diag(reading->diags, DIAG_LEFT_OUT, reading_span(reading, row, reading->label_column),
                 "'%.*s' stands below the total of the table and is left out", STR_ARG(name));
        if (label->role != LABEL_HEADING) {
            reading_mark(reading, "row %u, '%.*s', stands below the total and is not in this book",
                         (unsigned)reading->paper->rows[label->at] + 1, STR_ARG(name));
            diag_help(reading->diags, found,
                      "if it is part of the fund, say that '%.*s' is not the last total: "
                      "--answer row-%u=ignore",
                      STR_ARG(total->label), (unsigned)reading->paper->rows[total->at] + 1);
        }
        label->role = LABEL_BELOW;
    }
}

// Whether the rows of a block are funding lines, several and nothing else: where the
// money comes from, above or below what it is for. Below "Funded by" half of them are enough.
static bool is_of_lines(const Reading *reading, const Item *block)
{
    size_t           lines = 0;
    size_t           count = 0;
    const KnownLine *before = NULL;
    for (const Item *item = block->first; item; item = item->next, count++) {
        const KnownLine *known = words_line(reading->arena, item->label, true);
        if (item->is_block) return false;
        lines += known && known != before;
        before = known;
    }
    bool says = words_say_income(reading->arena, block->heading) ||
                words_say_income(reading->arena, block->label);
    return count >= 2 && (lines == count || (says && lines * 2 >= count));
}

static void leave_block_out(Reading *reading, const Item *block)
{
    size_t first = block->heading_row != SIZE_MAX ? block->heading_row : block->first->row;
    size_t last = block->row != SIZE_MAX ? block->row : block->last->row;
    diag(reading->diags, DIAG_LEFT_OUT, reading_span(reading, first, reading->label_column),
         "rows %u to %u are left out: they are funding lines, where the money comes from",
         (unsigned)reading->paper->rows[reading->labels[first].at] + 1,
         (unsigned)reading->paper->rows[reading->labels[last].at] + 1);
    reading_mark(reading,
                 "rows %u to %u of the table say what each line brings: hold the "
                 "contributions against them",
                 (unsigned)reading->paper->rows[reading->labels[first].at] + 1,
                 (unsigned)reading->paper->rows[reading->labels[last].at] + 1);
    for (size_t row = first; row <= last; row++) {
        LabelRole role = reading->labels[row].role;
        if (role != LABEL_SPACER && role != LABEL_NOTE) reading->labels[row].role = LABEL_IGNORED;
        reading->labels[row].because = STR("a funding line, where the money comes from");
    }
}

// Blocks of lines beside blocks of schemes.
static void drop_contributions(Reading *reading)
{
    Parse  parse = tree_parse_all(reading);
    Item **items = parse.items;
    size_t blocks = 0;
    size_t count = parse.count;
    if (parse.root_row != SIZE_MAX && count == 1) { // Inside the total of all.
        count = 0;
        for (Item *item = parse.items[0]->first; item; item = item->next) items[1 + count++] = item;
        items++;
    }
    for (size_t i = 0; i < count; i++)
        blocks += items[i]->is_block && is_of_lines(reading, items[i]);
    if (blocks == 0 || blocks == count) return;
    for (size_t i = 0; i < count; i++) {
        if (items[i]->is_block && is_of_lines(reading, items[i]))
            leave_block_out(reading, items[i]);
    }
}

// Totals, and none of all rows: the fund that comes of it is printed nowhere.
static void doubt_whole(Reading *reading, const Parse *parse)
{
    const Item *last = NULL;
    for (size_t i = 0; i < parse->count; i++) {
        if (parse->items[i]->is_block && parse->items[i]->row != SIZE_MAX) last = parse->items[i];
    }
    if (parse->count < 2 || !last) return;
    bool first = last == parse->items[0];
    reading_mark(reading,
                 "no total of the table is of all its rows: row %u is not in that of row %u; is "
                 "the fund all of them, or is money twice in it?",
                 tree_first_number(reading, parse->items[first]),
                 (unsigned)reading->paper->rows[reading->labels[last->row].at] + 1);
}

static size_t first_amounts(const Reading *reading)
{
    for (size_t row = 0; row < reading->label_count; row++) {
        LabelRole role = reading->labels[row].role;
        if (role == LABEL_SCHEME || role == LABEL_TOTAL) return row;
    }
    return SIZE_MAX;
}

static size_t count_role(const Reading *reading, size_t from, LabelRole role)
{
    size_t count = 0;
    for (size_t row = from; row < reading->label_count; row++) {
        count += reading->labels[row].role == role;
    }
    return count;
}

// A total before all rows is the total of all, or of those right below it. Where it is
// neither, and others say total too, it is a scheme that is called so.
static void settle_first_total(Reading *reading)
{
    size_t first = first_amounts(reading);
    if (first == SIZE_MAX || !reading->labels[first].says_total) return;
    Label *label = &reading->labels[first];
    size_t schemes = count_role(reading, first + 1, LABEL_SCHEME);
    size_t below = sums_below(reading, first);
    if (schemes == 0) return;
    label->count = below;
    label->role = LABEL_TOTAL_FIRST;
    if (below > 0 && below < schemes) {
        label->role = LABEL_TOTAL_ABOVE;
        label->because = STR("it stands before the rows that it is the sum of");
        return;
    }
    Parse   parse = tree_parse_rows(reading, reading->label_count);
    Outcome outcome = tree_test_all(&parse, first);
    bool    foots = outcome == OUTCOME_AGREES || outcome == OUTCOME_ROUNDING;
    if (!foots && count_role(reading, first + 1, LABEL_TOTAL) > 0) label->role = LABEL_TOTAL;
    else label->because = STR("it stands before all rows");
}

// Printed before the rows and after them, it is one total.
static void drop_first_total(Reading *reading)
{
    for (size_t row = 0; row < reading->label_count; row++) {
        Label *label = &reading->labels[row];
        if (label->role != LABEL_TOTAL_FIRST || row == reading->root_row) continue;
        label->role = LABEL_IGNORED;
        label->because = STR("the total of all, printed once more below");
        diag(reading->diags, DIAG_LEFT_OUT, reading_span(reading, row, reading->label_column),
             "'%.*s' is left out: the total of all stands below the rows as well",
             STR_ARG(label->label));
    }
}

void reading_tree(Reading *reading)
{
    settle_first_total(reading);
    settle_nameless(reading);
    settle_ambiguous(reading);
    drop_contributions(reading);
    drop_below(reading);
    Parse parse = tree_parse_all(reading);
    reading->root_row = parse.root_row;
    drop_first_total(reading);
    if (parse.root_row != SIZE_MAX) {
        reading->root = parse.items[0];
        return;
    }
    doubt_whole(reading, &parse);
    reading->root = tree_new_block(&parse, SIZE_MAX, STR(""));
    for (size_t i = 0; i < parse.count; i++) tree_append(reading->root, parse.items[i]);
}
