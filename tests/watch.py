#!/usr/bin/env python3
"""bcf check --watch beside an editor, and the line that says what takes long.

Usage: watch.py BCF PROJECT_ROOT [ROUNDS]

Nothing here relies on how fast the machine is: what must come is waited for, and what must not come
would stand before what comes next. ROUNDS is how many changes memory is watched over.
"""
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from tap import Tap, plain_environment

SECONDS_MAX = 60  # Until something that must come is missed.
ROUNDS = 16
KIB_GROWN_MAX = 1024  # A round of the book it is tried on takes more than this by itself.
SCHEMES = 5000
BOOK = "budgets/northshire/2022-23.yaml"
BOARD = "schemes/northshire.yaml"
STOP = "Ctrl-C to stop.\n"
GOOD = "reconciles"
BAD = "BREAKS"


class Watch:
    """A run of `bcf check --watch`, its standard output as far as it came."""

    def __init__(self, bcf, folder, *names, **options):
        self.errors = open(folder / "errors", "w+", encoding="utf-8")
        self.process = subprocess.Popen([bcf, "check", "--watch", *names], cwd=folder,
                                        stdout=subprocess.PIPE, stderr=self.errors,
                                        env=self.environment(), **options)
        self.text = ""
        self.said = 0  # As much of it as was handed out.

    @staticmethod
    def environment():
        """A sanitizer that keeps what was given back would make memory grow."""
        kept = plain_environment()
        asan = f"{kept.get('ASAN_OPTIONS', '')}:quarantine_size_mb=1".lstrip(":")
        return {**kept, "ASAN_OPTIONS": asan}

    def round(self):
        """What one round says, up to its last line; what there is when none comes."""
        end = time.monotonic() + SECONDS_MAX
        while STOP not in self.text[self.said:]:
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.process.stdout], [], [], left)[0]:
                break
            got = os.read(self.process.stdout.fileno(), 65536)
            if not got:
                break
            self.text += got.decode()
        at = self.text.find(STOP, self.said)
        start, self.said = self.said, at + len(STOP) if at >= 0 else len(self.text)
        return self.text[start:self.said]

    def errors_since(self, start):
        """What standard error has beyond so many characters."""
        self.errors.seek(0)
        return self.errors.read()[start:]

    def memory_kib(self):
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") // 1024

    def end(self, number=signal.SIGINT):
        """Its exit status, and what it still said."""
        self.process.send_signal(number)
        return self.ended()

    def ended(self):
        try:
            status = self.process.wait(SECONDS_MAX)
        except subprocess.TimeoutExpired:
            self.process.kill()
            status = self.process.wait()
        rest = self.process.stdout.read().decode()
        self.process.stdout.close()
        self.errors.close()
        return status, rest


def edit(path, before, after):
    """Writes into the file itself, as a plain editor does."""
    path.write_text(path.read_text().replace(before, after, 1))


def save_by_rename(path, text):
    beside = path.with_name(path.name + "~")
    beside.write_text(text)
    beside.rename(path)


# Each takes the watch, which is at rest, and the folder; and gives what was wrong, or nothing.

def expect(said, *patterns):
    """Each pattern in the text, in this order, and one round of it."""
    if said.count(STOP) != 1 or not re.search(".*".join(patterns), said, re.DOTALL):
        return f"expected {patterns}, and it says:\n{said or 'nothing'}"
    return ""


CLOCK = r"at \d\d:\d\d:\d\d\n"


def breaks(watch, folder):
    seen = len(watch.errors_since(0))
    edit(folder / BOOK, "carers: {nhs-minimum: 900000", "carers: {nhs-minimum: 900001")
    wrong = expect(watch.round(), rf"\A\n{BOOK} changed {CLOCK}", BAD, "Watching 5 files")
    return wrong or "" if "error[BCF" in watch.errors_since(seen) else "no error is named"


def mends(watch, folder):
    edit(folder / BOOK, "nhs-minimum: 900001", "nhs-minimum: 900000")
    return expect(watch.round(), rf"\A\n{BOOK} changed {CLOCK}", GOOD)


def unreadable_yaml(watch, folder):
    text = (folder / BOOK).read_text()
    save_by_rename(folder / BOOK, text + "[")
    wrong = expect(watch.round(), rf"\A\n{BOOK} changed {CLOCK}", "Watching 1 file;")
    save_by_rename(folder / BOOK, text)
    return wrong or expect(watch.round(), rf"\A\n{BOOK} changed {CLOCK}", GOOD, "Watching 5 files")


