"""What past sales took of each line, and what an hour of it earned, tier by tier."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from unisono.domain.company import Sale, Snapshot, Tier
from unisono.domain.segments import Segment, Segmentation, StepKind
from unisono.engines.segmenting.bottleneck import hours_per_unit

PLANNED = (StepKind.ORDER_HANDLING, StepKind.PICKING, StepKind.FREIGHT)
"""Steps of a customer's waterfall that its orders cause by being made, as in the plan contribution."""

Kind = tuple[str, Tier]
"""A family and a tier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earning:
    """By line: hours for a unit of each family and tier, and the plan contribution of an hour by tier.

    `work` are the hours for a unit on all lines together.
    """

    hours: Mapping[str, Mapping[Kind, float]]
    contribution: Mapping[str, Mapping[Tier, float]]
    work: Mapping[Kind, float]


def earning_of(snapshot: Snapshot, segmentation: Segmentation, *, now: datetime) -> Earning:
    """Return what each tier's goods took of each line, and earned there.

    A product that several lines can make counts for an equal part on each of them, at the rate of that line: a rough
    cut, as for the bottleneck of segmentation. Contribution of a sale = net amount - variable cost - the customer's
    order handling, picking and freight as a share of its revenue. Returns and sales without a customer are left out.

    Args:
        snapshot: checked data.
        segmentation: tiers and waterfalls of the customers.
        now: the moment of looking, aware.
    """
    today = now.astimezone(ZoneInfo(snapshot.company.timezone)).date()
    sales = [sale for sale in snapshot.sales if sale.customer and sale.quantity > 0 and sale.date <= today]
    tiers = segmentation.tiers
    family = {product.id: product.family for product in snapshot.products}
    a_unit = {line.id: hours_per_unit(snapshot, line.id) for line in snapshot.lines}
    makers = {product: sum(product in own for own in a_unit.values()) for product in family}
    earned = _contributions(snapshot, segmentation, sales)
    units: dict[Kind, float] = defaultdict(float)
    for sale in sales:
        units[family[sale.product], tiers[sale.customer]] += float(sale.quantity)
    hours, contribution = {}, {}
    for line, own in a_unit.items():
        taken: dict[Kind, float] = defaultdict(float)
        money: dict[Tier, float] = defaultdict(float)
        for sale, amount in zip(sales, earned, strict=True):
            if sale.product in own:
                tier = tiers[sale.customer]
                taken[family[sale.product], tier] += float(sale.quantity * own[sale.product])
                money[tier] += amount / makers[sale.product]
        by_tier = {tier: sum(part for (_, of), part in taken.items() if of is tier) for tier in Tier}
        hours[line] = {kind: part / units[kind] for kind, part in taken.items()}
        contribution[line] = {tier: money[tier] / part for tier, part in by_tier.items() if part}
    work = {kind: sum(own.get(kind, 0.0) for own in hours.values()) for kind in units}
    return Earning(hours=hours, contribution=contribution, work=work)


def _contributions(snapshot: Snapshot, segmentation: Segmentation, sales: list[Sale]) -> list[float]:
    variable = {product.id: product.variable_cost for product in snapshot.products}
    service = {segment.customer: _service_share(segment) for segment in segmentation.segments}
    return [
        float(
            sale.net_amount
            - (sale.quantity * variable[sale.product] if sale.variable_cost is None else sale.variable_cost)
        )
        - service[sale.customer] * float(sale.net_amount)
        for sale in sales
    ]


def _service_share(segment: Segment) -> float:
    """Return what serving the customer's orders cost, as a share of its revenue."""
    cost = -sum(step.amount for step in segment.steps if step.kind in PLANNED)
    return float(cost / segment.revenue) if segment.revenue > 0 else 0.0
