"""Logs of small companies in every form, for tests of reading them.

`florist_log()` is an OCEL 2.0 log of a florist: two orders, their bunches, and who did what; `write_ocel` writes it as
other programs write theirs. Change a copy with `copy.deepcopy`.
"""

import gzip
import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from unisono.domain.facts import Fact
from unisono.domain.logs import Account, LogEvent
from unisono.services.ports import EventLog
from unisono.storage.logs.opening import open_log

OcelLog = dict[str, list[dict[str, Any]]]

REPAIRS_CSV = """\
case,activity,end,who,costs
R-1,take in,2026-03-02 08:00:00+01:00,Ola,0
R-1,repair,2026-03-02 10:30:00+01:00,Jan,45.50
R-2,take in,2026-03-02 11:00:00+01:00,Ola,
"""
REPAIRS_XES = """\
<?xml version="1.0" encoding="UTF-8" ?>
<!-- written by a program of the bicycle shop -->
<log xes.version="1.0" xes.features="nested-attributes" openxes.version="1.0RC7" xmlns="http://www.xes-standard.org/">
  <extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
  <global scope="event"><string key="concept:name" value="UNKNOWN"/></global>
  <classifier name="Event Name" keys="concept:name"/>
  <string key="concept:name" value="repairs"/>
  <trace>
    <string key="concept:name" value="R-1"/>
    <date key="REG_DATE" value="2026-03-02T08:00:00.000+01:00"/>
    <event>
      <string key="concept:name" value="take in"/>
      <string key="lifecycle:transition" value="COMPLETE"/>
      <date key="time:timestamp" value="2026-03-02T08:00:00.000+01:00"/>
      <string key="org:resource" value="Ola"/>
    </event>
    <event>
      <string key="concept:name" value="repair"><string key="part" value="chain"/></string>
      <date key="time:timestamp" value="2026-03-02T10:30:00.000+01:00"/>
      <float key="costs" value="45.50"/>
      <id key="identity:id" value="e-2"/>
      <list key="tools"><values><string key="tool" value="pliers"/><string key="tool" value="oil"/></values></list>
    </event>
  </trace>
  <event><string key="concept:name" value="open shop"/></event>
</log>
"""


def florist_log() -> OcelLog:
    """Return the log of the florist Ida: order 990001 is bound and handed over, order 990002 only placed."""
    return {
        "objectTypes": [
            {"name": "orders", "attributes": [{"name": "price", "type": "float"}, {"name": "state", "type": "string"}]},
            {"name": "bunches", "attributes": []},
            {"name": "employees", "attributes": [{"name": "role", "type": "string"}]},
        ],
        "eventTypes": [
            {"name": "place order", "attributes": [{"name": "channel", "type": "string"}]},
            {"name": "bind bunch", "attributes": []},
            {"name": "hand over", "attributes": [{"name": "paid", "type": "boolean"}]},
        ],
        "objects": [
            {
                "id": "990001",
                "type": "orders",
                "attributes": [
                    {"name": "price", "time": "1970-01-01T00:00:00Z", "value": 45.5},
                    {"name": "state", "time": "2026-03-02T12:00:00Z", "value": "closed"},
                    {"name": "state", "time": "2026-03-02T08:00:00Z", "value": "open"},
                ],
                "relationships": [{"objectId": "B-1", "qualifier": "contains"}],
            },
            {"id": "990002", "type": "orders", "attributes": [], "relationships": []},
            {"id": "B-1", "type": "bunches", "attributes": [], "relationships": []},
            {
                "id": "Ida",
                "type": "employees",
                "attributes": [{"name": "role", "time": "1970-01-01T00:00:00Z", "value": "florist"}],
                "relationships": [],
            },
        ],
        "events": [
            _event("e1", "place order", "2026-03-02T08:00:00Z", {"channel": "telephone"}, [("990001", "order")]),
            _event("e2", "bind bunch", "2026-03-02T11:00:00Z", {}, [("B-1", "bunch"), ("Ida", "by")]),
            _event("e3", "hand over", "2026-03-02T12:00:00Z", {"paid": True}, [("990001", "order"), ("Ida", "by")]),
            _event("e4", "place order", "2026-03-03T09:00:00Z", {"channel": "shop"}, [("990002", "order")]),
        ],
    }


def _event(id_: str, type_: str, time: str, attributes: dict[str, Any], links: list[tuple[str, str]]) -> dict[str, Any]:
    return {
        "id": id_,
        "type": type_,
        "time": time,
        "attributes": [{"name": name, "value": value} for name, value in attributes.items()],
        "relationships": [{"objectId": name, "qualifier": qualifier} for name, qualifier in links],
    }


def write_ocel(path: Path, log: OcelLog) -> None:
    """Write a log in the form of OCEL 2.0 that the ending of the path says."""
    if path.suffix == ".json":
        path.write_text(json.dumps(log), encoding="utf-8")
    elif path.suffix == ".xml":
        path.write_text("".join(_xml(log)), encoding="utf-8")
    else:
        with closing(sqlite3.connect(path)) as database:
            _fill(database, log)
            database.commit()


