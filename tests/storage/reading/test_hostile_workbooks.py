"""Workbooks that claim, hide or repeat more than any memory holds: each is one clear finding before it is opened."""

import zipfile
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from tests.companies import bakery
from unisono.domain.findings import Finding, Severity
from unisono.storage.reading.company import read_company
from unisono.storage.reading.hashing import content_hash
from unisono.storage.writing import workbook_bytes

Parts = dict[str, bytes]
SHEET = "xl/worksheets/sheet9.xml"
TEXTS = "xl/sharedStrings.xml"
LAUGHS = (
    b"""<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>"""
)


def parts() -> Parts:
    """Return the parts of the bakery's workbook by name."""
    with zipfile.ZipFile(BytesIO(workbook_bytes(bakery()))) as archive:
        return {item.filename: archive.read(item) for item in archive.infolist()}


def packed(content: Parts, packing: int = zipfile.ZIP_STORED) -> bytes:
    """Return the parts as a workbook."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return stream.getvalue()


def with_part(name: str, edit: Callable[[bytes], bytes]) -> bytes:
    """Return the bakery's workbook with one part edited."""
    content = parts()
    content[name] = edit(content[name])
    return packed(content)


def with_cells(cells: bytes) -> bytes:
    """Return the bakery's workbook with more rows in one of its sheets."""
    return with_part(SHEET, lambda data: data.replace(b"</sheetData>", cells + b"</sheetData>"))


def with_header(data: bytes, name: str, place: int, value: int, width: int = 4) -> bytes:
    """Return a workbook in which the directory of the archive says something else of a part.

    `place` counts from the beginning of its entry: 8 the flags, 10 the packing, 24 the size.
    """
    end = data.index(name.encode(), data.index(b"PK\x01\x02"))
    start = end - 46 + place
    return data[:start] + value.to_bytes(width, "little") + data[start + width :]


def the_error(folder: Path, content: bytes) -> Finding:
    """Return the one error about a workbook."""
    (folder / "bakery.xlsx").write_bytes(content)
    reading = read_company(folder / "bakery.xlsx")
    (error,) = [finding for finding in reading.findings if finding.severity is Severity.ERROR]
    assert reading.snapshot is None
    assert error.source.file
    assert error.expected
    assert error.remedy
    return error


def test_the_measured_workbook_is_the_workbook(tmp_path: Path) -> None:
    """Measuring changes nothing: the bakery's workbook, packed again, gives the bakery's data."""
    (tmp_path / "bakery.xlsx").write_bytes(packed(parts()))
    reading = read_company(tmp_path / "bakery.xlsx")
    assert reading.findings == ()
    assert reading.snapshot is not None
    assert reading.snapshot.content_hash == content_hash(bakery())


@pytest.mark.parametrize(
    ("cells", "what"),
    [
        (b'<row r="1048577"><c r="A1048577"><v>1</v></c></row>', "rows"),
        (b'<row r="9999999"><c r="A9999999"><v>1</v></c></row>', "rows"),
        (b'<row r="90"><c r="XFE90"><v>1</v></c></row>', "columns"),
        (b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "cells"),
        (b"<row r = '1048576'><c  r = 'XFD1048576'><v>1</v></c></row>", "cells"),
        (b'<row r="1000000"><c><v>1</v></c></row><row>' + b"<c/>" * 21 + b"</row>", "cells"),
        (b'<x:row xmlns:x="y" r="1048576"><x:c r="XFD1048576"/></x:row>', "cells"),
    ],
    ids=["rows", "many-rows", "columns", "corner", "blanks", "unplaced", "prefixed"],
)
def test_a_claim_of_more_cells_than_fit_is_refused(tmp_path: Path, cells: bytes, what: str) -> None:
    """One cell far out makes a sheet of billions, however it is written; it is told with the sheet."""
    error = the_error(tmp_path, with_cells(cells))
    assert error.code == "over-limit"
    assert f" {what};" in error.message


@pytest.mark.parametrize(
    "cells",
    [
        b'<row r="0"><c r="A0"/></row>',
        b'<row r="-1"/>',
        b'<row r="7"><c r="7"/></row>',
        b'<row r="7"><c r="A\xd9\xa7"/></row>',
        b"<row><c></row>",
        b"<a>" * 200,
        b"<a>" * 101 + b"</a>" * 101,
        b'<a b="' + b"x" * (6 << 20) + b'"/>',
        b"<!--" + b"<" * (6 << 20) + b"-->",
        b"&endless;",
    ],
    ids=["zero", "minus", "no-column", "digits", "unclosed", "open", "deep", "attribute", "comment", "entity"],
)
def test_sheets_that_no_spreadsheet_writes_are_damaged(tmp_path: Path, cells: bytes) -> None:
    """Places that no sheet has, endless tags and deep nesting are told as damage, not searched for a meaning."""
    assert the_error(tmp_path, with_cells(cells)).code == "bad-workbook"


def test_a_sheets_own_word_about_its_size_does_not_count(tmp_path: Path) -> None:
    """A sheet that says it reaches to the last corner, and does not, is read as it is."""
    whole = with_part(SHEET, lambda data: data.replace(b"<dimension ref=", b'<dimension ref="A1:XFD1048576" x='))
    (tmp_path / "bakery.xlsx").write_bytes(whole)
    assert read_company(tmp_path / "bakery.xlsx").snapshot is not None


