"""What a book means, read from its YAML as docs/ has it: items, budgets, spending, the year's end.

Of the second program (year_oracle.py) this is what its statements (year_reports.py) and its risk
share (year_risk.py) stand on. Amounts are whole pence, proportions fractions.
"""
import math
import os
from collections import Counter, defaultdict
from fractions import Fraction
from functools import cached_property

import yaml

BINDING = {"approved", "ratified", "delegated"}  # The three words that move money.
RANK = {"estimated": 0, "notified": 1, "confirmed": 2}
UNITS = {"penny": 1, "pound": 100, "ten": 1000, "hundred": 10 ** 4, "thousand": 10 ** 5,
         "ten-thousand": 10 ** 6, "hundred-thousand": 10 ** 7, "million": 10 ** 8}


# --- Values. ---

def read(path):
    """A file as texts: nothing is taken for a number, a date or a truth."""
    with open(path, encoding="utf-8-sig") as file:
        return yaml.load(file, getattr(yaml, "CBaseLoader", yaml.BaseLoader))


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
    """A record of amounts by id, without its note. One told as recurrent and non-recurrent is
    their sum."""
    return {key: sum(amounts(value).values()) if isinstance(value, dict) else pence(value)
            for key, value in record.items() if key != "note"}


def printed(value):
    """A cell as JSON has it."""
    if not isinstance(value, int):
        return value
    return f"{'-' * (value < 0)}{abs(value) // 100}.{abs(value) % 100:02}"


def stated(values):
    """The sum of what is stated, None where nothing is."""
    values = [value for value in values if value is not None]
    return sum(values) if values else None


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
    """A sum in proportion, by money.md, Splitting."""
    return rounded([Fraction(total * weight) / sum(weights) for weight in weights])


# --- Dates: a day is `2022-05-24`; a month alone is its last day. ---

def day(text):
    return text if len(text) > 7 else f"{text}-31"


def month_of(year, number):
    """The month of period `number` of a financial year, as `2022-04`."""
    return f"{year + (number > 9)}-{(number + 2) % 12 + 1:02}"


def last_day(year, month):
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]


def later(date, months):
    """The same day so many months on, or the last of a shorter month."""
    year, month, number = (int(part) for part in date.split("-"))
    year, month = year + (month - 1 + months) // 12, (month - 1 + months) % 12 + 1
    return f"{year}-{month:02}-{min(number, last_day(year, month)):02}"


def has_by(date, moment):
    """Whether something of that date had happened by then; without a date it always had."""
    return moment is None or date is None or day(date) <= moment


# --- Contributions. ---

class Item:
    """A contribution: what it is of the register's columns, and what it replaces."""

    def __init__(self, record):
        self.line, self.payer, self.amount = record["line"], record["from"], pence(record["amount"])
        self.on, self.status = record.get("on"), record.get("status")
        self.rank = RANK.get(self.status)
        self.supplement = record.get("supplement") == "yes"
        self.reference = record.get("reference")
        self.allocated = amounts(record.get("allocated_to", {}))
        self.approval = record.get("approval")
        self.number = 0     # Its place among the items of its line, from 1.
        self.replaced = []  # Those that it is the first to replace.
        self.replacing = self.gone = False

    @property
    def chain(self):
        """Items of one chain replace one another; None for one that nothing can replace."""
        loose = self.rank is None or self.supplement and not self.reference
        letter = self.supplement and self.reference
        return None if loose else (self.line, self.payer, letter)

    @property
    def original(self):
        return None if self.supplement or self.replacing else self.amount

    @property
    def added(self):
        return self.amount if self.supplement and not self.replacing else None

    @property
    def revision(self):
        less_these = sum(item.amount for item in self.replaced)
        return self.amount - less_these if self.replacing else None

    @property
    def change(self):
        """What it adds to its line."""
        return stated([self.original, self.added, self.revision])


def chains(items):
    """The items that can replace one another, each list from those known least well."""
    found = defaultdict(list)
    for item in items:
        found[item.chain or id(item)].append(item)
    return [sorted(chain, key=lambda item: item.rank or 0) for chain in found.values()]


def replace(items):
    """Notes what replaces what: an amount takes the place of all that is known less well, and
    the first in time is the one that does. What has no date was always known."""
    for item in items:
        item.replaced, item.replacing, item.gone = [], False, False
    for chain in chains(items):
        chain.sort(key=lambda item: day(item.on) if item.on else "")
        for better in chain:
            worse = [item for item in chain if (item.rank or 0) < (better.rank or 0)]
            better.replacing = bool(worse)
            better.replaced = [item for item in worse if not item.gone]
            for item in worse:
                item.gone = True


def awaiting(items, approves):
    """By item, what of it nobody has approved: of a chain, what is known best is above what was
    approved before; nothing of what was replaced, and None of what was planned."""
    waits = {}
    for chain in chains(items):
        granted = 0  # What was approved of those known less well.
        for rank in sorted({item.rank or 0 for item in chain}):
            spare = granted
            for item in (item for item in chain if (item.rank or 0) == rank):
                held = min(spare, item.amount)
                spare -= held
                free = item.original is not None or approves(item.approval)
                granted += item.amount - held if free else 0
                waits[item] = 0 if free or item.gone else item.amount - held
                waits[item] = None if item.original is not None else waits[item]
    return waits


# --- A book. ---

