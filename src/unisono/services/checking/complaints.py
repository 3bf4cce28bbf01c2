"""One short way to write a finding about a row."""

from typing import Any

from unisono.domain.findings import Finding, Severity
from unisono.services.checking.draft import Table


def complaint(
    table: Table[Any],
    index: int,
    column: str,
    code: str,
    message: str,
    *,
    expected: str = "",
    remedy: str = "",
    severity: Severity = Severity.ERROR,
) -> Finding:
    """Return a finding about one cell of a row; its value is the cell's.

    Args:
        table: the table the row stands in.
        index: the row's index in it.
        column: the column's name.
        code: the stable name of the kind of mistake.
        message: what is wrong, a sentence.
        expected: what should stand there.
        remedy: what to do, a sentence.
        severity: how much it matters.
    """
    return Finding(
        code=code,
        severity=severity,
        source=table.source(index, column),
        message=message,
        value=table.text(index, column) or None,
        expected=expected,
        remedy=remedy,
    )


def warning(
    table: Table[Any], index: int, column: str, code: str, message: str, *, expected: str = "", remedy: str = ""
) -> Finding:
    """Return a finding that does not stop the import; see `complaint`."""
    return complaint(table, index, column, code, message, expected=expected, remedy=remedy, severity=Severity.WARNING)
