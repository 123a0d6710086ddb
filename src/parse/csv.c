#include "parse/csv.h"

#include <string.h>

#include "base/cell_name.h"
#include "base/utf8.h"

#define SAMPLE_LINES 20 // The first ones, which say what parts the cells.

typedef struct {
    Arena            *arena;
    Spreadsheet      *book;
    SpreadsheetSheet *sheet;
    size_t            counted; // Cells, while there is no room for them yet.
    Str               text;    // UTF-8.
    size_t            at;
    uint32_t          row;
    uint32_t          column;
    Text              quoted; // The cell in quotes that is read.
    Str               why;
} Csv;

__attribute__((format(printf, 2, 3))) static bool refuse(Csv *csv, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    csv->why = str_format_args(csv->arena, format, args);
    va_end(args);
    return false;
}

// Characters.

// What the bytes 0x80 to 0x9F are in Windows-1252; the rest are as in Unicode. Nought
// is none.
static const uint16_t windows_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

// The line of a byte, from 1, as a text editor counts: CRLF, LF and CR end one.
static size_t line_at(Str text, size_t at)
{
    size_t line = 1;
    for (size_t i = 0; i < at; i++) {
        bool pair = text.data[i] == '\r' && i + 1 < text.len && text.data[i + 1] == '\n';
        line += text.data[i] == '\n' || (text.data[i] == '\r' && !pair);
    }
    return line;
}

static bool from_windows_1252(Csv *csv, Str bytes)
{
    Text text = text_new(csv->arena);
    for (size_t i = 0; i < bytes.len; i++) {
        uint32_t byte = (unsigned char)bytes.data[i];
        uint32_t code = byte >= 0x80 && byte < 0xA0 ? windows_1252[byte - 0x80] : byte;
        if (code == 0 && byte != 0) {
            return refuse(csv,
                          "line %zu has the byte 0x%02X, which is neither UTF-8 nor "
                          "Windows-1252: save it as CSV UTF-8",
                          line_at(bytes, i), (unsigned)byte);
        }
        text_add_character(&text, code);
    }
    csv->text = text_str(&text);
    csv->book->is_windows_1252 = true;
    return true;
}

// The first byte that is no UTF-8, or the end.
static size_t utf8_end(Str bytes)
{
    uint32_t character = 0;
    for (size_t at = 0; at < bytes.len;) {
        size_t len = utf8_decode(bytes, at, &character);
        if (len == 0) return at;
        at += len;
    }
    return bytes.len;
}

static bool is_utf16(Str bytes)
{
    if (str_starts(bytes, "\xFF\xFE") || str_starts(bytes, "\xFE\xFF")) return true;
    return bytes.len > 1 && (bytes.data[0] == '\0') != (bytes.data[1] == '\0');
}

static bool take_text(Csv *csv, Str bytes)
{
    bool marked = str_starts(bytes, "\xEF\xBB\xBF");
    if (is_utf16(bytes)) return refuse(csv, "it is UTF-16 text: save it as CSV UTF-8");
    if (marked) bytes = str_from_to(bytes, 3, bytes.len);
    size_t end = utf8_end(bytes);
    csv->text = bytes;
    if (end == bytes.len) return true;
    if (!marked) return from_windows_1252(csv, bytes);
    return refuse(csv, "line %zu has the byte 0x%02X, which is not UTF-8 as the file says it is",
                  line_at(bytes, end), (unsigned)(unsigned char)bytes.data[end]);
}

static bool has_only_text(Csv *csv)
{
    uint32_t character = 0;
    for (size_t at = 0; at < csv->text.len;) {
        at += utf8_decode(csv->text, at, &character);
        bool white = character == '\t' || character == '\n' || character == '\r';
        if (white || (character >= 0x20 && (character < 0x7F || character >= 0xA0))) continue;
        return refuse(csv, "line %zu has %s (U+%04X), which no table of text has",
                      line_at(csv->text, at - 1), utf8_danger(character), (unsigned)character);
    }
    return true;
}

// What parts the cells.

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

// Past a CRLF, a CR or an LF.
static size_t after_line_end(Str text, size_t at)
{
    bool pair = text.data[at] == '\r' && at + 1 < text.len && text.data[at + 1] == '\n';
    return at + (pair ? 2 : 1);
}

// What stands in a line outside quotes.
typedef struct {
    bool text;
    bool comma;
    bool semicolon;
    bool tab;
} Line;

static bool is_digit_at(Str text, size_t at)
{
    return at < text.len && text.data[at] >= '0' && text.data[at] <= '9';
}

// Reads a line of the sample. Returns where the next one starts.
static size_t sample_line(Str text, size_t at, Line *line)
{
    bool quoted = false;
    *line = (Line){0};
    for (; at < text.len && (quoted || !is_line_end(text.data[at])); at++) {
        char c = text.data[at];
        if (c == '"') quoted = !quoted;
        if (c != ' ') line->text = true;
        if (quoted) continue;
        bool amount = at > 0 && is_digit_at(text, at - 1) && is_digit_at(text, at + 1);
        if (c == ',' && !amount) line->comma = true;
        if (c == ';') line->semicolon = true;
        if (c == '\t') line->tab = true;
    }
    return at < text.len ? after_line_end(text, at) : at;
}

