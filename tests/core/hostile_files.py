"""Files that cost more than they weigh, made small enough to be made in a test."""

import io
import struct
import zipfile

from openpyxl import Workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
WORKBOOK_XML = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
RELATIONS_XML = (
    f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/worksheet"'
    ' Target="worksheets/sheet1.xml"/></Relationships>'
)
ROW = "<row><c><v>1</v></c></row>"


def sheet_xml(inside: str, before: str = "") -> str:
    """A worksheet with this between its tags."""
    return f'{before}<worksheet xmlns="{MAIN}"><sheetData>{inside}</sheetData></worksheet>'


def workbook_of(sheet: str | bytes, **parts: str | bytes) -> bytes:
    """A workbook whose parts are written by hand; `parts` are more of them by name."""
    return zip_of(
        {
            "xl/workbook.xml": WORKBOOK_XML,
            "xl/_rels/workbook.xml.rels": RELATIONS_XML,
            "xl/worksheets/sheet1.xml": sheet,
            **{f"xl/{name}.xml": content for name, content in parts.items()},
        }
    )


def zip_of(parts: dict[str, str | bytes]) -> bytes:
    """An archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def workbook_with(rows) -> bytes:
    """A workbook as a spreadsheet program writes it."""
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def with_lying_size(data: bytes, part: bytes, claimed: int) -> bytes:
    """The same archive, in which every header says that a part unpacks to `claimed` bytes."""
    changed = bytearray(data)
    for mark, size_at, name_at in ((b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)):
        start = changed.find(mark)
        while start != -1:
            if changed[start + name_at : start + name_at + len(part)] == part:
                struct.pack_into("<I", changed, start + size_at, claimed)
            start = changed.find(mark, start + 4)
    return bytes(changed)


def empty_parts(count: int) -> bytes:
    """An archive of very many parts."""
    return workbook_of(sheet_xml(ROW), **{f"p{number}": "" for number in range(count)})


def bombs() -> dict[str, bytes]:
    """Hostile files by name; each is refused."""
    inside = sheet_xml(ROW).encode()
    big = sheet_xml(ROW, before=" " * 100_000_000)
    entity = '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;&b;">]>'
    external = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
    endless = "9" * 9_000_000
    cells = "<c/>" * 2_300_000
    wide = " ".join(f'a{number}=""' for number in range(300_000))
    return {
        "zip bomb": workbook_of(big),
        "zip bomb with a lying size": with_lying_size(
            workbook_of(big), b"xl/worksheets/sheet1.xml", 100
        ),
        "zip bomb beside the sheet": workbook_of(inside, media=b" " * 100_000_000),
        "bomb of shared texts": workbook_of(
            inside, sharedStrings=f'<sst xmlns="{MAIN}">{"<si/>" * 1_900_000}</sst>'
        ),
        "millions of empty cells": workbook_of(sheet_xml(f"<row>{cells}</row>")),
        "tag with a million attributes": workbook_of(sheet_xml(f"<row {wide}/>")),
        "endless text in a cell": workbook_of(sheet_xml(f"<row><c><v>{endless}</v></c></row>")),
        "deeply nested tags": workbook_of(sheet_xml("<a>" * 1_000_000)),
        "very many parts": empty_parts(3_000),
        "workbook in a zip": zip_of({"list.xlsx": workbook_with([["학년", "반", "번호"]])}),
        "entities": workbook_of(sheet_xml(ROW, before=entity)),
        "external entity": workbook_of(sheet_xml(ROW, before=external)),
        "row ten million": workbook_of(sheet_xml('<row r="9999999"><c><v>1</v></c></row>')),
        "column XFD": workbook_of(sheet_xml('<row r="1"><c r="XFD1"><v>1</v></c></row>')),
        "10 MB": b"1,2,3\n" * 1_700_000,
        "gzip": b"\x1f\x8b\x08" + b"\0" * 1000,
        "a million columns": b"," * 1_000_000,
        "a million columns in quotes": b'"",' * 600_000,
        "columns over many lines": b"a," + (b'"x",' * 200 + b'"\n",') * 2_000,
        "one endless cell": b"grade,class,number\n1,1," + b"9" * 1_900_000,
        "open quotation mark": b'grade,class,number\n1,1,"' + b"9\n" * 900_000,
        "very many rows": b"1,1,1\n" * 300_000,
        "NUL": b"grade,class,number\n1,\0,1\n",
        "UTF-16": "학년,반,번호\n1,1,1\n".encode("utf-16"),
        "UTF-16 without a mark": "학년,반,번호\n1,1,1\n".encode("utf-16-le"),
        "mixed encodings": "학년,반,번호\n".encode("cp949") + "학년,반,번호\n".encode(),
        "old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5000,
        "PDF": b"%PDF-1.7\n",
        "nothing": b"",
        "blanks": b"\n" * 1_900_000,
    }