def _xml(log: OcelLog) -> Iterable[str]:
    yield "<?xml version='1.0' encoding='UTF-8'?>\n<log>\n"
    for section, name in (("object-types", "objectTypes"), ("event-types", "eventTypes")):
        yield f"<{section}>\n"
        for item in log[name]:
            yield f"<{section[:-1]} name={quoteattr(item['name'])}><attributes/></{section[:-1]}>\n"
        yield f"</{section}>\n"
    for section in ("objects", "events"):
        yield f"<{section}>\n"
        for item in log[section]:
            own = " ".join(f"{name}={quoteattr(item[name])}" for name in ("id", "type", "time") if name in item)
            yield f"<{section[:-1]} {own}>\n<attributes>\n"
            for value in item["attributes"]:
                time = f" time={quoteattr(value['time'])}" if "time" in value else ""
                yield f"<attribute name={quoteattr(value['name'])}{time}>{escape(_text(value['value']))}</attribute>\n"
            yield "</attributes>\n<objects>\n"
            for link in item["relationships"]:
                qualifier = quoteattr(link["qualifier"])
                yield f"<relationship object-id={quoteattr(link['objectId'])} qualifier={qualifier}/>\n"
            yield f"</objects>\n</{section[:-1]}>\n"
        yield f"</{section}>\n"
    yield "</log>\n"


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _fill(database: sqlite3.Connection, log: OcelLog) -> None:
    """Write a log as programs that know nothing of keys do; ids that look like numbers are numbers in some tables."""
    for table, columns in (
        ("event", "ocel_id TEXT, ocel_type TEXT"),
        ("object", "ocel_id TEXT, ocel_type TEXT"),
        ("event_object", "ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT"),
        ("object_object", "ocel_source_id TEXT, ocel_target_id TEXT, ocel_qualifier TEXT"),
        ("event_map_type", "ocel_type TEXT, ocel_type_map TEXT"),
        ("object_map_type", "ocel_type TEXT, ocel_type_map TEXT"),
    ):
        database.execute(f"CREATE TABLE {table} ({columns})")
    for kind in ("event", "object"):
        for item in log[f"{kind}Types"]:
            name = item["name"].title().replace(" ", "")
            own = "".join(f', "{column["name"]}"' for column in item["attributes"])
            changed = ", ocel_changed_field TEXT" if kind == "object" else ""
            database.execute(f"CREATE TABLE {kind}_{name} (ocel_id, ocel_time TEXT{changed}{own})")
            database.execute(f"INSERT INTO {kind}_map_type VALUES (?, ?)", (item["name"], name))  # noqa: S608 - fixed names
    for item in log["events"]:
        database.execute("INSERT INTO event VALUES (?, ?)", (item["id"], item["type"]))
        values = {value["name"]: value["value"] for value in item["attributes"]}
        _insert(database, f"event_{_table(item)}", {"ocel_id": item["id"], "ocel_time": item["time"], **values})
        rows = [(item["id"], link["objectId"], link["qualifier"]) for link in item["relationships"]]
        database.executemany("INSERT INTO event_object VALUES (?, ?, ?)", rows)
    for item in log["objects"]:
        database.execute("INSERT INTO object VALUES (?, ?)", (item["id"], item["type"]))
        rows = [(item["id"], link["objectId"], link["qualifier"]) for link in item["relationships"]]
        database.executemany("INSERT INTO object_object VALUES (?, ?, ?)", rows)
        id_ = int(item["id"]) if item["id"].isdigit() else item["id"]
        for value in item["attributes"]:
            row: dict[str, Any] = {"ocel_id": id_, "ocel_time": value["time"], value["name"]: value["value"]}
            if not value["time"].startswith("1970"):
                row["ocel_changed_field"] = value["name"]
            _insert(database, f"object_{_table(item)}", row)


def _table(item: dict[str, Any]) -> str:
    return str(item["type"]).title().replace(" ", "")


def _insert(database: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    columns, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
    database.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(row.values()))  # noqa: S608 - fixed names


def write_text(path: Path, text: str) -> None:
    """Write a text, packed where the name of the file ends with `.gz`."""
    content = text.encode()
    path.write_bytes(gzip.compress(content, mtime=0) if path.suffix == ".gz" else content)


def opened(path: Path) -> EventLog:
    """Return a log that can be read."""
    log = open_log(path)
    assert not isinstance(log, tuple), log
    return log


def read_all(log: EventLog) -> tuple[list[LogEvent | Fact], Account]:
    """Return all that a log says, and its account, whose numbers add up."""
    said = list(log.read())
    account = log.account()
    assert account.taken == len(said)
    assert account.rows == account.taken + sum(item.count for item in account.left_out)
    return said, account


def events_of(log: EventLog) -> list[LogEvent]:
    """Return the events of a log that holds no facts."""
    said, _ = read_all(log)
    return [event for event in said if isinstance(event, LogEvent)]


def left_out_of(log: EventLog) -> dict[str, int]:
    """Return how many rows of a log are left out for each reason."""
    return {item.reason: item.count for item in read_all(log)[1].left_out}


def codes_of(log: EventLog) -> list[str]:
    """Return the codes of the findings about a log, each once."""
    return sorted({finding.code for finding in read_all(log)[1].findings})
