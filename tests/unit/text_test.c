// The bricks: texts, indexes, suggestions, places and diagnostics.
#include "base/diag.h"
#include "base/index.h"
#include "base/suggest.h"
#include "base/utf8.h"
#include "tap.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static Arena *arena;

static void test_texts_grow(void)
{
    Text text = text_new(arena);
    for (int i = 0; i < 10000; i++) text_addf(&text, "%d,", i);
    tap_point(text.len == 48890 && str_ends(text_str(&text), "9999,"),
              "ten thousand additions are all there");
    Text json = text_new(arena);
    text_add_json(&json, STR("a\"b\\c\n\x01é"));
    tap_point(str_is(text_str(&json), "\"a\\\"b\\\\c\\n\\u0001é\""),
              "JSON strings are escaped, and nothing more");
    tap_point(text_width(STR("£é−x")) == 4, "width counts characters, not bytes");
}

static void test_index_finds_what_was_added(void)
{
    Index index = index_new(arena);
    bool  good = index_find(&index, STR("x")) == NULL;
    int  *values = ARENA_ARRAY(arena, int, 5000);
    for (int i = 0; i < 5000; i++) {
        good &= index_add(&index, str_format(arena, "key-%d", i), &values[i]) == NULL;
    }
    for (int i = 0; i < 5000; i++) {
        good &= index_find(&index, str_format(arena, "key-%d", i)) == &values[i];
    }
    tap_point(good, "five thousand keys are found again, and no other");
    tap_point(index_add(&index, STR("key-7"), &values[8]) == &values[7] &&
                  index_find(&index, STR("key-7")) == &values[7],
              "a second value for a key is given back the first, which stays");
}

static void test_suggestions(void)
{
    static const Str words[] = {{"line", 4}, {"from", 4}, {"amount", 6}, {"supplement", 10}};
    static const struct {
        const char *typed;
        const char *meant; // NULL for none.
    } table[] = {
        {"lien", "line"},
        {"lines", "line"},
        {"amout", "amount"},
        {"suplement", "supplement"},
        {"form", "from"},
        {"zzz", NULL},
        {"", NULL},
        {"x", NULL},
        {"a-very-long-key-that-is-much-longer-than-any-word-a-record-could-ever-have-had", NULL},
    };
    for (size_t i = 0; i < LENGTH(table); i++) {
        const Str *near = suggest(str_from(table[i].typed), words, LENGTH(words));
        bool       good = table[i].meant ? near && str_is(*near, table[i].meant) : !near;
        tap_point(good, str_format(arena, "'%s' suggests the right word", table[i].typed).data);
    }
}

static void test_utf8(void)
{
    static const struct {
        const char *bytes;
        size_t      len;
    } table[] = {
        {"a", 1},
        {"£", 2},
        {"€", 3},
        {"\xF0\x9F\x98\x80", 4},
        {"\xC0\xAF", 0},
        {"\xA3", 0},
        {"\xED\xA0\x80", 0},
        {"\xF4\x90\x80\x80", 0},
        {"\xE2\x82", 0},
        {"\xFF", 0},
        {"\xE0\x80\x80", 0},
        {"\xC3(", 0},
    };
    for (size_t i = 0; i < LENGTH(table); i++) {
        uint32_t character;
        size_t   len = utf8_decode(str_from(table[i].bytes), 0, &character);
        tap_point(len == table[i].len, str_format(arena, "UTF-8 sequence %zu", i).data);
    }
}

static void test_places(void)
{
    Source *source = source_new(arena, STR("x.yaml"),
                                STR("\xEF\xBB\xBF"
                                    "a: £b\r\nc: d"),
                                1);
    Place   b = source_place(source, 5);
    Place   d = source_place(source, 11);
    tap_point(b.line == 1 && b.column == 5, "columns count characters from 1, without the mark");
    tap_point(d.line == 2 && d.column == 4, "lines count from 1");
    tap_point(str_is(source_line(source, 1), "a: £b"), "a line comes without its CR and LF");
}

static void test_diagnostics_are_in_source_order_and_said_once(void)
{
    Diags   diags = diags_new(arena);
    Source *first = source_new(arena, STR("a.yaml"), STR("one: 1\ntwo: 2\n"), 1);
    Source *second = source_new(arena, STR("b.yaml"), STR("x\n"), 2);
    Text    text = text_new(arena);
    diag(&diags, DIAG_BAD_AMOUNT, (Span){second, 0, 1}, "third");
    diag(&diags, DIAG_BAD_AMOUNT, (Span){first, 7, 10}, "second");
    diag(&diags, DIAG_BAD_AMOUNT, (Span){first, 0, 3}, "first");
    diag(&diags, DIAG_BAD_AMOUNT, (Span){first, 0, 3}, "first");
    diags_sort(&diags);
    tap_point(diags.count == 3 && str_is(diags.items[0]->message, "first") &&
                  str_is(diags.items[2]->message, "third"),
              "by file, by place, each once");
    diags_write_text(&diags, &text, false);
    tap_point(str_starts(text_str(&text), "a.yaml:1:1: error[BCF203]: first\n"
                                          "     1 | one: 1\n"
                                          "       | ^^^\n"),
              "the place, the words, the line and a caret below it");
}

static void test_no_diagnostic_is_dropped_in_silence(void)
{
    Diags   diags = diags_new(arena);
    Source *source = source_new(arena, STR("a.yaml"), STR("one\n"), 1);
    Text    text = text_new(arena);
    for (int i = 0; i < DIAG_COUNT_MAX + 7; i++) {
        diag(&diags, DIAG_BAD_AMOUNT, (Span){source, 0, 3}, "mistake %d", i);
    }
    diags_write_text(&diags, &text, false);
    tap_point(diags.errors == DIAG_COUNT_MAX + 7 &&
                  str_ends(text_str(&text), "and 7 more, not listed: mend these "
                                            "first\n"),
              "past the limit the rest is counted");
}

int main(void)
{
    arena = arena_new(tap_out_of_memory);
    tap_begin();
    test_texts_grow();
    test_index_finds_what_was_added();
    test_suggestions();
    test_utf8();
    test_places();
    test_diagnostics_are_in_source_order_and_said_once();
    test_no_diagnostic_is_dropped_in_silence();
    arena_free(arena);
    return tap_end();
}
