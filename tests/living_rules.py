"""What a working workbook must be, as it is stored: each rule yields what is wrong with one."""
import re
from decimal import Decimal

import accessible
import published
from accessible import CHART, XDR
from workbooks import OF_MANY, REPORTS, SAME, SHEET, decoded, position, reference
from working import Area, area

CHECK = "Live check"
WATCHED = [*REPORTS, *OF_MANY]
DRAWN = ["waterfall", "fund", "forecast", "variance"]
NAMED = [name for name in WATCHED if name not in [*DRAWN, "summary", "checks", "journal"]]
LISTS = ["published", "boards", "journal"]  # They are searched, so they have filters.
NAME_MAX = 255
NAME_CUT = 200  # What bcf would call longer is cut.
LEVEL_MAX = 7  # Of outlines.
TELLING = 20  # The letters of a text that stands for a chart.
FUNCTIONS = {"SUM", "SUMIFS", "SUMPRODUCT", "ROUND", "ROW", "IF", "AND", "COUNTIF", "LEFT",
             "ABS"}
FORMULA_MAX = 8192  # The limits of Excel: of a formula, and of a text in one.
TEXT_MAX = 255
QUOTED = r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\""
DRAWN_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"


# The live checks, as they are stored.

def checks_say_ok(living):
    for one in living.of(*WATCHED):
        label = living.cell(one.name, (one.check, 1)).value
        checks, filled = one.checks(), {one.columns[column] for _, column in one.figures()}
        if one.kind == "summary":
            last = max(one.columns.values())
            filled.add(last)
            checks[last] = str(checks.get(last))[:2]
        if label != CHECK or set(checks) != filled or set(checks.values()) - {"OK"}:
            yield f"{one.name}!{one.check}: {label}: {checks}, figures in columns {sorted(filled)}"


def checks_alarm(living):
    for one in living.of(*WATCHED):
        rules = {}
        for format_ in one.sheet.tree.iter(SHEET + "conditionalFormatting"):
            first, _, last = format_.get("sqref").partition(":")
            rule = format_.find(SHEET + "cfRule")
            # Its formula is written for the first cell, and moves along with the others.
            good = rule.get("type") == "expression"
            said = rule.findtext(SHEET + "formula")
            for place in Area("", position(first), position(last or first)).places():
                rules[place] = good and said == f'LEFT({first},7)="CHANGED"', said
        for column in one.checks():
            good, said = rules.get((one.check, column), (False, "no rule"))
            if not good:
                yield f"{one.name}!{reference((one.check, column))}: {said}"


# Links.

def links_lead(living):
    for name, links in living.links.items():
        for place, (where, _) in links.items():
            sheet = living.workbook.sheets.get(where.sheet) if where else None
            if not sheet or {where.first, (where.last[0], 1)} - sheet.cells.keys():
                yield f"{name}!{reference(place)}: leads to {where}"


def figures_lead(living):
    """A sum over a Journal is right, and leads to its postings: all, or the first if they part."""
    for (name, place), total in living.totals.items():
        value, link = living.cell(name, place).value, living.links[name].get(place)
        if abs(total.value - value) > SAME:
            yield f"{name}!{reference(place)}: holds {value}, its postings {total.value}"
        elif value and not leads_to(living, link, total):
            yield f"{name}!{reference(place)}: {total}, but its link {link}"


def leads_to(living, link, total):
    where, tip = link or (None, "")
    first, last, count = min(total.rows), max(total.rows), len(total.rows)
    together = last - first + 1 == count
    corner = (last, living.journals[total.journal].last_column) if together else (first, 1)
    return where == Area(total.journal, (first, 1), corner) and (
        tip == f"{count} posting{'s' if count > 1 else ''} in the Journal")


def postings_lead_back(living):
    for journal in living.of("journal"):
        own = {name for name, one in living.statements.items() if one.year == journal.year}
        counted = set().union(*(total.rows for (name, _), total in living.totals.items()
                                if total.journal == journal.name and name in own))
        for index in journal.indexes("body"):
            place, text = journal.place(index, "figure"), journal.cell(index, "figure").value
            if text is None and place[0] in counted:
                yield f"{journal.name}!{reference(place)}: is counted, and does not say in what"
            wrong = text and back_wrong(living, journal, place, text)
            if wrong:
                yield f"{journal.name}!{reference(place)}: {text}: {wrong}"