def test_one_long_text_in_many_cells_is_refused(tmp_path: Path) -> None:
    """A text of a megabyte that six hundred cells share would be six hundred megabytes."""
    content = parts()
    number = content[TEXTS].count(b"<si>")
    content[TEXTS] = content[TEXTS].replace(b"</sst>", b"<si><t>" + b"x" * (1 << 20) + b"</t></si></sst>")
    cells = b"".join(b'<c t="s"><v>%d</v></c>' % number for _ in range(600))
    content[SHEET] = content[SHEET].replace(b"</sheetData>", b'<row r="900">' + cells + b"</row></sheetData>")
    error = the_error(tmp_path, packed(content))
    assert error.code == "over-limit"
    assert "512 MB of text" in error.message


@pytest.mark.parametrize("part", [SHEET, TEXTS, "xl/workbook.xml", "xl/styles.xml"])
def test_entities_are_never_expanded(tmp_path: Path, part: str) -> None:
    """XML that declares entities, which could grow without end, is refused wherever it stands."""
    laughing = with_part(part, lambda data: data.replace(b"?>", b"?>" + LAUGHS, 1))
    assert the_error(tmp_path, laughing).code == "bad-workbook"


def test_a_bomb_is_refused_by_what_it_would_be(tmp_path: Path) -> None:
    """A workbook whose parts would unpack to gigabytes is refused with that size."""
    error = the_error(tmp_path, with_header(packed(parts()), SHEET, 24, 3 << 30))
    assert error.code == "over-limit"
    assert "512 MB when unpacked; this one has 3,07" in error.message


def test_a_part_packed_more_than_a_hundredfold_is_refused(tmp_path: Path) -> None:
    """Forty megabytes of blanks in a few kilobytes are no honest sheet, whatever is allowed to a large one."""
    content = parts()
    content[SHEET] += b" " * (40 << 20)
    error = the_error(tmp_path, packed(content, zipfile.ZIP_DEFLATED))
    assert error.code == "over-limit"
    assert "100 times its size when unpacked" in error.message


def test_a_part_that_hides_its_size_gets_no_further_than_it_says(tmp_path: Path) -> None:
    """A part that unpacks to more than the archive says is damaged."""
    hiding = with_part(SHEET, lambda data: data + b" " * (1 << 20))
    size = len(parts()[SHEET])
    assert the_error(tmp_path, with_header(hiding, SHEET, 24, size)).code == "bad-workbook"


def test_a_workbook_of_thousands_of_parts_is_refused(tmp_path: Path) -> None:
    """More parts than any workbook has are counted before the archive is opened."""
    error = the_error(tmp_path, packed({**parts(), **{f"xl/media/{number}.png": b"" for number in range(1_000)}}))
    assert error.code == "over-limit"
    assert "1,000 parts" in error.message


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_damaged(tmp_path: Path) -> None:
    """Where two programs could read two different sheets, none is read."""
    stream = BytesIO(packed(parts()))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(SHEET.upper(), b"<worksheet/>")
        archive.writestr(SHEET.replace("sheet9.xml", "SHEET9.xml"), b"<worksheet/>")
    assert the_error(tmp_path, stream.getvalue()).code == "bad-workbook"


@pytest.mark.parametrize(("place", "value"), [(8, 1), (10, 12), (10, 14), (10, 99)])
def test_locked_or_strangely_packed_parts_are_damaged(tmp_path: Path, place: int, value: int) -> None:
    """A part with a password, or packed as no spreadsheet does, is not opened."""
    assert the_error(tmp_path, with_header(packed(parts()), SHEET, place, value, 2)).code == "bad-workbook"


def test_a_password_is_told_as_such(tmp_path: Path) -> None:
    """A workbook saved with a password is another kind of file inside; so is one of before 2007."""
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert "password" in the_error(tmp_path, old + "EncryptedPackage".encode("utf-16-le")).message
    assert "XLS." in the_error(tmp_path, old).message


@pytest.mark.parametrize("share", [0.01, 0.2, 0.5, 0.9, 0.999])
def test_a_workbook_cut_short_is_damaged(tmp_path: Path, share: float) -> None:
    """A workbook of which the end is missing is told once."""
    whole = packed(parts())
    assert the_error(tmp_path, whole[: int(len(whole) * share)]).code == "bad-workbook"


def test_a_workbook_larger_than_any_is_not_read(tmp_path: Path) -> None:
    """A file of more than 64 MB is refused by its size."""
    path = tmp_path / "bakery.xlsx"
    path.write_bytes(packed(parts()))
    with path.open("r+b") as stream:
        stream.truncate(65 << 20)
    (error,) = read_company(path).findings
    assert (error.code, "64 MB" in error.message) == ("over-limit", True)


def test_formulas_and_links_count_by_their_last_value(tmp_path: Path) -> None:
    """A formula, also one that points to another file, is read as the value it had when the workbook was saved."""
    content = parts()
    number = content["xl/workbook.xml"].partition(b'name="stock" sheetId="')[2].partition(b'"')[0].decode()
    stock = f"xl/worksheets/sheet{number}.xml"
    header, end = content[stock].partition(b"</row>")[0], content[stock].partition(b"</sheetData>")[2]
    row = b'<row r="2"><c r="A2" t="str"><v>rye-loaf</v></c><c r="B2" t="inlineStr"><is><t>own</t></is></c>'
    formula = b"<c r=\"C2\"><f>'file:///etc/[hosts.xlsx]Sheet1'!A1</f><v>7</v></c></row></sheetData>"
    content[stock] = header + b"</row>" + row + formula + end
    (tmp_path / "bakery.xlsx").write_bytes(packed(content))
    snapshot = read_company(tmp_path / "bakery.xlsx").snapshot
    assert snapshot is not None
    assert [(item.product, item.quantity) for item in snapshot.stock] == [("rye-loaf", Decimal(7))]
