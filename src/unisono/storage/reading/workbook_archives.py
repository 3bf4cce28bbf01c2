"""The ZIP archive that an XLSX workbook is: measured before anything of it is opened."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from io import BytesIO
from pathlib import PurePosixPath

from unisono.domain.findings import Finding, Severity, Source
from unisono.storage.reading.limits import MEGABYTE, PACKING, PARTS, UNPACKED_SIZE
from unisono.storage.reading.sheet_scans import Damaged, ErrorCell, OverLimit, PartScan
from unisono.storage.reading.texts import Report

PART_MARK = b"PK\x01\x02"
OFFICE_DOCUMENT = b"\xd0\xcf\x11\xe0"
LOCKED = "EncryptedPackage".encode("utf_16_le")
READ_PARTS = (".xml", ".rels")
LEFT_OUT = re.compile("calcchain|chart|comment|customxml|docprops|drawing|externallink|pivot|printer", re.IGNORECASE)
TEXTS_PART = "sharedstrings.xml"
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
WITH_PASSWORD = 1
LONGEST_LIST = 16 * MEGABYTE

SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")

BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, RuntimeError, ValueError, KeyError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """A workbook that can be opened: a copy of the parts that matter, and its error cells by the name of the sheet."""

    copy: BytesIO
    error_cells: Mapping[str, Sequence[ErrorCell]] = field(default_factory=dict)


def measured(data: bytes, file: str, report: Report) -> Archive | None:
    """Return a workbook whose every part has been measured, or None where it must not be opened, which is reported.

    What is opened later is a copy made of the measured bytes: whatever the archive claims, nothing else gets out of it.

    Args:
        data: the content of the file.
        file: its name.
        report: takes the findings.
    """
    if data.startswith(OFFICE_DOCUMENT):
        report(bad_workbook(file, "it has a password" if LOCKED in data else "it is in the old format XLS"))
        return None
    parts = data.count(PART_MARK)
    if parts > PARTS.most:
        report(PARTS.finding(Source(file=file), parts))
        return None
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _copied(archive, file)
    except OverLimit as beyond:
        report(beyond.finding)
    except (Damaged, *BROKEN_ZIP):
        report(bad_workbook(file, "it is no XLSX file, is damaged, or has a password"))
    return None


def _copied(archive: zipfile.ZipFile, file: str) -> Archive:
    items = _items(archive, file)
    sheets = dict(_sheets(archive))
    copy, shared = BytesIO(), list[int]()
    error_cells: dict[str, Sequence[ErrorCell]] = {}
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for item in items:
            name = sheets.get(item.filename, item.filename)
            scan = PartScan(name, shared)
            with archive.open(item) as source, packed.open(item.filename, "w") as target:
                while piece := source.read(MEGABYTE):
                    scan.feed(piece)
                    target.write(piece)
            scan.feed(b"")
            shared += scan.shared_here
            error_cells[name] = scan.error_cells
    copy.seek(0)
    return Archive(copy=copy, error_cells=error_cells)


def _items(archive: zipfile.ZipFile, file: str) -> list[zipfile.ZipInfo]:
    """Return the parts that are read, the shared texts first."""
    items = [
        item
        for item in archive.infolist()
        if item.filename.lower().endswith(READ_PARTS) and not LEFT_OUT.search(item.filename)
    ]
    names = {item.filename.lower() for item in items}
    packed_otherwise = any(item.compress_type not in PACKINGS or item.flag_bits & WITH_PASSWORD for item in items)
    if len(names) < len(items) or packed_otherwise:
        raise Damaged
    size, packed = sum(item.file_size for item in items), sum(item.compress_size for item in items)
    if size > UNPACKED_SIZE.most * MEGABYTE:
        raise OverLimit(UNPACKED_SIZE.finding(Source(file=file), size // MEGABYTE))
    if size > PACKING.most * packed:
        raise OverLimit(PACKING.finding(Source(file=file), size // max(packed, 1)))
    return sorted(items, key=lambda item: not item.filename.lower().endswith(TEXTS_PART))


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the part of the archive that holds the cells of a sheet, and the name of the sheet."""
    targets = {
        attributes.get("Id", ""): attributes.get("Target", "")
        for attributes in _tags(archive, "xl/_rels/workbook.xml.rels", RELATION)
    }
    for attributes in _tags(archive, "xl/workbook.xml", SHEET):
        target = targets.get(attributes.get("r:id", ""), "")
        part = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
        yield part, attributes.get("name", "")


def _tags(archive: zipfile.ZipFile, part: str, tag: re.Pattern[str]) -> Iterator[dict[str, str]]:
    if archive.getinfo(part).file_size > LONGEST_LIST:
        raise Damaged
    for found in tag.findall(archive.read(part).decode(errors="replace")):
        yield {name: unescape(double or single) for name, double, single in ATTRIBUTE.findall(found)}


def bad_workbook(file: str, why: str) -> Finding:
    """Return the finding about a workbook or sheet that cannot be read, and why."""
    return Finding(
        code="bad-workbook",
        severity=Severity.ERROR,
        source=Source(file=file),
        message=f"The workbook cannot be read: {why.rstrip('.')}.",
        expected="an XLSX workbook without a password",
        remedy="Open it in a spreadsheet program and save it again as XLSX.",
    )
