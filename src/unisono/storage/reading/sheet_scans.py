"""A look through the XML of a workbook's parts before they are opened: how far cells reach, how much text they hold.

A few bytes can claim a sheet of seventeen billion cells, or one long text in a million of them. The workbook is opened
only after this look, which reads any XML in a few megabytes of memory.
"""

from collections.abc import Sequence
from functools import lru_cache
from xml.parsers import expat

from unisono.domain.findings import Finding, Source
from unisono.storage.reading.limits import CELLS, MEGABYTE, SHEET_COLUMNS, SHEET_ROWS, SHEET_TEXTS

ErrorCell = tuple[int, int, str]
"""The row (from 1), the column (from 0) and the text of a cell, e.g. `#DIV/0!`."""

LETTERS = 26
DIGITS = "0123456789"
DEEPEST = 100
LONGEST_TAG = 4 * MEGABYTE
MOST_ERROR_CELLS = 10_000
SHARED, ERROR = KEPT_KINDS = ("s", "e")
"""The cells whose value is looked at: the place of a shared text, and an error."""

Attributes = dict[str, str]


class OverLimit(Exception):  # noqa: N818 - says what the workbook is
    """A part of the workbook is larger than allowed; it carries the finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


class Damaged(Exception):  # noqa: N818 - says what the workbook is
    """A part of the workbook is no XML that a spreadsheet writes."""


class PartScan:
    """Reads one XML part in pieces and keeps what matters of it.

    Args:
        name: what the user calls it: the sheet's name.
        shared: the length of each shared text, in bytes.

    Attributes:
        error_cells: the cells whose formula ended in an error.
        shared_here: the lengths of the shared texts, where this is the part that holds them.
    """

    def __init__(self, name: str, shared: Sequence[int] = ()) -> None:
        self._source = Source(file=name)
        self._shared = shared
        self._depth = self._row = self._column = self._last_row = self._last_column = self._texts = self._fed = 0
        self._text_began = 0
        self._digits = ""
        self._kind: str | None = None
        self._value: list[str] = []
        self.error_cells: list[ErrorCell] = []
        self.shared_here: list[int] = []
        self._parser = expat.ParserCreate("UTF-8")  # whatever the part says: the one that opens it reads nothing else
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._refuse_declarations
        self._begin_of = {
            "row": self._begin_row,
            "c": self._begin_cell,
            "v": self._begin_value,
            "si": self._begin_shared,
        }
        self._end_of = {"c": self._end_cell, "si": self._end_shared}

    def feed(self, piece: bytes) -> None:
        """Take the next piece of the part; the last one is empty.

        Raises:
            OverLimit: it goes beyond a limit.
            Damaged: it is no XML that a spreadsheet writes.
        """
        self._fed += len(piece)
        try:
            self._parser.Parse(piece, not piece)
        except (expat.ExpatError, ValueError) as error:
            raise Damaged from error
        if self._fed - self._parser.CurrentByteIndex > LONGEST_TAG + len(piece):
            raise Damaged

    def _begin(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise Damaged
        if ":" in name:
            name = name.rpartition(":")[2]
        if name in self._begin_of:
            self._begin_of[name](attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        if ":" in name:
            name = name.rpartition(":")[2]
        if name in self._end_of:
            self._end_of[name]()

    def _begin_row(self, attributes: Attributes) -> None:
        self._row = _row_number(attributes["r"]) if "r" in attributes else self._row + 1
        self._column = 0
        self._check_row()

    def _begin_cell(self, attributes: Attributes) -> None:
        place = attributes.get("r")
        if place is None:
            self._column += 1
        else:
            letters = place.rstrip(DIGITS)
            self._column = column_number(letters)
            digits = place[len(letters) :]
            if digits != self._digits:
                self._row, self._digits = _row_number(digits), digits
                self._check_row()
        if self._column > self._last_column or self._row > self._last_row:
            self._reach()
        kind = attributes.get("t")
        if kind in KEPT_KINDS:
            self._kind = kind
            self._parser.CharacterDataHandler = self._value.append

    def _begin_value(self, _: Attributes) -> None:
        self._value.clear()  # of the formula before it

    def _begin_shared(self, _: Attributes) -> None:
        self._text_began = self._parser.CurrentByteIndex

    def _end_shared(self) -> None:
        self.shared_here.append(self._parser.CurrentByteIndex - self._text_began)
        if len(self.shared_here) > CELLS.most:
            raise OverLimit(CELLS.finding(self._source))

    def _end_cell(self) -> None:
        if self._kind is None:
            return
        value = "".join(self._value).strip()
        if self._kind == SHARED:
            place = int(value) if value.isdecimal() and len(value) <= len(str(CELLS.most)) else len(self._shared)
            self._texts += self._shared[place] if place < len(self._shared) else 0
            if self._texts > SHEET_TEXTS.most * MEGABYTE:
                raise OverLimit(SHEET_TEXTS.finding(self._source))
        elif len(self.error_cells) < MOST_ERROR_CELLS:
            self.error_cells.append((self._row, self._column - 1, value or "error"))
        self._kind = self._parser.CharacterDataHandler = None
        self._value.clear()

    def _check_row(self) -> None:
        if self._row > SHEET_ROWS.most:
            raise OverLimit(SHEET_ROWS.finding(self._source))

    def _reach(self) -> None:
        """Take note of a cell further out than any before."""
        self._last_row, self._last_column = max(self._last_row, self._row), max(self._last_column, self._column)
        if self._last_column > SHEET_COLUMNS.most:
            raise OverLimit(SHEET_COLUMNS.finding(self._source))
        if self._last_row * self._last_column > CELLS.most:
            place = f"row {self._row:,}, column {self._column:,}"
            found = self._last_row * self._last_column
            raise OverLimit(CELLS.finding(self._source, found, value=place))

    def _refuse_declarations(self, *_: object) -> None:
        raise Damaged


@lru_cache(maxsize=1 << 15)
def column_number(letters: str) -> int:
    """Return the number of a column, from 1.

    Raises:
        Damaged: no column is called so.

    >>> column_number("AA")
    27
    """
    if not (letters.isascii() and letters.isalpha()) or len(letters) > len("XFD"):
        raise Damaged
    number = 0
    for letter in letters.upper():
        number = number * LETTERS + ord(letter) - ord("A") + 1
    return number


def _row_number(digits: str) -> int:
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > len(str(SHEET_ROWS.most)) or int(digits) == 0:
        raise Damaged
    return int(digits)
