// The transfers: by line, whose money it is and which partner has it to spend.
#include "post/statement_make.h"

// Who pays into the line; one that others succeeded counts as its successor.
static Str payers_of(Arena *arena, const Book *book, const Line *line)
{
    Text            text = text_new(arena);
    const Partner **seen = ARENA_ARRAY(arena, const Partner *, book->contribution_count);
    size_t          count = 0;
    for (size_t i = 0; i < book->contribution_count; i++) {
        const Contribution *item = &book->contributions[i];
        const Partner      *payer = partner_last(item->from);
        bool                again = item->line != line;
        for (size_t j = 0; j < count; j++) again |= seen[j] == payer;
        if (again) continue;
        text_addf(&text, "%s%.*s", count ? ", " : "", STR_ARG(payer->name));
        seen[count++] = payer;
    }
    return text_str(&text);
}

static Str label_of(Arena *arena, const Book *book, const Line *line)
{
    Str payers = payers_of(arena, book, line);
    if (payers.len == 0) return line->name;
    return str_format(arena, "%.*s, from %.*s", STR_ARG(line->name), STR_ARG(payers));
}

static bool holds(const Book *book, const Partner *partner)
{
    for (size_t i = 0; i < book->row_count; i++) {
        if (book->rows[i]->kind == ROW_SCHEME && book->rows[i]->held_by == partner) return true;
    }
    return false;
}

// Of what nobody is said to hold: scheme by scheme, for no selector asks for nobody.
static size_t select_not_held(Arena *arena, const Ledger *ledger, const Line *line, Selector **out)
{
    const Book *book = ledger->book;
    Selector   *all = NULL;
    size_t      count = 0;
    size_t      capacity = 0;
    for (size_t i = 0; i < book->row_count; i++) {
        const Row *from = book->rows[i];
        if (from->kind != ROW_SCHEME || from->held_by) continue;
        const Selector parts[] = {select_allocated(ledger, line, from->scheme),
                                  select_added(ledger, line, from->scheme, 0),
                                  select_vired(ledger, line, from->scheme, 0)};
        for (size_t j = 0; j < 3; j++) {
            if (!selector_next(&parts[j], NULL)) continue;
            all = arena_grow(arena, all, count, &capacity, sizeof *all);
            all[count++] = parts[j];
        }
    }
    *out = all;
    return count;
}

// The budget of the schemes that a partner holds, of one line.
static size_t select_held(Arena *arena, const Ledger *ledger, const Line *line,
                          const Partner *holder, Selector **out)
{
    const Selector parts[] = {select_allocated(ledger, line, NULL),
                              select_added(ledger, line, NULL, 0),
                              select_vired(ledger, line, NULL, 0)};
    Selector      *all = ARENA_ARRAY(arena, Selector, 3);
    size_t         count = 0;
    for (size_t i = 0; i < 3; i++) {
        all[count] = parts[i];
        all[count].partner = holder;
        count += selector_next(&all[count], NULL) != NULL;
    }
    *out = all;
    return count;
}

// With NULL those that nobody holds.
static void set_held(Arena *arena, const Statement *statement, size_t row, size_t column,
                     const Partner *holder)
{
    const Ledger *ledger = statement->ledger;
    const Line   *line = book_line(ledger->book, statement->rows[row].id);
    Selector     *all = NULL;
    size_t        count = holder ? select_held(arena, ledger, line, holder, &all)
                                 : select_not_held(arena, ledger, line, &all);
    if (count) statement_set_figure(arena, statement, row, column, all, count);
}

static void add_column(Arena *arena, Statement *statement, Str id, Str label, const Partner *holder)
{
    size_t column = statement_add_postings(arena, statement, id, label,
                                           holder ? "What the partner has to spend."
                                                  : "What no partner is said to hold.");
    for (size_t row = 0; row < statement->row_count; row++) {
        set_held(arena, statement, row, column, holder);
    }
}

static Statement *make(Arena *arena, const Ledger *ledger, int period)
{
    const Book  *book = ledger->book;
    const Board *board = book->board;
    Statement   *statement = statement_new(arena, ledger, "Funding line and who pays it",
                                           book->line_count + 1, board->partner_count + 2);
    bool         held = false;
    (void)period; // As it stands after all that the book knows of.
    for (size_t i = 0; i < board->partner_count; i++) held |= holds(book, &board->partners[i]);
    for (size_t i = 0; i < book->line_count; i++) {
        const Line *line = &book->lines[i];
        Selector    given = select_entry(ledger, ENTRY_KIND_COUNT, ACCOUNT_SCHEME, line);
        if (!held || !selector_next(&given, NULL)) continue;
        statement_add_row(statement, line->id, label_of(arena, book, line), true);
    }
    for (size_t i = 0; i < board->partner_count; i++) {
        const Partner *partner = &board->partners[i];
        if (holds(book, partner)) add_column(arena, statement, partner->id, partner->name, partner);
    }
    if (holds(book, NULL)) {
        add_column(arena, statement, STR("not-held"), STR("Not said"), NULL);
    }
    ColumnTerm *terms = ARENA_ARRAY(arena, ColumnTerm, statement->column_count);
    for (size_t i = 0; i < statement->column_count; i++) terms[i] = (ColumnTerm){i, 1};
    statement_add_column(arena, statement,
                         (StatementColumn){.id = STR("total"),
                                           .label = STR("Current budget"),
                                           .about = "All of the row.",
                                           .rule = COLUMN_TERMS,
                                           .terms = terms,
                                           .term_count = statement->column_count,
                                           .absent = !held});
    statement_add_total(arena, statement, STR("Total"));
    for (size_t i = 0; i < statement->column_count; i++) statement->columns[i].absent = !held;
    return statement;
}

const StatementKind statement_transfers = {
    .name = "transfers",
    .title = "Transfers",
    .about = "By funding line, whose money it is and which partner has it to spend: what stands "
             "with another than its payer is owed to that one.",
    .summary = "by funding line, who pays it and which partner holds it",
    .silence = "The book does not say who holds any scheme.",
    .status = STATUS_OF_BUDGET,
    .make = make,
};
