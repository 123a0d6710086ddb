#include "write/file_format.h"

#include "write/verify.h"
#include "write/xlsx.h"

static const FileFormat xlsx = {
    ".xlsx", "Excel workbook", true, xlsx_write, verify_workbook,
};

const FileFormat *const file_formats[] = {&xlsx, NULL};

const FileFormat *file_format_of(Str path)
{
    for (size_t i = 0; file_formats[i]; i++) {
        if (str_ends(path, file_formats[i]->ending)) return file_formats[i];
    }
    return NULL;
}
