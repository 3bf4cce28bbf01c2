"""What there is to say of a company's stock: how it should be kept, what to do, what it cost and what it saved."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from unisono.domain.company import StockKind


class Keeping(StrEnum):
    """The rule by which a stock is kept.

    Reordered by a quantity, by the piece up to a level, once while it is good, at a customer between a least and a
    most, for the calls of a framework order, left over and used up, asked for by nobody, or of unknown demand.
    """

    REORDER = "reorder"
    PIECES = "pieces"
    WHILE_GOOD = "while_good"
    CONSIGNMENT = "consignment"
    CALLS = "calls"
    LEFT_OVER = "left_over"
    UNASKED = "unasked"
    UNKNOWN = "unknown"


class Advice(StrEnum):
    """What to do with a stock now."""

    ORDER = "order"
    TAKE_BACK = "take_back"
    TOO_MUCH = "too_much"
    USE_UP = "use_up"
    FINE = "fine"


class Pace(StrEnum):
    """How a framework order is called against its time."""

    BEHIND = "behind"
    LOST = "lost"
    AHEAD = "ahead"
    AS_AGREED = "as_agreed"
    NOT_BEGUN = "not_begun"


@dataclass(frozen=True, slots=True, kw_only=True)
class StockLevel:
    """One stock, `stock` being its row in `stock.csv`, counted from 0.

    Quantities are in `unit`; `cover_days` is how long it lasts, None where nobody asks for it. It should lie between
    `lowest` and `highest`, `safety` being the part that is there for chance. `why` says so in one sentence, `todo` what
    to do. `tied_up` is its variable cost, `holding` and `interest` what lying costs until the planned time ends.
    """

    stock: int
    product: str
    kind: StockKind
    location: str
    owner: str
    unit: str
    quantity: Decimal
    demand_per_day: Decimal
    cover_days: Decimal | None
    keeping: Keeping
    safety: Decimal
    lowest: Decimal
    highest: Decimal
    fill_rate: Decimal | None
    advice: Advice
    amount: Decimal
    why: str
    todo: str
    tied_up: Decimal
    holding: Decimal
    interest: Decimal

    @property
    def cost(self) -> Decimal:
        """Return what lying costs until the planned time ends."""
        return self.holding + self.interest


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOff:
    """How a framework order is called; quantities in `unit`, cumulated since its start.

    `open` was called and not delivered, `due` should have been called by now, `missing` is not yet called of `least`,
    `left` may still be called. Calls after `last_call_on` come too late to be delivered in time.
    """

    framework: str
    customer: str
    product: str
    unit: str
    quantity: Decimal
    least: Decimal
    most: Decimal
    starts_on: date
    ends_on: date
    called: Decimal
    delivered: Decimal
    open: Decimal
    due: Decimal
    missing: Decimal
    left: Decimal
    last_call_on: date
    pace: Pace
    todo: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StockDrawn:
    """What a plan draws from one stock: the orders served, the units, and the hours of work that nobody has to do."""

    orders: tuple[str, ...] = ()
    quantity: Decimal = Decimal(0)
    hours: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class StockWorth:
    """What the plan earns through all stock of a kind: it less a plan without that stock, both searched alike.

    `saved` is the sum of the parts: the `margin` of orders (revenue less variable and service cost), `changeovers` with
    scrap and short campaigns, `lateness`, and `waiting` of goods, their room and overtime. `lost` are the orders that
    would not be made without it, `later` those that would come later.
    """

    margin: Decimal = Decimal(0)
    changeovers: Decimal = Decimal(0)
    lateness: Decimal = Decimal(0)
    waiting: Decimal = Decimal(0)
    lost: tuple[str, ...] = ()
    later: tuple[str, ...] = ()

    @property
    def saved(self) -> Decimal:
        """Return what is earned through the stock."""
        return self.margin + self.changeovers + self.lateness + self.waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class StockSurvey:
    """All that is said of stock at a moment; with a plan also what it draws by row and earns through each kind."""

    now: datetime
    until: datetime
    levels: tuple[StockLevel, ...]
    call_offs: tuple[CallOff, ...]
    drawn: Mapping[int, StockDrawn] = field(default_factory=dict)
    worth: Mapping[StockKind, StockWorth] = field(default_factory=dict)

    def of_kind(self, kind: StockKind) -> tuple[StockLevel, ...]:
        """Return the stocks of one kind."""
        return tuple(level for level in self.levels if level.kind is kind)
