#!/usr/bin/env python3
"""Every page that a workbook prints can be read: the pages as LibreOffice makes them, judged.

    pages.py BCF PROJECT_ROOT

The books are Worcestershire's, Northshire's whole life, and those of northshire.py, which strain a
page. Each judgement is
also given a workbook that was spoilt for it, and must find that.
"""
import concurrent.futures
import re
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import northshire
import office
import spoil
from tap import Tap
from workbooks import BOOKS, WHOLE_LIFE, bcf_run

HAIR = 2  # Points: what a row may lack, and a word may lie outside.
TOUCH = 1  # Points: words of neighbouring cells may be this close to one another.
SAME_LINE = 0.4  # Words share a line if they share so much of their height.
SLIVER = 0.08  # A page that goes on from another holds more of its height than this,
ROWS_MIN = 4  # and no fewer rows.
POINTS_MIN = 5.5
LINE_HEIGHT = 1.22  # Of Calibri's size; and what LibreOffice makes of it, and of other type.
LIBREOFFICE_PITCH = {"Calibri": 1.0, "Carlito": 1.0}
LIBREOFFICE_PITCH_DEFAULT = 1.15
CELL_PADDING = 1.9  # Points, above and below.
NEEDED = ["soffice", "pdftotext", "pdftohtml"]
KINDS = {  # By title: the ending of the file, and what is asked for besides.
    "working xlsx": ("xlsx", []),
    "publication xlsx": ("xlsx", ["--profile", "publication"]),
    "publication ods": ("ods", ["--profile", "publication"]),
}


class Printed(NamedTuple):
    """A workbook as it is printed, and its sheets again with every row as tall as it needs."""
    pages: list
    sheets: list
    tall: list

    def pages_of(self, sheet):
        return [page for page in self.pages if page.sheet == sheet.name]


# Words of cells against words of pages.

def take(word, left):
    """Takes a word from those left, whole or in the pieces of a broken one; whether it could."""
    if left[word] > 0:
        left[word] -= 1
        return True
    for size in range(len(word) - 1, 0, -1):
        if left[word[:size]] > 0:
            left[word[:size]] -= 1
            if take(word[size:], left):
                return True
            left[word[:size]] += 1
    return False


def take_all(words, left):
    """Takes all the words, longest first so that none is made of what another needs; or none."""
    trial = left.copy()
    if all(take(word, trial) for word in sorted(words, key=len, reverse=True)):
        left.update(trial - left)
        left.subtract(left - trial)
        return True
    return False


def body(page, box):
    return [word for word in page.words
            if word.bottom > box.body_top and word.top < box.body_bottom]


def heading_words(sheet):
    return [word for row in sheet.rows if row.is_heading for word in row.words]


def below_heading(page, sheet):
    """The words of a page below the rows that are printed again on it; where those end."""
    expected = Counter(heading_words(sheet))
    end, rest = sheet.box.body_top, []
    for word in sorted(body(page, sheet.box), key=lambda word: word.top):
        if expected and take(word.text, expected):
            end = max(end, word.bottom)
            expected = +expected
        else:
            rest.append(word)
    return rest, end


def rows_by_page(sheet, pages):
    """How many rows of the sheet each page holds, found from the last row backwards."""
    rows = [row for row in sheet.rows if row.words and not row.is_heading]
    counts = {}
    for page in reversed(pages):
        left = Counter(word.text for word in body(page, sheet.box))
        counts[page.number] = 0
        while rows and take_all(rows[-1].words, left):
            rows.pop()
            counts[page.number] += 1
    return counts


# The judgements: each yields what is wrong.

def figures_fit(printed):
    for page in printed.pages:
        for word in page.words:
            if "###" in word.text:
                yield f"{page.sheet}, page {page.number}: {word.text}"


