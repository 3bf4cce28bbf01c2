"""The one way in which a fact is written as bytes, so that equal facts have equal hashes: canonical JSON, RFC 8785.

Only what needs no further rules is written: objects with ASCII names, texts, whole numbers below 2^53, booleans and
lists. Decimals and instants are texts (`"28.50"`, `"2026-11-23T05:00:00Z"`). Optional fields that are None or empty are
left out, so that a kind can get a new optional field without changing the bytes of old facts.

A body holds all of a fact and when it was recorded; its position is its place in the ledger's tree.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, fields
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum, StrEnum
from functools import lru_cache
from json.encoder import c_make_encoder, encode_basestring  # type: ignore[attr-defined] # not in the stubs
from typing import Any, NamedTuple, get_args, get_type_hints

from unisono.domain.acts import ACTS
from unisono.domain.facts import Act, Actor, Fact, Link, Medium, Origin

LARGEST_WHOLE = 2**53 - 1
"""The largest whole number that every reader of JSON reads exactly."""

_MAYBE_ZERO = r"\u0000"
"""How JSON writes the character 0, and also a backslash before `u0000`."""

_encode: Callable[[dict[str, Any], int], Iterable[str]] = c_make_encoder(
    None, repr, encode_basestring, None, ":", ",", True, False, False
)
"""What `json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))` makes anew for
each text; here it is made once for a million facts. The bodies hold nothing that JSON does not know."""


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
    act, kind = fact.act, fact.kind
    body: dict[str, Any] = {
        "act": {
            name: write(value)
            for name, write, is_required in _WRITERS[kind]
            if _is_told(value := getattr(act, name)) or is_required
        },
        "actor": _some(party=_name(fact.actor.party, "actor"), person=fact.actor.person),
        "happened_at": instant_text(fact.happened_at),
        "id": _name(fact.id, "fact"),
        "kind": kind,
        "origin": _some(medium=fact.origin.medium.value, place=fact.origin.place),
        "recorded_at": _moment_text(recorded_at),
        "version": act.VERSION,
    }
    if fact.commitment:
        body["commitment"] = fact.commitment
    if fact.links:
        body["links"] = [_link(link) for link in fact.links]
    if fact.attributes:
        body["attributes"] = dict(fact.attributes)
        _refuse_beyond_ascii_order(fact.attributes)
    text = "".join(_encode(body, 0))
    if _MAYBE_ZERO in text:
        _refuse_zero(body)
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise NotCanonical("a text holds half a surrogate pair") from None


def read_fact(body: bytes) -> Body:
    """Return what canonical bytes say.

    Raises:
        NotCanonical: they are not the bytes that `fact_bytes` writes, or of a kind or version that is not known here.
    """
    try:
        plain = json.loads(body)
        _refuse_other_than_text(plain)
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
        is_same = fact_bytes(fact, recorded_at=recorded_at) == body
    except NotCanonical:
        raise
    except (ValueError, LookupError, TypeError, AttributeError, InvalidOperation, RecursionError) as trouble:
        raise NotCanonical(f"not the bytes of a fact: {trouble}") from trouble
    if not is_same:
        raise NotCanonical("these bytes are not written as a fact is")
    return Body(recorded_at, fact)


def _refuse_other_than_text(plain: Mapping[str, Any]) -> None:
    """Refuse a number where a text belongs; those of the act are read by their types."""
    texts = [plain["id"], plain.get("commitment", ""), *plain["actor"].values(), *plain["origin"].values()]
    texts += plain.get("attributes", {}).values()
    for link in plain.get("links", ()):
        texts += link.values()
    if set(map(type, texts)) != {str}:
        raise NotCanonical("a value is no text")


def _kind(name: str, version: int) -> type[Act]:
    kind = ACTS.get(name)
    if kind is None or version != kind.VERSION:
        raise NotCanonical(f"version {version} of {name} is not known here")
    return kind


def instant_text(instant: datetime) -> str:
    """Return an instant in UTC as text, with microseconds where it has any."""
    if instant.tzinfo is None:
        raise NotCanonical(f"{instant.isoformat()} has no zone")
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def read_instant(text: str) -> datetime:
    """Return the instant that `instant_text` wrote."""
    return datetime.fromisoformat(text)


def _is_told(value: object) -> bool:
    return value is not None and value != ""


def _some(**texts: str) -> dict[str, str]:
    return {name: text for name, text in texts.items() if text}


_moment_text = lru_cache(maxsize=64)(instant_text)
"""The facts of one batch are recorded at one moment."""


def _refuse_zero(plain: object) -> None:
    """Look for the character 0 in every text of a body."""
    if isinstance(plain, dict):
        for name, value in plain.items():
            _refuse_zero(name)
            _refuse_zero(value)
    elif isinstance(plain, list):
        for value in plain:
            _refuse_zero(value)
    elif isinstance(plain, str) and "\0" in plain:
        raise NotCanonical("a text holds the character 0")


def _name(text: str, of: str) -> str:
    if not text:
        raise NotCanonical(f"the {of} has no name")
    return text


def _number(number: Decimal) -> str:
    if not number.is_finite():
        raise NotCanonical(f"{number} is not finite")
    return format(number, "f")


def _whole(number: int) -> int:
    if abs(number) > LARGEST_WHOLE:
        raise NotCanonical(f"{number} is beyond 2^53")
    return number


def _link(link: Link) -> dict[str, str]:
    plain = _some(
        type=_name(link.type, "link's type"),
        object=_name(link.object, "link"),
        qualifier=link.qualifier,
        unit=link.unit,
    )
    if link.quantity is not None:
        plain["quantity"] = _number(link.quantity)
    return plain


def _read_link(plain: Mapping[str, str]) -> Link:
    quantity = plain.get("quantity")
    return Link(
        type=plain["type"],
        object=plain["object"],
        qualifier=plain.get("qualifier", ""),
        quantity=None if quantity is None else Decimal(quantity),
        unit=plain.get("unit", ""),
    )


def _refuse_beyond_ascii_order(attributes: Mapping[str, str]) -> None:
    """RFC 8785 sorts names by UTF-16 units, Python by code points: they differ beyond the first plane only."""
    if any(max(name) > "\uffff" for name in attributes if not name.isascii()):
        raise NotCanonical("the name of an attribute holds a character beyond the first 65,536")


_WRITE: dict[object, Callable[[Any], Any]] = {
    str: str,
    bool: bool,
    int: _whole,
    Decimal: _number,
    datetime: instant_text,
}
_READ: dict[object, Callable[[Any], Any]] = {str: str, bool: bool, int: int, Decimal: Decimal, datetime: read_instant}


def _enum_text(value: StrEnum) -> str:
    return value.value


def field_types(kind: type[Act]) -> Mapping[str, type]:
    """Return the type of each field of a kind of fact, without `None`."""
    hints = get_type_hints(kind)
    return {item.name: _plain_type(hints[item.name]) for item in fields(kind)}  # type: ignore[arg-type] # all kinds are dataclasses


def _plain_type(hint: Any) -> type:  # noqa: ANN401 - a type hint is any value
    kinds = [part for part in get_args(hint) if part is not type(None)]
    plain: type = kinds[0] if kinds else hint
    return plain


def _writers_of(kind: type[Act]) -> Iterator[tuple[str, Callable[[Any], Any], bool]]:
    types = field_types(kind)
    for item in fields(kind):  # type: ignore[arg-type] # all kinds are dataclasses
        type_ = types[item.name]
        yield item.name, _enum_text if issubclass(type_, Enum) else _WRITE[type_], item.default is MISSING


_WRITERS = {name: tuple(_writers_of(kind)) for name, kind in ACTS.items()}
_READERS: dict[str, dict[str, Callable[[Any], Any]]] = {
    name: {field: type_ if issubclass(type_, Enum) else _READ[type_] for field, type_ in field_types(kind).items()}
    for name, kind in ACTS.items()
}
