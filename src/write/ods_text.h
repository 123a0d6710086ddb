// Texts as the XML of an OpenDocument file holds them: escaped, and with the
// spaces, tabs and line ends that XML by itself would not keep.
#pragma once
#include "base/text.h"

// What is wrong with a text that cannot be stored; NULL for one that can.
const char *ods_text_fault(Str text);

// As it stands between tags or in an attribute.
void ods_add_escaped(Text *out, Str text);

// A paragraph a line; each leads to `href` where that is not empty.
void ods_add_paragraphs(Text *out, Str text, Str href);

// "'Board''s budget'.": before a cell of a sheet.
void ods_add_sheet(Text *out, Str name);
