#!/usr/bin/env python3
"""The working workbook lives: it notices an edit, leads where it says, names, draws and prints.

    living.py BCF PROJECT_ROOT

Worcestershire's books and those of northshire.py are held against living_rules.py as they are
stored; then copies are edited, and LibreOffice and Gnumeric say what their live checks come to.
Each rule is also given a workbook that was spoilt for it, and must find that.
"""
import concurrent.futures
import io
import sys
import tempfile
from pathlib import Path

import edits
import living_rules as rules
import northshire
import working
from spoil import Spoiler
from tap import Tap
from workbooks import BOOKS, ENGINES, WHOLE_LIFE, Workbook, export

ODD_TEXTS = {*northshire.ODD_NAMES, *(text for line in northshire.LINES.values()
                                      for text in (line["name"], line.get("heading")) if text)}


# The planted faults, in the workbook of both of Worcestershire's years: the rule that must find
# it, the sheet or part, what is changed there and into what.
BOOK = "xl/workbook.xml"
FAULTS = [
    (rules.checks_say_ok, "Budget 2021-22", "<v>OK</v>", "<v>CHANGED</v>"),
    (rules.checks_say_ok, "Summary 2022-23", "<v>OK: every", "<v>All: every"),
    (rules.checks_say_ok, "Fund 2022-23", r'<c r="B11"[^>]*>.*?</c>', ""),
    (rules.checks_alarm, "Passport 2022-23", 'type="expression"', 'text="OK"'),
    (rules.checks_alarm, "Passport 2022-23", r'(LEFT\()B14', r"\1B13"),
    (rules.links_lead, "Summary 2021-22", "location=\"'Contributions 2021-22'!B10\"",
     "location=\"'Contributions 2021-22'!B99\""),
    (rules.links_lead, "Contents", "location=\"'Notes'!", "location=\"'Nodes'!"),
    (rules.figures_lead, "Budget 2021-22", '"nhs-minimum"', '"dfg"'),
    (rules.figures_lead, "Budget 2021-22", r'(<hyperlink ref="B9"[^>]*!A)\d+:N\d+', r"\g<1>7:N7"),
    (rules.figures_lead, "Outturn 2021-22", r'<hyperlink ref="F8"[^>]*>', ""),
    (rules.figures_lead, "Journal 2021-22", r'(<c r="K8"[^>]*><v>)-?\d+', r"\g<1>1"),
    (rules.figures_lead, "Reconciliation 2021-22", '"[0-9]+ postings', '"99 postings'),
    (rules.postings_lead_back, "Journal 2021-22", r'(<hyperlink ref="N)8"', r'\g<1>9"'),
    (rules.postings_lead_back, "Journal 2022-23", r'<c r="N8"[^>]*>.*?</c>', ""),
    (rules.repeats_lead, "Summary 2021-22", "(location=\"'Contributions 2021-22'!)B10", r"\1B9"),
    (rules.repeats_lead, "Contents", "location=\"'Notes'!A1", "location=\"'Books'!A1"),
    (rules.names_legal, BOOK, 'name="Budget_2021_22_total_budget"', 'name="BCF2021"'),
    (rules.names_legal, BOOK, 'name="Budget_2021_22_total_dfg"',
     'name="BUDGET_2021_22_TOTAL_BUDGET"'),
    (rules.names_lead, BOOK, r'("Budget_2021_22_total_budget">[^<]*\$)E', r"\1D"),
    (rules.names_lead, BOOK, '<definedName name="Outturn_2021_22_total_outturn">[^/]*/[^>]*>', ""),
    (rules.charts_told, "xl/drawings/drawing1.xml", 'descr="[^"]*"', 'descr=""'),
    (rules.charts_told, "xl/charts/chart2.xml", "<c:title>.*?</c:title>", ""),
    (rules.charts_read_out, "xl/drawings/drawing1.xml", "£41,896,796", "£41,896,797"),
    (rules.scales_fit, "xl/charts/chart3.xml", '<c:min val="[^"]*"', '<c:min val="1"'),
    (rules.scales_fit, "xl/charts/chart1.xml", ',,"m"|,,&quot;m&quot;', ',&quot;m&quot;'),
    (rules.charts_draw_literals, "xl/charts/chart1.xml", "(<c:v>2564437)6", r"\g<1>7"),
    (rules.charts_draw_literals, "xl/charts/chart1.xml", r"(\$B\$7:\$B\$)9", r"\g<1>10"),
    (rules.charts_draw_literals, "Fund 2021-22", r'(<c r="B7"[^>]*>)<v>', r"\1<f>1</f><v>"),
    (rules.funds_tie, "Fund 2021-22", r'(<c r="B7"[^>]*><v>)\d+', r"\g<1>1"),
    (rules.funds_tie, "Budget 2021-22", r'(<c r="E36"[^>]*><f>[^<]*</f><v>)\d+', r"\g<1>1"),
    (rules.bars_spoken, "Variance 2021-22", r'(<c r="D9"[^>]*><v>)\d+', r"\g<1>5"),
    (rules.variances_tie, "Variance 2021-22", r'(<c r="C9"[^>]*><v>)\d+', r"\g<1>1"),
    (rules.movements_tie, "Waterfall 2022-23", r'(<c r="C9"[^>]*><v>)\d+', r"\g<1>1"),
    (rules.headers_stay, "Checks 2021-22", 'ySplit="6"', 'ySplit="5"'),
    (rules.headers_stay, BOOK, r"'Notes'!\$6:\$6|Notes!\$6:\$6", "Notes!$5:$5"),
    (rules.lists_filtered, "Journal 2021-22", r'(<autoFilter ref="A6:N)126', r"\g<1>127"),
    (rules.lists_filtered, "Checks 2021-22", "(<pageMargins)", r'<autoFilter ref="A6:I28"/>\1'),
    (rules.outlines_follow, "Budget 2021-22", ' outlineLevel="1"', ""),
    (rules.outlines_follow, "Budget 2021-22", '<row r="36"', '<row r="36" outlineLevel="1"'),
    (rules.pages_set_up, "Budget 2021-22", ' fitToPage="1"', ""),
    (rules.pages_set_up, "Notes", "&amp;P", ""),
    (rules.pages_set_up, BOOK, r"(Fund 2021-22'!\$A\$1:\$[A-Z]\$)\d+", r"\g<1>12"),
    (rules.opens_at_start, BOOK, "<workbookView ", '<workbookView activeTab="2" '),
    (rules.opens_at_start, "Notes", '(<selection pane="bottomRight")', r'\1 activeCell="B9"'),
    (rules.texts_are_texts, "Budget 2021-22", r'(<c r="A8") s="\d+" t="s">', r"\1><f>1+1</f>"),
    (rules.formulas_plain, "Budget 2021-22", "<f>SUM", "<f>WEBSERVICE(1)+SUM"),
    (rules.formulas_plain, "Summary 2021-22", '"Not known', '"' + "very " * 60 + "unknown"),
    (rules.sheet_names_legal, BOOK, 'name="Notes"', 'name="books"'),
    (rules.no_name_of_machine, "docProps/core.xml", "(<dc:creator>)", r"\1/home/somebody/"),
]


