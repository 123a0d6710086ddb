"""A working workbook beside the reports that it was made of: what stands where, and leads where.

The sums over the Journal are computed once more here, from its cells and the words of the formulas.
"""
import re
from decimal import Decimal
from typing import NamedTuple

import published
import workbooks
from workbooks import SHEET, Cell, Workbook, header_find, position, reports_read, sheet_name

FIGURES = ["money", "rate", "count"]
REPORTS = [name for name in workbooks.REPORTS if name != "checks"] + workbooks.OF_MANY
QUOTED = "'((?:[^']|'')+)'"
AREA = re.compile(rf"(?:{QUOTED}|([^'!]+))!\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?")
RANGE = r"!\$([A-Z]+)\$(\d+):\$[A-Z]+\$(\d+)"
CRITERION = re.compile(rf',{QUOTED}{RANGE},(?:"(<=)?([^"]*)"|(\d+))')
CRITERIA = re.sub(r"(?<!\\)\((?!\?)", "(?:", CRITERION.pattern)
TERM = re.compile(rf"([+-]?)SUM(?:IFS)?\({QUOTED}{RANGE}((?:{CRITERIA})*)\)")


class Area(NamedTuple):
    """Where a reference leads: a sheet, and the places of two corners."""
    sheet: str
    first: tuple
    last: tuple

    def places(self):
        return [(row, column) for row in range(self.first[0], self.last[0] + 1)
                for column in range(self.first[1], self.last[1] + 1)]


def unquoted(name):
    return name.replace("''", "'")


def area(text):
    """'Budget'!$A$5:$E$9; None if it is no such thing."""
    found = AREA.fullmatch(text or "")
    if not found:
        return None
    quoted, plain, left, top, right, bottom = found.groups()
    return Area(unquoted(quoted) if quoted else plain, position(left + top),
                position((right or left) + (bottom or top)))


class Statement:
    """A report on its sheet: which row and column of the one stands where on the other."""

    def __init__(self, report, name, sheet):
        self.report, self.name, self.sheet = report, name, sheet
        self.kind, self.year, self.rows = report["report"], report["year"], report["rows"]
        self.header, self.columns = header_find(sheet, report["columns"])
        self.check = self.header + len(self.rows) + 1  # The row of its live check.

    def of_book(self):
        return self.report["board"], self.year

    def place(self, index, column):
        return self.header + 1 + index, self.columns[column]

    def cell(self, index, column):
        return self.sheet.cells.get(self.place(index, column), Cell())

    def number(self, index, column):
        return self.cell(index, column).value or Decimal(0)

    def indexes(self, *kinds):
        return [index for index, row in enumerate(self.rows) if row["kind"] in kinds]

    def find(self, identity):
        """The row of that id; of a heading and its total, which share one, the total."""
        return max(index for index, row in enumerate(self.rows) if row["id"] == identity)

    def of_type(self, *types):
        return [column["id"] for column in self.report["columns"] if column["type"] in types]

    def figures(self):
        """Yields (row, column id) of every figure that is stated."""
        for index in range(len(self.rows)):
            for column in self.of_type(*FIGURES):
                if self.cell(index, column).value is not None:
                    yield index, column

    def checks(self):
        """By column of the sheet, what its live checks say."""
        cells = self.sheet.rows.get(self.check, {})
        return {column: cell.value for column, cell in cells.items() if column > 1}


class Total(NamedTuple):
    """What a sum over the Journal comes to, and the rows that it counts."""
    journal: str
    rows: set
    value: Decimal


class Journal:
    """The amounts of a Journal by row, and for each column the rows that hold a text."""

    def __init__(self, statement):
        column = statement.columns["amount"]
        self.last_column = max(statement.columns.values())
        self.amounts, self.texts = {}, {}
        for index in statement.indexes("body"):
            row, _ = statement.place(index, "amount")
            self.amounts[row] = statement.sheet.cells[row, column].value
            for place, cell in statement.sheet.rows[row].items():
                self.texts.setdefault((place, str(cell.value).lower()), set()).add(row)

    def rows(self, first, last, criteria):
        found = {row for row in self.amounts if first <= row <= last}
        for criterion in CRITERION.finditer(criteria):
            column = position(criterion[2] + "1")[1]
            _, _, _, _, most, text, number = criterion.groups()
            if most:
                found &= self.rows_to(column, int(text))
            else:
                found &= self.texts.get((column, (number or text).lower()), set())
        return found

    def rows_to(self, column, most):
        """The rows that hold a number in the column, and none larger."""
        return {row for (place, text), rows in self.texts.items() for row in rows
                if place == column and text.isdigit() and int(text) <= most}


def journal_total(formula, journals):
    """What a formula that is made of sums over one Journal comes to; None for any other."""
    inner = re.sub(r"^ROUND\((.*),2\)$", r"\1", formula)
    terms = list(TERM.finditer(inner))
    names = {unquoted(term[2]) for term in terms}
    if "".join(term[0] for term in terms) != inner or len(names) != 1 or names - set(journals):
        return None
    name, rows, value = names.pop(), set(), Decimal(0)
    for term in terms:
        found = journals[name].rows(int(term[4]), int(term[5]), term[6])
        amount = sum((journals[name].amounts[row] for row in found), Decimal(0))
        value += -amount if term[1] == "-" else amount
        rows |= found
    return Total(name, rows, value)


def links_read(sheet):
    """Yields (place, (where it leads, its tip)); where is None if that is not inside."""
    for link in sheet.tree.iter(SHEET + "hyperlink"):
        inside = None if link.get(published.RELATION) else area(link.get("location"))
        yield position(link.get("ref").split(":")[0]), (inside, link.get("tooltip", ""))


class Living:
    """A working workbook, and where its reports stand: by the names of its sheets."""

    def __init__(self, workbook, reports):
        self.workbook, self.reports = workbook, reports
        self.statements = {name: Statement(report, name, workbook.sheets[name])
                           for name, report in reports.items() if name in workbook.sheets}
        self.links = {name: dict(links_read(sheet)) for name, sheet in workbook.sheets.items()}
        self.journals = {one.name: Journal(one) for one in self.of("journal")}
        self.totals = {}
        for name, place, cell in workbook.formulas():
            found = journal_total(cell.formula, self.journals)
            if found:
                self.totals[name, place] = found

    def of(self, *kinds):
        return [one for one in self.statements.values() if one.kind in kinds]

    def twin(self, statement, kind):
        """The statement of that kind of the same board and year."""
        return next(one for one in self.of(kind) if one.of_book() == statement.of_book())

    def cell(self, sheet, place):
        return self.workbook.sheets[sheet].cells.get(place, Cell())

    def excel_names(self, kind):
        """By sheet, what a name of Excel's own, such as Print_Area, refers to."""
        names = list(self.workbook.sheets)
        return {names[int(one.get("localSheetId"))]: one.text
                for one in self.workbook.tree.iter(SHEET + "definedName")
                if one.get("name") == f"_xlnm.{kind}"}


def reports_by_sheet(bcf, root, books):
    """A sheet of one year, of a report that joins the years, is that of the last book alone.

    An earlier book does not know alone what a later one has committed: such a sheet has none here.
    """
    asked = [(name, books) for name in REPORTS] + [(workbooks.EACH_AND_ALL, books[-1:])]
    return {sheet_name(report, books): workbooks.on_sheet(report) for name, read_together in asked
            for report in reports_read(bcf, root, name, read_together)}


def read(path, reports):
    return Living(Workbook(path), reports)
