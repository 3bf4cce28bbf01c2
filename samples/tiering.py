"""The tiers that a sample company published last, from the same history that it ships with."""

from collections.abc import Iterable, Mapping

from unisono.domain.company import Customer, Product, Sale, Service, Tier
from unisono.domain.policy import Policy


def contributions(
    *,
    policy: Policy,
    labour_rates: Mapping[str, float],
    customers: Iterable[str],
    products: Iterable[Product],
    sales: Iterable[Sale],
    services: Iterable[Service],
) -> dict[str, float]:
    """Return each customer's contribution after cost-to-serve, by its number, the best first.

    Args:
        policy: the activities with their time equations and the practical capacity.
        labour_rates: money an hour by department.
        customers: the customers' numbers.
        products: their variable costs are counted.
        sales: past invoice lines.
        services: what was done for customers.
    """
    unit_cost = {product.id: float(product.variable_cost) for product in products}
    money = dict.fromkeys(customers, 0.0)
    for sale in sales:
        money[sale.customer] += float(sale.net_amount) - float(sale.quantity) * unit_cost[sale.product]
    activities = {activity.id: activity for activity in policy.activities}
    for row in services:
        activity = activities[row.activity]
        minutes = activity.fixed_minutes + activity.minutes_each * row.count if row.minutes is None else row.minutes
        rate = labour_rates.get(activity.department, 0.0) / float(policy.practical_capacity)
        money[row.customer] -= float(minutes) / 60 * rate + float(row.cost or activity.cost_each * row.count)
    return dict(sorted(money.items(), key=lambda item: -item[1]))


def published_tiers(policy: Policy, ranked: Iterable[str]) -> dict[str, Tier]:
    """Return the tier of each customer when the best comes first and thresholds are percentiles."""
    order = list(ranked)
    tiers = {}
    for place, customer in enumerate(order):
        below = 100 * (len(order) - 1 - place) / len(order)
        gold, silver = float(policy.tiers.gold_from), float(policy.tiers.silver_from)
        tiers[customer] = Tier.GOLD if below >= gold else Tier.SILVER if below >= silver else Tier.STANDARD
    return tiers


def with_tiers(customers: Iterable[Customer], tiers: Mapping[str, Tier]) -> tuple[Customer, ...]:
    """Return the customers with their tier filled in."""
    return tuple(
        Customer(
            id=customer.id,
            name=customer.name,
            strategic=customer.strategic,
            tier=tiers[customer.id],
            tier_override=customer.tier_override,
            override_reason=customer.override_reason,
            override_until=customer.override_until,
        )
        for customer in customers
    )
