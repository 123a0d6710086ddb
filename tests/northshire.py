#!/usr/bin/env python3
"""A made-up project that strains a page: long names, odd names, sixty schemes, both years.

    northshire.py FOLDER [--schemes 60] [--lines 10] [--small]

Writes schemes/ and budgets/northshire/ below FOLDER. The same arguments write the same bytes. The
book loads, and its checks have something to say of every kind. --small writes the emptiest book
that there can be: one line, one scheme, one sum, at stage budget.
"""
import argparse
import json
import random
import sys
from pathlib import Path

sys.dont_write_bytecode = True

BOARD = ("Northshire, Eastham, Westham and the Isles of Upper and Lower Wendlebury Joint Health "
         "and Wellbeing Board, meeting with the Integrated Care Partnership’s Committee in Common")
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
LINES = {  # The first six are the year pack's, the others the board's own; the last has no rows.
    "nhs-minimum": {"name": "NHS minimum contribution", "heading": "BCF", "payer": "nhs",
                    "nature": "revenue", "mandatory": "yes", "uplift": "5.66%"},
    "ibcf": {"name": "Improved Better Care Fund, with what was the Winter Pressures Grant until "
                     "2019/20 and the Additional Grant before it",
             "heading": "iBCF, with the former Winter Pressures Grant", "payer": "council",
             "nature": "revenue", "mandatory": "yes"},
    "dfg": {"name": "Disabled Facilities Grant", "heading": "DFG", "payer": "council",
            "nature": "capital", "mandatory": "yes", "passport_to": "district"},
    "discharge": {"name": "Adult social care discharge fund – the council’s share",
                  "payer": "council", "nature": "revenue", "passport_to": "district"},
    "equals": {"name": "=SUM(A1:A9)", "heading": "=1+1", "payer": "nhs", "nature": "revenue"},
    "plus": {"name": "+ additional, voluntary", "heading": "+ more", "payer": "council",
             "nature": "revenue"},
    "minus": {"name": "- less the top-slice", "heading": "-1", "payer": "nhs",
              "nature": "revenue"},
    "at": {"name": "@home <virtual & “real” wards>", "heading": "@home", "payer": "nhs",
           "nature": "revenue"},
    "digits": {"name": "1e5", "heading": "00123", "payer": "council", "nature": "revenue"},
    "no-rows": {"name": LONG_WORD, "payer": "government", "nature": "revenue"},
}
PARTNERS = {
    "icb": {"name": "NHS Northshire and Wendlebury Integrated Care Board", "kind": "nhs"},
    "council": {"name": "Northshire County Council", "kind": "council", "host": "yes"},
    "eastham": {"name": "Eastham District Council", "kind": "district"},
    "westham": {"name": "Borough Council of King’s Westham, Westham Regis & Saint-Évremond",
                "kind": "district"},
    "northam": {"name": "'Northam", "kind": "district"},
    "isles": {"name": "=Isles of Wendlebury", "kind": "district"},
    "ministry": {"name": "Department of Health & Social Care", "kind": "government"},
}
ODD_NAMES = ["=1+1", "+44 1234 567890 (helpline)", "-", "- continued", "@work", "1e5", "00123",
             "http://example.org/x", "mailto:a@example.org", "&", "<", "\"quoted\" throughout",
             "'apostrophe first", "Carers' breaks", "_x0041_",
             "Café – ’round the clock’ für Ältere", "TRUE", "2022-05-24", "1/2", "#REF!",
             "12,580,268", "5.66%", "[1]Budget!A1",
             "Löwenstraße № 5 € £ ½ “x”", LONG_WORD, "Total", "a"]
WORDS = """integrated community reablement and rehabilitation services, including intermediate care
    beds; assistive technology for carers’ support at home (seven days a week) with rapid response,
    falls prevention, end-of-life care – and the evaluation of all of these""".split()
NAME_LENGTH = 150
GRAND_ROWS = 30  # Only so many may have hundreds of millions, or no total would be allowed.
AREAS = ["Acute", "Community Health", "Social Care", "Other"]
NOTE = ("The paper gives no reason for this figure. It was asked for in writing on two occasions "
        "– in May and again in November – and the answer, when it came, referred to an appendix "
        "that is not published; see also http://example.org/appendix?a=1&b=2, which is gone.")
