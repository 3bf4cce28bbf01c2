"""Frozen values as canonical JSON and back: what is known of commitments, snapshots, plans.

A field that holds its default is left out; decimals, instants, dates and enumerations are texts.
"""

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Reader = Callable[[Any], Any]


class Unreadable(ValueError):  # noqa: N818 - says what the bytes are
    """Bytes are not those of such a value."""


def to_bytes(value: object) -> bytes:
    """Return a value made of dataclasses, tuples, dicts and single values as canonical JSON."""
    return _ENCODER.encode(value).encode("utf-8", errors="surrogatepass")


def from_bytes(wanted: type[T], written: bytes) -> T:
    """Return the value that `to_bytes` wrote.

    Args:
        wanted: its dataclass.
        written: the bytes.

    Raises:
        Unreadable: they are no such value.
    """
    hint: Any = wanted
    try:
        value: T = _reader(hint)(json.loads(written.decode("utf-8", errors="surrogatepass")))
    except (ValueError, ArithmeticError, LookupError, TypeError, AttributeError, RecursionError) as trouble:
        raise Unreadable(f"not the bytes of a {wanted.__name__}: {trouble}") from trouble
    return value


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if is_dataclass(value):
        kind: Any = type(value)
        told = {}
        for name, default in _defaults(kind):
            item = getattr(value, name)
            if item is not default and item != default:
                told[name] = item
        return told
    message = f"no JSON for {type(value).__name__}"
    raise TypeError(message)


_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"), default=_plain)


@cache
def _defaults(kind: Any) -> tuple[tuple[str, object], ...]:  # noqa: ANN401 - a dataclass
    return tuple(
        (item.name, item.default if item.default_factory is MISSING else item.default_factory())
        for item in fields(kind)
    )


@cache
def _reader(hint: Any) -> Reader:  # noqa: ANN401 - a type hint is any value
    origin, inside = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _union_reader(inside)
    if origin is tuple:
        read = _reader(inside[0])
        return lambda plain: tuple(read(item) for item in plain)
    if origin in (dict, Mapping):
        read_item = _reader(inside[1])
        return lambda plain: {name: read_item(item) for name, item in plain.items()}
    if is_dataclass(hint) and isinstance(hint, type):
        return _record_reader(hint)
    if hint in _TEXTS:
        return _TEXTS[hint]
    return hint if issubclass(hint, Enum) else _single_reader(hint)


def _record_reader(kind: type) -> Reader:
    readers: dict[str, Reader] = {}

    def read(plain: Mapping[str, Any]) -> object:
        if not readers:  # when first used, so that types may hold each other
            readers.update({name: _reader(hint) for name, hint in get_type_hints(kind).items()})
        return kind(**{name: readers[name](value) for name, value in plain.items()})

    return read


def _union_reader(choices: tuple[Any, ...]) -> Reader:
    """Try the choices in their turn; None stands for itself."""
    readers = [_reader(choice) for choice in choices if choice is not type(None)]
    is_optional = type(None) in choices

    def read(plain: Any) -> object:  # noqa: ANN401 - what JSON said
        if plain is None and is_optional:
            return None
        for reader in readers[:-1]:
            try:
                return reader(plain)
            except (ValueError, TypeError, ArithmeticError):
                continue
        return readers[-1](plain)

    return read


def _single_reader(kind: type) -> Reader:
    def read(plain: Any) -> object:  # noqa: ANN401 - what JSON said
        if type(plain) is not kind:
            message = f"{plain!r} is no {kind.__name__}"
            raise TypeError(message)
        return plain

    return read


_TEXTS: dict[object, Reader] = {
    Decimal: Decimal,
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    time: time.fromisoformat,
}
