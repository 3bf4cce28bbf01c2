"""Which column of a file is which field: capitals, blanks and hyphens in a header do not matter."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from unisono.domain.findings import Finding, Severity, Source
from unisono.services.checking.suggestions import did_you_mean
from unisono.storage.reading.fields import fields_of
from unisono.storage.reading.sheets import Sheet
from unisono.storage.reading.texts import Report

OTHER_NAMES = {"yield": "yield_share"}
"""Names that people give to a column, and what it is called here."""

CURRENCY_COLUMN = "currency"
UNIT_COLUMN = "unit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The position of every known column; `lacks` names the required columns that are not there."""

    positions: dict[str, int]
    lacks: Sequence[str]
    currency: int | None = None
    unit: int | None = None


def column_name(cell: str) -> str:
    """Return a header's cell as the name of a column.

    >>> column_name(" Net price ")
    'net_price'
    """
    name = cell.strip().casefold().replace(" ", "_").replace("-", "_")
    return OTHER_NAMES.get(name, name)


def known_columns(row_type: type) -> frozenset[str]:
    """Return all names that a header of a table may have."""
    names = {field.name for field in fields_of(row_type)}
    if any(field.column.unit.startswith("money") for field in fields_of(row_type)):
        names.add(CURRENCY_COLUMN)
    if {"product", "quantity"} <= names:
        names.add(UNIT_COLUMN)
    return frozenset(names)


def read_header(sheet: Sheet, row_type: type, report: Report) -> Header:
    """Return which column is where; unknown, repeated and missing columns are reported.

    Args:
        sheet: the table as it stands in its file.
        row_type: what its rows are.
        report: takes the findings.
    """
    known = known_columns(row_type)
    positions: dict[str, int] = {}
    unknown: list[str] = []
    for position, cell in enumerate(sheet.header):
        name = column_name(cell)
        if name in positions:
            report(_finding(sheet, "duplicate-column", name, f"The column '{name}' stands there twice."))
        elif name in known:
            positions[name] = position
        elif name:
            unknown.append(cell.strip())
        elif any(len(row) > position and row[position] not in ("", None) for _, row in sheet.rows):
            report(_finding(sheet, "unnamed-column", None, f"Column {position + 1} has cells but no name."))
    required = [field.name for field in fields_of(row_type) if field.required]
    lacks = [name for name in required if name not in positions]
    for name in lacks:
        report(_missing(sheet, name, unknown))
    for cell in unknown:
        report(_unknown(sheet, cell, sorted(known - positions.keys())))
    is_own_column = UNIT_COLUMN in {field.name for field in fields_of(row_type)}
    return Header(
        positions=positions,
        lacks=lacks,
        currency=positions.get(CURRENCY_COLUMN),
        unit=None if is_own_column else positions.get(UNIT_COLUMN),
    )


WHAT_TO_DO = {
    "duplicate-column": ("each column once", "Delete one of the two."),
    "unnamed-column": ("a name in the header above every column", "Name the column, or delete it."),
    "missing-column": ("all required columns", "Add it; `unisono init` writes a template with all columns explained."),
}
NOT_IN_THE_WAY = ("unnamed-column",)


def _finding(sheet: Sheet, code: str, name: str | None, message: str) -> Finding:
    expected, remedy = WHAT_TO_DO[code]
    return Finding(
        code=code,
        severity=Severity.WARNING if code in NOT_IN_THE_WAY else Severity.ERROR,
        source=Source(file=sheet.file, line=sheet.header_line, column=name),
        message=message,
        expected=expected,
        remedy=remedy,
    )


def _missing(sheet: Sheet, name: str, unknown: list[str]) -> Finding:
    """Return the finding about a missing column; a misspelt one is taken out of the unknown ones."""
    finding = _finding(sheet, "missing-column", name, f"The column '{name}' is missing.")
    misspelt = next((cell for cell in unknown if did_you_mean(column_name(cell), [name])), None)
    if misspelt is None:
        return finding
    unknown.remove(misspelt)
    return replace(finding, value=misspelt, remedy=f"Is it the column '{misspelt}'? Then rename it to '{name}'.")


def _unknown(sheet: Sheet, cell: str, free: Sequence[str]) -> Finding:
    return Finding(
        code="unknown-column",
        severity=Severity.WARNING,
        source=Source(file=sheet.file, line=sheet.header_line, column=cell),
        message=f"The column '{cell}' is not known and not read.",
        value=cell,
        expected=f"one of {', '.join(free)}" if free else "no further column",
        remedy=did_you_mean(column_name(cell), free) or "Delete it, or leave it if it is only for you.",
    )
