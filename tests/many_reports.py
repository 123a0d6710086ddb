"""The reports of docs/many-books.md, each a list of (id, cells) in printed order, without headings.

Part of the second program (many_oracle.py). Cells are pence or texts; None is not stated. Of one
book: ALONE[name](fund); of several: TOGETHER[name](funds).
"""
import os
from collections import Counter, defaultdict

from many_model import PARTS, Pair
from year_model import stated
from year_reports import less, nil, percent, summed

STEPS_MOST = 24  # Of a waterfall; beyond, a line is one.
BETWEEN = ("unallocated", "brought-forward", "rounding")
COMPARED = ("prior", "current", "movement", "percent")


def compared(prior, current):
    """The four columns of a comparison."""
    movement = less(current, prior)
    return dict(zip(COMPARED, (prior, current, movement, percent(movement, prior))))


# --- From one year to the next. ---

def of_scheme(pair, name):
    """Its movement in each line, and its two budgets."""
    cells = {column: less(pair.present(name, line), pair.prior(name, old))
             for column, line, old in pair.columns()}
    budgets = [stated(book.current.get(name, {}).values()) if book else None
               for book in (pair.last, pair.now)]
    return cells | compared(*budgets)


def of_several(pair, schemes):
    """A total: what is not stated counts as nil, and the percentage is of the sums."""
    rows = [(name, of_scheme(pair, name)) for name in schemes]
    keys = [column for column, *_ in pair.columns()]
    cells = {key: sum(row[key] or 0 for _, row in rows) for key in [*keys, "prior", "current"]}
    return cells | compared(cells["prior"], cells["current"])


def movement(fund):
    pair, rows = Pair(fund), []
    used = {name for _, name, _ in fund.tree}
    for kind, name, schemes in fund.tree[:-1]:
        cells = of_scheme(pair, name) if kind == "body" else of_several(pair, schemes)
        rows.append((name, cells))
    rows += [(pair.own(name, used), of_scheme(pair, name)) for name in pair.gone]
    rows += [("ended", of_several(pair, pair.gone))] if pair.gone else []
    rows.append(("total", of_several(pair, fund.tree[-1][2] + pair.gone)))
    return rows if pair.last else [(name, dict.fromkeys(cells)) for name, cells in rows]


def below(fund, lines):
    """Of some lines together: what lies between budgets and contributions, as it adds up; and
    these. What no such line existed for is not stated."""
    opened, given = (sum(map(way, lines)) for way in (fund.opening.__getitem__, fund.allocated))
    cells = {"brought-forward": -opened, "rounding": sum(map(fund.rounding, lines)),
             "": sum(map(fund.paid, lines)), "schemes": given}
    cells["unallocated"] = cells[""] + opened - given - cells["rounding"]
    return cells if lines else dict.fromkeys(cells)


def joined(places):
    return ", ".join(dict.fromkeys(places)) or None


def whence(fund, scheme, lines):
    """The places of an amount; of one that is nil, where that is typed."""
    found = joined(place for line in lines for place in fund.sources.get((scheme, line), []))
    nils = [fund.nil_at(scheme, line) for line in lines]
    return found or next(filter(None, reversed(nils)), None)


def moved(pair, line, old):
    """By scheme that moved in a line: the cells of its row."""
    for name in [name for name, _, _ in pair.now.rows] + pair.gone:
        cells = compared(pair.prior(name, old), pair.present(name, line))
        if cells["movement"]:
            yield name, cells | {
                "kind": pair.kind(name, cells["movement"]),
                "prior-from": whence(pair.last, name, old),
                "current-from": whence(pair.now, name, [line])}


