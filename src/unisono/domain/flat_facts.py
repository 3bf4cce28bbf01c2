"""A fact as one flat row of named texts, as `facts.csv` has it and other formats keep it, and back without loss.

The envelope has its columns, every field of every kind has one of its own name, and `links` and `attributes` are JSON.
People who write such a row by hand may use a column `link:TYPE` or `link:TYPE:QUALIFIER` for each link and a column
`attribute:NAME` for each attribute instead, and need no id: it is made from what the row says.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any, NamedTuple

from unisono.domain.acts import ACTS, KINDS
from unisono.domain.canonical import LARGEST_WHOLE, field_types, instant_text
from unisono.domain.columns import Column, column, columns_of
from unisono.domain.facts import Act, Actor, Fact, Link, Medium, Origin
from unisono.domain.log_times import Times

LINK = "link:"
ATTRIBUTE = "attribute:"
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What stands in a row of `facts.csv` beside the fields of the kind."""

    kind: str = column(about="What happened: one of the kinds below.", example="Promised")
    happened_at: datetime = column(about="When it happened.", example="2026-11-23T05:00:00Z")
    actor: str = column(about="Party that did it.", example="sales")
    person: str = column(
        about="Person who did it; no figure is ever made about a person.", example="Ewa Nowak", default=""
    )
    commitment: str = column(
        about="The commitment that it belongs to; empty: to none.", example="SO-44010/promise", default=""
    )
    id: str = column(
        about="Id of the fact: it is recorded once however often it is imported; empty: made from the row.",
        example="2f9c1d",
        default="",
    )
    medium: Medium = column(about="How it first came in.", example="file", default=Medium.FILE)
    place: str = column(
        about="Where it first came from; empty: this file and line.", example="receipt.csv:12", default=""
    )
    links: str = column(
        about="The objects it is about, as a JSON list of objects with `type`, `object`, `qualifier`, `quantity`, "
        "`unit`; by hand rather a column `link:TYPE` or `link:TYPE:QUALIFIER` for each.",
        example='[{"type":"order","object":"SO-44010"}]',
        default="",
    )
    attributes: str = column(
        about="What else is known, as a JSON object of texts; by hand rather a column `attribute:NAME` for each.",
        example='{"priority":"high"}',
        default="",
    )
    position: int | None = column(
        about="Its place in the ledger it was exported from; rows that people write have none.",
        example="1",
        default=None,
    )
    recorded_at: datetime | None = column(
        about="When that ledger recorded it; not read.", example="2026-11-23T05:00:02Z", default=None
    )


ENVELOPE = tuple(columns_of(Envelope))
REQUIRED = ("kind", "happened_at", "actor")
"""The columns by which a table of facts is known."""

FLAT_COLUMNS = (*ENVELOPE, *dict.fromkeys(item.name for kind in KINDS for item in fields(kind)))  # type: ignore[arg-type] # all kinds are dataclasses
"""Every column that a fact may fill, the envelope first."""


class NotAFact(Exception):  # noqa: N818 - says what the row is
    """A row says no fact: in which column, why (in words that are the same for all such rows), what was expected."""

    def __init__(self, name: str, why: str, *, expected: str, value: str = "") -> None:
        super().__init__(f"{name}: {why}")
        self.column = name
        self.why = why
        self.expected = expected
        self.value = value


def flat_fact(fact: Fact) -> dict[str, str]:
    """Return the filled columns of a fact."""
    act = {
        name: text
        for name, write in _WRITERS[fact.kind]
        if (value := getattr(fact.act, name)) is not None and (text := write(value))
    }
    flat = {
        "kind": fact.kind,
        "happened_at": instant_text(fact.happened_at),
        "actor": fact.actor.party,
        "person": fact.actor.person,
        "commitment": fact.commitment,
        "id": fact.id,
        "medium": fact.origin.medium.value,
        "place": fact.origin.place,
        "links": _json([_plain_link(link) for link in fact.links]) if fact.links else "",
        "attributes": _json(dict(fact.attributes)) if fact.attributes else "",
    }
    return {**{name: text for name, text in flat.items() if text}, **act}


