#!/usr/bin/env python3
"""Runs tests/cases/*.txt: each says its goal in a sentence, sets up files, and shows bcf at work.

    run_cases.py BCF PROJECT_ROOT [--accept] [NAME...]

A NAME is the beginning of a case's name. --accept writes what was seen into the case, for its
author to read and agree with. The format of a case is in tests/cases/README.md.
"""
import argparse
import difflib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tap import Tap, plain_environment

SECONDS_MAX = 120
EXPECTATIONS = ("exit", "stdout", "stderr")


class Broken(Exception):
    """The case itself makes no sense."""


class Section:
    """One `== word rest` of a case, and the lines below it."""

    def __init__(self, head):
        self.word, _, self.rest = head.partition(" ")
        self.lines = []

    def __str__(self):
        head = f"== {self.word} {self.rest}".rstrip()
        return "\n".join([head, *self.lines]) + "\n" + ("\n" if self.lines else "")

    @property
    def text(self):
        return "".join(line + "\n" for line in self.lines)


def case_parse(text):
    """A case as its prose and its sections. The empty line before a section is only air."""
    prose, *parts = re.split(r"^== ", text.rstrip("\n") + "\n", flags=re.MULTILINE)
    if not prose.strip() or not parts:
        raise Broken("a case is a sentence of prose, then sections that start with '== '")
    sections = []
    for index, part in enumerate(parts):
        head, _, body = part.partition("\n")
        section = Section(head.strip())
        section.lines = body.split("\n")[:-1]
        if index + 1 < len(parts) and section.lines and section.lines[-1] == "":
            section.lines.pop()
        sections.append(section)
    return prose.rstrip() + "\n", sections


def case_render(prose, sections):
    return (prose + "\n" + "".join(map(str, sections))).rstrip("\n") + "\n"


def unescape(text):
    named = {"n": b"\n", "r": b"\r", "t": b"\t", "\\": b"\\"}

    def piece(match):
        if match["hex"]:
            return bytes.fromhex(match["hex"])
        return named[match["name"]] if match["name"] else match[0].encode()

    pattern = r"\\x(?P<hex>[0-9A-Fa-f]{2})|\\(?P<name>[nrt\\])|[^\\]+"
    if "".join(match[0] for match in re.finditer(pattern, text)) != text:
        raise Broken(r"only \xHH, \n, \r, \t and \\ can follow a backslash")
    return b"".join(piece(match) for match in re.finditer(pattern, text))


def edit(text, lines):
    """Replaces each group of '- ' lines, which must occur once, by the '+ ' lines after it."""
    groups = []
    mark_before = ""
    for line in lines:
        mark, rest = line[:1], line[2:] + "\n"
        if mark == "-" and mark_before != "-":
            groups.append({"-": "", "+": ""})
        if line and not (groups and line[:2] in ("- ", "+ ", "-", "+")):
            raise Broken(f"an edit is '- old' lines, then '+ new' lines, not: {line}")
        if line:
            groups[-1][mark] += rest
        mark_before = mark
    text = "\n" + text
    for group in groups:
        found = text.count("\n" + group["-"])
        if found != 1:
            raise Broken(f"these lines occur {found} times, not once:\n{group['-']}")
        text = text.replace("\n" + group["-"], "\n" + group["+"])
    return text[1:]


def readable(output):
    """What a run printed, as a case can hold it: no control characters, a last line that ends."""
    text = output.decode("utf-8", "backslashreplace")
    text = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", lambda match: f"\\x{ord(match[0]):02x}", text)
    return text if text.endswith("\n") or not text else text + "\n(no newline at the end)\n"


def run(bcf, command, folder):
    """What the command printed and how it ended, as {exit, stdout, stderr}."""
    words = shlex.split(command)
    environment = plain_environment()
    while words and "=" in words[0]:
        name, _, value = words.pop(0).partition("=")
        environment[name] = value
    if not words or words[0] != "bcf":
        raise Broken(f"only bcf can be run, not: {command}")
    try:
        done = subprocess.run([bcf, *words[1:]], cwd=folder, env=environment, timeout=SECONDS_MAX,
                              stdin=subprocess.DEVNULL, capture_output=True, check=False)
    except subprocess.TimeoutExpired:
        raise Broken(f"still running after {SECONDS_MAX} seconds: {command}") from None
    return {"exit": str(done.returncode), "stdout": readable(done.stdout),
            "stderr": readable(done.stderr)}


