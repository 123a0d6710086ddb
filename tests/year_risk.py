"""The risk share: what a year end should say of each line, as docs/book-format.md has it.

Part of the second program (year_oracle.py).
"""
import re
from collections import Counter, defaultdict
from fractions import Fraction

from year_model import amounts, pence, rate, rounded

BEARS = ("shares", "pro_rata", "host_keeps")


# --- A difference by partner. ---

def weights(book, side, line):
    """By partner, in what proportion a difference of the line is theirs."""
    if "shares" in side:
        return {who: rate(share) for who, share in side["shares"].items()}
    if "host_keeps" in side:
        return {next(who for who in book.partners if book.partners[who].get("host") == "yes"): 1}
    paid = Counter()
    for item in book.items:
        if item.line == line:
            paid[book.successor(item.payer)] += item.change
    return {who: paid[who] for who in book.partners if paid[who]}


def capped(amount, share, caps):
    """Exact parts: what is above a cap falls to the others in their proportion, as far as their
    own caps allow. What is left of it where all are capped falls to nobody."""
    exact, free = {}, {who: part for who, part in share.items() if part}
    while free:
        rest, whole = amount - sum(exact.values()), sum(free.values())
        parts = {who: Fraction(rest * part) / whole for who, part in free.items()}
        over = [who for who in free if parts[who] > caps.get(who, parts[who])]
        if not over:
            return exact | parts
        for who in over:
            exact[who] = Fraction(caps[who])
            del free[who]
    return exact


def parted(book, side, line, amount):
    """(by partner what it bears or keeps, who of them has an odd penny, what nobody bears)."""
    share = weights(book, side, line)
    exact = capped(amount, share, amounts(side.get("cap", {})))
    exact = {who: exact[who] for who in share if who in exact}
    parts = dict(zip(exact, rounded(list(exact.values()))))
    odd = {who for who in parts if parts[who] > exact[who]}
    return parts, odd, amount - sum(parts.values())


# --- All lines of a book. ---

class Unit:
    """What one rule settles of one line: what is over, and what is left. By line one of them is
    nil; by scheme the overspends are one sum and the underspends another."""

    def __init__(self, rule, line, differences):
        self.rule, self.line = rule, line
        self.over = -sum(left for left in differences if left < 0)
        self.left = sum(left for left in differences if left > 0)
        # What its own schemes need of that, before any other line may have it.
        needs = "underspends" in rule.get("over", {}).get("cascade", [])
        self.kept = min(self.over, self.left) if needs else 0


def by_scheme(book, line):
    """What each scheme has left of a line."""
    return {scheme: row.get(line, 0) - book.outturn.get(scheme, {}).get(line, 0)
            for scheme, row in book.budget()[0].items()}


def line_units(book, line):
    """The units of a line: rules that list schemes take theirs, the first other takes the rest."""
    units, left, rest = [], by_scheme(book, line), book.residual(line)
    for rule in book.rules:
        if line not in rule.get("lines", [line]):
            continue
        own = {name: left.pop(name) for name in rule.get("schemes", list(left)) if name in left}
        apart = "schemes" in rule or rule.get("by") == "scheme"
        units.append(Unit(rule, line, own.values() if apart else [rest]))
        rest -= sum(own.values())
        if "schemes" not in rule:
            break
    return units


