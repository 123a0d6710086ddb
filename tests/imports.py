#!/usr/bin/env python3
"""Tables as councils lay them out, imported, against what a finance officer reads in them.

Usage:
    imports.py BCF_BINARY PROJECT_ROOT [NAME...]      import each table and compare
    imports.py --self-test BCF_BINARY PROJECT_ROOT    are the expectations books that add up?
    imports.py --write FOLDER PROJECT_ROOT [NAME...]  the tables as files, to look at

The tables and what is expected of them are in tests/tables; bad_tables.py has those that are no
text. Nothing here knows how import works: it runs `bcf import`, then reads reports as JSON.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from itertools import zip_longest
from pathlib import Path

from bad_tables import BAD_TABLES
from expected_books import write_book
from layouts import WRITERS, Cell, cell_place, read_layouts
from tap import Tap, plain_environment

SECONDS_MAX = 20  # Of one import; even of a million empty rows.
FOOTNOTE = re.compile(r"[\s*†‡¹²³⁴]+$")
SHIPPED = {  # A paper as printed, and the book that was typed from it.
    "2022-23-budget-appendix-1": ("budget", "2022-23"),
    "2021-22-outturn-appendix-2": ("outturn", "2021-22"),
}


def plain(label):
    """A label without footnote marks and doubled spaces: either way of keeping it is right."""
    return FOOTNOTE.sub("", " ".join(label.split()))


def pence(text):
    return None if text is None else int(text.replace(".", ""))


def money(amount):
    if amount is None:
        return "not stated"
    return f"{'-' if amount < 0 else ''}£{abs(amount) // 100:,}.{abs(amount) % 100:02}"


class Runner:
    def __init__(self, bcf, root):
        self.bcf, self.root = os.path.abspath(bcf), Path(root).resolve()

    def run(self, folder, *arguments):
        return subprocess.run([self.bcf, *map(str, arguments)], cwd=folder, encoding="utf-8",
                              errors="replace", capture_output=True, timeout=SECONDS_MAX,
                              env=plain_environment(), stdin=subprocess.DEVNULL)

    def report(self, folder, name, book):
        done = self.run(folder, "report", name, book, "--format", "json")
        if not done.stdout:
            raise ValueError(f"report {name}: exit {done.returncode}\n{done.stderr}")
        return json.loads(done.stdout)


def files_in(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []


def is_said(words, said, layout, kind):
    """`@C7` is a cell: by sheet and name in a workbook, by name or line in a CSV."""
    if not words.startswith("@"):
        return words.lower() in said.lower()
    if kind != "csv":
        return re.search(rf"{re.escape(layout.sheets[0].name)}'?!{words[1:]}\b", said) is not None
    line = cell_place(words[1:])[0] + 1
    return re.search(rf"\b{words[1:]}\b|\.csv:{line}:", said) is not None


def unsaid(layout, said, kind):
    for line in layout.says:
        if not any(is_said(words, said, layout, kind) for words in line.split(" or ")):
            yield f"nothing says: {line}"
    for words in layout.silent:
        if words.lower() in said.lower():
            yield f"says: {words}"


class Found:
    """What was imported, as its reports have it."""

    def __init__(self, runner, folder, book):
        self.report = runner.report(folder, "budget", book)
        self.text = book.read_text(encoding="utf-8")
        stage = re.search(r"^stage:\s*(\S+)", self.text, flags=re.M)
        self.stage = stage[1] if stage else None
        if self.stage == "outturn":
            self.report = runner.report(folder, "outturn", book)
        self.contributions = runner.report(folder, "contributions", book)
        self.reconciliation = runner.report(folder, "reconciliation", book)
        self.published = runner.report(folder, "published", book)
        self.check = runner.run(folder, "check", book)

    def line_id(self, name):
        """The id of a column by its id, its heading or its line's full name."""
        names = {column["id"]: {column["id"], plain(column["label"])}
                 for column in self.report["columns"]}
        for row in self.contributions["rows"]:
            names.setdefault(row["id"], set()).add(plain(row["label"]))
        found = [one for one, known in names.items()
                 if plain(name).lower() in {text.lower() for text in known}]
        return found[0] if len(found) == 1 else None


