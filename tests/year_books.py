"""Random books of a year: boards, rows, notices, reports, payments and risk shares of all forms.

Part of the second program (year_oracle.py). Every amount is in pence until a file is written. A
book foots, and nothing is taken that is not there, so whatever breaks in it broke in the program.
"""
import os
from collections import defaultdict

import yaml

from year_model import Book, last_day, month_of, printed
from year_risk import Settling

PARTNERS = {"ccg": {"name": "The CCG", "kind": "nhs", "succeeded_by": "icb", "on": "2022-07-01"},
            "icb": {"name": "The ICB", "kind": "nhs"}, "vale": {"name": "Vale ICB", "kind": "nhs"},
            "council": {"name": "The county", "kind": "council", "host": "yes"},
            "eastham": {"name": "Eastham", "kind": "district"},
            "westham": {"name": "Westham", "kind": "district"}}
KINDS = ["nhs", "council", "district", ["nhs", "council"], ["district", "nhs"]]
SHARERS = ["icb", "vale", "council", "eastham", "westham"]
WORDS = ["approved", "approved", "ratified", "delegated", "noted", "endorsed", "requested"]


# --- What is drawn. ---

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


def a_date(rng, year, first=1, last=12):
    """A day of these months of a financial year; ends of months are likely."""
    month = month_of(year, rng.randint(first, last))
    end = last_day(*map(int, month.split("-")))
    return f"{month}-{end if chance(rng, 20) else rng.randint(1, end):02}"


def maybe(rng, per_cent, key, value):
    """A key of a record, or none."""
    return {key: value} if chance(rng, per_cent) else {}


def an_approval(rng):
    return maybe(rng, 60, "approval", f"a-{rng.randrange(len(WORDS))}")


# --- The board. ---

def make_lines(rng):
    """Local lines of every payer, and up to two reserves, in any order."""
    lines = {}
    for number in range(rng.randint(1, 4)):
        lines[f"line-{number}"] = {"payer": rng.choice(KINDS)}
    for number in range(rng.randint(0, 2)):
        lines[f"reserve-{number}"] = {"payer": "council", "reserve": "yes"}
    order = rng.sample(list(lines), len(lines))
    return {name: {"name": f"The {name}", "nature": "revenue", **lines[name]} for name in order}


def make_board(rng):
    schemes = {f"scheme-{n}": {"name": f"Row {n}"} | maybe(
        rng, 25, "held_by", rng.choice(list(PARTNERS))) for n in range(9)}
    board = {"format": "1", "kind": "board", "name": "Made", "partners": PARTNERS,
             "funding_lines": make_lines(rng), "schemes": schemes}
    return board | maybe(rng, 70, "rag", rng.choice([
        {"amber": "1%", "red": "5%"}, {"amber": "0%", "red": "1/3"}]))


# --- The plan. ---

def make_rows(rng, lines, schemes, depth=2, blocks=None):
    """Rows and blocks of blocks; uses up `schemes`."""
    blocks = blocks or iter(range(99))
    rows = []
    for _ in range(rng.randint(1, 4)):
        if depth and chance(rng, 40):
            block = {"block": f"block-{next(blocks)}"} | maybe(rng, 50, "heading", "Head")
            block |= maybe(rng, 60, "held_by", rng.choice(list(PARTNERS)))
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
            moves[-1] |= maybe(rng, 70, "on", f"{month_of(year, min(period, 12))}-10")
    return moves


# --- What comes in. ---

def make_chain(rng, year, base, total):
    """Items that come to `total` in the end: as estimated, notified and confirmed, mostly one
    after another. Several notices are the last word."""
    def items(amount, count, status, first):
        return [{**base, "amount": part, "status": status, **an_approval(rng)} | maybe(
            rng, 80, "on", a_date(rng, year, first, 12 if chance(rng, 20) else first + 3))
            for part in cut(rng, max(0, amount), count)]
    found = items(total + rng.randint(-999, 999), rng.randint(1, 2), "estimated", 1)
    status = "confirmed" if chance(rng, 60) else "notified"
    if status == "confirmed" and chance(rng, 50):
        found += items(total - rng.randint(-500, 500), 1, "notified", 5)
    return found + items(total, rng.randint(1, 2), status, 9)