def read_flat(cells: Mapping[str, str], *, times: Times, place: str, unnamed: Callable[[str], str]) -> Fact:
    """Return the fact that a row says.

    People must fill what a kind needs and keep to the bounds of numbers. A ledger may hold an empty text or any number
    there, so a row that one has written, which has a position, is read as it is.

    Args:
        cells: its texts by column; empty ones may be left out.
        times: reads its times.
        place: where the row stands, for facts that name no other place.
        unnamed: returns an id for a row without one, from a text that says all of its content.

    Raises:
        NotAFact: a value is missing, cannot be read, or stands in a column that its kind does not have.
    """
    _refuse_spoilt(cells.values())
    kind = _kind(cells.get("kind", ""))
    is_kept = bool(cells.get("position"))
    readers = (_READERS_OF_KEPT if is_kept else _READERS)[kind.__name__]
    values: dict[str, Any] = {}
    loose: list[str] = []
    for name, text in cells.items():
        if not text or name in _OF_ENVELOPE:
            continue
        read = readers.get(name)
        if read is None:
            loose.append(name)
        else:
            values[name] = _value(read, name, text, times)
    for name, is_text in _NEEDED[kind.__name__]:
        if name not in values:
            if not (is_text and is_kept):
                why = "is empty, and this kind of fact needs it"
                raise NotAFact(name, why, expected=f"a value for {kind.__name__}")
            values[name] = ""
    links, attributes = _links(cells.get("links", "")), _attributes(cells.get("attributes", ""))
    for name in loose:
        _take_loose(name, cells[name], links, attributes)
    if links or attributes:  # JSON may have hidden behind a backslash what cannot be kept
        _refuse_spoilt(part for link in links for part in (link.type, link.object, link.qualifier, link.unit))
        _refuse_spoilt(part for item in attributes.items() for part in item)
    if any(map(_BEYOND.search, attributes)):
        raise NotAFact("attributes", "holds a name with a sign beyond the first 65,536", expected="names in letters")
    return Fact(
        id=cells.get("id") or unnamed(_json(sorted(item for item in cells.items() if item[1]))),
        happened_at=_value(_TIME, "happened_at", _filled(cells, "happened_at"), times),
        actor=Actor(party=_filled(cells, "actor"), person=cells.get("person", "")),
        origin=_origin(cells, place),
        act=kind(**values),
        commitment=cells.get("commitment", ""),
        links=tuple(links),
        attributes=attributes,
    )


def content_id(content: str, nth: int) -> str:
    """Return the id of a fact that was written without one: the same for the same content.

    Args:
        content: all that its row says.
        nth: how many rows before it say the same.
    """
    return f"row-{hashlib.sha256(f'{nth} {content}'.encode(errors='surrogatepass')).hexdigest()[:32]}"


def _origin(cells: Mapping[str, str], place: str) -> Origin:
    medium, own_place = cells.get("medium", ""), cells.get("place", "")
    if not medium:
        return Origin(medium=Medium.FILE, place=own_place or place)
    if medium not in _MEDIA:
        raise NotAFact("medium", "is none of the words for it", expected=" or ".join(_MEDIA), value=medium)
    return Origin(medium=_MEDIA[medium], place=own_place)


def _kind(name: str) -> type[Act]:
    kind = ACTS.get(name)
    if kind is None:
        why = "is no kind of fact" if name else "is empty"
        raise NotAFact("kind", why, expected="a kind of fact such as Promised or WorkRecorded", value=name)
    return kind


def _filled(cells: Mapping[str, str], name: str) -> str:
    text = cells.get(name, "")
    if not text:
        raise NotAFact(name, "is empty", expected="a value: every fact needs it")
    return text


def _take_loose(name: str, text: str, links: list[Link], attributes: dict[str, str]) -> None:
    """Take a cell of a column that is neither of the envelope nor of the kind: a link, an attribute, or a mistake."""
    if name.startswith(LINK):
        type_, _, qualifier = name.removeprefix(LINK).partition(":")
        links.append(Link(type=type_, object=text, qualifier=qualifier))
    elif name.startswith(ATTRIBUTE):
        attributes[name.removeprefix(ATTRIBUTE)] = text
    elif name in _KNOWN:
        raise NotAFact(
            name,
            "is filled, and this kind of fact has no such field",
            expected="an empty cell, or another kind",
            value=text,
        )
    else:
        raise NotAFact(
            name,
            "is a column that no fact has",
            expected=f"a known column, or {ATTRIBUTE}{name} to keep it",
            value=text,
        )


class _Reader(NamedTuple):
    """How the text of a field is read: `read` returns None or raises ValueError where it cannot be."""

    read: Callable[[str, Times], Any]
    expected: str


def _value(reader: _Reader, name: str, text: str, times: Times) -> Any:  # noqa: ANN401 - whatever the field's type is
    try:
        value = reader.read(text, times)
    except (ValueError, InvalidOperation):
        value = None
    if value is None:
        raise NotAFact(name, f"is not {reader.expected.partition(',')[0]}", expected=reader.expected, value=text)
    return value


def _plain_link(link: Link) -> dict[str, str]:
    plain = {"type": link.type, "object": link.object, "qualifier": link.qualifier, "unit": link.unit}
    if link.quantity is not None:
        plain["quantity"] = format(link.quantity, "f")
    return {name: text for name, text in plain.items() if text}


