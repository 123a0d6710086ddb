"""Flags and counts that the program gives of books, held against many_flags.py and one another.

Part of the second program (many_oracle.py). Each function returns what differs, a line each.
"""
import json
import os
import re
from collections import Counter

from many_flags import flags, flags_differ, told
from many_model import Fund
from year_oracle import run

FLAGGED = {"BCF464", "BCF465", "BCF466"}
OUTCOMES = {"breaks": "break", "rounding": "rounding", "waived": "waived"}


def diagnosed(bcf, paths):
    return run(bcf, "check", *paths, "--diagnostics", "json").stderr


def looked_at(bcf, path):
    """One book by itself, beside the one before it; without one nothing may be said."""
    fund = Fund(path)
    want, may = flags(fund) if fund.before else (set(), set())
    return flags_differ(want, may, diagnosed(bcf, [path]))


def told_together(bcf, paths):
    """Several books: each has the flags that it has by itself; and of a board and year, each book
    after the first is said to be one more."""
    want, seen = Counter(), set()
    for fund in map(Fund, paths):
        name = os.path.relpath(fund.path, fund.project)
        key = (os.path.realpath(fund.near(fund.data["board"])), fund.year)
        alone = told(diagnosed(bcf, [fund.path]), FLAGGED)
        want.update((file, one) for file, one in alone)
        want.update([(name, ("BCF467",))] * (key in seen))
        seen.add(key)
    have = Counter((file, one if one[0] in FLAGGED else one[:1]) for file, one in told(
        diagnosed(bcf, paths), FLAGGED | {"BCF467"}))
    return [f"{one}: said {have[one]} times, should be {want[one]}"
            for one in sorted(want.keys() | have.keys(), key=str) if have[one] != want[one]]


def of_checks(rows):
    """The columns of a book in `boards`, of its checks: how many ended so."""
    checks = [row["cells"] for row in rows if row["cells"]["tested"] is not None]
    cells = {key: sum(one["outcome"] == outcome for one in checks)
             for key, outcome in OUTCOMES.items()}
    flagged = sum(row["cells"]["outcome"] == "flag" for row in rows)
    return cells | {"flags": flagged, "state": "BREAKS" if cells["breaks"] else "reconciles"}


def untested(text):
    """By the lines of `bcf check`, how many checks each book has that are not tested."""
    lines = [line for line in text.splitlines() if ". Checks: " in line]
    return [int((re.findall(r"(\d+) not tested", line) or ["0"])[0]) for line in lines]


def broken(text):
    """The messages of all breaks."""
    found = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
    return {one["message"] for one in found if one["severity"] == "error"}


def as_checked(bcf, paths):
    """The columns of `boards` against the report `checks` of the same books; what broke first is
    one of the breaks that are said."""
    tables = json.loads(run(bcf, "report", "checks", *paths, "--format", "json").stdout)
    tables = tables if isinstance(tables, list) else [tables]
    rows = json.loads(run(bcf, "report", "boards", *paths, "--format", "json").stdout)["rows"]
    counts, breaks = untested(run(bcf, "check", *paths).stdout), broken(diagnosed(bcf, paths))
    said = [f"{len(rows)} rows, {len(tables)} tables, {len(counts)} lines of books"] if not (
        len(rows) == len(tables) == len(counts)) else []
    for row, table, count in zip(rows, tables, counts):
        cells = row["cells"]
        for key, should in (of_checks(table["rows"]) | {"not-tested": count}).items():
            if cells[key] != should:
                said.append(f"{row['id']}, {key}: {cells[key]}, should be {should}")
        if bool(cells["finding"]) != bool(cells["breaks"]) or cells["finding"] and (
                cells["finding"] not in breaks):
            said.append(f"{row['id']}, finding: {cells['finding']}, which is no break")
    return said
