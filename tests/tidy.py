#!/usr/bin/env python3
"""The house's own rules, one TAP point each, with every offender listed.

    tidy.py PROJECT_ROOT    is the project tidy?
    tidy.py --self-test     plants one fault for each rule in a tiny tree and sees it found
"""
import re
import sys
import tempfile
from fnmatch import fnmatch
from pathlib import Path

from tap import Tap

FILE_LINES_MAX = 600
FUNCTION_LINES_MAX = 70
COLUMNS_MAX = 100

FOLDERS = ["src", "schemes", "budgets", "tests", "docs", "tools", ".ci"]
CODE = [".c", ".h", ".def", ".py", ".build", ""]  # No suffix: the scripts in tools/.
TEXT = CODE + [".md", ".yaml", ".yml", ".txt", ".supp"]

# What is outside the engine, how it looks in C, and the only files of src/ that may touch it.
OUTSIDE = [
    ("libyaml", r"<yaml\.h>", "parse/yaml.c"),
    ("libzip", r"<zip\.h>", "parse/unzip.c write/archive.c"),
    ("expat", r"<expat\.h>", "parse/xml.c"),
    ("libxlsxwriter", r"<xlsxwriter\b.*>", "write/xlsx.c write/xlsx_face.h write/xlsx_chart.h"),
    ("threads, vectors and gzip", r"<(pthread|threads|zlib|\w+intrin)\.h>",
     "parse/csv*.c parse/gzip.c"),
    ("double and float", r"\b(double|float)\b",
     "parse/spreadsheet.c write/xlsx.c write/xlsx_chart.c"),
    ("the heap", r"(?<![\w.>])(malloc|calloc|realloc|strdup)\s*\(", "base/arena.c"),
    ("giving memory back", r"(?<![\w.>])free\s*\(",
     "app/files.c base/arena.c write/xlsx.c"),
    ("files", r"\b(FILE|stdin|stdout|stderr)\b|(?<![\w.>])(open|fopen|printf|puts|mmap)\s*\(",
     "app/* write/xlsx.c"),
    ("the clock, the environment and the arguments",
     r"(?<![\w.>])(time|clock|getenv|setlocale)\s*\(|\bargv\b", "app/* write/xlsx.c"),
]
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
NOT_CODE = re.compile(r'//[^\n]*|/\*.*?\*/|"(\\.|[^"\\\n])*"|\'(\\.|[^\'\\\n])*\'', re.DOTALL)
TYPEDEF_T = re.compile(r"\btypedef\b[^;{}]*?\b(\w+_t)\s*;|\}\s*(\w+_t)\s*;|\(\*(\w+_t)\)\s*\(")
DIAG = re.compile(r"^DIAG\(\s*(\d+)\s*,\s*\w+\s*,\s*(\w+)", re.MULTILINE)


class Tree:
    """The files of a project, by their paths from its root."""

    def __init__(self, root):
        self.root = Path(root)

    def paths(self, suffixes, below=""):
        """Of our own files, those below a folder that end with one of the suffixes."""
        inside = [path for folder in FOLDERS for path in (self.root / folder).rglob("*")]
        for path in sorted([*self.root.iterdir(), *inside]):
            name = path.relative_to(self.root).as_posix()
            if path.is_file() and path.suffix in suffixes and name.startswith(below):
                yield name

    def text(self, name):
        path = self.root / name
        return path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""

    def lines(self, name):
        """The lines of a file, with their numbers."""
        return enumerate(self.text(name).split("\n"), 1)

    def sources(self):
        return self.paths([".c", ".h"], "src/")


def code_only(text):
    """C with its comments and literals blanked out, every line still where it was."""
    return NOT_CODE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def includes(text):
    """Yields (line number, what is included), as '<zip.h>' or '"base/money.h"'."""
    for number, line in enumerate(text.split("\n"), 1):
        found = re.match(r"\s*#\s*include\s*(<[^>]*>|\"[^\"]*\")", line)
        if found:
            yield number, found[1]


# Each rule yields its offenders, as 'path:line: words' or 'path: words'.

def layers(tree):
    for name in tree.sources():
        here = name.split("/")[1]
        for number, included in includes(tree.text(name)):
            if included.startswith("<"):
                continue
            there, slash, _ = included.strip('"').partition("/")
            if not slash:
                yield f"{name}:{number}: {included} is not named with its folder"
            elif here != "app" and (there == "app" or there > here):
                yield f"{name}:{number}: {here} may not include {included}"


