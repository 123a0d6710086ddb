// Drafts: the three kinds of file are written as a person would, and load as what
// was described, whatever the names are.
#include "memory_project.h"
#include "scribe/draft.h"
#include "tap.h"

static Arena *arena;

#define S(literal)                                                                                 \
    {                                                                                              \
        literal, sizeof(literal) - 1                                                               \
    }

#define AMOUNT(pounds)                                                                             \
    (Amount)                                                                                       \
    {                                                                                              \
        .stated = true, .money = {(pounds)*100 }                                                   \
    }

// Names that mean something to YAML, or would end what they stand in.
static const char *const hostile[] = {
    "no",       "null",       "010",
    "- dash",   "a: b",       "a # b",
    "#a",       "{a}",        "[a, b]",
    "it's",     "say \"so\"", "back\\slash",
    "%tag",     "@at",        "*star",
    "&and",     "!bang",      "| pipe",
    "> fold",   "? what",     "ends:",
    "£1,234",   "Café – 5%",  "` tick",
    "a,b",      "~",          "=1+1",
    "'quoted'", "x: {y}",     "true",
    "2022-23",  "block",      "# to decide: x",
    ": :",      "tab\there",
};

#define HOSTILE_COUNT (sizeof hostile / sizeof *hostile)

static Str pack_text(void)
{
    DraftLine lines[2] = {
        {.line = {.id = STR("nhs-minimum"),
                  .name = STR("NHS minimum: the whole"),
                  .heading = STR("BCF"),
                  .payer = PARTNER_NHS,
                  .mandatory = true,
                  .has_uplift = true,
                  .uplift = {566, 10000}},
         .remark = {.mark = STR("its uplift")}},
        {.line = {.id = STR("dfg"),
                  .name = STR("DFG"),
                  .heading = STR("DFG"),
                  .payer = PARTNER_COUNCIL,
                  .nature = NATURE_CAPITAL,
                  .passported = true,
                  .passport_to = PARTNER_DISTRICT}},
    };
    PackDraft draft = {.head = STR("One year."),
                       .year = {2022},
                       .source = STR("made up"),
                       .verified = true,
                       .lines = lines,
                       .line_count = 2};
    return draft_pack(arena, &draft);
}

static Str board_text(void)
{
    static DraftScheme schemes[HOSTILE_COUNT];
    Partner            icb = {.id = STR("icb")};
    DraftPartner       partners[] = {
              {.partner = {.id = STR("ccg"),
                           .name = STR("NHS, the old one"),
                           .kind = PARTNER_NHS,
                           .successor = &icb,
                           .succeeded_on = {2022, 7, 1}}},
              {.partner = {.id = STR("icb"), .name = STR("ICB"), .kind = PARTNER_NHS},
               .remark = {.beside = STR("from July"), .mark = STR("its name")}},
              {.partner =
                   {.id = STR("council"), .name = STR("C"), .kind = PARTNER_COUNCIL, .host = true}},
              {.partner = {.id = STR("eastham"), .name = STR("E"), .kind = PARTNER_DISTRICT}},
    };
    for (size_t i = 0; i < HOSTILE_COUNT; i++) {
        schemes[i].scheme = (Scheme){.id = str_format(arena, "scheme-%zu", i),
                                     .name = str_from(hostile[i]),
                                     .tags = (unsigned)i % 8};
        schemes[i].scheme.facts[FACT_PROVIDER] = str_from(hostile[HOSTILE_COUNT - 1 - i]);
    }
    BoardDraft draft = {.name = STR("Northshire"),
                        .section_75 = STR("S75: 1"),
                        .section_75_signed = {2022, 9, 30},
                        .partners = partners,
                        .partner_count = 4,
                        .schemes = schemes,
                        .scheme_count = HOSTILE_COUNT};
    return draft_board(arena, &draft);
}

static DraftRow *scheme_row(DraftRow *block, const char *id, const Amount *budget, Amount outturn)
{
    DraftRow *row = draft_row_add(arena, block, ROW_SCHEME, str_from(id));
    row->budget = budget;
    row->outturn_bare = outturn;
    return row;
}

static void describe_published(BookDraft *draft)
{
    static Str         columns[] = {S("nhs-minimum"), S("dfg"), S("budget")};
    static DraftFigure figures[] = {{.stated = true, .money = {120000000}},
                                    {.stated = false},
                                    {.stated = true, .money = {120000000}}};
    static Str         rises[] = {S("current"), S("percent")};
    static DraftFigure risen[] = {
        {.stated = true, .money = {120000000}},
        {.stated = true, .is_percent = true, .percent = {570}, .percent_unit = 10}};
    static DraftFigureRow rows[] = {{.id = S("scheme-0"), .figures = figures}};
    static DraftFigureRow more[] = {{.id = S("nhs-minimum"), .figures = risen}};
    static DraftTable     tables[] = {{.source = S("HWB, Appendix 1: budget"),
                                       .report = S("budget"),
                                       .unit = 100,
                                       .columns = columns,
                                       .column_count = 3,
                                       .rows = rows,
                                       .row_count = 1},
                                      {.source = S("HWB"),
                                       .report = S("contributions"),
                                       .unit = 100000,
                                       .columns = rises,
                                       .column_count = 2,
                                       .rows = more,
                                       .row_count = 1}};
    draft->published = tables;
    draft->published_count = 2;
}

