#!/usr/bin/env python3
"""Reports and flags of many books against a second program: what docs/ say of every cell.

Usage: many_oracle.py BCF PROJECT_ROOT [--random N] [--seed S] [--keep FOLDER]

Written from docs/ alone, never from src/, so that an error there is not copied here; in whole
pence and fractions. The books that are shipped and random ones for about a minute, or N projects:
three chains of a board's years and then a county of several boards. Project n of a run is made of
S + n, so `--random 1 --seed S` makes a failing one again; --keep FOLDER keeps the books.
"""
import argparse
import concurrent.futures
import glob
import itertools
import json
import math
import os
import random
import re
import sys
import tempfile
import time
from collections import defaultdict

from many_books import make_chain, make_county
from many_checks import as_checked, looked_at, told_together
from many_files import LIMIT
from many_model import Fund
from many_reports import ALONE, TOGETHER
from tap import Tap
from year_model import month_of, printed
from year_oracle import run

RANDOM = 300          # Projects that take two cores about a minute,
SECONDS = 60          # after which a slow program begins none.
SEED = 20240331
SAID = 9              # Lines that a point says of one project.
OF_A_DAY = ("movement", "bridge", "waterfall")
TEXTS = {"kind", "prior-from", "current-from"}


# --- The comparison. ---

def bare(rows):
    """(id, cells) of the rows that are no headings."""
    return [(row["id"], row["cells"]) for row in rows if row["kind"] != "head"]


def as_set(text):
    """Several places, in whichever order they are named."""
    return set(text.split(", ")) if isinstance(text, str) else text


def cells_differ(name, want, have):
    """The cells that the model has of one row; those that it does not know are not looked at."""
    for key, value in want.items():
        should, was = printed(value), have.get(key, "no cell")
        if key in TEXTS:
            should, was = as_set(should), as_set(was)
        if should != was:
            yield f"{name}, {key}: {was}, should be {should}"


def differences(want, have):
    """Row by row: by place where their ids are the same in the same order, else by id."""
    ids = [[name for name, _ in table] for table in (want, have)]
    said = [] if ids[0] == ids[1] else [
        f"rows: not there {[name for name in ids[0] if name not in ids[1]]}, "
        f"should not be there {[name for name in ids[1] if name not in ids[0]]}, "
        f"order {ids[1]}, should be {ids[0]}"]
    pairs = zip(want, have) if ids[0] == ids[1] else [
        (row, (row[0], dict(have)[row[0]])) for row in want if row[0] in dict(have)]
    for (name, cells), (_, other) in pairs:
        said += cells_differ(name, cells, other)
    return said


def columns_differ(want, have):
    """Columns of amounts that only the program has, in its first row."""
    return [f"column {key} should not be there" for key in (have[0][1] if have else {})
            if key not in want[0][1]]


def reported(bcf, name, paths, words=()):
    """The rows that the program prints, or what it says instead."""
    done = run(bcf, "report", name, *paths, *words, "--format", "json")
    try:
        told = json.loads(done.stdout)
    except ValueError:
        return None, [f"exit {done.returncode}: {done.stderr[:500]}{done.stdout[:200]}"]
    return told, []


def held(bcf, name, want, paths, words=()):
    """What differs in one report."""
    told, said = reported(bcf, name, paths, words)
    if said:
        return said
    if isinstance(told, list):
        return [f"{len(told)} tables, should be one"]
    have = bare(told["rows"])
    have = sorted(have, key=lambda row: row[0]) if name == "waterfall" else have
    more = columns_differ(want, have) if name in ("movement", "reserves", "leads") else []
    return differences(want, have) + more


def views(rng, fund):
    """(words of the command line, the function's arguments) of the views of a comparison."""
    yield [], {}
    for period in rng.sample(range(1, 14), 1):
        yield ["--period", str(period)], {"period": period}
    for number in rng.sample(range(1, 13), 1):
        moment = f"{month_of(fund.year, number)}-15"
        yield ["--as-of", moment], {"moment": moment}


def alone(bcf, names, path, rng):
    """(name of the point, what differs) of the reports of one book."""
    fund = Fund(path)
    for name in sorted(names & ALONE.keys()):
        kinds = list(views(rng, fund)) if name in OF_A_DAY else [([], {})]
        for words, given in kinds:
            if name in ("bridge", "waterfall") and fund.before is None:
                continue
            want = ALONE[name](Fund(path, **given))
            yield " ".join([name, *words]), held(bcf, name, want, [path], words)


def by_board(paths):
    """The books of each board, which may share a folder with those of another."""
    def board(path):
        return os.path.normpath(Fund(path).near(Fund(path).data["board"]))
    return [list(own) for _, own in itertools.groupby(paths, board)]


def together(bcf, names, paths):
    """The reports of several books; those of one board's years, board by board."""
    boards = [[path for path in own if "-again-" not in path] for own in by_board(paths)]
    for name in sorted(names & TOGETHER.keys()):
        groups = boards if name in ("reserves", "programme") else [paths]
        for own in groups:
            if name == "reserves" and len(own) < 2:
                continue
            want = TOGETHER[name]([Fund(path) for path in own])
            yield f"{name} of several", held(bcf, name, want, own)


