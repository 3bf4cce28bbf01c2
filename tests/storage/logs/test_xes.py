"""Logs in XES, as OpenXES, pm4py and the BPI challenges write them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.logs_of_events import REPAIRS_XES, codes_of, events_of, left_out_of, opened, read_all, write_text
from unisono.domain.logs import LogForm
from unisono.storage.logs.opening import open_log

DAY = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize("name", ["repairs.xes", "repairs.xes.gz", "repairs.xml"])
def test_events_carry_their_own_attributes_and_those_of_their_case(name: str, tmp_path: Path) -> None:
    """Events come with line, activity and time; what stands within or beside an attribute keeps a name of its own."""
    write_text(tmp_path / name, REPAIRS_XES)
    log = opened(tmp_path / name)
    assert log.form is LogForm.XES
    first, second, third = events_of(log)
    assert (first.place, first.activity, first.at) == (f"{name}:11", "take in", DAY.replace(hour=7))
    assert first.attributes == {
        "case:concept:name": "R-1",
        "case:REG_DATE": "2026-03-02T08:00:00.000+01:00",
        "concept:name": "take in",
        "lifecycle:transition": "COMPLETE",
        "time:timestamp": "2026-03-02T08:00:00.000+01:00",
        "org:resource": "Ola",
    }
    assert (second.id, second.at) == ("e-2", DAY.replace(hour=9, minute=30))
    assert {key: text for key, text in second.attributes.items() if "/" in key or key == "costs"} == {
        "concept:name/part": "chain",
        "costs": "45.50",
        "tools/tool": "pliers",
        "tools/tool#2": "oil",
    }
    assert (third.attributes, third.at) == ({"concept:name": "open shop"}, None)
    assert log.objects() == {}


def test_names_with_a_prefix_and_other_encodings_are_read(tmp_path: Path) -> None:
    """A log with a namespace prefix, in Latin-1, Windows-1250 or UTF-16, is read as any other."""
    event = '<x:event><x:string key="concept:name" value="café"/></x:event>'
    body = f'<x:log xmlns:x="urn:x"><x:trace>{event}</x:trace></x:log>'
    for number, encoding in enumerate(("iso-8859-1", "windows-1250", "utf-16", "utf-8-sig")):
        path = tmp_path / f"{number}.xes"
        declared = "utf-8" if encoding == "utf-8-sig" else encoding
        path.write_bytes(f'<?xml version="1.0" encoding="{declared}"?>{body}'.encode(encoding))
        assert [event.activity for event in events_of(opened(path))] == ["café"]


def test_events_with_wrong_times_or_strange_names_are_left_out(tmp_path: Path) -> None:
    """An event whose time cannot be read is left out with its line, and so is one with a name that cannot be kept."""
    text = REPAIRS_XES.replace("T10:30:00.000+01:00", " half past ten").replace('key="org:resource"', 'key="🚲"')
    write_text(tmp_path / "repairs.xes", text)
    log = opened(tmp_path / "repairs.xes")
    assert left_out_of(log) == {
        "has a time that cannot be read": 1,
        "has an attribute whose name cannot be kept": 1,
    }
    assert codes_of(log) == ["bad-date", "strange-name"]
    assert {item.example for item in read_all(log)[1].left_out} == {"repairs.xes:11", "repairs.xes:17"}


def test_an_event_within_an_event_costs_the_outer_one(tmp_path: Path) -> None:
    """The standard knows no events within events: the inner one is read, the outer one is told."""
    write_text(tmp_path / "repairs.xes", '<log><event><int key="a" value="1"/><event/></event><event/></log>')
    log = opened(tmp_path / "repairs.xes")
    assert [event.attributes for event in events_of(log)] == [{}, {}]
    assert left_out_of(log) == {"holds another event": 1}


def test_attributes_of_a_case_below_its_events_are_told(tmp_path: Path) -> None:
    """Events above an attribute of their case go without it, and somebody hears of it."""
    text = '<log><trace><event/><string key="region" value="north"/><event/></trace></log>'
    write_text(tmp_path / "repairs.xes", text)
    log = opened(tmp_path / "repairs.xes")
    assert [event.attributes for event in events_of(log)] == [{}, {"case:region": "north"}]
    assert codes_of(log) == ["late-case-attribute"]


@pytest.mark.parametrize(
    ("text", "code", "events"),
    [
        (REPAIRS_XES[: REPAIRS_XES.index("<float")], "broken-log", 1),
        (REPAIRS_XES.replace("</trace>", "</track>"), "broken-log", 2),
        ("<html><p>Not found</p></html>", "broken-log", 0),
        ('<?xml version="1.0" encoding="klingon"?><log/>', "broken-log", 0),
        ('<?xml version="1.0" encoding="utf-32"?><log/>', "broken-log", 0),
        ('<!DOCTYPE log [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><log><event/></log>', "document-type", 0),
        ('<!DOCTYPE log SYSTEM "file:///etc/hostname"><log><event/></log>', "document-type", 0),
        ("<log>" + "<list>" * 60, "over-limit", 0),
        ("<log><trace>" + "".join(f'<int key="a{n}" value="1"/>' for n in range(1_001)), "over-limit", 0),
        ('<log><event><string key="a" value="' + "a" * (9 << 20), "over-limit", 0),
    ],
)
def test_a_log_that_breaks_off_or_is_hostile_says_so(text: str, code: str, events: int, tmp_path: Path) -> None:
    """What came before a break is read, the account says that the rest is not, and nothing fills the memory."""
    write_text(tmp_path / "repairs.xes", text)
    log = opened(tmp_path / "repairs.xes")
    said, account = read_all(log)
    assert len(said) == events
    assert not account.is_whole
    assert codes_of(log) == [code]


def test_a_packed_log_that_is_cut_off_says_so(tmp_path: Path) -> None:
    """A download that stopped half way is not taken for the whole log."""
    write_text(tmp_path / "repairs.xes.gz", REPAIRS_XES)
    whole = (tmp_path / "repairs.xes.gz").read_bytes()
    (tmp_path / "repairs.xes.gz").write_bytes(whole[: len(whole) * 3 // 4])
    refused = open_log(tmp_path / "repairs.xes.gz")
    assert isinstance(refused, tuple)
    assert [finding.code for finding in refused] == ["broken-log"]