def bridge_line(pair, column, line, old):
    """The rows of one line; those between that are nil in both years are left out."""
    rows = list(moved(pair, line, old))
    own = [line] if line else []
    now, last = below(pair.now, own), below(pair.last, old)
    both = [last["schemes"], now["schemes"]]
    still = [(whole or 0) - sum(cells[key] or 0 for _, cells in rows)
             for whole, key in zip(both, COMPARED)]
    rows += [("unchanged", compared(*still))] if any(still) else []
    rows.append(("schemes", compared(*both)))
    rows += [(name, compared(last[name], now[name]))
             for name in BETWEEN if last[name] or now[name]]
    whole = compared(last[""], now[""])
    rows.append(("", whole | {
        "kind": line_kind(pair, line, old, whole["movement"]),
        "prior-from": joined(pair.last.paid_at(old)), "current-from": joined(
            pair.now.paid_at(own))}))
    return [(f"{column}-{name}" if name else column, cells) for name, cells in rows]


def line_kind(pair, line, old, movement):
    """What became of a line, by those before it that had money."""
    had = [name for name in old if pair.last.had_money(name)]
    if not line or not had:
        return "new" if line else "ended"
    if len(had) > 1 or had != [line]:
        return "merged" if len(had) > 1 else "renamed"
    return "uplifted" if movement > 0 else "reduced" if movement else "unchanged"


def with_own_ids(rows):
    """A line's own rows have `line-` before their id where another row has that."""
    seen, kept = set(), []
    for name, cells in rows:
        while name in seen and "prior" in cells and not name.endswith("-unchanged"):
            name = f"line-{name}"
        seen.add(name)
        kept.append((name, cells))
    return kept


def bridge(fund):
    """Of a book with one before it; a line that had no money in either year is left out."""
    pair = Pair(fund)
    rows = [row for column, line, old in pair.columns() if any(map(pair.last.had_money, old))
            or line and fund.had_money(line) for row in bridge_line(pair, column, line, old)]
    total = compared(sum(map(pair.last.paid, pair.last.lines)),
                     sum(map(fund.paid, fund.lines)))
    return with_own_ids([*rows, ("total", total)])


def waterfall(fund):
    """The steps from one year's contributions to the other's, by line and kind, in any order."""
    pair, steps, of = Pair(fund), defaultdict(int), defaultdict(lambda: defaultdict(int))
    for column, line, old in pair.columns():
        for name, cells in bridge_line(pair, column, line, old):
            kind = cells.get("kind") or name.removeprefix(f"{column}-")
            if kind in BETWEEN or "kind" in cells and name != column:
                steps[f"{column}-{kind}"] += cells["movement"] or 0
                of[column][kind] += cells["movement"] or 0
    if sum(map(bool, steps.values())) > STEPS_MOST:
        whole = defaultdict(int)
        for column, *_ in pair.columns():
            whole[column] += sum(of[column].values())
        steps = whole
    rows = [(name, {"amount": amount}) for name, amount in steps.items() if amount]
    ends = [("prior", sum(map(pair.last.paid, pair.last.lines))),
            ("current", sum(map(fund.paid, fund.lines)))]
    return sorted(rows + [(name, {"amount": amount}) for name, amount in ends])


# --- Who leads, and what recurs. ---

def told(fund, schemes):
    """The parts of the original budget of some schemes, and the whole."""
    cells = {part: stated(row.get(part) for name in schemes for row in fund.parts[name].values())
             for part in PARTS}
    return cells | {"budget": stated(cells.values())}


def recurrent(fund):
    """Nothing where no amount tells."""
    rows = [(name, told(fund, schemes)) for _, name, schemes in fund.tree]
    tells = any(part != "not-told" for row in fund.parts.values()
                for parts in row.values() for part in parts)
    return rows if tells else [(name, dict.fromkeys(cells)) for name, cells in rows]