def set_up(section, folder, shared):
    """Carries out one section that makes or changes files."""
    path = folder / section.rest.split()[-1]
    if section.word == "use":
        shutil.copytree(shared / section.rest, folder, dirs_exist_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    if section.word == "file":
        path.write_text(section.text, encoding="utf-8")
    elif section.word == "bytes":
        path.write_bytes(unescape("".join(section.lines)))
    elif section.word == "repeat":
        # `== repeat COUNT PATH`: appends the line below it that often, `%d` counting from 1.
        with open(folder / section.rest.split()[1], "a", encoding="utf-8") as file:
            for number in range(1, int(section.rest.split()[0]) + 1):
                file.write(section.text.replace("%d", str(number)))
    elif section.word == "edit":
        path.write_bytes(edit(path.read_bytes().decode(), section.lines).encode())
    else:
        raise Broken(f"no such section: == {section.word}")


def case_play(sections, bcf, shared):
    """Plays a case; returns (its sections as they would have to be, what was seen)."""
    seen_sections = []
    with tempfile.TemporaryDirectory() as name:
        for section in sections:
            if section.word in EXPECTATIONS:
                continue
            seen_sections.append(section)
            if section.word != "run":
                set_up(section, Path(name), shared)
                continue
            for word, seen in run(bcf, section.rest, name).items():
                if word == "exit":
                    seen_sections.append(Section(f"exit {seen}"))
                elif seen:
                    seen_sections.append(Section(word))
                    seen_sections[-1].lines = seen.split("\n")[:-1]
    return seen_sections


def case_test(path, bcf, shared, accept):
    """Returns what is wrong with the case: nothing if playing it gives the same text again."""
    try:
        prose, sections = case_parse(path.read_text(encoding="utf-8"))
        seen = case_render(prose, case_play(sections, bcf, shared))
    except (Broken, OSError, ValueError) as error:
        return f"broken case: {error}"
    expected = case_render(prose, sections)
    if accept and seen != expected:
        path.write_text(seen, encoding="utf-8")
        print(f"# {path.name} was rewritten: read it")
        return ""
    return "".join(difflib.unified_diff(expected.splitlines(True), seen.splitlines(True),
                                        "expected", "seen", n=2))


def codes_without_case(codes, cases):
    """The codes for which no case named after them sees them on stderr."""
    def shown(code):
        return any(f"[BCF{code}]" in section.text
                   for path in cases if path.name.startswith(f"{code}-")
                   for section in case_parse(path.read_text(encoding="utf-8"))[1]
                   if section.word == "stderr")
    return [f"no tests/cases/{code}-*.txt shows [BCF{code}] on stderr"
            for code in codes if not shown(code)]


def codes_against_headings(codes, page):
    headings = re.findall(r"^## BCF(\d+)\b", page, re.MULTILINE)
    return ([f"docs/errors.md has no heading '## BCF{code} ...'"
             for code in codes if code not in headings]
            + [f"docs/errors.md explains BCF{code}, which codes.def does not list"
               for code in headings if code not in codes]
            + [f"docs/errors.md has two headings for BCF{code}"
               for code in sorted(set(headings)) if headings.count(code) > 1])


def main():
    parser = argparse.ArgumentParser(description="Runs tests/cases.")
    parser.add_argument("bcf", type=Path)
    parser.add_argument("root", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--accept", action="store_true", help="write what was seen into the cases")
    options = parser.parse_intermixed_args()
    bcf, folder = options.bcf.resolve(), options.root / "tests/cases"
    cases = sorted(folder.glob("*.txt"))
    chosen = [path for path in cases if path.name.startswith(tuple(options.names) or "")]

    tap = Tap()
    with ThreadPoolExecutor(max_workers=2) as pool:
        wrongs = pool.map(lambda path: case_test(path, bcf, folder / "shared", options.accept),
                          chosen)
        for path, wrong in zip(chosen, wrongs):
            tap.point(not wrong, path.stem, wrong)
    if not options.names:
        codes = re.findall(r"^DIAG\(\s*(\d+)", (options.root / "src/base/codes.def").read_text(
            encoding="utf-8"), re.MULTILINE)
        page = (options.root / "docs/errors.md").read_text(encoding="utf-8")
        missing = codes_without_case(codes, cases)
        tap.point(codes and not missing, "every code has its case", "\n".join(missing))
        odd = codes_against_headings(codes, page)
        tap.point(codes and not odd, "every code is explained in docs/errors.md", "\n".join(odd))
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