def renames(watch, folder):
    text = (folder / BOOK).read_text()
    save_by_rename(folder / BOOK, text.replace("nhs-minimum: 900000", "nhs-minimum: 900001", 1))
    wrong = expect(watch.round(), rf"\A\n{BOOK} changed {CLOCK}", BAD)
    save_by_rename(folder / BOOK, text)
    return wrong or expect(watch.round(), rf"\A\n{BOOK} changed {CLOCK}", GOOD)


def vanishes(watch, folder):
    text = (folder / BOOK).read_text()
    seen = len(watch.errors_since(0))
    (folder / BOOK).unlink()
    wrong = expect(watch.round(), rf"\A\n{BOOK} went away {CLOCK}", "Watching 1 file;")
    if "cannot read" not in watch.errors_since(seen):
        wrong += "it does not say that it cannot read it"
    (folder / BOOK).write_text(text)
    return wrong or expect(watch.round(), rf"\A\n{BOOK} appeared {CLOCK}", GOOD)


def folder_moves(watch, folder):
    (folder / "schemes").rename(folder / "elsewhere")
    wrong = expect(watch.round(), rf"{BOARD} went away, .* went away {CLOCK}")
    (folder / "elsewhere").rename(folder / "schemes")
    return wrong or expect(watch.round(), rf"{BOARD} appeared, .* appeared {CLOCK}", GOOD)


def board_changes(watch, folder):
    edit(folder / BOARD, "name: Northshire Health", "name: Eastshire Health")
    wrong = expect(watch.round(), rf"\A\n{BOARD} changed {CLOCK}Eastshire Health", GOOD)
    edit(folder / BOARD, "name: Eastshire Health", "name: Northshire Health")
    return wrong or expect(watch.round(), rf"\A\n{BOARD} changed {CLOCK}Northshire", GOOD)


def previous_changes(watch, folder):
    name = "budgets/northshire/2021-22.yaml"
    edit(folder / name, "rehab-beds: 2899000", "rehab-beds: 2899001")
    wrong = expect(watch.round(), rf"\A\n{name} changed {CLOCK}", BAD)
    edit(folder / name, "rehab-beds: 2899001", "rehab-beds: 2899000")
    return wrong or expect(watch.round(), rf"\A\n{name} changed {CLOCK}", GOOD)


def touched(watch, folder):
    """A touch, and the same bytes under a new file, say nothing: the next round names the board."""
    (folder / BOOK).touch()
    save_by_rename(folder / BOOK, (folder / BOOK).read_text())
    if select.select([watch.process.stdout], [], [], 1.5)[0]:
        return f"it says:\n{watch.round()}"
    return board_changes(watch, folder)


def half_written(watch, folder):
    """A file that comes in pieces is one change. A machine may stall in between: five tries."""
    text = (folder / BOOK).read_text()
    said = ""
    for number in range(5):
        with open(folder / BOOK, "w", encoding="utf-8") as out:
            for at in range(0, 160, 16):
                out.write(text[at:at + 16])
                out.flush()
                time.sleep(0.05)
            out.write(f"{text[160:]}# {number}\n")
        first = said = watch.round()
        while said and GOOD not in said:
            said = watch.round()
        if GOOD in first or not said:
            break
    return "" if GOOD in first else f"it says:\n{first}"


def same_length_same_time(watch, folder):
    """What a file system with coarse times hides is found by the second look at the bytes."""
    path = folder / BOOK
    facts = path.stat()
    edit(path, "nhs-minimum: 900000", "nhs-minimum: 900002")
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    wrong = expect(watch.round(), rf"\A\n{BOOK} changed {CLOCK}", BAD)
    edit(path, "nhs-minimum: 900002", "nhs-minimum: 900000")
    return wrong or expect(watch.round(), GOOD)


STEPS = {
    "an edit that breaks is told": breaks,
    "an edit that mends is told": mends,
    "a file saved by a rename is seen, time after time": renames,
    "a book that does not load is watched until it does": unreadable_yaml,
    "a book that is deleted is waited for": vanishes,
    "a folder that is moved away is waited for": folder_moves,
    "the board is watched": board_changes,
    "the book of the year before is watched": previous_changes,
    "bytes that stay the same say nothing": touched,
    "a file that is half written is waited for": half_written,
    "a time of writing that was set back hides nothing": same_length_same_time,
}


def test_steps(tap, bcf, folder):
    watch = Watch(bcf, folder, BOOK)
    plain = subprocess.run([bcf, "check", BOOK], cwd=folder, env=plain_environment(),
                           capture_output=True, text=True)
    said = watch.round()
    tap.point(said == plain.stdout + "Watching 5 files; " + STOP,
              "the first round is that of check", said)
    tap.point(watch.errors_since(0) == plain.stderr, "and so are its findings",
              watch.errors_since(0))
    for name, step in STEPS.items():
        wrong = step(watch, folder)
        tap.point(not wrong, name, wrong)
    tap.point(watch.end() == (0, ""), "SIGINT ends it, clean after a clean round")


