#include "report/binder.h"

#include <ctype.h>

#include "report/cells.h"
#include "report/sheet_name.h"

#define OWN_SHEETS 3  // Cover, contents, notes.
#define FACTS_MAX  12 // Of a book.

static size_t count_reports(void)
{
    size_t count = 0;
    while (reports[count]) count++;
    return count;
}

// Each book may have a sheet of each report, each board another, and the run one.
static size_t sheet_max(size_t books)
{
    return OWN_SHEETS + (2 * books + 1) * count_reports();
}

// "2022/23, as at 30 November 2022". All books of a run are seen from one day.
static Str with_view(Arena *arena, Str years, const Case *of)
{
    Str view = view_in_words(arena, of->book->view);
    if (view.len == 0) return years;
    return str_format(arena, "%.*s, %.*s", STR_ARG(years), STR_ARG(view));
}

Binder binder_new(Arena *arena, const Case *cases, size_t count, Str program, Profile profile)
{
    Binder binder = {arena, cases, count, program, ARENA_NEW(arena, Workbook), NULL};
    Text   years = text_new(arena);
    for (size_t i = 0; i < count; i++) {
        Str year = year_format(arena, cases[i].book->year);
        text_addf(&years, "%s%.*s", i ? ", " : "", STR_ARG(year));
    }
    binder.names = ARENA_ARRAY(arena, Str, sheet_max(count));
    binder.workbook->profile = profile;
    binder.workbook->sheets = ARENA_ARRAY(arena, Sheet, sheet_max(count));
    bool draft = profile == PROFILE_PUBLICATION && binder_draft(&binder).len > 0;
    Str  seen = with_view(arena, text_str(&years), &cases[0]);
    binder.workbook->title =
        str_format(arena, "Better Care Fund %.*s%s", STR_ARG(seen), draft ? " (draft)" : "");
    binder.workbook->subject = cases[0].book->board->name;
    binder.workbook->comments = str_format(arena, "Written by %.*s", STR_ARG(program));
    return binder;
}

void binder_add(Binder *binder, Str name, const Table *table)
{
    Workbook *workbook = binder->workbook;
    Str       unique = sheet_name(binder->arena, name, binder->names, workbook->count);
    binder->names[workbook->count] = unique;
    workbook->sheets[workbook->count++] = (Sheet){unique, table};
}

static bool has_several_boards(const Binder *binder)
{
    for (size_t i = 1; i < binder->count; i++) {
        if (binder->cases[i].book->board != binder->cases[0].book->board) return true;
    }
    return false;
}

// "Year end" of "year-end".
static void add_report_name(Text *name, const Report *report)
{
    text_addf(name, "%s", report_name(report));
    name->data[0] = (char)toupper((unsigned char)name->data[0]);
    for (size_t i = 0; i < name->len; i++) {
        if (name->data[i] == '-') name->data[i] = ' ';
    }
}

void binder_add_report(Binder *binder, const Report *report, const Case *of, const Table *table)
{
    Text name = text_new(binder->arena);
    add_report_name(&name, report);
    if (binder->count > 1) {
        text_addf(&name, " %.*s", STR_ARG(year_id(binder->arena, of->book->year)));
    }
    if (has_several_boards(binder)) {
        text_addf(&name, " %.*s", STR_ARG(board_short_name(of->book->board)));
    }
    binder_add(binder, text_str(&name), table);
}

static void add_group(const Binder *binder, const Report *report, const Group *group,
                      Sheets *sheets)
{
    const Table *table = group_table(binder->arena, group, report);
    const Book  *book = group->cases[0]->book;
    Text         name = text_new(binder->arena);
    if (!table || !table_is_stated(table)) return;
    add_report_name(&name, report);
    if (!report->of_run) text_add(&name, STR(" all years"));
    if (!report->of_run && has_several_boards(binder)) {
        text_addf(&name, " %.*s", STR_ARG(board_short_name(book->board)));
    }
    sheets->items[sheets->count++] = (Sheet){text_str(&name), table};
}

// The first case of its board.
static bool is_first(const Binder *binder, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (binder->cases[i].board == binder->cases[at].board) return false;
    }
    return true;
}

Sheets binder_group_sheets(const Binder *binder)
{
    const Group *run = binder->cases[0].run;
    bool         several = has_several_boards(binder) || run->unread_count;
    Sheets sheets = {ARENA_ARRAY(binder->arena, Sheet, (binder->count + 1) * count_reports()), 0};
    for (size_t i = 0; reports[i]; i++) {
        const Report *report = reports[i];
        bool          published = binder->workbook->profile == PROFILE_PUBLICATION;
        if (published && !report->published) continue;
        if (report->of_run && several) add_group(binder, report, run, &sheets);
        for (size_t j = 0; report->of_board && j < binder->count; j++) {
            const Group *board = binder->cases[j].board;
            bool         wanted = board->count > 1 && is_first(binder, j);
            if (wanted) add_group(binder, report, board, &sheets);
        }
    }
    return sheets;
}

