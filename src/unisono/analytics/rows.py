"""Rows of the fact table as named tuples, for what is worked out commitment by commitment.

Moments are whole seconds since 1970; texts that say nothing are "".
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import floor
from typing import Any, get_type_hints

import ibis

Rows = Callable[[ibis.Table], Sequence[Mapping[str, object]]]
"""Returns the rows of an expression, as `services.ports.FactTable.rows` does."""


def made(kind: type[Any], rows: Iterable[Mapping[str, object]]) -> list[Any]:
    """Return rows as named tuples of a kind.

    Args:
        kind: a `NamedTuple`; its fields are columns of the rows.
        rows: of an expression.
    """
    read = {name: _READ[type_] for name, type_ in get_type_hints(kind).items()}
    return [kind(**{name: read[name](row[name]) for name in read}) for row in rows]


def grouped(pairs: Iterable[tuple[str, Any]]) -> dict[str, list[Any]]:
    """Return the values of each key, in the order in which they come."""
    groups: dict[str, list[Any]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def text(value: object) -> str:
    """Return a text, empty where nothing is told."""
    return "" if value is None else str(value)


def whole(value: object) -> int | None:
    """Return a whole number, None where nothing is told."""
    return None if value is None else floor(float(str(value)))


def amount(value: object) -> float | None:
    """Return a number, None where nothing is told."""
    return None if value is None else float(str(value))


_READ: Mapping[object, Callable[[object], object]] = {
    str: text,
    int: lambda value: whole(value) or 0,
    float: lambda value: amount(value) or 0.0,
    bool: bool,
    int | None: whole,
    float | None: amount,
}
