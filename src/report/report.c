#include "report/report.h"

#include "plan/cover.h"

#define STATEMENT_REPORT(name)                                                                     \
    const Report report_##name = {.statement = &statement_##name, .published = true};
#include "report/reports.def"

const Report *const reports[] = {
#define REPORT(name)           &report_##name,
#define STATEMENT_REPORT(name) &report_##name,
#include "report/reports.def"
    NULL,
};

#define REPORT_COUNT (sizeof reports / sizeof *reports - 1)

const char *report_name(const Report *report)
{
    return report->statement ? report->statement->name : report->name;
}

const char *report_says(const Report *report)
{
    return report->statement ? report->statement->summary : report->summary;
}

const Report *report_named(Str name)
{
    for (size_t i = 0; reports[i]; i++) {
        if (str_is(name, report_name(reports[i]))) return reports[i];
    }
    return NULL;
}

Case case_new(Arena *arena, const Ledger *ledger, const Reconciliation *reconciliation)
{
    return (Case){.book = ledger->book,
                  .ledger = ledger,
                  .reconciliation = reconciliation,
                  .tables = ARENA_ARRAY(arena, const Table *, REPORT_COUNT)};
}

static Group *group_new(Arena *arena, size_t most)
{
    Group *group = ARENA_NEW(arena, Group);
    group->cases = ARENA_ARRAY(arena, const Case *, most);
    group->tables = ARENA_ARRAY(arena, const Table *, REPORT_COUNT);
    return group;
}

// By year; of one year in the order named.
static void group_add(Group *group, const Case *one)
{
    size_t at = group->count++;
    for (; at > 0; at--) {
        if (group->cases[at - 1]->book->year.start <= one->book->year.start) break;
        group->cases[at] = group->cases[at - 1];
    }
    group->cases[at] = one;
}

void cases_group(Arena *arena, Case *cases, size_t count, const Str *unread, size_t unread_count)
{
    Group *run = group_new(arena, count);
    run->unread = unread;
    run->unread_count = unread_count;
    for (size_t i = 0; i < count; i++) {
        run->cases[run->count++] = &cases[i];
        cases[i].run = run;
        for (size_t j = 0; !cases[i].board && j < i; j++) {
            if (cases[j].book->board == cases[i].book->board) cases[i].board = cases[j].board;
        }
        Group *board = NULL;
        if (cases[i].board) continue;
        board = group_new(arena, count - i);
        for (size_t j = i; j < count; j++) {
            if (cases[j].book->board == cases[i].book->board) group_add(board, &cases[j]);
        }
        cases[i].board = board;
    }
}

static const Table *make_table(Arena *arena, const Case *of, const Report *report)
{
    Table *table = report->statement ? table_of_statement(arena, of, report->statement)
                                     : report->make(arena, of);
    if (report->annotate) report->annotate(arena, of, table);
    return of->sheets && report->statement ? table_without_silence(arena, table) : table;
}

const Table *case_table(Arena *arena, const Case *of, const Report *report)
{
    size_t index = 0;
    while (reports[index] != report) index++;
    assert(index < REPORT_COUNT);
    if (!of->tables[index]) of->tables[index] = make_table(arena, of, report);
    return of->tables[index];
}

bool report_is_of_book(const Report *report)
{
    return report->statement || report->make;
}

const Table *group_table(Arena *arena, const Group *group, const Report *report)
{
    size_t index = 0;
    bool   of_run = report->of_run != NULL;
    if (!of_run && !report->of_board) return NULL;
    if (!of_run && report_is_of_book(report) && group->count < 2) return NULL;
    while (reports[index] != report) index++;
    assert(index < REPORT_COUNT);
    if (!group->tables[index]) {
        const Table *table = of_run ? report->of_run(arena, group) : report->of_board(arena, group);
        bool         sheets = group->cases[0]->sheets;
        group->tables[index] = sheets ? table_without_silence(arena, table) : table;
    }
    return group->tables[index];
}

size_t report_tables(Arena *arena, const Report *report, const Case *cases, size_t count,
                     const Table **tables)
{
    size_t made = 0;
    for (size_t i = 0; i < count; i++) {
        const Group *group = report->of_run ? cases[i].run : cases[i].board;
        const Table *table = group_table(arena, group, report);
        bool         again = false;
        for (size_t j = 0; table && j < i; j++) {
            again |= cases[j].board == group || cases[j].run == group;
        }
        if (again) continue;
        tables[made++] = table ? table : case_table(arena, &cases[i], report);
    }
    return made;
}

Str undecided_of(Arena *arena, const Book *book)
{
    size_t      count = book->undecided;
    const char *are = count == 1 ? "thing is" : "things are";
    if (count == 0) return STR("");
    return str_format(arena, "%zu %s still to be decided", count, are);
}

