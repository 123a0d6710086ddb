"""The layouts of tests/tables: read, and written as CSV, XLSX and ODS.

The format is told in tests/tables/README.md. A cell has what is shown and, in braces, what a
spreadsheet keeps behind it; a CSV has what is shown and nothing else.
"""
import csv
import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

FORMATS = ["csv", "xlsx", "ods"]
NUMBER = re.compile(r"(-?)(\(?)(£?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(%?)(\)?)")
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STAMP = (2022, 5, 24, 0, 0, 0)
OPEN = "http://schemas.openxmlformats.org/"
MAIN = (f'xmlns="{OPEN}spreadsheetml/2006/main" '
        f'xmlns:r="{OPEN}officeDocument/2006/relationships"')
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
ODF_NAMES = " ".join(f'xmlns:{short}="{ODF}{name}:1.0"' for short, name in (
    ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"),
    ("number", "datastyle")))
ODF_NAMES += f' xmlns:of="{ODF}of:1.2"'


class Cell(NamedTuple):
    shown: str
    kind: str = "text"  # text, number, date, error.
    value: str = ""  # Of a number or date, as a file keeps it.
    style: str = ""  # The number format.
    formula: str = ""
    cached: bool = True


class Sheet:
    def __init__(self):
        self.name = "Appendix 1"
        self.left = self.top = 0
        self.merged = []
        self.hidden_rows, self.hidden_columns = set(), set()
        self.inline = False
        self.rows = []


class Layout:
    def __init__(self, name, goal):
        self.name, self.goal = name, goal
        self.sheets = []
        self.formats = FORMATS
        self.csv = []
        self.arguments = []
        self.exits = [0]
        self.heading, self.rows, self.off, self.spent = [], [], [], {}
        self.year = self.stage = self.board = None
        self.says, self.silent = [], []
        self.refused = False
        self.unsure = None


def column_name(index):
    name = ""
    index += 1
    while index:
        index, digit = divmod(index - 1, 26)
        name = chr(65 + digit) + name
    return name


def cell_place(name):
    """(row, column) from 0 of C7."""
    letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", name).groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(digits) - 1, column - 1


def unescape(text):
    for mark, meant in (("\\n", "\n"), ("\\_", "\u00a0"), ("\\s", " "), ("\\p", "|")):
        text = text.replace(mark, meant)
    return text


def number_style(shown):
    """(value, number format) of what looks like a number; None where it is text."""
    if shown in ("-", "\u2013"):
        return "0", f'#,##0;(#,##0);"{shown}"'
    match = NUMBER.fullmatch(shown)
    if not match or bool(match[2]) != bool(match[7]):
        return None
    minus, bracket, pound, digits, decimals, percent, _ = match.groups()
    value = Decimal(digits.replace(",", "") + (decimals or ""))
    value = -value if minus or bracket else value
    value = value / 100 if percent else value
    style = ("#,##0" if "," in digits or len(digits) < 4 else "0") + (
        "." + "0" * (len(decimals) - 1) if decimals else "") + percent
    style = ('"£"' if pound else "") + style
    return f"{value:f}", f"{style};({style})" if bracket else style


def read_cell(text):
    text = text.strip()
    match = re.fullmatch(r"(.*?)\s*\{((?:text|date |v |=)[^{}]*)\}", text)
    shown, behind = (match[1], match[2].strip()) if match else (text, "")
    shown = unescape(shown)
    if behind == "text" or not shown and not behind:
        return Cell(shown)
    if behind.startswith("date "):
        return Cell(shown, "date", behind[5:], "dd/mm/yyyy")
    if re.fullmatch(r"#(REF|N/A|DIV/0|VALUE|NAME)[!?]?", shown):
        return Cell(shown, "error", formula=behind.lstrip("= "))
    number = number_style(shown)
    if behind.startswith("v "):
        value, _, style = behind[2:].partition(" as ")
        return Cell(shown, "number", value, style or (number[1] if number else "General"))
    if behind.startswith("="):
        formula = behind.lstrip("=! ")
        if number is None:
            return Cell(shown, formula=formula, cached=not behind.startswith("=!"))
        return Cell(shown, "number", *number, formula, not behind.startswith("=!"))
    return Cell(shown, "number", *number) if number else Cell(shown)


