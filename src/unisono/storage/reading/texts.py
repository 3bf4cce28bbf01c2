"""From the bytes of a file to its text; what is no text is a finding."""

import re
from collections.abc import Callable
from pathlib import Path

from unisono.domain.findings import Finding, Severity, Source

UTF_16_OR_32 = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
SPOILT = re.compile("[\ud800-\udfff\x00]")
LINE_END = re.compile(rb"\r\n|\r|\n")

Report = Callable[[Finding], None]


def read_bytes(path: Path, report: Report) -> bytes | None:
    """Return the content of a file, or None when it cannot be read, which is reported.

    Args:
        path: the file.
        report: takes the findings.
    """
    if path.is_dir():
        report(
            Finding(
                code="not-a-file",
                severity=Severity.ERROR,
                source=Source(file=path.name),
                message=f"{path.name} is a folder, not a file.",
                expected="a file",
                remedy="Rename the folder, and put the file in its place.",
            )
        )
        return None
    try:
        return path.read_bytes()
    except OSError as error:
        report(
            Finding(
                code="unreadable-file",
                severity=Severity.ERROR,
                source=Source(file=path.name),
                message=f"{path.name} cannot be read: {error.strerror or 'the system refuses it'}.",
                expected="a file that you may read",
                remedy="Look at its permissions, and whether another program holds it open.",
            )
        )
        return None


def decode(data: bytes, file: str, report: Report) -> str | None:
    """Return the text of a file in UTF-8, with or without a byte order mark.

    Bytes that are no UTF-8 stay in the text as lone surrogates, so that the rows without them can still be read; see
    `report_spoilt_lines`. The text is None, which is reported, when the whole file is in another encoding.

    Args:
        data: the content of the file.
        file: its name.
        report: takes the findings.
    """
    if data.startswith(UTF_16_OR_32):
        report(
            Finding(
                code="not-utf-8",
                severity=Severity.ERROR,
                source=Source(file=file, line=1),
                message="The file is in UTF-16 or UTF-32, not in UTF-8.",
                expected="text in UTF-8",
                remedy='Save it again as "CSV UTF-8".',
            )
        )
        return None
    return data.decode("utf-8-sig", errors="surrogateescape")


def report_spoilt_lines(text: str, data: bytes, file: str, report: Report) -> bool:
    """Return whether any line holds bytes which are no text, and report each of these lines once.

    Args:
        text: the file as `decode` gives it.
        data: the same as bytes.
        file: its name.
        report: takes the findings.
    """
    if not SPOILT.search(text):
        return False
    offset = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    for number, line in enumerate(_lines(data[offset:]), start=1):
        wrong = _first_wrong(line)
        if wrong is not None:
            report(_wrong_byte(file, number, offset + wrong, line[wrong]))
        offset += len(line)
    return True


def _lines(data: bytes) -> list[bytes]:
    ends = [match.end() for match in LINE_END.finditer(data)]
    starts = [0, *ends]
    return [data[start:end] for start, end in zip(starts, [*ends, len(data)], strict=True)]


def _first_wrong(line: bytes) -> int | None:
    zero = line.find(0)
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start if zero < 0 else min(zero, error.start)
    return zero if zero >= 0 else None


def _wrong_byte(file: str, line: int, offset: int, byte: int) -> Finding:
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