def kinds_agree(expected, found):
    return expected.rstrip("?") == found


def aligned(layout, found):
    """Pairs of expected and found rows; what stands alone is paired with None."""
    rows, pairs = list(found), []
    for expected in layout.rows:
        kind, label, _ = expected
        if kind == "open":
            continue
        at = next((n for n, row in enumerate(rows) if kinds_agree(kind, row["kind"]) and (
            label == "*" or plain(label) == plain(row["label"]))), None)
        if kind.endswith("?") and at != 0:
            continue
        if at is None:
            at = 0 if rows and kinds_agree(kind, rows[0]["kind"]) else None
        if at is None:
            pairs.append((expected, None))
            continue
        pairs += [(None, row) for row in rows[:at]]
        pairs.append((expected, rows[at]))
        rows = rows[at + 1:]
    return pairs + [(None, row) for row in rows]


def compare_rows(layout, found):
    columns = []
    for heading in layout.heading:
        columns.append(found.line_id(heading.strip("()")))
        if not columns[-1]:
            yield f"no column is '{heading}': " + ", ".join(
                f"{one['id']} '{one['label']}'" for one in found.report["columns"])
    for expected, row in aligned(layout, found.report["rows"]):
        if not row:
            yield f"missing: {expected[0]} '{expected[1]}'"
            continue
        if not expected:
            yield f"not in the table: {row['kind']} '{row['label']}'"
            continue
        kind, label, cells = expected
        if label != "*" and plain(label) != plain(row["label"]):
            yield f"{kind} '{label}' is called '{row['label']}'"
        if kind.startswith("head"):
            continue
        for heading, column, amount in zip(layout.heading, columns, cells):
            got = pence(row["cells"].get(column)) if column else None
            same = got == amount if kind == "body" and heading[0] != "(" else (
                (got or 0) == (amount or 0))
            if column and not same:
                yield f"'{label}' x {heading}: {money(amount)} expected, {money(got)} found"
        for column, text in row["cells"].items():
            if column not in columns + ["budget", "outturn", "variance"] and pence(text):
                yield f"'{label}' x {column}: {money(pence(text))} found, and no such column"


def line_columns(layout):
    return [one for one in layout.heading if one.strip("()") not in ("budget", "outturn")]


def compare_contributions(layout, found):
    """What the table says a line comes to: the sum of its rows or, where printed, its total."""
    total = next(cells for kind, _, cells in layout.rows if kind == "total")
    label = next(label for kind, label, _ in layout.rows if kind == "total")
    got = {row["id"]: pence(row["cells"]["current"]) for row in found.contributions["rows"]}
    for heading, amount in zip(layout.heading, total):
        if heading not in line_columns(layout):
            continue
        allowed = {amount or 0} | {printed for of, column, printed, _ in layout.off
                                   if of == label and column == heading.strip("()")}
        if (got.get(found.line_id(heading.strip("()"))) or 0) not in allowed:
            yield (f"contribution of {heading}: {money(amount)} expected, "
                   f"{money(got.get(found.line_id(heading.strip('()'))))} found")


def compare_spent(layout, found):
    rows = {row["id"]: row["cells"] for row in found.reconciliation["rows"]}
    for name, amount in layout.spent.items():
        got = pence(rows.get(found.line_id(name), {}).get("outturn"))
        if got != amount:
            yield f"outturn of {name}: {money(amount)} expected, {money(got)} found"


