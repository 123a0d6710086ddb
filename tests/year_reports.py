"""The statements of a year as docs/year.md has them, each a list of (id, cells) in printed order.

Part of the second program (year_oracle.py). Cells are pence or texts; None is not stated. There are
no headings here.
"""
import math
from collections import Counter, defaultdict
from fractions import Fraction

from year_model import amounts, awaiting, day, has_by, later, pence, rate, split, stated

MADE_OF = ("budget", "supplements", "virements", "current-budget")


def less(one, other):
    """A difference that is not stated where neither side is."""
    return None if one is None and other is None else (one or 0) - (other or 0)


def percent(part, whole):
    """In hundredths of a per cent, half away from zero; None of nil."""
    if not whole or part is None:
        return None
    size = math.floor(abs(Fraction(part * 10000, whole)) + Fraction(1, 2))
    return -size if part < 0 else size


def nil(cells):
    """The cells of a total in which nothing that is stated comes to nil."""
    return {key: value or 0 for key, value in cells.items()}


def summed(rows, keys):
    """The sums of the columns of some rows, None where no row states one."""
    return {key: stated(cells[key] for _, cells in rows) for key in keys}


# --- What comes in. ---

def register(book, moment=None):
    """Every contribution: original, supplements, revisions, current, what awaits approval; and of
    itself its date, status and reference."""
    items = book.items_by(moment)
    waits = awaiting(items, lambda name: book.approves(name, moment))
    keys = ("original", "supplements", "revisions", "current", "awaiting")
    facts = dict.fromkeys(("date", "status", "reference"))
    rows, every = [], []
    for line in book.lines:
        own = [(f"{line}-{item.number}", dict(zip([*keys, *facts], (
            item.original, item.added, item.revision, item.change, waits[item],
            item.on, item.status, item.reference))))
            for item in items if item.line == line]
        rows += [*own, (line, summed(own, keys) | facts)] if own else []
        every += own
    return rows + [("total", summed(every, keys) | facts)]


# --- What is given, and what was spent of it. ---

def current_budget(book, period=None, moment=None):
    """What makes the current budget of each scheme, and its lines; what came on top is stated
    where anything did."""
    lines, kinds = book.budget(period, moment)
    moved = any(True for _ in book.moves(period, moment))
    rows = []
    for kind, name, schemes in book.tree:
        cells = {line: stated(lines[scheme].get(line) for scheme in schemes)
                 for line in book.lines}
        cells |= {key: stated(kinds[scheme][key] for scheme in schemes) for key in MADE_OF}
        if kind != "body":
            cells = nil(cells)
            cells |= {} if moved else {"supplements": None, "virements": None}
        rows.append((name, cells))
    return rows


def outturn(book):
    """Budget by line, what makes the current one (stated if the book moves any), and spending."""
    _, kinds = book.budget()
    moved = any(True for _ in book.moves())
    rows = []
    for kind, name, schemes in book.tree:
        cells = {line: stated(book.original[scheme].get(line) for scheme in schemes)
                 for line in book.lines}
        cells |= {key: stated(kinds[scheme][key] for scheme in schemes) for key in MADE_OF}
        now = cells["current-budget"]
        spent = stated(stated(book.outturn.get(scheme, {}).values()) for scheme in schemes)
        if kind != "body":
            cells, now, spent = nil(cells), now or 0, spent or 0
        cells |= {} if moved else dict.fromkeys(MADE_OF[1:])
        cells["outturn"] = spent if book.known else None
        cells["variance"] = less(spent, now) if book.known else None
        rows.append((name, cells))
    return rows


# --- The monthly report. ---

def told(record, key, scheme):
    """What a report states of a scheme, in all; a report that is not there states nothing."""
    value = (record or {}).get(key, {}).get(scheme)
    if value is None:
        return None
    return stated(amounts(value).values()) if isinstance(value, dict) else pence(value)


def rag(book, variance, whole):
    """Green, amber or red; exactly the share is not over it."""
    shares = book.board.get("rag")
    if not shares or variance is None:
        return None
    over = [name for name in ("amber", "red")
            if variance > 0 and variance > rate(shares[name]) * abs(whole or 0)]
    return (over or ["green"])[-1]


