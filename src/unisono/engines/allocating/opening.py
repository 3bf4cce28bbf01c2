"""What the weeks of a market let in, worked out from what is booked and what is still to come."""

from collections.abc import Sequence
from itertools import product

from unisono.engines.allocating.bidding import bid_prices
from unisono.engines.allocating.booking import limits_of, own_hours_of
from unisono.engines.allocating.levels import emsr_b
from unisono.engines.allocating.market import Market
from unisono.engines.allocating.network import Network, Request
from unisono.engines.allocating.problem import Problem
from unisono.engines.allocating.slots import best_slots
from unisono.engines.allocating.worth import best_quotas


def nested_hours(market: Market, *, weeks_ahead: int, left: float) -> tuple[float, ...]:
    """Return the own hours of each tier by EMSR-b, from the hours left in a week and what is still to come for it."""
    tiers = [tier.still_to_come(weeks_ahead) for tier in market.tiers]
    return own_hours_of(limits_of(left, emsr_b(tiers)))


def quota_hours(market: Market, *, weeks_ahead: int, left: float) -> tuple[float, ...]:
    """Return the best fixed split of the hours left in a week."""
    tiers = tuple(tier.still_to_come(weeks_ahead) for tier in market.tiers)
    return best_quotas(Problem(bottleneck="week", capacity_hours=left, tiers=tiers))[0]


def slot_hours(market: Market, *, weeks_ahead: int, left: float) -> tuple[float, ...]:
    """Return the hours of each tier's slots, those of the last being what all share."""
    tiers = tuple(tier.still_to_come(weeks_ahead) for tier in market.tiers)
    problem = Problem(bottleneck="week", capacity_hours=left, tiers=tiers)
    slots = best_slots(problem, emsr_b(tiers)[-1])[:-1]
    return (*slots, left - sum(slots))


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
    weeks = [f"week {today + week}" for week in range(len(left))]
    free = dict(zip(weeks, left, strict=True))
    requests: list[Request] = []
    kinds = product(market.tiers, range(3), range(len(left)), range(market.patience_weeks + 1))
    for tier, third, wanted, wait in kinds:
        name = f"{tier.name}, third {third}, wanted in {weeks[wanted]}, waits {wait}"
        free[name] = tier.still_to_come(wanted).mean_hours / 3 / (market.patience_weeks + 1)
        requests += [
            Request(
                name=name,
                contribution=tier.rate_of_third(third) * (1 - market.late_cost * (made - wanted)),
                wanted=free[name],
                hours={weeks[made]: 1.0, name: 1.0},
            )
            for made in range(wanted, min(wanted + wait + 1, len(left)))
        ]
    prices = bid_prices(Network(capacity_hours=free, requests=tuple(requests))).prices
    return tuple(prices[week] for week in weeks)
