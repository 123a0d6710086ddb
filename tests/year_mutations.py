#!/usr/bin/env python3
"""Every word, figure and key of a whole year's books, changed a little: does anybody see it?

Usage: year_mutations.py BCF_BINARY PROJECT_ROOT [--edits N] [--seed S] [--all] [--where]

Northshire's two books and its board say once whatever they can say. Each edit changes one thing in
a copy of the project: a penny, a sign, two digits, a day, a period, a code, an id, a word of a
list, a letter; it drops a key or an item; it swaps two amounts, or who gives and who gets. It
surfaces where the books are refused, where `bcf check` finds something else (in another place
alone is nothing else), or where a report prints something else. The journal is no such report,
for nobody reads it through, nor are the counts of the report `checks`. Comments and notes are not
edited. What surfaces nowhere is listed below, each with its reason, and must go on so: what is
seen after all must leave the list.

N edits are drawn by the seed, of each kind in turn; --all makes every one, and sees that nothing
is listed in vain. --where counts the places at which edits surface.
"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

import yaml

from tap import Tap, plain_environment
from workbooks import Workbook
from year_edits import KINDS, Edit, File, Ids, draw, untouched

PROCESSES = 2
SECONDS_MAX = 60
EDITS = 240
SEED = 1

BOOKS = ["budgets/northshire/2022-23.yaml", "budgets/northshire/2021-22.yaml"]
BOARD = "schemes/northshire.yaml"
PACKS = ["schemes/national/2022-23.yaml", "schemes/national/2021-22.yaml"]  # Their lines are named.

# Where an edit may surface: all that is published, in one run, and what is printed beside it.
PERIODS = ["3", "6", "8"]  # Reported beside the last one; each was once the table for the board.
QUESTIONS = [("check",), ("publication",), ("report", "published"), ("report", "summary"),
             ("report", "waterfall"), ("report", "bridge"),
             *[("report", "monitoring", "--period", period) for period in PERIODS], ("workbook",)]

PLACE = re.compile(r"budgets/[\w/-]+\.yaml:\d+")  # A report's own trace: a line is no figure.

# What surfaces nowhere, by file: the place of the edit, its kinds, what it types if only that is
# meant, and why. In a place * is one step, (1|2) one of these.

# Rightly: it says the same, or decides nothing that happened in these two years.
SAYS_THE_SAME = {
    BOOKS[0]: [
        ("rounded_to", "drop", None, "penny is what is meant where it is left out"),
        ("published/1/rounded_to", "word", "penny", "all that this paper prints is whole pounds"),
        ("published/1/rounded_to", "drop", None, "the same, for the book is to the penny"),
    ],
    BOOKS[1]: [
        ("risk_share", "drop", None, "the board's, in its place, comes to the same for that year"),
    ],
    BOARD: [
        ("risk_share/0/over/shares/icb", "id", "ccg", "they are one payer, the successor"),
        ("risk_share/0/lines/0", "order", None, "each only meets what the other lacks"),
        ("risk_share/3/lines", "drop", None, "its schemes have money of this line alone"),
        ("risk_share/3/by", "drop|word", None, "with schemes named it is by scheme"),
        ("risk_share/3/schemes", "drop", None, "they are all that the line has"),
        ("risk_share/3/schemes/0", "order", None, "each is looked at by itself"),
        ("risk_share/4/lines", "drop", None, "it is the last line without a rule"),
        ("funding_lines/recovery-reserve/purposes/0", "order", None, "any one of them will do"),
    ],
}

# Nothing prints it yet, and nothing checks it; whatever comes to do so takes it off this list.
SHOWN_NOWHERE = {
    BOOKS[0]: [
        ("closed", "drop", None, "it forbids, and no report says up to when"),
        ("closed/period", "period", "11", "the same"),
        ("closed/on", "day|no day|year", None, "the same"),
        ("monitoring/(0|1|2)/on", "day|no day|drop", None,
         "it stands above a table, and of these reports only figures are looked at"),
        ("monitoring/*/why/*", "letter", None, "a reason counts, and is not printed"),
        ("monitoring/*/(to_date|forecast)/carers/*", "id", None, "the table has no lines"),
        ("monitoring/(0|1)/(to_date|forecast)/reablement/*", "id", None, "the same"),
        ("monitoring/2/forecast/reablement/*", "id", None, "the same"),
        *[("monitoring/2/to_date/reablement/*", "id", line, "the same") for line in (
            "dfg", "equipment", "handyperson", "recovery-reserve")],
        ("monitoring/3/(to_date|forecast)/(reablement|home-first)/*", "id", None, "the same"),
        ("monitoring/*/forecast/*/nhs-minimum", "swap", None, "the same"),
        ("monitoring/3/forecast/reablement/ibcf", "swap", None, "the same"),
        ("monitoring/3/to_date/home-first/nhs-minimum", "swap", None, "the same"),
        ("passported/dfg/eastham/repaid", "key", None, "of what is left, kept and repaid are one"),
        ("passported/dfg/westham/carried_forward", "key", None, "the same"),
        ("payments/*/on", "day|no day|drop", None, "the table has no dates"),
        ("payments/*/schedule", "drop", None, "the same"),
        ("payments/(8|12)/schedule", "word", None, "the same"),
        ("payments/(4|8|20)/due", "swap", None, "between the same partners, and no dates"),
        ("payments/10/paid", "swap", None, "the same"),
        ("schemes/carers", "drop|id", None, "of facts of a scheme only its holder is printed"),
        ("schemes/carers/commissioner", "drop|word", None, "the same"),
        ("waivers/0/amount", "sign", None, "it is read without its sign"),
    ],
    BOARD: [
        ("section_75/signed", "day|no day|drop", None, "only a date after the year is spoken of"),
        ("partners/ccg/on", "day|no day|year|drop", None, "read for its form"),
        ("funding_lines/*/nature", "word", "capital", "read for its form"),
        ("funding_lines/discharge/from", "day|no day|year|drop", None, "read for its form"),
        ("funding_lines/recovery-reserve/purposes", "drop", None, "purposes are not printed"),
        ("funding_lines/recovery-reserve/purposes/1", "drop|letter", None, "no scheme names it"),
        ("schemes/*/(area_of_spend|commissioner|provider)", "drop|word", None,
         "of facts of a scheme only its holder is printed"),
        ("schemes/winter-contingency/tags", "drop", None, "flagged only if spent to the penny"),
        ("schemes/winter-contingency/tags/0", "drop", None, "the same"),
        ("approval_rules/0", "drop", None, "rules are not printed, only who broke them"),
        ("approval_rules/*/over", "penny", None, "the same"),
        ("approval_rules/0/body", "letter", None, "the same"),
        ("rag/*", "rate", None, "no forecast stands at the edge, which is not printed"),
        ("risk_share/(0|2)/under", "drop", None, "nothing was under: terms are not printed"),
        ("risk_share/(0|2)/under/*", "drop", None, "the same"),
        ("risk_share/0/under/carry_forward", "yes or no", None, "the same"),
        ("risk_share/1/over", "drop", None, "nothing was over: terms are not printed"),
        ("risk_share/1/over/host_keeps", "drop|yes or no", None, "the same"),
    ],
}

# --- What is said of the books. ---

class Project:
    """Copies of the project, one for each thread at work, and what was said of them unedited."""

    def __init__(self, bcf, root, scratch):
        self.bcf, self.root, self.scratch = os.path.abspath(bcf), os.path.abspath(root), scratch
        self.local = threading.local()
        self.failed = []  # Edits that the program took neither as a book nor as a mistake.
        self.texts = {name: self.read(name) for name in [*BOOKS, BOARD]}
        self.answers = {what: self.answer(*what) for what in QUESTIONS}

    def read(self, name):
        with open(os.path.join(self.root, name), encoding="utf-8", newline="") as file:
            return file.read()

    def folder(self):
        if not hasattr(self.local, "folder"):
            self.local.folder = tempfile.mkdtemp(dir=self.scratch)
            for name in ("schemes", "budgets"):
                shutil.copytree(os.path.join(self.root, name),
                                os.path.join(self.local.folder, name))
        return self.local.folder

    def write(self, name, text):
        with open(os.path.join(self.folder(), name), "w", encoding="utf-8", newline="") as file:
            file.write(text)

    def run(self, *arguments):
        done = subprocess.run([self.bcf, *arguments], cwd=self.folder(), capture_output=True,
                              encoding="utf-8", timeout=SECONDS_MAX, env=plain_environment())
        if done.returncode not in (0, 1):
            raise ValueError(f"exit {done.returncode}: {done.stderr[-300:]}")
        return done

    def answer(self, what, *words):
        """What is said, by where it is said."""
        if what == "check":
            return {"check": self.check()}
        if what == "report":
            books = BOOKS[:1] if "--period" in words else BOOKS
            said = self.run("report", words[0], *books, *words[1:], "--format", "json").stdout
            return {" ".join(words): PLACE.sub("", said)}
        if what == "publication":
            path = os.path.join(self.folder(), "books.zip")
            self.run("export", *BOOKS, "-o", path, "--profile", what)
            with zipfile.ZipFile(path) as archive:
                names = archive.namelist()
                return {name: archive.read(name) for name in names[1:] + names[:1]}  # Data first.
        path = os.path.join(self.folder(), "books.xlsx")
        self.run("export", *BOOKS, "-o", path)
        return {"workbook": [cell.value for cell in Workbook(path).sheets["Books"].cells.values()]}

    def check(self):
        """Its findings without their places."""
        done = self.run("check", *BOOKS, "--diagnostics", "json")
        found = [json.loads(line) for line in done.stderr.splitlines() if line]
        return done.stdout, sorted(
            [one["code"], one["severity"], one["message"], one["help"] or "",
             *(note["message"] for note in one["notes"])] for one in found)

    def seen(self, edit):
        """Where an edit surfaces; None if nowhere."""
        text = self.texts[edit.file]
        self.write(edit.file, text[:edit.start] + edit.typed + text[edit.end:])
        try:
            for what, unedited in self.answers.items():
                if what == ("workbook",) and edit.file != BOARD:
                    continue  # It takes long, and what it alone shows is of the board.
                said = self.answer(*what)
                for where in unedited | said:
                    if said.get(where) != unedited.get(where):
                        return where
            return None
        except Exception as error:  # It is a failure of that edit alone.
            self.failed.append(f"{edit}, {edit.typed!r}: {type(error).__name__}: {error}")
            return "a failure"
        finally:
            self.write(edit.file, text)

    def comments(self):
        """Where a new comment at the end of each file surfaces."""
        return [f"a comment in {name}: {where}" for name, text in self.texts.items() for where in [
            self.seen(Edit(name, 1, "", "", len(text), len(text), "# Nobody reads this.\n"))]
            if where]


# --- What surfaces nowhere. ---

@lru_cache(None)
def place_pattern(place):
    return re.compile(place.replace("*", "[^/]+"))


def listed(edit):
    """The entries above that are of an edit, as (place, kinds, ...)."""
    return [entry for silence in (SAYS_THE_SAME, SHOWN_NOWHERE)
            for entry in silence.get(edit.file, [])
            if place_pattern(entry[0]).fullmatch(edit.place) and entry[2] in (None, edit.typed)
            and edit.kind in entry[1].split("|")]


def report(tap, project, seen):
    """A point for each kind of edit; `seen` is of (edit, where it surfaces or None)."""
    for kind, words in KINDS.items():
        ours = [(edit, where) for edit, where in seen if edit.kind == kind]
        silent = [edit for edit, where in ours if not where and not listed(edit)]
        said = [f"{edit}: {project.texts[edit.file][edit.start:edit.end]!r} became "
                f"{edit.typed!r}, and nothing says so" for edit in silent]
        tap.point(ours and not silent, f"{words} is seen",
                  "\n".join(said) or "nothing was edited so")
    wrong = [f"{edit}, {edit.typed!r}: now seen in {where}; it is listed as '{entry[3]}'"
             for edit, where in seen for entry in listed(edit) if where]
    tap.point(not wrong, "what is listed as seen nowhere is seen nowhere", "\n".join(wrong))
    tap.point(not project.failed, "every edit is a book or is refused", "\n".join(project.failed))


def in_vain(seen):
    met = {id(entry) for edit, _ in seen for entry in listed(edit)}
    return [f"{name}: {entry}" for silence in (SAYS_THE_SAME, SHOWN_NOWHERE)
            for name, entries in silence.items() for entry in entries if id(entry) not in met]


def options_read():
    parser = argparse.ArgumentParser()
    parser.add_argument("bcf")
    parser.add_argument("root")
    parser.add_argument("--edits", type=int, default=EDITS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--where", action="store_true")
    return parser.parse_args()


def main():
    options, tap = options_read(), Tap()
    with tempfile.TemporaryDirectory() as scratch:
        project = Project(options.bcf, options.root, scratch)
        board, *trees = (yaml.load(project.read(name), Loader=yaml.BaseLoader)
                         for name in [BOARD, *BOOKS, *PACKS])
        ids = Ids(board, trees[:len(BOOKS)], trees[len(BOOKS):])
        files = [File(name, text, ids) for name, text in project.texts.items()]
        edits = [edit for file in files for edit in file.edits]
        drawn = edits if options.all else draw(edits, options.edits, options.seed)
        forgotten = [words for file in files for words in untouched(file)]
        tap.point(not forgotten, "every value of the books and the board has an edit",
                  "\n".join(forgotten))
        heard = project.comments()
        tap.point(not heard, "a comment is seen nowhere", "\n".join(heard))
        with ThreadPoolExecutor(PROCESSES) as pool:
            seen = list(zip(drawn, pool.map(project.seen, drawn)))
    report(tap, project, seen)
    if options.all:
        tap.point(not in_vain(seen), "nothing is listed in vain", "\n".join(in_vain(seen)))
    print(f"# {len(drawn)} edits of {len(edits)}, seed {options.seed}")
    for where, count in Counter(where for _, where in seen).most_common() if options.where else ():
        print(f"# {count:5} {where or 'seen nowhere'}")
    sys.exit(tap.done())


if __name__ == "__main__":
    main()
