// The working profile: everything there is, live.
#include "report/sheets.h"

#include "report/binder.h"

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
        add_note(binder, table, STR("  detail"), span_format(binder->arena, note->span),
                 note->message);
    }
}

// How to read the sheets, for whoever is handed the file alone.
static const char *const reading[] = {
    "A dash is nil; an empty cell is not stated, which is not the same. A negative amount is red "
    "and has a minus.",
    "A star marks a figure that a paper prints otherwise; the notes below its table say how.",
    "Totals, movements, percentages and variances are formulas. The figures of schemes and "
    "contributions are sums over the Journal: click one to go to its postings, and in the Journal "
    "click 'Counts in' to come back.",
    "Filter the Journal and do not sort it: figures lead to the places of their postings.",
    "In the Journal a debit is positive and a credit negative. Every pound runs from funder to "
    "pool, to scheme, to spent; every entry sums to nil.",
    "Rounding is what a paper hides in its pence. It is reported, never absorbed.",
    "The live check below a table says OK while every figure of its column is as it was written, "
    "and CHANGED once one was edited, here or in the Journal. The Summary's watches them all.",
    "Totals have names, such as Budget_total_budget: choose one in the name box to go there.",
    "Charts, stars, notes, and what Published, Checks and Notes say are as they were when the "
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
    binder_entitle(binder, table);
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

static const Case *cases_for_sheets(Arena *arena, const Case *cases, size_t count)
{
    Case *own = ARENA_ARRAY(arena, Case, count);
    for (size_t i = 0; i < count; i++) {
        own[i] = case_new(arena, cases[i].ledger, cases[i].reconciliation);
        own[i].sheets = true;
    }
    cases_group(arena, own, count, cases[0].run->unread, cases[0].run->unread_count);
    return own;
}

// The summaries come before all else.
static void add_reports(Binder *binder, const BookSheets *books, bool summaries)
{
    for (size_t i = 0; i < books->count; i++) {
        const BookSheet *sheet = &books->items[i];
        if ((sheet->report == &report_summary) != summaries) continue;
        const Table *table = case_table(binder->arena, sheet->of, sheet->report);
        binder_add_report(binder, sheet->report, sheet->of, table);
    }
}

Workbook *sheets_working(Arena *arena, const Case *from, size_t count, const Diags *diags,
                         Str program)
{
    const Case *cases = cases_for_sheets(arena, from, count);
    Binder      binder = binder_new(arena, cases, count, program, PROFILE_WORKING);
    Table      *contents = binder_contents(&binder);
    BookSheets  books = binder_book_sheets(&binder);
    add_reports(&binder, &books, true);
    binder_add(&binder, STR("Contents"), contents);
    Sheets groups = binder_group_sheets(&binder);
    for (size_t i = 0; i < groups.count; i++) {
        binder_add(&binder, groups.items[i].name, groups.items[i].table);
    }
    add_reports(&binder, &books, false);
    binder_add(&binder, STR("Notes"), make_notes(&binder, diags));
    binder_add(&binder, STR("Books"), binder_cover(&binder));
    binder_fill_contents(&binder, contents, &books);
    return binder.workbook;
}
