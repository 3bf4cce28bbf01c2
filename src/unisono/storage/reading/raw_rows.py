"""A row of a sheet that needs a closer look: too long, too short, with bytes that are no text."""

from collections.abc import Sequence
from dataclasses import dataclass

from unisono.domain.findings import Finding, Severity, Source
from unisono.storage.reading.headers import Header
from unisono.storage.reading.sheets import Sheet
from unisono.storage.reading.texts import SPOILT
from unisono.storage.reading.troubles import Raw, shown


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRow:
    """A row as it stands in its sheet."""

    sheet: Sheet
    header: Header
    line: int
    cells: Sequence[Raw]

    @property
    def has_extra_cells(self) -> bool:
        """Tell whether cells are filled to the right of the header."""
        return any(cell not in ("", None) for cell in self.cells[len(self.sheet.header) :])

    def source(self, column: str) -> Source:
        """Return the place of a cell."""
        return Source(file=self.sheet.file, line=self.line, column=column)

    def spoilt_columns(self) -> set[str]:
        """Return the columns of this row that hold bytes which are no text."""
        if not self.sheet.spoilt:
            return set()
        spoilt = {place for place, cell in enumerate(self.cells) if isinstance(cell, str) and SPOILT.search(cell)}
        return {name for name, place in self.header.positions.items() if place in spoilt}

    def absent_columns(self) -> list[str]:
        """Return the known columns that a short row does not reach."""
        return [name for name, place in self.header.positions.items() if place >= len(self.cells)]

    def too_long(self) -> Finding:
        """Return the finding about cells to the right of the header."""
        width, count = len(self.sheet.header), len(self.cells)
        return Finding(
            code="extra-cells",
            severity=Severity.ERROR,
            source=Source(file=self.sheet.file, line=self.line),
            message=f"The row has {count} cells, the header {width}.",
            value=shown(self.cells[width]),
            expected=f"{width} cells",
            remedy=f"Put cells that hold a '{self.sheet.delimiter}' in quotation marks, or delete what is too much.",
        )

    def too_short(self, lacking: Sequence[str]) -> Finding:
        """Return the finding about cells that are not there; it is a mistake when a required one is among them."""
        return Finding(
            code="short-row",
            severity=Severity.ERROR if lacking else Severity.WARNING,
            source=Source(file=self.sheet.file, line=self.line),
            message=f"The row has {len(self.cells)} cells, the header {len(self.sheet.header)}; "
            + (f"it ends before {', '.join(lacking)}." if lacking else "the missing ones are read as empty."),
            expected=f"{len(self.sheet.header)} cells",
            remedy="Look whether the file was cut off, and complete the row.",
        )
