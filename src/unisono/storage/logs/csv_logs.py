"""Logs in CSV: a row an event, its columns as the file names them; and `facts.csv`, a row a fact."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from datetime import tzinfo
from pathlib import Path

from unisono.domain.facts import Fact
from unisono.domain.findings import Finding, Severity, Source
from unisono.domain.flat_facts import FLAT_COLUMNS, REQUIRED
from unisono.domain.log_times import Times
from unisono.domain.logs import Account, LogEvent, LogForm, LogObject
from unisono.storage.logs.accounts import NO_OBJECTS, Reading
from unisono.storage.logs.sources import UNREADABLE, BeyondLimit, broken_off, open_unpacked
from unisono.storage.reading.delimited import DELIMITERS, Feed, first_lines, records
from unisono.storage.reading.headers import column_name
from unisono.storage.reading.limits import BROKEN_ROWS, COLUMNS, ROW_LENGTH
from unisono.storage.reading.texts import SPOILT, is_text, wrong_byte
from unisono.storage.reading.troubles import shown

_BEYOND = re.compile(r"[^\0-\uffff]")
_MORE = ("|",)


class CsvLog:
    """A log in CSV.

    Args:
        path: the file, packed with gzip or not.
        zone: of times that name none.
        delimiter: what stands between the cells.
        columns: the names of the columns, each once.
        header_end: the number of the line below the header.
    """

    def __init__(self, path: Path, *, zone: tzinfo, delimiter: str, columns: tuple[str, ...], header_end: int) -> None:
        self.file = path.name
        self.columns = columns
        self.form = LogForm.FACTS if set(REQUIRED) <= set(columns) else LogForm.CSV
        self._path = path
        self._zone = zone
        self._delimiter = delimiter
        self._header_end = header_end
        self._reading = Reading(self.file, Times(zone))

    def objects(self) -> Mapping[str, LogObject]:
        """Return no objects: CSV names none."""
        return NO_OBJECTS

    def account(self) -> Account:
        """Return what came of the last reading."""
        return self._reading.account()

    def read(self) -> Iterator[LogEvent | Fact]:
        """Yield an event a row, or a fact a row of `facts.csv`; what is left out stands in the account."""
        reading = self._reading = Reading(self.file, Times(self._zone))
        is_of_facts, columns, width = self.form is LogForm.FACTS, self.columns, len(self.columns)
        for line, row in self._rows(reading):
            if len(row) != width:
                reading.leave_out(*_wrong_width(self.file, line, len(row), width))
            elif is_of_facts:
                cells = {name: text for name, text in zip(columns, row, strict=True) if text}
                fact = reading.fact(cells, place=f"{self.file}:{line}", line=line)
                if fact is not None:
                    yield fact
            else:
                reading.tally.taken += 1
                yield LogEvent(
                    number=reading.tally.rows,
                    place=f"{self.file}:{line}",
                    attributes=dict(zip(columns, row, strict=True)),
                )

    def _rows(self, reading: Reading) -> Iterator[tuple[int, list[str]]]:
        try:
            with open_unpacked(self._path) as stream:
                yield from self._rows_in(Lines(stream, reading), reading)
        except BeyondLimit as beyond:
            reading.tell(beyond.limit.finding(Source(file=self.file)))
        except UNREADABLE:
            reading.tell(broken_off(self.file, "The file is damaged or cut off", line=None))

    def _rows_in(self, lines: "Lines", reading: Reading) -> Iterator[tuple[int, list[str]]]:
        feed = Feed(lines)
        while feed.line < self._header_end:
            next(feed)
            feed.accept()

        def report(finding: Finding) -> None:
            if finding.code == "over-limit" and finding.message == BROKEN_ROWS.trouble().message:
                reading.tell(finding)
            else:
                is_long = finding.code == "over-limit"
                reading.leave_out("is too long" if is_long else "has a quotation mark in the wrong place", finding)

        for line, row in records(feed, self._delimiter, self.file, report):
            if lines.spoilt and any(line <= spoilt < feed.end for spoilt in lines.spoilt):
                number = min(spoilt for spoilt in lines.spoilt if spoilt >= line)
                reading.leave_out(
                    "holds bytes that are no UTF-8 text", lines.spoilt[number], place=f"{self.file}:{line}"
                )
            elif row and (len(row) > 1 or row[0].strip()):
                yield line, row


class Lines:
    """The lines of a text in UTF-8 with their ends; those that hold other bytes are in `spoilt`, by number.

    Of a line longer than any row may be only the beginning is given.

    Args:
        stream: the text as bytes.
        reading: names the file.
    """

    def __init__(self, stream: io.BufferedReader, reading: Reading) -> None:
        self.spoilt: dict[int, Finding] = {}
        self._file = reading.file
        self._text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
        self._most = 2 * ROW_LENGTH.most

    def __iter__(self) -> Iterator[str]:
        """Yield the lines from the first to the last."""
        read, most = self._text.readline, self._most
        number = 0
        while line := read(most):
            number += 1
            if len(line) == most:
                self._skip_rest(line)
            if (not line.isascii() or "\0" in line) and (found := SPOILT.search(line)):
                self._spoil(number, line, found)
            yield line

    def _skip_rest(self, piece: str) -> None:
        while piece and not piece.endswith(("\n", "\r")):
            piece = self._text.readline(self._most)

    def _spoil(self, number: int, line: str, found: re.Match[str]) -> None:
        offset = len(line[: found.start()].encode(errors="surrogateescape"))
        byte = found[0].encode(errors="surrogateescape")[0]
        if len(self.spoilt) > _REMEMBERED:
            self.spoilt.clear()
        self.spoilt[number] = wrong_byte(self._file, number, offset, byte)


_REMEMBERED = 1_000
"""How many spoilt lines are remembered: no row has so many."""


def open_csv(path: Path, head: bytes, *, zone: tzinfo) -> CsvLog | tuple[Finding, ...]:
    """Return a log in CSV, or the findings that say why its header cannot be read.

    Args:
        path: the file.
        head: its first bytes, unpacked.
        zone: of times that name none.
    """
    findings: list[Finding] = []
    if not is_text(head, path.name, findings.append):
        return tuple(findings)
    reading = Reading(path.name, Times(zone))
    try:
        with open_unpacked(path) as stream:
            lines = Lines(stream, reading)
            feed = Feed(lines)
            first, declared = first_lines(feed)
            delimiter = declared or _delimiter(first)
            header = next(csv.reader(feed, delimiter=delimiter, strict=True), [])
    except (csv.Error, BeyondLimit, *UNREADABLE) as error:
        return (_broken_header(path.name, error),)
    if lines.spoilt:
        return tuple(lines.spoilt.values())
    wrong = _wrong_header(path.name, header)
    if wrong is not None:
        return (wrong,)
    return CsvLog(path, zone=zone, delimiter=delimiter, columns=_fact_names(_names(header)), header_end=feed.end)


def _broken_header(file: str, error: Exception) -> Finding:
    if isinstance(error, BeyondLimit):
        return error.limit.finding(Source(file=file))
    if isinstance(error, csv.Error):
        return _no_header(file, "The line with the names of the columns has broken quotes")
    return broken_off(file, "The file is damaged or cut off", line=None)


def _wrong_header(file: str, header: list[str]) -> Finding | None:
    if not any(map(str.strip, header)):
        return _no_header(file, "The file is empty")
    if len(header) > COLUMNS.most:
        return COLUMNS.finding(Source(file=file, line=1), len(header))
    strange = next(filter(_BEYOND.search, header), None)
    if strange is None:
        return None
    return _no_header(file, f"The name of a column holds a sign that cannot be kept: {shown(strange)}")


def _delimiter(header: str) -> str:
    """Return what stands between the names of the columns: what parts the most of them."""

    def score(delimiter: str) -> tuple[int, int]:
        names = [name.strip().strip('"') for name in header.split(delimiter)]
        return sum(name in _KNOWN for name in names), len(names)

    return max((*DELIMITERS, *_MORE), key=score)


_KNOWN = frozenset(FLAT_COLUMNS)


def _names(header: list[str]) -> tuple[str, ...]:
    """Return the names of the columns, each once: an empty one gets its number, a second one of a name a sign."""
    names: list[str] = []
    for number, cell in enumerate(header, start=1):
        name = cell.strip() or f"column {number}"
        while name in names:
            name += "'"
        names.append(name)
    return tuple(names)


def _fact_names(columns: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of the columns as facts have them where this is a table of facts, else as they are.

    As in the company's files, capitals, blanks and hyphens do not matter.
    """
    names = tuple(column_name(name) if column_name(name) in _KNOWN else name for name in columns)
    is_of_facts = set(REQUIRED) <= set(names) and len(set(names)) == len(names)
    return names if is_of_facts else columns


def _wrong_width(file: str, line: int, found: int, width: int) -> tuple[str, Finding]:
    reason = "has fewer cells than the header" if found < width else "has more cells than the header"
    return reason, Finding(
        code="short-row" if found < width else "extra-cells",
        severity=Severity.WARNING,
        source=Source(file=file, line=line),
        message=f"This row has {found:,} cells, and the header {width:,}.",
        value=str(found),
        expected=f"{width} cells",
        remedy="Look whether a cell with the separator in it has no quotes around it, or whether the file is cut off.",
    )


def _no_header(file: str, why: str) -> Finding:
    return Finding(
        code="no-header",
        severity=Severity.ERROR,
        source=Source(file=file, line=1),
        message=f"{why}.",
        expected="a line with the names of the columns, then a line for each event",
        remedy="Export the log again.",
    )
