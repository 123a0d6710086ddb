#include "report/cells.h"

#include <stdint.h>

static const Cell *cell_at(const Table *own, const Term *term)
{
    const Table *table = term->table ? term->table : own;
    return &table->rows[term->row].cells[term->column];
}

Cell cell_of_terms(Arena *arena, const Table *table, const Term *terms, size_t count)
{
    Cell  cell = {0};
    Term *kept = ARENA_ARRAY(arena, Term, count);
    for (size_t i = 0; i < count; i++) {
        const Cell *from = cell_at(table, &terms[i]);
        if (from->type == CELL_EMPTY) continue;
        Money money = terms[i].sign < 0 ? money_neg(from->money) : from->money;
        cell.type = CELL_MONEY;
        cell.origin = ORIGIN_TERMS;
        cell.money = money_add(cell.money, money);
        kept[cell.term_count++] = terms[i];
    }
    cell.terms = kept;
    return cell;
}

Cell cell_of_rows(Arena *arena, const Table *table, size_t column, const size_t *rows, size_t count)
{
    Term *terms = ARENA_ARRAY(arena, Term, count);
    for (size_t i = 0; i < count; i++) terms[i] = (Term){rows[i], column, 1, NULL};
    return cell_of_terms(arena, table, terms, count);
}

Cell cell_of_table(Arena *arena, const Table *table, Str row, const char *column)
{
    size_t at = table_find_row(table, row);
    size_t of = table_find_column(table, str_from(column));
    if (at == SIZE_MAX || of == SIZE_MAX) return (Cell){0};
    Term term = {at, of, 1, table};
    Cell cell = cell_of_terms(arena, table, &term, 1);
    if (cell.type != CELL_EMPTY) cell.link = (Link){table, at, of};
    return cell;
}

Cell cell_of_postings(Arena *arena, const Selector *selectors, size_t count)
{
    Cell      cell = {.type = CELL_MONEY, .origin = ORIGIN_POSTINGS};
    Selector *kept = ARENA_ARRAY(arena, Selector, count);
    if (count == 0) return (Cell){0};
    for (size_t i = 0; i < count; i++) {
        kept[i] = selectors[i];
        cell.money = money_add(cell.money, ledger_sum(&kept[i]));
    }
    cell.selectors = kept;
    cell.selector_count = count;
    return cell;
}

// How many books of the same year come before it in the group.
static size_t count_alike(const Group *group, size_t at)
{
    size_t count = 0;
    for (size_t i = 0; i < at; i++) {
        count += group->cases[i]->book->year.start == group->cases[at]->book->year.start;
    }
    return count;
}

Str group_year_id(Arena *arena, const Group *group, size_t at)
{
    Str    id = year_id(arena, group->cases[at]->book->year);
    size_t alike = count_alike(group, at);
    return alike ? str_format(arena, "%.*s-%zu", STR_ARG(id), alike + 1) : id;
}

Str group_year_label(Arena *arena, const Group *group, size_t at)
{
    Str    label = year_format(arena, group->cases[at]->book->year);
    size_t alike = count_alike(group, at);
    return alike ? str_format(arena, "%.*s (%zu)", STR_ARG(label), alike + 1) : label;
}

Cell cell_of_text(Str text)
{
    return text.len ? cell_text(text) : (Cell){0};
}

Str board_short_name(const Board *board)
{
    static const char ending[] = " Health and Wellbeing Board";
    Str               name = board->name;
    if (str_ends(name, ending)) name.len -= sizeof ending - 1;
    return name;
}

Str approval_in_words(Arena *arena, const Approval *approval)
{
    Str date = date_in_words(arena, approval->on);
    return str_format(arena, "%s by %.*s%s%.*s%s%.*s", decision_names[approval->decision],
                      STR_ARG(approval->body), date.len ? ", " : "", STR_ARG(date),
                      approval->minute.len ? ", minute " : "", STR_ARG(approval->minute));
}