def give(rng, item, names, amount):
    """Gives the schemes what an item adds; their rows are then the budget before it."""
    names = some(rng, names)[:3]
    parts = {name: part for name, part in zip(names, cut(rng, amount, len(names))) if part}
    item |= {"allocated_to": parts} if parts else {}


def make_items(rng, year, base, total, names):
    """Of one partner and line, what was planned and known better: `total`, which the rows hold.
    A last notice may give schemes what it adds, on top."""
    if chance(rng, 50):
        return [{**base, "amount": total} | maybe(rng, 60, "on", a_date(rng, year))]
    items = make_chain(rng, year, base, total)
    if chance(rng, 25):
        extra = draw(rng)
        items[-1]["amount"] += extra
        give(rng, items[-1], names, min(extra, items[-1]["amount"]))
        items[-1] |= {} if "allocated_to" in items[-1] else {"amount": items[-1]["amount"] - extra}
    return items


def make_supplement(rng, year, base, amount, names):
    """A supplement, by itself or as it became known; with names it gives them all of it."""
    base = base | {"supplement": "yes"}
    if chance(rng, 60):
        items = [{**base, "amount": amount, **an_approval(rng)} | maybe(
            rng, 80, "on", a_date(rng, year))]
    else:
        items = make_chain(rng, year, base | {"reference": f"letter {rng.randrange(9 ** 9)}"},
                           amount)
    best = items[-1]["status"] if len(items) > 1 else items[-1].get("status")
    for item in items if names else []:
        if item.get("status") == best or chance(rng, 40):
            give(rng, item, names, item["amount"])
    return items


def make_contributions(rng, year, board, rows, opening):
    """Covers the rows of every line; supplements come on top, with or without allocated_to."""
    items = []
    for line, facts in board["funding_lines"].items():
        kinds = facts["payer"] if isinstance(facts["payer"], list) else [facts["payer"]]
        payers = some(rng, [who for who, one in PARTNERS.items() if one["kind"] in kinds])
        wanted = max(0, sum(row.get(line, 0) for row in rows.values()) - opening.get(line, 0))
        opening[line] = sum(row.get(line, 0) for row in rows.values()) - wanted
        opening[line] += draw(rng) if "reserve" in facts else 0
        held = rng.randint(0, wanted) if chance(rng, 25) else 0  # A supplement that the rows hold.
        for payer, part in zip(payers, cut(rng, wanted - held, len(payers))):
            items += make_items(rng, year, {"line": line, "from": payer}, part, rows) if (
                wanted) else []
        for amount, names in [(held, []), (draw(rng) if chance(rng, 30) else 0, list(rows))]:
            base = {"line": line, "from": rng.choice(payers)}
            items += make_supplement(rng, year, base, amount, names) if amount else []
    return rng.sample(items, len(items)) if chance(rng, 30) else items


# --- What was spent, reported and paid. ---

