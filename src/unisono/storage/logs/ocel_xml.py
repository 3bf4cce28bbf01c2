"""Logs in OCEL 2.0 XML, read twice: for the objects, then for the events."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path

from unisono.domain.facts import Fact
from unisono.domain.log_times import Times
from unisono.domain.logs import Account, LogEvent, LogForm, LogLink, LogObject
from unisono.storage.logs.accounts import Reading
from unisono.storage.logs.ocel import Events, Objects, latest
from unisono.storage.logs.sources import BeyondLimit
from unisono.storage.logs.xml_pieces import XmlPieces
from unisono.storage.reading.limits import LOG_LINKS, LOG_PART, MEGABYTE


class OcelXml:
    """A log in OCEL 2.0 XML.

    Args:
        path: the file, packed with gzip or not.
        zone: of times that name none.
    """

    form = LogForm.OCEL_XML
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
            reading = self._of_objects
            gathered = Objects(reading)
            for item in self._items("objects", "object", reading):
                found = LogObject(
                    id=item.own.get("id", ""),
                    type=item.own.get("type", ""),
                    attributes=latest(item.values, reading),
                    links=tuple(item.links),
                )
                gathered.add(found, place=f"{self.file}:{item.line}")
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
        if not reading.is_whole:
            return
        events = Events(reading, objects, is_xml=True)
        for item in self._items("events", "event", reading):
            event = events.event(
                id=item.own.get("id", ""),
                type=item.own.get("type", ""),
                time=item.own.get("time", ""),
                attributes={name: value for name, _, value in item.values},
                links=tuple(item.links),
                place=f"{self.file}:{item.line}",
                line=item.line,
            )
            if event is not None:
                yield event
        events.tell_lost_links()

    def _items(self, section: str, name: str, reading: Reading) -> Iterator["_Item"]:
        source = XmlPieces(self._path, reading, root="log")
        handler = _Handler(source, section, name)
        for _ in source.pieces(handler.start, handler.end, handler.text):
            yield from handler.done
            handler.done.clear()
        yield from handler.done


@dataclass(slots=True)
class _Item:
    """An event or object: what stands in its own element, its attributes with their times, and its links."""

    own: Mapping[str, str]
    line: int
    values: list[tuple[str, str, str]] = field(default_factory=list)
    links: list[LogLink] = field(default_factory=list)


class _Handler:
    """Puts elements together to the items of one section of the log: `<events>` or `<objects>`."""

    def __init__(self, source: XmlPieces, section: str, name: str) -> None:
        self.done: list[_Item] = []
        self._source = source
        self._section = section
        self._name = name
        self._depth = 0
        self._is_inside = False
        self._item: _Item | None = None
        self._attribute: Mapping[str, str] | None = None
        self._text: list[str] = []
        self._length = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        self._depth += 1
        if self._depth == _SECTION:
            self._is_inside = name == self._section
        elif not self._is_inside:
            return
        elif self._depth == _ITEM:
            self._item = _Item(attributes, self._source.line) if name == self._name else None
        elif self._item is not None:
            self._part(name, attributes)

    def end(self, _: str) -> None:
        """Take the end of an element."""
        self._depth -= 1
        if self._item is None:
            return
        if self._attribute is not None:
            value = "".join(self._text)
            if self._attribute.get("name") and value:
                self._item.values.append((self._attribute["name"], self._attribute.get("time", ""), value))
            self._attribute = None
            self._text.clear()
        if self._depth < _ITEM:
            self.done.append(self._item)
            self._item = None
            self._length = 0

    def text(self, text: str) -> None:
        """Take the text of an attribute."""
        if self._attribute is not None:
            self._lengthen(len(text))
            self._text.append(text)

    def _part(self, name: str, attributes: dict[str, str]) -> None:
        """Take a part of an item: an attribute, or a link, which some writers call `relobj` or `object`."""
        if self._item is None:
            return
        self._lengthen(_PART_LENGTH)
        if name == "attribute":
            self._attribute = attributes
        elif "object-id" in attributes:
            qualifier = attributes.get("qualifier") or attributes.get("relationship", "")
            self._item.links.append(LogLink(object=attributes["object-id"], qualifier=qualifier))
            if len(self._item.links) > LOG_LINKS.most:
                raise BeyondLimit(LOG_LINKS)

    def _lengthen(self, length: int) -> None:
        self._length += length
        if self._length > LOG_PART.most * MEGABYTE:
            raise BeyondLimit(LOG_PART)


_SECTION, _ITEM = 2, 3
"""How deep the sections of a log and their items stand."""

_PART_LENGTH = 64
"""As many signs any part of an item counts for at least."""
