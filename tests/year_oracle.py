#!/usr/bin/env python3
"""The statements of a book's year against a second program: what the documents say of every cell.

Usage: year_oracle.py BCF PROJECT_ROOT BOOK...
       year_oracle.py BCF PROJECT_ROOT --random N [--seed S]

Written from docs/ alone, never from src/, so that an error there is not copied here; in whole
pence and fractions. The first form holds every statement of these books against the program's,
also for each monitoring period and as of the first of each month. The second does the same with N
random books, half of whose years end as their risk share says, and half a penny beside it. Book n
of a run is made of S + n, so `--random 1 --seed S` makes a failing one again; --keep FOLDER keeps
the books.
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
from collections import Counter, defaultdict
from fractions import Fraction
from functools import cached_property

import yaml

from tap import Tap, plain_environment

BINDING = {"approved", "ratified", "delegated"}  # The three words that move money.
RANK = {"estimated": 0, "notified": 1, "confirmed": 2}
UNITS = {"penny": 1, "pound": 100, "ten": 1000, "hundred": 10 ** 4, "thousand": 10 ** 5,
         "ten-thousand": 10 ** 6, "hundred-thousand": 10 ** 7, "million": 10 ** 8}


# --- Values. ---

def pence(text):
    """An amount in any style of money.md."""
    bare = text.strip("()-").replace("£", "").replace(",", "")
    pounds, _, odd = bare.partition(".")
    size = int(pounds or 0) * 100 + int(odd or 0)
    return -size if text.startswith(("-", "(")) else size


def rate(text):
    """An exact share, of `5.66%` or `1/3`."""
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def amounts(record):
    """A record of amounts by id, without its note."""
    return {key: pence(value) for key, value in record.items() if key != "note"}


def printed(value):
    """A cell as JSON has it."""
    if not isinstance(value, int):
        return value
    return f"{'-' * (value < 0)}{abs(value) // 100}.{abs(value) % 100:02}"


def stated(values):
    """The sum of what is stated, None where nothing is."""
    values = [value for value in values if value is not None]
    return sum(values) if values else None


def less(one, other):
    """A difference that is not stated where neither side is."""
    return None if one is None and other is None else (one or 0) - (other or 0)


def percent(part, whole):
    """In hundredths of a per cent, half away from zero; None of nil."""
    if not whole or part is None:
        return None
    size = math.floor(abs(Fraction(part * 10000, whole)) + Fraction(1, 2))
    return -size if part < 0 else size


def rounded(exact):
    """Parts that are exact, as whole ones of the same sum: the largest remainders get what is
    left, the first of equal ones; of a negative sum the signs are turned."""
    sign = -1 if sum(exact) < 0 else 1
    exact = [part * sign for part in exact]
    parts = [math.floor(part) for part in exact]
    order = sorted(range(len(parts)), key=lambda n: parts[n] - exact[n])
    for n in order[:int(sum(exact)) - sum(parts)]:
        parts[n] += 1
    return [part * sign for part in parts]


def split(total, weights):
    """money.md, Splitting; None where the weights have no proportions."""
    whole = sum(weights)
    return rounded([Fraction(total * weight) / whole for weight in weights]) if whole else None


# --- Dates: a day is `2022-05-24`; a month alone is its last day. ---

def day(text):
    return text if len(text) > 7 else f"{text}-31"


def month_of(year, number):
    """The month of period `number` of a financial year, as `2022-04`."""
    return f"{year + (number > 9)}-{(number + 2) % 12 + 1:02}"


def later(date, months):
    """The same day so many months on, or the last of a shorter month."""
    year, month, number = (int(part) for part in date.split("-"))
    year, month = year + (month - 1 + months) // 12, (month - 1 + months) % 12 + 1
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    last = [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    return f"{year}-{month:02}-{min(number, last):02}"


# --- A book, read. ---

class Item:
    """A contribution: what it is of the register's columns, and what it replaces."""

    def __init__(self, record):
        self.line, self.payer, self.amount = record["line"], record["from"], pence(record["amount"])
        self.on, self.status = record.get("on"), record.get("status")
        self.supplement = record.get("supplement") == "yes"
        self.allocated = amounts(record.get("allocated_to", {}))
        self.approval = record.get("approval")
        self.replaced = []  # Those that it is the first to replace.
        self.replacing = False
        self.gone = None    # What replaces it.

    @property
    def original(self):
        return None if self.supplement or self.replacing else self.amount

    @property
    def added(self):
        return self.amount if self.supplement else None

    @property
    def revision(self):
        less_these = sum(item.amount for item in self.replaced)
        return self.amount - less_these if self.replacing else None

    @property
    def change(self):
        """What it adds to its line."""
        return stated([self.original, self.added, self.revision])


def replace(items):
    """An amount that is known better replaces one of the same partner and line known less well."""
    for better in sorted((item for item in items if RANK.get(item.status, 0)),
                         key=lambda item: RANK[item.status]):
        for item in items:
            if (item.payer, item.line) == (better.payer, better.line) and not (
                    item.supplement or better.supplement) and item.status and (
                    RANK[item.status] < RANK[better.status]):
                better.replacing = True
                if not item.gone:
                    item.gone = better
                    better.replaced.append(item)


