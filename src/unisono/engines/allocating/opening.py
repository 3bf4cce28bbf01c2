"""What the weeks of a market let in, worked out from what is booked and what is still to come."""

from collections.abc import Sequence

from unisono.engines.allocating.bidding import bid_prices
from unisono.engines.allocating.booking import limits_of, own_hours_of
from unisono.engines.allocating.levels import emsr_b
from unisono.engines.allocating.market import Market
from unisono.engines.allocating.network import Network, Request
from unisono.engines.allocating.problem import Problem
from unisono.engines.allocating.worth import best_quotas


def nested_hours(market: Market, *, weeks_ahead: int, left: float) -> tuple[float, ...]:
    """Return the own hours of each tier by EMSR-b, from the hours left in a week and what is still to come for it."""
    tiers = [tier.still_to_come(weeks_ahead) for tier in market.tiers]
    return own_hours_of(limits_of(left, emsr_b(tiers)))


def quota_hours(market: Market, *, weeks_ahead: int, left: float) -> tuple[float, ...]:
    """Return the best fixed split of the hours left in a week."""
    tiers = tuple(tier.still_to_come(weeks_ahead) for tier in market.tiers)
    return best_quotas(Problem(bottleneck="week", capacity_hours=left, tiers=tiers))[0]


def week_prices(market: Market, *, today: int, left: Sequence[float]) -> tuple[float, ...]:
    """Return the bid price of an hour in each of the coming weeks.

    Every week is a bottleneck. What is still to come is a request for each tier, third of its orders by what they earn,
    week wanted, weeks it can wait and week it is made in; those that differ in the last only share their number, which
    stands as one more bottleneck.

    Args:
        market: who orders.
        today: the week that begins now.
        left: hours left in each week from `today` on.
    """
    weeks, patience = len(left), market.patience_weeks
    kinds = [
        (tier, rate, wanted, wait)
        for tier in market.tiers
        for rate in tier.rates
        for wanted in range(weeks)
        for wait in range(patience + 1)
    ]
    numbers = [tier.still_to_come(wanted).mean_hours / (patience + 1) / len(tier.rates) for tier, _, wanted, _ in kinds]
    requests = [
        Request(
            name=f"{tier.name}, wanted in week {today + wanted}, made in week {today + made}",
            contribution=rate * (1 - market.late_cost * (made - wanted)),
            wanted=number,
            hours=_ones(weeks + len(kinds), made, weeks + kind),
        )
        for kind, ((tier, rate, wanted, wait), number) in enumerate(zip(kinds, numbers, strict=True))
        for made in range(wanted, min(wanted + wait, weeks - 1) + 1)
    ]
    names = (*(f"week {today + week}" for week in range(weeks)), *(f"number {kind}" for kind in range(len(kinds))))
    network = Network(bottlenecks=names, capacity_hours=(*left, *numbers), requests=tuple(requests))
    return bid_prices(network).prices[:weeks]


def _ones(length: int, *places: int) -> tuple[float, ...]:
    row = [0.0] * length
    for place in places:
        row[place] = 1.0
    return tuple(row)
