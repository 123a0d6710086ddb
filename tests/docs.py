#!/usr/bin/env python3
"""The pages stay true: every example in README.md and docs/*.md is run, every link is followed.

    docs.py BCF PROJECT_ROOT

A ```console block is run line by line, in a copy of the project's books; what it prints (stdout,
then stderr) must be what the page shows, where a line `...` stands for any lines. On a page with
```yaml or ```csv blocks that name a file (in the block's first line, `# file: budgets/a.yaml`, or
after that word) it is run in a project made of those files alone; parts of one file are joined.
"""
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tap import Tap, plain_environment

SECONDS_MAX = 120
FENCE = re.compile(r"^( *)```(\w*) *(.*)\n((?:.*\n)*?)\1```$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)[^)]*\)")


def blocks(text, language):
    """Yields (line number, words after the language, body) of each fenced block."""
    for found in FENCE.finditer(text):
        if found[2] == language:
            indent, body = found[1], found[4]
            yield text[:found.start()].count("\n") + 1, found[3], re.sub(
                rf"^{indent}", "", body, flags=re.MULTILINE)


def page_files(text):
    """The files a page writes, by path; the parts of a file in the order of the page."""
    files = {}
    for language in ("yaml", "csv"):
        for _, words, body in blocks(text, language):
            named = re.match(r"# file: *(\S+)\n", body)
            if named or words:
                path = named[1] if named else words.strip()
                files[path] = files.get(path, "") + body  # As a reader would paste it.
    return files


def copy_books(root, folder):
    for name in ("schemes", "budgets"):
        if (root / name).is_dir():
            shutil.copytree(root / name, folder / name)
    (folder / "out").mkdir()


def write_files(files, folder):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def run(bcf, command, folder):
    """What a terminal would show: stdout, then stderr."""
    environment = plain_environment()
    environment["PATH"] = f"{bcf.parent}{os.pathsep}{environment['PATH']}"
    done = subprocess.run(command, shell=True, cwd=folder, env=environment, timeout=SECONDS_MAX,
                          stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return (done.stdout + done.stderr).decode("utf-8", "backslashreplace")


def agrees(expected, seen):
    """Whether the text is as expected, where a line '...' stands for any lines."""
    lines = ["(?:.*\n)*?" if line == "...\n" else re.escape(line)
             for line in expected.splitlines(True)]
    return re.fullmatch("".join(lines), seen) is not None


def console_wrong(bcf, body, folder):
    """What is wrong with a console block: nothing if every command prints what it shows."""
    _, *commands = re.split(r"^\$ ", body, flags=re.MULTILINE)
    if not commands:
        return "a console block has lines that start with '$ '"
    for part in commands:
        command, _, expected = part.partition("\n")
        if not re.match(r"([A-Z_]+=\S* )*bcf\b", command):
            return f"only bcf is run in a console block (write ```sh for the rest): {command}"
        seen = run(bcf, command, folder)
        if not agrees(expected, seen):
            return f"$ {command}\n" + "".join(difflib.unified_diff(
                expected.splitlines(True), seen.splitlines(True), "page", "seen"))
    return ""


def examples(tap, bcf, root, page):
    text = page.read_text(encoding="utf-8")
    name = page.relative_to(root)
    files = page_files(text)
    consoles = list(blocks(text, "console"))
    if files:
        tap.point(consoles, f"{name}: its files are used by an example")
    with tempfile.TemporaryDirectory() as folder:
        if files:
            write_files(files, Path(folder))
        else:
            copy_books(root, Path(folder))
        for line, _, body in consoles:
            wrong = console_wrong(bcf, body, folder)
            tap.point(not wrong, f"{name}:{line}: the example prints what it shows", wrong)


def anchors(page):
    """The anchors of a page's headings, as the usual renderers make them."""
    headings = re.findall(r"^#+ +(.*)$", FENCE.sub("", page.read_text(encoding="utf-8")), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links(tap, root, page):
    text = re.sub(r"`[^`\n]*`", "", FENCE.sub("", page.read_text(encoding="utf-8")))
    lost = []
    for link in LINK.findall(text):
        path, _, anchor = link.partition("#")
        if re.match(r"\w+:", link):
            continue
        target = page.parent / path if path else page
        if not target.exists():
            lost.append(f"{link}: no such file")
        elif anchor and target.suffix == ".md" and anchor not in anchors(target):
            lost.append(f"{link}: no such heading")
    tap.point(not lost, f"{page.relative_to(root)}: every link leads somewhere", "\n".join(lost))


def main(bcf, root):
    bcf, root = Path(bcf).resolve(), Path(root).resolve()
    tap = Tap()
    for page in [root / "README.md", *sorted((root / "docs").glob("*.md"))]:
        examples(tap, bcf, root, page)
    for page in [*sorted(root.glob("*.md")), *sorted((root / "docs").glob("*.md"))]:
        links(tap, root, page)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