def read_sheet(lines):
    sheet = Sheet()
    for line in lines:
        word, _, rest = line.partition(" ")
        if line.startswith("|"):
            inside = line[1:].rstrip().removesuffix("|")
            sheet.rows.append([read_cell(cell) for cell in inside.split("|")])
        elif word == "sheet":
            sheet.name = rest
        elif word == "at":
            sheet.top, sheet.left = cell_place(rest)
        elif word == "merge":
            sheet.merged += rest.split()
        elif line.startswith("hide row "):
            sheet.hidden_rows |= {int(number) - 1 for number in line.split()[2:]}
        elif line.startswith("hide column "):
            sheet.hidden_columns |= {cell_place(name + "1")[1] for name in line.split()[2:]}
        elif word == "inline":
            sheet.inline = True
        elif line:
            raise ValueError(f"what is '{line}'?")
    return sheet


def pence(text):
    """Of an expected figure: pence, None where it is not stated."""
    text = text.strip().replace(",", "")
    if not text:
        return None
    if text == "-":
        return 0
    return int(Decimal(text) * 100)


def read_book(layout, title, lines):
    layout.year, layout.stage = title.split()
    for line in filter(None, lines):
        word, _, rest = line.partition(" ")
        if word == "board":
            layout.board = rest
        elif word == "off":
            label, column, printed, outcome = [part.strip() for part in rest.split("|")]
            layout.off.append((label, column, pence(printed), outcome))
        elif word == "spent":
            line_name, amount = rest.split("|")
            layout.spent[line_name.strip()] = pence(amount)
        else:
            parts = [part.strip() for part in line.strip().strip("|").split("|")]
            if not layout.heading:
                layout.heading = parts[2:]
                continue
            kind, label, *cells = parts + [""] * (2 - len(parts))
            cells += [""] * (len(layout.heading) - len(cells))
            if len(cells) > len(layout.heading):
                raise ValueError(f"{layout.name}: '{label}' has too many cells")
            layout.rows.append((kind, unescape(label), [pence(cell) for cell in cells]))


def read_layout(path):
    sections = re.split(r"^== ?", path.read_text(encoding="utf-8"), flags=re.M)
    layout = Layout(path.stem, " ".join(sections[0].split()))
    for section in sections[1:]:
        title, *lines = section.rstrip("\n").split("\n")
        word, _, rest = title.partition(" ")
        if word == "table":
            layout.sheets.append(read_sheet(lines))
        elif word == "formats":
            layout.formats = rest.split()
        elif word == "csv":
            layout.csv = rest.split()
        elif word == "answer":
            layout.arguments += ["--answer", rest.strip()]
        elif word == "exit":
            layout.exits = [int(number) for number in rest.split(" or ")]
        elif word == "book":
            read_book(layout, rest, lines)
        elif word == "says":
            layout.says = [line for line in lines if line]
        elif word == "silent":
            layout.silent = [line for line in lines if line]
        elif word == "refused":
            layout.refused = True
        elif word == "unsure":
            layout.unsure = rest.split(" or ")
        else:
            raise ValueError(f"{path.name}: what is '== {title}'?")
    return layout


def read_layouts(folder):
    return [read_layout(path) for path in sorted(Path(folder).glob("*.txt"))]


def width(sheet):
    return max((len(row) for row in sheet.rows), default=0)


def csv_bytes(layout):
    """The first sheet, as a spreadsheet saves it: text as shown, blank where it is merged."""
    sheet = layout.sheets[0]
    mark = {"semicolon": ";", "tab": "\t"}
    delimiter = next((mark[word] for word in layout.csv if word in mark), ",")
    end = "\r\n" if "crlf" in layout.csv else "\n"
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
    wide = sheet.left + width(sheet)
    writer.writerows([[""] * wide] * sheet.top)
    for row in sheet.rows:
        texts = [""] * sheet.left + [cell.shown for cell in row]
        if "ragged" not in layout.csv:
            texts += [""] * (wide - len(texts))
        writer.writerow(texts)
    data = out.getvalue().encode("cp1252" if "cp1252" in layout.csv else "utf-8")
    return (b"\xef\xbb\xbf" if "bom" in layout.csv else b"") + data


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, STAMP)
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else (
                zipfile.ZIP_DEFLATED)
            archive.writestr(entry, text)
    return out.getvalue()


