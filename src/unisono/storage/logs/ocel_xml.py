"""Logs in OCEL 2.0 XML, read twice: for the objects, then for the events."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from unisono.domain.facts import Fact
from unisono.domain.logs import LogEvent, LogForm, LogLink, LogObject
from unisono.storage.logs.accounts import Reading
from unisono.storage.logs.ocel import Events, Objects, OcelLog, latest
from unisono.storage.logs.sources import BeyondLimit
from unisono.storage.logs.xml_pieces import XmlPieces
from unisono.storage.reading.limits import LOG_LINKS, LOG_PART, MEGABYTE


class OcelXml(OcelLog):
    """A log in OCEL 2.0 XML, packed with gzip or not."""

    form = LogForm.OCEL_XML

    def _gather(self, objects: Objects, reading: Reading) -> None:
        for item in self._items("objects", "object", reading):
            found = LogObject(
                id=item.own.get("id", ""),
                type=item.own.get("type", ""),
                attributes=latest(item.values, reading),
                links=tuple(item.links),
            )
            objects.add(found, place=f"{self.file}:{item.line}")

    def _events(self, events: Events, reading: Reading) -> Iterator[LogEvent | Fact]:
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
