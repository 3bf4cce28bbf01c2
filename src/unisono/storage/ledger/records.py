"""Frozen values as canonical JSON and back: what is known of commitments, snapshots, plans.

A field that holds its default is left out; decimals, instants, dates and enumerations are texts.
"""

import json
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum, StrEnum
from functools import cache
from json.encoder import encode_basestring
from math import isfinite
from operator import attrgetter
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from unisono.domain.canonical import instant_text

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


class _Writers(dict[type, Writer]):
    """What writes a value of a type; what is made of known types is found out once."""

    def __missing__(self, kind: type) -> Writer:
        """Find out how a dataclass or an enumeration is written."""
        if is_dataclass(kind):
            writer = _record_writer(kind)
        elif issubclass(kind, StrEnum):
            writer = encode_basestring
        elif issubclass(kind, Enum):
            writer = _enum_value
        else:
            message = f"no JSON for {kind.__name__}"
            raise TypeError(message)
        self[kind] = writer
        return writer


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
            name + _WRITERS[type(value)](value)
            for (name, default), value in zip(columns, values(record), strict=True)
            if type(value) is not type(default) or value != default  # comparing a decimal with None is slow
        ]
        return f"{{{','.join(told)}}}"

    return write


def _default(item: Field[Any]) -> object:
    return item.default if item.default_factory is MISSING else item.default_factory()


def _enum_value(value: Enum) -> str:
    return _text(value.value)


def _text(value: object) -> str:
    return _WRITERS[type(value)](value)


def _list(values: Sequence[object]) -> str:
    return f"[{','.join(map(_text, values))}]"


def _mapping(values: Mapping[str, object]) -> str:
    return f"{{{','.join(f'{encode_basestring(name)}:{_text(values[name])}' for name in sorted(values))}}}"


def _finite(number: float) -> str:
    if not isfinite(number):
        message = f"no JSON for {number}"
        raise ValueError(message)
    return repr(number)


_WRITERS = _Writers(
    {
        type(None): lambda _: "null",
        bool: lambda answer: "true" if answer else "false",
        int: str,
        float: _finite,
        str: encode_basestring,
        Decimal: lambda number: f'"{number:f}"',
        datetime: lambda instant: f'"{instant_text(instant)}"',
        date: lambda day: f'"{day.isoformat()}"',
        time: lambda moment: f'"{moment.isoformat()}"',
        tuple: _list,
        list: _list,
        dict: _mapping,
    }
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
