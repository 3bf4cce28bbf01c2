"""What customers are worth after what it costs to serve them, and the tier that follows."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from unisono.domain.company import Tier
from unisono.domain.findings import Finding


class StepKind(StrEnum):
    """A step of the waterfall from revenue down to contribution, in this order."""

    REVENUE = "revenue"
    VARIABLE_COST = "variable_cost"
    ORDER_HANDLING = "order_handling"
    PICKING = "picking"
    FREIGHT = "freight"
    RUSH = "rush"
    RETURNS = "returns"
    CLAIMS = "claims"
    INTEREST = "interest"
    CONSIGNMENT = "consignment"
    CHANGEOVERS = "changeovers"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a waterfall: revenue counts up, costs are negative.

    `sales` and `services` are the rows it came from, counted from 0 in the snapshot's tables; `minutes` is the time
    that the step's services took.
    """

    kind: StepKind
    amount: Decimal
    minutes: Decimal = Decimal(0)
    sales: tuple[int, ...] = ()
    services: tuple[int, ...] = ()


class TierBasis(StrEnum):
    """Why a customer has its tier."""

    ENTERED = "entered"
    HELD = "held"
    KEPT = "kept"
    LEFT = "left"
    SHORT_HISTORY = "short_history"
    OVERRIDDEN = "overridden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A customer in one period `[start, end)` of days.

    `yearly` is the contribution scaled to 365 days; `percentile` is the share of the counted customers that
    contributed less, 0 to 100, and 0 where the customer contributed nothing.
    """

    start: date
    end: date
    contribution: Decimal
    yearly: Decimal
    percentile: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One customer: its tier and why, and its waterfall over the two periods that the tier is read from.

    `standings` holds the latest period first, and the one before where the data reach back to it. `returned` is the
    money of lines with negative quantity, which `revenue` already contains, and `return_rows` are their rows of
    sales. `bottleneck_hours` is what its goods took on the company's bottleneck, None where no bottleneck is known.
    `history_days` counts from the customer's first row; None where it has none.
    """

    customer: str
    name: str
    tier: Tier
    tier_before: Tier | None
    basis: TierBasis
    why: str
    steps: tuple[Step, ...]
    standings: tuple[Standing, ...]
    history_days: int | None
    returned: Decimal = Decimal(0)
    return_rows: tuple[int, ...] = ()
    bottleneck_hours: Decimal | None = None

    @property
    def contribution(self) -> Decimal:
        """Return the sum of all steps: the customer contribution."""
        return sum((step.amount for step in self.steps), Decimal(0))

    @property
    def revenue(self) -> Decimal:
        """Return the revenue, net of returns."""
        return sum((step.amount for step in self.steps if step.kind is StepKind.REVENUE), Decimal(0))

    @property
    def cost_to_serve(self) -> Decimal:
        """Return what serving the customer cost beyond the goods, as a positive amount."""
        goods = (StepKind.REVENUE, StepKind.VARIABLE_COST)
        return -sum((step.amount for step in self.steps if step.kind not in goods), Decimal(0))

    @property
    def has_rows(self) -> bool:
        """Return whether anything happened with the customer in the time looked at."""
        return any(step.sales or step.services for step in self.steps)

    @property
    def contribution_per_bottleneck_hour(self) -> Decimal | None:
        """Return money for each hour of the bottleneck, or None where the customer used none of it."""
        return self.contribution / self.bottleneck_hours if self.bottleneck_hours else None


class Cause(StrEnum):
    """Why rows belong to no customer's waterfall."""

    NO_CUSTOMER = "no_customer"
    OLDER = "older"
    AFTER_NOW = "after_now"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unallocated:
    """Rows that are shown apart and spread on nobody."""

    cause: Cause
    steps: tuple[Step, ...]

    @property
    def contribution(self) -> Decimal:
        """Return the sum of all steps."""
        return sum((step.amount for step in self.steps), Decimal(0))

    @property
    def rows(self) -> int:
        """Return how many rows of sales and services these are."""
        sales = {row for step in self.steps for row in step.sales}
        return len(sales) + len({row for step in self.steps for row in step.services})


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """A department that serves customers: the cost rate of an hour of practical capacity, and how much of it was used.

    The last three are known only where the department's hours a week are, and it runs no lines; what is not used was
    free, or given to something that is not recorded. `unused_hours` is negative where more was recorded than is
    practically there. Unused capacity is nobody's cost-to-serve.
    """

    department: str
    name: str
    rate_per_hour: Decimal
    used_hours: Decimal
    supplied_hours: Decimal | None = None
    unused_hours: Decimal | None = None
    unused_cost: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WhalePoint:
    """A customer on the whale curve: all up to it together make `cumulative`, `percent` of the total."""

    customer: str
    contribution: Decimal
    cumulative: Decimal
    percent: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WhaleCurve:
    """Customers by contribution, the best first, cumulated.

    `peak` is the money that the earning customers make together, `peak_customers` how many they are. Where the total
    is not positive there are no percentages, only money.
    """

    points: tuple[WhalePoint, ...]
    total: Decimal
    peak: Decimal
    peak_percent: Decimal | None
    peak_customers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bottleneck:
    """The line with the highest load: hours asked for in the order book against hours it works until the horizon."""

    line: str
    department: str
    asked_hours: Decimal
    open_hours: Decimal

    @property
    def load(self) -> Decimal:
        """Return hours asked for an hour of work: above 1 is more than can be made."""
        return self.asked_hours / self.open_hours


@dataclass(frozen=True, slots=True, kw_only=True)
class Segmentation:
    """All customers, the best contribution first, from the rows of the days `[start, end)`."""

    start: date
    end: date
    currency: str
    segments: tuple[Segment, ...]
    whale: WhaleCurve
    unallocated: tuple[Unallocated, ...]
    capacities: tuple[Capacity, ...]
    bottleneck: Bottleneck | None
    findings: tuple[Finding, ...]

    @property
    def tiers(self) -> dict[str, Tier]:
        """Return the tier of each customer."""
        return {segment.customer: segment.tier for segment in self.segments}