static bool moves(const Ledger *ledger)
{
    Selector added = select_added(ledger, NULL, NULL, 0);
    Selector vired = select_vired(ledger, NULL, NULL, 0);
    return selector_next(&added, NULL) || selector_next(&vired, NULL);
}

// Whether a book has anything to say in it.
static bool wants(const Binder *binder, const Report *report, const Case *of)
{
    if (!report_is_of_book(report)) return false;
    bool published = binder->workbook->profile == PROFILE_PUBLICATION;
    bool of_outturn = report->statement && report->statement->status == STATUS_OF_OUTTURN;
    if (published && !report->published) return false;
    if (of_outturn && of->book->stage != STAGE_OUTTURN) return false; // The budget says it all.
    if (report == &report_current_budget && !moves(of->ledger)) return false; // Likewise.
    return table_is_stated(case_table(binder->arena, of, report));
}

BookSheets binder_book_sheets(const Binder *binder)
{
    size_t     most = binder->count * count_reports();
    BookSheets sheets = {.items = ARENA_ARRAY(binder->arena, BookSheet, most)};
    for (size_t i = 0; i < binder->count; i++) {
        for (size_t j = 0; reports[j]; j++) {
            if (!wants(binder, reports[j], &binder->cases[i])) continue;
            sheets.items[sheets.count++] = (BookSheet){reports[j], &binder->cases[i]};
        }
    }
    if (sheets.count <= BOOK_SHEET_MAX || binder->count == 1) return sheets;
    return (BookSheets){.left_out = sheets.count};
}

Str binder_draft(const Binder *binder)
{
    size_t open = 0;
    for (size_t i = 0; i < binder->count; i++) open += binder->cases[i].book->undecided > 0;
    if (open == 0) return STR("");
    if (binder->count == 1) {
        return str_format(binder->arena, "Draft: %.*s.",
                          STR_ARG(undecided_of(binder->arena, binder->cases[0].book)));
    }
    return str_format(binder->arena, "Draft: things are still to be decided in %zu of %zu books.",
                      open, binder->count);
}

// The sheets that are about all books say so where others name theirs.
void binder_entitle(const Binder *binder, Table *table)
{
    Arena      *arena = binder->arena;
    const Book *first = binder->cases[0].book;
    Text        years = text_new(arena);
    for (size_t i = 0; i < binder->count; i++) {
        Str  year = year_format(arena, binder->cases[i].book->year);
        bool again =
            i > 0 && binder->cases[i - 1].book->year.start == binder->cases[i].book->year.start;
        if (!again) text_addf(&years, "%s%.*s", i ? ", " : "", STR_ARG(year));
    }
    table->board = has_several_boards(binder) ? STR("Several boards") : first->board->name;
    table->year = with_view(arena, text_str(&years), &binder->cases[0]);
    bool alone = binder->count == 1;
    bool published = binder->workbook->profile == PROFILE_PUBLICATION;
    Str  draft = binder_draft(binder);
    table->status =
        alone ? status_of(arena, first, first->stage)
              : str_format(arena, "%.*s%sThe status of the figures is on the sheets of each year.",
                           STR_ARG(draft), draft.len ? " " : "");
    table->sources =
        published ? STR("Source: the board's own books and the papers named on the Cover.")
        : alone   ? str_format(arena, "From %.*s.", STR_ARG(first->source->path))
                  : str_format(arena, "From %zu books, each named on its sheets.", binder->count);
}

// The cover.

typedef struct {
    const Binder *binder;
    Table        *table;
    Str           name; // Of the book whose facts these are.
} Facts;

static void add_fact(const Facts *facts, const char *label, Str value)
{
    TableRow *row =
        table_row(facts->binder->arena, facts->table, STYLE_BODY, str_from(label), str_from(label));
    row->cells[0] = cell_text(facts->name);
    row->cells[1] = cell_text(value.len ? value : STR("not stated"));
}

static Str describe_pack(const Binder *binder, const YearPack *pack)
{
    if (!pack) return STR("none: every line is local");
    return str_format(binder->arena, "%.*s: %.*s (%s)", STR_ARG(pack->source->path),
                      STR_ARG(pack->source_name), pack->verified ? "verified" : "not verified");
}

