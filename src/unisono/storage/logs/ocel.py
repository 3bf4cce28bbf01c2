"""What the three forms of OCEL 2.0 have alike: which events are taken, and which are left out and why."""

import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import tzinfo
from pathlib import Path

from unisono.domain.facts import Fact
from unisono.domain.findings import Finding, Severity, Source
from unisono.domain.log_times import Times
from unisono.domain.logs import MISSING_OBJECT, Account, LogEvent, LogForm, LogLink, LogObject
from unisono.storage.logs.accounts import Reading
from unisono.storage.logs.marks import fact_cells
from unisono.storage.reading.troubles import shown

_SPOILT = re.compile("[\0\ud800-\udfff]")
_BEYOND = re.compile(r"[^\0-\uffff]")


class OcelLog(ABC):
    """A log in OCEL 2.0, whose objects are read once before its events.

    Args:
        path: the file.
        zone: of times that name none.
    """

    form: LogForm
    columns: tuple[str, ...] = ()

    def __init__(self, path: Path, *, zone: tzinfo) -> None:
        self.file = path.name
        self._path = path
        self._zone = zone
        self._objects: Mapping[str, LogObject] | None = None
        self._of_objects = Reading(self.file, Times(zone))
        self._reading = self._of_objects

    def objects(self) -> Mapping[str, LogObject]:
        """Return the objects by id."""
        if self._objects is None:
            gathered = Objects(self._of_objects)
            self._gather(gathered, self._of_objects)
            gathered.tell_lost_links()
            self._objects = gathered.found
        return self._objects

    def account(self) -> Account:
        """Return what came of the last reading."""
        return self._reading.account()

    def read(self) -> Iterator[LogEvent | Fact]:
        """Yield the events in the order of the file; a log written from facts gives the facts again."""
        objects = self.objects()
        reading = self._reading = Reading(self.file, Times(self._zone), before=self._of_objects)
        if reading.is_whole:
            events = Events(reading, objects, is_xml=self.form is LogForm.OCEL_XML)
            yield from self._events(events, reading)
            events.tell_lost_links()

    @abstractmethod
    def _gather(self, objects: "Objects", reading: Reading) -> None:
        """Add all objects."""

    @abstractmethod
    def _events(self, events: "Events", reading: Reading) -> Iterator[LogEvent | Fact]:
        """Yield the events that are taken."""


class Events:
    """Judges the events of an OCEL log one by one.

    Args:
        reading: takes what is left out, and why.
        objects: the objects that are in the log.
        is_xml: whether a log that was written from facts has escaped signs.
    """

    def __init__(self, reading: Reading, objects: Mapping[str, LogObject], *, is_xml: bool) -> None:
        self._reading = reading
        self._objects = objects
        self._is_xml = is_xml
        self._ids: set[str] = set()
        self._lost: Counter[str] = Counter()
        self._example = ""

    def event(
        self,
        *,
        id: str,  # noqa: A002 - what OCEL calls it
        type: str,  # noqa: A002 - what OCEL calls it
        time: str,
        attributes: dict[str, str],
        links: tuple[LogLink, ...],
        place: str,
        line: int | None = None,
    ) -> LogEvent | Fact | None:
        """Return an event, or the fact that it was written from; None where it is left out, which is told.

        Args:
            id: its id.
            type: its type, which is its activity.
            time: its time as written.
            attributes: its attributes as written.
            links: its objects.
            place: where it stands.
            line: its line, if it stands in one.
        """
        reading = self._reading
        there = tuple(link for link in links if link.object in self._objects)
        at = reading.times.read(time) if time else None
        why = self._why_not(id, type, time if at is None else None, attributes)
        if why is None and links and not there:
            why = MISSING_OBJECT
        if why is not None:
            reading.leave_out(why, _left_out(reading.file, line, id, why), place=place)
            return None
        self._ids.add(id)
        cells = fact_cells(attributes, is_xml=self._is_xml)
        if cells is not None:
            return reading.fact(cells, place=place, line=line)
        if len(there) < len(links):
            self._lost["events"] += 1
            self._lost["links"] += len(links) - len(there)
            self._example = self._example or place
        reading.tally.taken += 1
        return LogEvent(
            number=reading.tally.rows, place=place, id=id, attributes=attributes, links=there, activity=type, at=at
        )

    def tell_lost_links(self) -> None:
        """Tell once how many links of events that were taken lead to objects that are not in the log."""
        if self._lost:
            self._reading.tell(
                Finding(
                    code="lost-link",
                    severity=Severity.WARNING,
                    source=Source(file=self._reading.file),
                    message=f"{self._lost['links']:,} links of {self._lost['events']:,} events that were taken lead to "
                    f"objects that are not in the log, the first at {self._example}; they are left out.",
                    value=str(self._lost["links"]),
                    expected="every object that an event refers to",
                    remedy="Export the log again with all its objects.",
                )
            )

    def _why_not(self, id: str, type: str, bad_time: str | None, attributes: Mapping[str, str]) -> str | None:  # noqa: A002 - as above
        if not id:
            return "has no id"
        if id in self._ids:
            return "has the id of an event before it"
        if not type:
            return "has no type"
        if bad_time is not None:
            return "has a time that cannot be read" if bad_time else "has no time"
        if is_spoilt((id, type, *attributes, *attributes.values())) or any(map(_BEYOND.search, attributes)):
            return "holds signs that cannot be kept"
        return None


