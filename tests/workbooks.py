#!/usr/bin/env python3
"""The workbook says what the reports say, and goes on saying it when it is recalculated.

    workbooks.py BCF PROJECT_ROOT                  every cell of every report; nothing hidden
    workbooks.py --recalculate BCF PROJECT_ROOT    every formula, by LibreOffice and by Gnumeric

Workbooks are read here with nothing but zipfile and ElementTree, so that neither the writer nor
the program's own read-back is its own judge. Each comparison is also given a workbook with one
penny changed, and must find it.
"""
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple, Optional, Union
from xml.etree import ElementTree

import northshire
import office
from tap import Tap, plain_environment

SECONDS_MAX = 300
FORMULAS_MIN = 100
SAME = Decimal("0.000001")  # Far below a penny and below a hundredth of a percent.
BOOKS = {
    "2021-22": ["budgets/worcestershire/2021-22.yaml"],
    "2022-23": ["budgets/worcestershire/2022-23.yaml"],
    "both years": ["budgets/worcestershire/2021-22.yaml", "budgets/worcestershire/2022-23.yaml"],
    "two boards": ["budgets/northshire/2022-23.yaml", "budgets/worcestershire/2022-23.yaml"],
}
WHOLE_LIFE = {  # Of an invented fund, whose books say everything that a book can.
    "Northshire's whole life, 2022-23": ["budgets/northshire/2022-23.yaml"],
    "Northshire's whole life, both years": ["budgets/northshire/2021-22.yaml",
                                            "budgets/northshire/2022-23.yaml"],
}
REPORTS = ["summary", "contributions", "waterfall", "movement", "bridge", "register", "budget",
           "recurrent", "leads", "fund", "current-budget", "virements", "monitoring", "forecast",
           "outturn", "variance", "reconciliation", "year-end", "risk-share", "reserves",
           "memorandum", "transfers", "payments", "passport", "approvals", "published", "checks",
           "journal"]
OF_MANY = ["programme", "boards", "roll-up"]  # They have a sheet where there are several books.
EACH_AND_ALL = "reserves"  # Of each year, and over the years.
FIXED = ["summary", "waterfall", "bridge", "fund", "forecast", "variance",
         "virements", "risk-share", "approvals", "published", "checks",
         "journal"]  # No statement: its columns are its own.
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
RECALCULATES = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


class Cell(NamedTuple):
    value: Union[Decimal, str, None] = None
    formula: Optional[str] = None
    percent: bool = False  # Whether its format shows a hundred times the value.


class Sheet:
    """One sheet: its cells by place, a (row, column) from 1, and the cells of each row."""

    def __init__(self, part, tree, strings, percents):
        self.part = part
        self.tree = tree
        self.cells = {}
        self.rows = {}
        for element in tree.iter(SHEET + "c"):
            cell = cell_read(element, strings, percents)
            if cell.value is not None or cell.formula:
                row, column = position(element.get("r"))
                self.cells[row, column] = cell
                self.rows.setdefault(row, {})[column] = cell


class Workbook:
    def __init__(self, path):
        with zipfile.ZipFile(path) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.tree = self.xml("xl/workbook.xml")
        links = {link.get("Id"): link.get("Target")
                 for link in self.xml("xl/_rels/workbook.xml.rels")}
        strings = [text_read(item) for item in self.xml("xl/sharedStrings.xml")]
        self.sheets = {}
        for sheet in self.tree.iter(SHEET + "sheet"):
            part = "xl/" + links[sheet.get(LINK)]
            self.sheets[sheet.get("name")] = Sheet(part, self.xml(part), strings, self.percents())

    def xml(self, part):
        return ElementTree.fromstring(self.parts[part])

    def percents(self):
        """The numbers of the styles that show a percentage."""
        styles = self.xml("xl/styles.xml")
        formats = {"9": "0%", "10": "0.00%"}  # Excel's own; the rest are in the file.
        formats.update((one.get("numFmtId"), one.get("formatCode"))
                       for one in styles.iter(SHEET + "numFmt"))
        return {str(number) for number, style in enumerate(styles.find(SHEET + "cellXfs"))
                if "%" in formats.get(style.get("numFmtId"), "")}

    def formulas(self):
        """Yields (sheet name, position, cell) of every formula."""
        for name, sheet in self.sheets.items():
            for place, cell in sheet.cells.items():
                if cell.formula:
                    yield name, place, cell


