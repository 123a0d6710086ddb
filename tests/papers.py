#!/usr/bin/env python3
"""The reports of the shipped books, cell by cell, against the board paper they were typed from.

Usage: papers.py BCF_BINARY PROJECT_ROOT

The paper is in tests/data/worcestershire, as printed: nil as "-" or "0", not stated as blank.
This file knows nothing of how bcf works. It reads the CSVs, the JSON and nothing else.
"""

import csv
import json
import os
import re
import subprocess
import sys

from tap import Tap, plain_environment

BOARD = "Worcestershire Health and Wellbeing Board"
BOOKS = {
    "2021/22": "budgets/worcestershire/2021-22.yaml",
    "2022/23": "budgets/worcestershire/2022-23.yaml",
}
LINES = ["nhs-minimum", "ibcf", "dfg"]

# The columns of each paper after its label, by the id they have in a report.
OUTTURN_COLUMNS = LINES + ["budget", "outturn"]
BUDGET_COLUMNS = LINES + ["budget"]
CONTRIBUTION_COLUMNS = ["prior", "current", "movement", "percent"]

# Where Appendix 2 prints £1 more than its rows add up to: row, column: printed, the rows' sum.
# A statement prints what its rows add up to, so the sum is what is expected.
PRINTED_ONE_POUND_OVER = {
    ("Total Funding Transfer from CCG to Local Authority", "nhs-minimum"): (
        "16,252,421", "16252420.00"),
    ("Total Funding Transfer from CCG to Local Authority", "budget"): (
        "24,800,623", "24800622.00"),
    ("Total Funding Transfer from CCG to Local Authority", "outturn"): (
        "24,800,623", "24800622.00"),
    ("TOTAL BCF", "nhs-minimum"): ("41,896,797", "41896796.00"),
    ("TOTAL BCF", "budget"): ("66,525,499", "66525498.00"),
    ("TOTAL BCF", "outturn"): ("66,525,499", "66525498.00"),
}

# These two tables print short names; the reports print those of the year pack and the board.
CONTRIBUTION_IDS = {
    "CCG Minimum Contribution": "nhs-minimum",
    "Disabled Facilities": "dfg",
    "*iBCF": "ibcf",
    "BCF Total": "total",
}
PASSPORT_IDS = {
    "Bromsgrove": "bromsgrove",
    "Malvern Hills": "malvern-hills",
    "Redditch": "redditch",
    "Worcester": "worcester",
    "Wychavon": "wychavon",
    "Wyre Forest": "wyre-forest",
    "TOTAL": "total",
}

# The paper leaves the percentage of the total blank. It is 2,930,693 / 66,525,499.
TOTAL_PERCENT = "4.41"

# What each book has to say for itself: the figures that one notice, and only one, must contain.
NOTICES = {
    "2021/22": [
        ("the one rounding, £1", ["rounding", "£1"]),
        ("outturn identical to budget on every row", ["24 rows"]),
        ("contingency spent to the pound", ["£1,572,741"]),
        ("growth reported as spent", ["£3,618,171", "8.64%"]),
        ("iBCF as one undivided row", ["£16,080,500", "24.17%"]),
        ("CCG money in the block that claims it", ["£16,252,420", "£24,800,622", "claims"]),
    ],
    "2022/23": [
        ("contingency budgeted again", ["£1,572,741"]),
        ("growth with no scheme", ["£2,784,565", "6.29%"]),
        ("iBCF as one undivided row", ["£16,639,835", "23.96%"]),
        ("CCG money in the block that claims it", ["£13,234,249", "£21,782,451", "claims"]),
    ],
}


def run_tap(tests):
    """Runs (sentence, function) pairs; a function returns the list of what was wrong."""
    tap = Tap()
    for sentence, test in tests:
        try:
            wrong = test()
        except Exception as error:  # An answer that cannot be read is a failure, not a crash.
            wrong = [f"{type(error).__name__}: {error}"]
        tap.point(not wrong, sentence, "\n".join(wrong))
    return tap.done()


def read_paper(root, name):
    """The rows of a paper under its heading; rows without a label are spacers."""
    path = os.path.join(root, "tests/data/worcestershire", name + ".csv")
    with open(path, encoding="utf-8", newline="") as file:
        return [row for row in list(csv.reader(file))[1:] if row[0]]


def expected_cell(printed):
    """What JSON says for a printed cell: nil is "0.00", blank is null."""
    if printed == "":
        return None
    if printed in ("-", "0"):
        return "0.00"
    if printed.endswith("%"):
        return printed[:-1]
    return printed.replace(",", "") + ".00"


