"""Values as JSON text and back: dataclasses as objects, decimals with exactly their digits, instants as ISO 8601."""

import json
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Plain = None | bool | int | float | str | Decimal | list["Plain"] | dict[str, "Plain"]
"""What JSON knows, with decimals for numbers."""

T = TypeVar("T")

MOST_DIGITS = 300
"""How long a number may be before or after its point; what is finite as a float has no more."""


class DoesNotFit(Exception):  # noqa: N818 - says what the value does
    """A value is not what its type wants; `place` is where, like `body.operations[3].start`."""

    def __init__(self, place: str, expected: str, value: object) -> None:
        super().__init__(f"{place or 'the file'}: expected {expected}")
        self.place = place
        self.expected = expected
        self.value = value


def to_plain(value: object) -> Plain:  # noqa: PLR0911 - one way out a kind of value
    """Return a value made of dataclasses, enums, instants, decimals, tuples and dicts as what JSON knows."""
    if isinstance(value, Enum):
        return to_plain(value.value)
    if value is None or isinstance(value, bool | int | float | str | Decimal):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(to_plain(key)): to_plain(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [to_plain(item) for item in value]
    if is_dataclass(value):
        return {item.name: to_plain(getattr(value, item.name)) for item in fields(value)}
    message = f"no JSON for {type(value).__name__}"
    raise TypeError(message)


def write_json(value: Plain) -> str:
    """Return JSON text, two spaces an indent, decimals with exactly their digits."""
    return "".join(_write(value, "")) + "\n"


def _write(value: Plain, indent: str) -> Iterator[str]:
    deeper = indent + "  "
    if isinstance(value, Decimal):
        yield format(value, "f")
    elif isinstance(value, dict) and value:
        for index, (name, item) in enumerate(value.items()):
            yield f"{',' if index else '{'}\n{deeper}{json.dumps(name, ensure_ascii=False)}: "
            yield from _write(item, deeper)
        yield f"\n{indent}}}"
    elif isinstance(value, list) and value:
        for index, item in enumerate(value):
            yield f"{',' if index else '['}\n{deeper}"
            yield from _write(item, deeper)
        yield f"\n{indent}]"
    else:
        yield json.dumps(value, ensure_ascii=False, allow_nan=False)


def read_json(text: str) -> Plain:
    """Return what a JSON text says, numbers with a point as decimals.

    Raises:
        json.JSONDecodeError: the text is no JSON.
        DoesNotFit: the text holds NaN or Infinity, which are no JSON numbers, numbers beyond all bounds, or too many
            brackets within each other.
    """
    try:
        plain: Plain = json.loads(text, parse_float=_decimal, parse_int=_whole, parse_constant=_refuse_constant)
    except RecursionError:
        raise DoesNotFit("", "fewer brackets within each other", None) from None
    return plain


def _decimal(digits: str) -> Decimal:
    try:
        number = Decimal(digits)
    except InvalidOperation:
        raise DoesNotFit("", "a number of sensible size", digits) from None
    if abs(number.adjusted()) > MOST_DIGITS:
        raise DoesNotFit("", "a number of sensible size", digits)
    return number


def _whole(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise DoesNotFit("", "a number of sensible size", digits)
    return int(digits)


def _refuse_constant(name: str) -> None:
    raise DoesNotFit("", "a number", name)


def from_plain(wanted: type[T], plain: Plain, place: str = "") -> T:
    """Return the dataclass value that `to_plain` turned into `plain`.

    Args:
        wanted: the dataclass.
        plain: what JSON said.
        place: where in the file `plain` stands, for the refusal.

    Raises:
        DoesNotFit: something is missing, unknown or of another kind than the type says.
    """
    if not isinstance(plain, dict):
        raise DoesNotFit(place, "an object", plain)
    hints = get_type_hints(wanted)
    known: dict[str, Field[Any]] = {item.name: item for item in fields(wanted)}  # type: ignore[arg-type]
    for name in plain:
        if name not in known:
            raise DoesNotFit(_below(place, name), "no such name", plain[name])
    values = {}
    for name, item in known.items():
        if name in plain:
            values[name] = _read(hints[name], plain[name], _below(place, name))
        elif item.default is MISSING and item.default_factory is MISSING:
            raise DoesNotFit(_below(place, name), "a value", None)
    return wanted(**values)


def _below(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def _read(hint: Any, plain: Plain, place: str) -> Any:  # noqa: ANN401 - a type hint is any value
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _read_union(get_args(hint), plain, place)
    if origin is tuple:
        if not isinstance(plain, list):
            raise DoesNotFit(place, "a list", plain)
        return tuple(_read(get_args(hint)[0], item, f"{place}[{index}]") for index, item in enumerate(plain))
    if origin in (dict, Mapping):
        if not isinstance(plain, dict):
            raise DoesNotFit(place, "an object", plain)
        _, item_hint = get_args(hint)
        return {name: _read(item_hint, item, _below(place, name)) for name, item in plain.items()}
    if is_dataclass(hint) and isinstance(hint, type):
        return from_plain(hint, plain, place)
    return _read_scalar(hint, plain, place)


def _read_union(choices: Sequence[Any], plain: Plain, place: str) -> Any:  # noqa: ANN401 - the same
    if plain is None and type(None) in choices:
        return None
    refusal = DoesNotFit(place, "a value", plain)
    for choice in choices:
        if choice is not type(None):
            try:
                return _read(choice, plain, place)
            except DoesNotFit as misfit:
                refusal = misfit
    raise refusal


def _read_scalar(hint: Any, plain: Plain, place: str) -> Any:  # noqa: ANN401 - the same
    if hint is datetime:
        return _read_instant(plain, place)
    if isinstance(hint, type) and issubclass(hint, Enum):
        if plain not in [item.value for item in hint]:
            raise DoesNotFit(place, "one of " + ", ".join(str(item.value) for item in hint), plain)
        return hint(plain)
    is_number = isinstance(plain, int | Decimal) and not isinstance(plain, bool)
    if hint in (Decimal, float) and is_number:
        return hint(plain)
    if hint in (int, str, bool) and type(plain) is hint:
        return plain
    raise DoesNotFit(place, _EXPECTED.get(hint, str(hint)), plain)


_EXPECTED: dict[Any, str] = {
    Decimal: "a number",
    float: "a number",
    int: "a whole number",
    str: "a text",
    bool: "true or false",
}


def _read_instant(plain: Plain, place: str) -> datetime:
    expected = "an instant like 2026-11-23T05:00:00Z"
    try:
        instant = datetime.fromisoformat(plain) if isinstance(plain, str) else None
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise DoesNotFit(place, expected, plain)
    return instant.astimezone(UTC)
