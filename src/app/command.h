// The commands of bcf, and what they share: options, and books that are loaded,
// posted and reconciled.
#pragma once
#include "app/folder.h"
#include "report/report.h"

typedef enum { EXIT_CLEAN = 0, EXIT_FINDINGS = 1, EXIT_USAGE = 2, EXIT_WORLD = 3 } ExitStatus;

typedef struct {
    const char  *format; // NULL where not given; so the others.
    const char  *output;
    const char  *profile;
    const char  *diagnostics;
    const char  *into;
    const char  *from;
    const char  *as_of;
    const char  *period;
    BookView     view; // Of the last two.
    bool         list;
    bool         help;
    bool         dry_run;
    bool         yes;
    bool         force;
    bool         check;
    bool         watch;
    const char **answers; // Each KEY=VALUE, in order.
    size_t       answer_count;
    const char **uplifts; // Each WHAT=RATE or RATE; so the next two.
    size_t       uplift_count;
    const char **ends;
    size_t       end_count;
    const char **merges;
    size_t       merge_count;
    const char **names; // What is not an option, in order.
    size_t       name_count;
} Options;

typedef enum {
    OPTION_FORMAT = 1,
    OPTION_OUTPUT = 2,
    OPTION_DIAGNOSTICS = 4,
    OPTION_LIST = 8,
    OPTION_PROFILE = 16,
    OPTION_INTO = 32,
    OPTION_ANSWER = 64,
    OPTION_DRY_RUN = 128,
    OPTION_YES = 256,
    OPTION_WATCH = 512,
    OPTION_ROLL = 1024, // --from, --uplift, --end, --merge.
    OPTION_FORCE = 2048,
    OPTION_CHECK = 4096,
    OPTION_VIEW = 8192, // --as-of, --period.
} OptionSet;

typedef struct {
    const char *name;
    const char *usage;   // After "bcf ".
    const char *summary; // One line.
    const char *help;    // The rest of --help.
    unsigned    options; // Of OptionSet; --help is everybody's.
    ExitStatus (*run)(Arena *arena, const Options *options);
} Command;

extern const Command command_check;
extern const Command command_reconcile;
extern const Command command_report;
extern const Command command_export;
extern const Command command_explain;
extern const Command command_import;
extern const Command command_new;
extern const Command command_set;
extern const Command command_fmt;

// Reads what follows the command's name, up to a NULL. False after a report.
bool options_read(Arena *arena, const Command *command, char **arguments, Options *options);

// Says "bcf: ..." on standard error, and gives back EXIT_USAGE; or EXIT_WORLD.
ExitStatus usage_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
ExitStatus world_error(const char *format, ...) __attribute__((format(printf, 1, 2)));

// The books of a run, each with its ledger and what was found.
typedef struct {
    Arena *arena;
    Diags  diags;
    Files  files;
    Shelf  shelf;
    Case  *cases; // Those that could be loaded, in the order named.
    size_t count;
    Str   *unread; // The paths of books that were named and could not be read.
    size_t unread_count;
    bool   whole;    // Every book that was named is a case, and so is what it names read.
    bool   misused;  // What was asked for cannot be: a day before the year.
    Text   failures; // What went wrong with the world, a line each.
} Session;

// Loads the books, those below a folder where one is named, as they stood where a view is
// given; what is wrong is in the diagnostics, and what could not be read among the failures.
Session *session_open(Arena *arena, const BookView *view, const char *const *names, size_t count);

// One book, as it is.
Session *session_open_book(Arena *arena, const char *path);

// The same over files that are not written yet, or not so: each draft stands in the
// place of the file of its path.
Session *session_open_drafts(Arena *arena, const Draft *drafts, size_t draft_count,
                             const char *const *paths, size_t count);

// Something failed that is not the user's data: "cannot read x.yaml: ...".
void session_fail(Session *session, const char *format, ...) __attribute__((format(printf, 2, 3)));

// Prints failures and diagnostics on standard error. The run's exit status.
ExitStatus session_close(Session *session, const Options *options);

// A line a book: what was checked, and how it ended.
void check_lines(const Session *session, Text *out);

// Prints diagnostics on standard error, as the options want them.
void print_diags(Arena *arena, Diags *diags, const Options *options);

// Writes to standard output; false after a report.
bool   print_out(Str text);
size_t print_width(void); // Of a terminal; else 80.

// Whether a file is a terminal that may be coloured, cleared and written over.
bool terminal_obeys(int file);

// For arena_new: says so, and ends the program.
void out_of_memory(void);

Str program_name(Arena *arena); // "bcf 0.1.0".
