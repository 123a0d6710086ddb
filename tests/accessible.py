#!/usr/bin/env python3
"""What is published can be read by everyone: the rules for spreadsheets of the public sector.

    accessible.py BCF PROJECT_ROOT

The workbooks (XLSX and ODS) and the zipped CSV that bcf publishes are held against the rules, one
against the other, and against the reports. Each rule is also given a tiny workbook that breaks it
alone, and must find that.
"""
import getpass
import re
import socket
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

import northshire
import published
import tiny_books
import zipped_csv
from office import DRAW, FO, OFFICE, STYLE, SVG, TABLE, TEXT
from tap import Tap
from workbooks import SAME, SHEET, bcf_run, make_projects, position, reference, reports_read

FIRST_SHEETS = ["Cover", "Contents", "Notes"]
STATUS_ROW = 4
NO_TABLE = ["Cover"]  # It may do without.
TAB_NAME_MAX = 31
POINTS_MIN = 10
SANS_SERIF = {"Arial", "Calibri", "Carlito", "Helvetica", "Liberation Sans", "Verdana", "Tahoma",
              "Aptos", "sans-serif"}
VAGUE = re.compile(r"(click )?here|link|more|see|http\S*|www\S*|\S+\.ya?ml", re.IGNORECASE)
MACHINE = r"(?<![\w.])/(home|root|tmp|work|usr|var|mnt|Users)/\w|\b[A-Z]:\\|\bfile://"
REPORTS = ["contributions", "movement", "programme", "register", "budget", "recurrent", "leads",
           "current-budget", "virements", "monitoring", "outturn", "reconciliation", "year-end",
           "risk-share", "reserves", "memorandum", "transfers", "payments", "passport",
           "approvals"]
DC = "{http://purl.org/dc/elements/1.1/}"
META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
XLINK = "{http://www.w3.org/1999/xlink}href"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
CONTENT = r"^(content|styles)\.xml$"


# Rules for both: each yields its offenders.

def worksheets(book):
    return [sheet for sheet in book.sheets if "chartsheets" not in sheet.part]


def title_first(book):
    for sheet in worksheets(book):
        inside = any(table.first <= (1, 1) for table in sheet.tables)
        title = sheet.cells.get((1, 1))
        if inside or not isinstance(title, str) or not title.strip():
            yield f"{sheet.name}: A1 holds {title}"


def sheets_in_order(book):
    names = [sheet.name for sheet in book.sheets]
    if names[:len(FIRST_SHEETS)] != FIRST_SHEETS:
        yield ", ".join(names)


def tab_names(book):
    names = [sheet.name.lower() for sheet in book.sheets]
    for name in names:
        if len(name) > TAB_NAME_MAX or names.count(name) > 1:
            yield name


def one_table(book):
    for sheet in worksheets(book):
        count = len(sheet.tables)
        if count > 1 or count == 0 and sheet.name not in NO_TABLE:
            yield f"{sheet.name}: {count} tables"


def table_names(book):
    names = [table.name or "" for sheet in book.sheets for table in sheet.tables]
    for name in names:
        alike = [other for other in names if other.lower() == name.lower()]
        if len(alike) > 1 or not re.fullmatch(r"(?!(?i:table|range)_?\d*$)[^\W\d]\w+", name):
            yield name


def headers_tell(book):
    for sheet in book.sheets:
        for table in sheet.tables:
            cells = [sheet.cells.get((table.first[0], column))
                     for column in range(table.first[1], table.last[1] + 1)]
            texts = [text.lower() if isinstance(text, str) else "" for text in cells]
            if cells != table.headers or "" in texts or len(set(texts)) < len(texts):
                yield f"{sheet.name}: {cells}, in the table {table.headers}"


def nothing_blank(book):
    """No blank row above a table or in it, no blank column in it, and it begins in column A."""
    for sheet in book.sheets:
        rows, columns = ({place[axis] for place in sheet.cells} for axis in (0, 1))
        for table in sheet.tables:
            for row in set(range(1, table.last[0] + 1)) - rows:
                yield f"{sheet.name}: row {row}"
            for column in set(range(1, table.last[1] + 1)) - columns:
                yield f"{sheet.name}: column {column}"
            if max(rows) > table.last[0]:
                yield f"{sheet.name}: something stands below the table"


def no_empty_cell(book):
    for sheet in book.sheets:
        for table in sheet.tables:
            for place in table.places():
                if sheet.cells.get(place) in (None, ""):
                    yield f"{sheet.name}: {reference(place)}"