def expected_statement(rows, columns):
    """(kind, label, cells) of each row of Appendix 1 or 2."""
    expected = []
    for label, *printed in rows:
        if not any(printed):
            expected.append(("head", label, {column: None for column in columns}))
            continue
        kind = "body"
        if label.lower().startswith("total"):
            kind = "total" if label.lower() == "total bcf" else "subtotal"
        cells = dict(zip(columns, map(expected_cell, printed)))
        for column, text in zip(columns, printed):
            over = PRINTED_ONE_POUND_OVER.get((label, column))
            if over and over[0] == text:
                cells[column] = over[1]
        expected.append((kind, label, cells))
    return expected


def differences(where, expected, found):
    return [] if expected == found else [f"{where}: expected {expected!r}, found {found!r}"]


class Papers:
    def __init__(self, bcf, root):
        self.bcf = os.path.abspath(bcf)
        self.root = os.path.abspath(root)

    def run(self, *arguments):
        return subprocess.run([self.bcf, *arguments], cwd=self.root, capture_output=True,
                              encoding="utf-8", timeout=60, env=plain_environment())

    def report(self, name, *years):
        done = self.run("report", name, *[BOOKS[year] for year in years], "--format", "json")
        if done.returncode != 0:
            raise ValueError(f"exit {done.returncode}\n{done.stderr}")
        return json.loads(done.stdout)

    def findings(self, *years):
        """Exit status and diagnostics of a check."""
        books = [BOOKS[year] for year in years]
        done = self.run("check", *books, "--diagnostics", "json")
        return done.returncode, [json.loads(line) for line in done.stderr.splitlines() if line]

    # Reports against the paper.

    def statement(self, name, year, paper, columns):
        report = self.report(name, year)
        wrong = differences("board", BOARD, report["board"])
        wrong += differences("year", year, report["year"])
        wrong += differences("report", name, report["report"])
        ids = [column["id"] for column in report["columns"]]
        wrong += differences("columns", columns, [id for id in ids if id in columns])
        expected = expected_statement(read_paper(self.root, paper), columns)
        found = report["rows"]
        wrong += differences("labels", [row[1] for row in expected],
                             [row["label"] for row in found])
        for (kind, label, cells), row in zip(expected, found):
            wrong += differences(f"kind of '{label}'", kind, row["kind"])
            for column, value in cells.items():
                wrong += differences(f"{label} x {column}", value, row["cells"].get(column))
        keys = [row["id"] for row in found if row["kind"] != "head"]
        wrong += [f"row id '{key}' stands twice" for key in set(keys) if keys.count(key) > 1]
        return wrong

    def outturn(self):
        return self.statement("outturn", "2021/22", "2021-22-outturn-appendix-2", OUTTURN_COLUMNS)

    def budget(self):
        return self.statement("budget", "2022/23", "2022-23-budget-appendix-1", BUDGET_COLUMNS)

    def budget_of_outturn_year(self):
        return self.statement("budget", "2021/22", "2021-22-outturn-appendix-2", BUDGET_COLUMNS)

    def one_pound_is_printed(self):
        """The table above is not an excuse: the paper does print those six figures."""
        wrong = []
        rows = read_paper(self.root, "2021-22-outturn-appendix-2")
        printed = {(row[0], column): cell
                   for row in rows for column, cell in zip(OUTTURN_COLUMNS, row[1:])}
        for key, (paper, rows_sum) in PRINTED_ONE_POUND_OVER.items():
            wrong += differences(" x ".join(key), paper, printed.get(key))
            over = int(paper.replace(",", "")) - int(rows_sum.split(".")[0])
            wrong += differences(" x ".join(key) + " over", 1, over)
        return wrong

    def no_variance(self):
        report = self.report("outturn", "2021/22")
        return [f"{row['label']}: {row['cells'].get('variance')!r}" for row in report["rows"]
                if row["kind"] != "head" and row["cells"].get("variance") != "0.00"]

    def short_table(self, name, paper, ids, columns):
        report = self.report(name, "2022/23")
        found = {row["id"]: row for row in report["rows"] if row["kind"] != "head"}
        wrong = differences("rows", sorted(ids.values()), sorted(found))
        for label, *printed in read_paper(self.root, paper):
            row = found.get(ids[label], {"kind": None, "cells": {}})
            kind = "total" if ids[label] == "total" else "body"
            wrong += differences(f"kind of '{label}'", kind, row["kind"])
            for column, text in zip(columns, printed):
                value = expected_cell(text)
                if (ids[label], column) == ("total", "percent"):
                    value = TOTAL_PERCENT
                wrong += differences(f"{label} x {column}", value, row["cells"].get(column))
        return wrong, [row["id"] for row in report["rows"] if row["kind"] != "head"]

    def contributions(self):
        wrong, order = self.short_table("contributions", "2022-23-funding-contributions",
                                        CONTRIBUTION_IDS, CONTRIBUTION_COLUMNS)
        return wrong + differences("last row", "total", order[-1])

    def passport(self):
        wrong, order = self.short_table("passport", "2022-23-dfg-districts", PASSPORT_IDS, ["dfg"])
        return wrong + differences("order", list(PASSPORT_IDS.values()), order)

    def two_books(self):
        reports = self.report("budget", "2021/22", "2022/23")
        if not isinstance(reports, list):
            return ["the answer is not an array"]
        wrong = differences("years", ["2021/22", "2022/23"], [one["year"] for one in reports])
        for one in reports:
            wrong += differences(one["year"], self.report("budget", one["year"]), one)
        return wrong

    # Findings.

    def clean(self, year):
        status, found = self.findings(year)
        wrong = differences("exit", 0, status)
        return wrong + [d["message"] for d in found if d["severity"] != "notice"]

    def roundings(self, year):
        return [d["message"] for d in self.findings(year)[1] if is_rounding(d)]

    def one_rounding(self):
        found = self.roundings("2021/22")
        return [] if len(found) == 1 else [f"{len(found)} found"] + found

    def no_rounding(self):
        return self.roundings("2022/23")

    def notice(self, year, figures):
        """One notice, and no other, has all the figures."""
        found = [d["message"] for d in self.findings(year)[1]
                 if all(has(d["message"], figure) for figure in figures)]
        return [] if len(found) == 1 else [f"{len(found)} notices have {figures}"] + found

    def nothing_else(self, year):
        """Whatever is not in the list could not be tested, or was not verified."""
        wrong = []
        for found in self.findings(year)[1]:
            listed = any(all(has(found["message"], figure) for figure in figures)
                         for _, figures in NOTICES[year])
            if not listed and found["code"] not in ("BCF433", "BCF450"):
                wrong.append(found["message"])
        return wrong

    def both_years(self):
        """Two books together say what each says alone, and what both say once."""
        status, together = self.findings("2021/22", "2022/23")
        alone = self.findings("2021/22")[1] + self.findings("2022/23")[1]
        def key(found):
            return found["file"], found["line"], found["code"], found["message"]
        return differences("exit", 0, status) + differences(
            "findings", sorted(set(map(key, alone))), sorted(map(key, together)))

    def places(self):
        """Every finding says where: a file of the project, a line of it and a column."""
        wrong = []
        for found in self.findings("2021/22", "2022/23")[1]:
            for place in [found] + found.get("notes", []):
                path = os.path.join(self.root, place["file"])
                with open(path, encoding="utf-8") as file:
                    lines = file.read().split("\n")
                if os.path.isabs(place["file"]):
                    wrong.append(f"absolute path: {place['file']}")
                if not (1 <= place["line"] <= len(lines) and place["column"] >= 1):
                    wrong.append(f"no such place: {place['file']}:{place['line']}")
        return wrong