def outside(pattern, allowed):
    def rule(tree):
        for name in tree.sources():
            if any(fnmatch(name, f"src/{glob}") for glob in allowed.split()):
                continue
            text = tree.text(name)
            if pattern.startswith("<"):
                lines = includes(text)
            else:
                lines = enumerate(code_only(text).split("\n"), 1)
            for number, line in lines:
                if re.search(pattern, line):
                    yield f"{name}:{number}: {line.strip()}"
    return rule


def file_lengths(tree):
    for name in tree.paths(CODE):
        count = tree.text(name).count("\n")
        if count > FILE_LINES_MAX:
            yield f"{name}: {count} lines"


def function_lengths(tree):
    """A function ends with a '}' alone at the margin; it began with the last name there."""
    for name in tree.paths([".c", ".h"]):
        start = 1
        for number, line in tree.lines(name):
            if re.match(r"\w.*[^:]$", line):
                start = number
            if line == "}" and number - start + 1 > FUNCTION_LINES_MAX:
                yield f"{name}:{start}: {number - start + 1} lines"


def line_lengths(tree):
    for name in tree.paths(CODE):
        for number, line in tree.lines(name):
            if len(line) > COLUMNS_MAX:
                yield f"{name}:{number}: {len(line)} columns"


def plain_text(tree):
    for name in tree.paths(TEXT):
        if fnmatch(name, "tests/cases/*.txt") or name.startswith("tests/fuzz/corpus/"):
            continue  # They hold what was printed, or odd on purpose.
        for number, line in tree.lines(name):
            if "\t" in line or line != line.rstrip():
                yield f"{name}:{number}: a tab or a space at the end"
        if not re.search(r"(^|[^\n]\n)\Z", tree.text(name)):
            yield f"{name}: does not end with one newline"


def finished(tree):
    for name in tree.paths(TEXT):
        for number, line in tree.lines(name):
            if UNFINISHED.search(line):
                yield f"{name}:{number}: {line.strip()}"


def own_header_first(tree):
    for name in tree.paths([".c"], "src/"):
        header = name[:-2] + ".h"
        first = next(includes(tree.text(name)), (0, "nothing"))[1]
        if tree.text(header) and first.strip('"') != header.removeprefix("src/"):
            yield f"{name}: includes {first} before its own header"


def headers(tree):
    for name in tree.paths([".h"], "src/"):
        if not tree.text(name).startswith("//"):
            yield f"{name}: does not open with a comment"
        if not re.search(r"^#pragma once$", tree.text(name), re.MULTILINE):
            yield f"{name}: has no #pragma once"


def type_names(tree):
    for name in tree.sources():
        for found in TYPEDEF_T.finditer(code_only(tree.text(name))):
            yield f"{name}: {found[1] or found[2] or found[3]}"


def built(tree):
    build = re.sub(r"#.*", "", tree.text("meson.build") + tree.text("src/meson.build"))
    for name in tree.paths([".c"], "src/"):
        if name.removeprefix("src/") + "'" not in build:
            yield f"{name}: not in meson.build"


def codes_ascend(tree):
    codes = [int(code) for code, _ in DIAG.findall(tree.text("src/base/codes.def"))]
    if not codes:
        yield "src/base/codes.def: no codes"
    for before, code in zip(codes, codes[1:]):
        if code <= before:
            yield f"src/base/codes.def: {code} comes after {before}"


def codes_used(tree):
    code = "".join(code_only(tree.text(name)) for name in tree.sources())
    for _, name in DIAG.findall(tree.text("src/base/codes.def")):
        if not re.search(rf"\bDIAG_{name}\b", code):
            yield f"src/base/codes.def: nothing uses DIAG_{name}"


def folders(tree):
    for folder in FOLDERS:
        if not (tree.root / folder).is_dir():
            yield f"{folder}/ is not there"


RULES = {
    "a folder includes only itself and those that sort before it": layers,
    **{f"{what}: only in {allowed}": outside(pattern, allowed)
       for what, pattern, allowed in OUTSIDE},
    f"no file has over {FILE_LINES_MAX} lines": file_lengths,
    f"no function has over {FUNCTION_LINES_MAX} lines": function_lengths,
    f"no line has over {COLUMNS_MAX} columns": line_lengths,
    "no tabs, no spaces at line ends, one newline at the end": plain_text,
    "nothing is marked unfinished": finished,
    "a source includes its own header first": own_header_first,
    "a header opens with a comment and is included once": headers,
    "no type is named _t": type_names,
    "every source is built": built,
    "codes ascend and none is given twice": codes_ascend,
    "every code is used": codes_used,
    "the folders of the house are there": folders,
}

