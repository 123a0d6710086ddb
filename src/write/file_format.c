#include "write/file_format.h"

#include <string.h>

#include "write/csv_package.h"
#include "write/ods.h"
#include "write/verify.h"
#include "write/xlsx.h"

static bool write_ods(Arena *arena, const Workbook *workbook, const char *scratch_folder, Text *out,
                      Str *why)
{
    (void)scratch_folder;
    return ods_write(arena, workbook, out, why);
}

static bool write_csv(Arena *arena, const Workbook *workbook, const char *scratch_folder, Text *out,
                      Str *why)
{
    (void)scratch_folder;
    return csv_package_write(arena, workbook, out, why);
}

static const FileFormat xlsx = {
    ".xlsx", "Excel workbook, in either profile", true, true, xlsx_write, verify_xlsx,
};
static const FileFormat ods = {
    ".ods",     "OpenDocument spreadsheet, the government's open format", false, false, write_ods,
    verify_ods,
};
static const FileFormat csv = {
    ".zip",    "a CSV file for each table, with a data dictionary",
    false,     false,
    write_csv, csv_package_verify,
};

const FileFormat *const file_formats[] = {&xlsx, &ods, &csv, NULL};

const FileFormat *file_format_of(Str path)
{
    for (size_t i = 0; file_formats[i]; i++) {
        size_t length = strlen(file_formats[i]->ending);
        if (path.len < length) continue;
        Str ending = str_from_to(path, path.len - length, path.len);
        if (str_equal_any_case(ending, str_from(file_formats[i]->ending))) return file_formats[i];
    }
    return NULL;
}
