#!/usr/bin/env python3
"""The statements of a book's year against a second program: what the documents say of every cell.

Usage: year_oracle.py BCF PROJECT_ROOT [BOOK...] [--random N] [--seed S] [--keep FOLDER]

Written from docs/ alone, never from src/, so that an error there is not copied here; in whole
pence and fractions. Every statement of these books is held against the program's, also for
monitoring periods and as of the first of a month; and the same with N random books, half of whose
years end as their risk share says, and half a penny beside it. Without BOOK and --random they are
those that are shipped, and random ones for about a minute. Book n of a run is made of
S + n, so `--random 1 --seed S` makes a failing one again; --keep FOLDER keeps the books.
"""
import argparse
import concurrent.futures
import json
import math
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict

from tap import Tap, plain_environment
from year_books import make_project
from year_model import Book, month_of, printed
from year_reports import STATEMENTS
from year_risk import Settling, reported, risk_share

SHIPPED = [f"budgets/{book}.yaml" for book in (
    "northshire/2021-22", "northshire/2022-23", "worcestershire/2014-15",
    "worcestershire/2015-16", "worcestershire/2021-22", "worcestershire/2022-23")]
RANDOM = 350          # Books that take two cores about a minute,
SECONDS = 60          # after which a slow program begins none.
SEED = 20230620
SAID = 9              # Lines that a point says of one book.


# --- The comparison. ---

def run(bcf, *words):
    return subprocess.run([bcf, *words], env=plain_environment(), timeout=120,
                          capture_output=True, encoding="utf-8")


def differences(want, rows):
    """Cell for cell, by id; and the order of the rows, without headings."""
    have = [(row["id"], row["cells"]) for row in rows if row["kind"] != "head"]
    want = [(name, {key: printed(value) for key, value in cells.items()}) for name, cells in want]
    said = []
    names = [[name for name, _ in table] for table in (want, have)]
    if names[0] != names[1]:
        said.append(f"rows: {names[1]}, should be {names[0]}")
    for name, cells in want:
        other = dict(have).get(name, cells)  # A row that is not there is told above.
        for key in [*cells, *(other.keys() - cells.keys())]:
            was, should = other.get(key, "no cell"), cells.get(key, "no cell")
            said += [f"{name}, {key}: {was}, should be {should}"] if was != should else []
    return said


def shared_otherwise(book, rows):
    """What the report risk-share has of a line, kind and bearer that is not as it should be."""
    want, have = risk_share(book), reported(book, rows)
    return [f"{key}: {have.get(key)}, should be {want.get(key)} (agreed, stated, odd)"
            for key in sorted(want.keys() | have.keys(), key=str)
            if have.get(key) != want.get(key)]


def variants(book, periods, months):
    """(report, words of the command line, the function's arguments) of all that is compared; not
    what waits for the outturn before there is one, nor a latest report where there is none."""
    left_out = {"memorandum"} if not book.known else set()
    left_out |= set() if book.reports else {"monitoring"}
    for name in STATEMENTS:
        if name not in left_out:
            yield name, [], {}
    for period in periods:
        for name in ("monitoring", "current-budget"):
            yield name, ["--period", str(period)], {"period": period}
    for number in months:
        moment = f"{month_of(book.year, number)}-01"
        for name in ("register", "payments", "current-budget"):
            yield name, ["--as-of", moment], {"moment": moment}


def compare(bcf, path, periods=range(1, 14), months=range(1, 16)):
    """(name of the point, what differs) of every variant of a book; of months some may be of the
    year after."""
    book = Book(path)
    shared = [("risk-share", [], None)] if book.known else []
    for name, words, given in [*variants(book, periods, months), *shared]:
        done = run(bcf, "report", name, path, *words, "--format", "json")
        if not done.stdout:
            said = [f"exit {done.returncode}: {done.stderr[:500]}"]
        elif given is None:
            said = shared_otherwise(book, json.loads(done.stdout)["rows"])
        else:
            said = differences(STATEMENTS[name](book, **given), json.loads(done.stdout)["rows"])
        yield " ".join([name, *words]), said


def penny(bcf, path, moved):
    """What is wrong with the check of a year end that is typed as was agreed, or with a penny
    moved: BCF410 or BCF411 where it was, and BCF412 where something falls to nobody."""
    said = run(bcf, "check", path).stderr
    settling = Settling(Book(path))
    nobody = any(settling.unborne.values())
    breaks = [code for code in ("BCF410", "BCF411", "BCF412") if f"[{code}]" in said]
    wrong = [f"nobody bears something: {nobody}, but {breaks}"] if nobody != (
        "BCF412" in breaks) else []
    if not nobody and not settling.mixed and moved != bool(breaks):
        wrong.append(f"a penny moved: {moved}, but {breaks}")
    found = [line for line in said.splitlines() if any(f"BCF41{n}]" in line for n in "012")]
    return wrong and wrong + found[:5]


# --- Books. ---

def random_book(bcf, seed, keep):
    """What differs, by point, of one random book. Some of its periods and months are looked at."""
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        folder = os.path.join(keep, str(seed)) if keep else folder
        path, moved = make_project(rng, folder)
        book = Book(path)
        views = (sorted({*book.reports, 1, 13}), sorted(rng.sample(range(1, 16), 4)))
        found = list(compare(bcf, path, *views))
        return found if moved is None else [*found, ("check of a penny", penny(bcf, path, moved))]


def random_books(bcf, seeds, keep, tap, seconds=math.inf):
    """Points by report and option, over all books that are begun within so many seconds."""
    said, until = defaultdict(list), time.monotonic() + seconds

    def one(seed):
        return random_book(bcf, seed, keep) if time.monotonic() < until else []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        done = [(seed, found) for seed, found in zip(seeds, pool.map(one, seeds)) if found]
    for seed, found in done:
        for point, wrong in found:
            name = " ".join(word for word in point.split() if not word[0].isdigit())
            said[name] += [f"seed {seed}: {point}: {line}" for line in wrong[:SAID]]
    for name, lines in said.items():
        tap.point(not lines, f"random: {name} of {len(done)} books", "\n".join(lines[:60]))


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bcf")
    parser.add_argument("root")
    parser.add_argument("books", nargs="*")
    parser.add_argument("--random", type=int, default=0)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--keep")
    given = parser.parse_args()
    bcf, tap = os.path.abspath(given.bcf), Tap()
    keep = given.keep and os.path.abspath(given.keep)
    if given.random:
        random_books(bcf, range(given.seed, given.seed + given.random), keep, tap)
    elif not given.books:
        given.books = SHIPPED
        random_books(bcf, range(given.seed, given.seed + RANDOM), keep, tap, SECONDS)
    os.chdir(given.root)
    for path in given.books:
        for point, said in compare(bcf, path):
            tap.point(not said, f"{path}: {point}", "\n".join(said[:40]))
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
