"""Facts as OCEL 2.0 in JSON and XML: a fact is an event whose type is its kind, what it is about are its objects.

Links are events' relationships to objects of the link's type; a commitment is an object that leads to those it needs.
The party that acted is an object too, so that no event goes without one: some programs drop such events. All columns of
`facts.csv` are attributes beside that, so that reading the log gives the facts again.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from functools import cache
from tempfile import SpooledTemporaryFile
from typing import IO, NamedTuple, TextIO
from xml.sax.saxutils import escape, quoteattr

from unisono.domain.acts import ACTS, KINDS
from unisono.domain.acts.commitments import Needed
from unisono.domain.canonical import field_types, instant_text
from unisono.domain.facts import Entry, Fact
from unisono.domain.flat_facts import ENVELOPE, YES, Envelope, flat_fact
from unisono.storage.logs.marks import escaped

COMMITMENT, PARTY, ACTOR = "commitment", "party", "actor"
IN_MEMORY = 8 << 20
_TYPES = {bool: "boolean", int: "integer", Decimal: "float", datetime: "time"}
_OF_ENVELOPE = {**field_types(Envelope), "medium": str}  # type: ignore[arg-type] # it has columns as the kinds have


class Relation(NamedTuple):
    """An object that an event is about, and what it is to the event."""

    object: str
    qualifier: str


class ObjectBook:
    """Gathers the objects of facts as these go by, and which object leads to which."""

    def __init__(self) -> None:
        self.types: dict[str, str] = {}
        self.needs: dict[str, dict[str, str]] = {}

    def relations(self, fact: Fact) -> list[Relation]:
        """Return the objects of a fact, each with its qualifier once."""
        found = [Relation(self._object(PARTY, fact.actor.party), ACTOR)]
        if fact.commitment:
            own = self._object(COMMITMENT, fact.commitment)
            found.append(Relation(own, COMMITMENT))
            if isinstance(fact.act, Needed):
                needed = self._object(COMMITMENT, fact.act.needs)
                self.needs.setdefault(own, {})[needed] = f"needs ({fact.act.through.value})"
                found.append(Relation(needed, "needed"))
        found += [Relation(self._object(link.type, link.object), link.qualifier or link.type) for link in fact.links]
        return list(dict.fromkeys(found))

    def _object(self, type_: str, name: str) -> str:
        """Return the id of an object: ids of OCEL are alone in a log, those of links only among their type."""
        id_ = f"{type_.replace(':', '_')}:{name}"
        while self.types.setdefault(id_, type_) != type_:
            id_ = f"_{id_}"
        return id_


def cells_of(entry: Entry) -> dict[str, str]:
    """Return what is told of a fact beside its objects: all columns of `facts.csv` that are filled."""
    return {
        **flat_fact(entry.fact),
        "position": str(entry.position),
        "recorded_at": instant_text(entry.recorded_at),
    }


@cache
def columns_of_kind(kind: str) -> Mapping[str, str]:
    """Return the attributes of a kind of fact with their types in OCEL."""
    own = field_types(ACTS[kind])
    types = {**{name: _OF_ENVELOPE[name] for name in ENVELOPE}, **own}
    return {name: _TYPES.get(type_, "string") for name, type_ in types.items()}


def value_of(type_: str, text: str) -> str:
    """Return the text of a column as the standard writes a value of its type; in JSON, too, values are texts."""
    if type_ != "boolean":
        return text
    return "true" if text == YES else "false"


def write_ocel_json(stream: TextIO, entries: Iterable[Entry]) -> int:
    """Write facts as OCEL 2.0 JSON and return how many they are."""
    book = ObjectBook()
    with _spool() as events:
        written = 0
        for entry in entries:
            events.write(f"{',' if written else ''}\n{_json_event(entry, book)}")
            written += 1
        kinds = [{"name": kind.__name__, "attributes": _json_types(kind.__name__)} for kind in KINDS]
        types = [{"name": name, "attributes": []} for name in dict.fromkeys(book.types.values())]
        stream.write(f'{{"objectTypes":{_json(types)},\n"eventTypes":{_json(kinds)},\n"objects":[')
        stream.writelines(f"{',' if number else ''}\n{text}" for number, text in enumerate(_json_objects(book)))
        stream.write('],\n"events":[')
        _pour(events, stream)
        stream.write("]}\n")
    return written


def _json_event(entry: Entry, book: ObjectBook) -> str:
    types = columns_of_kind(entry.fact.kind)
    attributes = ",".join(
        f'{{"name":"{name}","value":{_json(value_of(types[name], text))}}}' for name, text in cells_of(entry).items()
    )
    relations = [{"objectId": item.object, "qualifier": item.qualifier} for item in book.relations(entry.fact)]
    head = _json({"id": entry.fact.id, "type": entry.fact.kind, "time": instant_text(entry.fact.happened_at)})
    return f'{head[:-1]},"attributes":[{attributes}],"relationships":{_json(relations)}}}'


def _json_types(kind: str) -> list[dict[str, str]]:
    return [{"name": name, "type": type_} for name, type_ in columns_of_kind(kind).items()]


def _json_objects(book: ObjectBook) -> Iterator[str]:
    for id_, type_ in book.types.items():
        relations = [{"objectId": other, "qualifier": what} for other, what in book.needs.get(id_, {}).items()]
        yield _json({"id": id_, "type": type_, "attributes": [], "relationships": relations})


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def write_ocel_xml(stream: TextIO, entries: Iterable[Entry]) -> int:
    """Write facts as OCEL 2.0 XML and return how many they are."""
    book = ObjectBook()
    with _spool() as events:
        written = 0
        for entry in entries:
            events.writelines(_xml_event(entry, book))
            written += 1
        stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<log>\n<object-types>\n')
        stream.writelines(
            f"<object-type name={_quoted(name)}><attributes/></object-type>\n"
            for name in dict.fromkeys(book.types.values())
        )
        stream.write("</object-types>\n<event-types>\n")
        for kind in KINDS:
            columns = columns_of_kind(kind.__name__).items()
            attributes = "".join(f'<attribute name="{name}" type="{type_}"/>' for name, type_ in columns)
            stream.write(f'<event-type name="{kind.__name__}"><attributes>{attributes}</attributes></event-type>\n')
        stream.write("</event-types>\n<objects>\n")
        stream.writelines(_xml_objects(book))
        stream.write("</objects>\n<events>\n")
        _pour(events, stream)
        stream.write("</events>\n</log>\n")
    return written


def _xml_event(entry: Entry, book: ObjectBook) -> Iterator[str]:
    fact = entry.fact
    types = columns_of_kind(fact.kind)
    yield f'<event id={_quoted(fact.id)} type="{fact.kind}" time="{instant_text(fact.happened_at)}">\n<attributes>\n'
    for name, text in cells_of(entry).items():
        yield f'<attribute name="{name}">{escape(escaped(value_of(types[name], text)))}</attribute>\n'
    yield "</attributes>\n<objects>\n"
    yield from map(_xml_relation, book.relations(fact))
    yield "</objects>\n</event>\n"


def _xml_objects(book: ObjectBook) -> Iterator[str]:
    for id_, type_ in book.types.items():
        needs = "".join(_xml_relation(Relation(other, what)) for other, what in book.needs.get(id_, {}).items())
        yield f"<object id={_quoted(id_)} type={_quoted(type_)}>\n<attributes/>\n"
        yield f"<objects>\n{needs}</objects>\n</object>\n"


def _xml_relation(relation: Relation) -> str:
    return f"<relationship object-id={_quoted(relation.object)} qualifier={_quoted(relation.qualifier)}/>\n"


def _quoted(text: str) -> str:
    return quoteattr(escaped(text))


def _spool() -> "SpooledTemporaryFile[str]":
    return SpooledTemporaryFile(IN_MEMORY, mode="w+", encoding="utf-8", newline="")


def _pour(source: "IO[str] | SpooledTemporaryFile[str]", target: TextIO) -> None:
    source.seek(0)
    while piece := source.read(1 << 20):
        target.write(piece)
