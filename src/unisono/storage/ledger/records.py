"""Frozen values as canonical JSON and back: what is known of commitments, snapshots, plans.

A field that holds its default is left out; decimals, instants, dates and enumerations are texts.
"""

import json
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache
from json.encoder import encode_basestring
from math import isfinite
from operator import attrgetter
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Reader = Callable[[Any], Any]
Writer = Callable[[Any], str]


class Unreadable(ValueError):  # noqa: N818 - says what the bytes are
    """Bytes are not those of such a value."""


def to_bytes(value: object) -> bytes:
    """Return a value made of dataclasses, tuples, dicts and single values as canonical JSON."""
    return _text(value).encode("utf-8", errors="surrogatepass")


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


def _text(value: Any) -> str:  # noqa: ANN401 - any value
    kind = type(value)
    write = _WRITERS.get(kind)
    if write is None:
        write = _WRITERS[kind] = _record_writer(kind) if is_dataclass(kind) else _writer_of_kin(kind)
    return write(value)


def _record_writer(kind: type) -> Writer:
    """Return what writes a dataclass; it is made once, as most of the time of an append would go into finding out."""
    known = sorted(fields(kind), key=attrgetter("name"))
    values = attrgetter(*(item.name for item in known))
    columns = [
        (
            f"{encode_basestring(item.name)}:",
            item.default if item.default_factory is MISSING else item.default_factory(),
        )
        for item in known
    ]

    def write(record: object) -> str:
        told = [
            name + _text(value)
            for (name, default), value in zip(columns, values(record), strict=True)
            if value is not default and value != default
        ]
        return f"{{{','.join(told)}}}"

    return write


def _default(item: Field[Any]) -> object:
    return item.default if item.default_factory is MISSING else item.default_factory()


def _writer_of_kin(kind: type) -> Writer:
    """Return what writes a kind that is made from a known one, such as an enumeration."""
    if issubclass(kind, Enum):
        return lambda value: _text(value.value)
    message = f"no JSON for {kind.__name__}"
    raise TypeError(message)


def _list(values: Sequence[object]) -> str:
    return f"[{','.join(map(_text, values))}]"


def _mapping(values: Mapping[str, object]) -> str:
    return f"{{{','.join(f'{encode_basestring(name)}:{_text(values[name])}' for name in sorted(values))}}}"


def _finite(number: float) -> str:
    if not isfinite(number):
        message = f"no JSON for {number}"
        raise ValueError(message)
    return repr(number)


_WRITERS: dict[type, Writer] = {
    type(None): lambda _: "null",
    bool: lambda answer: "true" if answer else "false",
    int: str,
    float: _finite,
    str: encode_basestring,
    Decimal: lambda number: f'"{number:f}"',
    datetime: lambda instant: f'"{(instant if instant.tzinfo is UTC else instant.astimezone(UTC)).isoformat()}"',
    date: lambda day: f'"{day.isoformat()}"',
    time: lambda moment: f'"{moment.isoformat()}"',
    tuple: _list,
    list: _list,
    dict: _mapping,
}


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
