#!/usr/bin/env python3
"""An edit changes one thing: every other byte, comment and figure stays.

    edits_keep.py BCF PROJECT_ROOT

Books are taken as they are shipped and in guises that a person's file may have: Windows line
ends, comments everywhere, quotes, records over several lines, no final line end, a byte order
mark. Each amount that reports show is set to another one by `bcf set`, and lines are added; then
the file is read here, by other means: the lines that differ, the comments in order, and what the
reports say.
"""
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tap import Tap, plain_environment

SECONDS_MAX = 60
BOOKS = ["worcestershire/2021-22", "worcestershire/2022-23"]
MARK = b"\xef\xbb\xbf"


def run(bcf, folder, *arguments):
    return subprocess.run([bcf, *map(str, arguments)], cwd=folder, capture_output=True, check=False,
                          timeout=SECONDS_MAX, env=plain_environment(), stdin=subprocess.DEVNULL)


def report(bcf, folder, name, book):
    done = run(bcf, folder, "report", name, book, "--format", "json")
    return json.loads(done.stdout)


def windows(text):
    return text.replace("\n", "\r\n")


def commented(text):
    """A comment behind every line, and a line of comment before every third."""
    lines = []
    for number, line in enumerate(text.split("\n")):
        if number % 3 == 1:
            lines.append("   # before: a # in it, 'quotes\" and {brackets}")
        bare = not line.strip() or line.lstrip().startswith("#") or " #" in line
        lines.append(line if bare else line + "  # after: 1,158,022 #2")
    return "\n".join(lines)


def quoted(text):
    head, first, rest = text.partition("format: 1\n")
    return head + first + re.sub(r"(: +)(-?[\d,]*\d)(?=, |}|\n)", r'\1"\2"', rest)


def broken(text):
    """Records in braces go over several lines, with comments between."""
    def one(found):
        indent = " " * 14
        parts = [part.strip() for part in found[2].split(", ")]
        return found[1] + "{ # opens\n" + ",\n".join(indent + part for part in parts) + \
            "  # the last\n" + indent + "}"
    return re.sub(r"(- [\w-]+: +)\{([^{}\n]+)\}", one, text)


def unaligned(text):
    return re.sub(r"(?<=[:,]) {2,}", " ", text)


def cut(text):
    return text.rstrip("\n")


GUISES = {"as shipped": lambda text: text, "with Windows line ends": windows,
          "with comments everywhere": commented, "with quotes": quoted,
          "with records over several lines": broken, "without columns": unaligned,
          "without a final line end": cut,
          "with all of it": lambda text: windows(commented(broken(unaligned(cut(text)))))}


def comments(data):
    """The comments of a file, by a scan that knows quotes and nothing else of YAML."""
    found = []
    for line in data.decode("utf-8-sig").splitlines():
        quote = None
        for at, char in enumerate(line):
            if quote:
                quote = None if char == quote else quote
            elif char in "\"'" and re.search(r"[:,\[{-] *$", line[:at]):
                quote = char
            elif char == "#" and (at == 0 or line[at - 1] in " \t"):
                found.append(line[at:].rstrip())
                break
    return found


def changed_lines(before, after):
    """The lines that differ, with what surrounds them equal; as (old lines, new lines)."""
    old, new = before.split(b"\n"), after.split(b"\n")
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return old[start:len(old) - end], new[start:len(new) - end]


def digits_only(line):
    """A line without its amounts and the blanks before them."""
    return re.sub(rb' *"?-?[\d,]+(\.\d\d)?"?', b"", line)


def wrong_with_edit(before, after, added):
    old, new = changed_lines(before, after)
    if len(old) > 1 or len(new) != 1 or (not added and len(old) != 1):
        return f"{len(old)} lines gave way to {len(new)}: {old} -> {new}"
    if not added and digits_only(old[0]) != digits_only(new[0]):
        return f"more than an amount changed: {old} -> {new}"
    if comments(before) != comments(after):
        return "the comments differ"
    if before.startswith(MARK) != after.startswith(MARK):
        return "the byte order mark"
    return ""


def body_rows(table):
    return [row for row in table["rows"] if row["kind"] == "body"]


def settings(bcf, folder, book):
    """The words of `bcf set`, the report and cell they change, and the amount that is there."""
    table = report(bcf, folder, "budget", book)
    lines = [column["id"] for column in table["columns"] if column["id"] != "budget"]
    for row, line in itertools.product(body_rows(table), lines):
        yield ["budget", row["id"], line], ("budget", row["id"], line), row["cells"][line]
    table = report(bcf, folder, "outturn", book)
    for row in body_rows(table):
        if row["cells"].get("outturn") is not None:
            yield ["outturn", row["id"]], ("outturn", row["id"], "outturn"), row["cells"]["outturn"]
    for line in lines:
        payer = "ccg" if line == "nhs-minimum" else "council"
        table = report(bcf, folder, "contributions", book)
        now = next(row for row in table["rows"] if row["id"] == line)["cells"]["current"]
        yield ["contribution", line, payer], ("contributions", line, "current"), now