def compare_published(layout, found):
    """Every printed cell is kept as printed, and only what is off is told so."""
    got = Counter()
    off = {(plain(label), printed) for label, _, printed, _ in layout.off}
    outcomes = {}
    for row in found.published["rows"]:
        cells = row["cells"]
        key = plain(row["label"]), pence(cells["printed"])
        got[key[0], cells["column"], key[1]] += 1
        outcomes.setdefault(key, set()).add(cells["outcome"])
        if cells["outcome"] in ("rounding", "break") and key not in off:
            yield (f"'{row['label']}' x {cells['column']}: prints {cells['printed']} and is "
                   f"called a {cells['outcome']}")
    wanted = Counter()
    for kind, label, cells in layout.rows:
        if label == "*" or kind not in ("body", "subtotal", "total"):
            continue
        for heading, amount in zip(layout.heading, cells):
            if heading[0] == "(" or not amount:  # Nil may be kept or not.
                continue
            printed = [one for of, column, one, _ in layout.off
                       if (of, column) == (label, heading)]
            wanted[plain(label), found.line_id(heading), (printed or [amount])[0]] += 1
    for (label, column, amount), count in (wanted - got).items():
        yield f"'{label}' x {column}: {money(amount)} is printed, not published ({count})"
    for label, column, printed, outcome in layout.off:
        if outcome != "follows" and outcome not in outcomes.get((plain(label), printed), ()):
            yield (f"'{label}' x {column} prints {money(printed)}, a {outcome}: "
                   f"found {sorted(outcomes.get((plain(label), printed), ()))}")


def compare_book(layout, found):
    year = layout.year.replace("-", "/")
    if found.report["year"] != year:
        yield f"year {year} expected, {found.report['year']} found"
    if found.stage != layout.stage:
        yield f"stage {layout.stage} expected, {found.stage} found"
    if layout.board and found.report["board"] != layout.board:
        yield f"board '{layout.board}' expected, '{found.report['board']}' found"
    for compare in (compare_rows, compare_contributions, compare_spent, compare_published):
        yield from compare(layout, found)
    broken = any(outcome == "break" for *_, outcome in layout.off)
    if found.check.returncode != broken:
        yield f"check: exit {int(broken)} expected, {found.check.returncode} found"
        yield from [line for line in found.check.stderr.splitlines() if "error[" in line]


class Imported:
    """One run of import, and what it left in the folder."""

    def __init__(self, runner, folder, name, arguments):
        done = runner.run(folder, "import", name, "--into", "out", "--yes", *arguments)
        self.exit, self.said = done.returncode, done.stdout + done.stderr
        self.files = files_in(folder / "out")
        self.books = sorted((folder / "out" / "budgets").glob("*/*.yaml"))


def judge_unsure(layout, done):
    """It says that it is not sure, and either writes nothing or marks what it wrote."""
    words = [one.lower() for one in layout.unsure]
    if not any(one in done.said.lower() for one in words):
        yield f"nothing says: {' or '.join(words)}"
    marks = [line.lower() for path in done.files
             for line in path.read_text(encoding="utf-8").splitlines() if "# to decide:" in line]
    if done.files and not any(one in mark for one in words for mark in marks):
        yield f"it guessed: it wrote a book with no mark '# to decide:' of {' or '.join(words)}"
    if not done.files and done.exit == 0:
        yield "exit 0, and nothing is written"


def judge(runner, layout, kind, folder, done):
    """Yields what is wrong with an import; the last report text as text of its findings."""
    wrong = []
    if done.exit not in layout.exits:
        wrong.append(f"exit {' or '.join(map(str, layout.exits))} expected, {done.exit} found")
    wrong += unsaid(layout, done.said, kind)
    if layout.unsure:
        wrong += judge_unsure(layout, done)
    if layout.refused and done.files:
        wrong.append("written though refused: " + ", ".join(path.name for path in done.files))
    found = None
    if layout.year and not layout.refused:
        if len(done.books) == 1:
            found = Found(runner, folder, done.books[0])
            wrong += compare_book(layout, found)
        else:
            wrong.append(f"{len(done.books)} books are written")
    if wrong:
        wrong += ["", "It said:"] + done.said.splitlines()[:30]
    return wrong, found


