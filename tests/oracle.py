#!/usr/bin/env python3
"""The reports against a second program: random books, and what docs/ says of every cell.

Usage: oracle.py BCF PROJECT_ROOT [COUNT [SEED]]

Written from docs/ alone, never from src/, so that an error there is not copied here. Book n of a
run is made of SEED + n, so `oracle.py BCF . 1 SEED` makes a failing one again.
"""
import concurrent.futures
import json
import math
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from fractions import Fraction

from tap import Tap, plain_environment

LIMIT = 10_000_000_000_00  # Pence: the most that one amount may be.
UNITS = {1: ["penny"], 100: ["pound", "1"], 100000: ["thousand", "1000"]}
REPORTS = ["contributions", "budget", "outturn", "reconciliation", "passport", "journal", "checks"]
CHECKS = ["contributions-allocated", "payers", "mandatory-lines", "passport-sums",
          "outturn-stated", "opening-balance", "prior-lines"]
EXTRAS = ["unit", "grand", "before", "lines", "partners"]  # Of a book here, not of its file.


# --- A random project, shaped as its files are; every amount is a whole number of pence. ---

def chance(rng, percent):
    return rng.randrange(100) < percent


def typed(rng, pence, flow):
    """An amount in one of the styles of money.md; inside { } commas stand in quotes."""
    if pence == 0:
        return rng.choice(["0", "0", "0.00", "-0", '"-"', "'0'"] + ["-"] * flow)
    pounds, odd = divmod(abs(pence), 100)
    text = rng.choice(["", "", "£"]) + rng.choice([f"{pounds}", f"{pounds:,}"])
    text += f".{odd:02}" if odd or chance(rng, 20) else ""
    text = rng.choice([f"-{text}", f"({text})"]) if pence < 0 else text
    return rng.choice([f"'{text}'", f'"{text}"']) if flow and "," in text or chance(
        rng, 10) else text


def yaml(rng, value, indent, flow=False):
    """What follows a key and its colon: now in braces, now a line each."""
    if isinstance(value, (int, str)):
        return " " + (value if isinstance(value, str) else typed(rng, value, flow))
    keyed = isinstance(value, dict)
    if flow or not value or chance(rng, 30):
        inside = [f"{key}:{yaml(rng, value[key], 0, True)}" if keyed else yaml(rng, key, 0, True)
                  for key in value]
        return " " + "[{"[keyed] + ", ".join(item.strip() for item in inside) + "]}"[keyed]
    return "".join("\n" + " " * indent + (
        f"{key}:{yaml(rng, value[key], indent + 2)}" if keyed
        else "- " + yaml(rng, key, indent + 2).lstrip()) for key in value)


