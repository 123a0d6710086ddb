#include "app/progress.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "app/command.h"
#include "base/utf8.h"

#define COLUMNS_DEFAULT 80
#define COLUMNS_MAX     200
#define SUFFIX_COLUMNS  20 // For " ... 3600 s", and so that the line never wraps.
#define ERASE           "\r\033[K"

// Shared with the signal handler; the others touch it only while SIGALRM is held up.
static struct {
    bool   running;
    bool   shown;
    time_t began; // The present step.
    char   words[COLUMNS_MAX * 4];
    size_t len;
} line;

static time_t seconds_now(void)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

// Decimal digits, as printf may not be used in a signal handler.
static size_t put_number(char *to, time_t number)
{
    char   digits[24];
    size_t count = 0;
    size_t len = 0;
    do {
        digits[count++] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    while (count > 0) to[len++] = digits[--count];
    return len;
}

static size_t put(char *to, const char *text)
{
    size_t len = strlen(text);
    memcpy(to, text, len);
    return len;
}

// One write, so that nothing can come in between.
static void draw(void)
{
    char    all[sizeof line.words + 64];
    time_t  seconds = seconds_now() - line.began;
    pid_t   front = tcgetpgrp(STDERR_FILENO);
    size_t  len = put(all, ERASE);
    ssize_t ignored;
    if (front >= 0 && front != getpgrp()) return; // The terminal is somebody else's now.
    memcpy(all + len, line.words, line.len);
    len += line.len;
    len += put(all + len, " ...");
    if (seconds > 0) {
        all[len++] = ' ';
        len += put_number(all + len, seconds);
        len += put(all + len, " s");
    }
    ignored = write(STDERR_FILENO, all, len);
    (void)ignored;
    line.shown = true;
}

static void on_alarm(int number)
{
    int kept = errno;
    (void)number;
    draw();
    errno = kept;
}

static size_t columns(void)
{
    struct winsize size;
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return COLUMNS_DEFAULT;
    return size.ws_col < COLUMNS_MAX ? size.ws_col : COLUMNS_MAX;
}

// As much of the words as one line holds, and nothing that would move the cursor.
static void set_words(const char *doing, const char *what)
{
    char   whole[sizeof line.words];
    size_t room = columns();
    snprintf(whole, sizeof whole, "%s %s", doing, what);
    room = room > SUFFIX_COLUMNS ? room - SUFFIX_COLUMNS : 0;
    line.len = 0;
    for (size_t at = 0; whole[at] && room > 0; room--) {
        uint32_t character = 0;
        size_t   len = utf8_decode(str_from(whole), at, &character);
        bool     harmless = len > 0 && character >= 0x20 && !utf8_danger(character);
        if (!harmless) line.words[line.len++] = '?';
        for (size_t i = 0; harmless && i < len; i++) line.words[line.len++] = whole[at + i];
        at += len ? len : 1;
    }
}

static void tick(time_t seconds)
{
    struct itimerval timer = {.it_value.tv_sec = seconds, .it_interval.tv_sec = seconds};
    setitimer(ITIMER_REAL, &timer, NULL);
}

static sigset_t hold_alarm(void)
{
    sigset_t alarm_only;
    sigset_t before;
    sigemptyset(&alarm_only);
    sigaddset(&alarm_only, SIGALRM);
    sigprocmask(SIG_BLOCK, &alarm_only, &before);
    return before;
}

void progress_step(const char *doing, const char *what)
{
    if (!terminal_obeys(STDERR_FILENO)) return;
    sigset_t before = hold_alarm();
    set_words(doing, what);
    line.began = seconds_now();
    if (line.shown) draw();
    if (!line.running) {
        // What it interrupts goes on by itself, in the libraries too.
        struct sigaction action = {.sa_handler = on_alarm, .sa_flags = SA_RESTART};
        sigemptyset(&action.sa_mask);
        sigaction(SIGALRM, &action, NULL);
        tick(1);
        line.running = true;
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
}

void progress_end(void)
{
    if (!line.running) return;
    sigset_t before = hold_alarm();
    tick(0);
    // An alarm may be on its way already: to ignore it is to be rid of it.
    signal(SIGALRM, SIG_IGN);
    if (line.shown) {
        ssize_t ignored = write(STDERR_FILENO, ERASE, sizeof ERASE - 1);
        (void)ignored;
    }
    line.running = line.shown = false;
    sigprocmask(SIG_SETMASK, &before, NULL);
}
