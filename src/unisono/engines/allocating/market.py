"""A made-up year of orders on one bottleneck: who orders how much, how long before, and how long they can wait."""

import math
from dataclasses import dataclass

import numpy as np

from unisono.engines.allocating.problem import TierDemand


@dataclass(frozen=True, slots=True, kw_only=True)
class TierMarket:
    """How one tier orders.

    `hours_per_week` are wanted on average for each week, in orders of `hours_per_order` on average (gamma, `spread` is
    the standard deviation over the mean); as many orders as a Poisson draw gives. An order comes between `latest_lead`
    and `earliest_lead` weeks before the week it is wanted for, evenly. It earns `contribution_per_hour`, give or take
    `earning_spread` (a share) evenly.
    """

    name: str
    contribution_per_hour: float
    hours_per_week: float
    hours_per_order: float
    latest_lead: float
    earliest_lead: float
    spread: float = 0.7
    earning_spread: float = 0.2

    def rate_of_third(self, third: int) -> float:
        """Return what an hour earns on average in the worst (0), the middle (1) or the best (2) third of the orders."""
        return self.contribution_per_hour * (1 + self.earning_spread * (third - 1) * 2 / 3)

    def still_to_come(self, weeks_ahead: float) -> TierDemand:
        """Return what this tier will still order for a week that begins in `weeks_ahead` weeks."""
        share = (weeks_ahead - self.latest_lead) / (self.earliest_lead - self.latest_lead)
        orders = self.hours_per_week / self.hours_per_order * min(1.0, max(0.0, share))
        return TierDemand(
            name=self.name,
            contribution_per_hour=self.contribution_per_hour,
            mean_hours=orders * self.hours_per_order,
            sd_hours=self.hours_per_order * math.sqrt(orders * (1 + self.spread**2)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """A bottleneck with `capacity_hours` in each of its `weeks`, and its tiers, best first.

    An order can wait 0 to `patience_weeks` weeks beyond the week it is wanted for, each as likely; every week of
    waiting costs `late_cost` (a share) of its contribution.
    """

    capacity_hours: float
    tiers: tuple[TierMarket, ...]
    weeks: int = 52
    patience_weeks: int = 2
    late_cost: float = 0.02

    @property
    def opens_weeks_ahead(self) -> int:
        """Return how many weeks before it begins a week can be booked, waiting included."""
        return math.ceil(max(tier.earliest_lead for tier in self.tiers)) + self.patience_weeks


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """An order that comes `at` a time (in weeks from the first week's start, below 0 before it).

    It is wanted in week `wanted` and useless after week `latest`; `contribution` is money if it is made when wanted.
    """

    at: float
    tier: int
    hours: float
    contribution: float
    wanted: int
    latest: int


def inquiries_of(market: Market, *, seed: int) -> tuple[Inquiry, ...]:
    """Return a year of orders in the order they come; the same seed gives the same year.

    Args:
        market: who orders.
        seed: any whole number.
    """
    draw = np.random.default_rng(seed)
    inquiries: list[Inquiry] = []
    for number, tier in enumerate(market.tiers):
        for week in np.repeat(
            np.arange(market.weeks), draw.poisson(tier.hours_per_week / tier.hours_per_order, market.weeks)
        ):
            hours = draw.gamma(tier.spread**-2, tier.hours_per_order * tier.spread**2)
            rate = tier.contribution_per_hour * draw.uniform(1 - tier.earning_spread, 1 + tier.earning_spread)
            inquiries.append(
                Inquiry(
                    at=float(week - draw.uniform(tier.latest_lead, tier.earliest_lead)),
                    tier=number,
                    hours=float(hours),
                    contribution=float(rate * hours),
                    wanted=int(week),
                    latest=min(market.weeks - 1, int(week + draw.integers(0, market.patience_weeks + 1))),
                )
            )
    return tuple(sorted(inquiries, key=lambda inquiry: inquiry.at))