def no_name_of_machine(book):
    host = socket.gethostname()
    names = [name for name in (host, getpass.getuser()) if len(name) > 4 and name != "localhost"]
    words = "|".join([MACHINE, *(rf"\b{re.escape(name)}\b" for name in names)])
    for part, text in book.texts("."):
        for found in re.finditer(words, text):
            yield f"{part}: {text[max(0, found.start() - 30):found.end() + 30]!r}"


# Rules for what only one of them has.

def elements(book, pattern, *tags):
    """Yields (part, element) of all such elements in the parts whose names match."""
    for part, _ in book.texts(pattern):
        for tag in tags:
            for element in book.xml(part).iter(tag):
                yield part, element


def xlsx_none_of(*tags):
    def rule(book):
        for part, element in elements(book, r"^xl/(worksheets|tables)/[^/]+\.xml$",
                                      *(SHEET + tag for tag in tags)):
            yield f"{part}: {element.tag.removeprefix(SHEET)} {element.get('ref', '')}"
    return rule


def xlsx_opens_at_top(book):
    for _, view in elements(book, r"^xl/workbook\.xml$", SHEET + "workbookView"):
        if view.get("activeTab", "0") != "0" or view.get("firstSheet", "0") != "0":
            yield "another sheet than the first is open"
    for sheet in book.sheets:
        view = next(book.xml(sheet.part).iter(SHEET + "sheetView"))
        if (view.get("tabSelected", "0") == "1") != (sheet is book.sheets[0]):
            yield f"{sheet.name}: tabSelected"
        for place in [view.get("topLeftCell", "A1"), *(
                one.get("activeCell", "A1") for one in view.iter(SHEET + "selection"))]:
            if place != "A1":
                yield f"{sheet.name}: opens at {place}"


def xlsx_nothing_hidden(book):
    for part, element in elements(book, r"^xl/(workbook|worksheets/[^/]+)\.xml$", SHEET + "sheet",
                                  SHEET + "row", SHEET + "col"):
        state = element.get("state", "visible") != "visible"
        if state or element.get("hidden", "0") not in ("0", "false"):
            yield f"{part}: {element.tag.removeprefix(SHEET)} {element.get('r', '')}"


def xlsx_one_header_row(book):
    for part, table in elements(book, "^xl/tables/", SHEET + "table"):
        if table.get("headerRowCount", "1") != "1" or table.get("totalsRowCount", "0") != "0":
            yield part


def xlsx_no_colour_signal(book):
    yield from xlsx_none_of("conditionalFormatting")(book)
    for _, one in elements(book, r"^xl/styles\.xml$", SHEET + "numFmt"):
        if re.search(r"\[(red|blue|green|yellow|cyan|magenta|white|color ?\d+)\]",
                     one.get("formatCode"), re.IGNORECASE):
            yield one.get("formatCode")


def xlsx_charts_told(book):
    for part, chart in elements(book, "^xl/charts/chart", CHART + "chart"):
        title = chart.find(CHART + "title")
        if title is None or not "".join(title.itertext()).strip():
            yield f"{part}: no title"
    for part, one in elements(book, r"^xl/drawings/[^/]+\.xml$", XDR + "cNvPr"):
        if not (one.get("descr") or "").strip():
            yield f"{part}: {one.get('name')} has no text in its place"


def xlsx_properties(book):
    core = book.xml("docProps/core.xml")
    for name in ("title", "subject", "creator"):
        if not (core.findtext(DC + name) or "").strip():
            yield name


def link_problem(book, where, text):
    """What is wrong with a link inside the workbook, by its place and what is read of it."""
    if not where or where[0] not in [sheet.name for sheet in book.sheets]:
        return f"leads to {where}"
    if not isinstance(text, str) or len(text) < 3 or VAGUE.fullmatch(text.strip()):
        return f"reads {text!r}"
    return None


def xlsx_links_lead(book):
    for sheet in book.sheets:
        for link in book.xml(sheet.part).iter(SHEET + "hyperlink"):
            place = link.get("location", "").replace("!", ".")
            where = published.address(place) or (None,)
            text = sheet.cells.get(position(link.get("ref").split(":")[0]))
            outside = link.get(published.RELATION) and book.sheets[0].name
            wrong = link_problem(book, (outside,) if outside else where, text)
            if wrong:
                yield f"{sheet.name}!{link.get('ref')}: {wrong}"


