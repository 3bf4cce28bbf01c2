"""Logs in OCEL 2.0, as pm4py, ocelot and others write them, in all three forms."""

import copy
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.logs_of_events import (
    OcelLog,
    codes_of,
    events_of,
    florist_log,
    left_out_of,
    opened,
    read_all,
    write_ocel,
)
from unisono.domain.logs import MISSING_OBJECT, LogForm, LogLink
from unisono.storage.logs.opening import open_log

FORMS = {"florist.json": LogForm.OCEL_JSON, "florist.xml": LogForm.OCEL_XML, "florist.sqlite": LogForm.OCEL_SQLITE}


@pytest.fixture(params=FORMS)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return the path of a log in each of the three forms."""
    return tmp_path / str(request.param)


def test_events_come_with_time_attributes_and_objects(path: Path) -> None:
    """Every event comes with its type, time, attributes and the objects that it is about."""
    write_ocel(path, florist_log())
    log = opened(path)
    assert log.form is FORMS[path.name]
    first, second, third, _ = events_of(log)
    assert (first.id, first.activity, first.attributes) == ("e1", "place order", {"channel": "telephone"})
    assert first.at == datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert first.links == (LogLink(object="990001", qualifier="order"),)
    assert second.links == (LogLink(object="B-1", qualifier="bunch"), LogLink(object="Ida", qualifier="by"))
    assert third.attributes in ({"paid": "true"}, {"paid": "1"})
    assert path.name in first.place


def test_objects_come_with_their_latest_attributes_and_links(path: Path) -> None:
    """An object is known by its type, the latest value of each attribute, and the objects that it leads to."""
    write_ocel(path, florist_log())
    objects = opened(path).objects()
    assert {name: item.type for name, item in objects.items()} == {
        "990001": "orders",
        "990002": "orders",
        "B-1": "bunches",
        "Ida": "employees",
    }
    assert objects["990001"].attributes == {"price": "45.5", "state": "closed"}
    assert objects["990001"].links == (LogLink(object="B-1", qualifier="contains"),)
    assert objects["Ida"].attributes == {"role": "florist"}


def test_events_whose_objects_are_all_missing_are_left_out(path: Path) -> None:
    """Without its order an event of it is left out with that reason; one that has lost the order alone stays."""
    log = florist_log()
    log["objects"] = [item for item in log["objects"] if item["id"] != "990001"]
    write_ocel(path, log)
    assert [event.id for event in events_of(opened(path))] == ["e2", "e3", "e4"]
    assert events_of(opened(path))[1].links == (LogLink(object="Ida", qualifier="by"),)
    assert left_out_of(opened(path)) == {MISSING_OBJECT: 1}
    assert codes_of(opened(path)) == ["event-left-out", "lost-link"]


def change(item: int, **values: object) -> Callable[[OcelLog], None]:
    """Return what changes an event of a log."""
    return lambda log: log["events"][item].update(values)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (change(1, id="e1"), "has the id of an event before it"),
        (change(1, id=""), "has no id"),
        (change(1, type=""), "has no type"),
        (change(1, time=""), "has no time"),
        (change(1, time="half past ten"), "has a time that cannot be read"),
        (change(1, attributes=[{"name": "🌷", "value": "red"}]), "holds signs that cannot be kept"),
    ],
)
def test_events_that_cannot_be_read_are_left_out_with_their_reason(
    spoil: Callable[[OcelLog], None], reason: str, path: Path
) -> None:
    """Each mistake in an event costs that event only, and is told."""
    log = florist_log()
    if path.suffix == ".sqlite" and reason in ("has no type", "holds signs that cannot be kept"):
        log["eventTypes"].append({"name": "", "attributes": []})
        log["eventTypes"][1]["attributes"].append({"name": "🌷", "type": "string"})
    spoil(log)
    write_ocel(path, log)
    assert left_out_of(opened(path)) == {reason: 1}
    assert "event-left-out" in codes_of(opened(path))


def test_objects_without_an_id_of_their_own_are_told(path: Path) -> None:
    """Of two objects with one id the first counts, one without any is left out, and both are told."""
    log = florist_log()
    log["objects"] += [copy.deepcopy(log["objects"][1]), {**log["objects"][1], "id": ""}]
    write_ocel(path, log)
    assert len(opened(path).objects()) == 4
    assert codes_of(opened(path)) == ["object-left-out"]


def test_links_between_objects_that_are_not_there_are_told(path: Path) -> None:
    """An order that contains a bunch that is nowhere stays, and somebody hears of it."""
    log = florist_log()
    log["objects"][0]["relationships"] = [{"objectId": "B-9", "qualifier": "contains"}]
    write_ocel(path, log)
    assert codes_of(opened(path)) == ["lost-link"]


def test_times_without_a_zone_are_noted_once(path: Path) -> None:
    """Local times, as pandas writes them, are read, and one note says so."""
    log = florist_log()
    for event in log["events"]:
        event["time"] = event["time"].replace("T", " ").removesuffix("Z")
    write_ocel(path, log)
    _, account = read_all(opened(path))
    assert [finding.message for finding in account.findings] == [
        "4 times name no zone; they were read as times of UTC."
    ]


def test_an_empty_log_has_no_rows(path: Path) -> None:
    """A log without events is a log."""
    write_ocel(path, {**florist_log(), "events": []})
    said, account = read_all(opened(path))
    assert (said, account.rows, account.is_whole) == ([], 0, True)


# ---- what only databases can have ------------------------------------------------------------------------------------


def database_with(tmp_path: Path, *statements: str) -> Path:
    """Return the florist's log as a database in which something was changed."""
    path = tmp_path / "florist.sqlite"
    write_ocel(path, florist_log())
    with closing(sqlite3.connect(path)) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()
    return path


