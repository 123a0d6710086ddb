"""A tiny published workbook that keeps every rule, as XLSX and as ODS, to plant faults in."""
import zipfile
from xml.sax.saxutils import escape

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OPEN = "http://schemas.openxmlformats.org/"
MAIN = f'xmlns="{OPEN}spreadsheetml/2006/main" xmlns:r="{OPEN}officeDocument/2006/relationships"'
DRAWING = (f'xmlns:xdr="{OPEN}drawingml/2006/spreadsheetDrawing" '
           f'xmlns:a="{OPEN}drawingml/2006/main" xmlns:c="{OPEN}drawingml/2006/chart" '
           f'xmlns:r="{OPEN}officeDocument/2006/relationships"')
SHEETS = {
    "Cover": [["Northshire Better Care Fund 2022/23"], ["Published on 20 June 2023."]],
    "Contents": [["Contents"], ["Sheet", "What is in it"], ["Budget", "The budget by scheme"]],
    "Notes": [["Notes"], ["Note", "Text"], ["1", "Northshire is made up."]],
    "Budget": [["Budget 2022/23"], ["Scheme", "BCF (£)"], ["Carers", 100.25], ["Total", 100.25]],
}


def xlsx_sheet(name, number):
    rows = ""
    for row, cells in enumerate(SHEETS[name], 1):
        inside = "".join(
            f'<c r="{"AB"[place]}{row}"><v>{cell}</v></c>' if isinstance(cell, float) else
            f'<c r="{"AB"[place]}{row}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
            for place, cell in enumerate(cells))
        rows += f'<row r="{row}">{inside}</row>'
    selected = ' tabSelected="1"' if number == 1 else ""
    links = ('<hyperlinks><hyperlink ref="A3" location="\'Budget\'!A1"/></hyperlinks>'
             if name == "Contents" else "")
    drawing = '<drawing r:id="rId2"/>' if name == "Budget" else ""
    tables = "" if name == "Cover" else (
        '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>')
    return (f'{HEAD}<worksheet {MAIN}><sheetViews><sheetView{selected} workbookViewId="0"/>'
            f'</sheetViews><cols><col min="1" max="2" width="20"/></cols><sheetData>{rows}'
            f"</sheetData>{links}{drawing}{tables}</worksheet>")


def xlsx_table(name, number):
    header, *rows = SHEETS[name][1:]
    columns = "".join(f'<tableColumn id="{one}" name="{escape(text)}"/>'
                      for one, text in enumerate(header, 1))
    return (f'{HEAD}<table {MAIN} id="{number}" name="{name}_table" displayName="{name}_table" '
            f'ref="A2:B{len(rows) + 2}"><tableColumns count="2">{columns}</tableColumns></table>')


def relations(*links):
    """From (id, kind, target)."""
    kind_of = f"{OPEN}officeDocument/2006/relationships/"
    inside = "".join(f'<Relationship Id="{one}" Type="{kind_of}{kind}" Target="{target}"/>'
                     for one, kind, target in links)
    return (f'{HEAD}<Relationships xmlns="{OPEN}package/2006/relationships">{inside}'
            "</Relationships>")


