// The table in the middle: what a report makes and a writer prints. Reports
// know nothing of formats, writers nothing of accounting. A computed cell says
// what it is the sum, difference or ratio of, so that one cell gives a printed
// figure, a live formula and a trace.
#pragma once
#include "post/ledger.h"

typedef enum {
    CELL_EMPTY, // Not stated. A nil is a CELL_MONEY of nil.
    CELL_TEXT,
    CELL_MONEY,
    CELL_PERCENT,
    CELL_COUNT,
    CELL_DATE, // Printed as typed, for a month may have no day.
} CellType;

typedef enum {
    ORIGIN_STATED,   // A value of its own.
    ORIGIN_POSTINGS, // The sum of what `selectors` take.
    ORIGIN_TERMS,    // The sum of `terms`, each with its sign.
    ORIGIN_RATIO,    // terms[0] / terms[1], as a percentage; not stated over nil.
    ORIGIN_WATCHED,  // A text that holds while the live check below the table says OK.
} Origin;

typedef struct Table Table;

typedef struct {
    size_t       row;    // In Table.rows.
    size_t       column; // In Table.columns.
    int          sign;   // 1 or -1.
    const Table *table;  // Another table of the book; NULL for the cell's own.
} Term;

// Where a cell leads: to a cell of a table, or with LINK_TOP to the top of it.
#define LINK_TOP SIZE_MAX

typedef struct {
    const Table *table; // NULL for nowhere.
    size_t       row;
    size_t       column;
} Link;

typedef struct {
    CellType        type;
    Origin          origin;
    Str             text; // Of a CELL_TEXT, and of a CELL_DATE as it is printed.
    Money           money;
    Percent         percent;
    int64_t         count;
    bool            marked; // Printed with a star; a note below says why.
    Link            link;
    const Selector *selectors;
    size_t          selector_count;
    const Term     *terms;
    size_t          term_count;
} Cell;

typedef struct {
    Str      id;
    Str      label;
    CellType type;  // What its cells are, where not empty.
    Str      about; // What it holds, for a dictionary; may be empty.
} Column;

typedef enum { STYLE_HEAD, STYLE_BODY, STYLE_SUBTOTAL, STYLE_TOTAL } Style;

const char *style_name(Style style); // "head", "body", "subtotal", "total".

typedef struct {
    Style  style;
    Str    id;
    Str    label;
    size_t depth; // Of the indent.
    Cell  *cells; // One a column.
} TableRow;

// What a note below a table is about: one row, whose figure is marked with a
// star, or with NOTE_OF_TABLE all of it.
#define NOTE_OF_TABLE SIZE_MAX

typedef struct {
    Str    text;
    size_t row;
} TableNote;

typedef enum {
    CHART_STACKED,   // A bar a row, a piece of it a column.
    CHART_SIDE,      // Bars of each column, side by side.
    CHART_WATERFALL, // Four columns: the foot, which is not drawn; a total; a rise; a fall.
} ChartKind;

// A picture of a table's body rows, which hold values of their own.
typedef struct {
    ChartKind kind;
    Str       title;
    Str       alternative; // What it shows, for whoever does not see it.
    size_t    first;       // Of the columns that it draws.
    size_t    count;
    Money     axis_from; // Where its scale begins; nil but in a waterfall.
    size_t    spoken;    // A column whose amounts are written beside the last bar; 0 for none.
} Chart;

// What a live check below a table watches, when somebody edits the workbook.
typedef enum {
    WATCH_NOTHING,
    WATCH_FIGURES, // Its own figures, column by column.
    WATCH_BOOK,    // The checks of every table of its book.
} Watch;

struct Table {
    Str           report;  // "budget".
    Str           title;   // "Budget 2022/23".
    Str           board;   // Empty for a table of no one board.
    Str           year;    // "2022/23"; empty likewise.
    Str           about;   // What it is and in what unit, in a sentence.
    Str           status;  // Of the figures: "Draft: no decision is recorded."
    Str           sources; // What they were taken from: "From b.yaml; HWB, Appendix 1."
    Str           papers;  // Those among them that anybody can read; may be empty.
    Str           heading; // Of the labels: "Scheme".
    Column       *columns;
    size_t        column_count;
    TableRow     *rows;
    size_t        row_count;
    size_t        row_max;
    TableNote    *notes; // Below the table.
    size_t        note_count;
    size_t        note_capacity;
    const Ledger *ledger;         // Of the book it is about; NULL for a table of no one book.
    bool          lists_postings; // It is the journal of that ledger.
    bool          filtered;       // A list that is searched rather than read.
    Watch         watch;
    const Chart  *chart;      // NULL for none.
    const Table  *drawn_from; // Of a chart's table: the statement it repeats.
};

// A column as a report writes it down.
typedef struct {
    const char *id;
    const char *label;
    CellType    type;
} ColumnSpec;

Table *table_new(Arena *arena, const char *report, size_t column_count, size_t row_max);
Table *table_of(Arena *arena, const char *report, const ColumnSpec *columns, size_t column_count,
                size_t row_max);
// More columns to the right, empty so far.
void      table_widen(Arena *arena, Table *table, const ColumnSpec *columns, size_t count);
TableRow *table_row(Arena *arena, Table *table, Style style, Str id, Str label); // The next row.
// By id; of a heading and its total, which share one, the total. SIZE_MAX for none.
size_t table_find_row(const Table *table, Str id);
size_t table_find_column(const Table *table, Str id);
// By the id of its column; empty where the table has no such column.
const Cell *table_cell(const Table *table, size_t row, Str column);
// By id; without a label where there is none.
Column table_column(const Table *table, Str id);
// Whether any row of a column states anything.
bool table_column_speaks(const Table *table, size_t column);
// Without the columns that state nothing in any row, unless none does.
const Table *table_without_silence(Arena *arena, const Table *table);
// `row` is one of the table's, or NOTE_OF_TABLE.
void table_note(Arena *arena, Table *table, size_t row, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

Cell cell_text(Str text);
Cell cell_money(Money money);
Cell cell_count(int64_t count);

// Whether any amount of it has pence: then all are printed with two decimals.
bool table_has_pence(const Table *table);

// The columns of a journal, in its order, which selectors become formulas over.
typedef enum {
    JOURNAL_ENTRY,  // count
    JOURNAL_KIND,   // entry_name
    JOURNAL_PERIOD, // count, may be empty
    JOURNAL_DATE,
    JOURNAL_ACCOUNT,      // account_name
    JOURNAL_PARTNER,      // id, may be empty
    JOURNAL_COUNTERPARTY, // id, may be empty
    JOURNAL_LINE,         // id
    JOURNAL_SCHEME,       // id, may be empty
    JOURNAL_AMOUNT,       // money
    JOURNAL_SOURCE,       // file and line
    JOURNAL_NOTE,
    JOURNAL_FIGURE, // "budget carers ibcf": the report, row and column it counts in.
    JOURNAL_COLUMN_COUNT
} JournalColumn;

// A sheet is a table with a name; a workbook is its sheets in order.
typedef struct {
    Str          name; // At most 31 characters, none of []:*?/\ .
    const Table *table;
} Sheet;

typedef enum {
    PROFILE_WORKING,     // Live formulas, links, filters: for whoever keeps the figures.
    PROFILE_PUBLICATION, // Plain values in plain tables: for whoever reads them.
} Profile;

typedef struct {
    Profile profile;
    Sheet  *sheets;
    size_t  count;
    Str     title; // Of the document's properties; so the others.
    Str     subject;
    Str     comments;
} Workbook;
