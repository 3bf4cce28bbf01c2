"""A customer's waterfall from revenue to contribution, each step down to its largest rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from heapq import nlargest
from itertools import accumulate

from unisono.domain.company import Sale, Service, Snapshot
from unisono.domain.segments import Segment, Step, StepKind
from unisono.engines.segmenting.costing import RateCard, rate_per_hour
from unisono.storage.outputs.report.figures import plural, quantity
from unisono.storage.outputs.report.words import Words

MOST_ROWS = 3
STEP_NAMES = {
    StepKind.REVENUE: "Revenue",
    StepKind.VARIABLE_COST: "Variable cost",
    StepKind.ORDER_HANDLING: "Order handling",
    StepKind.PICKING: "Picking",
    StepKind.FREIGHT: "Freight not invoiced",
    StepKind.RUSH: "Rush",
    StepKind.RETURNS: "Returns",
    StepKind.CLAIMS: "Claims",
    StepKind.INTEREST: "Payment-term interest",
    StepKind.CONSIGNMENT: "Consignment holding",
    StepKind.CHANGEOVERS: "Changeovers caused",
    StepKind.OTHER: "Other service",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRow:
    """A row of the past behind a step: when, what, how much money."""

    day: str
    what: str
    money: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FallStep:
    """A step of a waterfall: its bar in percent, its money, how many rows it comes from and the largest of them."""

    name: str
    x: float
    width: float
    is_cost: bool
    money: str
    rows: str
    largest: tuple[PastRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerCard:
    """A customer with its waterfall."""

    segment: Segment
    contribution: str
    per_hour: str
    steps: tuple[FallStep, ...]


def rate_card(snapshot: Snapshot) -> RateCard:
    """Return what the rows of the past cost in this company."""
    capacity = snapshot.policy.practical_capacity
    return RateCard(
        activities={activity.id: activity for activity in snapshot.policy.activities},
        rates={item.id: rate_per_hour(item, capacity) for item in snapshot.company.departments},
        variable_costs={product.id: product.variable_cost for product in snapshot.products},
    )


def customer_card(segment: Segment, snapshot: Snapshot, card: RateCard, words: Words) -> CustomerCard:
    """Return a customer with its waterfall."""
    rate = segment.contribution_per_bottleneck_hour
    return CustomerCard(
        segment=segment,
        contribution=words.money.amount(segment.contribution),
        per_hour="" if rate is None else f"{words.money.amount(rate)} an hour",
        steps=_fall(segment, snapshot, card, words),
    )


def _fall(segment: Segment, snapshot: Snapshot, card: RateCard, words: Words) -> tuple[FallStep, ...]:
    steps = [step for step in segment.steps if step.amount]
    stops = list(accumulate((step.amount for step in steps), initial=Decimal(0)))
    low, high = min(stops), max(stops)
    scale = Decimal(100) / ((high - low) or Decimal(1))
    return tuple(
        FallStep(
            name=STEP_NAMES[step.kind],
            x=round(float((min(before, after) - low) * scale), 2),
            width=round(float(abs(step.amount) * scale), 2),
            is_cost=step.amount < 0,
            money=words.money.amount(step.amount),
            rows=plural(len(step.sales) + len(step.services), "row"),
            largest=tuple(_largest(step, snapshot, card, words)),
        )
        for step, before, after in zip(steps, stops, stops[1:], strict=False)
    )


def _largest(step: Step, snapshot: Snapshot, card: RateCard, words: Words) -> Iterable[PastRow]:
    """Yield the rows with the most money behind a step."""
    units = {product.id: product.unit for product in snapshot.products}
    sales = ((_sale_money(step.kind, snapshot.sales[row], card), snapshot.sales[row]) for row in step.sales)
    services = ((-card.service_cost(snapshot.services[row]).money, snapshot.services[row]) for row in step.services)
    known: list[tuple[Decimal, Sale | Service]] = [*sales, *services]
    for money, row in nlargest(MOST_ROWS, known, key=lambda pair: abs(pair[0])):
        if isinstance(row, Sale):
            what = f"{row.invoice}, {quantity(row.quantity, units.get(row.product, ''))} {row.product}"
        else:
            what = f"{row.activity.replace('_', ' ')}, {quantity(row.count)} times"
        yield PastRow(day=day_text(row.date), what=what, money=words.money.amount(money, 2))


def _sale_money(kind: StepKind, sale: Sale, card: RateCard) -> Decimal:
    return sale.net_amount if kind is StepKind.REVENUE else -card.variable_cost(sale)


def day_text(day: date) -> str:
    """Return a day of the past, e.g. `14 Mar 2026`."""
    return f"{day.day} {day:%b %Y}"