def figures(bcf, folder, book, name):
    return {(row["id"], row["kind"], column): value
            for row in report(bcf, folder, name, book)["rows"]
            for column, value in row["cells"].items()}


def wrong_figures(before, after, row, column, wanted):
    """Of a report before and after: the cell that was meant, totals above it, and no other row."""
    changed = {key for key in before if before[key] != after[key]}
    if after.get((row, "body", column)) != wanted:
        return f"{row} {column} is {after.get((row, 'body', column))}, not {wanted}"
    strange = {key for key in changed if key[1] == "body" and key[0] != row}
    return f"other rows changed: {sorted(strange)}" if strange else ""


def try_one(bcf, folder, book, setting, seed):
    """One edit of a file as it stands, put back afterwards. Says what is wrong, or nothing."""
    words, (name, row, column), now = setting
    path = Path(folder, book)
    data = path.read_bytes()
    amount = (seed * 7919) % 10 ** (seed % 7 + 1) + 1
    if now is not None and int(now.split(".")[0]) == amount:
        amount += 1
    if seed // 4 % 3 == 0:
        amount = -amount
    before = figures(bcf, folder, book, name)
    done = run(bcf, folder, "set", book, *words, amount, "--force")
    after = path.read_bytes()
    try:
        if done.returncode not in (0, 1) or after == data:
            return f"{words} {amount}: exit {done.returncode}: {done.stderr.decode()[-300:]}"
        wrong = wrong_with_edit(data, after, now is None)
        wrong = wrong or wrong_figures(before, figures(bcf, folder, book, name), row, column,
                                       f"{amount}.00")
        return f"{words} {amount}: {wrong}" if wrong else ""
    finally:
        path.write_bytes(data)


def guise(folder, root, name, dress):
    """A copy of the project in which one book wears a guise."""
    for part in ("schemes", "budgets"):
        shutil.copytree(root / part, Path(folder, part))
    path = Path(folder, "budgets", f"{name}.yaml")
    text = dress(path.read_text(encoding="utf-8"))
    path.write_bytes((MARK if dress is windows else b"") + text.encode())
    return f"budgets/{name}.yaml"


def test_guise(tap, bcf, root, name, title, dress, step):
    with tempfile.TemporaryDirectory() as folder:
        book = guise(folder, root, name, dress)
        wrong, count = [], 0
        for seed, setting in enumerate(settings(bcf, folder, book), 1):
            if seed % step:
                continue
            count += 1
            wrong.append(try_one(bcf, folder, book, setting, seed))
        wrong = [words for words in wrong if words]
        tap.point(count > 10 and not wrong, f"{name} {title}: {count} edits, one thing each",
                  "\n".join(wrong[:10]))


MARK_OF_A_LINE = re.compile(rb"(?:^|[ \t]+)# to decide: [^\r]*")


def marked(text):
    """Marks behind some lines, and on lines of their own, the last line for one."""
    lines = []
    for number, line in enumerate(text.split("\n")):
        bare = not line.strip() or " #" in line or line.startswith("#")
        if number % 11 == 5:
            lines.append("  # to decide: a line of its own: {brackets} 'and quotes\"")
        lines.append(line if bare or number % 3 else line + " \t # to decide: 1,158,022 # so")
    return "\n".join(lines).rstrip("\n") + "\n# to decide: the last line"


def without(data, number):
    """A file without the mark at a line, worked out from that line alone."""
    lines = data.split(b"\n")
    rest = MARK_OF_A_LINE.sub(b"", lines[number - 1])
    if rest.strip():
        lines[number - 1] = rest
    else:
        del lines[number - 1]
        if number > len(lines):  # It was the last, and the line end before it goes.
            lines[-1] = lines[-1].removesuffix(b"\r")
    return b"\n".join(lines)


def wrong_decided(bcf, folder, book, path, numbers):
    """Says what is wrong when the marks at some lines are decided in one go, or nothing."""
    file = Path(folder, path)
    data = wanted = file.read_bytes()
    for number in sorted(numbers, reverse=True):
        wanted = without(wanted, number)
    words = " and ".join(f"decided {path}:{number}" for number in numbers).split()
    done = run(bcf, folder, "set", book, *words)
    seen = file.read_bytes()
    file.write_bytes(data)
    gone = len(comments(data)) - len(comments(seen))
    if done.returncode == 0 and seen == wanted and gone == len(numbers):
        return ""
    return f"{words}: exit {done.returncode}, {gone} gone: {done.stderr.decode()[-300:]}"


