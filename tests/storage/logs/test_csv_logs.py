"""Logs in CSV, as Disco, Celonis, pm4py and spreadsheets write them."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from docs.generate import facts_page
from tests.logs_of_events import REPAIRS_CSV, codes_of, events_of, left_out_of, opened, read_all, write_text
from unisono.domain.acts.commitments import Promised
from unisono.domain.facts import Fact
from unisono.domain.findings import Severity
from unisono.domain.logs import LogForm
from unisono.storage.logs.opening import open_log


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["repairs.csv", "repairs.csv.gz", "repairs.txt"])
def test_a_row_is_an_event_whatever_stands_between_its_cells(name: str, separator: str, tmp_path: Path) -> None:
    """Rows are read with their line, every column under its name, packed or not, whatever the separator."""
    write_text(tmp_path / name, REPAIRS_CSV.replace(",", separator))
    log = opened(tmp_path / name)
    assert log.form is LogForm.CSV
    assert log.columns == ("case", "activity", "end", "who", "costs")
    events = events_of(log)
    assert [event.place for event in events] == [f"{name}:{line}" for line in (2, 3, 4)]
    assert events[1].attributes == {
        "case": "R-1",
        "activity": "repair",
        "end": "2026-03-02 10:30:00+01:00",
        "who": "Jan",
        "costs": "45.50",
    }
    assert events[1].at is None
    assert log.objects() == {}


def test_a_spreadsheets_marks_are_no_part_of_the_text(tmp_path: Path) -> None:
    """A byte order mark, Windows line ends, blank lines and `sep=;` are what spreadsheets add."""
    text = "\ufeffsep=;\r\n\r\ncase;activity\r\nR-1;zażółć\r\n\r\nR-2;two\nlines\r\n".replace(
        "two\nlines", '"two\nlines"'
    )
    write_text(tmp_path / "repairs.csv", text)
    events = events_of(opened(tmp_path / "repairs.csv"))
    assert [(event.place, event.attributes["activity"]) for event in events] == [
        ("repairs.csv:4", "zażółć"),
        ("repairs.csv:6", "two\nlines"),
    ]


def test_columns_without_a_name_or_with_one_that_is_taken_are_kept(tmp_path: Path) -> None:
    """No column is lost because its name is empty or comes twice."""
    write_text(tmp_path / "repairs.csv", "case,,case\nR-1,a,b\n")
    assert events_of(opened(tmp_path / "repairs.csv"))[0].attributes == {"case": "R-1", "column 2": "a", "case'": "b"}


def test_rows_that_cannot_be_read_are_left_out_with_their_reason(tmp_path: Path) -> None:
    """Short rows, long rows, open quotes, wrong bytes and endless lines are told; the rows between them are read."""
    rows = [
        b"case,activity",
        b"R-1,take in",
        b"R-2",
        b"R-3,repair,45",
        b'R-4,"re"pair',
        b"R-5,\xb3ata",
        b"R-6,nul\x00",
        b"R-7," + b"x" * 300_000,
        b"R-8,hand over",
    ]
    path = tmp_path / "repairs.csv"
    path.write_bytes(b"\n".join(rows))
    log = opened(path)
    assert [event.place for event in events_of(log)] == ["repairs.csv:2", "repairs.csv:9"]
    assert left_out_of(log) == {
        "has fewer cells than the header": 1,
        "has more cells than the header": 1,
        "has a quotation mark in the wrong place": 1,
        "holds bytes that are no UTF-8 text": 2,
        "is too long": 1,
    }
    _, account = read_all(log)
    assert account.is_whole
    assert {finding.severity for finding in account.findings} == {Severity.WARNING}
    assert [item.example for item in account.left_out if item.reason == "is too long"] == ["repairs.csv:8"]


def test_a_file_of_open_quotes_is_given_up_in_time(tmp_path: Path) -> None:
    """After a hundred rows with broken quotes the file is told to be broken, not read on for hours."""
    write_text(tmp_path / "repairs.csv", "case,activity\n" + 'R-1,"a"b\n' * 150)
    log = opened(tmp_path / "repairs.csv")
    _, account = read_all(log)
    assert not account.is_whole
    assert left_out_of(log)["has a quotation mark in the wrong place"] >= 99


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no-header"),
        (b"\n \n", "no-header"),
        (b'case,"act"ivity\n', "no-header"),
        (b'case,"activity\n', "no-header"),
        (b"ca\xffse,activity\n", "not-utf-8"),
        ("case,🚀\n".encode(), "no-header"),
        (b",".join(b"c%d" % number for number in range(1_001)), "over-limit"),
        ("case,activity".encode("utf-16"), "not-utf-8"),
        (b"PK\x03\x04", "not-text"),
        (b"\x89PNG", "not-text"),
        (b"\x1f\x8b\x08\x00broken", "broken-log"),
    ],
)
def test_a_file_without_a_header_that_can_be_read_is_refused(content: bytes, code: str, tmp_path: Path) -> None:
    """What is no table is one finding that says what it is instead."""
    (tmp_path / "repairs.csv").write_bytes(content)
    refused = open_log(tmp_path / "repairs.csv")
    assert isinstance(refused, tuple)
    assert [finding.code for finding in refused] == [code]


def test_facts_are_known_by_their_header(tmp_path: Path) -> None:
    """A table with kind, time and party is one of facts; rows that say none are left out with line and column."""
    write_text(
        tmp_path / "promises.csv",
        "Actor;Happened at;KIND;due;commitment\n"
        "sales;2026-03-02 09:00;Promised;2026-03-06 17:00;SO-1/promise\n"
        "sales;2026-03-02 09:00;Sold;;SO-1/promise\n"
        "sales;2026-03-02 09:00;Promised;Friday;SO-1/promise\n"
        "sales;2026-03-02 09:00;Promised;2026-03-06 17:00;SO-1/promise\n",
    )
    log = open_log(tmp_path / "promises.csv", zone=ZoneInfo("Europe/Warsaw"))
    assert not isinstance(log, tuple)
    assert log.form is LogForm.FACTS
    facts, account = read_all(log)
    assert [fact.act for fact in facts if isinstance(fact, Fact)] == [
        Promised(due=datetime(2026, 3, 6, 16, tzinfo=UTC)),
        Promised(due=datetime(2026, 3, 6, 16, tzinfo=UTC)),
    ]
    assert len({fact.id for fact in facts}) == 2
    assert [(item.reason, item.example) for item in account.left_out] == [
        ("due is not a time", "promises.csv:4"),
        ("kind is no kind of fact", "promises.csv:3"),
    ]
    assert [str(finding.source) for finding in account.findings] == [
        "promises.csv:3 (kind)",
        "promises.csv:4 (due)",
        "promises.csv",
    ]
    assert codes_of(log) == ["not-a-fact", "times-without-zone"]


def test_the_example_in_the_reference_can_be_imported(tmp_path: Path) -> None:
    """Whoever copies the rows of `facts.csv` from the reference gets facts from every one of them."""
    example = facts_page().partition("```text\n")[2].partition("```")[0]
    write_text(tmp_path / "facts.csv", example)
    facts, account = read_all(opened(tmp_path / "facts.csv"))
    assert [fact.kind for fact in facts if isinstance(fact, Fact)] == ["Requested", "Promised"]
    assert account.left_out == ()


def test_a_file_may_be_read_again(tmp_path: Path) -> None:
    """Reading a log a second time gives the same events, ids and account."""
    write_text(
        tmp_path / "promises.csv", "kind,happened_at,actor\nPromised,2026-03-02,sales\nPromised,2026-03-02,sales\n"
    )
    log = opened(tmp_path / "promises.csv")
    assert read_all(log) == read_all(log)