class Book:
    def __init__(self, path):
        self.path, self.data = path, read(path)
        self.board = read(self.near(self.data["board"]))
        pack = read(self.near(self.data["year_pack"])) if "year_pack" in self.data else {}
        self.lines = {**pack.get("funding_lines", {}), **self.board.get("funding_lines", {})}
        self.partners = self.board["partners"]
        self.year = int(self.data["year"][:4])
        self.unit = UNITS.get(self.data.get("rounded_to", "penny"))
        self.items = [Item(record) for record in self.data["contributions"]]
        replace(self.items)
        self.opening = Counter(amounts(self.data.get("brought_forward", {})))
        self.year_end = self.data.get("year_end")
        self.rules = self.data.get("risk_share", self.board.get("risk_share", []))
        self.rules = self.rules if isinstance(self.rules, list) else [self.rules]
        self.reports = {int(record["period"]): record for record in self.data.get("monitoring", [])}

    def near(self, path):
        return os.path.join(os.path.dirname(self.path), path)

    @cached_property
    def before(self):
        return Book(self.near(self.data["previous"])) if "previous" in self.data else None

    @cached_property
    def tree(self):
        """(kind, id, schemes) of every row in printed order; headings are no rows here."""
        def walk(rows):
            for row in rows:
                if "block" in row:
                    inside = list(walk(row["rows"]))
                    yield from inside
                    yield "subtotal", row["block"], [
                        name for kind, name, _ in inside if kind == "body"]
                else:
                    name = next(iter(row))
                    yield "body", name, [name]
        rows = list(walk(self.data["allocations"]))
        return rows + [("total", "total", [name for kind, name, _ in rows if kind == "body"])]

    @cached_property
    def original(self):
        """By scheme, its row: the original budget by line."""
        def walk(rows):
            for row in rows:
                if "block" in row:
                    yield from walk(row["rows"])
                else:
                    yield next(iter(row)), amounts(next(iter(row.values())))
        return dict(walk(self.data["allocations"]))

    @cached_property
    def holder(self):
        """By scheme, who holds it: its own fact goes before what its block says."""
        facts = {name: {**self.board["schemes"].get(name, {}),
                        **self.data.get("schemes", {}).get(name, {})} for name in self.original}

        def walk(rows, held):
            for row in rows:
                if "block" in row:
                    yield from walk(row["rows"], row.get("held_by", held))
                else:
                    name = next(iter(row))
                    yield name, facts[name].get("held_by", held)
        return dict(walk(self.data["allocations"], None))

    def approves(self, name, moment=None):
        """Whether it moves money, and had been given by then."""
        approval = self.data["approvals"][name] if name else {"decision": "none"}
        return approval["decision"] in BINDING and self.has_by(approval.get("on"), moment)

    def successor(self, partner):
        while "succeeded_by" in self.partners[partner]:
            partner = self.partners[partner]["succeeded_by"]
        return partner

    def has_by(self, date, moment):
        """Whether something of that date had happened by then; without a date it always had."""
        return moment is None or date is None or day(date) <= moment

    def end_of(self, period):
        """The last day of a period; what is adjusted in period 13 has no end."""
        return day(month_of(self.year, period)) if period < 13 else None

    # Budgets.

    def moves(self, period=None):
        """(scheme, line, amount, kind) of supplements and virements up to a period's end."""
        until = self.end_of(period) if period else None
        for item in self.items:
            for scheme, amount in item.allocated.items():
                if self.has_by(item.on, until):
                    yield scheme, item.line, amount, "supplements"
        for move in self.data.get("virements", []):
            if not period or int(move["period"]) <= period:
                amount = pence(move["amount"])
                yield move["from"], move["line"], -amount, "virements"
                yield move["to"], move["line"], amount, "virements"

    def budget(self, period=None):
        """By scheme: by line the current budget; and apart from lines the three that make it."""
        lines = {name: dict(row) for name, row in self.original.items()}
        kinds = {name: {"budget": stated(row.values()), "supplements": None, "virements": None}
                 for name, row in lines.items()}
        for scheme, line, amount, kind in self.moves(period):
            lines[scheme][line] = lines[scheme].get(line, 0) + amount
            kinds[scheme][kind] = (kinds[scheme][kind] or 0) + amount
        for name, row in kinds.items():
            row["current-budget"] = stated(row.values())
        return lines, kinds

    # What was spent.

    def spending(self, record):
        """By scheme and line; a bare sum follows the current budget. For outturn."""
        spent, (current, _) = {}, self.budget()
        for scheme, told in record.items():
            if isinstance(told, dict):
                spent[scheme] = amounts(told)
                continue
            bare = pence(told)
            order = [line for line in self.lines if current[scheme].get(line)] or list(
                current[scheme])
            parts = [bare // self.unit] if len(order) == 1 else split(
                bare // self.unit, [current[scheme][line] for line in order])
            spent[scheme] = {line: part * self.unit for line, part in zip(order, parts)}
        return spent

    @cached_property
    def outturn(self):
        return self.spending(self.data.get("outturn", {}))

    @cached_property
    def known(self):
        """Whether the book says what was spent: it is at stage `outturn`."""
        return self.data["stage"] == "outturn"

    # By line.

    def paid(self, line):
        return sum(item.change for item in self.items if item.line == line)

    def allocated(self, line):
        return sum(row.get(line, 0) for row in self.budget()[0].values())

    def spent(self, line):
        return sum(row.get(line, 0) for row in self.outturn.values())

    def rounding(self, line):
        """checks.md, Rounding: possible and likely, in a rounded book; else nil."""
        if self.unit == 1:
            return 0
        over = self.paid(line) + self.opening[line] - self.allocated(line)
        addends = [item.change for item in self.items if item.line == line]
        addends += [self.opening[line], *(row.get(line, 0) for row in self.original.values())]
        count = sum(map(bool, addends))
        return over * (2 * abs(over) < count * self.unit
                       and 12000 * over ** 2 <= 6635 * count * self.unit ** 2)

    def residual(self, line):
        return self.paid(line) + self.opening[line] - self.spent(line) - self.rounding(line)

    def is_reserve(self, line):
        return self.lines[line].get("reserve") == "yes"

    # What became of it.

    @cached_property
    def ended(self):
        """By line: a Counter of what its year end says, by (kind, partner or None)."""
        ended = {line: Counter() for line in self.lines}
        for line, record in (self.year_end or {}).items():
            for key in ("carried_forward", "repaid"):
                told = record.get(key, {})
                told = amounts(told) if isinstance(told, dict) else {None: pence(told)}
                ended[line].update({(key, who): amount for who, amount in told.items()})
            ended[line].update({("borne_by", who): amount for who, amount
                                in amounts(record.get("borne_by", {})).items()})
            for key in ("reserve_applied", "underspend_applied"):
                for giver, amount in amounts(record.get(key, {})).items():
                    ended[line][key, None] += amount
                    ended[giver][key, None] -= amount
        for line in self.lines:
            if self.is_reserve(line) and line not in (self.year_end or {}) and self.known:
                left = self.residual(line) + ended[line]["reserve_applied", None]
                ended[line]["carried_forward", None] = left
        return ended

    def said(self, line, key, who=None):
        return self.ended[line][key, who]

    def by_partner(self, key):
        """The partners of whom a year end says such a thing, in the order of the board."""
        return [who for who in self.partners
                if any((key, who) in ended for ended in self.ended.values())]

    def all_of(self, line, key):
        return sum(amount for (kind, _), amount in self.ended[line].items() if kind == key)

    def unexplained(self, line):
        return (self.residual(line) + self.said(line, "reserve_applied")
                + self.said(line, "underspend_applied") + self.all_of(line, "borne_by")
                - self.all_of(line, "carried_forward") - self.all_of(line, "repaid"))


def read(path):
    """A file as texts: nothing is taken for a number, a date or a truth."""
    with open(path, encoding="utf-8-sig") as file:
        return yaml.load(file, yaml.BaseLoader)


# --- The statements. Each is a list of (id, cells) without its headings. ---

def register(book, moment=None):
    """Every contribution: original, supplements, revisions, current, and what awaits approval."""
    rows, every = [], []
    for line in book.lines:
        own = []
        items = [item for item in book.items if item.line == line]
        items = [item for item in items if item.original is not None
                 or book.has_by(item.on, moment)]
        for number, item in enumerate(items, 1):
            added, revised = item.added, item.revision
            asks = item.supplement or (revised or 0) > 0
            waits = None if not asks else 0 if book.approves(item.approval, moment) else (
                added or revised)
            own.append((f"{line}-{number}", {
                "original": item.original, "supplements": added, "revisions": revised,
                "current": stated([item.original, added, revised]), "awaiting": waits}))
        if items:
            rows += own + [(line, summed(own))]
            every += own
    return rows + [("total", summed(every))]


def summed(rows):
    """The sums of the columns of some rows of the register, None where no row states one."""
    columns = ["original", "supplements", "revisions", "current", "awaiting"]
    return {key: stated(cells[key] for _, cells in rows) for key in columns}


def current_budget(book, period=None):
    """Original budget, supplements, virements and current budget by scheme, and by line."""
    lines, kinds = book.budget(period)
    rows = []
    for kind, name, schemes in book.tree:
        cells = {line: stated(lines[scheme].get(line) for scheme in schemes)
                 for line in book.lines}
        cells |= {key: stated(kinds[scheme][key] for scheme in schemes)
                  for key in ("budget", "supplements", "virements", "current-budget")}
        rows.append((name, cells if kind == "body" else
                     {key: value or 0 for key, value in cells.items()}))
    return rows


def outturn(book):
    """Budget by line, what makes the current one (stated if the book moves any), and spending."""
    _, kinds = book.budget()
    moved = any(True for _ in book.moves())
    rows = []
    for kind, name, schemes in book.tree:
        cells = {line: stated(book.original[scheme].get(line) for scheme in schemes)
                 for line in book.lines}
        now = {key: stated(kinds[scheme][key] for scheme in schemes)
               for key in ("budget", "supplements", "virements", "current-budget")}
        spent = stated(stated(book.outturn.get(scheme, {}).values()) for scheme in schemes)
        cells |= now
        if kind != "body":
            cells, spent = {key: value or 0 for key, value in cells.items()}, spent or 0
        if not moved:
            cells |= dict.fromkeys(("supplements", "virements", "current-budget"))
        cells["outturn"] = spent if book.known else None
        cells["variance"] = less(spent, now["current-budget"]) if book.known else None
        if kind != "body" and book.known:
            cells["variance"] = cells["variance"] or 0
        rows.append((name, cells))
    return rows


def told(record, key, scheme):
    """What a report states of a scheme, in all; a report that is not there states nothing."""
    value = (record or {}).get(key, {}).get(scheme)
    if value is None:
        return None
    return stated(amounts(value).values()) if isinstance(value, dict) else pence(value)


def rag(book, variance, whole):
    """Green, amber or red; exactly the share is not over it."""
    shares = book.board.get("rag")
    if not shares or variance is None:
        return None
    over = [name for name in ("amber", "red")
            if variance > 0 and variance > rate(shares[name]) * abs(whole or 0)]
    return (over or ["green"])[-1]


def judged(book, cells):
    """Adds to a monitoring row what follows from its forecast and its current budget."""
    cells["percent"] = percent(cells["variance"], abs(cells["current-budget"] or 0))
    cells["rag"] = rag(book, cells["variance"], cells["current-budget"])
    return cells


def monitoring(book, period=None):
    """What every scheme has, has spent and will spend at a period's end, and what funds it."""
    period = period or max(book.reports)
    now = book.reports.get(period)
    earlier = max((number for number in book.reports if number < period), default=0)
    last = book.reports.get(earlier) if now else None
    _, kinds = book.budget(period)
    rows, single = [], {}
    for kind, name, schemes in book.tree:
        if kind == "body":
            cells = dict(kinds[name])
            cells["to-date"] = told(now, "to_date", name)
            cells["forecast"] = told(now, "forecast", name)
            cells["previous"] = told(last, "forecast", name)
            both = None not in (cells["forecast"], cells["previous"])
            cells["variance"] = None if cells["forecast"] is None else less(
                cells["forecast"], cells["current-budget"])
            cells["movement"] = cells["forecast"] - cells["previous"] if both else None
            single[name] = cells
        else:
            cells = {key: stated(single[scheme][key] for scheme in schemes) or 0
                     for key in kinds[schemes[0]]} if schemes else {}
            for key, there in (("to-date", now), ("forecast", now), ("variance", now),
                               ("previous", last), ("movement", last)):
                cells[key] = (stated(single[scheme][key] for scheme in schemes) or 0
                              if there else None)
        cells["narrative"] = (now or {}).get("narrative", {}).get(name)
        rows.append((name, judged(book, dict(cells))))
    return rows + funding(book, period, now, single, dict(rows)["total"])


def funding(book, period, now, single, spending):
    """The lines of a monitoring report, which are negative, and the net, where both are stated."""
    until, rows = book.end_of(period), []
    whole = now and all(cells["forecast"] is not None or not cells["current-budget"]
                        for cells in single.values())
    for line in book.lines:
        items = [item for item in book.items if item.line == line]
        first = sum(item.original or 0 for item in items) + book.opening[line]
        more = sum((item.added or 0) + (item.revision or 0) for item in items
                   if book.has_by(item.on, until))
        rows.append((f"funding-{line}", {
            "budget": -first, "supplements": -more, "virements": None,
            "current-budget": -first - more}))
    total = {key: stated(cells[key] for _, cells in rows) or 0 for key in rows[0][1]}
    rows += [("funding", total)]
    for _, cells in rows:
        cells["forecast"] = cells["current-budget"] if whole else None
        cells["variance"] = 0 if whole else None
        cells["percent"] = percent(cells["variance"], abs(cells["current-budget"]))
        cells |= dict.fromkeys(("to-date", "previous", "movement", "narrative", "rag"))
    net = {key: None if None in (spending[key], total[key]) else spending[key] + total[key]
           for key in spending}
    return rows + [("net", net | {"percent": None})]


def instalments(record, year):
    """(date, amount) of what falls due: whole, or in parts with the odd pennies first."""
    due, date = pence(record["due"]), record.get("on")
    parts = {"twelfths": 12, "quarters": 4}.get(record.get("schedule"))
    if not parts:
        return [(date, due)]
    date = date or f"{year}-04-01"
    return [(later(date, n * 12 // parts), amount)
            for n, amount in enumerate(split(due, [1] * parts))]


def payments(book, moment=None):
    """What partners owed one another and paid, by line, payer and payee."""
    sums = defaultdict(lambda: {"due": 0, "paid": 0})
    for record in book.data.get("payments", []):
        fell = instalments(record, book.year) if "due" in record else []
        fell = [("due", date, amount) for date, amount in fell]
        fell += [("paid", record.get("on"), pence(record["paid"]))] if "paid" in record else []
        for kind, date, amount in fell:
            if book.has_by(date, moment):
                sums[f"{record['line']}-{record['from']}-{record['to']}"][kind] += amount
    rows = [(key, cells | {"owed": cells["due"] - cells["paid"]}) for key, cells in sums.items()]
    return rows + [("total", {key: stated(cells[key] for _, cells in rows)
                              for key in ("due", "paid", "owed")})]


def transfers(book):
    """The current budget of every line, by the partner that holds it; who never had any of it
    has nil, which is not stated here."""
    cells = defaultdict(dict)
    given = [(scheme, line, amount) for scheme, row in book.original.items()
             for line, amount in row.items()]
    for scheme, line, amount in given + [move[:3] for move in book.moves()]:
        held = book.holder[scheme] or "not-held"
        cells[line] |= {held: cells[line].get(held, 0) + amount} if amount else {}
    holders = {held or "not-held" for held in book.holder.values()}
    columns = [who for who in [*book.partners, "not-held"] if who in holders]
    rows = [(line, {who: cells[line].get(who) for who in columns}
             | {"total": sum(cells[line].values())}) for line in book.lines if line in cells]
    return rows + [("total", {key: sum(row[key] or 0 for _, row in rows)
                              for key in [*columns, "total"]})]


def year_end(book):
    """By line, the residual and what became of it, which nobody knows without `year_end`."""
    known, ended = book.known, book.year_end is not None

    def row(name, value):
        cells = {line: value(line) for line in book.lines}
        return name, cells | {"total": stated(cells.values())}

    def nothing(line, key):
        """Bare, it is not stated where it is told by partner."""
        partly = any(kind == key and who for kind, who in book.ended[line])
        return None if partly else book.said(line, key)

    def end(name, value):
        return row(name, value if ended else lambda _: None)
    rows = [row("contributions", book.paid),
            row("brought-forward", lambda line: book.opening[line]),
            row("outturn", lambda line: book.spent(line) if known else None),
            row("rounding", book.rounding),
            row("residual", lambda line: book.residual(line) if known else None),
            end("reserve-applied", lambda line: book.said(line, "reserve_applied")),
            end("underspend-applied", lambda line: book.said(line, "underspend_applied"))]
    for key, name in (("borne_by", "borne"), ("carried_forward", "carried-forward"),
                      ("repaid", "repaid")):
        if name != "borne":
            rows.append(end(name, lambda line, key=key: nothing(line, key)))
        rows += [end(f"{name}-{who}", lambda line, key=key, who=who: book.said(line, key, who))
                 for who in book.by_partner(key)]
    return rows + [end("unexplained", book.unexplained)]


def reserves(book):
    """What each reserve had, what is committed, spent, applied, and what rolls on."""
    rows = []
    for line in filter(book.is_reserve, book.lines):
        cells = {"brought-forward": book.opening[line], "contributions": book.paid(line),
                 "current-budget": book.allocated(line)}
        cells["uncommitted"] = (cells["brought-forward"] + cells["contributions"]
                                - cells["current-budget"])
        cells["outturn"] = book.spent(line) if book.known else None
        cells["reserve-applied"] = book.said(line, "reserve_applied") if book.known else None
        cells["balance"] = book.residual(line) + cells["reserve-applied"] if book.known else None
        cells["carried-forward"] = book.all_of(line, "carried_forward") if book.known else None
        rows.append((line, cells))
    keys = ["brought-forward", "contributions", "current-budget", "uncommitted", "outturn",
            "reserve-applied", "balance", "carried-forward"]
    return rows + [("total", {key: stated(cells[key] for _, cells in rows) for key in keys})]


def account(book):
    """One year of the memorandum account, by row; who never had any money has no row."""
    cells, lines = {}, book.lines

    def add(name, amount):
        cells.update({name: cells.get(name, 0) + amount} if amount else {})
    for item in book.items:
        for amount in [item.amount, *(-item.amount for item in item.replaced)]:
            add(f"from-{item.payer}", amount)
    for scheme, row in book.outturn.items():
        for amount in row.values():
            add(f"spent-{book.holder[scheme] or 'not-held'}", amount)
    for line in lines:
        for (key, who), amount in book.ended[line].items():
            if key in ("borne_by", "repaid"):
                name = "borne" if key == "borne_by" else "repaid"
                add(f"{name}-{who}" if who else name, amount)
    cells["brought-forward"] = sum(book.opening[line] for line in lines)
    cells["funding"] = sum(book.paid(line) for line in lines) + cells["brought-forward"]
    cells["expenditure"] = sum(book.spent(line) for line in lines)
    cells["net"] = cells["funding"] - cells["expenditure"]
    cells["rounding"] = sum(book.rounding(line) for line in lines)
    moved = sum(book.all_of(line, "borne_by") - book.all_of(line, "repaid") for line in lines)
    cells["balance"] = cells["net"] + moved - cells["rounding"]
    return cells


def memorandum(book):
    """The pooled fund's account, of this year and the one before it."""
    years = {"current": account(book), "prior": account(book.before) if book.before else {}}
    who = list(book.partners)
    order = [*(f"from-{name}" for name in who), "brought-forward", "funding",
             *(f"spent-{name}" for name in who), "spent-not-held", "expenditure", "net",
             *(f"borne-{name}" for name in who), "repaid", *(f"repaid-{name}" for name in who),
             "rounding", "balance"]
    unheld = any(None in one.holder.values() for one in (book, book.before) if one)
    return [(name, {key: cells.get(name) for key, cells in years.items()}) for name in order
            if any(name in cells for cells in years.values())
            or unheld and name == "spent-not-held"]


STATEMENTS = {"register": register, "current-budget": current_budget, "outturn": outturn,
              "monitoring": monitoring, "payments": payments, "transfers": transfers,
              "year-end": year_end, "reserves": reserves, "memorandum": memorandum}


# --- The risk share: what a year end should say of each line. ---

def weights(book, side, line):
    """By partner, in what proportion a difference of the line is theirs."""
    if "shares" in side:
        return {who: rate(share) for who, share in side["shares"].items()}
    if side.get("host_keeps") == "yes":
        return {next(who for who in book.partners if book.partners[who].get("host") == "yes"): 1}
    paid = Counter()
    for item in book.items:
        if item.line == line:
            paid[book.successor(item.payer)] += item.change
    return {who: paid[who] for who in book.partners if who in paid}


def parted(book, side, line, amount):
    """A difference by partner: nobody more than a cap, what is above it to those without one."""
    share, caps = weights(book, side, line), amounts(side.get("cap", {}))
    exact = {who: Fraction(amount * part) / sum(share.values()) for who, part in share.items()}
    over = {who: exact[who] - caps[who] for who in exact if exact[who] > caps.get(who, exact[who])}
    free = [who for who in exact if who not in caps]
    for who in free if over else []:
        exact[who] += sum(over.values()) * share[who] / sum(share[name] for name in free)
    for who in over:
        exact[who] = Fraction(caps[who])
    return {who: part for who, part in zip(exact, rounded(list(exact.values()))) if part}


class Settling:
    """Goes through the lines, in the order of a statement's columns, by the rule of each, and
    keeps what is applied, borne, repaid, carried."""

    def __init__(self, book):
        self.book = book
        self.said = {line: defaultdict(Counter) for line in book.lines}
        self.left = {line: book.residual(line) for line in book.lines if book.is_reserve(line)}
        self.unnamed = set(book.lines) - set(self.left)
        self.open = set(self.unnamed)  # Lines of which no rule says who bears or keeps what.
        found = [self.under_rule(rule) for rule in book.rules]
        for line in book.lines:
            for rule, units in found:
                for unit in units:
                    if unit[0] == line and unit[1] < 0:
                        self.over(rule, unit, units)
        for rule, units in found:
            for line, left in units:
                if left > 0:
                    self.under(rule["under"], line, left)

    def under_rule(self, rule):
        """The rule, and what it settles: lines that no earlier rule names."""
        named = self.unnamed & set(rule.get("lines", self.unnamed))
        self.unnamed -= named
        lines = [line for line in self.book.lines if line in named]
        lines = [] if rule.get("agreed") == "yes" else lines
        self.open -= set(lines)
        return rule, [unit for line in lines for unit in self.units(rule, line)]

    def units(self, rule, line):
        """[line, what it has left] of a line, or of each of its schemes."""
        if rule.get("by", "line") == "line":
            return [[line, self.book.residual(line)]]
        budget, _ = self.book.budget()
        return [[line, budget[scheme].get(line, 0) - self.book.outturn.get(scheme, {}).get(line, 0)]
                for scheme in rule.get("schemes", budget)]

    def over(self, rule, unit, units):
        steps = {"underspends": self.from_underspends, "reserve": self.from_reserves,
                 "shares": self.from_shares}
        for step in rule["over"].get("cascade", ["shares"]):
            steps[step](rule, unit, units)

    def from_underspends(self, _, unit, units):
        """Other schemes of the line give first, then other lines of the rule."""
        same = [other for other in units if other[0] == unit[0]]
        for other in same + [other for other in units if other[0] != unit[0]]:
            given = max(0, min(-unit[1], other[1]))
            unit[1] += given
            other[1] -= given
            if given and other[0] != unit[0]:
                self.said[unit[0]]["underspend_applied"][other[0]] += given

    def from_reserves(self, _, unit, __):
        for reserve, left in self.left.items():
            given = max(0, min(-unit[1], left))
            unit[1] += given
            self.left[reserve] -= given
            if given:
                self.said[unit[0]]["reserve_applied"][reserve] += given

    def from_shares(self, rule, unit, _):
        if unit[1]:
            self.said[unit[0]]["borne_by"].update(
                parted(self.book, rule["over"], unit[0], -unit[1]))
        unit[1] = 0

    def under(self, side, line, left):
        shared = {"shares", "pro_rata", "host_keeps"} & side.keys()
        parts = parted(self.book, side, line, left) if shared else {None: left}
        key = "carried_forward" if side.get("carry_forward") == "yes" else "repaid"
        self.said[line][key].update(parts)

    def typed(self):
        """As a book has it under year_end; what no rule settles is carried forward."""
        ends = {}
        for line, said in self.said.items():
            if line in self.open and self.book.residual(line):
                said["carried_forward"][None] = self.book.residual(line)
            ends[line] = {key: dict(parts) for key, parts in said.items() if any(parts.values())}
        return {line: end for line, end in ends.items() if end}


# --- The comparison. ---

def run(bcf, *words):
    done = subprocess.run([bcf, *words], env=plain_environment(), timeout=120,
                          capture_output=True, encoding="utf-8")
    return done


def has(text):
    """The rows that the program prints, without headings."""
    return [(row["id"], row["cells"]) for row in json.loads(text)["rows"] if row["kind"] != "head"]


def differences(want, have):
    """Cell for cell, by id; and the order of the rows."""
    want = [(name, {key: printed(value) for key, value in cells.items()}) for name, cells in want]
    said = []
    names = [[name for name, _ in rows] for rows in (want, have)]
    if names[0] != names[1]:
        said.append(f"rows: {names[1]}, should be {names[0]}")
    for name, cells in want:
        other = dict(have).get(name, cells)  # A row that is not there is told above.
        for key in [*cells, *(other.keys() - cells.keys())]:
            was, should = other.get(key, "no cell"), cells.get(key, "no cell")
            said += [f"{name}, {key}: {was}, should be {should}"] if was != should else []
    return said


def variants(book):
    """(report, words of the command line, the function's arguments) of all that is compared; not
    what waits for the outturn before there is one, nor a latest report where there is none."""
    unspent = {"year-end", "memorandum"} if not book.known else set()
    unspent |= {"monitoring"} if not book.reports else set()
    for name in (name for name in STATEMENTS if name not in unspent):
        yield name, [], {}
    for period in sorted({*book.reports, 1, 13}):
        for name in ("monitoring", "current-budget"):
            yield name, ["--period", str(period)], {"period": period}
    for number in range(1, 13):
        moment = f"{month_of(book.year, number)}-01"
        for name in ("register", "payments"):
            yield name, ["--as-of", moment], {"moment": moment}


def compare(bcf, path, book):
    """(name of the point, what differs or None if the program cannot) of every variant."""
    for name, words, given in variants(book):
        done = run(bcf, "report", name, path, *words, "--format", "json")
        point = " ".join([name, *words])
        if "no option" in done.stderr or "there is no report" in done.stderr:
            yield point, None
        elif not done.stdout:
            yield point, [f"exit {done.returncode}: {done.stderr[:500]}"]
        else:
            yield point, differences(STATEMENTS[name](book, **given), has(done.stdout))


# --- Random books: every amount in pence, until a file is written. ---

PARTNERS = {"ccg": {"name": "The CCG", "kind": "nhs", "succeeded_by": "icb", "on": "2022-07-01"},
            "icb": {"name": "The ICB", "kind": "nhs"}, "vale": {"name": "Vale ICB", "kind": "nhs"},
            "council": {"name": "The county", "kind": "council", "host": "yes"},
            "eastham": {"name": "Eastham", "kind": "district"},
            "westham": {"name": "Westham", "kind": "district"}}
PAYERS = {"nhs": ["ccg", "icb", "vale"], "council": ["council"], "district": ["eastham", "westham"]}
SHARERS = ["icb", "vale", "council", "eastham", "westham"]
WORDS = ["approved", "approved", "ratified", "delegated", "noted", "endorsed", "requested"]


def chance(rng, per_cent):
    return rng.randrange(100) < per_cent


def some(rng, names, least=1):
    """A few of them, in the order in which they are."""
    names = list(names)
    chosen = set(rng.sample(names, rng.randint(min(least, len(names)), len(names))))
    return [name for name in names if name in chosen]


def draw(rng):
    """An amount: small ones leave odd pennies, large ones look like a fund."""
    return rng.randint(1, rng.choice([9, 100, 10 ** 5, 10 ** 7, 10 ** 9]))


def cut(rng, total, count):
    """A sum in so many parts, none of them negative."""
    marks = sorted(rng.randint(0, total) for _ in range(count - 1))
    return [end - start for start, end in zip([0, *marks], [*marks, total])]


def a_date(rng, year):
    return f"{month_of(year, rng.randint(1, 12))}-{rng.randint(1, 28):02}"


def make_lines(rng):
    """Local lines of every payer, and up to two reserves, in any order."""
    lines = {}
    for number in range(rng.randint(1, 4)):
        lines[f"line-{number}"] = {"payer": rng.choice(list(PAYERS))}
    for number in range(rng.randint(0, 2)):
        lines[f"reserve-{number}"] = {"payer": "council", "reserve": "yes"}
    order = rng.sample(list(lines), len(lines))
    return {name: {"name": f"The {name}", "nature": "revenue", **lines[name]} for name in order}


def make_board(rng):
    schemes = {f"scheme-{n}": {"name": f"Row {n}"} | (
        {"held_by": rng.choice(list(PARTNERS))} if chance(rng, 25) else {}) for n in range(9)}
    board = {"format": "1", "kind": "board", "name": "Made", "partners": PARTNERS,
             "funding_lines": make_lines(rng), "schemes": schemes}
    if chance(rng, 70):
        board["rag"] = rng.choice([{"amber": "1%", "red": "5%"}, {"amber": "0%", "red": "1/3"}])
    return board


def make_rows(rng, lines, schemes, depth=2, blocks=None):
    """Rows and blocks of blocks; uses up `schemes`."""
    blocks = blocks or iter(range(99))
    rows = []
    for _ in range(rng.randint(1, 4)):
        if depth and chance(rng, 40):
            block = {"block": f"block-{next(blocks)}"}
            block |= {"heading": "Head"} if chance(rng, 50) else {}
            block |= {"held_by": rng.choice(list(PARTNERS))} if chance(rng, 60) else {}
            block["rows"] = make_rows(rng, lines, schemes, depth - 1, blocks)
            rows += [block] if block["rows"] else []
        elif schemes:
            chosen = some(rng, lines, 0) if chance(rng, 60) else [rng.choice(list(lines))]
            rows.append({schemes.pop(): {line: draw(rng) if chance(rng, 90) else 0
                                         for line in chosen}})
    return rows


def flat(rows):
    """By scheme, its amounts; the very records, not copies."""
    found = {}
    for row in rows:
        found |= flat(row["rows"]) if "block" in row else row
    return found


def make_virements(rng, year, rows):
    """Nothing is taken that a scheme did not have at first."""
    left = {(name, line): amount for name, row in rows.items() for line, amount in row.items()}
    moves = []
    for _ in range(rng.choice([0, 0, 2, 5])):
        giver, line = rng.choice(list(left) or [(None, None)])
        taker = rng.choice(list(rows))
        if giver and taker != giver and left[giver, line]:
            amount = rng.randint(1, left[giver, line])
            left[giver, line] -= amount
            period = rng.randint(1, 13)
            moves.append({"line": line, "from": giver, "to": taker, "amount": amount,
                          "period": str(period), "why": "made", "approval": "a-1"})
            moves[-1] |= {"on": f"{month_of(year, min(period, 12))}-10"} if chance(rng, 70) else {}
    return moves


def make_items(rng, year, line, payer, total):
    """Items of one partner that come to `total` in the end: plain, or replaced, and revised."""
    base = {"line": line, "from": payer}
    if chance(rng, 50):
        return [{**base, "amount": total} | (
            {"on": a_date(rng, year)} if chance(rng, 60) else {})]
    items = [{**base, "amount": part, "status": "estimated", "on": f"{year}-04-{n + 1:02}"}
             for n, part in enumerate(cut(rng, max(0, total + rng.randint(-999, 999)),
                                          rng.randint(1, 2)))]
    if chance(rng, 50):
        items.append({**base, "amount": max(0, total - rng.randint(-500, 500)),
                      "status": "notified", "on": f"{year}-06-{rng.randint(10, 20)}"})
    items += [{**base, "amount": total, "status": "confirmed",
               "on": f"{year}-{rng.randint(7, 9):02}-{rng.randint(10, 20)}"}]
    for item in items:
        item |= {"approval": f"a-{rng.randrange(7)}"} if chance(rng, 60) else {}
    return items


def make_contributions(rng, year, board, rows, opening):
    """Covers the rows of every line; supplements come on top, with or without allocated_to."""
    items = []
    for line, facts in board["funding_lines"].items():
        payers = some(rng, PAYERS[facts["payer"]])
        wanted = max(0, sum(row.get(line, 0) for row in rows.values()) - opening.get(line, 0))
        opening[line] = sum(row.get(line, 0) for row in rows.values()) - wanted
        opening[line] += draw(rng) if "reserve" in facts else 0
        extra = rng.randint(0, wanted) if chance(rng, 25) else 0  # A supplement that the rows hold.
        for payer, part in zip(payers, cut(rng, wanted - extra, len(payers))):
            items += make_items(rng, year, line, payer, part) if wanted else []
        for number, amount in enumerate([extra, draw(rng) if chance(rng, 30) else 0]):
            date = f"{month_of(year, rng.randint(2, 12))}-{21 + 3 * number + rng.randint(0, 2)}"
            item = {"line": line, "from": rng.choice(payers), "amount": amount,
                    "supplement": "yes", "on": date}
            item |= {"approval": f"a-{rng.randrange(7)}"} if chance(rng, 60) else {}
            if number and amount:
                names = some(rng, rows)[:3]
                parts = zip(names, cut(rng, amount, len(names)))
                item["allocated_to"] = {name: part for name, part in parts if part}
            items += [item] if amount else []
    return rng.sample(items, len(items)) if chance(rng, 30) else items


def near(rng, amount):
    """What was spent of a budget: often it, or near it."""
    return max(0, amount + rng.choice([0, 0, rng.randint(-99, 99), rng.randint(
        -amount // 5, amount // 5 + 1)]))


def make_spending(rng, budget, misses, follows):
    """By scheme, by line or bare, what was or will be spent of a budget; bare only where there
    is a budget to follow."""
    spent = {}
    for name, row in budget.items():
        by_line = {line: near(rng, amount) for line, amount in row.items()}
        if not chance(rng, misses):
            bare = chance(rng, 40) and follows.get(name)
            spent[name] = sum(by_line.values()) if bare else by_line
    return {name: value for name, value in spent.items() if value != {}}


def make_monitoring(rng, read_book, budget):
    reports = []
    for period in rng.sample(range(1, 14), rng.choice([0, 1, 3, 5])):
        now, _ = read_book.budget(period)
        follows = {name: any(row.values()) for name, row in now.items()}
        report = {"period": str(period), "to_date": make_spending(rng, budget, 15, follows)}
        report["forecast"] = make_spending(rng, budget, rng.choice([0, 0, 30]), follows)
        report["narrative"] = {name: f"of {name}" for name in some(rng, [*budget, "total"], 0)}
        reports.append({key: value for key, value in report.items() if value})
    return reports


def make_payments(rng, year, lines):
    found = []
    for _ in range(rng.choice([0, 2, 6])):
        giver, taker = rng.sample(list(PARTNERS), 2)
        record = {"from": giver, "to": taker, "line": rng.choice(list(lines))}
        if chance(rng, 60):
            kind, date = rng.choice(["twelfths", "quarters", ""]), a_date(rng, year)
            date = f"{year}-04{date[7:]}" if kind else date  # All of it falls in the year.
            record |= {"due": draw(rng)} | ({"on": date} if chance(rng, 40) else {})
            record |= {"schedule": kind} if kind else {}
        else:
            record |= {"due": draw(rng)} if chance(rng, 50) else {}
            record |= {"paid": draw(rng)} | ({"on": a_date(rng, year)} if chance(rng, 80) else {})
        found.append(record)
    return found


def make_shares(rng):
    who = rng.sample(SHARERS, rng.randint(1, 4))
    if len(who) == 3 and chance(rng, 60):
        return dict.fromkeys(who, "1/3")
    if len(who) == 4 and chance(rng, 60):
        return dict(zip(who, ["1/7", "2/7", "1/7", "3/7"]))
    parts = cut(rng, 10000, len(who))
    return {name: f"{part // 100}.{part % 100:02}%" for name, part in zip(who, parts)}


def make_side(rng, lines, paid, capped):
    """Who bears or keeps: fixed, pro rata or the host; a cap leaves somebody free of it."""
    kind = rng.choice(["shares", "pro_rata", "host_keeps"])
    if kind == "pro_rata" and not all(paid.get(line) for line in lines):
        kind = "host_keeps"
    side = {"shares": make_shares(rng)} if kind == "shares" else {
        kind: "contributions" if kind == "pro_rata" else "yes"}
    who = list(side["shares"]) if kind == "shares" else SHARERS[:2]
    pays = set.intersection(*(paid.get(line, set()) for line in lines)) if lines else set()
    free = [name for name in who if kind == "shares" or name in pays]
    if capped and len(free) > 1 and chance(rng, 50):
        positive = [name for name in free if side.get("shares", {}).get(name) != "0.00%"]
        side["cap"] = {name: draw(rng) for name in positive[1:]}
    return {key: value for key, value in side.items() if value}


def make_rules(rng, board, items):
    """Rules of all forms over the lines that are no reserves; some lines have none."""
    lines = [line for line, facts in board["funding_lines"].items() if "reserve" not in facts]
    paid = defaultdict(set)
    for item in items:
        if item["amount"]:
            paid[item["line"]].add("icb" if item["from"] == "ccg" else item["from"])
    lines, rules = rng.sample(lines, len(lines)), []
    while lines:
        own, lines = lines[:(size := rng.choice([1, 1, 2, 3]))], lines[size:]
        rule = {"lines": own}
        if chance(rng, 10):
            rules.append(rule | {"agreed": "yes"})
        elif chance(rng, 90):
            rule |= rng.choice([{}, {}, {"by": "line"}, {"by": "scheme"}])
            over = make_side(rng, own, paid, "scheme" not in rule.values())
            if chance(rng, 60):
                steps = rng.sample(["underspends", "reserve"], rng.randint(0, 2))
                over = {"cascade": steps + ["shares"]} | over  # Shares bear all, so they are last.
            under = make_side(rng, own, paid, False)
            under = {"carry_forward": "yes"} if chance(rng, 30) else under | (
                {"carry_forward": "yes"} if chance(rng, 30) else {})
            rules.append(rule | {"over": over, "under": under})
    return rules


def make_book(rng, board, year, before):
    """A book that foots; without its year end."""
    lines = board["funding_lines"]
    book = {"format": "1", "kind": "book", "year": f"{year}-{(year + 1) % 100}",
            "board": "schemes/board.yaml", "stage": "outturn"}
    book |= {"previous": f"{before}.yaml"} if before else {}
    book["approvals"] = {f"a-{n}": {"body": "HWB", "on": f"{year}-05-24", "decision": word}
                         for n, word in enumerate(WORDS)}
    book["decisions"] = {"budget": "a-0", "outturn": "a-4"}
    schemes = rng.sample(list(board["schemes"]), 9)
    book["allocations"] = make_rows(rng, lines, schemes) or [{"scheme-0": {}}]
    rows = flat(book["allocations"])
    for line in lines:  # A line has a budget that is not nil, or none.
        own = [row for row in rows.values() if line in row]
        if own and not any(row[line] for row in own):
            own[0][line] = draw(rng)
    opening = {line: draw(rng) for line in lines if chance(rng, 40)}
    book["contributions"] = make_contributions(rng, year, board, rows, opening) or [
        {"line": list(lines)[0], "from": PAYERS[list(lines.values())[0]["payer"]][0], "amount": 0}]
    book["brought_forward"] = {line: amount for line, amount in opening.items() if amount}
    book["virements"] = make_virements(rng, year, rows)
    return book


def make_life(rng, board, book, read_book, year):
    """What hangs on the current budget: reports, payments, outturn and who shares the rest."""
    current, _ = read_book.budget()
    book["monitoring"] = make_monitoring(rng, read_book, current)
    book["payments"] = make_payments(rng, year, board["funding_lines"])
    spent = make_spending(rng, current, 0, {name: any(row.values()) for name, row
                                            in current.items()})
    for name, row in current.items():
        for line in row if isinstance(spent.get(name), dict) else []:
            if "reserve" in board["funding_lines"][line]:  # A reserve is never overdrawn.
                spent[name][line] = min(spent[name][line], row[line])
        if any("reserve" in board["funding_lines"][line] for line in row) and isinstance(
                spent.get(name), int):
            spent[name] = dict(row)
    book["outturn"] = spent | {name: 0 for name in current if name not in spent and current[name]}
    book["risk_share"] = make_rules(rng, board, book["contributions"])
    return {key: value for key, value in book.items() if value}


def spoiled(rng, ends):
    """A penny moved: from one partner to another, or from nowhere. None where nothing is typed."""
    places = [(record, who) for end in ends.values() for key, record in end.items()
              if key != "underspend_applied" for who in record]
    if not places:
        return None
    record, who = rng.choice(places)
    others = [name for name in SHARERS if name != who]
    if who in SHARERS and chance(rng, 50):
        other = rng.choice(others)
        record[other] = record.get(other, 0) + 1
    record[who] -= 1
    return ends


def bare(ends):
    """As it is typed: what no partner has is an amount by itself; and nothing that is nil."""
    def kept(parts):
        return parts[None] if set(parts) == {None} else {
            who: part for who, part in parts.items() if part}
    ends = {line: {key: kept(parts) for key, parts in end.items()} for line, end in ends.items()}
    return {line: {key: parts for key, parts in end.items() if parts} for line, end in ends.items()}


def texts(value):
    """Amounts as they are typed."""
    if isinstance(value, dict):
        return {key: texts(part) for key, part in value.items()}
    return [texts(part) for part in value] if isinstance(value, list) else printed(value)


def write(folder, name, record):
    with open(f"{folder}/{name}.yaml", "w", encoding="utf-8") as file:
        yaml.safe_dump(texts(record), file, sort_keys=False, width=1000, allow_unicode=True)


def make_year(rng, folder, board, year, before):
    """Writes a book; what became of its penny: True, False, or None without a year end."""
    name = f"{year}-{(year + 1) % 100}"
    book = make_book(rng, board, year, before)
    write(folder, name, {key: value for key, value in book.items() if value})
    book = make_life(rng, board, book, Book(f"{folder}/{name}.yaml"), year)
    write(folder, name, book)
    if chance(rng, 10):
        return None
    ends = Settling(Book(f"{folder}/{name}.yaml")).typed()
    moved = spoiled(rng, ends) if chance(rng, 50) else None
    if ends:
        write(folder, name, book | {"year_end": bare(ends)})
    return moved is not None if ends else None


def random_book(bcf, seed, keep):
    """What differs, by point, of one random book."""
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        folder = os.path.join(keep, str(seed)) if keep else folder
        os.makedirs(f"{folder}/schemes", exist_ok=True)
        board = make_board(rng)
        write(folder, "schemes/board", board)
        before = "2021-22" if chance(rng, 40) else None
        if before:
            make_year(rng, folder, board, 2021, None)
        moved = make_year(rng, folder, board, 2022, before)
        path = f"{folder}/2022-23.yaml"
        found = list(compare(bcf, path, Book(path)))
        return [*found, ("check of a penny", penny(bcf, path, moved))]


def penny(bcf, path, moved):
    """BCF411 only where a penny was moved, and there it or BCF410."""
    said = run(bcf, "check", path).stderr
    breaks = [code for code in ("BCF410", "BCF411") if f"[{code}]" in said]
    if bool(moved) == bool(breaks):
        return []
    return [f"moved: {moved}, but {breaks or 'nothing'}"] + [
        line for line in said.splitlines() if any(f"BCF41{n}]" in line for n in "012")][:5]


def random_books(bcf, count, first, keep, tap):
    """Points by report and option, over all books."""
    said, skipped, order = defaultdict(list), Counter(), {}
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = pool.map(lambda n: random_book(bcf, first + n, keep), range(count))
        for number, found in enumerate(results):
            for point, wrong in found:
                name = " ".join(word for word in point.split() if not word[0].isdigit())
                order[name] = True
                skipped[name] += wrong is None
                said[name] += [f"seed {first + number}: {point}: {line}"
                               for line in (wrong or [])[:9]]
    for name in order:
        if skipped[name]:
            tap.skip(f"random: {name}", "the program has no such report, option or check")
        else:
            tap.point(not said[name], f"random: {name} of {count} books",
                      "\n".join(said[name][:60]))


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bcf")
    parser.add_argument("root")
    parser.add_argument("books", nargs="*")
    parser.add_argument("--random", type=int, default=0)
    parser.add_argument("--seed", type=int, default=20230620)
    parser.add_argument("--keep")
    given = parser.parse_args()
    bcf, tap = os.path.abspath(given.bcf), Tap()
    if given.random:
        random_books(bcf, given.random, given.seed, given.keep and os.path.abspath(given.keep), tap)
    os.chdir(given.root)
    for path in given.books:
        for point, said in compare(bcf, path, Book(path)):
            if said is None:
                tap.skip(f"{path}: {point}", "the program has no such report or option")
            else:
                tap.point(not said, f"{path}: {point}", "\n".join(said[:40]))
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