def test_layout(tap, runner, layout, importer=Imported):
    reports = {}
    for kind in layout.formats:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / f"table.{kind}").write_bytes(WRITERS[kind](layout))
            try:
                done = importer(runner, folder, f"table.{kind}", layout.arguments)
                wrong, found = judge(runner, layout, kind, folder, done)
                reports[kind] = found and [found.report[key] for key in
                                           ("board", "year", "columns", "rows")]
            except Exception as error:  # Of one table: the others are still tried.
                wrong = [f"{type(error).__name__}: {error}"]
        tap.point(not wrong, f"{layout.name}.{kind}: {layout.goal}", "\n".join(wrong))
    if len(layout.formats) > 1 and layout.year:
        first = reports.get(layout.formats[0])
        wrong = [kind for kind in layout.formats if not first or reports.get(kind) != first]
        tap.point(not wrong, f"{layout.name}: the report is the same from every format",
                  f"other than the first: {', '.join(wrong)}")


def test_bad(tap, runner, bad):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / bad.file
        path.mkdir() if bad.data is None else path.write_bytes(bad.data())
        try:
            done = Imported(runner, folder, bad.file, [])
            wrong = [] if done.exit in bad.exits else [f"exit {bad.exits} expected, {done.exit}"]
            wrong += [f"nothing says: {line}" for line in bad.says
                      if not any(one.lower() in done.said.lower() for one in line.split(" or "))]
            if done.exit:
                wrong += [f"written though refused: {path.name}" for path in done.files]
            elif len(done.books) != 1:
                wrong.append(f"{len(done.books)} books are written")
            if wrong:
                wrong += ["", "It said:"] + done.said.splitlines()[:20]
        except Exception as error:
            wrong = [f"{type(error).__name__}: {error}"]
    tap.point(not wrong, f"{bad.file}: {bad.goal}", "\n".join(wrong))


def test_shipped(tap, runner, paper):
    """A paper of Worcestershire gives the statement of the book that was typed from it."""
    report, year = SHIPPED[paper]
    try:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            data = (runner.root / f"tests/data/worcestershire/{paper}.csv").read_bytes()
            (folder / f"{paper}.csv").write_bytes(data)
            done = Imported(runner, folder, f"{paper}.csv", [])
            wrong = [] if done.exit == 0 else [f"exit {done.exit}", done.said]
            found, typed = (runner.report(where, report, book)["rows"] for where, book in (
                (folder, done.books[0]),
                (runner.root, f"budgets/worcestershire/{year}.yaml")))
            for ours, theirs in zip(found, typed):
                ours, theirs = ((row["kind"], row["label"], row["cells"])
                                for row in (ours, theirs))
                wrong += [] if ours == theirs else [f"{theirs} expected, {ours} found"]
            if len(found) != len(typed):
                wrong.append(f"{len(typed)} rows expected, {len(found)} found")
    except Exception as error:
        wrong = [f"{type(error).__name__}: {error}"]
    tap.point(not wrong, f"{paper}.csv comes in as it was typed", "\n".join(wrong))


class Typed(Imported):
    """What a perfect import would leave, written from the expectation."""

    def __init__(self, runner, folder, name, layout):
        self.exit, self.files, self.books = layout.exits[0], [], []
        self.said = "\n".join(f"{layout.sheets[0].name}!{line[1:].split(' or ')[0]}"
                              f" {line[1:]}" if line[0] == "@" else line for line in layout.says)
        if layout.unsure:
            self.said, self.exit = self.said + layout.unsure[0], layout.exits[-1] or 1
        if layout.year:
            self.books = [write_book(folder / "out", layout)]
            self.files = files_in(folder / "out")