def has(message, figure):
    """The figure stands in the message, and is not the middle of a longer one."""
    return re.search(r"(?<![\d,.])" + re.escape(figure) + r"(?!\d|[,.]\d)", message) is not None


def is_rounding(found):
    return "rounding" in found["message"] and "not tested" not in found["message"]


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: papers.py BCF_BINARY PROJECT_ROOT")
    papers = Papers(sys.argv[1], sys.argv[2])
    tests = [
        ("the outturn of 2021/22 is Appendix 2 in rows, order, labels and every cell",
         papers.outturn),
        ("the budget of 2021/22 is the budget columns of Appendix 2",
         papers.budget_of_outturn_year),
        ("the budget of 2022/23 is Appendix 1 in rows, order, labels and every cell",
         papers.budget),
        ("the six cells expected otherwise than printed are £1 over, and the paper prints them",
         papers.one_pound_is_printed),
        ("no row of the 2021/22 outturn varies from its budget", papers.no_variance),
        ("contributions, movement and percentage of 2022/23 are those of paragraph 5",
         papers.contributions),
        ("the grant passed to the six districts is that of paragraph 6, in its order",
         papers.passport),
        ("two books give an array with the report of each", papers.two_books),
        ("the 2021/22 book checks without an error", lambda: papers.clean("2021/22")),
        ("the 2022/23 book checks without an error", lambda: papers.clean("2022/23")),
        ("the 2021/22 book has exactly one rounding", papers.one_rounding),
        ("the 2022/23 book has no rounding", papers.no_rounding),
    ]
    for year, notices in NOTICES.items():
        for name, figures in notices:
            tests.append((f"{year} has one notice of {name}: {', '.join(figures)}",
                          lambda year=year, figures=figures: papers.notice(year, figures)))
        tests.append((f"{year} has no other notice than what could not be tested",
                      lambda year=year: papers.nothing_else(year)))
    tests += [
        ("both books together have the findings of each alone", papers.both_years),
        ("every finding has a place in a file of the project", papers.places),
    ]
    sys.exit(run_tap(tests))


if __name__ == "__main__":
    main()
