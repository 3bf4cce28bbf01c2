"""Logs that Unisono writes are what the standards ask for, so that other programs read them."""

import json
import sqlite3
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.logs_of_events import opened
from unisono.domain.acts.commitments import Delivered, Needed, Promised, Requested
from unisono.domain.acts.plans import SnapshotImported
from unisono.domain.acts.work import WorkRecorded
from unisono.domain.facts import Act, Actor, Entry, Fact, Link, Medium, Origin
from unisono.domain.logs import LogForm, LogLink
from unisono.storage.logs.writing import form_of, write_log

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def ledger_of_the_bakery() -> Iterator[Entry]:
    """Yield what happened to an order of the Thorn Bakery: two commitments, and some work."""
    acts: list[tuple[str, Act, tuple[Link, ...]]] = [
        ("", SnapshotImported(snapshot="9f86", as_of=NOON), ()),
        ("SO-1/produce", Requested(requester="sales", performer="ovens"), (Link(type="order", object="SO-1"),)),
        ("SO-1/pick", Requested(requester="sales", performer="logistics"), (Link(type="order", object="SO-1"),)),
        ("SO-1/pick", Needed(needs="SO-1/produce"), ()),
        ("SO-1/pick", Promised(due=NOON), (Link(type="customer", object="SO-1", qualifier="buyer"),)),
        ("", WorkRecorded(activity="Clean oven", subject="case-7"), (Link(type="case", object="case-7"),)),
        ("SO-1/produce", Delivered(handover="1", is_last=True), ()),
    ]
    for position, (commitment, act, links) in enumerate(acts, start=1):
        yield Entry(
            position=position,
            recorded_at=NOON,
            fact=Fact(
                id=f"F{position}",
                happened_at=NOON,
                actor=Actor(party="sales", person="Ewa"),
                origin=Origin(medium=Medium.COMMAND),
                act=act,
                commitment=commitment,
                links=links,
            ),
        )


def written(folder: Path, name: str) -> Path:
    """Return the path of the bakery's facts in the form that a name says."""
    form = form_of(Path(name))
    assert form is not None
    assert write_log(folder / name, ledger_of_the_bakery(), form) == 7
    return folder / name


def test_json_has_the_shape_of_the_standard(tmp_path: Path) -> None:
    """Types declare their attributes, values are texts, and events and objects refer to what is there."""
    log = json.loads(written(tmp_path, "facts.json").read_text())
    assert list(log) == ["objectTypes", "eventTypes", "objects", "events"]
    declared = {kind["name"]: {item["name"] for item in kind["attributes"]} for kind in log["eventTypes"]}
    assert {item["type"] for kind in log["eventTypes"] for item in kind["attributes"]} == {
        "string",
        "time",
        "integer",
        "float",
        "boolean",
    }
    objects = {item["id"]: item["type"] for item in log["objects"]}
    assert set(objects.values()) <= {kind["name"] for kind in log["objectTypes"]}
    for event in log["events"]:
        assert set(event) == {"id", "type", "time", "attributes", "relationships"}
        assert {item["name"] for item in event["attributes"]} <= declared[event["type"]]
        assert all(isinstance(item["value"], str) for item in event["attributes"])
        assert event["relationships"]
        assert {item["objectId"] for item in event["relationships"]} <= set(objects)
    last = {item["name"]: item["value"] for item in log["events"][-1]["attributes"]}
    assert last["is_last"] == "true"


def test_xml_has_the_shape_of_the_standard(tmp_path: Path) -> None:
    """The four sections stand in their order, and events refer to types, attributes and objects that are declared."""
    log = ET.parse(written(tmp_path, "facts.xml")).getroot()  # noqa: S314 - it was written here
    assert [section.tag for section in log] == ["object-types", "event-types", "objects", "events"]
    declared = {
        kind.get("name"): {item.get("name") for item in kind.iter("attribute")}
        for kind in log.iterfind("event-types/*")
    }
    objects = {item.get("id") for item in log.iterfind("objects/object")}
    types = {kind.get("name") for kind in log.iterfind("object-types/*")}
    assert {item.get("type") for item in log.iterfind("objects/object")} <= types
    for event in log.iterfind("events/event"):
        assert [part.tag for part in event] == ["attributes", "objects"]
        assert {item.get("name") for item in event.iter("attribute")} <= declared[event.get("type")]
        assert {item.get("object-id") for item in event.iter("relationship")} <= objects


