"""A book typed from an expectation of tests/tables, so that the expectation itself is tested."""
import json

KNOWN = {  # id: payer, nature.
    "nhs-minimum": ("icb", "revenue"),
    "ibcf": ("council", "revenue"),
    "dfg": ("council", "capital"),
}
BOARD = """format: 1
kind: board
name: {name}
partners:
  icb: {{name: NHS Northshire ICB, kind: nhs}}
  council: {{name: Northshire County Council, kind: council, host: yes}}
funding_lines:
{lines}
schemes:
{schemes}
"""
BOOK = """format: 1
kind: book
year: {year}
board: ../../schemes/northshire.yaml
stage: {stage}
rounded_to: {unit}
contributions:
{contributions}
allocations:
{allocations}
{outturn}
total: {total}
"""
PUBLISHED = """published:
  - source: Appendix 1
    report: {stage}
    rounded_to: {unit}
    figures:
"""


def money(pence):
    return f"{'-' if pence < 0 else ''}{abs(pence) // 100}.{abs(pence) % 100:02}"


def quoted(text):
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def unit_of(layout):
    """The largest unit that every figure is a multiple of, as a printed table has it."""
    printed = [one for _, _, one, _ in layout.off]
    amounts = [cell for *_, cells in layout.rows for cell in cells if cell] + printed
    for unit, name in ((10 ** 8, "million"), (10 ** 7, "100000"), (10 ** 5, "thousand"),
                       (100, "pound")):
        if all(amount % unit == 0 for amount in amounts):
            return name
    return "penny"


class Typist:
    def __init__(self, layout):
        self.layout = layout
        self.lines = {}  # Heading: id.
        for heading in layout.heading:
            name = heading.strip("()")
            if name not in ("budget", "outturn"):
                self.lines[heading] = name if name in KNOWN else f"line-{len(self.lines) + 1}"
        self.allocations, self.outturn, self.schemes, self.figures = [], [], [], []

    def mapping(self, cells, keep):
        pairs = [(self.lines.get(heading, heading.strip("()")), cell)
                 for heading, cell in zip(self.layout.heading, cells)
                 if cell is not None and keep(heading)]
        return "{" + ", ".join(f"{name}: {money(cell)}" for name, cell in pairs) + "}"

    def publish(self, key, label, cells):
        if label == "*":
            return
        printed = [next((one for of, column, one, _ in self.layout.off
                         if (of, column) == (label, heading)), cell)
                   for heading, cell in zip(self.layout.heading, cells)]
        figures = self.mapping(printed, lambda heading: heading[0] != "(")
        if figures != "{}":
            self.figures.append(f"      {key}: {figures}")

    def scheme(self, key, label, cells, indent):
        self.schemes.append(f"  {key}: {{name: {quoted(label)}}}")
        amounts = self.mapping(cells, lambda heading: heading in self.lines)
        self.allocations.append(f"{indent}- {key}: {amounts}")
        for heading, spent in zip(self.layout.heading, cells):
            if heading.strip("()") == "outturn" and spent is not None:
                self.outturn.append(f"  {key}: {money(spent)}")
        self.publish(key, label, cells)

    def type(self):
        open_blocks, depth = [], "  "
        subtotals = self.closing_rows()
        for at, (kind, label, cells) in enumerate(self.layout.rows):
            if kind in ("head", "head?", "open"):
                total = subtotals[at]
                key = f"block-{at}"
                self.allocations.append(f"{depth}- block: {key}")
                if kind != "open":
                    self.allocations.append(f"{depth}  heading: {quoted(label)}")
                if total and total != "*":
                    self.allocations.append(f"{depth}  total: {quoted(total)}")
                self.allocations.append(f"{depth}  rows:")
                open_blocks.append(key)
                depth += "    "
            elif kind == "body":
                self.scheme(f"scheme-{at}", label, cells, depth)
            elif kind == "subtotal":
                depth = depth[:-4]
                self.publish(open_blocks.pop(), label, cells)
            elif kind == "total":
                self.publish("total", label, cells)
        return self

    def closing_rows(self):
        """The label of the subtotal that closes the block opened in each row."""
        opened, closing = [], {}
        for at, (kind, label, _) in enumerate(self.layout.rows):
            if kind in ("head", "head?", "open"):
                opened.append(at)
            elif kind == "subtotal":
                closing[opened.pop()] = label
        if opened:
            raise ValueError(f"{self.layout.name}: a block is never closed")
        return closing


def write_book(into, layout):
    typed = Typist(layout).type()
    total = next(row for row in layout.rows if row[0] == "total")
    unit = unit_of(layout)
    lines, contributions = [], []
    for heading, cell in zip(layout.heading, total[2]):
        if heading in typed.lines:
            key = typed.lines[heading]
            payer, nature = KNOWN.get(key, ("council", "revenue"))
            name = quoted(heading.strip("()"))
            lines.append(f"  {key}: {{name: {name}, heading: {name}, nature: {nature}, "
                         f"payer: {'nhs' if payer == 'icb' else payer}}}")
            cell = next((one for label, column, one, outcome in layout.off if (
                label, column, outcome) == (total[1], heading, "rounding")), cell)
            if cell:
                contributions.append(f"  - {{line: {key}, from: {payer}, "
                                     f"amount: {money(cell)}}}")
    spent = "\n".join(["outturn:"] + typed.outturn) if layout.stage == "outturn" else ""
    board = BOARD.format(name=layout.board or "Northshire Health and Wellbeing Board",
                         lines="\n".join(lines), schemes="\n".join(typed.schemes))
    book = BOOK.format(year=layout.year, stage=layout.stage, unit=unit,
                       contributions="\n".join(contributions),
                       allocations="\n".join(typed.allocations), outturn=spent,
                       total=quoted(total[1] if total[1] != "*" else "Total"))
    if typed.figures:
        book += PUBLISHED.format(stage=layout.stage, unit=unit) + "\n".join(typed.figures) + "\n"
    path = into / "budgets" / "northshire" / f"{layout.year}.yaml"
    path.parent.mkdir(parents=True)
    (into / "schemes").mkdir()
    (into / "schemes" / "northshire.yaml").write_text(board, encoding="utf-8")
    path.write_text(book, encoding="utf-8")
    return path