def xlsx_type_plain(book):
    fonts = next(book.xml("xl/styles.xml").iter(SHEET + "fonts"))
    for font in fonts:
        name, size = (font.find(SHEET + tag).get("val") for tag in ("name", "sz"))
        if name not in SANS_SERIF or float(size) < POINTS_MIN:
            yield f"{name} {size}"


def ods_not(pattern):
    """No such attribute or element in what is shown."""
    def rule(book):
        for part, text in book.texts(CONTENT):
            for found in re.finditer(pattern, text):
                yield f"{part}: {found[0]}"
    return rule


def ods_properties(book):
    meta = book.xml("meta.xml").find(OFFICE + "meta")
    for tag in (DC + "title", DC + "subject", DC + "language"):
        if not (meta.findtext(tag) or "").strip():
            yield tag
    if not (meta.findtext(DC + "creator") or meta.findtext(META + "initial-creator")):
        yield "creator"


def ods_not_frozen(book):
    for part, text in book.texts(r"^settings\.xml$"):
        if re.search(r'"(Horizontal|Vertical)SplitMode"[^>]*>2<', text):
            yield part


def ods_charts_told(book):
    for _, frame in elements(book, r"^content\.xml$", DRAW + "frame"):
        if not frame.findtext(SVG + "title") or not frame.findtext(SVG + "desc"):
            yield frame.get(DRAW + "name") or "a frame"


def ods_links_lead(book):
    for _, link in elements(book, r"^content\.xml$", TEXT + "a"):
        target = link.get(XLINK)
        where = (published.address(target[1:]) if target.startswith("#") else
                 (book.sheets[0].name,))
        wrong = link_problem(book, where, "".join(link.itertext()))
        if wrong:
            yield f"{target}: {wrong}"


def ods_type_plain(book):
    for part, one in elements(book, CONTENT, STYLE + "text-properties"):
        size = re.fullmatch(r"([\d.]+)pt", one.get(FO + "font-size") or f"{POINTS_MIN}pt")
        family = (one.get(FO + "font-family") or "Arial").strip("'")
        if not size or float(size[1]) < POINTS_MIN or family not in SANS_SERIF:
            yield f"{part}: {family} {one.get(FO + 'font-size')}"
    for part, face in elements(book, CONTENT, STYLE + "font-face"):
        if (face.get(SVG + "font-family") or "").strip("'") not in SANS_SERIF:
            yield f"{part}: {face.get(SVG + 'font-family')}"


BOTH = {
    "the title of every sheet is in A1": title_first,
    "Cover, Contents and Notes come first": sheets_in_order,
    "tab names are short and differ in more than case": tab_names,
    "a sheet has one table, marked up as one": one_table,
    "tables have names of their own that mean something": table_names,
    "headers are texts of their own, the same in cell and table": headers_tell,
    "no row or column is blank, nothing is below a table": nothing_blank,
    "no cell of a table is empty": no_empty_cell,
    "nothing tells the machine, its user or its folders": no_name_of_machine,
}
RULES = {
    "xlsx": {
        **BOTH,
        "it opens on the first sheet, at the top": xlsx_opens_at_top,
        "a table has one header row and no total row": xlsx_one_header_row,
        "no merged cells": xlsx_none_of("mergeCell"),
        "no frozen panes": xlsx_none_of("pane"),
        "no filter buttons": xlsx_none_of("autoFilter"),
        "no formulas": xlsx_none_of("f"),
        "nothing hidden": xlsx_nothing_hidden,
        "colour alone says nothing": xlsx_no_colour_signal,
        "charts have a title and a text in their place": xlsx_charts_told,
        "the document has its title, subject and creator": xlsx_properties,
        "links lead somewhere and say where": xlsx_links_lead,
        f"type is plain and of {POINTS_MIN} points or more": xlsx_type_plain,
    },
    "ods": {
        **BOTH,
        "no merged cells": ods_not(r'covered-table-cell|-(rows|columns)-spanned="(?!1")[^"]*"'),
        "no frozen panes": ods_not_frozen,
        "no filter buttons": ods_not(r'display-filter-buttons="true"|<table:filter\b'),
        "no formulas": ods_not(r'table:formula="[^"]*"'),
        "nothing hidden": ods_not(r'table:visibility="(?!visible)[^"]*"|table:display="false"'),
        "colour alone says nothing": ods_not(r"conditional-format\b|<style:map\b"),
        "charts have a title and a text in their place": ods_charts_told,
        "the document has its title, subject, creator and language": ods_properties,
        "links lead somewhere and say where": ods_links_lead,
        f"type is plain and of {POINTS_MIN} points or more": ods_type_plain,
    },
}

