"""Workbooks spoilt on purpose, one fault each, so that a judgement can be seen to find it.

Every fault is put where it belongs whatever the layout is: at the largest figure, the tallest row.
"""
import re
import zipfile
from decimal import Decimal

from workbooks import Workbook, reference

WIDE_TEXT = "A text that is much too long for where it stands, " * 6


class Spoiler:
    """One copy of a workbook: change its parts, then save it."""

    def __init__(self, path):
        self.book = Workbook(path)
        self.parts = {name: data.decode() if name.endswith(".xml") else data
                      for name, data in self.book.parts.items()}

    def save(self, target):
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                archive.writestr(name, data)
        return target

    def change(self, sheet, pattern, put, count=1):
        """Changes the XML of a sheet, or of a part, where the pattern is found; it must be."""
        part = sheet.part if hasattr(sheet, "part") else sheet
        self.parts[part], done = re.subn(pattern, put, self.parts[part], count=count,
                                         flags=re.DOTALL)
        assert done, f"{part}: nothing to spoil: {pattern}"

    def largest_figure(self):
        """The sheet and the place of it."""
        figures = [(abs(cell.value), sheet, place) for sheet in self.book.sheets.values()
                   for place, cell in sheet.cells.items() if isinstance(cell.value, Decimal)]
        return max(figures, key=lambda found: found[0])[1:]

    def column(self, sheet, number, attributes):
        """Gives one column a <col> of its own."""
        def split(found):
            first, last = (int(re.search(rf'{name}="(\d+)"', found[0])[1])
                           for name in ("min", "max"))
            rest = re.sub(r'<col|/>| (?:min|max)="\d+"', "", found[0])
            return "".join(f'<col min="{one}" max="{one}"'
                           f'{f" {attributes}" if one == number else rest}/>'
                           for one in range(first, min(last, first + 200) + 1))
        self.change(sheet, r"<col [^>]*/>", split, count=0)

    def text(self, sheet, place, text):
        """Puts a text of the plain style into a cell."""
        self.change(sheet, rf'<c r="{reference(place)}"[^>]*?(?:/>|>.*?</c>)',
                    f'<c r="{reference(place)}" t="inlineStr"><is><t xml:space="preserve">{text}'
                    "</t></is></c>")

    def number(self, sheet, place, value):
        """Overwrites a figure, or the formula of one, with a number."""
        self.change(sheet, rf'(<c r="{reference(place)}"(?: s="\d+")?>)<(?:f|v)>.*?</c>',
                    rf"\g<1><v>{value}</v></c>")

    def formula(self, sheet, place, pattern, put):
        """Changes the formula of a cell where the pattern is found in it."""
        self.change(sheet, rf'(<c r="{reference(place)}"[^>]*><f>[^<]*?){pattern}', rf"\g<1>{put}")

    def break_before_last_row(self, sheet):
        """It goes to a page of its own; the sheet is fitted to a page's width, not its height."""
        last = max(sheet.rows)
        self.change(sheet, r' fitToHeight="\d+"|(?=/><headerFooter)', "")
        self.change(sheet, r"<pageSetup ", '<pageSetup fitToHeight="0" ')
        self.change(sheet, r"(</headerFooter>)", r'\1<rowBreaks count="1" manualBreakCount="1">'
                    f'<brk id="{last - 1}" max="16383" man="1"/></rowBreaks>')
        return last


def narrow_column(spoiler):
    """A column narrower than its figures."""
    sheet, (_, column) = spoiler.largest_figure()
    spoiler.column(sheet, column, 'width="2" customWidth="1"')


def halve_row(spoiler):
    """A row of half the height it needs."""
    rows = [(float(height), sheet, row) for sheet in spoiler.book.sheets.values()
            for row, height in re.findall(r'<row r="(\d+)"[^>]* ht="([\d.]+)"',
                                          spoiler.parts[sheet.part])]
    height, sheet, row = max(rows, key=lambda found: found[0])
    spoiler.change(sheet, rf'(<row r="{row}"[^>]*) ht="[\d.]+"', rf'\1 ht="{height / 2}"')


def write_over(spoiler):
    """A wide text cut off by the figure beside it."""
    for sheet in spoiler.book.sheets.values():
        for (row, column), cell in sheet.cells.items():
            right = sheet.cells.get((row, column + 1))
            if isinstance(cell.value, str) and right and isinstance(right.value, Decimal):
                spoiler.text(sheet, (row, column), WIDE_TEXT)
                return


def write_outside(spoiler):
    """A wide text that runs off the page."""
    sheet, _ = spoiler.largest_figure()
    spoiler.text(sheet, (1, 1), WIDE_TEXT)


def crowd_footer(spoiler):
    """A footer whose left half lies over its right half."""
    sheet, _ = spoiler.largest_figure()
    spoiler.change(sheet, r"<oddFooter>.*?</oddFooter>",
                   f"<oddFooter>&amp;L{WIDE_TEXT[:120]}&amp;C{WIDE_TEXT[:120]}</oddFooter>")


def hide_column(spoiler):
    """A column that is not printed."""
    sheet, (_, column) = spoiler.largest_figure()
    spoiler.column(sheet, column, 'width="20" customWidth="1" hidden="1"')


def two_pages_wide(spoiler):
    """A sheet that is two pages wide."""
    sheet, (_, column) = spoiler.largest_figure()
    spoiler.change(sheet, r'<pageSetUpPr fitToPage="1"/>', "")
    spoiler.column(sheet, column, 'width="120" customWidth="1"')


def blank_page(spoiler):
    """A page with nothing on it but its heading."""
    sheet, _ = spoiler.largest_figure()
    last = spoiler.break_before_last_row(sheet)
    for row, column in [place for place in sheet.cells if place[0] == last]:
        spoiler.text(sheet, (row, column), " ")


def sliver(spoiler):
    """A last row that is alone on its page."""
    spoiler.break_before_last_row(spoiler.largest_figure()[0])


def small_type(spoiler):
    """A sheet so wide that its type is tiny."""
    sheet, (_, column) = spoiler.largest_figure()
    spoiler.column(sheet, column, 'width="255" customWidth="1"')
