"""Logs in XES (IEEE 1849): traces of events, each with attributes; packed with gzip or not."""

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import tzinfo
from pathlib import Path

from unisono.domain.facts import Fact
from unisono.domain.findings import Finding, Severity, Source
from unisono.domain.log_times import Times
from unisono.domain.logs import Account, LogEvent, LogForm, LogObject
from unisono.storage.logs.accounts import NO_OBJECTS, Reading
from unisono.storage.logs.marks import fact_cells
from unisono.storage.logs.sources import BeyondLimit
from unisono.storage.logs.xml_pieces import XmlPieces
from unisono.storage.reading.limits import LOG_ATTRIBUTES

CASE = "case:"
ACTIVITY, TIME, IDENTITY = "concept:name", "time:timestamp", "identity:id"
_BESIDE = {"extension", "global", "classifier"}
"""What a log says of itself: which attributes all events have, and how tools may name them."""

_LONGEST_POSITION = 18
_BEYOND = re.compile(r"[^\0-\uffff]")


class XesLog:
    """A log in XES.

    Args:
        path: the file.
        zone: of times that name none.
    """

    form = LogForm.XES
    columns: tuple[str, ...] = ()

    def __init__(self, path: Path, *, zone: tzinfo) -> None:
        self.file = path.name
        self._path = path
        self._zone = zone
        self._reading = Reading(self.file, Times(zone))

    def objects(self) -> Mapping[str, LogObject]:
        """Return no objects: the cases of XES stand in the events' attributes."""
        return NO_OBJECTS

    def account(self) -> Account:
        """Return what came of the last reading."""
        return self._reading.account()

    def read(self) -> Iterator[LogEvent | Fact]:
        """Yield the events; a log that was written from facts gives the facts again."""
        reading = self._reading = Reading(self.file, Times(self._zone))
        source = XmlPieces(self._path, reading, root="log")
        with closing(FactsInOrder()) as facts:
            handler = _Handler(source, reading, facts)
            for _ in source.pieces(handler.start, handler.end):
                yield from handler.done
                handler.done.clear()
            yield from handler.done
            yield from facts.read(reading)


class FactsInOrder:
    """Keeps the rows of facts until all are there, as traces have parted them: on the disk, as they may be many."""

    def __init__(self) -> None:
        self._waiting: sqlite3.Connection | None = None

    def add(self, cells: Mapping[str, str], position: str, line: int) -> None:
        """Keep the row of a fact.

        Args:
            cells: its texts by column.
            position: what it was in the ledger that it comes from.
            line: where it stands.
        """
        if self._waiting is None:
            self._waiting = sqlite3.connect("")  # a file of its own that goes when it is closed
            self._waiting.execute("CREATE TABLE facts (position INTEGER, line INTEGER, cells TEXT)")
        number = int(position) if position.isdecimal() and len(position) < _LONGEST_POSITION else None
        self._waiting.execute("INSERT INTO facts VALUES (?, ?, ?)", (number, line, json.dumps(cells)))

    def read(self, reading: Reading) -> Iterator[Fact]:
        """Yield the facts in their order; rows that say none are told."""
        if self._waiting is None:
            return
        for line, cells in self._waiting.execute("SELECT line, cells FROM facts ORDER BY position, rowid"):
            fact = reading.fact(json.loads(cells), place=f"{reading.file}:{line}", line=line)
            if fact is not None:
                yield fact

    def close(self) -> None:
        """Forget all rows."""
        if self._waiting is not None:
            self._waiting.close()


