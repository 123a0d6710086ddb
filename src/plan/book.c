// A book: the amounts of one board in one year.
#include <string.h>

#include "plan/read.h"

static void lines_take(BookReader *reader, const Line *lines, size_t count)
{
    Book *book = reader->book;
    for (size_t i = 0; i < count; i++) {
        Line *line = &book->lines[book->line_count];
        *line = lines[i];
        line->index = book->line_count;
        const Line *first = index_add(&book->line_index, line->id, line);
        if (first) {
            Diag *found = diag(reader->reader->diags, DIAG_ID_TWICE, line->span,
                               "there are two funding lines '%.*s'", STR_ARG(line->id));
            diag_note(reader->reader->diags, found, first->span, "first here");
            continue;
        }
        reader->line_ids[book->line_count++] = line->id;
    }
}

// The year's lines: the pack's, then the board's own.
static void lines_join(BookReader *reader)
{
    Book  *book = reader->book;
    Arena *arena = reader->reader->arena;
    size_t count = book->board->line_count + (book->pack ? book->pack->line_count : 0);
    book->lines = ARENA_ARRAY(arena, Line, count);
    book->line_index = index_new(arena);
    reader->line_ids = ARENA_ARRAY(arena, Str, count);
    if (book->pack) lines_take(reader, book->pack->lines, book->pack->line_count);
    lines_take(reader, book->board->lines, book->board->line_count);
    book->brought_forward = ARENA_ARRAY(arena, Amount, book->line_count);
    book->year_end = ARENA_ARRAY(arena, YearEnd, book->line_count);
}

static void fact_check(Reader *reader, const Book *book, const Scheme *scheme, size_t fact)
{
    const AllowedList *list = &book->pack->lists[fact];
    for (size_t i = 0; i < list->count; i++) {
        if (str_equal(list->values[i], scheme->facts[fact])) return;
    }
    if (scheme->facts[fact].len == 0 || list->count == 0) return;
    Diag *found = diag(reader->diags, DIAG_BAD_VALUE, scheme->fact_spans[fact],
                       "'%.*s' is not a value of %s that the year pack allows",
                       STR_ARG(scheme->facts[fact]), fact_names[fact]);
    diag_note(reader->diags, found, book->pack->verified_span, "the list is in this pack");
}

// The board's schemes, with what the book says of them in its year.
static void schemes_join(BookReader *reader, const Node *own)
{
    Book        *book = reader->book;
    Arena       *arena = reader->reader->arena;
    const Board *board = book->board;
    if (own && !node_is_map(reader->reader, own, "schemes")) own = NULL;
    if (own && is_past(reader->reader, own, "schemes", SCHEME_COUNT_MAX)) own = NULL;
    size_t most = board->scheme_count + (own ? own->count : 0);
    book->schemes = ARENA_ARRAY(arena, Scheme, most);
    book->scheme_index = index_new(arena);
    book->scheme_count = board->scheme_count;
    if (board->scheme_count) {
        memcpy(book->schemes, board->schemes, board->scheme_count * sizeof *book->schemes);
    }
    for (size_t i = 0; i < book->scheme_count; i++) {
        index_add(&book->scheme_index, book->schemes[i].id, &book->schemes[i]);
    }
    for (const Node *key = own ? own->first : NULL; key; key = key->next) {
        if (!node_id(reader->reader, key)) continue;
        Scheme *scheme = index_find(&book->scheme_index, key->text);
        if (!scheme) {
            scheme = &book->schemes[book->scheme_count++];
            *scheme = (Scheme){.id = key->text, .span = key->span};
            index_add(&book->scheme_index, scheme->id, scheme);
        }
        scheme_read(reader->reader, key->value, board, scheme);
    }
    reader->scheme_ids = ARENA_ARRAY(arena, Str, book->scheme_count);
    for (size_t i = 0; i < book->scheme_count; i++) {
        reader->scheme_ids[i] = book->schemes[i].id;
        for (size_t fact = 0; book->pack && fact < FACT_COUNT; fact++) {
            fact_check(reader->reader, book, &book->schemes[i], fact);
        }
    }
}

static void partners_list(BookReader *reader)
{
    const Board *board = reader->book->board;
    reader->partner_ids = ARENA_ARRAY(reader->reader->arena, Str, board->partner_count);
    for (size_t i = 0; i < board->partner_count; i++) {
        reader->partner_ids[i] = board->partners[i].id;
    }
}

