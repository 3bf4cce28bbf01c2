"""One way into every log: its form is found by what is in the file."""

import re
from datetime import UTC, tzinfo
from pathlib import Path

from unisono.domain.findings import Finding, Severity, Source
from unisono.services.ports import EventLog
from unisono.storage.logs.csv_logs import open_csv
from unisono.storage.logs.ocel_json import OcelJson
from unisono.storage.logs.ocel_sqlite import OcelSqlite
from unisono.storage.logs.ocel_xml import OcelXml
from unisono.storage.logs.sources import PACKED, head_of
from unisono.storage.logs.xes import XesLog
from unisono.storage.reading.finding_log import FindingLog

_MARK = b"\xef\xbb\xbf"
_SQLITE = b"SQLite format 3\0"
_WIDE = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"), (b"\xff\xfe<\0", "utf-16"), (b"\xfe\xff\0<", "utf-16"))
"""How XML begins that is written with two bytes a sign."""

_SECTION = re.compile(
    rb"<(?:[\w.-]+:)?(object-types|event-types|objects|events|trace|event|extension|classifier|global)\b"
)
_OF_OCEL = {b"object-types", b"event-types", b"objects", b"events"}
_FIRST_OCEL = re.compile(rb'"ocel:(?:global-|events|objects|version)|<global\s+scope="(?:log|object)"')


def open_log(path: Path, *, zone: tzinfo = UTC) -> EventLog | tuple[Finding, ...]:
    """Return the log in a file, or the findings that say why it cannot be read.

    Args:
        path: CSV, `facts.csv`, XES, OCEL 2.0 in JSON or XML, each also packed with gzip; or OCEL 2.0 in SQLite.
        zone: of times that name none.
    """
    opened = _open(path, zone)
    if not isinstance(opened, tuple):
        return opened
    told = FindingLog()
    told.extend(opened)
    return told.findings(())


def _open(path: Path, zone: tzinfo) -> EventLog | tuple[Finding, ...]:
    head = head_of(path)
    if isinstance(head, Finding):
        return (head,)
    beginning = head.removeprefix(_MARK).lstrip()
    encoding = next((name for start, name in _WIDE if head.startswith(start)), "")
    if encoding:
        beginning = head[: len(head) // 2 * 2].decode(encoding, "replace").encode()
    if head.startswith(_SQLITE):
        return _packed_database(path) or OcelSqlite(path, zone=zone)
    if not beginning.startswith((b"<", b"{", b"[")):
        return open_csv(path, head, zone=zone)
    if _FIRST_OCEL.search(beginning):
        return (_other_form(path.name, "OCEL 1.0", "Export the log as OCEL 2.0."),)
    if not beginning.startswith(b"<"):
        return OcelJson(path, zone=zone)
    section = _SECTION.search(beginning)
    return OcelXml(path, zone=zone) if section and section[1] in _OF_OCEL else XesLog(path, zone=zone)


def _packed_database(path: Path) -> tuple[Finding, ...]:
    with path.open("rb") as stream:
        if stream.read(len(PACKED)) == PACKED:
            return (_other_form(path.name, "a packed database", "Unpack it first."),)
    return ()


def _other_form(file: str, what: str, remedy: str) -> Finding:
    return Finding(
        code="other-form",
        severity=Severity.ERROR,
        source=Source(file=file),
        message=f"{file} is {what}, which is not read here.",
        expected="CSV, XES, or OCEL 2.0 in JSON, XML or SQLite",
        remedy=remedy,
    )
