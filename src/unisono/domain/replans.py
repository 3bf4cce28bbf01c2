"""What a replan changes: what moved, for whom, by how much, and what it does to the money."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from unisono.domain.changes import Change
from unisono.domain.company import OrderStatus
from unisono.domain.findings import Finding
from unisono.domain.plans import Contribution, UnmadeFirmOrder
from unisono.domain.policy import PromiseClass


class MoveKind(StrEnum):
    """What becomes of an order.

    `lost` had a place and has none, `taken_in` has one and had none, `gone` was cancelled or declined by the change
    itself; `later` and `earlier` are delivered at another time, `shifted` is made otherwise and delivered as before.
    """

    LOST = "lost"
    LATER = "later"
    TAKEN_IN = "taken_in"
    EARLIER = "earlier"
    GONE = "gone"
    SHIFTED = "shifted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where and when an order is made; without a line all of it comes from stock and there is no start and no end.

    `delivery` is when it reaches the customer, `days_late` how long after its due date.
    """

    line: str = ""
    start: datetime | None = None
    end: datetime | None = None
    from_stock: Decimal = Decimal(0)
    delivery: datetime
    days_late: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """An order that the new plan makes elsewhere, at another time or from other stock than the plan in force.

    `is_pushed` says that its work lay in the frozen zone and the change itself does not let it stay there.
    """

    order: str
    customer: str
    tier: str
    status: OrderStatus
    kind: MoveKind
    before: Place | None = None
    after: Place | None = None
    is_pushed: bool = False

    @property
    def later_by(self) -> timedelta:
        """Return how much later it is delivered; negative: earlier, nothing where it has only one of the places."""
        if self.before is None or self.after is None:
            return timedelta()
        return self.after.delivery - self.before.delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDate:
    """What an order of the backlog counts on, and what it may count on now; None: no delivery.

    `is_kept` says whether it has what its class demands, `price` what it costs that it has not.
    """

    order: str
    customer: str
    tier: str
    status: OrderStatus
    promise_class: PromiseClass
    before: datetime | None
    after: datetime | None
    why: str
    is_kept: bool = True
    price: Decimal = Decimal(0)

    @property
    def is_news(self) -> bool:
        """Return whether the customer must be told."""
        return self.before != self.after


@dataclass(frozen=True, slots=True, kw_only=True)
class Replan:
    """The plan in force against the plan after some changes.

    `moves` lists every order whose line, times or stock differ, what matters most first. `price_of_moving` is what the
    policy charges for firm orders that end later; it is no money and stands in no contribution. `from_greedy` is what
    the search found beyond inserting what fits. Nothing that begins before `frozen_until` has moved unless it is
    pushed. Where the whole backlog gets new dates, `dates` has all of it and `findings` the promises that no plan keeps
    as their class demands.
    """

    changes: tuple[Change, ...]
    asked_at: datetime
    frozen_until: datetime
    moves: tuple[Move, ...]
    before: Contribution
    after: Contribution
    price_of_moving: Decimal
    from_greedy: Decimal
    unmade_firm: tuple[UnmadeFirmOrder, ...] = ()
    dates: tuple[NewDate, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def to_tell(self) -> tuple[Move, ...]:
        """Return the moves that their customers must hear of: another delivery than they count on, or none."""
        quiet = (MoveKind.SHIFTED, MoveKind.GONE)
        return tuple(move for move in self.moves if move.kind not in quiet)
