// Books as text, in the order of docs/book-format.md.
#include "scribe/draft_text.h"
#include "scribe/scalar.h"

DraftRow *draft_row_add(Arena *arena, DraftRow *block, RowKind kind, Str id)
{
    DraftRow *row = ARENA_NEW(arena, DraftRow);
    row->kind = kind;
    row->id = id;
    if (block->last) block->last->next = row;
    else block->first = row;
    block->last = row;
    return row;
}

// {id: 100, other: 20}, or each on a line of its own where one has something to say.
static void add_amounts(Text *out, size_t indent, const DraftAmount *amounts, size_t count)
{
    size_t width = 0;
    for (size_t i = 0; i < count; i++) {
        if (amounts[i].id.len > width) width = amounts[i].id.len;
    }
    for (size_t i = 0; i < count; i++) {
        Str money = draft_money(out->arena, amounts[i].money);
        draft_above(out, indent, &amounts[i].remark);
        text_repeat(out, ' ', indent);
        text_addf(out, "%.*s:", STR_ARG(amounts[i].id));
        text_repeat(out, ' ', width - amounts[i].id.len + 1);
        if (money.len < 12) text_repeat(out, ' ', 12 - money.len);
        text_add(out, money);
        draft_end(out, &amounts[i].remark);
    }
}

static void add_contribution(Text *out, const DraftContribution *contribution)
{
    Arena *arena = out->arena;
    text_addf(out, "  - line: %.*s\n", STR_ARG(contribution->line));
    draft_field(out, 4, "from", contribution->from, NULL);
    draft_field(out, 4, "amount", draft_money(arena, contribution->amount), &contribution->remark);
    draft_field(out, 4, "on", date_format(arena, contribution->on), NULL);
    if (contribution->supplement) draft_field(out, 4, "supplement", STR("yes"), NULL);
    draft_text_field(out, 4, "reference", contribution->reference, NULL);
    draft_text_field(out, 4, "note", contribution->note, NULL);
    draft_above(out, 4, &contribution->passport_remark);
    if (contribution->passport_count) {
        text_add(out, STR("    passport:"));
        draft_end(out, &contribution->passport_remark);
    } else if (contribution->passport_remark.mark.len) {
        Str mark = contribution->passport_remark.mark;
        draft_comment(out, 4, str_format(arena, "to decide: %.*s", STR_ARG(mark)));
    }
    add_amounts(out, 6, contribution->passports, contribution->passport_count);
}

static Str *amount_texts(Arena *arena, const BookDraft *draft, const Amount *amounts)
{
    Str *texts = ARENA_ARRAY(arena, Str, draft->line_count);
    for (size_t i = 0; amounts && i < draft->line_count; i++) {
        if (amounts[i].stated) texts[i] = scalar_money(arena, amounts[i].money);
    }
    return texts;
}

// A budget, with what is told of it.
static Str *budget_texts(Arena *arena, const BookDraft *draft, const DraftRow *row)
{
    Str *texts = amount_texts(arena, draft, row->budget);
    for (size_t i = 0; row->recurs && i < draft->line_count; i++) {
        if (!row->recurs[i] || texts[i].len == 0) continue;
        texts[i] = str_format(arena, "{recurrent: %.*s}", STR_ARG(texts[i]));
    }
    return texts;
}

// The longest id of the schemes in a block: each block has a column of its own.
static size_t ids_width(const DraftRow *block)
{
    size_t width = 0;
    for (const DraftRow *row = block->first; row; row = row->next) {
        if (row->kind == ROW_SCHEME && row->id.len > width) width = row->id.len;
    }
    return width;
}

static void widen(const BookDraft *draft, const DraftRow *block, size_t indent, Cells *cells,
                  Arena *arena)
{
    size_t before = indent + 2 + ids_width(block) + 2;
    for (const DraftRow *row = block->first; row; row = row->next) {
        if (row->kind == ROW_BLOCK) widen(draft, row, indent + 4, cells, arena);
        else cells_widen(cells, budget_texts(arena, draft, row), before);
    }
}

