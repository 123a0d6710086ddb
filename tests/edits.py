"""Edits of a working workbook, as somebody makes them, and what its live checks must say then."""
import concurrent.futures
import shutil
from decimal import Decimal
from typing import NamedTuple

import office
from spoil import Spoiler
from workbooks import ENGINES, RECALCULATES, SAME, Cell, gnumeric_convert

PENNY = Decimal("0.01")
UNKNOWN = "Not known"  # So begins the verdict of a summary once a figure was edited.
DRAWN_FROM = {"fund": "budget", "variance": "outturn", "waterfall": "contributions",
              "forecast": "monitoring"}


class Edit(NamedTuple):
    title: str
    cells: list  # Of (sheet, place, number).
    changed: list  # Of (sheet, column): what must be noticed, whatever else is.

    def apply(self, path, target):
        spoiler = Spoiler(path)
        for sheet, place, number in self.cells:
            spoiler.number(spoiler.book.sheets[sheet], place, number)
        return spoiler.save(target)


def scheme_cells(living, budget):
    """Yields (row, column id, its row of the Journal) of the figures that are one posting."""
    for index, column in budget.figures():
        total = living.totals.get((budget.name, budget.place(index, column)))
        if total and len(total.rows) == 1 and total.value:
            yield index, column, min(total.rows)


def swapped(budget, cells):
    """Two figures of one column with nothing but schemes between them, so that no total moves."""
    for one, column, row in cells:
        for other, same, below in cells:
            kinds = {line["kind"] for line in budget.rows[one:other + 1]}
            if one < other and same == column and kinds == {"body"} and (
                    budget.number(one, column) != budget.number(other, column)):
                return column, row, below
    return None


def three_together(cells):
    """Three postings to schemes in one line, evenly apart, as neighbours are."""
    for _, column, middle in cells:
        around = [row for _, same, row in cells if same == column and row != middle]
        for row in around:
            if row < middle and 2 * middle - row in around:
                return column, (row, middle, 2 * middle - row)
    return None


def journal_edits(living, budget, journal):
    cells = list(scheme_cells(living, budget))
    amount, amounts = journal.columns["amount"], living.journals[journal.name].amounts
    _, column, row = cells[0]
    yield Edit("a pound more in the Journal", [(journal.name, (row, amount), amounts[row] + 1)],
               [(journal.name, amount), (budget.name, budget.columns[column])])
    found = swapped(budget, cells)
    if found:
        column, row, below = found
        yield Edit("two amounts of a line swapped in the Journal",
                   [(journal.name, (row, amount), amounts[below]),
                    (journal.name, (below, amount), amounts[row])],
                   [(journal.name, amount), (budget.name, budget.columns[column])])
    found = three_together(cells)
    if found:
        column, (above, middle, below) = found
        yield Edit("a thousand pounds to each neighbour in the Journal",
                   [(journal.name, (above, amount), amounts[above] + 1000),
                    (journal.name, (middle, amount), amounts[middle] - 2000),
                    (journal.name, (below, amount), amounts[below] + 1000)],
                   [(journal.name, amount), (budget.name, budget.columns[column])])


def statement_edits(living, budget):
    """Of a scheme, a subtotal and the total: each in the first column where there is something."""
    drawn = living.twin(budget, "fund")
    fund = [(drawn.name, column) for column in drawn.checks()]
    for kind, words in (("body", "a scheme"), ("subtotal", "a subtotal"), ("total", "the total")):
        found = next((one for one in budget.figures() if one[0] in budget.indexes(kind)), None)
        if found:
            place = budget.place(*found)
            yield Edit(f"a penny more over the formula of {words}",
                       [(budget.name, place, budget.number(*found) + PENNY)],
                       [(budget.name, place[1]), *fund])
    index, column, _ = next(scheme_cells(living, budget))
    place = budget.place(index, column)
    yield Edit("a formula overwritten with what it comes to",
               [(budget.name, place, budget.number(index, column))], [])


def literal_edits(living):
    """Of the tables that are drawn and of the papers' figures: the first that is not nil."""
    seen = set()
    for one in living.of(*DRAWN_FROM, "published"):
        found = [figure for figure in one.figures()
                 if one.number(*figure) and not one.cell(*figure).formula]
        if found and one.kind not in seen:
            seen.add(one.kind)
            place = one.place(*found[0])
            yield Edit(f"a pound more in {one.kind}",
                       [(one.name, place, one.number(*found[0]) + 1)], [(one.name, place[1])])


def make_edits(living):
    """Nothing at all, and then one edit after the other; of the first year."""
    budget = living.of("budget")[0]
    yield Edit("as it was written", [], [])
    yield from journal_edits(living, budget, living.twin(budget, "journal"))
    yield from statement_edits(living, budget)
    yield from literal_edits(living)


# What must be said then.

def same(one, other):
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return abs(one - other) <= SAME
    return (one or "") == (other or "")


def has_changed(one, cells, column):
    """Whether a figure of the column is not what was written."""
    return any(not same(one.sheet.cells.get((row, column), Cell()).value,
                        cells.get((row, column), Cell()).value)
               for row in range(one.header + 1, one.check))


def changes(living, after):
    """By sheet and column, whether the check has something to notice: here, or where its table
    was drawn from; the last of a summary, anywhere in its book."""
    found = {(one.name, column): has_changed(one, after.sheets[one.name].cells, column)
             for one in living.statements.values() for column in one.checks()}
    for one in living.of(*DRAWN_FROM):
        source = living.twin(one, DRAWN_FROM[one.kind])
        if any(found[source.name, column] for column in source.checks()):
            found.update({(one.name, column): True for column in one.checks()})
    for one in living.of("summary"):
        of_book = {other.name for other in living.statements.values()
                   if other.of_book() == one.of_book()}
        found[one.name, max(one.columns.values())] = any(
            changed for (name, _), changed in found.items() if name in of_book)
    return found


def checks_wrong(living, after, must):
    """Yields the live checks that do not say what they must; `after` is recalculated."""
    found = changes(living, after)
    for name, column in must:
        if not found.get((name, column)):
            yield f"{name}, column {column}: has no check, or nothing was changed"
    for (name, column), changed in found.items():
        place = living.statements[name].check, column
        said = after.sheets[name].cells.get(place, Cell()).value
        if not str(said).startswith("CHANGED" if changed else "OK"):
            yield f"{name}, column {column}: says {said}, {'' if changed else 'not '}changed"
    for one in living.of("summary"):
        words, row = max(one.columns.values()), one.find("checks")
        said = after.sheets[one.name].cells.get(one.place(row, "words"), Cell()).value
        wanted = UNKNOWN if found[one.name, words] else one.cell(row, "words").value
        if not str(said).startswith(wanted):
            yield f"{one.name}: the verdict is {said}, expected {wanted}"


# By others.

def recalculate(paths, folder):
    """By engine, and then by path, the file with every formula computed anew."""
    found = {}
    if shutil.which(ENGINES["LibreOffice"][0]):
        office.convert(paths, ["xlsx"], folder, RECALCULATES)
        found["LibreOffice"] = {path: folder / "xlsx" / path.name for path in paths}
    if shutil.which(ENGINES["Gnumeric"][0]):
        with concurrent.futures.ThreadPoolExecutor(office.JOBS) as pool:
            files = pool.map(lambda path: gnumeric_convert(path, folder), paths)
            found["Gnumeric"] = dict(zip(paths, files))
    return found