def draw(rng, unit, grand):
    """A figure of the unit: small ones leave remainders, grand ones reach the limit."""
    most = rng.choice([9, 100, 10 ** 6, LIMIT // unit if grand else 10 ** 8 // unit + 9])
    size = unit * rng.choice([most if grand else 1, rng.randint(1, most), rng.randint(1, most)])
    return 0 if chance(rng, 12) else -size if chance(rng, 6) else size


def pieces(rng, total, unit, at_least):
    """A sum as figures of the unit that add up to it, none past the limit."""
    parts = [total]
    while len(parts) < at_least or max(map(abs, parts)) > LIMIT:
        largest = parts.pop(parts.index(max(parts, key=abs)))
        first = rng.randint(0, abs(largest) // unit) if abs(largest) <= LIMIT else LIMIT // unit
        first *= unit if largest > 0 else -unit
        parts += [first, largest - first]
    return parts


def make_line(rng, name):
    line = {"name": f"The {name}", "nature": "revenue",
            "payer": rng.choice(["nhs", "council", "district", "government"])}
    if chance(rng, 40):
        line["mandatory"] = "yes"
    if chance(rng, 35):
        line["passport_to"] = rng.choice(["district", "provider"])
    return line


def make_lines(rng):
    """This year's national lines, last year's, and the board's: some go on, some merge."""
    local = {f"local-{n}": make_line(rng, f"local-{n}") for n in range(rng.randint(0, 2))}
    now, before = {}, {}
    for n in range(rng.randint(0 if local else 1, 4)):
        name, way = f"line-{n}", rng.randrange(10)
        now[name] = make_line(rng, name)
        olds = [name] * (way < 6) + [f"old-{n}-{k}" for k in range(rng.randint(1, 2))
                                     if way in (5, 6, 7)]
        before |= {old: make_line(rng, old) for old in olds}
        if way in (5, 6, 7):
            now[name]["replaces"] = olds
    if chance(rng, 8):
        before["dropped"] = make_line(rng, "dropped")
    if now and chance(rng, 5):
        now["line-0"]["replaces"] = [list(now)[-1], "never-was"]  # Twice continued; never there.
    return now, before, local


def make_rows(rng, book, schemes, depth, blocks):
    """Rows and blocks; `schemes` is used up, and `blocks` numbers the blocks of the book."""
    rows = []
    for _ in range(rng.randint(1, 3)):
        if depth and chance(rng, 45):
            block = {"block": f"block-{next(blocks)}"}
            block |= {"heading": "Head"} if chance(rng, 50) else {}
            block |= {"held_by": rng.choice(list(book["partners"]))} if chance(rng, 40) else {}
            block["rows"] = make_rows(rng, book, schemes, depth - 1, blocks)
            rows += [block] if block["rows"] else []
        elif schemes:
            most = min(4, len(book["lines"]))
            lines = rng.sample(list(book["lines"]), rng.choice([1, most, rng.randint(0, most)]))
            rows.append({schemes.pop(): {line: draw(rng, book["unit"], book["grand"])
                                         for line in lines}})
    return rows


def make_outturn(rng, book):
    """What was spent, by line or bare; bare only where the budget has a direction to follow."""
    forgets = chance(rng, 8)
    for scheme, budget, _ in rows_of(book["allocations"]):
        total, most = sum(budget.values()), max(map(abs, budget.values()), default=0)
        spent = {line: amount + chance(rng, 20) * book["unit"] * rng.randint(-9, 9)
                 for line, amount in budget.items()}
        spent |= {line: draw(rng, book["unit"], False) for line in book["lines"] if chance(rng, 6)}
        spent = {line: amount if abs(amount) <= LIMIT else 0 for line, amount in spent.items()}
        bare = rng.choice([sum(spent.values()), draw(rng, book["unit"], book["grand"])])
        follows = total and (abs(bare) + 1) * most <= LIMIT * abs(total) or len(budget) == 1
        if follows and abs(bare) <= LIMIT and chance(rng, 80):
            spent = -bare if chance(rng, 10) else bare
        if spent != {} and not (forgets and chance(rng, 30)):
            book["outturn"][scheme] = spent


def make_passport(rng, kind, amount, book):
    """Who receives a contribution: mostly all of it, now and then a unit more, or unknown."""
    takers = [name for name, partner in book["partners"].items() if partner["kind"] == kind]
    if not takers or chance(rng, 25):
        return {"passport": {}} if chance(rng, 5) else {}
    takers = rng.sample(takers, rng.randint(1, len(takers)))
    parts = pieces(rng, amount, book["unit"], len(takers))
    odds = 5 if book["unit"] == 1 else 25  # Rounded figures need not add up.
    parts[-1] += chance(rng, odds) * rng.choice([-1, -1, 1, 1, 3]) * book["unit"]
    return {"passport": dict(zip(takers, parts))} if max(map(abs, parts)) <= LIMIT else {}


def make_contributions(rng, book):
    """What covers the rows of each line, in items no two of which share line, payer and date."""
    dates = [""] + [f"{book['year'][:4]}-{month:02}{day}"
                    for month in range(4, 13) for day in ("", "-24")]
    for name, line in book["lines"].items():
        total = sum(budget.get(name, 0) for _, budget, _ in rows_of(book["allocations"]))
        total -= book["brought_forward"].get(name, 0)
        odds = 3 if book["unit"] == 1 else 25
        total += chance(rng, odds) * rng.choice([-3, -2, -1, 1, 1, 2, 4]) * book["unit"]
        if book["year"] == "2021-22" and chance(rng, 15):
            total = 20000 * book["unit"]  # An odd movement is then a tie of its percentage.
        if not total and chance(rng, 15 if "mandatory" in line else 50):
            continue
        payers = [payer for payer, partner in book["partners"].items()
                  if partner["kind"] == line["payer"]]
        payers = payers if payers and not chance(rng, 2) else list(book["partners"])[:1]
        parts = pieces(rng, total, book["unit"], rng.choice([1, 1, 2, 4]))
        for (date, payer), amount in zip(((d, p) for d in dates for p in payers), parts):
            item = {"line": name, "from": payer, "amount": amount} | ({"on": date} if date else {})
            item |= {"supplement": "yes"} if chance(rng, 15) else {}
            item |= {"reference": "determination 7"} if chance(rng, 50) else {}
            if "passport_to" in line:
                item |= make_passport(rng, line["passport_to"], amount, book)
            book["contributions"].append(item)


def make_book(rng, year, pack, local, partners, before):
    unit = before["unit"] if before and chance(rng, 80) else rng.choice([1, 1, 100, 100000])
    book = {"format": "1", "kind": "book", "year": year, "board": "schemes/board.yaml",
            "stage": rng.choice(["outturn", "outturn", "budget"]),
            "rounded_to": rng.choice(UNITS[unit]), "contributions": [], "brought_forward": {},
            "outturn": {}, "unit": unit, "grand": chance(rng, 12), "before": before,
            "lines": pack | local, "partners": partners}
    book |= {"year_pack": f"schemes/{year}.yaml"} if pack else {}
    book |= {"previous": "2021-22.yaml"} if before else {}
    closed = closing(before)
    for name, line in book["lines"].items():
        opening = sum(closed[old] for old in line.get("replaces", [name])) if closed else 0
        if not closed and chance(rng, 20) or chance(rng, 1):
            opening = draw(rng, unit, False)
        if opening % unit == 0 and abs(opening) <= LIMIT and (opening or chance(rng, 30)):
            book["brought_forward"][name] = opening
    schemes = rng.sample([f"scheme-{n}" for n in range(9)], 9)
    rows = make_rows(rng, book, schemes, rng.randint(0, 3), iter(range(99)))
    book["allocations"] = rows or [{"scheme-0": {}}]
    make_contributions(rng, book)
    if book["stage"] == "outturn":
        make_outturn(rng, book)
    return book


def make_project(seed):
    """The book to report on, and the text of every file by name."""
    rng = random.Random(seed)
    now, before, local = make_lines(rng)
    kinds = sorted({line["payer"] for lines in (now, before, local) for line in lines.values()})
    kinds = [kind for kind in kinds for _ in range(rng.randint(1, 2))]
    kinds += [rng.choice(["district", "provider"]) for _ in range(rng.randint(0, 4))]
    partners = {f"partner-{n}": {"name": f"Partner {n}", "kind": kind}
                for n, kind in enumerate(kinds)}
    last = make_book(rng, "2021-22", before, local, partners, None) if (
        before | local and chance(rng, 65)) else None
    book = make_book(rng, "2022-23", now, local, partners, last)
    files = {"schemes/board": {"format": "1", "kind": "board", "name": "Made",
                               "partners": partners, "funding_lines": local,
                               "schemes": {f"scheme-{n}": {"name": f"Row {n}"} for n in range(9)}}}
    for one, lines in ((last, before), (book, now)):
        if one:
            files[one["year"]] = {key: one[key] for key in one if key not in EXTRAS}
            files[f"schemes/{one['year']}"] = {
                "format": "1", "kind": "year-pack", "year": one["year"], "source": "made",
                "verified": "yes", "funding_lines": lines}
    return book, {f"{name}.yaml": "".join(f"{key}:{yaml(rng, value, 2)}\n" for key, value
                                          in file.items() if value != {})
                  for name, file in files.items()}


# --- What the documents say of it. ---

def rows_of(rows, held=None):
    """(scheme, budget, who holds it) of every row; blocks inside inherit held_by."""
    for row in rows:
        if "block" in row:
            yield from rows_of(row["rows"], row.get("held_by", held))
        else:
            yield *next(iter(row.items())), held


def stated(amounts):
    """The sum of what is stated, None where nothing is."""
    amounts = [amount for amount in amounts if amount is not None]
    return sum(amounts) if amounts else None


def less(one, other):
    """A difference takes what is not stated as nil, and is not stated where neither is."""
    return None if one is None and other is None else (one or 0) - (other or 0)


def percent(part, whole):
    """In hundredths of a per cent, half away from zero; None of nil."""
    size = math.floor(abs(Fraction(part * 10000, whole)) + Fraction(1, 2)) if whole else None
    return -size if size and part * whole < 0 else size


def split(total, weights, unit):
    """money.md, Splitting: rounded down, then what is left to the largest remainders."""
    exact = [Fraction(abs(total) // unit * weight, sum(weights)) for weight in weights]
    parts = [math.floor(part) for part in exact]
    order = sorted(range(len(parts)), key=lambda n: parts[n] - exact[n])
    for n in order[:abs(total) // unit - sum(parts)]:
        parts[n] += 1
    return [part * unit * (-1 if total < 0 else 1) for part in parts]


def spending(book):
    """By scheme: its outturn by line, and whether that was worked out."""
    spent = {}
    for scheme, budget, _ in rows_of(book["allocations"]):
        bare = book["outturn"].get(scheme)
        spent[scheme] = (bare, False)
        if isinstance(bare, int):
            order = [line for line in book["lines"] if line in budget]
            parts = [bare] if len(order) == 1 else split(
                bare, [budget[line] for line in order], book["unit"])
            spent[scheme] = (dict(zip(order, parts)), sum(map(bool, budget.values())) > 1)
    return spent


def passes(unit, addends, difference, total_unit=0):
    """checks.md, Rounding: possible and likely. A penny hides nothing, nor does a nil."""
    count = sum(map(bool, addends)) if unit > 1 else 0
    return (count > 0 and 2 * abs(difference) < total_unit + count * unit
            and 12000 * difference ** 2 <= 6635 * (total_unit ** 2 + count * unit ** 2))


def balance(book, line):
    """Of a line: what is paid in, brought forward, allocated, spent, and posted as rounding."""
    paid = [item["amount"] for item in book["contributions"] if item["line"] == line]
    opening = book["brought_forward"].get(line, 0)
    rows = [budget.get(line, 0) for _, budget, _ in rows_of(book["allocations"])]
    spent = sum((amounts or {}).get(line, 0) for amounts, _ in spending(book).values())
    over = sum(paid) + opening - sum(rows)
    return paid, opening, rows, spent, over * passes(book["unit"], paid + [opening] + rows, over)


def closing(book):
    """Last year's residual by line; None where nobody knows how the year closed."""
    if not book or any(not amounts for amounts, _ in spending(book).values()):
        return None  # At stage budget no row has an outturn.
    closed = Counter()
    for line in book["lines"]:
        paid, opening, _, spent, rounding = balance(book, line)
        closed[line] = sum(paid) + opening - spent - rounding
    return closed


def successors(book, old):
    """How many lines of this year say that they continue one of last year's."""
    return sum(old in line.get("replaces", [name]) for name, line in book["lines"].items())


def olds_of(book, name):
    """The lines of last year that it continues, and no other line does."""
    return [old for old in book["lines"][name].get("replaces", [name])
            if old in book["before"]["lines"] and successors(book, old) == 1]


def contributions(book):
    before, rows = book["before"], []

    def row(name, prior, current, kind="body"):
        moved = less(current, prior) if before else None
        rows.append((kind, name, {"prior": prior, "current": current, "movement": moved,
                                  "percent": percent(moved, abs(prior)) if prior else None}))
    for name in book["lines"]:
        olds = olds_of(book, name) if before else []
        prior = [amount for old in olds for amount in balance(before, old)[0]]
        row(name, stated(prior), stated(balance(book, name)[0]))
    for name in before["lines"] if before else []:
        prior = stated(balance(before, name)[0])
        if successors(book, name) != 1 and prior is not None:
            row(f"ended-{name}" if name in book["lines"] else name, prior, None)
    prior, current = (sum(cells[key] or 0 for _, _, cells in rows) for key in ("prior", "current"))
    row("total", prior if before else None, current, "total")
    return rows


def statement(book, outturn):
    """The budget report, or the outturn report with its two columns more."""
    spent, known = spending(book), book["stage"] == "outturn"

    def cells(amounts, budget, bare):
        more = {"supplements": None, "virements": None, "current-budget": None, "outturn": bare,
                "variance": less(bare, budget) if known else None}
        return {line: amounts.get(line) for line in book["lines"]} | {"budget": budget} | (
            more if outturn else {})

    def total(rows):
        inside = list(rows_of(rows))
        amounts = {line: sum(budget.get(line, 0) for _, budget, _ in inside)
                   for line in book["lines"]}
        bare = sum(sum((spent[scheme][0] or {}).values()) for scheme, _, _ in inside)
        return cells(amounts, sum(amounts.values()), bare if known else None)

    def walk(rows):
        for row in rows:
            if "block" in row:
                if "heading" in row:
                    yield "head", row["block"], dict.fromkeys(cells({}, 0, 0))
                yield from walk(row["rows"])
                yield "subtotal", row["block"], total(row["rows"])
            else:
                [(name, budget)] = row.items()
                bare = stated((spent[name][0] or {}).values())
                yield "body", name, cells(budget, stated(budget.values()), bare)
    return [*walk(book["allocations"]), ("total", "total", total(book["allocations"]))]


def reconciliation(book):
    rows, total = [], Counter()
    unknown = ["carried-forward", "repaid", "reserve-applied", "underspend-applied",
               "borne-by-partners"]
    unknown = dict.fromkeys(unknown + ["outturn", "residual"] * (book["stage"] == "budget"))
    for line in book["lines"]:
        paid, opening, allocated, spent, rounding = balance(book, line)
        money, allocated = sum(paid) + opening - rounding, sum(allocated)
        cells = {"contributions": sum(paid), "brought-forward": opening, "allocated": allocated,
                 "unallocated": money - allocated, "current-budget": allocated,
                 "outturn": spent, "residual": money - spent, "rounding": rounding}
        total.update(cells)
        rows.append(("body", line, cells | unknown))
    return rows + [("total", "total", dict(total) | unknown)]


def passport(book):
    """The total of a line is not stated where no contribution to it says who receives it."""
    told = {name: [item["passport"] for item in book["contributions"]
                   if item["line"] == name and "passport" in item]
            for name, line in book["lines"].items() if "passport_to" in line}
    kinds = {book["lines"][line]["passport_to"] for line in told}
    rows = [("body", name, {line: stated(given.get(name) for given in told[line])
                            for line in told})
            for name, partner in book["partners"].items() if partner["kind"] in kinds]
    total = {line: stated(sum(given.values()) for given in told[line]) for line in told}
    return rows + [("total", "total", total)]


def journal(book):
    """Both postings of every entry: (kind, date, account, partner, line, scheme, amount, note)."""
    pool, posted, spent = ("pool", None, None), Counter(), spending(book)

    def entry(kind, line, amount, to, by, date=None, note=None):
        if amount:  # Nil makes no posting.
            for (account, partner, scheme), sign in ((to, 1), (by, -1)):
                posted[kind, date, account, partner, line, scheme, sign * amount, note] += 1
    for line in book["lines"]:
        _, opening, _, _, rounding = balance(book, line)
        entry("opening", line, opening, pool, ("opening", None, None))
        entry("rounding", line, rounding, ("rounding", None, None), pool)
    for item in book["contributions"]:
        notes = ["supplement" if "supplement" in item else "", item.get("reference", "")]
        line, date, note = item["line"], item.get("on"), ", ".join(filter(None, notes)) or None
        kind = "supplement" if item.get("supplement") == "yes" else "contribution"
        entry(kind, line, item["amount"], pool, ("funder", item["from"], None), date, note)
        for taker, amount in item.get("passport", {}).items():
            entry("passport", line, amount, ("passported", taker, None), ("passport", None, None),
                  date)
    for scheme, budget, held in rows_of(book["allocations"]):
        amounts, derived = spent[scheme]
        for line, amount in budget.items():
            entry("allocation", line, amount, ("scheme", held, scheme), pool)
        for line, amount in (amounts or {}).items():
            entry("outturn", line, amount, ("spent", held, scheme), ("scheme", held, scheme),
                  None, "derived" if derived else None)
    return posted


def checks(book):
    """How often each of seven checks agrees, rounds and breaks."""
    said = {(check, end): 0 for check in CHECKS for end in ("agrees", "rounding", "break")}
    before, closed = book["before"], closing(book["before"])

    def say(check, agrees, rounds=False):
        said[check, "agrees" if agrees else "rounding" if rounds else "break"] += 1
    for name, line in book["lines"].items():
        paid, opening, rows, _, rounding = balance(book, name)
        say("contributions-allocated", sum(paid) + opening == sum(rows), rounding)
        if "mandatory" in line:
            say("mandatory-lines", paid)
        if closed is not None:
            say("opening-balance", opening == sum(closed[old] for old in olds_of(book, name)))
    for item in book["contributions"]:
        line, parts = book["lines"][item["line"]], list(item.get("passport", {}).values())
        say("payers", book["partners"][item["from"]]["kind"] == line["payer"])
        if "passport" in item:
            over = item["amount"] - sum(parts)
            say("passport-sums", not over, passes(book["unit"], parts, over, book["unit"]))
    for amounts, _ in spending(book).values() if book["stage"] == "outturn" else []:
        say("outturn-stated", amounts)
    if before:
        for name, line in before["lines"].items():
            paid, opening, rows, *_ = balance(before, name)
            spent = [(amounts or {}).get(name, 0) for amounts, _ in spending(before).values()]
            if any(paid + rows + spent) or opening:  # It had money.
                ended = "mandatory" not in line and not (closed and closed[name])
                count = successors(book, name)
                say("prior-lines", count == 1 or (not count and ended))
        for line in book["lines"].values():
            for _ in set(line.get("replaces", [])) - before["lines"].keys():
                say("prior-lines", False)
    return said


# --- The comparison. A cell is the place, kind and id of its row, and its column. ---

def expected(book):
    tables = {"contributions": contributions(book), "budget": statement(book, False),
              "outturn": statement(book, True), "reconciliation": reconciliation(book),
              "passport": passport(book)}
    want = {report: {(place, kind, name, column): value
                     for place, (kind, name, row) in enumerate(rows)
                     for column, value in row.items()} for report, rows in tables.items()}
    return want | {"journal": journal(book), "checks": checks(book)}


def printed(report, rows):
    """The cells of a report as it is printed, in the form of expected()."""
    def pence(text):
        return None if text is None else int(text.replace(".", ""))
    if report == "checks":
        return {(row["id"], end): row["cells"][end] for row in rows if row["id"] in CHECKS
                for end in ("agrees", "rounding", "break")}
    if report != "journal":
        return {(place, row["kind"], row["id"], column): pence(value)
                for place, row in enumerate(rows) for column, value in row["cells"].items()}
    keys = ["kind", "date", "account", "partner", "line", "scheme"]
    sums, found = Counter(), Counter()
    for cells in (row["cells"] for row in rows if row["kind"] == "body"):
        sums[cells["entry"]] += pence(cells["amount"])
        found[(*(cells[key] for key in keys), pence(cells["amount"]), cells["note"])] += 1
    return dict(found) | {("entry", key): total for key, total in sums.items() if total}


def differences(want, have):
    return [f"{cell}: {have.get(cell, 'no cell')}, should be {want.get(cell, 'no cell')}"
            for cell in sorted(want.keys() | have.keys(), key=repr)
            if want.get(cell, "no cell") != have.get(cell, "no cell")]


def run_book(bcf, seed):
    """({report or "status": what differs}, cells, whether it breaks, whether a penny shows)."""
    book, files = make_project(seed)
    want, wrong = expected(book), {"status": []}
    status = int(any(count for (_, end), count in want["checks"].items() if end == "break"))
    with tempfile.TemporaryDirectory() as folder:
        os.makedirs(f"{folder}/schemes")
        for name, text in files.items():
            with open(f"{folder}/{name}", "w", encoding="utf-8") as file:
                file.write(text)
        for report in REPORTS:
            run = subprocess.run([bcf, "report", report, "2022-23.yaml", "--format", "json"],
                                 cwd=folder, env=plain_environment(), timeout=60,
                                 capture_output=True, encoding="utf-8")
            have = printed(report, json.loads(run.stdout)["rows"] if run.stdout else [])
            wrong[report] = differences(want[report], have)
            if run.returncode != status:
                wrong["status"].append(f"{report}: exit {run.returncode}, should be {status}: "
                                       + run.stderr[:200].replace("\n", " | "))
            if report == "reconciliation":  # A penny more in its last row must be noticed.
                cell = max(cell for cell in want[report] if cell[3] == "contributions")
                off = want[report] | {cell: want[report][cell] + 1}
                notices = len(differences(off, have)) == len(wrong[report]) + 1
    return wrong, sum(map(len, want.values())), status, notices


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    given = [int(word) for word in sys.argv[3:5]]
    bcf, (count, first) = os.path.abspath(sys.argv[1]), given + [250, 20220524][len(given):]
    tap = Tap()
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda n: run_book(bcf, first + n), range(count)))
    for name in REPORTS + ["status"]:
        said = [f"seed {first + n}: {line}" for n, result in enumerate(results)
                for line in result[0][name][:20]]
        tap.point(not said, f"oracle: {name} of {count} books", "\n".join(said[:200]))
    tap.point(all(result[3] for result in results), "oracle: a penny is noticed in every book")
    print(f"# {sum(result[1] for result in results)} cells, "
          f"{sum(result[2] for result in results)} books with a break")
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