def leads(fund):
    """Partners by themselves, partners together, money with no lead; as the board lists them."""
    led, order = defaultdict(list), list(fund.partners)
    for name in fund.original:
        led[tuple(sorted(set(fund.leads(name)), key=order.index))].append(name)
    keys = sorted((who for who in led if any(map(fund.original.get, led[who]))), key=lambda who: (
        len(who) or len(order) + 1, [order.index(one) for one in who]))
    rows = [("-".join(["lead", *who]) if who else "no-lead", told(fund, led[who]))
            for who in keys]
    whole = told(fund, list(fund.original))
    return [*rows, ("total", whole)] if any(keys) else [("total", dict.fromkeys(whole))]


# --- Reserves and programmes. ---

RESERVE = ("brought-forward", "contributions", "current-budget", "later-years", "uncommitted",
           "outturn", "reserve-applied", "balance", "carried-forward")
OVER_YEARS = ("brought-forward", "contributions", "current-budget", "later-years", "uncommitted",
              "outturn", "reserve-applied", "repaid", "left")


def reserves(fund, later=()):
    """What each reserve had, what is committed of it in this year and in later ones, what rolls."""
    rows = []
    for line in filter(fund.is_reserve, fund.lines):
        had, given = fund.opening[line] + fund.paid(line), fund.allocated(line)
        ahead = [one.allocated(line) - one.paid(line) for one in later if line in one.lines]
        applied = fund.all_of(line, "reserve_applied")
        end = [fund.spent(line), applied, fund.residual(line) + applied,
               fund.all_of(line, "carried_forward")] if fund.known else [None] * 4
        rows.append((line, dict(zip(RESERVE, [
            fund.opening[line], fund.paid(line), given, stated(ahead),
            had - given - sum(ahead), *end]))))
    return rows + [("total", summed(rows, RESERVE))]


def left(fund, line):
    """A reserve's closing balance; where the year has not ended, what is uncommitted."""
    had = fund.opening[line] + fund.paid(line)
    if not fund.known:
        return had - fund.allocated(line)
    return (had - fund.spent(line) + fund.all_of(line, "reserve_applied")
            - fund.all_of(line, "repaid"))


def after(funds, number):
    """The years that follow on one of them, each naming the one before it."""
    later = []
    for fund, one in zip(funds[number:], funds[number + 1:]):
        path = one.data.get("previous") and one.near(one.data["previous"])
        if not path or not os.path.samefile(path, fund.path):
            break
        later.append(one)
    return later


def reserve_year(funds, number, line):
    fund = funds[number]
    own = dict(reserves(fund, after(funds, number)))[line]
    ended = [fund.spent(line), fund.all_of(line, "reserve_applied"),
             fund.all_of(line, "repaid") if fund.year_end is not None else None] if (
                 fund.known) else [None] * 3
    return dict(zip(OVER_YEARS, [fund.opening[line], fund.paid(line), fund.allocated(line),
                                 own["later-years"], own["uncommitted"], *ended,
                                 left(fund, line)]))


def over_years(funds):
    """By reserve and year; of a reserve, it opens as the first and has left what the last has."""
    rows = []
    for line in dict.fromkeys(line for one in funds for line in filter(one.is_reserve, one.lines)):
        own = [(f"{line}-{one.label}", reserve_year(funds, number, line))
               for number, one in enumerate(funds) if line in one.lines]
        whole = summed(own, OVER_YEARS) | {"later-years": None, "uncommitted": None}
        whole["brought-forward"], whole["left"] = own[0][1]["brought-forward"], own[-1][1]["left"]
        rows += [*own, (line, whole)]
    return rows


def source(funds, scheme):
    """The names of the lines of which a scheme has a budget in any year."""
    return "; ".join(dict.fromkeys(
        one.lines[line]["name"] for one in funds for line in one.lines
        if one.current.get(scheme, {}).get(line))) or None


