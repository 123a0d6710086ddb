"""Files that hide something, or are no table at all: what `bcf import` makes of them.

Exit 3 is for what cannot be read as a table file, 1 for what is found in one that can. Exit 0
is for the few that are sound tables in a strange wrapping.
"""
import io
import struct
import zipfile
from typing import Callable, NamedTuple

from layouts import (STAMP, Cell, Layout, Sheet, csv_bytes, ods_bytes, ods_package, ods_sheet,
                     xlsx_bytes, zipped)


class Bad(NamedTuple):
    file: str
    goal: str
    data: Callable  # Gives its bytes; None: a folder.
    exits: tuple
    says: list  # Of each, one of the words between " or ".


def small_table():
    layout, sheet = Layout("small", ""), Sheet()
    for row in (["Better Care Fund budget 2022/23"], ["Scheme", "NHS minimum", "iBCF", "Total"],
                ["Rehab", 500000, 50000, 550000], ["Equipment", 120000, 7500, 127500],
                ["Total", 620000, 57500, 677500]):
        sheet.rows.append([Cell(str(one), "number", str(one), "0") if isinstance(one, int) else
                           Cell(one) for one in row])
    layout.sheets = [sheet]
    return layout


def changed(data, change):
    """A package with its files changed: `change` gets and gives name and bytes of each."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, STAMP)
            entry.compress_type = source.getinfo(name).compress_type
            target.writestr(entry, change(name, source.read(name)))
    return out.getvalue()


def compound_file(streams):
    """An OLE compound file whose folder names the streams: old Excel, and locked new Excel."""
    sector, end, free = 512, 0xFFFFFFFE, 0xFFFFFFFF
    head = struct.pack("<8s16sHHHHH6xIIIIIIIII", bytes.fromhex("d0cf11e0a1b11ae1"), b"", 0x3E, 3,
                       0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0)
    head += struct.pack("<109I", 0, *[free] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, end, *range(3, 10), end, *[free] * 118)
    folder = b""
    for number, name in enumerate(["Root Entry", *streams]):
        text = (name + "\0").encode("utf-16-le")
        folder += struct.pack(
            "<64sHBBIII16sI16xIII", text.ljust(64, b"\0"), len(text), 5 if not number else 2, 1,
            free, number + 1 if 0 < number < len(streams) else free,
            1 if not number and streams else free, b"", 0,
            2 if number == 1 else end, 4096 if number == 1 else 0, 0)
    return head + table + folder.ljust(sector, b"\0") + b"\x5a" * 4096


def bomb():
    """A part of 300 MB of spaces, in a file of a third of one."""
    parts = ods_package(ods_sheet(small_table().sheets[0]))
    head, tail = parts.pop("content.xml").encode().split(b"<office:body>")
    out = io.BytesIO(zipped(parts))
    entry = zipfile.ZipInfo("content.xml", STAMP)
    entry.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(out, "a") as archive:
        with archive.open(entry, "w") as part:
            for data in (head, *[b" " * 1_000_000] * 300, b"<office:body>" + tail):
                part.write(data)
    return out.getvalue()


def doctype(name, data):
    if name not in ("content.xml", "xl/worksheets/sheet1.xml"):
        return data
    root = b"<worksheet" if b"<worksheet" in data else b"<office:document-content"
    bombs = b"".join(b'<!ENTITY %c "%s">' % (98 + one, b"&%c;" % (97 + one) * 10)
                     for one in range(8))
    return data.replace(root, b'<!DOCTYPE x [<!ENTITY a "lol">' + bombs + b"]>" + root, 1)


def million_rows(name, data):
    """Each row a sheet can have, formatted and empty."""
    if name != "xl/worksheets/sheet1.xml":
        return data
    rows = "".join(f'<row r="{one}" s="1" customFormat="1"><c r="A{one}" s="1"/></row>'
                   for one in range(6, 1_048_577))
    return data.replace(b"</sheetData>", rows.encode() + b"</sheetData>")


def repeated_rows(name, data):
    """The same as LibreOffice writes it: one row so many times, one cell so many times."""
    if name != "content.xml":
        return data
    return data.replace(
        b"</table:table>", b'<table:table-row table:number-rows-repeated="1048571">'
        b'<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        b"</table:table>")


def filled_rows(name, data):
    """A row with an amount, repeated a million times: it would be a million schemes."""
    if name != "content.xml":
        return data
    return data.replace(
        b"</table:table>", b'<table:table-row table:number-rows-repeated="1048571">'
        b'<table:table-cell office:value-type="string"><text:p>Rehab</text:p></table:table-cell>'
        b'<table:table-cell office:value-type="float" office:value="1"/></table:table-row>'
        b"</table:table>")


def encrypted_manifest(name, data):
    if name != "META-INF/manifest.xml":
        return data
    return data.replace(
        b'manifest:media-type="text/xml"/>', b'manifest:media-type="text/xml">'
        b'<manifest:encryption-data manifest:checksum="AAAA"/></manifest:file-entry>')


def cut(data):
    return data[:len(data) * 2 // 3]


XLSX, ODS, CSV = (write(small_table()) for write in (xlsx_bytes, ods_bytes, csv_bytes))
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type /Catalog>>\nendobj\n%%EOF\n"
PROSE = b"""The Board noted the report, and asked that the next one say what it cost.