# A tiny tidy tree; then, in the order of the rules, one fault for each: a file, its new text, and
# how the offender that must be found begins.
CODES = 'DIAG(101, ERROR, ONE, "one", "a")\nDIAG(204, ERROR, TWO, "two", "b")\n'
HEADER = "// A plan.\n#pragma once\nint plan_read(void); // no double, FILE or time()\n"
SOURCE = '#include "plan/plan.h"\nint codes[] = {DIAG_ONE, DIAG_TWO};\n'
TINY = {
    "src/app/main.c": '#include "plan/plan.h"\nint main(int argc, char **argv)\n{\n}\n',
    "src/base/codes.def": CODES,
    "src/plan/plan.h": HEADER,
    "src/plan/plan.c": SOURCE,
    "meson.build": "sources = files('src/app/main.c', 'src/plan/plan.c')\n",
    **{f"{folder}/keep.md": "# Kept\n" for folder in FOLDERS},
}
FAULTS = [
    ("src/plan/plan.c", SOURCE + '#include "post/ledger.h"\n', "src/plan/plan.c:3:"),
    ("src/plan/plan.c", SOURCE + "#include <yaml.h>\n", "src/plan/plan.c:3:"),
    ("src/plan/plan.c", SOURCE + "#include <zip.h>\n", "src/plan/plan.c:3:"),
    ("src/plan/plan.c", SOURCE + "#include <expat.h>\n", "src/plan/plan.c:3:"),
    ("src/plan/plan.c", SOURCE + "#include <xlsxwriter.h>\n", "src/plan/plan.c:3:"),
    ("src/plan/plan.c", SOURCE + "#include <immintrin.h>\n", "src/plan/plan.c:3:"),
    ("src/plan/plan.c", SOURCE + "double pounds;\n", "src/plan/plan.c:3:"),
    ("src/plan/plan.c", SOURCE + "char *text = malloc(1);\n", "src/plan/plan.c:3:"),
    ("src/plan/plan.c", SOURCE + "free(text);\n", "src/plan/plan.c:3:"),
    ("src/plan/plan.c", SOURCE + 'int file = open("x", 0);\n', "src/plan/plan.c:3:"),
    ("src/plan/plan.c", SOURCE + 'char *home = getenv("HOME");\n', "src/plan/plan.c:3:"),
    ("src/plan/plan.c", SOURCE + "\n" * FILE_LINES_MAX, "src/plan/plan.c:"),
    ("src/plan/plan.c", SOURCE + "int f(void)\n{\n" + "    g();\n" * FUNCTION_LINES_MAX + "}\n",
     "src/plan/plan.c:3:"),
    ("tools/long", "#" * (COLUMNS_MAX + 1) + "\n", "tools/long:1:"),
    ("docs/keep.md", "# Kept \n", "docs/keep.md:1:"),
    ("tests/keep.md", "TO" "DO\n", "tests/keep.md:1:"),
    ("src/plan/plan.c", "#include <stdint.h>\n" + SOURCE, "src/plan/plan.c:"),
    ("src/plan/plan.h", "#pragma once\n", "src/plan/plan.h:"),
    ("src/plan/plan.c", SOURCE + "typedef struct {\n    int pence;\n} money_t;\n",
     "src/plan/plan.c: money_t"),
    ("src/plan/more.c", "", "src/plan/more.c:"),
    ("src/base/codes.def", CODES + CODES, "src/base/codes.def: 101"),
    ("src/plan/plan.c", SOURCE.replace("DIAG_TWO", "DIAG_TWOS"), "src/base/codes.def: nothing"),
    (".ci/keep.md", None, ".ci/"),
]


def plant(root, name, text):
    """Writes a file; no text: takes it and its folder away."""
    path = root / name
    if text is None:
        path.unlink()
        path.parent.rmdir()
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def offenders_in_tiny(rule, faults):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in [*TINY.items(), *faults]:
            plant(Path(folder), name, text)
        return "\n".join(rule(Tree(folder)))


def self_test(tap):
    tap.point(len(FAULTS) == len(RULES), "every rule has its fault")
    for (title, rule), (name, text, offender) in zip(RULES.items(), FAULTS):
        innocent = offenders_in_tiny(rule, [])
        guilty = offenders_in_tiny(rule, [(name, text)])
        tap.point(not innocent and guilty.startswith(offender), f"finds its fault: {title}",
                  f"in a tidy tree: {innocent}\nwith a fault: {guilty}")


def main(arguments):
    tap = Tap()
    if arguments == ["--self-test"]:
        self_test(tap)
    else:
        tree = Tree(arguments[0])
        for title, rule in RULES.items():
            offenders = list(rule(tree))
            tap.point(not offenders, title, "\n".join(offenders))
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