class Xlsx:
    """The parts that sheets share: strings and styles."""

    def __init__(self):
        self.strings, self.styles = [], ["General"]

    def index(self, among, text):
        if text not in among:
            among.append(text)
        return among.index(text)

    def cell(self, sheet, place, cell):
        style = self.index(self.styles, cell.style) if cell.style else 0
        start = f'<c r="{place}"' + (f' s="{style}"' if style else "")
        formula = f"<f>{escape(cell.formula)}</f>" if cell.formula else ""
        if not cell.cached:
            return f"{start}>{formula}</c>"
        if cell.kind == "error":
            return f'{start} t="e">{formula}<v>{cell.shown}</v></c>'
        if cell.kind == "number":
            return f"{start}>{formula}<v>{cell.value}</v></c>"
        if cell.kind == "date":
            return f"{start}><v>{date_serial(cell.value)}</v></c>"
        if formula:
            return f'{start} t="str">{formula}<v>{escape(cell.shown)}</v></c>'
        text = escape(cell.shown)
        if sheet.inline:
            return f'{start} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
        return f'{start} t="s"><v>{self.index(self.strings, cell.shown)}</v></c>'

    def sheet(self, sheet):
        rows = ""
        for row, cells in enumerate(sheet.rows, sheet.top):
            inside = "".join(
                self.cell(sheet, f"{column_name(column)}{row + 1}", cell)
                for column, cell in enumerate(cells, sheet.left) if cell.shown or cell.formula)
            hidden = ' hidden="1"' if row in sheet.hidden_rows else ""
            rows += f'<row r="{row + 1}"{hidden}>{inside}</row>'
        columns = "".join(f'<col min="{one + 1}" max="{one + 1}" width="0" hidden="1"/>'
                          for one in sorted(sheet.hidden_columns))
        merged = "".join(f'<mergeCell ref="{one}"/>' for one in sheet.merged)
        return (f"{HEAD}<worksheet {MAIN}>" + (f"<cols>{columns}</cols>" if columns else "")
                + f"<sheetData>{rows}</sheetData>"
                + (f'<mergeCells count="{len(sheet.merged)}">{merged}</mergeCells>'
                   if merged else "") + "</worksheet>")

    def style_part(self):
        formats = "".join(f'<numFmt numFmtId="{164 + one}" formatCode={quoteattr(style)}/>'
                          for one, style in enumerate(self.styles) if one)
        cells = "".join(f'<xf numFmtId="{164 + one if one else 0}" fontId="0" fillId="0" '
                        f'borderId="0" xfId="0" applyNumberFormat="1"/>'
                        for one in range(len(self.styles)))
        head = f'<numFmts count="{len(self.styles) - 1}">{formats}</numFmts>' if formats else ""
        return (f"{HEAD}<styleSheet {MAIN}>{head}<fonts count=\"1\"><font/></fonts>"
                '<fills count="1"><fill/></fills><borders count="1"><border/></borders>'
                '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
                f'<cellXfs count="{len(self.styles)}">{cells}</cellXfs></styleSheet>')


def date_serial(text):
    """Days since 30 December 1899, which is what a sheet keeps of a date."""
    import datetime
    return (datetime.date.fromisoformat(text) - datetime.date(1899, 12, 30)).days


