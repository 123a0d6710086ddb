// An archive holds what it was given, and nothing of who wrote it or when.
#include <string.h>

#include "parse/unzip.h"
#include "tap.h"
#include "write/archive.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static const ArchivePart parts[] = {
    {{"mimetype", 8}, {"application/x-test", 18}, true},
    {{"a/long.txt", 10}, {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 50}, false},
    {{"\xC2\xA3.csv", 6}, {"1", 1}, false},
    {{"empty", 5}, {"", 0}, false},
};

static size_t number_at(Str bytes, size_t at)
{
    return (unsigned char)bytes.data[at] | (size_t)(unsigned char)bytes.data[at + 1] << 8;
}

static void test_same_bytes(void)
{
    Arena *arena = arena_new(tap_out_of_memory);
    Str    why = STR("");
    Text   one = text_new(arena);
    Text   other = text_new(arena);
    bool   good = archive_write(arena, parts, LENGTH(parts), &one, &why);
    setenv("TZ", "XYZ-11", 1);
    good = good && archive_write(arena, parts, LENGTH(parts), &other, &why);
    if (!good) tap_comment(why);
    Str bytes = text_str(&one);
    tap_point(good && str_equal(bytes, text_str(&other)),
              "the same parts give the same bytes, wherever the clock stands");
    tap_point(good && str_starts(str_from_to(bytes, 30, bytes.len), "mimetypeapplication/x-test"),
              "a stored part can be read from outside");
    // Of the first entry: its method, its time and date, and how long its extra field is.
    tap_point(good && number_at(bytes, 8) == 0 && number_at(bytes, 10) == 0 &&
                  number_at(bytes, 12) == 0x21 && number_at(bytes, 28) == 0,
              "an entry is of 1 January 1980 and says nothing more of itself");
    arena_free(arena);
}

static bool collect(void *into, Str piece)
{
    text_add(into, piece);
    return true;
}

static void test_parts_come_back(void)
{
    Arena *arena = arena_new(tap_out_of_memory);
    Str    why = STR("");
    Text   out = text_new(arena);
    Unzip  unzip;
    text_add(&out, STR("before"));
    bool good = archive_write(arena, parts, LENGTH(parts), &out, &why) &&
                unzip_open(&unzip, arena, str_from_to(text_str(&out), 6, out.len)) &&
                unzip.entry_count == LENGTH(parts);
    for (size_t i = 0; good && i < LENGTH(parts); i++) {
        Text bytes = text_new(arena);
        good = str_equal(unzip.entries[i].name, parts[i].name) &&
               unzip_read(&unzip, &unzip.entries[i], collect, &bytes) &&
               str_equal(text_str(&bytes), parts[i].bytes);
    }
    unzip_close(&unzip);
    tap_point(good, "every part comes back, in its order");
    tap_point(good && str_starts(text_str(&out), "before"), "what was there before stays");

    ArchivePart twice[] = {parts[0], parts[0]};
    good = !archive_write(arena, twice, LENGTH(twice), &out, &why) && why.len > 0;
    tap_point(good, "two parts of one name are refused");
    arena_free(arena);
}

int main(void)
{
    tap_begin();
    test_same_bytes();
    test_parts_come_back();
    return tap_end();
}