class Settling:
    """Goes through the lines, in the order of a statement's columns, by the rule of each, and
    keeps what is applied, borne, repaid, carried; who has an odd penny; what nobody bears, and
    what no rule divides."""

    def __init__(self, book):
        self.book = book
        reserves = list(filter(book.is_reserve, book.lines))
        self.said = {line: defaultdict(Counter) for line in book.lines}
        self.odd, self.unborne, self.undivided = set(), Counter(), Counter()
        self.reserve = {line: book.residual(line) for line in reserves}
        self.units = [unit for line in book.lines if line not in reserves
                      for unit in line_units(book, line)]
        for line in (line for line in book.lines if line not in reserves):
            own = sum(unit.left - unit.over for unit in self.units if unit.line == line)
            self.undivided[line] = book.residual(line) - own  # What no rule covers.
        for unit in self.units:
            self.overspend(unit)
        for unit in self.units:
            self.underspend(unit)

    def overspend(self, unit):
        """One step of the cascade after another, and what remains is borne by nobody."""
        if "over" not in unit.rule:
            self.undivided[unit.line] -= unit.over
            return
        steps = {"underspends": self.from_underspends, "reserve": self.from_reserves,
                 "shares": self.from_shares}
        for step in unit.rule["over"].get("cascade", ["shares"]):
            steps[step](unit)
        self.unborne[unit.line] += unit.over

    def from_underspends(self, unit):
        """Other schemes of the line give first, then other lines of the rule."""
        unit.kept = 0
        others = [other for other in self.units if other.rule is unit.rule and other is not unit]
        for giver in [unit, *others]:
            given = max(0, min(unit.over, giver.left - giver.kept))
            unit.over -= given
            giver.left -= given
            if giver is not unit:
                self.said[unit.line]["underspend_applied"][giver.line] += given

    def from_reserves(self, unit):
        for line, left in self.reserve.items():
            given = max(0, min(unit.over, left))
            unit.over -= given
            self.reserve[line] -= given
            self.said[unit.line]["reserve_applied"][line] += given

    def from_shares(self, unit):
        parts, odd, unit.over = parted(self.book, unit.rule["over"], unit.line, unit.over)
        self.said[unit.line]["borne_by"].update(parts)
        self.odd |= {(unit.line, "borne_by", who) for who in odd}

    def underspend(self, unit):
        side, parts, odd, rest = unit.rule.get("under"), {}, set(), unit.left
        key = "carried_forward" if (side or {}).get("carry_forward") == "yes" else "repaid"
        if side and any(word in side for word in BEARS):
            parts, odd, rest = parted(self.book, side, unit.line, unit.left)
        elif side:
            parts, rest = {None: unit.left}, 0
        self.said[unit.line][key].update(parts)
        self.odd |= {(unit.line, key, who) for who in odd}
        self.undivided[unit.line] += rest

    @property
    def agreed(self):
        """By (line, kind, bearer), what is not nil."""
        return {(line, key, who): amount for line, said in self.said.items()
                for key, parts in said.items() for who, amount in parts.items() if amount}

    @property
    def mixed(self):
        """Whether a line is divided in part only, or what it keeps is by partner in part: then
        its year end cannot be typed as it is agreed."""
        agreed = self.agreed
        return any(self.undivided[line] or not who and any(
            other[:2] == (line, key) and other[2] for other in agreed) for line, key, who in agreed)

    def typed(self):
        """As a book has it under year_end; what no rule settles is carried forward, be it a
        deficit, by a partner where others carry."""
        ends = defaultdict(lambda: defaultdict(Counter))
        for (line, key, who), amount in self.agreed.items():
            ends[line][key][who] += amount
        for line in filter(self.undivided.get, self.said):
            ends[line]["carried_forward"][None] += self.undivided[line]
        for end in ends.values():
            kept = end["carried_forward"]
            for who in [who for who in kept if who][:1] if None in kept else []:
                kept[who] += kept.pop(None)
        return {line: {key: dict(parts) for key, parts in end.items() if any(parts.values())}
                for line, end in ends.items()}


# --- The report: {(line, kind, bearer): (agreed, stated, odd)}, of what is not nil. ---

SAID = [(r"From what (.*) had left", "underspend_applied"), (r"From (.*)", "reserve_applied"),
        (r"Borne by (.*)", "borne_by"), (r"Repaid(?: to (.*))?", "repaid"),
        (r"Carried forward(?: for (.*))?", "carried_forward")]


def stated_by(book):
    """What the year end of the book states."""
    said = {}
    for line, record in (book.year_end or {}).items():
        for key in record.keys() - {"approval", "note"}:
            told = record[key] if isinstance(record[key], dict) else {None: record[key]}
            said.update({(line, key, who): part for who, part in amounts(told).items() if part})
    return said


def risk_share(book):
    """What the rules make of every line, beside what the year end says."""
    settling, said = Settling(book), stated_by(book)
    agreed = settling.agreed
    return {key: (agreed.get(key, 0), said.get(key, 0), key in settling.odd)
            for key in agreed.keys() | said.keys()}


def reported(book, rows):
    """The same, read from what the program prints for people."""
    names = {facts["name"]: key for key, facts in {**book.partners, **book.lines}.items()}
    found = {}
    for row in rows:
        cells = row["cells"]
        for words, kind in SAID:
            what = re.fullmatch(words, cells["what"])
            if what and row["kind"] == "body":
                found[names[cells["line"]], kind, names.get(what[1])] = (
                    pence(cells["agreed"] or "0"), pence(cells["stated"] or "0"),
                    cells["odd"] == "yes")
                break
    return {key: value for key, value in found.items() if any(value)}