static Str book_text(void)
{
    static const Amount first[2] = {{.stated = true, .money = {120000000}}, {.stated = false}};
    static const Amount second[2] = {{.stated = false}, {.stated = true, .money = {65000000}}};
    static const Amount third[2] = {{.stated = true, .money = {-5000}}, {.stated = true}};
    DraftRow            root = {.kind = ROW_BLOCK, .total = STR("Total: all")};
    DraftRow           *block = draft_row_add(arena, &root, ROW_BLOCK, STR("services"));
    Str                 lines[] = {STR("nhs-minimum"), STR("dfg")};
    block->heading = STR("Services, all of them");
    block->total = STR("Total");
    block->held_by = STR("council");
    block->transfer_from = STR("icb");
    scheme_row(block, "scheme-0", first, AMOUNT(1200000));
    scheme_row(block, "scheme-10", second, (Amount){0})->outturn = second;
    scheme_row(&root, "scheme-2", third, AMOUNT(0))->remark.mark = STR("why it is negative");
    DraftAmount       passports[] = {{.id = STR("eastham"), .money = {65000000}}};
    DraftAmount       opening[] = {{.id = STR("nhs-minimum"), .money = {-5000}}};
    DraftContribution contributions[] = {
        {.line = STR("nhs-minimum"),
         .from = STR("icb"),
         .amount = {120000000},
         .on = {2022, 7, 1},
         .remark = {.mark = STR("the notified amount")}},
        {.line = STR("dfg"),
         .from = STR("council"),
         .amount = {65000000},
         .supplement = true,
         .reference = STR("a: b"),
         .passports = passports,
         .passport_count = 1},
    };
    Approval  approvals[] = {{.id = STR("may"),
                              .body = STR("HWB: the board"),
                              .on = {2022, 5, 24},
                              .decision = DECISION_APPROVED,
                              .minute = STR("12")}};
    BookDraft draft = {.head = STR("A book.\n\nOf two paragraphs."),
                       .year = {2022},
                       .board = STR("board.yaml"),
                       .pack = STR("pack.yaml"),
                       .stage = STAGE_OUTTURN,
                       .stage_remark = {.mark = STR("is it final?")},
                       .unit = 100,
                       .lines = lines,
                       .line_count = 2,
                       .contributions = contributions,
                       .contribution_count = 2,
                       .brought_forward = opening,
                       .brought_forward_count = 1,
                       .root = &root,
                       .approvals = approvals,
                       .approval_count = 1,
                       .decisions = {STR("may"), {"", 0}}};
    describe_published(&draft);
    return draft_book(arena, &draft);
}

static const char expected[] =
    "# A book.\n"
    "#\n"
    "# Of two paragraphs.\n"
    "format: 1\n"
    "kind: book\n"
    "year: 2022-23\n"
    "board: board.yaml\n"
    "year_pack: pack.yaml\n"
    "stage: outturn   # to decide: is it final?\n"
    "rounded_to: pound\n"
    "\n"
    "contributions:\n"
    "  - line: nhs-minimum\n"
    "    from: icb\n"
    "    amount: 1,200,000   # to decide: the notified amount\n"
    "    on: 2022-07-01\n"
    "  - line: dfg\n"
    "    from: council\n"
    "    amount: 650,000\n"
    "    supplement: yes\n"
    "    reference: \"a: b\"\n"
    "    passport:\n"
    "      eastham:      650,000\n"
    "\n"
    "brought_forward:\n"
    "  nhs-minimum:          -50\n"
    "\n"
    "allocations:\n"
    "  - block: services\n"
    "    heading: \"Services, all of them\"\n"
    "    total: Total\n"
    "    transfer_from: icb\n"
    "    held_by: council\n"
    "    rows:\n"
    "      - scheme-0:  {nhs-minimum: 1200000}\n"
    "      - scheme-10: {                      dfg: 650000}\n"
    "\n"
    "  - scheme-2: {nhs-minimum:     -50, dfg:      0}   # to decide: why it is negative\n"
    "\n"
    "total: \"Total: all\"\n"
    "\n"
    "outturn:\n"
    "  scheme-0:  1,200,000\n"
    "  scheme-10: {dfg: 650000}\n"
    "\n"
    "  scheme-2:          0\n"
    "\n"
    "approvals:\n"
    "  may: {body: \"HWB: the board\", on: 2022-05-24, decision: approved, minute: 12}\n"
    "decisions: {budget: may}\n"
    "\n"
    "published:\n"
    "  - source: \"HWB, Appendix 1: budget\"\n"
    "    report: budget\n"
    "    rounded_to: pound\n"
    "    figures:\n"
    "      scheme-0: {nhs-minimum: 1200000, budget: 1200000}\n"
    "\n"
    "  - source: HWB\n"
    "    report: contributions\n"
    "    rounded_to: thousand\n"
    "    figures:\n"
    "      nhs-minimum: {current: 1200000, percent: 5.7%}\n";

