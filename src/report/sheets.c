#include "report/sheets.h"

#include <ctype.h>

#define SHEET_NAME_MAX 31 // Characters; the limit of the file format.

typedef struct {
    Arena      *arena;
    const Case *cases;
    size_t      count;
    Workbook   *workbook;
} Binder;

static void add_sheet(Binder *binder, Str name, const Table *table)
{
    binder->workbook->sheets[binder->workbook->count++] = (Sheet){name, table};
}

static bool name_is_taken(const Binder *binder, Str name)
{
    for (size_t i = 0; i < binder->workbook->count; i++) {
        if (str_equal(binder->workbook->sheets[i].name, name)) return true;
    }
    return false;
}

// "Budget", with the year when there are several books, and a number when two
// of them are of one year.
static Str sheet_name(const Binder *binder, const Report *report, const Book *book)
{
    Arena *arena = binder->arena;
    Str year = binder->count > 1 ? str_format(arena, " %.*s", STR_ARG(year_id(arena, book->year)))
                                 : STR("");
    Str name = str_format(arena, "%c%s%.*s", toupper((unsigned char)report->name[0]),
                          report->name + 1, STR_ARG(year));
    Str free_name = name;
    for (size_t number = 2; name_is_taken(binder, free_name); number++) {
        free_name = str_format(arena, "%.*s (%zu)", STR_ARG(name), number);
    }
    assert(free_name.len <= SHEET_NAME_MAX);
    return free_name;
}

static void add_fact(const Binder *binder, Table *table, const char *label, Str value)
{
    TableRow *row = table_row(binder->arena, table, STYLE_BODY, str_from(label), str_from(label));
    row->cells[0] = cell_text(value.len ? value : STR("not stated"));
}

static Str describe_decision(const Binder *binder, const Book *book)
{
    const Approval *approval = book->decisions[book->stage];
    if (!approval) return STR("draft: no decision is recorded");
    Str date = date_format(binder->arena, approval->on);
    return str_format(binder->arena, "%s: %.*s%s%.*s", decision_names[approval->decision],
                      STR_ARG(approval->body), date.len ? ", " : "", STR_ARG(date));
}

static Str describe_pack(const Binder *binder, const YearPack *pack)
{
    if (!pack) return STR("none: every line is local");
    return str_format(binder->arena, "%.*s: %.*s (%s)", STR_ARG(pack->source->path),
                      STR_ARG(pack->source_name), pack->verified ? "verified" : "not verified");
}

static void add_book_facts(const Binder *binder, Table *table, const Case *of)
{
    const Book *book = of->book;
    Arena      *arena = binder->arena;
    Str         year = year_format(arena, book->year);
    Text        papers = text_new(arena);
    for (size_t i = 0; i < book->published_count; i++) {
        text_addf(&papers, "%s%.*s", i ? "; " : "", STR_ARG(book->published[i].source_name));
    }
    table_row(arena, table, STYLE_HEAD, year, year);
    add_fact(binder, table, "Board", book->board->name);
    add_fact(binder, table, "Board code", book->board->code);
    add_fact(binder, table, "Section 75 agreement", book->board->section_75);
    add_fact(binder, table, "Stage", str_from(stage_names[book->stage]));
    add_fact(binder, table, "Status of the figures", describe_decision(binder, book));
    add_fact(binder, table, "Amounts are rounded to the", str_from(unit_name(book->unit)));
    add_fact(binder, table, "Book", book->source->path);
    add_fact(binder, table, "Year pack", describe_pack(binder, book->pack));
    add_fact(binder, table, "Papers", text_str(&papers));
    add_fact(binder, table, "Checks", reconciliation_summary(arena, of->reconciliation));
}

static Table *make_cover(const Binder *binder, Str program)
{
    static const ColumnSpec columns[] = {{"fact", "What the books say", CELL_TEXT}};
    Table *table = table_of(binder->arena, "cover", columns, 1, binder->count * 11 + 1);
    table->title = STR("Better Care Fund");
    table->heading = STR("Book");
    table->about =
        str_format(binder->arena, "Written by %.*s from the books named below.", STR_ARG(program));
    for (size_t i = 0; i < binder->count; i++) add_book_facts(binder, table, &binder->cases[i]);
    return table;
}

static void fill_contents(const Binder *binder, Table *table)
{
    for (size_t i = 0; i < binder->workbook->count; i++) {
        const Sheet *sheet = &binder->workbook->sheets[i];
        Str          number = str_format(binder->arena, "%zu", i + 1);
        TableRow    *row = table_row(binder->arena, table, STYLE_BODY, number, number);
        row->cells[0] = cell_text(sheet->name);
        row->cells[0].link = sheet->name;
        row->cells[1] = cell_text(sheet->table->about);
        row->cells[2] = cell_text(sheet->table->board);
    }
}

static Table *make_contents(const Binder *binder, size_t sheet_max)
{
    static const ColumnSpec columns[] = {{"sheet", "Sheet", CELL_TEXT},
                                         {"about", "What it holds", CELL_TEXT},
                                         {"board", "Board", CELL_TEXT}};
    Table                  *table = table_of(binder->arena, "contents", columns, 3, sheet_max);
    table->title = STR("Contents");
    table->heading = STR("No.");
    table->about = STR("The sheets of this workbook; each name is a link.");
    return table;
}

