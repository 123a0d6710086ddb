#include "parse/table_file.h"

#include "parse/csv.h"
#include "parse/ods.h"
#include "parse/xlsx.h"

bool table_file_read(Arena *arena, Str name, Str bytes, Spreadsheet *book, Str *why)
{
    if (str_ends(name, ".ods")) return ods_read(arena, bytes, book, why);
    if (str_ends(name, ".xlsx")) return xlsx_read(arena, bytes, book, why);
    return csv_read(arena, bytes, book, why);
}