def height_needed(tall):
    """LibreOffice sets the lines of a cell closer than others do: it is asked only how many."""
    tightest = LIBREOFFICE_PITCH.get(tall.type.family, LIBREOFFICE_PITCH_DEFAULT) * tall.type.size
    lines = round((tall.height - CELL_PADDING) / tightest) if tightest else 0
    return max(tall.height, lines * LINE_HEIGHT * tall.type.size)


def rows_tall_enough(printed):
    for ours, needed in zip(printed.sheets, printed.tall):
        for row, tall in zip(ours.rows, needed.rows):
            needs = height_needed(tall)
            if row.words and row.height < needs - HAIR:
                yield (f"{ours.name}, row {row.number}: {row.height:.1f} points high, needs "
                       f"{needs:.1f}: {' '.join(row.words)[:60]}")


def words_apart(printed):
    for page in printed.pages:
        words = sorted(page.words, key=lambda word: word.top)
        for index, one in enumerate(words):
            for other in words[index + 1:]:
                if other.top >= one.bottom:
                    break
                shared = min(one.bottom, other.bottom) - other.top
                lower = min(one.bottom - one.top, other.bottom - other.top)
                across = min(one.right, other.right) - max(one.left, other.left)
                if shared > SAME_LINE * lower and across > TOUCH:
                    yield f"{page.sheet}, page {page.number}: '{one.text}' and '{other.text}'"


def words_inside(printed):
    for sheet in printed.sheets:
        box = sheet.box
        for page in printed.pages_of(sheet):
            for word in page.words:
                if (word.left < box.left - HAIR or word.right > box.right + HAIR or
                        word.top < box.top - HAIR or word.bottom > box.bottom + HAIR):
                    yield f"{sheet.name}, page {page.number}: '{word.text}'"


def texts_whole(printed):
    for sheet in printed.sheets:
        left = Counter(word.text for page in printed.pages_of(sheet) for word in page.words)
        words = Counter(word for row in sheet.rows for word in row.words)
        missing = words - left
        left.subtract(words - missing)
        for word in sorted(missing.elements(), key=len, reverse=True):
            if not take(word, left):
                yield f"{sheet.name}: '{word}' is not printed"


def rows_undivided(printed):
    """Where a sheet is two pages wide, the cells of a row are on different pages."""
    for sheet in printed.sheets:
        pages = [Counter(word.text for word in page.words) for page in printed.pages_of(sheet)]
        for row in sheet.rows:
            if not any(take_all(row.words, page.copy()) for page in pages) and row.words:
                yield f"{sheet.name}, row {row.number}: on no one page: {' '.join(row.words)[:60]}"


def no_blank_page(printed):
    for sheet in printed.sheets:
        for page in printed.pages_of(sheet):
            if not below_heading(page, sheet)[0]:
                yield f"{sheet.name}, page {page.number}"


def no_sliver(printed):
    for sheet in printed.sheets:
        pages = printed.pages_of(sheet)
        counts = rows_by_page(sheet, pages)
        for page in pages[1:]:
            rest, end = below_heading(page, sheet)
            used = (max((word.bottom for word in rest), default=end) - end) / page.height
            few = counts[page.number] < ROWS_MIN and not sheet.has_pictures
            if used < SLIVER or few:
                yield (f"{sheet.name}, page {page.number}: {counts[page.number]} rows on "
                       f"{used:.0%} of the page")


def type_legible(printed):
    for page in printed.pages:
        if page.points < POINTS_MIN:
            yield f"{page.sheet}, page {page.number}: {page.points:.1f} points"


JUDGEMENTS = {
    "every figure fits its column": figures_fit,
    "every row is as tall as its text": rows_tall_enough,
    "no word lies over another": words_apart,
    "no word is outside the margins": words_inside,
    "every text of every cell is printed whole": texts_whole,
    "no sheet is more than one page wide": rows_undivided,
    "no page is blank": no_blank_page,
    "no page holds only a sliver": no_sliver,
    f"no type is smaller than {POINTS_MIN} points": type_legible,
}


# The planted faults, and the judgement that must find each.