def xlsx_package(sheets):
    """The files of a workbook whose sheets are (name, XML), without styles and strings."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    related = f"{OPEN}officeDocument/2006/relationships"
    numbers = range(1, len(sheets) + 1)
    parts = {f"xl/worksheets/sheet{one}.xml": text for one, (_, text) in zip(numbers, sheets)}
    overrides = "".join(
        f'<Override PartName="/{part}" ContentType="{kind}.{word}+xml"/>' for part, word in
        [("xl/workbook.xml", "sheet.main"), ("xl/styles.xml", "styles"),
         ("xl/sharedStrings.xml", "sharedStrings")] + [(part, "worksheet") for part in parts])
    names = "".join(f'<sheet name={quoteattr(name)} sheetId="{one}" r:id="rId{one}"/>'
                    for one, (name, _) in zip(numbers, sheets))
    links = "".join(f'<Relationship Id="rId{one}" Type="{related}/worksheet" '
                    f'Target="worksheets/sheet{one}.xml"/>' for one in numbers)
    links += "".join(f'<Relationship Id="rId{len(sheets) + one}" Type="{related}/{part}" '
                     f'Target="{part}.xml"/>' for one, part in
                     enumerate(("styles", "sharedStrings"), 1))
    relationships = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{OPEN}package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{overrides}</Types>",
        "_rels/.rels": f'{HEAD}<Relationships {relationships}><Relationship Id="rId1" '
        f'Type="{related}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f"{HEAD}<workbook {MAIN}><sheets>{names}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels":
        f"{HEAD}<Relationships {relationships}>{links}</Relationships>",
        **parts,
    }


def xlsx_bytes(layout):
    book = Xlsx()
    sheets = [(sheet.name, book.sheet(sheet)) for sheet in layout.sheets]
    files = xlsx_package(sheets)
    files["xl/styles.xml"] = book.style_part()
    strings = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>'
                      for text in book.strings)
    files["xl/sharedStrings.xml"] = f"{HEAD}<sst {MAIN}>{strings}</sst>"
    return zipped(files)


def ods_cell(cell, spans, covered):
    name = "table:covered-table-cell" if covered else "table:table-cell"
    attributes = ""
    if spans:
        attributes += (f' table:number-rows-spanned="{spans[0]}"'
                       f' table:number-columns-spanned="{spans[1]}"')
    if cell.formula:
        addresses = re.sub(r"([A-Z]+\d+)(?::([A-Z]+\d+))?",
                           lambda m: f"[.{m[1]}:.{m[2]}]" if m[2] else f"[.{m[1]}]",
                           cell.formula)
        attributes += f' table:formula={quoteattr("of:=" + addresses)}'
    if cell.kind == "number" and cell.cached:
        kind = "percentage" if cell.style.endswith("%") else "float"
        attributes += f' office:value-type="{kind}" office:value="{cell.value}"'
    elif cell.kind == "date":
        attributes += f' office:value-type="date" office:date-value="{cell.value}"'
    elif (cell.shown or cell.formula) and cell.cached:
        attributes += ' office:value-type="string"'
    if not cell.shown or not cell.cached:
        return f"<{name}{attributes}/>"
    paragraphs = "".join(f"<text:p>{escape(text)}</text:p>" for text in cell.shown.split("\n"))
    return f"<{name}{attributes}>{paragraphs}</{name}>"


def ods_sheet(sheet):
    spans, covered = {}, set()
    for merge in sheet.merged:
        (top, left), (bottom, right) = map(cell_place, merge.split(":"))
        spans[top, left] = (bottom - top + 1, right - left + 1)
        covered |= {(row, column) for row in range(top, bottom + 1)
                    for column in range(left, right + 1)} - {(top, left)}
    wide = sheet.left + width(sheet)
    columns = "".join("<table:table-column" + (' table:visibility="collapse"'
                      if one in sheet.hidden_columns else "") + "/>" for one in range(wide))
    rows = (f'<table:table-row table:number-rows-repeated="{sheet.top}">'
            "<table:table-cell/></table:table-row>" if sheet.top else "")
    for row, cells in enumerate(sheet.rows, sheet.top):
        cells = [Cell("")] * sheet.left + cells
        cells += [Cell("")] * (wide - len(cells))
        hidden = ' table:visibility="collapse"' if row in sheet.hidden_rows else ""
        inside = "".join(ods_cell(cell, spans.get((row, column)), (row, column) in covered)
                         for column, cell in enumerate(cells))
        rows += f"<table:table-row{hidden}>{inside}</table:table-row>"
    return f"<table:table table:name={quoteattr(sheet.name)}>{columns}{rows}</table:table>"


def ods_package(tables):
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    return {
        "mimetype": mime,
        "META-INF/manifest.xml":
        f'{HEAD}<manifest:manifest xmlns:manifest="{ODF}manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" '
        'manifest:media-type="text/xml"/></manifest:manifest>',
        "content.xml": f'{HEAD}<office:document-content {ODF_NAMES} office:version="1.2">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>",
    }


def ods_bytes(layout):
    return zipped(ods_package("".join(map(ods_sheet, layout.sheets))))


WRITERS = {"csv": csv_bytes, "xlsx": xlsx_bytes, "ods": ods_bytes}