// The board and the year pack that the book names; false when either is refused.
static bool framework_read(Shelf *shelf, BookReader *reader, Record *record)
{
    Book       *book = reader->book;
    Reader     *own = reader->reader;
    const Node *board = record_need(record, "board");
    const Node *pack = record_field(record, "year_pack");
    book->board = shelf_board(shelf, book->source, board);
    book->pack = pack ? shelf_pack(shelf, book->source, pack) : NULL;
    if (!book->board || (pack && !book->pack)) return false;
    if (pack && book->year.start && book->pack->year.start != book->year.start) {
        diag(own->diags, DIAG_WRONG_YEAR, pack->span,
             "the year pack is for %.*s and the book for %.*s",
             STR_ARG(year_format(own->arena, book->pack->year)),
             STR_ARG(year_format(own->arena, book->year)));
    }
    if (book->board->line_count == 0 && (!pack || book->pack->line_count == 0)) {
        Diag *found = diag(own->diags, DIAG_NO_LINES, (Span){book->source, 0, 0},
                           "the book has no funding line");
        diag_help(own->diags, found, "name a year_pack, or give the board funding_lines");
        return false;
    }
    return true;
}

static void outturn_section_read(BookReader *reader, const Node *node)
{
    if (reader->book->stage == STAGE_OUTTURN) {
        outturn_read(reader, node);
        return;
    }
    Diag *found = diag(reader->reader->diags, DIAG_OUTTURN_AT_BUDGET, node->span,
                       "a book at stage 'budget' has no outturn");
    diag_help(reader->reader->diags, found, "write 'stage: outturn'");
}

static void year_end_section_read(BookReader *reader, const Node *node)
{
    if (reader->book->stage == STAGE_OUTTURN) {
        year_end_read(reader, node);
        return;
    }
    Diag *found = diag(reader->reader->diags, DIAG_OUTTURN_AT_BUDGET, node->span,
                       "a book at stage 'budget' has no year end");
    diag_help(reader->reader->diags, found, "write 'stage: outturn' once the year has ended");
}

static void brought_forward_read(BookReader *reader, const Node *node)
{
    amounts_read(reader, node, reader->book->brought_forward);
}

// The sections of a book that are read one after another; each may name what
// was read before it.
static const struct {
    const char *key;
    void (*read)(BookReader *reader, const Node *node);
} sections[] = {
    {"approvals", approvals_read},         {"decisions", decisions_read},
    {"contributions", contributions_read}, {"brought_forward", brought_forward_read},
    {"outturn", outturn_section_read},     {"closed", closed_read},
    {"virements", virements_read},         {"monitoring", monitoring_read},
    {"payments", payments_read},           {"passported", passported_read},
    {"year_end", year_end_section_read},   {"waivers", waivers_read},
    {"published", published_read},
};

#define SECTION_COUNT (sizeof sections / sizeof *sections)

// What only makes sense once lines, partners and schemes are known.
static void sections_read(BookReader *reader, Record *record)
{
    Book       *book = reader->book;
    const Node *allocations = record_need(record, "allocations");
    const Node *risk_share = record_field(record, "risk_share");
    lines_join(reader);
    partners_list(reader);
    schemes_join(reader, record_field(record, "schemes"));
    size_t before = reader->reader->diags->errors;
    allocations_read(reader, allocations, record_text(record, "total"));
    reader->rows_refused = !allocations || reader->reader->diags->errors > before;
    record_need(record, "contributions");
    for (size_t i = 0; i < SECTION_COUNT; i++) {
        const Node *node = record_field(record, sections[i].key);
        if (!node) continue;
        reader->section = record_key(record, sections[i].key)->span;
        sections[i].read(reader, node);
    }
    if (!risk_share) risk_share = book->board->risk_share;
    if (risk_share) risk_share_read(reader, risk_share);
}

// Without its board the sections of a book cannot be understood; only that they
// are there, and nothing else, can be seen.
static void sections_skip(Record *record)
{
    record_need(record, "contributions");
    record_need(record, "allocations");
    record_field(record, "schemes");
    record_field(record, "total");
    record_field(record, "risk_share");
    for (size_t i = 0; i < SECTION_COUNT; i++) record_field(record, sections[i].key);
}

Book *book_read(Shelf *shelf, const Node *tree, const Source *source)
{
    static const char *const later[] = {"floors", "confirmations", "ledgers", "mapping"};
    Book                    *book = ARENA_NEW(shelf->reader.arena, Book);
    Reader      own = {shelf->reader.arena, shelf->reader.diags, &book->notes, &book->amounts};
    BookReader  reader = {.reader = &own, .book = book, .aside = shelf->aside};
    Record      record = file_open(&own, tree, "book");
    const Node *node = NULL;
    book->approval_index = index_new(shelf->reader.arena);
    book->source = source;
    book->unit = 1;
    if (!record.map) return NULL;
    if ((node = record_need(&record, "year"))) node_year(&own, node, &book->year);
    int stage = record_one_of(&record, "stage", stage_names, true);
    book->stage = stage < 0 ? STAGE_OUTTURN : (Stage)stage;
    if ((node = record_field(&record, "rounded_to"))) book->unit = unit_read(&own, node);
    book->previous_path = record_field(&record, "previous");
    record_later(&record, later, sizeof later / sizeof *later);
    bool framed = framework_read(shelf, &reader, &record);
    if (framed) sections_read(&reader, &record);
    else sections_skip(&record);
    record_close(&record);
    return framed ? book : NULL;
}
