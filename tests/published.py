"""A published workbook, XLSX or ODS, as what a reader with a screen reader meets.

Cells, tables and names are read alike from both, so that one rule judges both; what only one of
them has stays in its XML, in `parts`.
"""
import posixpath
import re
import zipfile
from decimal import Decimal
from typing import NamedTuple
from xml.etree import ElementTree

from office import OFFICE, REPEAT_MAX, TABLE, TEXT, spelled
from workbooks import SHEET, Workbook, position

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
ADDRESS = re.compile(r"(?:\$?'((?:[^']|'')+)'|\$?([^.']+))\.\$?([A-Z]+)\$?(\d+)"
                     r"(?::(?:[^:]*\.)?\$?([A-Z]+)\$?(\d+))?")


class Table(NamedTuple):
    name: str
    first: tuple  # Row and column, from 1.
    last: tuple
    headers: list

    def places(self):
        return [(row, column) for row in range(self.first[0], self.last[0] + 1)
                for column in range(self.first[1], self.last[1] + 1)]


class Sheet(NamedTuple):
    name: str
    part: str  # Of an ODS, all are in content.xml.
    cells: dict  # By place: a text or a Decimal.
    tables: list
    percents: set  # The places of the percentages.


class Book(NamedTuple):
    kind: str
    parts: dict
    sheets: list

    def xml(self, part):
        return ElementTree.fromstring(self.parts[part])

    def texts(self, pattern):
        """Yields (name, text) of the parts whose names match."""
        for name, data in self.parts.items():
            if re.search(pattern, name):
                yield name, data.decode("utf-8", "replace")

    def sheet(self, name):
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def read(path):
    return read_xlsx(path) if str(path).endswith(".xlsx") else read_ods(path)


# XLSX.

def related(parts, part):
    """What a part points to: by id, its kind and the other part."""
    folder, name = posixpath.split(part)
    links = f"{folder}/_rels/{name}.rels"
    if links not in parts:
        return {}
    return {link.get("Id"): (link.get("Type").rsplit("/", 1)[1],
                             posixpath.normpath(posixpath.join(folder, link.get("Target"))))
            for link in ElementTree.fromstring(parts[links])}


def xlsx_table(parts, part):
    root = ElementTree.fromstring(parts[part])
    first, last = (position(corner) for corner in root.get("ref").split(":"))
    headers = [column.get("name") for column in root.iter(SHEET + "tableColumn")]
    return Table(root.get("displayName"), first, last, headers)


def read_xlsx(path):
    workbook = Workbook(path)
    sheets = []
    for name, sheet in workbook.sheets.items():
        links = related(workbook.parts, sheet.part)
        tables = [xlsx_table(workbook.parts, links[one.get(RELATION)][1])
                  for one in sheet.tree.iter(SHEET + "tablePart")]
        cells = {place: cell.value for place, cell in sheet.cells.items()
                 if cell.value is not None}
        percents = {place for place, cell in sheet.cells.items() if cell.percent}
        sheets.append(Sheet(name, sheet.part, cells, tables, percents))
    return Book("xlsx", workbook.parts, sheets)


# ODS.

def ods_value(cell):
    kind = cell.get(OFFICE + "value-type")
    if kind in ("float", "currency", "percentage"):
        return Decimal(cell.get(OFFICE + "value"))
    if kind == "date":
        return cell.get(OFFICE + "date-value")
    if kind == "boolean":
        return cell.get(OFFICE + "boolean-value").upper()
    return "\n".join(spelled(line) for line in cell.findall(TEXT + "p")) or None


def ods_cells(table):
    """Yields (place, cell element) of every cell that holds something."""
    row = 0
    for line in table.iter(TABLE + "table-row"):
        rows = int(line.get(TABLE + "number-rows-repeated", "1"))
        for again in range(rows if rows <= REPEAT_MAX else 0):
            column = 0
            for cell in line:
                columns = int(cell.get(TABLE + "number-columns-repeated", "1"))
                for number in range(columns if columns <= REPEAT_MAX else 0):
                    if ods_value(cell) is not None:
                        yield (row + again + 1, column + number + 1), cell
                column += columns
        row += rows


def address(text):
    """'$Budget.$A$5:$E$9' as the sheet and two places; None if it is no address."""
    found = ADDRESS.fullmatch(text)
    if not found:
        return None
    quoted, plain, left, top, right, bottom = found.groups()
    name = quoted.replace("''", "'") if quoted else plain
    return name, position(left + top), position((right or left) + (bottom or top))


def read_ods(path):
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = ElementTree.fromstring(parts["content.xml"])
    ranges = [(one.get(TABLE + "name"), address(one.get(TABLE + "target-range-address")))
              for one in root.iter(TABLE + "database-range")]
    sheets = []
    for table in root.iter(TABLE + "table"):
        name = table.get(TABLE + "name")
        found = list(ods_cells(table))
        cells = {place: ods_value(cell) for place, cell in found}
        percents = {place for place, cell in found
                    if cell.get(OFFICE + "value-type") == "percentage"}
        tables = [Table(title, first, last,
                        [cells.get((first[0], column)) for column in range(first[1], last[1] + 1)])
                  for title, (where, first, last) in ranges if where == name]
        sheets.append(Sheet(name, "content.xml", cells, tables, percents))
    return Book("ods", parts, sheets)