def foots(bcf, path):
    """The two sums of a bridge, of the program's own figures."""
    told, said = reported(bcf, "bridge", [path])
    if said:
        return said
    rows = dict(bare(told["rows"]))
    wrong = []
    for line in [name.removesuffix("-schemes") for name in rows if name.endswith("-schemes")]:
        for key in ("prior", "current", "movement"):
            def cell(part, line=line, key=key):
                text = rows.get(f"{line}{part}", {}).get(key) or "0.00"
                return int(text.replace(".", ""))
            if cell("") != sum(map(cell, ("-schemes", "-unallocated", "-brought-forward",
                                          "-rounding"))):
                wrong.append(f"{line}, {key}: does not come to its contributions")
    return wrong


def compare(bcf, names, paths, rng):
    """(name of the point, what differs) of all that is said of some books."""
    for path in paths:
        for point, said in alone(bcf, names, path, rng):
            yield point, [f"{path}: {line}" for line in said]
        yield "flags", [f"{path}: {line}" for line in looked_at(bcf, path)]
        if "bridge" in names and Fund(path).before:
            yield "bridge foots", [f"{path}: {line}" for line in foots(bcf, path)]
    yield from together(bcf, names, paths)
    yield "flags of several", told_together(bcf, paths)
    yield "boards as checked", as_checked(bcf, paths)


def ahead(bcf, paths, rng):
    """What is wrong with commitments of later years, as a printed table of the first book has
    them; at times a million is added, which must be a break. The table is written into the book."""
    funds = [Fund(path) for path in paths]
    rows = ALONE["reserves"](funds[0], funds[1:])[:-1]
    wrong = rng.choice([0, 0, 10 ** 8])
    if any(abs(cells[key]) + wrong > LIMIT for _, cells in rows
           for key in ("later-years", "uncommitted")):
        return []  # More than may be typed.
    lines = [f"    {line}: {{later-years: '{printed(cells['later-years'] + wrong)}', "
             f"uncommitted: '{printed(cells['uncommitted'])}'}}" for line, cells in rows]
    with open(paths[0], "a", encoding="utf-8") as file:
        file.write("published:\n- source: made\n  report: reserves\n  rounded_to: penny\n")
        file.write("\n".join(["  figures:", *lines, ""]))
    done = run(bcf, "check", *paths)
    found = [line for line in done.stderr.splitlines()
             if "(reserves: " in line and "error" in line]
    if "NOT BE READ" in done.stdout:
        return [done.stdout[:300]]
    return [] if bool(found) == bool(wrong) else [f"{wrong} more was printed: {found}"]


# --- Books. ---

def known_reports(bcf):
    """The reports that the program lists, of those that are compared here."""
    listed = re.findall(r"^  ([a-z-]+)  ", run(bcf, "report", "--list").stdout, re.M)
    return {name for name in [*ALONE, *TOGETHER] if name in listed}


def random_project(bcf, names, seed, keep):
    """What differs, by point, of one random project."""
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        folder = os.path.join(keep, str(seed)) if keep else folder
        paths = (make_county if seed % 4 == 3 else make_chain)(rng, folder)
        found = list(compare(bcf, names, paths, rng))
        for own in by_board([path for path in paths if "-again-" not in path]):
            if len(own) > 1 and any(map(Fund(own[0]).is_reserve, Fund(own[0]).lines)):
                said = [f"{own[0]}: {line}" for line in ahead(bcf, own, rng)]
                found.append(("later years of reserves", said))
        return found


def random_projects(bcf, names, seeds, keep, tap, seconds=math.inf):
    """Points by report and option, over all projects that are begun within so many seconds."""
    said, count, until = defaultdict(list), defaultdict(int), time.monotonic() + seconds

    def one(seed):
        return random_project(bcf, names, seed, keep) if time.monotonic() < until else []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        done = [(seed, found) for seed, found in zip(seeds, pool.map(one, seeds)) if found]
    for seed, found in done:
        for point, wrong in found:
            name = " ".join(word for word in point.split() if not word[0].isdigit())
            count[name] += 1
            said[name] += [f"seed {seed}: {point}: {line}" for line in wrong[:SAID]]
    for name, lines in sorted(said.items()):
        tap.point(not lines, f"random: {name}, {count[name]} times in {len(done)} projects",
                  "\n".join(lines[:60]))


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bcf")
    parser.add_argument("root")
    parser.add_argument("--random", type=int, default=0)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--keep")
    given = parser.parse_args()
    bcf, tap = os.path.abspath(given.bcf), Tap()
    keep, names = given.keep and os.path.abspath(given.keep), known_reports(bcf)
    seeds = range(given.seed, given.seed + (given.random or RANDOM))
    random_projects(bcf, names, seeds, keep, tap, math.inf if given.random else SECONDS)
    os.chdir(given.root)
    for paths in () if given.random else sorted(glob.glob("budgets/*")):
        books = sorted(glob.glob(f"{paths}/*.yaml"))
        for point, said in compare(bcf, names, books, random.Random(given.seed)):
            tap.point(not said, f"{paths}: {point}", "\n".join(said[:40]))
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
