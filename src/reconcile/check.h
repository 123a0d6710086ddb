// What the checks share, and the list of them.
#pragma once
#include "reconcile/reconcile.h"

struct Checker {
    Arena          *arena;
    Diags          *diags;
    const Ledger   *ledger;
    const Book     *book;
    Reconciliation *results;
    CheckResult    *result; // Of the check that runs.
    bool           *waived; // By waiver of the book: it has served a finding.
    Amount         *broken; // By DiagCode: the last break that nothing waived.
};

// One thing was tested, with this outcome.
void checker_count(Checker *checker, Outcome outcome);

// One thing was found: a diagnostic, and the check's finding if it is its first.
// Counts nothing.
Diag *checker_say(Checker *checker, DiagCode code, Span span, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

// Something breaks, by so much: counted and said, unless a waiver of exactly that is
// in the book; then it is counted as waived, and said as a notice.
Diag *checker_break(Checker *checker, DiagCode code, Span span, Money off, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

// What to do about it; nothing where it was waived.
void checker_help(Checker *checker, Diag *found, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// The same, said and not counted: a break or what was waived.
Diag *checker_say_break(Checker *checker, DiagCode code, Span span, Money off, Str message,
                        Outcome *outcome);

// What was found, where a diagnostic has said it already.
void checker_found(Checker *checker, Str message);

// Says why the check, or part of it, is not tested, and counts that.
void checker_untested(Checker *checker, Span span, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// There is nothing to test, for a reason that needs no diagnostic.
void checker_idle(Checker *checker, const char *reason);
// What is lacking another check has said already.
void checker_repeats(Checker *checker, const char *reason);

// The book as a whole, for findings about what it lacks.
Span checker_book(const Checker *checker);

// "£1,234.50", in the arena.
Str checker_pounds(const Checker *checker, Money money);

// "£1 more" or "£1 less".
Str checker_difference(const Checker *checker, Money difference);

// The published cell of a report, or NULL: findings that only repeat what was
// said of it become notes there.
const PublishedCell *checker_published(const Checker *checker, const char *report, Str row,
                                       Str column);

#define CHECK(name) extern const Check check_##name;
#define FLAG(name)  extern const Check flag_##name;
#include "reconcile/checks.def"