def back_wrong(living, journal, place, text):
    """What is wrong with what a posting says it counts in."""
    where, _ = living.links[journal.name].get(place, (None, ""))
    if not where or where.sheet not in living.statements:
        return f"leads to {where}"
    kind, identity, column = text.split(" ")
    target = living.twin(journal, kind)
    index = target.find(identity)
    spot = target.place(index, column)
    if where != Area(target.name, spot, spot):
        return f"leads to {where}"
    total = living.totals.get((target.name, spot))
    if not total or total.journal != journal.name or place[0] not in total.rows:
        return "that figure does not count it"
    said = Decimal(target.rows[index]["cells"][column])
    if abs(said - target.number(index, column)) > SAME:
        return f"the report says {said}"
    forth, _ = living.links[target.name].get(spot, (None, ""))
    if len(total.rows) == 1 and (not forth or forth.first != (place[0], 1)):
        return f"that figure leads to {forth}"
    return None


def repeats_lead(living):
    """A figure of another sheet leads there; a sheet in the contents, to the top of it."""
    for name, place, cell in living.workbook.formulas():
        where, link = area(cell.formula), living.links[name].get(place, (None, ""))
        if where and where != link[0]:
            yield f"{name}!{reference(place)}: {cell.formula}, its link {link}"
    told = {living.cell("Contents", place).value: where
            for place, (where, _) in living.links["Contents"].items()}
    expected = {name: Area(name, (1, 1), (1, 1)) for name in living.workbook.sheets}
    if told != expected:
        yield f"Contents: {told}"


# Names.

def own_names(living):
    """By name, where each leads that is not Excel's own."""
    return {one.get("name"): area(one.text)
            for one in living.workbook.tree.iter(SHEET + "definedName")
            if not one.get("name").startswith("_xlnm.")}


def names_legal(living):
    names = [name.lower() for name in own_names(living)]
    for name in names:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or len(name) > NAME_MAX or (
                re.fullmatch(r"[a-z]{1,3}\d+|r\d*(c\d*)?|c\d*", name) or names.count(name) > 1):
            yield name


def name_free(words, taken):
    name = base = re.sub("[^A-Za-z0-9]+", "_", words)[:NAME_CUT]
    number = 2
    while name in taken:
        name, number = f"{base}_{number}", number + 1
    return name


def names_lead(living):
    """Every total has its name, which holds the figure of the report; nothing else has one."""
    expected = {}
    for one in living.of(*NAMED):
        for index in one.indexes("subtotal", "total"):
            for column in one.of_type("money"):
                said = one.rows[index]["cells"].get(column)
                if said is not None:
                    name = name_free(f"{one.name} {one.rows[index]['id']} {column}", expected)
                    place = one.place(index, column)
                    expected[name] = Area(one.name, place, place)
                    if abs(one.number(index, column) - Decimal(said)) > SAME:
                        yield f"{name}: {one.number(index, column)}, the report says {said}"
    found = {name: where for name, where in own_names(living).items()
             if not where or where.sheet in living.statements or where.sheet not in
             living.workbook.sheets}
    for name in sorted(expected.keys() | found.keys()):
        if found.get(name) != expected.get(name):
            yield f"{name}: {found.get(name)}, expected {expected.get(name)}"


# Charts, and that they tie to the statements.

def charts(living):
    """Yields (statement, the chart on its sheet, the text in the place of that)."""
    parts = living.workbook.parts
    for one in living.statements.values():
        for _, drawing in published.related(parts, one.sheet.part).values():
            links = published.related(parts, drawing)
            for frame in living.workbook.xml(drawing).iter(XDR + "graphicFrame"):
                chart = links[next(frame.iter(CHART + "chart")).get(published.RELATION)][1]
                said = next(frame.iter(XDR + "cNvPr")).get("descr")
                yield one, living.workbook.xml(chart), said or ""


