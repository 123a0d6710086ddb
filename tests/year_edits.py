"""Every small edit of a book or a board: what else somebody could have typed, or left out."""
import random
import re
from collections import defaultdict
from decimal import Decimal
from itertools import chain, zip_longest
from typing import NamedTuple

import yaml

KINDS = {
    "penny": "a penny more", "sign": "an amount of the other sign",
    "digits": "two digits of an amount the other way round",
    "swap": "two amounts in each other's place", "day": "the day before or after",
    "no day": "a date without its day", "year": "a date a year on",
    "period": "the period before or after", "rate": "another rate", "yes or no": "yes for no",
    "word": "another word of its list", "id": "another id of its kind",
    "ends": "who gives and who gets in each other's place", "misspelt": "an id or a word misspelt",
    "letter": "another letter in a text", "digit": "another digit in a text or code",
    "key": "one key for another", "order": "two items of a list in each other's place",
    "drop": "a key or an item left out",
}

WORDS = {  # What may stand instead of a word of a list, by key.
    "decision": ["approved", "ratified", "delegated", "noted", "endorsed", "requested"],
    "status": ["estimated", "notified", "confirmed"],
    "schedule": ["twelfths", "quarters"],
    "stage": ["budget", "outturn"],
    "rounded_to": ["penny", "pound", "ten"],
    "kind": ["nhs", "council", "district", "government", "provider", "other"],
    "payer": ["nhs", "council", "district", "government", "provider", "other"],
    "nature": ["revenue", "capital"],
    "by": ["line", "scheme"],
    "report": ["budget", "contributions", "outturn", "current-budget"],
    "cascade": ["underspends", "reserve", "shares"],
    "tags": ["contingency", "growth", "undivided"],
    "area_of_spend": ["Acute", "Community Health", "Social Care", "Other"],
    "commissioner": ["NHS", "LA", "Joint"],
    "provider": ["Local Authority", "Private Sector", "NHS Community Provider"],
}
OTHER_KEYS = {  # One key typed for another.
    "due": "paid", "paid": "due", "spent": "repaid", "repaid": "carried_forward",
    "carried_forward": "repaid", "brought_forward": "spent", "over": "under", "under": "over",
    "to_date": "forecast", "forecast": "to_date", "narrative": "why", "why": "narrative",
    "heading": "total", "borne_by": "repaid", "reserve_applied": "underspend_applied",
    "underspend_applied": "reserve_applied", "host_keeps": "carry_forward",
    "held_by": "transfer_from", "transfer_from": "held_by", "minute": "note",
    "reference": "note", "consultees": "proposals", "proposals": "consultees",
    "purpose": "proposal", "proposal": "purpose", "passport": "allocated_to",
    "allocated_to": "passport",
}
AMOUNT = re.compile(r"-?[\d,]*\d(\.\d\d)?")
RATE = re.compile(r"-?[\d.]+%|\d+/\d+")
DATE = re.compile(r"\d{4}-\d\d-\d\d")


class Edit(NamedTuple):
    file: str
    line: int     # from 1
    place: str    # "payments/3/on"
    kind: str     # "day", "drop", ...
    start: int    # What of the text is replaced,
    end: int
    typed: str    # and by what.

    def __str__(self):
        return f"{self.file}:{self.line} {self.place} {self.kind}"


# --- What is typed instead of a value. ---

def penny_more(text):
    more = Decimal(text.replace(",", "")) + Decimal("0.01")
    return f"{more:{',' if ',' in text else ''}.2f}"


def transposed(text):
    """The last two neighbouring digits that differ, the other way round; None if there are none."""
    for at in range(len(text) - 2, -1, -1):
        first, second = text[at:at + 2]
        if first.isdigit() and second.isdigit() and first != second and (at or second != "0"):
            return text[:at] + second + first + text[at + 2:]
    return None


def of_amount(text):
    yield "penny", penny_more(text)
    if text.strip("0,."):
        yield "sign", text[1:] if text.startswith("-") else "-" + text
    if transposed(text):
        yield "digits", transposed(text)


def of_date(text):
    day = int(text[8:])
    yield from (("day", f"{text[:8]}{other:02}") for other in (day - 1, day + 1)
                if 1 <= other <= 28)
    yield "no day", text[:7]
    yield "year", f"{int(text[:4]) + 1}{text[4:]}"


