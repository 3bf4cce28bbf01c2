"""JSON read piece by piece: the items of the lists in its outermost object, each as it comes."""

import io
import json
import re
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from unisono.storage.logs.sources import BeyondLimit
from unisono.storage.reading.limits import LOG_PART, MEGABYTE

PIECE = 1 << 20
_LONGEST_SIGN = 16
"""More than a word, an escaped sign or the beginning of a number takes."""

_BLANKS = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)
"""Numbers stay as they were written."""


class NoJson(Exception):  # noqa: N818 - says what the text is
    """A text is no JSON, or not an object with lists; the message says why and `offset` where."""

    def __init__(self, why: str, offset: int) -> None:
        super().__init__(why)
        self.offset = offset


class Item(NamedTuple):
    """An item of a list: the name of the list, its number from 1, and what it says."""

    list: str
    number: int
    value: Any


class JsonPieces:
    """The lists of an outermost object.

    Args:
        text: where it is read from.
    """

    def __init__(self, text: io.TextIOBase) -> None:
        self._text = text
        self._buffer = ""
        self._at = 0
        self._before = 0
        self._is_end = False

    def items(self, wanted: Collection[str]) -> Iterator[Item]:
        """Yield the items of the wanted lists, in their order in the file; others are passed over.

        Raises:
            NoJson: the text is no JSON, or a wanted list is none.
            BeyondLimit: an item is larger than any may be.
        """
        self._expect("{")
        if self._next() == "}":
            self._at += 1
            return
        while True:
            if self._next() != '"':
                raise self._refusal("a name in quotation marks was expected")
            name = self._value()
            self._expect(":")
            if self._next() == "[":
                for number, value in self._list():
                    if name in wanted:
                        yield Item(name, number, value)
            elif name in wanted:
                raise self._refusal(f"{name} is no list")
            else:
                self._value()
            if self._next() == "}":
                break
            self._expect(",")
        self._at += 1
        if self._next():
            raise self._refusal("something stands behind its end")

    def _list(self) -> Iterator[tuple[int, Any]]:
        self._expect("[")
        if self._next() == "]":
            self._at += 1
            return
        number = 0
        while True:
            number += 1
            yield number, self._value()
            if self._next() == "]":
                self._at += 1
                return
            self._expect(",")

    def _expect(self, sign: str) -> None:
        if self._next() != sign:
            raise self._refusal(f"{sign} was expected")
        self._at += 1

    def _next(self) -> str:
        """Return the next sign that is not blank, or nothing at the end."""
        while True:
            self._at = _BLANKS.match(self._buffer, self._at).end()  # type: ignore[union-attr] # it matches nothing, too
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if not self._fill():
                return ""

    def _value(self) -> Any:  # noqa: ANN401 - whatever JSON says
        self._next()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._buffer, self._at)
            except json.JSONDecodeError as error:
                if self._is_wrong(error) or not self._fill():
                    raise self._refusal(error.msg) from None
            except RecursionError:
                raise self._refusal("too many brackets within each other") from None
            else:
                if end < len(self._buffer) or not self._fill():
                    self._at = end
                    return value

    def _is_wrong(self, error: json.JSONDecodeError) -> bool:
        """Return whether a value is wrong rather than not yet whole, which shows at the end of what was read."""
        is_open = error.msg.startswith("Unterminated string") or error.pos > len(self._buffer) - _LONGEST_SIGN
        return not is_open

    def _fill(self) -> bool:
        """Read on, and return whether anything came; what is done with is forgotten."""
        if self._is_end:
            return False
        kept = self._buffer[self._at :]
        if len(kept) > LOG_PART.most * MEGABYTE:
            raise BeyondLimit(LOG_PART)
        piece = self._text.read(PIECE)
        self._is_end = not piece
        self._before += self._at
        self._buffer, self._at = kept + piece, 0
        return bool(piece)

    def _refusal(self, why: str) -> NoJson:
        return NoJson(why, self._before + self._at)
