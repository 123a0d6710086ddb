// The ledger: what the limits promise, that every entry balances in its line,
// and that every pound goes funder -> pool -> scheme -> spent.
#include "memory_project.h"
#include "post/post.h"
#include "reconcile/reconcile.h"
#include "tap.h"

static Arena *arena;

static Ledger *post(const char *book_text, Diags *diags)
{
    const MemoryFile files[] = {
        {"book.yaml", str_from(book_text)},
        {"board.yaml", STR(MEMORY_BOARD)},
        {"pack.yaml", STR(MEMORY_PACK)},
    };
    MemoryProject *project = ARENA_NEW(arena, MemoryProject);
    MemoryFile    *kept = ARENA_ARRAY(arena, MemoryFile, 3);
    memcpy(kept, files, sizeof files);
    *project = memory_project(arena, kept, 3);
    *diags = diags_new(arena);
    Shelf shelf = shelf_new(arena, diags, memory_open, project);
    Book *book = shelf_book(&shelf, memory_source(project, STR("book.yaml")));
    return book ? post_book(arena, book, NULL, diags) : NULL;
}

#define HEAD                                                                                       \
    "format: 1\nkind: book\nyear: 2022-23\nboard: board.yaml\nyear_pack: pack.yaml\n"              \
    "stage: outturn\n"

static const char book[] =
    HEAD "brought_forward: {ibcf: 7.01}\n"
         "contributions:\n"
         "  - {line: nhs-minimum, from: icb, amount: 1000.50}\n"
         "  - {line: ibcf, from: council, amount: 200}\n"
         "  - {line: dfg, from: council, amount: 90, passport: {eastham: 90}}\n"
         "allocations:\n"
         "  - block: care\n"
         "    held_by: council\n"
         "    rows:\n"
         "      - beds: {nhs-minimum: 600.25, ibcf: 207.01}\n"
         "      - carers: {nhs-minimum: 400.25, dfg: 90}\n"
         "  - growth: {}\n"
         "outturn:\n"
         "  beds: 100.01\n"
         "  carers: {nhs-minimum: 400.25, dfg: 80}\n"
         "  growth: 0\n";

static void test_every_entry_balances_in_its_line(void)
{
    Diags   diags;
    Ledger *ledger = post(book, &diags);
    bool    balanced = ledger && ledger->count > 0;
    for (size_t i = 0; balanced && i < ledger->count; i += 2) {
        const Posting *debit = ledger->postings[i];
        const Posting *credit = ledger->postings[i + 1];
        balanced = debit->entry == credit->entry && debit->line == credit->line &&
                   debit->amount.pence + credit->amount.pence == 0 && debit->amount.pence != 0;
    }
    tap_point(balanced, "two postings an entry, in one line, that cancel");
    bool placed = true;
    for (size_t i = 0; i < ledger->count; i++) placed &= ledger->postings[i]->span.source != NULL;
    tap_point(placed, "every posting knows its line of the book");
}

static Money balance(const Ledger *ledger, AccountKind account, const char *line)
{
    Selector selector = {.ledger = ledger,
                         .entry = ENTRY_KIND_COUNT,
                         .account = account,
                         .line = book_line(ledger->book, str_from(line))};
    return ledger_sum(&selector);
}

static void test_the_way_of_a_pound(void)
{
    Diags   diags;
    Ledger *ledger = post(book, &diags);
    tap_point(balance(ledger, ACCOUNT_FUNDER, "nhs-minimum").pence == -100050 &&
                  balance(ledger, ACCOUNT_POOL, "nhs-minimum").pence == 0,
              "the funder's money has left the pool for the schemes");
    tap_point(balance(ledger, ACCOUNT_OPENING, "ibcf").pence == -701,
              "what was brought forward came from last year");
    // 100.01 over 600.25 and 207.01: 74.36(4) and 25.64(6); the odd penny to the larger remainder.
    tap_point(balance(ledger, ACCOUNT_SPENT, "ibcf").pence == 2565 &&
                  balance(ledger, ACCOUNT_SPENT, "nhs-minimum").pence == 40025 + 7436,
              "a bare outturn follows the budget of its lines to the penny");
    tap_point(ledger_residual(ledger, book_line(ledger->book, STR("dfg"))).pence == 1000,
              "what was not spent is the residual");
    tap_point(balance(ledger, ACCOUNT_PASSPORTED, "dfg").pence == 9000,
              "what is passported is remembered by receiver");
}

static void test_derived_outturn_is_marked(void)
{
    Diags   diags;
    Ledger *ledger = post(book, &diags);
    size_t  derived = 0;
    for (size_t i = 0; i < ledger->count; i++) {
        derived += str_is(ledger->postings[i]->note, "derived");
    }
    tap_point(derived == 4, "both sides of both parts say that they are derived");
}

static void test_limits(void)
{
    Diags diags;
    tap_point(post(HEAD
                   "contributions:\n  - {line: ibcf, from: council, amount: 10000000000}\n"
                   "allocations:\n  - beds: {ibcf: 10000000000}\noutturn: {beds: -10000000000}\n",
                   &diags) != NULL,
              "£10bn is an amount, either way");
    tap_point(post(HEAD "contributions:\n  - {line: ibcf, from: council, amount: 10000000000.01}\n"
                        "allocations: []\n",
                   &diags) == NULL,
              "a penny more is not");
    // The largest sum there can be: every posting at its limit.
    Money sum = {0};
    for (int i = 0; i < POSTING_COUNT_MAX; i++) sum = money_add(sum, (Money){MONEY_PENCE_MAX});
    tap_point(sum.pence == MONEY_PENCE_MAX * POSTING_COUNT_MAX && sum.pence > 0,
              "four million postings of £10bn add up without overflow");
}

static void test_an_empty_fund(void)
{
    Diags   diags;
    Ledger *ledger = post(HEAD "contributions: []\nallocations: []\noutturn: {}\n", &diags);
    bool    good = ledger && ledger->count == 0;
    if (good) {
        reconcile(arena, ledger, &diags);
        Statement *statement = statement_of(arena, ledger, &statement_budget, 0);
        good = statement->row_count == 1 &&
               statement_figure(statement, 0, statement->column_count - 1)->money.pence == 0;
    }
    tap_point(good, "a fund of nothing is a total of nil");
}

int main(void)
{
    arena = arena_new(tap_out_of_memory);
    tap_begin();
    test_every_entry_balances_in_its_line();
    test_the_way_of_a_pound();
    test_derived_outturn_is_marked();
    test_limits();
    test_an_empty_fund();
    arena_free(arena);
    return tap_end();
}
