#!/usr/bin/env python3
"""Worcestershire's plan of 2014/15, and what moved from 2021/22 to 2022/23, against the papers.

Usage: plans.py BCF_BINARY PROJECT_ROOT

The paper is in tests/data/worcestershire, as printed: a cell printed 0 is nil, a blank one is not
stated, and the reports must keep them apart.
"""
import json
import subprocess
import sys
from pathlib import Path

from papers import differences, expected_cell, read_paper, run_tap
from tap import plain_environment

BOOKS = "budgets/worcestershire/"
PLAN = "2014-15-plan-appendix-1"
LEADS = {"WCC": "Worcestershire County Council",
         "HACT": "Worcestershire Health and Care NHS Trust", "CCGs": "CCGs",
         "WCC/CCGs": "Worcestershire County Council with CCGs", "": None}
BY_LEAD = {  # As the sums of the paper's cells: recurrent, non-recurrent, budget.
    "lead-council": ("6815480.00", "1215000.00", "8030480.00"),
    "lead-trust": ("955300.00", "0.00", "955300.00"),
    "lead-ccgs": ("1200000.00", "0.00", "1200000.00"),
    "lead-council-ccgs": ("300000.00", "0.00", "300000.00"),
    "no-lead": ("443752.00", None, "443752.00"),
    "total": ("9714532.00", "1215000.00", "10929532.00"),
}
MOVED = {  # In NHS minimum, from Appendix 2 of one year to Appendix 1 of the next.
    "general-rehab-beds": 213865, "intermediate-beds": 30920, "neighbourhood-teams": 1278690,
    "onward-care-team": 11938, "ip-unit-pathway-2": 1069552, "aswc": 185000, "wces": 600000,
    "growth-2022-23": 2784565, "step-down-unit": -185000, "growth-2020-21": -1702403,
    "growth-2021-22": -1915768,
}
ODD = {"BCF464", "BCF465", "BCF466"}


