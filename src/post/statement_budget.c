// The budget: what every scheme is allocated of every line.
#include "post/statement_make.h"

static Statement *make(Arena *arena, const Ledger *ledger, int period)
{
    Statement *statement = statement_new_schemes(arena, ledger, 1, 0);
    (void)period; // A budget is of the whole year.
    statement_add_budget(arena, statement);
    return statement;
}

const StatementKind statement_budget = {
    .name = "budget",
    .title = "Budget",
    .about = "The budget of every scheme by funding line.",
    .summary = "the budget by scheme and funding line (as a paper's Appendix 1)",
    .status = STATUS_OF_BUDGET,
    .make = make,
};