def test_sqlite_has_the_tables_of_the_standard(tmp_path: Path) -> None:
    """Every type has its table, keys hold, and every event has its row with a time."""
    with closing(sqlite3.connect(written(tmp_path, "facts.sqlite"))) as database:
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert {"event", "object", "event_object", "object_object", "event_map_type", "object_map_type"} <= tables
        for kind in ("event", "object"):
            mapped = dict(database.execute(f"SELECT ocel_type, ocel_type_map FROM {kind}_map_type"))  # noqa: S608 - fixed names
            used = {name for (name,) in database.execute(f"SELECT DISTINCT ocel_type FROM {kind}")}  # noqa: S608 - fixed names
            assert used == set(mapped)
            assert {f"{kind}_{name}" for name in mapped.values()} <= tables
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("SELECT ocel_time FROM event_Promised").fetchall() == [("2026-03-02T12:00:00Z",)]


@pytest.mark.parametrize("name", ["facts.json", "facts.xml", "facts.sqlite"])
def test_commitments_are_objects_that_lead_to_those_they_need(name: str, tmp_path: Path) -> None:
    """Another program sees which commitment waits for which, and objects of one name and two types are two."""
    objects = opened(written(tmp_path, name)).objects()
    assert objects["commitment:SO-1/pick"].links == (
        LogLink(object="commitment:SO-1/produce", qualifier="needs (input)"),
    )
    assert {item.type for item in objects.values()} == {"party", "commitment", "order", "customer", "case"}
    assert {"order:SO-1", "customer:SO-1"} <= set(objects)


def test_xes_has_a_trace_for_each_commitment_or_case(tmp_path: Path) -> None:
    """Programs that know cases find the commitments as cases, events in their order, under the names they look for."""
    log = ET.parse(written(tmp_path, "facts.xes")).getroot()  # noqa: S314 - it was written here
    space = "{http://www.xes-standard.org/}"
    traces = [
        [item.get("value") for item in trace.iter(f"{space}string") if item.get("key") == "concept:name"]
        for trace in log.iterfind(f"{space}trace")
    ]
    assert traces == [
        ["F1", "SnapshotImported"],
        ["SO-1/produce", "Requested", "Delivered"],
        ["SO-1/pick", "Requested", "Needed", "Promised"],
        ["case-7", "Clean oven"],
    ]
    for event in log.iter(f"{space}event"):
        keys = [item.get("key") for item in event]
        assert len(keys) == len(set(keys))
        assert {"concept:name", "time:timestamp", "org:group", "org:resource"} <= set(keys)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("facts.csv", LogForm.FACTS),
        ("FACTS.CSV.GZ", LogForm.FACTS),
        ("facts.xes.gz", LogForm.XES),
        ("facts.sqlite", LogForm.OCEL_SQLITE),
        ("facts.sqlite.gz", None),
        ("facts.jsonocel", LogForm.OCEL_JSON),
        ("facts.xmlocel", LogForm.OCEL_XML),
        ("facts.xlsx", None),
        ("facts", None),
    ],
)
def test_the_ending_of_a_name_says_the_form(name: str, form: LogForm | None) -> None:
    """A user chooses the form by the name of the file."""
    assert form_of(Path(name)) is form


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    """An export that fails half way leaves the older file as it was, and nothing beside it."""
    path = written(tmp_path, "facts.csv")
    before = path.read_bytes()

    def failing() -> Iterator[Entry]:
        yield from ledger_of_the_bakery()
        raise RuntimeError("the ledger is gone")

    for name in ("facts.csv", "facts.xes", "facts.sqlite", "facts.json"):
        form = form_of(Path(name))
        assert form is not None
        with pytest.raises(RuntimeError, match="the ledger is gone"):
            write_log(tmp_path / name, failing(), form)
    assert path.read_bytes() == before
    assert [item.name for item in tmp_path.iterdir()] == ["facts.csv"]


def test_equal_facts_make_equal_files(tmp_path: Path) -> None:
    """Exporting twice gives the same bytes, packed or not."""
    for name in ("facts.csv", "facts.csv.gz", "facts.xes.gz", "facts.json", "facts.xml", "facts.sqlite"):
        first = written(tmp_path, name).read_bytes()
        assert written(tmp_path, name).read_bytes() == first
