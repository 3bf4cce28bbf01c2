"""From the cell of a column to its value: how it is read follows from the type of the field."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from unisono.domain.columns import Column
from unisono.services.checking.suggestions import Suggestions
from unisono.storage.reading.fields import Field
from unisono.storage.reading.limits import TEXT
from unisono.storage.reading.moments import read_clock, read_day, read_moment
from unisono.storage.reading.numbers import ABSURD, Notation, number_of, parse_number
from unisono.storage.reading.troubles import Raw, Trouble

Parse = Callable[[Raw], Any]
"""Returns the value of a cell, or its `Trouble`."""

REMEMBERED = 1 << 16
LONGEST_WHOLE = 128
"""Bits of a whole number of TOML that is still looked at; all allowed ones are far shorter."""
YES, NO = ("yes", "true", "1"), ("no", "false", "0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Customs:
    """How the cells of one file are written: its numbers, and the zone of times without one."""

    notation: Notation
    zone: ZoneInfo


def parser(field: Field, customs: Customs) -> Parse:
    """Return the function that reads the cells of a column; it remembers the texts it has seen.

    Args:
        field: the column.
        customs: how the file is written.
    """
    parse = _parser_of_filled(field, customs)

    def parse_any(raw: Raw) -> Any:  # noqa: ANN401 - whatever the column holds
        text = raw.strip() if isinstance(raw, str) else raw
        if text is None or text == "":
            return EMPTY if field.required else field.default
        if isinstance(raw, int) and raw.bit_length() > LONGEST_WHOLE:
            return ABSURD
        return parse(text)

    return lru_cache(maxsize=REMEMBERED, typed=True)(parse_any)


EMPTY = Trouble(
    code="empty-cell", message="There is no value here.", expected="a value", remedy="Fill it: it is required."
)


CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
CONTROL_SIGN = Trouble(
    code="control-sign",
    message="The text holds a control sign that nobody can see, and that programs obey.",
    expected="a text of letters, digits and signs",
    remedy="Write the cell again by hand.",
)


def _parser_of_filled(field: Field, customs: Customs) -> Parse:
    kind, described = field.kind, field.column
    parse: Parse
    if kind is str:
        parse = _text
    elif kind is bool:
        parse = _yes_or_no
    elif kind is Decimal:
        parse = _number(described, customs.notation)
    elif kind is int:
        parse = _whole(described, customs.notation)
    elif kind is datetime:
        zone, end_of_day = customs.zone, described.end_of_day

        def parse(raw: Raw) -> datetime | Trouble:
            return read_moment(raw, zone, end_of_day=end_of_day)
    elif kind is date:
        parse = read_day
    elif kind is time:
        ends = field.name == "end"

        def parse(raw: Raw) -> time | Trouble:
            return read_clock(raw, ends=ends)
    else:
        parse = _word(kind)
    return parse


def _text(raw: Raw) -> str | Trouble:
    match raw:
        case str():
            if len(raw) > TEXT.most:
                return TEXT.trouble(len(raw))
            return raw if raw.isprintable() or not CONTROL.search(raw) else CONTROL_SIGN
        case bool():
            return "yes" if raw else "no"
        case int() | float() | Decimal():
            number = number_of(raw)
            return number if isinstance(number, Trouble) else format(number.normalize() + 0, "f")
        case date() | time():
            return raw.isoformat()
        case _:
            return Trouble(
                code="wrong-type", message="This is not a text.", expected="a text", remedy="Write it in letters."
            )


def _yes_or_no(raw: Raw) -> bool | Trouble:
    if isinstance(raw, bool):
        return raw
    word = format(raw, "g") if isinstance(raw, int | float | Decimal) else str(raw).casefold()
    if word in YES or word in NO:
        return word in YES
    return Trouble(
        code="bad-yes-no",
        message="This is neither yes nor no.",
        expected="yes or no (true, false, 1 and 0 are read as well)",
        remedy="Write yes or no.",
    )


def _number(described: Column, notation: Notation) -> Parse:
    money = described.unit.startswith("money")
    low, high, above = (_bound(limit) for limit in (described.minimum, described.maximum, described.above))

    def parse(raw: Raw) -> Decimal | Trouble:
        number: Decimal | Trouble
        if isinstance(raw, str):
            number = parse_number(raw, notation, money=money)
        elif isinstance(raw, int | float | Decimal) and not isinstance(raw, bool):
            number = number_of(raw)
        else:
            number = _not_a_number(raw)
        if isinstance(number, Trouble) or (
            (low is None or number >= low) and (high is None or number <= high) and (above is None or number > above)
        ):
            return number
        return _out_of_range(number, described)

    return parse


def _bound(limit: float | None) -> Decimal | None:
    return None if limit is None else Decimal(str(limit))


def _whole(described: Column, notation: Notation) -> Parse:
    parse_number_cell = _number(described, notation)

    def parse(raw: Raw) -> int | Trouble:
        number = parse_number_cell(raw)
        if isinstance(number, Trouble):
            return number
        if number != int(number):
            return Trouble(
                code="not-whole", message="This is not a whole number.", expected="a whole number", remedy="Round it."
            )
        return int(number)

    return parse


def _not_a_number(raw: Raw) -> Trouble:
    is_time = isinstance(raw, date | time | timedelta)
    return Trouble(
        code="bad-number",
        message="This is a date or a time, not a number." if is_time else "This is not a number.",
        expected="a number",
        remedy="Set the cell's format to a number and write it again." if is_time else "Correct it.",
    )


def _out_of_range(number: Decimal, described: Column) -> Trouble:
    return Trouble(
        code="out-of-range",
        message=f"{format(number, 'f')} is {_how_it_misses(number, described)}.",
        expected=bounds_text(described),
        remedy="Correct it.",
    )


def _how_it_misses(number: Decimal, described: Column) -> str:
    if number < 0 and described.minimum != described.above:
        return "negative"
    if described.maximum is not None and number > Decimal(str(described.maximum)):
        return "too large"
    return "too small"


def bounds_text(described: Column) -> str:
    """Return the sentence about the numbers a column allows.

    >>> bounds_text(Column(about="", example="", above=0, maximum=1))
    'a number above 0 and at most 1'
    """
    parts = [
        f"{word} {bound:g}"
        for word, bound in (("at least", described.minimum), ("above", described.above), ("at most", described.maximum))
        if bound is not None
    ]
    return f"a number {' and '.join(parts)}" if parts else "a number"


def _word(kind: type) -> Parse:
    words: dict[str, Any] = {str(item.value): item for item in kind} if issubclass(kind, Enum) else {}
    suggestions = Suggestions(words)

    def parse(raw: Raw) -> Any:  # noqa: ANN401 - a member of the column's enumeration
        word = str(raw).casefold().replace("-", "_").replace(" ", "_")
        if word in words:
            return words[word]
        return Trouble(
            code="unknown-word",
            message="This word is not known here.",
            expected=f"one of {', '.join(words)}",
            remedy=suggestions.suggest(word) or "Write one of these words.",
        )

    return parse