def _refuse_spoilt(texts: Iterable[str]) -> None:
    whole = "".join(texts)
    if (not whole.isascii() or "\0" in whole) and _SPOILT.search(whole):
        raise NotAFact("kind", "stands in a row with a character 0 or half a surrogate pair", expected="text")


def _links(text: str) -> list[Link]:
    if not text:
        return []
    try:
        return [_link(dict(plain)) for plain in json.loads(text)]
    except (ValueError, TypeError, InvalidOperation, RecursionError):
        raise NotAFact(
            "links", "is no list of links", expected='JSON like [{"type":"order","object":"SO-1"}]', value=text
        ) from None


def _link(plain: dict[str, Any]) -> Link:
    quantity = plain.pop("quantity", None)
    if not all(isinstance(value, str) for value in plain.values()):
        raise TypeError
    return Link(quantity=None if quantity is None else _number(str(quantity)), **plain)


def _attributes(text: str) -> dict[str, str]:
    if not text:
        return {}
    expected = 'JSON like {"priority":"high"}'
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError):
        plain = None
    if not isinstance(plain, dict) or not all(isinstance(value, str) for value in plain.values()):
        raise NotAFact("attributes", "is no object of texts", expected=expected, value=text)
    return plain


def _json(plain: object) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _number(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS:
        raise ValueError
    return number


_MOST_DIGITS = 300
_SPOILT = re.compile("[\0\ud800-\udfff]")
_BEYOND = re.compile(r"[^\0-\uffff]")


def _write_number(number: Decimal) -> str:
    return format(number, "f")


def _write_flag(flag: bool) -> str:  # noqa: FBT001 - it is the value
    return YES if flag else NO


def _write_choice(choice: Enum) -> str:
    return str(choice.value)


def _within(described: Column, read: Callable[[str], Any]) -> Callable[[str, Times], Any]:
    def read_within(text: str, _: Times) -> Any:  # noqa: ANN401 - int or Decimal
        number = read(text)
        is_within = (
            (described.minimum is None or number >= described.minimum)
            and (described.maximum is None or number <= described.maximum)
            and (described.above is None or number > described.above)
        )
        return number if is_within else None

    return read_within


def _whole(text: str) -> int | None:
    number = int(text)
    return number if abs(number) <= LARGEST_WHOLE else None


def _bounds(described: Column) -> Iterator[str]:
    if described.above is not None:
        yield f"above {described.above:g}"
    if described.minimum is not None:
        yield f"at least {described.minimum:g}"
    if described.maximum is not None:
        yield f"at most {described.maximum:g}"


def _reader(type_: type, described: Column) -> _Reader:
    if issubclass(type_, Enum):
        choices = {str(item.value): item for item in type_}
        return _Reader(lambda text, _: choices.get(text), " or ".join(choices))
    if type_ is bool:
        return _Reader(lambda text, _: _FLAGS.get(text), f"{YES} or {NO}")
    if type_ is datetime:
        return _TIME
    if type_ is int:
        return _Reader(_within(described, _whole), ", ".join(["a whole number", *_bounds(described)]))
    if type_ is Decimal:
        return _Reader(_within(described, _number), ", ".join(["a number like 28.5", *_bounds(described)]))
    return _Reader(lambda text, _: text, "a text")


_TIME = _Reader(lambda text, times: times.read(text), "a time, like 2026-12-03T14:00+01:00")
_FLAGS = {YES: True, NO: False, "true": True, "false": False}
_MEDIA = {medium.value: medium for medium in Medium}
_OF_ENVELOPE = frozenset(ENVELOPE)
_KNOWN = frozenset(FLAT_COLUMNS)
_WRITE: dict[type, Callable[[Any], str]] = {
    str: str,
    bool: _write_flag,
    int: str,
    Decimal: _write_number,
    datetime: instant_text,
}
_WRITERS: dict[str, tuple[tuple[str, Callable[[Any], str]], ...]] = {
    kind.__name__: tuple(
        (name, _write_choice if issubclass(type_, Enum) else _WRITE[type_]) for name, type_ in field_types(kind).items()
    )
    for kind in KINDS
}
_READERS = {
    kind.__name__: {item.name: _reader(field_types(kind)[item.name], item.metadata["column"]) for item in fields(kind)}  # type: ignore[arg-type] # the same
    for kind in KINDS
}
_READERS_OF_KEPT = {
    kind.__name__: {name: _reader(type_, Column(about="", example="")) for name, type_ in field_types(kind).items()}
    for kind in KINDS
}
_NEEDED = {
    kind.__name__: tuple(
        (item.name, field_types(kind)[item.name] is str)
        for item in fields(kind)  # type: ignore[arg-type] # all kinds are dataclasses
        if item.default is MISSING
    )
    for kind in KINDS
}