static void add_rows(Text *out, const BookDraft *draft, const DraftRow *block, size_t indent,
                     const Cells *cells);

static void add_block(Text *out, const BookDraft *draft, const DraftRow *block, size_t indent,
                      const Cells *cells)
{
    draft_above(out, indent, &block->remark);
    text_repeat(out, ' ', indent);
    text_addf(out, "- block: %.*s", STR_ARG(block->id));
    draft_end(out, &block->remark);
    draft_text_field(out, indent + 2, "heading", block->heading, NULL);
    draft_text_field(out, indent + 2, "total", block->total, NULL);
    draft_field(out, indent + 2, "transfer_from", block->transfer_from, NULL);
    draft_field(out, indent + 2, "held_by", block->held_by, NULL);
    draft_text_field(out, indent + 2, "note", block->note, NULL);
    text_repeat(out, ' ', indent + 2);
    text_addf(out, "rows:%s\n", block->first ? "" : " []");
    add_rows(out, draft, block, indent + 4, cells);
}

static void add_rows(Text *out, const BookDraft *draft, const DraftRow *block, size_t indent,
                     const Cells *cells)
{
    size_t width = ids_width(block);
    for (const DraftRow *row = block->first; row; row = row->next) {
        if (row->kind == ROW_BLOCK) {
            add_block(out, draft, row, indent, cells);
            if (row->next) text_add_char(out, '\n');
            continue;
        }
        cells_add(out, indent, "- ", row->id, width, cells, budget_texts(out->arena, draft, row),
                  row->note, &row->remark);
        if (row->next && row->next->kind == ROW_BLOCK) text_add_char(out, '\n');
    }
}

// What was spent on one scheme after another, by line or in one sum.
typedef struct {
    const BookDraft *draft;
    Cells            cells;
    size_t           ids;   // The width of their column.
    size_t           money; // Of the sums.
    bool             any;
} Spent;

static bool is_by_line(const BookDraft *draft, const DraftRow *row)
{
    bool any = false;
    for (size_t i = 0; row->outturn && i < draft->line_count; i++) any |= row->outturn[i].stated;
    return any;
}

static bool says_spent(const BookDraft *draft, const DraftRow *row)
{
    return row->outturn_bare.stated || row->outturn_remark.mark.len || is_by_line(draft, row);
}

static void measure_outturn(Spent *spent, const DraftRow *block, Arena *arena)
{
    for (const DraftRow *row = block->first; row; row = row->next) {
        if (row->kind == ROW_BLOCK) {
            measure_outturn(spent, row, arena);
            continue;
        }
        if (row->id.len > spent->ids) spent->ids = row->id.len;
        spent->any |= says_spent(spent->draft, row);
        Str money = draft_money(arena, row->outturn_bare.money);
        if (row->outturn_bare.stated && money.len > spent->money) spent->money = money.len;
        if (!is_by_line(spent->draft, row)) continue;
        cells_widen(&spent->cells, amount_texts(arena, spent->draft, row->outturn), spent->ids + 4);
    }
}

static void add_spent(Text *out, const Spent *spent, const DraftRow *row)
{
    if (is_by_line(spent->draft, row)) {
        cells_add(out, 2, "", row->id, spent->ids, &spent->cells,
                  amount_texts(out->arena, spent->draft, row->outturn), STR(""),
                  &row->outturn_remark);
        return;
    }
    draft_above(out, 2, &row->outturn_remark);
    if (!says_spent(spent->draft, row)) return;
    Str money = draft_money(out->arena, row->outturn_bare.money);
    if (!row->outturn_bare.stated) money = STR("{}");
    text_addf(out, "  %.*s:", STR_ARG(row->id));
    text_repeat(out, ' ', spent->ids - row->id.len + 1);
    if (money.len < spent->money) text_repeat(out, ' ', spent->money - money.len);
    text_add(out, money);
    draft_end(out, &row->outturn_remark);
}