def not_in_the_table(layout):
    """What is expected and stands nowhere in the table: then one of them is mistyped."""
    cells = [cell for sheet in layout.sheets for row in sheet.rows for cell in row]
    amounts = set()
    for cell in cells:
        behind = cell.value if cell.kind == "number" else ""
        digits = behind or re.sub(r"[^\d.]", "", cell.shown) or "0"
        if re.fullmatch(r"-?\d+(\.\d+)?(E\d+)?", digits):
            amounts |= {abs(round(float(digits) * unit)) for unit in (100, 10 ** 5, 10 ** 8)}
    labels = plain(" ".join(cell.shown for sheet in layout.sheets
                            for column in zip_longest(*sheet.rows, fillvalue=Cell(""))
                            for cell in column))
    for kind, label, row in layout.rows:
        if label != "*" and plain(label) not in labels:
            yield f"no cell is '{label}'"
        for heading, amount in zip(layout.heading, row):
            printed = [one for of, column, one, _ in layout.off
                       if (of, column) == (label, heading)]
            typed = kind == "body" and heading not in ("(budget)", "(outturn)") or (
                heading[0] != "(" and label != "*")
            if amount and typed and not {abs(amount), *map(abs, printed)} & amounts:
                yield f"no cell is {money(amount)} ('{label}')"


def self_test(runner, layouts):
    """Each expectation is a book that loads, adds up and breaks where it says so."""
    tap = Tap()
    for layout in layouts:
        wrong = list(not_in_the_table(layout))
        tap.point(not wrong, f"{layout.name}: what is expected stands in it", "\n".join(wrong))
        layout.formats, layout.spent = layout.formats[:1], {}
        test_layout(tap, runner, layout,
                    lambda runner, folder, name, _, layout=layout: Typed(
                        runner, folder, name, layout))
    for name, spoil in (("a figure", spoil_figure), ("a label", spoil_label),
                        ("the order", spoil_order), ("a total", spoil_total)):
        layout = next(one for one in layouts if one.year and not one.off)
        with tempfile.TemporaryDirectory() as folder:
            done = Typed(runner, Path(folder), "", layout)
            rows = layout.rows
            layout.rows = spoil(list(rows))
            wrong, _ = judge(runner, layout, "csv", Path(folder), done)
            layout.rows = rows
        tap.point(bool(wrong), f"{name} that is wrong is found")
    return tap.done()


def place_of(rows, kind):
    return next(n for n, row in enumerate(rows) if row[0] == kind)


def spoil_figure(rows):
    at = place_of(rows, "body")
    kind, label, cells = rows[at]
    rows[at] = kind, label, [cell + 1 if cell else cell for cell in cells]
    return rows


def spoil_label(rows):
    at = place_of(rows, "body")
    rows[at] = rows[at][0], rows[at][1] + "s", rows[at][2]
    return rows


def spoil_order(rows):
    at = place_of(rows, "body")
    rows[at], rows[at + 1] = rows[at + 1], rows[at]
    return rows


def spoil_total(rows):
    rows[-1] = rows[-1][0], rows[-1][1], [(cell or 0) + 100 for cell in rows[-1][2]]
    return rows


def write_tables(folder, layouts):
    folder.mkdir(parents=True, exist_ok=True)
    for layout in layouts:
        for kind in layout.formats:
            (folder / f"{layout.name}.{kind}").write_bytes(WRITERS[kind](layout))
    for bad in BAD_TABLES:
        if bad.data is not None:
            (folder / bad.file).write_bytes(bad.data())


def main():
    switch = sys.argv.pop(1) if len(sys.argv) > 1 and sys.argv[1].startswith("--") else ""
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    first, root, *names = sys.argv[1:]
    layouts = [layout for layout in read_layouts(Path(root) / "tests" / "tables")
               if not names or any(name in layout.name for name in names)]
    if switch == "--write":
        write_tables(Path(first), layouts)
        return
    runner = Runner(first, root)
    if switch == "--self-test":
        sys.exit(self_test(runner, layouts))
    tap = Tap()
    for layout in layouts:
        test_layout(tap, runner, layout)
    for bad in BAD_TABLES:
        if not names or any(name in bad.file for name in names):
            test_bad(tap, runner, bad)
    for paper in SHIPPED:
        if not names or any(name in paper for name in names):
            test_shipped(tap, runner, paper)
    sys.exit(tap.done())


if __name__ == "__main__":
    main()