static char find_delimiter(Str text)
{
    Line   line;
    size_t lines = 0;
    size_t commas = 0;
    size_t semicolons = 0;
    size_t tabs = 0;
    for (size_t at = 0; at < text.len && lines < SAMPLE_LINES;) {
        at = sample_line(text, at, &line);
        lines += line.text;
        commas += line.comma;
        semicolons += line.semicolon;
        tabs += line.tab;
    }
    if (tabs > 0 && tabs * 2 >= lines) return '\t';
    return semicolons * 2 >= lines && semicolons > commas ? ';' : ',';
}

// "sep=;" on a line of its own.
static bool take_delimiter(Csv *csv)
{
    Str text = csv->text;
    csv->book->delimiter = find_delimiter(text);
    if (text.len < 4 || !str_equal_any_case(str_from_to(text, 0, 4), STR("sep="))) return true;
    if (text.len > 5 && !is_line_end(text.data[5])) return true;
    if (text.len == 4 || !strchr(",;\t|", text.data[4])) {
        return refuse(csv, "its first line says that its cells are parted by something other "
                           "than a comma, a semicolon, a tab or '|'");
    }
    csv->book->delimiter = text.data[4];
    csv->at = text.len > 5 ? after_line_end(text, 5) : text.len;
    return true;
}

// Cells.

static bool add_cell(Csv *csv, Str text)
{
    SpreadsheetSheet *sheet = csv->sheet;
    if (text.len == 0) return true;
    if (csv->row >= SPREADSHEET_ROW_MAX) {
        return refuse(csv, "it has more than %d rows", SPREADSHEET_ROW_MAX);
    }
    if (csv->column >= SPREADSHEET_COLUMN_MAX) {
        return refuse(csv, "row %u has more than %d columns", (unsigned)csv->row + 1,
                      SPREADSHEET_COLUMN_MAX);
    }
    if (csv->counted == SPREADSHEET_CELL_MAX) {
        return refuse(csv, "it has more than %d cells", SPREADSHEET_CELL_MAX);
    }
    if (!sheet->cells) {
        csv->counted++;
        return true;
    }
    sheet->cells[sheet->cell_count++] = (SpreadsheetCell){.row = csv->row,
                                                          .column = csv->column,
                                                          .kind = SPREADSHEET_TEXT,
                                                          .text = arena_copy(csv->arena, text)};
    return true;
}

static bool at_cell_end(const Csv *csv)
{
    if (csv->at == csv->text.len) return true;
    char c = csv->text.data[csv->at];
    return c == csv->book->delimiter || is_line_end(c);
}

static bool read_plain(Csv *csv)
{
    size_t start = csv->at;
    while (!at_cell_end(csv)) csv->at++;
    return add_cell(csv, str_from_to(csv->text, start, csv->at));
}

static bool refuse_quote(Csv *csv, const char *what)
{
    Str name = cell_name(csv->arena, csv->row, csv->column);
    return refuse(csv, "%.*s: %s", STR_ARG(name), what);
}

// A quote in it is written twice; every line end in it is one LF.
static bool read_quoted(Csv *csv)
{
    Str text = csv->text;
    csv->quoted.len = 0;
    for (csv->at++; csv->at < text.len;) {
        char c = text.data[csv->at];
        if (c == '"') {
            csv->at++;
            if (csv->at == text.len || text.data[csv->at] != '"') {
                if (at_cell_end(csv)) return add_cell(csv, text_str(&csv->quoted));
                return refuse_quote(csv, "text follows the quote that closes the cell; a quote "
                                         "inside it must be written twice");
            }
        }
        text_add_char(&csv->quoted, is_line_end(c) ? '\n' : c);
        csv->at = is_line_end(c) ? after_line_end(text, csv->at) : csv->at + 1;
    }
    return refuse_quote(csv, "the quote that opens here is never closed");
}

static void next_cell(Csv *csv)
{
    if (csv->at == csv->text.len) return;
    if (csv->text.data[csv->at] == csv->book->delimiter) {
        csv->at++;
        csv->column += csv->column < SPREADSHEET_COLUMN_MAX;
    } else {
        csv->at = after_line_end(csv->text, csv->at);
        csv->row += csv->row < SPREADSHEET_ROW_MAX;
        csv->column = 0;
    }
}

static bool read_cells(Csv *csv)
{
    while (csv->at < csv->text.len) {
        bool quoted = csv->text.data[csv->at] == '"';
        if (quoted ? !read_quoted(csv) : !read_plain(csv)) return false;
        next_cell(csv);
    }
    return true;
}

// Twice: what is too large is refused before it takes any memory.
static bool read_table(Csv *csv)
{
    size_t start = csv->at;
    if (!read_cells(csv)) return false;
    csv->sheet->cells = ARENA_ARRAY(csv->arena, SpreadsheetCell, csv->counted + 1);
    csv->counted = 0;
    csv->at = start;
    csv->row = 0;
    csv->column = 0;
    return read_cells(csv);
}

bool csv_read(Arena *arena, Str bytes, Spreadsheet *book, Str *why)
{
    Csv csv = {.arena = arena, .book = book, .quoted = text_new(arena)};
    *book = (Spreadsheet){.sheets = ARENA_NEW(arena, SpreadsheetSheet), .sheet_count = 1};
    csv.sheet = book->sheets;
    bool good =
        take_text(&csv, bytes) && has_only_text(&csv) && take_delimiter(&csv) && read_table(&csv);
    *why = csv.why;
    return good;
}
