#!/usr/bin/env python3
"""A year rolled forward foots, line by line: Worcestershire's, and a few hundred random books.

    rolled.py BCF PROJECT_ROOT
"""
import random
import re
import shutil
import subprocess
import sys
import tempfile
from fractions import Fraction
from pathlib import Path

from tap import Tap, plain_environment

RANDOM_BOOKS = 300
LINES = ["nhs-minimum", "ibcf", "dfg"]


def bcf_run(bcf, folder, *arguments):
    done = subprocess.run([bcf, *arguments], cwd=folder, env=plain_environment(), timeout=60,
                          stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def pence(text):
    pounds, _, rest = text.replace(",", "").partition(".")
    size = int(pounds.lstrip("-") or "0") * 100 + int(rest or "0")
    return -size if text.startswith("-") else size


def rows(text):
    """From a book's text: the amounts of each row, in pence, by scheme and line."""
    section = re.search(r"^allocations:.*?(?=^\S|\Z)", text, re.M | re.S)[0]
    found = {}
    for scheme, body in re.findall(r"^ *- ([a-z0-9-]+):\s+\{([^}]*)\}", section, re.M):
        found[scheme] = {line: pence(amount) for line, amount in
                         re.findall(r"([a-z-]+): +(-?[\d.]+)", body)}
    return found


def contributions(text):
    section = re.search(r"^contributions:.*?(?=^\S|\Z)", text, re.M | re.S)[0]
    sums = {}
    for line, amount in re.findall(r"line: (\S+)\n +from: \S+\n +amount: (-?[\d,.]+)", section):
        sums[line] = sums.get(line, 0) + pence(amount)
    return sums


def opening(text):
    section = re.search(r"^brought_forward:.*?(?=^\S|\Z)", text, re.M | re.S)
    return {line: pence(amount) for line, amount in
            re.findall(r"^  (\S+): +(-?[\d,.]+)", section[0], re.M)} if section else {}


def uplifted(amount, rate, unit):
    """Half away from zero, to whole units of pence."""
    exact = Fraction(amount) * (1 + rate) / unit
    size = int(abs(exact) + Fraction(1, 2))
    return (size if exact >= 0 else -size) * unit


def worcestershire(tap, bcf, root):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("schemes", "budgets"):
            shutil.copytree(root / part, folder / part)
        new = folder / "budgets/worcestershire/2022-23.yaml"
        old = (folder / "budgets/worcestershire/2021-22.yaml").read_text(encoding="utf-8")
        arguments = ["new", "--from", "budgets/worcestershire/2021-22.yaml", "2022-23",
                     "--uplift", "general-rehab-beds=1.7%", "--merge", "step-down-unit=aswc"]
        before = new.read_bytes()
        status, _, said = bcf_run(bcf, folder, *arguments)
        tap.point(status == 2 and "already" in said and new.read_bytes() == before,
                  "a book that is there is not overwritten", said)
        new.unlink()
        status, _, said = bcf_run(bcf, folder, *arguments, "--dry-run")
        tap.point(status == 0 and not new.exists(), "--dry-run writes nothing", said)
        status, out, said = bcf_run(bcf, folder, *arguments)
        tap.point(status == 0, "Worcestershire rolls forward, loads and reconciles", out + said)
        text = new.read_text(encoding="utf-8")
        seen, was = rows(text), rows(old)
        expected = {scheme: dict(amounts) for scheme, amounts in was.items()
                    if not scheme.startswith("growth-") and scheme != "step-down-unit"}
        expected["general-rehab-beds"]["nhs-minimum"] = 12_794_133_00
        expected["aswc"]["nhs-minimum"] = 471_275_00
        growth = seen.pop("growth-2022-23")
        tap.point(seen == expected, "every row is last year's, but for what was chosen",
                  "\n".join(f"{key}: {seen.get(key)}, not {expected.get(key)}"
                            for key in {**seen, **expected} if seen.get(key) != expected.get(key)))
        tap.point(list(seen) == list(expected), "the rows stand in last year's order")
        paid = contributions(text)
        tap.point(paid == {"nhs-minimum": 44_268_156_00, "ibcf": 18_465_125_00,
                           "dfg": 6_163_577_00},
                  "contributions rise by the published uplift, to the pound "
                  "(the notified one was 44,268,155)", str(paid))
        for line in LINES:
            spent = sum(amounts.get(line, 0) for amounts in seen.values())
            tap.point(growth.get(line, 0) == paid[line] - spent,
                      f"{line}: growth is what contributions leave over the rows")
        tap.point(growth["nhs-minimum"] == 5_775_666_00, "growth on the NHS minimum is £5,775,666")
        status, out, said = bcf_run(bcf, folder, "check", new.relative_to(folder))
        tap.point(status == 0 and said.count("BCF225") == text.count("# to decide: "),
                  "every mark in the file is brought up again", said)
        new.unlink()
        status, _, said = bcf_run(bcf, folder, *arguments,
                                  "--answer", "contribution-nhs-minimum=44268155")
        tap.point(status == 0 and contributions(new.read_text(encoding="utf-8"))["nhs-minimum"]
                  == 44_268_155_00, "the notified amount is taken as it is given", said)


def flow(amounts):
    return "{" + ", ".join(f"{key}: {value / 100:.2f}" for key, value in amounts.items()) + "}"


def random_book(dice):
    """The text of an outturn book that foots, and of its board; and what is in it."""
    unit = dice.choice([1, 100, 100, 100_000])

    def money(most):
        return dice.randrange(-most // 50, most) // unit * unit

    schemes = [f"scheme-{number}" for number in range(dice.randrange(1, 9))]
    tags = {scheme: dice.random() < 0.2 for scheme in schemes}
    budget = {scheme: {line: money(10**8) for line in LINES if dice.random() < 0.5}
              for scheme in schemes}
    opened = {line: money(10**6) for line in LINES if dice.random() < 0.3}
    spent = {scheme: {line: money(10**8) for line in LINES if dice.random() < 0.4} or
             {"ibcf": 0} for scheme in schemes}
    paid = {line: sum(row.get(line, 0) for row in budget.values()) - opened.get(line, 0)
            for line in LINES}
    board = ("format: 1\nkind: board\nname: Northshire\npartners:\n"
             "  ccg: {name: CCG, kind: nhs, succeeded_by: icb, on: 2022-07-01}\n"
             "  icb: {name: ICB, kind: nhs}\n  council: {name: Council, kind: council}\n"
             "  eastham: {name: Eastham, kind: district}\n"
             "  westham: {name: Westham, kind: district}\nschemes:\n")
    for scheme in schemes:
        board += f"  {scheme}: {{name: {scheme}{', tags: [growth]' if tags[scheme] else ''}}}\n"
    east = dice.randrange(0, 10**6) // unit * unit
    text = ("format: 1\nkind: book\nyear: 2022-23\nboard: ../schemes/board.yaml\n"
            "year_pack: ../schemes/2022-23.yaml\nstage: outturn\n"
            f"{'rounded_to: thousand' if unit > 100 else ''}\ncontributions:\n"
            f"  - {{line: nhs-minimum, from: ccg, amount: {paid['nhs-minimum'] / 100:.2f}}}\n"
            f"  - {{line: ibcf, from: council, amount: {paid['ibcf'] / 100:.2f}}}\n"
            f"  - {{line: dfg, from: council, amount: {paid['dfg'] / 100:.2f}, passport: "
            + flow({"eastham": east, "westham": paid["dfg"] - east}) + "}\n"
            f"brought_forward: {flow(opened)}\nallocations:\n")
    outer = dice.random() < 0.5
    if outer:
        text += "  - block: services\n    held_by: ccg\n    rows:\n"
    for scheme in schemes:
        text += f"{'      ' if outer else '  '}- {scheme}: {flow(budget[scheme])}\n"
    text += "outturn:\n" + "".join(f"  {key}: {flow(row)}\n" for key, row in spent.items())
    closing = {line: paid[line] + opened.get(line, 0) - sum(row.get(line, 0)
                                                            for row in spent.values())
               for line in LINES}
    fine = [value for row in budget.values() for value in row.values()] + list(paid.values())
    used = unit if unit > 100 else 1 if any(value % 100 for value in fine) else 100
    return board, text, (schemes, tags, budget, paid, closing, used)


PACK = ("format: 1\nkind: year-pack\nyear: {year}\nsource: an invented year\nverified: yes\n"
        "funding_lines:\n"
        "  nhs-minimum: {{name: NHS minimum, payer: nhs, nature: revenue{uplift}}}\n"
        "  ibcf: {{name: iBCF, payer: council, nature: revenue}}\n"
        "  dfg: {{name: DFG, payer: council, nature: capital, passport_to: district}}\n")


def rolled_wrong(bcf, folder, dice):
    """Rolls one random book; what is wrong with the new one, or nothing."""
    board, text, (schemes, tags, budget, paid, closing, unit) = random_book(dice)
    for path, content in [("schemes/board.yaml", board), ("budgets/2022-23.yaml", text),
                          ("schemes/2022-23.yaml", PACK.format(year="2022-23", uplift="")),
                          ("schemes/2023-24.yaml",
                           PACK.format(year="2023-24", uplift=", uplift: 5.66%"))]:
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    rates = {"all": Fraction(dice.randrange(0, 50000), 10**6)}
    options = ["--uplift", f"{float(rates['all'] * 100):.4f}%"]
    if dice.random() < 0.5:
        rates["ibcf"] = Fraction(dice.randrange(-50000, 50000), 10**6)
        options += ["--uplift", f"schemes:ibcf={float(rates['ibcf'] * 100):.4f}%"]
    one = dice.choice(schemes)
    ended = dice.random() < 0.3 and not tags[one]
    options += ["--end", one] if ended else ["--uplift", f"scheme:{one}=10%"]
    free = [scheme for scheme in schemes if not tags[scheme] and scheme != one]
    merged = dice.sample(free, 2) if len(free) > 1 and dice.random() < 0.4 else []
    options += ["--merge", "=".join(merged)] if merged else []
    status, out, said = bcf_run(bcf, folder, "new", "--from", "budgets/2022-23.yaml", "2023-24",
                                *options)
    shown = f"{options}\n{text}\n{out}\n{said}"
    if status != 0:
        return f"exit {status}\n{shown}"
    new = (folder / "budgets/2023-24.yaml").read_text(encoding="utf-8")
    seen, now = rows(new), contributions(new)
    growth = seen.pop("growth-2023-24", {})
    expected = {}
    for scheme in schemes:
        if tags[scheme] or (ended and scheme == one):
            continue
        rate = {line: rates.get(line, rates["all"]) for line in LINES}
        if scheme == one:
            rate = dict.fromkeys(LINES, Fraction(1, 10))
        expected[scheme] = {line: uplifted(amount, rate[line], unit)
                            for line, amount in budget[scheme].items()}
    if merged:
        for line, amount in expected.pop(merged[0]).items():
            expected[merged[1]][line] = expected[merged[1]].get(line, 0) + amount
    risen = {**paid, "nhs-minimum": uplifted(paid["nhs-minimum"], Fraction(566, 10000), unit)}
    opened = {line: amount for line, amount in closing.items() if amount}
    left = {line: risen[line] + closing[line] - sum(row.get(line, 0) for row in expected.values())
            for line in LINES}
    if seen != expected or now != risen or opening(new) != opened:
        return (f"{seen} not {expected}; {now} not {risen}; {opening(new)} not {opened}\n"
                f"{shown}\n{new}")
    if any(growth.get(line, 0) != left[line] for line in LINES):
        return f"growth {growth} not {left}\n{shown}\n{new}"
    return "" if "from: ccg" not in new and "held_by: ccg" not in new else f"CCG stays\n{new}"


def main(bcf, root):
    bcf, root = str(Path(bcf).resolve()), Path(root).resolve()
    tap = Tap()
    worcestershire(tap, bcf, root)
    wrong = ""
    for seed in range(RANDOM_BOOKS):
        with tempfile.TemporaryDirectory() as name:
            wrong = wrong or rolled_wrong(bcf, Path(name), random.Random(seed))
        if wrong:
            wrong = f"seed {seed}\n{wrong}"
            break
    tap.point(not wrong, f"{RANDOM_BOOKS} random books roll forward, line by line", wrong)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
