"""A plan as the planner sees it: indices and minutes."""

from dataclasses import dataclass

from unisono.engines.planning.problem import Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """An order's work on a line.

    `changeover_start` is the first minute after the work before it; `start` and `end` bound the work; `made` is the
    quantity that is not served from stock.
    """

    order: int
    line: int
    changeover_start: int
    start: int
    end: int
    made: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """Stock of a pool that serves an order."""

    order: int
    pool: int
    quantity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """The parts of the plan contribution, as floats; all but `revenue` are costs (see `domain.plans.Contribution`)."""

    revenue: float = 0.0
    variable_cost: float = 0.0
    service_cost: float = 0.0
    changeover_cost: float = 0.0
    scrap_cost: float = 0.0
    short_campaign_cost: float = 0.0
    lateness_cost: float = 0.0
    holding_cost: float = 0.0
    extra_room_cost: float = 0.0
    overtime_cost: float = 0.0
    moving_cost: float = 0.0

    @property
    def contribution(self) -> float:
        """Return the plan contribution; the price of moving is charged by the search, and is no money."""
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Solution:
    """What the search decides, and what follows from it.

    `sequences` holds each line's orders in turn; `waits` (n) the minute before which the plan does not start an order
    (its release, or later on purpose); `takes` the stock; `jobs` the times, line by line in sequence; `unmade` the firm
    orders without a place; `iterations` and `seconds` what the search did.
    """

    sequences: tuple[Ints, ...]
    waits: Ints
    takes: tuple[Take, ...]
    jobs: tuple[Job, ...]
    worth: Worth
    unmade: tuple[int, ...]
    iterations: int = 0
    seconds: float = 0.0
    interrupted: bool = False