// "The budget was approved by Northshire HWB, 24 May 2022, minute 12."
static Str decision_in_words(Arena *arena, const Approval *approval, Stage stage)
{
    static const char *const verbs[DECISION_COUNT] = {
        [DECISION_REQUESTED] = "put to",       [DECISION_APPROVED] = "approved by",
        [DECISION_NOTED] = "noted by",         [DECISION_ENDORSED] = "endorsed by",
        [DECISION_DELEGATED] = "delegated by", [DECISION_RATIFIED] = "ratified by",
    };
    const char *after = "";
    Str         date = date_in_words(arena, approval->on);
    if (approval->decision == DECISION_REQUESTED) after = "; what was decided is not known";
    // An outturn need only be noted; a budget binds once it is approved.
    bool noted = approval->decision == DECISION_NOTED && stage == STAGE_BUDGET;
    if (noted || approval->decision == DECISION_ENDORSED) after = ", which is not an approval";
    return str_format(arena, "The %s was %s %.*s%s%.*s%s%.*s%s.", stage_names[stage],
                      verbs[approval->decision], STR_ARG(approval->body), date.len ? ", " : "",
                      STR_ARG(date), approval->minute.len ? ", minute " : "",
                      STR_ARG(approval->minute), after);
}

Str status_of(Arena *arena, const Book *book, Stage stage)
{
    const Approval *approval = book->decisions[stage];
    Str             open = undecided_of(arena, book);
    Money           awaiting = book_awaiting(book);
    Text            text = text_new(arena);
    if (!approval) {
        text_addf(&text, "Draft: %.*s%sno decision on the %s is recorded.", STR_ARG(open),
                  open.len ? "; " : "", stage_names[stage]);
    } else {
        if (open.len) text_addf(&text, "Draft: %.*s. ", STR_ARG(open));
        text_add(&text, decision_in_words(arena, approval, stage));
    }
    if (awaiting.pence != 0) {
        text_addf(&text, " %.*s of the fund awaits approval.",
                  STR_ARG(money_pounds(arena, awaiting)));
    }
    return text_str(&text);
}

// Whether a paper prints what the report shows. An outturn is printed beside its
// budget.
static bool prints(const Published *paper, Str report)
{
    return str_equal(paper->report, report) ||
           (str_is(paper->report, "outturn") && str_is(report, "budget"));
}

// "HWB 24 May 2022, Appendix 1": every paper that prints the report.
static Str papers_of(Arena *arena, const Book *book, Str report)
{
    Text text = text_new(arena);
    for (size_t i = 0; i < book->published_count; i++) {
        const Published *paper = &book->published[i];
        if (!prints(paper, report)) continue;
        text_addf(&text, "%s%.*s", text.len ? "; " : "", STR_ARG(paper->source_name));
    }
    return text_str(&text);
}

static void set_sources(Arena *arena, Table *table, Str books)
{
    table->sources = str_format(arena, "From %.*s%s%.*s.", STR_ARG(books),
                                table->papers.len ? "; " : "", STR_ARG(table->papers));
}

void table_entitle(Arena *arena, Table *table, const Case *of, const char *title, Stage stage)
{
    Str year = year_format(arena, of->book->year);
    Str view = view_in_words(arena, of->book->view);
    table->title = str_format(arena, "%s %.*s%s%.*s", title, STR_ARG(year), view.len ? ", " : "",
                              STR_ARG(view));
    table->board = of->book->board->name;
    table->year = year;
    table->status = status_of(arena, of->book, stage);
    table->papers = papers_of(arena, of->book, table->report);
    set_sources(arena, table, of->book->source->path);
    table->ledger = of->ledger;
}

void table_say_previous(Arena *arena, Table *table, const Case *of)
{
    const Ledger *previous = of->ledger->previous;
    if (!previous) return;
    set_sources(arena, table,
                str_format(arena, "%.*s and %.*s", STR_ARG(of->book->source->path),
                           STR_ARG(previous->book->source->path)));
}

// "2021/22 to 2023/24", of whatever boards.
static Str years_of(Arena *arena, const Group *group)
{
    Year first = group->cases[0]->book->year;
    Year last = first;
    for (size_t i = 1; i < group->count; i++) {
        Year year = group->cases[i]->book->year;
        if (year.start < first.start) first = year;
        if (year.start > last.start) last = year;
    }
    Str years = year_format(arena, first);
    if (last.start == first.start) return years;
    return str_format(arena, "%.*s to %.*s", STR_ARG(years), STR_ARG(year_format(arena, last)));
}

void table_entitle_group(Arena *arena, Table *table, const Group *group, const char *title)
{
    const Book *first = group->cases[0]->book;
    Str         view = view_in_words(arena, first->view);
    bool        alone = true;
    for (size_t i = 1; i < group->count; i++) alone &= group->cases[i]->book->board == first->board;
    table->year = years_of(arena, group);
    table->board = alone ? first->board->name : STR("Several boards");
    table->title = str_format(arena, "%s %.*s%s%.*s", title, STR_ARG(table->year),
                              view.len ? ", " : "", STR_ARG(view));
    table->status = STR("The status of the figures is that of each year's book.");
    table->sources =
        group->count == 1
            ? str_format(arena, "From %.*s.", STR_ARG(first->source->path))
            : str_format(arena, "From %zu books, each named on its own sheets.", group->count);
}

bool table_is_stated(const Table *table)
{
    for (size_t row = 0; row < table->row_count; row++) {
        for (size_t column = 0; column < table->column_count; column++) {
            if (table->rows[row].cells[column].type != CELL_EMPTY) return true;
        }
    }
    return false;
}
