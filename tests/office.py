"""What LibreOffice makes of a spreadsheet: its pages as words in places, its sheets as texts.

A page is read from the PDF by pdftotext and pdftohtml, a sheet from flat ODF by ElementTree; all
lengths are points. Conversions run side by side, each with a profile of its own.
"""
import concurrent.futures
import re
import subprocess
import unicodedata
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

SECONDS_MAX = 300
JOBS = 2
REPEAT_MAX = 1000  # Rows and cells that repeat more often are the empty rest of a sheet.
ZOOM = 3  # The most that pdftohtml magnifies, so that its whole numbers tell thirds of a point.
ODF = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, STYLE, TABLE, TEXT, DRAW, FO, SVG = (
    ODF + name + ":1.0}" for name in ("office", "style", "table", "text", "drawing",
                                      "xsl-fo-compatible", "svg-compatible"))
XHTML = "{http://www.w3.org/1999/xhtml}"
POINTS = {"in": 72, "cm": 72 / 2.54, "mm": 72 / 25.4, "pt": 1}


class Word(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float
    text: str


class Box(NamedTuple):
    """Of a page: its margins, and where the body of the sheet ends above and below."""
    left: float
    top: float
    right: float
    bottom: float
    body_top: float
    body_bottom: float


class Page(NamedTuple):
    number: int
    sheet: str
    height: float
    words: list
    points: float  # The size of its smallest type.


class Type(NamedTuple):
    size: float
    family: str


class Row(NamedTuple):
    number: int  # From 1.
    height: float
    type: Type  # The largest in it.
    is_heading: bool  # Printed again on every page.
    words: list  # Of all its cells, in order.


class Sheet(NamedTuple):
    name: str
    box: Box
    rows: list
    has_pictures: bool


def plain_words(text):
    """Ligatures and odd spaces are the font's business."""
    return unicodedata.normalize("NFKC", text).split()


# Conversion.

def convert_some(task):
    paths, kind, target, profile, settings = task
    if settings:
        changes = profile / "user" / "registrymodifications.xcu"
        changes.parent.mkdir(parents=True, exist_ok=True)
        changes.write_text(settings, encoding="utf-8")
    subprocess.run(["soffice", f"-env:UserInstallation=file://{profile}", "--headless",
                    "--convert-to", kind, "--outdir", target, *paths],
                   timeout=SECONDS_MAX, capture_output=True, check=True)


def convert(paths, kinds, folder, settings=""):
    """Every file to every kind, into FOLDER/KIND; several files to a call, two calls at a time.

    The settings are those of LibreOffice that are not its own, as its profile has them."""
    paths = sorted(paths, key=lambda path: path.stat().st_size)
    tasks = [(paths[start::JOBS], kind, folder / kind, folder / f"profile-{kind}-{start}",
              settings)
             for kind in kinds for start in range(JOBS) if paths[start::JOBS]]
    with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
        list(pool.map(convert_some, tasks))
    for kind in kinds:
        for path in paths:
            made = folder / kind / f"{path.stem}.{kind}"
            if not made.exists():
                raise RuntimeError(f"LibreOffice made no {kind} of {path.name}")


def without_heights(source, target):
    """Flat ODF of which every row is to be as tall as what is in it."""
    text = Path(source).read_text(encoding="utf-8")
    text = re.sub(r' style:row-height="[^"]*"', "", text)
    text = text.replace('style:use-optimal-row-height="false"',
                        'style:use-optimal-row-height="true"')
    # LibreOffice believes the heights of a file that it wrote itself.
    text = re.sub(r"<meta:generator>.*?</meta:generator>", "", text)
    Path(target).write_text(text, encoding="utf-8")
    return target


# Pages.

def tool(*words):
    return subprocess.run(words, timeout=SECONDS_MAX, capture_output=True, check=True).stdout


def readable(xml):
    """The tools of poppler let a control character through, and links as words between tags."""
    return re.sub(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", b"", xml)


def outline_read(path):
    """The first page of each sheet, and by page the type that is first used on it."""
    said = tool("pdftohtml", "-xml", "-i", "-hidden", "-zoom", str(ZOOM), "-stdout", path)
    said = said.decode(errors="replace")
    starts = [(int(page), ElementTree.fromstring(f"<item>{name}</item>").text)
              for page, name in re.findall(r'<item page="(\d+)">(.*?)</item>', said)]
    sizes = {int(number): int(size) / ZOOM
             for number, size in re.findall(r'<fontspec id="(\d+)" size="(\d+)"', said)}
    pages = re.split(r"<page ", said)[1:]
    largest = max(sizes[int(font)] for font in re.findall(r'font="(\d+)"', pages[0]))
    return starts, largest


def words_read(element):
    for word in element.iter(XHTML + "word"):
        left, top, right, bottom = (float(word.get(side))
                                    for side in ("xMin", "yMin", "xMax", "yMax"))
        for text in plain_words(word.text or ""):
            yield Word(left, top, right, bottom, text)


def is_level(word):
    """Not a label that stands on its side, as in a chart."""
    return len(word.text) < 3 or word.right - word.left > (word.bottom - word.top) / 2


def pages_read(path):
    starts, largest = outline_read(path)
    tree = ElementTree.fromstring(readable(tool("pdftotext", "-bbox-layout", path, "-")))
    pages, per_point = [], None
    for number, element in enumerate(tree.iter(XHTML + "page"), 1):
        words = list(words_read(element))
        heights = [word.bottom - word.top for word in words if is_level(word)] or [0]
        per_point = per_point or max(heights) / largest  # A box is taller than its type.
        sheet = [name for start, name in starts if start <= number][-1]
        pages.append(Page(number, sheet, float(element.get("height")), words,
                          min(heights) / per_point))
    return pages


# Sheets.

def length(text):
    number, unit = re.fullmatch(r"([\d.]+)([a-z]+)", text or "0pt").groups()
    return float(number) * POINTS[unit]


def area(master, layout, kind, gap):
    """How much of a page its header or footer takes, up to the middle of the gap to the body."""
    shown = master.find(STYLE + kind)
    found = layout.find(f"{STYLE}{kind}-style/{STYLE}header-footer-properties")
    if shown is None or shown.get(STYLE + "display") == "false" or found is None:
        return 0
    height = length(found.get(FO + "min-height") or found.get(SVG + "height"))
    return height - length(found.get(FO + gap)) / 2


def box_read(tree, table):
    """The page box of a table, which is two styles away from it."""
    styles = {style.get(STYLE + "name"): style for style in tree.iter(STYLE + "style")}
    masters = {style.get(STYLE + "name"): style for style in tree.iter(STYLE + "master-page")}
    layouts = {style.get(STYLE + "name"): style for style in tree.iter(STYLE + "page-layout")}
    master = masters[styles[table.get(TABLE + "style-name")].get(STYLE + "master-page-name")]
    layout = layouts[master.get(STYLE + "page-layout-name")]
    page = layout.find(STYLE + "page-layout-properties")
    side = {name: length(page.get(f"{FO}margin-{name}"))
            for name in ("left", "top", "right", "bottom")}
    width, height = length(page.get(FO + "page-width")), length(page.get(FO + "page-height"))
    bottom = height - side["bottom"]
    return Box(side["left"], side["top"], width - side["right"], bottom,
               side["top"] + area(master, layout, "header", "margin-bottom"),
               bottom - area(master, layout, "footer", "margin-top"))


def types_read(tree):
    """The type of each style of cells."""
    styles = {style.get(STYLE + "name"): style for style in tree.iter(STYLE + "style")
              if style.get(STYLE + "family") == "table-cell"}

    def find(name, *attributes):
        while name in styles:
            found = styles[name].find(STYLE + "text-properties")
            for attribute in attributes:
                if found is not None and found.get(attribute):
                    return found.get(attribute)
            name = styles[name].get(STYLE + "parent-style-name")
        return None
    return {name: Type(length(find(name, FO + "font-size")),
                       find(name, STYLE + "font-name", FO + "font-family") or "")
            for name in styles}


def cells_read(row):
    """Yields (style, words) of each cell that has words."""
    for cell in row.findall(TABLE + "table-cell"):
        words = [word for line in cell.findall(TEXT + "p") for word in plain_words(spelled(line))]
        if words:
            repeated = int(cell.get(TABLE + "number-columns-repeated", "1"))
            yield cell.get(TABLE + "style-name") or "Default", words * repeated


def spelled(line):
    """A line with what ODF writes as elements: runs of spaces, links, stretches of style."""
    text = line.text or ""
    for part in line:
        if part.tag in (TEXT + "s", TEXT + "tab", TEXT + "line-break"):
            text += " " * int(part.get(TEXT + "c", "1"))
        else:
            text += spelled(part)
        text += part.tail or ""
    return text


def own_rows(element):
    """The rows of a table, in whatever groups; not those of a chart that lies on it."""
    for part in element:
        if part.tag == TABLE + "table-row":
            yield part
        elif part.tag in (TABLE + "table-rows", TABLE + "table-row-group",
                          TABLE + "table-header-rows"):
            yield from own_rows(part)


def rows_read(table, heights, types):
    headings = {row for rows in table.iter(TABLE + "table-header-rows") for row in rows}
    number = 0
    for row in own_rows(table):
        repeated = int(row.get(TABLE + "number-rows-repeated", "1"))
        cells = list(cells_read(row))
        largest = max((types[style] for style, _ in cells), default=Type(0, ""))
        for _ in range(repeated if repeated <= REPEAT_MAX else 0):
            number += 1
            yield Row(number, heights.get(row.get(TABLE + "style-name"), 0), largest,
                      row in headings, [word for _, words in cells for word in words])


def sheets_read(path):
    tree = ElementTree.parse(path).getroot()
    heights, types = {}, types_read(tree)
    for style in tree.iter(STYLE + "style"):
        if style.get(STYLE + "family") == "table-row":
            properties = style.find(STYLE + "table-row-properties")
            heights[style.get(STYLE + "name")] = length(properties.get(STYLE + "row-height"))
    tables = tree.find(f"{OFFICE}body/{OFFICE}spreadsheet").findall(TABLE + "table")
    return [Sheet(table.get(TABLE + "name"), box_read(tree, table),
                  list(rows_read(table, heights, types)),
                  any(True for _ in table.iter(DRAW + "frame")))
            for table in tables]
