"""What is wrong with one cell, before it is known where the cell stands."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from unisono.domain.findings import Finding, Severity, Source

Raw = str | int | float | Decimal | bool | datetime | date | time | timedelta | None
"""A cell as it comes out of a file: CSV gives text only, workbooks and TOML also other values."""

LONGEST_VALUE = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why a cell cannot be read: the kind of mistake, a sentence, what was expected and what to do."""

    code: str
    message: str
    expected: str
    remedy: str = ""

    def at(self, source: Source, raw: object) -> Finding:
        """Return the finding about a cell with this trouble."""
        return Finding(
            code=self.code,
            severity=Severity.ERROR,
            source=source,
            message=self.message,
            value=shown(raw),
            expected=self.expected,
            remedy=self.remedy,
        )


def shown(raw: object, longest: int = LONGEST_VALUE) -> str:
    r"""Return a cell as it is quoted in a finding: short, and only what can be printed.

    Args:
        raw: the cell.
        longest: how many characters may be left of it.

    >>> print(shown("tab\there"))
    tab\there
    """
    too_long = isinstance(raw, int) and raw.bit_length() > LONGEST_VALUE
    text = f"{raw:#x}" if too_long else str(raw)  # Python refuses to write very long whole numbers in decimals
    text = text if len(text) <= longest else text[: longest - 1] + "…"
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)