PLAIN_KEY = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")
YEARS = ["2021-22", "2022-23"]


# Amounts are whole pence. YAML with every text in quotes needs no care for what is in them.

def typed(pence):
    pounds, odd = divmod(abs(pence), 100)
    return f"{'-' if pence < 0 else ''}{pounds}.{odd:02}"


def scalar(value):
    if isinstance(value, int):
        return typed(value)
    plain = all(letter in PLAIN_KEY for letter in value)
    return value if plain and value.strip("-") else json.dumps(value, ensure_ascii=False)


def is_flat(value):
    inside = value.values() if isinstance(value, dict) else value
    return all(isinstance(one, (int, str)) for one in inside)


def flow(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {scalar(one)}" for key, one in value.items()) + "}"
    return "[" + ", ".join(map(scalar, value)) + "]"


def yaml(value, indent=0):
    """A record or a list as lines; what is flat inside it, as a line each."""
    pad = " " * indent
    for key in value:
        head, inside = (f"{key}:", value[key]) if isinstance(value, dict) else ("-", key)
        if isinstance(inside, (int, str)):
            yield f"{pad}{head} {scalar(inside)}"
        elif is_flat(inside):
            yield f"{pad}{head} {flow(inside)}"
        elif head == "-":
            first, *others = yaml(inside, indent + 2)
            yield f"{pad}- {first.lstrip()}"
            yield from others
        else:
            yield pad + head
            yield from yaml(inside, indent + 2)