def is_spoilt(texts: Iterable[str]) -> bool:
    """Return whether any of the texts holds what no fact holds: the character 0 or half a surrogate pair."""
    whole = "".join(texts)
    return (not whole.isascii() or "\0" in whole) and _SPOILT.search(whole) is not None


class Objects:
    """Gathers the objects of an OCEL log; what is wrong with some of them is told.

    Args:
        reading: takes what is wrong.
    """

    def __init__(self, reading: Reading) -> None:
        self.found: dict[str, LogObject] = {}
        self._reading = reading

    def add(self, item: LogObject, *, place: str) -> None:
        """Take an object, the first of each id."""
        why = ""
        if not item.id:
            why = "has no id"
        elif item.id in self.found:
            why = "has the id of an object before it"
        elif is_spoilt((item.id, item.type, *item.attributes, *item.attributes.values())):
            why = "holds signs that cannot be kept"
        if why:
            self._reading.tell(
                Finding(
                    code="object-left-out",
                    severity=Severity.WARNING,
                    source=Source(file=self._reading.file),
                    message=f"An object at {place} {why}; it is left out.",
                    value=item.id,
                    expected="objects with ids of their own",
                    remedy="Export the log again.",
                )
            )
        else:
            self.found[item.id] = item

    def tell_lost_links(self) -> None:
        """Tell once how many links between objects lead to objects that are not there."""
        lost = [link.object for item in self.found.values() for link in item.links if link.object not in self.found]
        if lost:
            self._reading.tell(
                Finding(
                    code="lost-link",
                    severity=Severity.WARNING,
                    source=Source(file=self._reading.file),
                    message=f"{len(lost):,} links between objects lead to objects that are not in the log, "
                    f"one of them to {shown(lost[0])}.",
                    value=str(len(lost)),
                    expected="every object that an object refers to",
                    remedy="Export the log again with all its objects.",
                )
            )


def latest(values: Iterable[tuple[str, str, str]], reading: Reading) -> dict[str, str]:
    """Return the latest value of each attribute of an object.

    Args:
        values: name, time and value as written; of equal or unreadable times the later one in the file counts.
        reading: reads the times.
    """
    dated = [(reading.times.read(time), name, value) for name, time, value in values]
    dated.sort(key=lambda item: item[0].timestamp() if item[0] else float("-inf"))
    return {name: value for _, name, value in dated}


def as_text(value: object) -> str:
    """Return a value of a database or of JSON as text; nothing becomes an empty one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes):
        return value.hex()
    return value if isinstance(value, str) else str(value)


def _left_out(file: str, line: int | None, id: str, why: str) -> Finding:  # noqa: A002 - what OCEL calls it
    return Finding(
        code="event-left-out",
        severity=Severity.WARNING,
        source=Source(file=file, line=line),
        message=f"The event {shown(id)} {why}.",
        value=id,
        expected="events with an id of their own, a type, a time, and objects that are in the log",
        remedy="Export the log again with all its objects and times.",
    )