It was agreed to meet again in June, in the usual place.
"""
OLD = "of before Excel 2007 or Excel 97 or older Excel or old Excel or .xls file or .xls workbook"
LOCKED = ["EncryptionInfo", "EncryptedPackage"]

BAD_TABLES = [
    Bad("locked.xlsx", "an XLSX with a password", lambda: compound_file(LOCKED), (3,),
        ["password or encrypted"]),
    Bad("locked.ods", "an ODS with a password", lambda: changed(ODS, encrypted_manifest), (3,),
        ["password or encrypted"]),
    Bad("old.xls", "a workbook of Excel 97", lambda: compound_file(["Workbook"]), (3,),
        [OLD, "save"]),
    Bad("old.xlsx", "the same, renamed", lambda: compound_file(["Workbook"]), (3,),
        [OLD, "save"]),
    Bad("bomb.ods", "300 MB in a small file", bomb, (3,),
        ["unpacks to more than or too large"]),
    Bad("doctype.xlsx", "a part that declares entities", lambda: changed(XLSX, doctype), (3,),
        ["DTD or doctype or entit"]),
    Bad("doctype.ods", "a part that declares entities", lambda: changed(ODS, doctype), (3,),
        ["DTD or doctype or entit"]),
    Bad("million-rows.xlsx", "a million empty formatted rows below a table are air",
        lambda: changed(XLSX, million_rows), (0,), []),
    Bad("million-rows.ods", "the same by repetition", lambda: changed(ODS, repeated_rows),
        (0,), []),
    Bad("million-schemes.ods", "a million rows that are not empty are too many",
        lambda: changed(ODS, filled_rows), (1, 3), ["rows or too large or too many"]),
    Bad("cut.xlsx", "a file whose end is missing", lambda: cut(XLSX), (3,), ["cut.xlsx"]),
    Bad("cut.ods", "a file whose end is missing", lambda: cut(ODS), (3,), ["cut.ods"]),
    Bad("other.xlsx", "a zip, but no workbook", lambda: zipped({"letter.txt": "Dear Board"}), (3,),
        ["workbook or spreadsheet or sheet"]),
    Bad("letter.docx", "a kind of file that holds no table",
        lambda: zipped({"word/document.xml": "<w/>"}), (3,), ["xlsx or ods or csv"]),
    Bad("empty.csv", "nothing in it", lambda: b"", (1, 3), ["empty or nothing"]),
    Bad("empty.xlsx", "nothing in it, not even a zip", lambda: b"", (3,), ["empty or nothing"]),
    Bad("blank.csv", "commas and nothing else", lambda: b",,,\n,,,\n", (1, 3),
        ["empty or nothing or no table"]),
    Bad("prose.csv", "sentences", lambda: PROSE, (1,), ["table or amount"]),
    Bad("paper.csv", "a PDF, renamed", lambda: PDF, (3,), ["PDF"]),
    Bad("workbook.csv", "a workbook, renamed", lambda: XLSX, (0, 3), ["workbook.csv or xlsx"]),
    Bad("table.xlsx", "a CSV, renamed", lambda: CSV, (0, 3), ["table.xlsx or csv"]),
    Bad("zeros.csv", "NUL bytes", lambda: b"Scheme,Total\nRehab,\0\0\0\n", (1, 3), ["zeros.csv"]),
    Bad("folder.csv", "a folder", None, (3,), ["folder.csv"]),
]