def test_rows_of_types_that_belong_to_no_event_are_left_out_and_counted(tmp_path: Path) -> None:
    """Rows of a type's table whose event is missing, or is of another type, count as rows and are told."""
    path = database_with(tmp_path, "DELETE FROM event WHERE ocel_id IN ('e1', 'e2')")
    assert left_out_of(opened(path)) == {"stands in the table of its type and not in the table of events": 2}
    assert read_all(opened(path))[1].rows == 4
    assert codes_of(opened(path)) == ["event-left-out", "lost-link"]


def test_events_without_a_row_in_the_table_of_their_type_have_no_time(tmp_path: Path) -> None:
    """An event that its type's table does not tell about, and one of a type without a table, are left out."""
    path = database_with(tmp_path, "DELETE FROM event_BindBunch", "DROP TABLE event_HandOver")
    assert left_out_of(opened(path)) == {"has no time": 2}


def test_objects_that_only_the_table_of_their_type_has_are_told(tmp_path: Path) -> None:
    """An object that the table of objects lacks is none."""
    path = database_with(tmp_path, "DELETE FROM object WHERE ocel_id = 'Ida'")
    assert "Ida" not in opened(path).objects()
    assert codes_of(opened(path)) == ["lost-link", "object-left-out"]


def test_several_rows_of_one_event_are_told(tmp_path: Path) -> None:
    """The first of two rows about an event counts."""
    path = database_with(tmp_path, "INSERT INTO event_BindBunch VALUES ('e2', '2027-01-01T00:00:00Z')")
    assert events_of(opened(path))[1].at == datetime(2026, 3, 2, 11, tzinfo=UTC)
    assert codes_of(opened(path)) == ["repeated-row"]


def test_tables_are_found_without_the_map_of_types(tmp_path: Path) -> None:
    """Where a database lacks the map from types to tables, their names are compared by their letters."""
    path = database_with(tmp_path, "DROP TABLE event_map_type", "DROP TABLE object_map_type")
    assert len(events_of(opened(path))) == 4
    assert opened(path).objects()["Ida"].attributes == {"role": "florist"}


def test_ids_may_be_numbers_in_any_table(tmp_path: Path) -> None:
    """A whole number, a number with a point and a text are the same id."""
    path = database_with(
        tmp_path,
        "CREATE TABLE numbers (ocel_event_id, ocel_object_id, ocel_qualifier)",
        "INSERT INTO numbers SELECT ocel_event_id, CASE ocel_object_id WHEN '990001' THEN 990001.0 "
        "WHEN '990002' THEN 990002 ELSE ocel_object_id END, ocel_qualifier FROM event_object",
        "DROP TABLE event_object",
        "ALTER TABLE numbers RENAME TO event_object",
    )
    assert [event.links[0].object for event in events_of(opened(path))] == ["990001", "B-1", "990001", "990002"]


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE event",
        "ALTER TABLE event_object RENAME TO links",
        "ALTER TABLE object RENAME TO things",
    ],
)
def test_a_database_that_is_no_log_is_refused(statement: str, tmp_path: Path) -> None:
    """Somebody else's database is one finding that says which table is missing."""
    path = database_with(tmp_path, statement)
    assert codes_of(opened(path)) == ["no-log"]
    assert not read_all(opened(path))[1].is_whole


def test_views_are_not_looked_into(tmp_path: Path) -> None:
    """A view in place of a table may compute for ever: it is as if the table were not there."""
    endless = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS ocel_id, '' AS ocel_type FROM n"
    )
    path = database_with(tmp_path, "DROP TABLE event", f"CREATE VIEW event AS {endless}")
    assert codes_of(opened(path)) == ["no-log"]


