"""A company's past, and the tiers that it published last because of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from samples.history import Habit, Past, history
from unisono.domain.company import Snapshot, Tier
from unisono.domain.policy import Policy


def with_past(snapshot: Snapshot, topic: str, past: Past, habits: Sequence[Habit]) -> Snapshot:
    """Return the company with its sales, its services and the tiers of its customers."""
    sales, services = history(topic, past, habits, snapshot.products)
    known = replace(snapshot, sales=tuple(sales), services=tuple(services))
    tiers = published_tiers(known.policy, contributions(known))
    return replace(known, customers=tuple(replace(customer, tier=tiers[customer.id]) for customer in known.customers))


def contributions(snapshot: Snapshot) -> Mapping[str, float]:
    """Return each customer's past contribution after cost-to-serve by its number, the best first."""
    unit_cost = {product.id: float(product.variable_cost) for product in snapshot.products}
    money = {customer.id: 0.0 for customer in snapshot.customers}
    for sale in snapshot.sales:
        money[sale.customer] += float(sale.net_amount) - float(sale.quantity) * unit_cost[sale.product]
    rates = {item.id: float(item.labour_rate_per_hour) for item in snapshot.company.departments}
    activities = {activity.id: activity for activity in snapshot.policy.activities}
    for row in snapshot.services:
        activity = activities[row.activity]
        minutes = activity.fixed_minutes + activity.minutes_each * row.count if row.minutes is None else row.minutes
        labour = float(minutes) / 60 * rates.get(activity.department, 0.0) / float(snapshot.policy.practical_capacity)
        money[row.customer] -= labour + float(row.cost or activity.cost_each * row.count)
    return dict(sorted(money.items(), key=lambda item: -item[1]))


def published_tiers(policy: Policy, ranked: Iterable[str]) -> Mapping[str, Tier]:
    """Return the tier of each customer, the best first, when thresholds are percentiles.

    Last time the customer next to each threshold stood on its other side, so that the next segmentation moves some.
    """
    order = list(ranked)
    tiers = {}
    for place, customer in enumerate(order):
        below = 100 * (len(order) - 1 - place) / len(order)
        gold, silver = float(policy.tiers.gold_from), float(policy.tiers.silver_from)
        tiers[customer] = Tier.GOLD if below >= gold else Tier.SILVER if below >= silver else Tier.STANDARD
    ranks = list(tiers.values())
    for lower in (Tier.SILVER, Tier.STANDARD):
        place = ranks.index(lower)
        tiers[order[place - 1]], tiers[order[place]] = lower, ranks[place - 1]
    return tiers
