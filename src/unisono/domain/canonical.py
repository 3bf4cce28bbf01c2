"""The one way in which a fact is written as bytes, so that equal facts have equal hashes: canonical JSON, RFC 8785.

Only what needs no further rules is written: objects with ASCII names, texts, whole numbers below 2^53, booleans and
lists. Decimals and instants are texts (`"28.50"`, `"2026-11-23T05:00:00Z"`). Optional fields that are None or empty are
left out, so that a kind can get a new optional field without changing the bytes of old facts.

A body holds all of a fact and when it was recorded; its position is its place in the ledger's tree.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum, StrEnum
from functools import lru_cache
from json.encoder import encode_basestring
from operator import itemgetter
from typing import Any, NamedTuple, get_args, get_type_hints

from unisono.domain.acts import ACTS
from unisono.domain.facts import Act, Actor, Fact, Link, Medium, Origin

LARGEST_WHOLE = 2**53 - 1
"""The largest whole number that every reader of JSON reads exactly."""

_MAYBE_ZERO = r"\u0000"
_ZERO = re.compile(r"(?<!\\)(\\\\)*\\u0000")
"""How JSON writes the character 0: with an odd number of backslashes; with an even one a text only speaks of it."""

_text = encode_basestring
"""Writes a text, and refuses what is none."""


class NotCanonical(ValueError):  # noqa: N818 - says what the value is
    """A value cannot be written into a fact, or bytes are not those of a fact; the message says which and why."""


class Body(NamedTuple):
    """What the bytes of a fact say."""

    recorded_at: datetime
    fact: Fact


def fact_bytes(fact: Fact, *, recorded_at: datetime) -> bytes:
    """Return the canonical bytes of a fact.

    Args:
        fact: the fact.
        recorded_at: what the clock said when it was recorded, with a zone.

    Raises:
        NotCanonical: a text holds half a surrogate pair or the character 0, an instant has no zone, a decimal is not
            finite, a whole number is beyond 2^53, or a fact, an actor or a link has no name.
    """
    act, actor, origin = fact.act, fact.actor, fact.origin
    kind = type(act)
    told = ",".join(
        [
            lead + write(value)
            for name, lead, write, is_required in _WRITERS[kind.__name__]
            if ((value := getattr(act, name)) is not None and (value or type(value) is not str)) or is_required
        ]
    )
    commitment = f',"commitment":{_text(fact.commitment)}' if fact.commitment else ""
    links = f',"links":[{",".join(map(_link, fact.links))}]' if fact.links else ""
    person = f',"person":{_text(actor.person)}' if actor.person else ""
    place = f',"place":{_text(origin.place)}' if origin.place else ""
    text = (
        f'{{"act":{{{told}}},"actor":{{"party":{_name(actor.party, "actor")}{person}}}'
        f'{_attributes(fact.attributes)}{commitment},"happened_at":{_instant(fact.happened_at)},'
        f'"id":{_name(fact.id, "fact")},"kind":"{kind.__name__}"{links},'
        f'"origin":{{"medium":"{origin.medium.value}"{place}}},'
        f'"recorded_at":{_instant(recorded_at)},"version":{kind.VERSION}}}'
    )
    if _MAYBE_ZERO in text and _ZERO.search(text):
        raise NotCanonical("a text holds the character 0")
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise NotCanonical("a text holds half a surrogate pair") from None


def read_fact(body: bytes, *, is_judged: bool = False) -> Body:
    """Return what canonical bytes say.

    Args:
        body: the bytes.
        is_judged: whether somebody else judges that they are written as a fact is, which is half the work.

    Raises:
        NotCanonical: they are not the bytes that `fact_bytes` writes, or of a kind or version that is not known here.
    """
    try:
        plain = json.loads(body)
        kind = _kind(plain["kind"], plain["version"])
        read = _READERS[kind.__name__]
        fact = Fact(
            id=plain["id"],
            happened_at=read_instant(plain["happened_at"]),
            actor=Actor(**plain["actor"]),
            origin=Origin(medium=Medium(plain["origin"]["medium"]), place=plain["origin"].get("place", "")),
            act=kind(**{name: read[name](value) for name, value in plain["act"].items()}),
            commitment=plain.get("commitment", ""),
            links=tuple(_read_link(link) for link in plain.get("links", ())),
            attributes=plain.get("attributes", {}),
        )
        recorded_at = read_instant(plain["recorded_at"])
        is_same = is_judged or fact_bytes(fact, recorded_at=recorded_at) == body
    except NotCanonical:
        raise
    except (ValueError, LookupError, TypeError, AttributeError, InvalidOperation, RecursionError) as trouble:
        raise NotCanonical(f"not the bytes of a fact: {trouble}") from trouble
    if not is_same:
        raise NotCanonical("these bytes are not written as a fact is")
    return Body(recorded_at, fact)


def _kind(name: str, version: int) -> type[Act]:
    kind = ACTS.get(name)
    if kind is None or version != kind.VERSION:
        raise NotCanonical(f"version {version} of {name} is not known here")
    return kind


@lru_cache(maxsize=4096)  # a batch has one recording time, and an instant often stands in several fields
def instant_text(instant: datetime) -> str:
    """Return an instant in UTC as text, with microseconds where it has any."""
    if instant.tzinfo is None:
        raise NotCanonical(f"{instant.isoformat()} has no zone")
    return (instant if instant.tzinfo is UTC else instant.astimezone(UTC)).isoformat()[:-6] + "Z"


def read_instant(text: str) -> datetime:
    """Return the instant that `instant_text` wrote."""
    return datetime.fromisoformat(text)


def _instant(instant: datetime) -> str:
    return f'"{instant_text(instant)}"'


def _name(text: str, of: str) -> str:
    if not text:
        raise NotCanonical(f"the {of} has no name")
    return _text(text)


def _number(number: Decimal) -> str:
    if not number.is_finite():
        raise NotCanonical(f"{number} is not finite")
    return f'"{number:f}"'


def _whole(number: int) -> str:
    if abs(number) > LARGEST_WHOLE:
        raise NotCanonical(f"{number} is beyond 2^53")
    return str(number)


def _yes_or_no(answer: bool) -> str:  # noqa: FBT001 - the value that is written
    return "true" if answer else "false"


def _link(link: Link) -> str:
    qualifier = f',"qualifier":{_text(link.qualifier)}' if link.qualifier else ""
    quantity = "" if link.quantity is None else f',"quantity":{_number(link.quantity)}'
    unit = f',"unit":{_text(link.unit)}' if link.unit else ""
    type_ = _name(link.type, "link's type")
    return f'{{"object":{_name(link.object, "link")}{qualifier}{quantity},"type":{type_}{unit}}}'


def _attributes(attributes: Mapping[str, str]) -> str:
    """Return attributes in the order of their names.

    RFC 8785 sorts names by UTF-16 units, Python by code points: they differ beyond the first plane only.
    """
    if not attributes:
        return ""
    if any(max(name) > "\uffff" for name in attributes if not name.isascii()):
        raise NotCanonical("the name of an attribute holds a character beyond the first 65,536")
    told = ",".join([f"{_text(name)}:{_text(attributes[name])}" for name in sorted(attributes)])
    return f',"attributes":{{{told}}}'


def _read_link(plain: Mapping[str, str]) -> Link:
    quantity = plain.get("quantity")
    return Link(
        type=plain["type"],
        object=plain["object"],
        qualifier=plain.get("qualifier", ""),
        quantity=None if quantity is None else Decimal(quantity),
        unit=plain.get("unit", ""),
    )


_WRITE: dict[object, Callable[[Any], str]] = {
    str: _text,
    bool: _yes_or_no,
    int: _whole,
    Decimal: _number,
    datetime: _instant,
}
_READ: dict[object, Callable[[Any], Any]] = {str: str, bool: bool, int: int, Decimal: Decimal, datetime: read_instant}


def _enum_text(value: StrEnum) -> str:
    return f'"{value}"'


def field_types(kind: type[Act]) -> Mapping[str, type]:
    """Return the type of each field of a kind of fact, without `None`."""
    hints = get_type_hints(kind)
    return {item.name: _plain_type(hints[item.name]) for item in fields(kind)}  # type: ignore[arg-type] # all kinds are dataclasses


def _plain_type(hint: Any) -> type:  # noqa: ANN401 - a type hint is any value
    kinds = [part for part in get_args(hint) if part is not type(None)]
    plain: type = kinds[0] if kinds else hint
    return plain


def _writers_of(kind: type[Act]) -> Iterator[tuple[str, str, Callable[[Any], str], bool]]:
    types = field_types(kind)
    for item in fields(kind):  # type: ignore[arg-type] # all kinds are dataclasses
        type_ = types[item.name]
        yield (
            item.name,
            f'"{item.name}":',
            _enum_text if issubclass(type_, Enum) else _WRITE[type_],
            item.default is MISSING,
        )


_WRITERS = {name: tuple(sorted(_writers_of(kind), key=itemgetter(0))) for name, kind in ACTS.items()}
_READERS: dict[str, dict[str, Callable[[Any], Any]]] = {
    name: {field: type_ if issubclass(type_, Enum) else _READ[type_] for field, type_ in field_types(kind).items()}
    for name, kind in ACTS.items()
}