def test_ends(tap, bcf, folder):
    path = folder / BOOK
    text = path.read_text()
    path.write_text(text.replace("nhs-minimum: 900000", "nhs-minimum: 900001", 1))
    watch = Watch(bcf, folder, BOOK)
    watch.round()
    tap.point(watch.end(signal.SIGTERM) == (1, ""), "SIGTERM ends it, with 1 after a break")
    path.unlink()
    watch = Watch(bcf, folder, BOOK)
    said = watch.round()
    tap.point(said == "Watching 1 file; " + STOP, "a book that is not there yet is watched", said)
    tap.point(watch.end() == (3, ""), "and ends with 3")
    watch = Watch(bcf, folder, BOOK)
    watch.round()
    path.write_text(text)
    wrong = expect(watch.round(), rf"\A\n{BOOK} appeared {CLOCK}", GOOD)
    tap.point(not wrong, "until it is there", wrong)
    ignored = Watch(bcf, folder, BOOK,
                    preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))
    ignored.round()
    tap.point(ignored.end() == (0, ""), "SIGINT ends one that a script put in the background")
    watch.process.stdout.close()  # The reader goes.
    try:
        status = watch.process.wait(SECONDS_MAX)
    except subprocess.TimeoutExpired:
        status = "it goes on"
        watch.process.kill()
    tap.point(status == 0, "a reader that has gone ends it", str(status))
    watch.errors.close()
    with open("/dev/full", "w", encoding="utf-8") as full:
        full = subprocess.run([bcf, "check", "--watch", BOOK], cwd=folder, stdout=full,
                              stderr=subprocess.PIPE, env=plain_environment(), text=True,
                              timeout=SECONDS_MAX)
    tap.point(full.returncode == 3 and full.stderr.count("bcf: cannot write") == 1,
              "a full disk ends it with 3, and is said once", full.stderr)


# --- A book so big that it takes its time ---

def write_big(folder, schemes):
    """Schemes of £1 each below the made-up board."""
    names = [f"scheme-{number}" for number in range(schemes)]
    board = folder / BOARD
    board.write_text(board.read_text() + "".join(f"  {name}: {{name: {name}}}\n" for name in names))
    rows = "".join(f"  - {name}: {{nhs-minimum: 1}}\n" for name in names)
    big = folder / "budgets/northshire/big.yaml"
    big.write_text(f"""format: 1
kind: book
year: 2022-23
board: ../../schemes/northshire.yaml
year_pack: ../../schemes/national/2022-23.yaml
stage: budget
contributions:
  - {{line: nhs-minimum, from: icb, amount: {schemes}}}
  - {{line: ibcf, from: council, amount: 0}}
  - {{line: dfg, from: council, amount: 0, passport: {{eastham: 0}}}}
allocations:
{rows}""")
    return big.relative_to(folder).as_posix()


def test_folder(tap, bcf, folder):
    """A book that comes into a watched folder, or goes, is seen."""
    (folder / "budgets/northshire/2021-22.yaml").rename(folder / "aside.yaml")
    watch = Watch(bcf, folder, "budgets")
    first = watch.round()
    (folder / "aside.yaml").rename(folder / "budgets/northshire/2021-22.yaml")
    said = watch.round()
    tap.point("2 books" not in first and "2 books: 2 reconcile." in said,
              "a book that comes into a folder is checked", said)
    (folder / "budgets/northshire/2021-22.yaml").unlink()
    said = watch.round()
    tap.point("2 books" not in said and "2022/23" in said, "and one that goes is not", said)
    watch.end()


