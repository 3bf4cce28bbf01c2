"""Whatever stands in a company's files, a person gets findings or a company, never a traceback."""

import zipfile
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.command_line import unisono
from tests.companies import bakery
from unisono.domain.company import TABLES, Company
from unisono.domain.findings import Finding, Severity
from unisono.domain.policy import Policy
from unisono.storage.reading.cells import Customs, parser
from unisono.storage.reading.company import LISTS, read_company
from unisono.storage.reading.delimited import read_delimited
from unisono.storage.reading.fields import fields_of
from unisono.storage.reading.finding_log import FindingLog
from unisono.storage.reading.heads import Head, read_policy
from unisono.storage.reading.numbers import Notation
from unisono.storage.reading.toml_files import read_toml
from unisono.storage.reading.troubles import Trouble
from unisono.storage.samples import sample_names, sample_path
from unisono.storage.writing import folder_files, workbook_bytes

FILES = folder_files(bakery())
AWKWARD = (
    *('"', '""', "'", '"""', ",", ";", "\t", "\n", "\r", "\r\n", "\n\n", "\x00", "\x1a", "\x1b[0m", "\ufeff", "\u2028"),
    *("=1+1", "@x", "-", "1e999", "-1e-999", "NaN", "inf", "9" * 400, "1,234", "1.234.567", "€ 5", "0x1F", "١٢"),
    *("2026-02-30", "9999-12-31", "0001-01-01T00:00+14:00", "24:00", "99:99", "2026-03-29T02:30", "2026-W01"),
    *(
        "[[",
        "]]",
        "[",
        "]",
        "{",
        "}",
        "=",
        ".",
        "a.b.c = 1",
        "[a]\n",
        "[[rule]]\n",
        "#",
        "'''",
        "\\u0000",
        "1979-05-27",
    ),
    *("id", "quantity", "sep=;", "yes", "gold", "é", "😀", "\u202e", "x" * 3000),
)
WICKED_XML = (
    *('t="s"', 't="e"', 't="b"', 't="d"', 't="n"', 't="inlineStr"', 'r="A1"', 'r="XFD1048576"', 'r=""', 's="99999"'),
    *("<c/>", "<row/>", "</row>", "<v>1e400</v>", "<v>-1</v>", "<v>nan</v>", "<v/>", "<f>1/0</f>", "<v>#REF!</v>"),
    *("&amp;", "&#0;", "&x;", "<!DOCTYPE x>", "<![CDATA[", "]]>", "<!--", "<", ">", '"', "<v>2958466</v>", 'x:y="z"'),
    *('ref="A1:XFD1048576"', 'numFmtId="14"', 'numFmtId="99999999999"', 'date1904="1"', 'encoding="UTF-16"', "\x00"),
)
PIECES = st.one_of(
    st.sampled_from(AWKWARD).map(str.encode),
    st.binary(max_size=12),
    st.sampled_from([b"\xff\xfe", b"\xef\xbb\xbf", b"\xff", b"\xc3", b"\xed\xa0\x80", b"PK\x03\x04", b"\xff\xd8\xff"]),
)


@st.composite
def mutants(draw: st.DrawFn, content: bytes, pieces: st.SearchStrategy[bytes]) -> bytes:
    """Return the content with some of it replaced, doubled, or left out."""
    for _ in range(draw(st.integers(1, 4))):
        place, length = draw(st.integers(0, len(content))), draw(st.sampled_from([0, 0, 1, 3, 20, 200, 100_000]))
        kept = content[place : place + length] if draw(st.booleans()) else b""
        content = content[:place] + kept + draw(pieces) + content[place + length :]
    return content


def assert_is_for_people(findings: tuple[Finding, ...]) -> None:
    """Every finding says where, what and what to do, shortly and in signs that can be printed."""
    for finding in findings:
        assert finding.source.file
        assert finding.message
        assert finding.remedy or finding.severity is Severity.NOTE
        for text in (finding.message, finding.value or "", finding.expected, finding.remedy, str(finding.source)):
            assert text.isprintable()
            assert len(text) <= 1_000


def assert_is_answered(path: Path) -> None:
    """The company is read, or errors say why not."""
    reading = read_company(path)
    assert (reading.snapshot is None) == any(finding.severity is Severity.ERROR for finding in reading.findings)
    assert_is_for_people(reading.findings)


@settings(max_examples=60)
@given(st.data())
def test_any_mutant_of_the_files_is_answered(data: st.DataObject) -> None:
    """Cuts, doubled parts, wrong bytes and awkward signs anywhere in the files end in findings."""
    files = dict(FILES)
    for name in data.draw(st.sets(st.sampled_from(sorted(files)), min_size=1, max_size=2)):
        files[name] = data.draw(mutants(files[name], PIECES))
    with TemporaryDirectory() as folder:
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content)
        assert_is_answered(Path(folder))


