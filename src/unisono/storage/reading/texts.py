"""From the bytes of a file to its lines of text; what is no text is a finding."""

import math
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from unisono.domain.findings import Finding, Severity, Source
from unisono.storage.reading.limits import MEGABYTE, ROW_LENGTH, Limit

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
UTF_16_OR_32 = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
SPOILT = re.compile("[\ud800-\udfff\x00]")
LINE_END = re.compile(rb"\r\n|\r|\n")
NO_TEXTS = {
    b"PK\x03\x04": "a ZIP archive or a workbook",
    b"\xd0\xcf\x11\xe0": "an old or locked office document",
    b"%PDF": "a PDF document",
    b"\xff\xd8\xff": "a picture",
    b"\x89PNG": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a packed file",
    b"SQLite format": "a database",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
}
"""How files begin that people take for text."""

NEVER_IN_TEXT = bytes({*range(32), 127} - {*b"\t\n\v\f\r\x1a\x1b"})
LOOKED_AT = 4096
MOST_CONTROL_SIGNS = 0.1

Report = Callable[[Finding], None]


def read_bytes(path: Path, limit: Limit, report: Report) -> bytes | None:
    """Return the content of a file, or None when it cannot be read, which is reported.

    Args:
        path: the file.
        limit: how many megabytes it may have.
        report: takes the findings.
    """
    try:
        there = path.stat()
        if not stat.S_ISREG(there.st_mode):
            report(no_file(path, "a folder" if stat.S_ISDIR(there.st_mode) else "a pipe or a device"))
            return None
        most = limit.most * MEGABYTE
        with path.open("rb") as stream:
            data = stream.read(most + 1) if there.st_size <= most else b""
    except OSError as error:
        report(unreadable(path, error.strerror or "the system refuses it"))
        return None
    if max(len(data), there.st_size) > most:
        report(limit.finding(Source(file=path.name), math.ceil(there.st_size / MEGABYTE)))
        return None
    return data


def is_text(data: bytes, file: str, report: Report) -> bool:
    """Return whether a file can hold text in UTF-8; what it seems to be instead is reported.

    Args:
        data: the content of the file.
        file: its name.
        report: takes the findings.
    """
    if data.startswith(UTF_16_OR_32):
        report(_other_encoding(file))
        return False
    kind = next((kind for start, kind in NO_TEXTS.items() if data.startswith(start)), "")
    beginning = data[:LOOKED_AT]
    if not kind and len(beginning) - len(beginning.translate(None, NEVER_IN_TEXT)) > MOST_CONTROL_SIGNS * len(
        beginning
    ):
        kind = "no text, or text in an encoding that is not read here"
    if kind:
        report(_no_text(file, kind))
    return not kind


class TextLines:
    """The lines of a file in UTF-8, with or without a byte order mark, with their ends.

    Bytes that are no UTF-8 are reported, each line once, and stay in it as lone surrogates, so that the lines without
    them can still be read; the file is then `spoilt`. Of a line longer than any row may be only the beginning is given.

    Args:
        data: the content of the file.
        file: its name.
        report: takes the findings.
    """

    def __init__(self, data: bytes, file: str, report: Report) -> None:
        self._data = data
        self._file = file
        self._report = report
        self.spoilt = False

    def __iter__(self) -> Iterator[str]:
        """Yield the lines from the first to the last."""
        start = len(BYTE_ORDER_MARK) if self._data.startswith(BYTE_ORDER_MARK) else 0
        for number, end in enumerate(self._ends(), start=1):
            if start < end:
                yield self._line(number, start, end)
            start = end

    def _ends(self) -> Iterator[int]:
        yield from (match.end() for match in LINE_END.finditer(self._data))
        yield len(self._data)

    def _line(self, number: int, start: int, end: int) -> str:
        if end - start > 4 * ROW_LENGTH.most:
            return self._data[start : start + 4 * ROW_LENGTH.most].decode(errors="replace")
        line = self._data[start:end]
        wrong = _first_wrong(line)
        if wrong is None:
            return line.decode()
        self.spoilt = True
        self._report(wrong_byte(self._file, number, start + wrong, line[wrong]))
        return line.decode(errors="surrogateescape")


def _first_wrong(line: bytes) -> int | None:
    zero = line.find(0)
    if zero < 0 and line.isascii():
        return None
    try:
        line.decode()
    except UnicodeDecodeError as error:
        return error.start if zero < 0 else min(zero, error.start)
    return zero if zero >= 0 else None


def no_file(path: Path, what: str) -> Finding:
    """Return the finding about a path that leads to something else than a file."""
    return Finding(
        code="not-a-file",
        severity=Severity.ERROR,
        source=Source(file=path.name),
        message=f"{path.name} is {what}, not a file.",
        expected="a file",
        remedy="Rename it, and put the file in its place.",
    )


def unreadable(path: Path, why: str) -> Finding:
    """Return the finding about a file that the system does not let read."""
    return Finding(
        code="unreadable-file",
        severity=Severity.ERROR,
        source=Source(file=path.name),
        message=f"{path.name} cannot be read: {why}.",
        expected="a file that you may read",
        remedy="Look at its permissions, and whether another program holds it open.",
    )


def _other_encoding(file: str) -> Finding:
    return Finding(
        code="not-utf-8",
        severity=Severity.ERROR,
        source=Source(file=file, line=1),
        message="The file is in UTF-16 or UTF-32, not in UTF-8.",
        expected="text in UTF-8",
        remedy='Save it again as "CSV UTF-8".',
    )


def _no_text(file: str, kind: str) -> Finding:
    return Finding(
        code="not-text",
        severity=Severity.ERROR,
        source=Source(file=file, line=1),
        message=f"The file is {kind}, whatever its name says.",
        expected="text in UTF-8",
        remedy='Save the table as "CSV UTF-8", or name a workbook by its own ending, .xlsx.',
    )


def wrong_byte(file: str, line: int, offset: int, byte: int) -> Finding:
    """Return the finding about a byte that is no text."""
    if byte == 0:
        return Finding(
            code="nul-byte",
            severity=Severity.ERROR,
            source=Source(file=file, line=line),
            message=f"A NUL byte stands at byte {offset:,} of the file.",
            value="\\x00",
            expected="text without NUL bytes",
            remedy="The file is damaged or no text file: write it again.",
        )
    return Finding(
        code="not-utf-8",
        severity=Severity.ERROR,
        source=Source(file=file, line=line),
        message=f"Byte {offset:,} of the file is not UTF-8 (in Windows-1252 it would be "
        f"'{bytes([byte]).decode('cp1252', errors='replace')}').",
        value=f"\\x{byte:02x}",
        expected="text in UTF-8",
        remedy='Save the file again as "CSV UTF-8".',
    )