def test_decided(tap, bcf, root, name, title, dress):
    """A mark at a time, and all at once in a mixed order, in the book, its board and its pack."""
    def marked_dress(text):
        dressed = dress(text)
        is_windows = "\r\n" in dressed
        dressed = marked(dressed.replace("\r\n", "\n"))
        return windows(dressed) if is_windows else dressed

    with tempfile.TemporaryDirectory() as folder:
        book = guise(folder, root, name, marked_dress)
        area, year = name.split("/")
        others = [f"schemes/{area}.yaml", f"schemes/national/{year}.yaml"]
        for path in others:
            file = Path(folder, path)
            file.write_bytes(marked(file.read_text(encoding="utf-8")).encode())
        wrong, count = [], 0
        for path in [book, *others]:
            lines = Path(folder, path).read_bytes().split(b"\n")
            numbers = [at for at, line in enumerate(lines, 1) if MARK_OF_A_LINE.search(line)]
            count += len(numbers)
            wrong += [wrong_decided(bcf, folder, book, path, [number])
                      for number in numbers[::4] + numbers[-1:]]
            wrong.append(wrong_decided(bcf, folder, book, path, numbers[1::2] + numbers[::2]))
        wrong = [words for words in wrong if words]
        tap.point(count > 30 and not wrong,
                  f"{name} {title}: {count} marks, and no more, are decided", "\n".join(wrong[:10]))


def test_fmt(tap, bcf, root):
    """What is neat stays to the byte; what is not says the same when it is neat."""
    with tempfile.TemporaryDirectory() as folder:
        for part in ("schemes", "budgets"):
            shutil.copytree(root / part, Path(folder, part))
        files = [path.relative_to(folder) for path in sorted(Path(folder).rglob("*.yaml"))]
        done = run(bcf, folder, "fmt", "--check", *files)
        tap.point(done.returncode == 0 and not done.stdout, "every shipped file is neat",
                  done.stdout.decode())
        for name in BOOKS:
            path = Path(folder, "budgets", f"{name}.yaml")
            neat = commented(path.read_text(encoding="utf-8"))
            untidy = re.sub(r"(?m)(amount: +)([\d,]+)(?=  #)", r"\1£\2", neat)
            untidy = re.sub(r"(?m)$", "  ", untidy) + "\n \n"
            path.write_bytes(windows(untidy).encode())
            book = f"budgets/{name}.yaml"
            before = [report(bcf, folder, one, book)["rows"] for one in ("budget", "contributions")]
            data = path.read_bytes()
            done = run(bcf, folder, "fmt", book)
            after = [report(bcf, folder, one, book)["rows"] for one in ("budget", "contributions")]
            wanted = windows(neat.rstrip("\n") + "\n").encode()
            seen = path.read_bytes()
            tap.point(done.returncode == 0 and seen == wanted and
                      comments(data) == comments(seen) and before == after,
                      f"{name}, untidy, is made what it was", done.stderr.decode()[-500:] +
                      done.stdout.decode())
            again = run(bcf, folder, "fmt", book)
            tap.point(not again.stdout and again.returncode == 0, f"{name}: neat stays neat")


def self_test(tap):
    """The eyes of this test see what they are for."""
    before = b"a: 1   # one\nb: {c: 100, d: 2}\n"
    tap.point(not wrong_with_edit(before, before.replace(b"100", b"99"), False),
              "an amount alone is no fault")
    faults = {"a comment": before.replace(b"100", b"99").replace(b"one", b"two"),
              "a second amount": before.replace(b"{c: 100, d: 2", b"{c: 99, e: 2"),
              "another line": before.replace(b"100", b"99").replace(b"a: 1", b"a: 2"),
              "a blank line": before.replace(b"100", b"99") + b"\n"}
    for name, after in faults.items():
        tap.point(wrong_with_edit(before, after, False), f"{name} that changes as well is seen")


def main(bcf, root):
    bcf, root, tap = os.path.abspath(bcf), Path(root).resolve(), Tap()
    self_test(tap)
    for name in BOOKS:
        for title, dress in GUISES.items():
            test_guise(tap, bcf, root, name, title, dress, 1 if dress is commented else 4)
            test_decided(tap, bcf, root, name, title, dress)
    test_fmt(tap, bcf, root)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