def charts_told(living):
    drawn = set()
    for one, chart, said in charts(living):
        title = chart.find(f"{CHART}chart/{CHART}title")
        words = "" if title is None else "".join(text.text for text in title.iter(DRAWN_TEXT))
        drawn.add(one.name)
        if not words or len(said) < TELLING:
            yield f"{one.name}: title {words!r}, in its place {said!r}"
    for one in living.of(*DRAWN):
        if one.name not in drawn and not one.report["notes"]:
            yield f"{one.name}: there is no chart, and no note says why"


def pounds(amount):
    """As bcf writes an amount in a sentence."""
    money = Decimal(amount)
    text = f"{abs(money):,.2f}".removesuffix(".00")
    return f"{'-' if money < 0 else ''}£{text}"


def charts_read_out(living):
    """What stands in place of a chart names its bars, each with the amount that matters."""
    for one, _, said in charts(living):
        column = {"fund": "total", "variance": "variance", "waterfall": "amount",
                  "forecast": "forecast"}[one.kind]
        for row in [line for line in one.report["rows"] if line["kind"] == "body"][:5]:
            if row["cells"][column] is not None:
                words = f"{row['label']} {pounds(row['cells'][column])}"
                if words not in said:
                    yield f"{one.name}: {words!r} is not in {said!r}"


def scales_fit(living):
    """A scale begins where the title says, else at nil; its numbers are written in its step."""
    for one, chart, _ in charts(living):
        axis = next(chart.iter(CHART + "valAx"))
        title = "".join(text.text for text in chart.find(f"{CHART}chart/{CHART}title")
                        .iter(DRAWN_TEXT))
        least = axis.find(f"{CHART}scaling/{CHART}min")
        begins = re.search(r"; scale from (£[\d,]+)", title)
        found = pounds(least.get("val")) if least is not None else None
        if found != (begins[1] if begins else None):
            yield f"{one.name}: begins at {found}, the title says {title!r}"
        step = Decimal(axis.find(CHART + "majorUnit").get("val"))
        unit = ',,"m"' if step >= 1000000 else ',"k"' if step >= 1000 else ""
        if not axis.find(CHART + "numFmt").get("formatCode").endswith("#,##0" + unit):
            yield f"{one.name}: steps of {step} in {axis.find(CHART + 'numFmt').get('formatCode')}"


def charts_draw_literals(living):
    for one, chart, _ in charts(living):
        for series in chart.iter(CHART + "ser"):
            literal = series.findtext(f"{CHART}tx/{CHART}v")
            values = area(series.findtext(f"{CHART}val//{CHART}f"))
            heading = living.cell(one.name, (one.header, values.first[1])).value
            if literal and not heading.startswith(literal.rstrip("…")):
                yield f"{one.name}: a series is called {literal}, its column {heading}"
            for part in ("cat", "val") if literal else ("cat", "val", "tx"):
                yield from drawing_wrong(living, one, part, series.find(CHART + part))


def drawing_wrong(living, one, part, drawn):
    """Of one part of a series, the cells that are not literals, or not as they are drawn."""
    where = area(drawn.findtext(f".//{CHART}f"))
    bodies = [one.header + 1 + index for index in one.indexes("body")]
    rows = (one.header, one.header) if part == "tx" else (bodies[0], bodies[-1])
    if where.sheet != one.name or (where.first[0], where.last[0]) != rows:
        yield f"{one.name}: {part} draws {where}, expected rows {rows}"
    cached = [decoded(point.text or "") for point in drawn.iter(CHART + "v")]
    cells = [living.cell(where.sheet, place) for place in where.places()]
    for place, cell, shown in zip(where.places(), cells, cached):
        is_same = Decimal(shown) == (cell.value or 0) if part == "val" else shown == cell.value
        if cell.formula or not is_same:
            yield f"{one.name}!{reference(place)}: {cell}, drawn as {shown!r}"
    if len(cached) != len(cells):
        yield f"{one.name}: {part} draws {len(cached)} points of {where}"


