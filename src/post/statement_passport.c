// The passport: who receives what is passed on.
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

// Whoever a line can pass to, in the board's order: what one of them receives
// may be unknown.
static void add_receivers(Arena *arena, Statement *statement)
{
    const Ledger *ledger = statement->ledger;
    const Board  *board = ledger->book->board;
    for (size_t i = 0; i < board->partner_count; i++) {
        const Partner *partner = &board->partners[i];
        bool           receives = false;
        for (size_t column = 0; column < statement->column_count; column++) {
            const Line *line = book_line(ledger->book, statement->columns[column].id);
            receives |= line->passport_to == partner->kind;
        }
        if (!receives) continue;
        statement_add_row(statement, partner->id, partner->name, true);
        for (size_t column = 0; column < statement->column_count; column++) {
            const Line *line = book_line(ledger->book, statement->columns[column].id);
            Selector    selector = select_passported(ledger, line, partner);
            if (!is_passported(ledger->book, line, partner)) continue;
            statement_set_figure(arena, statement, statement->row_count - 1, column, &selector, 1);
        }
    }
}

static Statement *make(Arena *arena, const Ledger *ledger, int period)
{
    const Book *book = ledger->book;
    Statement  *statement =
        statement_new(arena, ledger, "Partner", book->board->partner_count + 1, book->line_count);
    (void)period; // What is passed on is of the whole year.
    for (size_t i = 0; i < book->line_count; i++) {
        const Line *line = &book->lines[i];
        bool        stated = false;
        if (!line->passported) continue;
        for (size_t j = 0; j < book->contribution_count; j++) {
            const Contribution *contribution = &book->contributions[j];
            stated |= contribution->line == line && contribution->passport.stated;
        }
        size_t column = statement_add_line(arena, statement, line);
        statement->columns[column].absent = !stated;
    }
    add_receivers(arena, statement);
    statement_add_total(arena, statement, STR("Total"));
    return statement;
}

const StatementKind statement_passport = {
    .name = "passport",
    .title = "Passport",
    .about = "Who receives what is passed on.",
    .summary = "who receives what is passed on, such as the DFG",
    .status = STATUS_OF_BUDGET,
    .make = make,
};
