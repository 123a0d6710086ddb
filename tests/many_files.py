"""How the files of random books are written: amounts as they are typed, short records on one line.

Part of the second program (many_oracle.py), of many_books.py.
"""
import os

import yaml

from year_books import texts

LIMIT = 10 ** 12  # £10bn, the most that one amount may be.


class Flow(dict):
    """A record that is written on one line."""


class Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):
    pass


Dumper.add_representer(Flow, lambda dumper, record: dumper.represent_mapping(
    "tag:yaml.org,2002:map", record, flow_style=True))


def typed(value):
    """Amounts as they are typed; records that are written on one line stay so."""
    if isinstance(value, dict):
        return type(value)((key, typed(part)) for key, part in value.items())
    return [typed(part) for part in value] if isinstance(value, list) else texts(value)


def write(path, record, flow):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        yaml.dump(typed(record), file, Dumper, sort_keys=False, width=10 ** 6,
                  allow_unicode=True, default_flow_style=flow)
    return path


def label(year):
    return f"{year}-{(year + 1) % 100:02}"
