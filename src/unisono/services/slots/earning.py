"""What past sales took of each line, and what an hour of it earned, tier by tier."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from unisono.domain.company import Snapshot, Tier
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
    family = {product.id: product.family for product in snapshot.products}
    a_unit = {line.id: hours_per_unit(snapshot, line.id) for line in snapshot.lines}
    makers = {product: sum(product in own for own in a_unit.values()) for product in family}
    sold = _sold(snapshot, segmentation, now=now)
    units: dict[Kind, float] = defaultdict(float)
    for (product, tier), (quantity, _) in sold.items():
        units[family[product], tier] += quantity
    hours: dict[str, Mapping[Kind, float]] = {}
    contribution: dict[str, Mapping[Tier, float]] = {}
    for line, own in a_unit.items():
        taken: dict[Kind, float] = defaultdict(float)
        worked: dict[Tier, float] = defaultdict(float)
        money: dict[Tier, float] = defaultdict(float)
        for (product, tier), (quantity, amount) in sold.items():
            if product in own:
                taken[family[product], tier] += quantity * float(own[product])
                worked[tier] += quantity * float(own[product])
                money[tier] += amount / makers[product]
        hours[line] = {kind: part / units[kind] for kind, part in taken.items()}
        contribution[line] = {tier: money[tier] / part for tier, part in worked.items()}
    work = {kind: sum(own.get(kind, 0.0) for own in hours.values()) for kind in units}
    return Earning(hours=hours, contribution=contribution, work=work)


def _sold(
    snapshot: Snapshot, segmentation: Segmentation, *, now: datetime
) -> dict[tuple[str, Tier], tuple[float, float]]:
    """Return units and contribution of the past sales of each product to each tier."""
    today = now.astimezone(ZoneInfo(snapshot.company.timezone)).date()
    variable = {product.id: product.variable_cost for product in snapshot.products}
    service = {segment.customer: _service_share(segment) for segment in segmentation.segments}
    tiers = segmentation.tiers
    sold: dict[tuple[str, Tier], tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))
    for sale in snapshot.sales:
        if sale.customer and sale.quantity > 0 and sale.date <= today:
            cost = sale.quantity * variable[sale.product] if sale.variable_cost is None else sale.variable_cost
            amount = float(sale.net_amount) * (1 - service[sale.customer]) - float(cost)
            units, money = sold[sale.product, tiers[sale.customer]]
            sold[sale.product, tiers[sale.customer]] = units + float(sale.quantity), money + amount
    return sold


def _service_share(segment: Segment) -> float:
    """Return what serving the customer's orders cost, as a share of its revenue."""
    cost = -sum(step.amount for step in segment.steps if step.kind in PLANNED)
    return float(cost / segment.revenue) if segment.revenue > 0 else 0.0
