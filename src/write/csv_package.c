#include "write/csv_package.h"

#include "base/index.h"
#include "write/archive.h"
#include "write/csv_field.h"
#include "write/display.h"
#include "write/layout.h"

#define DICTIONARY "data-dictionary"
#define ROW_TYPE   "row_type"

typedef struct {
    Arena       *arena;
    ArchivePart *parts; // The dictionary, then the sheets.
    size_t       count;
    Index        names; // Of files that are taken.
    Text         dictionary;
} Package;

// The columns of one file.
typedef struct {
    Str  *ids; // The label's, those of the table, and last the type of the row.
    Index taken;
    bool  has_row_type;
    bool  keyed; // Each line begins with board, year and id, so that files can be stacked.
} Headings;

static const char *const keys[] = {"board", "year", "id"};

#define KEY_COUNT (sizeof keys / sizeof *keys)

// "NHS minimum (£)" is "nhs_minimum": letters, digits, and one sign for all else.
static Str plain_id(Arena *arena, Str text, char between)
{
    Text id = text_new(arena);
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        bool letter = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
        if (c >= 'A' && c <= 'Z') text_add_char(&id, (char)(c - 'A' + 'a'));
        else if (letter) text_add_char(&id, c);
        else if (id.len > 0 && id.data[id.len - 1] != between) text_add_char(&id, between);
    }
    while (id.len > 0 && id.data[id.len - 1] == between) id.len--;
    return text_str(&id);
}

// With a number behind it where it is taken: "total_2".
static Str unique_id(Arena *arena, Index *taken, Str text, const char *otherwise, char between)
{
    Str base = plain_id(arena, text, between);
    if (base.len == 0) base = str_from(otherwise);
    Str id = base;
    for (size_t number = 2; index_add(taken, id, taken); number++) {
        id = str_format(arena, "%.*s%c%zu", STR_ARG(base), between, number);
    }
    return id;
}

// A total must be told from what it adds up, also where the table's looks do that.
static bool wants_row_type(const Table *table)
{
    if (table_find_column(table, STR("row-type")) != SIZE_MAX) return false;
    for (size_t i = 0; i < table->row_count; i++) {
        if (table->rows[i].style != STYLE_BODY) return true;
    }
    return false;
}

static bool has_figures(const Table *table)
{
    for (size_t i = 0; i < table->column_count; i++) {
        if (cell_is_figure(table->columns[i].type)) return true;
    }
    return false;
}

static Headings headings_of(Arena *arena, const Table *table)
{
    Headings headings = {.taken = index_new(arena), .has_row_type = wants_row_type(table)};
    size_t   count = table->column_count;
    headings.ids = ARENA_ARRAY(arena, Str, count + 2);
    headings.keyed = has_figures(table);
    for (size_t i = 0; headings.keyed && i < KEY_COUNT; i++) {
        unique_id(arena, &headings.taken, str_from(keys[i]), "", '_');
    }
    headings.ids[0] = unique_id(arena, &headings.taken, table->heading, "label", '_');
    if (headings.has_row_type) {
        headings.ids[count + 1] = unique_id(arena, &headings.taken, STR(ROW_TYPE), "", '_');
    }
    for (size_t i = 0; i < count; i++) {
        headings.ids[i + 1] =
            unique_id(arena, &headings.taken, table->columns[i].id, "column", '_');
    }
    return headings;
}

// A file.

static void end_line(Text *out)
{
    text_add(out, STR("\r\n"));
}

// "[x]": for eyes, and in the way of a program that wants a figure.
static bool is_shorthand(const Cell *cell)
{
    return cell->type == CELL_TEXT && cell->text.len == 3 && cell->text.data[0] == '[' &&
           cell->text.data[2] == ']';
}

static const char *row_type(Style style)
{
    switch (style) {
    case STYLE_HEAD: return "heading";
    case STYLE_BODY: break;
    case STYLE_SUBTOTAL: return "subtotal";
    case STYLE_TOTAL: return "total";
    }
    return "row";
}

