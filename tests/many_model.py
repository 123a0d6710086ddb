"""What several books mean together: views of a day, what continues what, whence each amount comes.

Usage: Fund(path) or Fund(path, period=8) or Fund(path, moment="2022-11-30") for many_reports.py.
A Fund is a Book (year_model.py) whose amounts may be told as recurrent and non-recurrent. Written
from docs/ alone, as the rest of the second program.
"""
import os
from collections import Counter, defaultdict
from functools import cached_property

import yaml

from year_model import Book, amounts, has_by, pence, stated

PARTS = ("recurrent", "non-recurrent", "not-told")


def places(path):
    """By the keys that lead to it, the line of the file on which a value begins."""
    with open(path, encoding="utf-8-sig") as file:
        root = yaml.compose(file, getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    found = {}

    def walk(node, keys):
        found[keys] = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                walk(value, (*keys, key.value))
        elif isinstance(node, yaml.SequenceNode):
            for number, value in enumerate(node.value):
                walk(value, (*keys, number))
    walk(root, ())
    return found


def parts_of(row):
    """By line, the parts of a budget: what is recurrent, what is not, what is not told."""
    return {line: amounts(told) if isinstance(told, dict) else {"not-told": pence(told)}
            for line, told in row.items() if line != "note"}


class Fund(Book):
    """A book as it is, or as it was at a period's end or on a day."""

    def __init__(self, path, period=None, moment=None):
        super().__init__(path)
        self.period, self.moment = period, moment
        self.until = self.end_of(period) if period else moment
        self.items = self.items_by(self.until)
        self.label = self.data["year"]
        late = period == 13 or moment and moment > f"{self.year + 1}-03-31"
        self.known = self.known and (late or self.until is None)

    @cached_property
    def before(self):
        return Fund(self.near(self.data["previous"])) if "previous" in self.data else None

    @cached_property
    def places(self):
        return places(self.path)

    @cached_property
    def rows(self):
        """(scheme, its record, the keys that lead to it) of every row in printed order."""
        def walk(rows, keys):
            for number, row in enumerate(rows):
                if "block" in row:
                    yield from walk(row["rows"], (*keys, number, "rows"))
                else:
                    name = next(iter(row))
                    yield name, row[name], (*keys, number, name)
        return list(walk(self.data["allocations"], ("allocations",)))

    @cached_property
    def parts(self):
        return {name: parts_of(row) for name, row, _ in self.rows}

    @cached_property
    def original(self):
        return {name: {line: stated(told.values()) for line, told in row.items()}
                for name, row in self.parts.items()}

    @cached_property
    def facts(self):
        """By scheme of the board or the book, what this year has it be."""
        own = self.data.get("schemes", {})
        every = [*self.board["schemes"], *own]
        return {name: {**self.board["schemes"].get(name, {}), **own.get(name, {})}
                for name in every}

    def leads(self, scheme):
        told = self.facts[scheme].get("lead", [])
        return [told] if isinstance(told, str) else told

    def is_growth(self, scheme):
        return "growth" in self.facts[scheme].get("tags", [])

    def moves(self, period=None, moment=None):
        return super().moves(period or self.period, moment or self.moment)

    def had_money(self, line):
        """Whether anything of it is not nil."""
        held = [item.amount for item in self.items if item.line == line]
        given = [amount for *_, of, amount, _ in self.moves() if of == line]
        spent = self.outturn if self.known else {}
        rows = [row.get(line) for rows in (self.original, spent) for row in rows.values()]
        return any([self.opening[line], *held, *given, *rows])

    def figures(self, line):
        """Two parts of a budget are two figures."""
        parts = [part for row in self.parts.values() for part in row.get(line, {}).values()]
        own = [item for item in self.items if item.line == line and not item.gone]
        return [self.opening[line], *parts,
                *(amount for item in own for amount in [item.amount, *item.allocated.values()])]

    @cached_property
    def current(self):
        """By scheme and line, the current budget."""
        return self.budget()[0]

    @cached_property
    def there(self):
        """The schemes of which an amount is stated."""
        return {name for name, row in self.current.items() if row}

    @cached_property
    def sources(self):
        """By scheme and line, the places of all that makes its current budget, nil apart."""
        found = defaultdict(list)

        def add(scheme, line, amount, keys):
            if amount:
                found[scheme, line].append(self.place(keys))
        for name, row, keys in self.rows:
            for line, parts in self.parts[name].items():
                for part, amount in parts.items():
                    add(name, line, amount, (*keys, line, *[part] * isinstance(row[line], dict)))
        for number, record in enumerate(self.data["contributions"]):
            if self.item_of(number):
                for name, amount in amounts(record.get("allocated_to", {})).items():
                    add(name, record["line"], amount,
                        ("contributions", number, "allocated_to", name))
        for number, record in enumerate(self.data.get("virements", [])):
            if self.has_moved(record):
                for name in (record["from"], record["to"]):
                    add(name, record["line"], pence(record["amount"]),
                        ("virements", number, "amount"))
        return found

    def nil_at(self, scheme, line):
        """Where a budget that comes to nil is typed."""
        for name, row, keys in self.rows:
            if name == scheme and line in row and self.original[name][line] == 0:
                return self.place((*keys, line))
        return None

    def place(self, keys):
        return f"{os.path.relpath(self.path, self.project)}:{self.places[keys]}"

    def paid_at(self, lines):
        """The places of what is contributed to some lines, and of what takes it back."""
        every = [(number, self.item_of(number))
                 for number in range(len(self.data["contributions"]))]
        return [self.place(("contributions", number, "amount"))
                for line in lines for number, item in every if item and item.line == line
                and (item.amount or any(old.amount for old in item.replaced))]

    @cached_property
    def project(self):
        """The nearest folder upwards that holds a folder `schemes`."""
        folder = os.path.dirname(os.path.abspath(self.path))
        while not os.path.isdir(os.path.join(folder, "schemes")):
            folder = os.path.dirname(folder)
        return folder

    def item_of(self, number):
        """The contribution that the book has there, if it counts by now."""
        line = self.data["contributions"][number]["line"]
        nth = sum(one["line"] == line for one in self.data["contributions"][:number + 1])
        return next((item for item in self.items if (item.line, item.number) == (line, nth)), None)

    def has_moved(self, record):
        number = int(record["period"])
        made = record.get("on") or self.end_of(min(number, 12))
        return number <= self.period if self.period else has_by(made, self.moment)


# --- What continues what. ---

class Pair:
    """A fund and the one before it: by which lines, and by which groups of schemes."""

    def __init__(self, fund):
        self.now, self.last = fund, fund.before
        old = list(self.last.lines) if self.last else []
        claims = {line: facts.get("replaces", [line]) for line, facts in fund.lines.items()}
        count = Counter(name for named in claims.values() for name in dict.fromkeys(named))
        self.takes = {line: [name for name in old if name in named and count[name] == 1]
                      for line, named in claims.items()}
        self.ended = [name for name in old if count[name] != 1 and self.last.had_money(name)]
        self.twice = {name for name in self.ended if count[name]}
        self.gone = [name for name, _, _ in self.last.rows if name in self.last.there
                     and name not in fund.original] if self.last else []

    def columns(self):
        """(id, this year's line or None, last year's lines) of every line."""
        for line in self.now.lines:
            yield line, line, self.takes[line]
        for line in self.ended:
            yield self.own(line, self.now.lines), None, [line]

    @staticmethod
    def own(name, taken):
        return f"ended-{name}" if name in taken else name

    def prior(self, scheme, lines):
        row = self.last.current.get(scheme, {}) if self.last else {}
        return stated(row.get(line) for line in lines)

    def present(self, scheme, line):
        return self.now.current.get(scheme, {}).get(line) if line else None

    @cached_property
    def groups(self):
        """By (scheme, whether this year), its group: a set of such."""
        nodes = [(name, False) for name in self.last.there] + [
            (name, True) for name in self.now.there]
        group = {node: {node} for node in nodes}

        def tie(one, other):
            if one in group and other in group and group[one] is not group[other]:
                group[one] |= group[other]
                for node in group[other]:
                    group[node] = group[one]
        for name in self.now.there:
            tie((name, False), (name, True))
            for old, year in self.now.facts[name].get("replaces", {}).items():
                if int(year[:4]) == self.now.year:
                    tie((old, False), (name, True))
        return group

    def kind(self, scheme, movement):
        """What the movement of a scheme in a line is called."""
        book = self.now if scheme in self.now.original else self.last
        if book.is_growth(scheme):
            return "set-aside" if movement > 0 else "distributed"
        group = self.groups.get((scheme, True)) or self.groups[scheme, False]
        last = [name for name, this in group if not this]
        this = [name for name, this in group if this]
        if len(last) > 1:
            return "regrouped" if len(this) > 1 else "merged"
        if len(this) > 1:
            return "split"
        if not last or not this:
            return "new" if this else "ended"
        if last != this:
            return "renamed"
        return "uplifted" if movement > 0 else "reduced"