def judged(book, cells, own):
    """Adds to a monitoring row what follows from its forecast and its current budget: of a total
    only where each of its own rows that has a budget has a forecast."""
    whole = all(row["forecast"] is not None or not row["current-budget"] for _, row in own)
    cells["percent"] = percent(cells["variance"], abs(cells["current-budget"] or 0)) if (
        whole) else None
    cells["rag"] = rag(book, cells["variance"], cells["current-budget"]) if whole else None
    return cells


def reported(cells, now, last, name):
    """The row of a scheme: what this report and the one before it state, and what follows."""
    cells = cells | {"to-date": told(now, "to_date", name),
                     "forecast": told(now, "forecast", name),
                     "previous": told(last, "forecast", name)}
    if (cells["to-date"], cells["forecast"]) != (None, None):  # It spends: of no budget, nil.
        cells |= {key: cells[key] or 0 for key in ("budget", "current-budget")}
    both = None not in (cells["forecast"], cells["previous"])
    cells["variance"] = None if cells["forecast"] is None else less(
        cells["forecast"], cells["current-budget"])
    cells["movement"] = cells["forecast"] - cells["previous"] if both else None
    return cells


def monitoring(book, period=None):
    """What every scheme has, has spent and will spend at a period's end, and what funds it."""
    period = period or max(book.reports)
    now = book.reports.get(period)
    earlier = max((number for number in book.reports if number < period), default=0)
    last = book.reports.get(earlier) if now else None
    single = {name: reported(cells, now, last, name)
              for name, cells in book.budget(period)[1].items()}
    rows = []
    for kind, name, schemes in book.tree:
        own = [(scheme, single[scheme]) for scheme in schemes]
        cells = summed(own, next(iter(single.values())))
        cells |= nil({key: cells[key] for key in MADE_OF}) if kind != "body" else {}
        cells["narrative"] = (now or {}).get("narrative", {}).get(name)
        rows.append((name, judged(book, cells, own)))
    return rows + funding(book, period, now, single, dict(rows)["total"])


def funding(book, period, now, single, spending):
    """The lines of a monitoring report, which are negative, and the net, where both are stated."""
    rows, items = [], book.items_by(book.end_of(period))
    whole = now and all(cells["forecast"] is not None or not cells["current-budget"]
                        for cells in single.values())
    for line in book.lines:
        own = [item for item in items if item.line == line]
        first = sum(item.original or 0 for item in own) + book.opening[line]
        more = sum(item.change for item in own) + book.opening[line] - first
        rows.append((f"funding-{line}", {
            "budget": -first, "supplements": -more, "virements": None,
            "current-budget": -first - more}))
    rows += [("funding", nil(summed(rows, MADE_OF)))]
    for _, cells in rows:
        cells["forecast"] = cells["current-budget"] if whole else None
        cells["variance"] = 0 if whole else None
        cells["percent"] = percent(cells["variance"], abs(cells["current-budget"]))
        cells |= dict.fromkeys(("to-date", "previous", "movement", "narrative", "rag"))
    total = rows[-1][1]
    net = {key: None if None in (spending[key], total[key]) else spending[key] + total[key]
           for key in spending}
    return rows + [("net", net | {"percent": None})]


# --- Who owes whom. ---

