#!/usr/bin/env python3
"""Every amount of the shipped books, changed by a penny and by a pound: does anybody notice?

Usage: mutations.py BCF_BINARY PROJECT_ROOT

Each edit changes one amount in a copy of the project and runs `bcf check` on the book. The book of
2022/23 is exact: a penny is a break. That of 2021/22 is printed in whole pounds: pence are
refused, and a pound in any row is a finding that names the cell.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from tap import plain_environment  # First: it keeps compiled files out of the tree.
from papers import BOOKS, LINES, PASSPORT_IDS, read_paper, run_tap

PROCESSES = 2
SECONDS_MAX = 30

# A printed total of 2021/22 moved by £2 that is, even so, within what rounding explains: row,
# column, move: why. Everything else is an error.
WITHIN_ROUNDING = {
    ("services", "outturn", 2): (
        "16 rounded rows allow £3, the total above it comes £1 nearer by it, and no line nor "
        "contribution stands across from an outturn"),
}

# A printed figure moved by £1 that rounding explains: it is named as a rounding, and is no error.
# Printed over two rounded figures, or over three, £1 is possible and likely.
ROUNDING_AT_ONE_POUND = {
    ("2021/22", "rapid-response", "budget"): "the sum of two printed lines",
    ("2021/22", "pathway-3", "budget"): "the sum of two printed lines",
    ("2021/22", "carers", "budget"): "the sum of two printed lines",
    ("2021/22", "care-act-home-care", "budget"): "the sum of two printed lines",
    ("2022/23", "total", "prior"): "the sum of three lines of a book of rounded figures",
    ("2022/23", "total", "movement"): "the same three lines are in it",
}

# How a message may name a funding line.
LINE_NAMES = {
    "nhs-minimum": ["nhs-minimum", "NHS minimum contribution"],
    "ibcf": ["ibcf", "Improved Better Care Fund"],
    "dfg": ["dfg", "Disabled Facilities Grant"],
}


class Amount(NamedTuple):
    """One amount scalar of a book and the cell it states."""
    section: str   # contributions, passport, allocations, outturn, published
    row: str       # scheme, block, total, line or partner
    column: str    # line, budget, outturn, ...
    line: int      # from 1
    start: int     # of the scalar in the text
    end: int
    text: str
    total: bool    # the row adds up others


class Edit(NamedTuple):
    year: str
    amount: Amount
    typed: str     # what stands in its place
    move: str      # "+£0.01", for people
    pounds: int = 0


# Finding the amounts.

PAIR = re.compile(r"([a-z][a-z0-9-]*):\s+(-?[\d,]*\d(?:\.\d\d)?%?)(?=\s*(?:[,}]|$))")
FLOW_PAIR = re.compile(r"([a-z][a-z0-9-]*):\s+(-?\d+(?:\.\d\d)?%?)(?=\s*[,}])")
FLOW_ROW = re.compile(r"^ +(?:- )?([a-z][a-z0-9-]*):\s+\{")


def find_amounts(text):
    """Every amount of a book: one row a line, as the shipped books are laid out."""
    amounts, offset = [], 0
    blocks = set(re.findall(r"- block: ([a-z0-9-]+)", text))
    section, line_id, place = None, None, None
    for number, raw in enumerate(text.split("\n"), 1):
        line = re.sub(r"(^|\s)#.*", "", raw)
        top = re.match(r"([a-z_]+):", line)
        contribution = re.match(r" *- line: ([a-z-]+)", line)
        flow_row = FLOW_ROW.match(line)
        if top:
            section = place = top.group(1)
        elif contribution:
            line_id, place = contribution.group(1), section
        elif line.strip() == "passport:":
            place = "passport"
        if section in ("allocations", "published"):
            pairs = FLOW_PAIR.finditer(line) if flow_row else []
        else:
            pairs = PAIR.finditer(line) if section in ("contributions", "outturn") else []
        for pair in pairs:
            row, column = pair.group(1), pair.group(1)
            if place in ("contributions", "passport"):
                row, column = (line_id if place == "contributions" else row), line_id
            elif place == "outturn":
                column = "outturn"
            else:
                row = flow_row.group(1)
            amounts.append(Amount(place, row, column, number, offset + pair.start(2),
                                  offset + pair.end(2), pair.group(2),
                                  row == "total" or row in blocks))
        offset += len(raw) + 1
    return amounts


def expected_counts(root, year):
    """How many amounts of each section the paper says the book must have."""
    outturn = year == "2021/22"
    paper = "2021-22-outturn-appendix-2" if outturn else "2022-23-budget-appendix-1"
    rows = [row for row in read_paper(root, paper) if any(row[1:])]
    schemes = [row for row in rows if not row[0].lower().startswith("total")]
    counts = {
        "contributions": len(LINES),
        "allocations": sum(cell != "" for row in schemes for cell in row[1:1 + len(LINES)]),
        "published": sum(cell != "" for row in rows for cell in row[1:]),
    }
    if outturn:
        counts["outturn"] = len(schemes)
    else:
        counts["passport"] = len(PASSPORT_IDS) - 1
        for paper in ("2022-23-funding-contributions", "2022-23-dfg-districts"):
            counts["published"] += sum(
                cell != "" for row in read_paper(root, paper) for cell in row[1:])
    return counts


# Changing them.

def pence_more(year, amount):
    return [Edit(year, amount, amount.text + ".01", "+£0.01")]


def pounds_moved(*moves):
    def edits(year, amount):
        value = int(amount.text.replace(",", ""))
        return [Edit(year, amount, str(value + move), f"{move:+d}".replace("+", "+£").replace(
            "-", "-£"), move) for move in moves]
    return edits


def percent_moved(year, amount):
    hundredths = int(amount.text.rstrip("%").replace(".", ""))
    return [Edit(year, amount, f"{(hundredths + move) // 100}.{(hundredths + move) % 100:02d}%",
                 f"{move:+d} hundredth") for move in (1, -1) if hundredths + move >= 0]


# Judging the answer: each returns None, or what is wrong with it.

def names(text, id):
    return re.search(rf"(?<![\w-]){re.escape(id)}(?![\w-])", text) is not None


def names_line(text, line):
    return any(names(text, name) for name in LINE_NAMES[line])


def whole_text(found):
    return "\n".join([found["message"]] + [note["message"] for note in found.get("notes", [])])


def judge_penny(edit, status, errors, _):
    if status == 1 and any(re.search(r"£0\.01(?!\d)", whole_text(found))
                           and names_line(whole_text(found), edit.amount.column)
                           for found in errors):
        return None
    return "no error names the line and £0.01"


def judge_refused(edit, status, errors, _):
    if status == 1 and any(found["line"] == edit.amount.line
                           and found["file"] == BOOKS[edit.year] for found in errors):
        return None
    return f"no error stands at line {edit.amount.line}"


def judge_named(edit, status, errors, _):
    amount = edit.amount
    for found in errors:
        message = found["message"]
        if amount.section == "contributions":
            named = names_line(message, amount.column)
        else:
            named = names(message, amount.row) and names(message, amount.column)
        if status == 1 and named:
            return None
    return f"no error names '{amount.row}' and '{amount.column}'"


def judge_rounding(edit, status, errors, notices):
    named = any("rounding" in found["message"] and names(found["message"], edit.amount.row)
                and names(found["message"], edit.amount.column) for found in notices)
    return None if status == 0 and named else "not named as a rounding"


def judge_error(edit, status, errors, _):
    return None if status == 1 and errors else "no error"


def judge_within_rounding(edit, status, errors, _):
    return None if status == 0 and not errors else "an error, although the list says rounding"


class Mutations:
    """The copies of the project the edits are made in: one for each process at work."""

    def __init__(self, bcf, root, scratch):
        self.bcf = os.path.abspath(bcf)
        self.root = os.path.abspath(root)
        self.scratch = scratch
        self.local = threading.local()
        self.texts = {}
        for year, book in BOOKS.items():
            with open(os.path.join(self.root, book), encoding="utf-8", newline="") as file:
                self.texts[year] = file.read()
        self.amounts = {year: find_amounts(text) for year, text in self.texts.items()}

    def project(self):
        if not hasattr(self.local, "project"):
            self.local.project = tempfile.mkdtemp(dir=self.scratch)
            for folder in ("schemes", "budgets"):
                shutil.copytree(os.path.join(self.root, folder),
                                os.path.join(self.local.project, folder))
        return self.local.project

    def write(self, year, text):
        path = os.path.join(self.project(), BOOKS[year])
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)

    def check(self, year):
        """Exit status, errors and notices; an answer that is not a clean run or findings raises."""
        done = subprocess.run([self.bcf, "check", BOOKS[year], "--diagnostics", "json"],
                              cwd=self.project(), capture_output=True, encoding="utf-8",
                              timeout=SECONDS_MAX, env=plain_environment())
        if done.returncode not in (0, 1):
            raise ValueError(f"exit {done.returncode}: {done.stderr[-300:]}")
        found = [json.loads(line) for line in done.stderr.splitlines() if line]
        return (done.returncode, [one for one in found if one["severity"] == "error"],
                [one for one in found if one["severity"] == "notice"])

    def judge(self, edit, judge):
        """What is wrong with the answer to one edit, in a line; None if nothing."""
        text, amount = self.texts[edit.year], edit.amount
        self.write(edit.year, text[:amount.start] + edit.typed + text[amount.end:])
        try:
            status, errors, notices = self.check(edit.year)
            wrong = judge(edit, status, errors, notices)
        except Exception as error:
            status, errors, wrong = "?", [], f"{type(error).__name__}: {error}"
        finally:
            self.write(edit.year, text)
        if wrong is None:
            return None
        said = f"; it says: {errors[0]['message']}" if errors else ""
        return (f"{BOOKS[edit.year]}:{amount.line} {amount.section} {amount.row} x "
                f"{amount.column} {edit.move}: {wrong} (exit {status}{said})")

    def sweep(self, year, sections, edits, judge, keep=lambda edit: True):
        """Judges every edit of the amounts of some sections, two processes at a time."""
        wanted = [edit for amount in self.amounts[year] if sections(amount)
                  for edit in edits(year, amount) if keep(edit)]
        if not wanted:
            return ["nothing was edited"]
        with ThreadPoolExecutor(PROCESSES) as pool:
            return [wrong for wrong in pool.map(lambda edit: self.judge(edit, judge), wanted)
                    if wrong]

    def counts(self, year):
        found = {}
        for amount in self.amounts[year]:
            found[amount.section] = found.get(amount.section, 0) + 1
        expected = expected_counts(self.root, year)
        return [] if found == expected else [f"expected {expected}, found {found}"]

    def unedited(self, year):
        status, errors, _ = self.check(year)
        return [] if status == 0 else [f"exit {status}"] + [e["message"] for e in errors]


# Which amounts.

def is_money(amount):
    return not amount.text.endswith("%")


def stated(amount):
    return amount.section != "published"


def in_section(*sections):
    return lambda amount: amount.section in sections


def printed(amount):
    return amount.section == "published" and is_money(amount)


def printed_row(amount):
    return printed(amount) and not amount.total


def printed_total(amount):
    return printed(amount) and amount.total


def printed_percent(amount):
    return amount.section == "published" and not is_money(amount)


def listed(edit):
    return (edit.amount.row, edit.amount.column, edit.pounds) in WITHIN_ROUNDING


def rounding_at_one(edit):
    return (edit.year, edit.amount.row, edit.amount.column) in ROUNDING_AT_ONE_POUND


def tests_of(mutations):
    sweep, pound = mutations.sweep, pounds_moved(1, -1)
    two = pounds_moved(2, -2)
    year = "2021/22"
    yield from [
        (f"{year}: every amount of the paper is found in the book, to be edited",
         lambda: mutations.counts("2021/22")),
        (f"{year}: the book as shipped has no error", lambda: mutations.unedited("2021/22")),
        (f"{year}: pence in a contribution, an allocation or an outturn are refused in their place",
         lambda: sweep("2021/22", stated, pence_more, judge_refused)),
        (f"{year}: pence in a printed figure are refused in their place",
         lambda: sweep("2021/22", printed, pence_more, judge_refused)),
        (f"{year}: £1 in any contribution is an error that names its line",
         lambda: sweep("2021/22", in_section("contributions"), pound, judge_named)),
        (f"{year}: £1 in any allocation is an error that names the cell",
         lambda: sweep("2021/22", in_section("allocations"), pound, judge_named)),
        (f"{year}: £1 in any outturn is an error that names the cell",
         lambda: sweep("2021/22", in_section("outturn"), pound, judge_named)),
        (f"{year}: £1 in any printed figure of a scheme is an error that names the cell",
         lambda: sweep("2021/22", printed_row, pound, judge_named,
                       lambda e: not rounding_at_one(e))),
        (f"{year}: £1 in a printed sum of two lines is a rounding that names the cell",
         lambda: sweep("2021/22", printed_row, pound, judge_rounding, rounding_at_one)),
        (f"{year}: a printed total moved by £2 is an error, outside the few cases listed here",
         lambda: sweep("2021/22", printed_total, two, judge_error, lambda e: not listed(e))),
        (f"{year}: a printed total moved by £2 is within rounding in the cases listed here",
         lambda: sweep("2021/22", printed_total, two, judge_within_rounding, listed)),
    ]
    year = "2022/23"
    yield from [
        (f"{year}: every amount of the paper is found in the book, to be edited",
         lambda: mutations.counts("2022/23")),
        (f"{year}: the book as shipped has no error", lambda: mutations.unedited("2022/23")),
        (f"{year}: a penny in any allocation is a break that names its line and £0.01",
         lambda: sweep("2022/23", in_section("allocations"), pence_more, judge_penny)),
        (f"{year}: a penny in any contribution is a break that names its line and £0.01",
         lambda: sweep("2022/23", in_section("contributions"), pence_more, judge_penny)),
        (f"{year}: a penny in any passported sum is a break that names its line and £0.01",
         lambda: sweep("2022/23", in_section("passport"), pence_more, judge_penny)),
        (f"{year}: pence in a printed figure are refused in their place",
         lambda: sweep("2022/23", printed, pence_more, judge_refused)),
        (f"{year}: £1 in any contribution is an error that names its line",
         lambda: sweep("2022/23", in_section("contributions"), pound, judge_named)),
        (f"{year}: £1 in any passported sum is an error that names the partner and the line",
         lambda: sweep("2022/23", in_section("passport"), pound, judge_named)),
        (f"{year}: £1 in any allocation is an error that names the cell",
         lambda: sweep("2022/23", in_section("allocations"), pound, judge_named)),
        (f"{year}: £1 in any printed figure, rows and totals, is an error that names the cell",
         lambda: sweep("2022/23", printed, pound, judge_named, lambda e: not rounding_at_one(e))),
        (f"{year}: £1 in a sum over last year's rounded figures is a rounding that names the cell",
         lambda: sweep("2022/23", printed, pound, judge_rounding, rounding_at_one)),
        (f"{year}: a printed percentage moved in its last digit is an error that names the cell",
         lambda: sweep("2022/23", printed_percent, percent_moved, judge_named)),
    ]


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: mutations.py BCF_BINARY PROJECT_ROOT")
    with tempfile.TemporaryDirectory() as scratch:
        mutations = Mutations(sys.argv[1], sys.argv[2], scratch)
        status = run_tap(list(tests_of(mutations)))
    sys.exit(status)


if __name__ == "__main__":
    main()