def spoilt(path, name, pattern, put):
    """A copy of the workbook, in memory."""
    spoiler = Spoiler(path)
    spoiler.change(spoiler.book.sheets.get(name, name), pattern, put)
    return Workbook(spoiler.save(io.BytesIO()))


def test_faults(tap, sound, path):
    tap.point({judge for judge, *_ in FAULTS} == set(rules.RULES.values()),
              "every rule has its fault")
    for judge, name, pattern, put in FAULTS:
        faulty = working.Living(spoilt(path, name, pattern, put), sound.reports)
        tap.point(set(judge(faulty)) - set(judge(sound)),
                  f"found by {judge.__name__}: in {name}, {pattern} as {put}")


def odd_missing(workbook):
    """The texts that a spreadsheet might take for something else, and that are no text in it."""
    return ODD_TEXTS - {cell.value for sheet in workbook.sheets.values()
                        for cell in sheet.cells.values() if not cell.formula}


def test_odd_texts(tap, living, path):
    missing = odd_missing(living.workbook)
    tap.point(not missing, "Northshire: texts that look like formulas, links and numbers are texts",
              "\n".join(sorted(missing)))
    faulty = spoilt(path, "xl/sharedStrings.xml", "<t>=1\\+1</t>", "<t>2</t>")
    tap.point(odd_missing(faulty) == {"=1+1"}, "found: a text that was taken for a formula")


