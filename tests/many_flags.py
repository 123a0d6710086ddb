"""What is worth a second look between two years, as docs/checks.md has it, and what was said of it.

Part of the second program (many_oracle.py). A finding is (code, what), or with both amounts
(code, what, this year's, last year's); what is a scheme, a line, or a scheme of a line.
"""
import json
import math
import re
from fractions import Fraction

from many_model import Pair
from year_model import pence, rate
from year_reports import percent

TOO_MUCH = 200  # Pence that an uplift may be out by.
MONEY = r"(-?£[\d,.]+)"
NAMED = r"\(([a-z0-9-]+)\)"
BOTH = rf": {MONEY} this year, {MONEY} last year"


# --- What should be said. ---

def is_tenfold(now, last):
    """Between 9.5 and 10.5 times as much, or as little; both ends belong to it."""
    ratio = Fraction(now, last) if now and last else Fraction(0)
    return any(Fraction(19, 2) <= size <= Fraction(21, 2)
               for size in [ratio, 1 / ratio if ratio else ratio])


def is_by(now, last, share, times, whole):
    """Whether an amount was uplifted so often: to two decimals of the percentage, or to two
    pounds, exactly or in whole pence each time."""
    if not last:
        return False
    should, exact = last, (1 + share) ** times - 1
    for _ in range(times):
        should += should * share
        should = math.floor(should + Fraction(1, 2)) if whole else should
    return percent(now - last, last) == percent(*exact.as_integer_ratio()) or (
        abs(now - should) <= TOO_MUCH)


def is_twice(now, last, uplift, whole):
    """Whether it rose by an uplift twice, and not by one."""
    share = rate(uplift) if uplift else 0
    return share > 0 and now > last and is_by(now, last, share, 2, whole) and (
        not is_by(now, last, share, 1, whole))


def heirs(pair):
    """By line of last year, the one that continues it."""
    return {old: line for line, named in pair.takes.items() for old in named}


def missing_schemes(pair):
    """What had money last year of lines that go on and has none, though nothing says that it
    ended, as a row of 0 does."""
    goes_on = heirs(pair)
    replaced = {old for name in pair.now.there for old, year in pair.now.facts[name].get(
        "replaces", {}).items() if int(year[:4]) == pair.now.year}
    for name, row in pair.last.current.items():
        if any(row[line] for line in row if line in goes_on) and not pair.last.is_growth(name) and (
                name not in replaced and name not in pair.now.there):
            yield "BCF464", name


def lost_lines(pair):
    """Lines that had contributions last year, and this year not so much as a nil."""
    has, after = {item.line for item in pair.now.items}, heirs(pair)
    return [line for line in pair.last.lines if pair.last.paid(line)
            and not pair.last.is_reserve(line) and after.get(line) not in has]


def missing_lines(pair):
    """Those that are lost, or break: no line of this year continues one that is mandatory or had
    money left, or two do."""
    after, lost = heirs(pair), lost_lines(pair)
    for line, facts in pair.last.lines.items():
        if line in pair.ended and (line in pair.twice or "mandatory" in facts
                                   or closed_with(pair.last, line)):
            yield "BCF407", line
        elif line in lost and "mandatory" not in pair.now.lines.get(after.get(line), {}):
            yield "BCF464", facts["name"]


def amounts(pair):
    """(what, its line, this year's amount, last year's) of all that both years have."""
    for line, old in pair.takes.items():
        yield line, line, pair.now.paid(line), sum(map(pair.last.paid, old))
        for name in pair.now.current:
            both = pair.present(name, line), pair.prior(name, old)
            if None not in both:
                yield (name, line), line, *both


def of_amounts(pair, whole):
    """Tenfold, twice uplifted, and by another uplift, unless the first two say more."""
    for what, line, now, last in amounts(pair):
        uplift = pair.now.lines[line].get("uplift")
        if is_tenfold(now, last):
            yield "BCF465", what, now, last
        if is_twice(now, last, uplift, whole):
            yield "BCF466", what, now, last
        elif uplift and what == line and last and not is_tenfold(now, last) and (
                percent(now - last, last) != percent(*rate(uplift).as_integer_ratio())):
            yield "BCF446", line


