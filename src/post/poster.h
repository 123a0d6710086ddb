// What the files that post a book share.
#pragma once
#include "post/post.h"

typedef struct {
    Arena      *arena;
    const Book *book;
    Ledger     *ledger;
    Diags      *diags;
} Poster;

// What a scheme spent or is to spend, in an account of its own: by line as stated, or
// as one sum that follows its budget as it stands at `period`.
typedef struct {
    EntryKind kind;
    Account   debit;
    Account   credit;
    int       period;
} SpendEntry;

void post_spend(Poster *poster, const Row *row, const Spend *spend, const SpendEntry *as);

// The year between budget and accounts.
void post_virements(Poster *poster);
void post_monitoring(Poster *poster);
void post_payments(Poster *poster);
void post_passported(Poster *poster);
void post_year_end(Poster *poster);
