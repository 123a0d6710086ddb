// What was understood of a table: what its columns are, what its rows are, and how
// they add up. Each part says why it was taken for that.
#pragma once
#include "base/rounding.h"
#include "base/text.h"
#include "scribe/ask.h"
#include "scribe/scalar.h"
#include "survey/extent.h"
#include "survey/words.h"

typedef enum {
    COLUMN_EMPTY,
    COLUMN_LABEL,     // Names of schemes, blocks and totals.
    COLUMN_REFERENCE, // Numbers of rows.
    COLUMN_SOURCE,    // Names the funding line of its row.
    COLUMN_FACT,      // A fact of a scheme that books know.
    COLUMN_TEXT,      // Another text: kept as a note.
    COLUMN_AMOUNT,
    COLUMN_LEFT_OUT, // Amounts that a book has no place for.
    COLUMN_BLOCK,    // Names the block of its row, left of the names of schemes.
} ColumnRole;

#define NO_LINE SIZE_MAX // Of an amount that is the sum of lines.

typedef struct {
    size_t     at; // In the paper.
    ColumnRole role;
    Str        heading; // All its rows, joined.
    Str     name; // What it is called in the lowest of them that says more than a unit or measure.
    Measure measure; // Of a COLUMN_AMOUNT.
    size_t  line;    // In Reading.lines, or NO_LINE.
    bool    turned;  // A variance of budget less outturn: ours is the other way.
    Fact    fact;
    Year    years[4]; // That its heading names.
    size_t  year_count;
    const KnownLine *known;   // That its heading names.
    size_t           amounts; // Cells of the body, by what they hold.
    size_t           texts;
    size_t           percents;
    size_t           distinct;
    Str              because;
} TableColumn;

typedef enum {
    LABEL_SPACER,  // Nothing, or a lone 0.
    LABEL_HEADING, // Above a block.
    LABEL_SCHEME,
    LABEL_TOTAL,       // Adds up rows above it.
    LABEL_TOTAL_ABOVE, // Adds up rows below it.
    LABEL_TOTAL_FIRST, // Adds up all rows, and stands before them.
    LABEL_MORE,        // The scheme above once more, on another line.
    LABEL_WRAPPED,     // The rest of the label above or below.
    LABEL_AGAIN,       // The heading of the table once more.
    LABEL_MEMO,        // "of which": is in the row above already.
    LABEL_NOTE,
    LABEL_BELOW,   // Below the total of the table: no part of the fund.
    LABEL_IGNORED, // Because somebody said so.
} LabelRole;

typedef struct {
    size_t    at; // In the paper.
    LabelRole role;
    Str       label;
    bool      has_amounts; // Something stands in a column of amounts, be it nil.
    bool      says_total;
    Str       theme;   // Of the first row of a block that a column names; else empty.
    size_t    line;    // That it is on by its source or its block, or NO_LINE.
    size_t    count;   // Of a LABEL_TOTAL_ABOVE: the rows it adds up.
    Outcome   outcome; // Of a total, by its figures: the worst.
    Str       because;
} Label;

#define OPEN_MAX 4

// A scheme, or a block of them with its total.
typedef struct Item {
    struct Item *first; // Of a block; so the last.
    struct Item *last;
    struct Item *next;
    bool         is_block;
    Str          id;
    Str          label;          // Of a block: of its total.
    Str          heading;        // Above a block.
    size_t       heading_row;    // In Reading.labels; SIZE_MAX for none.
    size_t       open[OPEN_MAX]; // Headings above it whose blocks are not closed, outer first.
    size_t       open_count;
    size_t       row;  // In Reading.labels: of the scheme or of the total; SIZE_MAX for none.
    size_t       more; // Of a scheme on several rows: how many follow.
} Item;

typedef struct {
    Str              id;
    Str              name;
    Str              heading;
    const KnownLine *known;    // NULL for one that only its heading names.
    bool             national; // Of the pack, not of the board.
    bool             stands;   // In a pack or board that is there already.
    Span             span;     // Where the table names it.
} TableLine;

#define READING_LINE_MAX LINE_COUNT_MAX

// What a cell says as an amount.
typedef struct {
    bool stated;
    Sum  sum;
} StatedSum;

typedef struct {
    Arena       *arena;
    Diags       *diags;
    Asker        asker;
    const Paper *paper;
    Extent       extent;
    Str          sheet_name;
    Str          file_name;
    TableColumn *columns; // Those of the extent.
    size_t       column_count;
    size_t       label_column;  // In `columns`.
    size_t       source_column; // SIZE_MAX for none.
    size_t       block_column;  // Likewise.
    Label       *labels;        // The rows of the body.
    size_t       label_count;
    StatedSum   *sums; // By row, then column.
    TableLine    lines[READING_LINE_MAX];
    size_t       line_count;
    bool         has_too_many_lines;
    int64_t      pounds; // What its amounts are in.
    Year         year;
    Str          year_because;
    Stage        stage;
    Str          stage_because;
    Str          board;
    Text         marks;    // Lines for the head of the book.
    Item        *root;     // Its children are the rows of the fund.
    size_t       root_row; // The total of all, or SIZE_MAX.
} Reading;

// Works out the sums once: totals are sought among them again and again.
void reading_sums(Reading *reading);

// Each reports what it refuses, and returns false then.
bool reading_headings(Reading *reading);
bool reading_year(Reading *reading);
bool reading_columns(Reading *reading);
bool reading_rows(Reading *reading);
void reading_tree(Reading *reading);

// An amount of the table. False where nothing is stated. The rows are those of
// `labels`, the columns those of `columns`.
bool reading_sum(const Reading *reading, size_t row, size_t column, Sum *sum);

// Whether two rows have the very same amounts, not all of them nil.
bool reading_same_amounts(const Reading *reading, size_t row, size_t other);

// What stands above the table, and over its columns that have no amounts.
Str reading_titles(const Reading *reading);

// What the table prints of an item, or else what its rows add up to; and what the rows
// of a block do, whatever is printed of it.
Money reading_value(const Reading *reading, const Item *item, size_t column, Addends *addends);
Money reading_children(const Reading *reading, const Item *block, size_t column, Addends *addends);

// The column of amounts of a measure and line (NO_LINE for all); SIZE_MAX for none.
size_t reading_column_of(const Reading *reading, Measure measure, size_t line);

// The line of that id, made of what is known where it is new.
size_t reading_line(Reading *reading, const KnownLine *known, Str name, Span span);

Str  reading_column_name(const Reading *reading, size_t column); // "C".
Span reading_span(const Reading *reading, size_t row, size_t column);

// Something for the book to say at its head, as still to be decided.
void reading_mark(Reading *reading, const char *format, ...) __attribute__((format(printf, 2, 3)));

// What somebody said in advance of a column or row ("column-C", "row-12"); else empty.
Str reading_said(const Reading *reading, Str key, const Str *choices, size_t count);