FAULTS = [
    (spoil.narrow_column, figures_fit),
    (spoil.halve_row, rows_tall_enough),
    (spoil.crowd_footer, words_apart),
    (spoil.write_outside, words_inside),
    (spoil.write_over, texts_whole),
    (spoil.hide_column, texts_whole),
    (spoil.two_pages_wide, rows_undivided),
    (spoil.blank_page, no_blank_page),
    (spoil.sliver, no_sliver),
    (spoil.small_type, type_legible),
]


def make_faults(path, folder):
    for fault, _ in FAULTS:
        spoiler = spoil.Spoiler(path)
        fault(spoiler)
        yield spoiler.save(folder / f"{fault.__name__}.xlsx")


# What is printed.

def make_projects(folder):
    """Yields (title, root, books)."""
    years = northshire.write_project(folder / "northshire")
    small = northshire.write_small(folder / "small")
    yield "Northshire", folder / "northshire", years[1:]
    yield "Northshire, both years", folder / "northshire", years
    yield "the smallest book", folder / "small", small


def offered(bcf, kind):
    """Whether bcf knows how to write this kind."""
    said = bcf_run(bcf, ["export", "--help"]).decode()
    ending, options = KINDS[kind]
    return all(word in said for word in [f".{ending}", *options])


def make_workbooks(tap, bcf, root, folder):
    """Exports every book in every kind: by title."""
    worcestershire = [(f"Worcestershire, {title}", root, books) for title, books in BOOKS.items()]
    whole_life = [(title, root, books) for title, books in WHOLE_LIFE.items()]
    projects = [*worcestershire, *whole_life[:1], *make_projects(folder)]
    for kind, (ending, options) in KINDS.items():
        if not offered(bcf, kind):
            tap.skip(f"{kind}: its pages", "bcf export does not offer it")
            continue
        for title, home, books in projects:
            path = folder / f"{re.sub('[^a-z0-9]+', '-', f'{title}-{kind}'.lower())}.{ending}"
            bcf_run(bcf, ["export", *books, *options, "-o", path], cwd=home)
            yield f"{title}, {kind}", path


def print_all(paths, folder):
    """By path, each as it is printed. Its rows are measured in a second round."""
    office.convert(paths, ["fods", "pdf"], folder)
    (folder / "tall").mkdir()
    tall = [office.without_heights(folder / "fods" / f"{path.stem}.fods",
                                   folder / "tall" / f"{path.stem}.fods") for path in paths]
    office.convert(tall, ["fods"], folder / "tall")
    with concurrent.futures.ProcessPoolExecutor(office.JOBS) as pool:
        return dict(zip(paths, pool.map(read_printed, paths, [folder] * len(paths))))


def read_printed(path, folder):
    return Printed(office.pages_read(folder / "pdf" / f"{path.stem}.pdf"),
                   office.sheets_read(folder / "fods" / f"{path.stem}.fods"),
                   office.sheets_read(folder / "tall" / "fods" / f"{path.stem}.fods"))


def main(bcf, root):
    tap = Tap()
    missing = [name for name in NEEDED if not shutil.which(name)]
    if missing:
        tap.skip("the pages of the workbooks", f"not installed: {' '.join(missing)}")
        return tap.done()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        books = dict(make_workbooks(tap, Path(bcf).resolve(), Path(root).resolve(), folder))
        sound = next(iter(books.values()))
        faults = list(make_faults(sound, folder))
        printed = print_all([*books.values(), *faults], folder)
    for title, path in books.items():
        for judgement, judge in JUDGEMENTS.items():
            wrongs = list(judge(printed[path]))
            tap.point(not wrongs, f"{title}: {judgement}", "\n".join(wrongs))
    tap.point({judge for _, judge in FAULTS} == set(JUDGEMENTS.values()),
              "every judgement has its fault")
    for path, (fault, judge) in zip(faults, FAULTS):
        found = set(judge(printed[path])) - set(judge(printed[sound]))
        tap.point(found, f"found: {fault.__doc__.splitlines()[0]}")
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
