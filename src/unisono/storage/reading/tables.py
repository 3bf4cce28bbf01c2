"""From the cells of a sheet to the rows of a table: a wrong row is reported and left out, all others are read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from unisono.domain.findings import Finding, Severity, Source
from unisono.services.checking.draft import Table
from unisono.storage.reading.cells import Customs, Parse, parser
from unisono.storage.reading.fields import fields_of
from unisono.storage.reading.headers import CURRENCY_COLUMN, Header, read_header
from unisono.storage.reading.numbers import Mark, Notation, decimal_mark, other_currency
from unisono.storage.reading.sheets import Sheet
from unisono.storage.reading.texts import SPOILT, Report
from unisono.storage.reading.troubles import Raw, Trouble, shown

DELIMITER_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TableReader:
    """Reads the tables of one company.

    `currency` is empty where the company's is not known; `mark` and `delimiter` are what `[files]` in `company.toml`
    declares, if it does.
    """

    zone: ZoneInfo
    currency: str
    mark: Mark | None
    delimiter: str
    report: Report

    def read(self, sheet: Sheet, row_type: type) -> Table[Any]:
        """Return the good rows of a sheet, and what could be read of the others.

        Args:
            sheet: the cells.
            row_type: what its rows are.
        """
        header = read_header(sheet, row_type, self.report)
        notation = self._notation(sheet, header, row_type)
        customs = Customs(notation=notation, zone=self.zone)
        parsers = [
            (header.positions[field.name], field.name, parser(field, customs))
            for field in fields_of(row_type)
            if field.name in header.positions
        ]
        rows, lines, broken, units = list[Any](), list[int](), list[Mapping[str, Any]](), list[str]()
        for line, cells in sheet.rows:
            values, troubles = _values(cells, parsers)
            row = _Row(sheet=sheet, header=header, line=line, cells=cells)
            is_wrong = (troubles or row.is_unusual) and not self._accepts(row, values, troubles)
            if is_wrong or header.lacks:
                broken.append(values)
                continue
            rows.append(row_type(**values))
            lines.append(line)
            if header.unit is not None:
                units.append(row.text(header.unit))
        return Table(
            file=sheet.file,
            rows=tuple(rows),
            lines=tuple(lines),
            broken=tuple(broken),
            units=tuple(units),
            complete=not header.lacks,
            zone=self.zone,
        )

    def _notation(self, sheet: Sheet, header: Header, row_type: type) -> Notation:
        mark = self.mark
        if mark is None:
            numbers = [
                header.positions[field.name]
                for field in fields_of(row_type)
                if field.column.unit and field.name in header.positions
            ]
            texts = (
                cell.strip()
                for _, row in sheet.rows
                for position in numbers
                if position < len(row) and isinstance(cell := row[position], str)
            )
            mark = decimal_mark(texts)
        self._tell_notation(sheet, mark)
        return Notation(mark=mark or ".", sure=mark is not None, currency=self.currency)

    def _tell_notation(self, sheet: Sheet, mark: Mark | None) -> None:
        found = []
        if sheet.delimiter != "," and not self.delimiter:
            found.append(f"{DELIMITER_NAMES.get(sheet.delimiter, repr(sheet.delimiter))} between the cells")
        if mark == "," and self.mark is None:
            found.append("decimal commas")
        if found:
            self.report(
                Finding(
                    code="notation-found",
                    severity=Severity.NOTE,
                    source=Source(file=sheet.file),
                    message=f"Read with {' and '.join(found)}.",
                    remedy="If this is wrong, declare delimiter and decimal under [files] in company.toml.",
                )
            )

    def _accepts(self, row: "_Row", values: dict[str, Any], troubles: Mapping[str, tuple[Raw, Trouble]]) -> bool:
        """Report what is wrong with an unusual row; return whether its values count all the same."""
        spoilt = row.spoilt_columns()
        for name in spoilt:
            values.pop(name, None)
        if row.has_extra_cells:
            self.report(row.too_long())
            return False
        absent = row.absent_columns()
        lacking = [name for name in absent if name in troubles]
        if absent:
            self.report(row.too_short(lacking))
        for name, (raw, trouble) in troubles.items():
            if name not in spoilt and name not in absent:
                self.report(trouble.at(Source(file=row.sheet.file, line=row.line, column=name), raw))
        return not (spoilt or troubles or self._is_in_other_currency(row))

    def _is_in_other_currency(self, row: "_Row") -> bool:
        if row.header.currency is None:
            return False
        written = row.text(row.header.currency)
        trouble = other_currency(written, self.currency) if written else None
        if trouble is not None:
            self.report(trouble.at(Source(file=row.sheet.file, line=row.line, column=CURRENCY_COLUMN), written))
        return trouble is not None


def _values(
    cells: Sequence[Raw], parsers: Sequence[tuple[int, str, Parse]]
) -> tuple[dict[str, Any], dict[str, tuple[Raw, Trouble]]]:
    values, troubles = {}, {}
    count = len(cells)
    for position, name, parse in parsers:
        raw = cells[position] if position < count else ""
        value = parse(raw)
        if value.__class__ is Trouble:
            troubles[name] = raw, value
        else:
            values[name] = value
    return values, troubles


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A row as it stands in its sheet."""

    sheet: Sheet
    header: Header
    line: int
    cells: Sequence[Raw]

    @property
    def is_unusual(self) -> bool:
        """Tell whether the row needs a closer look although each of its known cells can be read."""
        return len(self.cells) != len(self.sheet.header) or self.sheet.spoilt or self.header.currency is not None

    @property
    def has_extra_cells(self) -> bool:
        """Tell whether cells are filled to the right of the header."""
        return any(cell not in ("", None) for cell in self.cells[len(self.sheet.header) :])

    def text(self, position: int) -> str:
        """Return a cell as text."""
        return str(self.cells[position]).strip() if position < len(self.cells) else ""

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
