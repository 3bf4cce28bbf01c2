"""What a KPI is: a card that people read, after ISO 22400-1, and an expression that gives its cases."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import ibis


class Trend(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"
    NEITHER = "neither"


class Kind(StrEnum):
    """How the value is made of the cases."""

    SHARE = "share"
    """100 times the sum of the numerators, divided by the sum of the denominators."""

    MEAN = "mean"
    """The sum of the numerators, divided by the sum of the denominators."""

    TOTAL = "total"
    """The sum of the numerators."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What people must know to read a KPI alike: the fields of ISO 22400-1, and how each side counts.

    `trend` is the direction that is better; `notes` are the traps; `sales_view` and `production_view` say how the two
    sides count the same thing when each counts alone.
    """

    id: str
    name: str
    description: str
    scope: str
    formula: str
    unit: str
    range: str
    trend: Trend
    timing: str
    audience: str
    method: str
    notes: str
    sales_view: str
    production_view: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """A card with its expression.

    `cases` returns a table with one row for each case that counts, with the columns of `cases.CASE_COLUMNS`, over the
    tables of `unisono.analytics.tables`.
    """

    card: Card
    kind: Kind
    cases: "Callable[[], ibis.Table]"

    @property
    def id(self) -> str:
        """Return the name by which commands and other programs know it."""
        return self.card.id

    def value(self, numerator: float | None, denominator: float | None) -> float | None:
        """Return the value of some cases; None where there is nothing to divide by.

        Args:
            numerator: sum over the cases.
            denominator: sum over the cases; not looked at for a total.
        """
        if numerator is None:
            return None
        if self.kind is Kind.TOTAL:
            return float(numerator)
        if not denominator:
            return None
        return float(numerator) / float(denominator) * (100 if self.kind is Kind.SHARE else 1)
