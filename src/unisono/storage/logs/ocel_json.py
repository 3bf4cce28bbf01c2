"""Logs in OCEL 2.0 JSON, read twice: for the objects, then for the events."""

import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from unisono.domain.facts import Fact
from unisono.domain.findings import Finding, Severity, Source
from unisono.domain.logs import LogEvent, LogForm, LogLink, LogObject
from unisono.storage.logs.accounts import Reading
from unisono.storage.logs.json_pieces import Item, JsonPieces, NoJson
from unisono.storage.logs.ocel import Events, Objects, OcelLog, as_text, latest
from unisono.storage.logs.sources import UNREADABLE, BeyondLimit, broken_off, open_unpacked
from unisono.storage.reading.limits import LOG_LINKS

_UNREADABLE = "has not the form of an event"


class OcelJson(OcelLog):
    """A log in OCEL 2.0 JSON, packed with gzip or not."""

    form = LogForm.OCEL_JSON

    def _gather(self, objects: Objects, reading: Reading) -> None:
        for item in self._items("objects", reading):
            found = _object(item.value, reading)
            if found is None:
                reading.tell(_no_object(self.file, item.number))
            else:
                objects.add(found, place=f"{self.file}, object {item.number:,}")

    def _events(self, events: Events, reading: Reading) -> Iterator[LogEvent | Fact]:
        for item in self._items("events", reading):
            place = f"{self.file}, event {item.number}"
            parts = _event(item.value)
            if parts is None:
                reading.leave_out(_UNREADABLE, _no_event(self.file, item.number), place=place)
                continue
            event = events.event(place=place, **parts)
            if event is not None:
                yield event

    def _items(self, name: str, reading: Reading) -> Iterator[Item]:
        """Yield the items of one list; what breaks the file off is told."""
        try:
            with (
                open_unpacked(self._path) as stream,
                io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape") as text,
            ):
                for item in JsonPieces(text).items((name,)):
                    _refuse_too_many_links(item.value)
                    yield item
        except NoJson as wrong:
            reading.tell(broken_off(self.file, f"It is no JSON at sign {wrong.offset:,}: {wrong}", line=None))
        except BeyondLimit as beyond:
            reading.tell(beyond.limit.finding(Source(file=self.file)))
        except UNREADABLE:
            reading.tell(broken_off(self.file, "The file is damaged or cut off", line=None))


def _event(plain: Any) -> dict[str, Any] | None:  # noqa: ANN401 - whatever JSON says
    """Return id, type, time, attributes and links of an event, or None where it is none."""
    if not isinstance(plain, dict):
        return None
    links = _links(plain)
    attributes = _pairs(plain)
    if links is None or attributes is None:
        return None
    return {
        "id": _text(plain.get("id")),
        "type": _text(plain.get("type")),
        "time": _text(plain.get("time")),
        "attributes": {name: value for name, _, value in attributes},
        "links": links,
    }


def _object(plain: Any, reading: Reading) -> LogObject | None:  # noqa: ANN401 - whatever JSON says
    if not isinstance(plain, dict):
        return None
    links = _links(plain)
    values = _pairs(plain)
    if links is None or values is None:
        return None
    return LogObject(
        id=_text(plain.get("id")),
        type=_text(plain.get("type")),
        attributes=latest(values, reading),
        links=links,
    )


def _pairs(plain: Mapping[str, Any]) -> list[tuple[str, str, str]] | None:
    """Return name, time and value of each attribute; a mapping of names to values is read as well."""
    listed = plain.get("attributes") or ()
    if isinstance(listed, dict):
        listed = [{"name": name, "value": value} for name, value in listed.items()]
    if not _are_objects(listed):
        return None
    pairs = [(_text(item.get("name")), _text(item.get("time")), _text(item.get("value"))) for item in listed]
    return [pair for pair in pairs if pair[0] and pair[2]]


def _links(plain: Mapping[str, Any]) -> tuple[LogLink, ...] | None:
    listed = plain.get("relationships") or ()
    if not _are_objects(listed):
        return None
    return tuple(LogLink(object=_text(item.get("objectId")), qualifier=_text(item.get("qualifier"))) for item in listed)


def _refuse_too_many_links(plain: Any) -> None:  # noqa: ANN401 - whatever JSON says
    links = plain.get("relationships") if isinstance(plain, dict) else None
    if isinstance(links, list) and len(links) > LOG_LINKS.most:
        raise BeyondLimit(LOG_LINKS)


def _are_objects(listed: Any) -> bool:  # noqa: ANN401 - whatever JSON says
    return isinstance(listed, list | tuple) and all(isinstance(item, dict) for item in listed)


def _text(value: Any) -> str:  # noqa: ANN401 - whatever JSON says
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return as_text(value)


def _no_event(file: str, number: int) -> Finding:
    return Finding(
        code="event-left-out",
        severity=Severity.WARNING,
        source=Source(file=file),
        message=f"Event {number:,} has not the form of an event.",
        value=str(number),
        expected="an object with id, type, time, attributes and relationships",
        remedy="Export the log again as OCEL 2.0 JSON.",
    )


def _no_object(file: str, number: int) -> Finding:
    return Finding(
        code="object-left-out",
        severity=Severity.WARNING,
        source=Source(file=file),
        message=f"Object {number:,} has not the form of an object; it is left out.",
        value=str(number),
        expected="an object with id, type, attributes and relationships",
        remedy="Export the log again as OCEL 2.0 JSON.",
    )
