#include "app/watch.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "app/progress.h"

// The files are looked at, not listened to: inotify says nothing of what another
// machine does to a shared folder, and has to be told anew of each file that an editor
// put in the place of the old one. Five looks a second at a handful of files cost nothing.
#define LOOK_MS 200

// Some file systems keep times in whole seconds, or in two: a second write of the same
// length looks the same there. So once, so many looks later, the files are read in any case.
#define LOOKS_UNTIL_SURE 15

#define CHANGES_NAMED_MAX 3

static volatile sig_atomic_t ended;

static void on_end(int number)
{
    (void)number;
    ended = 1;
}

// What is under way goes on to its end; the second signal is as deadly as ever.
static void listen_for_end(void)
{
    struct sigaction action = {.sa_handler = on_end, .sa_flags = SA_RESTART};
    action.sa_flags |= (int)SA_RESETHAND;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

// False when it is time to end: poll reports a reader that has gone.
static bool rest(void)
{
    struct pollfd out = {.fd = STDOUT_FILENO};
    return !ended && poll(&out, 1, LOOK_MS) <= 0 && !ended;
}

// One number for what the files look like, or looked like when they were read.
static uint64_t facts_of(const Files *files, bool then)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < files->seen_count; i++) {
        const Seen *seen = &files->seen[i];
        sum = sum * UINT64_C(1099511628211) + (then ? seen->facts : files_facts(seen->path));
    }
    return sum;
}

// Until the files look different, and then the same for a while: they may be half
// written, or moved away for a moment. False when it is time to end.
static bool wait_for_change(const Files *files, bool make_sure)
{
    uint64_t known = facts_of(files, true);
    uint64_t before = known;
    for (int looks = 1; rest(); looks++) {
        uint64_t now = facts_of(files, false);
        bool     due = make_sure && looks >= LOOKS_UNTIL_SURE;
        if (now == before && (now != known || due)) return true;
        before = now;
    }
    return false;
}

// A file may have been asked for under several names.
static bool was_counted(const Files *files, size_t index)
{
    const Source *source = files->seen[index].source;
    for (size_t i = 0; source && i < index; i++) {
        if (files->seen[i].source == source) return true;
    }
    return false;
}

static const Seen *seen_again(const Files *files, const Seen *seen)
{
    for (size_t i = 0; i < files->seen_count; i++) {
        if (str_equal(files->seen[i].path, seen->path)) return &files->seen[i];
    }
    return NULL;
}

// What became of a file, in a word; NULL where nothing did. A file that is no longer
// asked for is not the one that changed.
static const char *change(const Seen *before, const Seen *after)
{
    if (!after) return NULL;
    if (before->source && after->source) {
        return str_equal(before->source->bytes, after->source->bytes) ? NULL : "changed";
    }
    if (before->source) return "went away";
    if (after->source) return "appeared";
    return str_equal(before->why, after->why) ? NULL : "changed";
}

// "a.yaml changed, b.yaml appeared"; empty when the files say what they said before.
static Str changes(Arena *arena, const Files *before, const Files *after)
{
    Text   text = text_new(arena);
    size_t count = 0;
    for (size_t i = 0; i < before->seen_count; i++) {
        const Seen *seen = &before->seen[i];
        const Seen *again = seen_again(after, seen);
        const char *word = change(seen, again);
        if (!word || was_counted(before, i) || ++count > CHANGES_NAMED_MAX) continue;
        Str name = again->source ? again->shown : seen->shown;
        text_addf(&text, "%s%.*s %s", count > 1 ? ", " : "", STR_ARG(name), word);
    }
    if (count > CHANGES_NAMED_MAX) text_addf(&text, ", and %zu more", count - CHANGES_NAMED_MAX);
    return text_str(&text);
}

static void print_headline(Arena *arena, Str what)
{
    struct tm   parts = {0};
    time_t      now = time(NULL);
    char        clock[16] = "";
    const char *start = terminal_obeys(STDOUT_FILENO) ? "\033[H\033[2J" : "\n"; // A clean screen.
    if (localtime_r(&now, &parts)) strftime(clock, sizeof clock, "%H:%M:%S", &parts);
    print_out(str_format(arena, "%s%.*s at %s\n", start, STR_ARG(what), clock));
}

static Session *open_anew(const Options *options)
{
    Session *session =
        session_open(arena_new(out_of_memory), &options->view, options->names, options->name_count);
    progress_end(); // There may be nothing to print.
    return session;
}

static ExitStatus show(Session *session, const Options *options, WatchPrint *print)
{
    ExitStatus status = print(session, options);
    size_t     count = 0;
    for (size_t i = 0; i < session->files.seen_count; i++) {
        if (!was_counted(&session->files, i)) count++;
    }
    if (ferror(stdout)) return EXIT_WORLD;
    print_out(str_format(session->arena, "Watching %zu file%s; Ctrl-C to stop.\n", count,
                         count == 1 ? "" : "s"));
    return status;
}

ExitStatus watch(const Options *options, WatchPrint *print)
{
    listen_for_end();
    Session   *session = open_anew(options);
    ExitStatus status = show(session, options, print);
    bool       news = true;
    while (!ferror(stdout) && wait_for_change(&session->files, news)) {
        // A run of its own, memory and all; the one before lives until they are compared.
        Session *next = open_anew(options);
        Str      what = changes(next->arena, &session->files, &next->files);
        arena_free(session->arena);
        session = next;
        news = what.len > 0;
        if (!news) continue; // It was only touched.
        print_headline(session->arena, what);
        status = show(session, options, print);
    }
    arena_free(session->arena);
    if (ended && terminal_obeys(STDOUT_FILENO)) print_out(STR("\n")); // Below its ^C.
    return ferror(stdout) ? EXIT_WORLD : status;
}