def xlsx_parts():
    names = list(SHEETS)
    sheets = "".join(f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>'
                     for number, name in enumerate(names, 1))
    parts = {
        "docProps/core.xml": f'{HEAD}<cp:coreProperties xmlns:cp="{OPEN}package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Better Care Fund'
        "</dc:title><dc:subject>Northshire</dc:subject><dc:creator>bcfledger</dc:creator>"
        "</cp:coreProperties>",
        "xl/workbook.xml": f"{HEAD}<workbook {MAIN}><bookViews><workbookView/></bookViews>"
        f"<sheets>{sheets}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(*(
            (f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml")
            for number in range(1, len(names) + 1))),
        "xl/sharedStrings.xml": f"{HEAD}<sst {MAIN}/>",
        "xl/styles.xml": f'{HEAD}<styleSheet {MAIN}><numFmts count="1"><numFmt numFmtId="164" '
        'formatCode="#,##0.00"/></numFmts><fonts count="1"><font><sz val="12"/>'
        '<name val="Arial"/></font></fonts><cellXfs count="1"><xf numFmtId="164" fontId="0"/>'
        "</cellXfs></styleSheet>",
        "xl/worksheets/_rels/sheet4.xml.rels": relations(
            ("rId1", "table", "../tables/table4.xml"),
            ("rId2", "drawing", "../drawings/drawing1.xml")),
        "xl/drawings/drawing1.xml": f'{HEAD}<xdr:wsDr {DRAWING}><xdr:twoCellAnchor>'
        '<xdr:graphicFrame><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="Chart 1" '
        'descr="Bars: carers, £100.25."/></xdr:nvGraphicFramePr></xdr:graphicFrame>'
        "</xdr:twoCellAnchor></xdr:wsDr>",
        "xl/charts/chart1.xml": f"{HEAD}<c:chartSpace {DRAWING}><c:chart><c:title><c:tx><c:rich>"
        "<a:p><a:r><a:t>Budget by scheme</a:t></a:r></a:p></c:rich></c:tx></c:title></c:chart>"
        "</c:chartSpace>",
    }
    for number, name in enumerate(names, 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = xlsx_sheet(name, number)
        if number > 1:
            parts[f"xl/tables/table{number}.xml"] = xlsx_table(name, number)
            parts.setdefault(f"xl/worksheets/_rels/sheet{number}.xml.rels", relations(
                ("rId1", "table", f"../tables/table{number}.xml")))
    return parts


ODF = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = " ".join(f'xmlns:{short}="{ODF}{name}:1.0"' for short, name in [
    ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"),
    ("draw", "drawing"), ("svg", "svg-compatible"), ("fo", "xsl-fo-compatible"),
    ("meta", "meta"), ("config", "config")]) + (
        ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"')


def ods_cell(sheet, cell):
    if isinstance(cell, float):
        return (f'<table:table-cell office:value-type="float" office:value="{cell}">'
                f"<text:p>{cell}</text:p></table:table-cell>")
    text = escape(cell)
    if sheet == "Contents" and cell == "Budget":
        text = f'<text:a xlink:href="#Budget.A1" xlink:type="simple">{text}</text:a>'
    return (f'<table:table-cell office:value-type="string"><text:p>{text}</text:p>'
            "</table:table-cell>")


def ods_content():
    tables, ranges = "", ""
    for name, rows in SHEETS.items():
        inside = "".join(
            f'<table:table-row>{"".join(ods_cell(name, cell) for cell in cells)}</table:table-row>'
            for cells in rows)
        tables += (f'<table:table table:name="{name}"><table:table-column '
                   f'table:number-columns-repeated="2"/>{inside}</table:table>')
        if name != "Cover":
            ranges += (f'<table:database-range table:name="{name}_table" '
                       f'table:target-range-address="{name}.A2:{name}.B{len(rows)}"/>')
    return (f"{HEAD}<office:document-content {NAMES}><office:automatic-styles/><office:body>"
            f"<office:spreadsheet>{tables}<table:database-ranges>{ranges}"
            "</table:database-ranges></office:spreadsheet></office:body>"
            "</office:document-content>")


def ods_parts():
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": ods_content(),
        "meta.xml": f"{HEAD}<office:document-meta {NAMES}><office:meta><dc:title>Better Care Fund"
        "</dc:title><dc:subject>Northshire</dc:subject><meta:initial-creator>bcfledger"
        "</meta:initial-creator><dc:language>en-GB</dc:language></office:meta>"
        "</office:document-meta>",
        "styles.xml": f"{HEAD}<office:document-styles {NAMES}><office:styles><style:style "
        'style:name="Default" style:family="table-cell"><style:text-properties '
        'fo:font-family="Arial" fo:font-size="12pt"/></style:style></office:styles>'
        "</office:document-styles>",
        "settings.xml": f"{HEAD}<office:document-settings {NAMES}><office:settings/>"
        "</office:document-settings>",
    }


PARTS = {"xlsx": xlsx_parts, "ods": ods_parts}


def write(path, changes=()):
    """Writes the tiny workbook of the path's kind; each change is a part, a text and another."""
    parts = PARTS[path.suffix[1:]]()
    for part, old, new in changes:
        assert old in parts[part], f"{part} holds no {old}"
        parts[part] = parts[part].replace(old, new, 1)
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path
