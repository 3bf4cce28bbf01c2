"""CSV files: comma, semicolon or tab between the cells, quotes around some of them."""

import csv
import re
from collections.abc import Collection, Iterator, Sequence
from io import StringIO

from unisono.domain.findings import Finding, Severity, Source
from unisono.storage.reading.headers import column_name
from unisono.storage.reading.sheets import Sheet
from unisono.storage.reading.texts import Report, decode, report_spoilt_lines

DELIMITERS = (",", ";", "\t")
DECLARED_INSIDE = re.compile(r"sep=(.)\s*", re.IGNORECASE)


def read_delimited(data: bytes, file: str, *, columns: Collection[str], delimiter: str, report: Report) -> Sheet | None:
    """Return the cells of a CSV file, or None when it has none, which is reported.

    Args:
        data: the content of the file.
        file: its name.
        columns: the names a header may have, by which the delimiter is found.
        delimiter: the declared one, or empty.
        report: takes the findings.
    """
    text = decode(data, file, report)
    if text is None:
        return None
    spoilt = report_spoilt_lines(text, data, file, report)
    lines = list(StringIO(text, newline=""))
    start = next((place for place, line in enumerate(lines) if line.strip()), None)
    declared = DECLARED_INSIDE.fullmatch(lines[start]) if start is not None else None
    if declared and start is not None:
        delimiter = delimiter or declared[1]
        start = next((place for place in range(start + 1, len(lines)) if lines[place].strip()), None)
    if start is None:
        report(_empty(file))
        return None
    delimiter = delimiter or _found_delimiter(lines[start], columns)
    rows = _records(lines, start, delimiter, file, report)
    header_line, header = next(rows, (start + 1, []))
    return Sheet(
        file=file,
        header=header,
        header_line=header_line,
        rows=[(line, row) for line, row in rows if any(map(str.strip, row))],
        spoilt=spoilt,
        delimiter=delimiter,
    )


def _records(
    lines: Sequence[str], start: int, delimiter: str, file: str, report: Report
) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line it begins in; after broken quotes go on in the line below the one they begin in."""
    while start < len(lines):
        reader = csv.reader(lines[start:], delimiter=delimiter, strict=True)
        read = 0
        try:
            for row in reader:
                yield start + read + 1, row
                read = reader.line_num
        except csv.Error:
            report(_broken_quotes(file, start + read + 1, lines[start + read]))
            start += read + 1
        else:
            return


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


def _broken_quotes(file: str, line: int, text: str) -> Finding:
    return Finding(
        code="broken-quotes",
        severity=Severity.ERROR,
        source=Source(file=file, line=line),
        message="A quotation mark opens in this line that is never closed, or stands in the middle of a quoted cell.",
        value=text.strip()[:80],
        expected='quoted cells that end with a quotation mark; a mark inside is doubled, e.g. "2"" pipe"',
        remedy="Close the quotation mark, or double it.",
    )