static Str list_papers(const Binder *binder, const Book *book)
{
    Text papers = text_new(binder->arena);
    for (size_t i = 0; i < book->published_count; i++) {
        text_addf(&papers, "%s%.*s", i ? "; " : "", STR_ARG(book->published[i].source_name));
    }
    return text_str(&papers);
}

// What whoever reads a publication wants to know of a book.
static void add_public_facts(const Facts *facts, const Book *book)
{
    Arena *arena = facts->binder->arena;
    add_fact(facts, "Board", book->board->name);
    add_fact(facts, "Stage", str_from(stage_names[book->stage]));
    add_fact(facts, "Status of the budget", status_of(arena, book, STAGE_BUDGET));
    if (book->stage == STAGE_OUTTURN) {
        add_fact(facts, "Status of the outturn", status_of(arena, book, STAGE_OUTTURN));
    }
    add_fact(facts, "Amounts are rounded to the", str_from(unit_name(book->unit)));
    add_fact(facts, "Papers", list_papers(facts->binder, book));
}

// And what whoever works with it wants to know beside that.
static void add_own_facts(const Facts *facts, const Case *of)
{
    const Book *book = of->book;
    add_fact(facts, "Board code", book->board->code);
    add_fact(facts, "Section 75 agreement", book->board->section_75);
    add_fact(facts, "Book", book->source->path);
    add_fact(facts, "Year pack", describe_pack(facts->binder, book->pack));
    add_fact(facts, "Written by", facts->binder->program);
    add_fact(facts, "Checks", reconciliation_summary(facts->binder->arena, of->reconciliation));
}

Table *binder_cover(const Binder *binder)
{
    static const ColumnSpec columns[] = {{"year", "Year", CELL_TEXT},
                                         {"says", "What the book says", CELL_TEXT}};
    const Group            *run = binder->cases[0].run;
    size_t                  most = binder->count * FACTS_MAX + run->unread_count;
    Table                  *table = table_of(binder->arena, "cover", columns, 2, most);
    binder_entitle(binder, table);
    table->title = binder->workbook->title;
    table->heading = STR("Fact");
    table->about = STR("What these figures are, and who decided on them.");
    for (size_t i = 0; i < binder->count; i++) {
        const Case *of = &binder->cases[i];
        Facts       facts = {binder, table, year_format(binder->arena, of->book->year)};
        add_public_facts(&facts, of->book);
        if (binder->workbook->profile == PROFILE_WORKING) add_own_facts(&facts, of);
    }
    for (size_t i = 0; i < run->unread_count; i++) {
        Facts facts = {binder, table, STR("")};
        add_fact(&facts, "Not in this workbook",
                 str_format(binder->arena, "%.*s: it could not be read", STR_ARG(run->unread[i])));
    }
    return table;
}

// The contents.

Table *binder_contents(const Binder *binder)
{
    static const ColumnSpec columns[] = {{"sheet", "Sheet", CELL_TEXT},
                                         {"title", "Title", CELL_TEXT},
                                         {"about", "What it holds", CELL_TEXT}};
    Table *table = table_of(binder->arena, "contents", columns, 3, sheet_max(binder->count));
    binder_entitle(binder, table);
    table->title = STR("Contents");
    table->heading = STR("No.");
    table->about =
        STR("The sheets of this workbook; each name is a link. Amounts are in pounds (£).");
    return table;
}

// What a sheet holds, without the unit: the head of the contents says that once.
static Str about_of(const Table *table)
{
    static const char unit[] = " Amounts in pounds (£).";
    Str               about = table->about;
    if (str_ends(about, unit)) about.len -= sizeof unit - 1;
    return about;
}

void binder_fill_contents(const Binder *binder, Table *contents, const BookSheets *books)
{
    if (books->left_out) {
        contents->about = str_format(binder->arena,
                                     "%.*s The %zu sheets of single books are left out: export a "
                                     "board by itself for them.",
                                     STR_ARG(contents->about), books->left_out);
    }
    for (size_t i = 0; i < binder->workbook->count; i++) {
        const Sheet *sheet = &binder->workbook->sheets[i];
        Str          number = str_format(binder->arena, "%zu", i + 1);
        TableRow    *row = table_row(binder->arena, contents, STYLE_BODY, number, number);
        row->cells[0] = cell_text(sheet->name);
        row->cells[0].link = (Link){sheet->table, LINK_TOP, 0};
        row->cells[1] = cell_text(sheet->table->title);
        row->cells[2] = cell_text(about_of(sheet->table));
    }
}
