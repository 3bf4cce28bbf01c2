"""The four ways of deciding, side by side, and what deciding together is worth."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from unisono.domain.plans import Plan


class Way(StrEnum):
    """Who decides."""

    SALES_ALONE = "sales_alone"
    PRODUCTION_ALONE = "production_alone"
    IN_TURN = "in_turn"
    TOGETHER = "together"


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What deciding together is worth over the best of the other ways, `over`, and where it comes from.

    The three parts are the Shapley values of three freedoms (which orders, which sequence, which stock) given to the
    search one after the other from the plan of `over`; they add up to `total`.
    """

    over: Way
    total: Decimal
    from_noes: Decimal
    from_campaigns: Decimal
    from_stock: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class WayFigures:
    """One way's figures; on time is the share of accepted and firm orders, by tier."""

    way: Way
    contribution: Decimal
    accepted: int
    declined: int
    late: int
    late_days: Decimal
    on_time: dict[str, Decimal]
    changeover_hours: Decimal
    highest_room: Decimal
    campaigns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All four ways on the same orders, known at the same moment; plans and figures in the order of `Way`."""

    plans: dict[Way, Plan]
    figures: tuple[WayFigures, ...]
    worth: Worth