def programme(funds):
    """Schemes down, years across, what pays them, and what is left of each reserve."""
    def across(amount, whole=True):
        cells = {f"year-{one.label}": amount(one) for one in funds}
        return cells | {"total": stated(cells.values()) if whole else None}
    names = dict.fromkeys(name for one in funds for name in one.original
                          if any(name in other.there for other in funds))
    rows = [(name, across(lambda one, name=name: stated(one.current.get(name, {}).values()))
             | {"source": source(funds, name)}) for name in names]
    rows.append(("total", summed(rows, [f"year-{one.label}" for one in funds] + ["total"])))
    lines = dict.fromkeys(line for one in funds for line in filter(one.is_reserve, one.lines))
    return rows + [(f"left-{line}", across(
        lambda one, line=line: left(one, line) if line in one.lines else None, False))
        for line in lines]


# --- Many boards. ---

ENDS = {"carried-forward": "carried_forward", "repaid": "repaid",
        "reserve-applied": "reserve_applied", "borne-by-partners": "borne_by"}


def reconciled(fund):
    """By line that had money, the columns of the reconciliation."""
    cells, end = {}, fund.year_end
    given = any("underspend_applied" in record for record in (end or {}).values())
    for line in filter(fund.had_money, fund.lines):
        ours = below(fund, [line])
        told = {key for key in ENDS if fund.known and (
            end is not None or key == "carried-forward" and fund.is_reserve(line))}
        cells[line] = {
            "contributions": ours[""], "brought-forward": fund.opening[line],
            "allocated": ours["schemes"], "unallocated": ours["unallocated"],
            "current-budget": ours["schemes"],
            "outturn": fund.spent(line) if fund.known else None,
            "residual": fund.residual(line) if fund.known else None,
            "underspend-applied": fund.all_of(line, "underspend_applied") if given else None,
            "rounding": ours["rounding"]}
        cells[line] |= {key: fund.all_of(line, kind) if key in told else None
                        for key, kind in ENDS.items()}
    return cells


def stem(fund):
    return os.path.splitext(os.path.basename(fund.data["board"]))[0]


def roll_up(funds):
    """National lines by line, year and board; then the boards' own, year by year; then all."""
    years = sorted({one.label for one in funds})
    every = [(one, line, cells) for one in funds for line, cells in reconciled(one).items()]
    own = {id(cells) for one, line, cells in every if line in one.board.get("funding_lines", {})}

    def of(year, chosen):
        return [(f"{line}-{year}-{stem(one)}", cells) for one, line, cells in every
                if one.label == year and chosen(line, id(cells) in own)]

    def added(rows):
        return summed(rows, rows[0][1])
    rows = []
    for line in dict.fromkeys(line for one in funds for line in one.lines):
        for year in years:
            found = of(year, lambda name, local, line=line: name == line and not local)
            rows += [*found, (f"{line}-{year}", added(found))] if found else []
    for year in years:
        found = of(year, lambda _, local: local)
        rows += [*found, (f"local-{year}", added(found))] if found else []
    whole = [(f"total-{year}", of(year, lambda *_: True)) for year in years]
    return numbered(rows + [(name, added(found)) for name, found in whole if found])


def numbered(rows):
    """An id that another row has already is called -2, then -3."""
    count = Counter()
    for number, (name, cells) in enumerate(rows):
        count[name] += 1
        rows[number] = (f"{name}-{count[name]}" if count[name] > 1 else name, cells)
    return rows


def boards(funds):
    """By path, the facts and amounts of its row; the budget is the current one."""
    return [(os.path.relpath(one.path, one.project), {
        "of-year": one.label.replace("-", "/"), "stage": one.data["stage"],
        "book": os.path.relpath(one.path, one.project),
        "contributions": sum(map(one.paid, one.lines)),
        "budget": sum(map(one.allocated, one.lines)),
        "outturn": sum(map(one.spent, one.lines)) if one.known else None}) for one in funds]


ALONE = {"movement": movement, "bridge": bridge, "waterfall": waterfall, "leads": leads,
         "recurrent": recurrent, "reserves": reserves}
TOGETHER = {"reserves": over_years, "programme": programme, "roll-up": roll_up, "boards": boards}