static Str file_of(Arena *arena, const Table *table, const Headings *headings)
{
    Text   out = text_new(arena);
    size_t count = table->column_count;
    for (size_t i = 0; headings->keyed && i < KEY_COUNT; i++) text_addf(&out, "%s,", keys[i]);
    for (size_t i = 0; i <= count + headings->has_row_type; i++) {
        if (i > 0) text_add_char(&out, ',');
        csv_add_text(&out, headings->ids[i]);
    }
    end_line(&out);
    for (size_t i = 0; i < table->row_count; i++) {
        const TableRow *row = &table->rows[i];
        const Str       own[KEY_COUNT] = {table->board, table->year, row->id};
        for (size_t j = 0; headings->keyed && j < KEY_COUNT; j++) {
            csv_add_text(&out, own[j]);
            text_add_char(&out, ',');
        }
        csv_add_text(&out, row->label);
        for (size_t j = 0; j < count; j++) {
            CellType type = table->columns[j].type;
            bool     typed = cell_is_figure(type) || type == CELL_DATE;
            bool     left_out = typed && is_shorthand(&row->cells[j]);
            text_add_char(&out, ',');
            if (!left_out) csv_add_cell(arena, &out, &row->cells[j], type);
        }
        if (headings->has_row_type) text_addf(&out, ",%s", row_type(row->style));
        end_line(&out);
    }
    return text_str(&out);
}

// The dictionary.

typedef struct {
    const char *name;
    const char *unit;
    Str         description;
} Meaning;

static Meaning meaning_of(CellType type)
{
    switch (type) {
    case CELL_EMPTY:
    case CELL_TEXT: break;
    case CELL_MONEY:
        return (Meaning){
            "money", "GBP",
            STR("Pounds, with two decimals and no commas; empty where nothing is stated.")};
    case CELL_PERCENT:
        return (Meaning){"percent", "per cent",
                         STR("With two decimals: 5.66 is 5.66%; empty where nothing is stated.")};
    case CELL_COUNT:
        return (Meaning){"integer", "", STR("A whole number; empty where nothing is stated.")};
    case CELL_DATE:
        return (Meaning){"date", "", STR("A day or a month; empty where none is stated.")};
    }
    return (Meaning){"text", "", STR("Words, as they stand on the sheet.")};
}

#define ROW_TYPE_MEANING                                                                           \
    (Meaning)                                                                                      \
    {                                                                                              \
        "text", "",                                                                                \
            STR("row, heading, subtotal or total: only the rows add up without counting twice.")   \
    }

static void describe(Package *package, Str file, Str column, Str title, Meaning meaning)
{
    const Str fields[] = {
        file, column, title, str_from(meaning.name), str_from(meaning.unit), meaning.description};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (i > 0) text_add_char(&package->dictionary, ',');
        csv_add_text(&package->dictionary, fields[i]);
    }
    end_line(&package->dictionary);
}

// What a sheet says above and below its table.
static Str description_of(Arena *arena, const Table *table)
{
    Text      text = text_new(arena);
    const Str lines[] = {layout_subtitle(arena, table), table->about, table->status,
                         table->sources};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        if (text.len > 0 && lines[i].len > 0) text_add_char(&text, '\n');
        text_add(&text, lines[i]);
    }
    for (size_t i = 0; i < table->note_count; i++) {
        if (text.len > 0) text_add_char(&text, '\n');
        text_add(&text, note_display(arena, &table->notes[i]));
    }
    return text_str(&text);
}

// What a column holds that every table of its kind has.
static Meaning meaning_of_column(const Package *package, const Column *column)
{
    if (str_is(column->id, "row-type")) {
        return (Meaning){"text", "",
                         STR("scheme, item, subtotal or total: only the first two add up without "
                             "counting twice.")};
    }
    if (str_is(column->id, "part-of")) {
        return (Meaning){"text", "", STR("The total that the row is added to, or taken from.")};
    }
    Meaning meaning = meaning_of(column->type);
    if (column->about.len == 0) return meaning;
    meaning.description = str_format(package->arena, "%.*s %.*s", STR_ARG(column->about),
                                     STR_ARG(meaning.description));
    return meaning;
}