# The planted faults, in the order of the rules: a part, a text in it, and what replaces it.
BUDGET, TABLE_4 = "xl/worksheets/sheet4.xml", "xl/tables/table4.xml"
FAULTS = {
    "xlsx": [
        (BUDGET, "<t>Budget 2022/23</t>", "<t></t>"),
        ("xl/workbook.xml", 'name="Notes"', 'name="Annexes"'),
        ("xl/workbook.xml", 'name="Budget"', f'name="{"Budget" * 6}"'),
        (BUDGET, '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>', ""),
        (TABLE_4, 'displayName="Budget_table"', 'displayName="Table1"'),
        (TABLE_4, 'name="BCF (£)"', 'name="SCHEME"'),
        (TABLE_4, 'ref="A2:B4"', 'ref="A2:C4"'),
        (BUDGET, '<c r="B3"><v>100.25</v></c>', ""),
        ("docProps/core.xml", "Northshire<", "/home/someone/northshire.yaml<"),
        ("xl/workbook.xml", "<workbookView/>", '<workbookView activeTab="2"/>'),
        (TABLE_4, 'ref="A2:B4"', 'ref="A2:B4" headerRowCount="0"'),
        (BUDGET, "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>'),
        (BUDGET, '<sheetView workbookViewId="0"/>', '<sheetView workbookViewId="0">'
         '<pane ySplit="2" state="frozen"/></sheetView>'),
        (TABLE_4, "<tableColumns", '<autoFilter ref="A2:B4"/><tableColumns'),
        (BUDGET, '<c r="B4">', '<c r="B4"><f>SUM(B3:B3)</f>'),
        (BUDGET, '<row r="3">', '<row r="3" hidden="1">'),
        ("xl/styles.xml", "#,##0.00", "#,##0.00;[Red]-#,##0.00"),
        ("xl/drawings/drawing1.xml", ' descr="Bars: carers, £100.25."', ""),
        ("docProps/core.xml", "<dc:subject>Northshire</dc:subject>", ""),
        ("xl/worksheets/sheet2.xml", "'Budget'!A1", "'Budgets'!A1"),
        ("xl/styles.xml", '<sz val="12"/>', '<sz val="8"/>'),
    ],
    "ods": [
        ("content.xml", "<text:p>Budget 2022/23</text:p>", ""),
        ("content.xml", 'table:name="Notes"', 'table:name="Annexes"'),
        ("content.xml", 'table:name="Budget"', f'table:name="{"Budget" * 6}"'),
        ("content.xml", "Budget.A2:Budget.B4", "Elsewhere.A2:Elsewhere.B4"),
        ("content.xml", 'table:name="Budget_table"', 'table:name="notes_table"'),
        ("content.xml", "BCF (£)", "Scheme"),
        ("content.xml", "Budget.A2:Budget.B4", "Budget.A2:Budget.B3"),
        ("content.xml", "<text:p>Carers</text:p>", ""),
        ("meta.xml", ">Northshire<", ">file:///northshire<"),
        ("content.xml", 'office:value-type="string"',
         'office:value-type="string" table:number-columns-spanned="2"'),
        ("settings.xml", "<office:settings/>", '<office:settings><config:config-item '
         'config:name="HorizontalSplitMode">2</config:config-item></office:settings>'),
        ("content.xml", 'table:name="Budget_table"',
         'table:name="Budget_table" table:display-filter-buttons="true"'),
        ("content.xml", 'office:value="100.25"', 'office:value="100.25" table:formula="of:=1"'),
        ("content.xml", "<table:table-row>", '<table:table-row table:visibility="collapse">'),
        ("content.xml", "<office:automatic-styles/>", '<office:automatic-styles><style:style '
         'style:name="a"><style:map style:condition="value()&lt;0"/></style:style>'
         "</office:automatic-styles>"),
        ("content.xml", "</table:table-row></table:table>", '</table:table-row><table:shapes>'
         '<draw:frame draw:name="Chart"/></table:shapes></table:table>'),
        ("meta.xml", "<dc:language>en-GB</dc:language>", ""),
        ("content.xml", ">Budget</text:a>", ">here</text:a>"),
        ("styles.xml", "12pt", "9pt"),
    ],
}


# The two workbooks against each other and against the reports.

def as_read(value):
    """A number as any program takes it: 9891584.710000001 and 9891584.71 are one to it.

    Only one of the formats has charts, and says so."""
    if isinstance(value, Decimal):
        return float(value)
    return value.replace("one table and one chart", "one table") if value else value


def differences(one, other):
    names = [[sheet.name for sheet in book.sheets] for book in (one, other)]
    if names[0] != names[1]:
        yield f"sheets {names[0]} and {names[1]}"
    for sheet in one.sheets:
        twin = other.sheet(sheet.name)
        for place in sorted(sheet.cells.keys() | twin.cells.keys()) if twin else []:
            values = [cells.get(place) for cells in (sheet.cells, twin.cells)]
            if as_read(values[0]) != as_read(values[1]):
                yield f"{sheet.name}!{reference(place)}: {values[0]!r} and {values[1]!r}"


def figures_of_row(sheet, row):
    """The numbers of a row of a sheet, percentages as they are shown."""
    for place in sorted(place for place in sheet.cells if place[0] == row):
        value = sheet.cells[place]
        if isinstance(value, Decimal):
            yield value * 100 if place in sheet.percents else value


def label_of(sheet, row):
    """The label of a row, without the numbers of the notes about it."""
    return re.sub(r" \[note \d+\]", "", str(sheet.cells.get((row, 1)))).strip()


def names(label, wanted):
    """Whether a row is the one that is wanted: of several called "Total" each says of what."""
    return label == wanted or label.startswith(wanted + ": ")


def unlike_report(report, sheet):
    """Yields the rows of a report whose figures are not, in order, those of a row of the sheet."""
    table = sheet.tables[0]
    below = iter(range(table.first[0] + 1, table.last[0] + 1))
    numbers = {column["id"] for column in report["columns"]
               if column["type"] in ("money", "rate", "count")}
    for wanted in report["rows"]:
        figures = [Decimal(str(value).rstrip("%")) for name, value in wanted["cells"].items()
                   if name in numbers and value is not None]
        if wanted["kind"] == "head":
            continue
        row = next((row for row in below
                    if names(label_of(sheet, row), wanted["label"].strip())), None)
        if row is None:
            yield f"{sheet.name}: no row {wanted['label']}"
            return
        found = list(figures_of_row(sheet, row))
        same = len(found) == len(figures) and all(
            abs(one - two) < SAME for one, two in zip(found, figures))
        if not same:
            yield f"{sheet.name}, row {row}: {found}, in the report {figures}"


def report_sheet(book, report):
    """The sheet of a report, with its year if there are several, and its board if there are."""
    name = report["report"].capitalize().replace("-", " ")
    year = report["year"].replace("/", "-")
    board = report["board"].removesuffix(" Health and Wellbeing Board")
    names = [f"{name} all years", f"{name} {year}", f"{name} {year} {board}"[:31], name]
    return next(filter(None, map(book.sheet, names[" to " not in year:])), None)


# The points.

def test_rules_themselves(tap, folder):
    for kind, rules in RULES.items():
        sound = published.read(tiny_books.write(folder / f"tiny.{kind}"))
        tap.point(len(rules) == len(FAULTS[kind]), f"{kind}: every rule has its fault")
        for (title, rule), fault in zip(rules.items(), FAULTS[kind]):
            spoilt = published.read(tiny_books.write(folder / f"spoilt.{kind}", [fault]))
            innocent, guilty = list(rule(sound)), list(rule(spoilt))
            tap.point(not innocent and guilty, f"{kind}: finds its fault: {title}",
                      "\n".join(innocent))
    tap.point(len(zipped_csv.RULES) == len(zipped_csv.FAULTS), "csv: every rule has its fault")
    for (title, rule), fault in zip(zipped_csv.RULES.items(), zipped_csv.FAULTS):
        innocent = list(rule(zipped_csv.tiny()))
        tap.point(not innocent and list(rule(zipped_csv.tiny(fault))),
                  f"csv: finds its fault: {title}", "\n".join(innocent))
    one, other = (published.read(folder / f"tiny.{kind}") for kind in RULES)
    fault = ("content.xml", 'office:value="100.25"', 'office:value="100.26"')
    spoilt = published.read(tiny_books.write(folder / "spoilt.ods", [fault]))
    tap.point(not list(differences(one, other)) and len(list(differences(one, spoilt))) == 1,
              "a penny between xlsx and ods is found")
    report = {"report": "budget", "columns": [{"id": "bcf", "type": "money"}],
              "rows": [{"kind": "body", "label": "Carers", "cells": {"bcf": "100.25"}}]}
    good = list(unlike_report(report, one.sheet("Budget")))
    tap.point(not good and list(unlike_report(report, spoilt.sheet("Budget"))),
              "a penny between a report and a sheet is found", "\n".join(good))


def test_published(tap, title, bcf, root, books, folder):
    found = {}
    for kind, rules in RULES.items():
        path = folder / f"published.{kind}"
        bcf_run(bcf, ["export", *books, "--profile", "publication", "-o", path], cwd=root)
        found[kind] = published.read(path)
        for rule, judge in rules.items():
            wrongs = list(judge(found[kind]))
            tap.point(not wrongs, f"{title}, {kind}: {rule}", "\n".join(wrongs))
    wrongs = list(differences(*found.values()))
    tap.point(not wrongs, f"{title}: xlsx and ods hold the same", "\n".join(wrongs))
    wrongs, sheets = [], 0
    for name in REPORTS:
        for report in reports_read(bcf, root, name, books):
            sheet = report_sheet(found["xlsx"], report)
            sheets += sheet is not None
            wrongs += unlike_report(report, sheet) if sheet and sheet.tables else []
    tap.point(sheets > 2 and not wrongs, f"{title}: every figure is that of the reports",
              "\n".join(wrongs))


def test_csv(tap, title, bcf, root, books, folder):
    path = folder / "published.zip"
    bcf_run(bcf, ["export", *books, "--profile", "publication", "-o", path], cwd=root)
    for rule, judge in zipped_csv.RULES.items():
        wrongs = list(judge(path.read_bytes()))
        tap.point(not wrongs, f"{title}, csv: {rule}", "\n".join(wrongs))


def looks_final(book):
    """The sheets of a draft that do not say so: in their status, on the cover and the notes."""
    for sheet in worksheets(book):
        if not str(sheet.cells.get((STATUS_ROW, 1))).startswith("Draft: "):
            yield f"{sheet.name}: {sheet.cells.get((STATUS_ROW, 1))}"
    cover, notes = book.sheets[0], book.sheets[FIRST_SHEETS.index("Notes")]
    if not str(cover.cells.get((1, 1))).endswith(" (draft)"):
        yield f"the cover's title: {cover.cells.get((1, 1))}"
    if not any(row > STATUS_ROW + 1 and str(cell).startswith("Draft: ")
               for (row, _), cell in notes.cells.items()):
        yield "no note says it"


def test_draft(tap, bcf, folder):
    """Something is still to be decided in one year: nothing of the publication looks final."""
    books = sorted(path.relative_to(folder) for path in northshire.write_project(folder))
    with open(folder / books[-1], "a", encoding="utf-8") as book:
        book.write("# to decide: the amounts\n")
    for some in (books[-1:], books):
        for kind, rules in RULES.items():
            path = folder / f"draft.{kind}"
            bcf_run(bcf, ["export", *some, "--profile", "publication", "-o", path], cwd=folder)
            book = published.read(path)
            wrongs = [wrong for judge in rules.values() for wrong in judge(book)]
            if len(some) == 1:
                wrongs += looks_final(book)
            else:
                wrongs += [sheet.name for sheet in book.sheets[:len(FIRST_SHEETS)]
                           if not str(sheet.cells.get((STATUS_ROW, 1))).startswith("Draft: ")]
            tap.point(not wrongs, f"a draft of {len(some)}, {kind}: it says so and keeps the rules",
                      "\n".join(wrongs))


def main(bcf, root):
    bcf, root = Path(bcf).resolve(), Path(root).resolve()
    tap = Tap()
    offered = bcf_run(bcf, ["export", "--help"]).decode()
    tests = [("--profile", ".ods", test_published), ("", ".zip", test_csv)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        test_rules_themselves(tap, folder)
        test_draft(tap, bcf, folder / "draft")
        for title, home, books in make_projects(root, folder / "northshire"):
            for option, ending, test in tests:
                if option in offered and ending in offered:
                    test(tap, title, bcf, home, books, folder)
                else:
                    tap.skip(f"{title}, {ending}", "bcf export does not offer it")
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