def test_a_database_that_is_being_written_is_refused(tmp_path: Path) -> None:
    """What another program has not yet written into the file would be missed, so nothing is read."""
    path = database_with(tmp_path)
    path.with_name("florist.sqlite-wal").write_bytes(b"waiting")
    assert codes_of(opened(path)) == ["no-log"]


def test_texts_that_are_no_texts_cost_their_event_only(tmp_path: Path) -> None:
    """Bytes that are no UTF-8, and texts with the character 0, are left out with their event."""
    path = database_with(
        tmp_path,
        "UPDATE event_PlaceOrder SET channel = CAST(x'ff' AS TEXT) WHERE ocel_id = 'e1'",
        "UPDATE event_PlaceOrder SET channel = CAST(x'610062' AS TEXT) WHERE ocel_id = 'e4'",
    )
    assert left_out_of(opened(path)) == {"holds signs that cannot be kept": 2}


def test_a_log_beside_its_file_is_not_changed(tmp_path: Path) -> None:
    """Reading leaves the file and its folder as they were."""
    path = database_with(tmp_path)
    before = path.read_bytes()
    read_all(opened(path))
    assert path.read_bytes() == before
    assert [item.name for item in tmp_path.iterdir()] == ["florist.sqlite"]


# ---- what only texts can have ----------------------------------------------------------------------------------------


def test_events_may_stand_before_objects(tmp_path: Path) -> None:
    """In JSON the order of the lists means nothing."""
    log = florist_log()
    write_ocel(tmp_path / "florist.json", {name: log[name] for name in reversed(log)})
    assert len(events_of(opened(tmp_path / "florist.json"))) == 4


@pytest.mark.parametrize("event", ["7", '"e1"', "[]", '{"id":"e","attributes":7}', '{"id":"e","relationships":["o"]}'])
def test_what_has_not_the_form_of_an_event_is_left_out(event: str, tmp_path: Path) -> None:
    """In JSON anything may stand in the list of events."""
    (tmp_path / "florist.json").write_text(f'{{"objects":[7],"events":[{event}]}}')
    assert left_out_of(opened(tmp_path / "florist.json")) == {"has not the form of an event": 1}
    assert codes_of(opened(tmp_path / "florist.json")) == ["event-left-out", "object-left-out"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"events":[{"id":', "broken-log"),
        ('{"events":[1,2', "broken-log"),
        ('{"events":{}}', "broken-log"),
        ('{"events":[]} and more', "broken-log"),
        ('{"events":[nothing]}', "broken-log"),
        ("[1, 2]", "broken-log"),
        ("{7:[]}", "broken-log"),
        ('{"objects":[' + "[" * 100_000, "broken-log"),
        ('{"events":["' + "a" * (10 << 20), "over-limit"),
        ('{"events":[{"relationships":[' + "{}," * 100_000 + "{}]}]}", "over-limit"),
    ],
)
def test_json_that_breaks_off_or_is_hostile_says_so(text: str, code: str, tmp_path: Path) -> None:
    """Broken JSON is told with its place, and nothing nests too deep or grows too long."""
    (tmp_path / "florist.json").write_text(text)
    assert codes_of(opened(tmp_path / "florist.json")) == [code]
    assert not read_all(opened(tmp_path / "florist.json"))[1].is_whole


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('<log><objects><object id="o"', "broken-log"),
        (
            "<log><events><event><attributes><attribute name='a'>"
            + "a" * (10 << 20)
            + "</attribute></attributes></event></events></log>",
            "over-limit",
        ),
        (
            "<log><objects/><events><event><objects>"
            + "<relationship object-id='o'/>" * 100_001
            + "</objects></event></events></log>",
            "over-limit",
        ),
        ('<!DOCTYPE log [<!ENTITY a "aa">]><log><objects/></log>', "document-type"),
    ],
)
def test_xml_that_breaks_off_or_is_hostile_says_so(text: str, code: str, tmp_path: Path) -> None:
    """Broken XML is told with its line, and nothing nests too deep or grows too long."""
    (tmp_path / "florist.xml").write_text(text)
    assert codes_of(opened(tmp_path / "florist.xml")) == [code]


def test_the_first_version_of_the_standard_is_named(tmp_path: Path) -> None:
    """A log in OCEL 1.0 is refused by its name, so that people know what to export."""
    (tmp_path / "old.jsonocel").write_text('{"ocel:global-event": {}, "ocel:events": {}}')
    refused = open_log(tmp_path / "old.jsonocel")
    assert isinstance(refused, tuple)
    assert refused[0].message == "old.jsonocel is OCEL 1.0, which is not read here."