static void describe_itself(Package *package)
{
    static const char *const columns[][3] = {
        {"file", "File", "A file of this package."},
        {"column", "Column", "The heading of one of its columns; empty for the file as a whole."},
        {"title", "Title", "What the sheet calls it."},
        {"type", "Type", "table for a file; else text, money, percent, integer or date."},
        {"unit", "Unit", "Of its figures."},
        {"description", "Description", "What it holds."},
    };
    Str file = STR(DICTIONARY ".csv");
    describe(package, file, STR(""), STR("Data dictionary"),
             (Meaning){"table", "", STR("What every file and column of this package holds.")});
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        describe(package, file, str_from(columns[i][0]), str_from(columns[i][1]),
                 (Meaning){"text", "", str_from(columns[i][2])});
    }
}

static const char *const key_titles[KEY_COUNT] = {"Board", "Year", "Id"};
static const char *const key_meanings[KEY_COUNT] = {
    "The Health and Wellbeing Board.",
    "The financial year, April to March.",
    "Of the row: the same in every table and year where it is the same scheme, block or line.",
};

static void describe_table(Package *package, Str file, const Table *table, const Headings *headings)
{
    Arena  *arena = package->arena;
    Meaning whole = {"table", "", description_of(arena, table)};
    describe(package, file, STR(""), table->title, whole);
    for (size_t i = 0; headings->keyed && i < KEY_COUNT; i++) {
        describe(package, file, str_from(keys[i]), str_from(key_titles[i]),
                 (Meaning){"text", "", str_from(key_meanings[i])});
    }
    describe(package, file, headings->ids[0], table->heading, meaning_of(CELL_TEXT));
    for (size_t i = 0; i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        describe(package, file, headings->ids[i + 1], column->label,
                 meaning_of_column(package, column));
    }
    if (!headings->has_row_type) return;
    describe(package, file, headings->ids[table->column_count + 1], STR("Row type"),
             ROW_TYPE_MEANING);
}

// The package.

static void add_table(Package *package, Str sheet, const Table *table)
{
    Arena   *arena = package->arena;
    Headings headings = headings_of(arena, table);
    Str      name = unique_id(arena, &package->names, sheet, "table", '-');
    Str      file = str_format(arena, "%.*s.csv", STR_ARG(name));
    describe_table(package, file, table, &headings);
    package->parts[package->count++] =
        (ArchivePart){.name = file, .bytes = file_of(arena, table, &headings)};
}

static Package package_of(Arena *arena, const Workbook *workbook)
{
    Package package = {.arena = arena, .names = index_new(arena), .dictionary = text_new(arena)};
    package.parts = ARENA_ARRAY(arena, ArchivePart, workbook->count + 1);
    package.count = 1; // The dictionary comes first.
    index_add(&package.names, STR(DICTIONARY), package.parts);
    text_add(&package.dictionary, STR("file,column,title,type,unit,description\r\n"));
    describe_itself(&package);
    for (size_t i = 0; i < workbook->count; i++) {
        const Sheet *sheet = &workbook->sheets[i];
        bool         is_list = str_is(sheet->table->report, "contents");
        if (!is_list) add_table(&package, sheet->name, sheet->table);
    }
    package.parts[0] =
        (ArchivePart){.name = STR(DICTIONARY ".csv"), .bytes = text_str(&package.dictionary)};
    return package;
}

bool csv_package_write(Arena *arena, const Workbook *workbook, Text *out, Str *why)
{
    Package package = package_of(arena, workbook);
    if (package.count > 1) return archive_write(arena, package.parts, package.count, out, why);
    *why = STR("there is no table to write");
    return false;
}

bool csv_package_verify(Arena *arena, const Workbook *workbook, Str bytes, Str *why)
{
    Package package = package_of(arena, workbook);
    return archive_verify(arena, bytes, package.parts, package.count, why);
}
