"""Complaints about data or a plan, as values."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters: an error stops the import, a warning and a note do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Source:
    """Where a finding points to.

    `file` is the name the user knows (`orders.csv`, or the sheet `orders` of a workbook), `line` counts from 1 with the
    header as line 1, `column` is the column's or key's name.
    """

    file: str
    line: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        """Return `orders.csv:12 (quantity)`."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return place if self.column is None else f"{place} ({self.column})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One complaint: what kind, where, about which value, what was expected and what to do.

    `code` is stable and meant for machines (`unknown-customer`); `message`, `expected` and `remedy` are sentences for
    people.
    """

    code: str
    severity: Severity
    source: Source
    message: str
    value: str | None = None
    expected: str = ""
    remedy: str = ""


def has_errors(findings: "tuple[Finding, ...] | list[Finding]") -> bool:
    """Return whether any of the findings is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)