class Plans:
    def __init__(self, bcf, root):
        self.bcf, self.root = Path(bcf).resolve(), Path(root).resolve()

    def run(self, *words):
        return subprocess.run([self.bcf, *words], cwd=self.root, env=plain_environment(),
                              timeout=60, capture_output=True, encoding="utf-8")

    def rows(self, name, year):
        done = self.run("report", name, f"{BOOKS}{year}.yaml", "--format", "json")
        if done.returncode:
            raise ValueError(f"exit {done.returncode}: {done.stderr}")
        return [row for row in json.loads(done.stdout)["rows"] if row["kind"] != "head"]

    def printed(self, first, last):
        """(label, lead, cells) of the rows of a year: of 2014/15 the first two columns."""
        for label, lead, *cells in read_paper(self.root, PLAN):
            if any(cells[first:last]) and not label.upper().startswith("TOTAL"):
                yield label, lead, cells[first:last]

    def plan(self):
        paper, rows = list(self.printed(0, 2)), self.rows("recurrent", "2014-15")
        body = [row for row in rows if row["kind"] == "body"]
        wrong = differences("rows", [label for label, *_ in paper], [row["label"] for row in body])
        for (label, lead, cells), row in zip(paper, body):
            said = [row["cells"][name] for name in ("recurrent", "non-recurrent")]
            wrong += differences(label, list(map(expected_cell, cells)), said)
            wrong += differences(f"lead of {label}", LEADS[lead], row["cells"]["lead"])
        return wrong + differences("count", 29, len(body))

    def totals(self):
        """27 rows come to 10,485,780; the paper prints all, and in the Recurrent column."""
        found = {row["id"]: row["cells"] for row in self.rows("recurrent", "2014-15")}
        wrong = differences("signed off", ["9270780.00", "1215000.00", "10485780.00"], [
            found["plan"][key] for key in ("recurrent", "non-recurrent", "budget")])
        paper = next(row for row in read_paper(self.root, PLAN) if row[0].startswith("TOTAL S"))
        return wrong + differences("all", expected_cell(paper[2]), found["total"]["budget"])

    def leads(self):
        found = {row["id"]: tuple(row["cells"][key] for key in (
            "recurrent", "non-recurrent", "budget")) for row in self.rows("leads", "2014-15")}
        return differences("leads", BY_LEAD, found)

    def awaiting(self):
        total = self.rows("register", "2014-15")[-1]["cells"]
        return differences("register", ["10485780.00", "10929532.00", "443752.00"], [
            total[key] for key in ("original", "current", "awaiting")])

    def coarse(self):
        paper, rows = list(self.printed(2, 4)), self.rows("budget", "2015-16")
        want = [(label, expected_cell(cells[0] or cells[1])) for label, _, cells in paper]
        wrong = differences("rows", want, [(row["label"], row["cells"]["budget"])
                                           for row in rows[:-1]])
        wrong += differences("total", "37193000.00", rows[-1]["cells"]["budget"])
        told = [cell for row in self.rows("recurrent", "2015-16")
                for cell in row["cells"].values() if cell]
        return wrong + differences("told", [], told)

    def moved(self):
        body = [row for row in self.rows("movement", "2022-23") if row["kind"] == "body"]
        found = {row["id"]: int(float(row["cells"]["nhs-minimum"])) for row in body
                 if row["cells"]["nhs-minimum"] not in (None, "0.00")}
        return differences("movements", MOVED, found)

    def the_same_pound(self):
        found = {row["id"]: row["cells"] for row in self.rows("bridge", "2022-23")}
        want = {"nhs-minimum-schemes": "2371359.00", "nhs-minimum-rounding": "-1.00",
                "nhs-minimum": "2371358.00"}
        return differences("movement", want, {key: found[key]["movement"] for key in want})

    def step_down(self):
        found = {row["id"]: row["cells"]["what"] for row in self.rows("bridge", "2022-23")}
        words = [found["nhs-minimum-step-down-unit"], found["nhs-minimum-aswc"]]
        good = words[0].startswith("into ASWC") and "Step-down" in words[1]
        return [] if good and all("together unchanged" in one for one in words) else words

    def sources(self):
        """Every figure of a scheme's movement stands where the bridge says, in both books."""
        wrong = []
        for row in self.rows("bridge", "2022-23"):
            for side in ("prior", "current"):
                amount, places = row["cells"][side], row["cells"][f"{side}-from"]
                if row["kind"] != "body" or not row["cells"]["percent"] or not places:
                    continue
                path, _, line = places.partition(":")
                text = (self.root / path).read_text(encoding="utf-8").split("\n")[int(line) - 1]
                if amount[:-3] not in text.replace(",", "") and "rounding" not in row["id"]:
                    wrong.append(f"{row['id']}: {amount} is not in {places}: {text}")
        return wrong

    def nothing_odd(self):
        done = self.run("check", "budgets", "--diagnostics", "json")
        found = map(json.loads, filter(None, done.stderr.splitlines()))
        return [said["message"] for said in found if said["code"] in ODD]


def main(bcf, root):
    plans = Plans(bcf, root)
    return run_tap([
        ("the plan of 2014/15 is the paper's, row by row, nil and not stated apart", plans.plan),
        ("it was signed off at 10,485,780, and comes to 10,929,532", plans.totals),
        ("by lead, joint ones and none among them", plans.leads),
        ("443,752 of it awaits approval", plans.awaiting),
        ("2015/16 has five rows, and nothing but totals is stated", plans.coarse),
        ("eleven movements of NHS minimum from 2021/22 to 2022/23", plans.moved),
        ("2,371,359 of the rows and 2,371,358 of the paper part by the same £1",
         plans.the_same_pound),
        ("Step-down's 185,000 went into ASWC", plans.step_down),
        ("every movement's figures stand where it says", plans.sources),
        ("nothing is missing, tenfold or uplifted twice in the shipped books", plans.nothing_odd),
    ])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