def bars_spoken(living):
    """What is written beside the bars is their variance, and nil is not written."""
    for one, chart, _ in charts(living):
        spoken = [series for series in chart.iter(CHART + "ser")
                  if next(series.iter(CHART + "dLbl"), None) is not None]
        for series in spoken:
            said = {int(label.find(CHART + "idx").get("val")):
                    "".join(text.text for text in label.iter(DRAWN_TEXT))
                    for label in series.iter(CHART + "dLbl")}
            for bar, index in enumerate(one.indexes("body")):
                variance = one.number(index, "variance")
                text = said.get(bar, "no label")
                if text.replace(",", "") not in (
                        {f"{variance:+.2f}", f"{variance:+.0f}"} if variance else {""}):
                    yield f"{one.name}: {text} beside {one.rows[index]['id']}, {variance}"
        nils = one.kind == "variance" and not any(
            one.number(index, "variance") for index in one.indexes("body"))
        if one.kind == "variance" and not spoken and not nils:
            yield f"{one.name}: nothing is written beside the bars"


def unlike(one, words, found, expected):
    if abs(found - expected) > SAME:
        yield f"{one.name}: {words}: {found}, expected {expected}"


def funds_tie(living):
    for one in living.of("fund"):
        budget = living.twin(one, "budget")
        uses, total = one.of_type("money")[:-1], one.find("total")
        blocks = {row["id"] for row in budget.rows}
        gathered = Decimal(0)
        for index in one.indexes("body"):
            line = one.rows[index]["id"]
            whole = one.number(index, "total")
            yield from unlike(one, line, whole, budget.number(budget.find("total"), line))
            yield from unlike(one, f"pieces of {line}", sum(one.number(index, use) for use in uses),
                              whole)
        for use in uses:
            found = one.number(total, use)
            if use in blocks:
                yield from unlike(one, use, found, budget.number(budget.find(use), "budget"))
            gathered += found
        grand = budget.number(budget.find("total"), "budget")
        yield from unlike(one, "all uses", gathered, grand)
        yield from unlike(one, "total", one.number(total, "total"), grand)


def variances_tie(living):
    """Outturn or forecast of every bar are those of the scheme in its statement."""
    for one in living.of("variance", "forecast"):
        outturn = living.twin(one, "outturn" if one.kind == "variance" else "monitoring")
        schemes = {outturn.rows[index]["id"]: index for index in outturn.indexes("body")
                   if index < outturn.find("total")}
        shown = {one.rows[index]["id"]: index for index in one.indexes("body")}
        rest = [index for name, index in schemes.items() if name not in shown]
        for column in one.of_type("money"):
            for name, index in shown.items():
                expected = [schemes[name]] if name in schemes else rest
                yield from unlike(one, f"{name}, {column}", one.number(index, column),
                                  sum(outturn.number(row, column) for row in expected))
            yield from unlike(one, f"total, {column}", one.number(one.find("total"), column),
                              outturn.number(outturn.find("total"), column))


def line_of_step(step, lines):
    """A step is a whole line, or a kind of movement in one: nhs-minimum-uplifted."""
    return max((line for line in lines if f"{step}-".startswith(f"{line}-")), key=len,
               default=f"no line of {step}")


def movements_tie(living):
    """The steps of a line come to its movement; each bar begins where the last one ended."""
    for one in living.of("waterfall"):
        due = living.twin(one, "contributions")
        lines = {due.rows[index]["id"]: due.number(index, "movement")
                 for index in due.indexes("body")}
        first, *steps, last = one.indexes("body")
        at = one.number(first, "amount")
        moved = dict.fromkeys(lines, Decimal(0))
        yield from unlike(one, "first", at, due.number(due.find("total"), "prior"))
        for index in steps:
            step, amount = one.rows[index]["id"], one.number(index, "amount")
            line = line_of_step(step, lines)
            moved[line] = moved.get(line, Decimal(0)) + amount
            yield from unlike(one, f"foot of {step}", one.number(index, "foot"),
                              min(at, at + amount))
            yield from unlike(one, f"bar of {step}", amount,
                              one.number(index, "rise") - one.number(index, "fall"))
            at += amount
        for line, amount in moved.items():
            yield from unlike(one, f"steps of {line}", amount, lines.get(line, Decimal(0)))
        yield from unlike(one, "last", one.number(last, "amount"), at)
        yield from unlike(one, "last", at, due.number(due.find("total"), "current"))
        for index in (first, last):
            yield from unlike(one, "whole", one.number(index, "whole"),
                              one.number(index, "amount"))


