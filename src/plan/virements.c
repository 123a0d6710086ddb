// `virements:`, budget that moves between schemes inside one line; and `closed:`,
// up to which period nothing may move any more.
#include "plan/read.h"

// A virement as it is read; that it would move money between lines is said once.
typedef struct {
    BookReader *reader;
    Virement   *virement;
    bool        across;
} VirementReader;

static void across(VirementReader *of, Span span, Str what)
{
    BookReader *reader = of->reader;
    if (of->across) return;
    of->across = true;
    Diag *found =
        diag(reader->reader->diags, DIAG_ACROSS_LINES, span,
             "%.*s: a virement moves money between schemes inside one line", STR_ARG(what));
    diag_help(reader->reader->diags, found,
              "{line: %.*s, from: SCHEME, to: SCHEME, amount: 1000, period: 8, why: ...}",
              STR_ARG(reader->book->lines[0].id));
}

// Either end of a virement, which is a scheme and nothing else.
static const Row *end_of(VirementReader *of, const Node *node)
{
    BookReader *reader = of->reader;
    if (!node) return NULL;
    if (node->kind != NODE_SCALAR) {
        across(of, node->span, STR("one scheme is wanted here"));
        return NULL;
    }
    bool is_scheme = index_find(&reader->book->scheme_index, node->text) != NULL;
    if (!is_scheme && book_line(reader->book, node->text)) {
        across(of, node->span,
               str_format(reader->reader->arena, "'%.*s' is a funding line", STR_ARG(node->text)));
        return NULL;
    }
    return scheme_row_named(reader, node, "a virement");
}

// The one line; and no key that only a virement between lines would have.
static void line_of(VirementReader *of, Record *record)
{
    static const char *const keys[] = {"from_line", "to_line", "line_from", "line_to", "lines"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const Node *node = record_field(record, keys[i]);
        if (node) across(of, node->span, STR("this would be a second line"));
    }
    const Node *line = of->across ? record_field(record, "line") : record_need(record, "line");
    if (!line) return;
    if (line->kind == NODE_SCALAR) of->virement->line = line_named(of->reader, line);
    else across(of, line->span, STR("one funding line is wanted here"));
}

// A period that is closed holds what was there when it was.
static void hold_closed(BookReader *reader, const char *what, int period, Date on, Span span)
{
    const Closed *closed = &reader->book->closed;
    Arena        *arena = reader->reader->arena;
    if (period == 0 || period > closed->period) return;
    if (date_is_set(on) && date_order(on, closed->on) <= 0) return;
    Str when = date_is_set(on) ? str_format(arena, "is dated %.*s", STR_ARG(date_format(arena, on)))
                               : STR("has no date");
    Diag *found = diag(reader->reader->diags, DIAG_CLOSED_PERIOD, span,
                       "period %d was closed on %.*s, and this %s %.*s", period,
                       STR_ARG(date_format(arena, closed->on)), what, STR_ARG(when));
    diag_note(reader->reader->diags, found, closed->span, "closed here, up to period %d",
              closed->period);
    diag_help(reader->reader->diags, found, "%s",
              date_is_set(on) ? "it belongs to a period that is open, or its date is wrong"
                              : "say on which date it was made: 'on:'");
}

static void virement_read(BookReader *reader, const Node *node, Virement *virement)
{
    Record         record = record_open(reader->reader, node, "virement");
    const Node    *from = record_need(&record, "from");
    const Node    *to = record_need(&record, "to");
    const Node    *amount = record_need(&record, "amount");
    const Node    *period = record_need(&record, "period");
    VirementReader of = {reader, virement, false};
    line_of(&of, &record);
    virement->span = virement->amount_span = node->span;
    virement->from = end_of(&of, from);
    virement->to = end_of(&of, to);
    if (amount && book_money(reader, amount, &virement->amount)) {
        virement->amount_span = amount->span;
    }
    if (period) virement->period = period_read(reader, period);
    virement->on = record_date(&record, "on");
    virement->approval = approval_of(reader, &record);
    virement->why = record_text_needed(&record, "why");
    record_close(&record);
    if (virement->from && virement->from == virement->to) {
        diag(reader->reader->diags, DIAG_BAD_VALUE, to->span,
             "a virement from '%.*s' to itself moves nothing", STR_ARG(virement->from->id));
    }
    if (period) {
        hold_closed(reader, "virement", virement->period, virement->on, period->span);
    }
}

void virements_read(BookReader *reader, const Node *node)
{
    Book *book = reader->book;
    if (!node_is_list(reader->reader, node, "virements")) return;
    if (is_past(reader->reader, node, "virements", VIREMENT_COUNT_MAX)) return;
    book->virements = ARENA_ARRAY(reader->reader->arena, Virement, node->count);
    for (const Node *item = node->first; item; item = item->next) {
        virement_read(reader, item, &book->virements[book->virement_count++]);
    }
}

void closed_read(BookReader *reader, const Node *node)
{
    Closed     *closed = &reader->book->closed;
    Record      record = record_open(reader->reader, node, "closed");
    const Node *period = record_need(&record, "period");
    const Node *on = record_need(&record, "on");
    closed->span = node->span;
    if (period) closed->period = period_read(reader, period);
    if (on) node_date(reader->reader, on, &closed->on);
    record_close(&record);
    Date end = period_end(reader->book->year, closed->period);
    if (!date_is_set(closed->on)) closed->period = 0; // Then nothing is held to it.
    if (closed->period == 0 || !date_is_set(closed->on) || date_order(closed->on, end) > 0) return;
    diag(reader->reader->diags, DIAG_BAD_VALUE, on->span,
         "period %d cannot be closed on %.*s, for it ends on %.*s", closed->period,
         STR_ARG(date_format(reader->reader->arena, closed->on)),
         STR_ARG(date_format(reader->reader->arena, end)));
}

void closed_hold_report(BookReader *reader, const Monitoring *report, Span span)
{
    if (date_is_set(report->on)) hold_closed(reader, "report", report->period, report->on, span);
}