def of_rate(text):
    if "/" in text:
        part, whole = text.split("/")
        yield "rate", f"{part}/{int(whole) + 1}"
    else:
        whole, _, odd = text[:-1].partition(".")
        yield "rate", f"{whole}.{int(odd.ljust(2, '0') or 0) + 1:02}%"


def of_text(text):
    """A letter, or the last digit, is another."""
    letters = [at for at, letter in enumerate(text) if letter.isalpha()]
    if letters:
        at = letters[len(letters) // 2]
        yield "letter", text[:at] + ("x" if text[at] != "x" else "y") + text[at + 1:]
    for at in [at for at, letter in enumerate(text) if letter.isdigit()][-1:]:
        yield "digit", text[:at] + str((int(text[at]) + 1) % 10) + text[at + 1:]


class Ids:
    """The ids of a project, by what they name."""

    def __init__(self, board, books, packs):
        everything = {
            "line": [name for file in [*packs, board] for name in file["funding_lines"]],
            "partner": board["partners"], "scheme": board["schemes"],
            "row": [*board["schemes"], *(name for book in books for name in self.blocks(
                book["allocations"])), "total"],
            "column": ["budget", "outturn", "variance", "prior", "current", "movement", "percent"],
            "approval": [name for book in books for name in book["approvals"]]}
        self.kinds = {kind: list(dict.fromkeys(names)) for kind, names in everything.items()}

    @staticmethod
    def blocks(rows):
        for row in rows:
            if "block" in row:
                yield row["block"]
                yield from Ids.blocks(row["rows"])

    def others(self, kind, name):
        """The rest of its kind, those that stand below it first."""
        names = self.kinds[kind]
        at = names.index(name)
        return names[at + 1:] + names[:at]

    def of_key(self, name):
        """The kind that a key is an id of; None of a key that is a word of the format."""
        return next((kind for kind in ("line", "partner", "row", "column", "approval")
                     if name in self.kinds[kind]), None)

    @staticmethod
    def kind_named(path):
        """The kind that a value is an id of."""
        key = [step for step in path if isinstance(step, str)][-1]
        if key in ("line", "lines", "replaces"):
            return "line"
        if key in ("held_by", "transfer_from", "succeeded_by"):
            return "partner"
        if key == "approval" or path[0] == "decisions":
            return "approval"
        if key in ("from", "to") and path[0] != "funding_lines":
            return "scheme" if path[0] == "virements" else "partner"
        return "scheme" if key == "schemes" else None


# --- Every edit of a file. ---

class File:
    def __init__(self, name, text, ids):
        self.name, self.text, self.ids = name, text, ids
        self.edits = []
        self.amounts = []  # (section, start, end, place)
        self.walk((), yaml.compose(text, Loader=yaml.BaseLoader))
        self.swap_amounts()

    def add(self, path, kind, start, end, typed):
        if typed != self.text[start:end]:
            self.edits.append(Edit(self.name, self.text.count("\n", 0, start) + 1,
                                   "/".join(map(str, path)), kind, start, end, typed))

    @staticmethod
    def span(node):
        """Of a block the end mark is where the next thing begins: its last scalar's is meant."""
        start, end = node.start_mark.index, node.end_mark.index
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            end = File.span(last[1] if isinstance(last, tuple) else last)[1]
        return start, end

    def walk(self, path, node):
        if isinstance(node, yaml.ScalarNode):
            self.scalar(path, node)
        elif isinstance(node, yaml.SequenceNode):
            self.drops(path, node, [(n, File.span(item)) for n, item in enumerate(node.value)])
            for number, item in enumerate(node.value):
                self.walk(path + (number,), item)
            for number, (one, other) in enumerate(zip(node.value, node.value[1:])):
                if isinstance(one, yaml.ScalarNode):
                    self.swap(path + (number,), "order", File.span(one), File.span(other))
        else:
            self.mapping(path, node)

    def mapping(self, path, node):
        self.drops(path, node, [(key.value, (key.start_mark.index, File.span(value)[1]))
                                for key, value in node.value])
        names = [key.value for key, _ in node.value]
        for key, value in node.value:
            if key.value == "note":
                continue
            self.key(path + (key.value,), key, names)
            self.walk(path + (key.value,), value)
        ends = {key.value: value for key, value in node.value if key.value in ("from", "to")}
        if len(ends) == 2:
            self.swap(path, "ends", File.span(ends["from"]), File.span(ends["to"]))

    def key(self, path, key, names):
        start, end = File.span(key)
        kind = self.ids.of_key(key.value) if len(path) > 1 else None
        if kind:
            self.add(path, "misspelt", start, end, key.value[:-1])
            free = [name for name in self.ids.others(kind, key.value) if name not in names]
            for other in free if kind in ("line", "partner") else free[:1]:
                self.add(path, "id", start, end, other)
        elif OTHER_KEYS.get(key.value, key.value) not in names:
            self.add(path, "key", start, end, OTHER_KEYS[key.value])

    def scalar(self, path, node):
        start, end = File.span(node)
        text, key = node.value, [step for step in path if isinstance(step, str)][-1]
        if node.style:  # It stands in quotes.
            start, end = start + 1, end - 1
        for kind, typed in self.instead(path, key, text):
            self.add(path, kind, start, end, typed)
        if AMOUNT.fullmatch(text) and key not in ("format", "period", "minute"):
            self.amounts.append((path[0], start, end, path))

    def instead(self, path, key, text):
        named = self.ids.kind_named(path)
        if key in WORDS:
            yield from (("word", word) for word in WORDS[key] if word != text)
            yield "misspelt", text[:-1]
        elif text in ("yes", "no"):
            yield "yes or no", "no" if text == "yes" else "yes"
        elif named and text in self.ids.kinds[named]:
            yield "misspelt", text[:-1]
            yield from (("id", other) for other in self.ids.others(named, text))
        elif DATE.fullmatch(text):
            yield from of_date(text)
        elif RATE.fullmatch(text):
            yield from of_rate(text)
        elif key == "period":
            yield from (("period", str(int(text) + step)) for step in (-1, 1))
        elif AMOUNT.fullmatch(text) and key not in ("format", "minute"):
            yield from of_amount(text)
        else:
            yield from of_text(text)

    def drops(self, path, node, items):
        """Takes each key of a record, or item of a list, away."""
        for at, (name, (start, end)) in enumerate(items):
            if name == "note":
                continue
            if at + 1 < len(items):
                self.add(path + (name,), "drop", start, items[at + 1][1][0], "")
            elif at:
                before = items[at - 1][1][1]
                gap = self.text[before:start]
                keep = gap.replace(",", "").rstrip() if "#" not in gap else gap.rstrip(" -")
                self.add(path + (name,), "drop", before, end, keep)
            elif node.flow_style:
                self.add(path + (name,), "drop", start, end, "")

    def swap(self, path, kind, one, other):
        (start, first), (second, end) = sorted((one, other))
        text = self.text
        self.add(path, kind, start, end, text[second:end] + text[first:second] + text[start:first])

    def swap_amounts(self):
        """Each amount with the next of its section that is another."""
        for at, (section, start, end, path) in enumerate(self.amounts):
            for there, *span, _ in self.amounts[at + 1:]:
                if there != section:
                    break
                if self.text[span[0]:span[1]] != self.text[start:end]:
                    self.swap(path, "swap", (start, end), tuple(span))
                    break


# --- Of all of them. ---

def untouched(file):
    """Every value of a file that no edit changes: none may be forgotten."""
    changed = [(edit.start, edit.end) for edit in file.edits
               if edit.kind not in ("drop", "swap", "order", "ends")]

    def walk(node, key):
        if isinstance(node, yaml.ScalarNode):
            start, end = File.span(node)
            if not any(start <= one and other <= end for one, other in changed):
                yield f"{file.name}:{node.start_mark.line + 1} {key}: {node.value}"
        for item in node.value if isinstance(node, yaml.SequenceNode) else []:
            yield from walk(item, key)
        for name, value in node.value if isinstance(node, yaml.MappingNode) else []:
            yield from walk(value, name.value) if name.value != "note" else ()
    return list(walk(yaml.compose(file.text, Loader=yaml.BaseLoader), ""))


def draw(edits, count, seed):
    """Of each kind in turn, that the many ids do not crowd out the few rates."""
    order, kinds = random.Random(seed), defaultdict(list)
    for edit in edits:
        kinds[edit.kind].append(edit)
    piles = [order.sample(pile, len(pile)) for pile in kinds.values()]
    return [edit for edit in chain(*zip_longest(*piles)) if edit][:count]
