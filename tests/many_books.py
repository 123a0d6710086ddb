"""Random books of boards over two to four years: lines and schemes come, go, merge and are renamed.

Usage: make_chain(rng, folder) or make_county(rng, folder), each the paths of the books it wrote,
in the order of boards and years. Part of the second program (many_oracle.py). Amounts are pence
until a file is written; every fifth folder has the extremes of what a book may hold.
"""
import os
import shutil
from collections import defaultdict

from many_files import LIMIT, Flow, label, write
from many_flags import closed_with
from many_model import Fund, parts_of
from many_slips import UPLIFTS, slip
from year_books import a_date, can_follow, chance, cut, draw, flat, maybe, near, some, texts
from year_model import month_of

WIDE = [0, 1, 99, LIMIT - 1, LIMIT - 1, LIMIT, 10 ** 11]
KINDS = ["nhs", "council", "district"]
PARTNERS = {"icb": {"name": "The ICB", "kind": "nhs"},
            "vale": {"name": "Vale ICB", "kind": "nhs"},
            "council": {"name": "The county", "kind": "council", "host": "yes"},
            "eastham": {"name": "Eastham", "kind": "district"}}


class County:
    """What the books of one folder share: how wild it is, the packs of its years, how it writes."""

    def __init__(self, rng, folder):
        self.rng, self.folder = rng, folder
        self.wild = chance(rng, 20)
        self.flow = rng.choice([None, None, False])
        self.start = rng.randint(2015, 2022)
        self.packs, self.count = {}, 0

    def amount(self):
        """Of an amount: now and then nil, now and then negative."""
        rng = self.rng
        size = rng.choice(WIDE) if self.wild and chance(rng, 60) else draw(rng)
        size = 0 if chance(rng, 8) else size
        return -size if chance(rng, 6) else size

    def name(self, text):
        size = self.rng.choice([300, 9900]) if self.wild and chance(self.rng, 20) else 0
        return (f"{text} " + "è long " * (size // 8)).strip()

    def fresh(self, stem):
        self.count += 1
        return f"{stem}-{self.count}"

    # Year packs.

    def a_line(self, line, **facts):
        rng, name = self.rng, self.name(f"The {line}")
        return {"name": name, "payer": rng.sample(KINDS, 2), "nature": "revenue"} | maybe(
            rng, 20, "mandatory", "yes") | maybe(rng, 60, "uplift", rng.choice(UPLIFTS)) | facts

    def pack(self, year):
        """The lines of a year: those of the year before, changed."""
        if year not in self.packs:
            lines = self.next_lines(year) if year > self.start else {
                line: self.a_line(line) for line in map(
                    self.fresh, ["line"] * self.rng.randint(1, 4))}
            self.packs[year] = lines
            write(f"{self.folder}/schemes/national/{label(year)}.yaml", {
                "format": "1", "kind": "year-pack", "year": label(year), "source": "made",
                "verified": "yes", "funding_lines": lines}, self.flow)
        return self.packs[year]

    def next_lines(self, year):
        rng, old, lines = self.rng, list(self.pack(year - 1)), {}

        def add(line, **facts):
            lines[line] = self.a_line(line, **facts)
        while old:
            line = old.pop(rng.randrange(len(old)))
            way = rng.choice(["stays"] * 5 + ["renamed", "merged", "taken", "twice", "ended"])
            if way == "stays":
                add(line, **maybe(rng, 20, "replaces", [line]))
            elif way == "renamed":
                add(self.fresh("line"), replaces=[line])
            elif way == "merged":
                others = [old.pop() for _ in range(min(len(old), rng.randint(1, 2)))]
                add(rng.choice([line, self.fresh("line")]), replaces=[line, *others])
            elif way == "taken" and old:  # Its id stands for another one, and itself has ended.
                add(line, replaces=[old.pop()])
            elif way == "twice":
                add(line)
                add(self.fresh("line"), replaces=[line])
        for _ in range(rng.choice([0, 0, 1]) if lines else 1):
            add(self.fresh("line"))
        return lines


class Board:
    """A board while its years are made: its schemes, and what each of its years left."""

    def __init__(self, county, name):
        self.county, self.rng, self.name = county, county.rng, name
        self.schemes, self.last, self.paths = {}, None, []
        self.local, self.ends = {}, False
        for number in range(self.rng.randint(0, 1)):
            self.local[f"local-{number}"] = county.a_line(f"local-{number}")
        for number in range(self.rng.randint(0, 2)):
            line = f"reserve-{number}"
            self.local[line] = county.a_line(line, reserve="yes", payer="council")
        self.growth = chance(self.rng, 50)

    def file(self, year):
        return f"{self.county.folder}/budgets/{self.name}/{label(year)}.yaml"

    def write_board(self):
        write(f"{self.county.folder}/schemes/{self.name}.yaml", {
            "format": "1", "kind": "board", "name": f"Board of {self.name}",
            "partners": PARTNERS, "schemes": self.schemes} | (
                {"funding_lines": self.local} if self.local else {}), self.county.flow)

    # Schemes.

    def scheme(self, growth=False):
        name, rng = self.county.fresh("growth" if growth else "scheme"), self.rng
        who = some(rng, PARTNERS)
        lead = rng.choice([who[0], who[:1], who[:2], who[:2][::-1], who[:3]])
        self.schemes[name] = {"name": self.county.name(f"Row {name}")} | maybe(
            rng, 70, "lead", lead) | ({"tags": ["growth"]} if growth else {})
        return name

    def next_schemes(self, names, year):
        """The schemes of a year, of those of the year before; and what this year's replace."""
        rng, old, kept, replaced = self.rng, list(names), [], defaultdict(dict)
        rng.shuffle(old)

        def replace(names, many, stays):
            fresh = [self.scheme() for _ in range(many)]
            if stays:
                fresh[0] = names[0]
            for new in fresh:
                said = year + rng.choice([0] * 9 + [-1, 1])
                replaced[new] |= {one: label(said) for one in names if one != new}
            kept.extend(fresh)
        while old:
            name = old.pop()
            way = rng.choice(["stays"] * 7 + ["ended", "renamed", "merged", "split", "regrouped"])
            mates = [name] if way != "regrouped" and way != "merged" else [
                name, *[old.pop() for _ in range(min(len(old), rng.randint(1, 2)))]]
            if way == "stays" or name.startswith("growth"):
                kept.extend(mates if chance(rng, 90) else [])
            elif way in ("renamed", "merged"):
                replace(mates, 1, way == "merged" and chance(rng, 40))
            elif way in ("split", "regrouped"):
                replace(mates, rng.randint(2, 3), chance(rng, 50))
        kept += [self.scheme() for _ in range(rng.choice([0, 1, 2] if kept else [1]))]
        kept += [self.scheme(True)] if self.growth and chance(rng, 50) else []
        return list(dict.fromkeys(kept)), {new: old for new, old in replaced.items() if old}

    # A book.

    def rows(self, names, lines, unit, depth=2):
        """Rows, and blocks of them; a scheme keeps last year's amount at times."""
        rng, rows, names = self.rng, [], list(names)
        while names:
            if depth and chance(rng, 20):
                taken = [names.pop() for _ in range(rng.randint(1, len(names)))]
                rows.append({"block": self.county.fresh("block")} | maybe(
                    rng, 50, "heading", "Head") | {
                        "rows": self.rows(taken, lines, unit, depth - 1)})
            else:
                rows.append({(name := names.pop()): self.amounts(name, lines, unit)})
        return rows

    def amounts(self, name, lines, unit):
        rng = self.rng
        before = self.last.original.get(name, {}) if self.last else {}
        row = Flow()
        chosen = some(rng, lines, 0) if chance(rng, 50) else [rng.choice(list(lines))]
        again = [line for line in before if line in lines] if chance(rng, 50) else []
        for line in dict.fromkeys([*chosen, *again]):
            amount = self.county.amount()
            if before.get(line) and chance(rng, 70):
                amount = before[line] if chance(rng, 50) else slip(
                    rng, before[line], unit, lines[line].get("uplift"), LIMIT)
            row[line] = amount - amount % unit if amount > 0 else -(-amount - -amount % unit)
            if line in self.local and "reserve" in self.local[line]:
                row[line] = abs(row[line]) % (unit * 10 ** 6)
            if unit == 1 and chance(rng, 30):
                first = cut(rng, abs(row[line]), 2)
                parts = dict(zip(("recurrent", "non-recurrent"), first))
                row[line] = Flow(parts if chance(rng, 60) else [rng.choice(list(parts.items()))])
        for line in before if chance(rng, 30) else []:  # Not at all, where it was so last year.
            row.pop(line, None)
        return row

    def contributions(self, year, lines, totals, opening, unit):
        """What the rows need beyond the opening balances, in items that a book may hold; at times
        some more; and supplements that go to schemes."""
        rng, items = self.rng, []
        for line, facts in lines.items():
            more = rng.choice([0] * 8 + [1, 5 * unit])
            want = totals.get(line, 0) - opening.get(line, 0) + (
                draw(rng) // unit * unit if "reserve" in facts else more * (unit > 1) * unit)
            slipped = self.slipped(line, facts, unit) if chance(rng, 25) else want
            want = want if self.ends and "reserve" in facts and slipped < want else slipped
            payers = [who for who in PARTNERS if PARTNERS[who]["kind"] in facts["payer"]]
            while want or not items:
                part = max(-LIMIT, min(LIMIT, want))
                if chance(rng, 40):
                    part = part // unit // 2 * unit or part
                items.append(Flow({"line": line, "from": rng.choice(payers), "amount": part}
                                  | maybe(rng, 50, "on", a_date(rng, year))))
                want -= part
        if unit == 1 and items and chance(rng, 30):
            first = rng.choice(items)
            for one in items:
                if (one["line"], one["from"]) == (first["line"], first["from"]):
                    one |= {"status": "notified", "on": a_date(rng, year, 3)}
            items.append({**first, "amount": draw(rng), "status": "estimated"})
        return items

    def slipped(self, line, facts, unit):
        """Contributions beside last year's, whatever the rows hold; at times none."""
        last = self.last
        old = [name for name in facts.get("replaces", [line]) if last and name in last.lines]
        paid = (sum(map(last.paid, old)) if old else self.county.amount()) // unit * unit
        paid = slip(self.rng, paid, unit, facts.get("uplift"), 9 * LIMIT)
        return 0 if chance(self.rng, 10) else paid

    def supplements(self, year, lines, names, unit):
        items = []
        for _ in range(self.rng.choice([0, 0, 1, 3])):
            line = self.rng.choice(list(lines))
            payer = next(who for who in PARTNERS if PARTNERS[who]["kind"] in lines[line]["payer"])
            amount = (draw(self.rng) + unit) // unit * unit
            given = some(self.rng, names)[:2]
            items.append({"line": line, "from": payer, "amount": amount, "supplement": "yes"}
                         | maybe(self.rng, 70, "on", a_date(self.rng, year))
                         | {"allocated_to": {name: part * unit for name, part in zip(
                             given, cut(self.rng, amount // unit, len(given))) if part}})
        return items

    def virements(self, year, rows, unit):
        rng, moves = self.rng, []
        rich = [(name, line, sum(parts.values())) for name, row in rows.items()
                for line, parts in parts_of(texts(row)).items() if sum(parts.values()) >= unit]
        for _ in range(rng.choice([0, 0, 1, 3]) if rich else 0):
            giver, line, amount = rng.choice(rich)
            taker = rng.choice([name for name in rows if rows[name]])
            if taker != giver:
                period = rng.randint(1, 13)
                moves.append({"line": line, "from": giver, "to": taker,
                              "amount": rng.randint(1, amount // unit) * unit,
                              "period": str(period), "why": "made", "approval": "a"})
                moves[-1] |= maybe(rng, 70, "on", f"{month_of(year, min(period, 12))}-10")
        return moves

    def openings(self, lines, unit):
        """What last year left, in the unit of this one."""
        if not self.last:
            return {line: abs(self.county.amount()) % 10 ** 9 // unit * unit for line in lines
                    if chance(self.rng, 40)}
        found, last = {}, self.last
        for line, facts in lines.items():
            old = [name for name in facts.get("replaces", [line]) if name in last.lines]
            kept = sum(closed_with(last, name) or 0 for name in old)
            kept += self.rng.choice([0] * 18 + [1, -1])
            found[line] = max(-LIMIT, min(LIMIT, kept // unit * unit))
        return {line: amount for line, amount in found.items() if amount}

    def plan(self, year, names, replaced):
        """A book of what was planned and came on top."""
        rng, unit = self.rng, self.rng.choice([1, 1, 1, 100])
        lines = {**self.county.pack(year), **self.local}
        book = {"format": "1", "kind": "book", "year": label(year),
                "board": f"../../schemes/{self.name}.yaml",
                "year_pack": f"../../schemes/national/{label(year)}.yaml", "stage": "budget"}
        book |= {"rounded_to": "pound"} if unit > 1 else {}
        book |= {"previous": f"{label(year - 1)}.yaml"} if self.last else {}
        book["approvals"] = {"a": {"body": "HWB", "on": f"{year}-03-01", "decision": "approved"}}
        own = {new: {"replaces": old} for new, old in replaced.items() if chance(rng, 50)}
        for new, old in replaced.items():
            self.schemes[new] |= {} if new in own else {
                "replaces": {**self.schemes[new].get("replaces", {}), **old}}
        book["schemes"] = own
        book["allocations"] = self.rows(names, lines, unit)
        rows, totals = flat(book["allocations"]), defaultdict(int)
        for row in rows.values():
            for line, parts in parts_of(texts(row)).items():
                totals[line] += sum(parts.values())
        book["brought_forward"] = self.openings(lines, unit)
        book["contributions"] = self.contributions(
            year, lines, totals, book["brought_forward"], unit)
        book["contributions"] += self.supplements(year, lines, list(rows), unit)
        book["virements"] = self.virements(year, rows, unit)
        return {key: value for key, value in book.items() if value}

    def year(self, year, names, replaced, ended):
        """Writes the book of a year; once it ended with what was spent and became of the rest."""
        self.ends = ended  # A reserve that is overdrawn ends no year.
        book, flow = self.plan(year, names, replaced), self.county.flow
        self.write_board()
        path = write(self.file(year), book, flow)
        if ended:
            current, unit = Fund(path).current, 100 if "rounded_to" in book else 1
            book |= {"stage": "outturn", "outturn": spending(self.rng, current, unit, self.local)}
            fund = Fund(write(path, book, flow))
            ends = year_end(self.rng, fund) if chance(self.rng, 75) else None
            write(path, book | ({"year_end": ends} if ends else {}), flow)
        self.last = Fund(path)
        self.paths.append(path)


# --- The year's end. ---

def spending(rng, current, unit, local):
    """By scheme with a budget, what was spent: by line, or bare where it can be split."""
    spent = {}
    for name, row in current.items():
        by_line = {line: amount if amount < 0 or amount >= LIMIT or line in local else min(
            LIMIT, near(rng, amount // unit) * unit) for line, amount in row.items()}
        by_line = {line: max(-LIMIT, min(LIMIT, amount)) for line, amount in by_line.items()}
        bare = can_follow(row) and min(row.values()) >= 0 and local.keys().isdisjoint(row)
        bare = bare and sum(by_line.values()) <= LIMIT and chance(rng, 40)
        spent[name] = sum(by_line.values()) if bare else by_line
    return {name: value for name, value in spent.items() if value != {}}


def year_end(rng, fund):
    """Carries forward, repays, or meets from a reserve or the council; None where an amount is
    more than a book may hold."""
    left = {line: fund.residual(line) for line in fund.lines}
    ends = {line: {} for line in left}
    for line in (one for one in left if not fund.is_reserve(one)):
        giver = next((one for one in left if fund.is_reserve(one) and left[one] > 0), None)
        if left[line] < 0 and giver and chance(rng, 40):
            amount = min(left[giver], -left[line])
            ends[line]["reserve_applied"] = Flow({giver: amount})
            left[giver], left[line] = left[giver] - amount, left[line] + amount
        if left[line] < 0 and chance(rng, 60):
            ends[line]["borne_by"] = Flow({"council": -left[line]})
        elif chance(rng, 30) and left[line] > 0:
            ends[line]["repaid"] = Flow({"council": left[line]})
        else:
            ends[line]["carried_forward"] = left[line]
    for line in filter(fund.is_reserve, left):
        if left[line] > 0 and chance(rng, 30):
            back = rng.randint(1, left[line] // fund.unit) * fund.unit
            ends[line] = {"repaid": back, "carried_forward": left[line] - back}
    told = [part for end in ends.values() for one in end.values()
            for part in (one.values() if isinstance(one, dict) else [one])]
    return {line: end for line, end in ends.items() if end} if (
        max(map(abs, told), default=0) <= LIMIT) else None


def make_board(county, name, first, count):
    """The books of one board, of years that have ended and years that have not."""
    board = Board(county, name)
    names = [board.scheme() for _ in range(county.rng.randint(3, 8))]
    names += [board.scheme(True)] if board.growth else []
    ended, replaced = county.rng.randint(0, count), {}
    for number in range(count):
        if number:
            names, replaced = board.next_schemes(names, first + number)
        board.year(first + number, names, replaced, number < ended)
    return board.paths


def make_chain(rng, folder):
    """A board over two to four years; the paths of its books."""
    county = County(rng, folder)
    return make_board(county, rng.choice(["northshire", "vale", "west-bay"]), county.start,
                      rng.randint(2, 4))


def once_more(rng, paths):
    """The paths, and at times those of second and third books of a board and year."""
    for path in rng.sample(paths, rng.choice([0, 0, 1, 2])):
        for number in range(rng.choice([1, 1, 2])):
            paths.append(f"{path[:-len('.yaml')]}-again-{number}.yaml")
            shutil.copy(path, paths[-1])
    return sorted(paths)


def make_county(rng, folder):
    """Two or three boards over years that overlap; the paths of their books."""
    county, paths = County(rng, folder), []
    for name in some(rng, ["eastshire", "northshire", "west-bay"], 2):
        paths += make_board(county, name, county.start + rng.randint(0, 1), rng.randint(1, 3))
    return once_more(rng, paths)
