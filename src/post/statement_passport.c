// The passport: who receives what is passed on.
#include <stdint.h>

#include "post/statement_make.h"

// Whether the book says what the partner receives of the line, be it nil.
static bool is_passported(const Book *book, const Line *line, const Partner *to)
{
    for (size_t i = 0; i < book->contribution_count; i++) {
        const Contribution *contribution = &book->contributions[i];
        for (size_t j = 0; contribution->line == line && j < contribution->passport.count; j++) {
            if (contribution->passport.items[j].partner == to) return true;
        }
    }
    return false;
}

static const Passported *find_outcome(const Book *book, const Line *line, const Partner *to)
{
    for (size_t i = 0; i < book->passported_count; i++) {
        const Passported *item = &book->passported[i];
        if (item->line == line && (!to || item->to == to)) return item;
    }
    return NULL;
}

typedef struct {
    Arena      *arena;
    Statement  *statement;
    const Line *line;
    size_t      column; // Passported; where outcomes are known, spent and left follow it.
    bool        outcomes;
} PassportColumns;

static Str column_id(const PassportColumns *of, const char *what)
{
    Arena *arena = of->arena;
    Str    id = str_format(arena, "%.*s-%s", STR_ARG(of->line->id), what);
    while (book_line(of->statement->ledger->book, id) ||
           statement_column(of->statement, id) != SIZE_MAX) {
        id = str_format(arena, "%.*s-%s", STR_ARG(id), what);
    }
    return id;
}

static void add_columns(PassportColumns *of)
{
    const Book *book = of->statement->ledger->book;
    const Line *line = of->line;
    bool        stated = false;
    for (size_t i = 0; i < book->contribution_count; i++) {
        const Contribution *contribution = &book->contributions[i];
        stated |= contribution->line == line && contribution->passport.stated;
    }
    of->column = statement_add_line(of->arena, of->statement, line);
    of->statement->columns[of->column].absent = !stated;
    of->outcomes = find_outcome(book, line, NULL) != NULL;
    if (!of->outcomes) return;
    static const struct {
        const char *what;
        const char *about;
    } more[] = {{"spent", "What of it the receiver says that it spent."},
                {"left", "What of it the receiver carries forward or has repaid."}};
    for (size_t i = 0; i < 2; i++) {
        Str    label = str_format(of->arena, "%.*s %s", STR_ARG(line->heading), more[i].what);
        size_t at = statement_add_postings(of->arena, of->statement, column_id(of, more[i].what),
                                           label, more[i].about);
        of->statement->columns[at].partial = true;
    }
}

static Selector select_outcome(const PassportColumns *of, EntryKind entry, const Partner *to)
{
    Selector selector = select_entry(of->statement->ledger, entry, ACCOUNT_PASSPORTED, of->line);
    selector.partner = to;
    return selector;
}

static void set_receiver(const PassportColumns *of, size_t row, const Partner *to)
{
    const Ledger     *ledger = of->statement->ledger;
    const Passported *item = find_outcome(ledger->book, of->line, to);
    Selector          selector = select_passported(ledger, of->line, to);
    if (is_passported(ledger->book, of->line, to)) {
        statement_set_figure(of->arena, of->statement, row, of->column, &selector, 1);
    }
    if (!item) return;
    const Selector spent = select_outcome(of, ENTRY_PASSPORT_SPENT, to);
    const Selector left[] = {select_outcome(of, ENTRY_PASSPORT_CARRIED, to),
                             select_outcome(of, ENTRY_PASSPORT_REPAID, to)};
    if (item->spent.stated) {
        statement_set_figure(of->arena, of->statement, row, of->column + 1, &spent, 1);
    }
    if (item->carried_forward.stated || item->repaid.stated) {
        statement_set_figure(of->arena, of->statement, row, of->column + 2, left, 2);
    }
}

// Whoever a line can pass to, in the board's order: what one of them receives, or has
// spent, may be unknown.
static void add_receivers(const PassportColumns *lines, size_t count, Statement *statement)
{
    const Board *board = statement->ledger->book->board;
    for (size_t i = 0; i < board->partner_count; i++) {
        const Partner *partner = &board->partners[i];
        bool           receives = false;
        for (size_t j = 0; j < count; j++) receives |= lines[j].line->passport_to == partner->kind;
        if (!receives) continue;
        statement_add_row(statement, partner->id, partner->name, true);
        for (size_t j = 0; j < count; j++) {
            set_receiver(&lines[j], statement->row_count - 1, partner);
        }
    }
}

static Statement *make(Arena *arena, const Ledger *ledger, int period)
{
    const Book      *book = ledger->book;
    PassportColumns *lines = ARENA_ARRAY(arena, PassportColumns, book->line_count);
    size_t           count = 0;
    Statement *statement = statement_new(arena, ledger, "Partner", book->board->partner_count + 1,
                                         3 * book->line_count);
    (void)period; // What is passed on is of the whole year.
    for (size_t i = 0; i < book->line_count; i++) {
        if (!book->lines[i].passported) continue;
        lines[count] = (PassportColumns){arena, statement, &book->lines[i], 0, false};
        add_columns(&lines[count++]);
    }
    add_receivers(lines, count, statement);
    statement_add_total(arena, statement, STR("Total"));
    return statement;
}

const StatementKind statement_passport = {
    .name = "passport",
    .title = "Passport",
    .about = "Who receives what is passed on, and what of it they say is spent and left.",
    .summary = "who receives what is passed on, such as the DFG",
    .silence = "The book does not say who receives it: unknown is not nil.",
    .status = STATUS_OF_BUDGET,
    .make = make,
};
