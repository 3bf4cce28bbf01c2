"""From the cells of a sheet to the rows of a table: a wrong row is reported and left out, all others are read."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from unisono.domain.findings import Finding, Severity, Source
from unisono.services.checking.draft import Table
from unisono.storage.reading.cells import Customs, Parse, parser
from unisono.storage.reading.fields import fields_of
from unisono.storage.reading.headers import CURRENCY_COLUMN, Header, read_header
from unisono.storage.reading.numbers import Mark, Notation, decimal_mark, other_currency
from unisono.storage.reading.raw_rows import RawRow
from unisono.storage.reading.sheets import Sheet
from unisono.storage.reading.texts import Report
from unisono.storage.reading.troubles import Raw, Trouble

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
        columns = _columns(sheet)
        notation = self._notation(sheet, _number_columns(header, row_type, columns))
        parsers = _parsers(header, row_type, Customs(notation=notation, zone=self.zone))
        parsed = [list(map(parse, columns[place])) for place, parse in parsers.values()] if columns else []
        unusual = _unusual(sheet, header, parsed)
        rows, places, broken = list[Any](), list[int](), list[Mapping[str, Any]]()
        for place, cells in enumerate(zip(*parsed, strict=True)):
            values = dict(zip(parsers, cells, strict=True))
            if place in unusual:
                line, raw = sheet.rows[place]
                row = RawRow(sheet=sheet, header=header, line=line, cells=raw)
                values = self._sound_values(row, values)
            if len(values) < len(parsers) or header.lacks:
                broken.append(values)
            else:
                rows.append(row_type(**values))
                places.append(place)
        return Table(
            file=sheet.file,
            rows=tuple(rows),
            lines=tuple(sheet.rows[place][0] for place in places),
            broken=tuple(broken),
            units=tuple(_text(columns[header.unit][place]) for place in places) if header.unit is not None else (),
            complete=not header.lacks,
            zone=self.zone,
        )

    def _notation(self, sheet: Sheet, number_columns: Sequence[Sequence[Raw]]) -> Notation:
        mark = self.mark
        if mark is None:
            mark = decimal_mark(cell for column in number_columns for cell in column if isinstance(cell, str))
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

    def _sound_values(self, row: RawRow, values: Mapping[str, Any]) -> dict[str, Any]:
        """Report what is wrong with a row, and return the values that count: all of them for a good row."""
        spoilt, absent = row.spoilt_columns(), row.absent_columns()
        troubles = {name: value for name, value in values.items() if isinstance(value, Trouble)}
        sound = {name: value for name, value in values.items() if name not in troubles and name not in spoilt}
        if row.has_extra_cells:
            self.report(row.too_long())
            return {name: value for name, value in sound.items() if name == next(iter(values))}
        if absent:
            self.report(row.too_short([name for name in absent if name in troubles]))
        for name, trouble in troubles.items():
            if name not in spoilt and name not in absent:
                self.report(trouble.at(row.source(name), row.cells[row.header.positions[name]]))
        if self._is_in_other_currency(row):
            sound.popitem()
        return sound

    def _is_in_other_currency(self, row: RawRow) -> bool:
        if row.header.currency is None or row.header.currency >= len(row.cells):
            return False
        written = _text(row.cells[row.header.currency])
        trouble = other_currency(written, self.currency) if written else None
        if trouble is not None:
            self.report(trouble.at(row.source(CURRENCY_COLUMN), written))
        return trouble is not None


def _columns(sheet: Sheet) -> list[tuple[Raw, ...]]:
    """Return the cells column by column, each as long as there are rows: short rows count as filled up with nothing."""
    width = len(sheet.header)
    fitted = (
        cells if len(cells) == width else [*cells[:width], *[""] * (width - len(cells))] for _, cells in sheet.rows
    )
    return list(zip(*fitted, strict=True))


def _number_columns(header: Header, row_type: type, columns: Sequence[Sequence[Raw]]) -> list[Sequence[Raw]]:
    places = [header.positions.get(field.name) for field in fields_of(row_type) if field.column.unit]
    return [columns[place] for place in places if place is not None and columns]


def _parsers(header: Header, row_type: type, customs: Customs) -> dict[str, tuple[int, Parse]]:
    """Return where each known column stands and how it is read, by its name."""
    return {
        field.name: (header.positions[field.name], parser(field, customs))
        for field in fields_of(row_type)
        if field.name in header.positions
    }


def _unusual(sheet: Sheet, header: Header, parsed: Sequence[Sequence[Any]]) -> Collection[int]:
    """Return the places of the rows that need a closer look."""
    if sheet.spoilt or header.currency is not None:
        return range(len(sheet.rows))
    width = len(sheet.header)
    unusual = {place for place, (_, cells) in enumerate(sheet.rows) if len(cells) != width}
    for values in parsed:
        if Trouble in set(map(type, values)):
            unusual |= {place for place, value in enumerate(values) if value.__class__ is Trouble}
    return unusual


def _text(raw: Raw) -> str:
    return "" if raw is None else str(raw).strip()