def cell_read(element, strings, percents):
    value, formula = element.findtext(SHEET + "v"), element.findtext(SHEET + "f")
    kind = element.get("t", "n")
    if kind == "inlineStr":
        value = text_read(element)
    elif kind == "s":
        value = strings[int(value)]
    elif kind == "n" and value is not None:
        value = Decimal(value)
    return Cell(value, formula, element.get("s") in percents)


def text_read(element):
    return decoded("".join(text.text or "" for text in element.iter(SHEET + "t")))


def decoded(text):
    """What the spreadsheet shows: "_x0041_" stands for an A, and its first "_" for itself."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def position(reference):
    """'AB12' as (12, 28)."""
    letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", reference).groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(digits), column


def reference(place):
    row, column = place
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"


# What bcf says.

def bcf_run(bcf, words, **surroundings):
    """Runs bcf; what it printed. Findings (status 1) are a result, anything more is not."""
    done = subprocess.run([bcf, *words], timeout=SECONDS_MAX, capture_output=True, check=False,
                          **{"env": plain_environment(), **surroundings})
    if done.returncode > 1:
        raise RuntimeError(f"bcf {' '.join(map(str, words))}: {done.stderr.decode()}")
    return done.stdout


def export(bcf, books, path, **surroundings):
    bcf_run(bcf, ["export", *books, "-o", path], **surroundings)
    return path


def reports_read(bcf, root, name, books):
    """The reports of that name, one for each book, as the JSON has them."""
    said = json.loads(bcf_run(bcf, ["report", name, *books, "--format", "json"], cwd=root))
    return said if isinstance(said, list) else [said]


def on_sheet(report):
    """A statement without what has no column on its sheet: what is stated in no row."""
    if report["report"] in FIXED:
        return report
    said = [column for column in report["columns"]
            if any(row["cells"].get(column["id"]) is not None for row in report["rows"])]
    return {**report, "columns": said or report["columns"]}


# Is every cell of a report in its sheet?

def same_value(kind, expected, cell):
    if expected in (None, "") or cell.value is None:  # Not stated, or a text of no letters.
        return expected in (None, "") and cell.value is None
    if kind in ("text", "date"):
        return cell.value == expected
    is_rate = kind == "rate" or "%" in str(expected)
    if not isinstance(cell.value, Decimal) or bool(cell.percent) != is_rate:
        return False
    shown = cell.value * 100 if cell.percent else cell.value
    return abs(shown - Decimal(str(expected).rstrip("%"))) < SAME


def header_find(sheet, columns):
    """The first row whose cells hold the labels of the columns: (row, {column id: its place})."""
    for row, cells in sheet.rows.items():
        found, last = {}, 0
        for column in columns:
            last = next((place for place, cell in cells.items()
                         if place > last and cell.value == column["label"]), None)
            if last is None:
                break
            found[column["id"]] = last
        else:
            return row, found
    return None, {}


def report_differences(report, sheet):
    """Yields what the report says and the sheet does not, row by row in their common order."""
    report = on_sheet(report)
    header, places = header_find(sheet, report["columns"])
    if header is None:
        yield "no row holds the labels of its columns"
        return
    below = iter([cells for row, cells in sheet.rows.items() if row > header])
    for wanted in report["rows"]:
        cells = next((cells for cells in below if label_of(cells) == wanted["label"]), None)
        if cells is None:
            yield f"row {wanted['id']} ({wanted['label']}) is not there"
            return
        for column in report["columns"]:
            cell = cells.get(places[column["id"]], Cell())
            expected = wanted["cells"].get(column["id"])
            if not same_value(column["type"], expected, cell):
                yield f"{wanted['id']}, {column['id']}: report {expected}, sheet {cell.value}"


def label_of(cells):
    label = cells.get(1, Cell()).value
    return label.strip() if isinstance(label, str) else str(label)


def states_nothing(report):
    """Such a report has no sheet: an outturn without outturn, nothing passed on or moved."""
    columns = [column["id"] for column in report["columns"]]
    if report["report"] == "current-budget":  # Its totals of nothing moved are nil.
        return not any(row["cells"].get(name) is not None for row in report["rows"]
                       if row["kind"] == "body" for name in ("supplements", "virements"))
    told = [name for name in columns if name == report["report"]] or columns
    return all(row["cells"].get(name) is None for row in report["rows"] for name in told)


def sheet_name(report, books):
    name = report["report"].capitalize().replace("-", " ")
    if len(books) == 1 or report["report"] in OF_MANY[1:]:
        return name
    if " to " in report["year"]:
        return f"{name} all years"
    several = len({Path(book).parent for book in books}) > 1
    board = " " + report["board"].removesuffix(" Health and Wellbeing Board") if several else ""
    return f"{name} {report['year'].replace('/', '-')}{board}"[:31]


# One penny more, or one letter.

def journal_amount(workbook):
    """The first amount of the first journal: its sheet and place."""
    name = next(name for name in workbook.sheets if name.startswith("Journal"))
    cells = workbook.sheets[name].cells
    row, column = next(place for place, cell in cells.items() if cell.value == "Amount")
    return name, (row + 1, column)


def plant(source, target, sheet, place):
    """Copies a workbook, with the stored value of one cell a penny or a letter more."""
    pattern = rf'(<c r="{reference(place)}"[^>]*>(?:<f>[^<]*</f>)?<v>)([^<]*)(</v>)'
    book = Workbook(source)
    part = book.sheets[sheet].part
    is_number = isinstance(book.sheets[sheet].cells[place].value, Decimal)

    def more(found):
        value = Decimal(found[2]) + Decimal("0.01") if is_number else found[2] + "s"
        return f"{found[1]}{value}{found[3]}"
    text, count = re.subn(pattern, more, book.parts[part].decode())
    assert count == 1, f"{sheet}!{reference(place)} is not there to plant anything in"
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in book.parts.items():
            archive.writestr(name, text if name == part else data)
    return target


# What others say.

def by_libreoffice(path, folder):
    """The workbook with every formula computed anew."""
    office.convert([path], ["xlsx"], folder, RECALCULATES)
    return Workbook(folder / "xlsx" / path.name)


def gnumeric_convert(path, folder):
    target = folder / f"gnumeric-{path.name}"
    subprocess.run(["ssconvert", "--recalc", path, target], timeout=SECONDS_MAX,
                   capture_output=True, check=True)
    return target


def by_gnumeric(path, folder):
    """The same by a program that shares no code with the other."""
    return Workbook(gnumeric_convert(path, folder))


ENGINES = {"LibreOffice": ("soffice", by_libreoffice), "Gnumeric": ("ssconvert", by_gnumeric)}


def formula_differences(stored, recalculated):
    """Yields the formulas whose stored value is not what they come to."""
    for name, place, cell in stored.formulas():
        other = recalculated.sheets[name].cells.get(place, Cell()).value
        numbers = isinstance(cell.value, Decimal) and isinstance(other, Decimal)
        if abs(cell.value - other) > SAME if numbers else (cell.value or "") != (other or ""):
            yield f"{name}!{reference(place)}: stored {cell.value}, comes to {other}"


# The points.

def test_bytes(tap, title, bcf, root, books, folder):
    absolute = [root / book for book in books]
    one = export(bcf, books, folder / "one.xlsx", cwd=root)
    two = export(bcf, absolute, folder / "two.xlsx", cwd=folder, umask=0o077,
                 env={**plain_environment(), "TZ": "XYZ-11", "LC_ALL": "de_DE.UTF-8"})
    tap.point(one.read_bytes() == two.read_bytes(), f"{title}: two runs write the same bytes")
    return one


def test_reports(tap, title, bcf, root, books, path):
    workbook = Workbook(path)
    several = len({Path(book).parent for book in books}) > 1
    many = OF_MANY[1:] if several else OF_MANY[:1] if len(books) > 1 else []
    for name in REPORTS + many:
        wrongs = []
        for report in reports_read(bcf, root, name, books):
            sheet = workbook.sheets.get(sheet_name(report, books))
            if sheet:
                wrongs += report_differences(report, sheet)
            elif not states_nothing(report):
                wrongs.append(f"no sheet {sheet_name(report, books)}")
        tap.point(not wrongs, f"{title}: every cell of {name} is in its sheet", "\n".join(wrongs))


def test_journal_penny(tap, title, bcf, root, books, path):
    name, place = journal_amount(Workbook(path))
    planted = Workbook(plant(path, path.with_name("planted.xlsx"), name, place))
    report = reports_read(bcf, root, "journal", books)[0]
    found = list(report_differences(report, planted.sheets[name]))
    tap.point(len(found) == 1, f"{title}: a penny planted in the journal is found",
              "\n".join(found))


def test_open(tap, title, path):
    workbook = Workbook(path)
    hidden = [part for part in workbook.parts if re.search(r"vbaProject|externalLink", part)]
    for sheet in workbook.tree.iter(SHEET + "sheet"):
        if sheet.get("state", "visible") != "visible":
            hidden.append(f"sheet {sheet.get('name')}")
    for name, sheet in workbook.sheets.items():
        for element in [*sheet.tree.iter(SHEET + "row"), *sheet.tree.iter(SHEET + "col")]:
            if element.get("hidden", "0") not in ("0", "false"):
                hidden.append(f"{name}: a {element.tag.removeprefix(SHEET)}")
        if not sheet.cells and "chartsheets" not in sheet.part:
            hidden.append(f"{name}: empty")
    tap.point(not hidden, f"{title}: no macro, no link outside, nothing hidden or empty",
              "\n".join(hidden))
    core = {element.tag.split("}")[1]: element.text
            for element in workbook.xml("docProps/core.xml")}
    tap.point(core.get("title") and core.get("creator") and core.get("created"),
              f"{title}: the document has its properties", str(core))


def test_formulas(tap, title, path, folder, engine):
    program, recalculate = ENGINES[engine]
    title = f"{title}, by {engine}"
    if not shutil.which(program):
        tap.skip(f"{title}: every formula comes to its stored value", f"no {program} here")
        return
    stored = Workbook(path)
    wrongs = list(formula_differences(stored, recalculate(path, folder)))
    tap.point(not wrongs, f"{title}: every formula comes to its stored value", "\n".join(wrongs))

    for kind, what in ((Decimal, "penny"), (str, "letter")):
        formulas = [(name, place) for name, place, cell in stored.formulas()
                    if isinstance(cell.value, kind) and cell.value]
        if formulas:
            test_planted(tap, f"{title}: a {what}", path, folder, recalculate, *formulas[0])

    planted = plant(path, folder / "planted.xlsx", *journal_amount(stored))
    found = list(formula_differences(Workbook(planted), recalculate(planted, folder)))
    tap.point(found, f"{title}: a penny planted in the journal reaches the statements")


def test_planted(tap, title, path, folder, recalculate, name, place):
    planted = plant(path, folder / "planted.xlsx", name, place)
    found = list(formula_differences(Workbook(planted), recalculate(planted, folder)))
    tap.point(len(found) == 1 and found[0].startswith(f"{name}!{reference(place)}:"),
              f"{title} planted in a formula's stored value is found", "\n".join(found))


def make_projects(root, folder):
    """Yields (title, root, books)."""
    for title, books in {**BOOKS, **WHOLE_LIFE}.items():
        yield title, root, books
    books = northshire.write_project(folder)
    yield "Northshire", folder, [book.relative_to(folder) for book in books]


def main(bcf, root, recalculated):
    bcf, root = Path(bcf).resolve(), Path(root).resolve()
    tap = Tap()
    with tempfile.TemporaryDirectory() as project:
        for title, home, books in make_projects(root, Path(project)):
            if recalculated and title in list(WHOLE_LIFE)[:-1]:
                continue  # The last has all of their sheets.
            with tempfile.TemporaryDirectory() as name:
                test = test_recalculated if recalculated else test_stored
                test(tap, title, bcf, home, books, Path(name))
    return tap.done()


def test_stored(tap, title, bcf, root, books, folder):
    path = test_bytes(tap, title, bcf, root, books, folder)
    test_reports(tap, title, bcf, root, books, path)
    test_journal_penny(tap, title, bcf, root, books, path)
    test_open(tap, title, path)


def test_recalculated(tap, title, bcf, root, books, folder):
    path = export(bcf, books, folder / "one.xlsx", cwd=root)
    formulas = list(Workbook(path).formulas())
    tap.point(len(formulas) > FORMULAS_MIN, f"{title}: there are over {FORMULAS_MIN} live formulas",
              f"{len(formulas)}")
    for engine in ENGINES:
        test_formulas(tap, title, path, folder, engine)


if __name__ == "__main__":
    arguments = [word for word in sys.argv[1:] if word != "--recalculate"]
    sys.exit(main(*arguments, "--recalculate" in sys.argv))
