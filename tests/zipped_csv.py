"""The rules for a zip of CSV files and their data dictionary; a tiny one to plant faults in."""
import csv
import io
import re
import zipfile


def tables_read(data):
    """Yields (file name, rows, problem) of each file of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if not name.endswith(".csv"):
                continue
            raw = archive.read(name)
            if raw.startswith(b"\xef\xbb\xbf"):
                yield name, [], "has a byte order mark"
                continue
            try:
                text = raw.decode("utf-8")
                yield name, list(csv.reader(io.StringIO(text, newline=""), strict=True)), None
            except (UnicodeDecodeError, csv.Error) as error:
                yield name, [], str(error)


def wellformed(data):
    for name, rows, problem in tables_read(data):
        if problem or not rows:
            yield f"{name}: {problem or 'is empty'}"
        for number, row in enumerate(rows, 1):
            if len(row) != len(rows[0]):
                yield f"{name}:{number}: {len(row)} fields, not {len(rows[0])}"


def headers(data):
    for name, rows, _ in tables_read(data):
        header = rows[0] if rows else []
        for text in header:
            if not re.fullmatch(r"[a-z][a-z0-9_]*", text) or header.count(text) > 1:
                yield f"{name}: {text}"


def described(data):
    tables = {name: rows for name, rows, _ in tables_read(data) if rows}
    told = tables.get("data-dictionary.csv")
    if not told:
        yield "there is no data-dictionary.csv"
        return
    known = {(row[0].removesuffix(".csv"), row[1]) for row in told[1:]
             if len(row) > 2 and all(row[:3])}
    for name, rows in tables.items():
        for column in rows[0]:
            if (name.removesuffix(".csv"), column) not in known:
                yield f"{name}: {column}"


def safe(data):
    """No field that a spreadsheet would compute."""
    for name, rows, _ in tables_read(data):
        for row in rows:
            for field in row:
                if re.match(r"[=+@\t\r-](?!\d+(\.\d+)?$)", field) and field != "-":
                    yield f"{name}: {field}"


RULES = {
    "every file is UTF-8 without a mark, of rows of equal length": wellformed,
    "headers are identifiers, each once": headers,
    "the data dictionary describes every column of every file": described,
    "no field would be computed by a spreadsheet": safe,
}
DICTIONARY = ("file,column,description\ndata-dictionary.csv,file,The file\n"
              "data-dictionary.csv,column,The column\ndata-dictionary.csv,description,What it is\n"
              "budget.csv,scheme,The scheme\nbudget.csv,amount,Pounds\n")
TINY = "scheme,amount\nCarers,-100.25\n"
FAULTS = [TINY + "Total\n", TINY.replace("amount", "The amount"),
              TINY.replace("amount", "amounts"), TINY.replace("Carers", "=1+1")]


def tiny(text=TINY):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("budget.csv", text)
        archive.writestr("data-dictionary.csv", DICTIONARY)
    return data.getvalue()
