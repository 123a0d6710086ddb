#!/usr/bin/env python3
"""Questions at a terminal: an answer that cannot be is said and asked again, and nothing is lost.

    asked.py BCF PROJECT_ROOT
"""
import os
import pty
import select
import sys
import tempfile
import time
from pathlib import Path

from tap import Tap, plain_environment

SECONDS_MAX = 60  # Until something that must come is missed.
PROMPT = b"] > "
NORTHSHIRE = "tests/cases/shared/northshire"


class Terminal:
    """A run at a terminal of its own."""

    def __init__(self, bcf, folder, *arguments):
        self.shown, self.read_to = b"", 0
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.execve(bcf, [bcf, *arguments], {**plain_environment(), "TERM": "dumb"})

    def read(self):
        """What comes next; False at the end."""
        until = time.monotonic() + SECONDS_MAX
        if not select.select([self.terminal], [], [], until - time.monotonic())[0]:
            raise TimeoutError(self.shown.decode())
        try:
            got = os.read(self.terminal, 65536)
        except OSError:  # So Linux says that the other side is closed.
            got = b""
        self.shown += got
        return bool(got)

    def prompt(self):
        """What was shown up to the next prompt; "" at the end of the run."""
        while PROMPT not in self.shown[self.read_to:]:
            if not self.read():
                return ""
        end = self.shown.index(PROMPT, self.read_to) + len(PROMPT)
        part, self.read_to = self.shown[self.read_to:end], end
        return part.decode().replace("\r", "")

    def type(self, words):
        os.write(self.terminal, words.encode() + b"\n")

    def end(self):
        while self.read():
            pass
        os.close(self.terminal)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def talk(terminal, answers):
    """Answers each question by its words, a list one after the other, the others with nothing.
    The parts that were shown."""
    parts, left = [], {words: list(typed) for words, typed in answers.items()}
    question = ""
    while part := terminal.prompt():
        parts.append(part)
        if "again, or nothing" not in part:
            question = next((words for words in left if words in part), "")
        typed = left.get(question)
        terminal.type(typed.pop(0) if typed else "")
    return parts


def test_begin(tap, bcf):
    with tempfile.TemporaryDirectory() as folder:
        run = Terminal(bcf, folder, "new", "2024-25", "--answer", "contribution-dfg=many")
        talk(run, {
            "What is the board called": ["Northshire"],
            "districts that": ["perhaps", "2"],
            "What does NHS minimum contribution bring": ["35 million", "35.5", "3,000,000"],
            "paid from NHS minimum contribution": ["Carers", "Carers=1m", "Carers=900000"],
            "What does Disabled Facilities Grant bring": ["x", "500"],
        })
        status = run.end()
        shown = run.shown.decode()
        for words in ["'perhaps' is none of: yes, no. Type it again, or nothing.",
                      "'35 million' has a space in it; pounds in digits are wanted",
                      "'35.5' must have two decimals or none",
                      "'Carers' is not a scheme and an amount, such as Carers=900000",
                      "'1m' is not an amount of pounds", "'x' is not an amount",
                      "bcf: --answer contribution-dfg=many: 'many' is not an amount"]:
            tap.point(shown.count(words) == 1, f"said once: {words}", shown)
        book = Path(folder, "budgets/northshire/2024-25.yaml")
        text = book.read_text(encoding="utf-8") if book.exists() else ""
        tap.point(status == 0 and "amount: 3,000,000\n" in text and "amount: 500\n" in text and
                  "900000" in text.replace(",", ""), "what was typed is in the book",
                  text + shown)


def test_roll(tap, bcf, root):
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(root / NORTHSHIRE / "schemes", Path(folder, "schemes"))
        os.symlink(root / NORTHSHIRE / "budgets", Path(folder, "budgets"))
        book = "budgets/northshire/2022-23.yaml"
        run = Terminal(bcf, folder, "new", "--from", book, "2023-24", "--dry-run")
        parts = talk(run, {
            "Which schemes end": ["carer", "carers"],
            "Which are merged": ["rehab-beds", "carers=rehab-beds", "rehab-beds=carers", "none"],
        })
        status, shown = run.end(), run.shown.decode().replace("\r", "")
        ends = next((part for part in parts if "Which schemes end" in part), "")
        tap.point("\n  carers             Carers\n" in ends and "aswc" not in shown,
                  "the schemes that there are stand below the question", ends)
        for words in ["no scheme 'carer'; did you mean 'carers'?",
                      "'rehab-beds' is not two schemes", "'carers' is merged or ended already",
                      "'carers' has no row in the new year"]:
            tap.point(shown.count(words) == 1, f"said once: {words}", shown)
        tap.point(status == 0 and "Carers ends" in shown, "what was typed is done", shown)


def main(bcf, root):
    bcf, root, tap = os.path.abspath(bcf), Path(root).resolve(), Tap()
    test_begin(tap, bcf)
    test_roll(tap, bcf, root)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
