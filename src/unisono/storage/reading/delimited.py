"""CSV files: comma, semicolon or tab between the cells, quotes around some of them."""

import csv
import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator

from unisono.domain.findings import Finding, Severity, Source
from unisono.storage.reading.headers import column_name
from unisono.storage.reading.limits import BROKEN_ROWS, CELLS, COLUMNS, LINES, ROW_LENGTH
from unisono.storage.reading.sheets import Sheet
from unisono.storage.reading.texts import Report, TextLines, is_text
from unisono.storage.reading.troubles import shown

DELIMITERS = (",", ";", "\t")
DECLARED_INSIDE = re.compile(r"sep=(.)\s*", re.IGNORECASE)

Row = tuple[int, list[str]]


def read_delimited(data: bytes, file: str, *, columns: Collection[str], delimiter: str, report: Report) -> Sheet | None:
    """Return the cells of a CSV file, or None when it has none or too many, which is reported.

    Args:
        data: the content of the file.
        file: its name.
        columns: the names a header may have, by which the delimiter is found.
        delimiter: the declared one, or empty.
        report: takes the findings.
    """
    lines_there = data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")
    if lines_there > LINES.most:
        report(LINES.finding(Source(file=file), lines_there))
        return None
    if not is_text(data, file, report):
        return None
    lines = TextLines(data, file, report)
    feed = Feed(lines)
    try:
        first, declared = first_lines(feed)
    except csv.Error:
        report(ROW_LENGTH.finding(Source(file=file, line=feed.line), value=feed.skip_first()))
        return None
    if not first:
        report(_empty(file))
        return None
    delimiter = delimiter or declared or _found_delimiter(first, columns)
    start = feed.line
    table = _table(records(feed, delimiter, file, report), file, report)
    if not table or table[0][0] != start:
        return None  # what is wrong with the header has been reported
    (header_line, header), *rows = table
    return Sheet(file=file, header=header, header_line=header_line, rows=rows, spoilt=lines.spoilt, delimiter=delimiter)


def first_lines(feed: "Feed") -> tuple[str, str]:
    """Return the line with the names of the columns, or nothing, and the delimiter that a line above it declares."""
    first = feed.first_filled()
    declared = DECLARED_INSIDE.fullmatch(first)
    if declared:
        feed.accept()
        first = feed.first_filled()
    feed.give_back()
    return first, declared[1] if declared else ""


class Feed:
    """Lines on their way to the CSV reader; those of a row that cannot be read can be given back.

    `line` is the number of the line that the next row begins in.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._again: deque[str] = deque()
        self._taken: list[str] = []
        self._length = 0
        self.line = 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self._taken.append(line)
        self._length += len(line)
        if self._length > ROW_LENGTH.most:
            raise csv.Error
        return line

    def first_filled(self) -> str:
        """Return the next line that is not blank, or an empty text where there is none; blank ones are passed over."""
        for line in self:
            if line.strip():
                return line
            self.accept()
        return ""

    @property
    def end(self) -> int:
        """Return the number of the line below those taken for a row."""
        return self.line + len(self._taken)

    def accept(self) -> None:
        """Go on below the lines taken for a row."""
        self.line += len(self._taken)
        self._taken.clear()
        self._length = 0

    def give_back(self) -> None:
        """Let the lines taken for a row be taken again."""
        self._again.extendleft(reversed(self._taken))
        self._taken.clear()
        self._length = 0

    def skip_first(self) -> str:
        """Return the first line taken for a row, and go on in the line below it."""
        first = self._taken.pop(0)
        self.give_back()
        self.line += 1
        return first


def records(feed: Feed, delimiter: str, file: str, report: Report) -> Iterator[Row]:
    """Yield each row with the line it begins in; after broken quotes go on in the line below the one they begin in."""
    for _ in range(BROKEN_ROWS.most):
        try:
            for row in csv.reader(feed, delimiter=delimiter, strict=True):
                yield feed.line, row
                feed.accept()
        except csv.Error:
            line, first = feed.line, feed.skip_first()
            is_long = len(first) > ROW_LENGTH.most
            source = Source(file=file, line=line)
            report(ROW_LENGTH.finding(source, value=first) if is_long else _broken_quotes(source, first))
        else:
            return
    report(BROKEN_ROWS.finding(Source(file=file, line=feed.line)))


def _table(records: Iterable[Row], file: str, report: Report) -> list[Row]:
    """Return the header and the rows that are not empty, or nothing where they go beyond a limit, which is reported."""
    kept: list[Row] = []
    cells = 0
    for line, row in records:
        if not kept and len(row) > COLUMNS.most:
            report(COLUMNS.finding(Source(file=file, line=line), len(row)))
            return []
        cells += len(row)
        if cells > CELLS.most:
            report(CELLS.finding(Source(file=file, line=line)))
            return []
        if not kept or any(map(str.strip, row)):
            kept.append((line, row))
    return kept


def _found_delimiter(header: str, columns: Collection[str]) -> str:
    def score(delimiter: str) -> tuple[int, int]:
        names = [column_name(cell.strip().strip('"')) for cell in header.split(delimiter)]
        return sum(name in columns for name in names), len(names)

    return max(DELIMITERS, key=score)


def _empty(file: str) -> Finding:
    return Finding(
        code="empty-file",
        severity=Severity.ERROR,
        source=Source(file=file),
        message=f"{file} is empty.",
        expected="a line with the names of the columns, then a line for each row",
        remedy="Fill it; `unisono init` writes an empty template with all columns explained.",
    )


def _broken_quotes(source: Source, text: str) -> Finding:
    return Finding(
        code="broken-quotes",
        severity=Severity.ERROR,
        source=source,
        message="A quotation mark opens in this line that is never closed, or stands in the middle of a quoted cell.",
        value=shown(text.strip()),
        expected='quoted cells that end with a quotation mark; a mark inside is doubled, e.g. "2"" pipe"',
        remedy="Close the quotation mark, or double it.",
    )
