"""The causes of late and short deliveries: how often, hours and money, the trend, and what would prevent them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

from unisono.analytics.attribution.graphs import OrderGraph
from unisono.analytics.attribution.replies import by_order, with_replies
from unisono.analytics.attribution.told import Told, read_told
from unisono.analytics.causes.courses import SPAN, change_at, is_repeated, trend, weekly
from unisono.analytics.causes.finding import Found, find_causes
from unisono.analytics.causes.preventions import OPEN, Prevention, prevention_of, preventions_told
from unisono.analytics.causes.rates import Change
from unisono.analytics.tables import FACTS
from unisono.analytics.waiting import is_customers
from unisono.domain.company import Snapshot, Tier
from unisono.engines.planning.building import late_cost_per_day
from unisono.services.attributing import Range, late_graphs, replies_in, short_by_unit
from unisono.services.ports import FactTable

WEEKS_SHOWN = 2 * SPAN
PREVENT_WITHIN = timedelta(days=14)
"""A prevention is proposed for so long from now: two weekly meetings, one to agree on it and one to see it done."""

DAY = 86_400
CENTS = 100
AT_ONCE = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What is proposed against a repeated cause: who finds a prevention until when."""

    owner: str
    by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Prevented:
    """A prevention, and how often its cause happened before and after it was done; None: it is not done yet."""

    prevention: Prevention
    effect: Change | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """A cause with its figures.

    Args of the constructor:
        found: what it did.
        money: its part of what the lateness costs by the company's policy, as far as that is known.
        weeks: how often it happened in each of the last weeks, the earliest first.
        trend: the last four weeks beside the four before them.
        is_repeated: whether it happened often enough to call for a prevention, since the last one was done.
        proposal: a prevention; None: it is not repeated, somebody is at it, or nobody is recorded who could prevent it.
        preventions: those that were asked for, in their order.
    """

    found: Found
    money: Decimal
    weeks: tuple[int, ...]
    trend: Change
    is_repeated: bool
    proposal: Proposal | None
    preventions: tuple[Prevented, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortCauses:
    """The causes of short deliveries in one unit; amounts are in thousandths of it."""

    unit: str
    orders: int
    causes: tuple[Found, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Causes:
    """All causes in some deliveries.

    Args of the constructor:
        late: those of lateness, the largest first.
        short: those of short deliveries, by unit.
        preventions: all that were asked for, also of causes that made nothing late in this range.
        orders: how many orders came late.
        delivered: how many were delivered, late or not.
        has_due_times: whether somebody said of any of these when it was due.
        lateness: of all orders together, in seconds.
        priced: for how many late orders the cost of lateness is known.
        now: the moment from which is looked.
    """

    late: tuple[Traced, ...]
    short: tuple[ShortCauses, ...]
    preventions: tuple[Prevented, ...]
    orders: int
    delivered: int
    has_due_times: bool
    lateness: int
    priced: int
    now: datetime

    @property
    def seconds(self) -> int:
        """Return what all causes have together: how late the orders were had nobody recovered time, in seconds."""
        return sum(cause.found.amount for cause in self.late)

    @property
    def money(self) -> Decimal:
        """Return what the lateness costs by the company's policy, as far as it is known."""
        return sum((cause.money for cause in self.late), Decimal(0))


def trace_causes(*, table: FactTable, within: Range, now: datetime, snapshot: Snapshot | None = None) -> Causes:
    """Return the causes of what came late or short, with the replies of parties.

    Args:
        table: the facts.
        within: which deliveries; without an end: those until now.
        now: from when is looked back, and ahead for a proposal.
        snapshot: the company's data, whose policy says what lateness costs; None: it stays in hours.
    """
    within = replace(within, until=within.until or now + AT_ONCE)
    told = read_told(table.rows)
    answers = by_order(replies_in(table))
    graphs = [with_replies(graph, answers.get(graph.order, {})) for graph in late_graphs(told, within)]
    costs = {} if snapshot is None else _costs(graphs, told, snapshot)
    found = find_causes(graphs)
    times = _Times(told, found, within, now)
    preventions = [times.prevented(prevention_of(row)) for row in table.rows(preventions_told())]
    money = split_costs(found, costs)
    return Causes(
        late=tuple(_traced(cause, money.get(cause.name, 0), preventions, times) for cause in found),
        short=tuple(_short(short) for short in short_by_unit(told, within)),
        preventions=tuple(preventions),
        orders=len(graphs),
        delivered=len(times.delivered),
        has_due_times=times.has_due,
        lateness=sum(graph.lateness for graph in graphs),
        priced=len(costs),
        now=now,
    )


def newest_moment_in(table: FactTable) -> datetime | None:
    """Return when the newest fact happened; None: there is none.

    Args:
        table: the facts.
    """
    ((at,),) = (row.values() for row in table.rows(FACTS.agg(at=FACTS.happened_at.max().epoch_seconds())))
    return None if at is None else datetime.fromtimestamp(float(str(at)), UTC)


class _Times:
    """When each cause happened, and when orders were delivered, late or not: all that rates are made of."""

    def __init__(self, told: Told, found: Sequence[Found], within: Range, now: datetime) -> None:
        self.now = now
        self.until = int((within.until or now).timestamp())
        self.happened = {cause.name: [stage.end for stage in cause.happenings] for cause in found}
        ended = [
            item
            for item in told.commitments.values()
            if (is_customers(item) or item.commitment in told.work) and within.takes(item)
        ]
        self.delivered = [item.delivered for item in ended if item.delivered is not None]
        self.has_due = any(item.due is not None or item.asked is not None for item in ended)

    def prevented(self, prevention: Prevention) -> Prevented:
        """Return a prevention with its effect, if it is done."""
        if prevention.done is None:
            return Prevented(prevention=prevention, effect=None)
        happened = self.happened.get(prevention.cause, [])
        since = min(self.delivered + happened, default=0)
        effect = change_at(happened, self.delivered, since=since, at=prevention.done, until=self.until)
        return Prevented(prevention=prevention, effect=effect)


def _traced(found: Found, cents: int, preventions: Sequence[Prevented], times: _Times) -> Traced:
    happened = times.happened[found.name]
    own = tuple(one for one in preventions if one.prevention.cause == found.name)
    done = max([one.prevention.done for one in own if one.prevention.done is not None], default=0)
    is_open = any(one.prevention.standing in OPEN for one in own)
    since = [moment for moment in happened if moment >= done]
    repeated = is_repeated(weekly(since, until=times.until, weeks=WEEKS_SHOWN))
    is_wanted = repeated and bool(found.owner) and not is_open
    return Traced(
        found=found,
        money=Decimal(cents) / CENTS,
        weeks=weekly(happened, until=times.until, weeks=WEEKS_SHOWN),
        trend=trend(happened, times.delivered, until=times.until),
        is_repeated=repeated,
        proposal=Proposal(owner=found.owner, by=times.now + PREVENT_WITHIN) if is_wanted else None,
        preventions=own,
    )


def _short(graphs: Sequence[OrderGraph]) -> ShortCauses:
    return ShortCauses(unit=graphs[0].unit, orders=len(graphs), causes=find_causes(graphs))


def _costs(graphs: Sequence[OrderGraph], told: Told, snapshot: Snapshot) -> dict[str, int]:
    """Return what the lateness costs of each order that the data know, in hundredths of the currency.

    It is what the plan charges for lateness: the order's own figure for a day, or its tier's percentage of the price.
    """
    orders = {order.id: order for order in snapshot.orders}
    tiers = {item.subject: item.tier for item in told.commitments.values() if is_customers(item) and item.tier}
    known = {customer.id: customer.tier or Tier.STANDARD for customer in snapshot.customers}
    costs = {}
    for graph in graphs:
        order = orders.get(graph.order)
        if order is not None:
            tier = Tier(tiers[order.id]) if order.id in tiers else known.get(order.customer, Tier.STANDARD)
            cost = late_cost_per_day(order, tier=tier, snapshot=snapshot) * graph.lateness / DAY
            costs[graph.order] = int((cost * CENTS).to_integral_value(ROUND_HALF_EVEN))
    return costs


def split_costs(found: Sequence[Found], costs: Mapping[str, int]) -> Mapping[str, int]:
    """Return the part of each cause in the cost of orders, split like their hours, by the largest remainder.

    Args:
        found: the causes.
        costs: of each order, in hundredths of the currency.
    """
    shares: dict[str, list[tuple[str, int]]] = {}
    for cause in found:
        for part in cause.parts:
            shares.setdefault(part.order, []).append((cause.name, part.amount))
    totals: dict[str, int] = {}
    for order, cost in costs.items():
        for name, cents in _split(cost, shares.get(order, [])):
            totals[name] = totals.get(name, 0) + cents
    return totals


def _split(cost: int, weights: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    whole = sum(weight for _, weight in weights)
    parts = [divmod(cost * weight, whole) for _, weight in weights]
    missing = cost - sum(part for part, _ in parts)
    served = set(sorted(range(len(parts)), key=lambda place: -parts[place][1])[:missing])
    return [
        (name, part + (place in served))
        for place, ((name, _), (part, _)) in enumerate(zip(weights, parts, strict=True))
    ]