# The screen and the page.

def headers_stay(living):
    """The row of the headings is frozen, and printed on every page."""
    titles = living.excel_names("Print_Titles")
    for name, sheet in living.workbook.sheets.items():
        pane = next(sheet.tree.iter(SHEET + "pane"), {})
        row = re.fullmatch(r".*!\$(\d+):\$\1", titles.get(name, ""))
        header = living.statements[name].header if name in living.statements else None
        if not row or (header or int(row[1])) != int(row[1]) or (
                pane.get("state"), pane.get("ySplit")) != ("frozen", row[1]):
            yield f"{name}: frozen {dict(pane.items())}, printed {titles.get(name)}"


def lists_filtered(living):
    for name, sheet in living.workbook.sheets.items():
        one = living.statements.get(name)
        found = [filter_.get("ref") for filter_ in sheet.tree.iter(SHEET + "autoFilter")]
        expected = []
        if one and one.kind in LISTS:
            last = one.header + 1 + one.indexes("body")[-1], max(one.columns.values())
            expected = [f"{reference((one.header, 1))}:{reference(last)}"]
        if found != expected:
            yield f"{name}: {found}, expected {expected}"


def outlines_follow(living):
    """A row folds away by its indent; what is inside a block, and nothing at the top level."""
    styles = living.workbook.xml("xl/styles.xml").find(SHEET + "cellXfs")
    indents = [next((int(one.get("indent", "0")) for one in style.iter(SHEET + "alignment")), 0)
               for style in styles]
    for one in living.statements.values():
        levels = {int(row.get("r")): int(row.get("outlineLevel", "0"))
                  for row in one.sheet.tree.iter(SHEET + "row")}
        labels = {position(cell.get("r")): indents[int(cell.get("s", "0"))]
                  for cell in one.sheet.tree.iter(SHEET + "c")}
        inside = []
        for index, line in enumerate(one.rows):
            row = one.header + 1 + index
            is_total = line["kind"] in ("subtotal", "total")
            if is_total and inside[-1:] == [line["id"]]:
                inside.pop()
            level = levels.get(row, 0)
            if level != min(labels[row, 1], LEVEL_MAX) or level < min(len(inside), LEVEL_MAX) or (
                    level and not inside and line["kind"] in ("head", "total")):
                yield (f"{one.name}, row {row}: level {level}, indent {labels[row, 1]}, "
                       f"in {inside}")
            if line["kind"] == "head" and one.rows[one.find(line["id"])]["kind"] == "subtotal":
                inside.append(line["id"])


def pages_set_up(living):
    areas = living.excel_names("Print_Area")
    for name, sheet in living.workbook.sheets.items():
        printed = area(areas.get(name))
        corner = [max(place[axis] for place in sheet.cells) for axis in (0, 1)]
        for _, drawing in published.related(living.workbook.parts, sheet.part).values():
            end = next(living.workbook.xml(drawing).iter(XDR + "to"))
            corner = [max(corner[axis], int(end.findtext(XDR + tag)) +
                          (end.findtext(f"{XDR}{tag}Off") != "0"))
                      for axis, tag in ((0, "row"), (1, "col"))]
        if not printed or printed.sheet != name or printed.first != (1, 1) or any(
                printed.last[axis] < corner[axis] for axis in (0, 1)):
            yield f"{name}: prints {areas.get(name)}, of {corner}"
        fit = next(sheet.tree.iter(SHEET + "pageSetUpPr"), {}).get("fitToPage")
        if fit != "1" or next(sheet.tree.iter(SHEET + "pageSetup")).get("fitToWidth", "1") != "1":
            yield f"{name}: is not fitted to a page's width"
        if "&P" not in "".join(sheet.tree.itertext()):
            yield f"{name}: its pages have no numbers"


