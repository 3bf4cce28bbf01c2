"""Whatever a log holds, all its rows are accounted for, or a finding says why it cannot be read."""

import gzip
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.logs_of_events import REPAIRS_CSV, REPAIRS_XES, florist_log, read_all, write_ocel
from unisono.domain.findings import Finding, Severity
from unisono.storage.logs.opening import open_log

FACTS_CSV = b"""\
kind,happened_at,actor,id,commitment,quantity,links,attributes,link:customer,attribute:priority
Promised,2026-03-02 09:00,sales,F1,S/pick,28.5,"[{""type"":""order"",""object"":""S""}]","{""a"":""b""}",C1,high
Accepted,2026-03-03T09:00+01:00,sales,,S/pick,5,,,,
"""
AWKWARD = (
    *(b'"', b'""', b",", b";", b"\n", b"\r", b"\x00", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\x1f\x8b", b"sep=;"),
    *(b"<", b">", b"/>", b"&amp;", b"&x;", b"&#0;", b"<!DOCTYPE x>", b"<![CDATA[", b"<log>", b"</log>", b"<event>"),
    *(b"{", b"}", b"[", b"]", b":", b"null", b"1e999", b'"\\u0000"', b'"\\ud800"', b'{"events":[', b'"id":7,', b"NaN"),
    *(b"2026-02-30", b"9999-12-31T23:59:59-14:00", b"9" * 40, b"x" * 3000, b"SQLite format 3\x00", b"ocel_id"),
    *(b"Promised", b"kind", b"WorkRecorded", b"_x0000_", b"_xD800_", "🚀".encode()),
)
PIECES = st.sampled_from(AWKWARD) | st.binary(max_size=10)


@cache
def logs() -> Mapping[str, bytes]:
    """Return a small log of each form by its name."""
    with TemporaryDirectory() as folder:
        for name in ("florist.json", "florist.xml", "florist.sqlite"):
            write_ocel(Path(folder) / name, florist_log())
        ocel = {path.name: path.read_bytes() for path in Path(folder).iterdir()}
    return {"repairs.csv": REPAIRS_CSV.encode(), "repairs.xes": REPAIRS_XES.encode(), "facts.csv": FACTS_CSV, **ocel}


NAMES = ("repairs.csv", "repairs.xes", "facts.csv", "florist.json", "florist.xml", "florist.sqlite")


@st.composite
def mutants(draw: st.DrawFn, content: bytes) -> bytes:
    """Return the content with some of it replaced, doubled, or left out."""
    for _ in range(draw(st.integers(1, 4))):
        place, length = draw(st.integers(0, len(content))), draw(st.sampled_from([0, 0, 1, 3, 20, 200, 5_000]))
        kept = content[place : place + length] if draw(st.booleans()) else b""
        content = content[:place] + kept + draw(PIECES) + content[place + length :]
    return content


def assert_is_for_people(findings: tuple[Finding, ...]) -> None:
    """Every finding says where, what, and what to do, in signs that can be printed."""
    for finding in findings:
        assert finding.source.file
        assert finding.remedy or finding.severity is Severity.NOTE
        for text in (finding.message, finding.value or "", finding.expected, finding.remedy, str(finding.source)):
            assert text.isprintable()


def assert_is_accounted_for(content: bytes, name: str) -> None:
    """The numbers of rows add up, and a log that is not read to its end has an error that says so."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        log = open_log(path)
        if isinstance(log, tuple):
            assert any(finding.severity is Severity.ERROR for finding in log)
            assert_is_for_people(log)
            return
        _, account = read_all(log)
        is_broken = any(finding.severity is Severity.ERROR for finding in account.findings)
        assert account.is_whole != is_broken
        assert_is_for_people(account.findings)
        assert all(item.reason and item.example and item.count for item in account.left_out)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=60)
@given(data=st.data(), is_packed=st.booleans())
def test_any_mutant_of_a_log_is_accounted_for(name: str, data: st.DataObject, *, is_packed: bool) -> None:
    """Cuts, doubled parts and awkward signs anywhere in a log cost the rows they touch, or the log; never a crash."""
    content = data.draw(mutants(logs()[name]))
    assert_is_accounted_for(gzip.compress(content, mtime=0) if is_packed else content, name)


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=12).map(b"".join), st.sampled_from(NAMES))
def test_any_bytes_are_a_log_or_findings(content: bytes, name: str) -> None:
    """Bytes that were never a log are read as one or refused."""
    assert_is_accounted_for(content, name)


@settings(max_examples=60)
@given(data=st.data())
def test_any_mutant_of_a_packed_log_is_accounted_for(data: st.DataObject) -> None:
    """A packed log that was damaged on its way is told to be damaged, or read."""
    packed = gzip.compress(logs()["repairs.xes"], mtime=0)
    assert_is_accounted_for(data.draw(mutants(packed)), "repairs.xes.gz")