static void add_reports(Binder *binder, const Case *of)
{
    for (size_t i = 0; reports[i]; i++) {
        const Table *table = reports[i]->make(binder->arena, of);
        bool         outturn = str_is(table->report, "outturn");
        if (outturn && of->book->stage != STAGE_OUTTURN) continue; // The budget says it all.
        if (!table_is_stated(table)) continue;
        add_sheet(binder, sheet_name(binder, reports[i], of->book), table);
    }
}

static void add_note(const Binder *binder, Table *table, Str label, Str place, Str text)
{
    TableRow *row = table_row(binder->arena, table, STYLE_BODY, label, label);
    row->cells[0] = cell_text(text);
    row->cells[1] = cell_text(place);
}

static void add_notes(const Binder *binder, Table *table, const Note *note)
{
    for (; note; note = note->next) {
        add_note(binder, table, STR("Note"), span_format(binder->arena, note->span), note->text);
    }
}

static size_t count_notes(const Note *note)
{
    size_t count = 0;
    for (; note; note = note->next) count++;
    return count;
}

static void add_finding(const Binder *binder, Table *table, const Diag *found)
{
    bool error = diag_severity(found->code) == SEVERITY_ERROR;
    Str  label = str_format(binder->arena, "BCF%03d %s", diag_number(found->code),
                           error ? "break" : "notice");
    add_note(binder, table, label, span_format(binder->arena, found->span), found->message);
    for (const DiagNote *note = found->notes; note; note = note->next) {
        add_note(binder, table, STR("  with it"), span_format(binder->arena, note->span),
                 note->message);
    }
}

// How to read the sheets, for whoever is handed the file alone.
static const char *const reading[] = {
    "A dash is nil; an empty cell is not stated, which is not the same.",
    "A star marks a figure that a paper prints otherwise; the notes below its table say how.",
    "Totals, movements, percentages and variances are formulas. The figures of schemes and "
    "contributions are sums over the Journal, so a figure can be followed to its postings.",
    "In the Journal a debit is positive and a credit negative. Every pound runs from funder to "
    "pool, to scheme, to spent; every entry sums to nil.",
    "Rounding is what a paper hides in its pence. It is reported, never absorbed.",
    "Stars, notes, and the sheets Published, Checks and Notes are text. They were true when the "
    "workbook was written, and do not follow an edit.",
};

static Table *make_notes(const Binder *binder, const Diags *diags)
{
    static const ColumnSpec columns[] = {{"text", "What it says", CELL_TEXT},
                                         {"place", "Where", CELL_TEXT}};
    size_t                  most = 3 + sizeof reading / sizeof *reading;
    for (size_t i = 0; i < diags->count; i++) {
        most++;
        for (const DiagNote *note = diags->items[i]->notes; note; note = note->next) most++;
    }
    for (size_t i = 0; i < binder->count; i++) {
        const Book *book = binder->cases[i].book;
        most += count_notes(book->notes.first) + count_notes(book->board->notes.first);
        most += book->pack ? count_notes(book->pack->notes.first) : 0;
    }
    Table *table = table_of(binder->arena, "notes", columns, 2, most);
    table->title = STR("Notes");
    table->heading = STR("Kind");
    table->about = STR("How to read this workbook, what was found, and what the books note.");
    for (size_t i = 0; i < sizeof reading / sizeof *reading; i++) {
        add_note(binder, table, STR("Reading"), STR(""), str_from(reading[i]));
    }
    for (size_t i = 0; i < diags->count; i++) add_finding(binder, table, diags->items[i]);
    for (size_t i = 0; i < binder->count; i++) {
        const Book *book = binder->cases[i].book;
        add_notes(binder, table, book->notes.first);
        // Years of one board share it.
        bool again = i > 0 && binder->cases[i - 1].book->board == book->board;
        if (!again) add_notes(binder, table, book->board->notes.first);
        if (book->pack) add_notes(binder, table, book->pack->notes.first);
    }
    return table;
}

static size_t count_reports(void)
{
    size_t count = 0;
    while (reports[count]) count++;
    return count;
}

Workbook *sheets_make(Arena *arena, const Case *cases, size_t count, const Diags *diags,
                      Str program)
{
    Binder binder = {arena, cases, count, ARENA_NEW(arena, Workbook)};
    size_t most = 3 + count * count_reports();
    Text   title = text_new(arena);
    binder.workbook->sheets = ARENA_ARRAY(arena, Sheet, most);
    for (size_t i = 0; i < count; i++) {
        text_addf(&title, "%s%.*s", i ? ", " : "",
                  STR_ARG(year_format(arena, cases[i].book->year)));
    }
    binder.workbook->title = str_format(arena, "Better Care Fund %.*s", STR_ARG(text_str(&title)));
    binder.workbook->subject = cases[0].book->board->name;
    binder.workbook->comments = str_format(arena, "Written by %.*s", STR_ARG(program));
    add_sheet(&binder, STR("Cover"), make_cover(&binder, program));
    Table *contents = make_contents(&binder, most);
    add_sheet(&binder, STR("Contents"), contents);
    for (size_t i = 0; i < count; i++) add_reports(&binder, &cases[i]);
    add_sheet(&binder, STR("Notes"), make_notes(&binder, diags));
    fill_contents(&binder, contents);
    return binder.workbook;
}
