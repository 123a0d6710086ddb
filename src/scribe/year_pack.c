#include "scribe/year_pack.h"

#include "base/text.h"
#include "scribe/known_line.h"

// A line that the year's published papers name. `from` and `replaces` may be NULL.
typedef struct {
    int              first; // Years by their beginning: 2022 is 2022/23.
    int              last;
    const KnownLine *line;
    const char      *from;
    const char      *replaces[3];
} Known;

// In the order of the statement's columns. Years that are not in it are not known.
static const Known known[] = {
    {2015, 2024, &line_nhs_minimum, NULL, {NULL, NULL, NULL}},
    {2019, 2019, &line_ibcf, NULL, {NULL, NULL, NULL}},
    {2020, 2020, &line_ibcf, NULL, {"ibcf", "winter-pressures", NULL}},
    {2021, 2024, &line_ibcf, NULL, {NULL, NULL, NULL}},
    {2019, 2019, &line_winter_pressures, NULL, {NULL, NULL, NULL}},
    {2015, 2015, &line_dfg, NULL, {NULL, NULL, NULL}},
    {2016, 2016, &line_dfg, NULL, {"dfg", "social-care-capital", NULL}},
    {2017, 2024, &line_dfg, NULL, {NULL, NULL, NULL}},
    {2015, 2015, &line_social_care_capital, NULL, {NULL, NULL, NULL}},
    {2022, 2022, &line_discharge_la, "2022-11", {NULL, NULL, NULL}},
    {2022, 2022, &line_discharge_icb, "2022-11", {NULL, NULL, NULL}},
    {2023, 2024, &line_discharge_la, NULL, {NULL, NULL, NULL}},
    {2023, 2024, &line_discharge_icb, NULL, {NULL, NULL, NULL}},
};

// The published uplifts of the NHS minimum, in hundredths of a per cent.
static const struct {
    int     year;
    int64_t hundredths;
} uplifts[] = {{2021, 530}, {2022, 566}, {2023, 566}, {2024, 566}};

// The lines of 2017/18 and 2018/19 are not among them.
static bool year_is_known(Year year)
{
    return (year.start >= 2015 && year.start <= 2016) || (year.start >= 2019 && year.start <= 2024);
}

static Line line_of(Arena *arena, const Known *one)
{
    Line line = {.id = str_from(one->line->id),
                 .name = str_from(one->line->name),
                 .heading = str_from(one->line->heading),
                 .payer = one->line->payer,
                 .nature = one->line->nature,
                 .mandatory = one->from == NULL, // Nobody pays it when the year begins.
                 .passported = one->line->passported,
                 .passport_to = PARTNER_DISTRICT};
    line.replaces = ARENA_ARRAY(arena, Str, 3);
    while (one->replaces[line.replaces_count]) {
        line.replaces[line.replaces_count] = str_from(one->replaces[line.replaces_count]);
        line.replaces_count++;
    }
    if (one->from) date_parse(str_from(one->from), &line.from);
    return line;
}

static void set_uplift(Line *line, Year year)
{
    for (size_t i = 0; i < sizeof uplifts / sizeof *uplifts; i++) {
        if (uplifts[i].year != year.start || !str_is(line->id, "nhs-minimum")) continue;
        line->has_uplift = true;
        line->uplift = (Rate){uplifts[i].hundredths, 10000};
    }
}

static bool is_there(const DraftLine *lines, size_t count, Str id)
{
    for (size_t i = 0; i < count; i++) {
        if (str_equal(lines[i].line.id, id)) return true;
        for (size_t j = 0; j < lines[i].line.replaces_count; j++) {
            if (str_equal(lines[i].line.replaces[j], id)) return true;
        }
    }
    return false;
}

// A line of the year before that nothing takes over: no money is lost in silence.
static void carry_line(Arena *arena, DraftLine *draft, const Line *before, bool known_year)
{
    draft->line = *before;
    draft->line.replaces_count = 0;
    draft->line.has_uplift = false;
    draft->line.from = (Date){0};
    draft->line.unverified = false;
    if (before->has_uplift) draft->remark.mark = STR("its uplift this year");
    if (known_year) draft->remark.mark = str_format(arena, "whether this line goes on");
}

// A line that the year before did not have cannot replace one that was not there.
static void keep_replaced(Line *line, const YearPack *before)
{
    size_t kept = 0;
    if (!before) return;
    for (size_t i = 0; i < line->replaces_count; i++) {
        for (size_t j = 0; j < before->line_count; j++) {
            if (!str_equal(before->lines[j].id, line->replaces[i])) continue;
            line->replaces[kept++] = line->replaces[i];
            break;
        }
    }
    line->replaces_count = kept;
}

static Str head_of(Arena *arena, Year year, const YearPack *before, bool known_year)
{
    Text text = text_new(arena);
    Str  words = year_format(arena, year);
    text_addf(&text, "Better Care Fund %.*s: the year's funding lines. No local amounts.\n\n",
              STR_ARG(words));
    text_add(&text, STR("Drafted by bcf new; nothing of it was held against the year's papers.\n"));
    if (!known_year) {
        text_addf(&text, "to decide: the funding lines of %.*s; here those of %.*s", STR_ARG(words),
                  STR_ARG(year_format(arena, before->year)));
    } else {
        text_add(&text, STR("to decide: each line, its payer and its uplift, against the planning "
                            "requirements"));
    }
    return text_str(&text);
}

Str year_pack_draft(Arena *arena, Year year, const YearPack *before)
{
    size_t     known_count = sizeof known / sizeof *known;
    size_t     room = known_count + (before ? before->line_count : 0);
    DraftLine *lines = ARENA_ARRAY(arena, DraftLine, room);
    size_t     count = 0;
    bool       known_year = year_is_known(year);
    if (!known_year && !before) return STR("");
    for (size_t i = 0; known_year && i < known_count; i++) {
        if (year.start < known[i].first || year.start > known[i].last) continue;
        DraftLine *draft = &lines[count++];
        draft->line = line_of(arena, &known[i]);
        set_uplift(&draft->line, year);
        if (known[i].from) draft->remark.beside = STR("begun during the year");
    }
    for (size_t i = 0; before && i < before->line_count; i++) {
        if (is_there(lines, count, before->lines[i].id)) continue;
        carry_line(arena, &lines[count++], &before->lines[i], known_year);
    }
    for (size_t i = 0; i < count; i++) keep_replaced(&lines[i].line, before);
    PackDraft draft = {
        .head = head_of(arena, year, before, known_year),
        .year = year,
        .source = str_format(arena, "Better Care Fund planning requirements %.*s",
                             STR_ARG(year_id(arena, year))),
        .lines = lines,
        .line_count = count,
        .lines_above = STR("In the order of the statement's columns."),
        .lists = before ? before->lists : NULL,
        .tail = before && before->lists[0].count
                    ? STR("to decide: the lists, here of the year before, and the conditions")
                    : STR("to decide: the lists of values, and the national conditions"),
    };
    return draft_pack(arena, &draft);
}