@settings(max_examples=200)
@given(st.lists(PIECES, max_size=12).map(b"".join), st.sampled_from(sorted(TABLES)))
def test_any_bytes_are_a_table_or_findings_in_their_line(content: bytes, name: str) -> None:
    """Bytes that were never a table are read as one or reported; what is wrong in a line names that line."""
    log = FindingLog(limit=None)
    columns = {field.name for field in fields_of(TABLES[name])}
    sheet = read_delimited(content, f"{name}.csv", columns=columns, delimiter="", report=log.add)
    findings = log.findings(())
    assert_is_for_people(findings)
    if sheet is None:
        assert findings
        return
    last = content.count(b"\n") + content.count(b"\r") + 1
    places = [sheet.header_line, *(line for line, _ in sheet.rows), *(finding.source.line for finding in findings)]
    assert all(line is not None and 1 <= line <= last for line in places)


@settings(max_examples=200)
@given(st.lists(st.sampled_from(AWKWARD) | st.text(max_size=8), max_size=12).map("".join))
def test_any_text_is_a_policy_or_findings_in_their_line(text: str) -> None:
    """A text that was never TOML is read as settings or reported with its line."""
    log = FindingLog(limit=None)
    settings_read = read_toml(text.encode(errors="ignore"), "policy.toml", log.add)
    if settings_read is None:
        findings = log.findings(())
        assert findings
        assert all(finding.source.line is not None for finding in findings)
    else:
        read_policy(settings_read, Head(), log.add)
    assert_is_for_people(log.findings(()))


RAW = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([10**400, -(16**5000), 2**63]),
    st.floats(),
    st.decimals().filter(lambda number: not number.is_snan()),
    st.dates(),
    st.datetimes(),
    st.datetimes(timezones=st.timezones()),
    st.times(),
    st.timedeltas(),
    st.sampled_from(AWKWARD),
    st.text(max_size=30),
    st.sampled_from([date.max, date.min, datetime.max, datetime.min, time.max, timedelta.max, timedelta.min]),  # noqa: DTZ901 - a spreadsheet knows no zone
)
COLUMNS = [field for row_type in (*TABLES.values(), *LISTS.values(), Company, Policy) for field in fields_of(row_type)]


@settings(max_examples=500)
@given(RAW, st.sampled_from(COLUMNS), st.sampled_from([".", ","]), st.sampled_from(["Europe/Warsaw", "Asia/Beirut"]))
def test_any_cell_is_a_value_or_a_trouble(raw: Any, field: Any, mark: Any, zone: str) -> None:  # noqa: ANN401 - any cell
    """Whatever value a file, a spreadsheet or TOML puts into a cell, it is read as the column's kind or refused."""
    value = parser(field, Customs(notation=Notation(mark=mark, currency="EUR"), zone=ZoneInfo(zone)))(raw)
    if not isinstance(value, Trouble):
        assert value == field.default or isinstance(value, field.kind)
        assert not isinstance(value, Decimal) or value.is_finite()


@cache
def workbook_parts() -> dict[str, bytes]:
    """Return the parts of the bakery's workbook by name."""
    with zipfile.ZipFile(BytesIO(workbook_bytes(bakery()))) as archive:
        return {item.filename: archive.read(item) for item in archive.infolist()}


@settings(max_examples=60)
@given(st.data())
def test_any_mutant_of_a_workbooks_xml_is_answered(data: st.DataObject) -> None:
    """Wicked XML in any part of a workbook ends in findings, not in a crash of what reads it."""
    content = dict(workbook_parts())
    for name in data.draw(st.sets(st.sampled_from(sorted(content)), min_size=1, max_size=3)):
        pieces = st.lists(st.sampled_from(WICKED_XML), min_size=1, max_size=3).map(" ".join).map(str.encode)
        content[name] = data.draw(mutants(content[name], pieces))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bakery.xlsx"
        with zipfile.ZipFile(path, "w") as archive:
            for name, part in content.items():
                archive.writestr(name, part)
        assert_is_answered(path)


@pytest.mark.parametrize("sample", sample_names())
@settings(max_examples=4)
@given(data=st.data())
def test_checking_a_mutant_of_a_sample_ends_with_an_answer(sample: str, data: st.DataObject) -> None:
    """`unisono check` on a sample with anything in it ends with 0 or 1, and says something."""
    files = {path.name: path.read_bytes() for path in sample_path(sample).iterdir() if path.suffix in (".csv", ".toml")}
    for name in data.draw(st.sets(st.sampled_from(sorted(files)), min_size=1, max_size=2)):
        files[name] = data.draw(mutants(files[name], PIECES))
    with TemporaryDirectory() as folder:
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content)
        told = unisono("check", folder, "--json")
    assert told.code in (0, 1)
    assert told.document["format"] == "unisono-findings/1"
