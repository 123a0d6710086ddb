#!/usr/bin/env python3
"""Many boards: 150 of them, of 60 schemes and two years, rolled up in a second.

    county.py BCF PROJECT_ROOT

What is rolled up is added up here a second time. Then single books are spoilt, and the others must
stand as they did. The time is that of the processor, and must grow with the boards and no faster.
"""
import json
import random
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from tap import Tap, plain_environment

BOARDS, SCHEMES = 150, 60
YEARS = {"2021-22": "outturn", "2022-23": "budget"}
LINES = {"nhs-minimum": "icb", "ibcf": "council", "dfg": "council"}
SECONDS = 4.0  # With sanitizers and beside other work; an optimised program takes half a second.

PACK = """format: 1
kind: year-pack
year: {year}
source: an invented year
verified: yes
funding_lines:
  nhs-minimum: {{name: NHS minimum contribution, heading: BCF, payer: nhs, nature: revenue}}
  ibcf: {{name: Improved Better Care Fund, heading: iBCF, payer: council, nature: revenue}}
  dfg: {{name: Disabled Facilities Grant, heading: DFG, payer: council, nature: capital}}
"""
BOARD = """format: 1
kind: board
name: Board {name} Health and Wellbeing Board
partners: {{icb: {{name: ICB, kind: nhs}}, council: {{name: Council, kind: council}}}}
schemes:
"""
BOOK = """format: 1
kind: book
year: {year}
board: ../../schemes/{name}.yaml
year_pack: ../../schemes/national/{year}.yaml
stage: {stage}
{previous}contributions:
"""


def write_book(folder, name, year, stage, rng):
    """The sums by line that it was given."""
    rows = [[rng.randrange(10 ** 9) for _ in LINES] for _ in range(SCHEMES)]
    sums = [sum(row[n] for row in rows) for n in range(len(LINES))]
    previous = "previous: 2021-22.yaml\n" if year == "2022-23" else ""
    text = [BOOK.format(name=name, year=year, stage=stage, previous=previous)]
    text += [f"  - {{line: {line}, from: {payer}, amount: {pounds(total)}}}\n"
             for (line, payer), total in zip(LINES.items(), sums)]
    text += ["allocations:\n"]
    text += ["  - s%d: {%s}\n" % (n, ", ".join(f"{line}: {pounds(amount)}"
                                                for line, amount in zip(LINES, row)))
             for n, row in enumerate(rows)]
    if stage == "outturn":
        text += ["outturn:\n"] + [f"  s{n}: {pounds(sum(row))}\n" for n, row in enumerate(rows)]
    path = folder / "budgets" / name / f"{year}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(text))
    return dict(zip(LINES, sums))


def pounds(pence):
    return f"{pence // 100}.{pence % 100:02d}"


def write_county(folder, boards):
    """The sums by (line, year) of all of them."""
    rng, sums = random.Random(150), {}
    (folder / "schemes/national").mkdir(parents=True)
    for year in YEARS:
        (folder / f"schemes/national/{year}.yaml").write_text(PACK.format(year=year))
    for number in range(boards):
        name = f"board-{number:03d}"
        schemes = "".join(f"  s{n}: {{name: Scheme {n}}}\n" for n in range(SCHEMES))
        (folder / f"schemes/{name}.yaml").write_text(BOARD.format(name=number) + schemes)
        for year, stage in YEARS.items():
            for line, total in write_book(folder, name, year, stage, rng).items():
                sums[line, year] = sums.get((line, year), 0) + total
    return sums


def run(bcf, folder, *words):
    """(what it printed, exit status, seconds of the processor)."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([bcf, *words], cwd=folder, env=plain_environment(), timeout=120,
                          capture_output=True, encoding="utf-8")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return done.stdout, done.returncode, after.ru_utime - before.ru_utime


def rolled(text):
    """The contributions by (line, year) of the subtotals of a roll-up."""
    rows = json.loads(text)["rows"]
    return {(row["id"][:-8], row["id"][-7:]): row["cells"]["contributions"]
            for row in rows if row["kind"] == "subtotal"}


def test_sums(tap, bcf, folder, sums):
    said, status, seconds = run(bcf, folder, "report", "roll-up", "budgets", "--format", "json")
    wrong = {key: (rolled(said).get(key), pounds(total)) for key, total in sums.items()
             if rolled(said).get(key) != pounds(total)}
    tap.point(status == 0 and not wrong, f"{BOARDS} boards are rolled up to the penny", f"{wrong}")
    tap.point(seconds < SECONDS, f"in less than {SECONDS} s of the processor", f"{seconds:.2f} s")
    said, status, seconds = run(bcf, folder, "check", "budgets")
    last = said.splitlines()[-1]
    tap.point(last == f"{2 * BOARDS} books: {2 * BOARDS} reconcile.", "and all are checked", last)
    print(f"# {BOARDS} boards of {SCHEMES} schemes and two years: check {seconds:.2f} s")
    return seconds


def test_spoilt(tap, bcf, folder):
    """One book that does not load, one that breaks, one whose board is refused."""
    (folder / "budgets/board-007/2022-23.yaml").write_text("format: 1\nkind: book\n")
    path = folder / "budgets/board-011/2022-23.yaml"
    path.write_text(path.read_text().replace("amount: ", "amount: 1", 1))
    (folder / "schemes/board-013.yaml").write_text("format: 1\nkind: board\nname: [\n")
    said, status, _ = run(bcf, folder, "check", "budgets")
    last, good = said.splitlines()[-1], 2 * BOARDS - 4
    tap.point(status == 1 and last == f"{2 * BOARDS} books: {good} reconcile, 1 breaks, 3 could "
              "not be read.", "a broken book, or board, hides no other", last)
    said, status, _ = run(bcf, folder, "report", "boards", "budgets", "--format", "json")
    states = [row["cells"]["state"] for row in json.loads(said)["rows"]]
    tap.point(states.count("reconciles") == good and states.count("BREAKS") == 1 and
              states.count("could NOT BE READ") == 3, "and each has its state", f"{states}")


def main(bcf, root):
    bcf, tap = Path(bcf).resolve(), Tap()
    with tempfile.TemporaryDirectory() as small, tempfile.TemporaryDirectory() as large:
        write_county(Path(small), BOARDS // 10)
        sums = write_county(Path(large), BOARDS)
        _, _, few = run(bcf, small, "check", "budgets")
        many = test_sums(tap, bcf, large, sums)
        tap.point(many < 20 * max(few, 0.01), "time grows with the boards", f"{few}, {many}")
        test_spoilt(tap, bcf, Path(large))
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