def opens_at_start(living):
    view = next(living.workbook.tree.iter(SHEET + "workbookView"))
    if (view.get("activeTab", "0"), view.get("firstSheet", "0")) != ("0", "0"):
        yield "another sheet than the first is open"
    for number, (name, sheet) in enumerate(living.workbook.sheets.items()):
        view = next(sheet.tree.iter(SHEET + "sheetView"))
        active = next(view.iter(SHEET + "pane"), {}).get("activePane")
        cursors = [one.get("activeCell", "A1") for one in view.iter(SHEET + "selection")
                   if one.get("pane") == active]
        if (view.get("tabSelected") == "1") != (number == 0) or set(cursors) - {"A1"} or (
                view.get("topLeftCell", "A1") != "A1"):
            yield f"{name}: {view.attrib}, cursor {cursors}"


# Safety.

def texts_are_texts(living):
    """Of all words, only the verdict of a summary is a formula: it turns with the live check."""
    for one in living.statements.values():
        for index, row in enumerate(one.rows):
            label = living.cell(one.name, (one.header + 1 + index, 1))
            cells = [(label, row["label"])] + [
                (one.cell(index, column), row["cells"].get(column) or None)
                for column in one.of_type("text", "date")]
            is_verdict = (one.kind, row["id"]) == ("summary", "checks")
            for cell, said in cells:
                if cell.value != said or cell.formula and not is_verdict:
                    yield f"{one.name}, {row['id']}: {cell}, the report says {said!r}"


def formulas_plain(living):
    for name, place, cell in living.workbook.formulas():
        bare = re.sub(QUOTED, "", cell.formula)
        longest = max((len(text) for text in re.findall(QUOTED, cell.formula)), default=0)
        if set(re.findall(r"([A-Za-z.]+)\(", bare)) - FUNCTIONS or "[" in bare or (
                longest - 2 > TEXT_MAX or len(cell.formula) > FORMULA_MAX):
            yield f"{name}!{reference(place)}: {cell.formula}"


def sheet_names_legal(living):
    names = [name.lower() for name in living.workbook.sheets]
    for name in names:
        if not re.fullmatch(r"(?!')[^][:*?/\\]{1,31}(?<!')", name) or (
                names.count(name) > 1 or name == "history"):
            yield name


def no_name_of_machine(living):
    return accessible.no_name_of_machine(published.Book("xlsx", living.workbook.parts, []))


RULES = {
    "every column of figures has a live check, which says OK": checks_say_ok,
    "a check that says CHANGED stands out": checks_alarm,
    "every link leads to a cell": links_lead,
    "every sum over the Journal is right and leads to its postings": figures_lead,
    "every posting leads back to the figure that counts it": postings_lead_back,
    "what is taken from another sheet leads there": repeats_lead,
    "every name is one that Excel takes": names_legal,
    "every total has its name": names_lead,
    "every chart has a title and a text in its place": charts_told,
    "what stands in place of a chart names its bars": charts_read_out,
    "every scale begins and steps as it says": scales_fit,
    "every chart draws literals, as they stand": charts_draw_literals,
    "what is written beside a bar is its variance": bars_spoken,
    "the fund by line ties to the budget": funds_tie,
    "the variances tie to the outturn": variances_tie,
    "the movement ties to the contributions": movements_tie,
    "the headings stay, on the screen and on paper": headers_stay,
    "the lists, and they alone, have filters": lists_filtered,
    "what folds away is what is inside a block": outlines_follow,
    "every sheet prints whole, one page wide, with page numbers": pages_set_up,
    "it opens at its start": opens_at_start,
    "every text is a text, as the report has it": texts_are_texts,
    "every formula is one that bcf writes and Excel takes": formulas_plain,
    "the names of the sheets are legal": sheet_names_legal,
    "nothing tells of the machine": no_name_of_machine,
}