def near(rng, amount):
    """What was spent of a budget: often it, or near it."""
    return max(0, amount + rng.choice([0, 0, rng.randint(-99, 99), rng.randint(
        -amount // 5, amount // 5 + 1)]))


def can_follow(row):
    """Whether a bare sum has a budget to follow."""
    return any(row.values())


def make_spending(rng, budget, misses, follows):
    """By scheme, by line or bare, what was or will be spent of a budget; bare only where there
    is a budget to follow."""
    spent = {}
    for name, row in budget.items():
        by_line = {line: near(rng, amount) for line, amount in row.items()}
        if not chance(rng, misses):
            bare = chance(rng, 40) and can_follow(follows[name])
            spent[name] = sum(by_line.values()) if bare else by_line
    return {name: value for name, value in spent.items() if value != {}}


def make_monitoring(rng, book):
    """Reports that state most schemes; what is forecast has a budget by then, and what is spent
    to date mostly. Bare sums follow it, or that of the whole year."""
    reports, (whole, _) = [], book.budget()
    for period in rng.sample(range(1, 14), rng.choice([0, 1, 3, 5])):
        now, _ = book.budget(period)
        follows = now if chance(rng, 95) else {
            name: row if can_follow(row) else whole[name] for name, row in now.items()}
        report = {"period": str(period), "to_date": make_spending(rng, whole, 15, follows)}
        planned = {name: row for name, row in whole.items() if now[name]}
        report["forecast"] = make_spending(rng, planned, rng.choice([0, 0, 30, 100]), now)
        report["narrative"] = {name: f"of {name}" for name in some(rng, [*whole, "total"], 0)}
        reports.append({key: value for key, value in report.items() if value})
    return reports


def make_payments(rng, year, lines):
    """What was due and paid, some of it after the year."""
    found = []
    for _ in range(rng.choice([0, 2, 6])):
        giver, taker = rng.sample(list(PARTNERS), 2)
        record = {"from": giver, "to": taker, "line": rng.choice(list(lines))}
        date = a_date(rng, year, 1, 12 if chance(rng, 80) else 15)
        if chance(rng, 60):
            record |= {"due": draw(rng)} | maybe(rng, 50, "on", date)
            record |= maybe(rng, 70, "schedule", rng.choice(["twelfths", "quarters"]))
        else:
            record |= maybe(rng, 50, "due", draw(rng))
            record |= {"paid": draw(rng)} | maybe(rng, 80, "on", date)
        found.append(record)
    return found


def make_outturn(rng, lines, current):
    """Every row with a budget states what was spent; a reserve is never overdrawn."""
    spent = make_spending(rng, current, 0, current)
    reserves = {line for line in lines if "reserve" in lines[line]}
    for name, row in current.items():
        if not reserves.isdisjoint(row):
            by_line = spent[name] if isinstance(spent[name], dict) else dict(row)
            spent[name] = {line: min(amount, row[line]) if line in reserves else amount
                           for line, amount in by_line.items()}
    return spent


# --- Who shares what is left. ---

def make_shares(rng):
    who = rng.sample(SHARERS, rng.randint(1, 4))
    if len(who) == 3 and chance(rng, 60):
        return dict.fromkeys(who, "1/3")
    if len(who) == 4 and chance(rng, 60):
        return dict(zip(who, ["1/7", "2/7", "1/7", "3/7"]))
    parts = cut(rng, 10000, len(who))
    return {name: f"{part // 100}.{part % 100:02}%" for name, part in zip(who, parts)}


def make_side(rng, lines, paid):
    """Who bears or keeps: fixed, pro rata or the host."""
    kinds = ["shares", "host_keeps"] + ["pro_rata"] * all(paid.get(line) for line in lines)
    kind = rng.choice(kinds)
    return {kind: {"shares": make_shares(rng), "pro_rata": "contributions",
                   "host_keeps": "yes"}[kind]}


def make_over(rng, lines, paid):
    """Some have a cap, and at times all; a cascade ends in shares, or now and then in nothing."""
    over = make_side(rng, lines, paid)
    who = list(over.get("shares", {} if "host_keeps" in over else SHARERS))
    if who and chance(rng, 50):
        over["cap"] = {name: draw(rng) for name in some(rng, who)}
    if chance(rng, 70):
        steps = rng.sample(["underspends", "reserve"], rng.choice([0, 1, 1, 2, 2]))
        if steps and chance(rng, 10):
            return {"cascade": steps}
        over["cascade"] = steps + ["shares"]  # Shares bear all, so they are last.
    return over


def make_under(rng, lines, paid):
    kept = {"carry_forward": "yes"}
    under = kept if chance(rng, 30) else make_side(rng, lines, paid)
    return under | kept if chance(rng, 30) else under


def make_rules(rng, board, items, schemes):
    """Rules of all forms over the lines that are no reserves; some lines have none."""
    lines = [line for line, facts in board["funding_lines"].items() if "reserve" not in facts]
    paid = defaultdict(set)
    for item in items:
        if item["amount"]:
            paid[item["line"]].add(item["from"])
    lines, rules = rng.sample(lines, len(lines)), []
    while lines:
        own, lines = lines[:(size := rng.choice([1, 2, 3]))], lines[size:]
        for apart in [{"schemes": some(rng, schemes)}, {}] if chance(rng, 20) else [{}]:
            rule = {"lines": own} | apart
            if chance(rng, 10):
                rules.append(rule | {"agreed": "yes"})
            elif chance(rng, 90):
                rule |= {} if apart else rng.choice([{}, {}, {"by": "line"}, {"by": "scheme"}])
                sides = {"over": make_over(rng, own, paid), "under": make_under(rng, own, paid)}
                if chance(rng, 10):
                    sides.pop(rng.choice(list(sides)))
                rules.append(rule | sides)
    return rules


# --- A book. ---

def make_plan(rng, board, year, before):
    """A book that foots, as it was planned, and what came later; nobody has spent anything."""
    lines = board["funding_lines"]
    book = {"format": "1", "kind": "book", "year": f"{year}-{(year + 1) % 100}",
            "board": "schemes/board.yaml", "stage": "budget"}
    book |= {"previous": f"{before}.yaml"} if before else {}
    book["approvals"] = {f"a-{n}": {"body": "HWB", "on": a_date(rng, year), "decision": word}
                         for n, word in enumerate(WORDS)}
    book["decisions"] = {"budget": "a-0"}
    schemes = rng.sample(list(board["schemes"]), 9)
    book["allocations"] = make_rows(rng, lines, schemes) or [{"scheme-0": {}}]
    rows = flat(book["allocations"])
    opening = {line: draw(rng) for line in lines if chance(rng, 40)}
    first = {"line": list(lines)[0], "from": "council", "amount": 0}
    book["contributions"] = make_contributions(rng, year, board, rows, opening) or [first]
    book["brought_forward"] = {line: amount for line, amount in opening.items() if amount}
    book["virements"] = make_virements(rng, year, rows)
    return {key: value for key, value in book.items() if value}


def make_life(rng, board, book, plan, year):
    """What hangs on the current budget: reports, payments, outturn and who shares the rest."""
    current, _ = plan.budget()
    book["monitoring"] = make_monitoring(rng, plan)
    book["payments"] = make_payments(rng, year, board["funding_lines"])
    if not chance(rng, 10):
        book["stage"] = "outturn"
        book["outturn"] = make_outturn(rng, board["funding_lines"], current)
    book["risk_share"] = make_rules(rng, board, book["contributions"], list(current))
    return {key: value for key, value in book.items() if value}


def spoiled(rng, ends):
    """A penny moved: from one partner to another, or from nowhere. None where nothing is typed."""
    places = [(record, who) for end in ends.values() for key, record in end.items()
              if key != "underspend_applied" for who in record]
    if not places:
        return None
    record, who = rng.choice(places)
    if who in SHARERS and chance(rng, 50):
        other = rng.choice([name for name in SHARERS if name != who])
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
    """Writes a file of a project; its path."""
    path = os.path.join(folder, f"{name}.yaml")
    with open(path, "w", encoding="utf-8") as file:
        yaml.dump(texts(record), file, getattr(yaml, "CSafeDumper", yaml.SafeDumper),
                  sort_keys=False, width=1000, allow_unicode=True)
    return path


def make_year(rng, folder, board, year, before):
    """Writes a book; its path, and what became of its penny: True, False, or None without a year
    end."""
    name = f"{year}-{(year + 1) % 100}"
    book = make_plan(rng, board, year, before)
    book = make_life(rng, board, book, Book(write(folder, name, book)), year)
    path = write(folder, name, book)
    ends = Settling(Book(path)).typed() if book["stage"] == "outturn" else None
    if not ends or chance(rng, 10):
        return path, None
    moved = spoiled(rng, ends) if chance(rng, 50) else None
    write(folder, name, book | {"year_end": bare(ends)})
    return path, moved is not None


def make_project(rng, folder):
    """A board, and a book of it, at times with the year before; as make_year."""
    os.makedirs(os.path.join(folder, "schemes"), exist_ok=True)
    board = make_board(rng)
    write(folder, "schemes/board", board)
    before = "2021-22" if chance(rng, 40) else None
    if before:
        make_year(rng, folder, board, 2021, None)
    return make_year(rng, folder, board, 2022, before)
