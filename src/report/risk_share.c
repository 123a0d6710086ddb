// The risk share at work: by line, who bears and keeps what by the agreement, and what
// the year's end states.
#include "report/report.h"

enum { LINE, WHAT, AGREED, STATED, DIFFERENCE, ODD, COLUMN_COUNT };

static Str words_of(Arena *arena, const Share *share)
{
    static const char *const named[] = {[SHARE_BORNE] = "Borne by",
                                        [SHARE_REPAID] = "Repaid to",
                                        [SHARE_CARRIED] = "Carried forward for"};
    switch (share->kind) {
    case SHARE_UNDERSPEND:
        return str_format(arena, "From what %.*s had left", STR_ARG(share->from->name));
    case SHARE_RESERVE: return str_format(arena, "From %.*s", STR_ARG(share->from->name));
    case SHARE_BORNE:
    case SHARE_REPAID:
    case SHARE_CARRIED:
        if (!share->partner) break;
        return str_format(arena, "%s %.*s", named[share->kind], STR_ARG(share->partner->name));
    case SHARE_OPEN:
        return str_format(arena, "%.*s %s: divided by nothing that was agreed",
                          STR_ARG(money_pounds(arena, money_abs(share->agreed))),
                          share->agreed.pence < 0 ? "overspent" : "left");
    case SHARE_KIND_COUNT: break;
    }
    return share->kind == SHARE_REPAID ? STR("Repaid") : STR("Carried forward");
}

static void add_share(Arena *arena, Table *table, const Case *of, const Share *share)
{
    bool      stated = of->book->year_end_stated;
    size_t    at = table->row_count;
    Str       id = str_format(arena, "%zu", at + 1);
    TableRow *row = table_row(arena, table, STYLE_BODY, id, id);
    row->cells[LINE] = cell_text(share->line->name);
    row->cells[WHAT] = cell_text(words_of(arena, share));
    if (share->kind == SHARE_OPEN) return;
    if (!share->open) row->cells[AGREED] = cell_money(share->agreed);
    row->cells[ODD] = cell_text(share->odd ? STR("yes") : STR("no"));
    if (stated) row->cells[STATED] = cell_money(share->stated);
    if (!stated || share->open || share->in_sum) return;
    Term *terms = ARENA_ARRAY(arena, Term, 2);
    terms[0] = (Term){at, STATED, 1, NULL};
    terms[1] = (Term){at, AGREED, -1, NULL};
    row->cells[DIFFERENCE] = (Cell){.type = CELL_MONEY,
                                    .origin = ORIGIN_TERMS,
                                    .money = money_sub(share->stated, share->agreed),
                                    .terms = terms,
                                    .term_count = 2};
}

// What a partner bears, or is repaid, of all lines: one row, where it is of several.
static void add_total(Arena *arena, Table *table, ShareKind kind, const Partner *partner,
                      const Share *const *shares)
{
    size_t columns[] = {AGREED, STATED, DIFFERENCE};
    Share  all = {.kind = kind, .partner = partner};
    Str    id = str_format(arena, "%s-%.*s", kind == SHARE_BORNE ? "borne" : "repaid",
                           STR_ARG(partner->id));
    size_t lines = 0;
    for (size_t i = 0; i < table->row_count; i++) {
        if (shares[i]) lines += shares[i]->kind == kind && shares[i]->partner == partner;
    }
    if (lines < 2) return;
    TableRow *row = table_row(arena, table, STYLE_SUBTOTAL, id, STR("All"));
    row->cells[LINE] = cell_text(STR("All funding lines"));
    row->cells[WHAT] = cell_text(words_of(arena, &all));
    for (size_t c = 0; c < sizeof columns / sizeof *columns; c++) {
        Cell *cell = &row->cells[columns[c]];
        Term *terms = ARENA_ARRAY(arena, Term, lines);
        *cell = (Cell){.type = CELL_MONEY, .origin = ORIGIN_TERMS, .terms = terms};
        for (size_t i = 0; shares[i]; i++) {
            bool counts = shares[i] && shares[i]->kind == kind && shares[i]->partner == partner;
            if (!counts || table->rows[i].cells[columns[c]].type == CELL_EMPTY) continue;
            terms[cell->term_count++] = (Term){i, columns[c], 1, NULL};
            cell->money = money_add(cell->money, table->rows[i].cells[columns[c]].money);
        }
        if (cell->term_count == 0) *cell = (Cell){0};
    }
}

static Table *make_risk_share(Arena *arena, const Case *of)
{
    static const ColumnSpec columns[COLUMN_COUNT] = {
        [LINE] = {"line", "Funding line", CELL_TEXT},
        [WHAT] = {"what", "Who bears or keeps it", CELL_TEXT},
        [AGREED] = {"agreed", "By the risk share", CELL_MONEY},
        [STATED] = {"stated", "Stated", CELL_MONEY},
        [DIFFERENCE] = {"difference", "Difference", CELL_MONEY},
        [ODD] = {"odd", "Odd penny", CELL_TEXT},
    };
    const Reconciliation *found = of->reconciliation;
    const Board          *board = of->book->board;
    size_t                most = found->share_count + 2 * board->partner_count;
    Table                *table = table_of(arena, "risk-share", columns, COLUMN_COUNT, most);
    table_entitle(arena, table, of, "Risk share", of->book->stage);
    table->watch = WATCH_FIGURES;
    table->heading = STR("No.");
    table->about = STR("By funding line, who bears what was overspent and keeps what was left: by "
                       "the risk share, and as the year's end states it. Amounts in pounds (£).");
    const Share **shares = ARENA_ARRAY(arena, const Share *, table->row_max + 1); // By row.
    for (size_t i = 0; i < of->book->line_count; i++) {
        for (size_t j = 0; j < found->share_count; j++) {
            const Share *share = &found->shares[j];
            if (share->line != &of->book->lines[i]) continue;
            shares[table->row_count] = share;
            add_share(arena, table, of, share);
        }
    }
    for (size_t i = 0; i < board->partner_count; i++) {
        add_total(arena, table, SHARE_BORNE, &board->partners[i], shares);
        add_total(arena, table, SHARE_REPAID, &board->partners[i], shares);
    }
    table_note(arena, table, NOTE_OF_TABLE, "%s",
               !of->book->risk_share.stated ? "No risk share is agreed: nothing is split."
               : found->share_count == 0    ? "Nothing is to be shared."
                                            : "Parts add up to the whole: odd pennies go to the "
                                              "largest remainders, ties to the first named.");
    return table;
}

const Report report_risk_share = {
    .name = "risk-share",
    .summary = "who bears and keeps what, by the agreement and as stated",
    .make = make_risk_share,
    .published = true,
};