def write(folder, name, record):
    path = Path(folder, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "format: 1\n" + "\n".join(yaml(record)) + "\n"
    path.write_text(text, encoding="utf-8")
    return path


# The board: its lines and its schemes.

def make_lines(count):
    """So many lines by id. The last is the one that has no rows, if there are two."""
    names = list(LINES)[:-1]
    lines = {name: LINES[name] for name in names[:count - 1] or names[:1]}
    for number in range(len(names) + 1, count):
        lines[f"line-{number}"] = {"name": f"Local line {number}", "payer": "council",
                                   "nature": "revenue"}
    return {**lines, "no-rows": LINES["no-rows"]} if count > 1 else lines


def scheme_name(rng, number):
    """Every second name is an odd one while there are any, every third of 150 letters."""
    if number % 2 and number // 2 < len(ODD_NAMES):
        return ODD_NAMES[number // 2]
    length = NAME_LENGTH if number % 3 == 0 else rng.randint(10, 60)
    name = f"Scheme {number}:"
    while len(name) < length:
        name += " " + rng.choice(WORDS)
    return name[:length].rstrip()


def make_schemes(rng, count):
    schemes = {}
    for number in range(1, count + 1):
        schemes[f"scheme-{number}"] = {"name": scheme_name(rng, number),
                                       "area_of_spend": rng.choice(AREAS)}
    schemes["nothing-stated"] = {"name": "A row that states no amount and no outturn"}
    schemes[f"scheme-{count}"]["tags"] = ["undivided"]
    if count > 9:
        schemes["scheme-8"]["tags"] = ["contingency"]
        schemes["scheme-9"] = {**schemes["scheme-9"], "tags": ["growth"], "note": NOTE}
    return schemes


# A book. `budget` is a dict by scheme of dicts by line; blocks are made of its schemes in order.

def draw(rng, grand):
    """Mostly some thousands with pence, now and then nil, less, or hundreds of millions."""
    kind = rng.randrange(20)
    if kind == 0 and grand:
        return rng.randint(10_000_000_000, 65_000_000_000)
    if kind == 1:
        return -rng.randint(1, 99_999_999)
    return 0 if kind < 4 else rng.randint(1, 900_000_000)


def make_budget(rng, schemes, lines):
    lines = list(lines)[:-1] or list(lines)
    budget = {}
    for number, scheme in enumerate(name for name in schemes if name != "nothing-stated"):
        count = min(len(lines), rng.choice([1, 1, 2, 3, len(lines)]))
        chosen = rng.sample(lines, count) if number >= len(lines) else [lines[number]]
        budget[scheme] = {line: draw(rng, number < GRAND_ROWS) for line in lines if line in chosen}
    return budget


def make_block(name, rows, **more):
    return {"block": name, **more, "rows": rows}


def make_rows(budget):
    """Nested blocks: one in one six deep, one of a single row, and two rows of no block."""
    rows = [{scheme: amounts} for scheme, amounts in budget.items()]
    if len(rows) < 12:
        return rows
    deep, rest = rows[:6], rows[6:]
    nest = make_block("level-6", [deep[5]], total="Total of the sixth level")
    for level in range(5, 0, -1):
        nest = make_block(f"level-{level}", [deep[level - 1], nest], heading=f"Level {level}",
                          total=f"Total of level {level}")
    rest.append({"nothing-stated": {}})
    first, second = len(rest) // 3, 2 * len(rest) // 3
    return [
        {**nest, "held_by": "icb", "note": NOTE},
        make_block("to-council", [
            make_block("services", rest[:first], heading="=Services & “more” <b>",
                       total="Total services"),
            *rest[first:second]],
            heading="Funding transferred from the integrated care board to the county council "
                    "under section 75 of the National Health Service Act 2006, and what of it "
                    "goes on to district councils and to voluntary organisations",
            total="Total funding transferred from the integrated care board to the county council",
            transfer_from="icb", held_by="council"),
        make_block("single", rest[second:second + 1], heading="A block of one row",
                   held_by="council"),
        make_block("others", rest[second + 1:-2], total="-Total of others", held_by="council"),
        *rest[-2:]]


def sum_lines(budget, lines, schemes=None):
    """By line, what the schemes (all, if none are named) come to."""
    amounts = [budget[scheme] for scheme in (budget if schemes is None else schemes)]
    return {line: sum(one.get(line, 0) for one in amounts) for line in lines}


def make_passport(amount, number):
    """A first contribution names all districts but one, which is nil; a second names nobody."""
    if number:
        return {}
    third = amount // 3
    return {"passport": {"eastham": third, "westham": amount - third, "isles": 0}}


def make_contributions(due, lines):
    payers = {partner["kind"]: name for name, partner in reversed(PARTNERS.items())}
    for line, amount in due.items():
        parts = [amount - amount // 4, amount // 4] if amount else [0]
        for number, part in enumerate(parts):
            item = {"line": line, "from": payers[lines[line]["payer"]], "amount": part,
                    "on": f"2022-{4 + number:02}-01"}
            if number:
                item |= {"supplement": "yes", "reference": "Determination 31/6543 – 2nd tranche"}
            if "passport_to" in lines[line]:
                item |= make_passport(part, number)
            yield item


def make_spent(rng, budget):
    """By scheme and line: over, under, to the penny."""
    return {scheme: {line: amount + rng.choice([0, 0, 1, -1, 123_456, -9_876_543]) * bool(amount)
                     for line, amount in amounts.items()} for scheme, amounts in budget.items()}


def make_outturn(spent, budget, splits):
    """As it is typed: some rows as one sum; if it splits, some of those on several lines too."""
    outturn = {}
    for number, (scheme, amounts) in enumerate(spent.items()):
        follows = splits and min(budget[scheme].values()) > 0
        bare = number % 3 == 0 and (len(amounts) == 1 or follows)
        outturn[scheme] = sum(amounts.values()) if bare else amounts
    return outturn


def pounds(pence):
    return (pence + 50) // 100 * 100


def figures(amounts):
    """As a paper prints them: whole pounds, and their sum."""
    return {**{line: pounds(amount) for line, amount in amounts.items()},
            "budget": pounds(sum(amounts.values()))}


def make_published(budget, lines, due):
    schemes = list(budget)
    total = sum_lines(budget, lines)
    wrong = {**figures(total), "budget": pounds(sum(total.values())) + 900_000}
    rows = {scheme: figures(budget[scheme]) for scheme in schemes[:8]}
    rows[schemes[0]]["budget"] += 1_234_500
    return [
        {"source": "Northshire HWB, 24 May 2022, Appendix 1 (“Better Care Fund – budget”)",
         "report": "budget", "rounded_to": "pound", "note": NOTE,
         "figures": {**rows, "total": wrong}},
        {"source": "https://example.org/papers/2022/item-7.pdf, paragraph 5",
         "report": "contributions", "rounded_to": "thousand",
         "figures": {line: {"current": (amount + 50_000) // 100_000 * 100_000}
                     for line, amount in due.items()}}]


APPROVALS = {
    "hwb-draft": {"body": "Northshire HWB", "on": "2022-03-22", "decision": "requested"},
    "hwb-may": {"body": BOARD, "on": "2022-05-24", "decision": "approved", "minute": "=12(a)"},
    "jcb-july": {"body": "Joint Commissioning Board", "on": "2022-07", "decision": "delegated"},
    "cabinet": {"body": "Cabinet", "on": "2022-09-08", "decision": "endorsed", "note": NOTE},
    "hwb-sept": {"body": "Northshire HWB", "on": "2022-09-20", "decision": "ratified"},
    "hwb-june": {"body": "Northshire HWB", "on": "2023-06-20", "decision": "noted",
                 "minute": "31"},
}


def make_book(rng, year, schemes, lines, opening):
    """The book, and what each line closes with."""
    budget = make_budget(rng, schemes, lines)
    total = sum_lines(budget, lines)
    due = {line: total[line] - opening.get(line, 0) for line in lines}
    spent = make_spent(rng, budget)
    later = year != YEARS[0]
    book = {"kind": "book", "year": year, "board": "../../schemes/northshire.yaml",
            "year_pack": f"../../schemes/national/{year}.yaml", "stage": "outturn",
            "rounded_to": "penny", "note": NOTE}
    if later:
        book |= {"previous": f"{YEARS[0]}.yaml", "approvals": APPROVALS,
                 "decisions": {"budget": "hwb-may", "outturn": "hwb-june"}}
    book |= {"contributions": list(make_contributions(due, lines))}
    if opening:
        book |= {"brought_forward": opening | {"nhs-minimum": opening["nhs-minimum"] + 1}}
    book |= {"allocations": make_rows(budget), "outturn": make_outturn(spent, budget, later),
             "total": "Total of the Better Care Fund, all funding lines and partners together"}
    if later:
        book |= {"published": make_published(budget, lines, due)}
    over = sum_lines(spent, lines)
    return book, {line: total[line] - over[line] for line in lines}


def write_pack(folder, year, lines):
    record = {"kind": "year-pack", "year": year, "verified": "no",
              "source": "Better Care Fund policy framework & planning requirements (made up)",
              "funding_lines": lines, "lists": {"area_of_spend": AREAS}}
    return write(folder, f"schemes/national/{year}.yaml", record)


def write_project(folder, schemes=60, lines=10):
    """Writes board, packs and both books; the paths of the books, the older first."""
    rng = random.Random(20220524)
    all_lines = make_lines(lines)
    national = dict(list(all_lines.items())[:6])
    local = {name: line for name, line in all_lines.items() if name not in national}
    board = {"kind": "board", "name": BOARD, "code": "E10000099", "partners": PARTNERS,
             "section_75": {"reference": "S75/2022/1", "signed": "2022-09-30"},
             "schemes": make_schemes(rng, schemes)}
    write(folder, "schemes/northshire.yaml", board | ({"funding_lines": local} if local else {}))
    opening, paths = {}, []
    for year in YEARS:
        write_pack(folder, year, national)
        book, opening = make_book(rng, year, board["schemes"], all_lines, opening)
        paths.append(write(folder, f"budgets/northshire/{year}.yaml", book))
    return paths


def write_small(folder):
    """The emptiest book: its path, in a list as above."""
    write(folder, "schemes/northshire.yaml", {
        "kind": "board", "name": "Northshire", "partners": {"icb": PARTNERS["icb"]},
        "schemes": {"carers": {"name": "Carers"}},
        "funding_lines": {"local": {"name": "Local", "payer": "nhs", "nature": "revenue"}}})
    return [write(folder, f"budgets/northshire/{YEARS[1]}.yaml", {
        "kind": "book", "year": YEARS[1], "board": "../../schemes/northshire.yaml",
        "stage": "budget", "contributions": [{"line": "local", "from": "icb", "amount": 100}],
        "allocations": [{"carers": {"local": 100}}]})]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder")
    parser.add_argument("--schemes", type=int, default=60)
    parser.add_argument("--lines", type=int, default=10)
    parser.add_argument("--small", action="store_true")
    given = parser.parse_args()
    small = given.small
    paths = write_small(given.folder) if small else write_project(given.folder, given.schemes,
                                                                  given.lines)
    print("\n".join(map(str, paths)))


if __name__ == "__main__":
    main()