static void test_a_book_is_written_as_a_person_would(void)
{
    Str text = book_text();
    if (!tap_point(str_is(text, expected), "a book is written as a person would"))
        tap_comment(text);
}

static Book *load(Diags *diags)
{
    MemoryFile files[] = {
        {"book.yaml", book_text()}, {"board.yaml", board_text()}, {"pack.yaml", pack_text()}};
    MemoryProject project = memory_project(arena, files, 3);
    *diags = diags_new(arena);
    Shelf shelf = shelf_new(arena, diags, memory_open, &project);
    return shelf_book(&shelf, memory_source(&project, STR("book.yaml")));
}

static void test_what_is_written_loads_as_what_was_described(void)
{
    Diags diags;
    Book *book = load(&diags);
    Text  said = text_new(arena);
    diags_write_text(&diags, &said, false);
    if (!tap_point(book && diags.errors == 0, "pack, board and book load")) {
        tap_comment(text_str(&said));
        return;
    }
    size_t marks = 0;
    for (size_t i = 0; i < diags.count; i++) marks += diags.items[i]->code == DIAG_TO_DECIDE;
    tap_point(marks == 5 && diags.count == 5, "every mark comes up again, and nothing else");
    const Board *board = book->board;
    bool         same = board->scheme_count == HOSTILE_COUNT;
    for (size_t i = 0; same && i < HOSTILE_COUNT; i++) {
        const Scheme *scheme = &board->schemes[i];
        bool          tab = strchr(hostile[i], '\t') != NULL; // A text is one line of blanks.
        same = (tab || str_is(scheme->name, hostile[i])) && scheme->tags == (unsigned)i % 8;
        if (!same) tap_comment(scheme->name);
    }
    tap_point(same, "hostile names and tags come back as they were");
    tap_point(board->partners[0].successor == &board->partners[1] &&
                  board->partners[0].succeeded_on.month == 7 && board->partners[2].host &&
                  str_is(board->section_75, "S75: 1"),
              "partners and the agreement come back");
    const Line *line = book_line(book, STR("nhs-minimum"));
    tap_point(line && line->has_uplift && line->uplift.numerator == 566 && line->mandatory &&
                  book->lines[1].passported,
              "lines come back");
    const Row *row = book_row(book, STR("scheme-10"));
    tap_point(row && !row->budget[0].stated && row->budget[1].money.pence == 65000000 &&
                  row->outturn.by_line[1].money.pence == 65000000 &&
                  str_is(row->held_by->id, "council") &&
                  book->brought_forward[0].money.pence == -5000,
              "rows, outturn and opening balances come back");
    tap_point(book->published_count == 2 && book->published[0].count == 2 &&
                  book->published[1].figures[1].percent.hundredths == 570 &&
                  book->published[1].figures[1].percent_unit == 10 &&
                  book->published[1].unit == 100000,
              "printed tables come back");
}

// Lines that would be too long stand below one another.
static void test_wide_rows_stand_on_lines_of_their_own(void)
{
    Str      lines[12];
    Amount   budget[12];
    DraftRow root = {.kind = ROW_BLOCK};
    for (size_t i = 0; i < 12; i++) {
        lines[i] = str_format(arena, "a-rather-long-line-%zu", i);
        budget[i] = AMOUNT(1000000);
    }
    scheme_row(&root, "carers", budget, (Amount){0});
    BookDraft draft = {.year = {2022},
                       .board = STR("board.yaml"),
                       .lines = lines,
                       .line_count = 12,
                       .root = &root};
    Str       text = draft_book(arena, &draft);
    size_t    longest = 0;
    size_t    start = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] != '\n') continue;
        if (i - start > longest) longest = i - start;
        start = i + 1;
    }
    tap_point(longest <= 120 && strstr(text.data, "\n      a-rather-long-line-11: 1000000\n"),
              "a row that would be too long stands on lines of its own");
}

int main(void)
{
    arena = arena_new(tap_out_of_memory);
    tap_begin();
    test_a_book_is_written_as_a_person_would();
    test_what_is_written_loads_as_what_was_described();
    test_wide_rows_stand_on_lines_of_their_own();
    arena_free(arena);
    return tap_end();
}