# Formulas of live checks that notice nothing; an edit that they should; of a stored OK that is not.

def blind_checks(path, living, folder):
    """Yields (title, the edit that must be missed, a workbook whose check is spoilt)."""
    budget, fund = living.of("budget")[0], living.of("fund")[0]
    summary = living.of("summary")[0]
    written, pound, *_ = edits.make_edits(living)
    words = max(summary.columns.values())
    for title, edit, one, column, pattern, put in [
            ("that is always OK", pound, budget, 2, r"IF\(.*?\)(?=</f>)", '"OK"'),
            ("that does not look at its statement", pound, fund, 2, r",COUNTIF[^<]*?=\d+", ""),
            ("that looks at no table", pound, summary, words, r"IF\(.*?\)(?=</f>)",
             '"OK: every"'),
            ("that is of another figure", written, budget, 3, r"\)=\d+", ")=12")]:
        spoiler = Spoiler(path)
        spoiler.formula(one.sheet, (one.check, column), pattern, put)
        blind = spoiler.save(folder / f"blind-{len(title)}.xlsx")
        yield f"found: a check {title}", edit, edit.apply(blind, blind)


def make_projects(root, folder):
    """Yields (title, root, books)."""
    for title, books in BOOKS.items():
        yield f"Worcestershire, {title}", root, books
    years = northshire.write_project(folder / "northshire")
    yield "Northshire", folder / "northshire", years[1:]
    yield "the smallest book", folder / "small", northshire.write_small(folder / "small")
    title, books = list(WHOLE_LIFE.items())[-1]
    yield title, root, books


def make_workbooks(bcf, root, folder):
    """Yields (title, path, the workbook beside its reports)."""
    for number, (title, home, books) in enumerate(make_projects(root, folder)):
        books = [Path(home, book).relative_to(home) for book in books]
        path = export(bcf, books, folder / f"{number}.xlsx", cwd=home)
        yield title, path, working.read(path, working.reports_by_sheet(bcf, home, books))


def make_jobs(books, folder):
    """Yields (what must be so, whether the checks are to do it, workbook, edit, edited copy)."""
    for title, path, living in books:
        for number, edit in enumerate(edits.make_edits(living)):
            copy = folder / f"{path.stem}-{number}.xlsx"
            yield f"{title}, {edit.title}: every check says so", True, living, edit, (
                edit.apply(path, copy))
    _, path, living = books[0]
    for title, edit, copy in blind_checks(path, living, folder):
        yield title, False, living, edit, copy


def test_edited(tap, jobs, recalculated):
    for engine in ENGINES:
        for title, is_sound, living, edit, copy in jobs:
            if engine not in recalculated:
                tap.skip(f"{title}, by {engine}", f"no {engine} here")
                continue
            after = Workbook(recalculated[engine][copy])
            wrongs = list(edits.checks_wrong(living, after, edit.changed))
            tap.point(bool(wrongs) != is_sound, f"{title}, by {engine}", "\n".join(wrongs))


def main(bcf, root):
    tap = Tap()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        books = list(make_workbooks(Path(bcf).resolve(), Path(root).resolve(), folder))
        jobs = list(make_jobs(books, folder))
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            copies = pool.submit(edits.recalculate, [job[-1] for job in jobs], folder)
            for title, _, living in books:
                for rule, judge in rules.RULES.items():
                    wrongs = list(judge(living))
                    tap.point(not wrongs, f"{title}: {rule}", "\n".join(wrongs))
            found = {title: (living, path) for title, path, living in books}
            test_odd_texts(tap, *found["Northshire"])
            test_faults(tap, *found["Worcestershire, both years"])
            test_edited(tap, jobs, copies.result())
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