def instalments(record, year):
    """(date, amount) of what falls due: whole, or in parts with the odd pennies first."""
    due, date = pence(record["due"]), record.get("on")
    parts = {"twelfths": 12, "quarters": 4}.get(record.get("schedule"))
    if not parts:
        return [(date, due)]
    date = date or f"{year}-04-01"
    return [(later(date, n * 12 // parts), amount)
            for n, amount in enumerate(split(due, [1] * parts))]


def settlements(book, moment):
    """(row, `due` or `paid`, whether after 31 March, amount) of what fell due or was paid."""
    for record in book.data.get("payments", []):
        fell = [("due", *part) for part in instalments(record, book.year)] if (
            "due" in record) else []
        fell += [("paid", record.get("on"), pence(record["paid"]))] if "paid" in record else []
        for kind, date, amount in fell:
            if has_by(date, moment):
                late = bool(date) and day(date) > day(f"{book.year + 1}-03")
                yield f"{record['line']}-{record['from']}-{record['to']}", kind, late, amount


def payments(book, moment=None):
    """What partners owed one another and paid, by line, payer and payee; what came after the
    year is told apart, where anything did."""
    sums, keys = defaultdict(Counter), ["due", "paid", "owed"]
    for name, kind, late, amount in settlements(book, moment):
        sums[name][f"{kind}-later" if late else kind] += amount
    after = any(cells["due-later"] or cells["paid-later"] for cells in sums.values())
    rows = []
    for name, cells in sums.items():
        cells["owed"] = cells["due"] - cells["paid"]
        cells["outstanding"] = cells["owed"] + cells["due-later"] - cells["paid-later"]
        rows.append((name, {key: cells[key] for key in keys}))
        rows[-1][1].update({key: cells[key] if after else None
                            for key in ("due-later", "paid-later", "outstanding")})
    return rows + [("total", summed(rows, [*keys, "due-later", "paid-later", "outstanding"]))]


def transfers(book):
    """The current budget of every line that schemes had or spent, by the partner that holds it;
    who never had any of it has nil, which is not stated here. Nothing is, where nobody is said to
    hold a scheme."""
    cells, held_by_any = defaultdict(dict), any(book.holder.values())
    spent = {line for row in book.outturn.values() for line, amount in row.items() if amount}
    given = [(scheme, line, amount) for scheme, row in book.original.items()
             for line, amount in row.items() if amount]
    for scheme, line, amount in given + [move[:3] for move in book.moves()]:
        if held_by_any:
            held = book.holder[scheme] or "not-held"
            cells[line][held] = cells[line].get(held, 0) + amount
    holders = {held or "not-held" for held in book.holder.values()}
    columns = [who for who in [*book.partners, "not-held"] if who in holders]
    rows = [(line, {who: cells[line].get(who) for who in columns}
             | {"total": stated(cells[line].values())}) for line in book.lines
            if line in cells or held_by_any and line in spent]
    total = summed(rows, [*columns, "total"])
    return rows + [("total", nil(total) if held_by_any else total)]


# --- The year's end. ---

def year_end(book):
    """By line, the residual and what became of it; nothing is stated before the year has ended,
    nor where nothing is left of any line and no `year_end` says so."""
    shown = book.known and (book.year_end is not None or any(map(book.residual, book.lines)))

    def row(name, value):
        cells = {line: value(line) if shown else None for line in book.lines}
        return name, cells | {"total": stated(cells.values())}

    def of(key, who=None):
        """Bare, it is not stated where it is told by partner."""
        def value(line):
            partly = not who and any(kind == key and name for kind, name in book.ended[line])
            return None if partly else book.ended[line][key, who]
        return value
    rows = [row("contributions", book.paid),
            row("brought-forward", lambda line: book.opening[line]),
            row("outturn", book.spent), row("rounding", book.rounding),
            row("residual", book.residual),
            row("reserve-applied", of("reserve_applied")),
            row("underspend-applied", of("underspend_applied"))]
    for key, name in (("borne_by", "borne"), ("carried_forward", "carried-forward"),
                      ("repaid", "repaid")):
        rows += [row(name, of(key))] if name != "borne" else []
        rows += [row(f"{name}-{who}", of(key, who)) for who in book.partners
                 if any((key, who) in said for said in book.ended.values())]
    return rows + [row("unexplained", book.unexplained)]


def reserves(book):
    """What each reserve had, what is committed, spent, applied, and what rolls on."""
    rows = []
    keys = ["brought-forward", "contributions", "current-budget", "later-years", "uncommitted",
            "outturn", "reserve-applied", "balance", "carried-forward"]
    for line in filter(book.is_reserve, book.lines):
        had, given = book.opening[line] + book.paid(line), book.allocated(line)
        applied = book.all_of(line, "reserve_applied")
        later_on = [book.spent(line), applied, book.residual(line) + applied,
                    book.all_of(line, "carried_forward")] if book.known else [None] * 4
        rows.append((line, dict(zip(keys, [
            book.opening[line], book.paid(line), given, None, had - given, *later_on]))))
    return rows + [("total", summed(rows, keys))]


# --- The memorandum account. ---

def pool(book, cells):
    """Adds what the lines that are no reserves had, and what was spent of all."""
    lines = [line for line in book.lines if not book.is_reserve(line)]
    cells["brought-forward"] = sum(book.opening[line] for line in lines)
    cells["funding"] = sum(map(book.paid, lines)) + cells["brought-forward"]
    cells["funding"] += cells.get("drawn", 0)
    cells["expenditure"] = sum(map(book.spent, book.lines))
    cells["net"] = cells["funding"] - cells["expenditure"]
    cells["rounding"] = sum(map(book.rounding, lines))
    moved = sum(book.all_of(line, "borne_by") - book.all_of(line, "repaid") for line in lines)
    cells["balance"] = (cells["net"] + cells.get("reserve-applied", 0) + moved
                        - cells["rounding"])


def set_apart(book, cells):
    """Adds what reserves had, and what was drawn from them or applied."""
    lines = list(filter(book.is_reserve, book.lines))
    if lines:
        cells["drawn"] = cells["reserves-drawn"] = sum(map(book.spent, lines))
        applied = -sum(book.all_of(line, "reserve_applied") for line in lines)
        cells["reserve-applied"] = cells["reserves-applied"] = applied
        cells["reserves-opening"] = sum(book.opening[line] for line in lines)
        cells["reserves-paid-in"] = sum(map(book.paid, lines))
        repaid = cells["reserves-repaid"] = sum(book.all_of(line, "repaid") for line in lines)
        cells["reserves"] = (cells["reserves-opening"] + cells["reserves-paid-in"]
                             - cells["drawn"] - applied - repaid)


def happened(book):
    """(row, amount) of what partners paid into the lines that are no reserves, spent of all,
    bore and got back."""
    for item in book.items:
        if not book.is_reserve(item.line):
            yield f"from-{item.payer}", item.amount
            yield from ((f"from-{gone.payer}", -gone.amount) for gone in item.replaced)
    for scheme, row in book.outturn.items():
        for amount in row.values():
            yield f"spent-{book.holder[scheme] or 'not-held'}", amount
    for line in book.lines:
        for (key, who), amount in book.ended[line].items():
            if key in ("borne_by", "repaid") and not book.is_reserve(line):
                name = key.removesuffix("_by")
                yield f"{name}-{who}" if who else name, amount


def account(book):
    """One year of the memorandum account, by row; who never had any money has no row."""
    cells = Counter()
    for name, amount in happened(book):
        if amount:
            cells[name] += amount
    set_apart(book, cells)
    pool(book, cells)
    if "reserves" in cells:
        cells["all"] = cells["balance"] + cells["reserves"]
    return cells


def memorandum(book):
    """The pooled fund's account, of this year and the one before it."""
    years = {"current": account(book), "prior": {}}
    if book.before and book.before.known:
        years["prior"] = account(book.before)
    who = list(book.partners)
    order = [*(f"from-{name}" for name in who), "drawn", "brought-forward", "funding",
             *(f"spent-{name}" for name in who), "spent-not-held", "expenditure", "net",
             "reserve-applied", *(f"borne-{name}" for name in who), "repaid",
             *(f"repaid-{name}" for name in who), "rounding", "balance", "reserves-opening",
             "reserves-paid-in", "reserves-drawn", "reserves-applied",
             "reserves-repaid", "reserves", "all"]
    return [(name, {key: cells.get(name) for key, cells in years.items()}) for name in order
            if any(name in cells for cells in years.values())]


STATEMENTS = {"register": register, "current-budget": current_budget, "outturn": outturn,
              "monitoring": monitoring, "payments": payments, "transfers": transfers,
              "year-end": year_end, "reserves": reserves, "memorandum": memorandum}
