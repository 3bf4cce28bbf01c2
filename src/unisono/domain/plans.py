"""A plan: what is made when and where, what is not, and what each order is told."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """The plan contribution and its parts; every part but `revenue` is a cost, all in the company's currency."""

    revenue: Decimal = Decimal(0)
    variable_cost: Decimal = Decimal(0)
    service_cost: Decimal = Decimal(0)
    changeover_cost: Decimal = Decimal(0)
    scrap_cost: Decimal = Decimal(0)
    short_campaign_cost: Decimal = Decimal(0)
    lateness_cost: Decimal = Decimal(0)
    holding_cost: Decimal = Decimal(0)
    extra_room_cost: Decimal = Decimal(0)
    overtime_cost: Decimal = Decimal(0)

    @property
    def total(self) -> Decimal:
        """Return revenue less all the costs."""
        return self.revenue - (
            self.variable_cost
            + self.service_cost
            + self.changeover_cost
            + self.scrap_cost
            + self.short_campaign_cost
            + self.lateness_cost
            + self.holding_cost
            + self.extra_room_cost
            + self.overtime_cost
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """An order's work on a line; the changeover before it takes `changeover_minutes` of the time before `start`."""

    order: str
    line: str
    family: str
    quantity: Decimal
    changeover_start: datetime
    changeover_minutes: int
    start: datetime
    end: datetime
    work_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StockUse:
    """Stock that serves an order, wholly or in part; `stock` is the row of `stock.csv`, counted from 0."""

    order: str
    stock: int
    quantity: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """Consecutive work of one family on one line."""

    line: str
    family: str
    start: datetime
    end: datetime
    orders: tuple[str, ...]
    hours: Decimal
    is_short: bool


class AnswerKind(StrEnum):
    """What an order is told."""

    ACCEPTED = "accepted"
    POSTPONED = "postponed"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceOfYes:
    """The lowest net price per unit at which the order would be accepted as asked, or why there is none."""

    price: Decimal | None = None
    why_none: str = ""
    displaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DateOfYes:
    """The earliest date at which the order would be accepted at its price, or why there is none."""

    date: datetime | None = None
    why_none: str = ""
    displaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartNow:
    """The largest part that would be accepted at the date and price asked for, or why there is none.

    `rest` is the date of yes of what is left, once the part is in the plan.
    """

    quantity: Decimal | None = None
    why_none: str = ""
    displaces: tuple[str, ...] = ()
    rest: DateOfYes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one order is told.

    `delivery` is when it reaches the customer and `days_late` how long after its due date (promised, else requested);
    `from_stock` is the part served from stock. A no has a `reason` in one sentence, the number of the `rule` where a
    rule did it, whom the best insertion as asked would have `displaced` and what it would have changed (`change`,
    negative), the price and date of yes, and the part that can be had now.
    """

    order: str
    customer: str
    tier: str
    kind: AnswerKind
    reason: str = ""
    rule: int | None = None
    delivery: datetime | None = None
    days_late: Decimal = Decimal(0)
    line: str = ""
    campaign: int | None = None
    from_stock: Decimal = Decimal(0)
    contribution: Decimal | None = None
    contribution_per_hour: Decimal | None = None
    displaces: tuple[str, ...] = ()
    change: Decimal | None = None
    price_of_yes: PriceOfYes | None = None
    date_of_yes: DateOfYes | None = None
    part_now: PartNow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """An order that keeps its place and is ready `minutes` later (negative: earlier); `days_late` is how late then."""

    order: str
    minutes: int
    days_late: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """The answer to one inquiry against a published plan, and what a yes as asked would do to the others.

    The answer's `campaign` is the one of the plan that the order joins, None where it opens one of its own;
    `changeover_minutes` is the changeover before it (None: no line makes it). `moves` come in the turn of the work,
    without those that the answer `displaces`.
    """

    answer: Answer
    changeover_minutes: int | None = None
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmadeFirmOrder:
    """A firm order that the plan cannot make, and why."""

    order: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan's body, immutable; `snapshot_hash` names the data it was made from.

    `waits` holds, by order, the instant before which the plan leaves its line idle on purpose, so that goods are not
    made too early. `parameters` repeat the run: way, seed, iterations or seconds, chains.
    """

    snapshot_hash: str
    now: datetime
    parameters: dict[str, str | int | float]
    operations: tuple[Operation, ...]
    stock_uses: tuple[StockUse, ...]
    campaigns: tuple[Campaign, ...]
    contribution: Contribution
    answers: tuple[Answer, ...] = ()
    unmade_firm: tuple[UnmadeFirmOrder, ...] = ()
    waits: dict[str, datetime] = field(default_factory=dict)
