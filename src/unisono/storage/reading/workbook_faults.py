"""What a reader of workbooks does not tell: cells whose formula failed, and sizes that no memory holds."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path, PurePosixPath

ErrorCell = tuple[int, int, str]
"""The row (from 1), the column (from 0) and the text of a cell, e.g. `#DIV/0!`."""

MOST_BYTES = 1 << 30
MOST_CELLS = 20_000_000
LETTERS = 26
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
ROWS = re.compile(rb'r="[A-Za-z]*([0-9]{1,18})"')
COLUMNS = re.compile(rb'r="([A-Za-z]{1,18})[0-9]')
ERROR_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*\bt=\"e\"[^>]*)>(.{0,2000}?)</(?:\w+:)?c>", re.DOTALL)
CELL_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
REFERENCE = re.compile(r"([A-Z]{1,4})(\d{1,9})")

BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, RuntimeError, ValueError, KeyError)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookFaults:
    """The cells with an error by the name of their sheet, and why the workbook must not be opened, if so."""

    error_cells: Mapping[str, Sequence[ErrorCell]] = field(default_factory=dict)
    why_closed: str = ""


def find_faults(path: Path) -> WorkbookFaults:
    """Return the faults of an XLSX file.

    Args:
        path: the file.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(item.file_size for item in archive.infolist())
            if size > MOST_BYTES:
                return WorkbookFaults(why_closed=f"unpacked it would take {size >> 20:,} MB")
            return _faults(archive)
    except BROKEN_ZIP:
        return WorkbookFaults(why_closed="it is no XLSX file, is damaged, or has a password")


def _faults(archive: zipfile.ZipFile) -> WorkbookFaults:
    found: dict[str, Sequence[ErrorCell]] = {}
    for name, part in _parts(archive):
        content = archive.read(part)
        rows = max(map(int, set(ROWS.findall(content))), default=0)
        columns = max(map(_column_number, set(COLUMNS.findall(content))), default=0)
        if rows > LAST_ROW or columns > LAST_COLUMN or b'r="A0"' in content:
            return WorkbookFaults(why_closed=f"sheet {name} names cells that no sheet can have")
        if rows * columns > MOST_CELLS:
            why = f"sheet {name} reaches over {rows:,} rows and {columns:,} columns; delete the stray cells far out"
            return WorkbookFaults(why_closed=why)
        if b't="e"' in content:
            found[name] = tuple(_error_cells(content))
    return WorkbookFaults(error_cells=found)


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the name of each sheet and the part of the archive that holds its cells."""
    targets = {
        attributes.get("Id", ""): attributes.get("Target", "")
        for attributes in map(_attributes, RELATION.findall(archive.read("xl/_rels/workbook.xml.rels")))
    }
    held = set(archive.namelist())
    for attributes in map(_attributes, SHEET.findall(archive.read("xl/workbook.xml"))):
        target = targets.get(attributes.get("r:id", ""), "")
        part = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
        if part in held:
            yield attributes.get("name", ""), part


def _attributes(tag: bytes) -> dict[str, str]:
    found = ATTRIBUTE.findall(tag.decode("utf-8", errors="replace"))
    return {name: unescape(double or single) for name, double, single in found}


def _error_cells(content: bytes) -> Iterator[ErrorCell]:
    for attributes, inside in ERROR_CELL.findall(content):
        reference = REFERENCE.fullmatch(_attributes(attributes).get("r", ""))
        value = CELL_VALUE.search(inside)
        if reference:
            text = value[1].decode("utf-8", errors="replace") if value else "error"
            yield int(reference[2]), _column_number(reference[1].encode()) - 1, text


def _column_number(letters: bytes) -> int:
    """Return the number of a column, from 1.

    >>> _column_number(b"AA")
    27
    """
    number = 0
    for letter in letters.upper():
        number = number * LETTERS + letter - ord("A") + 1
    return number