static void add_outturn_rows(Text *out, const Spent *spent, const DraftRow *block)
{
    for (const DraftRow *row = block->first; row; row = row->next) {
        if (row->kind == ROW_BLOCK) add_outturn_rows(out, spent, row);
        else add_spent(out, spent, row);
        if (row->next && (row->kind == ROW_BLOCK || row->next->kind == ROW_BLOCK)) {
            text_add_char(out, '\n');
        }
    }
}

static void add_outturn(Text *out, const BookDraft *draft)
{
    Spent spent = {.draft = draft};
    spent.cells = cells_new(out->arena, draft->lines, draft->line_count);
    measure_outturn(&spent, draft->root, out->arena);
    draft_section(out, draft->outturn_above, "outturn", spent.any ? "" : "{}");
    add_outturn_rows(out, &spent, draft->root);
}

static void add_approvals(Text *out, const BookDraft *draft)
{
    Arena *arena = out->arena;
    Fields decisions = {0};
    for (size_t i = 0; i < draft->approval_count; i++) {
        const Approval *approval = &draft->approvals[i];
        Fields          fields = {0};
        fields_add_text(arena, &fields, "body", approval->body);
        fields_add(&fields, "on", date_format(arena, approval->on));
        fields_add(&fields, "decision", str_from(decision_names[approval->decision]));
        fields_add_text(arena, &fields, "minute", approval->minute);
        if (i == 0) draft_section(out, STR(""), "approvals", "");
        draft_record(out, 2, approval->id, 0, &fields, &(Remark){0});
    }
    for (size_t i = 0; i < STAGE_COUNT; i++) {
        fields_add(&decisions, stage_names[i], draft->decisions[i]);
    }
    if (decisions.count) {
        draft_record(out, 0, STR("decisions"), 0, &decisions, &draft->decisions_remark);
    }
}

static void add_head(Text *out, const BookDraft *draft)
{
    Arena *arena = out->arena;
    draft_comment(out, 0, draft->head);
    text_add(out, STR("format: 1\nkind: book\n"));
    draft_field(out, 0, "year", year_id(arena, draft->year), NULL);
    draft_text_field(out, 0, "board", draft->board, NULL);
    draft_text_field(out, 0, "year_pack", draft->pack, NULL);
    draft_field(out, 0, "stage", str_from(stage_names[draft->stage]), &draft->stage_remark);
    if (draft->unit > 1) {
        draft_field(out, 0, "rounded_to", draft_unit(draft->unit), &draft->unit_remark);
    }
    draft_text_field(out, 0, "previous", draft->previous, &draft->previous_remark);
    draft_text_field(out, 0, "note", draft->note, NULL);
}

Str draft_book(Arena *arena, const BookDraft *draft)
{
    Text  text = text_new(arena);
    Cells cells = cells_new(arena, draft->lines, draft->line_count);
    add_head(&text, draft);
    if (draft->scheme_count) draft_section(&text, draft->schemes_above, "schemes", "");
    draft_schemes(&text, draft->schemes, draft->scheme_count);
    draft_section(&text, draft->contributions_above, "contributions",
                  draft->contribution_count ? "" : "[]");
    for (size_t i = 0; i < draft->contribution_count; i++) {
        add_contribution(&text, &draft->contributions[i]);
    }
    if (draft->brought_forward_count) {
        draft_section(&text, draft->brought_forward_above, "brought_forward", "");
        add_amounts(&text, 2, draft->brought_forward, draft->brought_forward_count);
    }
    widen(draft, draft->root, 2, &cells, arena);
    draft_section(&text, draft->allocations_above, "allocations", draft->root->first ? "" : "[]");
    add_rows(&text, draft, draft->root, 2, &cells);
    if (draft->root->total.len) text_add_char(&text, '\n');
    draft_text_field(&text, 0, "total", draft->root->total, NULL);
    if (draft->stage == STAGE_OUTTURN) add_outturn(&text, draft);
    add_approvals(&text, draft);
    if (draft->published_count) draft_section(&text, draft->published_above, "published", "");
    draft_published(&text, draft->published, draft->published_count);
    return text_str(&text);
}