class Book:
    """One book with its board, its year pack and the book before it."""

    def __init__(self, path):
        self.path, self.data = path, read(path)
        self.board = read(self.near(self.data["board"]))
        pack = read(self.near(self.data["year_pack"])) if "year_pack" in self.data else {}
        self.lines = {**pack.get("funding_lines", {}), **self.board.get("funding_lines", {})}
        self.partners = self.board["partners"]
        self.year = int(self.data["year"][:4])
        self.unit = UNITS[self.data.get("rounded_to", "penny")]
        self.items = self.items_by()
        self.opening = Counter(amounts(self.data.get("brought_forward", {})))
        self.year_end = self.data.get("year_end")
        self.rules = self.data.get("risk_share", self.board.get("risk_share", []))
        self.rules = self.rules if isinstance(self.rules, list) else [self.rules]
        self.reports = {int(record["period"]): record for record in self.data.get("monitoring", [])}
        self.known = self.data["stage"] == "outturn"  # Whether it says what was spent.

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
        return approval["decision"] in BINDING and has_by(approval.get("on"), moment)

    def successor(self, partner):
        while "succeeded_by" in self.partners[partner]:
            partner = self.partners[partner]["succeeded_by"]
        return partner

    def end_of(self, period):
        """The last day of a period; what is adjusted in period 13 has no end."""
        return day(month_of(self.year, period)) if period < 13 else None

    def items_by(self, until=None):
        """The contributions as they stood: what was planned, whenever it falls due, and what had
        come on top or was known better by then."""
        items, count = [Item(record) for record in self.data["contributions"]], Counter()
        for item in items:
            count[item.line] += 1
            item.number = count[item.line]
        replace(items)
        items = [item for item in items if item.original is not None or has_by(item.on, until)]
        replace(items)
        return items

    # Budgets.

    def moves(self, period=None, moment=None):
        """(scheme, line, amount, kind) of supplements and virements up to a period's end or a
        day; what was replaced was given and taken back; a virement that is not dated was made
        when its period had ended."""
        until = self.end_of(period) if period else moment
        for item in self.items_by(until):
            for scheme, amount in item.allocated.items():
                yield scheme, item.line, 0 if item.gone else amount, "supplements"
        for move in self.data.get("virements", []):
            number = int(move["period"])
            made = move.get("on") or self.end_of(min(number, 12))
            if number <= period if period else has_by(made, moment):
                amount = pence(move["amount"])
                yield move["from"], move["line"], -amount, "virements"
                yield move["to"], move["line"], amount, "virements"

    def budget(self, period=None, moment=None):
        """By scheme: by line the current budget; and apart from lines the three that make it."""
        lines = {name: dict(row) for name, row in self.original.items()}
        kinds = {name: {"budget": stated(row.values()), "supplements": None, "virements": None}
                 for name, row in lines.items()}
        for scheme, line, amount, kind in self.moves(period, moment):
            lines[scheme][line] = lines[scheme].get(line, 0) + amount
            kinds[scheme][kind] = (kinds[scheme][kind] or 0) + amount
        for name, row in kinds.items():
            row["current-budget"] = stated(row.values())
        return lines, kinds

    @cached_property
    def outturn(self):
        """By scheme and line, what was spent; a bare sum follows the current budget."""
        spent, (current, _) = {}, self.budget()
        for scheme, told in self.data.get("outturn", {}).items():
            if isinstance(told, dict):
                spent[scheme] = amounts(told)
                continue
            order = [line for line in self.lines if current[scheme].get(line)] or list(
                current[scheme])
            weights = [current[scheme][line] for line in order]
            parts = split(pence(told) // self.unit, weights if any(weights) else [1])
            spent[scheme] = {line: part * self.unit for line, part in zip(order, parts)}
        return spent

    # By line.

    def is_reserve(self, line):
        return self.lines[line].get("reserve") == "yes"

    def paid(self, line):
        return sum(item.change for item in self.items if item.line == line)

    def allocated(self, line):
        return sum(row.get(line, 0) for row in self.budget()[0].values())

    def spent(self, line):
        return sum(row.get(line, 0) for row in self.outturn.values())

    def rounding(self, line):
        """checks.md, Rounding: possible and likely, in a rounded book; else nil. What supplements
        gave to schemes counts as rows do."""
        if self.unit == 1 or self.is_reserve(line):
            return 0
        over = self.paid(line) + self.opening[line] - self.allocated(line)
        count = sum(map(bool, self.figures(line)))
        return over * (2 * abs(over) < count * self.unit
                       and 12000 * over ** 2 <= 6635 * count * self.unit ** 2)

    def figures(self, line):
        """The rounded figures of a line: what came into it, and what of it was given."""
        own = [item for item in self.items if item.line == line and not item.gone]
        return [self.opening[line], *(row.get(line) for row in self.original.values()),
                *(amount for item in own for amount in [item.amount, *item.allocated.values()])]

    def residual(self, line):
        return self.paid(line) + self.opening[line] - self.spent(line) - self.rounding(line)

    # What became of it.

    @cached_property
    def ended(self):
        """By line: a Counter of what its year end says, by (kind, partner or None). A reserve
        that it leaves out carries forward what it has."""
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

    def all_of(self, line, key):
        return sum(amount for (kind, _), amount in self.ended[line].items() if kind == key)

    def unexplained(self, line):
        return (self.residual(line) + self.all_of(line, "reserve_applied")
                + self.all_of(line, "underspend_applied") + self.all_of(line, "borne_by")
                - self.all_of(line, "carried_forward") - self.all_of(line, "repaid"))