class _Handler:
    """Puts elements together to events; `done` are those that are whole.

    An attribute within another one is named after both, `outer/inner`; one that comes again gets a number, `name#2`.
    """

    def __init__(self, source: XmlPieces, reading: Reading, facts: FactsInOrder) -> None:
        self.done: list[LogEvent] = []
        self._facts = facts
        self._source = source
        self._reading = reading
        self._beside = 0
        self._outer: list[str] = []
        self._case: dict[str, str] = {}
        self._event: dict[str, str] | None = None
        self._in_trace = False
        self._has_events = False
        self._line = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if self._beside or name in _BESIDE:
            self._beside += 1
        elif name == "event":
            if self._event is not None:
                self._reading.leave_out("holds another event", _nested(self._reading.file, self._line))
            self._event, self._has_events = {}, True
            self._line = self._source.line
        elif name == "trace":
            self._case, self._in_trace, self._has_events = {}, True, False
        elif name != "log":
            self._attribute(attributes)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if self._beside:
            self._beside -= 1
        elif name == "event":
            self._finish_event()
        elif name == "trace":
            self._case, self._in_trace = {}, False
        elif self._outer:
            self._outer.pop()

    def _attribute(self, attributes: dict[str, str]) -> None:
        key = attributes.get("key", "")
        outer = self._outer[-1] if self._outer else ""
        full = f"{outer}/{key}" if outer and key else key or outer
        self._outer.append(full)
        value = attributes.get("value")
        if value is None:
            return
        if self._event is not None:
            _put(self._event, full, value)
        elif self._in_trace:
            _put(self._case, CASE + full, value)
            if self._has_events:
                self._reading.tell(_late(self._reading.file, self._source.line, full))

    def _finish_event(self) -> None:
        event, self._event = self._event, None
        self._outer.clear()
        reading = self._reading
        if event is None:
            return
        cells = fact_cells(event, is_xml=True)
        if cells is not None:
            self._facts.add(cells, event.get("position", ""), self._line)
            return
        written = event.get(TIME)
        at = None if written is None else reading.times.read(written)
        if written is not None and at is None:
            reading.leave_out("has a time that cannot be read", _bad_time(reading.file, self._line, written))
            return
        attributes = {**self._case, **event}
        if any(not name.isascii() and _BEYOND.search(name) for name in attributes):
            reading.leave_out("has an attribute whose name cannot be kept", _bad_name(reading.file, self._line))
            return
        reading.tally.taken += 1
        self.done.append(
            LogEvent(
                number=reading.tally.rows,
                place=f"{reading.file}:{self._line}",
                id=event.get(IDENTITY, ""),
                attributes=attributes,
                activity=event.get(ACTIVITY, ""),
                at=at,
            )
        )


def _put(attributes: dict[str, str], name: str, value: str) -> None:
    if name in attributes:
        number = 2
        while f"{name}#{number}" in attributes:
            number += 1
        name = f"{name}#{number}"
    elif len(attributes) >= LOG_ATTRIBUTES.most:
        raise BeyondLimit(LOG_ATTRIBUTES)
    attributes[name] = value


def _nested(file: str, line: int) -> Finding:
    return Finding(
        code="nested-event",
        severity=Severity.WARNING,
        source=Source(file=file, line=line),
        message="Another event begins within this one.",
        expected="events beside each other",
        remedy="Export the log again.",
    )


def _late(file: str, line: int, name: str) -> Finding:
    return Finding(
        code="late-case-attribute",
        severity=Severity.WARNING,
        source=Source(file=file, line=line, column=name),
        message="This attribute of a case stands below its events: those above it go without it.",
        expected="a trace's attributes before its events",
        remedy="Export the log again with the attributes first.",
    )


def _bad_time(file: str, line: int, value: str) -> Finding:
    return Finding(
        code="bad-date",
        severity=Severity.WARNING,
        source=Source(file=file, line=line, column=TIME),
        message="This is not a date or time.",
        value=value,
        expected="a time like 2026-12-03T14:00:00+01:00",
        remedy="Correct it.",
    )


def _bad_name(file: str, line: int) -> Finding:
    return Finding(
        code="strange-name",
        severity=Severity.WARNING,
        source=Source(file=file, line=line),
        message="An attribute's name holds a sign that cannot be kept.",
        expected="names in letters and common signs",
        remedy="Rename the attribute.",
    )
