"""What happens on the floor: work, changeovers, stops, stock, invoices, and what customers say of it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from unisono.domain.columns import column
from unisono.domain.facts import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRecorded(Act):
    """A party did something for a case; most rows of a plain event log are this."""

    activity: str = column(about="What was done.", example="Check invoice")
    subject: str = column(about="The case it was done for.", example="case-10011", default="")
    started_at: datetime | None = column(
        about="When it began; the fact happened when it ended.", example="2026-11-23T07:00:00Z", default=None
    )
    minutes: Decimal | None = column(about="Paid minutes it took.", example="25", unit="min", minimum=0, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationFinished(Act):
    """A line finished work on an order."""

    subject: str = column(about="The order.", example="SO-44010")
    line: str = column(about="The line.", example="plate")
    family: str = column(about="Family of the product.", example="S355J2", default="")
    quantity: Decimal | None = column(about="Good units.", example="28.5", unit="unit", minimum=0, default=None)
    scrap: Decimal = column(about="Units lost.", example="0.4", unit="unit", minimum=0, default=Decimal(0))
    started_at: datetime = column(about="When it began.", example="2026-11-23T07:00:00Z")
    minutes: Decimal | None = column(about="Minutes of work.", example="190", unit="min", minimum=0, default=None)
    planned_start: datetime | None = column(
        about="When the plan in force wanted it to begin.", example="2026-11-23T07:00:00Z", default=None
    )
    planned: datetime | None = column(
        about="When the plan in force wanted it to end.", example="2026-11-23T10:00:00Z", default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedOver(Act):
    """A line was changed from one family to another."""

    line: str = column(about="The line.", example="plate")
    from_family: str = column(about="Family before.", example="S355J2", default="")
    to_family: str = column(about="Family after.", example="S690QL")
    started_at: datetime = column(about="When it began.", example="2026-11-23T07:00:00Z")
    minutes: Decimal = column(about="Minutes it took.", example="55", unit="min", minimum=0)
    planned_minutes: Decimal | None = column(
        about="Minutes it should have taken.", example="45", unit="min", minimum=0, default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LineStopped(Act):
    """A line stood still although it should have worked."""

    line: str = column(about="The line.", example="slitting")
    started_at: datetime = column(about="When it stopped.", example="2026-11-23T07:00:00Z")
    minutes: Decimal = column(about="Working minutes lost.", example="240", unit="min", minimum=0)
    reason: str = column(about="Why.", example="gear box broken", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineOpened(Act):
    """A line was manned for a while: a shift, a day."""

    line: str = column(about="The line.", example="slitting")
    started_at: datetime = column(about="When it opened.", example="2026-11-23T05:00:00Z")
    minutes: Decimal = column(about="Minutes it was manned.", example="960", unit="min", minimum=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class StockCounted(Act):
    """Stock was counted."""

    product: str = column(about="The product.", example="DX51D+Z-1")
    quantity: Decimal = column(about="How much lay there.", example="14.5", unit="unit", minimum=0)
    value: Decimal = column(about="What it cost.", example="8700", unit="money", minimum=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoiced(Act):
    """A customer was charged."""

    subject: str = column(about="The order.", example="SO-44010", default="")
    customer: str = column(about="The customer.", example="C054")
    tier: str = column(about="Tier of the customer at the time.", example="gold", default="")
    product: str = column(about="The product.", example="PE7016-0.6", default="")
    quantity: Decimal | None = column(about="How much.", example="28.5", unit="unit", default=None)
    value: Decimal = column(about="Net amount.", example="29910.75", unit="money")
    variable_cost: Decimal = column(
        about="Variable cost of what was sold.", example="24000", unit="money", default=Decimal(0)
    )
    service_cost: Decimal = column(about="Cost of serving this order.", example="310", unit="money", default=Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackGiven(Act):
    """A customer or a party said how content it is with a party."""

    about_party: str = column(about="The party it is about.", example="logistics")
    score: int = column(about="From 0, not at all, to 10, fully.", example="8", minimum=0, maximum=10)
    customer: str = column(about="The customer who said so.", example="C054", default="")
    tier: str = column(about="Tier of the customer at the time.", example="gold", default="")
    subject: str = column(about="The order it is about.", example="SO-44010", default="")