def test_memory(tap, bcf, folder, rounds):
    """Each round reads a book of megabytes; what it needed is given back."""
    book = write_big(folder, SCHEMES // 4)
    watch = Watch(bcf, folder, book)
    watch.round()
    after = []
    for number in range(rounds):
        amounts = (1, 2) if number % 2 == 0 else (2, 1)
        edit(folder / book, f"scheme-0: {{nhs-minimum: {amounts[0]}",
             f"scheme-0: {{nhs-minimum: {amounts[1]}")
        wrong = expect(watch.round(), f"{book} changed", BAD if number % 2 == 0 else GOOD)
        if wrong:
            tap.point(False, f"round {number} of those that memory is watched over", wrong)
            watch.end()
            return
        after.append(watch.memory_kib())
    status, _ = watch.end()
    grown = after[-1] - max(after[:4])
    tap.point(grown < KIB_GROWN_MAX and status in (0, 1),
              f"memory is steady over {len(after)} rounds",
              f"it ends with {status}; KiB: {after}")


def hinder(pid):
    """Makes a run take seconds, however fast the machine is."""
    for _ in range(12):
        time.sleep(0.05)
        os.kill(pid, signal.SIGSTOP)
        time.sleep(0.2)
        os.kill(pid, signal.SIGCONT)


def at_terminal(bcf, folder, *arguments, **environment):
    """A slow run at a terminal of its own: its exit status, and all that it showed."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execve(bcf, [bcf, *arguments], {**plain_environment(), "TERM": "xterm", **environment})
    shown = b""
    slow = threading.Thread(target=hinder, args=[pid])
    slow.start()
    while True:
        try:
            got = os.read(terminal, 65536)
        except OSError:  # So Linux says that the other side is closed.
            break
        if not got:
            break
        shown += got
    os.close(terminal)
    slow.join()  # Before the run is waited for: its number is its own until then.
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), shown.decode()


ERASE = "\r\x1b[K"
PROGRESS = re.compile(r"\r\x1b\[K(reading|reading the year before|posting|checking|making|"
                      r"writing|reading back) [\w./-]+ \.\.\.( \d+ s)?")


def test_progress(tap, bcf, folder):
    book = write_big(folder, SCHEMES)
    command = ["export", book, "-o"]
    plain = subprocess.run([bcf, *command, "plain.xlsx"], cwd=folder, capture_output=True,
                           env=plain_environment(), text=True)
    tap.point("\x1b" not in plain.stdout + plain.stderr and " ..." not in plain.stderr,
              "off a terminal nothing is shown", plain.stdout + plain.stderr)
    status, shown = at_terminal(bcf, folder, *command, "shown.xlsx")
    lines = PROGRESS.findall(shown)
    tap.point(any(seconds for _, seconds in lines) and status == plain.returncode,
              "at a terminal a line says what is done, and for how long", repr(shown[:2000]))
    rest = PROGRESS.sub("", shown)
    tap.point(rest.count(ERASE) == bool(lines) and rest.startswith(ERASE * bool(lines)),
              "and is gone before anything else is printed", rest[:2000])
    bare = re.sub(r"\x1b\[[\d;]*[mK]", "", rest.replace(ERASE, "")).replace("\r\n", "\n")
    tap.point(bare == plain.stdout.replace("plain.xlsx", "shown.xlsx") + plain.stderr,
              "what else is shown is the same", bare[:2000])
    tap.point((folder / "plain.xlsx").read_bytes() == (folder / "shown.xlsx").read_bytes(),
              "and so is the workbook, to the byte")
    for environment in {"TERM": "dumb"}, {"NO_COLOR": "1"}:
        _, shown = at_terminal(bcf, folder, *command, "dumb.xlsx", **environment)
        tap.point("\x1b" not in shown and " ..." not in shown,
                  f"nothing is written over with {environment}", shown[:2000])


def test_terminal(tap, bcf, folder):
    """A terminal is cleared before what is new; Ctrl-C is a signal there."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execve(bcf, [bcf, "check", "--watch", BOOK], {**plain_environment(), "TERM": "xterm"})
    shown, stops, end = "", 0, time.monotonic() + SECONDS_MAX
    while select.select([terminal], [], [], max(0, end - time.monotonic()))[0]:
        try:
            shown += os.read(terminal, 65536).decode()
        except OSError:
            break
        if shown.count("Ctrl-C to stop.\r\n") > stops:
            stops += 1
            if stops == 1:
                edit(folder / BOOK, "nhs-minimum: 900000", "nhs-minimum: 900001")
            else:
                os.write(terminal, b"\x03")
    os.close(terminal)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    tap.point(re.search(rf"Ctrl-C to stop\.\r\n\x1b\[H\x1b\[2J{BOOK} changed at ", shown),
              "a terminal is cleared before a new round", repr(shown))
    tap.point(status == 1 and shown.endswith("^C\r\n"), "Ctrl-C ends it, on a line of its own",
              f"{status} {shown[-200:]!r}")


def main(arguments):
    tap = Tap()
    bcf, root = Path(arguments[0]).resolve(), Path(arguments[1])
    rounds = int(arguments[2]) if len(arguments) > 2 else ROUNDS
    for test in test_steps, test_ends, test_folder, test_terminal, test_progress, test_memory:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "project"
            shutil.copytree(root / "tests/cases/shared/northshire", folder)
            test(tap, bcf, folder, *([rounds] if test is test_memory else []))
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