def is_closed(fund):
    """Whether the year has ended, and every row says what was spent."""
    return fund.known and all(name in fund.outturn for name in fund.original)


def closed_with(fund, line):
    """What a line of last year closed with; None where nobody knows it."""
    if is_closed(fund):
        if fund.year_end is not None or fund.is_reserve(line):
            return fund.all_of(line, "carried_forward")
        return fund.residual(line)
    if fund.known or not fund.is_reserve(line):
        return None
    return fund.paid(line) + fund.opening[line] - fund.allocated(line)


def openings(pair):
    """Lines that open with something else than last year closed with."""
    for line, old in pair.takes.items():
        closed = [closed_with(pair.last, name) for name in old]
        closed += [None] * (not is_closed(pair.last) and not pair.now.is_reserve(line))
        if None not in closed and pair.now.opening[line] != sum(closed):
            yield "BCF406", line


def unmapped(pair):
    """Schemes of this year that replace, from this year on, what had no row last year."""
    for name in pair.now.original:
        for old, year in pair.now.facts[name].get("replaces", {}).items():
            if int(year[:4]) == pair.now.year and old not in pair.last.original:
                yield "BCF424", f"{name}, {old}"


def flags(fund):
    """Of a book with one before it, what must be said, and what may be: docs/ leave open whether
    a line that breaks is missing too, and whether an amount that is uplifted has whole pence."""
    pair = Pair(fund)
    ways = [{*missing_schemes(pair), *missing_lines(pair), *of_amounts(pair, whole),
             *openings(pair), *unmapped(pair)} for whole in (False, True)]
    lost = {("BCF464", pair.last.lines[line]["name"]) for line in lost_lines(pair)}
    return ways[0] & ways[1], ways[0] | ways[1] | lost


# --- What was said. ---

SAID = [("BCF464", rf".*{NAMED} had .* last year and (?:has no row|its row states nothing) .*"),
        ("BCF464", r"(.*) had contributions of .* last year and has none this year"),
        ("BCF465", rf"the contributions to .*{NAMED}{BOTH}: .*"),
        ("BCF465", rf".*\(([a-z0-9-]+), ([a-z0-9-]+)\){BOTH}: .*"),
        ("BCF466", rf"the contributions to .*{NAMED}{BOTH}.*"),
        ("BCF466", rf".*\(([a-z0-9-]+), ([a-z0-9-]+)\){BOTH}.*"),
        ("BCF407", rf"last year's line .*\(([a-z0-9-]+), contributions .*\) is continued by .*"),
        ("BCF446", rf".*{NAMED} moves by .*"), ("BCF406", rf".*{NAMED} opens with .*"),
        ("BCF424", rf".*{NAMED} replaces '(.*)' from .*")]
CODES = {code for code, _ in SAID}


def understood(code, message):
    """A finding as the program words it."""
    for wanted, words in SAID:
        found = re.fullmatch(words, message) if wanted == code else None
        if found:
            parts = found.groups()
            if code == "BCF424":
                return code, ", ".join(parts)
            what = [part for part in parts if not re.fullmatch(MONEY, part)]
            return (code, what[0] if len(what) == 1 else tuple(what),
                    *(pence(part) for part in parts[len(what):]))
    return code, message


def told(text, codes):
    """(file, finding) of all diagnostics of these codes."""
    for line in text.splitlines():
        one = json.loads(line) if line.startswith("{") else {"code": None}
        if one["code"] in codes:
            yield one["file"], understood(one["code"], one["message"])


def flags_differ(want, may, text):
    """What must be said and is not, and what is said and may not be."""
    have = {finding for _, finding in told(text, CODES)}
    return [f"not said: {one}" for one in sorted(want - have, key=str)] + [
        f"should not be said: {one}" for one in sorted(have - may, key=str)]
